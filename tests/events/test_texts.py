"""One form for a text: the same words saved on another machine are the same text."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from events import texts
from events.values import Line, Prose

ANY = st.text(st.characters(codec="utf-8"))
BLANKS = " \u00a0\u1680\u2002\u2009\u202f\u205f\u3000"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
SCIENTIST = "👩\u200d🔬"
UNSEEN = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"]


@given(ANY)
def test_a_text_in_its_form_stays_as_it_is(text: str) -> None:
    line, prose = texts.one_line(text), texts.lines(text)
    assert texts.one_line(line) == line
    assert texts.lines(prose) == prose


@given(ANY)
def test_composed_or_decomposed_it_is_the_same_text(text: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert texts.one_line(written) == texts.one_line(text)
        assert texts.lines(written) == texts.lines(text)


@given(st.lists(st.text(st.characters(categories=("L", "Nd")), min_size=1), min_size=1), st.data())
def test_which_blanks_there_are_and_how_many_does_not_matter(words: list[str], data: st.DataObject) -> None:
    blanks = st.text(st.sampled_from(BLANKS), min_size=1, max_size=3)
    spaced = data.draw(blanks) + "".join(f"{word}{data.draw(blanks)}" for word in words)
    assert texts.one_line(spaced) == unicodedata.normalize("NFC", " ".join(words))


@given(st.lists(ANY.filter(lambda text: not set(text) & {"\r", "\n"}), min_size=1), st.data())
def test_how_a_machine_ends_its_lines_does_not_matter(lines: list[str], data: st.DataObject) -> None:
    ends = st.sampled_from(("\n", "\r\n", " \n", "\r \r\n", "\u00a0\r\n"))
    assert texts.lines("".join(line + data.draw(ends) for line in lines)) == texts.lines("\n".join(lines))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  a  b ", "a b"),
        ("a\u00a0b", "a b"),
        ("Jose\u0301", "José"),
        ("a\r\nb\r\n", "a\nb"),
        ("\n\n a \n\n b \n\n", "a\n\nb"),
        ("a\tb", "a\tb"),
        ("a\r\r\nb", "a\nb"),
        (PERSIAN, PERSIAN),
        ("", ""),
    ],
)
def test_a_text_of_several_lines_is_brought_to_its_form(written: str, kept: str) -> None:
    assert texts.lines(written) == kept


def test_characters_that_are_not_seen_are_found_but_for_the_joiners_of_a_word() -> None:
    assert {each for each in UNSEEN if texts.formatting(f"a{each}b") is None} == {"\u200c", "\u200d"}
    assert all(texts.formatting(f"a{each}") == each for each in UNSEEN)
    assert all(texts.formatting(f"{each}a") == each for each in UNSEEN)


@pytest.mark.parametrize("text", [PERSIAN, SCIENTIST, "क्\u200dष", "❤\ufe0f\u200d🔥", "no joiner", "1\u200d2"])
def test_a_joiner_inside_a_word_is_part_of_it(text: str) -> None:
    assert texts.formatting(text) is None
    assert texts.unprintable(text) is None


@pytest.mark.parametrize("text", ["MX\u200d", "\u200cMX", "M \u200dX", "MX\u200d.", "M\u200d\u200dX"])
def test_a_joiner_anywhere_else_is_no_part_of_a_text(text: str) -> None:
    assert texts.formatting(text) in {"\u200c", "\u200d"}


@pytest.mark.parametrize("character", ["\0", "\x1b", "\n", "\x9b", "\u2028", "\u202e", "\u2066", "\ud83d"])
def test_what_controls_is_found_before_what_is_only_not_seen(character: str) -> None:
    assert texts.unprintable(f"a\u200b{character}") == character


@pytest.mark.parametrize("text", ["a", "ñ", "a b", "\u00a0", "\u200b", "🔬", "\ue000"])
def test_what_is_printed_or_only_not_seen_controls_nothing(text: str) -> None:
    assert texts.unprintable(text) is None


@pytest.mark.parametrize("kind", [Line, Prose])
def test_a_text_that_is_written_anew_is_recorded_in_its_form(kind: Any) -> None:
    taken: TypeAdapter[str] = TypeAdapter(kind)
    assert taken.validate_python(" Jose\u0301  Pen\u0303a ") == "José Peña"
    assert taken.validate_python(PERSIAN) == PERSIAN
    with pytest.raises(ValidationError, match=r"a character that is not seen: U\+200B"):
        taken.validate_python("MX\u200b")
    with pytest.raises(ValidationError, match="it is empty"):
        taken.validate_python("\u00a0 ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("México", "MEXICO"),
        ("Estados  Unidos", "estados unidos"),
        ("\uff2d\uff45\uff58\uff49\uff43\uff4f", "Mexico"),
        ("\u041c\u0425", "MX"),
        ("\u039c\u03a7", "mx"),
        ("MX\u200b", "MX"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_that_look_alike_have_the_same_fold(one: str, other: str) -> None:
    assert texts.fold(one) == texts.fold(other)


@given(ANY)
def test_case_accents_and_blanks_do_not_count_in_a_fold(text: str) -> None:
    assert texts.fold(texts.one_line(text)) == texts.fold(text)
    assert texts.fold(texts.fold(text)) == texts.fold(text)


@pytest.mark.parametrize("other", ["MXX", "M-X", "SRE", "M X"])
def test_other_names_have_another_fold(other: str) -> None:
    assert texts.fold(other) != texts.fold("MX")
