"""The upkeep of a log: proving it whole, copying it between stores, taking a backup."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError

from events.facts import Fact
from events.kinds import RETRACTED
from events.sentences import sentence
from tracker.environment import Progress
from tracker.errors import InputError, RefusedError, StoreError, TrackerError
from tracker.log.findings import Before, fault_of
from tracker.log.sqlite import pages
from tracker.log.store import Log, SQLiteStore, Store
from tracker.log.stored import NO_FACT, UNREADABLE, RawEvent, decode, read_fact, unreadable

CHUNK = 1_000
MOST_FINDINGS = 1_000
_RESTORE = "Restore a backup, or copy what is whole into a new store."


class Rules(Protocol):
    """Who knows whether one fact after the other could have been recorded, a batch in one append."""

    def take(self, fact: Fact, where: str) -> list[TrackerError]:
        """Take the next fact; give what could not have been recorded, by where it is."""

    def end(self) -> list[TrackerError]:
        """Give what could not have been recorded of the last batch."""


class DamagedError(RefusedError):
    """A log or its view is not whole; the message names the first thing wrong, `findings` all found."""

    def __init__(self, findings: list[str], hint: str = _RESTORE) -> None:
        super().__init__(findings[0], hint)
        self.findings = tuple(findings)
        self.others = [RefusedError(each) for each in findings[1:]]


def verify(
    store: Store,
    progress: Progress | None = None,
    now: datetime | None = None,
    rules: Callable[[set[str]], Rules] | None = None,
) -> int:
    """Walk the whole log and give the number of its events; raise DamagedError if anything is wrong.

    Positions increase, on SQLite without gaps; every type is known, every fact canonical, readable and
    valid, every stamp whole, with the digest of its event; no event id is there twice; tags are those
    that the fact gives; no event is recorded more than a day from `now`, the machine's clock unless
    given; the storage and its guards are as `create` made them. `rules`, made for the events that are
    retracted anywhere, are asked whether each fact could have been recorded where it is.
    """
    return _verify(store, progress, now or datetime.now(UTC), rules)


def _verify(
    store: Store,
    progress: Progress | None,
    now: datetime | None,
    rules: Callable[[set[str]], Rules] | None = None,
) -> int:
    log, walk = store.read(), _Walk(store, now)
    try:
        if rules:
            walk.rules = rules(_retracted(log))
        walk.over(log, progress)
    except StoreError as error:
        if not _is_damage(error):
            raise
        walk.findings.append(error.message)
    finally:
        log.close()
    if walk.findings:
        raise DamagedError(walk.findings)
    return walk.count


def _retracted(log: Log) -> set[str]:
    return {str(fact.fields.get("event")) for fact in log.facts(0, log.head(), stored_type=RETRACTED)}


def _is_damage(error: StoreError) -> bool:
    """Tell damage from what keeps a log from being read just now."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError):
        return False
    return isinstance(cause, sqlite3.DatabaseError | ValueError | TypeError)


class _Walk:
    """A walk over a log, and what was found on the way."""

    def __init__(self, store: Store, now: datetime | None) -> None:
        self.rules: Rules | None = None
        self.findings: list[str] = []
        self.count = 0
        self._is_gapless = store.is_gapless
        self._before = Before(now)
        self._last = 0

    def over(self, log: Log, progress: Progress | None) -> None:
        """Look at every event, then at the storage; give up where nearly everything is wrong."""
        head = log.head()
        for event in log.events(0):
            self._pass_by(event)
            if progress and self.count % CHUNK == 0:
                progress(self.count, head)
            if len(self.findings) >= MOST_FINDINGS:
                return
        if self.rules:
            self._disallow(self.rules.end())
        if problem := log.check():
            self.findings.append(problem)

    def _pass_by(self, event: RawEvent) -> None:
        if event.position != self._last + 1 and (self._is_gapless or event.position <= self._last):
            self.findings.append(f"after #{self._last} comes #{event.position}")
        if fault := fault_of(event, self._before):
            self.findings.append(fault)
        if self.rules and self._before.fact:
            self._disallow(self.rules.take(self._before.fact, f"#{event.position}"))
        self._last, self.count = event.position, self.count + 1

    def _disallow(self, errors: list[TrackerError]) -> None:
        self.findings += [
            sentence("{where} could not have been recorded: {why}", where=each.where, why=each.message)
            for each in errors
        ]


def copy(source: Store, target: Store, progress: Progress | None = None) -> int:
    """Copy a log into a new store, or go on where a copy ended; give the number of events copied now.

    Identity, order and times are kept; a target that holds anything else is refused.
    """
    reading = source.read()  # first, so that what is no store leaves no new one behind
    try:
        target.create()
        events = _readable(source, reading.events(0))
        done = pass_over_what_is_there(target, events)
        return append(target, events, done, reading.count(), progress, CHUNK)
    finally:
        reading.close()


def backup(store: Store, file: Path, progress: Progress | None = None) -> int:
    """Write a consistent copy of a log into a new file, while others may record; count its events.

    What was written is read back before it gets its name.
    """
    if file.exists():
        raise InputError(f"{file} is there already", "Name a file that is not there.")
    aside = file.with_name(f".{file.name}.part")
    try:
        aside.unlink(missing_ok=True)
        if isinstance(store, SQLiteStore):
            _copy_pages(store, aside, progress)
        else:
            written = copy(store, SQLiteStore(aside), progress)
            _settle(aside)
            if _count(aside) != written:
                raise StoreError(f"{file} does not have what was written into it", "Look at the disk.")
        count = _count(aside)
        pages.give_name(aside, file)
    except OSError as error:
        raise InputError(f"cannot write {file}: {error.strerror}", "Name another file.") from error
    finally:
        for ending in ("", *pages.JOURNALS):
            aside.with_name(f"{aside.name}{ending}").unlink(missing_ok=True)
    return count


def _copy_pages(store: SQLiteStore, file: Path, progress: Progress | None) -> None:
    log = store.read()
    try:
        pages.write_copy(log, file, progress)
    finally:
        log.close()


def _settle(file: Path) -> None:
    """Make a file that was filled by copying durable, and look whether it is in order."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
    log = SQLiteStore(file).read()
    try:
        if problem := log.check():
            raise StoreError(f"what was written is not whole: {problem}", "Look at the disk.")
    finally:
        log.close()


def _count(file: Path) -> int:
    log = SQLiteStore(file).read()
    try:
        return log.count()
    finally:
        log.close()


class Restored(NamedTuple):
    """How many events are in a store again, and where what was there was put aside, if anything was."""

    events: int
    aside: Path | None


def restore(
    backup: Path, store: SQLiteStore, *, replace: bool = False, progress: Progress | None = None
) -> Restored:
    """Put a backup, verified first, in the place of a store, while others may read or record.

    What is there is put aside beside it. Unless `replace`, a store is refused that is another one, has
    events that the backup has not, or cannot be read at all.
    """
    if not backup.exists():
        raise InputError(f"there is no file {backup}", "Name a backup.")
    if store.path.exists() and store.path.samefile(backup):
        raise InputError(f"{backup} is the store itself", "Name a backup.")
    whole = SQLiteStore(backup)
    try:
        events = _verify(whole, progress, None)  # a clock that was ahead is no damage
    except DamagedError as error:
        raise RefusedError(f"{backup} is not whole: {error.message}", "Take another backup.") from error
    source = whole.read()
    try:
        return Restored(events, pages.put_in_place(source, store.path, replace=replace))
    except OSError as error:
        raise InputError(f"cannot write {store.name}: {error.strerror}", "Restore elsewhere.") from error
    finally:
        source.close()


def _readable(source: Store, events: Iterable[RawEvent]) -> Iterator[RawEvent]:
    """Refuse to copy what nobody could read afterwards."""
    for event in events:
        if event.fault:
            raise StoreError(
                f"the store {source.name} is damaged: {event.fault}",
                "Run tracker verify, or restore a backup.",
            )
        try:
            event.data.encode()
        except NO_FACT as error:
            raise unreadable(f"the store {source.name}", event.position, error) from error
        if read_fact(source.name, *event[:3]).type == UNREADABLE:
            raise unreadable(f"the store {source.name}", event.position, ValueError())
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
