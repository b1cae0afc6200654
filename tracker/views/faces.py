"""Faces: what tables, lists and the pages of others say of a commitment, as plain data that a site keeps."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tracker.pages.places import page_of
from tracker.projections.cases import Occasions
from tracker.rules.standing import Standing
from tracker.rules.texts import title_of
from tracker.views.belonging import parties_of
from tracker.views.knew import Knew
from tracker.views.outlook import deadlines
from tracker.views.status import Row
from tracker.views.sweep import LANGUAGES, Sweep, digest, refers_to


class Side(NamedTuple):
    """How one side stands."""

    obligor: str
    status: str


class Face(NamedTuple):
    """What is said of a commitment elsewhere than on its own page; much of it under the names of a standing.

    `facts` is a digest of what was recorded of it, `shown` one of what pages near it show, `lines` one of
    its line in each language. `then` has its three states where they differ, `due` its open deadline.
    """

    id: str
    titles: dict[str, str]
    themes: list[str]
    project: str | None
    obligors: list[str]
    institutions: list[str]
    parties: list[str]
    occasion: str | None
    is_agreed: bool
    sides: list[Side]
    status: str
    status_by: list[str]
    schedule: str
    deadline: str | None
    days_late: int
    disagreement: bool
    is_stale: bool
    parent: str | None
    superseded_by: list[str]
    newest: int
    facts: str
    shown: str
    lines: dict[str, str]
    then: list[Row | None] | None
    due: Row | None

    def line(self, lang: str) -> Row:
        """Give its line in the tables of a site."""
        return {
            "id": self.id,
            "title": self.titles[lang],
            "href": page_of("commitments", self.id),
            "themes": self.themes,
            "parties": self.parties,
            "status": self.status,
            "by": self.status_by,
            "schedule": self.schedule,
            "deadline": self.deadline or "",
            "days_late": self.days_late,
            "disagreement": self.disagreement,
            "stale": self.is_stale,
        }


def faces_of(sweep: Sweep, knew: Knew, base_url: str) -> dict[str, Face]:
    """Give the faces of what was swept."""
    occasions = _occasions_of(sweep)
    return {
        each.case.id: _face(each, sweep, knew, base_url, occasions.get(each.case.id, ()))
        for each in sweep.all
    }


def _face(standing: Standing, sweep: Sweep, knew: Knew, base_url: str, occasions: Iterable[Any]) -> Face:
    name, fields = standing.case.id, standing.fields
    differing = knew.differing.get(name)
    face = Face(
        id=name,
        titles={lang: title_of(fields, lang) for lang in LANGUAGES},
        themes=standing.themes,
        project=standing.project,
        obligors=standing.obligors,
        institutions=standing.institutions,
        parties=parties_of(standing, sweep.view),
        occasion=standing.occasion,
        is_agreed=standing.is_agreed,
        sides=[Side(side.obligor, side.status) for side in standing.sides],
        status=standing.status,
        status_by=standing.status_by,
        schedule=standing.schedule,
        deadline=standing.deadline,
        days_late=standing.days_late,
        disagreement=standing.disagreement,
        is_stale=standing.is_stale,
        parent=fields["parent"],
        superseded_by=[turn.superseded_by for turn in standing.turns if turn.superseded_by],
        newest=sweep.newest[name],
        facts=digest([sweep.touching[name], list(occasions)]),
        shown=digest([name, standing.status, fields["title"], fields["text"]]),
        lines={},
        then=differing.cells if differing else None,
        due=next(iter(deadlines(sweep.view, [standing], base_url)), None),
    )
    return face._replace(lines={lang: digest([*face.line(lang).values()]) for lang in LANGUAGES})


def _occasions_of(sweep: Sweep) -> dict[str, list[Any]]:
    """Give for each commitment the occasions that its events refer to, as they stand and as they stood."""
    until = sweep.moment.known_at
    standing = Occasions(sweep.connection, until)
    known = Occasions(sweep.connection, until, even_retracted=True)
    found: dict[str, set[str]] = {}
    for name, reference in refers_to(sweep.connection, until):
        if name in sweep.touching:
            found.setdefault(name, set()).add(reference)
    return {
        name: [[each, standing.get(each), known.get(each)] for each in sorted(references)]
        for name, references in found.items()
    }


# Kept from one time to the next


class Basis(NamedTuple):
    """What faces rest on: a key of what all have in common, the last event of their log, the day compared."""

    key: str
    store: str | None
    position: int
    event: str
    then: str
    then_position: int


def written(faces: Mapping[str, Face], basis: Basis) -> str:
    """Write faces, to be kept beside a site."""
    return json.dumps([basis, [*faces.values()]], ensure_ascii=False, separators=(",", ":"))


def kept(text: str, basis: Basis, connection: sqlite3.Connection) -> dict[str, Face]:
    """Read the faces that were kept, without those of which anything was recorded since.

    None of them where they do not rest on the same, or were written by other hands.
    """
    try:
        of, rows = json.loads(text)
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
