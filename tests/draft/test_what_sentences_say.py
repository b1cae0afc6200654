"""What the rules read of sentences and lists as memos are built of them: kinds, not cases."""

import pytest
from drafting import drafted, must_keep_the_law

BILATERAL = "Meeting of Peru and Ghana\n\nLima, 4 May 2023\n\n"


def people(text: str) -> dict[str, tuple[str, str]]:
    """Give the side and the role of everybody in a delegation."""
    draft = drafted(BILATERAL + text)
    must_keep_the_law(BILATERAL + text)
    return {
        member.name[0].text: (delegation.party[0].text, member.role[0].text if member.role else "")
        for delegation in draft.delegations
        for member in delegation.members
    }


def promises(text: str) -> list[tuple[str, list[str], str]]:
    """Give the grade, the obligors and the deadline of every promise."""
    must_keep_the_law(BILATERAL + text)
    return [
        (each.grade, each.obligors, each.deadline.value.text if each.deadline and each.deadline.value else "")
        for each in drafted(BILATERAL + text).commitments
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Peruvian delegation included Smt. Rosa Quispe, Director of Ports, and Eng. Tito Huamán.",
            {"Rosa Quispe": ("PE", "Director of Ports"), "Tito Huamán": ("PE", "")},
        ),
        (
            "The Peruvian delegation was led by the Rt Hon Ana Torres MP, Minister of State for Trade.",
            {"Ana Torres": ("PE", "Minister of State for Trade")},
        ),
        (
            "Por el Perú asistieron el Director de Aduanas, coronel Luis Vega; y María del Pilar Soto.",
            {"Luis Vega": ("PE", "Director de Aduanas"), "María del Pilar Soto": ("PE", "")},
        ),
        (
            "Kofi Boateng, Chief Negotiator, took part for Ghana.",
            {"Kofi Boateng": ("GH", "Chief Negotiator")},
        ),
        (
            "Ana Torres, Minister of Trade, for Peru and Ama Mensah, Minister of Ports, for Ghana, met.",
            {"Ana Torres": ("PE", "Minister of Trade"), "Ama Mensah": ("GH", "Minister of Ports")},
        ),
        (
            "La delegación peruana fue presidida por el Emb. Luis Vega y la ghanesa por el Lic. Kofi Mensah.",
            {"Luis Vega": ("PE", ""), "Kofi Mensah": ("GH", "")},
        ),
        (
            "Peruvian Minister of Trade Ana Torres met us.\n\nMs Torres was assisted by Mr. Luis Vega.",
            {"Ana Torres": ("PE", "Peruvian Minister of Trade"), "Luis Vega": ("PE", "")},
        ),
        (
            "Por la parte ghanesa:\n\n- Kofi Boateng, Intendente de Aduanas, SUNAT\n- Ama Puente, Enlace",
            {"Kofi Boateng": ("GH", "Intendente de Aduanas"), "Ama Puente": ("GH", "Enlace")},
        ),
        (
            "Nombre | Designación | País\nAna Torres | Directora | Perú\n",
            {"Ana Torres": ("PE", "Directora")},
        ),
    ],
)
def test_people_are_told_with_their_titles_roles_and_sides(
    text: str, found: dict[str, tuple[str, str]]
) -> None:
    there = people(text)
    assert {name: there.get(name) for name in found} == found


@pytest.mark.parametrize(
    "text",
    [
        "The Ministers recalled that Prime Minister Ana Torres visited Accra.",
        "En 2019 los presidentes Luis Vega y Ana Torres inauguraron el puente.",
        "It follows the talks that had been held; President Ana Torres had opened them.",
        "The delegation conveyed the greetings of President Ana Torres.",
        "Se reunieron en cumplimiento de lo dispuesto por los presidentes Luis Vega y Ana Torres.",
        "Ambassador Ana Torres sent a message to the participants of the meeting.",
        "Background\n\nPresident Ana Torres and Minister Luis Vega signed the first plan.",
    ],
)
def test_who_is_named_in_passing_or_of_before_was_not_there(text: str) -> None:
    assert not people(text)


def test_a_president_whose_side_is_not_said_is_only_named() -> None:
    found = people("Minister Ama Mensah of Ghana attended the meeting. President Ana Torres met them.")
    assert set(found) == {"Ama Mensah"}


@pytest.mark.parametrize(
    "text",
    [
        "It was co-chaired by Ana Torres, Minister of Peru, and Kofi Boateng, Minister of Ghana.",
        "Minister Ana Torres of Peru and Minister Kofi Boateng of Ghana co-chaired.",
        "Presidieron la reunión la ministra peruana Ana Torres y el ministro ghanés Kofi Boateng.",
    ],
)
def test_those_who_chaired_together_lead_their_sides(text: str) -> None:
    sides = drafted(BILATERAL + text).delegations
    heads = {each.name[0].text for side in sides for each in side.members if each.head}
    assert heads == {"Ana Torres", "Kofi Boateng"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ministers agreed to:\n\n(a) open a lane;\n(b) share data.", [("live", ["PE", "GH"], "")] * 2),
        (
            "Compromisos\n\na) Ghana: remitir el estudio. Plazo: 15 de junio de 2023.",
            [("live", ["GH"], "2023-06-15")],
        ),
        (
            "Action | Responsible | Due\nSend the list | Ghana | 31 Oct 2023\n",
            [("live", ["GH"], "2023-10-31")],
        ),
        ("Peru will open a lane and Ghana will send experts.", [("live", ["PE", "GH"], "")]),
        ("Peru said it was ready. It will open a lane.", [("live", ["PE"], "")]),
        ("Quedó acordado que se abrirá un carril.", [("live", ["PE", "GH"], "")]),
        ("Perú va a abrir un carril.", [("live", ["PE"], "")]),
        ("Peru is to name its focal point not later than ten days.", [("live", ["PE"], "2023-05-14")]),
        (
            "Attending for Ghana was Ama Mensah, Director of Fisheries, GFA.\n\nGFA will send the list.",
            [("live", ["GH"], "")],
        ),
        ("We think that Peru will open a lane.", [("candidate", ["PE"], "")]),
        ("Under that programme Peru committed USD 5 million.", [("candidate", ["PE"], "")]),
        ("Antecedentes\n\nLas Partes acordaron un plan.", [("candidate", ["PE", "GH"], "")]),
        (
            "La ministra peruana Ana Torres expresó su confianza en que los plazos disminuirán.",
            [("candidate", ["PE"], "")],
        ),
        ("Perú abrirá un carril en un plazo de noventa días.", [("live", ["PE"], "2023-08-02")]),
        ("Perú abrirá un carril antes de que concluya el año 2024.", [("live", ["PE"], "2024-12-31")]),
        ("Peru will open a lane in Q1 2024.", [("live", ["PE"], "2024-03-31")]),
        ("Peru will open a lane within 10 working days.", [("live", ["PE"], "")]),
        ("Peru will lift the fee starting 1 June 2023.", [("live", ["PE"], "2023-06-01")]),
    ],
)
def test_promises_are_told_with_their_obligors_and_deadlines(
    text: str, found: list[tuple[str, list[str], str]]
) -> None:
    assert promises(text) == found


@pytest.mark.parametrize(
    ("text", "held", "place"),
    [
        (
            "En Tacna, a los veintiún días de octubre de dos mil veintidós, se reunieron Perú y Chile.",
            "2022-10-21",
            "Tacna",
        ),
        (
            "Peru and Chile\n\nHeld in Lima, on this 3rd day of June, 2021, the meeting was short.",
            "2021-06-03",
            "Lima",
        ),
        (
            "Perú y Chile\n\nVila do Sol, 7 de mayo de 2024\n\nSe celebró en el día de la fecha la reunión.",
            "2024-05-07",
            "Vila do Sol",
        ),
        ("Peru and Chile\n\nTHE HAGUE (May 14, 2025) — The two sides met today.", "2025-05-14", "THE HAGUE"),
        (
            "Peru and Chile met in Lima on 2 March 2024.\nThe first meeting was held in Arica in 2019.",
            "2024-03-02",
            "Lima",
        ),
    ],
)
def test_the_day_and_the_place_are_told_as_actas_and_date_lines_write_them(
    text: str, held: str, place: str
) -> None:
    occasion = drafted(text).occasion
    assert (occasion["held"][0].text, occasion["place"][0].text) == (held, place)


def test_who_came_with_somebody_that_is_only_called_by_surname_is_of_that_side() -> None:
    text = (
        "The Vice Minister for Trade of Peru, Ana Torres, met the Minister of Ghana, Ama Mensah.\n\n"
        "Accompanying the Vice Minister were Director Luis Vega and Adviser Tito Puma.\n\n"
        "Junto a Mensah estuvieron el director Kofi Boateng y la asesora Efua Owusu."
    )
    sides = {name: side for name, (side, _) in people(text).items()}
    assert (sides["Luis Vega"], sides["Tito Puma"]) == ("PE", "PE")
    assert (sides["Kofi Boateng"], sides["Efua Owusu"]) == ("GH", "GH")
