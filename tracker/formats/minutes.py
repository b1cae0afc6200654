"""Reads minutes (CONTRACT §5): what happened at one occasion, or since, as facts with their lines."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from pydantic import ValidationError

from events.facts import FACTS, DocumentPublished, Fact, MeetingHeld
from events.kinds import BY_TYPE, KINDS, OCCASION, Kind
from events.sentences import sentence
from tracker.decisions.record_facts import Line
from tracker.errors import RefusedError, TrackerError, together
from tracker.formats.yaml_tree import Path, Tree, read_tree
from tracker.words.refusals import Refusal, refusals

Entry = dict[str, Any]
LARGEST_FILE = 100 * 1024 * 1024
"""Bytes of a file that is named as evidence."""

DRAFT, UNKNOWN = "draft", "UNKNOWN"
"""The key by which a draft is locked, and what stands in it for what its memo does not say."""

ALIASES = {"theme": "themes"}
"""Keys of minutes → the fields they are recorded in: one theme is what most have."""


@dataclass(frozen=True)
class Section:
    """A list of minutes: the fact each entry becomes, and the keys an entry may have."""

    kind: type[Fact]
    without: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> list[str]:
        """The keys an entry may have."""
        hidden = {"stamp", *self.without}
        fields = self.kind.model_fields
        names = [name for name in fields if name not in hidden]
        return sorted(names, key=lambda name: not fields[name].is_required())

    @cached_property
    def row_keys(self) -> list[str]:
        """The keys that an entry of a row of a table may have, which may name its occasion itself."""
        return [*self.keys, *(self.without & {"occasion"})]

    @cached_property
    def dated(self) -> str | None:
        """The key whose date defaults to that of the file's occasion."""
        row = BY_TYPE[self.kind.TOPIC]
        required = row.dated and self.kind.model_fields[row.dated].is_required()
        return row.dated if required and row.once is None else None


def _section(kind: Kind) -> Section:
    """Derive the section of a kind: what says its own time has its occasion from the file alone."""
    fact = FACTS[kind.type]
    hidden = {"occasion"} if "occasion" in fact.model_fields and kind.dated != "on" else set[str]()
    return Section(fact, frozenset(hidden))


OCCASIONS = {kind.section: _section(kind) for kind in KINDS if kind.section in OCCASION}
SECTIONS = {
    "sources": Section(FACTS["evidence.added"], frozenset({"about"})),
    **{kind.section: _section(kind) for kind in KINDS if kind.section and kind.section not in OCCASION},
}


_SOME = {"meeting": {"id": "some", "held": "2000"}, "document": {"id": "some", "published": "2000"}}
"""An occasion in the place of one that is wrong, so that what else is wrong is said at once."""


class Minutes(NamedTuple):
    """The facts of some minutes with their places, and what is worth a second look in how they stand."""

    lines: list[Line]
    notes: list[str]


def read_minutes(data: bytes, source: str, folder: FilePath | None = None) -> Minutes:
    """Read minutes; refuse anything they may not hold, with its line.

    Files named as evidence are in `folder`, where the minutes are, or below it.
    """
    tree = read_tree(data, source)
    return Minutes(_Reader(tree, folder).lines(), tree.notes)


def read_lines(tree: Tree) -> list[Line]:
    """Read what a row of a table becomes, which are minutes of its own; its cells were no draft."""
    return _Reader(tree, None, is_row=True).lines()


class _Reader:
    def __init__(self, tree: Tree, folder: FilePath | None, *, is_row: bool = False) -> None:
        self._tree = tree
        self._is_row = is_row
        self._folder = folder
        self._occasion: MeetingHeld | DocumentPublished | None = None
        self._reference = ""
        self._errors: list[TrackerError] = []
        self._unknown: set[str] = set()

    def lines(self) -> list[Line]:
        """List the facts in the order of the contract's sections; refuse all that is wrong at once."""
        value = self._tree.value
        if not isinstance(value, dict):
            raise RefusedError(
                "minutes are keys with values, not a list or a text",
                "Begin with meeting: {id: …, held: …}.",
                self._tree.where(()),
            )
        if DRAFT in value:
            raise RefusedError(
                "this is a draft: read it, then delete line 1",
                "What was taken from the memo stands beside its sentence; nobody has read it yet.",
                self._tree.where((DRAFT,)),
            )
        if not self._is_row:
            self._refuse_unknown(value)
        if not self._is_row:
            value = self._with_known_keys(value, [*OCCASIONS, *SECTIONS], ())
        lines = [*self._read_occasion(value)]
        for name, section in SECTIONS.items():
            if name not in value:
                continue
            written = value[name]
            for place, entry in enumerate(written if isinstance(written, list) else [written]):
                path = (name, place) if isinstance(written, list) else (name,)
                with self._collecting():
                    lines.append(self._read_entry(section, entry, path))
        if self._errors:
            raise together(self._errors)
        if not lines:
            raise RefusedError("there is nothing in these minutes", "", self._tree.where(()))
        return lines

    def _refuse_unknown(self, value: Any, path: Path = ()) -> None:
        """Refuse what a draft left open, each with its line."""
        if value == UNKNOWN:
            self._unknown.add(self._tree.where(path))
            self._errors.append(
                RefusedError(
                    sentence("{unknown} stands for what the memo does not say", unknown=UNKNOWN),
                    "Write what it is, or take the line out.",
                    self._tree.where(path),
                )
            )
        elif isinstance(value, dict | list):
            inner = value.items() if isinstance(value, dict) else enumerate(value)
            for key, each in inner:
                self._refuse_unknown(each, (*path, key))

    @contextmanager
    def _collecting(self) -> Iterator[None]:
        """Keep what is refused, and read on."""
        try:
            yield
        except RefusedError as error:
            self._errors += [each for each in (error, *error.others) if each.where not in self._unknown]
            error.others = []

    def _read_occasion(self, value: Entry) -> Iterator[Line]:
        named = [name for name in OCCASIONS if name in value]
        if len(named) > 1:
            self._errors.append(
                RefusedError(
                    "minutes have a meeting or a document, not both",
                    "Put the document into a file of its own.",
                    self._tree.where((named[1],)),
                )
            )
        for name in named:
            with self._collecting():
                yield self._line((name,), self._read_one_occasion(name, value[name]))
            if self._occasion is None:  # to read on: nothing of this file is recorded
                self._at(FACTS[OCCASIONS[name].kind.TOPIC].model_validate(_SOME[name]), name)

    def _read_one_occasion(self, name: str, entry: Any) -> Fact:
        fact = self._fact(OCCASIONS[name], entry, (name,))
        self._at(fact, name)
        return fact

    def _at(self, fact: Fact, name: str) -> None:
        """Let what else the file says have happened at this occasion."""
        if isinstance(fact, (MeetingHeld, DocumentPublished)):
            self._occasion = fact
            self._reference = f"{name}:{fact.id}"

    def _read_entry(self, section: Section, entry: Any, path: Path) -> Line:
        if isinstance(entry, dict):
            if not self._is_row:  # whose keys are those of the mapping, known when it was read
                entry = self._with_known_keys(entry, section.keys, path)
            entry = self._completed(section, entry, path)
        elif "url" in section.keys and isinstance(entry, str):
            entry = self._completed(section, {"url": entry}, path)
        return self._line(path, self._fact(section, entry, path))

    def _line(self, path: Path, fact: Fact) -> Line:
        return Line(self._tree.where(path), fact, self._tree.source)

    def _completed(self, section: Section, entry: Entry, path: Path) -> Entry:
        """Fill in what the file's occasion says, and the digests of files."""
        entry = {ALIASES.get(key, key): value for key, value in entry.items()}
        if self._occasion is not None:
            self._place(section, entry)
        if "file" in section.keys:
            self._add_digest(entry, path)
        pieces = entry.get("evidence")
        if isinstance(pieces, (list, dict)):
            entry["evidence"] = [
                self._add_digest(dict(piece), (*path, "evidence", place))
                if isinstance(piece, dict)
                else piece
                for place, piece in enumerate(pieces if isinstance(pieces, list) else [pieces])
            ]
        return entry

    def _place(self, section: Section, entry: Entry) -> None:
        """Say at which occasion, and so when, an entry holds that says neither."""
        if "about" in section.without:
            entry["about"] = self._reference
        elif section.dated:
            if section.dated not in entry:
                entry[section.dated] = self._date
                if "occasion" in section.without:
                    entry.setdefault("occasion", self._reference)
        elif "occasion" in section.without or ("on" in section.keys and "on" not in entry):
            entry.setdefault("occasion", self._reference)

    @property
    def _date(self) -> str:
        occasion = self._occasion
        return occasion.held if isinstance(occasion, MeetingHeld) else occasion.published if occasion else ""

    def _add_digest(self, entry: Entry, path: Path) -> Entry:
        name = entry.get("file")
        if self._folder is None or not isinstance(name, str) or "digest" in entry:
            return entry
        try:
            file = (self._folder / name).resolve()
            if not file.is_relative_to(self._folder.resolve()):
                raise RefusedError(
                    sentence("the file {name} lies outside the folder of these minutes", name=name),
                    "Copy it beside them, or give its digest.",
                    self._tree.where((*path, "file")),
                )
            entry["digest"] = self._digest(file, name, path)
        except (OSError, ValueError):
            pass  # without a digest it is refused, with a hint
        return entry

    def _digest(self, file: FilePath, name: str, path: Path) -> str:
        """Read a regular file of a bearable size; a device or a pipe would have no end."""
        where = self._tree.where((*path, "file"))
        if file.exists() and not file.is_file():
            raise RefusedError(sentence("{name} is no regular file", name=name), "Name a file.", where)
        if file.stat().st_size > LARGEST_FILE:
            raise RefusedError(
                sentence("the file {name} is larger than 100 MB", name=name),
                "Give its address instead.",
                where,
            )
        with file.open("rb") as content:
            return f"sha256:{hashlib.file_digest(content, 'sha256').hexdigest()}"

    def _fact(self, section: Section, entry: Any, path: Path) -> Fact:
        if not isinstance(entry, dict):
            raise RefusedError(
                sentence("{value!r} is not a group of keys", value=entry),
                sentence("Write {{{keys}, …}}.", keys=", ".join(section.keys[:3])),
                self._tree.where(path),
            )
        for key in ("occasion", "about"):
            if key in section.without and key not in entry and section.kind.model_fields[key].is_required():
                raise RefusedError(
                    sentence("{section} need the file's meeting or document", section=path[0]),
                    "Put a meeting or a document into the file, or use the section evidence.",
                    self._tree.where(path),
                )
        try:
            return section.kind.model_validate(entry)
        except ValidationError as error:
            found = [self._refused(each, section, entry, path) for each in refusals(error, section.kind)]
            raise together(found) from error

    def _refused(self, refusal: Refusal, section: Section, entry: Entry, path: Path) -> TrackerError:
        inner, message, hint = refusal
        if inner[-1:] == (section.dated,) and section.dated not in entry:
            hint = sentence("Without a meeting or document in the file, each entry needs its date.")
        return RefusedError(message, hint, self._tree.where((*path, *self._written(path, inner))))

    def _written(self, path: Path, inner: Path) -> Path:
        """Name a field as the file does."""
        alias = next((key for key, field in ALIASES.items() if inner[:1] == (field,)), None)
        return (alias, *inner[1:]) if alias and (*path, alias) in self._tree.lines else inner

    def _with_known_keys(self, entry: Entry, keys: list[str], path: Path) -> Entry:
        """Refuse keys that are none, and go on with the others."""
        wrong = {key for key in entry if key not in keys and ALIASES.get(key) not in keys}
        self._errors += [self._no_key(key, keys, path) for key in entry if key in wrong]
        both = [key for key, field in ALIASES.items() if {key, field} <= entry.keys() - wrong]
        self._errors += [self._said_twice(key, path) for key in both]
        return {key: value for key, value in entry.items() if key not in wrong}

    def _said_twice(self, key: str, path: Path) -> TrackerError:
        where = self._tree.where((*path, key))
        said = sentence("{one} and {other} say one thing", one=key, other=ALIASES[key])
        return RefusedError(said, "Write one of them.", where)

    def _no_key(self, key: str, keys: list[str], path: Path) -> TrackerError:
        near = get_close_matches(key, keys, n=1)
        hint = (
            sentence("Did you mean {near}?", near=near[0])
            if near
            else sentence("The keys are {keys}.", keys=", ".join(keys))
        )
        return RefusedError(
            sentence("{key!r} is not a key here", key=key), hint, self._tree.where((*path, key))
        )
