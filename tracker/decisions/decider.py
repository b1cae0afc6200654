"""Carries a decision out: read what it depends on, decide, append under that condition, or try again."""

import random
import time
from typing import NamedTuple

from eventsourcing.dcb.api import DCBAppendCondition, DCBQuery, DCBRecorder, DCBSequencedEvent
from eventsourcing.persistence import IntegrityError

from events.facts import Fact
from events.upcasting import UnreadableVersionError
from tracker.decisions.use_case import UseCase
from tracker.environment import collection_paused
from tracker.errors import StoreError, UnreachableError
from tracker.log.mapper import FactMapper
from tracker.log.stored import NO_FACT, StoredFact, read_id, unreadable

PATIENCE_SECONDS = 60.0


class Outcome(NamedTuple):
    """What a decision recorded, with positions, and what it has to say. A dry run has no positions.

    `there` are the positions of what was to be recorded and stands already, `corrected` those of
    what was retracted for something else to take its place.
    """

    facts: list[tuple[int | None, Fact]]
    notes: list[str]
    dry_run: bool = False
    there: tuple[int, ...] = ()
    corrected: tuple[int, ...] = ()
    effects: tuple[str, ...] = ()
    """How the commitments concerned stood and stand, in words."""

    def stored(self) -> list[StoredFact]:
        """Give the facts as a log has them; those of a dry run at position 0."""
        return [
            StoredFact(position or 0, fact.TOPIC, fact.said, fact.stamp.stored)
            for position, fact in self.facts
        ]


class Decider:
    """Carries decisions out on one recorder."""

    def __init__(self, recorder: DCBRecorder) -> None:
        self._recorder = recorder
        self._mapper = FactMapper()

    def decide(self, use_case: UseCase, *, dry_run: bool = False) -> Outcome:
        """Decide and append, all or nothing; others recording at the same time only cost another attempt."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        pause = 0.01
        while True:
            try:
                with collection_paused():
                    return self._attempt(use_case, dry_run=dry_run)
            except IntegrityError as error:
                if time.monotonic() > deadline:
                    raise StoreError(
                        "others keep recording about the same things", "Run the command again."
                    ) from error
            except UnreachableError:
                # What was sent may have been recorded all the same: the batch's tag tells next time.
                if time.monotonic() > deadline:
                    raise
                pause = 0.5
            time.sleep(random.uniform(0, pause))  # noqa: S311 (so that two desks do not keep in step)

    def _attempt(self, use_case: UseCase, *, dry_run: bool) -> Outcome:
        positions = self._advance(use_case)
        use_case.execute()
        recorded, notes = use_case.recorded, use_case.notes
        there, corrected = tuple(use_case.there), tuple(use_case.corrected)
        if dry_run or not use_case.new_decisions:
            facts = [(positions.get(fact.stamp.id), fact) for fact in recorded]
            return Outcome(facts, notes, dry_run, there, corrected)
        last = self._recorder.append(
            [self._mapper.to_dcb_event(each) for each in use_case.collect_events()],
            DCBAppendCondition(use_case.boundary(), use_case.last_known_position),
        )
        first = last - len(recorded) + 1
        return Outcome(list(enumerate(recorded, first)), notes, dry_run, there, corrected)

    def _advance(self, use_case: UseCase) -> dict[str, int]:
        """Fold what the decision depends on, widening its boundary until it wants no more.

        Each time only what is wanted more is read. What others record meanwhile is after the head of the
        first reading, from which on the condition of the append looks at all of it.
        """
        found: dict[int, Fact | _NoFact] = {}
        asked, head = 0, None
        while True:
            use_case.begin()
            items = use_case.boundary().items
            response = self._recorder.read(DCBQuery(items[asked:]))
            head = head if asked else response.head
            asked = len(items)
            for sequenced in response:
                if sequenced.position not in found:
                    found[sequenced.position] = self._read(sequenced)
            use_case.last_known_position = head
            positions = _fold(use_case, found)
            if not use_case.wants_more():
                return positions

    def _read(self, sequenced: DCBSequencedEvent) -> "Fact | _NoFact":
        """Read a fact; an event that is none is no part of the decision, but can be retracted."""
        event = sequenced.event
        try:
            return self._mapper.to_domain_event(event).decision
        except UnreadableVersionError as error:
            raise unreadable("the store", sequenced.position, error) from error
        except NO_FACT:
            return _NoFact(read_id(sequenced.position, event.data), list(event.tags))


class _NoFact(NamedTuple):
    """An event that is no fact: the id and the tags it is known by."""

    id: str
    tags: list[str]


def _fold(use_case: UseCase, found: "dict[int, Fact | _NoFact]") -> dict[str, int]:
    """Let a decision take in what was read, in the order of the log; give the positions by event id."""
    positions: dict[str, int] = {}
    for position in sorted(found):
        fact = found[position]
        if isinstance(fact, _NoFact):
            use_case.known.unreadable[fact.id] = fact.tags
            continue
        use_case.reading = position
        fact.mutate(use_case)
        positions[fact.stamp.id] = position
    use_case.reading = None
    return positions
