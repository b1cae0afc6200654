"""Fills an empty store from a history: identity, order and times are kept."""

import json
import os
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO

from events.canonical import stored_form
from events.facts import EventRetracted
from events.sentences import sentence
from events.tags import digest_of, tags_of
from events.upcasting import SCHEMA_VERSION
from tracker.decisions.use_case import LARGEST
from tracker.environment import Progress, collection_paused
from tracker.errors import RefusedError, TrackerError, together
from tracker.formats.inputs import lines
from tracker.formats.recordable import Recordable
from tracker.formats.renumbered import Renumbered
from tracker.formats.valid_history import ValidLine, valid_facts
from tracker.log.findings import latest_stamp
from tracker.log.sqlite.filling import fill
from tracker.log.store import SQLiteStore, Store
from tracker.log.stored import Fields, RawEvent
from tracker.log.upkeep import append, pass_over_what_is_there

WHOLE = 100_000
"""A history of up to so many events is imported in one append; a longer one in chunks, resumable."""
CHUNK = 50_000


def import_history(
    history: IO[bytes],
    source: str,
    target: Store,
    progress: Progress | None = None,
    now: datetime | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> int:
    """Fill an empty store from a history, identity and times kept; give the number of events.

    No event may be recorded more than a day from `now`, the machine's clock unless given. The history is
    gone over from its beginning twice, or more often where it is long and the store is there already:
    that gets all or nothing up to WHOLE events; a longer history goes in chunks, and running it again
    goes on. A new file is all of it or nothing. `say` is told from where on its events get other numbers.
    """
    latest = latest_stamp(now or datetime.now(UTC))
    with collection_paused():
        reading = _Reading(history, source, latest)
        count = _filled(target, reading, progress)
    if renumbered := reading.renumbered.said():
        say(renumbered)
    return count


def _filled(target: Store, reading: "_Reading", progress: Progress | None) -> int:
    """Put what is read into the store, into a new file in one pass; give the number of events."""
    if isinstance(target, SQLiteStore) and not os.path.lexists(target.path):
        return fill(target.path, reading.events(), lambda done: progress and progress(done, reading.lines))
    found = 0
    whole: list[RawEvent] = []
    for event in reading.events():
        found += 1
        if found <= WHOLE:
            whole.append(event)
    if found > WHOLE:  # it is valid, and read once more, a chunk at a time
        whole.clear()
    events = iter(whole) if whole else reading.events()
    target.create()
    done = pass_over_what_is_there(target, events)
    return append(target, events, done, found, progress, WHOLE if whole else CHUNK)


class _Reading:
    """A history, read as often as need be: first for how many lines it has, and what its retractions name.

    The tags of what is retracted must be at hand then; those of every event would not fit into memory.
    """

    def __init__(self, history: IO[bytes], source: str, latest: str) -> None:
        self._history, self._source, self._latest = history, source, latest
        self._begins = history.tell() if history.seekable() else 0
        self._targets = set[str]()
        self.renumbered = Renumbered(source)
        self.lines = 0
        for line in lines(history, source):
            self.lines += 1
            if b'"event.retracted"' in line:
                self._targets.update(_retracted(line))

    def events(self) -> Iterator[RawEvent]:
        """Give the events from the first on."""
        self._history.seek(self._begins)
        facts = valid_facts(lines(self._history, self._source), self._source, renumbered=self.renumbered)
        return _raw_events(facts, self._source, self._targets, self._latest)


def _retracted(line: bytes) -> Iterator[str]:
    """Give the event that a line retracts; what is no line is refused when it is read for good."""
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        yield str(json.loads(line)["data"]["event"])


def _raw_events(
    facts: Iterable[ValidLine], source: str, targets: set[str], latest: str
) -> Iterator[RawEvent]:
    """Give the facts of a history as they will lie in a log: each once, retractions with what they name."""
    tags = dict[str, list[str]]()
    recordable = Recordable(targets, latest)
    ids = recordable.events
    for position, (number, fact, stamp, fields) in enumerate(facts, 1):
        event_id, said, where = fact.stamp.id, fields, f"{source}:{number}"
        if event_id in ids:
            raise RefusedError(f"the event {event_id} is there twice", "Keep one of them.", where)
        if isinstance(fact, EventRetracted):
            _require_target(fact, ids, tags, where)
            said = {**fields, "tags": tags[fact.event]}
        own = tags_of(fact.TOPIC, said, stamp)
        if stamp["schema_version"] == SCHEMA_VERSION:
            _require_digest(fact.TOPIC, own, said, stamp, where)
        _refuse(recordable.take(fact, where))
        if event_id in targets:
            tags[event_id] = own
        stored = stored_form(said, stamp)
        if len(stored) > LARGEST:
            too_large = sentence(
                "the event has {size:,} bytes; there may be {most:,}", size=len(stored), most=LARGEST
            )
            raise RefusedError(too_large, "Take the line out.", where)
        yield RawEvent(position, fact.TOPIC, stored.decode(), own)
    _refuse(recordable.end())


def _refuse(refusals: list[TrackerError]) -> None:
    if refusals:
        raise together(refusals)


def _require_target(
    fact: EventRetracted, ids: Container[str], tags: dict[str, list[str]], where: str
) -> None:
    if fact.event not in ids:
        raise RefusedError(
            f"it retracts {fact.event}, which is not before it", "Keep the order of the history.", where
        )
    if fact.event not in tags:
        raise RefusedError(
            "its type is written with escapes", "Write it plainly, as tracker export does.", where
        )


def _require_digest(stored_type: str, tags: list[str], fields: Fields, stamp: Fields, where: str) -> None:
    if stamp.get("digest") != digest_of(stored_type, tags, fields, stamp):
        raise RefusedError(
            "its digest is not that of what it says: it was changed after it was recorded",
            "Export the history anew from the store it comes from.",
            where,
        )
