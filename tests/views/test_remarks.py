"""What is said of facts about to be recorded, by what they say themselves and by what a store knows."""

from pathlib import Path

import pytest

from events.facts import Fact
from tracker.application import Tracker
from tracker.testing import agreed, claimed, fact, held, institution, sent
from tracker.views.remarks import remarks

TODAY = "2026-01-01"
KEPT = "nobody recorded {}: kept as text"


def said(*facts: Fact) -> list[str]:
    """Give the remarks on facts where no store is there yet."""
    return [str(each) for each in remarks(facts, None, TODAY)]


def recorded_in(folder: Path, *facts: Fact) -> list[str]:
    """Record facts; give what is noted of the last."""
    tracker = Tracker(folder / "desk.db", user="tester")
    notes = [tracker.record(each).notes for each in facts]
    return [str(note) for note in notes[-1]]


@pytest.mark.parametrize("written", ["CBP", "US/CBP"])
def test_an_institution_of_the_same_minutes_is_known(written: str) -> None:
    assert said(institution("CBP"), agreed(lead=[written])) == []


@pytest.mark.parametrize("written", ["MX/CBP", "BP", "SRE"])
def test_an_institution_of_another_name_or_party_is_not(written: str) -> None:
    assert said(institution("CBP"), agreed(lead=[written])) == [KEPT.format(written)]


def test_what_is_no_institution_does_not_pass_for_one() -> None:
    topic = fact("topic.recorded", kind="theme", id="cbp", names={"en": "Customs"})
    assert said(topic, agreed(lead=["cbp"])) == [KEPT.format("cbp")]


def test_the_institution_of_an_official_is_one_of_their_party() -> None:
    official = {"name": "Ana Paz", "institution": "CBP"}
    assert said(institution("CBP", "US"), sent("US", members=[official])) == []
    assert said(institution("CBP", "US"), sent("MX", members=[official])) == [KEPT.format("CBP")]


def test_a_mechanism_of_the_same_minutes_is_known() -> None:
    mechanism = fact("mechanism.recorded", id="hled", parties=["US", "MX"])
    assert said(mechanism, held(mechanism="hled")) == []
    assert said(held(mechanism="hled")) == [KEPT.format("hled")]


def test_only_claimants_that_neither_owe_nor_are_known_are_strangers() -> None:
    first = "SANDAG is a claimant seen for the first time"
    bank = agreed(obligors=["NADB"])
    assert said(bank, claimed(by="NADB")) == [KEPT.format("NADB")]
    assert said(bank, claimed(by="SANDAG")) == [KEPT.format("NADB"), first]
    assert said(bank, institution("SANDAG"), claimed(by="SANDAG")) == [KEPT.format("NADB")]


def test_strangers_of_one_command_are_named_once_in_one_line() -> None:
    claims = [claimed(by=["press", "SANDAG"]), claimed(by="press", on="2023-02-01")]
    assert said(agreed(), *claims) == ["press, SANDAG are claimants seen for the first time"]


ADDRESSES = {
    "https://example.org/a?b=c#d": True,
    "HTTP://EXAMPLE.ORG": True,
    "doi:10.1000/182": True,
    "notaurl": False,
    "www.example.org/a": False,
    "https://": False,
    "https:example.org": False,
    "https://example.org/a https://example.org/b": False,
    "C:/minutes.pdf": False,
}


@pytest.mark.parametrize(("address", "is_one"), ADDRESSES.items())
def test_evidence_that_nobody_can_open_is_said(address: str, *, is_one: bool) -> None:
    note = f"{address} is no address that can be opened: write it whole, https://…"
    added = fact("evidence.added", about="commitment:crossing", url=address)
    assert said(agreed(), added, claimed(evidence=[{"url": address}])) == ([] if is_one else [note])


@pytest.mark.parametrize(
    ("known", "new", "is_asked"),
    [
        ("Mexicali", "Mexical", True),
        ("Mexicali", "Mexicali Norte", False),
        ("SEGOB", "SEGBO", True),
        ("CBPX", "CBPY", False),
        ("Cbpx", "Cbpy", True),
        ("Abc", "Abd", False),
        ("Reuters", "Router", False),
        ("Reuters", "Rueters", True),
    ],
)
def test_a_name_is_asked_about_if_a_letter_or_two_are_wrong(
    known: str, new: str, tmp_path: Path, *, is_asked: bool
) -> None:
    notes = recorded_in(tmp_path, agreed(), claimed(by=known), claimed(by=new, on="2024-01-01"))
    assert (f"{new} is new, and {known} is known: did you mean {known}" in notes) is is_asked, notes


# What is older than what it is about

BEFORE = "2019 is before crossing was agreed (2022-03-14): it is in the timeline, and counts nowhere"
AMENDED = "2019 is before crossing was agreed (2022-03-14): what it changes holds from the agreement on"
OLDER = {
    "status.updated": (claimed(on="2019"), BEFORE),
    "deadline.revised": (
        fact("deadline.revised", commitment="crossing", deadline="2030", announced="2019"),
        BEFORE,
    ),
    "commitment.reaffirmed": (fact("commitment.reaffirmed", commitment="crossing", on="2019"), BEFORE),
    "commitment.amended": (
        fact("commitment.amended", commitment="crossing", on="2019", project="p"),
        AMENDED,
    ),
    "commitment.superseded": (
        fact("commitment.superseded", commitment="crossing", superseded_by="tunnel", on="2019"),
        BEFORE,
    ),
}


@pytest.mark.parametrize("kind", OLDER)
def test_what_is_older_than_the_agreement_is_said_of_every_kind_of_turn(kind: str, tmp_path: Path) -> None:
    older, note = OLDER[kind]
    assert note in said(agreed(), older)
    assert note in recorded_in(tmp_path, agreed("tunnel"), agreed(), older)


def test_what_is_of_an_older_meeting_is_older_too(tmp_path: Path) -> None:
    reaffirmed = fact("commitment.reaffirmed", commitment="crossing", occasion="summit")
    assert BEFORE in said(held(on="2019"), agreed(), reaffirmed)
    assert BEFORE in recorded_in(tmp_path, held(on="2019"), agreed(), reaffirmed)
    assert said(held(on="2023"), agreed(), reaffirmed) == []


def test_a_decline_that_is_older_than_the_proposal_declines_nothing(tmp_path: Path) -> None:
    proposed = fact(
        "commitment.proposed", id="crossing", text="A gate", obligors=["US"], by=["US"], on="2021"
    )
    declined = fact("commitment.declined", commitment="crossing", by=["US"], on="2019")
    note = "2019 is before crossing was proposed (2021-01-01): it is in the timeline, and counts nowhere"
    assert note in said(proposed, declined)
    assert note in recorded_in(tmp_path, proposed, declined)
    later = fact("commitment.declined", commitment="crossing", by=["US"], on="2021")
    assert said(proposed, later) == []


def test_what_was_agreed_or_proposed_is_never_older_than_itself() -> None:
    proposed = fact(
        "commitment.proposed", id="crossing", text="A gate", obligors=["US"], by=["US"], on="2021"
    )
    assert said(proposed, agreed()) == []
