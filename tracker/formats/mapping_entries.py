"""Reads the entries of a mapping: their conditions, their holes, and which columns these name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, NamedTuple

from events.kinds import BY_TYPE
from events.sentences import either, sentence
from tracker.errors import RefusedError
from tracker.formats.date_patterns import KNOWN, Numbers, Pattern, pattern
from tracker.formats.entries import Condition, Entry, Node, Several, columns_of
from tracker.formats.holes import Hole
from tracker.formats.minutes import ALIASES, OCCASIONS, SECTIONS, Section
from tracker.formats.row_cells import Cells
from tracker.formats.templates import Raw, Template, TemplateError, template
from tracker.formats.vocabulary import Vocabulary, folded, words_of
from tracker.formats.yaml_tree import Path, Tree

PROSE = frozenset({"text", "summary", "note", "reason", "conditional_on", "quote", "other"})
"""Keys of minutes whose texts may have several lines."""
HOLE_KEYS = (
    *("column", "columns", "path", "range", "plain", "split", "vocabulary", "number", "formats", "as"),
    *("shorten", "else"),
)
SOURCES = ("column", "columns", "path", "range")
"""Of which a hole has just one."""
ENTRY_KEYS = ("when", "each", "skip")
SKIPS = ("known", "unchanged")
PLAIN = ("text", "html", "escapes")
NUMBERS = ("plain", "percent", "share")
REST = "rest"


class Given(NamedTuple):
    """What holes need to know of the source: words, numbers, what stands for nothing, months."""

    vocabularies: dict[str, Vocabulary]
    numbers: Numbers
    missing: frozenset[str]
    language: str


@dataclass
class EntryReader:
    """Reads the entries of a mapping, noting each column where it is first named."""

    tree: Tree
    given: Given
    named: dict[str, Path] = field(default_factory=dict)
    """Columns → where the mapping names them."""

    def refuse(self, path: Path, message: str, hint: str) -> RefusedError:
        """Make a refusal with the line of a place in the mapping."""
        return RefusedError(message, hint, self.tree.where(path))

    def known_keys(self, value: Any, keys: tuple[str, ...] | list[str], path: Path) -> dict[str, Any]:
        """Refuse what is no group, or has a key that is none."""
        if not isinstance(value, dict):
            raise self.refuse(
                path, "this is not a group of keys", sentence("The keys are {names}.", names=", ".join(keys))
            )
        for key in value:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                hint = (
                    sentence("Did you mean {near}?", near=near[0])
                    if near
                    else sentence("The keys are {names}.", names=", ".join(keys))
                )
                raise self.refuse((*path, key), sentence("{key!r} is not a key here", key=key), hint)
        return value

    def texts(self, value: Any, path: Path) -> list[str]:
        """Read a text, or a list of them."""
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.refuse(path, "this is no list of texts", "Write [one, another].")
        return values

    def group(self, value: Any, path: Path) -> dict[str, str]:
        """Read a group of texts."""
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.refuse(path, "this is no group of texts", "Write {one: another}.")
        return value

    def entries(self, name: str, value: Any, path: Path) -> Iterator[Entry]:
        """Read a section: one entry, or a list of them."""
        if isinstance(value, list):
            if name in OCCASIONS and len(value) > 1:
                raise self.refuse(
                    path,
                    sentence("a row has one {name} at most", name=name),
                    "Make two rules of rows, each with its where.",
                )
            for place, each in enumerate(value):
                yield self.entry(name, each, (*path, place))
        else:
            yield self.entry(name, value, path)

    def entry(self, name: str, value: Any, path: Path) -> Entry:
        """Read one entry."""
        section = OCCASIONS.get(name) or SECTIONS[name]
        if isinstance(value, str) and "url" in section.keys:
            value = {"url": value}
        keys = [
            *section.row_keys,
            *(alias for alias, of in ALIASES.items() if of in section.keys),
            *ENTRY_KEYS,
        ]
        value = self.known_keys(value, keys, path)
        for alias, of in ALIASES.items():
            if {alias, of} <= value.keys():
                said = sentence("{one} and {other} say one thing", one=alias, other=of)
                raise self.refuse((*path, alias), said, "Write one of them.")
        each = self._each(value["each"], (*path, "each")) if "each" in value else None
        keeps_rest = value.get("other") == REST
        fields = {
            key: self.node(key, node, (*path, key), is_prose=key in PROSE)
            for key, node in value.items()
            if key not in ENTRY_KEYS and not (key == "other" and keeps_rest)
        }
        percent = fields.get("percent")
        if isinstance(percent, Hole) and percent.number is None:
            fields["percent"] = replace(percent, number="percent")
        when = self.condition(value["when"], (*path, "when")) if "when" in value else None
        skip = self._skip(value.get("skip"), section, (*path, "skip"))
        columns = tuple(dict.fromkeys(columns_of(fields)))
        return Entry(name, fields, columns, when, each, skip, keeps_rest)

    def _skip(self, skip: Any, section: Section, path: Path) -> str | None:
        if skip is None:
            return None
        if skip not in SKIPS:
            raise self.refuse(
                path,
                sentence("{value!r} is not possible here", value=skip),
                sentence("Write {names}.", names=either(SKIPS)),
            )
        if skip == "known" and BY_TYPE[section.kind.TOPIC].once is None:
            raise self.refuse(path, "what has no id is never known", "Take skip: known out.")
        if skip == "unchanged" and section is not SECTIONS["updates"]:
            raise self.refuse(
                path, "only updates are skipped where unchanged", "Write skip: known, or take it out."
            )
        return str(skip)

    def _each(self, value: Any, path: Path) -> Hole:
        hole = self.node("each", {"column": value} if isinstance(value, str) else value, path, is_prose=True)
        if not isinstance(hole, Hole):
            raise self.refuse(
                path, "each needs a column with a list", "Write each: COLUMN, or {column: …, split: …}."
            )
        return hole

    def condition(self, value: Any, path: Path) -> Condition:
        """Read a condition: a column, a list of them, or columns with their values."""
        if isinstance(value, str):
            value = [value]
        if isinstance(value, list):
            value = self.texts(value, path)
            tests: dict[str, frozenset[str] | None] = dict.fromkeys(value)
        elif isinstance(value, dict):
            tests = {
                column: frozenset(map(folded, self.texts(wanted, (*path, column))))
                for column, wanted in value.items()
            }
        else:
            raise self.refuse(path, "this is no condition", "Write a column, or {column: value}.")
        for column in tests:
            self.note(column, path)
        return Condition(tuple(tests.items()))

    def note(self, column: str, path: Path) -> None:
        """Note that the mapping names a column."""
        self.named.setdefault(column, path)

    # Values

    def node(self, key: str, value: Any, path: Path, *, is_prose: bool) -> Node:
        """Read a place of minutes: a constant, a text with holes, a hole, or a group of such."""
        if isinstance(value, str):
            written = self._template(value, path)
            return (
                value
                if written.is_constant and value == written.beginning
                else self._hole({}, written.raw, None, written.columns, path, is_prose=is_prose)
            )
        if isinstance(value, list):
            return [
                self.node(key, each, (*path, place), is_prose=is_prose) for place, each in enumerate(value)
            ]
        if any(each in value for each in SOURCES):
            return self._hole_with_keys(value, path, is_prose=is_prose)
        if "each" in value:
            return self._several(key, value, path, is_prose=is_prose)
        return {
            name: self.node(name, each, (*path, name), is_prose=is_prose or name in PROSE)
            for name, each in value.items()
        }

    def _several(self, key: str, value: dict[str, Any], path: Path, *, is_prose: bool) -> Several:
        """Read a group for each item of a list, whose keys are not those of the row."""
        each = self._each(value["each"], (*path, "each"))
        named, self.named = self.named, {}
        try:
            inner = {name: node for name, node in value.items() if name != "each"}
            return Several(each, self.node(key, inner, path, is_prose=is_prose))
        finally:
            self.named = named

    def _template(self, text: str, path: Path) -> Template:
        try:
            found = template(text)
        except TemplateError as error:
            raise self.refuse(
                path, str(error), "Columns stand in braces, {column}; a brace itself is {{."
            ) from error
        for column in found.columns:
            self.note(column, path)
        return found

    def _hole_with_keys(self, value: dict[str, Any], path: Path, *, is_prose: bool) -> Hole:
        value = self.known_keys(value, HOLE_KEYS, path)
        sources = [key for key in SOURCES if key in value]
        if len(sources) > 1:
            raise self.refuse(
                (*path, sources[1]),
                sentence("there is {one} and {other}", one=sources[0], other=sources[1]),
                "Keep one of them.",
            )
        raws = [self._raw(each, path) for each in self._names(value, sources[0], path)]
        columns = tuple(dict.fromkeys(column for each in raws for column in each.columns))
        if sources[0] == "range":
            return self._hole(value, raws[0].raw, raws[1].raw, columns, path, is_prose=is_prose)
        raw = raws[0].raw if len(raws) == 1 else _first_of([each.raw for each in raws], self.given.missing)
        return self._hole(value, raw, None, columns, path, is_prose=is_prose)

    def _names(self, value: dict[str, Any], source: str, path: Path) -> list[str]:
        names = value[source]
        names = names if isinstance(names, list) and source in {"columns", "range"} else [names]
        if not names or not all(isinstance(each, str) and each for each in names):
            raise self.refuse((*path, source), "this names no column", "Write the name of a column.")
        if source == "range" and len(names) != 2:  # noqa: PLR2004 (two ends)
            raise self.refuse((*path, source), "a range has two columns", "Write range: [from, to].")
        return names

    def _raw(self, name: str, path: Path) -> Template:
        if "{" in name:
            return self._template(name, path)
        self.note(name, path)
        return Template((("one", (name,)),), (name,))

    def _hole(
        self,
        value: dict[str, Any],
        raw: Raw,
        end: Raw | None,
        columns: tuple[str, ...],
        path: Path,
        *,
        is_prose: bool,
    ) -> Hole:
        return Hole(
            columns=columns,
            raw=raw,
            end=end,
            plain=self._one_of(value, "plain", PLAIN, path),
            split=self._separators(value.get("split"), (*path, "split")),
            vocabulary=self._vocabulary(value.get("vocabulary"), columns, (*path, "vocabulary")),
            number=self._one_of(value, "number", NUMBERS, path),
            numbers=self.given.numbers,
            formats=self._formats(value.get("formats", []), (*path, "formats")),
            language=self.given.language,
            as_id=self._one_of(value, "as", ("id",), path) is not None,
            shorten=self._length(value.get("shorten"), (*path, "shorten")),
            otherwise=value.get("else"),
            is_prose=is_prose,
            missing=self.given.missing,
        )

    def _one_of(self, value: dict[str, Any], key: str, possible: tuple[str, ...], path: Path) -> str | None:
        found = value.get(key)
        if found is not None and found not in possible:
            raise self.refuse(
                (*path, key),
                sentence("{value!r} is not possible here", value=found),
                sentence("Write {names}.", names=either(possible)),
            )
        return found

    def _separators(self, value: Any, path: Path) -> re.Pattern[str] | None:
        """Read what stands between the parts of a list, one text or several; the longest goes first."""
        if value is None:
            return None
        separators = sorted(self.texts(value, path), key=len, reverse=True)
        if not all(separators):
            raise self.refuse(path, "nothing separates nothing", 'Write split: ";", or split: [";", " / "].')
        return re.compile("|".join(map(re.escape, separators)))

    def _length(self, text: Any, path: Path) -> int | None:
        if text is None:
            return None
        if not (isinstance(text, str) and text.isdecimal() and int(text) > 1):
            raise self.refuse(
                path,
                sentence("{text!r} is no number of characters", text=text),
                "Write one, like shorten: 60.",
            )
        return int(text)

    def _formats(self, written: Any, path: Path) -> tuple[Pattern, ...]:
        found: list[Pattern] = []
        for each in [written] if isinstance(written, str) else written:
            made = pattern(each) if isinstance(each, str) else None
            if made is None:
                raise self.refuse(
                    path,
                    sentence("{form!r} is no form of dates", form=each),
                    sentence("Put it together from {known}.", known=KNOWN),
                )
            found.append(made)
        return tuple(found)

    def _vocabulary(self, value: Any, columns: tuple[str, ...], path: Path) -> Vocabulary | None:
        if value is None:
            return None
        if isinstance(value, dict):
            made = Vocabulary(f"of {' and '.join(columns)}")
            made.add((word, words_of(becomes)) for word, becomes in value.items())
            return made
        if not isinstance(value, str) or value not in self.given.vocabularies:
            there = ", ".join(self.given.vocabularies) or "—"
            raise self.refuse(
                path,
                sentence("there is no vocabulary {name}", name=value),
                sentence("There are: {there} (vocabularies).", there=there),
            )
        return self.given.vocabularies[value]


def _first_of(raws: list[Raw], missing: frozenset[str]) -> Raw:
    """Give the first of several columns that has anything."""

    def raw(cells: Cells) -> str | list[str] | None:
        for each in raws:
            found = each(cells)
            if found and not (isinstance(found, str) and (not found.strip() or found.strip() in missing)):
                return found
        return None

    return raw
