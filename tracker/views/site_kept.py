"""A site with the faces kept of the last time: what nothing happened to since is not loaded again."""

import json
import sqlite3
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from tracker.projections.cases import load_directory
from tracker.views.faces import Face, Side, who_is_who
from tracker.views.knew import compared
from tracker.views.moment import Moment
from tracker.views.selection import Selection
from tracker.views.site import Site
from tracker.views.sweep import Sweep, digest, refers_to
from tracker.views.wish import Wish


class Basis(NamedTuple):
    """What faces rest on: a key of what all have in common, the last event of their log, the day compared."""

    key: str
    store: str | None
    position: int
    event: str
    then: str
    then_position: int


def written(faces: Mapping[str, Face], basis: Basis) -> str:
    """Write faces, to be kept beside a site, with a digest by which other hands are noticed."""
    text = json.dumps([basis, [*faces.values()]], separators=(",", ":"))
    return f"{sha256(text.encode()).hexdigest()}\n{text}\n"


def kept(text: str, basis: Basis, connection: sqlite3.Connection) -> dict[str, Face]:
    """Read the faces that were kept, without those of which anything was recorded since.

    None of them where they do not rest on the same, or were written by other hands.
    """
    told, _, rest = text.removesuffix("\n").partition("\n")
    if sha256(rest.encode(errors="replace")).hexdigest() != told:
        return {}
    try:
        of, rows = json.loads(rest)
        before = Basis(*of)
        if not _is_the_beginning_of(before, basis, connection):
            return {}
        gone = touched(connection, before.position, basis.position)
        faces = (Face(*row) for row in rows)
        return {
            face.id: face._replace(sides=[Side(*side) for side in face.sides])
            for face in faces
            if face.id not in gone
        }
    except (ValueError, TypeError, RecursionError):
        return {}


def _is_the_beginning_of(before: Basis, basis: Basis, connection: sqlite3.Connection) -> bool:
    """Say whether what was known before is known still, and speaks of the same days."""
    if (before.key, before.store, before.then) != (basis.key, basis.store, basis.then):
        return False
    if before.position > basis.position or before.then_position not in {
        basis.then_position,
        before.position,  # what was known by then was all there was; what came since is new anyway
    }:
        return False
    found = connection.execute("SELECT id FROM event WHERE position = ?", (before.position,)).fetchone()
    return (found[0] if found else "") == before.event


_SINCE = "(known_from > :after AND known_from <= :k OR known_until > :after AND known_until <= :k)"
_WHOSE = (
    ("commitment", "id"),
    ("claim", "commitment"),
    ("revision", "commitment"),
    ("turn", "commitment"),
    ("turn", "superseded_by"),
    ("evidence", "substr(about, 12)"),
)


def touched(connection: sqlite3.Connection, after: int, until: int) -> set[str]:
    """List the commitments about which, or about whose occasions, anything was recorded between positions."""
    between = {"after": after, "k": until}
    found = {
        name
        for table, key in _WHOSE
        for (name,) in connection.execute(f"SELECT {key} FROM {table} WHERE {_SINCE}", between)
    }
    occasions = {name for (name,) in connection.execute(f"SELECT id FROM occasion WHERE {_SINCE}", between)}
    if occasions:
        found |= {
            name
            for name, reference in refers_to(connection, until)
            if reference.rpartition(":")[2] in occasions
        }
    return found


def basis_of(connection: sqlite3.Connection, moment: Moment, wish: Wish, program: str) -> Basis:
    """Say what the faces of a site rest on."""
    (store,) = connection.execute("SELECT store FROM meta").fetchone()
    last = connection.execute(
        "SELECT position, id FROM event WHERE position <= ? ORDER BY position DESC LIMIT 1",
        (moment.known_at,),
    ).fetchone()
    position, event = last or (0, "")
    unreadable = connection.execute("SELECT position FROM unreadable ORDER BY position").fetchall()
    who = who_is_who(load_directory(connection, moment.known_at))
    key = digest([program, moment.day, wish[1:], who, unreadable])
    then, then_position = compared(connection, moment)
    return Basis(key, store, position, event, then, then_position)


def site_at(connection: sqlite3.Connection, moment: Moment, wish: Wish) -> Site:
    """Load a site at a moment."""
    return Site(Sweep(connection, _english(moment), wish.selection), wish, {})


def site_again(connection: sqlite3.Connection, moment: Moment, wish: Wish, basis: Basis, before: str) -> Site:
    """Load a site at a moment; what was kept of the last time is not worked out again where it holds."""
    known = kept(before, basis, connection) if wish.selection == Selection() else {}
    return Site(Sweep(connection, _english(moment), wish.selection, known), wish, known)


def _english(moment: Moment) -> Moment:
    return moment._replace(lang="en", sentences="en")
