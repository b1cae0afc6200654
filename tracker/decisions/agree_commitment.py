"""Record that a commitment was agreed."""

from events.facts import CommitmentAgreed
from tracker.decisions.needs import (
    depend_on_ancestors,
    depend_on_commitment,
    depend_on_occasion,
    require_occasion,
    require_parent,
)
from tracker.decisions.use_case import Recording


class AgreeCommitment(Recording):
    """A commitment's id is taken once; its occasion and its parent stand, and it is no part of itself."""

    fact: CommitmentAgreed

    def reads(self) -> None:
        """Depend on whoever has the id, the occasion and the parent."""
        self.depend_on_place()
        depend_on_commitment(self, self.fact.id)
        depend_on_occasion(self, self.fact.occasion)
        self.widen()

    def widen(self) -> None:
        """Depend on what is above the parent."""
        depend_on_ancestors(self, self.fact.parent)

    def check(self) -> None:
        """Refuse what does not stand, and a circle of parents."""
        require_occasion(self.known, self.fact.occasion)
        require_parent(self.known, self.fact.id, self.fact.parent)
