"""Recording that the parties said again that a commitment holds."""

from events.facts import Fact
from tracker.testing import History, agreed, fact, held


def reaffirmed(**fields: object) -> Fact:
    return fact("commitment.reaffirmed", **{"commitment": "crossing", "on": "2023-01-10", **fields})


def test_a_reaffirmation_is_recorded_once_and_found_again(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(reaffirmed()).then(reaffirmed())
    history.when(reaffirmed()).then_nothing_new()


def test_a_commitment_may_be_reaffirmed_again_on_another_day(history: History) -> None:
    history.given(agreed("crossing"), reaffirmed())
    history.when(reaffirmed(on="2024-01-10")).then(reaffirmed(on="2024-01-10"))


def test_what_nobody_agreed_cannot_be_reaffirmed(history: History) -> None:
    history.when(reaffirmed()).then_refused("there is no commitment crossing", "tracker agree")


def test_a_missing_occasion_is_refused(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(reaffirmed(occasion="visit")).then_refused("there is no meeting or document visit")
    history.given(held("visit"))
    history.when(reaffirmed(occasion="visit")).then(reaffirmed(occasion="visit"))
