"""Record a binational institution: an agreement, a dialogue, an organization, a programme."""

from tracker.decisions.use_case import Recording


class RecordMechanism(Recording):
    """A mechanism's id is taken once."""

    def reads(self) -> None:
        """Depend on whoever has the id."""
        self.depend_on_place()
