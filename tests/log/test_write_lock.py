"""Who waits for another program's lock on a log says so after a second, and does not wait for ever."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from waiting import Child

from tracker.application import Tracker
from tracker.errors import StoreError
from tracker.log.sqlite import file as sqlite_file
from tracker.testing import claimed, held

LIMIT = 1.5
HOLDER = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("stopped", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
connection.execute("COMMIT")
print("let go", flush=True)
"""


class Desk:
    """A desk that remembers what it was told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.said: list[str] = []
        self.tracker = Tracker(path, user="desk", say=self._hear)

    def _hear(self, text: str) -> None:
        self.said.append(text)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(sqlite_file, "TELL_SECONDS", LIMIT / 10)
    desk = Desk(tmp_path / "desk.db")
    desk.tracker.record(held("m"))
    yield desk
    desk.tracker.close()


@pytest.fixture
def stopped(desk: Desk) -> Iterator[Child]:
    """Stop a program that has the write lock of the desk's store."""
    with Child([sys.executable, "-c", HOLDER, desk.path]) as holder:
        assert holder.hear() == "stopped"
        yield holder


def test_a_writer_says_what_it_waits_for_and_gives_up_with_a_sentence(
    desk: Desk, stopped: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", LIMIT)
    began = time.monotonic()
    with pytest.raises(StoreError) as refusal:
        desk.tracker.record(held("n"))
    assert LIMIT <= time.monotonic() - began < 10 * LIMIT
    assert desk.said == [f"waiting for another program that is writing the store {desk.path}"]
    sentence = f"another program has not finished writing the store {desk.path} in 2 s"
    assert (refusal.value.message, stopped.lives) == (sentence, True)
    assert "It may be stopped" in str(refusal.value.hint)


def test_a_writer_goes_on_once_the_other_has_let_go(
    desk: Desk, stopped: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = desk.said.append

    def let_go(text: str) -> None:
        heard(text)
        os.kill(stopped.pid, signal.SIGCONT)

    monkeypatch.setattr(desk.tracker.store, "_say", let_go)
    desk.tracker.close()
    assert desk.tracker.record(held("n")).facts
    assert len(desk.said) == 1


def test_readers_do_not_wait_for_a_writer(desk: Desk, stopped: Child) -> None:
    began = time.monotonic()
    assert desk.tracker.status() == []
    assert stopped.lives
    assert time.monotonic() - began < 10
    assert not desk.said


def test_a_writer_that_meets_nobody_says_nothing(desk: Desk) -> None:
    desk.tracker.record(held("n"))
    assert not desk.said


def test_a_refusal_that_is_no_lock_is_not_waited_out(desk: Desk) -> None:
    with pytest.raises(Exception, match="no commitment nowhere"):
        desk.tracker.record(claimed("nowhere"))
    assert not desk.said
