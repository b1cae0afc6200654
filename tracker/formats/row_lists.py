"""Tables that are lists of groups: JSON and JSON Lines, row by row, and YAML; finds where a list lies."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from events.sentences import sentence
from tracker.errors import InputError, RefusedError
from tracker.formats.encodings import open_text, refuse_bytes
from tracker.formats.json_rows import NoRowsError, json_rows
from tracker.formats.table import Dialect, Numbered, Table, follow

DEEPEST = 6
"""Groups in groups in which a list is looked for."""
LARGEST_LOOKED_AT = 100_000_000
"""Bytes of a document in which a list is looked for."""


def open_list(path: Path, form: str, dialect: Dialect) -> Table:
    """Open a list of groups; InputError where it has none."""
    whole = _in_yaml(path, dialect) if form == "yaml" else []
    if form == "json":
        next(_in_json(path, dialect), None)

    def records() -> Iterator[tuple[int, Any]]:
        if form == "jsonl":
            return _json_lines(path, dialect)
        return enumerate(whole if form == "yaml" else _in_json(path, dialect), 1)

    def read() -> Iterator[Numbered]:
        for number, row in records():
            if not isinstance(row, dict):
                raise RefusedError("this is no group of keys", "Every row is one.", f"{path.name}:{number}")
            yield Numbered(number, row)

    return Table(path, form, None, [], dialect, read)


def _in_json(path: Path, dialect: Dialect) -> Iterator[Any]:
    way = tuple(step.strip() for step in dialect.rows.split("/")) if dialect.rows else ()
    try:
        with open_text(path, dialect.encoding) as stream:
            yield from json_rows(stream, way, path.name)
    except UnicodeDecodeError as error:
        raise refuse_bytes(path) from error
    except NoRowsError as error:
        raise _no_rows(path, "json", dialect) from error


def _in_yaml(path: Path, dialect: Dialect) -> list[Any]:
    try:
        return _at(document(path, "yaml", dialect), dialect.rows)
    except NoRowsError as error:
        raise _no_rows(path, "yaml", dialect) from error


def _at(value: Any, way: str | None) -> list[Any]:
    """Give the rows at the end of a way; a group of groups gives each with its `key`."""
    found = follow(value, way) if way else value
    if isinstance(found, dict) and way and all(isinstance(each, dict) for each in found.values()):
        return [{"key": key, **each} for key, each in found.items()]
    if not isinstance(found, list):
        raise NoRowsError
    return found


def document(path: Path, form: str, dialect: Dialect) -> Any:
    """Read a document of YAML or JSON whole."""
    if form == "yaml":
        from tracker.formats.yaml_tree import read_tree  # noqa: PLC0415 (only this format needs it)

        return read_tree(path.read_bytes(), path.name).value
    with open_text(path, dialect.encoding) as stream:
        try:
            return json.load(stream, parse_int=str, parse_float=str, parse_constant=str)
        except UnicodeDecodeError as error:
            raise refuse_bytes(path) from error
        except (ValueError, RecursionError) as error:
            raise _not_json(path, getattr(error, "lineno", 1)) from error


def _not_json(path: Path, line: int) -> InputError:
    return InputError(
        "this is not JSON",
        "One object a line is JSON Lines: source: {format: jsonl}.",
        f"{path.name}:{line}",
    )


def _no_rows(path: Path, form: str, dialect: Dialect) -> InputError:
    """Say that there is no list of rows, and where there may be one."""
    ways: list[str] = []
    if path.stat().st_size <= LARGEST_LOOKED_AT:
        ways = ways_to_rows(document(path, form, dialect))
    return InputError(
        sentence("there is no list of rows at {way}", way=dialect.rows)
        if dialect.rows
        else "the file is no list of rows",
        sentence("Say where it is: source: {{rows: {way}}}", way=ways[0])
        if ways
        else "Give a file with a list of groups.",
        path.name,
    )


def ways_to_rows(value: Any) -> list[str]:
    """Give the ways to what may be rows: first to the longest list of groups, then to groups of groups."""
    found = sorted(_ways(value, ()), key=lambda each: (each[0], -each[1]))
    return [" / ".join(way) for _, _, way in found]


def _ways(value: Any, way: tuple[str, ...]) -> Iterator[tuple[bool, int, tuple[str, ...]]]:
    if isinstance(value, list):
        if way and value and all(isinstance(each, dict) for each in value[:10]):
            yield False, len(value), way
        elif value and isinstance(value[0], list) and len(way) < DEEPEST:
            yield from _ways(value[0], (*way, "0"))
    elif isinstance(value, dict) and len(way) < DEEPEST:
        if way and len(value) > 1 and all(isinstance(each, dict) for each in value.values()):
            yield True, len(value), way
            return
        for key, each in value.items():
            if "/" not in key:
                yield from _ways(each, (*way, key))


def _json_lines(path: Path, dialect: Dialect) -> Iterator[tuple[int, Any]]:
    with open_text(path, dialect.encoding) as stream:
        number = 0
        while True:
            number += 1
            try:
                line = stream.readline()
                if not line:
                    return
                if line.strip():
                    yield number, json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
            except UnicodeDecodeError as error:
                raise refuse_bytes(path) from error
            except (ValueError, RecursionError) as error:
                raise InputError(
                    "the line is not JSON", "JSON Lines have one object a line.", f"{path.name}:{number}"
                ) from error
