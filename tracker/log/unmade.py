"""The recorder of a store that is not there yet: what is decided on it makes the store by being appended."""

from collections.abc import Sequence

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSubscription,
)
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import ProgrammingError

from tracker.log.store import Store


class UnmadeRecorder(DCBRecorder):
    """Finds nothing until there is a store; the first append makes it, a refusal or a dry run does not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._recorder: DCBRecorder | None = None

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Read what matches, if anybody has made the store meanwhile."""
        if self._recorder is None and not self._store.exists():
            return SimpleDCBReadResponse(iter(()), None)
        return self._made().read(query, after=after, limit=limit)

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Make the store if it is not there, and append."""
        return self._made().append(events, condition)

    def subscribe(
        self,
        query: DCBQuery | None = None,  # noqa: ARG002 (of the library)
        *,
        after: int | None = None,  # noqa: ARG002 (of the library)
    ) -> DCBSubscription["UnmadeRecorder"]:
        """Refuse: nobody follows what is not there."""
        raise ProgrammingError("a store that is not there cannot be followed")

    def close(self) -> None:
        """Close the recorder of the store, if it was made."""
        close = getattr(self._recorder, "close", None)
        if close is not None:
            close()

    def _made(self) -> DCBRecorder:
        if self._recorder is None:
            self._recorder = self._store.recorder()
        return self._recorder
