"""What a mapping makes of a row: conditions, and the entries of minutes with their holes (CONTRACT §6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tracker.formats.holes import Hole
from tracker.formats.row_cells import ITEM, WAY, Cells, text_of
from tracker.formats.vocabulary import folded


@dataclass(frozen=True)
class Condition:
    """Columns that must be there, or have one of some values; an empty value is an absent one."""

    tests: tuple[tuple[str, frozenset[str] | None], ...]

    def fails(self, cells: Cells, missing: frozenset[str]) -> str | None:
        """Say in which column it does not hold, and what is there; None if it holds."""
        for column, values in self.tests:
            cell = cells.get(column)
            texts = [
                " ".join((text_of(each) or "").split())
                for each in (cell if isinstance(cell, list) else [cell])
            ]
            there = [each for each in texts if each and each not in missing]
            if (not there) if values is None else values.isdisjoint(map(folded, there or [""])):
                return f"{column}: {'; '.join(there) or 'empty'}"
        return None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it looks at."""
        return tuple(column for column, _ in self.tests)


Node = Any
"""A constant text, a Hole, Several of a group, or a group or list of nodes."""


@dataclass(frozen=True)
class Entry:
    """One entry of a section, as often as a row has it."""

    section: str
    fields: dict[str, Node]
    columns: tuple[str, ...]
    when: Condition | None = None
    each: Hole | None = None
    skip: str | None = None
    keeps_rest: bool = False

    def filled(self, cells: Cells) -> dict[str, Any]:
        """Fill the entry from a row; keys without a value are left out."""
        found: dict[str, Any] = fill(self.fields, cells) or {}
        return found

    def items(self, cells: Cells) -> Iterator[Cells]:
        """Give what the entry is filled from: the row, or each item of a list of it."""
        return iter((cells,)) if self.each is None else items_of(self.each, cells)


@dataclass(frozen=True)
class Several:
    """A group inside an entry, as often as a list of the row has items."""

    each: Hole
    fields: Node


def items_of(each: Hole, cells: Cells) -> Iterator[Cells]:
    """Give the items of a list of a row, each with the row behind it."""
    for name in each.columns:
        found = cells.get(name)
        if isinstance(found, list) and any(isinstance(item, dict) for item in found):
            for item in found:
                row = item if isinstance(item, dict) else {ITEM: item}
                yield Cells(row, cells.row, cells.seen)
            return
    for text in each.of(cells) or ():
        yield Cells({ITEM: text}, cells.row, cells.seen)


def fill(node: Node, cells: Cells) -> Any:
    """Fill a place of minutes; None where nothing is there for it."""
    if isinstance(node, Hole):
        return node.of(cells)
    if isinstance(node, dict):
        group = {key: value for key, each in node.items() if (value := fill(each, cells)) is not None}
        return group or None
    if isinstance(node, Several):
        items = items_of(node.each, cells)
        return [value for item in items if (value := fill(node.fields, item)) is not None] or None
    if isinstance(node, list):
        return [value for each in node if (value := fill(each, cells)) is not None] or None
    return node


def columns_of(node: Node) -> Iterator[str]:
    """List the columns that a place of minutes is filled from."""
    if isinstance(node, Hole):
        yield from node.columns
    elif isinstance(node, Several):
        yield from node.each.columns
        yield from columns_of(node.fields)
    elif isinstance(node, dict):
        for each in node.values():
            yield from columns_of(each)
    elif isinstance(node, list):
        for each in node:
            yield from columns_of(each)


def base_of(column: str) -> str:
    """Give the key of a row with which a way begins."""
    return column.partition(WAY)[0].strip()
