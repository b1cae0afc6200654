"""Record an institution of a party."""

from events.facts import InstitutionRecorded
from tracker.decisions.needs import depend_on_institutions_above, require_institutions_above
from tracker.decisions.use_case import Recording


class RecordInstitution(Recording):
    """An institution is recorded once in its party; what it is inside of exists, and is not inside it."""

    fact: InstitutionRecorded

    def reads(self) -> None:
        """Depend on whoever has the id, and on the parent."""
        self.depend_on_place()
        self.widen()

    def widen(self) -> None:
        """Depend on what is above the parent."""
        depend_on_institutions_above(self, self.fact)

    def check(self) -> None:
        """Refuse a missing parent and a circle."""
        require_institutions_above(self.known, self.fact)
