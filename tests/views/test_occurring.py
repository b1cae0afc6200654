"""What occurs nowhere in the store is refused with what was meant; what is known and has no rows is not."""

import sqlite3
from typing import Any

import pytest

from tracker.errors import NotFoundError
from tracker.testing import History, Scenario, agreed, claimed, fact, held, institution, sent
from tracker.views import occurring
from tracker.views.brief import brief, scope
from tracker.views.check import check
from tracker.views.meetings import meetings
from tracker.views.moment import Moment
from tracker.views.occurring import KINDS, beginning, checked, meant
from tracker.views.people import people
from tracker.views.scorecard import scorecard
from tracker.views.selection import Selection
from tracker.views.status import StatusView


def selecting(name: str, value: str) -> Selection:
    """Select by one filter."""
    wanted: dict[str, Any] = {name: value}
    return Selection(**wanted)


def filled() -> History:
    """Give a history in which every kind of name occurs, some of them with other spellings."""
    return History().given(
        held(mechanism="hled", host="SEGOB"),
        sent("GT", members=[{"name": "Ana Ruiz", "institution": "MINEX"}]),
        fact(
            "party.recorded", id="NADB", names={"en": "North American Development Bank"}, spellings=["BDAN"]
        ),
        fact("mechanism.recorded", id="hled", parties=["US", "MX"], names={"en": "High level dialogue"}),
        fact("mechanism.recorded", id="tmec", parties=["CA"]),
        institution("SRE", "MX", names={"en": "Foreign affairs", "es": "Relaciones Exteriores"}),
        institution("DHS", "US"),
        fact("topic.recorded", kind="theme", id="migration", names={"es": "Migración"}, spellings=["flows"]),
        fact("topic.recorded", kind="project", id="otay", spellings=["Otay Mesa II"]),
        agreed(themes=["flows"], project="otay", occasion="summit", lead=["SRE"]),
        agreed("tolls", themes=["Peajes únicos"], obligors=["MX/SRE", "FR/CBP"]),
        claimed(by="press"),
    )


@pytest.fixture(scope="module")
def connection() -> sqlite3.Connection:
    return Scenario(filled().facts()).connection


KNOWN = [
    *(("party", name) for name in ("MX", "US", "GT", "NADB", "CA", "FR")),
    *(("theme", name) for name in ("migration", "flows", "Migración", "Peajes únicos")),
    *(("project", name) for name in ("otay", "Otay Mesa II")),
    *(("institution", name) for name in ("SRE", "MX/SRE", "DHS", "FR/CBP", "SEGOB", "MINEX")),
    *(("mechanism", name) for name in ("hled", "tmec")),
]


@pytest.mark.parametrize(("kind", "name"), KNOWN)
def test_what_occurs_anywhere_is_no_mistake(kind: str, name: str, connection: sqlite3.Connection) -> None:
    checked(connection, selecting(kind, name))
    StatusView(connection, Moment("1999-01-01", 1)).rows(selecting(kind, name))


MISTAKEN = [
    ("party", "mx", "MX"),
    ("party", "México", "MX"),
    ("party", "Estados Unidos", "US"),
    ("party", "United States of America", "US"),
    ("party", "bdan", "NADB"),
    ("party", "north american development bank", "NADB"),
    ("party", "NADBB", "NADB"),
    ("theme", "Migration", "migration"),
    ("theme", "MIGRACION", "Migración"),
    ("theme", "flwos", "flows"),
    ("theme", "unicos", "Peajes únicos"),
    ("theme", "Peajes unicos", "Peajes únicos"),
    ("project", "Otay", "otay"),
    ("project", "mesa otay", "Otay Mesa II"),
    ("institution", "sre", "SRE"),
    ("institution", "mx/sre", "MX/SRE"),
    ("institution", "relaciones exteriores", "SRE"),
    ("mechanism", "HLED", "hled"),
    ("mechanism", "High-level dialogue", "hled"),
]


@pytest.mark.parametrize(("kind", "wanted", "right"), MISTAKEN)
def test_what_was_meant_is_said(kind: str, wanted: str, right: str, connection: sqlite3.Connection) -> None:
    with pytest.raises(NotFoundError) as refused:
        StatusView(connection, Moment("2026-01-01")).rows(selecting(kind, wanted))
    assert refused.value.message == f"no commitment has the {kind} {wanted}; did you mean {right}?"
    assert refused.value.hint == f"See what there is: tracker list {KINDS[kind].plural}"


@pytest.mark.parametrize("kind", ["party", "theme", "project", "institution", "mechanism"])
def test_what_nothing_is_like_is_refused_without_a_guess(kind: str, connection: sqlite3.Connection) -> None:
    with pytest.raises(NotFoundError) as refused:
        checked(connection, selecting(kind, "Zzyzx"))
    assert refused.value.message == f"no commitment has the {kind} Zzyzx"


def test_a_country_that_occurs_nowhere_is_not_offered(connection: sqlite3.Connection) -> None:
    assert meant(connection, "party", "Japan") == []


def test_of_several_that_may_be_meant_a_few_are_said() -> None:
    history = History().given(*(agreed(f"c{n}", themes=[f"water-{n}"]) for n in range(6)))
    with pytest.raises(NotFoundError, match="did you mean water-0, water-1 or water-2"):
        checked(Scenario(history.facts()).connection, Selection(theme="water"))


@pytest.mark.parametrize(
    "option", ["party", "theme", "project", "institution", "mechanism", "meeting", "search"]
)
@pytest.mark.parametrize("empty", ["", " "])
def test_a_variable_that_was_not_set_narrows_to_nothing_and_is_refused(
    option: str, empty: str, connection: sqlite3.Connection
) -> None:
    with pytest.raises(NotFoundError, match=f"the {option} to look for is empty"):
        checked(connection, selecting(option, empty))


def test_every_question_that_can_be_narrowed_refuses(connection: sqlite3.Connection) -> None:
    view, wrong = StatusView(connection, Moment("2026-01-01")), Selection(party="mx")
    for ask in (
        lambda: view.rows(wrong),
        lambda: check(view, wrong),
        lambda: scorecard(view, "theme", wrong),
        lambda: brief(view, scope(view, wrong)),
        lambda: people(connection, view.moment, "mx"),
        lambda: meetings(connection, view.moment, "HLED"),
    ):
        with pytest.raises(NotFoundError, match=r"did you mean (MX|hled)"):
            ask()


def test_a_meeting_is_found_by_its_beginning(connection: sqlite3.Connection) -> None:
    assert checked(connection, Selection(meeting="SUM")).meeting == "summit"
    with pytest.raises(NotFoundError):
        checked(connection, Selection(meeting="winter"))


def test_a_name_that_was_taken_back_is_known_still() -> None:
    history = filled()
    history.when_retracted(history.last("commitment.agreed"))
    assert history.refusal is None
    view = StatusView(Scenario(history.facts()).connection, Moment("2026-01-01"))
    assert view.rows(Selection(theme="Peajes únicos")) == []


def test_a_known_name_is_found_by_an_index(connection: sqlite3.Connection) -> None:
    names = KINDS["theme"].names
    plan = connection.execute(
        f"EXPLAIN QUERY PLAN SELECT 1 FROM ({names}) WHERE name = 'x' LIMIT 1"
    ).fetchall()
    assert any("facet USING PRIMARY KEY (field=? AND value=?)" in str(step) for step in plan)


def test_a_name_is_completed_from_its_beginning(connection: sqlite3.Connection) -> None:
    assert beginning(connection, "party", "", 50) == [
        "CA",
        "FR",
        "FR/CBP",
        "GT",
        "MX",
        "MX/SRE",
        "NADB",
        "US",
    ]
    assert beginning(connection, "theme", "m", 50) == ["migration"]
    assert beginning(connection, "claimant", "p", 50) == ["press"]
    assert len(beginning(connection, "institution", "", 3)) == 3


def test_every_kind_of_a_selection_is_looked_after() -> None:
    named = {"party", "theme", "project", "institution", "mechanism"}
    assert named == set(occurring.KINDS) - {"claimant"}
    assert named <= set(Selection._fields)
