"""The cells of a row as a mapping sees them: by their names, and as the texts that a person reads in them."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from tracker.formats.table import Row, follow

SEEN = "seen"
ITEM = "item"
"""What stands for the day on which the list was read, and for one text of a list."""
WAY = " / "
"""What a name has that leads into the groups of a row."""


class CellRefusedError(Exception):
    """A cell that cannot be used: its columns, what is in it, and why."""

    def __init__(self, columns: tuple[str, ...], value: str, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.columns = columns
        self.value = value
        self.reason = reason
        self.hint = hint


class Cells(NamedTuple):
    """What a hole can see: the row, inside a list its item first, and the day it was read."""

    row: Row
    outer: Row | None = None
    seen: str | None = None

    def get(self, name: str) -> Any:
        """Give what a name stands for."""
        if name == SEEN and SEEN not in self.row:
            return self.seen
        for row in (self.row, self.outer):
            if row is not None:
                if name in row:
                    return row[name]
                if WAY in name and (found := follow(row, name)) is not None:
                    return found
        return None


class Day(str):
    """The text of a cell that is a day, or a time of one, whatever it looks like in its program."""

    __slots__ = ()

    @property
    def day(self) -> str:
        """The day."""
        return self[: len("2025-06-30")]


def text_of(cell: Any) -> str | None:
    """Give a cell as the text that a person would read in it."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return Day(cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds"))
    if isinstance(cell, date):
        return Day(cell.isoformat())
    if isinstance(cell, list):
        return "; ".join(filter(None, map(text_of, cell)))
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False)
    return str(cell)


def leaves(row: Row, way: str = "") -> Iterator[tuple[str, Any]]:
    """Give the cells of a row; those of its groups under the way into them."""
    for name, cell in row.items():
        if isinstance(cell, dict):
            yield from leaves(cell, f"{way}{name}{WAY}")
        else:
            yield f"{way}{name}", cell
