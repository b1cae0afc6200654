"""Record that several spellings are one person."""

from tracker.decisions.use_case import Recording


class ReconcileNames(Recording):
    """A person is shown under one name, with one list of spellings."""

    def reads(self) -> None:
        """Depend on what was reconciled under the name."""
        self.depend_on_place()
