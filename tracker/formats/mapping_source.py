"""Reads the source of a mapping: how its file is written, its numbers, its months, what is missing."""

import codecs
from dataclasses import dataclass, field
from typing import Any

from events.sentences import either, sentence
from tracker.formats.date_patterns import LANGUAGES, Numbers
from tracker.formats.mapping_entries import EntryReader, Given
from tracker.formats.table import FORMATS, Dialect
from tracker.formats.yaml_tree import Path, read_tree

SOURCE_KEYS = (
    *("format", "delimiter", "encoding", "sheet", "rows", "header", "columns", "missing", "numbers"),
    "language",
)
_TEXTS = ("format", "delimiter", "encoding", "sheet", "rows", "language")
"""Keys of which each is one text."""
MOST_HEADERS = 5
"""Rows of headers."""
LAST_HEADER, LAST_COLUMN = 1_000, 16_384
"""The last row in which headers may be, and the last column that a spreadsheet has."""


@dataclass(frozen=True)
class Source:
    """How a file is written."""

    dialect: Dialect = field(default_factory=Dialect)
    numbers: Numbers = field(default_factory=Numbers)
    missing: frozenset[str] = frozenset()
    language: str = "en"


def source_of(data: bytes, name: str) -> Source:
    """Read the source alone of a mapping that may lack everything else."""
    tree = read_tree(data, name)
    entries = EntryReader(tree, Given({}, Numbers(), frozenset(), "en"))
    value = tree.value if isinstance(tree.value, dict) else {"rows": tree.value}
    if "source" not in value:
        raise entries.refuse(
            (), "it has no source", "Write how the file is written: source: {encoding: cp1252}."
        )
    return read_source(value["source"], entries)


def read_source(value: Any, entries: EntryReader) -> Source:
    """Read what a mapping says of its file."""
    value = entries.known_keys(value, SOURCE_KEYS, ("source",))
    for key in _TEXTS:
        if not isinstance(value.get(key, ""), str):
            raise entries.refuse(
                ("source", key), "this is not one text", sentence("Write {key}: TEXT.", key=key)
            )
    missing = entries.texts(value.get("missing", []), ("source", "missing"))
    return Source(
        _dialect(value, entries),
        _numbers(value.get("numbers", {}), entries),
        frozenset(" ".join(each.split()) for each in missing),
        _language(value.get("language", "en"), entries),
    )


def _numbers(value: Any, entries: EntryReader) -> Numbers:
    path: Path = ("source", "numbers")
    value = entries.group(entries.known_keys(value, ("decimal", "thousands"), path), path)
    return Numbers(value.get("decimal", "."), value.get("thousands", ""))


def _language(language: str, entries: EntryReader) -> str:
    if language not in LANGUAGES:
        raise entries.refuse(
            ("source", "language"),
            sentence("the months of {language!r} are not known", language=language),
            sentence("Write one of {names}.", names=either(LANGUAGES)),
        )
    return language


def _dialect(source: dict[str, Any], entries: EntryReader) -> Dialect:
    if source.get("format", "csv") not in FORMATS:
        raise entries.refuse(
            ("source", "format"),
            sentence("{format!r} is no format", format=source["format"]),
            sentence("Write one of {names}.", names=either(FORMATS)),
        )
    if len(source.get("delimiter", ",")) != 1:
        hint = sentence('Write it in quotes, like ";"; a tab is "\\t".')
        raise entries.refuse(("source", "delimiter"), "a delimiter is one character", hint)
    if "encoding" in source:
        _must_be_known(source["encoding"], entries)
    first, last = _headers(source.get("header", "1"), entries)
    columns = entries.group(source.get("columns", {}), ("source", "columns"))
    if not all(each.isdecimal() and 0 < int(each) <= LAST_COLUMN for each in columns):
        hint = sentence("Write columns: {5: name}; they count from 1.")
        raise entries.refuse(("source", "columns"), "header and columns count from 1", hint)
    return Dialect(
        format=source.get("format"),
        delimiter=source.get("delimiter"),
        encoding=source.get("encoding"),
        sheet=source.get("sheet"),
        rows=source.get("rows"),
        header=last,
        header_rows=last - first + 1,
        columns={int(place): name for place, name in columns.items()},
    )


def _headers(value: Any, entries: EntryReader) -> tuple[int, int]:
    """Read which row has the headers, or from which to which they are."""
    path: Path = ("source", "header")
    rows = entries.texts(value, path)
    hint = sentence("Write header: 3, or header: [3, 4] for headers in two rows, one below the other.")
    if len(rows) not in {1, 2} or not all(each.isdecimal() for each in rows):
        raise entries.refuse(path, "header and columns count from 1", hint)
    first, last = int(rows[0]), int(rows[-1])
    if not first <= last <= LAST_HEADER or last - first >= MOST_HEADERS or (len(rows) > 1 and not first):
        raise entries.refuse(path, "these are no rows of headers", hint)
    return first, last


def _must_be_known(encoding: str, entries: EntryReader) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise entries.refuse(
            ("source", "encoding"),
            sentence("there is no encoding {encoding!r}", encoding=encoding),
            "Write utf-8, cp1252, mac-roman or latin-1.",
        ) from error
