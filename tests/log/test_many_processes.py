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

from tracker.errors import StoreError
from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.sqlite.schema import LOG_VERSION, difference

ROUNDS = 20
DESKS = 8
APPENDS = 50
FIRST_ROUNDS = 15

Opening = Callable[[Path], sqlite3.Connection]

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


FIRST_DESK = """
import sys, time
from pathlib import Path
from tracker.application import Tracker
from tracker.errors import StoreError
from tracker.testing import held
from tracker.log.sqlite.log import SQLiteLog
import tracker.decisions.recordings, tracker.views.remarks, tracker.log.sqlite.recorder
import eventsourcing.dcb.popo
print("ready", flush=True)
for line in sys.stdin:
    path, start, name = line.split()
    try:
        while time.time() < float(start):
            pass
        if name == "reader":
            while not Path(path).exists():
                pass
            log = SQLiteLog(Path(path))
            log.head()
            log.close()
            print("read", flush=True)
        else:
            tracker = Tracker(path, user=name)
            tracker.record(held(name))
            tracker.close()
            print("recorded", flush=True)
    except Exception as error:
        print(type(error).__name__, error, flush=True)
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


def test_the_first_records_and_reads_of_many_processes_at_once_all_succeed(
    tmp_path: Path, worker: Worker
) -> None:
    """The file is there, and empty or half made, before its schema is."""
    names = [f"m-{number}" for number in range(6)] + ["reader"] * 2
    workers = [worker(FIRST_DESK) for _ in names]
    assert {each.hear() for each in workers} == {"ready"}
    for round_number in range(FIRST_ROUNDS):
        path = tmp_path / f"new-{round_number}.db"
        start = time.time() + 0.02
        for each, name in zip(workers, names, strict=True):
            each.tell(f"{path} {start} {name}")
        said = [each.hear() for each in workers]
        assert said == ["read" if name == "reader" else "recorded" for name in names]
        recorder = SQLiteDCBRecorder(path, create=False)
        assert len(list(recorder.read())) == 6
        recorder.close()
    assert [each.end() for each in workers] == [(0, [], "")] * len(workers)


def nothing(path: Path) -> sqlite3.Connection:
    path.touch()
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def half_made(path: Path) -> sqlite3.Connection:
    connection = nothing(path)
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


@pytest.mark.parametrize("start", [nothing, half_made])
@pytest.mark.parametrize("opening", [sqlite_file.open_to_read, sqlite_file.open_to_write])
def test_a_file_that_another_process_is_making_is_waited_for(
    tmp_path: Path, start: Opening, opening: Opening
) -> None:
    path = tmp_path / "log.db"
    other = start(path)

    def make() -> None:
        sqlite_file.create(path).close()

    maker = threading.Timer(0.3, make)
    maker.daemon = True
    maker.start()
    opened = opening(path)
    assert sqlite_file.head(opened) == 0
    opened.close()
    joined([maker])
    other.close()


@pytest.mark.parametrize("start", [nothing, half_made])
def test_a_file_that_nobody_fills_is_said_to_be_empty_after_a_moment(
    tmp_path: Path, start: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "MAKING_SECONDS", 0.2)
    path = tmp_path / "log.db"
    start(path).close()
    began = time.monotonic()
    with pytest.raises(StoreError, match="is an empty file"):
        sqlite_file.open_to_read(path)
    assert time.monotonic() - began < sqlite_file.BUSY_SECONDS / 2
    sqlite_file.create(path).close()
    sqlite_file.open_to_read(path).close()
