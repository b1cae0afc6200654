"""Measures all contestants in turn on stores of one size; prints JSON. Run by side_by_side.py.

    python side_operations.py STORE FOLDER SEED OPERATIONS ROUNDS

FOLDER gets the stores, and the data of a PostgreSQL server that is stopped in the end.
"""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from installed import Store
from measuring import actions
from side_contestants import Contestant, Library, Ours, Raw

from tracker.log.sqlite.log import SQLiteLog

SINGLE = ("append", "conditional_append", "load_and_decide")
WARM_UP = 20
PERCENTILES = (50, 95, 99)
LIBRARY_SQLITE = "the library on SQLite"
LIBRARY_POSTGRES = "the library on PostgreSQL"
EVENTS, TAGS = "commitments.log_tt_main", "commitments.log_tt_tag"
OURS_SQLITE, OURS_POSTGRES = "SQLite", "PostgreSQL"


def main() -> None:
    """Print what was measured, and who could not take part and why."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    seed, operations, rounds = map(int, sys.argv[3:])
    with ExitStack() as stack:
        entered = Entered(source, folder, seed, stack)
        durability = {each.name: each.durability() for each in entered.contestants if each.durability()}
        os.sync()  # so that nobody waits for what was written while preparing
        those = entered.contestants
        whole = {
            "replay": actions({each.name: each.replay for each in those}, rounds),
            "rebuild": actions({each.name: _rebuilding(each, folder) for each in those}, rounds),
        }
        most = min(operations, len(entered.commitments) // 4 - WARM_UP)
        durable = _single(those, most)
        entered.hurry()
        measured = {
            "durability": durability,
            "server": entered.server,
            "skipped": entered.skipped,
            "commitments": len(entered.commitments),
            "whole": whole,
            "operations": most,
            "single": {"": durable, ", not waiting for the disk": _single(those, most)},
        }
    sys.stdout.write(json.dumps(measured))


class Entered:
    """Everybody who can take part, with as many events each."""

    def __init__(self, source: Path, folder: Path, seed: int, stack: ExitStack) -> None:
        log = SQLiteLog(source)
        self._events = log.head()
        log.close()
        self._source, self._folder, self._stack = source, folder, stack
        self._random = Random(seed)
        self.commitments = Store(source, self._events).commitments()
        self.contestants: list[Contestant] = []
        self.skipped: dict[str, str] = {}
        self.server = ""
        self._hurry_the_server: Callable[[], object] = lambda: None
        self._sqlite()
        self._eventsource()
        self._umadb()
        self._postgres()

    def hurry(self) -> None:
        """Let nobody wait for the disk any more."""
        for each in self.contestants:
            each.hurry()
        self._hurry_the_server()

    def _enter(self, contestant: Contestant) -> None:
        self._stack.enter_context(closing(contestant))
        self.contestants.append(contestant)

    def _sqlite(self) -> None:
        copied = Store(self._source, self._events).copy(self._folder / "ours")
        self._enter(Ours(OURS_SQLITE, str(copied.path), self.commitments, self._random))
        settings = {
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(self._folder / "aggregates.db"),
        }
        self._enter(Library(LIBRARY_SQLITE, settings, self._events, self._random))
        self._enter(Raw(self._source, self._folder / "raw.db", self.commitments, self._random))

    def _eventsource(self) -> None:
        try:
            module = import_module("side_eventsource")
        except ModuleNotFoundError as error:
            self.skipped["eventsource-py"] = str(error)
            return
        self._enter(module.EventSource(self._folder / "eventsource.db", self._events, self._random))

    def _umadb(self) -> None:
        if started := self._started("UmaDB", "side_umadb"):
            module, url = started
            self._enter(module.UmaDB(url, self._source, self.commitments, self._random))

    def _started(self, who: str, name: str) -> tuple[Any, Any] | None:
        """Start the server of a module, and give both; None where it cannot be, and why is kept."""
        try:
            module = import_module(name)
            return module, self._stack.enter_context(module.running(self._folder / name))
        except Exception as error:  # noqa: BLE001 (whatever keeps a server from starting is a reason)
            self.skipped[who] = str(error)
            return None

    def _postgres(self) -> None:
        started = self._started("PostgreSQL", "side_server")
        if started is None:
            return
        _, server = started
        url = server.create("ours")
        _fill_ours(server, url, self._source)
        self._enter(Ours(OURS_POSTGRES, url, self.commitments, self._random))
        server.create("library")
        settings = {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": "library",
            "POSTGRES_HOST": server.host,
            "POSTGRES_USER": "postgres",
            "POSTGRES_PASSWORD": "unused",
        }
        self._enter(Library(LIBRARY_POSTGRES, settings, self._events, self._random))
        for database in ("ours", "library"):
            server.settle(database)
        self.server = server.settings()
        self._hurry_the_server = server.hurry


def _fill_ours(server: Any, url: str, source: Path) -> None:
    """Put the rows of a store into our schema on a server, past the triggers."""
    from tracker.log.postgres.names import SCHEMA
    from tracker.log.postgres.schema import TRIGGERS
    from tracker.log.postgres.store import PostgresStore

    PostgresStore(url).create()
    log = SQLiteLog(source)
    with server.connect("ours") as connection, connection.cursor() as cursor:
        for table, trigger in TRIGGERS:
            cursor.execute(f"ALTER TABLE {SCHEMA}.{table} DISABLE TRIGGER {trigger}")
        with cursor.copy(f"COPY {EVENTS} (id, type, data, tags) FROM STDIN") as copy:
            for event in log.events(0):
                copy.write_row((event.position, event.type, event.data.encode(), event.tags))
        with cursor.copy(f"COPY {TAGS} (tag, main_id) FROM STDIN") as copy:
            for event in log.events(0):
                for tag in event.tags:
                    copy.write_row((tag, event.position))
        sequence = f"pg_get_serial_sequence('{EVENTS}', 'id')"
        cursor.execute(f"SELECT setval({sequence}, {log.head()})")
        for table, trigger in TRIGGERS:
            cursor.execute(f"ALTER TABLE {SCHEMA}.{table} ENABLE ALWAYS TRIGGER {trigger}")
    log.close()


def _rebuilding(contestant: Contestant, folder: Path) -> Callable[[], None]:
    place = folder / f"rebuilt-{contestant.name.replace(' ', '-')}"
    return lambda: contestant.rebuild(place)


def _single(those: Sequence[Contestant], operations: int) -> dict[str, dict[str, list[float]]]:
    """Time single operations, everybody's in turn; give percentiles in seconds."""
    samples: dict[str, dict[str, list[float]]] = {name: {each.name: [] for each in those} for name in SINGLE}
    gc.collect()
    gc.freeze()  # what is there stays; looking through it would fall on whoever happens to be next
    for number in range(-WARM_UP, operations):
        turn = number % len(those)
        for name in SINGLE:
            for contestant in (*those[turn:], *those[:turn]):
                action = getattr(contestant, name)()
                start = time.perf_counter()
                action()
                took = time.perf_counter() - start
                if number >= 0:
                    samples[name][contestant.name].append(took)
    return {
        name: {who: [_percentile(times, percent) for percent in PERCENTILES] for who, times in all_.items()}
        for name, all_ in samples.items()
    }


def _percentile(times: list[float], percent: int) -> float:
    """Give the nearest rank."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]


if __name__ == "__main__":
    main()
