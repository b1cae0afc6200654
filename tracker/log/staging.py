"""A log in memory laid over another: parts of one big recording are decided on it, then appended at once."""

from collections.abc import Iterator, Sequence
from sys import intern

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

_BETWEEN = "\x1f"
_OF_A_STAMP = ("event:", "batch:", "by:")
"""Tags that are looked for so seldom that looking at all events is cheaper than an index."""


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
        self._depends_on: dict[tuple[tuple[str, ...], int], dict[str, None]] = {}
        """Types, and how many tags, → the tags: a recording of thousands depends on tens of thousands."""

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
            several = _BETWEEN.join(map(intern, item.tags)) if len(item.tags) > 1 else intern(item.tags[0])
            self._depends_on.setdefault((tuple(item.types), len(item.tags)), {})[several] = None
        for event in events:
            event.tags = list(map(intern, event.tags))
            for tag in event.tags:
                if not tag.startswith(_OF_A_STAMP):
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
        items = [
            DCBQueryItem(list(types), several.split(_BETWEEN))
            for (types, _), tags in self._depends_on.items()
            for several in tags
        ]
        return recorder.append(self._staged, DCBAppendCondition(DCBQuery(items), self._head))

    def _matching(self, query: DCBQuery) -> set[int]:
        if not query.items:
            return set(range(len(self._staged)))
        return {place for item in query.items for place in self._matching_item(item)}

    def _matching_item(self, item: DCBQueryItem) -> Iterator[int]:
        looked_up = next((tag for tag in item.tags if not tag.startswith(_OF_A_STAMP)), None)
        everywhere = range(len(self._staged))
        places: Sequence[int] = everywhere if looked_up is None else self._by_tag.get(looked_up, ())
        for place in places:
            event = self._staged[place]
            if (not item.types or event.type in item.types) and (
                item.tags == [looked_up] or set(item.tags) <= set(event.tags)
            ):
                yield place
