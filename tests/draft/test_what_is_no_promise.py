"""What looks like a promise and is none, or is nobody's; and lines that are one without a dot."""

import pytest
from drafting import drafted, must_keep_the_law

HEAD = "Meeting of Peru and Chile\n\nLima, 3 May 2024\n\n"
THREE = "Canada, Peru and Chile met in Lima on 3 May 2024.\n\n"


def graded(text: str, head: str = HEAD) -> list[tuple[str, list[str]]]:
    must_keep_the_law(head + text)
    return [(each.grade, each.obligors) for each in drafted(head + text).commitments]


@pytest.mark.parametrize(
    "sentence",
    [
        "Both agreed to open a lane.",
        "They both agreed to open a lane.",
        "We both agreed to open a lane.",
        "Ambos acordaron abrir un carril.",
    ],
)
def test_both_is_nobody_of_three_and_both_sides_of_two(sentence: str) -> None:
    assert graded(sentence, THREE) == [("candidate", [])]
    assert graded(sentence) == [("live", ["PE", "CL"])]


def test_both_are_the_two_of_three_who_were_spoken_of_last() -> None:
    text = "Peru and Chile spoke of the pass. Both agreed to open a lane."
    assert graded(text, THREE) == [("live", ["PE", "CL"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru agreed last year to open a lane.",
        "Peru agreed at the previous session to open a lane.",
        "El Perú prometió hace un año abrir un carril.",
        "Los dos países acordaron en la reunión anterior abrir un carril.",
        "Peru denies that it agreed to open a lane.",
        "It is false that Peru will open a lane.",
        "Es falso que el Perú abrirá un carril.",
        "Peru almost agreed to open a lane.",
        "El Perú casi acordó abrir un carril.",
        "Peru agreed to open a lane (rejected).",
        "El Perú se comprometió a abrir un carril (retirado).",
    ],
)
def test_what_is_past_denied_or_taken_back_is_never_live(sentence: str) -> None:
    assert [grade for grade, _ in graded(sentence)] == ["candidate"]


def test_a_doubt_about_something_else_denies_nothing() -> None:
    assert graded("Concerned about false papers, Peru agreed to open a lane.") == [("live", ["PE"])]


@pytest.mark.parametrize(
    "line",
    [
        "Peru agreed to open a second lane at the pass by December 2025",
        "El Perú abrirá un segundo carril en el paso antes de diciembre de 2025",
    ],
)
def test_a_note_without_its_dot_is_no_heading(line: str) -> None:
    assert graded(line) == [("live", ["PE"])]


@pytest.mark.parametrize(
    "text",
    [
        "Peru will open a second lane at the pass of Chacalluta\n\nLima, 3 May 2024.- Officials met.",
        "Peru to open a second lane at the pass of Chacalluta\n\nLima, 3 May 2024",
        "Peru Will Open a Second Lane at the Pass of Chacalluta",
    ],
)
def test_a_headline_promises_nothing(text: str) -> None:
    assert graded(text, "Meeting of Peru and Chile\n\n") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Peru signed Phase I. Chile will pay.", ["Peru signed Phase I.", "Chile will pay."]),
        ("Peru will sign Annex B. Chile will pay.", ["Peru will sign Annex B.", "Chile will pay."]),
        ("They met in the U.S. Chile agreed to pay.", ["They met in the U.S.", "Chile agreed to pay."]),
        (
            "Peru will send maps, etc. The other side left.",
            ["Peru will send maps, etc.", "The other side left."],
        ),
        ("Perú enviará mapas, etc. Chile pagará.", ["Perú enviará mapas, etc.", "Chile pagará."]),
        ("Peru will pay in Feb. Chile will pay too.", ["Peru will pay in Feb.", "Chile will pay too."]),
        ("The U.S. Department will write.", ["The U.S. Department will write."]),
        ("The U.S. Chile Council will write.", ["The U.S. Chile Council will write."]),
        ("Mr. J. Soto and Dr. The wrote.", ["Mr. J. Soto and Dr. The wrote."]),
        ("See Art. 5 and No. 7 of it.", ["See Art. 5 and No. 7 of it."]),
    ],
)
def test_a_sentence_ends_behind_an_abbreviation_where_the_next_one_begins(
    text: str, parts: list[str]
) -> None:
    assert [each.text for each in drafted(HEAD + text).sentences][2:] == parts
