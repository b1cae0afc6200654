"""Spellings of one person: what is proposed as one, what is kept apart, and at what cost."""

from itertools import combinations

import pytest

from tracker.testing import History, Scenario, fact, held, sent
from tracker.views import spellings
from tracker.views.moment import Moment
from tracker.views.names import Name
from tracker.views.people import people
from tracker.views.spellings import _pairs, likely_same, suggest, suggestions

NOW = Moment("2026-01-01")


def reason(one: str, other: str) -> str | None:
    """Say why two names are proposed as one, None if they are not."""
    found = suggest([one, other])
    assert found == [] or set(found[0].spellings) == {one, other}
    return next(iter(found[0].reasons)) if found else None


WRITTEN_OTHERWISE = [
    ("Sean O'Brien", "Sean O’Brien"),  # noqa: RUF001 (as it is written)
    ("Sean O'Brien", "Sean O\u02bcbrien"),
    ("Sean O'Brien", "Sean O Brien"),
    ("Mora Roa, Hugo", "Hugo Mora Roa"),
    ("Roa, Dr. Hugo", "Hugo Roa"),
    ("Gral. Luis Solís", "Luis Solís"),
    ("Dra. Rosa Icaza", "Rosa Icaza"),
    ("Hon. Ing. Rosa Icaza", "Lic. Rosa Icaza"),
    ("Rosa Icaza, Embajadora", "Amb. Rosa Icaza"),
    ("Ma. Elena Paz", "María Elena Paz"),
    ("José Ma. Vela", "José María Vela"),
    ("Fco. Hdez. Paz", "Francisco Hernández Paz"),
    ("Juan Delacruz", "Juan de la Cruz"),
    ("Juan Cruz", "Juan de la Cruz"),
    ("John MacDonald", "John Mac Donald"),
    ("John McDonald", "John MacDonald"),
    ("Ana San Martín", "Ana Sanmartín"),
    ("Søren Østergård", "Soren Ostergard"),
    ("Łukasz Đurić", "Lukasz Duric"),
    ("Hans Weiß", "Hans Weiss"),
    ("Jens Kjær", "Jens Kjaer"),
]


@pytest.mark.parametrize(("one", "other"), WRITTEN_OTHERWISE)
def test_two_ways_of_writing_a_name_are_proposed_as_one(one: str, other: str) -> None:
    assert reason(one, other) in {"another way of writing it", "accents"}
    assert reason(other, one) in {"another way of writing it", "accents"}


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("José Pérez", "Jose Perez", "accents"),
        ('José "Pepe" Quirós', "Pepe Quirós", "a nickname"),
        ("Ken Salazar", "Kenneth Salazar", "a nickname"),
        ("Marcelo Ebrard", "Marcelo Ebrard Casaubón", "initials or second names"),
        ("Ana L. Mora", "Ana Lucía Mora", "initials or second names"),
        ("Ana Mora Bárcena", "Ana Mora Barcenas", "a likely typo"),
        ("Helena Paz Gil", "Elena Paz Gil", "a likely typo"),
        ("Lucía Mora Roa", "Ana Lucía Mora Roa", "a first name left out"),
    ],
)
def test_what_was_proposed_before_still_is(one: str, other: str, because: str) -> None:
    assert reason(one, other) == reason(other, one) == because


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luis Gómez", "Luis Gómez hijo"),
        ("Luis Gómez padre", "Luis Gómez hijo"),
        ("Luis Gómez", "Luis Gómez, Jr."),
        ("Luis Gómez Sr.", "Luis Gómez Jr."),
        ("Luis Gómez II", "Luis Gómez III"),
        ("Juan González (NSC)", "Juan González (INM)"),
        ("Juan E. Paz", "Juan Octavio Paz"),
        ("Juan E Paz", "Juan Octavio Paz"),
        ("Don Johnson", "Luis Johnson"),
        ("Jack Ma", "Jack María"),
        ("John MacDonald", "John Donald"),
        ("Ana Paz", "Luis Paz"),
        ("Paz", "Ana Paz"),
        (".", "."),
    ],
)
def test_two_people_are_kept_apart(one: str, other: str) -> None:
    assert reason(one, other) is None


def test_son_and_junior_are_one_generation_in_two_languages() -> None:
    assert reason("Luis Gómez hijo", "Gómez, Luis, Jr.") == "another way of writing it"


def test_no_word_of_a_name_is_lost_on_a_comma_or_a_title() -> None:
    for written in (
        "Sr.",
        "Dr. Paz",
        "Don",
        "Paz,",
        ", Ana",
        "Ma.",
        "de la",
        "(NSC)",
        "''",
        "Jr.",
        "Paz, Jr.",
    ):
        Name.parse(written)
    assert [word.whole for word in Name.parse("Sr. Paz").words] == ["sr", "paz"]
    assert [word.whole for word in Name.parse("Ma.").words] == ["ma"]


def test_the_fullest_name_is_shown_without_a_title_and_with_its_accents() -> None:
    (found,) = suggest(["Gral. Luis Solis", "Solís, Luis", "Luis Solís", "Luis Solis"])
    assert found.row({})["show"] == "Luis Solís"
    assert found.row({})["command"].startswith("tracker reconcile --kind person --show 'Luis Solís'")


def met(*delegations: tuple[str, list[str]]) -> History:
    """Give the history of a meeting with some delegations."""
    sends = [sent(party, members=[{"name": name} for name in names]) for party, names in delegations]
    return History().given(held(), *sends)


def test_what_was_reconciled_before_stays_so() -> None:
    history = met(("MX", ["Ana L. Mora", "Ana Mora", "Ana Lucía Mora Roa"]))
    history.given(fact("names.reconciled", kind="person", show="Ana Mora", spellings=["Ana L. Mora"]))
    (row,) = suggestions(Scenario(history.facts()).connection, NOW)
    assert (row["show"], row["spellings"]) == ("Ana Mora", ["Ana Lucía Mora Roa", "Ana L. Mora"])
    assert row["command"] == spellings.HOW_TO_CORRECT
    minutes = f"reconcile: [{{kind: person, show: {row['show']}, spellings: {row['spellings']}}}]"
    history.when_minutes(minutes).then_types("event.retracted", "names.reconciled")
    connection = Scenario(history.facts()).connection
    assert [each["name"] for each in people(connection, NOW)] == ["Ana Mora"]
    assert suggestions(connection, NOW) == []


def test_a_name_that_is_a_spelling_of_another_is_shown_under_that() -> None:
    history = met(("MX", ["A. Mora", "Ana Mora", "Ana Mora Roa"]))
    history.given(
        fact("names.reconciled", kind="person", show="Ana Mora", spellings=["A. Mora"]),
        fact("names.reconciled", kind="person", show="Ana Mora Roa", spellings=["Ana Mora"]),
    )
    assert [each["name"] for each in people(Scenario(history.facts()).connection, NOW)] == ["Ana Mora Roa"]


def test_two_names_that_name_each_other_end_somewhere() -> None:
    history = met(("MX", ["Ana Mora", "Ana Mora Roa"]))
    history.given(
        fact("names.reconciled", kind="person", show="Ana Mora", spellings=["Ana Mora Roa"]),
        fact("names.reconciled", kind="person", show="Ana Mora Roa", spellings=["Ana Mora"]),
    )
    assert [each["name"] for each in people(Scenario(history.facts()).connection, NOW)] == ["Ana Mora"]


def test_a_name_in_two_delegations_of_one_meeting_is_one_meeting_and_is_said() -> None:
    history = met(("MX", ["Ana Ruiz", "Zoe Paz"]), ("US", ["Ana Ruiz"]))
    rows = {each["name"]: each for each in people(Scenario(history.facts()).connection, NOW)}
    assert (rows["Ana Ruiz"]["meetings"], rows["Ana Ruiz"]["namesakes"]) == (1, ["summit"])
    assert rows["Zoe Paz"]["namesakes"] == []


def test_officials_stand_in_the_order_of_the_alphabet() -> None:
    history = met(("MX", ["Zoe Ruiz", "Álvaro Obregón", "Ana Paz", "Óscar Gil"]))
    found = [each["name"] for each in people(Scenario(history.facts()).connection, NOW)]
    assert found == ["Álvaro Obregón", "Ana Paz", "Óscar Gil", "Zoe Ruiz"]


def test_nobody_is_compared_with_everybody() -> None:
    syllables = "ba co du fe gi lo ma ne pi ro su ta".split()  # noqa: SIM905 (words are easier read so)
    lasts = [one + two + three for one in syllables for two in syllables for three in syllables]
    names = [f"{lasts[n * 7 % 400].title()} {lasts[n * 11 % 1728].title()}" for n in range(1000)]
    parsed = [Name.parse(name) for name in dict.fromkeys(names)]
    assert len(parsed) > 900
    looked_at = sum(1 for _ in spellings._pairs(parsed))
    assert looked_at < 10 * len(parsed)


FIRSTS = (
    *(
        "Ana",
        "Helena",
        "Elena",
        "Guadalupe",
        "Ken",
        "Kenneth",
        "J.",
        "José",
        "Ma.",
        "María",
        "William",
        "Wm.",
    ),
    *('Robert "Bob"', "Bob", "Robert", "A.", "Anna Maria", "Alejandra", "Alexandra", "Alex", "José Luis"),
)
LASTS = (
    "Gomez",
    "Gómez",
    "Gomes",
    "de la Cruz",
    "Delacruz",
    "O'Brien",
    "OBrien",
    "Mora Roa",
    "Hernández Ruiz",
)


def test_whoever_is_likely_the_same_is_looked_at() -> None:
    names = [Name.parse(f"{first} {last}") for first in FIRSTS for last in LASTS]
    looked_at = {(one.written, other.written) for one, other in _pairs(names)}
    same = [(a.written, b.written) for a, b in combinations(names, 2) if likely_same(a, b)]
    assert len(same) > 200
    assert looked_at.issuperset(same)


def test_those_of_one_surname_are_not_all_compared_with_each_other() -> None:
    firsts = [f"{name}{one}{two}" for name in ("Ana", "Luis", "Kenneth") for one in ABC for two in ABC]
    looked_at = list(_pairs([Name.parse(f"{first} Gomez") for first in firsts]))
    assert len(looked_at) < 50 * len(firsts)


ABC = "abcdefghijklmnopqrst"
