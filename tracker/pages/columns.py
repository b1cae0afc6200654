"""The tables: what each is called, and its columns with the keys of its rows, in both languages."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from events.statuses import STATUSES
from tracker.environment import local_time
from tracker.pages.answer import FORMATS, Table
from tracker.pages.render import Column, Page, Row, to_ndjson
from tracker.pages.told import taken_back
from tracker.words.language import Say, phrase
from tracker.words.text import one_line

NOTHING = "Nothing to show."


def _as_it_is(key: str) -> Any:
    """Read a cell that shows its value as it is, and nothing where there is none."""
    return lambda row: str(row[key] or "")


def _joined(key: str, by: str = ", ") -> Any:
    return lambda row: by.join(row[key])


def _status_columns(say: Say) -> list[Column]:
    def claim(entry: Row | None) -> str:
        return _claim(entry, say)

    def yes(key: str) -> Any:
        return lambda row: say("yes") if row[key] else ""

    def word(key: str) -> Any:
        return lambda row: say(row[key])

    def reported(row: Row) -> str:
        return "; ".join(claim(entry) for entry in row["reported"])

    def found(row: Row) -> str:
        return claim(row["assessed"])

    def parts(row: Row) -> str:
        return _children(row["children"], say)

    def count(row: Row) -> str:
        return str(len(row["evidence"]) or "")

    return [
        Column("commitment", "Commitment", _as_it_is("commitment"), 0, 12),
        Column("title", "Title", _as_it_is("title"), 2, 10, told=True),
        Column("themes", "Theme", _joined("themes"), 15, 10, place=5),
        Column("project", "Project", _as_it_is("project"), 19, 10, place=5),
        Column("parent", "Part of", _as_it_is("parent"), 18, 10, place=5),
        Column("obligors", "Obligors", _joined("obligors"), 16, 6, place=5),
        Column("proposed_by", "Proposed by", _joined("proposed_by"), 22, 6, place=5),
        Column("lead", "Lead", _joined("lead"), 20, 6, place=5),
        Column("occasion", "Occasion", _as_it_is("occasion"), 21, 12, place=5),
        Column("agreed", "Agreed", _as_it_is("agreed"), 17, place=5),
        Column("reported", "Reported", reported, 9, 16, place=2),
        Column("assessed", "Assessed", found, 10, 14, place=2),
        Column("status", "Status", word("status"), 1, place=1, word="status"),
        Column("status_by", "By", _joined("status_by"), 4, 8, place=1),
        Column("disagreement", "Disagreement", yes("disagreement"), 11, place=2),
        Column("children", "Parts", parts, 13, 10, place=2),
        Column("schedule", "Schedule", word("schedule"), 3, place=1, word="schedule"),
        Column("deadline", "Deadline", _as_it_is("deadline"), 5, place=1),
        Column("baseline_deadline", "Baseline", _as_it_is("baseline_deadline"), 12, place=1),
        Column("days_late", "Days late", _as_it_is("days_late"), 7, place=1),
        Column("last_update", "Last update", _as_it_is("last_update"), 6, place=3),
        Column("evidence", "Evidence", count, 14, place=4),
        Column("stale", "Stale", yes("stale"), 8, place=3),
    ]


def _claim(entry: Row | None, word: Say) -> str:
    if entry is None:
        return ""
    who = entry["assessor"]
    if entry["via"]:
        who = word("{who} via {via}", who=who, via=entry["via"])
    if entry["obligor"] not in {None, entry["assessor"]}:
        who = word("{who} on {side}", who=who, side=entry["obligor"])
    percent = f" {entry['percent']}%" if entry["percent"] is not None else ""
    return f"{who}: {word(entry['status'])}{percent}"


def _children(children: Row | None, word: Say) -> str:
    return f"{children['count']} {word(children['status'])}" if children else ""


STATUS = Table("commitment", "Commitments", "No commitments to show.", _status_columns)


def _meeting_columns(_: Say) -> list[Column]:
    def delegations(row: Row) -> str:
        return ", ".join(f"{each['party']} {len(each['members'])}" for each in row["delegations"])

    def count(row: Row) -> str:
        return str(len(row["commitments"]) or "")

    return [
        Column("meeting", "Meeting", _as_it_is("meeting"), 0, 12),
        Column("kind"),
        Column("held", "Held", _as_it_is("held"), 1),
        Column("title", "Title", _as_it_is("title"), 2, 12, told=True),
        Column("place", "Place", _as_it_is("place"), 4, 12),
        Column("host"),
        Column("mode"),
        Column("mechanism", "Mechanism", _as_it_is("mechanism"), 6, 12),
        Column("publisher"),
        Column("url"),
        Column("summary"),
        Column("note"),
        Column("external"),
        Column("other"),
        Column("delegations", "Delegations", delegations, 5, 8),
        Column("commitments", "Agreed", count, 3),
        Column("position"),
    ]


MEETINGS = Table("meeting", "Meetings", NOTHING, _meeting_columns)


def _timeline_columns(say: Say) -> list[Column]:
    def what(row: Row) -> str:
        return f"{taken_back(row, say)}{row['what']}"

    return [
        Column("position", "#", _as_it_is("position"), 0),
        Column("event"),
        Column("type"),
        Column("when", "When", _as_it_is("when"), 1),
        Column("earliest"),
        Column("by", "By", _joined("by"), 2, 6),
        Column("what", "What", what, 1, 20, told=True),
        Column("source"),
        Column("recorded_at", "Recorded", lambda row: local_time(row["recorded_at"])[:10], 4),
        Column("recorded_by", "Recorded by", _as_it_is("recorded_by"), 5, 8),
        Column("stands"),
        Column("retraction"),
    ]


TRACK = 16


def _track(rows: Sequence[Row]) -> Column:
    """Give the column that shows where in the time of all its events each event lies."""
    days = [date.fromisoformat(row["earliest"]).toordinal() for row in rows if row["earliest"]]
    first, span = min(days, default=0), max(max(days, default=0) - min(days, default=0), 1)

    def draw(row: Row) -> str:
        if not row["earliest"]:
            return ""
        place = (date.fromisoformat(row["earliest"]).toordinal() - first) * (TRACK - 1) // span
        return "─" * place + ("●" if row["stands"] else "○") + "─" * (TRACK - 1 - place)

    return Column("track", "", draw, 3)


TIMELINE = Table("event", "Timeline", NOTHING, _timeline_columns, _track)


def _event_columns(_: Say) -> list[Column]:
    return [
        Column("specversion"),
        Column("id", "Id", _as_it_is("id"), 5, place=5),
        Column("source"),
        Column("type", "Type", _as_it_is("type"), 1, place=1),
        Column("time", "Recorded", lambda row: local_time(row["time"]), 3, place=3),
        Column("subject", "Subject", _as_it_is("subject"), 2, 16, place=2, told=True),
        Column("datacontenttype"),
        Column("recordedby", "By", _as_it_is("recordedby"), 4, 6, place=4),
        Column("batch"),
        Column("schemaversion"),
        Column("toolversion"),
        Column("digest"),
        Column("position", "#", _as_it_is("position"), 0),
        Column("data"),
    ]


EVENTS = Table("id", "Events", "No events to show.", _event_columns)


def event_line(event: Row) -> str:
    """Give an event on one line, as it is told to those who follow the log."""
    when = local_time(event["time"])
    return one_line(
        "  ".join((f"#{event['position']}", when, event["type"], event["subject"], event["recordedby"]))
    )


def _people_columns(say: Say) -> list[Column]:
    def capacities(row: Row) -> str:
        return ", ".join(say(each) for each in row["capacities"])

    return [
        Column("name", "Name", _as_it_is("name"), 0, 12, told=True),
        Column("spellings", "Spellings", _joined("spellings", "; "), 7, 16, place=2),
        Column("parties", "Party", _joined("parties"), 1),
        Column("capacities", "Capacity", capacities, 6, 11, place=1),
        Column("roles", "Roles", _joined("roles", "; "), 5, 16, place=1),
        Column("attended"),
        Column("meetings", "Meetings", lambda row: str(row["meetings"]), 2),
        Column("first", "First", _as_it_is("first"), 4),
        Column("last", "Last", _as_it_is("last"), 3),
        Column("namesakes"),
    ]


PEOPLE = Table("name", "People", "Nobody to show.", _people_columns, formats=(*FORMATS, "yaml"))


def _suggestion_columns(say: Say) -> list[Column]:
    def reasons(row: Row) -> str:
        return "; ".join(say(reason) for reason in row["reasons"])

    return [
        Column("show", "Show", _as_it_is("show"), 0, 10, told=True),
        Column("spellings", "Likely the same", _joined("spellings", "; "), 3, 12, told=True),
        Column("reasons", "Because of", reasons, 4, 12),
        Column("command", "Command", _as_it_is("command"), 2, 20, told=True),
    ]


def _as_minutes(rows: Sequence[Row], lang: str, _: Page) -> str:
    """Write what is proposed as minutes that record as they are; JSON is YAML."""
    say = partial(phrase, lang)
    lines = ["reconcile:" if rows else "reconcile: []"]
    for row in rows:
        names = {"kind": "person", "show": row["show"], "spellings": row["spellings"]}
        lines += [f"  # {'; '.join(say(reason) for reason in row['reasons'])}"]
        lines += [f"  - {line}" for line in to_ndjson([names])]
    return "\n".join(lines)


SUGGESTIONS = Table(
    "show",
    "People",
    "Nobody to suggest.",
    _suggestion_columns,
    formats=PEOPLE.formats,
    told={"yaml": _as_minutes},
)


def _check_columns(say: Say) -> list[Column]:
    return [
        Column("commitment", "Commitment", _as_it_is("commitment"), 0, 12),
        Column("title", "Title", _as_it_is("title"), 4, 12, place=1, told=True),
        Column("finding", "Finding", lambda row: say(row["finding"]), 1, word="finding"),
        Column("detail", "Detail", _as_it_is("detail"), 2, 12, told=True),
    ]


CHECK = Table("commitment", "Check", "Nothing found.", _check_columns)

_FULFILLED = "fulfilled"
_COUNTED = (
    "in-force",
    "partially-fulfilled",
    "in-progress",
    "stalled",
    "not-started",
    "not-fulfilled",
    "superseded",
    "withdrawn",
    "agreed",
)
"""The statuses of a scorecard in the order they are drawn, after what is fulfilled; others follow."""
BAR = 28


def scorecard(by: str) -> Table:
    """Give the table of a scorecard that counts by something."""

    def columns(_: Say) -> list[Column]:
        return [
            Column(by, by.capitalize(), lambda row: row[by] or "—", 0, 12, told=True),
            Column("commitments", "All", lambda row: str(row["commitments"]), 1),
            *(_counting(status) for status in STATUSES),
            Column("share", "Share", _share, 2),
        ]

    return Table(by, "Scorecard", "Nothing to count.", columns, _bars)


def _counting(status: str) -> Column:
    key = status.replace("-", "_")
    place = _COUNTED.index(status) if status in _COUNTED else len(_COUNTED)
    first = status == _FULFILLED
    return Column(
        key,
        status.capitalize(),
        lambda row: str(row[key]),
        3 if first else 10 + place,
        place=0 if first else 2 + place,
    )


def _share(row: Row) -> str:
    return "-" if row["share"] is None else f"{row['share']:.1f} %"


def _bars(_: Sequence[Row]) -> Column:
    """Give the column that draws the counts of each row as one bar of parts."""
    from tracker.pages.pictures import parts_of, stacked  # noqa: PLC0415 (other tables load no dates)

    return Column("bar", "█ kept ▓ begun ▒ stuck ░ not", lambda row: stacked(parts_of(row), BAR), 4, place=1)
