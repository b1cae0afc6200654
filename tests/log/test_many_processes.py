"""Any number of processes may create a log and append to it at once."""

import json
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from waiting import Child, joined

from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.sqlite.schema import LOG_VERSION, difference

ROUNDS = 20
DESKS = 8
APPENDS = 50

CREATOR = """
import sys, time
from tracker.log.sqlite import file as sqlite_file
print("ready", flush=True)
for line in sys.stdin:
    path, start = line.split()
    while time.time() < float(start):
        pass
    try:
        sqlite_file.create(sqlite_file.Path(path)).close()
        print("created", flush=True)
    except Exception as error:
        print(type(error).__name__, error, flush=True)
"""

COUNTER = """
import sys
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError
from tracker.log.sqlite.recorder import SQLiteDCBRecorder

recorder = SQLiteDCBRecorder(sys.argv[1])
shared = DCBQuery(items=[DCBQueryItem(types=["counted"], tags=["count"])])
print("ready", flush=True)
sys.stdin.readline()
attempts = 0
for _ in range(int(sys.argv[2])):
    while True:
        attempts += 1
        head = recorder.read(after=10**9).head or 0
        counted = DCBEvent(type="counted", data=b'{"n":%d}' % head, tags=["count", "desk:" + sys.argv[3]])
        try:
            recorder.append([counted], DCBAppendCondition(shared, head))
        except IntegrityError:
            continue
        break
print(attempts, flush=True)
"""


Worker = Callable[..., Child]


@pytest.fixture
def worker() -> Iterator[Worker]:
    """Give a starter of Python processes that say when they are ready and wait to be told what to do."""
    with ExitStack() as stack:
        yield lambda code, *arguments: stack.enter_context(Child([sys.executable, "-c", code, *arguments]))


def test_two_processes_that_create_the_same_file_at_once_both_succeed(tmp_path: Path, worker: Worker) -> None:
    workers = [worker(CREATOR) for _ in range(2)]
    assert [each.hear() for each in workers] == ["ready", "ready"]
    for round_number in range(ROUNDS):
        path = tmp_path / f"new-{round_number}" / "log.db"
        start = time.time() + 0.01
        for each in workers:
            each.tell(f"{path} {start}")
        assert [each.hear() for each in workers] == ["created", "created"]
        connection = sqlite3.connect(path)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert difference(connection, LOG_VERSION) is None
        assert connection.execute("SELECT count(*) FROM store").fetchone() == (1,)
        connection.close()
    assert [each.end() for each in workers] == [(0, [], "")] * 2


def test_a_log_is_created_as_soon_as_another_program_lets_go_of_the_file(tmp_path: Path) -> None:
    """SQLite's own patience does not reach the switch to a write-ahead log."""
    path = tmp_path / "log.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.2, other.execute, ["ROLLBACK"])
    release.daemon = True
    release.start()
    sqlite_file.create(path).close()
    joined([release])
    other.close()


def test_desks_that_append_at_once_lose_nothing_and_leave_no_gap(tmp_path: Path, worker: Worker) -> None:
    """Each event says how many were there when it was decided: one more than that is its position."""
    path = tmp_path / "log.db"
    desks = [worker(COUNTER, str(path), str(APPENDS), str(desk)) for desk in range(DESKS)]
    assert {desk.hear() for desk in desks} == {"ready"}
    for desk in desks:
        desk.tell("go")
    attempts = [desk.hear() for desk in desks]
    assert [desk.end() for desk in desks] == [(0, [], "")] * DESKS
    assert all(int(each) >= APPENDS for each in attempts)

    recorder = SQLiteDCBRecorder(path, create=False)
    events = list(recorder.read())
    recorder.close()
    assert [event.position for event in events] == list(range(1, DESKS * APPENDS + 1))
    assert [json.loads(event.event.data)["n"] + 1 for event in events] == [each.position for each in events]
    for number in range(DESKS):
        assert sum(f"desk:{number}" in event.event.tags for event in events) == APPENDS
