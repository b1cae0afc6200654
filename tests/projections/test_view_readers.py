"""Many processes read while the view is rebuilt, changes its version and grows: every answer is right."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from waiting import Child

from tracker.application import Tracker
from tracker.log.sqlite.log import SQLiteLog
from tracker.projections.files import Builds
from tracker.testing import agreed, claimed

READERS = 8
REBUILDS = 8

READER = """
import json, sys, threading
from pathlib import Path
from tracker.log.sqlite.log import SQLiteLog
from tracker.projections.files import Builds
from tracker.views.moment import Moment
from tracker.views.status import StatusView

path, version = Path(sys.argv[1]), int(sys.argv[2])
stopped = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stopped.set()), daemon=True).start()
said, answers, count = [], [], 0
print("ready", flush=True)
while not stopped.is_set():
    log = SQLiteLog(path)
    builds = Builds(path.with_name(path.name + ".views"), say=said.append, version=version)
    view = builds.open(log)
    view.connection.execute("BEGIN")
    table = [[row["commitment"], row["status"]]
             for row in StatusView(view.connection, Moment("2026-01-01")).rows()]
    head = view.connection.execute("SELECT checkpoint FROM meta").fetchone()[0]
    view.close()
    log.close()
    count += 1
    if [head, table] not in answers:
        answers.append([head, table])
print(json.dumps({"count": count, "said": said, "answers": answers}))
"""


Readers = Callable[[Path, list[int]], list[Child]]


@pytest.fixture
def start_readers() -> Iterator[Readers]:
    """Give a starter of processes that read until their stdin is closed."""
    with ExitStack() as stack:

        def start(path: Path, versions: list[int]) -> list[Child]:
            readers = [
                stack.enter_context(Child([sys.executable, "-c", READER, str(path), str(version)]))
                for version in versions
            ]
            assert [reader.hear() for reader in readers] == ["ready"] * len(versions)
            return readers

        yield start


def test_every_answer_is_right_while_the_view_is_rebuilt_and_its_version_changes(
    tmp_path: Path, start_readers: Readers
) -> None:
    path = tmp_path / "log.db"
    folder = tmp_path / "log.db.views"
    desk = Tracker(path, user="tester")
    expected: dict[int, list[list[str]]] = {}

    def expect(position: int) -> None:
        expected[position] = [[row["commitment"], row["status"]] for row in desk.status(as_of="2026-01-01")]

    names = [f"c{number:02}" for number in range(30)]
    for name in names:
        desk.record(agreed(name))
    expect(30)
    readers = start_readers(path, [1, 2] * (READERS // 2))
    for turn in range(REBUILDS):
        log = SQLiteLog(path)
        Builds(folder, version=1 + turn % 2).rebuild(log)
        log.close()
        desk.record(claimed(names[turn], "fulfilled", by="US"))
        expect(31 + turn)
        time.sleep(0.05)
    desk.close()
    results = []
    for reader in readers:
        code, (result,), complaints = reader.end()
        assert (code, complaints) == (0, "")
        results.append(json.loads(result))
    for result in results:
        assert result["count"] > 3
        for position, table in result["answers"]:
            assert table == expected[position]
    # What the newer version clears away, the older finds gone and says so; the newer never does.
    assert [result["said"] for result in results[1::2]] == [[]] * (READERS // 2)


def test_a_reader_in_the_middle_of_a_rebuild_says_nothing_of_damage(tmp_path: Path) -> None:
    """A build that was replaced between reading the pointer and opening the file is no damage."""
    path = tmp_path / "log.db"
    desk = Tracker(path, user="tester")
    desk.record(agreed("a"))
    assert len(desk.status()) == 1
    said: list[str] = []

    class Late(Builds):
        """Reads the pointer, and is overtaken by a rebuild before it opens the file."""

        overtaken = False

        def _pointer(self) -> str | None:
            name = super()._pointer()
            if not self.overtaken:
                self.overtaken = True
                desk.rebuild()
            return name

    log = SQLiteLog(path)
    view = Late(tmp_path / "log.db.views", say=said.append).open(log)
    assert view.connection.execute("SELECT count(*) FROM commitment").fetchone() == (1,)
    view.close()
    log.close()
    desk.close()
    assert said == []


def test_processes_that_meet_a_missing_view_at_once_build_it_once(
    tmp_path: Path, start_readers: Readers
) -> None:
    path = tmp_path / "log.db"
    desk = Tracker(path, user="tester")
    for number in range(20):
        desk.record(agreed(f"c{number:02}"))
    desk.close()
    for each in (tmp_path / "log.db.views").glob("*"):
        each.unlink()
    readers = start_readers(path, [1] * 4)
    time.sleep(0.3)
    for reader in readers:
        code, (result,), complaints = reader.end()
        assert (code, complaints) == (0, "")
        (answer,) = json.loads(result)["answers"]
        assert answer[0] == 20
        assert len(answer[1]) == 20
    assert len(list((tmp_path / "log.db.views").glob("view-*.sqlite"))) == 1
