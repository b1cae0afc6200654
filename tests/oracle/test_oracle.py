"""The tracker's views against the oracle, and against themselves, over generated histories."""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, pairwise, product
from typing import Any

import pytest
from histories import close_answers, close_calls, histories
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from oracle import Row, rows
from oracle_statuses import SCHEDULES, STATUSES
from oracle_world import World, standing
from telling import holding

from events.dates import DateError, WrittenDate
from events.facts import FACTS
from tracker.errors import NotFoundError
from tracker.formats.history import HistoryLog
from tracker.log.stored import StoredFact
from tracker.projections.build import catch_up, in_memory
from tracker.projections.cases import EVERYTHING
from tracker.projections.projector import Projector
from tracker.rules import schedule, speakers, texts
from tracker.rules.sides import Sides
from tracker.rules.standing import LAST_DAY
from tracker.views.moment import Moment
from tracker.views.selection import SCHEDULE_ORDER, SORTS, STATUS_ORDER, Selection
from tracker.views.status import StatusView

History = list[StoredFact]

ANSWERS = 10_000
"""At least as many rows are compared with the oracle's, whatever the histories are."""
DAYS_ASKED = 72
NEAR = (-366, -365, -31, -30, -1, 0, 1, 30, 31, 365, 366)
"""How far from a date in a history the answers may change."""


def over(examples: int, *phases: Phase) -> settings:
    """Ask for the same histories in every run, some number of them."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=phases or (Phase.explicit, Phase.generate, Phase.shrink),
    )


@over(60)
@given(histories())
def test_every_generated_fact_is_valid_and_as_it_would_be_stored(history: History) -> None:
    for fact in history:
        assert FACTS[fact.type].model_validate(fact.fields).said == fact.fields


@over(60)
@given(histories())
def test_no_id_is_ever_held_by_two_standing_facts(history: History) -> None:
    for position in range(1, len(history) + 1):
        held = [
            (
                stored_type,
                fields.get("party"),
                stored_type == "topic.recorded" and fields["kind"],
                fields["id"],
            )
            for _, stored_type, fields, _ in standing(history, position)
            if "id" in fields
        ]
        assert len(set(held)) == len(held)


@over(60)
@given(st.one_of(histories(), histories("asked")))
def test_every_generated_answer_is_to_a_proposal_and_no_proposal_has_a_status(history: History) -> None:
    for fact in history:
        held = holding(history[: fact.position - 1])
        name = fact.fields.get("commitment")
        only_proposed = f"commitment.proposed {name}" in held and f"commitment.agreed {name}" not in held
        match fact.type:
            case "commitment.declined":
                assert only_proposed
            case "status.updated":
                assert fact.fields.get("note") if "status" not in fact.fields else not only_proposed
            case "commitment.amended" | "commitment.reaffirmed" | "commitment.superseded":
                assert not only_proposed


def test_the_tracker_answers_as_the_oracle_at_every_moment() -> None:
    answers = 0
    said: set[tuple[str, str]] = set()

    @over(600)
    @given(histories())
    def compare(history: History) -> None:
        nonlocal answers
        for day, known_at, found, expected in compared(history):
            assert found == expected, f"as of {day}, known at {known_at}"
            assert [list(map(type, row.values())) for row in found] == [
                list(map(type, row.values())) for row in expected
            ]
            answers += len(expected)
            said.update((row["status"], row["schedule"]) for row in expected)

    compare()
    assert answers >= ANSWERS
    assert {status for status, _ in said} == STATUSES
    assert {schedule for _, schedule in said} == SCHEDULES
    assert said.issuperset(product(("fulfilled", "in-force"), ("met", "late")))


def test_the_tracker_answers_as_the_oracle_at_every_close_call() -> None:
    for history in (*close_calls(), *close_answers()):
        for day, known_at, found, expected in compared(history):
            assert found == expected, f"as of {day}, known at {known_at}: {history}"


BROKEN_RULES: dict[str, tuple[str, Any, str, Any]] = {
    "due soon is a day shorter": ("schedule", schedule, "DUE_SOON_DAYS", 29),
    "due soon is a day longer": ("schedule", schedule, "DUE_SOON_DAYS", 31),
    "disagreement looks back a day less": ("disagreement", speakers, "NEAR_DAYS", 364),
    "disagreement looks back a day more": ("disagreement", speakers, "NEAR_DAYS", 366),
    "a title is a letter shorter": ("title", texts, "TITLE_LENGTH", 59),
    "withdrawn is in play": ("schedule", schedule, "WITHOUT", schedule.WITHOUT - {"withdrawn"}),
    "a claim about one side covers all": (
        "status",
        Sides,
        "take",
        lambda sides, claim, of=Sides.take: of(sides, claim._replace(obligor=None)),
    ),
    "met and late are swapped": (
        "schedule",
        schedule,
        "schedule",
        lambda *given, of=schedule.schedule: {"met": "late", "late": "met"}.get(of(*given), of(*given)),
    ),
    "something is stale a day early": (
        "stale",
        schedule,
        "is_stale",
        lambda *given, of=schedule.is_stale: of(*given, after_days=364),
    ),
}
"""What is broken: the key of the row it shows in, where it is decided, its name, and what it is set to."""


@pytest.mark.parametrize("broken", BROKEN_RULES)
def test_a_broken_rule_is_noticed(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key, room, name, rule = BROKEN_RULES[broken]
    monkeypatch.setattr(room, name, rule)
    assert any(
        [row[key] for row in found] != [row[key] for row in expected]
        for history in close_calls()
        for _, _, found, expected in compared(history)
    )


@over(40)
@given(histories())
def test_a_filter_by_status_or_schedule_is_a_filter_of_all_rows(history: History) -> None:
    for view in views(history):
        every = view.rows()
        for word in SCHEDULES:
            found = view.rows(Selection(schedules=(word,)))
            assert found == [row for row in every if row["schedule"] == word]
        for status in STATUSES:
            found = view.rows(Selection(statuses=(status,)))
            assert found == [row for row in every if row["status"] == status]


@over(40)
@given(histories())
def test_a_filter_by_theme_or_project_is_a_filter_of_all_rows(history: History) -> None:
    topics = sorted({topic for fact in history for topic in topics_of(fact)})
    for view in views(history):
        known_at = None if view.moment.known_at == EVERYTHING else view.moment.known_at
        world = World(standing(history, known_at), date.fromisoformat(view.moment.day))
        every = view.rows()
        for topic in topics:
            theme, project = world.topic("theme", topic), world.topic("project", topic)
            found = rows_or_none(view, Selection(theme=topic, sort="-status"))
            assert by_id(found) == [row for row in every if theme in row["themes"]]
            found = rows_or_none(view, Selection(project=topic))
            assert found == [row for row in every if row["project"] == project]


def rows_or_none(view: StatusView, selection: Selection) -> list[Row]:
    """Give the rows selected; none where what is named occurs nowhere, which is refused."""
    try:
        return view.rows(selection)
    except NotFoundError:
        return []


@over(40)
@given(histories())
def test_an_order_and_a_limit_are_those_of_all_rows(history: History) -> None:
    for view in views(history):
        every = view.rows()
        for sort, key in ORDERS.items():
            for descending in (False, True):
                ordered = sorted(every, key=key, reverse=descending)
                for limit in (None, 1, 2):
                    selection = Selection(sort="-" * descending + sort, limit=limit)
                    assert view.rows(selection) == ordered[:limit]


def test_every_order_is_looked_at() -> None:
    assert set(ORDERS) == set(SORTS)


@over(60)
@given(histories())
def test_a_view_caught_up_in_batches_is_a_view_built_at_once(history: History) -> None:
    for size in (1, 3, 7):
        connection = in_memory(HistoryLog([]))
        for head in [*range(size, len(history), size), len(history)]:
            catch_up(connection, HistoryLog(history[:head]))
        assert tables(connection) == tables(in_memory(HistoryLog(history)))


@over(80)
@given(st.one_of(histories(), histories("names"), histories("resting")))
def test_a_view_caught_up_event_by_event_is_always_the_view_built_at_once(
    history: History,
) -> None:
    connection = in_memory(HistoryLog([]))
    for head in range(1, len(history) + 1):
        log = HistoryLog(history[:head])
        catch_up(connection, log)
        assert tables(connection) == tables(in_memory(log))


@over(40)
@given(histories())
def test_facts_applied_twice_change_nothing(history: History) -> None:
    connection = in_memory(HistoryLog(history))
    before = tables(connection)
    projector = Projector(connection)
    projector.apply(history)
    assert not projector.touched
    catch_up(connection, HistoryLog(history))
    assert tables(connection) == before


@over(40)
@given(histories())
def test_everything_known_is_what_is_known_at_the_last_event(history: History) -> None:
    connection = in_memory(HistoryLog(history))
    for day in days_to_ask(history)[::8]:
        at_last = StatusView(connection, Moment(day, len(history))).rows()
        assert StatusView(connection, Moment(day)).rows() == at_last


@over(40)
@given(histories())
def test_what_was_known_is_what_a_shorter_history_knows(history: History) -> None:
    connection, position = in_memory(HistoryLog(history)), len(history) * 2 // 3
    shorter = in_memory(HistoryLog(history[:position]))
    for day in days_to_ask(history)[::8]:
        then = StatusView(connection, Moment(day, position)).rows()
        assert then == StatusView(shorter, Moment(day)).rows()


@over(40)
@given(histories())
def test_no_event_is_known_before_an_earlier_one(history: History) -> None:
    connection = in_memory(HistoryLog(history))
    known = [time for (time,) in connection.execute("SELECT known_at FROM event ORDER BY position")]
    assert known == list(accumulate((fact.stamp["recorded_at"] for fact in history), max))
    assert all(one <= other for one, other in pairwise(known))


def compared(history: History) -> Iterator[tuple[str, int | None, list[Row], list[Row]]]:
    """Give the tracker's and the oracle's rows at many moments of a history."""
    connection = in_memory(HistoryLog(history))
    for place, day in enumerate(days_to_ask(history)):
        known_at = len(history) - place * 7 % len(history) if place % 3 == 0 else None
        moment = Moment(day, EVERYTHING if known_at is None else known_at)
        found = StatusView(connection, moment).rows()
        yield day, known_at, found, rows(history, day, known_at)


def views(history: History) -> Iterator[StatusView]:
    """Give views of a history at a few moments, with everything known and at the last events."""
    connection = in_memory(HistoryLog(history))
    for day in days_to_ask(history)[::16]:
        yield StatusView(connection, Moment(day))
        yield StatusView(connection, Moment(day, len(history)))


def days_to_ask(history: History) -> list[str]:
    """Give up to DAYS_ASKED days near the dates of a history, spread over all such days."""
    dates = {value for fact in history for value in fact.fields.values() if is_date(value)}
    ends = {end for text in dates for end in (_parsed(text).earliest, _parsed(text).latest)}
    near = sorted({end + timedelta(days=days) for end in ends for days in NEAR})
    step = max(1, -(-len(near) // DAYS_ASKED))
    return [day.isoformat() for day in near[len(history) % step :: step]] or ["2022-01-01"]


def topics_of(fact: StoredFact) -> list[str]:
    """List the themes and the project that a fact names, as written."""
    project = fact.fields.get("project")
    return [*fact.fields.get("themes", ()), *([project] if project else [])]


def is_date(value: object) -> bool:
    """Say whether a value is a written date."""
    try:
        return isinstance(value, str) and bool(_parsed(value))
    except DateError:
        return False


def _parsed(text: str) -> WrittenDate:
    return WrittenDate.parse(text)


def tables(connection: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Give the contents of every table of a view but its full-text index."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
    )
    return {
        name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for (name,) in names.fetchall()
    }


def by_id(found: list[Row]) -> list[Row]:
    """Give rows in the order of their ids."""
    return sorted(found, key=lambda row: str(row["commitment"]))


def _first(text: str | None) -> str:
    return _parsed(text).earliest.isoformat() if text else ""


def _read(word: str | None) -> tuple[bool, str, str]:
    """Order a word as it is read, whatever its case and accents; where there is none, last."""
    letters = unicodedata.normalize("NFD", (word or "").lower())
    return word is None, letters.encode("ascii", "ignore").decode(), word or ""


def _end(text: str | None) -> str:
    return _parsed(text).latest.isoformat() if text else f"{LAST_DAY}~"


_OF_A_ROW: dict[str, Callable[[Row], Any]] = {
    "commitment": lambda row: row["commitment"],
    "theme": lambda row: _read(next(iter(row["themes"]), None)),
    "agreed": lambda row: _first(row["agreed"]),
    "status": lambda row: STATUS_ORDER.index(row["status"]),
    "schedule": lambda row: SCHEDULE_ORDER.index(row["schedule"]),
    "deadline": lambda row: _end(row["deadline"]),
    "days_late": lambda row: row["days_late"],
    "last_update": lambda row: _first(row["last_update"]),
}


def _then_id(key: Callable[[Row], Any]) -> Callable[[Row], tuple[Any, str]]:
    return lambda row: (key(row), str(row["commitment"]))


ORDERS = {name: _then_id(key) for name, key in _OF_A_ROW.items()}
"""Each order of the status table, said by what a row shows; ids decide between equals."""
