"""What a decision has read: the facts it depends on, and which of them stand."""

import sys
from bisect import insort
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from events.dates import bounds
from events.facts import DeadlineRevised, EventRetracted, Fact
from events.kinds import HOLDERS

TFact = TypeVar("TFact", bound=Fact)

SPELT = (("party",), ("institution",))
"""What is also found by its spellings."""


class Known:
    """The facts read so far, in the order of the log, found by id, identity, subject and external key."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}
        self._retractions: dict[str, list[EventRetracted]] = {}
        self._by_identity: dict[str, list[Fact]] = {}
        self._by_subject: dict[tuple[str, str], list[Fact]] = {}
        self._by_external: dict[tuple[str, str], list[Fact]] = {}
        self._by_same: dict[str, list[Fact]] = {}
        self._by_spelling: dict[str, list[Fact]] = {}
        self._announced: dict[str, list[DeadlineRevised]] = {}
        self._positions: dict[str, int] = {}
        self._supposed_gone: frozenset[str] = frozenset()
        self._fallen: set[str] | None = None
        self.batches: dict[str, list[Fact]] = {}
        self.unreadable: dict[str, list[str]] = {}
        """Ids of events that are no facts → their tags."""

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
                self._let_fall(self._facts[fact.event])
            return
        if fact.identity:
            self._by_identity.setdefault(fact.identity, []).append(fact)
        elif fact.same:
            self._by_same.setdefault(fact.same, []).append(fact)
        self._by_subject.setdefault((fact.TOPIC, fact.subject), []).append(fact)
        for tag in fact.log_tags if fact.row.about in SPELT else ():
            self._by_spelling.setdefault(tag, []).append(fact)
        if external := getattr(fact, "external", None):
            self._by_external.setdefault((fact.TOPIC, external), []).append(fact)
        if isinstance(fact, DeadlineRevised):
            insort(self._announced.setdefault(fact.commitment, []), fact, key=_announced_from)

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
        if self._fallen is None:
            self._fallen = self._all_fallen()
        return fact.stamp.id not in self._fallen

    def _let_fall(self, target: Fact) -> None:
        """Take in the newest retraction: of what raises nothing by falling, without looking at all again."""
        if self._fallen is not None and not isinstance(target, EventRetracted):
            self._fallen.add(target.stamp.id)
        else:
            self._fallen = None

    def _all_fallen(self) -> set[str]:
        """Find what does not stand: backwards, since only what comes later takes a retraction back."""
        fallen = set(self._supposed_gone)
        for fact in reversed(self._facts.values()):
            if isinstance(fact, EventRetracted) and fact.stamp.id not in fallen:
                fallen.add(fact.event)
        return fallen

    @contextmanager
    def without(self, facts: Iterable[Fact]) -> Iterator[None]:
        """Suppose for a while that some facts do not stand."""
        before = self._supposed_gone
        self._supposed_gone, self._fallen = before | {fact.stamp.id for fact in facts}, None
        try:
            yield
        finally:
            self._supposed_gone, self._fallen = before, None

    def retractions_of(self, fact: Fact) -> list[EventRetracted]:
        """List the standing retractions of a fact."""
        return [each for each in self._retractions.get(fact.stamp.id, ()) if self.stands(each)]

    def holder(self, identity: str) -> Fact | None:
        """Give the standing fact that holds an identity."""
        return self._one(self._by_identity.get(identity, ()))

    def standing(self, name: str) -> Fact | None:
        """Give the standing fact by which a thing, named as `kind:id`, has come to be.

        The agreement of a commitment comes before its proposal.
        """
        types = reversed(HOLDERS.get(name.partition(":")[0], ()))
        facts = [fact for each in types for fact in self._by_subject.get((each, name), ())]
        return self._one(facts)

    def once_stood(self, name: str) -> bool:
        """Say whether a thing, named as `kind:id`, ever came to be."""
        types = HOLDERS.get(name.partition(":")[0], ())
        return any((each, name) in self._by_subject for each in types)

    def under(self, kind: type[TFact], external: str) -> TFact | None:
        """Give the standing fact of a type that carries an external key."""
        return self._one(self._by_external.get((kind.TOPIC, external), ()))  # type: ignore[return-value]

    def spelt(self, spelling_tag: str) -> list[Fact]:
        """List the standing parties and institutions that a name may mean, by its tag."""
        return [fact for fact in self._by_spelling.get(spelling_tag, ()) if self.stands(fact)]

    def about(self, kind: type[TFact], subject: str) -> list[TFact]:
        """List the standing facts of a type about a subject, in the order of the log."""
        facts = self._by_subject.get((kind.TOPIC, subject), ())
        return [fact for fact in facts if self.stands(fact)]  # type: ignore[misc]

    def last_announced(self, commitment: str) -> DeadlineRevised | None:
        """Give the standing revision of a deadline that was announced last, of equals the newest."""
        return self._one(reversed(self._announced.get(commitment, ())))

    def twins(self, fact: Fact) -> list[Fact]:
        """List the facts that say the same, standing or not."""
        like = (
            self._by_identity.get(fact.identity, ())
            if fact.identity
            else self._by_same.get(fact.same or "", ())
        )
        return [other for other in like if fact.says_what(other)]

    def _one(self, facts: Iterable[TFact]) -> TFact | None:
        return next((fact for fact in facts if self.stands(fact)), None)


def _announced_from(fact: DeadlineRevised) -> str:
    return bounds(fact.announced)[0]


def describe(fact: Fact) -> str:
    """Name a fact for a reader: its type, its subject, and what tells it from its like."""
    telling = ("status", "deadline", "effective", "announced", "url")
    told = [value for name in telling if isinstance(value := getattr(fact, name, None), str)]
    return " ".join((fact.TOPIC, *naming(fact), *told))


def naming(fact: Fact) -> list[str]:
    """Name what a fact is about, in words: its subject, and the party that is no part of it."""
    words = [fact.subject.partition(":")[2]]
    if "party" not in fact.row.key and (party := getattr(fact, "party", None)):
        words.append(party)
    return words
