"""Upcasters: how a fact stored by an older schema version is read by this one.

An upcaster is one function from the stored fields of a type at one version to the fields of
the next, registered under both; it works on plain dictionaries, before any validation, so that
the views and the decisions read old facts the same way. There is one version so far.
"""

from collections.abc import Callable
from typing import Any

SCHEMA_VERSION = 1

Fields = dict[str, Any]
UPCASTERS: dict[tuple[str, int], Callable[[Fields], Fields]] = {}
"""(stored type, the version it was stored with) → the function to the next version."""


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
