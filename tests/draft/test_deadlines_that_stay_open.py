"""Deadlines that are not understood are quoted; that of one party is not the other's; ids are whole words."""

import pytest
from drafting import drafted, must_keep_the_law, written

HEAD = "Meeting of Peru and Chile\n\nLima, 3 May 2024\n\n"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Peru agreed to send maps by 01/02/2025.", "by 01/02/2025"),
        ("Peru agreed to send maps by the summer.", "by the summer"),
        ("Peru agreed to send maps as soon as practicable.", "as soon as practicable"),
        ("Peru agreed to send maps before the next session.", "before the next session"),
        ("Peru agreed to send maps by the end of the fiscal year.", "by the end of the fiscal year"),
        ("El Perú acordó enviar los mapas antes de la próxima reunión.", "antes de la próxima reunión"),
        ("El Perú acordó enviar los mapas a la mayor brevedad.", "a la mayor brevedad"),
        ("El Perú acordó enviar los mapas antes de Semana Santa.", "antes de Semana Santa"),
    ],
)
def test_a_deadline_that_is_not_understood_is_quoted_as_unknown(sentence: str, words: str) -> None:
    must_keep_the_law(HEAD + sentence)
    assert f"# deadline: UNKNOWN  # the memo says {words}\n" in written(HEAD + sentence)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Peru agreed to pay by 2025; Chile agreed to pay by 2026.", "2025 / 2026"),
        ("Peru will pay by 2025 and Chile will send maps.", "2025"),
        ("El Perú pagará, mientras que Chile enviará mapas antes de 2026.", "2026"),
    ],
)
def test_of_two_who_promise_in_one_sentence_neither_is_given_the_others_date(
    sentence: str, words: str
) -> None:
    (found,) = drafted(HEAD + sentence).commitments
    assert (found.obligors, found.deadline.value, found.deadline.words) == (["PE", "CL"], None, words)  # type: ignore[union-attr]


def test_one_date_of_both_clauses_is_the_date_of_both() -> None:
    (found,) = drafted(HEAD + "Peru will pay by 2026; Chile will send maps by 2026.").commitments
    assert found.deadline is not None
    assert found.deadline.value is not None
    assert found.deadline.value.text == "2026"


@pytest.mark.parametrize(
    ("sentence", "id_"),
    [
        (
            "Peru agreed to strengthen infrastructural interconnections of Chacalluta, recommendations too.",
            "strengthen-infrastructural-interconnections-chacalluta",
        ),
        ("Peru undertook that it is the U.S. list it will send.", "list-send"),
    ],
)
def test_an_id_is_whole_words_that_say_something(sentence: str, id_: str) -> None:
    assert drafted(HEAD + sentence).commitments[0].id == id_
