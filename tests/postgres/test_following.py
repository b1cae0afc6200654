"""Following: what one desk records, another sees within a second, on both stores."""

import _thread
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desks import Desk
from servers import Database
from waiting import Child, joined

from tracker.application import Tracker
from tracker.cli.session import Session
from tracker.testing import agreed, claimed, held

WITHIN = 1.0
ROUNDS = 3
UNTIL_IT_WAITS = 0.15
RESCUED_AFTER = 30.0
"""Seconds after which a wait that would never end is ended by something more that is recorded."""


def stopped(follower: Child) -> tuple[int, str]:
    """Interrupt a command that follows, as Ctrl-C does; give its exit code and what it said."""
    follower.interrupt()
    code, _, said = follower.end()
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
) -> Iterator[Callable[..., Child]]:
    """Give a starter of commands that follow, each in a process of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "recorder"))
    with ExitStack() as stack:
        yield lambda *command: stack.enter_context(desks[0].started(*command))
    desks[1].close()


def test_events_are_followed_within_a_second(
    desks: tuple[Desk, Tracker], following: Callable[..., Child]
) -> None:
    _, tracker = desks
    tracker.record(held("before"))
    follower = following("events", "--follow")
    follower.hear_of("before")
    delays = []
    for number in range(ROUNDS):
        time.sleep(UNTIL_IT_WAITS)
        tracker.record(held(f"meeting-{number}"))
        recorded = time.monotonic()
        delays.append(follower.hear_of(f"meeting-{number}") - recorded)
    code, said = stopped(follower)
    assert (code, said.strip()) == (130, "")
    assert max(delays) < WITHIN, delays


def test_events_are_followed_by_tag_and_as_ndjson(
    desks: tuple[Desk, Tracker], following: Callable[..., Child]
) -> None:
    _, tracker = desks
    tracker.record(agreed("crossing"))
    tracker.record(agreed("bridge"))
    follower = following("events", "--follow", "--tag", "commitment:crossing", "-f", "ndjson", "--after", "1")
    tracker.record(claimed("bridge"))
    tracker.record(claimed("crossing", "fulfilled"))
    follower.hear_of('"status": "fulfilled"')
    assert follower.is_silent
    stopped(follower)


def test_a_check_is_followed_within_a_second(
    desks: tuple[Desk, Tracker], following: Callable[..., Child]
) -> None:
    _, tracker = desks
    tracker.record(agreed("first", deadline="2023"))
    follower = following("check", "--follow", "-f", "ids")
    follower.hear_of("first")
    delays = []
    for number in range(ROUNDS):
        time.sleep(UNTIL_IT_WAITS)
        tracker.record(agreed(f"late-{number}", deadline="2023"))
        recorded = time.monotonic()
        delays.append(follower.hear_of(f"late-{number}") - recorded)
    code, said = stopped(follower)
    assert code == 130
    assert "Traceback" not in said
    assert max(delays) < WITHIN, delays


def test_what_is_recorded_while_a_check_is_printed_is_not_passed_over(
    desks: tuple[Desk, Tracker], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk, tracker = desks
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "recorder"))
    tracker.record(agreed("first", deadline="2023"))

    is_rescued = threading.Event()

    def rescued() -> None:
        is_rescued.set()  # before: once it is recorded, the wait is over, and the rest takes its time
        try:
            tracker.record(agreed("rescue", deadline="2023"))
        except BaseException:
            _thread.interrupt_main()  # nobody would end the wait
            raise

    rescue = threading.Timer(RESCUED_AFTER, rescued)
    rescue.daemon = True
    wait = Session.wait_for_news

    def wait_for_news(session: Session) -> None:
        if rescue.ident is not None:  # what came is printed; nobody records any more, so nobody waits
            raise KeyboardInterrupt
        tracker.record(agreed("late", deadline="2023"))
        rescue.start()
        wait(session)
        rescue.cancel()

    monkeypatch.setattr(Session, "wait_for_news", wait_for_news)
    ran = desk("check", "--follow", "-f", "ids")
    joined([rescue])
    tracker.close()
    assert not is_rescued.is_set()
    assert list(dict.fromkeys(ran.stdout.split())) == ["first", "late"]
