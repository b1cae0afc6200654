"""The upkeep of a log: proving it whole, copying it between stores, taking a backup."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError
from pydantic import ValidationError

from events.facts import FACTS
from events.tags import tags_of
from tracker.errors import InputError, RefusedError, StoreError
from tracker.log.store import SQLiteStore, Store
from tracker.log.stored import RawEvent, decode, read_fact

Progress = Callable[[int, int], None]
CHUNK = 1_000


class DamagedError(RefusedError):
    """A log is not whole; the message names the first thing wrong."""


def verify(store: Store, progress: Progress | None = None) -> int:
    """Walk the whole log and give the number of its events; raise DamagedError at the first thing wrong.

    Positions increase, on SQLite without gaps; every type is known, every fact readable and valid,
    every stamp whole; no event id is there twice; tags are those that the fact gives.
    """
    log = store.read()
    try:
        head, ids = log.head(), set[str]()
        last = count = 0
        for event in log.events(0):
            if event.position != last + 1 and (store.is_gapless or event.position <= last):
                raise DamagedError(f"after #{last} comes #{event.position}", _RESTORE)
            _verify_event(event, ids)
            last, count = event.position, count + 1
            if progress and count % CHUNK == 0:
                progress(count, head)
        if problem := log.check():
            raise DamagedError(problem, _RESTORE)
    except StoreError as error:
        if isinstance(error.__cause__, sqlite3.DatabaseError | ValueError | TypeError):
            raise DamagedError(error.message, _RESTORE) from error
        raise
    finally:
        log.close()
    return count


_RESTORE = "Restore a backup, or copy what is whole into a new store."


def _verify_event(event: RawEvent, ids: set[str]) -> None:
    where = f"#{event.position}"
    kind = FACTS.get(event.type)
    if kind is None:
        raise DamagedError(f"{where} has the unknown type {event.type}", _RESTORE)
    try:
        stored = decode(event.position, event.type, event.data)
        kind.model_validate({**stored.fields, "stamp": stored.stamp})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        message = first.get("ctx", {}).get("error") or first["msg"]
        raise DamagedError(f"{where} is no {event.type}: {place}: {message}", _RESTORE) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedError(f"{where} cannot be read: {error}", _RESTORE) from error
    event_id = stored.stamp["id"]
    if event_id in ids:
        raise DamagedError(f"{where} has an event id that is there already: {event_id}", _RESTORE)
    expected = tags_of(event.type, stored.fields, stored.stamp)
    if sorted(event.tags) != sorted(expected):
        raise DamagedError(f"{where} has other tags than its fact gives", _RESTORE)
    if event.type == "event.retracted" and stored.fields["event"] not in ids:
        raise DamagedError(f"{where} retracts an event that is not before it", _RESTORE)
    ids.add(event_id)


def copy(source: Store, target: Store, progress: Progress | None = None) -> int:
    """Copy a log into a new store, or go on where a copy ended; give the number of events copied now.

    Identity, order and times are kept; a target that holds anything else is refused.
    """
    target.create()
    reading = source.read()
    try:
        events = _readable(source, reading.events(0))
        done = pass_over_what_is_there(target, events)
        return append(target, events, done, reading.count(), progress, CHUNK)
    finally:
        reading.close()


def backup(store: Store, file: Path, progress: Progress | None = None) -> int:
    """Write a consistent copy of a log into a new file, while others may record; count its events."""
    if file.exists():
        raise InputError(f"{file} is there already", "Name a file that is not there.")
    aside = file.with_name(f".{file.name}.part")
    try:
        aside.unlink(missing_ok=True)
        if isinstance(store, SQLiteStore):
            _copy_pages(store, aside)
        else:
            copy(store, SQLiteStore(aside), progress)
        _settle(aside)
        os.link(aside, file)
    except OSError as error:
        raise InputError(f"cannot write {file}: {error.strerror}", "Name another file.") from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            aside.with_name(f"{aside.name}{ending}").unlink(missing_ok=True)
    log = SQLiteStore(file).read()
    try:
        return log.count()
    finally:
        log.close()


def _copy_pages(store: SQLiteStore, file: Path) -> None:
    log = store.read()
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        target = sqlite3.connect(file)
        try:
            log.connection.backup(target)
        except sqlite3.Error as error:
            raise StoreError(
                f"the store {store.name} cannot be copied into {file.parent}: {error}",
                "Make room, or verify the store.",
            ) from error
        finally:
            target.close()
    finally:
        log.close()


def _settle(file: Path) -> None:
    """Make a file durable before it gets its name."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("rb") as handle:
        os.fsync(handle.fileno())


def _readable(source: Store, events: Iterable[RawEvent]) -> Iterator[RawEvent]:
    """Refuse to copy what nobody could read afterwards."""
    for event in events:
        read_fact(source.name, *event[:3])
        yield event


def pass_over_what_is_there(target: Store, events: Iterator[RawEvent]) -> int:
    """Count the events a target has already, which must be the first of those to be put there."""
    log = target.read()
    done = 0
    try:
        for there in log.events(0):
            here = next(events, None)
            if here is None or _content(here) != _content(there):
                raise RefusedError(
                    f"the store {target.name} holds other events",
                    "A history goes only into an empty store: name a new one.",
                )
            done += 1
    finally:
        log.close()
    return done


def _content(event: RawEvent) -> tuple[str, str, list[str]]:
    """Give what a store keeps of an event; positions are its own."""
    return event.type, event.data, sorted(event.tags)


def append(
    target: Store,
    events: Iterable[RawEvent],
    done: int,
    total: int,
    progress: Progress | None,
    size: int,
) -> int:
    """Append events in chunks, each on condition that its first event is not there yet."""
    recorder = target.recorder()
    copied, waiting = 0, iter(events)
    try:
        while chunk := list(islice(waiting, size)):
            first = decode(*chunk[0][:3]).stamp["id"]
            condition = DCBAppendCondition(DCBQuery([DCBQueryItem(tags=[f"event:{first}"])]))
            recorder.append([DCBEvent(each.type, each.data.encode(), each.tags) for each in chunk], condition)
            copied += len(chunk)
            if progress:
                progress(done + copied, total)
    except IntegrityError as error:
        raise RefusedError(
            f"another program is copying into {target.name}", "Run the command again when it is done."
        ) from error
    finally:
        close = getattr(recorder, "close", None)
        if close is not None:
            close()
    return copied
