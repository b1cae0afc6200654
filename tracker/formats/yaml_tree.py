"""Reads YAML or JSON as a tree of texts that remembers its lines, and refuses what would surprise.

Every scalar is the text that was written: `NO` is Norway and `12:30` no number. Duplicate keys,
tags, anchors and aliases are refused. An empty value is an absent one.
"""

import contextlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from events.sentences import sentence
from tracker.errors import InputError, RefusedError

LARGEST = 5 * 1024 * 1024
DEEPEST = 50

_CUT = re.compile(r"\s+#\S")
ABSENT = frozenset({"", "~", "null", "Null", "NULL"})
"""What stands, unquoted, for no value; quoted it is a text."""

Path = tuple[str | int, ...]


@dataclass
class Tree:
    """The texts of a file, and the line on which each part of it starts."""

    source: str
    value: Any
    lines: dict[Path, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """What is worth a second look in how it is written."""

    def where(self, path: Path) -> str:
        """Name a place in the file: its line, and the way to it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        line = self.lines.get(known)
        start = f"{self.source}:{line}" if line else self.source
        return f"{start}: {dotted(path)}" if path else start


def dotted(path: Path) -> str:
    """Write a path as `commitments[1].deadline`."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def read_tree(data: bytes, source: str) -> Tree:
    """Read a file; refuse what is no tree of texts, with the line."""
    if len(data) > LARGEST:
        raise InputError(
            "the file is larger than 5 MB",
            "Split it into several files: the same facts again add nothing.",
            source,
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            sentence("the file is not UTF-8 (byte {number})", number=error.start + 1),
            "Save it as UTF-8.",
            f"{source}:{line}",
        ) from error
    if not text.strip():
        raise InputError(
            "the file is empty",
            "Write minutes into it; tracker schema minutes shows their form.",
            source,
        )
    if text.lstrip().startswith("{"):
        return _read_json(text, source)
    return _read_yaml(text, source)


def _read_json(text: str, source: str) -> Tree:
    """Read JSON; a YAML flow mapping also starts with a brace, and YAML knows the lines."""
    try:
        value = json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_group)
    except ValueError:
        return _read_yaml(text, source)
    except RecursionError as error:
        raise _too_deep(source) from error
    except _KeyTwice as error:
        with contextlib.suppress(InputError):
            _read_yaml(text, source)  # which refuses it with its line, if it is YAML too
        raise RefusedError(
            sentence("the key {key!r} is there twice", key=error.args[0]), "Keep one of them.", source
        ) from error
    try:
        lines = _read_yaml(text, source).lines
    except InputError:  # JSON that is no YAML: tabs, or pairs of escapes
        lines = {}
    return Tree(source, _as_texts(value), lines)


class _KeyTwice(Exception):  # noqa: N818 (it never leaves this module)
    """A group of JSON has a key twice."""


def _group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    group: dict[str, Any] = {}
    for key, value in pairs:
        if key in group:
            raise _KeyTwice(key)
        group[key] = value
    return group


def _as_texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_texts(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_as_texts(each) for each in value if each is not None]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _read_yaml(text: str, source: str) -> Tree:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    tree = Tree(source, None)
    try:
        events = yaml.parse(text, Loader=loader)
        builder = _Builder(tree, events, text.splitlines())
        tree.value = builder.document()
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in (error.problem or ""):  # PyYAML 6.0.4 and later look for it themselves
            raise _too_deep(source) from error
        mark = error.problem_mark
        line = mark.line + 1 if mark else None
        if mark and text[mark.index : mark.index + 1] == "\t":
            raise InputError(
                "this is not YAML: a tab stands where only blanks may",
                "Put blanks in place of the tab.",
                f"{source}:{line}",
            ) from error
        raise InputError(
            sentence("this is not YAML: {why}", why=error.problem or error.context),
            "Look at the indentation, and put quotes around texts with : or #.",
            f"{source}:{line}" if line else source,
        ) from error
    except yaml.YAMLError as error:
        character = getattr(error, "character", None)
        at = getattr(error, "position", 0)
        line = text.count("\n", 0, at) + 1
        what = (
            sentence("a character that no text may hold: U+{code:04X}", code=character)
            if isinstance(character, int)
            else str(error).splitlines()[0]
        )
        raise InputError(
            sentence("this is not YAML: {what}", what=what), "Take it out.", f"{source}:{line}"
        ) from error
    return tree


class _Builder:
    """Builds the tree from the events of the parser, which alone show anchors, aliases and tags."""

    def __init__(self, tree: Tree, events: Any, written: list[str]) -> None:
        self._tree = tree
        self._events = events
        self._written = written

    def document(self) -> Any:
        value, documents = None, 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal(
                        event,
                        sentence("there is a second document"),
                        sentence("Put it into a file of its own."),
                    )
                value = self._value(next(self._events), ())
        return value

    def _value(self, event: Any, path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(
                event,
                sentence("there is an alias, *{anchor}", anchor=event.anchor),
                sentence("Write the text itself."),
            )
        if event.anchor is not None:
            raise self._refusal(
                event,
                sentence("there is an anchor, &{anchor}", anchor=event.anchor),
                sentence("Take it out."),
            )
        if event.tag is not None:
            raise self._refusal(
                event,
                sentence("there is a tag, {tag}", tag=event.tag),
                sentence("Take it out: every value is a text."),
            )
        if len(path) > DEEPEST:
            raise _too_deep(self._tree.source)
        self._tree.lines.setdefault(path, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            self._note_a_comment(event, path)
            return None if event.value in ABSENT and not event.style else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _note_a_comment(self, event: Any, path: Path) -> None:
        """Note where ` #` may have cut a text: a comment has a blank after its sign, mostly."""
        line, column = event.end_mark.line, event.end_mark.column
        rest = self._written[line][column:] if not event.style and line < len(self._written) else ""
        if event.value and _CUT.match(rest):
            self._tree.notes.append(
                sentence(
                    "{where}: {comment!r} is a comment and no part of the text;"
                    " put quotes around it if it is",
                    where=self._tree.where(path),
                    comment=rest.strip(),
                )
            )

    def _sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value = self._value(event, (*path, len(values)))
            if value is not None:
                values.append(value)
        return values

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        seen: set[str] = set()
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._value(event, path)
                raise self._refusal(
                    event, sentence("a key is not a text"), sentence("Write a word before the colon.")
                )
            key = self._value(event, (*path, event.value)) or ""
            if key in seen:
                raise self._refusal(
                    event, sentence("the key {key!r} is there twice", key=key), sentence("Keep one of them.")
                )
            seen.add(key)
            self._tree.lines[(*path, key)] = _line(event)
            value = self._value(next(self._events), (*path, key))
            if value is not None:
                values[key] = value
        return values

    def _refusal(self, event: Any, message: str, hint: str) -> RefusedError:
        return RefusedError(message, hint, f"{self._tree.source}:{_line(event)}")


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _too_deep(source: str) -> InputError:
    return InputError(
        sentence("the file is nested more than {most} deep", most=DEEPEST),
        "Minutes need five levels.",
        source,
    )
