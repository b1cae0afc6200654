"""Who may be named: parties by their code, institutions, claimants one by one."""

import pytest

from events import parties
from events.texts import fold


@pytest.mark.parametrize(
    ("text", "code"),
    [("Mexico", "MX"), ("MÉXICO", "MX"), ("us", "US"), ("Mx", "MX"), ("USA", "US"), ("Estados Unidos", "US")],
)
def test_a_country_in_other_letters_is_known_by_its_code(text: str, code: str) -> None:
    assert parties.meant(text) == code
    refusals = parties.party(text), parties.obligor(text), parties.claimant(text)
    assert all(refusal and code in refusal[1] for refusal in refusals)


@pytest.mark.parametrize("text", ["US", "MX", "CAN", "CEPAL", "SRE", "MX/SRE"])
def test_a_code_an_acronym_and_an_institution_are_taken_as_they_are(text: str) -> None:
    assert parties.meant(text) is None
    assert parties.obligor(text) is None
    assert parties.claimant(text) is None


@pytest.mark.parametrize("text", ["press", "SANDAG", "Ministry of Trade and Industry", "Wilson Center"])
def test_anybody_may_claim(text: str) -> None:
    assert parties.claimant(text) is None


@pytest.mark.parametrize("text", ["US,MX", "US and MX", "Canada; US", "US/MX", "US y México", "press & MX"])
def test_several_in_one_text_are_refused_and_named_each(text: str) -> None:
    refusal = parties.claimant(text)
    assert refusal
    assert "is more than one claimant" in refusal[0]
    assert refusal[1].startswith("Name each by itself: ")


def test_what_two_spellings_have_in_common_is_what_is_left_without_accents_case_and_look_alikes() -> None:
    assert fold("  MÉXICO   City ") == fold("mexico city") == "mexico city"
    assert fold("\u041c\u0435\u200dxico") == "mexico"  # two Cyrillic letters and a joiner
