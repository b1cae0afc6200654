"""Upcasters: how a fact stored by an older schema version is read by this one.

An upcaster is one function from the stored fields of a type at one version to the fields of
the next, registered under both; it works on plain dictionaries, before any validation, so that
the views and the decisions read old facts the same way. A new type of fact needs none and raises
no version; a changed one does.
"""

from collections.abc import Callable
from typing import Any

SCHEMA_VERSION = 2

Fields = dict[str, Any]


def _themes(fields: Fields) -> Fields:
    """Version 2: a commitment may have several themes."""
    return {
        "themes" if key == "theme" else key: [value] if key == "theme" else value
        for key, value in fields.items()
    }


UPCASTERS: dict[tuple[str, int], Callable[[Fields], Fields]] = {
    ("commitment.agreed", 1): _themes,
    ("commitment.amended", 1): _themes,
}
"""(stored type, the version it was stored with) → the function to the next version."""


def _theme(fields: Fields) -> Fields:
    return {
        "theme" if key == "themes" else key: value[0] if key == "themes" else value
        for key, value in fields.items()
    }


DOWNCASTERS: dict[tuple[str, int], Callable[[Fields], Fields]] = {
    ("commitment.agreed", 1): _theme,
    ("commitment.amended", 1): _theme,
}
"""(stored type, a version) → the way back to it from the next: an old event is kept as it was written."""


def downcast(stored_type: str, version: int, fields: Fields) -> Fields:
    """Give the fields of a fact that was upcast as its version wrote them."""
    for step in range(SCHEMA_VERSION - 1, version - 1, -1):
        downcaster = DOWNCASTERS.get((stored_type, step))
        fields = downcaster(fields) if downcaster else fields
    return fields


class UnreadableVersionError(ValueError):
    """A fact was stored by a newer version of the tracker than this one."""


def upcast(stored_type: str, version: int, fields: Fields) -> Fields:
    """Bring stored fields up to SCHEMA_VERSION; raise UnreadableVersionError for a newer one."""
    if version == SCHEMA_VERSION:
        return fields
    if not 1 <= version < SCHEMA_VERSION:
        msg = f"{stored_type} has schema version {version}; this tracker reads 1 to {SCHEMA_VERSION}"
        raise UnreadableVersionError(msg)
    for step in range(version, SCHEMA_VERSION):
        upcaster = UPCASTERS.get((stored_type, step))
        fields = upcaster(fields) if upcaster else fields
    return fields
