"""What a table is, whatever its format: how it is written, its headers, and its rows with their numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from events.sentences import sentence
from tracker.errors import InputError

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
MINUTES = frozenset({".yaml", ".yml"})
"""Endings of files that may be minutes, or the rows of a table, and are no history."""


UNNAMED = "(column "
"""How the names begin that columns get whose header is empty, or another's."""


@dataclass(frozen=True)
class Dialect:
    """How a file is written; what is None is found out, or is as usual.

    `rows` is the way to the list of rows in JSON and YAML, as `a / b / 0`; `header` the number of the
    row with the headers, 0 for none, the last of `header_rows`; `columns` gives names by position, the
    first being 1.
    """

    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    rows: str | None = None
    header: int = 1
    header_rows: int = 1
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


def refuse_minutes(name: str) -> None:
    """Refuse minutes, or the rows of a table in YAML, where a history is asked for."""
    if Path(name).suffix.lower() in MINUTES:
        raise InputError(
            sentence("{name} is no history", name=name),
            sentence(
                "Minutes are recorded: tracker record {name}; rows of a table need a mapping: --scaffold.",
                name=name,
            ),
        )


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
