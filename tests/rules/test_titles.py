"""Which text is shown: the language asked for, and a title where none was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.rules.texts import TITLE_LENGTH, in_language, title_of


@pytest.mark.parametrize(
    ("texts", "lang", "shown"),
    [
        ({"en": "crossing", "es": "cruce"}, "es", "cruce"),
        ({"en": "crossing"}, "es", "crossing"),
        ({"fr": "passage"}, "es", "passage"),
        ({}, "en", None),
        (None, "en", None),
    ],
)
def test_a_text_is_shown_in_the_language_asked_for_else_in_english_else_in_any(
    texts: dict[str, str] | None, lang: str, shown: str | None
) -> None:
    assert in_language(texts, lang) == shown


def test_a_title_that_was_given_is_never_shortened() -> None:
    title = "word " * 40
    assert title_of({"title": {"en": title}, "text": {"en": "x"}}, "en") == title


def test_a_text_of_sixty_characters_is_its_own_title_and_one_more_is_cut_at_a_word() -> None:
    text = "a" * 20 + " " + "b" * 20 + " " + "c" * 18
    assert title_of({"title": None, "text": {"en": text}}, "en") == text
    assert title_of({"title": None, "text": {"en": f"{text}c"}}, "en") == f"{'a' * 20} {'b' * 20}…"


def test_a_word_that_ends_at_the_sixtieth_character_is_kept() -> None:
    text = "a" * 30 + " " + "b" * 29
    assert title_of({"text": {"en": f"{text} and more"}}, "en") == f"{text}…"


def test_a_text_of_one_long_word_is_cut_inside_it() -> None:
    assert title_of({"text": {"en": "a" * 61}}, "en") == f"{'a' * 60}…"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_title_is_on_one_line_and_the_beginning_of_the_text(text: str) -> None:
    title = title_of({"text": {"en": text}}, "en")
    assert len(title) <= TITLE_LENGTH + 1
    assert " ".join(text.split()).startswith(title.removesuffix("…"))
