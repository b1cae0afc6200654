"""What we knew when: how everything stood a year ago as known then, as we know it now, and how it stands."""

import sqlite3
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from tracker.environment import local_time
from tracker.pages.places import page_of
from tracker.rules.standing import Standing, stand
from tracker.rules.texts import title_of
from tracker.views.moment import Moment, known_at, position_of
from tracker.views.sweep import LANGUAGES, Sweep, as_known_then

Row = dict[str, Any]
COMPARED = ("status", "schedule", "deadline")
MOST = 300


class Differing(NamedTuple):
    """A commitment that differs: its titles by language, and its three states, None where it was none."""

    titles: dict[str, str]
    cells: list[Row | None]


class Knew(NamedTuple):
    """What is compared: the day then and what was known by it; the commitments that differ."""

    then: str
    position: int
    differing: dict[str, Differing]

    def told(self, sweep: Sweep, lang: str) -> Row:
        """Give the rows that differ; each cell says what in it differs from the one before it.

        In the middle that is what we learnt since, on the right what changed since.
        """
        names = sorted(self.differing)
        rows = []
        for name in names[:MOST]:
            titles, cells = self.differing[name]
            marked = [[], *(_changed(*pair) for pair in pairwise(cells))]
            rows.append(
                {
                    "id": name,
                    "title": titles[lang],
                    "href": page_of("commitments", name) if sweep.has(name) else None,
                    "cells": [
                        {"values": cell, "changed": changed}
                        for cell, changed in zip(cells, marked, strict=True)
                    ],
                }
            )
        return {"then": self.then, "position": self.position, "rows": rows, "more": len(names) - len(rows)}


def knew(sweep: Sweep) -> Knew:
    """Compare a day a year before with now; where nothing was known yet, the day recording began."""
    then, position = compared(sweep.connection, sweep.moment)
    since = {each.case.id: stand(each.case, then, sweep.view.directory) for each in sweep.standings}
    before = as_known_then(sweep, sweep.moment._replace(day=then, known_at=position), since)
    differing = {}
    for name in {*before, *(each.case.id for each in sweep.standings)}:
        states = (before.get(name), since.get(name), sweep.by_id.get(name))
        cells = [_cells(state) for state in states]
        if not cells[0] == cells[1] == cells[2]:
            last = next(state for state in reversed(states) if state)
            differing[name] = Differing({lang: title_of(last.fields, lang) for lang in LANGUAGES}, cells)
    return Knew(then, position, differing)


def compared(connection: sqlite3.Connection, moment: Moment) -> tuple[str, int]:
    """Give the day that is compared with now, and the position known by it."""
    day = date.fromisoformat(moment.day)
    year_before = date.fromordinal(max(1, day.toordinal() - 365)).isoformat()
    position = _known_on(connection, moment, year_before)
    if position:
        return year_before, position
    first = connection.execute("SELECT known_at FROM event ORDER BY position LIMIT 1").fetchone()
    began = min(local_time(first[0])[:10], moment.day) if first else year_before
    return began, _known_on(connection, moment, began)


def _known_on(connection: sqlite3.Connection, moment: Moment, day: str) -> int:
    asked = known_at(day, date.fromisoformat(moment.day))
    return min(moment.known_at, position_of(connection, asked))


def _cells(standing: Standing | None) -> Row | None:
    return {key: getattr(standing, key) for key in COMPARED} if standing else None


def _changed(before: Row | None, after: Row | None) -> list[str]:
    if before is None or after is None:
        return [] if before is after else list(COMPARED)
    return [key for key in COMPARED if before[key] != after[key]]
