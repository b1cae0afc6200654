"""Fills an empty store from a history: identity, order and times are kept."""

import json
import os
from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from events.facts import EventRetracted
from events.sentences import sentence
from events.tags import digest_of, tags_of
from events.upcasting import SCHEMA_VERSION
from tracker.decisions.use_case import LARGEST
from tracker.environment import Progress, collection_paused
from tracker.errors import RefusedError, TrackerError, together
from tracker.formats.recordable import Recordable
from tracker.formats.valid_history import valid_facts
from tracker.log.findings import latest_stamp
from tracker.log.sqlite.filling import fill
from tracker.log.store import SQLiteStore, Store
from tracker.log.stored import Fields, RawEvent, encode
from tracker.log.upkeep import append, pass_over_what_is_there

WHOLE = 100_000
"""A history of up to so many events is imported in one append; a longer one in chunks, resumable."""
CHUNK = 50_000


def import_history(
    data: bytes,
    source: str,
    target: Store,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> int:
    """Fill an empty store from a history, identity and times kept; give the number of events.

    No event may be recorded more than a day from `now`, the machine's clock unless given.
    A new file is all of it or nothing, read once. A store that is there already gets all or nothing up
    to WHOLE events; a longer history goes in chunks, and running it again goes on.
    """
    latest = latest_stamp(now or datetime.now(UTC))
    with collection_paused():
        if isinstance(target, SQLiteStore) and not os.path.lexists(target.path):
            lines = data.count(b"\n")
            return fill(
                target.path,
                _raw_events(data, source, latest),
                lambda done: progress and progress(done, lines),
            )
        found = 0
        whole: list[RawEvent] = []
        for event in _raw_events(data, source, latest):
            found += 1
            if found <= WHOLE:
                whole.append(event)
        if found > WHOLE:  # it is valid, and read once more, a chunk at a time
            whole.clear()
        events = iter(whole) if whole else _raw_events(data, source, latest)
        target.create()
        done = pass_over_what_is_there(target, events)
        return append(target, events, done, found, progress, WHOLE if whole else CHUNK)


def _raw_events(data: bytes, source: str, latest: str) -> Iterator[RawEvent]:
    """Give the facts of a history as they will lie in a log: each once, retractions with what they name."""
    targets = _retracted(data)
    tags = dict[str, list[str]]()
    recordable = Recordable(targets, latest)
    ids = recordable.events
    for position, (number, fact, stamp, fields) in enumerate(valid_facts(data, source), 1):
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
        stored = encode(said, stamp)
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
    fact: EventRetracted, ids: Collection[str], tags: dict[str, list[str]], where: str
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


def _retracted(data: bytes) -> set[str]:
    """Find the events that the retractions of a history name, whose tags must be at hand then.

    The tags of every event would not fit into memory. What is no line is refused when it is read.
    """
    targets = set[str]()
    start = 0
    while (found := data.find(b'"event.retracted"', start)) >= 0:
        start = data.find(b"\n", found) + 1 or len(data)
        try:
            event = json.loads(data[data.rfind(b"\n", 0, found) + 1 : start])
            targets.add(str(event["data"]["event"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return targets
