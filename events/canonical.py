"""Canonical JSON: sorted keys, no spaces, no escapes beyond JSON's own; one value has one text."""

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Any) -> str:
    """Give the canonical JSON text of a value."""
    return _ENCODER.encode(value)


def stored_form(fields: dict[str, Any], stamp: dict[str, Any]) -> bytes:
    """Give the stored form of a fact: its fields, with its stamp under `stamp`, as UTF-8."""
    return canonical({**fields, "stamp": stamp}).encode()
