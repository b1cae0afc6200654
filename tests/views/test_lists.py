"""The lists of what can be filtered by: everything that occurs, with what there is of it at the moment."""

import sqlite3
from typing import Any

import pytest
from test_occurring import filled, selecting

from tracker.pages.lists import KINDS, list_of
from tracker.projections.cases import EVERYTHING
from tracker.testing import History, Scenario, agreed, claimed, held, institution, published
from tracker.views.lists import LISTS, listed
from tracker.views.moment import Moment
from tracker.views.occurring import occurs
from tracker.views.status import StatusView

FILTERS = {
    "parties": "party",
    "themes": "theme",
    "projects": "project",
    "institutions": "institution",
    "mechanisms": "mechanism",
}


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return Scenario(filled().facts()).connection


def rows(
    connection: sqlite3.Connection, kind: str, day: str = "2026-01-01", lang: str = "en"
) -> dict[str, Any]:
    view = StatusView(connection, Moment(day, EVERYTHING, lang))
    return {row["id"]: row for row in listed(view, kind)}


def test_a_party_occurs_if_it_owes_or_came_or_has_an_institution_or_was_recorded(
    connection: sqlite3.Connection,
) -> None:
    found = rows(connection, "parties", lang="es")
    assert [(row["id"], row["name"], row["commitments"]) for row in found.values()] == [
        ("FR", "Francia", 1),
        ("GT", "Guatemala", 0),
        ("MX", "México", 2),
        ("NADB", "North American Development Bank", 0),
        ("US", "Estados Unidos", 1),
    ]
    assert (found["GT"]["delegations"], found["MX"]["delegations"]) == (1, 0)


def test_a_theme_has_its_name_and_spellings_and_counts_however_it_is_spelt(
    connection: sqlite3.Connection,
) -> None:
    assert list(rows(connection, "themes", lang="es").values()) == [
        {"id": "migration", "name": "Migración", "spellings": ["flows"], "commitments": 1, "open": 1},
        {"id": "Peajes únicos", "name": None, "spellings": [], "commitments": 1, "open": 1},
    ]


def test_an_institution_counts_what_it_has_a_part_in_and_what_it_says(connection: sqlite3.Connection) -> None:
    found = rows(connection, "institutions")
    assert list(found) == ["FR/CBP", "MX/SRE", "US/DHS"]
    assert (found["MX/SRE"]["name"], found["MX/SRE"]["commitments"]) == ("Foreign affairs", 2)
    assert found["US/DHS"]["commitments"] == 0


def test_an_institution_has_a_part_in_what_it_leads_and_what_it_supports() -> None:
    history = History().given(
        institution("DHS"),
        institution("CBP", parent="DHS"),
        agreed("led", lead=["CBP"]),
        agreed("supported", lead=["Customs Watch"], supporting=["US/CBP"]),
        agreed("neither"),
    )
    found = rows(Scenario(history.facts()).connection, "institutions")
    assert {name: (row["commitments"], row["party"]) for name, row in found.items()} == {
        "Customs Watch": (1, None),
        "US/CBP": (2, "US"),
        "US/DHS": (2, "US"),
    }


def test_a_mechanism_counts_its_meetings_and_what_was_agreed_there(connection: sqlite3.Connection) -> None:
    found = rows(connection, "mechanisms")
    assert (found["hled"]["meetings"], found["hled"]["commitments"], found["hled"]["parties"]) == (
        1,
        1,
        ["US", "MX"],
    )
    assert (found["tmec"]["meetings"], found["tmec"]["commitments"]) == (0, 0)


def test_claimants_are_as_they_are_written_and_counted() -> None:
    history = History().given(agreed(), claimed(by=["US", "press"]), claimed(by="press", on="2024-01-01"))
    found = rows(Scenario(history.facts()).connection, "claimants")
    assert {name: (row["claims"], row["commitments"]) for name, row in found.items()} == {
        "press": (2, 1),
        "US": (1, 1),
    }


def test_meetings_and_documents_count_what_was_agreed_and_said_there() -> None:
    history = History().given(
        held(),
        published(),
        agreed(occasion="summit"),
        agreed("two", occasion="document:statement"),
        claimed(occasion="summit"),
    )
    connection = Scenario(history.facts()).connection
    meeting, document = rows(connection, "meetings")["summit"], rows(connection, "documents")["statement"]
    assert (meeting["commitments"], meeting["claims"]) == (1, 1)
    assert (document["commitments"], document["claims"], document["date"]) == (1, 0, "2021-12-01")


def test_every_status_is_listed_in_its_order(connection: sqlite3.Connection) -> None:
    found = rows(connection, "statuses")
    assert list(found)[:3] == ["agreed", "not-started", "in-progress"]
    assert (found["agreed"]["commitments"], found["in-progress"]["commitments"]) == (1, 1)


def test_a_list_is_of_its_moment(connection: sqlite3.Connection) -> None:
    before = rows(connection, "parties", "2020-01-01")
    assert before["MX"]["commitments"] == 0
    known = StatusView(connection, Moment("2026-01-01", 1))
    assert listed(known, "themes") == []


@pytest.mark.parametrize("kind", FILTERS)
def test_what_is_listed_selects_as_many_rows_as_it_counts(kind: str, connection: sqlite3.Connection) -> None:
    view = StatusView(connection, Moment("2026-01-01"))
    for row in listed(view, kind):
        assert occurs(connection, FILTERS[kind], row["id"])
        selected = view.rows(selecting(FILTERS[kind], row["id"]))
        assert len(selected) == row["commitments"], row["id"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_of_a_list_are_the_keys_of_its_rows(kind: str, connection: sqlite3.Connection) -> None:
    assert set(KINDS) == set(LISTS)
    for row in rows(connection, kind).values():
        assert list(row) == list_of(kind).keys
