"""Which rows of the status table are wanted, and in which order: every filter and every order, each once.

A filter is a test of a standing and where SQL finds all that may pass it; an order is a key of a
standing and the same as an expression. SQL looks in three tables: `facet` has every value a
commitment ever had, `current` how it stands with every event known, from `holds_from` on, and
`stood` how it stood before.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from events.sentences import sentence
from events.statuses import OPEN, STATUSES, is_open
from tracker.errors import InputError
from tracker.projections.cases import KNOWN
from tracker.projections.plain import days_late, schedule
from tracker.rules import schedule as calendar
from tracker.rules.directory import Directory
from tracker.rules.standing import Standing
from tracker.views.moment import Moment
from tracker.words.alphabet import alphabetical


class Selection(NamedTuple):
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

    @property
    def has_names(self) -> bool:
        """Whether it names anything that may occur nowhere in a store."""
        return any(getattr(self, name) is not None for name in NAMING)


NAMING = ("party", "theme", "project", "institution", "mechanism", "meeting", "search")


class Asked(NamedTuple):
    """What a selection is asked of: a view at a moment, and who is who there."""

    connection: sqlite3.Connection
    moment: Moment
    directory: Directory


class Filter(NamedTuple):
    """The test of a standing, and the values that SQL looks for.

    Whatever passes had one of the values, at some time, in one of the fields of `facet` (as SQL
    lists them); or it has one in an expression over `current`, where that holds.
    """

    test: Callable[[Standing], bool]
    values: Collection[str] = ()
    facets: str = ""
    current: str = ""


def filters(selection: Selection, asked: Asked) -> list[Filter]:
    """Make the filters of a selection."""
    wishes = ((made, getattr(selection, name)) for name, made in FILTERS.items())
    return [made(asked, wanted) for made, wanted in wishes if wanted]


def _theme(asked: Asked, written: str) -> Filter:
    theme, spellings = asked.directory.topic("theme", written), asked.directory.spellings("theme", written)
    return Filter(lambda standing: theme in standing.themes, spellings, facets="'theme'")


def _project(asked: Asked, written: str) -> Filter:
    project, spellings = (
        asked.directory.topic("project", written),
        asked.directory.spellings("project", written),
    )
    return Filter(lambda standing: standing.project == project, spellings, facets="'project'")


def _party(asked: Asked, party: str) -> Filter:
    written = asked.connection.execute(
        "SELECT DISTINCT value FROM facet WHERE field = 'obligor' AND value BETWEEN ? || '/' AND ? || '0'",
        (party, party),
    )
    obliged = asked.directory.of_party(party) | {obligor for (obligor,) in written if "/" in obligor}
    return Filter(lambda standing: not obliged.isdisjoint(standing.obligors), obliged, facets="'obligor'")


def _institution(asked: Asked, written: str) -> Filter:
    named = asked.directory.within(written)
    return Filter(
        lambda standing: not named.isdisjoint(standing.involved), named, facets="'institution', 'obligor'"
    )


def _meeting(_: Asked, meeting: str) -> Filter:
    return Filter(lambda standing: standing.occasion == meeting, {meeting}, facets="'occasion'")


def _mechanism(asked: Asked, mechanism: str) -> Filter:
    rows = asked.connection.execute(
        f"SELECT id FROM occasion WHERE mechanism = :m AND {KNOWN}",
        {"m": mechanism, "k": asked.moment.known_at},
    )
    meetings = {name for (name,) in rows}
    return Filter(lambda standing: standing.occasion in meetings, meetings, facets="'occasion'")


def _statuses(_: Asked, words: Iterable[str]) -> Filter:
    wanted = set(words)
    if OPEN in wanted:
        wanted |= set(filter(is_open, STATUSES))
    return Filter(lambda standing: standing.status in wanted, wanted, current="status")


def _schedules(_: Asked, words: Iterable[str]) -> Filter:
    wanted = set(words)
    return Filter(lambda standing: standing.schedule in wanted, wanted, current=SCHEDULE)


FILTERS: dict[str, Callable[[Asked, Any], Filter]] = {
    "theme": _theme,
    "project": _project,
    "party": _party,
    "institution": _institution,
    "meeting": _meeting,
    "mechanism": _mechanism,
    "statuses": _statuses,
    "schedules": _schedules,
}
"""Each filter, by its name in a selection."""


class Order(NamedTuple):
    """What a column is sorted by: the value of a standing, and the same as an expression over `current`."""

    value: Callable[[Standing], Any]
    current: str

    def key(self, standing: Standing) -> tuple[Any, str]:
        """Give what a standing is sorted by; ids decide between equals."""
        return self.value(standing), standing.case.id


def order(name: str) -> Order:
    """Give the order of a column; InputError if the table cannot be sorted by it."""
    if name not in ORDERS:
        raise InputError(
            sentence("cannot sort by {name!r}", name=name),
            sentence("Sort by one of {possible}.", possible=", ".join(SORTS)),
        )
    return ORDERS[name]


def _place(expression: str, words: Iterable[str]) -> str:
    places = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(words))
    return f"CASE {expression} {places} END"


SCHEDULE = schedule(":day", ":soon")
DAYS_LATE = days_late(":today")


def days(day: str) -> dict[str, object]:
    """Give the days that the expressions over `current` and `stood` name, on a day."""
    today = calendar.ordinal(day)
    soon = min(today + calendar.DUE_SOON_DAYS, date.max.toordinal())
    return {"day": day, "today": today, "soon": date.fromordinal(soon).isoformat()}


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
SCHEDULE_ORDER = ("overdue", "slipped", "due-soon", "late", "on-time", "met", "no-deadline")
_NONE_LAST = "\U0010ffff"
"""After every word and every day."""

BY_ID = "commitment"
ORDERS = {
    BY_ID: Order(lambda s: s.case.id, "commitment"),
    "theme": Order(
        lambda s: alphabetical(next(iter(s.themes), _NONE_LAST)),
        f"alphabetical(coalesce(themes ->> 0, '{_NONE_LAST}'))",
    ),
    "agreed": Order(lambda s: s.terms.earliest if s.is_agreed else "", "agreed"),
    "status": Order(lambda s: STATUS_ORDER.index(s.status), _place("status", STATUS_ORDER)),
    "schedule": Order(lambda s: SCHEDULE_ORDER.index(s.schedule), _place(SCHEDULE, SCHEDULE_ORDER)),
    "deadline": Order(lambda s: s.deadline_end or _NONE_LAST, f"coalesce(deadline_end, '{_NONE_LAST}')"),
    "days_late": Order(lambda s: s.days_late, DAYS_LATE),
    "last_update": Order(
        lambda s: s.last_update.earliest if s.last_update else "", "coalesce(last_update, '')"
    ),
}
"""Each order, by the name of its column."""

SORTS = tuple(ORDERS)
