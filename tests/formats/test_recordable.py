"""A history of other hands is taken only if recording would have taken it: each refusal has its line."""

from collections.abc import Iterable

import pytest

from events.facts import EventRetracted, Fact
from tracker.formats.recordable import Recordable
from tracker.testing import History, agreed, claimed, fact, held, institution, published

Batches = Iterable[Iterable[Fact]]


class Hands:
    """Writes facts into a history, a batch after the other, whatever they say; line by line it is asked."""

    def __init__(self) -> None:
        self._like = History()
        self._line = 0
        self.taken: list[Fact] = []

    def batch(self, *facts: Fact) -> "Hands":
        """Put facts into one batch."""
        stamps = self._like.stamps()
        self.taken += [each.stamped(stamps.next()) for each in facts]
        return self

    def retraction(self, *numbers: int) -> "Hands":
        """Retract lines, in one batch."""
        return self.batch(*(self.taking_back(number) for number in numbers))

    def taking_back(self, number: int) -> EventRetracted:
        """Give the retraction of a line."""
        return EventRetracted(event=self.taken[number - 1].stamp.id, reason="it was wrong")

    def refusals(self) -> list[str]:
        """Say what could not have been recorded, each with its line."""
        targets = {each.event for each in self.taken if isinstance(each, EventRetracted)}
        recordable = Recordable(targets)
        found = [e for line, each in enumerate(self.taken, 1) for e in recordable.take(each, f"line {line}")]
        return [f"{error.where}: {error.message}" for error in (*found, *recordable.end())]


@pytest.fixture
def hands() -> Hands:
    return Hands()


def test_what_others_rest_on_cannot_be_retracted_alone(hands: Hands) -> None:
    hands.batch(held("m"), agreed("c", occasion="m"), claimed("c")).retraction(1)
    assert hands.refusals() == ["line 4: it retracts m, on which line 2 rests"]


def test_what_rests_on_it_may_go_first_or_with_it(hands: Hands) -> None:
    hands.batch(held("m"), agreed("c", occasion="m"), claimed("c")).retraction(3).retraction(1, 2)
    assert not hands.refusals()


def test_another_fact_in_the_batch_is_no_correction_of_what_is_gone(hands: Hands) -> None:
    hands.batch(held("m"), agreed("c", occasion="m")).batch(hands.taking_back(1), held("n"))
    assert hands.refusals() == ["line 3: it retracts m, on which line 2 rests"]


def test_what_rests_on_the_id_stays_where_that_is_corrected(hands: Hands) -> None:
    hands.batch(held("m"), agreed("c", occasion="m")).batch(hands.taking_back(1), held("m", on="2022-03-15"))
    assert not hands.refusals()


def test_the_sides_of_a_commitment_may_be_corrected_though_one_has_spoken(hands: Hands) -> None:
    hands.batch(agreed("c", on="2022"), claimed("c", obligor="MX", by="MX"))
    hands.batch(hands.taking_back(1), agreed("c", on="2022", obligors=["US"]))
    assert not hands.refusals()


def test_what_rested_on_nothing_before_hinders_no_retraction(hands: Hands) -> None:
    proposal = fact("commitment.proposed", id="c", text="A bridge.", obligors=["US"], by=["MX"], on="2021")
    decline = fact("commitment.declined", commitment="c", by=["US"], on="2021-06")
    hands.batch(proposal).batch(decline).batch(agreed("c", on="2022")).retraction(1)
    assert not hands.refusals()


def test_what_is_restored_needs_what_it_needed(hands: Hands) -> None:
    hands.batch(held("m"), agreed("c", occasion="m")).retraction(2).retraction(1)
    assert not hands.refusals()
    hands.retraction(3)
    assert hands.refusals() == ["line 5: it restores what cannot stand: there is no meeting or document m"]


def test_what_is_restored_with_what_it_needs_stands_again(hands: Hands) -> None:
    hands.batch(held("m"), agreed("c", occasion="m")).retraction(2).retraction(1).retraction(3, 4)
    assert not hands.refusals()


def test_what_was_recorded_anew_cannot_be_restored_too(hands: Hands) -> None:
    hands.batch(held("m")).retraction(1).batch(held("m", on="2022-03-15")).retraction(2)
    assert hands.refusals() == ["line 4: it restores m, which was recorded anew meanwhile"]


def test_a_restored_retraction_retracts_again_what_others_rest_on(hands: Hands) -> None:
    hands.batch(held("m")).retraction(1).retraction(2).batch(agreed("c", occasion="m")).retraction(3)
    assert hands.refusals() == ["line 5: it retracts m, on which line 4 rests"]


def test_evidence_about_an_event_rests_on_it(hands: Hands) -> None:
    hands.batch(agreed("c", on="2022"), claimed("c"))
    about = f"event:{hands.taken[1].stamp.id}"
    hands.batch(fact("evidence.added", about=about, url="https://example.org/"))
    assert not hands.refusals()
    hands.retraction(2)
    assert hands.refusals() == ["line 4: it retracts c, on which line 3 rests"]


def test_evidence_about_an_event_that_is_not_there_is_refused(hands: Hands) -> None:
    nowhere = "event:00000000-0000-7000-8000-00000000ffff"
    hands.batch(fact("evidence.added", about=nowhere, url="https://example.org/"))
    (refusal,) = hands.refusals()
    assert refusal == "line 1: there is no event 00000000-0000-7000-8000-00000000ffff"


@pytest.mark.parametrize(
    "named", [claimed("c", by="INM"), agreed("d", obligors=["INM"]), held("m", host="INM")]
)
def test_an_institution_of_two_parties_is_named_with_its_party(named: Fact, hands: Hands) -> None:
    hands.batch(agreed("c", on="2022"), institution("INM", "MX"), institution("INM", "US")).batch(named)
    assert hands.refusals() == ["line 4: INM may be MX/INM or US/INM"]


def test_a_name_that_became_ambiguous_afterwards_was_none_when_it_was_recorded(hands: Hands) -> None:
    hands.batch(agreed("c", on="2022"), institution("INM", "MX")).batch(claimed("c", by="INM"))
    hands.batch(institution("INM", "US"))
    assert not hands.refusals()


def test_a_party_in_other_letters_is_no_claimant(hands: Hands) -> None:
    party = fact("party.recorded", id="NADB", spellings=["The Bank"])
    hands.batch(agreed("c", on="2022"), party).batch(claimed("c", by="the bank"))
    assert hands.refusals() == ["line 3: 'the bank' is NADB in other letters"]


def test_a_bare_occasion_is_a_meeting_even_where_a_document_has_its_id(hands: Hands) -> None:
    hands.batch(held("m"), published("m")).batch(
        agreed("c", occasion="m"), agreed("d", occasion="document:m")
    )
    assert not hands.refusals()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claimed("c", external="x:1"), claimed("c", external="x:1", note="other")),
        (claimed("c", external="x:1"), claimed("d", external="x:1")),
        (held("m", external="x:1"), held("n", external="x:1")),
    ],
)
def test_an_external_key_is_held_once(one: Fact, other: Fact, hands: Hands) -> None:
    hands.batch(agreed("c", on="2022"), agreed("d", on="2022")).batch(one).batch(other)
    assert hands.refusals() == ["line 4: the external key x:1 is recorded before it already"]


def test_an_external_key_goes_from_what_is_corrected_to_the_correction(hands: Hands) -> None:
    hands.batch(agreed("c", on="2022"), claimed("c", external="x:1"))
    hands.batch(hands.taking_back(2), claimed("c", external="x:1", note="other"))
    assert not hands.refusals()


def test_facts_of_different_kinds_may_have_one_external_key(hands: Hands) -> None:
    hands.batch(agreed("c", on="2022", external="x:1"), claimed("c", external="x:1"))
    assert not hands.refusals()
