"""The alphabet of the reader: accents and case do not matter, ñ comes after n, and the order is one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.words.alphabet import alphabetical, plain


def in_order(*words: str) -> list[str]:
    backwards = words[::-1]
    return sorted(backwards, key=alphabetical)


@pytest.mark.parametrize(
    "words",
    [
        ("Álvaro", "Ana", "Óscar", "Zoe"),
        ("agua", "Árbol", "barco", "Ñandú", "oso"),
        ("Nuzi", "Ñañez", "Oca"),
        ("pena", "peña", "peón"),
        ("cantar", "canza", "caña", "caoba"),
        ("Ostergard", "Østerlund", "Ostia"),
        ("lado", "Łódź", "lomo"),
        ("Obrien", "O'Bryan", "Ocampo"),
        ("border", "border works", "borders"),
        ("Aenas", "Æneas", "Afra"),
    ],
)
def test_words_stand_as_people_look_them_up(words: tuple[str, ...]) -> None:
    assert in_order(*words) == list(words)


def test_one_letter_however_it_is_encoded_stands_in_one_place() -> None:
    assert in_order("pen\u0303a", "pe\u00f1a", "peo") == ["pen\u0303a", "pe\u00f1a", "peo"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=6), max_size=8))
def test_the_order_is_one_whatever_order_the_words_come_in(words: list[str]) -> None:
    ordered = sorted(words, key=alphabetical)
    backwards = words[::-1]
    assert ordered == sorted(backwards, key=alphabetical)
    assert all(one == other or alphabetical(one) < alphabetical(other) for one, other in pairwise(ordered))


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_letters_are_themselves(text: str) -> None:
    assert plain(text) == text.casefold()
