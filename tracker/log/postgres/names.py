"""The names of a log in a database: its schema and tables, and the three roles that may use it."""

import re
from hashlib import sha256
from typing import NamedTuple

SCHEMA = "commitments"
EVENTS = "log_tt_main"
TAGS = "log_tt_tag"
LOG_VERSION = 2
READ_VERSIONS = (1, 2)
"""Logs of version 1 are read and recorded into as they are; their roles were the server's."""

_LONGEST_NAME = 63
_LONGEST_ENDING = len("_archivist")
_NEEDS_NO_QUOTES = re.compile("[a-z_][a-z0-9_]*")


class Roles(NamedTuple):
    """The roles of a store: each may also do what the ones before it may."""

    reader: str
    writer: str
    archivist: str


def stem_of(database: str) -> str:
    """Give what the names of a database's roles begin with; of a long name the beginning and a digest."""
    stem = f"tracker_{database}"
    room = _LONGEST_NAME - _LONGEST_ENDING
    if len(stem.encode()) <= room:
        return stem
    digest = sha256(database.encode()).hexdigest()[:8]
    return f"{stem.encode()[: room - 9].decode(errors='ignore')}_{digest}"


def roles_of(stem: str) -> Roles:
    """Give the roles whose names begin so."""
    return Roles(f"{stem}_reader", f"{stem}_writer", f"{stem}_archivist")


STEM_OF_VERSION_1 = "tracker"


def quoted(name: str) -> str:
    """Write a name as SQL takes it, whatever it is."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def shown(name: str) -> str:
    """Write a name as a person would in SQL: with quotes only where it needs them."""
    return name if _NEEDS_NO_QUOTES.fullmatch(name) else quoted(name)


def grant(role: str, login: str = "LOGIN") -> str:
    """Write the statement that gives a role to a login."""
    return f"GRANT {shown(role)} TO {login if login == 'LOGIN' else shown(login)}"


class Meta(NamedTuple):
    """What a log says of itself: its version, its id (None in version 1), what its roles begin with."""

    version: int
    store_id: str | None
    stem: str

    @property
    def roles(self) -> Roles:
        """The roles that may use it."""
        return roles_of(self.stem)
