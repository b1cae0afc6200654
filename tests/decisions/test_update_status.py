"""Recording a claim about how a commitment stands."""

import pytest
from pydantic import ValidationError

from tracker.testing import History, agreed, claimed, fact, held, institution


def test_a_claim_is_recorded_as_it_is_told(history: History) -> None:
    history.given(agreed("crossing"))
    claim = claimed("crossing", "in-progress", by="MX", obligor="MX", percent="90", label="almost there")
    history.when(claim).then(claim)
    assert history.status_of("crossing")["reported"][0]["percent"] == 90


def test_the_same_claim_twice_is_nothing_new(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "stalled", by="US"))
    history.when(claimed("crossing", "stalled", by="US")).then_nothing_new()


@pytest.mark.parametrize(
    "other", [{"by": "MX"}, {"on": "2023-01-02"}, {"status": "fulfilled"}, {"percent": 10}, {"note": "n"}]
)
def test_a_claim_that_differs_in_anything_is_one_more(history: History, other: dict[str, object]) -> None:
    first = {"status": "stalled", "by": "US", "on": "2023-01-01"}
    history.given(agreed("crossing"), claimed("crossing", **first))
    history.when(claimed("crossing", **{**first, **other}))  # type: ignore[arg-type]
    history.then_types("status.updated")


def test_a_status_in_spanish_is_the_same_claim(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "stalled"))
    history.when(claimed("crossing", "estancado")).then_nothing_new()


def test_what_nobody_agreed_cannot_be_claimed_about(history: History) -> None:
    history.when(claimed("crossing")).then_refused("there is no commitment crossing", "tracker status -f ids")


def test_what_was_retracted_cannot_be_claimed_about(history: History) -> None:
    history.given(agreed("crossing"))
    history.when_retracted(history.last("commitment.agreed"))
    history.when(claimed("crossing")).then_refused("there is no commitment crossing")


def test_agreed_cannot_be_claimed() -> None:
    with pytest.raises(ValidationError, match="'agreed' cannot be claimed"):
        claimed("crossing", "agreed")


def test_a_side_that_is_no_obligor_is_refused(history: History) -> None:
    history.given(agreed("crossing", obligors=["US", "MX"]))
    history.when(claimed("crossing", by="CA", obligor="CA")).then_refused(
        "CA is no obligor of crossing", "Its obligors are US, MX"
    )


def test_a_side_that_became_an_obligor_may_be_claimed_about(history: History) -> None:
    history.given(agreed("crossing", obligors=["US"]))
    history.given(fact("commitment.amended", commitment="crossing", on="2023", obligors=["CA"]))
    history.when(claimed("crossing", by="CA", obligor="CA")).then(claimed("crossing", by="CA", obligor="CA"))


def test_a_side_that_was_an_obligor_may_still_be_claimed_about(history: History) -> None:
    history.given(agreed("crossing", obligors=["US"]))
    history.given(fact("commitment.amended", commitment="crossing", on="2023", obligors=["CA"]))
    history.when(claimed("crossing", by="US", obligor="US", on="2022-06")).then_types("status.updated")


def test_a_side_of_a_retracted_amendment_is_no_obligor(history: History) -> None:
    history.given(agreed("crossing", obligors=["US"]))
    history.given(fact("commitment.amended", commitment="crossing", on="2023", obligors=["CA"]))
    history.when_retracted(history.last("commitment.amended"))
    history.when(claimed("crossing", obligor="CA")).then_refused("CA is no obligor")


def test_an_update_without_a_status_is_a_note_that_changes_no_status(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "stalled", on="2023-01-01"))
    history.when(claimed("crossing", None, on="2024-01-01", note="They met again.")).then_types(
        "status.updated"
    )
    row = history.status_of("crossing", "2024-06-01")
    assert (row["status"], row["last_update"], row["stale"]) == ("stalled", "2023-01-01", False)


def test_a_joint_claim_counts_once_for_each_claimant(history: History) -> None:
    history.given(agreed("crossing", obligors=["US", "MX"]))
    history.when(claimed("crossing", "stalled", by=["US", "MX"])).then_types("status.updated")
    row = history.status_of("crossing")
    assert {each["assessor"] for each in row["reported"]} == {"US", "MX"}
    assert row["assessed"] is None


def test_a_joint_claim_in_another_order_is_another_claim(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", by=["US", "MX"]))
    history.when(claimed("crossing", by=["MX", "US"])).then_types("status.updated")


def test_an_institution_speaks_for_its_party(history: History) -> None:
    history.given(institution("DHS"), institution("CBP", parent="DHS"), agreed("crossing"))
    history.given(claimed("crossing", "stalled", by="US/CBP", obligor="US"))
    (reported,) = history.status_of("crossing")["reported"]
    assert (reported["assessor"], reported["via"]) == ("US", "US/CBP")


def test_a_missing_occasion_is_refused(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(claimed("crossing", occasion="visit")).then_refused("there is no meeting or document visit")
    history.given(held("visit"))
    history.when(claimed("crossing", occasion="visit")).then_types("status.updated")


def test_an_external_key_is_taken_once_by_single_verbs(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "stalled", external="row 7"))
    history.when(claimed("crossing", "stalled", external="row 7")).then_nothing_new()
    history.when(claimed("crossing", "fulfilled", external="row 7")).then_refused("recorded already")


def test_external_keys_of_other_types_do_not_collide(history: History) -> None:
    history.given(agreed("crossing", external="row 7"))
    history.when(claimed("crossing", external="row 7")).then_types("status.updated")


def test_claims_may_go_back_in_time_and_in_status(history: History) -> None:
    history.given(agreed("crossing"), claimed("crossing", "fulfilled", on="2024-01-01"))
    history.given(claimed("crossing", "stalled", on="2023-01-01"))
    assert history.status_of("crossing", "2023-06-01")["status"] == "stalled"
    assert history.status_of("crossing", "2024-06-01")["status"] == "fulfilled"
