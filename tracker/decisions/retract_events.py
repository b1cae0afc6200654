"""Retract events: one, or those of a batch, perhaps with everything that rests on them."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import TypeAdapter, ValidationError

from events import references
from events.facts import EventRetracted, Fact
from events.kinds import OCCASION
from events.sentences import Sentence, at_most, sentence
from events.values import Prose
from tracker.decisions.needs import Need, holder_types
from tracker.decisions.recordings import recording
from tracker.decisions.use_case import Stamps, UseCase
from tracker.errors import NotFoundError, RefusedError, TrackerError
from tracker.words.refusals import refuse

SHOWN = 20
FEW = 6
"""So many facts are named in a line each."""
LONGEST_CHAIN = 20
"""Retractions of retractions; each carries the tags of all before it."""


class RetractEvents(UseCase):
    """What rests on a retracted fact goes with it or forbids it; what a retraction hid comes back whole.

    Retracting a retraction restores its target, unless the target's id has been taken since or
    what it names no longer stands. `left_out` are those of the events that are no facts, with their
    tags: none may lead to one that has no id.
    """

    def __init__(
        self,
        event_ids: list[str],
        reason: str,
        stamps: Stamps,
        *,
        with_dependents: bool = False,
        left_out: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(stamps)
        self._left_out = dict(left_out or {})
        self.event_ids = event_ids
        self.reason = reason
        self.with_dependents = with_dependents

    def begin(self) -> None:
        """Forget all but what was never a fact, and so is never read."""
        super().begin()
        self.known.unreadable.update(self._left_out)

    def reads(self) -> None:
        """Depend on the targets."""
        for event_id in self.event_ids:
            self.depend_on(f"event:{event_id}")

    def widen(self) -> None:
        """Depend on what rests on the targets, and on what a restored fact needs."""
        targets = self._targets()
        for fact in targets:
            if isinstance(fact, EventRetracted):
                self.depend_on(f"event:{fact.event}")
                for tag in fact.tags:  # those of all that is below it in a chain, not read one by one
                    if tag.startswith("event:"):
                        self.depend_on(tag)
        for fact in (*self._falling(targets), *self._sinking(targets)):
            for tag in named_by_others(fact):
                self.depend_on(tag)
        for fact in self._rising(targets):
            if not isinstance(fact, EventRetracted):
                recording(fact).reads(self)

    def decide(self) -> None:
        """Refuse what would leave something dangling; else retract, the newest first."""
        targets = self._targets()
        self._retract_unreadable()
        self._refuse(targets)
        falling = self._falling(targets)
        chosen = {fact.stamp.id for fact in targets}
        dependents = [fact for fact in falling if fact.stamp.id not in chosen]
        if dependents and not self.with_dependents:
            raise RefusedError(
                sentence(
                    "{events} cannot be retracted, since others rest on it: {others}",
                    events=self._name_all(targets),
                    others=self._name_all(dependents),
                ),
                "Retract them too with --with-dependents.",
            )
        rising = list(self._rising(targets))
        holders = {fact.stamp.id: self._holder(fact) for fact in rising}
        ids = {fact.stamp.id for fact in falling}
        names = {fact.stamp.id: self.known.name(fact) for fact in self.known}
        gone = [
            fact for fact in sorted(self.known, key=self.known.order, reverse=True) if fact.stamp.id in ids
        ]
        for fact in gone:
            self.retract(fact, self.reason)
        for fact in rising:
            self._restore(fact, holders[fact.stamp.id])
        # That a retraction falls shows in what it hid.
        fell = [fact for fact in gone if not isinstance(fact, EventRetracted)]
        self._note(
            [names[fact.stamp.id] for fact in fell],
            sentence("{events} no longer stands"),
            sentence("{events} no longer stand"),
            sentence("{count} events no longer stand, among them {events}"),
        )
        rose = [fact for fact in rising if not isinstance(fact, EventRetracted)]
        self._note(
            [names[fact.stamp.id] for fact in rose],
            sentence("{events} stands again"),
            sentence("{events} stand again"),
            sentence("{count} events stand again, among them {events}"),
        )

    def _note(self, names: list[str], one: str, several: str, many: str) -> None:
        """Say which facts fell or rose; several in one line, of many the first."""
        if len(names) <= FEW:
            self.notes += [sentence(one, events=name) for name in names]
        else:
            text = several if len(names) <= SHOWN else many
            self.notes.append(sentence(text, events="; ".join(names[:SHOWN]), count=len(names)))

    def _retract_unreadable(self) -> None:
        """Retract what is no fact: nothing rests on it, and it is named no more."""
        for event_id in self.event_ids:
            tags = self.known.unreadable.get(event_id)
            if tags is None:
                continue
            if any(
                isinstance(fact, EventRetracted) and fact.event == event_id and self.known.stands(fact)
                for fact in self.known
            ):
                raise RefusedError(
                    sentence("the event {event} is retracted already", event=event_id),
                    "It is left out everywhere.",
                )
            self.record(EventRetracted(event=event_id, reason=self.reason, tags=tuple(filter(is_text, tags))))

    def _refuse(self, targets: list[Fact]) -> None:
        """Refuse to retract what does not stand, and a chain of retractions that nobody could follow."""
        for target in targets:
            if not self.known.stands(target):
                raise RefusedError(
                    sentence("{event} is retracted already", event=self.known.name(target)),
                    "To restore it, retract its retraction.",
                )
            length, below = 0, target
            while length < LONGEST_CHAIN and isinstance(below, EventRetracted):  # others may write circles
                found = self.known.get(below.event)
                if found is None:
                    break
                length, below = length + 1, found
            if length >= LONGEST_CHAIN:
                raise RefusedError(
                    sentence(
                        "{event} is the last of {count} retractions of one another",
                        event=self.known.name(target),
                        count=length,
                    ),
                    "Record the fact anew instead.",
                )

    def _holder(self, fact: Fact) -> Fact | None:
        """Give who has the place of a fact that does not stand yet."""
        return None if isinstance(fact, EventRetracted) else recording(fact).holder(self.known)

    def _targets(self) -> list[Fact]:
        targets = []
        for event_id in self.event_ids:
            target = self.known.get(event_id)
            if target is None and event_id in self.known.unreadable:
                continue
            if target is None:
                raise NotFoundError(
                    sentence("there is no event {event}", event=event_id), "List them: tracker events."
                )
            targets.append(target)
        return targets

    def _falling(self, targets: list[Fact]) -> list[Fact]:
        """List the targets and, over any number of steps, the standing facts that need what falls."""
        falling = {fact.stamp.id: fact for fact in targets}
        waiting = [*targets, *self._sinking(targets)]
        while waiting:
            touched = {tag for fact in waiting for tag in named_by_others(fact)}
            near = [
                fact
                for fact in self.known
                if fact.stamp.id not in falling
                and not isinstance(fact, EventRetracted)
                and not touched.isdisjoint(fact.log_tags)
                and self.known.stands(fact)
            ]
            waiting = self._losing(near, falling.values())
            falling |= {fact.stamp.id: fact for fact in waiting}
        return list(falling.values())

    def _losing(self, near: list[Fact], falling: Iterable[Fact]) -> list[Fact]:
        """List the facts for which something they need is there now, and no longer without what falls."""
        met = [[need for need in recording(fact).needs() if self._is_met(need)] for fact in near]
        with self.known.without(falling):
            return [
                fact
                for fact, needs in zip(near, met, strict=True)
                if self.known.stands(fact) and not all(self._is_met(need) for need in needs)
            ]

    def _is_met(self, need: Need) -> bool:
        try:
            need.require(self.known)
        except TrackerError:
            return False
        return True

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
                self.notes.append(
                    sentence(
                        "{event} is retracted again",
                        event=self.known.name(restored_target),
                    )
                )
            return
        if holder is not None and self.known.stands(holder):
            raise RefusedError(
                sentence(
                    "{event} cannot be restored: {other} has its place now",
                    event=self.known.name(fact),
                    other=self.known.name(holder),
                ),
                "Retract that one first.",
            )
        for need in recording(fact).needs():
            need.require(self.known)

    def _name_all(self, facts: list[Fact]) -> Sentence:
        return at_most(SHOWN, [self.known.name(fact) for fact in facts], "; ")


def named_by_others(fact: Fact) -> list[str]:
    """List the tags under which others may name a fact: its event, and the thing that it made.

    A bare occasion may be a meeting or a document, so both are looked at.
    """
    own = [f"event:{fact.stamp.id}"]
    if isinstance(fact, EventRetracted) or type(fact) not in holder_types(fact.row.about[0]):
        return own
    kind, name = references.split(fact.subject)
    return [*(references.possible(name, OCCASION) if kind in OCCASION else [fact.subject]), *own]


def is_text(tag: str) -> bool:
    """Say whether a tag can be written again: one of an event that is no fact may hold half a letter."""
    return tag.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in tag)


def refuse_reason(reason: str) -> None:
    """Refuse a reason that says nothing, or that is no text."""
    try:
        TypeAdapter(Prose).validate_python(reason)
    except ValidationError as error:
        raise refuse(error, EventRetracted, "--reason") from error
