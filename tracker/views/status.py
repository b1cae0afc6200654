"""The status table: which commitments, in which order, and the row of each (CONTRACT §3, §4)."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from events.statuses import roll_up
from tracker.errors import InputError
from tracker.projections.cases import EVERYTHING, KNOWN, load_cases, load_directory
from tracker.rules import schedule as calendar
from tracker.rules.directory import Directory
from tracker.rules.standing import LAST_DAY, Standing, stand
from tracker.rules.texts import title_of
from tracker.words.language import phrase

Row = dict[str, Any]
Matcher = Callable[[Standing], bool]

SORTS = (
    "commitment",
    "theme",
    "agreed",
    "status",
    "schedule",
    "deadline",
    "days_late",
    "last_update",
)
PAGE = 50


@dataclass(frozen=True)
class Moment:
    """Where a view is asked: as of a day, known at a position, and in which languages.

    `lang` is of recorded texts, `sentences` of what we say ourselves: data keeps to English.
    """

    day: str
    known_at: int = EVERYTHING
    lang: str = "en"
    sentences: str = "en"

    def say(self, text: str, **values: object) -> str:
        """Say one of our own sentences."""
        return phrase(self.sentences, text, **values)


@dataclass(frozen=True)
class Selection:
    """Which rows of the status table are wanted, and in which order."""

    party: str | None = None
    theme: str | None = None
    project: str | None = None
    institution: str | None = None
    mechanism: str | None = None
    meeting: str | None = None
    statuses: tuple[str, ...] = ()
    schedules: tuple[str, ...] = ()
    search: str | None = None
    sort: str | None = None
    limit: int | None = None


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
        return [self._row(standing, children.get(standing.case.id)) for standing in standings]

    def standings(self, selection: Selection) -> list[Standing]:
        """Work out how the selected commitments stand, in order."""
        found = filter(self._matcher(selection), self._standings(self._candidates(selection)))
        if selection.sort:
            descending = selection.sort.startswith("-")
            key = _sort_key(selection.sort.lstrip("-"), self)
            ordered = sorted(found, key=key, reverse=descending)
            return ordered[: selection.limit]
        return list(islice(found, selection.limit))

    def standing(self, commitment: str) -> Standing | None:
        """Work out how one commitment stands; None if it does not count at this moment."""
        return next(self._standings([commitment]), None)

    def title(self, standing: Standing) -> str:
        """Give the title in the language asked for."""
        return title_of(standing.fields, self.moment.lang)

    def _row(self, standing: Standing, children: Row | None) -> Row:
        fields, directory, last = standing.fields, self.directory, standing.last_update
        return {
            "commitment": standing.case.id,
            "title": self.title(standing),
            "themes": directory.themes(fields),
            "project": directory.topic("project", fields["project"]),
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

    def _standings(self, names: Iterable[str]) -> Iterator[Standing]:
        """Work out standings a page at a time, so that a limit ends the work early."""
        waiting = iter(names)
        while page := list(islice(waiting, PAGE)):
            for case in load_cases(self.connection, page, self.moment.known_at):
                if standing := stand(case, self.moment.day, self.directory):
                    yield standing

    def _children(self, parents: list[str]) -> dict[str, Row]:
        rows = self.connection.execute(
            "SELECT DISTINCT commitment FROM facet WHERE field = 'parent'"
            " AND value IN (SELECT value FROM json_each(?))",
            (json.dumps(parents),),
        ).fetchall()
        statuses: dict[str, list[str]] = {}
        for standing in self._standings(name for (name,) in rows):
            if parent := standing.fields["parent"]:
                statuses.setdefault(parent, []).append(standing.status)
        return {parent: {"count": len(each), "status": roll_up(each)} for parent, each in statuses.items()}

    def children_of(self, parent: str) -> list[Standing]:
        """List the direct children of a commitment."""
        rows = self.connection.execute(
            "SELECT commitment FROM facet WHERE field = 'parent' AND value = ? ORDER BY commitment",
            (parent,),
        ).fetchall()
        children = self._standings(name for (name,) in rows)
        return [child for child in children if child.fields["parent"] == parent]

    def _matcher(self, selection: Selection) -> Matcher:
        """Make the test that a standing passes if it is selected at this moment."""
        tests = list(self._tests(selection))
        return lambda standing: all(test(standing) for test in tests)

    def _tests(self, selection: Selection) -> Iterator[Matcher]:
        topic = self.directory.topic
        if selection.theme:
            theme = topic("theme", selection.theme)
            yield lambda standing: theme in self.directory.themes(standing.fields)
        if selection.project:
            project = topic("project", selection.project)
            yield lambda standing: topic("project", standing.fields["project"]) == project
        if selection.party:
            obliged = self.party_names(selection.party)
            yield lambda standing: not obliged.isdisjoint(standing.obligors)
        if selection.institution:
            named = self.institution_names(selection.institution)
            yield lambda standing: not named.isdisjoint(_involved(standing))
        if selection.meeting:
            yield lambda standing: standing.occasion == selection.meeting
        if selection.mechanism:
            meetings = self._meetings_of(selection.mechanism)
            yield lambda standing: standing.occasion in meetings
        if selection.statuses:
            yield lambda standing: standing.status in selection.statuses
        if selection.schedules:
            yield lambda standing: standing.schedule in selection.schedules

    def party_names(self, party: str) -> set[str]:
        """List a party and every way its institutions are written."""
        return {party} | {name for name, each in self.directory.institutions.items() if each.party == party}

    def institution_names(self, written: str) -> set[str]:
        """List every way an institution, and those inside it, are written."""
        wanted = self.directory.institutions.get(written)
        if wanted is None:
            return {written}
        return {
            name
            for name, each in self.directory.institutions.items()
            if each == wanted or wanted in self.directory.ancestors(each)
        }

    def _meetings_of(self, mechanism: str) -> set[str]:
        return {
            name
            for (name,) in self.connection.execute(
                f"SELECT id FROM occasion WHERE mechanism = :m AND {KNOWN}",
                {"m": mechanism, "k": self.moment.known_at},
            )
        }

    def _candidates(self, selection: Selection) -> Iterator[str]:
        """Give the ids that may match, in order: a superset, since each is checked at the moment asked."""
        if selection.search:
            return self._found(selection.search)
        facets = self._facets(selection)
        if self.moment.known_at == EVERYTHING and (
            selection.statuses or selection.schedules or selection.sort
        ):
            return self._derived(selection, facets)
        return self._in_order(facets)

    def _facets(self, selection: Selection) -> list[tuple[str, set[str]]]:
        facets = []
        for kind, wanted in (("theme", selection.theme), ("project", selection.project)):
            if wanted:
                topic = self.directory.topic(kind, wanted)
                names = {name for (k, name), to in self.directory.topics.items() if (k, to) == (kind, topic)}
                facets.append((kind, {wanted, topic or wanted, *names}))
        if selection.party:
            facets.append(("obligor", self.party_names(selection.party)))
        if selection.meeting:
            facets.append(("occasion", {selection.meeting}))
        if selection.mechanism:
            facets.append(("occasion", self._meetings_of(selection.mechanism)))
        return facets

    def _in_order(self, facets: list[tuple[str, set[str]]]) -> Iterator[str]:
        last = ""
        table, key = ("facet", "commitment") if facets else ("commitment", "id")
        where, values = _facet_terms(facets, key)
        while True:
            page = self.connection.execute(
                f"SELECT DISTINCT {key} FROM {table} WHERE {key} > ? {where} ORDER BY {key} LIMIT ?",
                (last, *values, PAGE),
            ).fetchall()
            yield from (name for (name,) in page)
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def _derived(self, selection: Selection, facets: list[tuple[str, set[str]]]) -> Iterator[str]:
        """Select by what follows from the facts: from `current` where it holds, else by working it out."""
        day = self.moment.day
        self.connection.create_function("schedule", 5, calendar.schedule, deterministic=True)
        where, values = _facet_terms(facets, "commitment", own_table=False)
        if selection.statuses:
            where += " AND status IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(selection.statuses))
        if selection.schedules:
            where += f" AND {_SCHEDULE} IN (SELECT value FROM json_each(?))"
            values += (day, json.dumps(selection.schedules))
        order, limit = "commitment", -1
        if selection.sort:
            order, extra = _sort_terms(selection.sort, day)
            values += extra
            # Facets are a superset to be checked, so with them the first rows may not be the ones.
            exact = not facets and not selection.institution and selection.limit is not None
            limit = selection.limit or 0 if exact else -1
        self.connection.create_function("days_late", 4, calendar.days_late, deterministic=True)
        settled = self.connection.execute(
            f"SELECT commitment FROM current WHERE holds_from <= ? {where} ORDER BY {order} LIMIT ?",
            (day, *values, limit),
        ).fetchall()
        unsettled = self.connection.execute(
            "SELECT commitment FROM current WHERE holds_from > ?", (day,)
        ).fetchall()
        return iter(sorted({name for (name,) in (*settled, *unsettled)}))

    def _found(self, text: str) -> Iterator[str]:
        """Give the ids whose words match, the best first."""
        words = [word.replace('"', '""') for word in text.split()]
        query = " ".join(f'"{word}"*' for word in words)
        if not query:
            return iter(())
        try:
            rows = self.connection.execute(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank, rowid", (query,)
            ).fetchall()
        except sqlite3.OperationalError as error:
            raise InputError(f"cannot search for {text!r}", "Search for plain words.") from error
        names: dict[str, None] = {}
        for (position,) in rows:
            row = self.connection.execute(
                f"SELECT id FROM commitment WHERE position = :p AND {KNOWN} UNION"
                f" SELECT commitment FROM turn WHERE position = :p AND {KNOWN}",
                {"p": position, "k": self.moment.known_at},
            ).fetchone()
            if row:
                names.setdefault(row[0])
        return iter(names)


def _involved(standing: Standing) -> set[str]:
    """Give the institutions in the lead, supporting or obliged."""
    fields = standing.fields
    return {*(fields["lead"] or ()), *(fields["supporting"] or ()), *standing.obligors}


def _facet_terms(
    facets: list[tuple[str, set[str]]], key: str, *, own_table: bool = True
) -> tuple[str, list[Any]]:
    where, values = "", list[Any]()
    for place, (name, wanted) in enumerate(facets):
        if place == 0 and own_table:
            where += " AND field = ? AND value IN (SELECT value FROM json_each(?))"
        else:
            where += (
                f" AND {key} IN (SELECT commitment FROM facet"
                " WHERE field = ? AND value IN (SELECT value FROM json_each(?)))"
            )
        values += (name, json.dumps(sorted(wanted)))
    return where, values


_SCHEDULE = "schedule(status, fulfilled_on, baseline_end, deadline_end, ?)"
_UNKNOWN_LAST = LAST_DAY + "~"


def _sort_key(name: str, view: StatusView) -> Any:
    order_of_schedules = {each: place for place, each in enumerate(SCHEDULE_ORDER)}
    order_of_statuses = {each: place for place, each in enumerate(STATUS_ORDER)}
    keys = {
        "commitment": lambda s: s.case.id,
        "theme": lambda s: (next(iter(view.directory.themes(s.fields)), "~"), s.case.id),
        "agreed": lambda s: (s.terms.earliest if s.is_agreed else "", s.case.id),
        "status": lambda s: (order_of_statuses[s.status], s.case.id),
        "schedule": lambda s: (order_of_schedules[s.schedule], s.case.id),
        "deadline": lambda s: (s.deadline_end or _UNKNOWN_LAST, s.case.id),
        "days_late": lambda s: (s.days_late, s.case.id),
        "last_update": lambda s: (s.stated[-1].earliest if s.stated else "", s.case.id),
    }
    if name not in keys:
        raise InputError(f"cannot sort by {name!r}", f"Sort by one of {', '.join(SORTS)}.")
    return keys[name]


SCHEDULE_ORDER = ("overdue", "slipped", "due-soon", "late", "on-time", "met", "no-deadline")
STATUS_ORDER = (
    "stalled",
    "not-fulfilled",
    "not-started",
    "agreed",
    "in-progress",
    "partially-fulfilled",
    "fulfilled",
    "in-force",
    "superseded",
    "withdrawn",
    "proposed",
    "declined",
)


def _sort_terms(sort: str, day: str) -> tuple[str, list[Any]]:
    """Give the same order as `_sort_key`, in SQL, over `current`."""
    direction = "DESC" if sort.startswith("-") else "ASC"
    name, values = sort.lstrip("-"), list[Any]()
    if name in {"schedule", "days_late"}:
        values.append(day)
    expression = {
        "commitment": "commitment",
        "theme": "coalesce(themes ->> 0, '~')",
        "agreed": "agreed",
        "status": _place("status", STATUS_ORDER),
        "schedule": _place(_SCHEDULE, SCHEDULE_ORDER),
        "deadline": f"coalesce(deadline_end, '{_UNKNOWN_LAST}')",
        "days_late": "days_late(status, fulfilled_on, baseline_end, ?)",
        "last_update": "coalesce(last_update, '')",
    }[name]
    return f"{expression} {direction}, commitment {direction}", values


def _place(expression: str, order: Sequence[str]) -> str:
    cases = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(order))
    return f"CASE {expression} {cases} END"
