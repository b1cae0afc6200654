"""Record that a meeting was held."""

from tracker.decisions.use_case import Recording


class HoldMeeting(Recording):
    """A meeting's id is taken once."""

    def reads(self) -> None:
        """Depend on whoever has the id."""
        self.depend_on_place()
