"""What we knew when: how everything stood a year ago as known then, as we know it now, and how it stands."""

from dataclasses import replace
from datetime import date
from typing import Any

from tracker.environment import local_time
from tracker.pages.places import page_of
from tracker.rules.standing import Standing, stand
from tracker.views.moment import known_at, position_of
from tracker.views.sweep import Sweep, as_known_then

Row = dict[str, Any]
COMPARED = ("status", "schedule", "deadline")
MOST = 300


def knew(sweep: Sweep, lang: str) -> Row:
    """Compare a day a year before with now; where nothing was known yet, the day recording began.

    Rows have the `cells` of the three states, None where a commitment did not count, and say of each
    cell whether it differs from the one before: what we learnt since, and what changed since.
    """
    then, position = _then(sweep)
    moment = replace(sweep.moment, day=then, known_at=position)
    before = as_known_then(sweep, moment)
    view = sweep.views[lang]
    learnt = {
        each.case.id: found
        for each in sweep.standings
        if (found := stand(each.case, then, view.directory)) is not None
    }
    rows = []
    for name in sorted({*before, *learnt, *sweep.by_id}):
        states = [before.get(name), learnt.get(name), sweep.by_id.get(name)]
        cells = [_cells(each) for each in states]
        if cells[0] == cells[1] == cells[2]:
            continue
        standing = next(each for each in reversed(states) if each)
        rows.append(
            {
                "id": name,
                "title": view.title(standing),
                "href": page_of("commitments", name) if name in sweep.by_id else None,
                "cells": [
                    {"values": cell, "changed": _changed(cells[place - 1], cell) if place else []}
                    for place, cell in enumerate(cells)
                ],
            }
        )
    return {"then": then, "position": position, "rows": rows[:MOST], "more": len(rows) - len(rows[:MOST])}


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
    return standing and {key: getattr(standing, key) for key in COMPARED}


def _changed(before: Row | None, after: Row | None) -> list[str]:
    if before is None or after is None:
        return [] if before is after else list(COMPARED)
    return [key for key in COMPARED if before[key] != after[key]]
