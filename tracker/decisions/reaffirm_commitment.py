"""Record that a commitment was reaffirmed."""

from events.facts import CommitmentReaffirmed
from tracker.decisions.needs import (
    depend_on_commitment,
    depend_on_occasion,
    require_commitment,
    require_occasion,
)
from tracker.decisions.use_case import Recording


class ReaffirmCommitment(Recording):
    """The commitment and the occasion stand."""

    fact: CommitmentReaffirmed

    def reads(self) -> None:
        """Depend on the commitment, the occasion, and what was reaffirmed before."""
        self.depend_on_place()
        depend_on_commitment(self, self.fact.commitment)
        depend_on_occasion(self, self.fact.occasion)

    def check(self) -> None:
        """Refuse what does not stand."""
        require_commitment(self.known, self.fact.commitment)
        require_occasion(self.known, self.fact.occasion)
