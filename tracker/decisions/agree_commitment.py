"""Record that a commitment was agreed, or proposed."""

from collections.abc import Iterator
from typing import ClassVar

from events.facts import CommitmentAgreed, CommitmentProposed, Fact
from tracker.decisions.needs import Need, no_circle_of_parents
from tracker.decisions.recording import Recording


class AgreeCommitment(Recording):
    """A commitment is no part of itself."""

    records: ClassVar[tuple[type[Fact], ...]] = (CommitmentAgreed, CommitmentProposed)
    fact: CommitmentAgreed | CommitmentProposed

    def needs(self) -> Iterator[Need]:
        """Need that its parent is not somewhere inside it."""
        yield from super().needs()
        yield from no_circle_of_parents(self.fact.id, self.fact.parent)
