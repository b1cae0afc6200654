"""Tables of cells, CSV and sheets: columns are named by their position, what is empty or double is said."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from events.sentences import sentence
from tracker.errors import InputError, RefusedError
from tracker.formats.csv_records import csv_records, separator_of
from tracker.formats.table import UNNAMED, Dialect, Numbered, Row, Table


def open_grid(path: Path, form: str, dialect: Dialect) -> Table:
    """Open a table of cells: its headers are read, and every row is to have its cells under them."""
    if form == "csv" and dialect.delimiter is None:
        dialect = replace(dialect, delimiter=separator_of(path, dialect))

    def records() -> Iterator[tuple[int, list[Any]]]:
        return csv_records(path, dialect) if form == "csv" else _sheet(path, dialect.sheet)

    preamble, width = _preamble(records(), dialect, path.name)
    headers = _joined(preamble[-dialect.header_rows :]) if dialect.header else [""] * width
    names, notes, doubled = _names(headers, dialect, path.name)

    def read() -> Iterator[Numbered]:
        for number, cells in records():
            if number > dialect.header and any(map(is_filled, cells)):
                yield Numbered(number, _row(names, cells, f"{path.name}:{number}"))

    return Table(path, form, names, notes, dialect, read, preamble, doubled)


def first_records(path: Path, form: str, dialect: Dialect, count: int) -> list[list[Any]]:
    """Give the first records of a table, whatever stands in them."""
    if form == "csv" and dialect.delimiter is None:
        dialect = replace(dialect, delimiter=separator_of(path, dialect))
    records = csv_records(path, dialect) if form == "csv" else _sheet(path, dialect.sheet)
    return [cells for _, cells in islice(records, count)]


def is_filled(cell: Any) -> bool:
    """Say whether anything is in a cell."""
    return cell is not None and (not isinstance(cell, str) or (bool(cell) and not cell.isspace()))


def _preamble(
    records: Iterator[tuple[int, list[Any]]], dialect: Dialect, name: str
) -> tuple[list[list[Any]], int]:
    """Read the rows down to the headers, and one more: what they hold, and how wide they are."""
    found = [cells for _, cells in islice(records, max(dialect.header, 1) + 1)]
    width = max(map(len, found), default=0)
    if not width:
        raise InputError("the file is empty", "Give a file with a row of headers.", name)
    if len(found) < dialect.header:
        raise InputError(
            sentence("there is no row {header} of headers", header=dialect.header),
            "Mend source: header.",
            f"{name}:1",
        )
    return found[: dialect.header], width


def _joined(rows: list[list[Any]]) -> list[Any]:
    """Make one row of several rows of headers; one that spans columns goes before what is below it."""
    *above, last = rows
    width = max(map(len, rows))
    last = [*last, *[None] * (width - len(last))]
    for row in reversed(above):
        spanning: Any = None
        for place, cell in enumerate([*row, *[None] * (width - len(row))]):
            if is_filled(cell):
                spanning = cell
            below = last[place]
            if is_filled(cell) and (not is_filled(below) or below == cell):
                last[place] = cell
            elif is_filled(below) and spanning is not None:
                last[place] = f"{spanning} {below}"
    return last


def _names(cells: list[Any], dialect: Dialect, name: str) -> tuple[list[str], list[str], frozenset[str]]:
    """Give each column its name; say which has none, and which share one."""
    names = [" ".join(str(cell).split()) if cell is not None else "" for cell in cells]
    width = max([len(names), *dialect.columns])
    names += [""] * (width - len(names))
    for place, given in dialect.columns.items():
        names[place - 1] = given
    notes: list[str] = []
    empty = [str(place) for place, each in enumerate(names, 1) if not each]
    if empty and dialect.header:
        notes.append(
            sentence(
                "{name}: the header of column {columns} is empty: name it by position,"
                " source: {{columns: {{{first}: name}}}}",
                name=name,
                columns=", ".join(empty),
                first=empty[0],
            )
        )
    places: dict[str, list[str]] = {}
    for place, each in enumerate(names, 1):
        if each:
            places.setdefault(each.casefold(), []).append(str(place))
    doubled = {each: where for each, where in places.items() if len(where) > 1}
    notes += [
        sentence(
            "{name}: the header {header!r} is there {count} times, in columns {columns}:"
            " name them by position, source: {{columns: {{{second}: name}}}}",
            name=name,
            header=names[int(where[0]) - 1],
            count=len(where),
            columns=", ".join(where),
            second=where[1],
        )
        for where in doubled.values()
    ]
    later = {int(place) for where in doubled.values() for place in where[1:]}
    unique = [
        f"{UNNAMED}{place})" if not each or place in later else each for place, each in enumerate(names, 1)
    ]
    return unique, notes, frozenset(doubled)


def _row(names: list[str], cells: list[Any], where: str) -> Row:
    if len(cells) > len(names):
        for place in range(len(names), len(cells)):
            if is_filled(cells[place]):
                raise RefusedError(
                    sentence(
                        "the row has {cells} cells, the headers are {headers}",
                        cells=len(cells),
                        headers=len(names),
                    ),
                    "A separator inside a text needs quotes around the text.",
                    where,
                )
    return dict(zip(names, cells, strict=False))


def _sheet(path: Path, sheet: str | None) -> Iterator[tuple[int, list[Any]]]:
    """Read the rows of a workbook's sheet; its room is loaded only where there is one to read."""
    from tracker.formats.sheets import read_sheet  # noqa: PLC0415

    yield from enumerate(read_sheet(path, sheet), 1)
