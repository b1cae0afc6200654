"""Names that look like an office, a month or a title are read whole, and offices that look like a name."""

import pytest
from test_what_sentences_say import people

MET = "The Minister of Ports of Ghana, Ama Boateng, met the Minister of Mines of Peru, Rosa Quispe.\n\n"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        # a given name that is written short
        ("The Peruvian side was led by Envoy Ma. Elena Soto Vega.", "Ma. Elena Soto Vega", "Envoy"),
        ("Por el Perú asistió el director Fco. Javier Soto Vega.", "Fco. Javier Soto Vega", "director"),
        ("Por el Perú asistió la asesora Ma. Luisa Soto.", "Ma. Luisa Soto", "asesora"),
        # letters of a degree or a rank
        ("Por el Perú asistió la Q.F.B. Ana Soto Vega, directora.", "Ana Soto Vega", "directora"),
        (
            "Por el Perú: el C.A. Luis Rojas Vega, director de Puertos.",
            "Luis Rojas Vega",
            "director de Puertos",
        ),
        ("The Peruvian side: Dr.-Ing. Ana Soto, Head of Mines.", "Ana Soto", "Head of Mines"),
        # surnames that are offices
        ("Por el Perú asistió la asesora Ana Alcalde Vega.", "Ana Alcalde Vega", "asesora"),
        ("Por el Perú: Arturo Coronel Soto, director.", "Arturo Coronel Soto", "director"),
        ("Por el Perú: Luis Rey Soto, director.", "Luis Rey Soto", "director"),
        # small words and months
        ("Por el Perú asistió el director Francisco Lo Presti Vega.", "Francisco Lo Presti Vega", "director"),
        ("The Peruvian side was led by the envoy, June Soto-Webb.", "June Soto-Webb", "envoy"),
        ("For Peru: Director April Soto-Webb.", "April Soto-Webb", "Director"),
        # ranks of the retired
        (
            "The Peruvian side was led by Ports Minister General (ret.) Iván Soto Vega.",
            "Iván Soto Vega",
            "Ports Minister",
        ),
        # offices of places, of districts and with a number
        (
            "Por el Perú: Ana Soto, jefa del 4.º Distrito de Puertos.",
            "Ana Soto",
            "jefa del 4.º Distrito de Puertos",
        ),
        (
            "Por el Perú: Ana Soto, comandante de la 12.ª Zona Militar.",
            "Ana Soto",
            "comandante de la 12.ª Zona Militar",
        ),
        (
            "Por el Perú: Ana Soto, coordinadora del paso Cerro Alto.",
            "Ana Soto",
            "coordinadora del paso Cerro Alto",
        ),
        (
            "Por el Perú: Ana Soto, directora residente de la GIZ.",
            "Ana Soto",
            "directora residente de la GIZ",
        ),
        ("For Peru: the ambassador in Washington, Luis Vega.", "Luis Vega", "ambassador in Washington"),
        ("Por el Perú: Embajador Luis Vega, jefe de delegación.", "Luis Vega", "Embajador"),
        ("For Peru: Ambassador Luis Vega, Head of Mission.", "Luis Vega", "Head of Mission"),
    ],
)
def test_a_name_is_read_whole_and_so_is_its_office(text: str, name: str, role: str) -> None:
    assert people(MET + text).get(name) == ("PE", role)


@pytest.mark.parametrize(
    "text",
    [
        "On 3 June Ghana will ship the cranes. In June Peru will pay.",
        "The A.M.E. Ghana Trust paid for the cranes.",
        "In Accra, June rains closed the port.",
    ],
)
def test_a_month_or_letters_alone_name_nobody(text: str) -> None:
    assert set(people(MET + text)) == {"Ama Boateng", "Rosa Quispe"}


@pytest.mark.parametrize(
    "text",
    [
        "Envoy Luis Vega told the group that a ship of Peru sank last year.",
        "La alcaldesa de Tacna, Ana Soto, y el asesor Luis Vega, de Peru, expusieron los planes.",
        "The Governor of Piura, Ana Soto, and Envoy Luis Vega met today to renew what was signed in 2009.",
        "From our side: Envoy Luis Vega, me, and Director Ana D. Soto.",
    ],
)
def test_who_speaks_to_those_who_met_was_there(text: str) -> None:
    assert "Luis Vega" in people("Lima, 4 March 2025\n\n" + MET + text)


@pytest.mark.parametrize("heading", ["7. Other conversations", "Otras reuniones", "8. Persons met outside"])
def test_whom_the_authors_met_elsewhere_was_not_there(heading: str) -> None:
    text = MET + f"{heading}\n\nOn Wednesday we met the president of the Ports Club, Luis Vega.\n"
    assert "Luis Vega" not in people(text)


def test_an_office_of_a_state_of_brazil_is_read_over_its_small_words() -> None:
    text = "The Minister of Ports of Brazil, Ana Lima, met the Minister of Mines of Peru, Rosa Quispe.\n\n"
    text += "Por Brasil: el gobernador de Mato Grosso do Sul, Luis Costa."
    assert people(text)["Luis Costa"] == ("BR", "gobernador de Mato Grosso do Sul")
