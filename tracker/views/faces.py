"""Faces: what tables, lists and the pages of others say of a commitment, as plain data that a site keeps."""

import sqlite3
import time
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from tracker.pages.places import page_of
from tracker.projections.cases import Occasions
from tracker.rules.directory import Directory
from tracker.rules.standing import Standing
from tracker.rules.texts import title_of
from tracker.views.belonging import parties_of
from tracker.views.knew import Knew
from tracker.views.moment import Moment
from tracker.views.outlook import deadlines
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
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


class FacedView(StatusView):
    """A status view in which the faces of a site stand in for all standings: who counts asks no more."""

    def __init__(self, connection: sqlite3.Connection, moment: Moment, faces: list[Face]) -> None:
        super().__init__(connection, moment)
        self._faces = faces

    def standings(self, selection: Selection) -> list[Standing]:
        """Give all that is published."""
        assert selection == Selection()  # noqa: S101 (nothing on a site narrows what is counted)
        return cast("list[Standing]", self._faces)


def who_is_who(directory: Directory) -> Row:
    """Give what all pages rest on: who is who, and the calendar that recorded days are told in."""
    return {
        "institutions": sorted(map(list, {*directory.institutions.values()}), key=str),
        "topics": sorted([*key, to] for key, to in directory.topics.items()),
        "zone": [*time.tzname, time.timezone],  # days of recording are local
    }
