"""A decision is appended under the condition it was made in, or made again with the same ids."""

from collections.abc import Callable, Sequence

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.persistence import IntegrityError

from tracker.decisions import decider as deciding
from tracker.decisions.decider import Decider, Outcome
from tracker.decisions.record_facts import record_fact
from tracker.errors import StoreError
from tracker.log.stored import decode
from tracker.testing import History, agreed, claimed, fact, held

Stamped = list[tuple[str, str]]


class BusyRecorder(InMemoryDCBRecorder):
    """A recorder at which something happens before an append, or instead of its acknowledgement."""

    def __init__(self) -> None:
        super().__init__()
        self.before: list[Callable[[], object]] = []
        self.lose_acknowledgements = 0
        self.attempts: list[Stamped] = []
        self.conditions: list[DCBAppendCondition | None] = []

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Append, after what happens before, and perhaps without saying so."""
        self.attempts.append(stamps_of(events))
        self.conditions.append(condition)
        if self.before:
            self.before.pop()()
        last = super().append(events, condition)
        if self.lose_acknowledgements:
            self.lose_acknowledgements -= 1
            raise IntegrityError
        return last


def stamps_of(events: Sequence[DCBEvent]) -> Stamped:
    stamps = [decode(0, event.type, event.data).stamp for event in events]
    return [(stamp["id"], stamp["batch"]) for stamp in stamps]


@pytest.fixture
def recorder() -> BusyRecorder:
    return BusyRecorder()


@pytest.fixture
def desk(recorder: BusyRecorder) -> History:
    return History(recorder)


@pytest.fixture
def other(recorder: BusyRecorder) -> History:
    """Another desk on the same log, with event ids of its own."""
    desk = History(recorder)
    desk._drawn = 1_000
    return desk


def test_an_append_in_between_leads_to_a_second_attempt_with_the_same_ids_and_batch(
    desk: History, other: History, recorder: BusyRecorder
) -> None:
    desk.given(agreed("crossing"))
    recorder.attempts.clear()
    amended = fact("commitment.amended", commitment="crossing", on="2023-01-01", theme="border")
    recorder.before = [lambda: other.given(amended)]
    desk.when(claimed("crossing", "in-progress", by="US")).then(claimed("crossing", "in-progress", by="US"))
    first, of_the_other, second = recorder.attempts
    assert first == second != of_the_other
    assert [each.type for each in desk.facts()] == [
        "commitment.agreed",
        "commitment.amended",
        "status.updated",
    ]
    assert len(desk.status()) == 1


def test_two_desks_that_claim_different_things_do_not_wait_for_each_other(
    desk: History, other: History, recorder: BusyRecorder
) -> None:
    desk.given(agreed("crossing"))
    recorder.attempts.clear()
    recorder.before = [lambda: other.given(claimed("crossing", "stalled", by="MX"))]
    desk.when(claimed("crossing", "in-progress", by="US")).then(claimed("crossing", "in-progress", by="US"))
    assert len(recorder.attempts) == 2


def test_minutes_are_tried_again_as_a_whole_with_the_same_ids(
    desk: History, other: History, recorder: BusyRecorder
) -> None:
    recorder.before = [lambda: other.given(held("summit", on="2022-03-14"))]
    desk.when_minutes(
        "meeting: {id: summit, held: 2022-03-14}\n"
        "commitments: [{id: one, text: t, obligors: US}, {id: two, text: t, obligors: MX}]"
    )
    desk.then_types("commitment.agreed", "commitment.agreed")
    first, _, second = recorder.attempts
    assert len(first) == 3
    assert second == first[:2]
    assert len(desk.facts()) == 3


def test_an_append_in_between_about_something_else_costs_no_second_attempt(
    desk: History, other: History, recorder: BusyRecorder
) -> None:
    desk.given(agreed("crossing"), agreed("bridge"))
    recorder.attempts.clear()
    recorder.before = [lambda: other.given(claimed("bridge", "stalled", by="MX"))]
    desk.when(claimed("crossing", "in-progress", by="US"))
    assert len(recorder.attempts) == 2


def test_what_another_desk_did_in_between_may_forbid_it(
    desk: History, other: History, recorder: BusyRecorder
) -> None:
    desk.given(agreed("crossing"))
    target = desk.last("commitment.agreed")
    recorder.before = [lambda: other.when_retracted(target)]
    desk.when(claimed("crossing", "fulfilled", by="US")).then_refused("there is no commitment crossing")


def test_what_another_desk_did_in_between_may_make_it_no_news(
    desk: History, other: History, recorder: BusyRecorder
) -> None:
    recorder.before = [lambda: other.given(agreed("crossing"))]
    desk.when(agreed("crossing")).then_nothing_new()
    assert len(desk.facts()) == 1


def test_a_lost_acknowledgement_records_once_and_says_what_was_recorded(
    desk: History, recorder: BusyRecorder
) -> None:
    recorder.lose_acknowledgements = 1
    desk.when(agreed("crossing")).then(agreed("crossing"))
    assert len(recorder.attempts) == 1
    assert len(desk.facts()) == 1


def test_a_lost_acknowledgement_of_minutes_records_them_once(desk: History, recorder: BusyRecorder) -> None:
    desk.given(held("summit", on="2022-03-13"))
    recorder.lose_acknowledgements = 1
    desk.when_minutes(
        "meeting: {id: summit, held: 2022-03-14}\ncommitments: [{id: one, text: t, obligors: US}]"
    )
    desk.then_types("event.retracted", "meeting.held", "commitment.agreed")
    assert len(desk.facts()) == 4


def test_a_lost_acknowledgement_of_a_retraction_is_no_refusal(desk: History, recorder: BusyRecorder) -> None:
    desk.given(agreed("crossing"))
    recorder.lose_acknowledgements = 1
    desk.when_retracted(desk.last("commitment.agreed")).then_types("event.retracted")
    assert len(desk.facts()) == 2


def test_the_outcome_of_a_lost_acknowledgement_has_the_positions_of_its_events(
    desk: History, recorder: BusyRecorder
) -> None:
    desk.given(agreed("bridge"))
    recorder.lose_acknowledgements = 1
    outcome: Outcome = Decider(recorder).decide(record_fact(agreed("crossing"), desk.stamps()))
    assert [position for position, _ in outcome.facts] == [2]


def test_the_outcome_has_the_positions_of_its_events(desk: History, recorder: BusyRecorder) -> None:
    desk.given(agreed("bridge"))
    outcome = Decider(recorder).decide(record_fact(agreed("crossing"), desk.stamps()))
    assert [position for position, _ in outcome.facts] == [2]


def test_a_dry_run_says_what_it_would_record_and_appends_nothing(
    desk: History, recorder: BusyRecorder
) -> None:
    outcome = Decider(recorder).decide(record_fact(agreed("crossing"), desk.stamps()), dry_run=True)
    assert [(position, fact.TOPIC) for position, fact in outcome.facts] == [(None, "commitment.agreed")]
    assert outcome.dry_run
    assert recorder.attempts == []


def test_every_append_has_a_condition(desk: History, recorder: BusyRecorder) -> None:
    desk.given(held(), agreed("crossing", occasion="summit"), claimed("crossing"))
    desk.when_retracted(desk.last("status.updated"))
    assert all(condition and condition.fail_if_events_match.items for condition in recorder.conditions)
    batches = [batch for ((_, batch),) in recorder.attempts]
    for batch, condition in zip(batches, recorder.conditions, strict=True):
        assert condition
        assert [f"batch:{batch}"] in [item.tags for item in condition.fail_if_events_match.items]


def test_a_popular_tag_alone_is_never_a_boundary(desk: History, recorder: BusyRecorder) -> None:
    desk.given(held(), agreed("crossing", occasion="summit", obligors=["US", "MX/INM"], lead=["US/CBP"]))
    desk.given(claimed("crossing", by=["US/CBP", "MX/INM"]))
    for condition in recorder.conditions:
        assert condition
        for item in condition.fail_if_events_match.items:
            assert item.tags
            assert not any(tag.startswith(("by:", "institution:", "mechanism:")) for tag in item.tags)


def test_one_who_never_gets_a_turn_is_told_so_in_the_end(
    desk: History, recorder: BusyRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "PATIENCE_SECONDS", 0.05)

    def always(*_: object, **__: object) -> int:
        raise IntegrityError

    monkeypatch.setattr(recorder, "append", always)
    desk.when(agreed("crossing"))
    assert isinstance(desk.refusal, StoreError)
    desk.then_refused("others keep recording about the same things", "Run the command again")
