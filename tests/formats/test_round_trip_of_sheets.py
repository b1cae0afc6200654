"""The law of sheets: exported and given back as they are, they say nothing new, whatever the history."""

import json
import sqlite3
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from histories import close_answers, histories
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from us_mx import DATA, minutes

from tracker.application import Tracker
from tracker.cli.sheets import compare, compare_in, workbook_of
from tracker.formats.history import HistoryLog
from tracker.formats.own_sheet import read_own_sheet
from tracker.formats.sheet_changes import Changes, Officer
from tracker.formats.valid_history import replayed
from tracker.formats.workbook import workbook
from tracker.log.stored import StoredFact
from tracker.projections.build import in_memory
from tracker.projections.cases import EVERYTHING
from tracker.views.exported import exported
from tracker.views.moment import Moment
from tracker.views.selection import Selection
from tracker.views.status import StatusView

HISTORIES = sorted((Path(__file__).parents[1] / "histories").glob("*.jsonl"))
TODAY = "2026-11-25"
NOTHING = Changes([], [])


def given_back(connection: sqlite3.Connection, moment: Moment) -> tuple[int, Changes]:
    """Export a sheet at a moment and give it back as it is; say how many rows it had, and what it changes."""
    view = StatusView(connection, moment)
    rows = exported(view, Selection())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(workbook(workbook_of(view, rows, moment.lang)))
        sheet = read_own_sheet(path)
        assert sheet is not None
        assert [row.cells["commitment"] for row in sheet.rows] == [row["commitment"] for row in rows]
        return len(rows), compare_in(connection, sheet, Officer(("MX/SRE",), TODAY), TODAY)


@pytest.mark.parametrize("history", HISTORIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_sheet_of_a_released_history_given_back_says_nothing_new(history: Path, lang: str) -> None:
    connection, _ = replayed(BytesIO(history.read_bytes()), history.name)
    number, changes = given_back(connection, Moment(TODAY, EVERYTHING, lang))
    assert number
    assert changes == NOTHING
    assert given_back(connection, Moment("2022-12-31", 20, lang))[1] == NOTHING


@settings(
    max_examples=120,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(Phase.explicit, Phase.generate),
)
@given(
    histories(),
    st.sampled_from(["en", "es"]),
    st.sampled_from([TODAY, "2021-06-30", "2023"]),
    st.floats(0, 1),
)
def test_a_sheet_of_any_history_given_back_says_nothing_new(
    history: list[StoredFact], lang: str, day: str, known: float
) -> None:
    connection = in_memory(HistoryLog(history))
    day = day if len(day) > len("YYYY") else f"{day}-12-31"
    for position in (EVERYTHING, int(known * len(history))):
        assert given_back(connection, Moment(day, position, lang))[1] == NOTHING


def test_a_sheet_of_every_answer_to_a_proposal_given_back_says_nothing_new() -> None:
    for history in list(close_answers())[::7]:
        assert given_back(in_memory(HistoryLog(history)), Moment(TODAY))[1] == NOTHING


@pytest.mark.skipif(not DATA.exists(), reason="the real data is not beside this checkout")
def test_a_sheet_of_the_real_history_given_back_says_nothing_new(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "us-mx.db", user="desk")
    for name, content in minutes():
        tracker.record_minutes(json.dumps(content).encode(), name)
    with tracker.at("2026-11-24") as view:
        rows = exported(view, Selection())
        (tmp_path / "plan.xlsx").write_bytes(workbook(workbook_of(view, rows, "en")))
    sheet = read_own_sheet(tmp_path / "plan.xlsx")
    assert sheet is not None
    assert len(sheet.rows) == 15
    assert compare(tracker, sheet, Officer(("MX/SRE",), TODAY)) == NOTHING
    tracker.close()
