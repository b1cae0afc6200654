"""What a mapping makes of a table: each row becomes minutes of its own, read as all minutes are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from events.sentences import joined, sentence
from tracker.decisions.record_facts import Line
from tracker.decisions.record_rows import RowLine
from tracker.errors import InputError, RefusedError, TrackerError
from tracker.formats.date_patterns import likely_forms
from tracker.formats.entries import Entry, base_of, columns_of
from tracker.formats.holes import Hole
from tracker.formats.mapping import Mapping, Rule
from tracker.formats.minutes import ALIASES, OCCASIONS, read_lines
from tracker.formats.row_cells import ITEM, SEEN, WAY, CellRefusedError, Cells, leaves, text_of
from tracker.formats.table import UNNAMED, Numbered, Row, Table
from tracker.formats.yaml_tree import Path, Tree, dotted

KEYED = frozenset({"meeting", "document", "proposals", "commitments"})
"""Sections whose facts carry the key of their row: what has an id."""
TELLING = frozenset({"status", "note", "label", "evidence"})
"""What an update says; one without any of it says nothing, and is none."""
_SHOWN = 200
_FIELD = 3
"""Steps from the top of minutes to a field of an entry in a list."""


class Refused(NamedTuple):
    """What is refused in a table: the row, the columns, what is in them, and why."""

    row: int
    column: str
    value: str
    reason: str
    hint: str = ""


class MappedRow(NamedTuple):
    """What became of a row: its facts, or why there are none."""

    number: int
    lines: list[RowLine]
    refused: list[Refused]
    left_out: str
    keys: tuple[tuple[int, str], ...]
    """The keys it has, each with the place of the rule that says so."""


class Filled(NamedTuple):
    """An entry as it was filled, and from what."""

    entry: Entry
    fields: dict[str, Any]
    cells: Cells


@dataclass
class RowTree(Tree):
    """The minutes of one row: a place in them is found by the row and its columns."""

    number: int = 0
    filled: dict[str, list[Filled]] = field(default_factory=dict)
    places: dict[str, "Meant"] = field(default_factory=dict)
    """What `where` said → the columns that were meant, and what is in them."""

    def where(self, path: Path) -> str:
        """Name a place by its row."""
        said = f"{self.source}:{self.number}"
        if not path:
            return said
        said = f"{said}: {dotted(path)}"
        if (len(path) >= _FIELD or path[0] in OCCASIONS) and said not in self.places:
            self.places[said] = self._columns(path)
        return said

    def _columns(self, path: Path) -> "Meant":
        place, key = (0, path[1:2]) if path[0] in OCCASIONS else (int(path[1]), path[2:3])
        filled = self.filled[str(path[0])][place]
        fields = filled.entry.fields
        name = str(key[0]) if key else ""
        alias = next((each for each, of in ALIASES.items() if of == name and each in fields), name)
        node = fields.get(alias)
        columns = list(dict.fromkeys(columns_of(node))) if alias in fields else []
        value = "; ".join(filter(None, (text_of(filled.cells.get(each)) for each in columns)))
        advice = _advice(name, node, value) if isinstance(node, Hole) else ""
        return Meant(", ".join(columns), value[:_SHOWN], advice)


class Meant(NamedTuple):
    """What a place in minutes was filled from, and how the mapping could say what is in it."""

    columns: str = ""
    value: str = ""
    advice: str = ""


_DAYS = frozenset({"deadline", "on", "effective", "announced", "published", "held"})
_WORDS = frozenset({"status", "obligors", "obligor", "party"})
_SEPARATORS = (";", "/", "\n", "|", ",")


def _advice(key: str, hole: Hole, value: str) -> str:
    """Say which key of a hole may read what a column has, where it has none yet."""
    if key in _DAYS and not hole.formats and (forms := likely_forms(value, hole.language)):
        return sentence("Say how the column writes dates, formats: [{form}].", form=forms[0])
    if key == "obligors" and hole.split is None and (sign := next(filter(value.count, _SEPARATORS), None)):
        return sentence("Where several stand in one cell, split: {sign!r}.", sign=sign)
    if key in _WORDS and hole.vocabulary is None and value:
        return sentence("Say what the words of the column become, by a vocabulary.")
    return ""


class Mapped:
    """The rows of a table as a mapping reads them. `seen` is the day on which the list was read."""

    def __init__(self, mapping: Mapping, table: Table, seen: str | None) -> None:
        self._mapping = mapping
        self._table = table
        self._seen = seen
        self._names = mapping.called(table.headers) if table.headers is not None else None
        self._used = frozenset(mapping.columns)
        self._unused = mapping.unused
        self._left: dict[str, bool] = {}
        """Whether a column is neither used nor listed as unused, of those that were asked about."""
        self.met: dict[str, None] = {}
        """The columns that rows had, where every row has its own."""

    def rows(self) -> Iterator[MappedRow]:
        """Give every row with what became of it."""
        for vocabulary in self._mapping.vocabularies.values():
            vocabulary.unknown.clear()
        rows = self._table.read()
        while True:
            try:
                numbered = next(rows, None)
            except RefusedError as error:  # of one row
                raise InputError(error.message, error.hint, error.where) from error
            if numbered is None:
                return
            yield self._mapped(numbered)

    def minutes(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give what each row becomes, as minutes, without deciding whether they are good."""
        for numbered in self._table.read():
            for filled, _ in self._fillings(self._named(numbered.row), [])[0]:
                yield numbered.number, _as_minutes(filled)

    def keys_of(self, numbers: set[int]) -> dict[int, tuple[str, str]]:
        """Read some rows again: their numbers → the columns of their key, and the key."""
        found: dict[int, tuple[str, str]] = {}
        for number, row in self._table.read() if numbers else ():
            if number in numbers:
                for _, (rule, key) in self._fillings(self._named(row), [], number)[0]:
                    if rule.key is not None and key is not None:
                        found.setdefault(number, (", ".join(rule.key.columns), key))
        return found

    def notes(self) -> list[str]:
        """Say which columns nobody uses, and which of the mapping no row has."""
        names = self._names if self._names is not None else list(self.met)
        notes = list(self._table.notes)
        left = [each for each in names if not each.startswith(UNNAMED) and self._is_left(each)]
        if left and not self._mapping.keeps_rest:
            notes.append(
                sentence("columns neither used nor listed under unused: {names}", names=", ".join(left))
            )
        if self._names is None:
            met = set(map(base_of, self.met))
            lacking = [each for each in self._mapping.columns if base_of(each) not in met]
            if lacking:
                notes.append(sentence("no row has {names}", names=", ".join(lacking)))
        return notes

    def _named(self, row: Row) -> Row:
        if self._names is not None:
            return (
                dict(zip(self._names, row.values(), strict=False))
                if len(row) == len(self._names)
                else self._short(row)
            )
        self.met.update((name, None) for name, _ in leaves(row))
        if self._mapping.rename:
            return dict(zip(self._mapping.called(list(row)), row.values(), strict=True))
        return row

    def _short(self, row: Row) -> Row:
        """Name the cells of a row that ends early, or whose headers are partly the same."""
        names = dict(zip(self._table.headers or (), self._names or (), strict=True))
        return {names[name]: cell for name, cell in row.items()}

    def _mapped(self, numbered: Numbered) -> MappedRow:
        row = self._named(numbered.row)
        refused: list[Refused] = []
        lines: list[RowLine] = []
        keys: list[tuple[int, str]] = []
        fillings, left_out = self._fillings(row, refused, numbered.number)
        for filled, (rule, key) in fillings:
            if key is not None:
                keys.append((rule.place, key))
            tree = RowTree(self._table.name, _as_minutes(filled), number=numbered.number)
            for each in filled:
                tree.filled.setdefault(each.entry.section, []).append(each)
            try:
                found = read_lines(tree)
            except TrackerError as error:
                refused += [_refusal(each, tree) for each in (error, *error.others)]
                continue
            lines += [
                self._line(line, each, numbered.number, key) for line, each in zip(found, filled, strict=True)
            ]
        return MappedRow(numbered.number, [] if refused else lines, refused, left_out, tuple(keys))

    def _line(self, line: Line, filled: Filled, number: int, key: str | None) -> RowLine:
        skip = filled.entry.skip
        if skip is None and filled.entry.section == "updates" and self._is_of_the_day(filled):
            skip = "unchanged"
        return RowLine(line, number, key, skip)

    def _is_of_the_day(self, filled: Filled) -> bool:
        """Say whether a claim is dated by the day on which the list was read."""
        hole = filled.entry.fields.get("effective")
        return (
            isinstance(hole, Hole) and SEEN in hole.columns and filled.fields.get("effective") == self._seen
        )

    def _fillings(
        self, row: Row, refused: list[Refused], number: int = 0
    ) -> tuple[list[tuple[list[Filled], tuple[Rule, str | None]]], str]:
        """Fill in, rule by rule, what holds for a row; say why nothing does."""
        cells = Cells(row, None, self._seen)
        found: list[tuple[list[Filled], tuple[Rule, str | None]]] = []
        left_out = ""
        for rule in self._mapping.rules:
            if rule.where is not None and (why := rule.where.fails(cells, self._mapping.missing)):
                left_out = left_out or why
                continue
            try:
                key = _key(rule, cells)
                filled = self._filled(rule, cells, key)
            except CellRefusedError as error:
                refused.append(_cell_refusal(number, cells, error))
                continue
            if filled:
                found.append((filled, (rule, key)))
            else:
                left_out = left_out or sentence("nothing to record: no when holds")
        return found, "" if found or refused else left_out

    def _filled(self, rule: Rule, cells: Cells, key: str | None) -> list[Filled]:
        found: list[Filled] = []
        keyed = set[str]()
        for entry in rule.entries:
            for each in entry.items(cells):
                if entry.when is not None and entry.when.fails(each, self._mapping.missing):
                    continue
                if self._names is None and each is not cells:
                    self.met.update(dict.fromkeys(name for name in each.row if name != ITEM))
                fields = entry.filled(each)
                if entry.section == "updates" and TELLING.isdisjoint(fields):
                    continue
                if entry.keeps_rest and (rest := self._rest(cells.row)):
                    fields["other"] = rest
                if key is not None and entry.section in KEYED - keyed and entry.each is None:
                    keyed.add(entry.section)
                    fields.setdefault("external", key)
                found.append(Filled(entry, fields, each))
        return found

    def _is_left(self, name: str) -> bool:
        """Say whether nobody uses a column, its group or what is in it, or lists it as unused."""
        if name not in self._left:
            ways = [name, *(name[: each.start()] for each in re.finditer(WAY, name))]
            is_used = any(way in self._used or _bare(way) in self._unused for way in ways)
            self._left[name] = not is_used and not any(each.startswith(f"{name}{WAY}") for each in self._used)
        return self._left[name]

    def _rest(self, row: Row) -> dict[str, str]:
        """Give the columns that are neither used nor listed as unused, as they are."""
        found = {}
        for name, cell in leaves(row):
            if name and self._is_left(name):
                text = " ".join((text_of(cell) or "").split())
                if text and text not in self._mapping.missing:
                    found[name] = text
        return found


def _key(rule: Rule, cells: Cells) -> str | None:
    """Give the key of a row, if rows have any."""
    if rule.key is None:
        return None
    key: str | None = rule.key.of(cells)
    if key is None:
        hint = sentence("Fill it in, or leave such rows out by where.")
        raise CellRefusedError(rule.key.columns, "", "the row has no key", hint)
    return key


def _as_minutes(filled: list[Filled]) -> dict[str, Any]:
    minutes: dict[str, Any] = {}
    for each in filled:
        name = each.entry.section
        if name in OCCASIONS:
            minutes[name] = each.fields
        else:
            minutes.setdefault(name, []).append(each.fields)
    return minutes


def _cell_refusal(number: int, cells: Cells, error: CellRefusedError) -> Refused:
    value = error.value or "; ".join(filter(None, (text_of(cells.get(each)) for each in error.columns)))
    return Refused(number, ", ".join(error.columns), value[:_SHOWN], error.reason, error.hint)


def _refusal(error: TrackerError, tree: RowTree) -> Refused:
    """Turn what minutes refuse into what is refused in the row."""
    meant = tree.places.get(error.where, Meant())
    place = error.where.removeprefix(f"{tree.source}:{tree.number}").removeprefix(": ")
    reason = joined(": ", (place, error.message)) if place else error.message
    hint = joined(" ", (error.hint, meant.advice)) if error.hint and meant.advice else error.hint
    return Refused(tree.number, meant.columns, meant.value, reason, hint)


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()
