"""Writes workbooks, .xlsx: rows with drop-downs for those who go on with them, and a legend."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from events.sentences import sentence
from tracker.errors import InputError, RefusedError
from tracker.formats.marker import SHEET as MARKER_SHEET
from tracker.formats.marker import Marker, written
from tracker.formats.sheets import EXTRA
from tracker.pages.legend import Legend
from tracker.pages.render import Row
from tracker.pages.sheet import SheetColumn

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as Book
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
MOST_COLUMNS = 16_384
"""What a sheet of XLSX has room for, its headings aside."""

_LISTS = "lists"
_LEGEND_WIDTHS = (24, 18, 90)
_NEVER_RUN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""When a sheet was made that knows of no event: a clock would give other bytes each time."""
_FORMATS = {
    "text": {"text_wrap": True, "valign": "top", "num_format": "@"},
    "number": {"valign": "top", "num_format": "0.##"},
    "fixed": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9D9D9", "border": 1},
    "open": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#FFE699", "border": 1},
}


class Workbook(NamedTuple):
    """What a workbook says: its rows under their columns, the lists its cells offer, its legend and marker.

    `sentence` says of when it is, `known_at` when its last event was known, as `recorded_at` is written;
    `percent` is what to tell who writes a share.
    """

    title: str
    legend_title: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Row]
    lists: Mapping[str, Sequence[str]]
    legend: Legend
    marker: Marker
    sentence: str
    known_at: str | None
    percent: str


def workbook(what: Workbook) -> bytes:
    """Give a workbook as .xlsx, the same bytes for the same content; no cell is a formula or a link.

    RefusedError where a sheet has no room for it, InputError without the extra [sheets].
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise InputError("workbooks need the extra [sheets]", EXTRA) from error
    _must_fit(what)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **_NEVER_RUN})
    book.set_properties(_properties(what))
    formats = {name: book.add_format(each) for name, each in _FORMATS.items()}
    sheet = book.add_worksheet(what.title)
    _write_rows(sheet, what, formats)
    _write_legend(book.add_worksheet(what.legend_title), what.legend, formats)
    _offer(sheet, what, _write_lists(book, what.lists))
    _write_marker(book, what.marker)
    book.close()
    return out.getvalue()


def _must_fit(what: Workbook) -> None:
    if len(what.rows) > MOST_ROWS or len(what.columns) > MOST_COLUMNS:
        raise RefusedError(
            sentence(
                "{rows:,} rows and {columns:,} columns are more than a sheet holds",
                rows=len(what.rows),
                columns=len(what.columns),
            ),
            "Narrow it, for example with --theme or --party, or write -f csv.",
        )


def _properties(what: Workbook) -> dict[str, Any]:
    return {
        "title": what.title,
        "subject": what.sentence,
        "author": "commitments-tracker",
        "created": _made(what.known_at),
    }


def _made(known_at: str | None) -> datetime:
    try:
        made = datetime.fromisoformat(known_at or "")
    except ValueError:  # no event, or one of other hands
        made = _BEGINNING
    return made.replace(tzinfo=None, microsecond=0)


def _write_rows(sheet: "Worksheet", what: Workbook, formats: "dict[str, Format]") -> None:
    text, number = formats["text"], formats["number"]
    for place, column in enumerate(what.columns):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, column.heading, formats["open" if column.may_change else "fixed"])
    readers = [(place, column.cell) for place, column in enumerate(what.columns)]
    for line, row in enumerate(what.rows, 1):
        for place, cell in readers:
            value = cell(row)
            if isinstance(value, str):
                sheet.write_string(line, place, value, text)
            elif value is not None:
                sheet.write_number(line, place, value, number)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(what.rows)), len(what.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})


def _write_legend(sheet: "Worksheet", legend: Legend, formats: "dict[str, Format]") -> None:
    for place, width in enumerate(_LEGEND_WIDTHS):
        sheet.set_column(place, place, width)
    for line, cells in enumerate(legend.lines):
        # A line of one cell runs on over its neighbours, which a wrapped one would not.
        usual = formats["text"] if len(cells) > 1 else None
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell, formats["fixed"] if line in legend.headings else usual)


def _write_lists(book: "Book", lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write what drop-downs offer into a hidden sheet; give where each list is.

    A list that stands in the drop-down itself may have 255 characters in all.
    """
    sheet = book.add_worksheet(_LISTS)
    sheet.very_hidden()
    where = {}
    for place, (name, words) in enumerate(lists.items()):
        for line, word in enumerate(words):
            sheet.write_string(line, place, word)
        if words:
            letter = chr(ord("A") + place)
            where[name] = f"={_LISTS}!${letter}$1:${letter}${len(words)}"
    return where


def _offer(sheet: "Worksheet", what: Workbook, where: Mapping[str, str]) -> None:
    """Let cells offer their lists; those that hold several words, or may not be changed, insist on none."""
    last = max(1, len(what.rows))
    for place, column in enumerate(what.columns):
        source = where.get(column.choices or "")
        if source:
            rule = {"validate": "list", "source": source, "show_error": column.may_change}
            sheet.data_validation(1, place, last, place, rule)
        elif column.key == "percent":
            share = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
            sheet.data_validation(1, place, last, place, share | {"input_message": what.percent})


def _write_marker(book: "Book", marker: Marker) -> None:
    sheet = book.add_worksheet(MARKER_SHEET)
    sheet.very_hidden()
    for line, cells in enumerate(written(marker)):
        for place, cell in enumerate(cells):
            if cell is not None:
                sheet.write_string(line, place, cell)
