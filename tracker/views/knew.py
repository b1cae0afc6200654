"""What we knew when: how everything stood a year ago as known then, as we know it now, and how it stands."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from tracker.environment import local_time
from tracker.pages.places import page_of
from tracker.rules.standing import Standing, stand
from tracker.views.moment import known_at, position_of
from tracker.views.sweep import Sweep, as_known_then

Row = dict[str, Any]
COMPARED = ("status", "schedule", "deadline")
MOST = 300


class Knew(NamedTuple):
    """What is compared: the day then and what was known by it; of each commitment its three states."""

    then: str
    position: int
    states: dict[str, tuple[Standing | None, Standing | None, Standing | None]]

    def told(self, sweep: Sweep, lang: str) -> Row:
        """Give the rows that differ; each cell says what in it differs from the one before it.

        In the middle that is what we learnt since, on the right what changed since.
        """
        view = sweep.views[lang]
        names = sorted(self.states)
        rows = []
        for name in names[:MOST]:
            cells = [_cells(state) for state in self.states[name]]
            standing = next(state for state in reversed(self.states[name]) if state)
            marked = [[], *(_changed(*pair) for pair in pairwise(cells))]
            rows.append(
                {
                    "id": name,
                    "title": view.title(standing),
                    "href": page_of("commitments", name) if name in sweep.by_id else None,
                    "cells": [
                        {"values": cell, "changed": changed}
                        for cell, changed in zip(cells, marked, strict=True)
                    ],
                }
            )
        return {"then": self.then, "position": self.position, "rows": rows, "more": len(names) - len(rows)}


def knew(sweep: Sweep) -> Knew:
    """Compare a day a year before with now; where nothing was known yet, the day recording began."""
    then, position = _then(sweep)
    directory = sweep.views["en"].directory
    since = {each.case.id: stand(each.case, then, directory) for each in sweep.standings}
    before = as_known_then(sweep, replace(sweep.moment, day=then, known_at=position), since)
    states = {
        name: (before.get(name), since.get(name), sweep.by_id.get(name)) for name in {*before, *sweep.by_id}
    }
    differing = {
        name: three
        for name, three in states.items()
        if not (_cells(three[0]) == _cells(three[1]) == _cells(three[2]))
    }
    return Knew(then, position, differing)


def _then(sweep: Sweep) -> tuple[str, int]:
    day = date.fromisoformat(sweep.moment.day)
    year_before = date.fromordinal(max(1, day.toordinal() - 365)).isoformat()
    position = _known_on(sweep, year_before)
    if position:
        return year_before, position
    first = sweep.connection.execute("SELECT known_at FROM event ORDER BY position LIMIT 1").fetchone()
    began = min(local_time(first[0])[:10], sweep.moment.day) if first else year_before
    return began, _known_on(sweep, began)


def _known_on(sweep: Sweep, day: str) -> int:
    asked = known_at(day, date.fromisoformat(sweep.moment.day))
    return min(sweep.moment.known_at, position_of(sweep.connection, asked))


def _cells(standing: Standing | None) -> Row | None:
    return {key: getattr(standing, key) for key in COMPARED} if standing else None


def _changed(before: Row | None, after: Row | None) -> list[str]:
    if before is None or after is None:
        return [] if before is after else list(COMPARED)
    return [key for key in COMPARED if before[key] != after[key]]
