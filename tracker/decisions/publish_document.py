"""Record that a document was published."""

from tracker.decisions.use_case import Recording


class PublishDocument(Recording):
    """A document's id is taken once."""

    def reads(self) -> None:
        """Depend on whoever has the id."""
        self.depend_on_place()
