"""Recording that a commitment was agreed."""

import pytest
from pydantic import ValidationError

from tracker.testing import History, agreed, claimed, fact, held, institution, published, sent


def test_a_commitment_is_recorded_as_it_is_told(history: History) -> None:
    history.given(held("summit"))
    crossing = agreed("crossing", occasion="summit", theme="border", lead=["US/CBP"], deadline="2024~")
    history.when(crossing).then(crossing)


def test_a_commitment_told_twice_is_nothing_new(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(agreed("crossing")).then_nothing_new()


def test_a_taken_id_with_other_content_is_refused(history: History) -> None:
    history.given(agreed("crossing", obligors=["US", "MX"]))
    history.when(agreed("crossing", obligors=["MX", "US"])).then_refused("crossing is recorded already")


def test_a_taken_id_is_refused_with_what_differs_and_how_it_is_corrected(history: History) -> None:
    history.given(agreed("abaco", deadline="2025"))
    history.when(agreed("abaco", deadline="2026")).then_refused(
        "abaco is recorded already, with other content: deadline 2025 → 2026",
        "Correct it: tracker edit abaco. What changed since it was agreed: tracker revise, tracker amend.",
    )


def test_a_taken_delegation_or_key_is_refused_with_what_is_edited(history: History) -> None:
    history.given(held("summit"), sent("MX", head="Ana Paz"), agreed("abaco", occasion="summit"))
    history.when(sent("MX", head="Zoe Gil")).then_refused("Ana Paz → Zoe Gil", "tracker edit summit")
    history.given(claimed("abaco", "stalled", by=["MX"], external="k"))
    history.when(claimed("abaco", "fulfilled", by=["MX"], external="k")).then_refused(
        "status stalled → fulfilled", "tracker edit abaco"
    )


def test_what_no_minutes_of_an_occasion_hold_is_corrected_in_its_own(history: History) -> None:
    history.given(institution("DHS"))
    history.when(institution("DHS", independent=True)).then_refused(
        "independent nothing → true", "retract it first"
    )


def test_a_missing_occasion_is_refused(history: History) -> None:
    history.when(agreed("crossing", occasion="summit")).then_refused(
        "there is no meeting or document summit", "tracker meeting"
    )


def test_a_retracted_occasion_is_refused(history: History) -> None:
    history.given(published("statement"))
    history.when_retracted(history.last("document.published"))
    history.when(agreed("crossing", occasion="statement")).then_refused("there is no meeting or document")


def test_a_missing_parent_is_refused(history: History) -> None:
    history.when(agreed("crossing", parent="border")).then_refused("there is no commitment border")


def test_a_retracted_parent_is_refused(history: History) -> None:
    history.given(agreed("border"))
    history.when_retracted(history.last("commitment.agreed"))
    history.when(agreed("crossing", parent="border")).then_refused("there is no commitment border")


def test_a_commitment_cannot_be_its_own_parent() -> None:
    with pytest.raises(ValidationError, match="crossing cannot be its own parent"):
        agreed("crossing", parent="crossing")


def test_a_commitment_has_a_time() -> None:
    with pytest.raises(ValidationError, match="it needs an occasion or a date"):
        fact("commitment.agreed", id="crossing", text="t", obligors=["US"])


def test_an_institution_or_party_nobody_recorded_is_kept_as_text(history: History) -> None:
    crossing = agreed("crossing", obligors=["ZZ"], lead=["NOBODY"], theme="unheard-of")
    history.when(crossing).then(crossing)


def test_parents_never_go_in_a_circle_through_a_correction(history: History) -> None:
    history.given(agreed("a"), agreed("b", parent="a"), agreed("c", parent="b"))
    history.when_minutes("commitments: [{id: a, text: t, obligors: [US], on: 2022, parent: c}]")
    history.then_refused("a cannot be a part of c, since c is a part of it: c in b in a")


def test_parents_never_go_in_a_circle_through_a_new_recording_under_an_old_id(history: History) -> None:
    history.given(agreed("a"), agreed("b", parent="a"))
    history.when_retracted(history.last("commitment.agreed"))
    history.given(agreed("b"), fact("commitment.amended", commitment="a", on="2023", parent="b"))
    history.when_retracted(history.last("commitment.amended"))
    history.given(fact("commitment.amended", commitment="b", on="2023", parent="a"))
    history.when_minutes("commitments: [{id: a, text: t, obligors: [US], on: 2022, parent: b}]")
    history.then_refused("a cannot be a part of b")


def test_a_retracted_parent_closes_no_circle(history: History) -> None:
    history.given(agreed("a"), agreed("b", parent="a"))
    history.when_retracted(history.last("commitment.agreed"))
    history.given(agreed("b"))
    amended = fact("commitment.amended", commitment="a", on="2023", parent="b")
    history.when(amended).then(amended)


def test_an_external_key_is_taken_once(history: History) -> None:
    history.given(agreed("crossing", external="row 7"))
    history.when(agreed("bridge", external="row 7")).then_refused("row 7 belongs to crossing")
