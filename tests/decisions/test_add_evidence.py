"""Recording evidence about anything that has a reference."""

import pytest

from events.facts import Fact
from tracker.testing import History, agreed, claimed, fact, held, published

URL = "https://a.example/1"


def evidence(about: str, url: str = URL, **fields: object) -> Fact:
    return fact("evidence.added", about=about, url=url, **fields)


@pytest.mark.parametrize("kind", ["commitment", "meeting", "document"])
def test_evidence_about_what_stands_is_recorded_once_and_found_again(history: History, kind: str) -> None:
    history.given(held("x"), published("x"), agreed("x", on="2022"))
    history.when(evidence(f"{kind}:x")).then(evidence(f"{kind}:x"))
    history.when(evidence(f"{kind}:x")).then_nothing_new()


@pytest.mark.parametrize("kind", ["commitment", "meeting", "document"])
def test_evidence_about_what_nobody_recorded_is_refused(history: History, kind: str) -> None:
    history.when(evidence(f"{kind}:x")).then_refused(f"there is no {kind} x")


@pytest.mark.parametrize("about", ["institution:MX/INM", "mechanism:hlsd", "topic:theme/x", "official:Ana"])
def test_evidence_about_names_that_need_no_recording_is_kept(history: History, about: str) -> None:
    history.when(evidence(about)).then(evidence(about))


def test_an_institution_may_be_written_without_its_kind(history: History) -> None:
    history.when(evidence("MX/INM")).then(evidence("institution:MX/INM"))


@pytest.mark.parametrize(
    ("recorded", "kind"), [(agreed("x"), "commitment"), (held("x"), "meeting"), (published("x"), "document")]
)
def test_a_bare_id_is_what_alone_has_it(history: History, recorded: Fact, kind: str) -> None:
    history.given(recorded)
    history.when(evidence("x")).then(evidence(f"{kind}:x"))
    history.when(evidence("x")).then_nothing_new()
    history.when(evidence(f"{kind}:x")).then_nothing_new()


def test_a_bare_id_that_two_have_is_refused_with_both(history: History) -> None:
    history.given(held("x"), agreed("x", on="2022"))
    history.when(evidence("x")).then_refused("x is commitment:x and meeting:x", "Write one of these")


def test_a_bare_id_of_two_of_which_one_was_retracted_is_the_other(history: History) -> None:
    history.given(held("x"), agreed("x", on="2022"))
    history.when_retracted(history.last("commitment.agreed"))
    history.when(evidence("x")).then(evidence("meeting:x"))


def test_a_bare_id_that_nothing_has_is_refused(history: History) -> None:
    history.when(evidence("x")).then_refused("there is no commitment, meeting or document x", "institution:")


def test_evidence_about_an_event_needs_the_event(history: History) -> None:
    history.when(evidence("event:01890000-0000-7000-8000-000000000001")).then_refused("there is no event")
    history.given(agreed("x"), claimed("x"))
    claim = history.last("status.updated")
    history.when(evidence(f"event:{claim.stamp.id}")).then_types("evidence.added")


def test_evidence_about_a_retracted_event_is_refused(history: History) -> None:
    history.given(agreed("x"), claimed("x"))
    claim = history.last("status.updated")
    history.when_retracted(claim)
    history.when(evidence(f"event:{claim.stamp.id}")).then_refused("there is no event")


def test_the_same_address_under_another_title_is_more_evidence(history: History) -> None:
    history.given(agreed("x"), evidence("x"))
    history.when(evidence("x", title="A report")).then_types("evidence.added")
    assert history.status_of("x")["evidence"] == [URL]


def test_an_external_key_is_taken_once(history: History) -> None:
    history.given(agreed("x"), evidence("x", external="k"))
    history.when(evidence("x", "https://b.example", external="k")).then_refused("recorded already")


def test_what_evidence_is_about_is_rested_on(history: History) -> None:
    history.given(agreed("x"))
    target = history.last("commitment.agreed")
    history.given(evidence("x"))
    history.when_retracted(target).then_refused("others rest on it", "evidence.added x")
