"""The SQL views of the plain file say what the tracker says, of whatever was recorded and on any day."""

import json
import sqlite3
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from histories import histories
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tracker.formats.history import HistoryLog
from tracker.formats.valid_history import replayed
from tracker.log.stored import StoredFact
from tracker.projections.build import in_memory
from tracker.projections.cases import EVERYTHING
from tracker.projections.described import TABLES, VIEWS
from tracker.projections.plain import STATUS, TIMELINE, TODAY
from tracker.testing import History, agreed
from tracker.views.moment import Moment
from tracker.views.references import Found
from tracker.views.status import StatusView
from tracker.views.timeline import timeline

Row = dict[str, Any]
LISTS = ("themes", "obligors", "proposed_by", "lead", "status_by")
NOT_IN_SQL = {"reported", "assessed", "disagreement", "children", "evidence"}
FAR = "9999-12-31"
RECORDED = Path(__file__).parents[1] / "histories"


def on(day: str, view: str, name: str) -> str:
    """Give the query of a view, as if a day were today."""
    assert TODAY in view
    query = view.replace(TODAY, f"'{day}'").removeprefix(f"CREATE VIEW {name} AS\n")
    return f"SELECT * FROM ({query})"


def rows(connection: sqlite3.Connection, query: str) -> list[Row]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def agree(connection: sqlite3.Connection, day: str) -> None:
    moment = Moment(day, EVERYTHING)
    expected = [
        {key: value for key, value in row.items() if key not in NOT_IN_SQL}
        for row in StatusView(connection, moment).rows()
    ]
    found = rows(connection, f"{on(day, STATUS, 'status')} ORDER BY 1")
    for row in found:
        row.update({key: json.loads(row[key]) for key in LISTS}, stale=bool(row["stale"]))
    assert found == expected, day
    told = rows(connection, f"{on(day, TIMELINE, 'timeline')} ORDER BY commitment, earliest, position")
    for name in sorted({row["commitment"] for row in told} | {row["commitment"] for row in expected}):
        those = [_as_shown(row) for row in told if row["commitment"] == name]
        assert those == [_shown(row) for row in timeline(connection, Found("commitment", name), moment)], name


def _as_shown(row: Row) -> Row:
    kept = ("position", "event", "type", "earliest", "source", "recorded_at", "recorded_by", "retracted_by")
    own = {"when": row["holds"], "by": json.loads(row["claimants"]), "stands": bool(row["stands"])}
    return {**{key: row[key] for key in kept}, **own}


def _shown(row: Row) -> Row:
    kept = ("position", "event", "type", "when", "earliest", "by", "source", "recorded_at", "recorded_by")
    retracted = row["retraction"]["position"] if row["retraction"] else None
    return {**{key: row[key] for key in kept}, "stands": row["stands"], "retracted_by": retracted}


@settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.one_of(histories(), *(histories(focus) for focus in ("days", "names", "resting", "asked"))),
    st.lists(st.dates(date(2019, 1, 1), date(2026, 12, 31)), min_size=3, max_size=3),
)
def test_both_views_say_on_any_day_what_the_tracker_says(history: list[StoredFact], days: list[date]) -> None:
    connection = in_memory(HistoryLog(history))
    for day in (*days, FAR):
        agree(connection, str(day))


@pytest.mark.parametrize("name", ["dossier.v2", "seed-2022-03-14.v2", "vocabulary-2"])
@pytest.mark.parametrize("day", ["2022-06-30", "2024-12-31", "2025-06-30"])
def test_both_views_say_of_a_real_history_what_the_tracker_says(name: str, day: str) -> None:
    data = (RECORDED / f"{name}.jsonl").read_bytes()
    connection, _ = replayed(BytesIO(data), name)
    agree(connection, day)


def test_a_title_that_was_not_given_is_cut_where_the_tracker_cuts_it() -> None:
    texts = ("word " * 30, "x" * 61, "x" * 60, f"{'y' * 59} and", f"{'z' * 60} and", "año\nnuevo " * 9)
    facts = [agreed(f"c{place}", text={"es": text.strip()}) for place, text in enumerate(texts)]
    agree(in_memory(HistoryLog(History().given(*facts).facts())), FAR)


def test_the_timeline_of_one_commitment_is_looked_up_and_no_table_read_through() -> None:
    connection = in_memory(HistoryLog(History().given(agreed("crossing")).facts()))
    query = "EXPLAIN QUERY PLAN SELECT * FROM timeline WHERE commitment = 'crossing'"
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    read_through = {f"SCAN {name}" for name in (*tables, "again", "o", "e")}
    steps = {step for *_, step in connection.execute(query)}
    assert not steps & read_through
    assert any("evidence_by_commitment" in step for step in steps)


def test_every_table_and_view_has_its_columns_described_and_nothing_else_is() -> None:
    connection = in_memory(HistoryLog([]))
    made = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB 'search_*'"
    ).fetchall()
    described = {"table": TABLES, "view": VIEWS}
    for kind, name in made:
        columns = [column[1] for column in connection.execute(f"PRAGMA table_info({name})")]
        assert sorted(described[kind][name].columns) == sorted(columns), name
    assert {name for _, name in made} == TABLES.keys() | VIEWS.keys()


def test_every_reference_leads_to_the_one_row_it_means() -> None:
    connection = in_memory(HistoryLog([]))
    for name in TABLES:
        for reference in connection.execute(f"PRAGMA foreign_key_list({name})").fetchall():
            assert reference[2:5:2] in {("event", "position"), ("current", "commitment")}
    connection, _ = replayed(BytesIO((RECORDED / "dossier.v2.jsonl").read_bytes()), "dossier")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
