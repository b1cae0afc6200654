"""Reads a mapping: how the rows of a table become minutes (CONTRACT §6). Each refusal names its line."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from events.sentences import either, sentence
from tracker.errors import InputError, RefusedError
from tracker.formats.date_patterns import LANGUAGES, Numbers
from tracker.formats.holes import ITEM, SEEN, Cells, Hole, text_of
from tracker.formats.inputs import must_be_regular
from tracker.formats.mapping_entries import (
    Condition,
    Entry,
    EntryReader,
    Given,
)
from tracker.formats.minutes import OCCASIONS, SECTIONS
from tracker.formats.table import FORMATS, Dialect, Table, open_table
from tracker.formats.vocabulary import KEEP, REFUSE, Vocabulary, Word, read_words, words_of
from tracker.formats.yaml_tree import Path, Tree, read_tree

KEYS = ("mapping", "source", "rename", "vocabularies", "rows")
SOURCE_KEYS = (
    "format",
    "delimiter",
    "encoding",
    "sheet",
    "rows",
    "header",
    "columns",
    "missing",
    "numbers",
    "language",
)
VOCABULARY_KEYS = ("words", "file", "rows", "otherwise")
RULE_KEYS = ("key", "where", "vanished", "unused")
VANISHED = ("nothing", "note", "refuse")
VERSION = "1"


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


def read_mapping(data: bytes, source: str, folder: FilePath) -> Mapping:
    """Read a mapping; vocabulary files are looked for in its folder."""
    tree = read_tree(data, source)
    return _Reader(tree, folder).mapping()


class _Reader:
    def __init__(self, tree: Tree, folder: FilePath) -> None:
        self._tree = tree
        self._folder = folder
        self._missing: frozenset[str] = frozenset()
        self._from_rows: list[FromRows] = []
        self._entries = EntryReader(tree, Given({}, Numbers(), frozenset(), "en"))

    def mapping(self) -> Mapping:
        if not isinstance(self._tree.value, dict) or "rows" not in self._tree.value:
            raise self._refuse(
                (), "this is no mapping: it has no rows", "Begin one with: tracker import FILE --scaffold"
            )
        value = self._entries.known_keys(self._tree.value, KEYS, ())
        if value.get("mapping") != VERSION:
            raise self._refuse(("mapping",), "a mapping says its version", "Begin with mapping: 1.")
        source = self._entries.known_keys(value.get("source", {}), SOURCE_KEYS, ("source",))
        self._missing = frozenset(
            " ".join(each.split()) for each in self._texts(source.get("missing", []), ("source", "missing"))
        )
        numbers, language = (
            self._numbers(source.get("numbers", {})),
            self._language(source.get("language", "en")),
        )
        self._entries.given = Given({}, numbers, self._missing, language)
        vocabularies = self._vocabularies(value.get("vocabularies", {}))
        self._entries.given = Given(vocabularies, numbers, self._missing, language)
        rules = list(self._rules(value["rows"]))
        rename = self._group(value.get("rename", {}), ("rename",))
        return Mapping(
            self._tree,
            self._dialect(source),
            rules,
            vocabularies,
            self._from_rows,
            rename,
            self._missing,
            self._entries.named,
        )

    def _refuse(self, path: Path, message: str, hint: str) -> RefusedError:
        return self._entries.refuse(path, message, hint)

    def _texts(self, value: Any, path: Path) -> list[str]:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self._refuse(path, "this is no list of texts", "Write [one, another].")
        return values

    def _group(self, value: Any, path: Path) -> dict[str, str]:
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self._refuse(path, "this is no group of texts", "Write {one: another}.")
        return value

    def _numbers(self, value: Any) -> Numbers:
        value = self._entries.known_keys(value, ("decimal", "thousands"), ("source", "numbers"))
        return Numbers(value.get("decimal", "."), value.get("thousands", ""))

    def _language(self, language: Any) -> str:
        if language not in LANGUAGES:
            raise self._refuse(
                ("source", "language"),
                sentence("the months of {language!r} are not known", language=language),
                sentence("Write one of {names}.", names=either(LANGUAGES)),
            )
        return str(language)

    def _dialect(self, source: dict[str, Any]) -> Dialect:
        if source.get("format", "csv") not in FORMATS:
            raise self._refuse(
                ("source", "format"),
                sentence("{format!r} is no format", format=source["format"]),
                sentence("Write one of {names}.", names=either(FORMATS)),
            )
        if len(source.get("delimiter", ",")) != 1:
            raise self._refuse(
                ("source", "delimiter"), "a delimiter is one character", 'Write it in quotes, like ";".'
            )
        if "encoding" in source:
            self._must_be_known(source["encoding"])
        columns = self._group(source.get("columns", {}), ("source", "columns"))
        header = source.get("header", "1")
        if not header.isdecimal() or not all(each.isdecimal() and int(each) for each in columns):
            raise self._refuse(
                ("source",), "header and columns count from 1", "Write header: 3, columns: {5: name}."
            )
        return Dialect(
            format=source.get("format"),
            delimiter=source.get("delimiter"),
            encoding=source.get("encoding"),
            sheet=source.get("sheet"),
            rows=source.get("rows"),
            header=int(header),
            columns={int(place): name for place, name in columns.items()},
        )

    def _must_be_known(self, encoding: Any) -> None:
        try:
            codecs.lookup(encoding)
        except (LookupError, TypeError) as error:
            raise self._refuse(
                ("source", "encoding"),
                sentence("there is no encoding {encoding!r}", encoding=encoding),
                "Write utf-8, cp1252, mac-roman or latin-1.",
            ) from error

    # Vocabularies

    def _vocabularies(self, value: Any) -> dict[str, Vocabulary]:
        if not isinstance(value, dict):
            raise self._refuse(
                ("vocabularies",), "this is not a group of vocabularies", "Write {name: {word: becomes}}."
            )
        return {name: self._vocabulary(name, each, ("vocabularies", name)) for name, each in value.items()}

    def _vocabulary(self, name: str, value: Any, path: Path) -> Vocabulary:
        if not isinstance(value, dict):
            raise self._refuse(path, "this is no vocabulary", "Write {word: becomes}, or {file: words.csv}.")
        if not set(value) <= set(VOCABULARY_KEYS):
            value = {"words": value}
        made = Vocabulary(name, otherwise=_otherwise(value.get("otherwise", REFUSE)))
        made.add((word, words_of(becomes)) for word, becomes in value.get("words", {}).items())
        if "file" in value:
            made.add(self._words_in(value["file"], (*path, "file")))
        if "rows" in value:
            self._take_from_rows(made, value["rows"], (*path, "rows"))
        return made

    def _take_from_rows(self, vocabulary: Vocabulary, value: Any, path: Path) -> None:
        value = self._entries.known_keys(value, ("key", "value", "where", "rows"), path)
        if not {"key", "value"} <= set(value):
            raise self._refuse(
                path, "words from rows need two columns", "Write rows: {key: code, value: name}."
            )
        where = self._entries.condition(value["where"], (*path, "where")) if "where" in value else None
        if "rows" not in value:
            self._entries.note(value["key"], path)
            self._entries.note(value["value"], path)
        self._from_rows.append(FromRows(vocabulary, value["key"], value["value"], where, value.get("rows")))

    def _words_in(self, name: str, path: Path) -> Iterator[tuple[str, Word]]:
        """Read words from a CSV beside the mapping: a row of headers, then each word and what it becomes."""
        file = (self._folder / name).resolve()
        if not file.is_relative_to(self._folder.resolve()):
            raise self._refuse(
                path,
                sentence("{name} lies outside the folder of this mapping", name=name),
                "Copy it beside the mapping.",
            )
        try:
            must_be_regular(file)
            text = file.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise InputError(
                sentence("cannot read the vocabulary {name}: {reason}", name=name, reason=error.strerror),
                "It is a CSV beside the mapping with the columns value and becomes.",
                self._tree.where(path),
            ) from error
        except UnicodeDecodeError as error:
            raise InputError(
                sentence("the vocabulary {name} is not UTF-8", name=name),
                "Save it as UTF-8.",
                self._tree.where(path),
            ) from error
        yield from read_words(text)

    # Rows

    def _rules(self, value: Any) -> Iterator[Rule]:
        for place, each in enumerate(value if isinstance(value, list) else [value]):
            path: Path = ("rows", place) if isinstance(value, list) else ("rows",)
            yield self._rule(place, each, path)

    def _rule(self, place: int, value: Any, path: Path) -> Rule:
        sections = [*OCCASIONS, *SECTIONS]
        value = self._entries.known_keys(value, [*RULE_KEYS, *sections], path)
        entries = tuple(
            entry
            for name in sections
            if name in value
            for entry in self._entries.entries(name, value[name], (*path, name))
        )
        if not entries:
            raise self._refuse(
                path,
                "nothing becomes of these rows",
                sentence("Add a section: {names}.", names=", ".join(SECTIONS)),
            )
        key = (
            self._entries.node("key", value["key"], (*path, "key"), is_prose=False)
            if "key" in value
            else None
        )
        if "key" in value and not isinstance(key, Hole):
            raise self._refuse(
                (*path, "key"), "a key that takes nothing from a row is no key", 'Write key: "{column}".'
            )
        vanished, beginning = self._vanished(value, key, path)
        return Rule(
            place,
            entries,
            key,
            beginning,
            self._entries.condition(value["where"], (*path, "where")) if "where" in value else None,
            vanished,
            tuple(self._texts(value.get("unused", []), (*path, "unused"))),
        )

    def _vanished(self, value: dict[str, Any], key: Any, path: Path) -> tuple[str, str]:
        vanished = value.get("vanished", "nothing")
        if vanished not in VANISHED:
            raise self._refuse(
                (*path, "vanished"),
                sentence("{value!r} is not possible here", value=vanished),
                sentence("Write {names}.", names=either(VANISHED)),
            )
        written = value.get("key")
        beginning = written.partition("{")[0] if isinstance(written, str) else ""
        if vanished != "nothing":
            if not key or not beginning.strip():
                raise self._refuse(
                    (*path, "vanished"),
                    "what has vanished is known by a key that begins with a text of its own",
                    'Write key: "name-of-this-list {id}".',
                )
            if vanished == "note":
                self._entries.note(SEEN, (*path, "vanished"))
        return vanished, beginning


def _otherwise(value: Any) -> Word:
    return value if value in (REFUSE, KEEP) else words_of(value)
