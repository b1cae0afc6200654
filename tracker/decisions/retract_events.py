"""Retract events: one, or those of a batch, perhaps with everything that rests on them."""

from collections.abc import Iterable, Iterator

from events import references
from events.facts import DocumentPublished, EventRetracted, Fact, InstitutionRecorded, MeetingHeld
from tracker.decisions.known import identity, subject_of
from tracker.decisions.recordings import recording
from tracker.decisions.use_case import Stamps, UseCase
from tracker.errors import NotFoundError, RefusedError

SHOWN = 20


class RetractEvents(UseCase):
    """What rests on a retracted fact goes with it or forbids it; what a retraction hid comes back whole.

    Retracting a retraction restores its target, unless the target's id has been taken since or
    what it names no longer stands.
    """

    def __init__(
        self, event_ids: list[str], reason: str, stamps: Stamps, *, with_dependents: bool = False
    ) -> None:
        super().__init__(stamps)
        self.event_ids = event_ids
        self.reason = reason
        self.with_dependents = with_dependents

    def reads(self) -> None:
        """Depend on the targets."""
        for event_id in self.event_ids:
            self.depend_on(f"event:{event_id}")

    def widen(self) -> None:
        """Depend on what rests on the targets, and on what a restored fact needs."""
        for fact in self._targets():
            below: Fact | None = fact
            while isinstance(below, EventRetracted):
                self.depend_on(f"event:{below.event}")
                below = self.known.get(below.event)
        for fact in (*self._falling(self._targets()), *self._sinking(self._targets())):
            for tag in _resting_tags(fact):
                self.depend_on(tag)
            if isinstance(fact, DocumentPublished):
                self.depend_on(f"meeting:{fact.id}", MeetingHeld)
        for fact in self._rising(self._targets()):
            if isinstance(fact, EventRetracted):
                continue
            part = recording(fact, self.stamps)
            part.share(self)
            part.reads()
            part.widen()

    def decide(self) -> None:
        """Refuse what would leave something dangling; else retract, the newest first."""
        targets = self._targets()
        for target in targets:
            if not self.known.stands(target):
                raise RefusedError(
                    f"{self.known.name(target)} is retracted already",
                    "To restore it, retract its retraction.",
                )
        falling = self._falling(targets)
        dependents = [fact for fact in falling if fact not in targets]
        if dependents and not self.with_dependents:
            raise RefusedError(
                f"{self._name_all(targets)} cannot be retracted, since others rest on it: "
                + self._name_all(dependents),
                "Retract them too with --with-dependents.",
            )
        rising = list(self._rising(targets))
        holders = {fact.stamp.id: self._holder(fact) for fact in rising}
        ids = {fact.stamp.id for fact in falling}
        for fact in sorted(self.known, key=self.known.order, reverse=True):
            if fact.stamp.id in ids:
                self.notes.append(f"{self.known.name(fact)} no longer stands")
                self.retract(fact, self.reason)
        for fact in rising:
            self._restore(fact, holders[fact.stamp.id])

    def _holder(self, fact: Fact) -> Fact | None:
        """Give who has the place of a fact that does not stand yet."""
        if isinstance(fact, EventRetracted):
            return None
        part = recording(fact, self.stamps)
        part.share(self)
        return part.holder()

    def _targets(self) -> list[Fact]:
        targets = []
        for event_id in self.event_ids:
            target = self.known.get(event_id)
            if target is None:
                raise NotFoundError(f"there is no event {event_id}", "List them: tracker events.")
            targets.append(target)
        return targets

    def _falling(self, targets: Iterable[Fact]) -> list[Fact]:
        """List the targets and, over any number of steps, the standing facts that rest on them."""
        falling = {fact.stamp.id: fact for fact in targets}
        kept = {name for fact in self._rising(targets) if (name := identity(fact))}
        waiting = [fact for fact in (*targets, *self._sinking(targets)) if identity(fact) not in kept]
        while waiting:
            for dependent in self._resting_on(waiting.pop()):
                if dependent.stamp.id not in falling:
                    falling[dependent.stamp.id] = dependent
                    waiting.append(dependent)
        return list(falling.values())

    def _resting_on(self, fact: Fact) -> Iterator[Fact]:
        wanted = set(_resting_tags(fact))
        if not wanted:
            return
        for other in self.known:
            if (
                not isinstance(other, EventRetracted)
                and other.stamp.id != fact.stamp.id
                and (identity(other) is None or identity(other) != identity(fact))
                and not wanted.isdisjoint(_tags(other))
                and (not isinstance(fact, InstitutionRecorded) or isinstance(other, InstitutionRecorded))
                and not self._means_the_meeting(other, fact)
                and self.known.stands(other)
            ):
                yield other

    def _means_the_meeting(self, other: Fact, fact: Fact) -> bool:
        """Say whether a bare occasion that might be this document is the meeting of that id."""
        return (
            isinstance(fact, DocumentPublished)
            and getattr(other, "occasion", None) == fact.id
            and self.known.holder(f"meeting:{fact.id}") is not None
        )

    def _rising(self, targets: Iterable[Fact]) -> Iterator[Fact]:
        """List the facts that stand again once these retractions do not."""
        gone = {fact.stamp.id for fact in targets}
        for target in targets:
            if not isinstance(target, EventRetracted):
                continue
            restored = self.known.get(target.event)
            if restored is None or restored.stamp.id in gone:
                continue
            others = [each for each in self.known.retractions_of(restored) if each.stamp.id not in gone]
            if not others:
                yield restored

    def _sinking(self, targets: Iterable[Fact]) -> list[Fact]:
        """List the facts that no longer stand once the retractions restored here stand again."""
        restored = [fact for fact in self._rising(targets) if isinstance(fact, EventRetracted)]
        sunk = [self.known.get(fact.event) for fact in restored]
        return [fact for fact in sunk if fact and self.known.stands(fact)]

    def _restore(self, fact: Fact, holder: Fact | None) -> None:
        if isinstance(fact, EventRetracted):
            restored_target = self.known.get(fact.event)
            if restored_target is not None:
                self.notes.append(f"{self.known.name(restored_target)} is retracted again")
            return
        part = recording(fact, self.stamps)
        part.share(self)
        if holder is not None and self.known.stands(holder):
            raise RefusedError(
                f"{self.known.name(fact)} cannot be restored: {self.known.name(holder)} has its place now",
                "Retract that one first.",
            )
        part.check()
        self.notes.append(f"{self.known.name(fact)} stands again")

    def _name_all(self, facts: list[Fact]) -> str:
        names = [self.known.name(fact) for fact in facts[:SHOWN]]
        more = [f"and {len(facts) - SHOWN} more"] if len(facts) > SHOWN else []
        return "; ".join([*names, *more])


def _tags(fact: Fact) -> list[str]:
    return fact.all_tags()


def _resting_tags(fact: Fact) -> list[str]:
    """List the tags by which others may rest on a fact."""
    if isinstance(fact, EventRetracted):
        return []
    own = [f"event:{fact.stamp.id}"]
    kind, _ = references.split(subject_of(fact))
    named = identity(fact) == subject_of(fact) and kind in {
        "meeting",
        "document",
        "commitment",
        "institution",
    }
    return [subject_of(fact), *own] if named else own
