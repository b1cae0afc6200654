"""All commitments at one moment, loaded in one sweep, and for each a key of all that it is made from."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256

from events.statuses import roll_up
from tracker.projections.cases import KNOWN, Occasions, load_cases
from tracker.rules.standing import Standing, stand
from tracker.views.moment import Moment
from tracker.views.occurring import checked
from tracker.views.selection import Asked, Selection, filters
from tracker.views.status import Row, StatusView

LANGUAGES = ("en", "es")
_TOUCHING = (
    ("commitment", "id"),
    ("claim", "commitment"),
    ("revision", "commitment"),
    ("turn", "commitment"),
    ("turn", "superseded_by"),
    ("evidence", "about"),
)


class SweptView(StatusView):
    """A status view in which all that is asked about everything is answered by one sweep."""

    def __init__(self, connection: sqlite3.Connection, moment: Moment, swept: list[Standing]) -> None:
        super().__init__(connection, moment)
        self._swept = swept

    def standings(self, selection: Selection) -> list[Standing]:
        """Give all that was swept, or what is selected of it."""
        if selection == Selection():
            return self._swept
        wanted = filters(selection, Asked(self.connection, self.moment, self.directory))
        return [standing for standing in self._swept if all(each.test(standing) for each in wanted)]


class Sweep:
    """The commitments selected, in the order of their ids, how each stands, and what belongs to each."""

    def __init__(self, connection: sqlite3.Connection, moment: Moment, selection: Selection) -> None:
        self.connection = connection
        self.moment = moment
        view = StatusView(connection, moment)
        self.all = _all_standings(view)
        selection = checked(connection, selection)
        self._wanted = filters(selection, Asked(connection, moment, view.directory))
        self.standings = [standing for standing in self.all if self.selects(standing)]
        self.by_id = {standing.case.id: standing for standing in self.standings}
        self.children: dict[str, list[Standing]] = {}
        for standing in self.all:
            if parent := standing.fields["parent"]:
                self.children.setdefault(parent, []).append(standing)
        self._rows: dict[str, Row] = {}
        self.views = {
            lang: SweptView(connection, replace(moment, lang=lang, sentences=lang), self.standings)
            for lang in LANGUAGES
        }

    def selects(self, standing: Standing) -> bool:
        """Say whether a standing is one of those wanted."""
        return all(each.test(standing) for each in self._wanted)

    def row(self, commitment: str) -> Row:
        """Give the row of a commitment in the status table; its title is English."""
        if commitment not in self._rows:
            children = self.rolled_up(commitment)
            self._rows[commitment] = self.views["en"].row_of(self.by_id[commitment], children)
        return self._rows[commitment]

    def rolled_up(self, commitment: str) -> Row | None:
        """Count the children of a commitment, and roll them up."""
        statuses = [child.status for child in self.children.get(commitment, ())]
        return {"count": len(statuses), "status": roll_up(statuses)} if statuses else None

    @cached_property
    def touching(self) -> dict[str, list[tuple[int, int | None]]]:
        """For each commitment the events about it known by then, and which retraction ended each.

        Positions, which are those of one store: its events never change.
        """
        found: dict[str, list[tuple[int, int | None]]] = {name: [] for name in self.by_id}
        for table, key in _TOUCHING:
            column = "substr(about, 12)" if key == "about" else key
            where = "about LIKE 'commitment:%'" if key == "about" else f"{key} IS NOT NULL"
            for name, position, until in self.connection.execute(
                f"SELECT {column}, position, known_until FROM {table} WHERE {where} AND known_from <= :k"
                " ORDER BY position, known_from",
                {"k": self.moment.known_at},
            ):
                if name in found:
                    ended = until if until is not None and until <= self.moment.known_at else None
                    found[name].append((position, ended))
        return found

    @cached_property
    def newest(self) -> dict[str, int]:
        """For each commitment the position of what was recorded last about it."""
        return {name: max(map(latest_of, events), default=0) for name, events in self.touching.items()}

    @cached_property
    def occasions(self) -> Occasions:
        """The meetings and documents that stand."""
        return Occasions(self.connection, self.moment.known_at)

    def key_of(self, standing: Standing) -> str:
        """Give a digest of all that the page of a commitment is made from, beside who is who."""
        name, fields = standing.case.id, standing.fields
        near = [self.by_id.get(fields["parent"] or ""), *self.children.get(name, ())]
        near += [self.by_id.get(turn.superseded_by or "") for turn in standing.turns]
        made_from = [
            self.touching[name],
            self.occasions.get(standing.occasion) if standing.occasion else None,
            [[each.case.id, each.status, each.fields["title"], each.fields["text"]] for each in near if each],
        ]
        return digest(made_from)


def latest_of(event: tuple[int, int | None]) -> int:
    """Give the position of what was recorded last of an event: itself, or its retraction."""
    return max(event[0], event[1] or 0)


def digest(value: object) -> str:
    """Give a short digest of plain data."""
    return sha256(json.dumps(value, sort_keys=True, default=list).encode()).hexdigest()[:24]


def _all_standings(view: StatusView, only: Sequence[str] | None = None) -> list[Standing]:
    moment = view.moment
    names: Iterable[str] = only if only is not None else names_of(view.connection, moment.known_at)
    cases = load_cases(view.connection, names, moment.known_at)
    return [found for case in cases if (found := stand(case, moment.day, view.directory))]


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
    now = {standing.case.id for standing in sweep.all}
    gone = [name for name in names_of(sweep.connection, moment.known_at) if name not in now]
    found += _all_standings(view, [*(each.case.id for each in learnt), *gone])
    return {each.case.id: each for each in found if each and sweep.selects(each)}
