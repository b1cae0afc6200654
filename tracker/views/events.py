"""Finds events of the log in a view: one by how it is written, a user's last, those that are no facts."""

import sqlite3

from tracker.errors import NotFoundError

_NUMBER_DIGITS = 18
"""Of the greatest position SQLite can be asked for."""
_LAST = "\U0010ffff"


def event_id(connection: sqlite3.Connection, reference: str) -> str:
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
