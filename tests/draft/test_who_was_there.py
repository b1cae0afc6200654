"""Who a memo names was there only where something says so; what they are may stand anywhere beside them."""

import pytest
from drafting import drafted, must_keep_the_law
from test_what_sentences_say import people, promises

from tracker.draft.values import LIVE

MET = "The Minister of Ports of Ghana, Ama Boateng, met the Minister of Mines of Peru, Rosa Quispe.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "They attended a workshop organised by Director Kofi Asante.",
        "They visited the mill opened last spring by Governor Kofi Asante.",
        "Ms Boateng congratulated Professor Kofi Asante, director of the institute.",
        "The talks took up the study of Professor Kofi Asante.",
        "Present was also taken note of the letter which Governor Kofi Asante wrote.",
        "The Spokesperson, Kofi Asante, said that the visit was short.",
        "Governor Kofi Asante has announced a dam.",
        "El director de la Cámara, Kofi Asante, publicó un libro.",
        "Se consideró la nota del gobernador Kofi Asante, que se tiene presente.",
        "Apologies: Kofi Asante, Director of Ports.",
        "Ausente con excusa: Lic. Kofi Asante, director de Puertos.",
        "Se disculpó el gobernador Kofi Asante.",
    ],
)
def test_who_is_only_named_is_in_no_delegation(text: str) -> None:
    assert set(people(MET + text)) == {"Ama Boateng", "Rosa Quispe"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The Peruvian side included Ana Soto (Director of Mines), General Luis Vega (Chief of Police).",
            {"Ana Soto": ("PE", "Director of Mines"), "Luis Vega": ("PE", "Chief of Police")},
        ),
        (
            "Por Ghana asistieron Ama Mensah (alcaldesa de San Juan) y Kofi Asante (director de Aduanas).",
            {"Ama Mensah": ("GH", "alcaldesa de San Juan"), "Kofi Asante": ("GH", "director de Aduanas")},
        ),
        (
            "For Ghana: advisers Ama Mensah and Kofi Asante.",
            {"Ama Mensah": ("GH", "adviser"), "Kofi Asante": ("GH", "adviser")},
        ),
        (
            "Their Political Directors, Ms Ana Soto (Peru) and Mr Kofi Asante (Ghana), attended.",
            {"Ana Soto": ("PE", "Political Director"), "Kofi Asante": ("GH", "Political Director")},
        ),
        (
            "Peru was represented by the Minister of Mines, Ana Soto; Ghana, by the Envoy, Ama Ofori.",
            {"Ana Soto": ("PE", "Minister of Mines"), "Ama Ofori": ("GH", "Envoy")},
        ),
        (
            "Con la ministra peruana viajaron: el jefe de Aduanas, Luis Vega; y la directora, Ana Soto.",
            {"Luis Vega": ("PE", "jefe de Aduanas"), "Ana Soto": ("PE", "directora")},
        ),
        (
            "Perú | Ghana\nAna Soto, Directora de Minas | Kofi Asante, Jefe de Puertos\n",
            {"Ana Soto": ("PE", "Directora de Minas"), "Kofi Asante": ("GH", "Jefe de Puertos")},
        ),
        (
            "Delegate | Post | Country\nMr. J. Refugio Soto | Director | Peru\n",
            {"J. Refugio Soto": ("PE", "Director")},
        ),
        (
            "Por el Perú:\n\nAna Soto Campos\nViceministra\n\nPor Ghana:\n\nKofi Asante\nJefe de Puertos\n",
            {"Ana Soto Campos": ("PE", "Viceministra"), "Kofi Asante": ("GH", "Jefe de Puertos")},
        ),
        (
            "Delegación peruana:\n\n- Capitán de Navío Luis Vega, Asesor\n- Perito Tito Rojas, Cartógrafo",
            {"Luis Vega": ("PE", "Asesor"), "Tito Rojas": ("PE", "Cartógrafo")},
        ),
        (
            "The Ghanaian side was led by Lord Marr of Esk, Envoy, and Ms Inès d'Albret, Chief of Staff.",
            {"Lord Marr of Esk": ("GH", "Envoy"), "Inès d'Albret": ("GH", "Chief of Staff")},
        ),
    ],
)
def test_roles_and_sides_are_read_where_they_stand(text: str, found: dict[str, tuple[str, str]]) -> None:
    there = people(text)
    assert {name: there.get(name) for name in found} == found


@pytest.mark.parametrize(
    ("text", "obligors"),
    [
        ("HEREBY:\n\n1. AGREE to open a port;\n2. NOTE the report.", ["PE", "GH"]),
        ("The panel agreed that Ghana would host the data room.", ["GH"]),
        ("Peru to circulate the draft within a week.", ["PE"]),
        ("La delegación peruana asume el costo de la obra.", ["PE"]),
        ("Como resultado, ambas delegaciones resolvieron abrir un puerto.", ["PE", "GH"]),
        ("Ghana, a su vez, enviará una misión.", ["GH"]),
        ("The Peruvian side assured that the dues would be paid.", ["PE"]),
    ],
)
def test_promises_are_told_in_more_than_one_way(text: str, obligors: list[str]) -> None:
    assert [each[:2] for each in promises(text) if each[0] == LIVE] == [(LIVE, obligors)]


@pytest.mark.parametrize(
    "text",
    [
        "La delegación peruana aseguró que la obra no cambió el río.",
        "Both sides noted that the agreement was signed in Accra.",
        'The Minister said:\n\n"Ghana is a friend. We will always stand by Ghana."',
    ],
)
def test_what_is_of_the_past_or_quoted_is_no_promise(text: str) -> None:
    assert all(each[0] != LIVE for each in promises(text))


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        (
            "Entre el 29 y el 30 de julio de 2024 se desarrolló en Arica la Ronda de Perú y Ghana.",
            "29",
            "Arica",
        ),
        ("Peru and Ghana held talks from 30 July to 2 August 2024 in Arica.", "30", "Arica"),
        ("Fecha / Date: 4 July 2024\nSede / Venue: Arica\n\nPeru and Ghana met.", "04", "Arica"),
        ("Released 5 July 2024\n\nArica, 4 July 2024. Peru and Ghana met today.", "04", "Arica"),
        ("Peru and Ghana agreed to trade.\n\nDone at Arica, on 4 July 2024.", "04", "Arica"),
    ],
)
def test_the_day_and_the_place_are_those_of_the_meeting(text: str, day: str, place: str) -> None:
    must_keep_the_law(text)
    occasion = drafted(text).occasion
    assert (occasion["held"][0].text, occasion["place"][0].text) == (f"2024-07-{day}", place)


def test_three_countries_whose_names_are_labels_are_the_parties() -> None:
    text = "MEETING\n\nPERU: Ana Soto (Chief).\n\nGHANA: Ama Ofori (Chief).\n\nCHILE: Luis Vega (Chief)."
    assert drafted(text).parties == ["PE", "GH", "CL"]
