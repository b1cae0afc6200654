"""The columns of the tables, in both languages."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from events.statuses import STATUSES
from tracker.pages.render import Column, Row
from tracker.words.language import phrase

STATUS_KEYS = [
    "commitment",
    "title",
    "themes",
    "project",
    "parent",
    "obligors",
    "lead",
    "occasion",
    "agreed",
    "reported",
    "assessed",
    "status",
    "status_by",
    "disagreement",
    "children",
    "schedule",
    "deadline",
    "baseline_deadline",
    "days_late",
    "last_update",
    "evidence",
    "stale",
]
"""The keys of a row, in the order of the contract."""

_COLOURS = {
    "overdue": "red",
    "late": "red",
    "slipped": "yellow",
    "due-soon": "cyan",
    "met": "green",
    "fulfilled": "green",
    "not-fulfilled": "red",
    "stalled": "yellow",
}


def status_columns(lang: str) -> list[Column]:
    """Give the columns of the status table."""
    word = heading = partial(phrase, lang)

    def reported(row: Row) -> str:
        return "; ".join(_claim(entry, word) for entry in row["reported"])

    return [
        Column("commitment", heading("Commitment"), lambda row: row["commitment"], 0, 28),
        Column("title", heading("Title"), lambda row: row["title"], 3, 12),
        Column(
            "status",
            heading("Status"),
            lambda row: word(row["status"]),
            1,
            colour=lambda row: _COLOURS.get(row["status"]),
        ),
        Column("status_by", heading("By"), lambda row: ", ".join(row["status_by"]), 4, 8),
        Column(
            "schedule",
            heading("Schedule"),
            lambda row: word(row["schedule"]),
            2,
            colour=lambda row: _COLOURS.get(row["schedule"]),
        ),
        Column("deadline", heading("Deadline"), lambda row: row["deadline"] or "", 5),
        Column("baseline_deadline", heading("Baseline"), lambda row: row["baseline_deadline"] or "", 12),
        Column("days_late", heading("Days late"), lambda row: str(row["days_late"] or ""), 7),
        Column("reported", heading("Reported"), reported, 9, 16),
        Column("assessed", heading("Assessed"), lambda row: _claim(row["assessed"], word), 10, 14),
        Column(
            "disagreement",
            heading("Disagreement"),
            lambda row: word("yes") if row["disagreement"] else "",
            11,
        ),
        Column("children", heading("Parts"), lambda row: _children(row["children"], word), 13, 10),
        Column("last_update", heading("Last update"), lambda row: row["last_update"] or "", 6),
        Column("stale", heading("Stale"), lambda row: word("yes") if row["stale"] else "", 8),
        Column("evidence", heading("Evidence"), lambda row: str(len(row["evidence"]) or ""), 14),
        Column("themes", heading("Theme"), lambda row: ", ".join(row["themes"]), 15, 10),
        Column("project", heading("Project"), lambda row: row["project"] or "", 19, 10),
        Column("parent", heading("Part of"), lambda row: row["parent"] or "", 18, 10),
        Column("obligors", heading("Obligors"), lambda row: ", ".join(row["obligors"]), 16, 6),
        Column("lead", heading("Lead"), lambda row: ", ".join(row["lead"]), 20, 6),
        Column("occasion", heading("Occasion"), lambda row: row["occasion"] or "", 21, 12),
        Column("agreed", heading("Agreed"), lambda row: row["agreed"], 17),
    ]


def _claim(entry: Row | None, word: Any) -> str:
    if entry is None:
        return ""
    who = entry["assessor"]
    if entry["via"]:
        who = word("{who} via {via}", who=who, via=entry["via"])
    if entry["obligor"] not in {None, entry["assessor"]}:
        who = word("{who} on {side}", who=who, side=entry["obligor"])
    percent = f" {entry['percent']}%" if entry["percent"] is not None else ""
    return f"{who}: {word(entry['status'])}{percent}"


def _children(children: Row | None, word: Any) -> str:
    return f"{children['count']} {word(children['status'])}" if children else ""


MEETING_COLUMNS = [
    Column("meeting", "Meeting", lambda row: row["meeting"], 0, 28),
    Column("held", "Held", lambda row: row["held"], 1),
    Column("title", "Title", lambda row: row["title"] or "", 3, 20),
    Column("place", "Place", lambda row: row["place"] or "", 4, 12),
    Column("mechanism", "Mechanism", lambda row: row["mechanism"] or "", 6, 12),
    Column(
        "delegations",
        "Delegations",
        lambda row: ", ".join(f"{each['party']} {len(each['members'])}" for each in row["delegations"]),
        5,
        8,
    ),
    Column("commitments", "Agreed", lambda row: str(len(row["commitments"]) or ""), 2),
]


def timeline_columns(lang: str) -> list[Column]:
    """Give the columns of a timeline."""

    def what(row: Row) -> str:
        if row["stands"]:
            return str(row["what"])
        position, reason = row["retraction"]["position"], row["retraction"]["reason"]
        taken_back = phrase(lang, "[retracted by #{position}: {reason}]", position=position, reason=reason)
        return f"{taken_back} {row['what']}"

    columns = [
        Column("position", "#", lambda row: str(row["position"]), 0),
        Column("when", "When", lambda row: row["when"] or "", 1),
        Column("by", "By", lambda row: ", ".join(row["by"]), 2, 6),
        Column("what", "What", what, 1, 24),
        Column("recorded_at", "Recorded", lambda row: row["recorded_at"][:10], 4),
        Column("recorded_by", "Recorded by", lambda row: row["recorded_by"], 5, 8),
    ]
    return spoken(columns, lang)


TRACK = 16


def track_column(rows: list[Row]) -> Column:
    """Give the column that shows where in the time of all its events each event lies."""
    days = [date.fromisoformat(row["earliest"]).toordinal() for row in rows if row["earliest"]]
    first, span = min(days, default=0), max(max(days, default=0) - min(days, default=0), 1)

    def draw(row: Row) -> str:
        if not row["earliest"]:
            return ""
        place = (date.fromisoformat(row["earliest"]).toordinal() - first) * (TRACK - 1) // span
        return "─" * place + ("●" if row["stands"] else "○") + "─" * (TRACK - 1 - place)

    return Column("track", "", draw, 3)


EVENT_COLUMNS = [
    Column("position", "#", lambda row: str(row["position"]), 0),
    Column("type", "Type", lambda row: row["type"], 1),
    Column("subject", "Subject", lambda row: row["subject"] or "", 2, 20),
    Column("recorded_at", "Recorded", lambda row: row["time"][:19].replace("T", " "), 3),
    Column("recorded_by", "By", lambda row: row["recordedby"], 4, 6),
    Column("id", "Id", lambda row: row["id"], 5),
]


def people_columns(lang: str) -> list[Column]:
    """Give the columns of the list of officials."""

    def capacities(row: Row) -> str:
        return ", ".join(phrase(lang, each) for each in row["capacities"])

    columns = [
        Column("name", "Name", lambda row: row["name"], 0, 20),
        Column("parties", "Party", lambda row: ", ".join(row["parties"]), 1),
        Column("meetings", "Meetings", lambda row: str(row["meetings"]), 2),
        Column("first", "First", lambda row: row["first"], 4),
        Column("last", "Last", lambda row: row["last"], 3),
        Column("capacities", "Capacity", capacities, 6, 11),
        Column("roles", "Roles", lambda row: "; ".join(row["roles"]), 5, 16),
        Column("spellings", "Spellings", lambda row: "; ".join(row["spellings"]), 7, 16),
    ]
    return spoken(columns, lang)


SUGGESTION_COLUMNS = [
    Column("show", "Show", lambda row: row["show"], 0, 16),
    Column("spellings", "Likely the same", lambda row: "; ".join(row["spellings"]), 1, 16),
    Column("reasons", "Because of", lambda row: "; ".join(row["reasons"]), 2, 12),
    Column("command", "Command", lambda row: row["command"], 3),
]


def check_columns(lang: str) -> list[Column]:
    """Give the columns of a check."""
    columns = [
        Column("commitment", "Commitment", lambda row: row["commitment"], 0, 28),
        Column(
            "finding",
            "Finding",
            lambda row: phrase(lang, row["finding"]),
            1,
            colour=lambda row: _COLOURS.get(row["finding"]),
        ),
        Column("detail", "Detail", lambda row: row["detail"], 2, 24),
        Column("title", "Title", lambda row: row["title"], 3, 16),
    ]
    return spoken(columns, lang)


def scorecard_columns(by: str, bar: int) -> list[Column]:
    """Give the columns of a scorecard; `bar` is the width of its bar, 0 for none."""
    columns = [
        Column(by, by.capitalize(), lambda row: row[by] or "—", 0, 16),
        Column("commitments", "All", lambda row: str(row["commitments"]), 1),
        Column("fulfilled", "Fulfilled", lambda row: str(row["fulfilled"] or ""), 3),
        Column("share", "Share", _share, 2),
    ]
    if bar:
        columns.append(Column("bar", "", lambda row: _bar(row["share"], bar), 4))
    for place, key in enumerate(_COUNTED):
        heading = key.replace("_", "-").capitalize()
        columns.append(Column(key, heading, _counter(key), 10 + place))
    return columns


_COUNTED = (
    "partially_fulfilled",
    "in_progress",
    "stalled",
    "not_started",
    "not_fulfilled",
    "superseded",
    "withdrawn",
    "agreed",
)


def _counter(key: str) -> Any:
    return lambda row: str(row[key] or "")


def _share(row: Row) -> str:
    return "-" if row["share"] is None else f"{row['share']:.1f} %"


def _bar(share: float | None, width: int) -> str:
    """Draw a share as a bar of eighths."""
    eighths = round((share or 0) * width * 8 / 100)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + ("▏▎▍▌▋▊▉"[rest - 1] if rest else "")).ljust(width, "·")


def spoken(columns: list[Column], lang: str) -> list[Column]:
    """Give columns with their headings in a language."""
    return [replace(column, heading=phrase(lang, column.heading)) for column in columns]


MEETING_KEYS = [
    "meeting",
    "kind",
    "held",
    "title",
    "place",
    "host",
    "mode",
    "mechanism",
    "publisher",
    "url",
    "summary",
    "note",
    "delegations",
    "commitments",
    "position",
]
TIMELINE_KEYS = [
    "position",
    "event",
    "type",
    "when",
    "earliest",
    "by",
    "what",
    "source",
    "recorded_at",
    "recorded_by",
    "stands",
    "retraction",
]
EVENT_KEYS = [
    "specversion",
    "id",
    "source",
    "type",
    "time",
    "subject",
    "datacontenttype",
    "recordedby",
    "batch",
    "schemaversion",
    "toolversion",
    "position",
    "data",
]
PEOPLE_KEYS = [
    "name",
    "spellings",
    "parties",
    "capacities",
    "roles",
    "attended",
    "meetings",
    "first",
    "last",
]
SUGGESTION_KEYS = [
    "show",
    "spellings",
    "reasons",
    "command",
]
CHECK_KEYS = [
    "commitment",
    "title",
    "finding",
    "detail",
]


def scorecard_keys(by: str) -> list[str]:
    """Give the keys of a scorecard's rows."""
    statuses = (status.replace("-", "_") for status in STATUSES)
    return [by, "commitments", *statuses, "share"]
