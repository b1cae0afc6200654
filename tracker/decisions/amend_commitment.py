"""Record that a commitment was renegotiated."""

from events.facts import CommitmentAmended
from tracker.decisions.needs import (
    depend_on_ancestors,
    depend_on_commitment,
    depend_on_occasion,
    require_commitment,
    require_occasion,
    require_parent,
)
from tracker.decisions.use_case import Recording


class AmendCommitment(Recording):
    """The commitment, the occasion and a new parent stand, and it does not become a part of itself."""

    fact: CommitmentAmended

    def reads(self) -> None:
        """Depend on the commitment, the occasion and a new parent."""
        self.depend_on_place()
        depend_on_commitment(self, self.fact.commitment)
        depend_on_occasion(self, self.fact.occasion)
        self.widen()

    def widen(self) -> None:
        """Depend on what is above the new parent."""
        super().widen()
        depend_on_ancestors(self, self.fact.parent)

    def check(self) -> None:
        """Refuse what does not stand, and a circle of parents."""
        require_commitment(self.known, self.fact.commitment)
        require_occasion(self.known, self.fact.occasion)
        require_parent(self.known, self.fact.commitment, self.fact.parent)
