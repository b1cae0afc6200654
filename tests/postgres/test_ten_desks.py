"""Ten desks read and write at once on one server: nothing lost, nothing twice, no error, one order."""

import json
import threading
from pathlib import Path

from servers import Database
from waiting import LONGEST, joined

from tracker.application import Tracker
from tracker.errors import RefusedError
from tracker.log.store import store_at
from tracker.log.upkeep import verify
from tracker.projections.files import Builds
from tracker.testing import agreed, claimed

DESKS = 10
ROUNDS = 6


class TrackerOfADesk(Tracker):
    """A tracker whose view lies in a folder of its own, as on a machine of its own."""

    def __init__(self, url: str, cache: Path) -> None:
        super().__init__(url)
        self._cache = cache

    def _builds(self) -> Builds:
        return Builds(self._cache)


class Worker:
    """A desk at work in a thread: its own login, its own view."""

    def __init__(self, url: str, cache: Path, name: str) -> None:
        self.tracker = TrackerOfADesk(url, cache)
        self.name = name
        self.recorded: list[tuple[int, str]] = []
        self.errors: list[Exception] = []
        self.seen: list[int] = []

    def work(self, barrier: threading.Barrier) -> None:
        """Record and read, keeping what was acknowledged."""
        barrier.wait(LONGEST)
        try:
            for turn in range(ROUNDS):
                fact = claimed(
                    "shared", "in-progress", by="US", note=f"{self.name} {turn}", on=f"2023-01-{turn + 1:02}"
                )
                outcome = self.tracker.record(fact)
                self.recorded += [(position or 0, each.stamp.id) for position, each in outcome.facts]
                self._race(turn)
                self._read()
        except Exception as error:  # noqa: BLE001 (shown by the test)
            self.errors.append(error)
        finally:
            self.tracker.close()

    def _race(self, turn: int) -> None:
        """Agree what every desk wants to agree; one comes first."""
        try:
            outcome = self.tracker.record(agreed(f"race-{turn}", title=self.name))
        except RefusedError:
            return
        self.recorded += [(position or 0, each.stamp.id) for position, each in outcome.facts]

    def _read(self) -> None:
        """Read one's own writes, and never less than before."""
        with self.tracker.view() as connection:
            ids = dict(connection.execute("SELECT position, id FROM event").fetchall())
            (notes,) = connection.execute(
                "SELECT count(*) FROM event WHERE type = 'status.updated'"
            ).fetchone()
        assert all(ids[position] == event_id for position, event_id in self.recorded)
        rows = {row["commitment"] for row in self.tracker.status()}
        assert {"shared"} <= rows
        self.seen.append(notes)


def test_ten_desks_at_once_lose_nothing_and_see_consistent_tables(database: Database, tmp_path: Path) -> None:
    logins = [database.server.login(database.roles.writer) for _ in range(DESKS)]
    opening = TrackerOfADesk(database.url(logins[0]), tmp_path / "opening")
    opening.record(agreed("shared"))
    opening.close()
    workers = [Worker(database.url(login), tmp_path / login, login) for login in logins]
    barrier = threading.Barrier(DESKS)
    threads = [threading.Thread(target=worker.work, args=(barrier,), daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    joined(threads)

    assert [error for worker in workers for error in worker.errors] == []
    assert all(worker.seen == sorted(worker.seen) for worker in workers)
    found = database.rows(
        "SELECT id, convert_from(data, 'UTF8')::jsonb #>> '{stamp,id}'"
        " FROM commitments.log_tt_main ORDER BY id"
    )
    acknowledged = sorted(pair for worker in workers for pair in worker.recorded)
    assert acknowledged == found[1:]
    assert len(acknowledged) == DESKS * ROUNDS + ROUNDS
    assert len({event_id for _, event_id in found}) == len(found)
    signed = [json.loads(data)["stamp"]["recorded_by"] for _, data, _ in database.events()]
    assert {login: signed.count(login) >= ROUNDS for login in logins} == dict.fromkeys(logins, True)
    assert verify(store_at(database.url(logins[0]))) == len(found)
    tables = [
        TrackerOfADesk(database.url(login), tmp_path / login).status(as_of="2026-01-01") for login in logins
    ]
    assert all(table == tables[0] for table in tables)
    assert len(tables[0]) == ROUNDS + 1
