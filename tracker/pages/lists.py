"""The tables of what a table can be narrowed to: a row of columns for each list."""

from tracker.pages.answer import Table
from tracker.pages.render import Column, Row
from tracker.words.language import Say
from tracker.words.text import flat

_ID = Column("id", "Id", lambda row: str(row["id"]), 0, 12)
_OWN = {
    "name": Column("name", "Name", lambda row: row["name"] or "", 2, 12, told=True),
    "kind": Column("kind", "Kind", lambda row: row["kind"] or "", 6),
    "party": Column("party", "Party", lambda row: row["party"] or "", 3),
    "part_of": Column("part_of", "Part of", lambda row: row["part_of"] or "", 6),
    "parties": Column("parties", "Parties", lambda row: flat(row["parties"]).replace("; ", ", "), 3),
    "spellings": Column("spellings", "Spellings", lambda row: flat(row["spellings"]), 6, 16),
    "date": Column("date", "Date", lambda row: row["date"] or "", 2),
    "mechanism": Column("mechanism", "Mechanism", lambda row: row["mechanism"] or "", 6, 12),
}


def _counted(key: str, heading: str) -> Column:
    return Column(key, heading, lambda row: _number(row, key), 1)


def _number(row: Row, key: str) -> str:
    return str(row[key] or "")


_COUNTS = {
    "commitments": _counted("commitments", "Commitments"),
    "open": _counted("open", "Open"),
    "claims": _counted("claims", "Claims"),
    "meetings": _counted("meetings", "Meetings"),
    "delegations": _counted("delegations", "Delegations"),
}
_KEYS = {
    "parties": ("Parties", "name kind commitments open claims delegations"),
    "institutions": ("Institutions", "name party part_of commitments open claims"),
    "mechanisms": ("Mechanisms", "name kind parties meetings commitments open"),
    "themes": ("Themes", "name spellings commitments open"),
    "projects": ("Projects", "name spellings commitments open"),
    "claimants": ("Claimants", "name party claims commitments"),
    "meetings": ("Meetings", "name date mechanism commitments open claims"),
    "documents": ("Documents", "name date mechanism commitments open claims"),
    "officials": ("Officials", "name parties meetings"),
    "statuses": ("Statuses", "name commitments"),
}
NAMELESS = frozenset({"claimants", "officials"})
"""Lists of names, whose rows are called by nothing else."""
KINDS = tuple(_KEYS)


def list_of(kind: str) -> Table:
    """Give the table of a list."""
    title, keys = _KEYS[kind]
    columns = [_ID, *({**_OWN, **_COUNTS}[key] for key in keys.split())]
    if kind in NAMELESS:
        columns = [_ID._replace(told=True), *(each for each in columns if each.key not in {"id", "name"})]
        columns.insert(1, Column("name"))

    def given(_: Say) -> list[Column]:
        return columns

    return Table("id", title, "None of these.", given)
