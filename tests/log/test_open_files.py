"""A file that is open in a process is not closed under its hands."""

import subprocess
import sys
from pathlib import Path

from eventsourcing.dcb.api import DCBEvent

from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.store import SQLiteStore

ANOTHER_DESK = """
import sys
from eventsourcing.dcb.api import DCBEvent
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
recorder = SQLiteDCBRecorder(sys.argv[1])
print(recorder.append([DCBEvent(type="t", data=b"{}", tags=["a"])]))
recorder.close()
"""


def event() -> DCBEvent:
    return DCBEvent(type="t", data=b"{}", tags=["a"])


def test_a_store_that_is_created_again_keeps_what_an_open_recorder_appends(tmp_path: Path) -> None:
    """To open and close the file beside SQLite would let go of the locks this process has on it.

    The other desk, the last one as far as it can see, would delete the journal under our recorder.
    """
    path = tmp_path / "log.db"
    recorder = SQLiteDCBRecorder(path)
    assert recorder.append([event()]) == 1
    assert not SQLiteStore(path).create()
    sqlite_file.create(path).close()
    desk = [sys.executable, "-c", ANOTHER_DESK, str(path)]
    assert subprocess.run(desk, capture_output=True, text=True, check=True, timeout=60).stdout == "2\n"
    assert recorder.append([event()]) == 3
    later = SQLiteDCBRecorder(path)
    assert [each.position for each in later.read()] == [1, 2, 3]
    later.close()
    recorder.close()
