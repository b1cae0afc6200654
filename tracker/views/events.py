"""Finds events of the log in a view: one by how it is written, a user's last, those that are no facts."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from events.sentences import Sentence, at_most, either, joined, sentence
from events.texts import fold
from tracker.errors import NotFoundError, RefusedError

MOST_MEANT = 3
MOST_USERS = 12
MOST_LEFT_OUT = 5
"""Events that are no facts, of which a command says so."""
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
            _must_be_its_own(connection, str(found), digits)
            return str(found)
        case []:
            raise no_event(reference)
        case _:
            raise NotFoundError(sentence("{event} begins several event ids", event=reference), _LISTED)


_LISTED = sentence("Give its number, like #41, or its id: tracker events lists them.")


def no_event(reference: str) -> NotFoundError:
    """Say that there is no such event, and what lists those there are."""
    return NotFoundError(sentence("there is no event {event}", event=reference or repr(reference)), _LISTED)


def _must_be_its_own(connection: sqlite3.Connection, found: str, digits: str) -> None:
    """Refuse an event that was written with the id of one before it: that one would be meant."""
    (first,) = connection.execute("SELECT min(position) FROM event WHERE id = ?", (found,)).fetchone()
    if digits.isdigit() and int(digits) != first:
        raise RefusedError(
            sentence(
                "#{position} has the id of #{first}, so it cannot be told from it",
                position=int(digits),
                first=first,
            ),
            "Another program wrote it: tracker verify says what is wrong with the log.",
        )


def must_have_recorded(connection: sqlite3.Connection, user: str) -> None:
    """Refuse a user who recorded nothing, with whom may be meant."""
    from difflib import get_close_matches  # noqa: PLC0415 (only a refusal needs it)

    users = [name for (name,) in connection.execute("SELECT DISTINCT recorded_by FROM event") if name]
    if user in users:
        return
    like = {fold(name): name for name in users}
    near = [like[found] for found in get_close_matches(fold(user), like, n=MOST_MEANT)]
    said = sentence("nothing was recorded by {user}", user=user)
    raise NotFoundError(
        joined("; ", (said, sentence("did you mean {near}?", near=either(near)))) if near else said,
        sentence("They were: {users}.", users=at_most(MOST_USERS, users)),
    )


UNDONE, REDONE = "undone", "redone"
"""How the reason of a retraction begins that undoes a command, or takes an undoing back."""
CORRECTED = "corrected by "
"""How the reason of a retraction begins that minutes gave; their name follows."""
_WHY = "substr(reason || ':', 1, 7)"
"""The first word of a reason: `undone`, or `undone: because`, but not `undoneness`."""


def why_retracted(reason: str) -> Sentence:
    """Give the reason of a retraction as it is told: what the tracker wrote itself, in words of ours."""
    if reason.startswith(CORRECTED):
        return sentence("corrected by {source}", source=reason.removeprefix(CORRECTED))
    begun, colon, given = reason.partition(":")
    ours = {UNDONE: sentence("undone"), REDONE: sentence("redone")}
    return joined("", (ours.get(begun, begun), colon, given))


class Batch(NamedTuple):
    """A command: whose it was, and its events that stand, as (position, id, type)."""

    user: str
    events: list[tuple[int, str, str]]


def last_batch(connection: sqlite3.Connection, user: str, *, of_anyone: bool = False) -> Batch:
    """Find the newest command of a user, or of anyone, of which anything stands; undoing is none itself."""
    row = connection.execute(
        "SELECT batch, recorded_by FROM event e LEFT JOIN retraction r USING (position)"
        " WHERE retracted IS NULL AND batch <> '' AND (recorded_by = :user OR :anyone)"
        f" AND (reason IS NULL OR {_WHY} NOT IN (:undone || ':', :redone || ':'))"
        " ORDER BY position DESC LIMIT 1",
        {"user": user, "anyone": of_anyone, "undone": UNDONE, "redone": REDONE},
    ).fetchone()
    return _batch(connection, row, sentence("undo"), user, of_anyone=of_anyone)


def last_undoing(connection: sqlite3.Connection, user: str, *, of_anyone: bool = False) -> Batch:
    """Find the newest undoing of a user, or of anyone, that stands."""
    row = connection.execute(
        "SELECT batch, recorded_by FROM event e JOIN retraction r USING (position)"
        f" WHERE retracted IS NULL AND {_WHY} = :undone || ':' AND (recorded_by = :user OR :anyone)"
        " ORDER BY position DESC LIMIT 1",
        {"user": user, "anyone": of_anyone, "undone": UNDONE},
    ).fetchone()
    return _batch(connection, row, sentence("redo"), user, of_anyone=of_anyone)


def _batch(
    connection: sqlite3.Connection, row: tuple[str, str] | None, verb: str, user: str, *, of_anyone: bool
) -> Batch:
    if row is None:
        raise NotFoundError(
            sentence("there is nothing to {verb}", verb=verb)
            if of_anyone
            else sentence("there is nothing of {user} to {verb}", user=user, verb=verb),
            "" if of_anyone else sentence("To {verb} what another user did last, add --any.", verb=verb),
        )
    batch, whose = row
    events = connection.execute(
        "SELECT position, id, type FROM event WHERE batch = ? AND retracted IS NULL ORDER BY position",
        (batch,),
    ).fetchall()
    return Batch(whose, events)


def left_out_of(connection: sqlite3.Connection, event_ids: Iterable[str]) -> dict[str, int]:
    """Give those of some events that are no facts, by their ids, with their positions."""
    return dict(
        connection.execute(
            "SELECT id, position FROM unreadable JOIN event USING (position)"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(event_ids)),),
        ).fetchall()
    )


def left_out(connection: sqlite3.Connection, most: int = MOST_LEFT_OUT) -> list[str]:
    """Say which events, the first of them, are no facts and so count nowhere, and why."""
    rows = connection.execute(
        "SELECT position, u.type, why FROM unreadable u JOIN event USING (position)"
        " WHERE retracted IS NULL ORDER BY position LIMIT ?",
        (most,),
    )
    return [
        sentence(
            "Event #{position} ({type}) is no fact and is left out: {why}."
            " Take it back: tracker retract {position} --reason …",
            position=position,
            type=kind,
            why=why,
        )
        for position, kind, why in rows
    ]
