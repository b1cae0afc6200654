"""One office or side is said once for two: of counterparts, of company, of ministers who speak together."""

import pytest
from test_what_sentences_say import people

TALKS = "Talks between Ghana and Peru were held on 4 March 2025 in Lima. Ghana and Peru agreed on ports.\n\n"

COMPANY = (
    "El encuentro lo presidió la ministra Ama Boateng. La acompañaron la cónsul de Ghana, Afua Osei, y el "
    "asesor de Pesca de Ghana, Kofi Osei. Por el Perú asistió el director Luis Vega."
)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Ports Minister Ama Boateng and her Peruvian counterpart Luis Vega held talks.",
            ("GH", "Ports Minister"),
            ("PE", "Ports Minister"),
        ),
        (
            "La ministra Ama Boateng y su homóloga peruana, Luis Vega, sostuvieron un encuentro.",
            ("GH", "ministra"),
            ("PE", "ministra"),
        ),
        (  # the word would be of another gender
            "La ministra Ama Boateng y su homólogo peruano, Luis Vega, sostuvieron un encuentro.",
            ("GH", "ministra"),
            ("PE", ""),
        ),
        (
            "The Foreign Minister of Ghana, Ama Boateng, met her counterpart Luis Vega.",
            ("GH", "Foreign Minister of Ghana"),
            ("PE", "Foreign Minister"),
        ),
        (
            "Lima (Agencia Sur).- Los cancilleres de Ghana, Ama Boateng, y del Perú, Luis Vega, informaron.",
            ("GH", "canciller"),
            ("PE", "canciller"),
        ),
        (
            "The ministers of Ghana, Ama Boateng, and of Peru, Luis Vega, announced the talks.",
            ("GH", "minister"),
            ("PE", "minister"),
        ),
        (
            COMPANY,
            ("GH", "ministra"),
            ("PE", "director"),
        ),
    ],
)
def test_what_is_said_of_one_holds_for_the_other(
    text: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    found = people(TALKS + text)
    assert (found.get("Ama Boateng"), found.get("Luis Vega")) == (one, other)


@pytest.mark.parametrize(
    "text",
    [
        "También estuvo el Sr. Luis Vega, presidente de la Liga, en nombre de los empleadores de Piura.",
        "Also present was Mr. Luis Vega, president of the League, on behalf of the growers of Piura.",
        "Asistió el Sr. Luis Vega, vocero de la Liga, por los transportistas.",
    ],
)
def test_who_speaks_for_growers_or_carriers_is_of_no_side(text: str) -> None:
    met = "The Minister of Ports of Ghana, Ama Boateng, met the Minister of Mines of Peru, Rosa Quispe.\n\n"
    assert "Luis Vega" not in people(met + text)


def test_one_who_came_along_may_be_of_the_other_side() -> None:
    text = "El encuentro lo presidió la ministra Ama Boateng. La acompañó el embajador del Perú, Luis Vega."
    assert people(TALKS + text).get("Ama Boateng", ("UNKNOWN",))[0] == "UNKNOWN"


def test_whom_a_visitor_met_did_not_bring_the_people_of_the_visitor() -> None:
    text = "El martes se reunió en Lima con la ministra Ama Boateng. La acompañaron el embajador del Perú, "
    text += "Luis Vega, y la cónsul del Perú, Ana Soto."
    assert people(TALKS + text)["Ama Boateng"][0] != "PE"
