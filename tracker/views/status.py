"""The status table at one moment: the commitments selected, and the row of each (CONTRACT §3, §4)."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest, nsmallest
from itertools import islice
from typing import Any, Protocol

from events.statuses import roll_up
from tracker.projections.cases import load_cases, load_directory, load_lean_cases
from tracker.rules.case import Case
from tracker.rules.directory import Directory
from tracker.rules.standing import Standing, stand
from tracker.rules.texts import title_of
from tracker.views.candidates import Candidates
from tracker.views.moment import Moment
from tracker.views.selection import BY_ID, Asked, Selection, filters, order

Row = dict[str, Any]

Load = Callable[[sqlite3.Connection, Iterable[str], int], list[Case]]


class Passing(Protocol):
    """Works out the standings that pass all filters, from cases loaded whole unless it is told otherwise."""

    def __call__(self, names: Iterable[str], load: Load = ...) -> Iterator[Standing]:
        """Give them in the order of the names."""


PAGE = 50
"""How many commitments are loaded at a time, at most."""


@dataclass
class StatusView:
    """The status table of a view at one moment."""

    connection: sqlite3.Connection
    moment: Moment
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        self.directory = load_directory(self.connection, self.moment.known_at)

    def rows(self, selection: Selection | None = None) -> list[Row]:
        """Give the rows selected, whole."""
        return self.rows_of(self.standings(selection or Selection()))

    def rows_of(self, standings: Sequence[Standing]) -> list[Row]:
        """Give the rows of some standings, children included."""
        children = self._children([standing.case.id for standing in standings])
        return [self.row_of(standing, children.get(standing.case.id)) for standing in standings]

    def standings(self, selection: Selection) -> list[Standing]:
        """Work out how the selected commitments stand, in order.

        NotFoundError if the selection names what occurs nowhere in the store.
        """
        if selection.has_names:
            from tracker.views.occurring import checked  # noqa: PLC0415 (start-up)

            selection = checked(self.connection, selection)
        asked = Asked(self.connection, self.moment, self.directory)
        wanted = filters(selection, asked)
        first = PAGE if selection.limit is None else min(PAGE, max(1, selection.limit))

        def passing(names: Iterable[str], load: Load = load_cases) -> Iterator[Standing]:
            found = self.standings_of(names, first, load)
            return (standing for standing in found if all(each.test(standing) for each in wanted))

        return list(islice(_ordered(selection, Candidates(asked, wanted), passing), selection.limit))

    def standing(self, commitment: str) -> Standing | None:
        """Work out how one commitment stands; None if it does not count at this moment."""
        return next(self.standings_of([commitment]), None)

    def standings_of(
        self, names: Iterable[str], first: int = PAGE, load: Load = load_cases
    ) -> Iterator[Standing]:
        """Work out standings a page at a time, so that whoever has enough ends the work early.

        `first` is how many may be enough; each page after it is twice as long, up to PAGE.
        """
        waiting, page = iter(names), first
        while those := list(islice(waiting, page)):
            for case in load(self.connection, those, self.moment.known_at):
                if standing := stand(case, self.moment.day, self.directory):
                    yield standing
            page = min(2 * page, PAGE)

    def children_of(self, parent: str) -> list[Standing]:
        """List the direct children of a commitment."""
        rows = self.connection.execute(
            "SELECT commitment FROM facet WHERE field = 'parent' AND value = ? ORDER BY commitment",
            (parent,),
        ).fetchall()
        children = self.standings_of(name for (name,) in rows)
        return [child for child in children if child.fields["parent"] == parent]

    def title(self, standing: Standing) -> str:
        """Give the title in the language asked for."""
        return title_of(standing.fields, self.moment.lang)

    def row_of(self, standing: Standing, children: Row | None) -> Row:
        """Give the row of a standing, whose children are rolled up already."""
        fields, last = standing.fields, standing.last_update
        return {
            "commitment": standing.case.id,
            "title": self.title(standing),
            "themes": standing.themes,
            "project": standing.project,
            "parent": fields["parent"],
            "obligors": standing.obligors,
            "proposed_by": standing.proposed_by,
            "lead": fields["lead"] or [],
            "occasion": standing.occasion,
            "agreed": standing.agreed,
            "reported": standing.reported,
            "assessed": standing.assessed,
            "status": standing.status,
            "status_by": standing.status_by,
            "disagreement": standing.disagreement,
            "children": children,
            "schedule": standing.schedule,
            "deadline": standing.deadline,
            "baseline_deadline": standing.baseline,
            "days_late": standing.days_late,
            "last_update": last.effective if last else None,
            "evidence": standing.evidence,
            "stale": standing.is_stale,
        }

    def _children(self, parents: list[str]) -> dict[str, Row]:
        rows = self.connection.execute(
            "SELECT DISTINCT commitment FROM facet WHERE field = 'parent'"
            " AND value IN (SELECT value FROM json_each(?))",
            (json.dumps(parents),),
        ).fetchall()
        statuses: dict[str, list[str]] = {}
        for standing in self.standings_of(name for (name,) in rows):
            if parent := standing.fields["parent"]:
                statuses.setdefault(parent, []).append(standing.status)
        return {parent: {"count": len(each), "status": roll_up(each)} for parent, each in statuses.items()}


def _ordered(
    selection: Selection,
    candidates: Candidates,
    passing: Passing,
) -> Iterable[Standing]:
    """Give what passes in the order asked for; who reads the first few has not worked out the others."""
    sort = selection.sort or ""
    descending, by = sort.startswith("-"), order(sort.lstrip("-") or BY_ID)
    if selection.search:
        found = passing(candidates.with_words(selection.search))
        return sorted(found, key=by.key, reverse=descending) if sort else found
    if by is order(BY_ID):
        return passing(candidates.by_id(descending=descending))
    if candidates.stand_is_told:
        told = candidates.in_order(by.current, descending=descending, limit=selection.limit)
        return passing(told)
    keys = map(by.key, passing(candidates.by_id(), load_lean_cases))
    pick = nlargest if descending else nsmallest
    first = sorted(keys, reverse=descending) if selection.limit is None else pick(selection.limit, keys)
    return passing(name for _, name in first)
