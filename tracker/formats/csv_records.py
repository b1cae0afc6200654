"""Reads the records of CSV with their numbers; finds what separates their cells."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from events.sentences import sentence
from tracker.errors import InputError
from tracker.formats.encodings import open_text, refuse_bytes
from tracker.formats.table import Dialect

SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
LOOKED_AT = 20
"""Records in which the separator is looked for."""


def csv_records(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Read the records of a CSV with their numbers, as a spreadsheet counts rows."""
    csv.field_size_limit(LONGEST_CELL)
    with open_text(path, dialect.encoding) as stream:
        lines = _Lines(stream, path)
        reader = csv.reader(lines, delimiter=dialect.delimiter or ",")
        number = 0
        while True:
            number += 1
            lines.of_record.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _bad_record(path, number, error) from error
            except UnicodeDecodeError as error:
                raise refuse_bytes(path) from error
            if len(lines.of_record) > 1:
                _must_be_closed(lines.of_record, dialect.delimiter or ",", path, number)
            yield number, cells


class _Lines:
    """The lines of a stream, of which those of the record that is being read are kept."""

    def __init__(self, stream: IO[str], path: Path) -> None:
        self._stream = stream
        self._path = path
        self.of_record: list[str] = []
        self._number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self._number += 1
        if "\0" in line:
            raise InputError(
                "there is a NUL byte: this is no text, or damaged",
                "Save the table anew as CSV, UTF-8.",
                f"{self._path.name}:{self._number}",
            )
        self.of_record.append(line)
        return line


def _must_be_closed(lines: list[str], delimiter: str, path: Path, number: int) -> None:
    """Refuse a quote that is never closed: it takes the rest of the file for one cell."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise InputError(
                "a quote is opened in this row and never closed",
                'Close it; a quote inside a text is written "".',
                f"{path.name}:{number}",
            ) from error


def _bad_record(path: Path, number: int, error: csv.Error) -> InputError:
    if "field larger" in str(error):
        return InputError(
            sentence("a cell has more than {most:,} characters", most=LONGEST_CELL),
            "A quote may not be closed; else shorten the cell.",
            f"{path.name}:{number}",
        )
    return InputError(
        sentence("this is no CSV: {error}", error=error),
        "Save the table anew as CSV.",
        f"{path.name}:{number}",
    )


def separator_of(path: Path, dialect: Dialect) -> str:
    """Find what separates the cells: what gives most rows of the beginning the same number of cells."""
    with open_text(path, dialect.encoding) as stream:
        try:
            sample = [line for line, _ in zip(stream, range(LOOKED_AT * 5), strict=False)]
        except UnicodeDecodeError as error:
            raise refuse_bytes(path) from error
    best, found = 0.0, ","
    for separator in SEPARATORS:
        try:
            rows = [row for row in csv.reader(sample, delimiter=separator) if row][:LOOKED_AT]
        except csv.Error:  # reading will say so, with the row
            continue
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=1)
        score = widths.count(usual) / len(widths) * (usual - 1) if usual > 1 else 0.0
        if score > best:
            best, found = score, separator
    return found
