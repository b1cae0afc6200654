"""Offices and ministries that promise without a country, and verbs that only look like promising."""

import pytest
from drafting import drafted, must_keep_the_law

EN = (
    "Meeting of Peru and Chile\n\nAna Torres, Undersecretary of Mines of Peru, met on 3 May 2024 in Lima with"
    " Luis Soto, Minister of Ports of Chile.\n\n"
)
ES = (
    "Reunión de Perú y Chile\n\nLa ministra de Minas del Perú, Ana Torres, se reunió el 3 de mayo de 2024"
    " en Lima con el subsecretario Luis Soto de Chile.\n\n"
)
US = "Meeting of Ghana and the United States\n\nAccra, 3 May 2024\n\n"


def promises(text: str) -> list[tuple[str, list[str], str]]:
    must_keep_the_law(text)
    return [
        (each.grade, each.obligors, each.deadline.value.text if each.deadline and each.deadline.value else "")
        for each in drafted(text).commitments
    ]


@pytest.mark.parametrize(
    ("text", "obligors"),
    [
        (EN + "The Undersecretary undertook to send the maps.", ["PE"]),
        (EN + "The Minister of Ports agreed to send the maps.", ["CL"]),
        (ES + "La ministra se comprometió a enviar los mapas.", ["PE"]),
        (ES + "El subsecretario se comprometió a enviar los mapas.", ["CL"]),
        (ES + "Los gobernantes acordaron enviar los mapas.", ["PE", "CL"]),
        (US + "The Ministry of Health pledged to open a clinic.", ["GH"]),
        (US + "The U.S. Embassy and the Ministry of Health agreed to open a clinic.", ["GH", "US"]),
    ],
)
def test_an_office_that_one_side_alone_has_promises_for_it(text: str, obligors: list[str]) -> None:
    assert promises(text) == [("live", obligors, "")]


@pytest.mark.parametrize(
    "text",
    [
        EN.replace("Undersecretary", "Minister") + "The Minister undertook to send the maps.",
        EN + "The Rector undertook to send the maps.",
    ],
)
def test_an_office_that_both_or_neither_have_promises_nothing(text: str) -> None:
    assert [grade for grade, *_ in promises(text)] == ["candidate"]


@pytest.mark.parametrize(
    "text",
    [
        EN + "Peru and Chile considered the promise of solar power.",
        EN + "Peru kept its promise to open a lane.",
        EN + "Peru answered that 200 cases were resolved in March.",
        EN + "Peru will have spent ten million soles in this year.",
        EN + "Chile has approved four wind farms since 2023.",
        EN + "The minutes were approved by both delegations.",
        ES + "Los dos ministros ofrecieron una declaración a la prensa.",
        ES + "El orden del día se aprobó sin cambios.",
    ],
)
def test_what_is_done_shown_or_of_the_paper_itself_is_no_promise(text: str) -> None:
    assert "live" not in [grade for grade, *_ in promises(text)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (EN + "Peru agreed to open a lane starting July 1, 2024.", "2024-07-01"),
        (EN + "Peru will open a lane from 1 July until 30 September 2024.", "2024-09-30"),
        (EN + "Peru will open a lane with data from 2025.", ""),
        (ES + "A partir del 1 de julio, el Perú abrirá un carril.", "2024-07-01"),
        (ES + "El Perú abrirá un carril a partir de julio de 2024 hasta enero de 2025.", "2025-01"),
        (EN + "Peru will host a workshop this month.", "2024-05"),
        (EN + "Peru will host a workshop later this month.", "2024-05"),
        (ES + "Ambas partes acordaron intercambiar en 30 días los avisos en caso de derrame.", "2024-06-02"),
    ],
)
def test_a_month_and_days_are_until_when_it_is_promised(text: str, due: str) -> None:
    assert [(grade, found) for grade, _, found in promises(text)] == [("live", due)]
