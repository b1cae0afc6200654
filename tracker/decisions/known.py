"""What a decision has read: the facts it depends on, and which of them stand."""

import sys
from collections.abc import Iterator
from typing import TypeVar

from events import references
from events.facts import (
    DelegationRecorded,
    EventRetracted,
    EvidenceAdded,
    Fact,
    NamesReconciled,
)
from events.tags import subject
from tracker.errors import AmbiguousError, NotFoundError

TFact = TypeVar("TFact", bound=Fact)

KEYED = (
    "meeting.held",
    "document.published",
    "institution.recorded",
    "mechanism.recorded",
    "topic.recorded",
    "names.reconciled",
    "commitment.agreed",
)
"""Types whose subject is an id of their own, taken once."""


def subject_of(fact: Fact) -> str:
    """Name what a fact is about, as `kind:id`."""
    return subject(fact.TOPIC, fact.said)


def subject_tags(fact: Fact) -> list[str]:
    """List the tags that every fact about the same subject carries at least one of."""
    if isinstance(fact, DelegationRecorded):
        return references.possible(fact.occasion, references.OCCASIONS)
    if isinstance(fact, EvidenceAdded):
        return references.possible(fact.about, references.ABOUT_BARE)
    return [subject_of(fact)]


def identity(fact: Fact) -> str | None:
    """Give the name under which only one such fact may stand; None where there may be many."""
    if isinstance(fact, DelegationRecorded):
        return f"delegation:{subject_of(fact)}:{fact.party}"
    return subject_of(fact) if fact.TOPIC in KEYED else None


def same(one: Fact, other: Fact) -> bool:
    """Say whether two facts say the same thing, whoever recorded them and when."""
    return type(one) is type(other) and one.said == other.said


class Known:
    """The facts read so far, in the order of the log, found by id, identity, subject and external key."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}
        self._retractions: dict[str, list[EventRetracted]] = {}
        self._by_identity: dict[str, list[Fact]] = {}
        self._by_subject: dict[tuple[type[Fact], str], list[Fact]] = {}
        self._by_external: dict[tuple[type[Fact], str], list[Fact]] = {}
        self._positions: dict[str, int] = {}
        self.batches: dict[str, list[Fact]] = {}

    def add(self, fact: Fact, position: int | None = None) -> None:
        """Take note of a fact, and of its position if it has one; one that is known changes nothing."""
        if fact.stamp.id in self._facts:
            return
        if position is not None:
            self._positions[fact.stamp.id] = position
        is_before = isinstance(fact, EventRetracted) and fact.event in self._facts
        self._facts[fact.stamp.id] = fact
        self.batches.setdefault(fact.stamp.batch, []).append(fact)
        if isinstance(fact, EventRetracted):
            if is_before:  # one of anything else acts on nothing
                self._retractions.setdefault(fact.event, []).append(fact)
            return
        if name := identity(fact):
            self._by_identity.setdefault(name, []).append(fact)
        self._by_subject.setdefault((type(fact), subject_of(fact)), []).append(fact)
        if external := getattr(fact, "external", None):
            self._by_external.setdefault((type(fact), external), []).append(fact)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def get(self, event_id: str) -> Fact | None:
        """Give the fact with an event id, standing or not."""
        return self._facts.get(event_id)

    def name(self, fact: Fact) -> str:
        """Name a fact for a reader, by its position if it was read from the log."""
        position = self._positions.get(fact.stamp.id)
        return f"#{position} {describe(fact)}" if position else describe(fact)

    def order(self, fact: Fact) -> int:
        """Give a fact's position, for sorting; facts of this decision come last."""
        return self._positions.get(fact.stamp.id, sys.maxsize)

    def stands(self, fact: Fact) -> bool:
        """Say whether no standing retraction takes a fact back; a retraction may itself be retracted."""
        return not any(self.stands(each) for each in self._retractions.get(fact.stamp.id, ()))

    def retractions_of(self, fact: Fact) -> list[EventRetracted]:
        """List the standing retractions of a fact."""
        return [each for each in self._retractions.get(fact.stamp.id, ()) if self.stands(each)]

    def holder(self, name: str) -> Fact | None:
        """Give the standing fact that holds an identity."""
        return self._one(self._by_identity.get(name, ()))

    def under(self, kind: type[TFact], external: str) -> TFact | None:
        """Give the standing fact of a type that carries an external key."""
        return self._one(self._by_external.get((kind, external), ()))  # type: ignore[return-value]

    def about(self, kind: type[TFact], subject: str) -> list[TFact]:
        """List the standing facts of a type about a subject, in the order of the log."""
        facts = self._by_subject.get((kind, subject), ())
        return [fact for fact in facts if self.stands(fact)]  # type: ignore[misc]

    def twin(self, fact: Fact) -> Fact | None:
        """Give a standing fact that says the same."""
        return next(
            (
                other
                for other in self._by_subject.get((type(fact), subject_of(fact)), ())
                if same(fact, other) and self.stands(other)
            ),
            None,
        )

    def _one(self, facts: "list[Fact] | tuple[()]") -> Fact | None:
        return next((fact for fact in facts if self.stands(fact)), None)


def definite_occasion(known: Known, occasion: str) -> str:
    """Write an occasion as it is stored: a meeting by its id alone, a document with its kind.

    Refuses one that does not stand, and a bare id that a meeting and a document have.
    """
    names = references.possible(occasion, references.OCCASIONS)
    standing = [name for name in names if known.holder(name)]
    if not standing:
        kind, name = references.split(occasion)
        raise NotFoundError(
            f"there is no {kind or 'meeting or document'} {name}",
            "Record it first: tracker meeting or tracker document.",
        )
    if len(standing) > 1:
        raise AmbiguousError(f"{occasion} is a meeting and a document", f"Write {' or '.join(standing)}.")
    kind, name = references.split(standing[0])
    return name if kind == "meeting" else standing[0]


def describe(fact: Fact) -> str:
    """Name a fact for a reader: its type, its subject, and what tells it from its like."""
    words = [fact.TOPIC, subject_of(fact).partition(":")[2]]
    if isinstance(fact, DelegationRecorded):
        words.append(fact.party)
    elif not isinstance(fact, NamesReconciled):
        telling = ("status", "deadline", "effective", "announced", "url")
        words += [value for name in telling if isinstance(value := getattr(fact, name, None), str)]
    return " ".join(words)
