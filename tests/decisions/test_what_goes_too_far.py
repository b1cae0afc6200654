"""What no reader could follow is refused with a sentence: circles, depths, chains, and whole books."""

import itertools
from collections.abc import Callable

import pytest
from pydantic import ValidationError

from events.facts import CommitmentAgreed, Fact
from tracker.decisions.needs import DEEPEST
from tracker.decisions.retract_events import LONGEST_CHAIN
from tracker.decisions.use_case import LARGEST
from tracker.testing import History, agreed, claimed, fact, held, institution, proposed
from tracker.words.refusals import refusals


def superseded(one: str, by: str) -> Fact:
    return fact("commitment.superseded", commitment=one, superseded_by=by, on="2024")


def test_two_commitments_do_not_supersede_each_other(history: History) -> None:
    history.given(agreed("a"), agreed("b"), superseded("a", "b"))
    history.when(superseded("b", "a"))
    history.then_refused("a cannot supersede b, which superseded it", "Retract the earlier supersession")


def test_nor_over_any_number_of_steps(history: History) -> None:
    names = [f"c{number}" for number in range(6)]
    history.given(*(agreed(name) for name in names))
    for one, by in itertools.pairwise(names):
        history.given(superseded(one, by))
    history.when(superseded("c5", "c0")).then_refused("c0 cannot supersede c5")
    history.when(superseded("c5", "c3")).then_refused("c3 cannot supersede c5")


def test_a_supersession_that_was_retracted_closes_no_circle(history: History) -> None:
    history.given(agreed("a"), agreed("b"), superseded("a", "b"))
    history.when_retracted(history.last("commitment.superseded"))
    history.when(superseded("b", "a")).then_types("commitment.superseded")


def test_a_circle_of_supersessions_in_one_file_is_refused_with_its_line(history: History) -> None:
    history.given(agreed("a"), agreed("b"))
    history.when_minutes(
        "superseded:\n  - {commitment: a, superseded_by: b, on: 2024}\n"
        "  - {commitment: b, superseded_by: a, on: 2024}"
    )
    history.then_refused("minutes.yaml:3", "a cannot supersede b")


def test_a_restored_supersession_closes_no_circle(history: History) -> None:
    history.given(agreed("a"), agreed("b"), superseded("a", "b"))
    history.when_retracted(history.last("commitment.superseded"))
    retraction = history.last("event.retracted")
    history.given(superseded("b", "a"))
    history.when_retracted(retraction).then_refused("b cannot supersede a")


@pytest.mark.parametrize("build", [agreed, proposed])
def test_commitments_are_not_deeper_than_anybody_could_read(
    history: History, build: Callable[..., Fact]
) -> None:
    history.given(agreed("c1"))
    for level in range(2, DEEPEST + 1):
        history.given(build(f"c{level}", parent=f"c{level - 1}"))
    history.when(build(f"c{DEEPEST + 1}", parent=f"c{DEEPEST}"))
    history.then_refused(f"c{DEEPEST + 1} would be {DEEPEST + 1} levels deep", f"there may be {DEEPEST}")
    history.when(build("beside", parent=f"c{DEEPEST - 1}"))
    assert history.refusal is None


def test_institutions_are_not_either(history: History) -> None:
    history.given(institution("I1"))
    for level in range(2, DEEPEST + 1):
        history.given(institution(f"I{level}", parent=f"I{level - 1}"))
    history.when(institution("BELOW", parent=f"I{DEEPEST}")).then_refused(f"{DEEPEST + 1} levels deep")


def test_a_chain_of_retractions_ends(history: History) -> None:
    history.given(held("summit"))
    target = history.last("meeting.held")
    for _ in range(LONGEST_CHAIN):
        history.when_retracted(target)
        assert history.refusal is None
        target = history.last("event.retracted")
    history.when_retracted(target)
    history.then_refused(f"is the last of {LONGEST_CHAIN} retractions of one another", "Record the fact anew")


def test_an_event_is_not_larger_than_a_megabyte(history: History) -> None:
    history.given(agreed("crossing"))
    languages = ("en", "es", "fr", "de", "pt", "it", "nl", "pl", "ru", "ja")
    nearly = {f"k{number}": "x" * 99_000 for number in range(10)}
    history.when(claimed("crossing", other=nearly)).then_types("status.updated")
    whole = agreed("book", text=dict.fromkeys(languages, "x" * 100_000))
    history.when(whole)
    history.then_refused(f"bytes; there may be {LARGEST:,}", "Split it")
    assert [each.type for each in history.facts()] == ["commitment.agreed", "status.updated"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"obligors": [f"A-{number}" for number in range(1001)]}, "it has 1001 obligors; there may be 1000"),
        ({"other": {f"k{number}": "x" for number in range(51)}}, "it has 51 other keys; there may be 50"),
    ],
)
def test_a_list_has_an_end(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        agreed("crossing", **fields)


def test_too_many_columns_are_not_told_to_let_others_speak_for_them() -> None:
    with pytest.raises(ValidationError) as refused:
        agreed("crossing", other={f"k{number}": "x" for number in range(51)})
    (said,) = refusals(refused.value, CommitmentAgreed)
    assert said.hint == "Keep those that matter, and name the source as evidence."


def test_not_everybody_speaks_at_once() -> None:
    with pytest.raises(ValidationError, match="it has 101 claimants; there may be 100"):
        claimed(by=[f"A-{number}" for number in range(101)])
    assert len(claimed(by=[f"A-{number}" for number in range(100)]).said["by"]) == 100
