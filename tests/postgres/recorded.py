"""Events as a server takes them, made by hand, and how a test appends them."""

import json
from typing import Any
from uuid import uuid4

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem

from tracker.log.postgres.store import PostgresStore

WHEN = "2026-01-01T12:00:00.000000Z"


def event(by: str, *tags: str, stored_type: str = "meeting.held", **fields: Any) -> DCBEvent:
    """Build a well-formed event of somebody, with some tags of its own."""
    stamp = {"id": str(uuid4()), "batch": str(uuid4()), "recorded_at": WHEN, "recorded_by": by}
    return with_stamp(stamp, *tags, stored_type=stored_type, **fields)


def with_stamp(
    stamp: dict[str, Any], *tags: str, stored_type: str = "meeting.held", **fields: Any
) -> DCBEvent:
    """Build an event with a stamp of one's own, and the tags that go with it."""
    data = json.dumps({**fields, "stamp": stamp}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    named = {f"event:{stamp.get('id')}", f"batch:{stamp.get('batch')}", f"by:{stamp.get('recorded_by')}"}
    return DCBEvent(stored_type, data.encode("utf-8", "surrogatepass"), sorted({*tags, *named}))


def id_of(event: DCBEvent) -> str:
    """Give the id of an event."""
    return str(json.loads(event.data)["stamp"]["id"])


def unless_there_is(tag: str, after: int | None = None) -> DCBAppendCondition:
    """Build the condition that no event with a tag is there."""
    return DCBAppendCondition(DCBQuery([DCBQueryItem(tags=[tag])]), after)


def append(store: PostgresStore, *events: DCBEvent, unless: str = "nothing", after: int | None = None) -> int:
    """Append events unless one with a tag is there; by default on a condition that never fails."""
    recorder = store.recorder()
    try:
        return recorder.append(events, unless_there_is(unless, after))
    finally:
        recorder.close()  # type: ignore[attr-defined]


def problem(store: PostgresStore) -> str | None:
    """Give what the log of a store says is wrong with its storage."""
    log = store.read()
    try:
        return log.check()
    finally:
        log.close()
        store.close()


def called(event: DCBEvent) -> str:
    """Write the statement that appends an event, as any client may send it."""
    tags = ", ".join(f"'{tag}'" for tag in event.tags)
    row = f"('{event.type}', convert_to('{event.data.decode()}', 'UTF8'), ARRAY[{tags}])"
    return (
        f"SELECT commitments.dcb_conditional_append_tt('{{}}', NULL, ARRAY[{row}::commitments.dcb_event_tt])"
    )
