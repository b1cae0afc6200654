"""Record whom a party sent to an occasion."""

from events.facts import DelegationRecorded
from tracker.decisions.needs import depend_on_occasion, require_occasion
from tracker.decisions.use_case import Recording


class RecordDelegation(Recording):
    """The occasion stands, and has one delegation of each party."""

    fact: DelegationRecorded

    def reads(self) -> None:
        """Depend on the occasion and its delegations."""
        depend_on_occasion(self, self.fact.occasion)
        self.depend_on_place()

    def check(self) -> None:
        """Refuse an occasion that does not stand."""
        require_occasion(self.known, self.fact.occasion)
