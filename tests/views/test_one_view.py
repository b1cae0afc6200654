"""A command opens the view once: all that it asks may share it until something is recorded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.application import Tracker
from tracker.errors import NotFoundError
from tracker.testing import agreed, claimed, held
from tracker.views.references import Found

ANY = ("commitment", "meeting")


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    tracker = Tracker(tmp_path / "log.db", user="tester")
    tracker.record(held())
    tracker.record(agreed(occasion="summit"))
    yield tracker
    tracker.close()


@pytest.fixture
def opened(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Give the views that are opened from now on."""
    views: list[Any] = []
    really = tracker._open_view

    def listening(*given: Any) -> Any:
        views.append(really(*given))
        return views[-1]

    monkeypatch.setattr(tracker, "_open_view", listening)
    return views


def test_several_references_are_resolved_in_one_view(tracker: Tracker, opened: list[Any]) -> None:
    found = tracker.resolve([("cross", ANY), ("summ", ANY)])
    assert found == [Found("commitment", "crossing"), Found("meeting", "summit")]
    assert len(opened) == 1


def test_all_that_is_asked_inside_one_view_shares_it(tracker: Tracker, opened: list[Any]) -> None:
    with tracker.one_view():
        tracker.find("cross", "commitment")
        tracker.event_id("#1")
        tracker.last_batch()
        tracker.status()
    assert len(opened) == 1
    tracker.status()
    assert len(opened) == 2


def test_what_was_recorded_inside_one_view_is_seen_by_what_is_asked_after_it(tracker: Tracker) -> None:
    with tracker.one_view():
        tracker.find("cross", "commitment")
        tracker.record(claimed("crossing", "fulfilled"))
        assert [row["status"] for row in tracker.status()] == ["fulfilled"]


def test_a_recording_opens_the_view_once_before_and_once_after(tracker: Tracker, opened: list[Any]) -> None:
    with tracker.one_view():
        tracker.find("cross", "commitment")
        tracker.record(claimed("crossing", "fulfilled"))
    assert len(opened) == 2


def test_what_is_recorded_into_no_store_is_asked_of_no_view(tmp_path: Path) -> None:
    new = Tracker(tmp_path / "new.db", user="tester")
    with new.one_view():
        assert new.record(held()).facts
    new.close()


def test_a_view_is_no_longer_shared_when_something_went_wrong_in_it(
    tracker: Tracker, opened: list[Any]
) -> None:
    with pytest.raises(NotFoundError), tracker.one_view():
        tracker.find("nowhere", "commitment")
    tracker.status()
    assert len(opened) == 2


@pytest.mark.parametrize("written", ["#2", "2"])
def test_an_event_is_found_by_its_number_or_its_id_or_the_beginning_of_it(
    tracker: Tracker, written: str
) -> None:
    found = tracker.event_id(written)
    assert [each[:2] for each in tracker.last_batch()[1]] == [(2, found)]
    assert tracker.event_id(found.upper()) == found
    assert tracker.event_id(found[:-1]) == found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("#9", "there is no event #9"),
        ("9" * 30, f"there is no event {'9' * 30}"),
        ("", "there is no event ''"),
        ("#", "there is no event #"),
        ("zzz", "there is no event zzz"),
    ],
)
def test_an_event_that_is_not_there_is_refused_as_it_was_written(
    tracker: Tracker, written: str, said: str
) -> None:
    with pytest.raises(NotFoundError) as refused:
        tracker.event_id(written)
    assert refused.value.message == said


def test_the_beginning_of_several_event_ids_is_refused(tracker: Tracker) -> None:
    first, second = (tracker.event_id(f"#{number}") for number in (1, 2))
    same = list(map(str.__eq__, first, second))
    shared = first[: same.index(False)]
    with pytest.raises(NotFoundError, match="begins several event ids"):
        tracker.event_id(shared)


def test_undoing_is_offered_of_ones_own_unless_anyones_is_asked_for(tracker: Tracker) -> None:
    other = Tracker(tracker.store.name, user="other")
    with pytest.raises(NotFoundError, match="nothing of other to undo") as refused:
        other.last_batch()
    assert "--any" in refused.value.hint
    assert other.last_batch(of_anyone=True)[0] == "tester"
    other.close()
