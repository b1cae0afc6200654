"""Desks that decide at once on one file: what a decision rested on holds when it is recorded."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from waiting import LONGEST, joined

from events.facts import Fact
from tracker.decisions.decider import Decider
from tracker.decisions.record_facts import record_fact
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.testing import History, agreed, claimed, fact, held, institution

ROUNDS = 8
DESKS = 6

Act = Callable[[History], object]


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[History]]:
    recorders = [SQLiteDCBRecorder(tmp_path / "log.db") for _ in range(DESKS)]
    desks = [History(recorder) for recorder in recorders]
    for number, desk in enumerate(desks):
        desk._drawn = 100_000 * number
    yield desks
    for recorder in recorders:
        recorder.close()


def at_once(desks: list[History], acts: list[Act]) -> None:
    """Let each desk do its own thing, all starting together."""
    barrier = threading.Barrier(len(acts))

    def act(desk: History, what: Act) -> None:
        barrier.wait(LONGEST)
        what(desk)

    threads = [
        threading.Thread(target=act, args=pair, daemon=True)
        for pair in zip(desks[: len(acts)], acts, strict=True)
    ]
    for thread in threads:
        thread.start()
    joined(threads)


def recorded(desks: list[History]) -> list[str]:
    return [each.type for each in desks[0].facts()]


def test_an_id_is_taken_once_when_desks_race_for_it(desks: list[History]) -> None:
    for round_number in range(ROUNDS):
        before = len(desks[0].facts())
        at_once(
            desks,
            [
                lambda desk, theme=f"t{n}", name=f"c{round_number}": desk.when(agreed(name, theme=theme))  # type: ignore[misc]
                for n in range(DESKS)
            ],
        )
        assert len(desks[0].facts()) == before + 1
        refusals = [desk.refusal for desk in desks if desk.refusal]
        assert len(refusals) == DESKS - 1
        assert {str(each).partition(": ")[0] for each in refusals} == {
            f"c{round_number} is recorded already, with other content"
        }


def test_the_same_fact_of_many_desks_is_recorded_once_and_refused_to_none(desks: list[History]) -> None:
    for round_number in range(ROUNDS):
        at_once(desks, [lambda desk, day=f"20{23 + round_number}": desk.when(held(f"m{day}", day))] * DESKS)  # type: ignore[misc]
        assert recorded(desks) == ["meeting.held"] * (round_number + 1)
        assert [desk.refusal for desk in desks] == [None] * DESKS
        assert sum(len(desk.recorded) for desk in desks) == 1


def test_a_claim_and_the_retraction_of_its_commitment_never_both_stand(desks: list[History]) -> None:
    for round_number in range(ROUNDS):
        name = f"c{round_number}"
        desks[0].given(agreed(name))
        target = desks[0].last("commitment.agreed")
        at_once(
            desks,
            [
                lambda desk, target=target: desk.when_retracted(target),  # type: ignore[misc]
                lambda desk, name=name: desk.when(claimed(name)),  # type: ignore[misc]
                lambda desk, name=name: desk.when(agreed(f"{name}.part", parent=name)),  # type: ignore[misc]
            ],
        )
        retraction, claim, part = (desk.refusal for desk in desks[:3])
        if retraction is None:
            assert claim
            assert part
        else:
            assert "others rest on it" in str(retraction)
            assert not (claim and part)


def amend(one: str, other: str) -> Act:
    return lambda desk: desk.when(fact("commitment.amended", commitment=one, on="2023", parent=other))


def correct(one: str, other: str) -> Act:
    text = f"institutions: [{{party: US, id: {one}, parent: {other}}}]"
    return lambda desk: desk.when_minutes(text)


def test_two_commitments_never_become_parts_of_each_other(desks: list[History]) -> None:
    for round_number in range(ROUNDS):
        a, b = f"a{round_number}", f"b{round_number}"
        desks[0].given(agreed(a), agreed(b))

        at_once(desks, [amend(a, b), amend(b, a)])
        assert sum(desk.refusal is None for desk in desks[:2]) == 1


def test_two_institutions_never_come_to_be_inside_each_other(desks: list[History]) -> None:
    for round_number in range(ROUNDS):
        a, b = f"A{round_number}", f"B{round_number}"
        desks[0].given(institution(a), institution(b))

        at_once(desks, [correct(a, b), correct(b, a)])
        assert sum(desk.refusal is None for desk in desks[:2]) == 1


def test_one_retraction_of_many_at_once_stands(desks: list[History]) -> None:
    for round_number in range(ROUNDS):
        desks[0].given(agreed(f"c{round_number}"))
        target = desks[0].last("commitment.agreed")
        at_once(desks, [lambda desk, target=target: desk.when_retracted(target)] * 4)  # type: ignore[misc]
        assert sum(desk.refusal is None for desk in desks[:4]) == 1


def test_two_files_with_the_same_minutes_at_once_record_them_once(desks: list[History]) -> None:
    minutes = "meeting: {id: summit, held: 2022}\ncommitments: [{id: x, text: t, obligors: US}]"
    at_once(desks, [lambda desk: desk.when_minutes(minutes)] * DESKS)
    assert recorded(desks) == ["meeting.held", "commitment.agreed"]
    assert [desk.refusal for desk in desks] == [None] * DESKS


def test_two_corrections_at_once_leave_one_standing(desks: list[History]) -> None:
    desks[0].given(institution("DHS"))
    at_once(
        desks,
        [
            lambda desk, n=n: desk.when_minutes(f"institutions: [{{party: US, id: DHS, names: n{n}}}]")  # type: ignore[misc]
            for n in range(DESKS)
        ],
    )
    types = recorded(desks)
    assert types.count("institution.recorded") == types.count("event.retracted") + 1
    targets = [each.fields["event"] for each in desks[0].facts() if each.type == "event.retracted"]
    assert len(targets) == len(set(targets)) == DESKS


def test_threads_may_share_one_recorder(tmp_path: Path) -> None:
    recorder = SQLiteDCBRecorder(tmp_path / "log.db")
    shared = History(recorder)
    facts: list[Fact] = [agreed(f"c{n}") for n in range(24)]
    use_cases = [record_fact(each, shared.stamps()) for each in facts]
    barrier = threading.Barrier(len(use_cases))
    outcomes: list[int | None] = []

    def decide(number: int) -> None:
        barrier.wait(LONGEST)
        outcomes.extend(position for position, _ in Decider(recorder).decide(use_cases[number]).facts)

    threads = [
        threading.Thread(target=decide, args=(number,), daemon=True) for number in range(len(use_cases))
    ]
    for thread in threads:
        thread.start()
    joined(threads)
    assert sorted(each or 0 for each in outcomes) == list(range(1, 25))
    recorder.close()
