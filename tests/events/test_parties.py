"""Who may be named as a party, an obligor or a claimant, and what is said of what may not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from events import parties
from events.countries import CODES, name_of
from tracker.testing import agreed, claimed, fact, institution, sent

codes = st.sampled_from(sorted(CODES))
acronyms = st.from_regex(r"[A-Z][A-Z0-9-]{1,19}", fullmatch=True).filter(lambda text: not parties.meant(text))
institutions = st.from_regex(r"[A-Z][A-Z0-9]{1,6}/[A-Za-z0-9.-]{3,20}", fullmatch=True)

PARTIES = ("MX", "US", "CEPAL", "USAID", "OECD-DAC", "EU", "G20", "CAN", "ISO-3166", "N0", "A" * 20)
NO_PARTIES = {
    "Mexico": "Write its code: MX.",
    "México": "Write its code: MX.",
    "us": "Write its code: US.",
    "Mx": "Write its code: MX.",
    "Estados Unidos": "Write its code: US.",
    "ESTADOS UNIDOS": "Write its code: US.",
    "United States of America": "Write its code: US.",
    "USA": "Write its code: US.",
    "EUA": "Write its code: US.",
    "U.S.": "Write its code: US.",
    "Korea (Republic of)": "Write its code: KR.",
    "\u041c\u0425": "Write its code: MX.",
    "US+MX": "Name each by itself: US and MX.",
    "US,MX": "Name each by itself: US and MX.",
    "US and MX": "Name each by itself: US and MX.",
    "MX y US": "Name each by itself: MX and US.",
    "US & MX": "Name each by itself: US and MX.",
    "US/MX": "Name each by itself: US and MX.",
    "MX/SRE/INM": "Name each by itself: MX and SRE and INM.",
    "Canada; US": "Name each by itself: CA and US.",
    "Mexico, Canada, US and CEPAL": "Name each by itself: MX and CA and US …",
}
NO_FORM = ("canal", "A", "M-exico", "SRE México", "A" * 21, "mx-bcn", "-MX", "1A")
"""Neither a party nor somebody's other name: refused by the form of a party alone."""

OBLIGORS = (*PARTIES, "SRE", "MX/SRE", "US-CA", "US/US-CA", "MX/MX-BCN", "Conagua", "PA/A.N.A")
NO_OBLIGORS = ("Ministry of Trade", "press corps", "MX/", "/SRE", "él", "the two sides")

CLAIMANTS = (
    "press",
    "SANDAG",
    "Ministry of Trade and Industry",
    "Secretaría de Relaciones Exteriores",
    "Reuters, quoting officials",
    "MX/INM",
    "US/US-CA",
    "Ana Paz",
    "CNN & friends",
    "AC/DC",
    "MX",
    "CEPAL",
    "=SUM(A1)",
)
NO_CLAIMANTS = {
    "Mx": "Write MX.",
    "mx": "Write MX.",
    "Estados Unidos": "Write US.",
    "estados unidos": "Write US.",
    "Mexico": "Write MX.",
    "\u041c\u0425": "Write MX.",
    "US,MX": "Name each by itself: US and MX.",
    "US, MX": "Name each by itself: US and MX.",
    "US and MX": "Name each by itself: US and MX.",
    "US+MX": "Name each by itself: US and MX.",
    "US/MX": "Name each by itself: US and MX.",
    "US / MX": "Name each by itself: US and MX.",
    "Canada; US": "Name each by itself: CA and US.",
    "México y Estados Unidos": "Name each by itself: MX and US.",
    "MX; the Ministry of Trade": "Name each by itself: MX and the Ministry of Trade.",
    "MX, press": "Name each by itself: MX and press.",
    "MX|US": "Name each by itself: MX and US.",
}


@pytest.mark.parametrize("name", PARTIES)
def test_a_party_is_a_code_or_an_acronym(name: str) -> None:
    assert parties.party(name) is None
    assert sent(name).said["party"] == name
    assert parties.obligor(name) is None
    assert parties.claimant(name) is None


@pytest.mark.parametrize("name", NO_PARTIES)
def test_a_party_in_other_words_is_refused_with_what_to_write(name: str) -> None:
    refusal = parties.party(name)
    assert refusal
    assert repr(name) in refusal[0]
    assert refusal[1] == NO_PARTIES[name]
    with pytest.raises(ValidationError):
        sent(name)
    with pytest.raises(ValidationError):
        institution("X", name)
    with pytest.raises(ValidationError):
        agreed(obligors=name)


@pytest.mark.parametrize("name", NO_FORM)
def test_what_has_not_the_form_of_a_party_is_refused(name: str) -> None:
    assert parties.party(name) is None
    with pytest.raises(ValidationError, match="is not a party"):
        sent(name)


@pytest.mark.parametrize("name", OBLIGORS)
def test_an_obligor_is_a_party_or_an_institution(name: str) -> None:
    assert parties.obligor(name) is None
    assert agreed(obligors=[name]).said["obligors"] == [name]


@pytest.mark.parametrize("name", NO_OBLIGORS)
def test_nobody_else_can_owe_anything(name: str) -> None:
    with pytest.raises(ValidationError, match="neither a party nor an institution"):
        agreed(obligors=[name])


@pytest.mark.parametrize("name", CLAIMANTS)
def test_anybody_may_speak(name: str) -> None:
    assert parties.claimant(name) is None
    assert claimed(by=name).said["by"] == [name]


@pytest.mark.parametrize("name", NO_CLAIMANTS)
def test_but_one_at_a_time_and_no_party_in_other_letters(name: str) -> None:
    refusal = parties.claimant(name)
    assert refusal
    assert repr(name) in refusal[0]
    assert refusal[1] == NO_CLAIMANTS[name]
    with pytest.raises(ValidationError):
        claimed(by=name)
    for stored_type in ("commitment.reaffirmed", "commitment.declined"):
        with pytest.raises(ValidationError):
            fact(stored_type, commitment="crossing", by=name, on="2023")


@pytest.mark.parametrize("name", ["MX ", " MX", "\u00a0MX", "M\u00a0 X"])
def test_blanks_at_the_ends_are_no_part_of_a_name(name: str) -> None:
    if name.replace("\u00a0", " ").strip() == "MX":
        assert claimed(by=name).said["by"] == ["MX"]
    else:
        assert claimed(by=name).said["by"] == ["M X"]


@pytest.mark.parametrize("name", ["MX\u200b", "M\u200dX\u2060", "\ufeffMX", "\u200fMX"])
def test_a_name_with_a_character_that_is_not_seen_is_nobodys(name: str) -> None:
    with pytest.raises(ValidationError, match="not seen"):
        claimed(by=name)
    with pytest.raises(ValidationError, match="not seen"):
        agreed(obligors=name)
    with pytest.raises(ValidationError, match="not a party"):
        sent(name)


@given(codes)
def test_a_code_is_itself_and_nobody_elses_name(code: str) -> None:
    assert parties.meant(code) is None
    assert parties.party(code) is parties.obligor(code) is parties.claimant(code) is None


@given(codes, st.sampled_from(("en", "es")), st.sampled_from((str.upper, str.lower, str.title)))
def test_a_countrys_name_in_any_letters_means_its_code(
    code: str, lang: str, written: Callable[[str], str]
) -> None:
    name = name_of(code, lang)
    if name and parties.meant(name):
        assert parties.meant(written(name)) == code
        assert parties.claimant(name) == (f"{name!r} is {code} in other letters", f"Write {code}.")


@given(st.lists(codes | acronyms, min_size=2, max_size=4, unique=True), st.sampled_from(",;+&|"))
def test_several_parties_in_one_text_are_never_one(names: list[str], mark: str) -> None:
    for text in (mark.join(names), f" {mark} ".join(names), " and ".join(names), " y ".join(names)):
        assert parties.party(text)
        assert parties.claimant(text)


@given(acronyms | institutions)
def test_an_acronym_or_a_path_may_owe_and_speak(name: str) -> None:
    assert parties.obligor(name) is None
    assert parties.claimant(name) is None
