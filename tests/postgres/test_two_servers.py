"""Two servers: the primary is killed while desks append, the standby is promoted, and nothing is lost.

TRACKER_TEST_FAILOVER_SECONDS says how long the desks append before and after; half a second if not set.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import Desk
from servers import Pair, Server, binary, folder_of_a_server, roles_of_database, unprivileged_user
from waiting import joined

from tracker.log.postgres.store import PostgresStore
from tracker.log.store import store_at
from tracker.log.upkeep import verify
from tracker.testing import History, agreed, claimed

DESKS = 8
SECONDS = float(os.environ.get("TRACKER_TEST_FAILOVER_SECONDS", "0.5"))
NOTE = ("update", "crossing-0", "--by", "US", "--on", "2024-12-31", "--note", "between two servers")
UPDATE = ("update", "crossing-0", "fulfilled", "--by", "US", "--on", "2025-01-01")


@pytest.fixture
def pair(server: Server) -> Iterator[Pair]:
    """Give a primary with a log and its synchronous standby."""
    assert server  # where none can be started, two cannot
    if not Path(binary("pg_basebackup")).exists():
        pytest.skip("there are no programs of PostgreSQL to start two servers with")
    if os.geteuid() == 0 and unprivileged_user() is None:
        pytest.skip("servers do not run as root, and there is no user to run them as")
    folder = folder_of_a_server("tracker-pair-")
    pair = Pair(folder)
    try:
        try:
            pair.start()
        except PermissionError as error:
            pytest.skip(f"the programs of PostgreSQL are closed to the user they must run as: {error}")
        pair.rows("primary", "CREATE DATABASE tracker")
        assert PostgresStore(pair.url_of("primary", "tracker")).create()
        writers = roles_of_database("tracker").writer
        for number in range(DESKS + 1):
            pair.rows("primary", f"CREATE ROLE desk{number} LOGIN IN ROLE {writers}")
        yield pair
    finally:
        pair.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Writer:
    """A desk that appends about a commitment of its own, by the address of both servers."""

    def __init__(self, pair: Pair, number: int, stop: threading.Event) -> None:
        self.login = f"desk{number}"
        self._recorder: Any = store_at(pair.url("tracker", self.login)).recorder()
        self._history = History(self._recorder)
        self._history.user = self.login
        self._history._drawn = 1_000_000 * number
        self._commitment = f"crossing-{number}"
        self._stop = stop
        self.acknowledged: list[str] = []
        self.refused: list[str] = []
        self.last = 0.0

    def work(self) -> None:
        """Append until told to stop; keep what was acknowledged."""
        history = self._history
        history.given(agreed(self._commitment))
        while not self._stop.is_set():
            history.when(claimed(self._commitment, "in-progress", note=f"n {len(self.acknowledged)}"))
            if history.refusal is None:
                self.acknowledged += [fact.stamp.id for fact in history.recorded]
                self.last = time.monotonic()
            else:
                self.refused.append(str(history.refusal))
        self._recorder.close()


def test_every_acknowledged_event_survives_the_primary(
    pair: Pair, desk_at: Callable[[str], Desk], capsys: pytest.CaptureFixture[str]
) -> None:
    stop = threading.Event()
    writers = [Writer(pair, number, stop) for number in range(DESKS)]
    threads = [threading.Thread(target=writer.work, daemon=True) for writer in writers]
    for thread in threads:
        thread.start()
    try:
        time.sleep(SECONDS)
        standby_alone_is_refused(pair, desk_at)
        before = sum(len(writer.acknowledged) for writer in writers)
        pair.kill_primary()
        killed = time.monotonic()
        with desk_at(pair.url("tracker", f"desk{DESKS}")).started(*NOTE) as newcomer:
            newcomer.complains_of("waiting")
            pair.promote_standby()
            all_have_gone_on(writers, time.monotonic())
            gone_on = time.monotonic()
            time.sleep(SECONDS)
            code, _, said = newcomer.end()
    finally:
        stop.set()
        joined(threads)

    found = pair.rows(
        "standby",
        "SELECT id, convert_from(data, 'UTF8')::jsonb #>> '{stamp,id}',"
        " convert_from(data, 'UTF8')::jsonb #>> '{stamp,recorded_by}'"
        " FROM commitments.log_tt_main WHERE type = 'status.updated' ORDER BY id",
        "tracker",
    )
    acknowledged = sum(len(writer.acknowledged) for writer in writers)
    with capsys.disabled():
        print(
            f"\n{acknowledged} acknowledged ({before} before the primary was killed), {len(found)} found;"
            f" all {DESKS} desks went on {gone_on - killed:.1f} s after"
        )
    assert (code, said.splitlines()[-2].partition(" #")[0]) == (0, "Recorded")
    assert [writer.refused for writer in writers] == [[]] * DESKS
    for writer in writers:
        assert [event_id for _, event_id, login in found if login == writer.login] == writer.acknowledged
    assert len(found) == acknowledged + 1 > before > DESKS

    desk = desk_at(pair.url("tracker", "desk0"))
    desk.done(*UPDATE)
    assert desk.done("status", "--status", "fulfilled", "-f", "ids").stdout == "crossing-0\n"
    assert verify(store_at(desk.store)) == len(found) + DESKS + 1


def all_have_gone_on(writers: list[Writer], since: float) -> None:
    """Wait until every desk has had an event acknowledged since a moment."""
    while any(writer.last < since for writer in writers):
        assert time.monotonic() - since < 60
        time.sleep(0.02)


def standby_alone_is_refused(pair: Pair, desk_at: Callable[[str], Desk]) -> None:
    """Read from the standby, and be told at once that it takes no writes."""
    desk = desk_at(pair.url_of("standby", "tracker", "desk0"))
    assert "crossing-0" in desk.done("status", "-f", "ids").stdout.split()
    for command in (UPDATE, ("meeting", "summit", "--held", "2022-03-14")):
        started = time.monotonic()
        ran = desk(*command)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert ran.stderr.splitlines() == [
            f"Error: the store {desk.store} is read-only, perhaps a standby.",
            "Hint: Name all hosts, with target_session_attrs=read-write.",
        ]
        assert time.monotonic() - started < 10
    only_writing = desk_at(f"{desk.store}?target_session_attrs=read-write")
    ran = only_writing("status")
    assert (ran.exit_code, "is read-only" in ran.stderr) == (2, True), ran
