"""Memos list people in many ways: columns, labels, company, counterparts; each way tells sides and roles."""

import pytest
from drafting import drafted
from test_what_sentences_say import BILATERAL, people

TABLE = """No.   Name             Post             Country
1     Ms Ana Soto      Head of Mines    Peru
2     Mr Kofi Asante   Port Warden      Ghana
"""
SIGNATURES = """For Peru                 For Ghana
Ana Soto Campos (head)   Kofi Asante
Viceministra             Chief of Ports
"""
MET = "The Minister of Ports of Ghana, Ama Boateng, met the Minister of Mines of Peru, Rosa Quispe.\n\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            TABLE,
            {"Ana Soto": ("PE", "Head of Mines"), "Kofi Asante": ("GH", "Port Warden")},
        ),
        (
            SIGNATURES,
            {"Ana Soto Campos": ("PE", "Viceministra"), "Kofi Asante": ("GH", "Chief of Ports")},
        ),
        (  # entries without a marker
            "Peruvian delegation:\n\nAna Soto, Director of Mines\nLuis Vega Roca, Adviser (Ports)\n",
            {"Ana Soto": ("PE", "Director of Mines"), "Luis Vega Roca": ("PE", "Adviser (Ports)")},
        ),
        (
            "PE - A. Soto; Luis Vega, adviser.\nGH - Chief of Ports Kofi Asante (chair); Ama Afu, envoy.",
            {"Luis Vega": ("PE", "adviser"), "Kofi Asante": ("GH", "Chief of Ports")},
        ),
        (
            "Peruvian delegation:\n\n- Ana Soto, Alcaldesa de San Carlos\n- Luis Vega, síndico\n",
            {"Ana Soto": ("PE", "Alcaldesa de San Carlos"), "Luis Vega": ("PE", "síndico")},
        ),
        (
            "Speaking for Peru were Ana Soto, Director of Mines, and Luis Vega, adviser.",
            {"Ana Soto": ("PE", "Director of Mines"), "Luis Vega": ("PE", "adviser")},
        ),
        (
            "El Gobierno peruano estuvo representado por el gerente de lonjas Luis Vega.",
            {"Luis Vega": ("PE", "gerente de lonjas")},
        ),
        (
            "Joining Ms Boateng were the harbour master, Kofi Asante, and Envoy Ama Ofori.",
            {"Kofi Asante": ("GH", "harbour master"), "Ama Ofori": ("GH", "Envoy")},
        ),
        (
            "Quispe viajó con el director de Puertos, Luis Vega; la asesora, Ana Soto, y el jefe Tito Rojas.",
            {"Luis Vega": ("PE", "director de Puertos"), "Tito Rojas": ("PE", "jefe")},
        ),
        (
            "The Minister of Arts of Peru, Ana Soto, spoke with her counterpart, Arts Secretary Kofi Asante.",
            {"Ana Soto": ("PE", "Minister of Arts of Peru"), "Kofi Asante": ("GH", "Arts Secretary")},
        ),
        (
            "El ministro de Salud del Perú, Luis Vega, fue recibido por la ministra de Salud, Ama Ofori.",
            {"Luis Vega": ("PE", "ministro de Salud del Perú"), "Ama Ofori": ("GH", "ministra de Salud")},
        ),
        (
            "The Peruvian side was led by Luis Vega. With him were Ana Soto, envoy, and aide Tito Rojas.",
            {"Ana Soto": ("PE", "envoy"), "Tito Rojas": ("PE", "aide")},
        ),
        (
            "La misión peruana fue encabezada por el jefe Luis Vega. Completó la misión la asesora Ana Soto.",
            {"Luis Vega": ("PE", "jefe"), "Ana Soto": ("PE", "asesora")},
        ),
        (
            "Director Kofi Asante: Ghana thanks Peru.",
            {"Kofi Asante": ("UNKNOWN", "Director")},
        ),
        (
            "In the presence of H.E. Ana Soto, Ambassador of Peru to Ghana",
            {"Ana Soto": ("PE", "Ambassador of Peru to Ghana")},
        ),
        (
            "El gobernador de Piura, Luis Vega, asistió. El alcalde de Sullana, Tito Rojas, asistió también.",
            {"Luis Vega": ("PE", "gobernador de Piura"), "Tito Rojas": ("PE", "alcalde de Sullana")},
        ),
        (
            "The teams of Peru and Ghana were led respectively by Ana Soto, envoy, and Kofi Asante, chief.",
            {"Ana Soto": ("PE", "envoy"), "Kofi Asante": ("GH", "chief")},
        ),
    ],
)
def test_people_are_read_however_they_are_listed(text: str, found: dict[str, tuple[str, str]]) -> None:
    there = people(MET + text)
    assert {name: there.get(name) for name in found} == found


@pytest.mark.parametrize(
    "text",
    [
        "They were joined by the Secretary of Ports, Kofi Asante.",
        "They were joined by Envoy Kofi Asante and the Peruvian Consul, Ana Soto.",
    ],
)
def test_who_joins_both_is_of_neither(text: str) -> None:
    assert people(MET + text)["Kofi Asante"][0] == "UNKNOWN"


@pytest.mark.parametrize(
    "text",
    [
        "Senator Kofi Asante's adviser took notes.",
        "In the evening Mayor Kofi Asante received the guests. He did not attend the meeting.",
        "El alcalde Kofi Asante recibió al grupo. No asistió a la sesión.",
        "Asistió de oyente la exfiscal Kofi Asante, según se dijo.",
        "El gobernador Kofi Asante hizo llegar una carta.",
    ],
)
def test_whose_adviser_or_letter_it_is_was_not_there(text: str) -> None:
    assert set(people(MET + text)) <= {"Ama Boateng", "Rosa Quispe"}


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Co-chairs: Ana Soto (Peru), Kofi Asante (Ghana)", {"Ana Soto", "Kofi Asante"}),
        (
            "The Peruvian side was led by Envoy Ana Soto, the Ghanaian side by Chief Kofi Asante.",
            {"Ana Soto", "Kofi Asante"},
        ),
        ("For Peru: Ana Soto, envoy, was in the chair, with Luis Vega, adviser.", {"Ana Soto"}),
        ("The Minister led a delegation that included Peru's Consul, Luis Vega.", {"Ama Boateng"}),
        ("The two Ministers presided jointly.", {"Ama Boateng", "Rosa Quispe"}),
    ],
)
def test_who_led_is_told_in_more_than_one_way(text: str, heads: set[str]) -> None:
    found = drafted(BILATERAL + MET + text).delegations
    assert {each.name[0].text for side in found for each in side.members if each.head} == heads


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "US - Ana Soto, adviser; Luis Vega, chief.\nGT - Tito Rojas, chief.\n\nGuatemala agreed.",
            ["US", "GT"],
        ),
        (
            "Governor Ana Soto of Sonora met in Texas.\n\nSonora will build a road. Texas will pay for it.",
            ["MX", "US"],
        ),
    ],
)
def test_parties_are_told_by_codes_and_by_their_states(text: str, parties: list[str]) -> None:
    assert drafted(text).parties == parties


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("The Peruvian side included Ana Soto, SUNAT Attaché.", "SUNAT"),
        ("La parte peruana incluyó a Ana Soto, directora del SERFOR.", "SERFOR"),
        ("The Peruvian side included Ana Soto, Director (SERFOR).", "SERFOR"),
    ],
)
def test_the_acronym_in_a_role_is_that_of_an_institution(text: str, institution: str) -> None:
    members = [each for side in drafted(BILATERAL + MET + text).delegations for each in side.members]
    found = {each.name[0].text: each.institution[0].text for each in members if each.institution}
    assert found == {"Ana Soto": institution}


def test_an_embassy_tells_whose_its_ambassador_is() -> None:
    text = "Embassy of Peru in Ghana\n\n" + MET + "Ambassador Luis Vega was present."
    assert people(text)["Luis Vega"] == ("PE", "Ambassador")


def test_a_country_that_is_named_once_in_passing_is_no_party() -> None:
    text = "Professor Ana Soto wrote of Peru, of Piura and of Tacna. She has never been to Kenyan ports."
    assert "KE" not in drafted(text).parties
