"""The stored form of a fact: canonical UTF-8 JSON of its fields, with its stamp under `stamp`.

Canonical means sorted keys, no spaces and no escapes beyond JSON's own, so that two machines
give one fact the same bytes. Loads neither pydantic nor eventsourcing: views read by it.
"""

import json
from typing import Any, NamedTuple

from events.canonical import canonical
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


def encode(fields: Fields, stamp: Fields) -> bytes:
    """Give the stored form of a fact."""
    return canonical({**fields, "stamp": stamp}).encode()


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
    """Read the stored form of a fact, or say which event of which store cannot be read."""
    try:
        return decode(position, stored_type, data)
    except NO_FACT as error:
        raise unreadable(f"the store {store}", position, error) from error


def read_id(store: object, position: int, data: str | bytes) -> str:
    """Read the id in the stored form of a fact, or say which event of which store cannot be read."""
    try:
        event_id = json.loads(data)["stamp"]["id"]
        if isinstance(event_id, str):
            return event_id
        raise TypeError("an event id is a text")
    except NO_FACT as error:
        raise unreadable(f"the store {store}", position, error) from error


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
    return StoredFact(position, stored_type, upcast(stored_type, stamp["schema_version"], fields), stamp)
