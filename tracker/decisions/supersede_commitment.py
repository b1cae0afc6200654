"""Record that another commitment took a commitment's place."""

from events.facts import CommitmentSuperseded
from tracker.decisions.needs import (
    depend_on_commitment,
    depend_on_occasion,
    require_commitment,
    require_occasion,
)
from tracker.decisions.use_case import Recording


class SupersedeCommitment(Recording):
    """Both commitments and the occasion stand."""

    fact: CommitmentSuperseded

    def reads(self) -> None:
        """Depend on both commitments, the occasion, and what was superseded before."""
        self.depend_on_place()
        depend_on_commitment(self, self.fact.commitment)
        depend_on_commitment(self, self.fact.superseded_by)
        depend_on_occasion(self, self.fact.occasion)

    def check(self) -> None:
        """Refuse what does not stand."""
        require_commitment(self.known, self.fact.commitment)
        require_commitment(self.known, self.fact.superseded_by)
        require_occasion(self.known, self.fact.occasion)
