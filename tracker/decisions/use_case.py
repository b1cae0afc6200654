"""The base of every use case: what it reads, what it folds, and how it records."""

from collections.abc import Iterable

from eventsourcing.dcb.api import DCBQuery, DCBQueryItem
from eventsourcing.dcb.domain import Selector, Slice, Tagged
from pydantic import ValidationError

from events.facts import EventRetracted, Fact
from events.parts import UNSTAMPED, Stamp
from events.sentences import sentence
from tracker.decisions.known import Known
from tracker.errors import InputError, RefusedError

LARGEST = 1_000_000
"""Bytes of the stored form of one event."""


def stamp_by(user: str, version: str) -> Stamp:
    """Make the stamp that all events of a user and a version begin from; InputError for a bad name."""
    try:
        return Stamp.model_validate({**UNSTAMPED.model_dump(), "recorded_by": user, "tool_version": version})
    except ValidationError as error:
        raise InputError(
            sentence("the name that signs, {user!r}, cannot be recorded", user=user),
            "Set TRACKER_USER to a name on one line.",
        ) from error


class Stamps:
    """The stamps of one command, drawn beforehand, so that every attempt uses the same ones."""

    def __init__(self, first: Stamp, event_ids: Iterable[str]) -> None:
        self.batch = first.batch
        self._like = first
        self._ids = iter(event_ids)
        self._drawn: list[str] = []
        self._next = 0

    def part(self) -> "Stamps":
        """Give the stamps of a part of the same command, which is decided by itself."""
        return Stamps(self._like, self._ids)

    def restart(self) -> None:
        """Begin again with the first event id, for another attempt."""
        self._next = 0

    def peek(self) -> str:
        """Give the first event id."""
        if not self._drawn:
            self._drawn.append(next(self._ids))
        return self._drawn[0]

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
        self.there: list[int] = []
        """The positions of facts that say what was to be recorded, and stand."""
        self.corrected: list[int] = []
        """The positions of facts whose place another takes."""
        self.reading: int | None = None
        """The position being read from the log; none while deciding."""
        self._boundary: dict[tuple[tuple[type[Fact], ...], str], DCBQueryItem] = {}

    def boundary(self) -> DCBQuery:
        """Give all that this decision depends on, as a recorder reads it."""
        if not self._boundary:
            self.depend_on(self.own_tag())
            self.reads()
        return DCBQuery(list(self._boundary.values()))

    def own_tag(self) -> str:
        """Name what only this decision records: an append seen twice counts once."""
        return f"batch:{self.stamps.batch}"

    def consistency_boundary(self) -> list[Selector]:
        """Give the boundary as the library's own repositories ask for it."""
        self.boundary()
        return [Selector(types=kinds, tags=[tag]) for kinds, tag in self._boundary]

    def depend_on(self, tag: str, *kinds: type[Fact]) -> None:
        """Make the decision depend on the facts of some types with a tag, and on their retractions."""
        types: tuple[type[Fact], ...] = (*kinds, EventRetracted) if kinds else ()
        if (types, tag) not in self._boundary:
            self._boundary[types, tag] = DCBQueryItem([kind.TOPIC for kind in types], [tag])

    def begin(self) -> None:
        """Forget what was folded, before reading or deciding (again)."""
        self.known = Known()
        self.recorded, self.notes, self.new_decisions = [], [], []
        self.there, self.corrected = [], []
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
        """Record one fact under the next stamp, which gets the digest of all of it."""
        signed = fact.signed(self.stamps.next())
        if (size := len(signed.stored)) > LARGEST:
            raise RefusedError(
                sentence(
                    "the event would have {size:,} bytes; there may be {most:,}", size=size, most=LARGEST
                ),
                "Split it, or give the long version as evidence.",
            )
        signed.mutate(self)
        self.new_decisions.append(Tagged(signed.log_tags, signed))
        self.recorded.append(signed)
        return signed

    def retract(self, target: Fact, reason: str) -> None:
        """Record a retraction, which carries the tags of its target."""
        self.record(EventRetracted(event=target.stamp.id, reason=reason, tags=tuple(target.log_tags)))
