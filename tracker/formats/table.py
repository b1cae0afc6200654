"""Reads tables: CSV, XLSX, ODS, JSON, JSON Lines and YAML, row by row, with the number of each row.

Nothing is guessed in silence: an encoding is told by its mark or is UTF-8, headers are taken by their
position, and what is empty, double or too long is said. A row is what the file has under its names.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from events.sentences import sentence
from tracker.errors import InputError, RefusedError
from tracker.formats.encodings import open_text, refuse_bytes
from tracker.formats.inputs import must_be_regular

Row = dict[str, Any]
FORMATS = ("csv", "json", "jsonl", "yaml", "xlsx", "ods")
ENDINGS = {
    **{f".{name}": name for name in FORMATS},
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "csv",
    ".ndjson": "jsonl",
    ".yml": "yaml",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
}
TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods"})
"""Endings of files that are tables and nothing else."""
SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 1_000_000
LOOKED_AT = 20
"""Records in which the separator is looked for."""


@dataclass(frozen=True)
class Dialect:
    """How a file is written; what is None is found out, or is as usual.

    `rows` is the way to the list of rows in JSON and YAML, as `a / b / 0`; `header` the number of the
    row with the headers, 0 for none; `columns` gives names by position, the first being 1.
    """

    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    rows: str | None = None
    header: int = 1
    columns: dict[int, str] = field(default_factory=dict)


class Numbered(NamedTuple):
    """A row with its number: that of the spreadsheet, or the place in a list, from 1."""

    number: int
    row: Row


@dataclass
class Table:
    """A table to be read, as often as one likes.

    `headers` are the names of the columns by position, None where every row has its own keys.
    """

    path: Path
    format: str
    headers: list[str] | None
    notes: list[str]
    dialect: Dialect
    read: Callable[[], Iterator[Numbered]]
    preamble: list[list[Any]] = field(default_factory=list)
    """The rows down to the headers, as they are."""
    doubled: frozenset[str] = frozenset()
    """Headers that several columns have, in lower case."""

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.name


def is_table(name: str) -> bool:
    """Say whether a file is a table, by its name."""
    return Path(name).suffix.lower() in TABLES


def refuse_table(name: str) -> None:
    """Refuse a table where minutes or a history are asked for."""
    if is_table(name):
        raise InputError(
            sentence("{name} is a table", name=name),
            sentence("Begin its mapping with: tracker import {name} --scaffold", name=name),
        )


def open_table(path: Path, dialect: Dialect) -> Table:
    """Open a table and read its headers; InputError for what is none, RefusedError for what it holds."""
    form = _format(path, dialect)
    must_be_regular(path)
    if not path.is_file():
        raise InputError(
            sentence("cannot read {path}: there is no such file", path=path), "Name a file that you can read."
        )
    try:
        if form in {"json", "jsonl", "yaml"}:
            return _open_list(path, form, dialect)
        return _open_grid(path, form, dialect)
    except OSError as error:
        raise InputError(
            sentence("cannot read {path}: {reason}", path=path, reason=error.strerror),
            "Name a file that you can read.",
        ) from error


def _format(path: Path, dialect: Dialect) -> str:
    by_name = ENDINGS.get(path.suffix.lower())
    if dialect.format in {"xlsx", "ods"} and by_name == "csv":
        return "csv"  # rows that were refused come back as CSV
    form = dialect.format or by_name
    if form is None:
        raise InputError(
            sentence("nothing tells what {name} is", name=path.name),
            sentence(
                "Write source: {{format: csv}} into the mapping, or one of {names}.",
                names=", ".join(FORMATS[1:]),
            ),
        )
    return form


# Tables of cells: CSV and sheets


def _open_grid(path: Path, form: str, dialect: Dialect) -> Table:
    preamble: list[list[Any]] = []
    if form == "csv":
        separator = dialect.delimiter or _separator(path, dialect)
        dialect = Dialect(**{**vars(dialect), "delimiter": separator})

    def records() -> Iterator[tuple[int, list[Any]]]:
        return _csv(path, dialect) if form == "csv" else _sheet(path, dialect.sheet)

    width = 0
    for number, cells in records():
        width = max(width, len(cells))
        if number > max(dialect.header, 1):
            break
        if number <= dialect.header:
            preamble.append(cells)
    if not width:
        raise InputError("the file is empty", "Give a file with a row of headers.", path.name)
    if len(preamble) < dialect.header:
        raise InputError(
            sentence("there is no row {header} of headers", header=dialect.header),
            "Mend source: header.",
            f"{path.name}:1",
        )
    names, notes, doubled = _names(preamble[-1] if dialect.header else [""] * width, dialect, path.name)

    def read() -> Iterator[Numbered]:
        for number, cells in records():
            if number > dialect.header and any(cell not in {None, ""} for cell in cells):
                yield Numbered(number, _row(names, cells, f"{path.name}:{number}"))

    return Table(path, form, names, notes, dialect, read, preamble, doubled)


UNNAMED = "(column "
"""How the names begin that columns get whose header is empty, or another's."""


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
            if cells[place] not in {None, ""}:
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


def _csv(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
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


def _separator(path: Path, dialect: Dialect) -> str:
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


def _sheet(path: Path, sheet: str | None) -> Iterator[tuple[int, list[Any]]]:
    """Read the rows of a workbook's sheet; its room is loaded only where there is one to read."""
    from tracker.formats.sheets import read_sheet  # noqa: PLC0415

    yield from enumerate(read_sheet(path, sheet), 1)


# Lists of groups: JSON, JSON Lines, YAML


def _open_list(path: Path, form: str, dialect: Dialect) -> Table:
    if form == "jsonl":

        def read() -> Iterator[Numbered]:
            return _json_lines(path, dialect)
    else:
        rows = _rows_at(_document(path, form, dialect), dialect.rows, path.name)

        def read() -> Iterator[Numbered]:
            return iter(rows)

    return Table(path, form, None, [], dialect, read)


def _document(path: Path, form: str, dialect: Dialect) -> Any:
    if form == "yaml":
        from tracker.formats.yaml_tree import read_tree  # noqa: PLC0415 (only this format needs it)

        return read_tree(path.read_bytes(), path.name).value
    with open_text(path, dialect.encoding) as stream:
        try:
            return json.load(stream, parse_int=str, parse_float=str, parse_constant=str)
        except UnicodeDecodeError as error:
            raise refuse_bytes(path) from error
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            raise InputError(
                "this is not JSON" if isinstance(error, ValueError) else "it is nested too deeply",
                "One object a line is JSON Lines: source: {format: jsonl}.",
                f"{path.name}:{line}",
            ) from error


def _rows_at(value: Any, way: str | None, name: str) -> list[Numbered]:
    """Give the rows at the end of a way; a group of groups gives each with its `key`."""
    found = follow(value, way) if way else value
    if isinstance(found, dict) and way and all(isinstance(each, dict) for each in found.values()):
        found = [{"key": key, **each} for key, each in found.items()]
    if not isinstance(found, list):
        lists = (
            [key for key, each in value.items() if isinstance(each, list | dict)]
            if isinstance(value, dict)
            else []
        )
        raise InputError(
            sentence("there is no list of rows at {way}", way=way) if way else "the file is no list of rows",
            sentence("Say where it is: source: {{rows: {way}}}", way=lists[0])
            if lists
            else "Give a file with a list of groups.",
            name,
        )
    for number, row in enumerate(found, 1):
        if not isinstance(row, dict):
            raise RefusedError("this is no group of keys", "Every row is one.", f"{name}:{number}")
    return [Numbered(number, row) for number, row in enumerate(found, 1)]


def _json_lines(path: Path, dialect: Dialect) -> Iterator[Numbered]:
    with open_text(path, dialect.encoding) as stream:
        number = 0
        while True:
            number += 1
            try:
                line = stream.readline()
                if not line:
                    return
                row = (
                    json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
                    if line.strip()
                    else None
                )
            except UnicodeDecodeError as error:
                raise refuse_bytes(path) from error
            except (ValueError, RecursionError) as error:
                raise InputError(
                    "the line is not JSON", "JSON Lines have one object a line.", f"{path.name}:{number}"
                ) from error
            if row is None:
                continue
            if not isinstance(row, dict):
                raise RefusedError("this is no group of keys", "Every row is one.", f"{path.name}:{number}")
            yield Numbered(number, row)


def follow(value: Any, way: str) -> Any:
    """Give what is at the end of a way like `a / b / 0`; None where it does not lead anywhere."""
    for step in way.split("/"):
        key = step.strip()
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal():
            value = value[int(key)] if int(key) < len(value) else None
        else:
            return None
    return value
