"""A log laid over another: what is decided on it in parts is what would be decided on the log itself."""

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.persistence import IntegrityError, ProgrammingError

from tracker.log.staging import StagingRecorder

A, B = DCBEvent("a", b"1", ["x:1", "event:1"]), DCBEvent("b", b"2", ["x:1", "y:1"])


def found(recorder: InMemoryDCBRecorder | StagingRecorder, *items: DCBQueryItem) -> list[tuple[int, str]]:
    return [(each.position, each.event.type) for each in recorder.read(DCBQuery(list(items)))]


@pytest.mark.parametrize(
    "item",
    [
        DCBQueryItem(["a"], ["x:1"]),
        DCBQueryItem([], ["x:1", "y:1"]),
        DCBQueryItem(["b"], []),
        DCBQueryItem([], ["event:1"]),
        DCBQueryItem([], ["z:1"]),
    ],
)
def test_what_is_staged_is_found_as_if_it_were_recorded(item: DCBQueryItem) -> None:
    recorded, below = InMemoryDCBRecorder(), InMemoryDCBRecorder()
    recorded.append([A, B, A])
    below.append([A])
    staged = StagingRecorder(below)
    staged.read(DCBQuery([item]))
    assert staged.append([B, A]) == 3
    assert found(staged, item) == found(recorded, item)
    assert staged.read(DCBQuery([item])).head == 3


def test_nothing_is_below_until_it_is_appended_at_once() -> None:
    below = InMemoryDCBRecorder()
    staged = StagingRecorder(below)
    staged.read(DCBQuery([DCBQueryItem([], ["x:1"])]))
    staged.append([A])
    staged.append([B])
    assert list(below.read()) == []
    assert staged.commit(below) == 2
    assert found(below) == [(1, "a"), (2, "b")]


@pytest.mark.parametrize(("tag", "is_refused"), [("x:1", True), ("w:1", False)])
def test_what_others_append_meanwhile_refuses_all_of_it_if_a_part_rests_on_it(
    tag: str, *, is_refused: bool
) -> None:
    below = InMemoryDCBRecorder()
    below.append([B])
    staged = StagingRecorder(below)
    staged.read()
    staged.append([A], DCBAppendCondition(DCBQuery([DCBQueryItem(["b"], ["x:1"])]), 1))
    staged.append([A], DCBAppendCondition(DCBQuery([DCBQueryItem([], ["v:1", "x:1"])]), 2))
    below.append([DCBEvent("b", b"", [tag])])
    assert found(staged) == [(1, "b"), (2, "a"), (3, "a")], "seen as it was"
    if is_refused:
        with pytest.raises(IntegrityError):
            staged.commit(below)
    else:
        assert staged.commit(below) == 4


def test_what_is_not_recorded_yet_cannot_be_followed() -> None:
    with pytest.raises(ProgrammingError):
        StagingRecorder(InMemoryDCBRecorder()).subscribe()
