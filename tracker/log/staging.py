"""A log in memory laid over another: parts of one big recording are decided on it, then appended at once."""

from collections.abc import Iterator, Sequence

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import ProgrammingError


class StagingRecorder(DCBRecorder):
    """What is appended here is seen here; `commit` appends it all to a recorder, or none of it.

    The log below is seen as it was at the first read; what others append to it since is found by the
    condition of the one append, which is that of all parts.
    """

    def __init__(self, below: DCBRecorder) -> None:
        self._below = below
        self._head: int | None = None
        self._staged: list[DCBEvent] = []
        self._by_tag: dict[str, list[int]] = {}
        self._depends_on: dict[tuple[tuple[str, ...], tuple[str, ...]], None] = {}

    def __len__(self) -> int:
        return len(self._staged)

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Read what matches below, then what matches here."""
        found = self._below.read(query, after=after)
        if self._head is None:
            self._head = found.head or 0
        events = [each for each in found if each.position <= self._head]
        events += [
            DCBSequencedEvent(self._staged[place], self._head + place + 1)
            for place in sorted(self._matching(query or DCBQuery()))
            if self._head + place + 1 > (after or 0)
        ]
        return SimpleDCBReadResponse(iter(events[:limit]), self._head + len(self._staged) or None)

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Stage events; nobody else appends here, so that no condition fails."""
        for item in condition.fail_if_events_match.items if condition else ():
            self._depends_on[tuple(item.types), tuple(item.tags)] = None
        for event in events:
            for tag in event.tags:
                self._by_tag.setdefault(tag, []).append(len(self._staged))
            self._staged.append(event)
        return (self._head or 0) + len(self._staged)

    def subscribe(
        self,
        query: DCBQuery | None = None,  # noqa: ARG002 (of the library)
        *,
        after: int | None = None,  # noqa: ARG002 (of the library)
    ) -> DCBSubscription["StagingRecorder"]:
        """Refuse: nobody follows what is not recorded yet."""
        raise ProgrammingError("what is staged cannot be followed")

    def commit(self, recorder: DCBRecorder) -> int:
        """Append all that is staged, in one append; IntegrityError if anything it rests on has changed."""
        items = [DCBQueryItem(list(types), list(tags)) for types, tags in self._depends_on]
        return recorder.append(self._staged, DCBAppendCondition(DCBQuery(items), self._head))

    def _matching(self, query: DCBQuery) -> set[int]:
        if not query.items:
            return set(range(len(self._staged)))
        return {place for item in query.items for place in self._matching_item(item)}

    def _matching_item(self, item: DCBQueryItem) -> Iterator[int]:
        places: Sequence[int] = self._by_tag.get(item.tags[0], ()) if item.tags else range(len(self._staged))
        for place in places:
            event = self._staged[place]
            if (not item.types or event.type in item.types) and (
                len(item.tags) < 2 or set(item.tags) <= set(event.tags)  # noqa: PLR2004 (the first is looked up)
            ):
                yield place
