"""A desk that gives sheets out, and an officer's office that changes and saves them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from events.facts import Fact
from tracker.application import Tracker
from tracker.cli.sheets import compare, workbook_of
from tracker.decisions.decider import Outcome
from tracker.errors import RefusedError, TrackerError
from tracker.formats.own_sheet import read_own_sheet
from tracker.formats.sheet_changes import Changes, Officer
from tracker.formats.workbook import workbook
from tracker.testing import agreed
from tracker.views.exported import exported
from tracker.views.selection import Selection

TODAY = "2024-06-01"
OFFICER = "MX/SRE"
Edit = Callable[[Any], object]


class Desk:
    """A store with what was recorded, and a sheet that was exported from it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._now = datetime(2024, 6, 1, 12, tzinfo=UTC)
        self.tracker = Tracker(folder / "desk.db", user="desk", now=lambda: self._now)
        self.sheet = folder / "plan.xlsx"

    def given(self, *facts: Fact) -> "Desk":
        """Let facts be recorded, each by a command of its own."""
        for fact in facts:
            self.tracker.record(fact)
        return self

    def exported(self, lang: str = "en", **asked: Any) -> "Desk":
        """Give the sheet out; nothing was changed in it yet."""
        with self.tracker.at(asked.pop("as_of", None), asked.pop("known_at", None), lang) as view:
            rows = exported(view, Selection(**asked))
            self.sheet.write_bytes(workbook(workbook_of(view, rows, lang)))
        return self

    def edited(self, *edits: Edit, sheet: str | None = None) -> "Desk":
        """Let another program open the sheet, change it and save it."""
        book = openpyxl.load_workbook(self.sheet)
        for edit in edits:
            edit(book[sheet] if sheet else book.worksheets[0])
        book.save(self.sheet)
        return self

    def compared(self, by: str = OFFICER, on: str = TODAY) -> Changes:
        """Compare the sheet that came back with the store."""
        sheet = read_own_sheet(self.sheet)
        assert sheet is not None
        return compare(self.tracker, sheet, Officer((by,), on))

    def imported(self, by: str = OFFICER, on: str = TODAY) -> Outcome:
        """Record what the sheet that came back says."""
        return self.tracker.record_lines(self.compared(by, on).lines, dry_run=False)

    def said(self) -> list[str]:
        """Give what differs as lines: column, now, in the sheet, and what becomes of it."""
        return [
            f"{row['commitment']}: {row['column']}: {row['now']} → {row['sheet']}: {row['outcome']}"
            for row in self.compared().differences
        ]


def column(sheet: Any, heading: str) -> int:
    """Find the number of a column by its heading."""
    return next(int(cell.column) for cell in sheet[1] if cell.value == heading)


def row(sheet: Any, commitment: str) -> int:
    """Find the number of the row of a commitment."""
    ids = column(sheet, "Commitment")
    return next(
        number for number in range(2, sheet.max_row + 1) if sheet.cell(number, ids).value == commitment
    )


def write(heading: str, value: Any, commitment: str = "crossing") -> Edit:
    """Let something be written into a cell, as the officer's program keeps it."""

    def edit(sheet: Any) -> None:
        cell = sheet.cell(row(sheet, commitment), column(sheet, heading))
        cell.number_format = "General"
        cell.value = value

    return edit


def bridge(**fields: Any) -> Fact:
    """Build another commitment, of Mexico alone."""
    return agreed("bridge", text="A bridge.", obligors=["MX"], **fields)


def refusals(desk: Desk) -> list[str]:
    """Give all that is refused of the sheet as it is now: where, what, and what to do."""
    with pytest.raises(RefusedError) as refused:
        desk.compared()
    found: list[TrackerError] = [refused.value, *refused.value.others]
    return [f"{each.where.rpartition('/')[2]}: {each.message} | {each.hint}" for each in found]
