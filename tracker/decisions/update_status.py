"""Record a claim about how a commitment stands, or a note about it."""

from events.facts import StatusUpdated
from tracker.decisions.needs import (
    depend_on_commitment,
    depend_on_occasion,
    require_commitment,
    require_obligor,
    require_occasion,
)
from tracker.decisions.use_case import Recording


class UpdateStatus(Recording):
    """The commitment stands, and a claim about one side is about one of its obligors."""

    fact: StatusUpdated

    def reads(self) -> None:
        """Depend on the commitment, its claims so far, and the occasion."""
        self.depend_on_place()
        depend_on_commitment(self, self.fact.commitment)
        depend_on_occasion(self, self.fact.occasion)

    def check(self) -> None:
        """Refuse what does not stand, and a side that is no obligor."""
        require_commitment(self.known, self.fact.commitment)
        require_obligor(self.known, self.fact.commitment, self.fact.obligor)
        require_occasion(self.known, self.fact.occasion)
