"""Timelines: the events of one thing in valid-time order, and when we learnt and corrected them."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from tracker.projections.cases import Occasions
from tracker.projections.clauses import CLAUSES, Reader
from tracker.projections.projector import COMMON
from tracker.rules.texts import in_language
from tracker.views.events import why_retracted
from tracker.views.moment import Moment
from tracker.views.references import Found

Row = dict[str, Any]
Values = dict[str, Any]


def timeline(connection: sqlite3.Connection, found: Found, moment: Moment) -> list[Row]:
    """List the events about a thing, known at the moment and holding by its day, in order."""
    occasions = Occasions(connection, moment.known_at, even_retracted=True)
    recorded = _Recorded(connection)
    rows = []
    for table, where, values in _sources(found):
        for row in _known(connection, table, where, values, moment.known_at):
            valid = _valid(row, occasions)
            if valid is None or valid[1] > moment.day:
                continue
            rows.append(_row(recorded, row, valid, moment))
    rows.sort(key=lambda row: (row["earliest"], row["position"]))
    return rows


class Timelines:
    """The timelines of many commitments, read a part of them at a time, in the order of their names.

    Without notes, what was only noted is left out, and what was noted beside a claim.
    """

    def __init__(
        self, connection: sqlite3.Connection, moment: Moment, names: Sequence[str], *, notes: bool = True
    ) -> None:
        self._connection = connection
        self._moment = moment
        self._names = names
        self._places = {name: place for place, name in enumerate(names)}
        self._notes = notes
        self._occasions = Occasions(connection, moment.known_at, even_retracted=True)
        self._recorded = _Recorded(connection)
        self._part = -1
        self._rows: dict[str, list[Row]] = {}
        self._last: tuple[str, list[tuple[Row, Row]]] = "", []

    def of(self, commitment: str, moment: Moment) -> list[Row]:
        """Give the timeline of a commitment, said in the languages of a moment of the same day."""
        if commitment != self._last[0]:
            self._last = commitment, self._ordered(commitment)
        return [_said(self._recorded, row, told, moment) for row, told in self._last[1]]

    def _ordered(self, commitment: str) -> list[tuple[Row, Row]]:
        """Give the rows of a commitment, in order, with what is told of each in any language."""
        part = self._places[commitment] // PART
        if part != self._part:
            self._read(self._names[part * PART : (part + 1) * PART])
            self._part = part
        found = []
        for row in self._rows.get(commitment, ()):
            valid = _valid(row, self._occasions)
            if valid is not None and valid[1] <= self._moment.day:
                found.append((row, _told(self._recorded, row, valid, self._moment)))
        found.sort(key=lambda both: (both[1]["earliest"], both[1]["position"]))
        return found

    def _read(self, names: Sequence[str]) -> None:
        self._rows = {}
        self._recorded = _Recorded(self._connection)
        abouts = {f"commitment:{name}": name for name in names}
        for table, key in _OF_COMMITMENTS:
            asked = list(abouts if key == "about" else names)
            where = f"{key} IN (SELECT value FROM json_each(:names))"
            for row in _known(
                self._connection, table, where, {"names": json.dumps(asked)}, self._moment.known_at
            ):
                if not self._notes and _was_noted(row):
                    continue
                self._rows.setdefault(str(abouts.get(row[key], row[key])), []).append(row)


def _was_noted(row: Row) -> bool:
    """Take the note away from a row; say whether nothing is left of it."""
    noted, row["note"] = row.get("note"), None
    return bool(noted) and "effective" in row and not (row["status"] or row["label"])


PART = 500
"""Commitments whose timelines are read at a time."""
_OF_COMMITMENTS = (
    ("commitment", "id"),
    ("claim", "commitment"),
    ("revision", "commitment"),
    ("turn", "commitment"),
    ("turn", "superseded_by"),
    ("evidence", "about"),
)


def _sources(found: Found) -> Iterator[tuple[str, str, Values]]:
    """Say where the events about a thing are."""
    name = {"name": found.name, "about": f"{found.kind}:{found.name}"}
    if found.kind == "commitment":
        yield "commitment", "id = :name", name
        for table in ("claim", "revision"):
            yield table, "commitment = :name", name
        yield "turn", "(commitment = :name OR superseded_by = :name)", name
    elif found.kind in {"meeting", "document"}:
        name["kind"] = found.kind
        name["bare"] = found.name
        yield "occasion", "id = :name AND kind = :kind", name
        for table in ("delegation", "commitment", "turn", "claim"):
            yield table, "occasion IN (:bare, :about)", name
    elif found.kind == "institution":
        name["id"] = found.name.rpartition("/")[2]
        yield "institution", "(id = :name OR party || '/' || id = :name)", name
        for table, column in (("claim", "claimants"), ("commitment", "lead"), ("commitment", "supporting")):
            yield (
                table,
                f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value IN (:name, :id))",
                name,
            )
    elif found.kind == "official":
        yield "person", "shown = :name", name
        yield (
            "member",
            "(name = :name OR name IN (SELECT value FROM person, json_each(spellings) WHERE shown = :name))",
            name,
        )
    elif found.kind == "mechanism":
        yield "mechanism", "id = :name", name
        yield "occasion", "mechanism = :name", name
    elif found.kind == "topic":
        yield "topic", "(kind || '/' || id = :name OR id = :name)", name
    elif found.kind == "party":
        yield "party", "(id = :name OR successor_of = :name)", name
        yield "delegation", "party = :name", name
        yield "institution", "party = :name", name
    yield "evidence", "about = :about", name


def _known(
    connection: sqlite3.Connection, table: str, where: str, values: Values, known_at: int
) -> Iterator[Row]:
    """Give the rows of the events known by then, standing or not, each event once."""
    cursor = connection.execute(
        f"SELECT t.*, max(t.known_from) FROM {table} t"
        f" WHERE {where} AND t.known_from <= :k GROUP BY {_one_event(table)}",
        {**values, "k": known_at},
    )
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        yield dict(zip(names, row, strict=True))


def _one_event(table: str) -> str:
    return "t.position, t.place" if table == "member" else "t.position"


def _valid(row: Row, occasions: Occasions) -> tuple[str, str] | None:
    """Give when a row holds, as written, and its earliest day; None if its occasion has no day."""
    if row.get("occasion") and row["earliest"] is None:
        found = occasions.get(row["occasion"])
        return None if found is None else (found[2], found[3])
    written = next((row[name] for name in _WRITTEN if row.get(name)), row["earliest"] or "")
    return written, row["earliest"] or ""


_WRITTEN = ("effective", "announced", "published", "date", "agreed_on", "turned_on")


class _Recorded:
    """Who recorded and retracted what, and when; what was asked once is not asked again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._events: dict[int, tuple[str, str, str, str]] = {}

    def event(self, position: int) -> tuple[str, str, str, str]:
        """Give the id and the type of an event, and when and by whom it was recorded."""
        if position not in self._events:
            self._events[position] = self._connection.execute(
                "SELECT id, type, recorded_at, recorded_by FROM event WHERE position = ?", (position,)
            ).fetchone()
        return self._events[position]

    def retraction(self, event_id: str, moment: Moment) -> Row:
        """Give the retraction under which an event does not stand."""
        position, reason = self._connection.execute(
            "SELECT position, reason FROM retraction WHERE target = ? AND position <= ?"
            " ORDER BY position DESC LIMIT 1",
            (event_id, moment.known_at),
        ).fetchone()
        _, _, when, who = self.event(position)
        why = moment.say(why_retracted(reason))
        return {"position": position, "reason": why, "recorded_at": when, "recorded_by": who}


def _row(recorded: _Recorded, row: Row, valid: tuple[str, str], moment: Moment) -> Row:
    return _said(recorded, row, _told(recorded, row, valid, moment), moment)


def _told(recorded: _Recorded, row: Row, valid: tuple[str, str], moment: Moment) -> Row:
    """Give what is told of an event in any language; what is said of it has its place in it."""
    event_id, stored_type, recorded_at, recorded_by = recorded.event(row["position"])
    until = row["known_until"]
    return {
        "position": row["position"],
        "event": event_id,
        "type": stored_type,
        "when": valid[0] or None,
        "earliest": valid[1],
        "by": json.loads(row["claimants"]) if row.get("claimants") else [],
        "what": None,
        "source": _source(row),
        "recorded_at": recorded_at,
        "recorded_by": recorded_by,
        "stands": until is None or until > moment.known_at,
        "retraction": None,
    }


def _said(recorded: _Recorded, row: Row, told: Row, moment: Moment) -> Row:
    """Say an event in a language."""
    said = {**told, "what": CLAUSES[told["type"]].sentence(row, _reader(moment))}
    if not said["stands"]:
        said["retraction"] = recorded.retraction(said["event"], moment)
    return said


def _source(row: Row) -> str | None:
    """Name where an event can be checked: an address, a file, else its occasion."""
    pieces = json.loads(row["evidence"]) if row.get("evidence") else [row]
    address: str | None = next((p.get("url") or p.get("file") for p in pieces), None)
    return address or row.get("occasion")


def _reader(moment: Moment) -> Reader:
    return Reader(moment.say, lambda stored: in_language(json.loads(stored), moment.lang) if stored else None)


def told_of(connection: sqlite3.Connection, position: int, stored_type: str, moment: Moment) -> Row:
    """Say what one event says: its sentence, and its fields; a retraction, what it takes back."""
    clause = CLAUSES.get(stored_type)
    if clause is None:
        row = connection.execute(
            "SELECT target, reason FROM retraction WHERE position = ?", (position,)
        ).fetchone()
        return {"retracts": row[0], "reason": row[1]} if row else {}
    row, *_ = _rows_of_event(connection, clause.tables[0], position)
    said = _fields(clause.tables[0], row, stored_type)
    if len(clause.tables) > 1:
        members = _rows_of_event(connection, clause.tables[1], position)
        said["members"] = [{name: each[name] for name in _OF_MEMBERS if each[name]} for each in members]
    return {"what": clause.sentence(row, _reader(moment)), "says": said}


_OF_MEMBERS = ("name", "role", "institution", "on_behalf_of", "mode")
_FIELDS = {
    ("commitment", "stage"): None,
    ("commitment", "proposed_by"): "by",
    ("commitment", "agreed_on"): "on",
    ("turn", "kind"): None,
    ("turn", "turned_on"): "on",
    ("turn", "claimants"): "by",
    ("claim", "claimants"): "by",
    ("revision", "claimants"): "by",
    ("person", "shown"): "show",
    ("occasion", "kind"): None,
    ("occasion", "document_kind"): "kind",
}
"""Columns of a view that bear another name than their field; None is no field of the fact."""
_DATES = {"meeting.held": "held", "document.published": "published"}
_NESTED = frozenset(
    {"names", "spellings", "parties", "title", "text", "obligors", "themes", "lead", "supporting", "by"}
    | {"other", "evidence", "changes"}
)
"""Fields that a view keeps as JSON."""


def _rows_of_event(connection: sqlite3.Connection, table: str, position: int) -> list[Row]:
    """Give the rows that an event asserted last, whether it stands or not."""
    cursor = connection.execute(
        f"SELECT * FROM {table} WHERE position = :p"
        f" AND known_from = (SELECT max(known_from) FROM {table} WHERE position = :p)",
        {"p": position},
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor]


def _fields(table: str, row: Row, stored_type: str) -> Row:
    """Give a row as the fields of its fact, without what is absent."""
    said: Row = {"kind": "person"} if table == "person" else {}
    for column, value in row.items():
        field = _DATES.get(stored_type, column) if column == "date" else _FIELDS.get((table, column), column)
        if field is None or column in COMMON or value in {None, "", "[]", "{}"}:
            continue
        read = json.loads(value) if field in _NESTED else value
        if field == "changes":
            said |= read
        else:
            said[field] = int(read) if isinstance(read, float) and read.is_integer() else read
    if "independent" in said:
        said["independent"] = bool(said["independent"])
    return said
