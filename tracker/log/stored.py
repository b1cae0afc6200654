"""The stored form of a fact: canonical UTF-8 JSON of its fields, with its stamp under `stamp`.

Canonical means sorted keys, no spaces and no escapes beyond JSON's own, so that two machines
give one fact the same bytes. Loads neither pydantic nor eventsourcing: views read by it.
"""

import contextlib
import json
import re
from typing import Any, NamedTuple

from events.upcasting import UnreadableVersionError, upcast
from tracker.errors import StoreError

Fields = dict[str, Any]


class StoredFact(NamedTuple):
    """A fact as it was read: its position, stored type, fields (upcast) and stamp."""

    position: int
    type: str
    fields: Fields
    stamp: Fields


class RawEvent(NamedTuple):
    """An event as it lies in a log; `fault` says what is wrong with how it lies there.

    What is no UTF-8 in its data is there as lone surrogates, which no text of ours has.
    """

    position: int
    type: str
    data: str
    tags: list[str]
    fault: str = ""


ID_LENGTH = 36
"""Letters of an event id, a UUID."""
UNREADABLE = "unreadable"
"""In place of the type of an event that is no fact; its fields say its `type` and `why`."""

NO_FACT = (ValueError, KeyError, TypeError, RecursionError)
"""What comes of reading an event that is no fact of ours."""


def unreadable(store: str, position: int, error: Exception) -> StoreError:
    """Say which event of a store cannot be read: it is damaged, or of a newer tracker."""
    if isinstance(error, UnreadableVersionError):
        return StoreError(
            f"{store} is newer than this tracker: event #{position}, {error}",
            "Use the tracker that wrote it.",
        )
    return StoreError(
        f"{store} is damaged: event #{position} cannot be read", "Run tracker verify, or restore a backup."
    )


def read_fact(store: object, position: int, stored_type: str, data: str | bytes) -> StoredFact:
    """Read the stored form of a fact; what is none is given as UNREADABLE, so that one event stops nobody.

    An event of a newer tracker is refused: without it, what is read would not be what was recorded.
    """
    try:
        return decode(position, stored_type, data)
    except UnreadableVersionError as error:
        raise unreadable(f"the store {store}", position, error) from error
    except NO_FACT as error:
        why = "its stored form is no JSON" if not _is_json(data) else str(error).partition("\n")[0]
        stamp = {"id": read_id(position, data), "recorded_at": "", "recorded_by": "", "batch": ""}
        return StoredFact(position, UNREADABLE, {"type": stored_type, "why": why}, stamp)


def _is_json(data: str | bytes) -> bool:
    try:
        json.loads(data)
    except NO_FACT:
        return False
    return True


def read_id(position: int, data: str | bytes) -> str:
    """Read the id in the stored form of an event, also of one that is no fact.

    Views and logs compare events by it, so it is read here alone.
    """
    with contextlib.suppress(*NO_FACT):
        event_id = json.loads(data)["stamp"]["id"]
        if isinstance(event_id, str) and len(event_id) == ID_LENGTH:
            return event_id
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data)
    found = _ID.search(text)
    return found[1] if found else unreadable_id(position)


def unreadable_id(position: int) -> str:
    """Give an id to an event that has none: its position, in the form of an id that is never drawn."""
    return f"00000000-0000-0000-0000-{position:012x}"


_ID = re.compile('"id":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')


def read_tags(store: object, position: int, tags: str) -> list[str]:
    """Read the tags of an event, or say of which they cannot be read."""
    try:
        return list(json.loads(tags))
    except NO_FACT as error:
        raise StoreError(
            f"the store {store} is damaged: the tags of event #{position} cannot be read",
            "Run tracker verify, or restore a backup.",
        ) from error


def decode(position: int, stored_type: str, data: str | bytes) -> StoredFact:
    """Read the stored form of a fact, brought up to this schema version."""
    fields = json.loads(data)
    stamp = fields.pop("stamp")
    if len(stamp["id"]) != ID_LENGTH:
        raise ValueError("its id is none")
    return StoredFact(position, stored_type, upcast(stored_type, stamp["schema_version"], fields), stamp)
