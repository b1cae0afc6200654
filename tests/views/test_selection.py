"""Filters and orders of the status table: said once, held to the rules, and read no further than asked."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facts import Fact
from events.statuses import SCHEDULES, STATUSES, is_open
from tracker.errors import InputError
from tracker.formats.history import HistoryLog
from tracker.projections import cases
from tracker.projections.build import in_memory
from tracker.projections.cases import EVERYTHING
from tracker.rules.schedule import DUE_SOON_DAYS, days_late, days_late_for_good, ordinal, schedule
from tracker.rules.standing import LAST_DAY
from tracker.testing import History, agreed, claimed, fact, held
from tracker.views import candidates, status
from tracker.views.moment import Moment
from tracker.views.selection import (
    DAYS_LATE,
    SCHEDULE,
    SCHEDULE_ORDER,
    SORTS,
    STATUS_ORDER,
    Selection,
    days,
)
from tracker.views.status import StatusView

DAY = "2024-06-30"
SIDES = ("US", "MX", "MX/SRE", "INM", "CA")
SQL = sqlite3.connect(":memory:", check_same_thread=False)

ends = st.sampled_from(
    [
        (date.fromisoformat(DAY) + timedelta(days=by)).isoformat()
        for by in (-400, -31, -30, -1, 0, 1, 29, DUE_SOON_DAYS, 31, 400)
    ]
)
asked = st.sampled_from(["0001-01-01", "2024-06-29", DAY, "2024-07-01", "9999-12-02", LAST_DAY]) | ends


def in_sql(expression: str, row: dict[str, Any], day: str) -> Any:
    return SQL.execute(
        f"SELECT {expression} FROM (SELECT :status AS status, :fulfilled_on AS fulfilled_on,"
        " :baseline_end AS baseline_end, :deadline_end AS deadline_end, :late AS late, :due AS due)",
        {**row, **days(day)},
    ).fetchone()[0]


@given(st.sampled_from(STATUSES), st.none() | ends, st.none() | ends | asked, st.none() | ends | asked, asked)
def test_the_calendar_says_the_same_in_sql_and_in_the_rules_at_every_boundary_day(
    word: str, done: str | None, baseline: str | None, deadline: str | None, day: str
) -> None:
    row: dict[str, Any] = {"status": word, "fulfilled_on": done}
    row |= {"baseline_end": baseline, "deadline_end": deadline}
    row |= {"late": days_late_for_good(word, done, baseline), "due": ordinal(baseline) if baseline else None}
    assert in_sql(SCHEDULE, row, day) == schedule(word, done, baseline, deadline, day)
    assert in_sql(DAYS_LATE, row, day) == days_late(word, done, baseline, day)


def test_every_status_and_schedule_has_its_place_in_the_order() -> None:
    assert sorted(STATUS_ORDER) == sorted(STATUSES)
    assert sorted(SCHEDULE_ORDER) == sorted(SCHEDULES)


def test_an_unknown_column_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError) as refused:
        many(3).rows(Selection(sort="priority"))
    assert "days_late" in refused.value.hint


def seen(*facts: Fact) -> sqlite3.Connection:
    """Build the view of a history."""
    return in_memory(HistoryLog(History().given(*facts).facts()))


def many(count: int, day: str = DAY, known_at: int = EVERYTHING) -> StatusView:
    """Give a view of commitments that differ in all that can be filtered or sorted by."""
    return StatusView(_many(count), Moment(day, known_at))


@cache
def _many(count: int) -> sqlite3.Connection:
    facts = [
        held("summit", "2022-01-10", mechanism="hled"),
        fact("institution.recorded", party="MX", id="SRE", names={"en": "Foreign affairs"}),
        fact("institution.recorded", party="MX", id="INM", names={"en": "Migration"}, parent="SRE"),
        fact("topic.recorded", kind="theme", id="border", spellings=["Frontera"]),
    ]
    for number in range(count):
        name = f"c{number:03}"
        dated = ("occasion", "summit") if number % 4 == 0 else ("on", f"2022-{1 + number % 12:02}")
        facts.append(
            agreed(
                name,
                obligors=[SIDES[number % 5], "GT"],
                themes=[("border", "Frontera", "water")[number % 3]],
                deadline=None if number % 7 == 0 else f"{2023 + number % 3}-0{1 + number % 9}",
                lead=["INM"] if number % 6 == 0 else [],
                **dict([dated]),
            )
        )
        if number % 3:
            said = ("in-progress", "fulfilled", "stalled", "in-force", "withdrawn")[number % 5]
            facts.append(claimed(name, said, on=f"{2022 + number % 4}-0{1 + number % 9}-15"))
    return seen(*facts)


FILTERS: list[dict[str, Any]] = [
    {},
    {"party": "MX"},
    {"institution": "SRE"},
    {"theme": "Frontera"},
    {"meeting": "summit"},
    {"mechanism": "hled"},
    {"statuses": ("stalled", "fulfilled")},
    {"statuses": ("open",)},
    {"schedules": ("overdue",)},
    {"schedules": ("due-soon", "met"), "party": "US"},
    {"theme": "water", "statuses": ("in-progress",), "institution": "MX/INM"},
]


@pytest.mark.parametrize(("known_at", "few"), [(EVERYTHING, 1_000), (EVERYTHING, 1), (90, 1)])
@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_any_filter_any_order_and_any_limit_are_those_of_all_rows(
    wanted: dict[str, Any], known_at: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MANY", few)  # so that both ways to what stood are walked
    monkeypatch.setattr(candidates, "MORE", 1)  # so that a small history has many parts
    monkeypatch.setattr(status, "PAGE", 3)
    for day in ("2022-06-30", "2026-01-01"):
        view = many(40, day, known_at)
        every = [each["commitment"] for each in view.rows() if passes(each, wanted)]
        for sort in ("", *SORTS, *(f"-{each}" for each in SORTS)):
            of_all = [each["commitment"] for each in view.rows(Selection(sort=sort))]
            expected = [name for name in of_all if name in every]
            for limit in (None, 1, 5):
                found = view.rows(Selection(**wanted, sort=sort, limit=limit))
                assert [each["commitment"] for each in found] == expected[:limit]


def passes(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Say, from what a row shows, whether it is wanted."""
    ministries = {"MX/SRE", "SRE", "MX/INM", "INM"}
    inside = {"SRE": ministries, "MX/INM": {"MX/INM", "INM"}}
    themes = {"Frontera": "border", "water": "water"}
    tests: dict[str, Callable[[Any], bool]] = {
        "party": lambda party: bool({party, *(ministries if party == "MX" else ())} & {*row["obligors"]}),
        "institution": lambda name: bool(inside[name] & {*row["obligors"], *row["lead"]}),
        "theme": lambda theme: themes[theme] in row["themes"],
        "meeting": lambda meeting: row["occasion"] == meeting,
        "mechanism": lambda _: row["occasion"] == "summit",
        "statuses": lambda words: row["status"] in words or ("open" in words and is_open(row["status"])),
        "schedules": lambda words: row["schedule"] in words,
    }
    return all(tests[name](value) for name, value in wanted.items())


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the commitments that are loaded from now on."""
    names: list[str] = []
    load = cases.load_cases

    def listening(connection: sqlite3.Connection, wanted: Iterable[str], known_at: int) -> Any:
        wanted = list(wanted)
        names.extend(wanted)
        return load(connection, wanted, known_at)

    monkeypatch.setattr(status, "load_cases", listening)
    return names


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"theme": "border"},
        {"party": "MX"},
        {"statuses": ("open",)},
        {"schedules": ("overdue",)},
        *({"sort": f"{sign}{each}"} for each in SORTS for sign in ("", "-")),
        {"sort": "-days_late", "party": "MX", "schedules": ("overdue",)},
    ],
    ids=str,
)
def test_a_limit_loads_no_more_commitments_than_it_shows(wanted: dict[str, Any], loaded: list[str]) -> None:
    view = many(200, "2030-01-01")
    found = view.standings(Selection(**wanted, limit=3))
    assert [each.case.id for each in found] == loaded


def test_a_filter_steps_through_the_table_only_as_far_as_its_limit() -> None:
    view = many(200, "2030-01-01")
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    def steps_of(limit: int) -> int:
        nonlocal steps
        steps = 0
        view.connection.set_progress_handler(count, 10)
        view.standings(Selection(schedules=("overdue",), limit=limit))
        view.connection.set_progress_handler(None, 10)
        return steps

    assert steps_of(2) * 5 < steps_of(200)


def test_what_is_not_settled_on_a_day_is_found_by_an_index() -> None:
    view = many(3)
    plan = view.connection.execute(
        "EXPLAIN QUERY PLAN SELECT commitment FROM current WHERE holds_from > :day", {"day": DAY}
    ).fetchall()
    assert "current_by_day" in str(plan)


def test_a_commitment_with_facts_still_to_come_is_worked_out_for_the_day() -> None:
    connection = seen(
        agreed("later", deadline="2024-01"),
        agreed("sooner", deadline="2024-03"),
        claimed("later", "fulfilled", on="2024-12-01"),
    )
    view = StatusView(connection, Moment(DAY))
    overdue = Selection(schedules=("overdue",), sort="-days_late", limit=1)
    assert [each["commitment"] for each in view.rows(overdue)] == ["later"]
    assert [each["status"] for each in view.rows(Selection(statuses=("open",)))] == ["agreed", "agreed"]


def test_open_is_every_status_in_which_something_is_to_be_done() -> None:
    view = many(60)
    wanted = tuple(word for word in STATUSES if is_open(word))
    found = view.rows(Selection(statuses=("open",)))
    assert {each["status"] for each in found} == {"agreed", "in-progress", "stalled"}
    assert found == view.rows(Selection(statuses=wanted))
