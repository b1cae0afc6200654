"""Reads a mapping (CONTRACT §6): its vocabularies and its rules of rows. Each refusal names its line."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from events.sentences import either, sentence
from tracker.errors import InputError, RefusedError
from tracker.formats.date_patterns import Numbers
from tracker.formats.holes import Hole
from tracker.formats.inputs import must_be_regular
from tracker.formats.mapping import FromRows, Mapping, Rule
from tracker.formats.mapping_entries import EntryReader, Given
from tracker.formats.mapping_source import read_source
from tracker.formats.minutes import OCCASIONS, SECTIONS
from tracker.formats.row_cells import SEEN
from tracker.formats.vocabulary import KEEP, REFUSE, Vocabulary, Word, read_words, words_of
from tracker.formats.yaml_tree import Path, Tree, read_tree

KEYS = ("mapping", "source", "rename", "vocabularies", "rows")
VOCABULARY_KEYS = ("words", "file", "rows", "otherwise")
RULE_KEYS = ("key", "where", "vanished", "unused")
VANISHED = ("nothing", "note", "refuse")
VERSION = "1"


def read_mapping(data: bytes, source: str, folder: FilePath) -> Mapping:
    """Read a mapping; vocabulary files are looked for in its folder."""
    tree = read_tree(data, source)
    return _Reader(tree, folder).mapping()


class _Reader:
    def __init__(self, tree: Tree, folder: FilePath) -> None:
        self._tree = tree
        self._folder = folder
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
        source = read_source(value.get("source", {}), self._entries)
        given = Given({}, source.numbers, source.missing, source.language)
        self._entries.given = given
        vocabularies = self._vocabularies(value.get("vocabularies", {}))
        self._entries.given = given._replace(vocabularies=vocabularies)
        rules = list(self._rules(value["rows"]))
        rename = self._entries.group(value.get("rename", {}), ("rename",))
        return Mapping(
            self._tree,
            source.dialect,
            rules,
            vocabularies,
            self._from_rows,
            rename,
            source.missing,
            self._entries.named,
        )

    def _refuse(self, path: Path, message: str, hint: str) -> RefusedError:
        return self._entries.refuse(path, message, hint)

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
        words = value.get("words", {})
        if not isinstance(words, dict):
            raise self._refuse((*path, "words"), "this is no vocabulary", "Write words: {word: becomes}.")
        made.add((word, words_of(becomes)) for word, becomes in words.items())
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
        self._entries.group({key: value[key] for key in value if key != "where"}, path)
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
            tuple(self._entries.texts(value.get("unused", []), (*path, "unused"))),
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
