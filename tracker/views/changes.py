"""What changed between two days, or between two states of what we know, commitment by commitment."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from events.sentences import sentence
from tracker.errors import InputError, NotFoundError
from tracker.projections.cases import EVERYTHING, Occasions
from tracker.views.brief import scope
from tracker.views.moment import Moment, in_place_of_word, known_at, position_of, written
from tracker.views.references import Found, find
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
from tracker.views.timeline import timeline

NO_CHANGE = frozenset({"commitment", "days_late"})
"""Keys of a row that are not compared: what names it, and what only counts the days that went by."""
_YEAR_DIGITS = 4
_NUMBER_DIGITS = 18


class End(NamedTuple):
    """An end of what is compared, as it is said: a day, or the position of an event."""

    said: str
    day: str
    position: int | None = None


class Span(NamedTuple):
    """What is compared: a view at two moments, and which events were recorded between them.

    The moments differ by their days, or by what was known at them. `learnt` are the positions after
    which, and up to which, something was recorded meanwhile.
    """

    before: Moment
    after: Moment
    learnt: tuple[int, int]
    since: str
    until: str


def span(view: StatusView, since: str | None, until: str | None, today: date) -> Span:
    """Read the ends of a comparison: days, words for them, meetings, documents, or event numbers.

    Days compare how things stood on them, both as known at the view's moment; an event number
    compares what was known then with what is known later, as of the view's day. Without `since` it
    is the last meeting; without `until` the moment of the view.
    """
    first = _last_meeting(view) if since is None else _end(view, since, today, "--since")
    last = None if until is None else _end(view, until, today, "--until")
    if first.position is not None or (last and last.position is not None):
        return _between_events(view, first, last, today)
    return _between_days(view, first, last, today)


def _between_days(view: StatusView, first: End, last: End | None, today: date) -> Span:
    moment = view.moment
    day = last.day if last else moment.day
    if first.day > day:
        raise InputError(
            sentence("--since {since} is after {day}", since=first.day, day=day),
            "Give the earlier day as --since.",
        )
    learnt = _known_on(view.connection, first.day, today), moment.known_at
    if day < today.isoformat():
        learnt = learnt[0], min(learnt[1], _known_on(view.connection, day, today))
    return Span(
        moment._replace(day=first.day),
        moment._replace(day=day),
        learnt,
        first.said,
        last.said if last else day,
    )


def _between_events(view: StatusView, first: End, last: End | None, today: date) -> Span:
    moment = view.moment
    start = _position(view, first, today)
    end = moment.known_at if last is None else min(moment.known_at, _position(view, last, today))
    if start > end:
        raise InputError(
            sentence("#{start} is after #{end}", start=start, end=end), "Give the earlier event as --since."
        )
    known = last.said if last else moment.say("now") if end == EVERYTHING else f"#{end}"
    until = moment.say("{end}, as of {day}", end=known, day=moment.day)
    return Span(
        moment._replace(known_at=start), moment._replace(known_at=end), (start, end), first.said, until
    )


def _position(view: StatusView, end: End, today: date) -> int:
    return _known_on(view.connection, end.day, today) if end.position is None else end.position


def _known_on(connection: sqlite3.Connection, day: str, today: date) -> int:
    """Give the position of the last event that was known at the end of a day."""
    return position_of(connection, known_at(day, today))


def _last_meeting(view: StatusView) -> End:
    last = scope(view)
    return End(last.because, last.since)


def _end(view: StatusView, text: str, today: date, option: str) -> End:
    """Read one end: an event number, a day, a meeting or document, or an event's id."""
    if (position := _number(text)) is not None:
        (head,) = view.connection.execute("SELECT coalesce(max(position), 0) FROM event").fetchone()
        if position > head:
            raise NotFoundError(
                sentence("there is no event #{position}", position=position),
                sentence("The last one is #{head}: tracker events lists them.", head=head),
            )
        return End(_said(f"#{position}", view, option), "", position)
    try:
        day = written(text, today, option).latest.isoformat()
    except InputError as error:
        return _named(view, text, option, error)
    return End(_said(in_place_of_word(text, today), view, option), day)


def _said(what: str, view: StatusView, option: str) -> str:
    return view.moment.say("since {day}", day=what) if option == "--since" else what


def _number(text: str) -> int | None:
    """Read an event number; four digits without a # are a year."""
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdigit()) or (text == digits and len(digits) == _YEAR_DIGITS):
        return None
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) <= _NUMBER_DIGITS else EVERYTHING


def _named(view: StatusView, text: str, option: str, no_day: InputError) -> End:
    """Give the day of a meeting or a document, or the position of an event."""
    try:
        found = find(view.connection, text, ("meeting", "document", "event"))
    except NotFoundError as error:
        hint = no_day.hint if text[:1].isdigit() else error.hint
        raise NotFoundError(
            sentence("{text!r} is neither a day nor a meeting, a document or an event", text=text),
            hint,
            option,
        ) from error
    if found.kind == "event":
        (position,) = view.connection.execute(
            "SELECT position FROM event WHERE id = ?", (found.name,)
        ).fetchone()
        return End(_said(f"#{position}", view, option), "", position)
    held = Occasions(view.connection, view.moment.known_at).get(f"{found.kind}:{found.name}")
    if held is None:
        raise NotFoundError(
            sentence(
                "{kind} {name} does not count at this moment", kind=sentence(found.kind), name=found.name
            ),
            "Give a day.",
            option,
        )
    _, name, when, _, latest = held
    said = view.moment.say("since {meeting} ({day})", meeting=name, day=when)
    return End(said if option == "--since" else f"{name} ({when})", latest)


# Commitment by commitment


def changes(view: StatusView, between: Span, selection: Selection | None = None) -> list[Row]:
    """List the commitments that stand otherwise, or of which anything happened or became known.

    A row has `commitment`, `title`, its rows of the status table `before` and `after` (null where
    it did not count), the `changes` as key → [old, new], what `happened` meanwhile, and what
    `became_known` meanwhile of the time before, or was taken back. A commitment is selected by
    either of its rows.
    """
    then = _Table(view.connection, between.before, selection or Selection())
    now = _Table(view.connection, between.after, selection or Selection())
    names = sorted(then.rows.keys() | now.rows.keys())
    then.complete(names)
    now.complete(names)
    touched = _touched(view.connection, between)
    rows = []
    for name in names:
        before, after = then.rows.get(name), now.rows.get(name)
        row = {
            "commitment": name,
            "title": (after or before or {})["title"],
            "before": before,
            "after": after,
            "changes": _differences(before, after),
            **(_news(view.connection, name, between) if name in touched else _NO_NEWS),
        }
        if any(row[key] for key in ("changes", *_NO_NEWS)):
            rows.append(row)
    return rows


_NO_NEWS: Row = {"happened": [], "became_known": []}


class _Table:
    """The rows of the status table at one end, by their commitments."""

    def __init__(self, connection: sqlite3.Connection, moment: Moment, selection: Selection) -> None:
        self._view = StatusView(connection, moment)
        self.rows = {row["commitment"]: row for row in self._view.rows(selection)}

    def complete(self, names: list[str]) -> None:
        """Add the rows of commitments that were selected at the other end alone."""
        missing = self._view.standings_of(name for name in names if name not in self.rows)
        self.rows |= {row["commitment"]: row for row in self._view.rows_of(list(missing))}


def _differences(before: Row | None, after: Row | None) -> Row:
    """Give the keys that differ, each with the old and the new value; where there is no row, null."""
    old, new = before or {}, after or {}
    return {
        key: [old.get(key), new.get(key)]
        for key in old | new
        if key not in NO_CHANGE and (old.get(key) or None) != (new.get(key) or None)
    }


_WINDOW = (
    "(earliest > :before AND earliest <= :after"
    " OR known_from > :learnt AND known_from <= :until OR known_until > :learnt AND known_until <= :until)"
)
"""Selects the assertions that began to hold, or were recorded or taken back, meanwhile."""
_OCCASIONS = (
    f"(SELECT id FROM occasion WHERE {_WINDOW} UNION SELECT kind || ':' || id FROM occasion WHERE {_WINDOW})"
)
_AT_ONE = f"occasion NOT NULL AND occasion IN {_OCCASIONS}"


def _touched(connection: sqlite3.Connection, between: Span) -> set[str]:
    """Find the commitments of which anything happened, or was recorded or taken back, meanwhile."""
    values = {
        "before": between.before.day,
        "after": between.after.day,
        "learnt": between.learnt[0],
        "until": between.learnt[1],
    }
    rows = connection.execute(
        f"SELECT id FROM commitment WHERE {_WINDOW} OR {_AT_ONE}"
        f" UNION SELECT commitment FROM turn WHERE {_WINDOW} OR {_AT_ONE}"
        f" UNION SELECT superseded_by FROM turn WHERE superseded_by NOT NULL AND ({_WINDOW} OR {_AT_ONE})"
        f" UNION SELECT commitment FROM claim WHERE {_WINDOW}"
        f" UNION SELECT commitment FROM revision WHERE {_WINDOW}"
        " UNION SELECT substr(about, length('commitment:') + 1) FROM evidence"
        f" WHERE about LIKE 'commitment:%' AND {_WINDOW}",
        values,
    )
    return {name for (name,) in rows}


def _news(connection: sqlite3.Connection, commitment: str, between: Span) -> Row:
    """Tell what happened meanwhile from what became known meanwhile of the time before, or was taken back."""
    start, end = between.learnt
    found = Found("commitment", commitment)
    told = {
        position: {row["position"]: row for row in timeline(connection, found, _knowing(between, position))}
        for position in {start, end, between.after.known_at}
    }
    happened = {
        position: row
        for position, row in told[between.after.known_at].items()
        if row["stands"] and between.before.day < row["earliest"]
    }
    learnt = [
        row
        for position, row in told[end].items()
        if position not in happened and _is_news(told[start].get(position), row, between.before.day)
    ]
    return {"happened": _told(happened.values()), "became_known": _told(learnt)}


def _knowing(between: Span, position: int) -> Moment:
    return between.after._replace(known_at=position)


def _is_news(then: Row | None, now: Row, before: str) -> bool:
    """Say whether an event stood at one end of the recording and not at the other.

    What was recorded and taken back meanwhile is no news; what happened meanwhile is said as that.
    """
    stood, stands = bool(then and then["stands"]), bool(now["stands"])
    return stood != stands and (stood or now["earliest"] <= before)


def _told(events: Iterable[Row]) -> list[Row]:
    """Give events of a timeline in its order, without what only orders them."""
    return [{key: value for key, value in event.items() if key != "earliest"} for event in events]
