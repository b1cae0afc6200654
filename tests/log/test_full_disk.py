"""A log that cannot grow says so, stays as it was, and grows again once it can."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBEvent
from waiting import LONGEST

from tracker.errors import StoreError
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.sqlite.recorder import SQLiteDCBRecorder

LARGE = 300_000

APPEND_UNDER_A_LIMIT = """
import resource, signal, sys
from eventsourcing.dcb.api import DCBEvent
from tracker.errors import StoreError
from tracker.log.sqlite.recorder import SQLiteDCBRecorder

def event(size):
    return DCBEvent(type="t", data=b'"' + b"x" * size + b'"', tags=["a"])

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
recorder = SQLiteDCBRecorder(sys.argv[1])
recorder.append([event(10)])
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
for _ in range(2):
    try:
        print("appended", recorder.append([event(10), event(int(sys.argv[2]))]))
    except StoreError as error:
        print("refused", error.message, "|", error.hint)
    print("head", recorder.read().head)
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
print("appended", recorder.append([event(20)]))
recorder.close()
"""


def event(size: int = 10) -> DCBEvent:
    return DCBEvent(type="t", data=b'"' + b"x" * size + b'"', tags=["a"])


def test_an_append_that_passes_the_limit_of_files_changes_nothing_and_the_next_one_works(
    tmp_path: Path,
) -> None:
    path = tmp_path / "log.db"
    done = subprocess.run(
        [sys.executable, "-c", APPEND_UNDER_A_LIMIT, str(path), str(LARGE)],
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert done.stderr == ""
    first, one, second, other, last = done.stdout.splitlines()
    for line in (first, second):
        assert line.startswith(f"refused the store {path} cannot ")
    assert (one, other, last) == ("head 1", "head 1", "appended 2")
    recorder = SQLiteDCBRecorder(path, create=False)
    assert [len(each.event.data) for each in recorder.read()] == [12, 22]
    recorder.close()


def test_a_full_disk_is_called_by_its_name_and_nothing_is_recorded(tmp_path: Path) -> None:
    """SQLite has a limit of pages that fails in the same way as a full disk."""
    recorder = SQLiteDCBRecorder(tmp_path / "log.db")
    recorder.append([event()])
    recorder._connection.execute("PRAGMA max_page_count = 12")
    with pytest.raises(StoreError, match="the disk is full; nothing was recorded") as refusal:
        recorder.append([event(), event(LARGE)])
    assert refusal.value.hint == "Make room and run the command again."
    assert [each.position for each in recorder.read()] == [1]
    recorder._connection.execute("PRAGMA max_page_count = 1000000")
    assert recorder.append([event(LARGE)]) == 2
    recorder.close()


def test_a_reader_beside_an_append_that_failed_sees_the_log_as_before(tmp_path: Path) -> None:
    recorder = SQLiteDCBRecorder(tmp_path / "log.db")
    recorder.append([event()])
    log = SQLiteLog(tmp_path / "log.db")
    recorder._connection.execute("PRAGMA max_page_count = 12")
    with pytest.raises(StoreError):
        recorder.append([event(LARGE)])
    assert log.head() == 1
    log.close()
    recorder.close()
    assert os.listdir(tmp_path) == ["log.db"]  # noqa: PTH208 (names)
