"""What may be wrong with an event of a log: its form, its fact, its digest, its tags, its id."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pydantic import ValidationError

from events.canonical import canonical
from events.facts import FACTS, Fact
from events.kinds import RETRACTED
from events.tags import digest_of, tags_of
from events.upcasting import upcast
from tracker.log.stored import NO_FACT, Fields, RawEvent, StoredFact, read_id

DEEPEST = 50
TOO_DEEP = f"is more than {DEEPEST} levels deep"
"""Levels of objects and lists in an event, itself included."""
DIGESTS_SINCE = 2
"""The schema version whose stamps have a digest."""


A_DAY = timedelta(days=1)


def latest_stamp(now: datetime) -> str:
    """Give the last `recorded_at` that is believed: a day from now, for clocks that differ."""
    return (now.astimezone(UTC) + A_DAY).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class _Read(NamedTuple):
    """An event that could be read: its fields as they were stored, and brought up to this version."""

    event: RawEvent
    whole: Fields
    fields: Fields
    stored: StoredFact


def _read(event: RawEvent) -> _Read:
    whole = json.loads(event.data)
    stamp = whole["stamp"]
    fields = {name: value for name, value in whole.items() if name != "stamp"}
    now = upcast(event.type, stamp["schema_version"], dict(fields))
    return _Read(event, whole, fields, StoredFact(event.position, event.type, now, stamp))


class Before:
    """What is known from the events before one: their ids, and whether the clock was ever ahead.

    Without `now` no clock is asked.
    """

    def __init__(self, now: datetime | None) -> None:
        self.ids = set[str]()
        self.latest = latest_stamp(now) if now else None
        self.is_ahead = False
        self.fact: Fact | None = None
        """The last event as the fact that it is, None if it is none."""


def fault_of(event: RawEvent, before: Before) -> str | None:
    """Say the first thing that is wrong with an event, None if nothing is; add its id to those before."""
    before.fact = None
    fault = event.fault or _fault_of_fact(event, before)
    before.ids.add(before.fact.stamp.id if before.fact else read_id(event.position, event.data))
    return fault


def _fault_of_fact(event: RawEvent, before: Before) -> str | None:
    where = f"#{event.position}"
    if event.type not in FACTS:
        return f"{where} has the unknown type {_printable(event.type)}"
    try:
        read = _read(event)
        said = next((said for look in _LOOKS if (said := look(read, before))), None)
    except RecursionError:  # how deep a Python reads is its own affair: the sentence is one
        return f"{where} {TOO_DEEP}"
    except NO_FACT as error:
        return f"{where} cannot be read: {_printable(str(error))}"
    return f"{where} {said}" if said else None


def _form(read: _Read, _: Before) -> str | None:
    if canonical(read.whole) != read.event.data:
        return "is not in canonical form: it was changed, or written by another program"
    return TOO_DEEP if _is_deep(read) else None


def _is_deep(read: _Read) -> bool:
    if read.event.data.count("{") + read.event.data.count("[") <= DEEPEST:
        return False
    here: list[Any] = [read.whole]
    for _ in range(DEEPEST):
        here = [inner for each in here for inner in _inside(each)]
    return any(isinstance(each, dict | list) for each in here)


def _inside(value: Any) -> Any:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _fact(read: _Read, before: Before) -> str | None:
    stored = read.stored
    try:
        before.fact = FACTS[stored.type].read(stored.fields, stored.stamp)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        message = first.get("ctx", {}).get("error") or first["msg"]
        return f"is no {stored.type}: {place}: {message}"
    return None


def _digest(read: _Read, _: Before) -> str | None:
    """Compare the digest of the stored fields, not of those brought up to this version (CONTRACT §2)."""
    stamp = read.whole["stamp"]
    if "digest" not in stamp:
        return "has no digest" if stamp["schema_version"] >= DIGESTS_SINCE else None
    if stamp["digest"] == digest_of(read.event.type, read.event.tags, read.fields, stamp):
        return None
    return "is not what its digest says: it was changed"


def _moment(read: _Read, before: Before) -> str | None:
    recorded_at = read.stored.stamp["recorded_at"]
    try:
        datetime.fromisoformat(recorded_at)
    except ValueError:
        return f"was recorded at {recorded_at}, which is no moment"
    if before.is_ahead or before.latest is None or recorded_at <= before.latest:
        return None
    before.is_ahead = True
    return (
        f"was recorded at {recorded_at}, more than a day from now:"
        " to --known-at, all that follows is as late as that"
    )


def _id(read: _Read, before: Before) -> str | None:
    event_id = read.stored.stamp["id"]
    return f"has an event id that is there already: {event_id}" if event_id in before.ids else None


def _tags(read: _Read, _: Before) -> str | None:
    expected = tags_of(read.event.type, read.stored.fields, read.stored.stamp)
    return None if sorted(read.event.tags) == sorted(expected) else "has other tags than its fact gives"


def _retraction(read: _Read, before: Before) -> str | None:
    if read.event.type != RETRACTED or read.stored.fields["event"] in before.ids:
        return None
    return "retracts an event that is not before it"


_LOOKS: tuple[Callable[[_Read, Before], str | None], ...] = (
    _form,
    _fact,
    _tags,
    _digest,
    _moment,
    _id,
    _retraction,
)
"""In the order in which one rests on the other."""


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
