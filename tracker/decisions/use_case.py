"""The base of every use case: what it reads, what it folds, and how it records."""

from collections.abc import Iterable
from contextlib import suppress

from eventsourcing.dcb.domain import Selector, Slice, Tagged

from events.facts import EventRetracted, Fact
from events.parts import Stamp
from tracker.decisions.known import Known, definite_occasion, describe, identity, subject_tags
from tracker.errors import RefusedError, TrackerError


class Stamps:
    """The stamps of one command, drawn beforehand, so that every attempt uses the same ones."""

    def __init__(self, first: Stamp, event_ids: Iterable[str]) -> None:
        self.batch = first.batch
        self._like = first
        self._ids = iter(event_ids)
        self._drawn: list[str] = []
        self._next = 0

    def restart(self) -> None:
        """Begin again with the first event id, for another attempt."""
        self._next = 0

    def next(self) -> Stamp:
        """Give the stamp of the next fact."""
        if self._next == len(self._drawn):
            self._drawn.append(next(self._ids))
        event_id = self._drawn[self._next]
        self._next += 1
        return self._like.model_copy(update={"id": event_id})


class UseCase(Slice[Fact]):
    """One decision. A subclass says what it depends on (`reads`) and what follows (`decide`).

    `depend_on` may be called while deciding what to read (`widen`): the decision is then read
    again with the wider boundary, until nothing more is wanted.
    """

    known: Known

    def __init__(self, stamps: Stamps) -> None:
        self.stamps = stamps
        self.recorded: list[Fact] = []
        self.notes: list[str] = []
        self.reading: int | None = None
        """The position being read from the log; none while deciding."""
        self._boundary: dict[tuple[tuple[type[Fact], ...], str], Selector] = {}

    def share(self, whole: "UseCase") -> None:
        """Become a part of a larger decision: read, know and depend on the same."""
        self.known = whole.known
        self._boundary = whole._boundary  # noqa: SLF001 (one boundary for the whole)
        self.recorded, self.notes, self.new_decisions = [], [], []

    def consistency_boundary(self) -> list[Selector]:
        """Everything this decision depends on, and its own batch: an append seen twice counts once."""
        if not self._boundary:
            self.depend_on(f"batch:{self.stamps.batch}")
            self.reads()
        return list(self._boundary.values())

    def depend_on(self, tag: str, *kinds: type[Fact]) -> None:
        """Make the decision depend on the facts of some types with a tag, and on their retractions."""
        types: tuple[type[Fact], ...] = (*kinds, EventRetracted) if kinds else ()
        self._boundary.setdefault((types, tag), Selector(types=types, tags=[tag]))

    def begin(self) -> None:
        """Forget what was folded, before reading or deciding (again)."""
        self.known = Known()
        self.recorded, self.notes, self.new_decisions = [], [], []
        self.last_known_position = None
        self.stamps.restart()

    def wants_more(self) -> bool:
        """Say whether what was read shows that more must be read."""
        before = len(self._boundary)
        self.widen()
        return len(self._boundary) > before

    def fold(self, fact: Fact) -> None:
        """Take in one fact: of the log, or of this decision."""
        self.known.add(fact, self.reading)

    def execute(self) -> None:
        """Decide, unless an earlier attempt of this very command was appended after all."""
        if done := self.known.batches.get(self.stamps.batch):
            self.recorded = list(done)
        else:
            self.decide()

    def reads(self) -> None:
        """Say, by `depend_on`, what the decision depends on."""

    def widen(self) -> None:
        """Say, by `depend_on`, what else it depends on, seeing what was read."""

    def decide(self) -> None:
        """Refuse, or record what follows."""
        raise NotImplementedError

    def record(self, fact: Fact) -> Fact:
        """Record one fact under the next stamp."""
        stamped = fact.stamped(self.stamps.next())
        stamped.mutate(self)
        self.new_decisions.append(Tagged(stamped.all_tags(), stamped))
        self.recorded.append(stamped)
        return stamped

    def retract(self, target: Fact, reason: str) -> None:
        """Record a retraction, which carries the tags of its target."""
        self.record(EventRetracted(event=target.stamp.id, reason=reason, tags=tuple(target.all_tags())))


class Recording(UseCase):
    """A use case that records one fact, or corrects the one that holds its place.

    `corrected_by` names the minutes that may correct; a single verb never corrects.
    """

    def __init__(self, fact: Fact, stamps: Stamps, corrected_by: str | None = None) -> None:
        super().__init__(stamps)
        self.fact = fact
        self.corrected_by = corrected_by

    def decide(self) -> None:
        """Record the fact, if it is news and nothing forbids it."""
        fact = self.fact = self.resolved()
        if self.known.twin(fact):
            return
        self.check()
        if holder := self.holder():
            if self.corrected_by is None:
                raise RefusedError(
                    f"{_place(fact)} is recorded already, with other content",
                    "Correct it in its minutes and record them again, or retract it first.",
                )
            self.retract(holder, f"corrected by {self.corrected_by}")
        self.record(fact)

    def resolved(self) -> Fact:
        """Give the fact with its references made definite."""
        occasion = getattr(self.fact, "occasion", None)
        if occasion is None:
            return self.fact
        definite = definite_occasion(self.known, occasion)
        return self.fact if definite == occasion else self.fact.changed(occasion=definite)

    def holder(self) -> Fact | None:
        """Give the standing fact whose place this one would take."""
        name, external = identity(self.fact), getattr(self.fact, "external", None)
        keyed = self.known.under(type(self.fact), external) if external else None
        if name is None:
            return keyed
        if keyed and identity(keyed) != name:
            raise RefusedError(
                f"the external key {external} belongs to {_place(keyed)}",
                "Use another key, or the id it has.",
            )
        return self.known.holder(name)

    def widen(self) -> None:
        """Depend on a twin as it would be stored, once the references are definite."""
        if self.fact.same:
            with suppress(TrackerError):  # what cannot be resolved is refused when deciding
                resolved = self.resolved()
                if resolved.same:
                    self.depend_on(resolved.same, type(resolved))

    def check(self) -> None:
        """Refuse a fact whose references do not stand, or that breaks a rule."""

    def depend_on_place(self) -> None:
        """Depend on whoever holds this fact's identity or external key."""
        fact = self.fact
        kind = type(fact)
        if fact.same:
            self.depend_on(fact.same, kind)
        else:
            for tag in subject_tags(fact):
                self.depend_on(tag, kind)
        if external := getattr(fact, "external", None):
            self.depend_on(f"external:{external}", kind)


def _place(fact: Fact) -> str:
    return describe(fact).partition(" ")[2]
