"""Commitments at one moment, loaded in one sweep, and for each what was recorded about it."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256

from tracker.projections.cases import KNOWN, load_cases
from tracker.rules.standing import Standing, stand
from tracker.views.moment import Moment
from tracker.views.occurring import checked
from tracker.views.selection import Asked, Selection, filters
from tracker.views.status import StatusView

LANGUAGES = ("en", "es")
_TOUCHING = (
    ("commitment", "id"),
    ("claim", "commitment"),
    ("revision", "commitment"),
    ("turn", "commitment"),
    ("turn", "superseded_by"),
    ("evidence", "about"),
)
Touching = dict[str, list[tuple[int, int | None]]]


class Sweep:
    """Commitments in the order of their ids, and how each stands; of those known already, only the names."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        moment: Moment,
        selection: Selection,
        known: Collection[str] = (),
    ) -> None:
        self.connection = connection
        self.moment = moment
        self.known = known
        self.view = StatusView(connection, moment)
        names = [name for name in names_of(connection, moment.known_at) if name not in known]
        self.all = _all_standings(self.view, names)
        selection = checked(connection, selection)
        self._wanted = filters(selection, Asked(connection, moment, self.view.directory))
        self.standings = [standing for standing in self.all if self.selects(standing)]
        self.by_id = {standing.case.id: standing for standing in self.standings}

    def selects(self, standing: Standing) -> bool:
        """Say whether a standing is one of those wanted."""
        return all(each.test(standing) for each in self._wanted)

    def has(self, commitment: str) -> bool:
        """Say whether a commitment is one of those wanted, loaded or known already."""
        return commitment in self.by_id or commitment in self.known

    def standing(self, commitment: str) -> Standing:
        """Give how a commitment stands, loaded now if it was known already."""
        if commitment not in self.by_id:
            (self.by_id[commitment],) = _all_standings(self.view, [commitment])
        return self.by_id[commitment]

    @cached_property
    def touching(self) -> Touching:
        """The events about each commitment that was loaded, as `touching` gives them."""
        names = [standing.case.id for standing in self.all]
        return touching(self.connection, self.moment.known_at, names, some=bool(self.known))

    @cached_property
    def newest(self) -> dict[str, int]:
        """For each commitment that was loaded the position of what was recorded last about it."""
        return {name: max(map(latest_of, events), default=0) for name, events in self.touching.items()}


def touching(
    connection: sqlite3.Connection, known_at: int, names: Sequence[str], *, some: bool = True
) -> Touching:
    """Give for each commitment the events about it known by then, and which retraction ended each.

    Positions, which are those of one store: its events never change. They are looked up for some names,
    else all are read.
    """
    found: Touching = {name: [] for name in names}
    for table, key in _TOUCHING:
        prefix = "commitment:" if key == "about" else ""
        asked = json.dumps([f"{prefix}{name}" for name in names] if some else None)
        where = f"{key} IN (SELECT value FROM json_each(:names))" if some else f"{key} LIKE '{prefix}%'"
        for name, position, until in connection.execute(
            f"SELECT substr({key}, {len(prefix) + 1}), position, known_until FROM {table}"
            f" WHERE {where} AND known_from <= :k ORDER BY position, known_from",
            {"k": known_at, "names": asked},
        ):
            if name in found:
                found[name].append((position, until if until is not None and until <= known_at else None))
    return found


def refers_to(connection: sqlite3.Connection, known_at: int) -> Iterator[tuple[str, str]]:
    """Give the commitments with the occasions that events about them refer to, standing or not."""
    for table, key in _TOUCHING:
        if table in {"commitment", "turn"}:
            yield from connection.execute(
                f"SELECT DISTINCT {key}, occasion FROM {table}"
                f" WHERE {key} IS NOT NULL AND occasion IS NOT NULL AND known_from <= ?",
                (known_at,),
            )


def latest_of(event: tuple[int, int | None]) -> int:
    """Give the position of what was recorded last of an event: itself, or its retraction."""
    return max(event[0], event[1] or 0)


def digest(value: object) -> str:
    """Give a short digest of plain data."""
    return sha256(json.dumps(value, sort_keys=True, default=list).encode()).hexdigest()[:24]


def _all_standings(view: StatusView, names: Iterable[str]) -> list[Standing]:
    cases = load_cases(view.connection, names, view.moment.known_at)
    return [found for case in cases if (found := stand(case, view.moment.day, view.directory))]


def names_of(connection: sqlite3.Connection, known_at: int) -> list[str]:
    """List the commitments that stand at a position, in the order of their ids."""
    rows = connection.execute(
        f"SELECT DISTINCT id FROM commitment WHERE {KNOWN} ORDER BY id", {"k": known_at}
    )
    return [name for (name,) in rows]


def as_known_then(sweep: Sweep, moment: Moment, since: Mapping[str, Standing | None]) -> dict[str, Standing]:
    """Give how the same commitments stood at an earlier moment, as known then.

    Of those of which nothing was learnt since, what is known now was known then: how they stood on its
    day as known now, which is given.
    """
    view = StatusView(sweep.connection, moment)
    learnt, found = list[Standing](), list[Standing | None]()
    for standing in sweep.standings:
        name = standing.case.id
        if sweep.newest[name] <= moment.known_at:
            found.append(since[name])
        else:
            learnt.append(standing)
    now = {*sweep.known, *(standing.case.id for standing in sweep.all)}
    gone = [name for name in names_of(sweep.connection, moment.known_at) if name not in now]
    found += _all_standings(view, [*(each.case.id for each in learnt), *gone])
    return {each.case.id: each for each in found if each and sweep.selects(each)}
