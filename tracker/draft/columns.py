"""Columns that a text sets with blanks: lines of them become rows, their cells parted by `|`."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from tracker.draft.sentences import Line

_GAP = re.compile(r"\s{3,}")
_MARK = re.compile(r"(?:[-*•·▪◦‣–—]+|\(?\w{1,3}[.)º])")
"""The marker of a list, which is no cell."""
_OPENS = re.compile(r"[(\"“«]?(?:[A-ZÀ-Þ0-9]|—|-|–)")
_SURE = 4
"""Lines with cells at the same places that are no prose, however their cells begin."""
_SHORT = 3
"""Words that are too many for the rest of a first cell: then a line is one of its own."""


class _Cell(NamedTuple):
    start: int
    text: str


def with_rows(lines: list[Line]) -> list[Line]:
    """Write lines that stand in columns as rows; all others are as they were."""
    found: list[Line] = []
    above: set[tuple[int, ...]] = set()
    for _, group in groupby(lines, key=lambda line: bool(line.text.strip())):
        block = list(group)
        starts = {tuple(cell.start for cell in _cells(line.text)) for line in block}
        parted = {each for each in starts if len(each) > 1}
        if _stands_in_columns(block) or (parted and parted <= above):
            found += _rows(block)
            above = parted
        else:
            found += block
            above = above if len(block) == 1 else set()
    return found


def _stands_in_columns(block: list[Line]) -> bool:
    """Say whether lines are columns: two or more have cells, which begin as cells do or all at one place."""
    parted = [cells for line in block if "|" not in line.text and len(cells := _cells(line.text)) > 1]
    if len(parted) < 2:
        return False
    behind = [cell.text for cells in parted for cell in cells[1:]]
    opened = sum(1 for text in behind if _OPENS.match(text))
    marked = sum(1 for cells in parted if _MARK.fullmatch(cells[0].text))
    fields = any(cells[0].text.endswith(":") and not cells[1].text.endswith(":") for cells in parted)
    aligned = len(parted) >= _SURE and len({tuple(cell.start for cell in cells) for cells in parted}) == 1
    return (opened * 10 >= len(behind) * 8 or aligned) and not fields and marked * 2 < len(parted)


def _cells(text: str) -> list[_Cell]:
    """Part a line where blanks are wide."""
    cells, start = [], 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap is not None else len(text)
        if part := text[start:end].strip():
            cells.append(_Cell(start + len(text[start:end]) - len(text[start:end].lstrip()), part))
        start = gap.end() if gap is not None else end
    return cells


def _rows(block: list[Line]) -> Iterator[Line]:
    """Give the rows of a block; what goes on a cell below it is part of its row."""
    starts = [cell.start for cell in max((_cells(line.text) for line in block), key=len)]
    row: list[_Cell] = []
    at: Line | None = None
    for line in block:
        cells = _at_starts(line.text, starts) or _cells(line.text)
        if row and len(cells) == 1 and (place := _goes_on(cells[0], row)) is not None:
            row[place] = _Cell(row[place].start, f"{row[place].text} {cells[0].text}")
            continue
        if at is not None:
            yield _written(row, at)
        if len(cells) < 2 or "|" in line.text:
            yield line
            row, at = [], None
            continue
        row, at = cells, line
    if at is not None:
        yield _written(row, at)


def _at_starts(text: str, starts: list[int]) -> list[_Cell]:
    """Part a line where the cells of the first begin, if it has blanks there; else nothing."""
    if len(starts) < 3 or any(text[start - 1 : start].strip() for start in starts if start):
        return []
    ends = [*starts[1:], len(text)]
    if any(_GAP.search(text[start:end].strip()) for start, end in zip(starts, ends, strict=True)):
        return []
    return [_Cell(start, text[start:end].strip()) for start, end in zip(starts, ends, strict=True)]


def _goes_on(cell: _Cell, row: list[_Cell]) -> int | None:
    """Say which cell of a row a line below it goes on; None if it is a line of its own."""
    place = min(range(len(row)), key=lambda each: abs(row[each].start - cell.start))
    if abs(row[place].start - cell.start) > 1:
        return None
    near = len(cell.text.split()) <= _SHORT and not cell.text.endswith(":")
    near = near and cell.text.isupper() == row[place].text.isupper()  # `PERU` below `Name` is of a row alone
    return place if place or near else None


def _written(row: list[_Cell], line: Line) -> Line:
    return Line(" | ".join(cell.text for cell in row), line.number, line.page)
