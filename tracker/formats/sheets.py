"""Reads the sheets of workbooks, .xlsx, .ods and .xls, once they are known to be what they say."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from events.sentences import sentence
from tracker.errors import InputError, NotFoundError
from tracker.formats.workbook_parts import locked, must_be_readable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Cell = str | int | float | bool | date | datetime | None
"""What a cell holds: a date-time at midnight is a date, a number without a fraction an int, nothing None.

A time of day and a span of time, which are no dates, are texts: `12:30:00`, `36:00:00`.
"""

Place = tuple[int, int]
"""A row and a column of a sheet, from 0."""
EXTRA = "pip install 'commitments-tracker[sheets]'"
_EXACT = 2**53
"""Up to here every whole number is a float of its own."""
_VERY_FIRST = datetime(1900, 1, 1)  # noqa: DTZ001 (what spreadsheets keep has no zone)
"""What lies before the calendar of spreadsheets is a time of day."""


class Sheet(NamedTuple):
    """A sheet of a workbook: its name, and whether its user sees it."""

    name: str
    hidden: bool


def read_sheet(path: Path, sheet: str | None = None) -> Iterator[list[Cell]]:
    """Give the rows of a sheet, the first of the sheet first, all of one width, the empty ones too.

    A cell that is merged with those below it is in each of their rows, where the library tells (.xlsx, .xls).
    Without a name it is the first sheet that is not hidden. InputError where the file is no workbook
    that can be read, or its first sheet is empty; NotFoundError where it has no such sheet.
    """
    with open_workbook(path) as book:
        name = _name(book, path, sheet)
        merged = _sheet(book, path, name).merged_cell_ranges or ()
        yield from _with_merged(rows_of(book, path, name), merged)


def open_workbook(path: Path) -> "CalamineWorkbook":
    """Open a workbook that has been looked at: InputError where it cannot be read."""
    must_be_readable(path)
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError as error:
        raise InputError(
            sentence("{path} is a workbook, which the extra [sheets] reads", path=path), EXTRA
        ) from error
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise locked(path) from error
    except CalamineError as error:
        raise _damaged(path, str(error)) from error
    except BaseException as error:
        raise _unless_ours(path, error) from error


def rows_of(book: "CalamineWorkbook", path: Path, name: str) -> Iterator[list[Cell]]:
    """Give the rows of a sheet of an open workbook, from its first column and row."""
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        left: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            yield left + [_cell(value) for value in row]
    except CalamineError as error:
        raise _damaged(path, str(error)) from error
    except BaseException as error:
        raise _unless_ours(path, error) from error


def _with_merged(rows: Iterator[list[Cell]], merged: Iterable[tuple[Place, Place]]) -> Iterator[list[Cell]]:
    """Repeat what is in a merged cell in the rows below, in its first column."""
    ends = {(row, column): last for (row, column), (last, _) in merged if last > row}
    held: dict[int, tuple[int, Cell]] = {}
    for number, cells in enumerate(rows):
        for column, (last, cell) in list(held.items()):
            if number > last:
                del held[column]
            elif column < len(cells) and cells[column] is None:
                cells[column] = cell
        if ends:
            for column, cell in enumerate(cells):
                if (number, column) in ends and cell is not None:
                    held[column] = (ends[number, column], cell)
        yield cells


def sheets_in(book: "CalamineWorkbook") -> list[Sheet]:
    """List the sheets of an open workbook, in its order."""
    from python_calamine import SheetVisibleEnum

    return [Sheet(each.name, each.visible != SheetVisibleEnum.Visible) for each in book.sheets_metadata]


def _name(book: "CalamineWorkbook", path: Path, wanted: str | None) -> str:
    """Find the sheet that is meant, its name written without regard to case and outer blanks."""
    sheets = sheets_in(book)
    there = ", ".join(f"{each.name} (hidden)" if each.hidden else each.name for each in sheets)
    if wanted is None:
        name = next((each.name for each in sheets if not each.hidden), None)
        if name is None:
            raise InputError(
                sentence("{path} has no sheet that is not hidden", path=path),
                sentence("Name one of: {what}.", what=there or "none"),
            )
        if _sheet(book, path, name).start is None:
            raise InputError(
                sentence("{path}: the sheet {name} is empty", path=path, name=name),
                sentence("Its sheets: {there}.", there=there),
            )
        return name
    for each in sheets:
        if each.name == wanted:
            return wanted
    alike = [each.name for each in sheets if each.name.strip().casefold() == wanted.strip().casefold()]
    if len(alike) == 1:
        return alike[0]
    raise NotFoundError(
        sentence("{path} has no sheet {wanted}", path=path, wanted=wanted),
        sentence("Its sheets: {what}.", what=there or "none"),
    )


def _sheet(book: "CalamineWorkbook", path: Path, name: str) -> "CalamineSheet":
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise _damaged(path, str(error)) from error


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, datetime):
        return _day_or_time(value)
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _span(value)
    whole: Cell = value
    return whole


def _day_or_time(value: datetime) -> Cell:
    if value < _VERY_FIRST:
        return value.time().isoformat()
    return value.date() if value.time() == time() else value


def _span(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


# What is wrong with a file


def _damaged(path: Path, why: str) -> InputError:
    why = re.sub(r"\s+", " ", why).strip()
    return InputError(
        sentence("{path} is not a whole workbook: {why}", path=path, why=why),
        "Save it anew in its program, or name another.",
    )


def _unless_ours(path: Path, error: BaseException) -> BaseException:
    """Take a panic of the library, which is no Exception, for damage; leave what is anybody else's."""
    return _damaged(path, "it is damaged inside") if type(error).__name__ == "PanicException" else error
