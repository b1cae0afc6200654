"""What somebody asks for: it stands by itself until it is accepted under its id, or declined."""

import pytest

from events.facts import Fact
from tracker.testing import History, agreed, claimed, declined, fact, held, proposed, revised


def test_a_proposal_is_recorded_as_it_is_told(history: History) -> None:
    history.given(held("summit"), agreed("border"))
    ferry = proposed(
        "ferry",
        by=["CA", "SICA"],
        occasion="summit",
        themes=["river", "trade"],
        parent="border",
        deadline="2025",
    )
    history.when(ferry).then(ferry)
    history.when(ferry).then_nothing_new()


def test_an_agreement_under_a_proposals_id_accepts_it(history: History) -> None:
    history.given(proposed("crossing"))
    crossing = agreed("crossing", text="A crossing, but a small one.")
    history.when(crossing).then(crossing)
    row = history.status_of("crossing")
    assert (row["status"], row["agreed"], row["proposed_by"]) == ("agreed", "2022-03-14", ["CA"])


def test_the_proposal_may_be_told_after_its_agreement(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(proposed("crossing")).then(proposed("crossing"))


def test_a_taken_proposal_with_other_content_is_refused(history: History) -> None:
    history.given(proposed("crossing"), agreed("crossing"))
    history.when(proposed("crossing", text="Two.")).then_refused(
        "crossing is recorded already, with other content"
    )


def test_minutes_correct_a_proposal_and_leave_its_agreement(history: History) -> None:
    history.when_minutes("proposals: [{id: x, text: One., obligors: US, by: MX, on: 2022}]")
    history.given(agreed("x"))
    history.when_minutes("proposals: [{id: x, text: Two., obligors: US, by: MX, on: 2022}]")
    history.then_types("event.retracted", "commitment.proposed")
    assert [note for note in history.notes if note.startswith("corrects")] == [
        "corrects #1 commitment.proposed x: text en: One. → en: Two."
    ]
    assert history.status_of("x")["status"] == "agreed"


def test_a_proposal_is_declined(history: History) -> None:
    history.given(proposed("crossing"))
    no = declined("crossing", by="US", reason="No money.")
    history.when(no).then(no)
    assert history.status_of("crossing")["status"] == "declined"
    history.when(no).then_nothing_new()


def test_what_was_declined_may_be_agreed_later(history: History) -> None:
    history.given(proposed("crossing"), declined("crossing"))
    history.when(agreed("crossing", on="2023")).then_types("commitment.agreed")
    assert history.status_of("crossing")["status"] == "agreed"


def test_what_is_agreed_is_not_declined(history: History) -> None:
    history.given(proposed("crossing"), agreed("crossing"))
    history.when(declined("crossing")).then_refused(
        "crossing is agreed: only what is proposed can be declined", "tracker update crossing withdrawn"
    )


def test_what_nobody_asked_for_is_not_declined(history: History) -> None:
    history.when(declined("crossing")).then_refused("there is no commitment crossing")
    history.given(proposed("crossing"))
    history.when_retracted(history.last("commitment.proposed"))
    history.when(declined("crossing")).then_refused("there is no commitment crossing")


def test_what_is_no_longer_agreed_may_be_declined(history: History) -> None:
    history.given(proposed("crossing"), agreed("crossing"))
    history.when_retracted(history.last("commitment.agreed"))
    history.when(declined("crossing")).then(declined("crossing"))


@pytest.mark.parametrize(
    "what",
    [
        claimed("crossing", "stalled"),
        claimed("crossing", "stalled", obligor="US"),
        claimed("crossing", None, obligor="US", note="A word."),
        revised("crossing"),
        fact("commitment.reaffirmed", commitment="crossing", on="2023"),
        fact("commitment.amended", commitment="crossing", on="2023", title="x"),
        fact("commitment.superseded", commitment="crossing", superseded_by="bridge", on="2023"),
    ],
    ids=lambda what: f"{what.TOPIC} {what.said.get('obligor', '')} {what.said.get('note', '')}",
)
def test_nobody_says_how_a_proposal_stands_or_changes_it(history: History, what: Fact) -> None:
    history.given(agreed("bridge"), proposed("crossing"))
    history.when(what)
    history.then_refused(
        "crossing is proposed, not agreed", "tracker agree crossing", "a note without a status"
    )


def test_a_note_and_evidence_about_a_proposal_are_recorded(history: History) -> None:
    history.given(proposed("crossing"))
    note = claimed("crossing", None, by="US", note="We think about it.")
    history.when(note).then(note)
    evidence = fact("evidence.added", about="crossing", url="https://a.example")
    history.when(evidence).then_types("evidence.added")
    assert history.status_of("crossing")["status"] == "proposed"


def test_a_part_of_a_proposal_may_be_proposed_and_goes_in_no_circle(history: History) -> None:
    history.given(proposed("a"), proposed("b", parent="a"))
    history.when_minutes("proposals: [{id: a, text: t, obligors: US, by: MX, on: 2022, parent: b}]")
    history.then_refused("a cannot be a part of b, since b is a part of it: b in a")


def test_the_agreement_above_a_proposal_is_retracted_by_itself(history: History) -> None:
    history.given(proposed("crossing"), agreed("part", parent="crossing"))
    history.given(proposed("crossing"), agreed("crossing"))
    history.when_retracted(history.last("commitment.agreed"))
    history.then_types("event.retracted")
    assert history.status_of("crossing")["status"] == "proposed"
    assert history.status_of("part")["status"] == "agreed"


def test_but_not_if_something_rests_on_the_agreement(history: History) -> None:
    history.given(proposed("crossing"), agreed("crossing"), claimed("crossing", None, by="US", note="x"))
    history.given(claimed("crossing", "stalled"))
    agreement = history.last("commitment.agreed")
    history.when_retracted(agreement).then_refused(
        "cannot be retracted", "#4 status.updated crossing stalled"
    )
    assert "#3" not in str(history.refusal)
    history.when_retracted(agreement, with_dependents=True).then_types("event.retracted", "event.retracted")


def test_a_proposal_that_was_accepted_may_be_retracted_and_one_that_was_declined_may_not(
    history: History,
) -> None:
    history.given(proposed("one"), agreed("one"))
    history.when_retracted(history.last("commitment.proposed")).then_types("event.retracted")
    history.given(proposed("two"), declined("two"))
    history.when_retracted(history.last("commitment.proposed")).then_refused("#5 commitment.declined two")
