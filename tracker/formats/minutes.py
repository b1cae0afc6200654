"""Reads minutes (CONTRACT §5): what happened at one occasion, or since, as facts with their lines."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from events.facts import (
    CommitmentAgreed,
    CommitmentAmended,
    CommitmentReaffirmed,
    CommitmentSuperseded,
    DeadlineRevised,
    DelegationRecorded,
    DocumentPublished,
    EvidenceAdded,
    Fact,
    InstitutionRecorded,
    MechanismRecorded,
    MeetingHeld,
    NamesReconciled,
    StatusUpdated,
    TopicRecorded,
)
from tracker.decisions.known import identity
from tracker.decisions.record_minutes import Line
from tracker.errors import RefusedError
from tracker.formats.yaml_tree import Path, Tree, read_tree
from tracker.words.refusals import first_refusal

Entry = dict[str, Any]
Locate = Callable[[str], FilePath]


@dataclass(frozen=True)
class Section:
    """A list of minutes: the fact each entry becomes, and the keys an entry may have."""

    kind: type[Fact]
    without: frozenset[str] = frozenset()

    @property
    def keys(self) -> list[str]:
        """The keys an entry may have."""
        hidden = {"stamp", *self.without}
        fields = self.kind.model_fields
        names = [name for name in fields if name not in hidden]
        return sorted(names, key=lambda name: not fields[name].is_required())


OCCASIONS = {"meeting": Section(MeetingHeld), "document": Section(DocumentPublished)}
SECTIONS = {
    "sources": Section(EvidenceAdded, frozenset({"about"})),
    "institutions": Section(InstitutionRecorded),
    "mechanisms": Section(MechanismRecorded),
    "topics": Section(TopicRecorded),
    "reconcile": Section(NamesReconciled),
    "delegations": Section(DelegationRecorded, frozenset({"occasion"})),
    "commitments": Section(CommitmentAgreed),
    "updates": Section(StatusUpdated, frozenset({"occasion"})),
    "deadlines": Section(DeadlineRevised),
    "reaffirmed": Section(CommitmentReaffirmed),
    "amended": Section(CommitmentAmended),
    "superseded": Section(CommitmentSuperseded),
    "evidence": Section(EvidenceAdded),
}
TIMED = {"updates": "effective", "deadlines": "announced"}
"""Sections whose date defaults to that of the file's occasion."""


def read_minutes(data: bytes, source: str, locate: Locate | None = None) -> list[Line]:
    """Read minutes; refuse anything they may not hold, with its line.

    `locate` says where a file named as evidence is, for its digest.
    """
    return _Reader(read_tree(data, source), locate).lines()


class _Reader:
    def __init__(self, tree: Tree, locate: Locate | None) -> None:
        self._tree = tree
        self._locate = locate
        self._occasion: MeetingHeld | DocumentPublished | None = None
        self._reference = ""

    def lines(self) -> list[Line]:
        """List the facts in the order of the contract's sections, each once."""
        value = self._tree.value
        if not isinstance(value, dict):
            raise RefusedError(
                "minutes are keys with values, not a list or a text",
                "Begin with meeting: {id: …, held: …}.",
                self._tree.where(()),
            )
        self._check_keys(value, [*OCCASIONS, *SECTIONS], ())
        lines = [*self._read_occasion(value)]
        for name, section in SECTIONS.items():
            entries = value.get(name, [])
            if not isinstance(entries, list):
                entries = [entries]
            for place, entry in enumerate(entries):
                path = (name, place) if isinstance(value[name], list) else (name,)
                lines.append(self._read_entry(name, section, entry, path))
        if not lines:
            raise RefusedError("there is nothing in these minutes", "", self._tree.where(()))
        self._refuse_repetition(lines)
        return lines

    def _read_occasion(self, value: Entry) -> Iterator[Line]:
        named = [name for name in OCCASIONS if name in value]
        if len(named) > 1:
            raise RefusedError(
                "minutes have a meeting or a document, not both",
                "Put the document into a file of its own.",
                self._tree.where((named[1],)),
            )
        for name in named:
            fact = self._fact(OCCASIONS[name], value[name], (name,))
            if isinstance(fact, (MeetingHeld, DocumentPublished)):
                self._occasion = fact
                self._reference = f"{name}:{fact.id}"
            yield self._line((name,), fact)

    def _read_entry(self, name: str, section: Section, entry: Any, path: Path) -> Line:
        if isinstance(entry, dict):
            self._check_keys(entry, section.keys, path)
            entry = self._completed(name, section, entry)
        elif name in {"sources", "evidence"} and isinstance(entry, str):
            entry = self._completed(name, section, {"url": entry})
        return self._line(path, self._fact(section, entry, path))

    def _line(self, path: Path, fact: Fact) -> Line:
        return Line(self._tree.where(path), fact, self._tree.source)

    def _completed(self, name: str, section: Section, entry: Entry) -> Entry:
        """Fill in what the file's occasion says, and the digests of files."""
        entry = dict(entry)
        if self._occasion is not None:
            if name == "sources":
                entry["about"] = self._reference
            elif name == "delegations":
                entry["occasion"] = self._reference
            elif name in TIMED:
                if TIMED[name] not in entry:
                    entry[TIMED[name]] = self._date
                    if name == "updates":
                        entry["occasion"] = self._reference
            elif "on" in section.keys and "on" not in entry:
                entry.setdefault("occasion", self._reference)
        if name in {"sources", "evidence"}:
            self._digest(entry)
        if name == "updates" and isinstance(entry.get("evidence"), (list, dict)):
            pieces = entry["evidence"] if isinstance(entry["evidence"], list) else [entry["evidence"]]
            entry["evidence"] = [
                self._digest(dict(piece)) if isinstance(piece, dict) else piece for piece in pieces
            ]
        return entry

    @property
    def _date(self) -> str:
        occasion = self._occasion
        return occasion.held if isinstance(occasion, MeetingHeld) else occasion.published if occasion else ""

    def _digest(self, entry: Entry) -> Entry:
        if self._locate and isinstance(entry.get("file"), str) and "digest" not in entry:
            try:
                content = self._locate(entry["file"]).read_bytes()
            except (OSError, ValueError):
                return entry  # without a digest it is refused, with a hint
            entry["digest"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
        return entry

    def _fact(self, section: Section, entry: Any, path: Path) -> Fact:
        if not isinstance(entry, dict):
            raise RefusedError(
                f"{entry!r} is not a group of keys",
                f"Write {{{', '.join(section.keys[:3])}, …}}.",
                self._tree.where(path),
            )
        for key in ("occasion", "about"):
            if key in section.without and key not in entry and section.kind.model_fields[key].is_required():
                raise RefusedError(
                    f"{path[0]} need the file's meeting or document",
                    "Put a meeting or a document into the file, or use the section evidence.",
                    self._tree.where(path),
                )
        try:
            return section.kind.model_validate(entry)
        except ValidationError as error:
            inner, message, hint = first_refusal(error, section.kind)
            if inner[-1:] in {("effective",), ("announced",)} and inner[-1] not in entry:
                hint = "Without a meeting or document in the file, each entry needs its date."
            raise RefusedError(message, hint, self._tree.where((*path, *inner))) from error

    def _check_keys(self, entry: Entry, keys: list[str], path: Path) -> None:
        for key in entry:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                raise RefusedError(
                    f"{key!r} is not a key here",
                    f"Did you mean {near[0]}?" if near else f"The keys are {', '.join(keys)}.",
                    self._tree.where((*path, key)),
                )

    @staticmethod
    def _refuse_repetition(lines: list[Line]) -> None:
        seen: dict[str, str] = {}
        for line in lines:
            external = getattr(line.fact, "external", None)
            for name in (identity(line.fact), external and f"{line.fact.TOPIC}:{external}"):
                if name is None:
                    continue
                if name in seen:
                    raise RefusedError(
                        f"{name.partition(':')[2]} is there twice; the first is at {seen[name]}",
                        "Keep one of them.",
                        line.where,
                    )
                seen[name] = line.where
