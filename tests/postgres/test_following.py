"""Following: what one desk records, another sees within a second, on both stores."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from desks import Desk
from servers import Database

from tracker.application import Tracker
from tracker.cli.session import Session
from tracker.testing import agreed, claimed, held

WITHIN = 1.0
ROUNDS = 3


class Follower:
    """A command that follows, in a process of its own; its lines with the time each came."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: Queue[tuple[float, str]] = Queue()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put((time.monotonic(), line.rstrip("\n")))

    def next(self, text: str, patience: float = 20) -> float:
        """Wait for a line with a text and give the time it came."""
        deadline = time.monotonic() + patience
        seen: list[str] = []
        while True:
            try:
                when, line = self.lines.get(timeout=max(deadline - time.monotonic(), 0.01))
            except Empty:
                pytest.fail(f"no line with {text!r} came: {seen}")
            seen.append(line)
            if text in line:
                return when

    def stop(self) -> tuple[int, str]:
        """Interrupt it, as Ctrl-C does; give its exit code and what it said."""
        self.process.send_signal(2)
        code = self.process.wait(20)
        self._thread.join()
        assert self.process.stdout
        assert self.process.stderr
        said = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return code, said


@pytest.fixture(params=["sqlite", "postgresql"])
def desks(
    request: pytest.FixtureRequest, tmp_path: Path, desk_at: Callable[[str], Desk]
) -> tuple[Desk, Tracker]:
    """Give a desk that follows and one that records, on a store of each kind."""
    if request.param == "sqlite":
        follower = recorder = str(tmp_path / "log.db")
    else:
        database: Database = request.getfixturevalue("database")
        follower = database.url(request.getfixturevalue("reader"))
        recorder = database.url(request.getfixturevalue("writer"))
    tracker = Tracker(recorder)
    tracker.init()
    return desk_at(follower), tracker


@pytest.fixture
def following(
    desks: tuple[Desk, Tracker], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[..., Follower]]:
    """Give a starter of followers."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "recorder"))
    started: list[Follower] = []

    def start(*command: str) -> Follower:
        started.append(Follower(desks[0].started(*command)))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.stop()
    desks[1].close()


def test_events_are_followed_within_a_second(
    desks: tuple[Desk, Tracker], following: Callable[..., Follower]
) -> None:
    _, tracker = desks
    tracker.record(held("before"))
    follower = following("events", "--follow")
    follower.next("before")
    delays = []
    for number in range(ROUNDS):
        time.sleep(0.3)  # until it waits
        tracker.record(held(f"meeting-{number}"))
        recorded = time.monotonic()
        delays.append(follower.next(f"meeting-{number}") - recorded)
    code, said = follower.stop()
    assert (code, said.strip()) == (130, "")
    assert max(delays) < WITHIN, delays


def test_events_are_followed_by_tag_and_as_ndjson(
    desks: tuple[Desk, Tracker], following: Callable[..., Follower]
) -> None:
    _, tracker = desks
    tracker.record(agreed("crossing"))
    tracker.record(agreed("bridge"))
    follower = following("events", "--follow", "--tag", "commitment:crossing", "-f", "ndjson", "--after", "1")
    tracker.record(claimed("bridge"))
    tracker.record(claimed("crossing", "fulfilled"))
    follower.next('"status": "fulfilled"')
    assert follower.lines.empty()
    follower.stop()


def test_a_check_is_followed_within_a_second(
    desks: tuple[Desk, Tracker], following: Callable[..., Follower]
) -> None:
    _, tracker = desks
    tracker.record(agreed("first", deadline="2023"))
    follower = following("check", "--follow", "-f", "ids")
    follower.next("first")
    delays = []
    for number in range(ROUNDS):
        time.sleep(0.5)  # until it waits
        tracker.record(agreed(f"late-{number}", deadline="2023"))
        recorded = time.monotonic()
        delays.append(follower.next(f"late-{number}") - recorded)
    code, said = follower.stop()
    assert code == 130
    assert "Traceback" not in said
    assert max(delays) < WITHIN, delays


def test_what_is_recorded_while_a_check_is_printed_is_not_passed_over(
    desks: tuple[Desk, Tracker], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk, tracker = desks
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "recorder"))
    tracker.record(agreed("first", deadline="2023"))
    rescue = threading.Timer(2, lambda: tracker.record(agreed("rescue", deadline="2023")))
    printed: list[str] = []
    wait = Session.wait_for_news

    def wait_for_news(session: Session) -> None:
        if rescue.finished.is_set():
            raise KeyboardInterrupt
        if not rescue.is_alive():
            tracker.record(agreed("late", deadline="2023"))
            rescue.start()
        wait(session)
        printed.append("after the rescue" if rescue.finished.is_set() else "in time")

    monkeypatch.setattr(Session, "wait_for_news", wait_for_news)
    desk("check", "--follow", "-f", "ids")
    rescue.join()
    tracker.close()
    assert printed[0] == "in time"
