"""Decides and appends one claim at a time, in turn with the library and bare SQLite; prints JSON.

    python appending.py STORE FOLDER ROUNDS

STORE is written into. FOLDER gets a store of the library's with as many events, ten or so an
aggregate, put there by its own recorder, and a copy of STORE without guards, into which rows and tags
of as many claims are put that were made before.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder
from installed import Store
from measuring import actions

from events.canonical import canonical
from events.facts import StatusUpdated
from tracker.application import Tracker
from tracker.decisions.record_facts import record_fact
from tracker.log.sqlite.recorder import SQLiteDCBRecorder

BLOCK = 20
WARM_UP = 20
NOT_WAITING = "PRAGMA synchronous = OFF"
CLAIMS = 9
TEMPLATES = 200
ROWS = 50_000
MADE = 5_000


class Commitment(Aggregate):
    """A commitment as one writes it with the library: agreed, then claimed about."""

    @event("Agreed")
    def __init__(self, text: str, theme: str, obligors: list[str]) -> None:
        self.text = text
        self.theme = theme
        self.obligors = obligors
        self.claims: list[tuple[str, str, str, str]] = []

    @event("Claimed")
    def claim(self, status: str, by: str, effective: str, note: str) -> None:
        """Take in a claim."""
        self.claims.append((status, by, effective, note))


def main() -> None:
    """Print the seconds of a block of appends, ours and the library's, durable and not."""
    store, folder, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    random = Random(1)
    tracker = Tracker(store, user="bench")
    events = tracker.log().head()
    names, notes = Store(store, events).commitments(), count(1)
    application = _application(folder)
    aggregates = _fill(application, events, random)

    def ours() -> None:
        for _ in range(BLOCK):
            fact = StatusUpdated(
                commitment=random.choice(names),
                by=("MX",),
                effective="2026-11-01",
                status="in-progress",
                note=f"Call {next(notes)}",
            )
            tracker.decide(record_fact(fact, tracker.stamps()))

    def theirs() -> None:
        for _ in range(BLOCK):
            commitment: Commitment = application.repository.get(random.choice(aggregates))
            commitment.claim("in-progress", "MX", "2026-11-01", f"Call {next(notes)}")
            application.save(commitment)

    os.sync()  # so that nobody waits for what was written while preparing
    bare, waiting = _bare(store, folder / "bare.db"), _rows(tracker, names, random)

    def inserting() -> None:
        for _ in range(BLOCK):
            _insert(bare, next(waiting))

    those = {"ours": ours, "theirs": theirs, "bare": inserting}
    actions(those, WARM_UP)
    measured = {"durable": actions(those, rounds)}
    recorder, library_recorder = tracker._recorder, application.recorder
    assert isinstance(recorder, SQLiteDCBRecorder)
    assert isinstance(library_recorder, SQLiteApplicationRecorder)
    recorder._connection.execute(NOT_WAITING)
    bare.execute(NOT_WAITING)
    with library_recorder.datastore.get_connection(commit=True) as connection:
        connection._sqlite_conn.execute(NOT_WAITING)
    measured["not waiting for the disk"] = actions(those, rounds)
    sys.stdout.write(json.dumps(measured))


def _bare(store: Path, path: Path) -> sqlite3.Connection:
    """Copy a store, and take its guards off."""
    with closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
        for (guard,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f"DROP TRIGGER {guard}")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


Rows = tuple[tuple[str, str, str], list[str]]
"""The type, the data and the tags of an event as they are stored, and its tags as a list."""


def _rows(tracker: Tracker, names: list[str], random: Random) -> Iterator[Rows]:
    """Make the rows of claims beforehand, so many at a time that hardly any are made while it is timed."""
    while True:
        made = list[Rows]()
        for number in range(MADE):
            fact = StatusUpdated(
                commitment=random.choice(names), by=("MX",), effective="2026-11-02",
                status="in-progress", note=f"Bare {number}",
            ).signed(tracker.stamps().next())  # fmt: skip
            made.append(((fact.TOPIC, fact.stored.decode(), canonical(fact.log_tags)), fact.log_tags))
        yield from made


def _insert(bare: sqlite3.Connection, rows: Rows) -> None:
    event, tags = rows
    bare.execute("BEGIN IMMEDIATE")
    (position,) = bare.execute("SELECT max(position) + 1 FROM events").fetchone()
    bare.execute("INSERT INTO events (position, type, data, tags) VALUES (?, ?, ?, ?)", (position, *event))
    bare.executemany(
        "INSERT INTO tags (tag, type, position) VALUES (?, ?, ?)",
        ((tag, event[0], position) for tag in tags),
    )
    bare.execute("COMMIT")


def _application(folder: Path) -> "Application[UUID]":
    settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "aggregates.db")}
    return Application(env=settings)


def _fill(application: "Application[UUID]", events: int, random: Random, at_once: int = ROWS) -> list[UUID]:
    """Store so many events of aggregates: a few that the library made, again and again under other ids."""
    templates = [_stored(application, number) for number in range(TEMPLATES)]
    ids: list[UUID] = []
    rows: list[StoredEvent] = []
    while len(ids) * (CLAIMS + 1) < events:
        originator = UUID(int=random.getrandbits(128), version=4)
        ids.append(originator)
        rows += [
            StoredEvent(originator, each.originator_version, each.topic, each.state)
            for each in templates[len(ids) % TEMPLATES]
        ]
        if len(rows) >= at_once:
            application.recorder.insert_events(rows)
            rows = []
    if rows:
        application.recorder.insert_events(rows)
    return ids


def _stored(application: "Application[UUID]", number: int) -> list[StoredEvent]:
    commitment = Commitment(f"Build crossing {number}, with lanes and scanners", "border", ["MX", "US"])
    for claim in range(CLAIMS):
        commitment.claim("in-progress", "MX", f"2020-0{claim + 1}-15", "")
    return [application.mapper.to_stored_event(each) for each in commitment.collect_events()]


if __name__ == "__main__":
    main()
