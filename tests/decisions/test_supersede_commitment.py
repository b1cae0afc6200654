"""Recording that another commitment took a commitment's place."""

import pytest
from pydantic import ValidationError

from events.facts import Fact
from tracker.testing import History, agreed, fact


def superseded(commitment: str, by: str, **fields: object) -> Fact:
    values = {"commitment": commitment, "superseded_by": by, "on": "2023-01-10", **fields}
    return fact("commitment.superseded", **values)


def test_the_old_commitment_is_superseded_from_then_on(history: History) -> None:
    history.given(agreed("old"), agreed("new"))
    history.when(superseded("old", "new")).then(superseded("old", "new"))
    assert history.status_of("old", "2023-01-09")["status"] == "agreed"
    assert history.status_of("old", "2023-01-10")["status"] == "superseded"
    assert history.status_of("new")["status"] == "agreed"


def test_a_supersession_told_twice_is_nothing_new(history: History) -> None:
    history.given(agreed("old"), agreed("new"), superseded("old", "new"))
    history.when(superseded("old", "new")).then_nothing_new()


@pytest.mark.parametrize(("there", "missing"), [("old", "new"), ("new", "old")])
def test_both_commitments_must_stand(history: History, there: str, missing: str) -> None:
    history.given(agreed(there))
    history.when(superseded("old", "new")).then_refused(f"there is no commitment {missing}")


def test_a_commitment_cannot_supersede_itself() -> None:
    with pytest.raises(ValidationError, match="cannot supersede itself"):
        superseded("old", "old")


def test_a_missing_occasion_is_refused(history: History) -> None:
    history.given(agreed("old"), agreed("new"))
    history.when(superseded("old", "new", occasion="visit")).then_refused("there is no meeting or document")


def test_the_new_commitment_is_rested_on(history: History) -> None:
    history.given(agreed("old"), agreed("new"))
    target = history.last("commitment.agreed")
    history.given(superseded("old", "new"))
    history.when_retracted(target).then_refused("others rest on it", "commitment.superseded old")
