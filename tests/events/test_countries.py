"""The table of countries is Babel's and pycountry's: their codes, and the names they know."""

from collections import defaultdict

import pycountry
import pytest
from babel import Locale

from events import countries
from events.countries import CODES, code_of, name_of

LOCALES = ("en", "en_GB", "en_CA", "es", "es_419", "es_MX", "es_US")
AMBIGUOUS = {"Congo"}
"""What Babel in Spanish and ISO 3166-1 call the Congo of Brazzaville is said of both."""


def test_the_codes_are_those_of_iso_3166_1() -> None:
    assert {country.alpha_2 for country in pycountry.countries} == CODES
    assert len(CODES) == 249


def test_every_code_in_three_letters_means_the_one_in_two() -> None:
    pairs = {alpha_3: alpha_2 for alpha_2, alpha_3, _, _ in countries._rows()}
    assert pairs == {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    assert all(code_of(alpha_3) == code_of(alpha_3.lower()) == pairs[alpha_3] for alpha_3 in pairs)


def test_a_code_in_any_case_is_itself() -> None:
    assert all(code_of(code) == code_of(code.lower()) == code_of(code.title()) == code for code in CODES)


def test_every_name_of_iso_3166_1_is_understood() -> None:
    names = {
        name: country.alpha_2
        for country in pycountry.countries
        for name in (
            country.name,
            getattr(country, "common_name", country.name),
            getattr(country, "official_name", country.name),
        )
        if name not in AMBIGUOUS
    }
    assert {name: code_of(name) for name in names} == names


@pytest.mark.parametrize("locale", LOCALES)
def test_every_name_of_a_country_in_babel_is_understood_and_no_name_of_a_region(locale: str) -> None:
    territories = Locale.parse(locale).territories
    assert set(territories) >= CODES
    for code, name in territories.items():
        assert code_of(name) == (code if code in CODES and name not in AMBIGUOUS else None), name


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_everyday_name_of_a_country_means_it(lang: str) -> None:
    for code in CODES:
        name = name_of(code, lang)
        assert name
        assert code_of(name) == code_of(name.upper()) == code_of(f"  {name.lower()} ") == code


def test_no_name_belongs_to_two_countries_and_none_is_written_twice() -> None:
    owners = defaultdict(list)
    for alpha_2, alpha_3, english, spanish in countries._rows():
        for names in (english, spanish):
            keys = [countries._key(name) for name in names]
            assert len(keys) == len(set(keys)), names
        for key in {countries._key(text) for text in (alpha_2, alpha_3, *english, *spanish)}:
            owners[key].append(alpha_2)
    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("us", "US"),
        ("Mx", "MX"),
        ("MEX", "MX"),
        ("usa", "US"),
        ("U.S.", "US"),
        ("the U.S.A.", "US"),
        ("The United States of America", "US"),
        ("Estados Unidos", "US"),
        ("los Estados Unidos de América", "US"),
        ("EE. UU.", "US"),
        ("EE.UU.", "US"),
        ("los EEUU", "US"),
        ("EUA", "US"),
        ("mexico", "MX"),
        ("MÉXICO", "MX"),
        ("Me\u0301xico", "MX"),
        ("Méjico", "MX"),
        ("United  Mexican\tStates", "MX"),
        ("Estados Unidos Mexicanos", "MX"),
        ("UK", "GB"),
        ("Reino Unido", "GB"),
        ("Gran Bretaña", "GB"),
        ("Corea del Sur", "KR"),
        ("Korea, Republic of", "KR"),
        ("Corea (República de)", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("Cote d\u2019Ivoire", "CI"),
        ("Costa de Marfil", "CI"),
        ("Swaziland", "SZ"),
        ("Antigua & Barbuda", "AG"),
        ("El Salvador", "SV"),
        ("la India", "IN"),
        ("Guinea", "GN"),
        ("La", "LA"),
        ("de", "DE"),
        ("AND", "AD"),
    ],
)
def test_a_country_is_known_as_people_write_it(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        *("Congo", "Korea", "Corea", "Virgin Islands", "Islas Vírgenes", "America"),
        *("Tijuana", "SANDAG", "INM", "CEPAL", "US-CA", "New Mexico", "Estado de México", "EU", "XK"),
        *("", " ", ".", ",", "(", "the", "los", "México, Estados Unidos", "MX/US", "メキシコ"),
    ],
)
def test_what_no_country_or_more_than_one_is_called_means_none(text: str) -> None:
    assert code_of(text) is None


def test_names_are_given_in_english_and_in_spanish_alone() -> None:
    assert (name_of("MX"), name_of("MX", "es")) == ("Mexico", "México")
    assert (name_of("US"), name_of("US", "es")) == ("United States", "Estados Unidos")
    assert name_of("XK") is name_of("mx") is name_of("CEPAL", "es") is name_of("MX", "fr") is None
