"""Times single recordings on one PostgreSQL server, ours in turn with the library's; prints JSON.

    python server_recording.py STORE FOLDER ROUNDS

The library's own DCB recorder has the events and tags of STORE in tables of its own, and carries out
the same decisions on them; its aggregates are as many events, ten or so each, of which one is kept in memory
for an append alone. Each round is a block
of each. FOLDER gets the data of the server, which is stopped in the end.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from appending import BLOCK, WARM_UP, Commitment
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.dcb.domain import Tagged
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.postgres import PostgresDatastore
from installed import Store
from measuring import actions
from side_contestants import Library
from side_server import SUPERUSER, Server, running

from events.facts import StatusUpdated
from tracker.application import Tracker
from tracker.decisions.decider import Decider
from tracker.decisions.record_facts import record_fact
from tracker.log.mapper import FactMapper
from tracker.log.postgres import connections
from tracker.log.postgres.names import EVENTS, SCHEMA, TAGS
from tracker.log.postgres.schema import TRIGGERS
from tracker.log.postgres.store import PostgresStore
from tracker.log.sqlite.log import SQLiteLog

OURS, DCB, AGGREGATES = "ours", "the library's DCB recorder", "the library's aggregates"
OF_THE_LIBRARY = "public"
SEED = 1


def main() -> None:
    """Print the median seconds of a block of each, durable and not."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped
    source, folder, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    connections.FRESH_SECONDS = 60.0  # while the others have their turn nobody would leave it idle
    with ExitStack() as stack:
        server = stack.enter_context(running(folder / "postgres"))
        those = contestants(server, source, stack)
        os.sync()  # so that nobody waits for what was written while preparing
        for each in those.values():
            actions(each, WARM_UP)
        measured = {"durable": {what: actions(each, rounds) for what, each in those.items()}}
        settings = server.settings()
        server.hurry()
        hurried = {what: actions(each, rounds) for what, each in those.items()}
        measured["not waiting for the disk"] = hurried
    sys.stdout.write(json.dumps({"server": settings, "measured": measured}))


def contestants(server: Server, source: Path, stack: ExitStack) -> dict[str, dict[str, Callable[[], object]]]:
    """Fill the stores of all; give what each does in a block, by what is measured."""
    log = SQLiteLog(source)
    events, head = log.count(), log.head()
    log.close()
    names = Store(source, events).commitments()
    ours = Recording(filled(server, source)[0], names, head, Random(SEED))
    theirs = Recording(filled_library(server, source, stack), names, head, Random(SEED))
    aggregates = stack.enter_context(closing(Library(AGGREGATES, library(server), events, Random(SEED))))
    in_memory: Commitment = aggregates._application.repository.get(aggregates._names.any())

    def loaded_and_saved() -> None:
        aggregates.load_and_decide()()

    def saved() -> None:
        aggregates._record(in_memory)

    for database in ("ours", "dcb", "library"):
        server.settle(database)
    return {
        "decide and append": {
            OURS: ours.decide,
            DCB: theirs.decide,
            AGGREGATES: lambda: _block(loaded_and_saved),
        },
        "conditional append": {
            OURS: ours.append,
            DCB: theirs.append,
            AGGREGATES: lambda: _block(saved),
        },
    }


class Recording:
    """The same decisions and appends on a recorder, whoever wrote it."""

    def __init__(self, recorder: DCBRecorder, names: list[str], head: int, random: Random) -> None:
        self._recorder, self._names, self._head = recorder, names, head
        self._decider = Decider(recorder)
        self._mapper = FactMapper()
        self._random, self._notes = random, count(1)
        self._stamps = Tracker("unused.db", user=SUPERUSER).stamps  # which opens no store

    def decide(self) -> None:
        """Read what a claim depends on, decide and append it, a block of times."""
        _block(self.decide_one)

    def decide_one(self) -> None:
        """Do it once."""
        self._decider.decide(record_fact(self._claim(), self._stamps()))

    def append(self) -> None:
        """Append a claim unless what never happens has happened since, a block of times."""
        _block(lambda: self._recorder.append([self._event()], self._condition()))

    def _event(self) -> DCBEvent:
        fact = self._claim().signed(self._stamps().next())
        return self._mapper.to_dcb_event(Tagged(fact.log_tags, fact))

    def _condition(self) -> DCBAppendCondition:
        commitment = DCBQueryItem(
            ["commitment.superseded"], [f"commitment:{self._random.choice(self._names)}"]
        )
        return DCBAppendCondition(DCBQuery([commitment]), after=self._head)

    def _claim(self) -> StatusUpdated:
        return StatusUpdated(
            commitment=self._random.choice(self._names),
            by=("MX",),
            effective="2026-11-01",
            status="in-progress",
            note=f"Call {next(self._notes)}",
        )


def filled(server: Server, source: Path) -> tuple[DCBRecorder, str]:
    """Create our store on the server with the events of a file; give its recorder and its address."""
    url = server.create("ours")
    PostgresStore(url).create()
    with server.connect("ours") as connection:
        for table, trigger in TRIGGERS:
            connection.execute(f"ALTER TABLE {SCHEMA}.{table} DISABLE TRIGGER {trigger}".encode())
        _copied(connection, source, f"{SCHEMA}.{EVENTS}", f"{SCHEMA}.{TAGS}")
        for table, trigger in TRIGGERS:
            connection.execute(f"ALTER TABLE {SCHEMA}.{table} ENABLE ALWAYS TRIGGER {trigger}".encode())
    return PostgresStore(url).recorder(), url


def filled_library(server: Server, source: Path, stack: ExitStack) -> DCBRecorder:
    """Create the library's tables on the server, as it makes them, with the events of a file."""
    server.create("dcb")
    datastore = stack.enter_context(
        PostgresDatastore("dcb", server.host, 5432, SUPERUSER, "unused", schema=OF_THE_LIBRARY)
    )
    recorder = PostgresDCBRecorderTT(datastore, events_table_name="log")
    recorder.create_table()
    with server.connect("dcb") as connection:
        _copied(connection, source, f"{OF_THE_LIBRARY}.{EVENTS}", f"{OF_THE_LIBRARY}.{TAGS}")
    return recorder


def library(server: Server) -> dict[str, str]:
    """Create a database for the library's aggregates; give their settings."""
    server.create("library")
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": "library",
        "POSTGRES_HOST": server.host,
        "POSTGRES_USER": SUPERUSER,
        "POSTGRES_PASSWORD": "unused",
    }


def _copied(connection: Any, source: Path, events: str, tags: str) -> None:
    log = SQLiteLog(source)
    with closing(log), connection.cursor() as cursor:
        with cursor.copy(f"COPY {events} (id, type, data, tags) FROM STDIN") as copy:
            for event in log.events(0):
                copy.write_row((event.position, event.type, event.data.encode(), event.tags))
        with cursor.copy(f"COPY {tags} (tag, main_id) FROM STDIN") as copy:
            for event in log.events(0):
                for tag in event.tags:
                    copy.write_row((tag, event.position))
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{events}', 'id'), {log.head()})")


def _block(action: Callable[[], object]) -> None:
    for _ in range(BLOCK):
        action()


if __name__ == "__main__":
    main()
