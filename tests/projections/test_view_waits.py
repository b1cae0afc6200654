"""Waits for a view have a limit and a word, and where no file can be had, a command answers from memory."""

import fcntl
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, V, commitments
from waiting import Child

from tracker.application import Tracker
from tracker.environment import Progress
from tracker.errors import StoreError
from tracker.projections import files, holds
from tracker.projections.build import differences
from tracker.projections.projector import Projector

LIMIT = 1.0
MUCH = 30.0
MEMORY = "; this command answers from memory"

STOPPED_BUILDER = """
import os, signal, sys
from pathlib import Path
from tracker.log.sqlite.log import SQLiteLog
from tracker.projections import build
from tracker.projections.files import Builds

def stop(*_):
    print("stopped", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)

build.build = stop
Builds(Path(sys.argv[1] + ".views")).open(SQLiteLog(Path(sys.argv[1])))
"""

STOPPED_WRITER = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE meta SET known_at = 'never to be seen'")
print("stopped", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
"""

FEW_FILES = """
import os, resource, sys
from pathlib import Path
from tracker.log.sqlite.log import SQLiteLog
from tracker.projections.files import Builds

path = Path(sys.argv[1])
log = SQLiteLog(path)
builds = Builds(Path(sys.argv[1] + ".views"), say=lambda text: print("said", text))
builds.open(log).close()
log.head()
opened = len(os.listdir("/dev/fd")) - 1
for more in range(9):
    resource.setrlimit(resource.RLIMIT_NOFILE, (opened + more, 100))
    view = builds.open(log)
    print("read", view.connection.execute("SELECT count(*) FROM commitment").fetchone()[0])
    view.close()
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
print("open", len(os.listdir("/dev/fd")) - 1 - opened)
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Give a desk that waits for a second at most."""
    for module in (holds, files):
        monkeypatch.setattr(module, "TELL_SECONDS", LIMIT / 10)
        monkeypatch.setattr(module, "WAIT_SECONDS", LIMIT)
    return Desk(tmp_path / "log.db").record("a", "b")


@contextmanager
def stopped(script: str, *arguments: str) -> Iterator[Child]:
    """Run a program that stops itself in the middle of what it does."""
    with Child([sys.executable, "-c", script, *arguments]) as child:
        assert child.hear() == "stopped"
        yield child


def once(failing: Callable[[], None], then: Callable[..., Any]) -> Callable[..., Any]:
    """Let something fail, but the first time alone."""
    failures = iter([failing])

    def act(*arguments: Any) -> Any:
        for fail in failures:
            fail()
        return then(*arguments)

    return act


def forget(desk: Desk) -> None:
    desk.read()
    for each in desk.folder.glob("*"):
        each.unlink()


def test_a_first_build_that_was_stopped_keeps_no_reader_waiting(desk: Desk) -> None:
    forget(desk)
    with stopped(STOPPED_BUILDER, str(desk.path)) as builder:
        started = time.monotonic()
        assert desk.read() == ["a", "b"]
        assert LIMIT <= time.monotonic() - started < MUCH
        whom = f"process {builder.pid} (building the view in {desk.folder})"
        assert desk.said == [f"waiting for {whom}", f"{whom} has not finished in 1 s{MEMORY}"]
    assert desk.read() == ["a", "b"]
    assert len(desk.said) == 2


def test_what_is_read_from_memory_is_one_snapshot_and_not_kept(desk: Desk) -> None:
    forget(desk)
    with stopped(STOPPED_BUILDER, str(desk.path)), closing(desk.open()) as view:
        desk.record("c")
        assert commitments(view) == ["a", "b"]
    assert desk.read() == ["a", "b", "c"]


def test_a_rebuild_does_not_wait_for_ever_for_another(desk: Desk) -> None:
    forget(desk)
    with stopped(STOPPED_BUILDER, str(desk.path)) as builder:
        with pytest.raises(StoreError, match=f"process {builder.pid} .* has not finished in 1 s") as refused:
            desk.rebuild()
        assert refused.value.hint


def test_a_reader_that_waits_for_a_build_takes_it_when_it_is_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holds, "WAIT_SECONDS", MUCH)
    forget(desk)
    lock = os.open(desk.folder / "building", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    said = desk.said.append

    def let_go(text: str) -> None:
        said(text)
        os.close(lock)

    with desk.log() as log:
        files.Builds(desk.folder, say=let_go).open(log).close()
    assert desk.said == [f"waiting for another process (building the view in {desk.folder})"]
    assert desk.views == [f"view-{V}-1.sqlite"]


@pytest.mark.parametrize("how", ["PRAGMA synchronous = NORMAL", "PRAGMA locking_mode = EXCLUSIVE"])
def test_a_writer_of_the_view_that_was_stopped_keeps_no_reader_waiting(desk: Desk, how: str) -> None:
    desk.read()
    desk.record("c")
    with stopped(STOPPED_WRITER, str(desk.view), how):
        started = time.monotonic()
        with closing(desk.open()) as view:
            assert commitments(view) == ["a", "b", "c"]
            with desk.log() as log:
                assert differences(view.connection, log) == []
        assert time.monotonic() - started < MUCH
        whom = f"another program (writing the view in {desk.folder})"
        assert desk.said[0] == f"waiting for {whom}"
        assert desk.said[1].startswith(f"{whom} has not finished in ")
        assert desk.said[1].endswith(MEMORY)
    assert desk.read() == ["a", "b", "c"]
    assert desk.views == [f"view-{V}-1.sqlite"]
    assert desk.differences() == []


def test_a_view_that_is_current_is_read_though_its_writer_was_stopped(desk: Desk) -> None:
    desk.read()
    with stopped(STOPPED_WRITER, str(desk.view), "PRAGMA synchronous = NORMAL"):
        assert desk.read() == ["a", "b"]
        assert desk.said == []


def test_who_clears_builds_away_and_was_stopped_keeps_no_reader_waiting(desk: Desk) -> None:
    desk.read()
    with desk.view.with_name(f"{desk.view.name}.hold").open("ab") as hold:
        fcntl.flock(hold, fcntl.LOCK_EX)
        assert desk.read() == ["a", "b"]
    assert desk.said[-1].endswith(MEMORY)


def test_where_too_many_files_are_open_that_is_said_and_the_view_is_left_alone(desk: Desk) -> None:
    with Child([sys.executable, "-c", FEW_FILES, str(desk.path)]) as child:
        code, lines, complaints = child.end()
    assert (code, complaints) == (0, "")
    assert [line for line in lines if not line.startswith("said")] == ["read 2"] * 9 + ["open 0"]
    said = {line for line in lines if line.startswith("said")}
    assert said
    assert all("oo many" in line and line.endswith(MEMORY) for line in said), said
    assert desk.views == [f"view-{V}-1.sqlite"]


def test_where_there_is_no_room_for_a_view_that_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.read()
    desk.record("c")

    def full() -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(Projector, "_flush", once(full, Projector._flush))
        assert desk.read() == ["a", "b", "c"]
    assert desk.said == [f"the view in {desk.folder} cannot be used: database or disk is full{MEMORY}"]
    assert desk.read() == ["a", "b", "c"]
    assert len(desk.said) == 1


def test_how_far_a_view_is_is_told_under_a_title(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.projections.build.BATCH", 1)
    shown: list[object] = []

    @contextmanager
    def bar(title: str) -> Iterator[Progress]:
        shown.append(title)
        yield lambda done, total: shown.append((done, total))
        shown.append("done")

    tracker = Tracker(desk.path, user="tester", progress=bar)
    forget(desk)
    tracker.status()
    assert shown == ["Building the view", (1, 2), (2, 2), "done"]
