"""Who promises: officials for their own side, states and cities, and what both sides are called."""

import pytest
from drafting import drafted

EN = (
    "Meeting of Peru and Chile\n\nMinister of Mines Ana Torres of Peru met on 3 May 2024 in Lima"
    " with Minister Luis Soto of Chile.\n\n"
)
ES = (
    "Reunión de Perú y Chile\n\nLa ministra de Minas del Perú, Ana Torres, se reunió el 3 de mayo de 2024"
    " en Lima con el ministro Luis Soto de Chile.\n\n"
)


def grade_of(text: str) -> tuple[str, list[str]] | None:
    """Give the grade of the last commitment of a text, and its obligors."""
    found = drafted(text).commitments
    return (found[-1].grade, found[-1].obligors) if found else None


@pytest.mark.parametrize(
    ("sentence", "obligors"),
    [
        ("Minister Torres said Peru will send the maps.", ["PE"]),
        ("Minister Torres stated that her ministry will send the maps.", ["PE"]),
        ("The Minister of Chile, Luis Soto, replied that Chile will open a lane.", ["CL"]),
        ("The two navies will hold drills every year.", ["PE", "CL"]),
        ("Both administrations undertook to open an office.", ["PE", "CL"]),
        ("The maps will be printed jointly by Peru and Chile.", ["PE", "CL"]),
        ("Santiago de Chile pledged to open an office.", ["CL"]),
        ("According to the minutes, Chile will open a lane.", ["CL"]),
        ("The Government of Tacna will open an office.", ["PE"]),
        ("SERNAPESCA will send the list of ports.", ["CL"]),
    ],
)
def test_an_english_promise_of_an_official_a_province_or_both_sides_is_live(
    sentence: str, obligors: list[str]
) -> None:
    assert grade_of(EN + sentence) == ("live", obligors)


@pytest.mark.parametrize(
    ("sentence", "obligors"),
    [
        ("La ministra Torres informó que el Perú enviará los mapas.", ["PE"]),
        ("El ministro Soto anunció que su cartera abrirá un paso.", ["CL"]),
        ("Ambas marinas realizarán ejercicios anuales.", ["PE", "CL"]),
        ("Las dos alcaldías se comprometieron a abrir una oficina.", ["PE", "CL"]),
        ("Los mapas serán impresos conjuntamente por Perú y Chile.", ["PE", "CL"]),
        ("Tacna abrirá una oficina.", ["PE"]),
        ("Según el acta, Chile hará llegar los mapas.", ["CL"]),
        ("Chile se hará cargo del transporte.", ["CL"]),
    ],
)
def test_a_spanish_promise_of_an_official_a_province_or_both_sides_is_live(
    sentence: str, obligors: list[str]
) -> None:
    assert grade_of(ES + sentence) == ("live", obligors)


@pytest.mark.parametrize(
    "sentence",
    [
        "Analysts said Peru will open the mine.",
        "Minister Torres said that Chile will send the maps.",
        "Minister Torres said she hoped that Peru will open a mine.",
        "According to Minister Soto, Chile will open a lane.",
        "Both companies agreed to build a plant.",
        "The fund will be run by the World Bank.",
        "Minister Soto agreed, and added that more study was needed.",
        "In a first meeting of the two sides, held in Arica in 2012, the two countries agreed to share data.",
        "What was agreed?",
    ],
)
def test_hearsay_companies_questions_and_what_was_agreed_years_ago_are_not_live(sentence: str) -> None:
    assert (grade_of(EN + sentence) or ("",))[0] != "live"


@pytest.mark.parametrize(
    "sentence",
    [
        "El ministro Soto dijo que confía en que Chile abrirá la mina.",
        "El diario dijo que Perú enviará tropas.",
        "Conviene recordar la historia.",
        "¿Qué se acordó?",
        "Las dos empresas acordaron construir una planta.",
        "Las actas se leyeron y aprobaron en la sesión.",
        "El Comité aprobó el orden del día.",
        "Asistieron los señores Durán y Terán.",
    ],
)
def test_hearsay_what_is_convenient_and_what_is_procedure_are_not_live(sentence: str) -> None:
    assert (grade_of(ES + sentence) or ("",))[0] != "live"


def test_two_cities_are_the_parties_where_no_country_is_named() -> None:
    said = "The mayors of Tijuana and San Diego met on 4 May 2023.\n\nSan Diego will clean the beach."
    draft = drafted(f"Mayors meet\n\n{said}")
    assert sorted(draft.parties) == ["MX", "US"]
    assert [(each.grade, each.obligors) for each in draft.commitments] == [("live", ["US"])]


def test_a_letter_that_is_no_initial_ends_a_sentence() -> None:
    text = ES + "Chile entregará sus equipos de rayos X. Perú abrirá una oficina."
    assert [each.obligors for each in drafted(text).commitments] == [["CL"], ["PE"]]
    assert [each.obligors for each in drafted(ES + "El acuerdo de J. Pérez es viejo.").commitments] == []


def test_an_institution_in_brackets_is_of_the_side_that_it_stands_behind() -> None:
    text = "The Peruvian delegation (SENFLO, Imarte) was in Arica.\n\nImarte agreed to lend a ship."
    assert grade_of(EN + text) == ("live", ["PE"])
    assert grade_of(EN + "The Joint Committee of Peru (JCP) met.\n\nJCP Ltd agreed to pay.") == (
        "candidate",
        [],
    )


def test_commitments_under_the_name_of_a_party_are_its_own() -> None:
    text = f"{ES}Compromisos de Chile:\n- Entregar los mapas.\n\nCompromisos del Perú:\n- Reparar la vía."
    assert [each.obligors for each in drafted(text).commitments] == [["CL"], ["PE"]]


def test_items_with_a_letter_and_a_dot_are_items() -> None:
    text = f"{ES}Las partes acordaron:\n\na. Abrir un paso.\nb. Chile pagará la obra."
    assert [each.obligors for each in drafted(text).commitments] == [["PE", "CL"], ["CL"]]


def test_in_a_letter_we_is_one_side_that_it_does_not_say() -> None:
    letter = "De: Laura\nPara: Dirección\nFecha: 4 de mayo de 2024\n\nNos reunimos con el Perú y Chile."
    assert grade_of(f"{letter}\n\nNosotros enviaremos los mapas.") == ("candidate", [])
    assert grade_of(ES + "Nosotros enviaremos los mapas.") == ("live", ["PE", "CL"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru will probably open the mine.",
        "Peru will have to pay.",
        "Farmers hope Peru will open the mine.",
        "Peru will lose the market.",
        "Both sides agreed to disagree.",
        "Peru agreed, subject to the approval of Congress, to pay.",
    ],
)
def test_guesses_needs_and_hopes_are_not_live(sentence: str) -> None:
    assert (grade_of(EN + sentence) or ("",))[0] != "live"


@pytest.mark.parametrize(
    "sentence", ["Perú tendrá que pagar.", "Chile probablemente abrirá la mina.", "Perú perderá el mercado."]
)
def test_guesses_and_needs_in_spanish_are_not_live(sentence: str) -> None:
    assert (grade_of(ES + sentence) or ("",))[0] != "live"


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru volunteered to draft the text.",
        "The parties struck a deal to share data.",
        "Peru is committing $5 million to the fund.",
        "Agreement was reached to open a lane.",
        "It was resolved that Peru should send the maps.",
        "Lima and Santiago agreed to share data.",
    ],
)
def test_english_verbs_of_agreement(sentence: str) -> None:
    assert (grade_of(EN + sentence) or ("",))[0] == "live"


@pytest.mark.parametrize(
    "sentence",
    [
        "Perú se ha comprometido a enviar los mapas.",
        "Ambas partes han acordado compartir datos.",
        "Se ha acordado compartir datos.",
        "Perú prometió que enviará los mapas.",
        "Perú comprometió cinco millones de soles.",
        "Quedó acordada la apertura de un paso.",
        "Se firmó un memorando sobre minería.",
        "Perú ha de enviar los mapas en junio.",
    ],
)
def test_spanish_verbs_of_agreement(sentence: str) -> None:
    assert (grade_of(ES + sentence) or ("",))[0] == "live"


def test_an_inverted_condition_is_none_of_what_was_resolved() -> None:
    found = grade_of(EN + "Peru agreed to pay, should the trial show errors.")
    assert found is not None
    assert found[0] == "candidate"


def test_what_was_agreed_at_a_meeting_stands_behind_it() -> None:
    said = "Los ministros sostuvieron una reunión en la que acordaron abrir un paso."
    assert grade_of(ES + said) == ("live", ["PE", "CL"])
    assert grade_of(ES + "Visitaron la mina en la que acordaron trabajar los socios.") != (
        "live",
        ["PE", "CL"],
    )
    assert grade_of(EN + "The ministers held talks at which they agreed to open a lane.") == (
        "live",
        ["PE", "CL"],
    )


def test_a_city_keeps_its_article() -> None:
    text = "Heat pact\n\nOfficials of El Paso and Ciudad Juárez met.\n\nEl Paso will open two centers."
    assert grade_of(text) == ("live", ["US"])
