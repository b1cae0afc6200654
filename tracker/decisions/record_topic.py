"""Record a theme or a project."""

from tracker.decisions.use_case import Recording


class RecordTopic(Recording):
    """A topic's id is taken once in its kind."""

    def reads(self) -> None:
        """Depend on whoever has the id."""
        self.depend_on_place()
