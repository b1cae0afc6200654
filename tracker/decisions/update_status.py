"""Record a claim about how a commitment stands, or a note about it."""

from collections.abc import Iterator
from typing import ClassVar

from events.facts import Fact, StatusUpdated
from tracker.decisions.needs import Agreed, AnObligor, Need, Stands, references_of
from tracker.decisions.recording import Recording


class UpdateStatus(Recording):
    """A status is claimed of what was agreed, a side's of one of its obligors; a proposal can be noted."""

    records: ClassVar[tuple[type[Fact], ...]] = (StatusUpdated,)
    fact: StatusUpdated

    def needs(self) -> Iterator[Need]:
        """Need the agreement, or for a note at least a proposal, and the obligor."""
        yield from references_of(self.fact)
        if self.fact.obligor:
            yield AnObligor(self.fact.commitment, self.fact.obligor)
        elif self.fact.status:
            yield Agreed(self.fact.commitment)
        else:
            yield Stands(self.fact.commitment, ("commitment",))
