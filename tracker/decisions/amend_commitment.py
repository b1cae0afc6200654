"""Record that a commitment was renegotiated."""

from collections.abc import Iterator
from typing import ClassVar

from events.facts import CommitmentAmended, Fact
from tracker.decisions.needs import Need, no_circle_of_parents
from tracker.decisions.recording import Recording


class AmendCommitment(Recording):
    """A commitment does not become a part of itself."""

    records: ClassVar[tuple[type[Fact], ...]] = (CommitmentAmended,)
    fact: CommitmentAmended

    def needs(self) -> Iterator[Need]:
        """Need that a new parent is not somewhere inside it."""
        yield from super().needs()
        yield from no_circle_of_parents(self.fact.commitment, self.fact.parent)
