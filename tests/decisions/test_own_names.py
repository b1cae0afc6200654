"""A party is named by its id alone, and an institution that two parties have by its party too."""

import pytest

from events.facts import Fact
from tracker.testing import History, agreed, claimed, declined, fact, institution, proposed

SICA = fact("party.recorded", id="SICA", names="Integration System", spellings=["Sistema de Integración"])


@pytest.mark.parametrize(
    "name", ["Sica", "sica", "Integration System", "INTEGRATION  SYSTEM", "sistema de integracion"]
)
def test_another_spelling_of_a_recorded_party_is_refused_with_its_id(history: History, name: str) -> None:
    history.given(SICA, agreed("crossing"))
    history.when(claimed("crossing", by=name))
    history.then_refused(f"{' '.join(name.split())!r} is SICA in other letters", "Write SICA.")


@pytest.mark.parametrize(
    "what",
    [
        agreed("bridge", obligors=["US", "Sica"]),
        proposed("bridge", by="sica"),
        fact("commitment.reaffirmed", commitment="crossing", on="2023", by="sica"),
        fact("commitment.amended", commitment="crossing", on="2023", obligors=["Sica"]),
        fact("deadline.revised", commitment="crossing", deadline="2025", announced="2023", by="sica"),
        declined("asked", by="sica"),
    ],
    ids=lambda what: what.TOPIC,
)
def test_wherever_it_is_named(history: History, what: Fact) -> None:
    history.given(SICA, agreed("crossing"), proposed("asked"))
    history.when(what).then_refused("is SICA in other letters", "Write SICA.")


@pytest.mark.parametrize("name", ["SICA", "SICAP", "press", "MX", "MX/SICA"])
def test_its_id_and_the_names_of_others_are_taken(history: History, name: str) -> None:
    history.given(SICA, agreed("crossing"))
    history.when(claimed("crossing", by=name)).then_types("status.updated")


def test_a_retracted_party_has_no_spellings(history: History) -> None:
    history.given(SICA, agreed("crossing"))
    history.when_retracted(history.last("party.recorded"))
    history.when(claimed("crossing", by="sica")).then_types("status.updated")


def test_a_party_of_the_same_file_is_known_wherever_it_stands(history: History) -> None:
    history.given(agreed("crossing"))
    history.when_minutes(
        "updates: [{commitment: crossing, by: sica, status: stalled, effective: 2023}]\n"
        "parties: [{id: SICA, kind: organization}]"
    )
    history.then_refused("minutes.yaml:1", "'sica' is SICA in other letters")


@pytest.mark.parametrize(
    "what",
    [
        claimed("crossing", by="MOP"),
        agreed("bridge", obligors=["MOP"]),
        agreed("bridge", lead=["MOP"]),
        fact("meeting.held", id="m", held="2023", host="MOP"),
    ],
    ids=("a claimant", "an obligor", "a lead", "a host"),
)
def test_an_institution_that_two_parties_have_is_written_with_its_party(history: History, what: Fact) -> None:
    history.given(agreed("crossing"), institution("MOP", "PA"), institution("MOP", "NI"))
    history.when(what).then_refused("MOP may be NI/MOP or PA/MOP", "Write its party too.")


def test_one_that_a_single_party_has_stands_by_itself(history: History) -> None:
    history.given(agreed("crossing"), institution("MOP", "PA"), institution("MOP", "NI"))
    history.when_retracted(history.last("institution.recorded"))
    history.when(claimed("crossing", by="MOP")).then_types("status.updated")
    history.when(claimed("crossing", by="PA/MOP")).then_types("status.updated")


def test_both_have_it_when_the_second_is_of_the_same_file(history: History) -> None:
    history.given(agreed("crossing"), institution("MOP", "PA"))
    history.when_minutes(
        "institutions: [{party: NI, id: MOP}]\n"
        "updates: [{commitment: crossing, by: MOP, status: stalled, effective: 2023}]"
    )
    history.then_refused("minutes.yaml:2", "MOP may be NI/MOP or PA/MOP")
