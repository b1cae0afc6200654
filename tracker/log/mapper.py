"""The mapper between facts and the library's stored events."""

from eventsourcing.dcb.api import DCBEvent
from eventsourcing.dcb.domain import Tagged
from eventsourcing.dcb.persistence import DCBMapper

from events.facts import FACTS, Fact
from tracker.log.stored import decode


class FactMapper(DCBMapper[Fact]):
    """Facts to canonical JSON and back, upcast and validated on the way in."""

    def to_dcb_event(self, event: Tagged[Fact]) -> DCBEvent:
        """Store a fact with its tags."""
        fact = event.decision
        return DCBEvent(
            type=fact.TOPIC,
            data=fact.stored,
            tags=event.tags,
        )

    def to_domain_event(self, event: DCBEvent) -> Tagged[Fact]:
        """Read a stored event; raise pydantic's ValidationError if it is no fact of ours."""
        stored = decode(0, event.type, event.data)
        fact = FACTS[event.type].read(stored.fields, stored.stamp, event.tags)
        return Tagged(tags=event.tags, decision=fact)
