"""The stored form of a fact: canonical UTF-8 JSON of its fields, with its stamp under `stamp`.

Canonical means sorted keys, no spaces and no escapes beyond JSON's own, so that two machines
give one fact the same bytes. Loads neither pydantic nor eventsourcing: views read by it.
"""

import json
from typing import Any, NamedTuple

from events.canonical import canonical
from events.upcasting import upcast

Fields = dict[str, Any]


class StoredFact(NamedTuple):
    """A fact as it was read: its position, stored type, fields (upcast) and stamp."""

    position: int
    type: str
    fields: Fields
    stamp: Fields


class RawEvent(NamedTuple):
    """An event as it lies in a log."""

    position: int
    type: str
    data: str
    tags: list[str]


def encode(fields: Fields, stamp: Fields) -> bytes:
    """Give the stored form of a fact."""
    return canonical({**fields, "stamp": stamp}).encode()


def decode(position: int, stored_type: str, data: str | bytes) -> StoredFact:
    """Read the stored form of a fact, brought up to this schema version."""
    fields = json.loads(data)
    stamp = fields.pop("stamp")
    return StoredFact(position, stored_type, upcast(stored_type, stamp["schema_version"], fields), stamp)
