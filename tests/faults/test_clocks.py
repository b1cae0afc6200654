"""Clocks that jump or differ: the log keeps its order, and what was known stays a beginning of it."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from tracker.application import Tracker
from tracker.errors import RefusedError
from tracker.formats.history import cloud_event
from tracker.testing import agreed, claimed, held

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Callable[[Clock], Tracker]]:
    """Give a maker of machines, each with its clock, that share one store."""
    made: list[Tracker] = []

    def make(clock: Clock) -> Tracker:
        made.append(Tracker(tmp_path / "log.db", user=f"desk-{len(made)}", now=clock))
        return made[-1]

    yield make
    for each in made:
        each.close()


def statuses(tracker: Tracker, *known_at: str) -> list[str]:
    """Give the status of the one commitment as it was known at some times; none where it was not."""
    rows = [tracker.status(as_of="2024-12-31", known_at=each) for each in known_at]
    return [found[0]["status"] if found else "unknown" for found in rows]


def test_a_clock_that_jumps_back_an_hour_changes_no_order(machine: Callable[[Clock], Tracker]) -> None:
    clock = Clock()
    desk = machine(clock)
    desk.record(agreed("crossing", on="2024-01-01"))
    desk.record(claimed("crossing", "in-progress", by="US", effective="2024-05-01"))
    clock.now -= HOUR
    desk.record(claimed("crossing", "fulfilled", by="US", effective="2024-05-01"))
    clock.now += 3 * HOUR
    desk.record(claimed("crossing", "stalled", by="US", effective="2024-05-01"))

    (found,) = desk.status(as_of="2024-12-31")
    assert found["status"] == "stalled"  # of one day, the last of the log
    log = desk.log()
    assert [fact.stamp["recorded_at"][:13] for fact in log.facts(0, log.head())] == [
        "2024-06-01T12", "2024-06-01T12", "2024-06-01T11", "2024-06-01T14",
    ]  # fmt: skip
    log.close()
    # What the clock called eleven was recorded after noon, so it was not known before.
    assert statuses(
        desk, "2024-06-01T11:30Z", "2024-06-01T12:00Z", "2024-06-01T13:00Z", "2024-06-01T14:00Z"
    ) == ["unknown", "fulfilled", "fulfilled", "stalled"]  # fmt: skip
    assert statuses(desk, "#2", "#3", "#4") == ["in-progress", "fulfilled", "stalled"]


def test_what_machines_with_different_clocks_knew_is_always_a_beginning_of_the_log(
    machine: Callable[[Clock], Tracker],
) -> None:
    fast, slow = Clock(), Clock()
    slow.now -= 5 * HOUR
    one, other = machine(fast), machine(slow)
    one.record(agreed("crossing", on="2024-01-01"))
    for number in range(6):
        desk = (one, other)[number % 2]
        desk.record(claimed("crossing", "in-progress", by="US", effective="2024-05-01", percent=number))
        fast.now += HOUR
        slow.now += HOUR
    latest: list[float] = []
    for hour in range(-6, 12):
        time = (NOON + hour * HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")
        for row in other.status(as_of="2024-12-31", known_at=time):
            latest += [entry["percent"] for entry in row["reported"]]
    assert latest == sorted(latest)
    assert latest[-1] == 5
    assert one.status(as_of="2024-12-31") == other.status(as_of="2024-12-31")
    events = [event["position"] for event in _timeline(one)]
    assert events == sorted(events) == list(range(1, 8))


def _timeline(tracker: Tracker) -> list[dict[str, int]]:
    from tracker.views.references import Found
    from tracker.views.timeline import timeline

    with tracker.at(as_of="2024-12-31") as view:
        return timeline(view.connection, Found("commitment", "crossing"), view.moment)


def test_a_history_is_believed_by_the_clock_that_the_tracker_was_given(tmp_path: Path) -> None:
    recorded = datetime(2026, 3, 1, 12, tzinfo=UTC)
    there = Tracker(tmp_path / "there.db", user="tester", now=lambda: recorded)
    there.record(held())
    with closing(there.log()) as log:
        history = "".join(f"{json.dumps(cloud_event(fact))}\n" for fact in log.facts(0, log.head())).encode()
    behind = Tracker(tmp_path / "behind.db", now=lambda: recorded - timedelta(days=2))
    near = Tracker(tmp_path / "near.db", now=lambda: recorded - timedelta(days=1))
    with pytest.raises(RefusedError, match="more than a day from now"):
        behind.import_history(BytesIO(history), "history.ndjson")
    assert near.import_history(BytesIO(history), "history.ndjson") == 1
