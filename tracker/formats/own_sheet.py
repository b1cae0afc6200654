"""Reads back a workbook of ours: which rows it has, in whatever order, and what their cells hold."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from events.sentences import sentence
from tracker.errors import InputError, RefusedError
from tracker.formats import marker as hidden
from tracker.formats.marker import Marker
from tracker.formats.sheets import Cell, open_workbook, rows_of, sheets_in
from tracker.pages.sheet import heading_key

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

ID = "commitment"
HEADINGS_WITHIN = 20
"""Rows at the top, among which the headings are looked for."""


class OwnRow(NamedTuple):
    """A row: its number in the sheet, and its cells by the keys of their columns."""

    number: int
    cells: dict[str, Cell]


class Place(NamedTuple):
    """Where a column is now: its number, from 0, and its heading."""

    number: int
    heading: str

    @property
    def letters(self) -> str:
        """The letters by which a spreadsheet calls the column."""
        letters, rest = "", self.number + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return letters


class OwnSheet(NamedTuple):
    """What came back: the rows that are not empty, and where the columns are now, by their keys."""

    source: str
    marker: Marker
    rows: list[OwnRow]
    places: dict[str, Place]

    def where(self, row: OwnRow, key: str) -> str:
        """Say where a cell is: the file with the row, the heading, and the cell as a spreadsheet calls it."""
        place = self.places.get(key)
        at = f"{self.source}:{row.number}"
        return f"{at}: {place.heading} ({place.letters}{row.number})" if place else at


def read_own_sheet(path: Path) -> OwnSheet | None:
    """Read a workbook of ours; None if it is somebody else's.

    InputError where it cannot be read, RefusedError where the column by which its rows are known is
    gone, or a column is there twice.
    """
    with open_workbook(path) as book:
        if hidden.SHEET not in book.sheet_names:
            return None
        marker = hidden.read_marker(list(rows_of(book, path, hidden.SHEET)))
        if marker is None:
            raise InputError(
                sentence("{path}: its hidden sheet {sheet} cannot be read", path=path, sheet=hidden.SHEET),
                "It is of another version, or was changed; export it anew.",
            )
        for name in _candidates(book, marker):
            rows = enumerate(rows_of(book, path, name), 1)
            for number, row in islice(rows, HEADINGS_WITHIN):
                if (places := _places(f"{path}:{number}", row, marker)) is not None:
                    return OwnSheet(str(path), marker, list(_filled(rows, places)), places)
    heading = dict(marker.columns).get(ID, ID)
    raise RefusedError(
        sentence("{path} has no column {heading}, by which its rows are known", path=path, heading=heading),
        "Give the column its heading back, or export it anew.",
    )


def _candidates(book: "CalamineWorkbook", marker: Marker) -> list[str]:
    """List the sheets that may have the rows: the one we named, or, if it was renamed, any that is seen."""
    names = [sheet.name for sheet in sheets_in(book) if not sheet.hidden]
    return [marker.sheet] if marker.sheet in book.sheet_names else names


def _places(where: str, row: Sequence[Cell], marker: Marker) -> dict[str, Place] | None:
    """Find the columns in a row of headings; None if it is none. Columns that were added are passed over."""
    keys = {heading_key(heading): key for key, heading in marker.columns}
    places: dict[str, Place] = {}
    twice = ""
    for number, cell in enumerate(row):
        key = keys.get(heading_key(str(cell))) if cell is not None else None
        if key is not None:
            twice = twice or (str(cell) if key in places else "")
            places.setdefault(key, Place(number, " ".join(str(cell).split())))
    if ID not in places:
        return None
    if twice:
        raise RefusedError(
            sentence("the column {twice} is there twice", twice=twice), "Delete one of them.", where
        )
    return places


def _filled(rows: Iterator[tuple[int, list[Cell]]], places: dict[str, Place]) -> Iterator[OwnRow]:
    for number, row in rows:
        cells = {key: row[place.number] for key, place in places.items()}
        if any(not _is_blank(cell) for cell in cells.values()):
            yield OwnRow(number, cells)


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
