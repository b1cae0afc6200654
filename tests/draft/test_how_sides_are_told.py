"""Sides, offices and absences that a memo tells in ways of its own: tables, two offices of one, apologies."""

import pytest
from test_what_sentences_say import people

TABLE = """Name              Post
PERU
Ana Soto          Director, Office of Ghanaian Affairs
Luis Vega         Head of Ports

GHANA
Kofi Asante       Port Warden
"""
COLUMNS = """Perú                       Ghana
Ana Soto Campos            Kofi Asante
directora de Minas         jefe de Puertos
Luis Vega Roca             Ama Boateng
asesor                     consejera
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # a row with a party alone is of those below it, an office for a country is not that country's
            TABLE,
            {
                "Ana Soto": ("PE", "Director, Office of Ghanaian Affairs"),
                "Luis Vega": ("PE", "Head of Ports"),
                "Kofi Asante": ("GH", "Port Warden"),
            },
        ),
        (
            "Ana Soto, Ghana Desk Officer of Peru, and Kofi Asante, Peru Desk Officer of Ghana, met.",
            {"Ana Soto": ("PE", "Ghana Desk Officer of Peru")},
        ),
        (  # cells that begin with small letters, at one place
            COLUMNS,
            {
                "Ana Soto Campos": ("PE", "directora de Minas"),
                "Luis Vega Roca": ("PE", "asesor"),
                "Ama Boateng": ("GH", "consejera"),
            },
        ),
        (
            "The Minister of Ports, Ama Boateng, and the Vice President and Minister of Mines, Kofi Asante, "
            "met with the Minister of Arts of Peru, Ana Soto.",
            {
                "Ama Boateng": ("GH", "Minister of Ports"),
                "Kofi Asante": ("GH", "Vice President and Minister of Mines"),
            },
        ),
        (
            "Ana Soto, vicepresidenta y ministra de Minas del Perú, recibió a Kofi Asante, enviado de Ghana.",
            {"Ana Soto": ("PE", "vicepresidenta y ministra de Minas del Perú")},
        ),
        (  # `and the` is another's
            "The Peruvian side was led by the Governor and the Mayor, Luis Vega.",
            {"Luis Vega": ("PE", "Mayor")},
        ),
        (  # two who chaired, one of a side
            "Port Warden Kofi Asante and the Minister of Mines of Peru, Ana Soto, chaired the session.",
            {"Kofi Asante": ("GH", "Port Warden"), "Ana Soto": ("PE", "Minister of Mines of Peru")},
        ),
    ],
)
def test_sides_and_offices(text: str, found: dict[str, tuple[str, str]]) -> None:
    told = people(text)
    assert {name: told.get(name) for name in found} == found
