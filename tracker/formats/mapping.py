"""A mapping that was read: how the rows of a table become minutes (CONTRACT §6), and opens tables by it."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import NamedTuple

from events.sentences import sentence
from tracker.errors import RefusedError
from tracker.formats.entries import Condition, Entry
from tracker.formats.holes import Hole
from tracker.formats.open_table import open_table
from tracker.formats.row_cells import ITEM, SEEN, Cells, text_of
from tracker.formats.table import Dialect, Table
from tracker.formats.vocabulary import Vocabulary
from tracker.formats.yaml_tree import Path, Tree


@dataclass(frozen=True)
class Rule:
    """What becomes of the rows for which it holds."""

    place: int
    entries: tuple[Entry, ...]
    key: Hole | None = None
    beginning: str = ""
    """The text with which every key begins: by it the rows of earlier imports are known."""
    where: Condition | None = None
    vanished: str = "nothing"
    unused: tuple[str, ...] = ()


class FromRows(NamedTuple):
    """A vocabulary in the rows of the file itself: the columns with the words and with what they become."""

    vocabulary: Vocabulary
    key: str
    value: str
    where: Condition | None
    rows: str | None


@dataclass
class Mapping:
    """A mapping that was read."""

    tree: Tree
    dialect: Dialect
    rules: list[Rule]
    vocabularies: dict[str, Vocabulary]
    from_rows: list[FromRows]
    rename: dict[str, str]
    missing: frozenset[str]
    named: dict[str, Path] = field(default_factory=dict)
    """Columns → where the mapping names them first."""

    @property
    def uses_seen(self) -> bool:
        """Say whether anything is dated by the day on which the list was read."""
        return SEEN in self.named

    @property
    def columns(self) -> list[str]:
        """The columns of the table that the mapping uses."""
        return [each for each in self.named if each not in {SEEN, ITEM}]

    @property
    def keeps_rest(self) -> bool:
        """Say whether columns that are left over are kept."""
        return any(entry.keeps_rest for rule in self.rules for entry in rule.entries)

    @property
    def unused(self) -> set[str]:
        """The columns that are listed as unused."""
        return {_bare(each) for rule in self.rules for each in rule.unused}

    def called(self, names: list[str]) -> list[str]:
        """Give columns the names that the mapping has for them: case and blanks make no difference."""
        wanted = {_bare(each): each for each in self.columns}
        there = {_bare(each) for each in names}
        renamed = {_bare(old): new for old, new in self.rename.items() if _bare(new) not in there}
        found = []
        for name in names:
            new = renamed.get(_bare(name), name)
            found.append(wanted.get(_bare(new), new))
        return found

    def open(self, path: FilePath) -> Table:
        """Open a table by this mapping; refuse one without the columns that the mapping names."""
        table = open_table(path, self.dialect)
        if table.headers is not None:
            self._must_have(table, self.called(table.headers))
        self._fill_vocabularies(path)
        return table

    def _must_have(self, table: Table, headers: list[str]) -> None:
        for column, place in self.named.items():
            if _bare(column) in table.doubled:
                raise RefusedError(
                    sentence("{name} has several columns {column!r}", name=table.name, column=column),
                    "Name the one that is meant by its position: source: {columns: {5: name}}.",
                    self.tree.where(place),
                )
            if column in {SEEN, ITEM} or column in headers:
                continue
            raise RefusedError(
                sentence("{name} has no column {column!r}", name=table.name, column=column),
                _how_to_name(column, headers),
                self.tree.where(place),
            )

    def _fill_vocabularies(self, path: FilePath) -> None:
        for vocabulary, key, value, where, rows in self.from_rows:
            dialect = self.dialect if rows is None else Dialect(**{**vars(self.dialect), "rows": rows})
            table = open_table(path, dialect)
            names = self.called(table.headers) if table.headers is not None else None
            for _, row in table.read():
                cells = Cells(row if names is None else dict(zip(names, row.values(), strict=False)))
                word, becomes = text_of(cells.get(key)), text_of(cells.get(value))
                if word and becomes and (where is None or where.fails(cells, self.missing) is None):
                    vocabulary.add([(word, becomes)])


def _how_to_name(column: str, headers: list[str]) -> str:
    if len(headers) == 1:
        return sentence(
            "It has one column, {header!r}: is its separator another one?"
            " Say which, source: {{delimiter: …}}.",
            header=headers[0][:80],
        )
    near = get_close_matches(column, headers, n=1)
    meant = sentence("Did you mean {near}? ", near=near[0]) if near else ""
    there = ", ".join(each or "—" for each in headers[:20])
    return sentence(
        "{meant}It has {there}. One that was renamed: rename: {{its name now: {column}}}.",
        meant=meant,
        there=there,
        column=column,
    )


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()
