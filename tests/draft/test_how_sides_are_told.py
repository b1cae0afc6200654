"""Sides, offices and absences that a memo tells in ways of its own: tables, two offices of one, apologies."""

import pytest
from drafting import drafted
from test_what_sentences_say import BILATERAL, people

from tracker.draft.known import Known

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
            "Envoy Ama Boateng and the Chairman and Chief of Mines, Kofi Asante, met Chief Ana Soto of Peru.",
            {
                "Ama Boateng": ("GH", "Envoy"),
                "Kofi Asante": ("GH", "Chairman and Chief of Mines"),
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


@pytest.mark.parametrize(
    "entries",
    [
        "- Ana Soto, Director of Mines (absent)\n- Luis Vega, who did not attend\n- Rosa Quispe (excused)\n",
        "- Ana Soto, Director - sent apologies\n- Luis Vega, was unable to come\n- Rosa Quispe (regrets)\n",
        "- Ana Soto, Directora (ausente)\n- Luis Vega, quien no vino\n- Rosa Quispe, jefa, se excusó\n",
        "- Ana Soto, Directora, se disculpó\n- Luis Vega (ausente)\n- Rosa Quispe - no pudo asistir\n",
    ],
)
def test_who_is_said_to_be_absent_is_not_there(entries: str) -> None:
    """The list goes on: who stands below them is there, and nobody's role is an absence."""
    assert people(f"Peruvian delegation:\n\n{entries}- Tito Rojas, adviser\n") == {
        "Tito Rojas": ("PE", "adviser")
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "The Peruvian side was led by Minister Ana Soto; Director Luis Vega did not attend.",
        "La delegación peruana fue encabezada por la ministra Ana Soto; el director Luis Vega no asistió.",
        "Peru | Ghana\nAna Soto, Minister | Kofi Asante, Chief (absent)\n",
        "Name | Post | Side | There\nAna Soto | Minister | Peru | Yes\nLuis Vega | Aide | Peru | Absent\n",
    ],
)
def test_an_absence_is_of_one_alone(sentence: str) -> None:
    """Those beside whom it stands are there."""
    assert list(people(sentence)) == ["Ana Soto"]


def test_a_name_alone_on_its_line_has_no_role_of_the_next_line() -> None:
    """The next line is somebody else, with a role of their own."""
    assert people("Ghanaian delegation:\nKofi Asante\nAma Boateng, Director, EPA\n") == {
        "Kofi Asante": ("GH", ""),
        "Ama Boateng": ("GH", "Director"),
    }


def test_a_party_in_brackets_is_of_nobody_else() -> None:
    """It says nothing of whom `&` or `and` joins to the one before it."""
    for joined in ("&", "and"):
        told = people(f"Minister Ana Soto (Peru) {joined} Director Kofi Asante met.")
        assert told["Ana Soto"][0] == "PE"
        assert told["Kofi Asante"][0] == "GH"


def test_a_place_with_a_number_is_nobody() -> None:
    """A roman number is no surname."""
    assert list(people("Peruvian delegation:\n\n- Matarani II (port)\n- Ana Soto (fiscal)\n")) == ["Ana Soto"]


def test_who_could_not_do_something_else_was_there() -> None:
    """Only a meeting is missed: a date that is not confirmed is none."""
    told = people("Minister Ana Soto of Peru, unable to sign, met Director Kofi Asante of Ghana.")
    assert set(told) == {"Ana Soto", "Kofi Asante"}


def institutions(
    text: str, known: Known | None = None, parties: str = "Mexico and the United States"
) -> set[str]:
    draft = drafted(f"Meeting of {parties}\n\nLaredo, 4 May 2023\n\n{text}", known)
    members = [each for side in draft.delegations for each in side.members]
    return {each.institution[0].text for each in members if each.institution}


ROADS = "The U.S. side included Ann Hill, Director of the Department of Transportation. "


def test_an_acronym_that_a_text_does_not_have_is_nobodys() -> None:
    """An id is told where the text has it, or the store, or where a name alone is enough."""
    assert institutions(ROADS) == set()
    assert institutions(ROADS + "DOT presented its plan.") == {"DOT"}
    store = Known(institutions={"Department of Transportation": ("US", "DOT")})
    assert institutions(ROADS, store) == {"DOT"}
    assert institutions(ROADS.replace("Transportation", "Homeland Security")) == {"DHS"}


def test_a_word_of_a_name_is_no_acronym_of_it() -> None:
    """State is a word of its own name: only `State` alone would be the institution."""
    assert institutions("The U.S. side was led by Ann Hill, Deputy Secretary of State for Mines.") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Present: for us, Ana Soto (Chief) and Luis Vega (aide). For them, Kofi Asante, envoy of Ghana.",
            {"Ana Soto": "PE", "Luis Vega": "PE", "Kofi Asante": "GH"},
        ),
        (
            "Por nosotros estuvo Ana Soto, directora de Minas del Perú. Por ellos, Kofi Asante, asesor.",
            {"Ana Soto": "PE", "Kofi Asante": "GH"},
        ),
        (
            "On our side were Ana Soto, Chief, Luis Vega, envoy of Peru. On their side: Kofi Asante, aide.",
            {"Ana Soto": "PE", "Luis Vega": "PE", "Kofi Asante": "GH"},
        ),
        (
            "Asistió la ministra peruana Ana Soto. Frente a ella se sentó el jefe de Puertos, Kofi Asante.",
            {"Ana Soto": "PE", "Kofi Asante": "GH"},
        ),
        (
            "The Minister of Mines of Peru, Ana Soto, attended. Across from her sat Chief Kofi Asante.",
            {"Ana Soto": "PE", "Kofi Asante": "GH"},
        ),
        (  # a guest is not of the country that is visited; who is met is of the hosts
            "La directora de Minas, Ana Soto, visitó Ghana. El martes se reunió con el jefe Kofi Asante.",
            {"Ana Soto": "PE", "Kofi Asante": "GH"},
        ),
        (
            "Director Ana Soto travelled to Ghana. She also met with the Port Warden, Kofi Asante.",
            {"Ana Soto": "PE", "Kofi Asante": "GH"},
        ),
        (  # what somebody announces that a country will do
            "Director Kofi Asante attended. Director Asante announced that Ghana will pay.",
            {"Kofi Asante": "GH"},
        ),
        (
            "Estuvo presente la directora Ana Soto. La directora Soto indicó que el Perú cubrirá el costo.",
            {"Ana Soto": "PE"},
        ),
        (
            "La jefa Ana Soto viajó a Ghana, donde fue recibida por el asesor Kofi Asante.",
            {"Ana Soto": "PE", "Kofi Asante": "GH"},
        ),
        (  # who gets something may be the other
            "Director Kofi Asante attended. Director Asante announced that Peru will receive the ships.",
            {"Kofi Asante": "UNKNOWN"},
        ),
        (
            "Attendees (Peru): Ana Soto, aide. Attendees (Ghana): Kofi Asante, aide.",
            {"Ana Soto": "PE", "Kofi Asante": "GH"},
        ),
        (  # nobody who invites is a guest
            "By invitation of Director Kofi Asante, visited Ghana was Ana Soto, Minister of Peru.",
            {"Ana Soto": "PE"},
        ),
    ],
)
def test_sides_that_are_told_by_who_faces_whom(text: str, found: dict[str, str]) -> None:
    told = people(text)
    assert {name: told.get(name, ("",))[0] for name in found} == found


def heads(text: str) -> set[str]:
    return {
        each.name[0].text
        for side in drafted(BILATERAL + text).delegations
        for each in side.members
        if each.head
    }


@pytest.mark.parametrize(
    "text",
    [
        "Peru\n\n- Ana Soto, Director, co-chair\n\nGhana\n\n- Kofi Asante, Chief, co-chair\n",
        "Perú\n\n- Ana Soto, directora (APN), copresidenta\n\nGhana\n\n- Kofi Asante, jefe, copresidente\n",
        """The President of Peru, Ana Soto, met the President of Ghana, Kofi Asante. After a private talk, the
        leaders met in private and then led the talks of both delegations.""",
        """La presidenta del Perú, Ana Soto, recibió al presidente de Ghana, Kofi Asante. Los mandatarios
        encabezaron luego un encuentro ampliado.""",
    ],
)
def test_who_chairs_together_leads_their_side(text: str) -> None:
    assert heads(text) == {"Ana Soto", "Kofi Asante"}


def test_the_office_of_the_ministry_that_issues_a_memo_is_of_its_party() -> None:
    """So it is of three sides too, and only of that office."""
    letterhead = (
        "Secretaría de Minas | República del Perú\n\nPerú, Ghana y Chile\n\nLima, 4 de mayo de 2023\n\n"
    )
    text = "El secretario de Minas, Luis Vega, mantuvo un encuentro con el ministro de Ghana, Kofi Asante."
    draft = drafted(letterhead + text)
    assert {each.party[0].text: each.members[0].name[0].text for each in draft.delegations} == {
        "PE": "Luis Vega",
        "GH": "Kofi Asante",
    }


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ana Soto, Secretaria de la Sección peruana, AAA", "Secretaria de la Sección peruana"),
        ("Ana Soto, Jefa del Batallón 27 de Minas", "Jefa del Batallón 27 de Minas"),
        (
            "Ana Soto, comisionada para la Protección contra Riesgos",
            "comisionada para la Protección contra Riesgos",
        ),
        ("Ana Soto, Senior Fellow for Ports", "Senior Fellow for Ports"),
    ],
)
def test_a_role_is_whole(text: str, role: str) -> None:
    assert people(f"Peruvian delegation:\n\n- {text}\n- Luis Vega, aide\n")["Ana Soto"] == ("PE", role)


def test_those_whom_a_sentence_lists_after_others_are_there_too() -> None:
    """`The other members` goes on with the delegation of the sentence before."""
    text = (
        "The Peruvian side was led by Ana Soto. The other members were Luis Vega, Fellow; Tito Rojas, aide."
    )
    assert set(people(text)) == {"Ana Soto", "Luis Vega", "Tito Rojas"}


def test_a_paper_in_a_list_is_nobody() -> None:
    assert (
        people("Presented for Peru: (i) Informe de Matarani, 6 pages; (ii) Pronóstico de Elefante Azul, map")
        == {}
    )


def test_names_side_by_side_below_a_party_are_all_its_people() -> None:
    """The line below has the office of each."""
    names = "Ana Soto Campos      Luis Vega Roca\nViceministra         Jefe de Puertos\n"
    assert people(f"Por el Perú\n\n{names}\nPor Ghana\n\nKofi Asante\nAsesor\n") == {
        "Ana Soto Campos": ("PE", "Viceministra"),
        "Luis Vega Roca": ("PE", "Jefe de Puertos"),
        "Kofi Asante": ("GH", "Asesor"),
    }


def test_hosts_of_a_visit_on_a_trip_are_of_no_delegation() -> None:
    """A report tells whom a group came by; where their side is said they are told with it."""
    text = "Minister Ana Soto of Peru attended. At the lake we were received by ecologist Tito Rojas."
    assert "Tito Rojas" not in people(text)
    text = "La ministra Ana Soto del Perú asistió. En el lago nos recibió el intendente, Luis Vega."
    assert "Luis Vega" not in people(text)
