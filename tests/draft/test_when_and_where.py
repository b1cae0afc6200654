"""The day and the place of a meeting, and deadlines in words of the calendar."""

import pytest
from drafting import drafted, must_keep_the_law

HEAD = "Meeting of Peru and Chile\n\n"
MEETING = f"{HEAD}Minister Ana Torres of Peru met on 3 May 2024 in Lima with Minister Luis Soto of Chile.\n\n"
REUNION = (
    "Reunión de Perú y Chile\n\nLa ministra del Perú, Ana Torres, se reunió el 3 de mayo de 2024 en Lima"
    " con el ministro Luis Soto de Chile.\n\n"
)


def occasion(text: str) -> tuple[str, str]:
    """Give the day and the place a draft has of a text's meeting."""
    found = drafted(text).occasion
    return tuple(found[key][0].text if key in found else "" for key in ("held", "place"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Posted Saturday, May 4, 2024\n\nOfficials of Peru and Chile met Friday in Lima.", "2024-05-03"),
        ("2024/5/4\n\nOn May 3 the ministers of Peru and Chile met in Lima.", "2024-05-03"),
        ("Bulletin No. 5, May 2024\n\nThe ministers of Peru and Chile met on May 3 in Lima.", "2024-05-03"),
        ("04/05/2024\n\nLa ministra del Perú se reunió ayer en Lima con la parte de Chile.", "2024-05-03"),
        (
            "Date: 6 May 2024\nFrom: Desk\nTo: All\nSubject: Peru-Chile talks, Lima, 3 May\n\nThey met.",
            "2024-05-03",
        ),
        (
            "Issued 9 May 2024\n\nFrom 1 to 5 May she visited Peru.\n\nOn 3 May the sides met in Lima.",
            "2024-05-03",
        ),
        ("Date | 3 May 2024\nPlace | Lima\n\nPeru and Chile met.", "2024-05-03"),
        (
            "Lima, 9 de mayo de 2024\n\nA su nota del 1 de mayo: la reunión fue el 3 de mayo en Tacna.",
            "2024-05-03",
        ),
    ],
)
def test_the_day_of_a_meeting_is_not_that_of_the_paper(text: str, held: str) -> None:
    assert occasion(HEAD + text)[0] == held


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Subject: talks of Peru and Chile, Arica, 3 May 2024\n\nThey met.", "Arica"),
        (
            "En la ciudad de Tacna, a los 3 días del mes de mayo de 2024, se reúne el Comité.",
            "Tacna",
        ),
        ("La ministra de Chile visitó el 3 de mayo de 2024 la ciudad de Tacna.", "Tacna"),
        ("Officials of Peru and Chile met on 3 May 2024 at Laredo City Hall.", "Laredo"),
        ("Lima, 4 May 2024\n\nThe sides met on 3 May at Torre Tagle Palace.", "Lima"),
        (
            "May 4, 2024\n\nToday in Arica, the Minister of Mines, Ana Torres, of Peru, met Luis Soto.",
            "Arica",
        ),
        ("3 May 2024\n\nNotes from the talks with the Chileans, yesterday in Arica. They met.", "Arica"),
        ("4 de mayo de 2024\n\nApuntes de las pláticas con la parte chilena, ayer en El Paso.", "El Paso"),
        ("They met on 3 May 2024 in Spokane, Washington, with the delegation of Chile.", "Spokane"),
        ("Location: Peruvian Section headquarters, El Paso, Texas\nDate: 3 May 2024", "El Paso"),
        ("The sides met on 3 May 2024 in Tacna. It was agreed that the next be held in Arica.", "Tacna"),
    ],
)
def test_the_place_of_a_meeting_is_a_city_before_it_is_a_house(text: str, place: str) -> None:
    assert occasion(HEAD + text)[1] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Date: 3 May 2024\nVenue: Arica District Office, Department of Transportation, Yuma, Arizona",
            "Yuma",
        ),
        (
            "Fecha: 3 de mayo de 2024\nLugar: Oficina de la SICT, Av. Juárez 12, Piedras Negras, Coahuila",
            "Piedras Negras",
        ),
        ("Date: 3 May 2024\nLocation: Spokane, Washington", "Spokane"),
        ("Date: 3 May 2024\nMeeting location: Yuma Events Center, Yuma, Ariz.", "Yuma"),
        ("El ministro recibió el 3 de mayo de 2024 en la Torre Sur, en Arica, a la parte de Perú.", "Arica"),
        (
            "En San Salvador de Jujuy, el 3 de mayo de 2024, se reunieron las dos partes.",
            "San Salvador de Jujuy",
        ),
        ("The two sides met on 3 May 2024 in Frankfurt (Oder).", "Frankfurt (Oder)"),
        (
            "New Delhi | 3 May 2024\n\nThe ministers of Peru and Chile met on 3 May 2024 at Urja Bhawan.",
            "New Delhi",
        ),
        (
            "Lima | 3 de mayo de 2024\n\nEl ministro de Chile se reunió el 3 de mayo en el Edificio Central.",
            "Lima",
        ),
        (
            "YUMA, Ariz., May 4, 2024 -- Officials of both sides met Friday at the Pima County complex.",
            "YUMA",
        ),
        ("4 de mayo de 2024\n\nLIMA. El ministro de Chile se reunió ayer en el Palacio de Gobierno.", "LIMA"),
        (
            "De: T\nPara: S\nFecha: 3 de mayo de 2024\nAsunto: Notas (sesión de hoy, Lima)",
            "Lima",
        ),
    ],
)
def test_a_house_or_an_office_gives_way_to_its_city(text: str, place: str) -> None:
    assert occasion(HEAD + text)[1] == place


@pytest.mark.parametrize(
    "text",
    [
        "They agreed to hold the twelfth session in Washington in September 2026.",
        "Las delegaciones acordaron celebrar la cuarta sesión en Arica en septiembre de 2026.",
        "The two sides decided to meet in Tacna.",
        "La reunión anterior, celebrada en Tucson, no dio resultado.",
        "The previous meeting, held in Phoenix, failed.",
        "En la segunda ronda, realizada en Yuma en enero, hubo avances.",
        "The ministers held talks before that ahead of the summit in Tacna.",
        "El ministro se reunió con su par antes de la cumbre en Arica.",
        "Participants in Arica joined the meeting.",
        "It was received at Torre Tagle Palace.",
    ],
)
def test_where_another_meeting_is_or_was_is_no_place_of_this_one(text: str) -> None:
    held = "The ministers of Peru and Chile met on 3 May 2024 and spoke of copper.\n\n"
    assert occasion(HEAD + held + text) == ("2024-05-03", "")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Lima, 4 de mayo (2024).— Los ministros se reunieron este viernes.", ("2024-05-03", "Lima")),
        (
            "To: Desk\nFrom: Post\nDate: 6 May 2024\nSubject: Meeting of May 3 with Chile\n\nThey met.",
            ("2024-05-03", ""),
        ),
        (
            "To: D\nFrom: P\nDate: 6 May 2024\nSubject: Follow-up to our May 3 meeting\n\nThey met Chile.",
            ("2024-05-03", ""),
        ),
        (
            "LIMA, March 12, 2025 /PN/ - The minister welcomed her colleague to Arica on Tuesday, March 11.",
            ("2025-03-11", "Arica"),
        ),
        (
            "LIMA, March 14, 2025 -- She ended her trip. In Arica on March 11 she met her colleague.",
            ("2025-03-11", "Arica"),
        ),
        ("LIMA, 14 de marzo de 2025.- Se reunió el 11 de marzo con Chile en Arica.", ("2025-03-11", "Arica")),
        ("Q. When did the meeting take place?\nA. On March 11, 2025, in Tacna.", ("2025-03-11", "Tacna")),
        ("They met May 3, 2024, at the Grand Hyatt in Arica.", ("2024-05-03", "Arica")),
        ("Se reunieron el 3 de mayo de 2024 en la Moncloa.", ("2024-05-03", "")),
        ("Se reunieron el 3 de mayo de 2024 en La Paz.", ("2024-05-03", "La Paz")),
        ("The ministers met on 3 May 2024 in The Hague.", ("2024-05-03", "The Hague")),
        (
            "Lima, 5 de mayo de 2024.- En Ilo, el 3 de mayo, se llevó a cabo la reunión.",
            ("2024-05-03", "Ilo"),
        ),
        (
            "Today in Arica, 3 May 2024, they opened the Dialogue first proposed in Tacna.",
            ("2024-05-03", "Arica"),
        ),
        ("On 3 May 2024 the minister, in Lima, held a video call with her colleague.", ("2024-05-03", "")),
        (
            "De: A\nPara: M\nFecha: 6 de mayo de 2024\nAsunto: Reunión del 3 de mayo con Chile\n\nFue.",
            ("2024-05-03", ""),
        ),
        (
            "Lima, 4 May 2024\n\nWhen and where did the two sides meet?\nOn 2 May, in Tacna.",
            ("2024-05-02", "Tacna"),
        ),
        (
            "Lima, 4 de mayo de 2024\n\n¿Cuándo se celebró?\nAyer, 3 de mayo, en el Palacio de Gobierno.",
            ("2024-05-03", "Lima"),
        ),
        (
            "9 May 2024\n\nShe visited Peru from 2 to 4 May. On Friday the 3rd she met in Lima.",
            ("2024-05-03", "Lima"),
        ),
        (
            "9 de mayo de 2024\n\nVisita a Perú del 2 al 4 de mayo. El viernes 3 se reunió en Lima.",
            ("2024-05-03", "Lima"),
        ),
    ],
)
def test_the_day_of_a_meeting_is_read_where_it_is_said(text: str, held: tuple[str, str]) -> None:
    assert occasion(HEAD + text) == held


def deadline_of(text: str) -> str | None:
    """Give the deadline of the last commitment of a text, or `?` with the words that cannot be computed."""
    due = drafted(text).commitments[-1].deadline
    return due and (due.value.text if due.value else f"?{due.words}")


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("by Monday", "2024-05-06"),
        ("by next Tuesday", "?by next Tuesday"),
        ("by the end of the month", "2024-05-31"),
        ("by the end of next month", "2024-06-30"),
        ("within the current year", "2024-12-31"),
        ("by the end of Q1", "2025-03-31"),
        ("in the third quarter", "2024-09-30"),
        ("next spring", "?next spring"),
        ("within 48 hours", "2024-05-05"),
        ("within 30 days of ratification", "?within 30 days"),
        ("within 30 days of this meeting", "2024-06-02"),
        ("by end-June", "2024-06-30"),
        ("between June and July 2024", "2024-07"),
    ],
)
def test_an_english_deadline_in_words_of_the_calendar(words: str, deadline: str) -> None:
    assert deadline_of(f"{MEETING}Peru agreed to send the maps {words}.") == deadline


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("a más tardar el lunes", "2024-05-06"),
        ("antes de fin de mes", "2024-05-31"),
        ("en el segundo semestre", "2024-12-31"),
        ("en el transcurso del año", "2024-12-31"),
        ("el próximo verano", "?el próximo verano"),
        ("en 24 horas", "2024-05-04"),
        ("entre junio y julio de 2024", "2024-07"),
        ("durante los meses de junio y julio", None),
        ("a la brevedad", "?a la brevedad"),
    ],
)
def test_a_spanish_deadline_in_words_of_the_calendar(words: str, deadline: str | None) -> None:
    assert deadline_of(f"{REUNION}El Perú se comprometió a enviar los mapas {words}.") == deadline


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Peru will offer jobs for the harvest of 2025 and publish the call by 28 February.", "2025-02-28"),
        (
            "El Perú abrirá plazas para la campaña agrícola de 2025 y dará la lista antes del 28 de febrero.",
            "2025-02-28",
        ),
        (
            "El Perú enviará observadores a las elecciones generales de 2026 antes del 1 de octubre.",
            "2024-10-01",
        ),
    ],
)
def test_the_year_of_a_season_is_no_deadline(text: str, deadline: str) -> None:
    meeting = MEETING if text.startswith("Peru") else REUNION
    assert deadline_of(meeting + text) == deadline


def test_a_day_that_may_be_two_is_asked_for_and_not_that_of_the_paper() -> None:
    draft = drafted(f"{HEAD}Date of meeting: 05/07/2024\nPrepared: May 9, 2024\n\nPeru and Chile met.")
    assert draft.occasion["held"][0].text == "UNKNOWN"
    assert draft.asked == "05/07/2024"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Peru and Chile met in Lima on 3 May 2024.\n\nPeru agreed to act.", ""),
        ("Minutes\n\nDate: 3 May 2024\n\nPeru and Chile met in Lima.", ""),
        (f"{HEAD}LIMA, May 4, 2024 (Press Office).- The sides met on May 3.", "2024-05-04"),
        (f"{HEAD}Peru and Chile met in Lima on 3 May 2024.\n\nPublished May 6, 2024", "2024-05-06"),
        (f"{HEAD}6 May 2024\n\nPeru and Chile met in Lima on 3 May.", "2024-05-06"),
    ],
)
def test_the_day_of_a_source_is_given_only_where_the_text_says_when_it_was_published(
    text: str, published: str
) -> None:
    must_keep_the_law(text)
    issued = drafted(text).issued
    assert (issued[0].text if issued is not None else "") == published


def test_a_computed_day_quotes_the_words_of_the_day_and_not_the_sentence() -> None:
    text = "Joint statement of Peru and Chile\n\nLima, 3 May 2024.- The ministers met to talk of the pass."
    (value, _) = drafted(text).occasion["held"]
    assert value.words.removeprefix("the date of the text itself: ") == "3 May 2024"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Peru and Chile met in Tacna on 3 May 2024.\n\nPeru agreed to act.", ""),
        ("Lima, 3 May 2024\n\nPeru and Chile agreed to:\n\n- open an office", ""),
        ("Name Title Country\n\nAna Soto, Director, Peru\n\nPeru and Chile met on 3 May 2024.", ""),
        ("Reunión de Perú y Chile\nLima, 3 de mayo de 2024\n\n- Perú pagará.", "Reunión de Perú y Chile"),
        ("Notes of the talks\n\nPeru and Chile met in Tacna on 3 May 2024.", "Notes of the talks"),
    ],
)
def test_a_title_is_no_sentence_no_lead_and_no_head_of_columns(text: str, title: str) -> None:
    found = drafted(text).occasion
    assert (found["title"][0].text if "title" in found else "") == title


@pytest.mark.parametrize(
    "said",
    [
        "Mexico agreed to notify the arrest of nationals within 72 hours.",
        "Mexico agreed to answer within 30 days any request for evidence.",
        "México se comprometió a resolver en un máximo de seis meses las solicitudes de visado.",
        "México se comprometió a notificar la detención de ciudadanos en un plazo de 72 horas.",
    ],
)
def test_a_term_that_runs_for_each_of_many_is_no_day(said: str) -> None:
    (found,) = drafted(f"Mexico and Chile met in Santiago on 4 May 2023.\n\n{said}").commitments
    assert found.deadline is not None
    assert found.deadline.value is None


def test_one_answer_has_its_day() -> None:
    said = "Mexico agreed to answer the note of Chile within 30 days."
    (found,) = drafted(f"Mexico and Chile met in Santiago on 4 May 2023.\n\n{said}").commitments
    assert found.deadline is not None
    assert found.deadline.value is not None
    assert found.deadline.value.text == "2023-06-03"
