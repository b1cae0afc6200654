"""The columns of a sheet that goes home: what each is called, means, shows, and whether it may be changed."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from tracker.pages.columns import STATUS
from tracker.pages.render import Column, Row
from tracker.words.language import Say, phrase
from tracker.words.text import escape, one_line

CellValue = str | int | float | None
LONGEST = 32_000
"""Characters of a cell, less than the 32,767 that spreadsheets keep; a longer text ends in `…`."""
_NO_XML = re.compile("[\ufffe\uffff]")


class SheetColumn(NamedTuple):
    """A column: its key, its heading and meaning in the reader's language, and its width in characters.

    `may_change` says that what is written in it is read back, `choices` which list its cells offer.
    """

    key: str
    heading: str
    meaning: str
    cell: Callable[[Row], CellValue]
    width: int = 14
    may_change: bool = False
    choices: str | None = None


class _Told(NamedTuple):
    """What is said of a column that every sheet has."""

    key: str
    heading: str
    meaning: str
    width: int = 14
    choices: str | None = None


TEXT = "text_"
"""Before the language in the key of a column of texts."""
OTHER = "other:"
"""Before the name in the key of a column that came with the commitments."""
MAY_CHANGE = ("status", "percent", "side", "deadline", "note")

_BEFORE_TEXTS = (
    _Told("commitment", "Commitment", "Its id, by which the row is known again.", 24),
    _Told("title", "Title", "What it is called.", 32),
)
_AFTER_TEXTS = (
    _Told("themes", "Theme", "Its themes.", 18, choices="themes"),
    _Told("project", "Project", "The project it belongs to."),
    _Told("parent", "Part of", "The commitment it is a part of."),
    _Told("obligors", "Obligors", "Who owes it.", choices="parties"),
    _Told("lead", "Lead", "The institutions in the lead."),
    _Told("agreed", "Agreed", "When it was agreed.", 12),
    _Told("status", "Status", "How it stands: choose another word.", 20, choices="statuses"),
    _Told("percent", "Percent", "How much is done, from 0 to 100, without a sign.", 9),
    _Told(
        "side", "Side", "Whose side status, percent and note are about; empty: all.", 10, choices="parties"
    ),
    _Told("deadline", "Deadline", "Until when: a day, a month or a year, like 2026-03.", 12),
    _Told("note", "Note", "What else is to be said; empty in every new sheet.", 32),
    _Told("external", "External key", "What it is called where it came from."),
)
_TEXT = "The text that was agreed, in this language."
_OTHER = "Came with the commitment, and is kept as it is."
_DERIVED = "Worked out from what was recorded, on the day of this sheet."


def sheet_columns(rows: Sequence[Row], lang: str) -> list[SheetColumn]:
    """Give the columns of some exported rows, with headings in a language; no two headings are alike."""
    say = partial(phrase, lang)
    shown = {column.key: column for column in STATUS.columns(say)}
    columns = [
        *(_known(each, shown, say) for each in _BEFORE_TEXTS),
        *(_text(each, say) for each in _keys(rows, "text")),
        *(_known(each, shown, say) for each in _AFTER_TEXTS),
        *(_other(each, say) for each in _keys(rows, "other")),
    ]
    there = {column.key for column in columns}
    columns += [_derived(column, say) for key, column in shown.items() if key not in there and column.text]
    return _told_apart(columns)


def as_data(rows: Iterable[Row], columns: Sequence[SheetColumn]) -> tuple[list[Row], list[str]]:
    """Give exported rows as data with the same columns, and the keys of these in their order.

    What came with a commitment keeps its name, unless that is the key of a column of ours.
    """
    ours = {column.key for column in columns}
    names = {column.key: column.key.removeprefix(OTHER) for column in columns}
    names |= {key: key for key, name in names.items() if key != name and name in ours}
    return [{names[key]: _value(row, key) for key in names} for row in rows], list(names.values())


def _value(row: Row, key: str) -> Any:
    if key.startswith(TEXT):
        return row["text"].get(key.removeprefix(TEXT))
    if key.startswith(OTHER):
        return row["other"].get(key.removeprefix(OTHER))
    return row.get(key)


def plain(text: str | None) -> str | None:
    """Give a text as a cell holds it: harmless to show, of a length that is kept."""
    if not text:
        return None
    if _is_plain(text):
        return text
    shown = _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", escape(text))
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST].rstrip()}…"


def _known(told: _Told, shown: dict[str, Column], say: Say) -> SheetColumn:
    key = told.key
    return SheetColumn(
        key,
        say(told.heading),
        say(told.meaning),
        _percent if key == "percent" else _data(key) if key in _AS_DATA else _drawn(shown[key]),
        told.width,
        key in MAY_CHANGE,
        told.choices,
    )


_AS_DATA = {*MAY_CHANGE, "external", "commitment"}
"""Columns that show the word that is kept, also where the reader's language has another."""


def _percent(row: Row) -> CellValue:
    percent: float | None = row["percent"]
    return percent


def _data(key: str) -> Callable[[Row], CellValue]:
    return lambda row: plain(row.get(key))


def _is_plain(text: str) -> bool:
    """Say whether a text is shown as it is: most are, and looking for more takes time."""
    return text.isascii() and text.isprintable() and len(text) <= LONGEST


def _drawn(column: Column) -> Callable[[Row], CellValue]:
    written = column.text

    def cell(row: Row) -> CellValue:
        text = written(row) if written else ""
        return (text or None) if _is_plain(text) else plain(one_line(text))

    return cell


def _text(lang: str, say: Say) -> SheetColumn:
    heading = f"{say('Text')} ({lang})"
    return SheetColumn(f"{TEXT}{lang}", heading, say(_TEXT), lambda row: plain(row["text"].get(lang)), 60)


def _other(name: str, say: Say) -> SheetColumn:
    heading = plain(name) or ""
    return SheetColumn(f"{OTHER}{name}", heading, say(_OTHER), lambda row: plain(row["other"].get(name)), 18)


def _derived(column: Column, say: Say) -> SheetColumn:
    return SheetColumn(column.key, say(column.heading), say(_DERIVED), _drawn(column))


def _keys(rows: Iterable[Row], field: str) -> list[str]:
    """List the languages of the texts, English first, or the names of what came with the commitments."""
    found = dict.fromkeys(chain.from_iterable(row[field] for row in rows))
    return sorted(found, key=lambda name: name != "en") if field == "text" else list(found)


def _told_apart(columns: list[SheetColumn]) -> list[SheetColumn]:
    """Give a number to headings that are taken: what came with a commitment may be called as it likes."""
    taken: set[str] = set()
    apart = []
    for column in columns:
        heading, number = column.heading, 1
        while heading_key(heading) in taken:
            number += 1
            heading = f"{column.heading} ({number})"
        taken.add(heading_key(heading))
        apart.append(column._replace(heading=heading))
    return apart


def heading_key(heading: str) -> str:
    """Give a heading without regard to case and blanks."""
    return " ".join(heading.split()).casefold()
