"""Finds what a user means by a reference: an id, or the beginning of exactly one; and which events."""

import sqlite3
from typing import NamedTuple

from events.references import split
from tracker.errors import AmbiguousError, NotFoundError

SHOWN = 10

_SELECTS = {
    "commitment": "SELECT DISTINCT id AS name FROM commitment",
    "meeting": "SELECT DISTINCT id AS name FROM occasion WHERE kind = 'meeting'",
    "document": "SELECT DISTINCT id AS name FROM occasion WHERE kind = 'document'",
    "institution": (
        "SELECT DISTINCT party || '/' || id AS name FROM institution"
        " UNION SELECT id FROM institution GROUP BY id HAVING count(DISTINCT party) = 1"
    ),
    "official": ("SELECT DISTINCT name FROM member UNION SELECT shown FROM person"),
    "mechanism": "SELECT DISTINCT id AS name FROM mechanism",
    "topic": "SELECT DISTINCT id AS name FROM topic",
}
_LISTS = {
    "commitment": "List commitments: tracker status -f ids.",
    "meeting": "List meetings and documents: tracker meetings -f ids.",
}
SHOWABLE = ("commitment", "meeting", "document", "institution", "official")
_LAST = "\U0010ffff"
_NUMBER_DIGITS = 18
"""Of the greatest position SQLite can be asked for."""


class Found(NamedTuple):
    """What a reference means."""

    kind: str
    name: str


def find(connection: sqlite3.Connection, reference: str, kinds: tuple[str, ...]) -> Found:
    """Resolve a reference among some kinds; an exact id wins over a prefix, an earlier kind over a later."""
    kind, name = split(reference)
    kinds = (kind,) if kind in kinds else kinds
    wanted = name if kind in kinds else reference
    for each in kinds:
        if wanted in _names(connection, each, wanted, exactly=True):
            return Found(each, wanted)
    candidates = [Found(each, found) for each in kinds for found in _names(connection, each, wanted)]
    candidates = _once(candidates)
    if len(candidates) == 1:
        return candidates[0]
    what = " or ".join((", ".join(kinds[:-1]), kinds[-1])) if len(kinds) > 1 else kinds[0]
    if not candidates:
        near = suggestion(connection, wanted, kinds)
        raise NotFoundError(
            f"there is no {what} {wanted!r}",
            f"Did you mean {near}?" if near else _LISTS.get(kinds[0], _LISTS["commitment"]),
        )
    names = [each.name for each in candidates]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    raise AmbiguousError(f"{wanted!r} may be any of {', '.join(names[:SHOWN])}{more}", "Write more of it.")


def event(connection: sqlite3.Connection, reference: str) -> str:
    """Give the id of an event written as `#41`, `41` or a UUID, or its unambiguous beginning."""
    digits = reference.removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) <= _NUMBER_DIGITS:
        rows = connection.execute("SELECT id FROM event WHERE position = ?", (int(digits),)).fetchall()
    elif digits:
        start = reference.lower()
        rows = connection.execute(
            "SELECT id FROM event WHERE id >= ? AND id <= ? LIMIT 2", (start, start + _LAST)
        ).fetchall()
    else:
        rows = []
    match rows:
        case [(found,)]:
            return str(found)
        case []:
            problem = f"there is no event {reference or repr(reference)}"
        case _:
            problem = f"{reference} begins several event ids"
    raise NotFoundError(problem, "Give its number, like #41, or its id: tracker events lists them.")


def last_batch(
    connection: sqlite3.Connection, user: str, *, of_anyone: bool = False
) -> tuple[str, list[tuple[int, str, str]]]:
    """Find the newest batch of a user, or of anyone, that has a standing event which is no retraction.

    Gives whose it is, and its standing events as (position, id, type).
    """
    row = connection.execute(
        "SELECT batch, recorded_by FROM event WHERE retracted IS NULL"
        " AND type <> 'event.retracted' AND (recorded_by = ? OR ?)"
        " ORDER BY position DESC LIMIT 1",
        (user, of_anyone),
    ).fetchone()
    if row is None:
        raise NotFoundError(
            "there is nothing to undo" if of_anyone else f"there is nothing of {user} to undo",
            "" if of_anyone else "To undo what another user recorded last, add --any.",
        )
    batch, whose = row
    events = connection.execute(
        "SELECT position, id, type FROM event WHERE batch = ? AND retracted IS NULL ORDER BY position",
        (batch,),
    ).fetchall()
    return whose, events


def left_out(connection: sqlite3.Connection, most: int) -> list[tuple[int, str, str]]:
    """List the first events that are no facts and so count nowhere, as (position, type, why)."""
    return connection.execute(
        "SELECT position, u.type, why FROM unreadable u JOIN event USING (position)"
        " WHERE retracted IS NULL ORDER BY position LIMIT ?",
        (most,),
    ).fetchall()


def starting_with(connection: sqlite3.Connection, start: str, kinds: tuple[str, ...]) -> list[Found]:
    """List what a reference may be completed to."""
    return [Found(kind, name) for kind in kinds for name in _names(connection, kind, start)]


def suggestion(connection: sqlite3.Connection, wanted: str, kinds: tuple[str, ...]) -> str | None:
    """Give the closest name to one that does not exist."""
    from difflib import get_close_matches

    names = [name for kind in kinds for name in _names(connection, kind, wanted[:1])]
    return next(iter(get_close_matches(wanted, names, n=1)), None)


def _names(connection: sqlite3.Connection, kind: str, start: str, *, exactly: bool = False) -> list[str]:
    until = start if exactly else start + _LAST
    rows = connection.execute(
        f"SELECT name FROM ({_SELECTS[kind]}) WHERE name >= ? AND name <= ? ORDER BY name LIMIT 1000",
        (start, until),
    )
    return [name for (name,) in rows]


def _once(candidates: list[Found]) -> list[Found]:
    """Let `INM` and `MX/INM` be one candidate, where they are the same institution."""
    full = {each.name for each in candidates if each.kind == "institution" and "/" in each.name}
    short = {name.partition("/")[2] for name in full}
    return [
        each
        for each in candidates
        if each.kind != "institution" or "/" in each.name or each.name not in short
    ]
