"""What stands and counts on a day, and who speaks for whom: CONTRACT §3, read a second time.

It shares only dates and references with the tracker: no SQL, nothing incremental, every question
is answered by walking through the whole history again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from oracle_statuses import IN_FORCE, SUPERSEDED

from events.dates import WrittenDate
from events.references import institution, split

Fields = dict[str, Any]
Event = tuple[int, str, Fields, Fields]
"""Position, stored type, fields, stamp."""
WITHOUT_DATE = f"{date.min}/{date.max}"
"""When evidence without a date is valid: on every day."""


def standing(history: Sequence[Event], known_at: int | None = None) -> list[Event]:
    """Give the events that are known at a position and stand there."""
    known = [event for event in history if known_at is None or event[0] <= known_at]
    retractions = [event for event in known if event[1] == "event.retracted"]

    def stands(event: Event) -> bool:
        return not any(
            retraction[2]["event"] == event[3]["id"] and stands(retraction) for retraction in retractions
        )

    return [event for event in known if stands(event)]


class Timed(NamedTuple):
    """An event with the days its valid time may mean; sorts in the contract's order."""

    first: date
    position: int
    last: date
    written: str
    type: str
    fields: Fields

    def is_claim(self) -> bool:
        """Say whether somebody claims a status here."""
        return self.type == "status.updated" and bool(self.fields.get("status"))

    def is_status(self) -> bool:
        """Say whether this decides a status: a claim, or a superseding, which acts as one."""
        return self.is_claim() or self.type == "commitment.superseded"

    def status(self) -> str:
        """Give the status this decides."""
        if self.type == "commitment.superseded":
            return SUPERSEDED
        return str(self.fields["status"])

    def puts_in_force(self) -> bool:
        """Say whether this claims a fulfilment that goes on, which may be older than the agreement."""
        return self.is_claim() and self.status() == IN_FORCE

    def covers(self, obligor: str) -> bool:
        """Say whether this is about an obligor; without an obligor it is about all."""
        return self.fields.get("obligor") in {None, obligor}


class Claimant(NamedTuple):
    """One of those who make a claim: for whom they speak, and whether that is an obligor's side."""

    assessor: str
    via: str | None
    reporting: bool


@dataclass(frozen=True)
class World:
    """Everything that stands, seen on one day."""

    events: list[Event]
    day: date

    def of_type(self, *types: str) -> list[Timed]:
        """Give what counts of some types, in order."""
        return [event for event in self._in_order if event.type in types and self.counts(event)]

    def counts(self, event: Timed) -> bool:
        """Say whether what stands has begun."""
        return event.first <= self.day

    def whenever(self, stored_type: str, name: str) -> Timed | None:
        """Give what stands of a type under an id, though it may be of a later day."""
        found = [each for each in self._in_order if each.type == stored_type and each.fields["id"] == name]
        return found[0] if found else None

    @cached_property
    def _in_order(self) -> list[Timed]:
        timed = [self._timed(event) for event in self.events]
        return sorted(event for event in timed if event is not None)

    def _timed(self, event: Event) -> Timed | None:
        written = self._valid_time(event)
        if written is None:
            return None
        dates = WrittenDate.parse(written)
        position, stored_type, fields, _ = event
        return Timed(dates.earliest, position, dates.latest, written, stored_type, fields)

    def _valid_time(self, event: Event) -> str | None:
        _, stored_type, fields, _ = event
        match stored_type:
            case "status.updated":
                written = fields["effective"]
            case "deadline.revised":
                written = fields["announced"]
            case "evidence.added":
                written = fields.get("published") or WITHOUT_DATE
            case _ if fields.get("occasion") and stored_type.startswith("commitment."):
                written = self.date_of_occasion(fields["occasion"])
            case _:
                written = fields.get("on")
        return None if written is None else str(written)

    def date_of_occasion(self, reference: str) -> str | None:
        """Give the date of a meeting, else of a document, as written; None if none stands."""
        kind, name = split(reference)
        for wanted, stored_type, dated in (
            ("meeting", "meeting.held", "held"),
            ("document", "document.published", "published"),
        ):
            for _, each, fields, _ in self.events:
                if each == stored_type and fields["id"] == name and kind in {None, wanted}:
                    return str(fields[dated])
        return None

    def topic(self, kind: str, written: str) -> str:
        """Give the id of the topic that is written like this, else what is written."""
        topics = [
            fields
            for _, stored_type, fields, _ in self.events
            if stored_type == "topic.recorded" and fields["kind"] == kind
        ]
        if written in [topic["id"] for topic in topics]:
            return written
        for topic in topics:
            if written in [*topic.get("spellings", ()), *topic.get("names", {}).values()]:
                return str(topic["id"])
        return written

    @cached_property
    def _institutions(self) -> dict[str, Fields]:
        return {
            f"{fields['party']}/{fields['id']}": fields
            for _, stored_type, fields, _ in self.events
            if stored_type == "institution.recorded"
        }

    def claimant(self, name: str, obligors: list[str]) -> Claimant:
        """Say for whom a claimant speaks about what some obligors promised."""
        literal = name in obligors
        found = self._institution(name)
        if found is None or self._institutions[found].get("independent"):
            return Claimant(name, None, literal)
        reporting = literal or any(each in obligors for each in self._above(found))
        if literal:
            return Claimant(name, None, reporting)
        return Claimant(self._institutions[found]["party"], name, reporting)

    def _institution(self, name: str) -> str | None:
        if "/" in name:
            return name if name in self._institutions else None
        found = [key for key, fields in self._institutions.items() if fields["id"] == name]
        return found[0] if len(found) == 1 else None

    def _above(self, found: str) -> list[str]:
        """List the names of an institution, of everything it is inside of, and of its party."""
        party = self._institutions[found]["party"]
        names, link = [party], found
        while link in self._institutions and link not in names:
            names.append(link)
            above = self._institutions[link].get("parent") or ""
            link = institution(above, party) or ""
        bare = [name.partition("/")[2] for name in names[1:]]
        return [*names, *(name for name in bare if self._institution(name))]
