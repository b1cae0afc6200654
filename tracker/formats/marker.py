"""The hidden sheet by which a workbook of ours is known again, and of what it was exported."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.formats.cells import as_text
from tracker.formats.sheets import Cell
from tracker.pages.render import Row

SHEET = "tracker"
"""What the hidden sheet is called."""
NAME = "commitments-tracker"
VERSION = "1"

_COLUMN = "column"
_ROW = "row"


class Said(NamedTuple):
    """What a row said, when it was exported, in the cells that may be changed."""

    status: str | None
    percent: str | None
    deadline: str | None


class Marker(NamedTuple):
    """Of what a workbook was exported, and what its rows said then.

    `event` is the number of the last event that was known, `columns` the key and the heading of each
    column, `said` what the row of each commitment said.
    """

    store: str | None
    as_of: str
    event: int
    lang: str
    sheet: str
    columns: tuple[tuple[str, str], ...]
    said: dict[str, Said]


def said_by(row: Row) -> Said:
    """Give what an exported row says in the cells that may be changed."""
    return Said(row["status"], as_text(row["percent"]), row["deadline"])


def written(marker: Marker) -> Iterator[tuple[str | None, ...]]:
    """Give the lines of the hidden sheet, each cell a text."""
    yield NAME, VERSION
    yield "store", marker.store
    yield "as_of", marker.as_of
    yield "event", str(marker.event)
    yield "lang", marker.lang
    yield "sheet", marker.sheet
    for key, heading in marker.columns:
        yield _COLUMN, key, heading
    for commitment, said in marker.said.items():
        yield _ROW, commitment, *said


def read_marker(rows: Sequence[Sequence[Cell]]) -> Marker | None:
    """Read the lines of the hidden sheet; None where they are not of this version, or not whole."""
    if not rows or [*_texts(rows[0])][:2] != [NAME, VERSION]:
        return None
    fields: dict[str, str | None] = {}
    columns: list[tuple[str, str]] = []
    said: dict[str, Said] = {}
    for row in rows[1:]:
        kind, first, *rest = [*_texts(row), None, None, None, None, None][:5]
        if kind == _COLUMN:
            columns.append((first or "", rest[0] or ""))
        elif kind == _ROW:
            said[first or ""] = Said(*rest)
        elif kind:
            fields[kind] = first
    event = fields.get("event") or ""
    if not (event.isdecimal() and fields.get("as_of") and fields.get("sheet") and columns):
        return None
    return Marker(
        fields.get("store"),
        fields["as_of"] or "",
        int(event),
        fields.get("lang") or "en",
        fields["sheet"] or "",
        tuple(columns),
        said,
    )


def _texts(row: Sequence[Cell]) -> Iterator[str | None]:
    return (None if cell is None else str(cell) for cell in row)
