"""People: who attended what, for whom, in which capacity, across the spellings of their name."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection
from typing import Any

from events.sentences import sentence
from tracker.projections.cases import KNOWN, Occasions
from tracker.views.moment import Moment
from tracker.views.occurring import refuse_unknown
from tracker.words.alphabet import alphabetical

Row = dict[str, Any]


class Spellings:
    """Which spellings were reconciled under which name, as known at a position.

    A name that is itself a spelling of another is shown under that. Of two that claim one spelling,
    or name each other, the one recorded first has it.
    """

    def __init__(self, connection: sqlite3.Connection, known_at: int) -> None:
        self.reconciled: dict[str, list[str]] = {}
        self._under: dict[str, str] = {}
        for shown, stored in connection.execute(
            f"SELECT shown, spellings FROM person WHERE {KNOWN} ORDER BY position", {"k": known_at}
        ):
            self.reconciled[shown] = json.loads(stored)
            for spelling in self.reconciled[shown]:
                if self.shown(shown) != spelling:
                    self._under.setdefault(spelling, shown)

    def shown(self, name: str) -> str:
        """Give the name a spelling is shown under; a name nobody reconciled is its own."""
        while name in self._under:
            name = self._under[name]
        return name


def people(
    connection: sqlite3.Connection,
    moment: Moment,
    party: str | None = None,
    meetings: Collection[str] | None = None,
) -> list[Row]:
    """List the officials who attended anything by the day, in the order of their names.

    With `meetings` only what they attended of these counts. `namesakes` are the meetings to which
    two parties sent somebody of the name: two people, or one recorded twice. NotFoundError if the
    party occurs nowhere in the store.
    """
    if party is not None:
        refuse_unknown(connection, "party", party, sentence("delegation"))
    spellings = Spellings(connection, moment.known_at)
    occasions = Occasions(connection, moment.known_at)
    found: dict[str, Row] = {}
    for name, attendance in _attendances(connection, moment, occasions):
        if party is not None and attendance["party"] != party:
            continue
        if meetings is not None and attendance["meeting"] not in meetings:
            continue
        shown = spellings.shown(name)
        row = found.setdefault(
            shown,
            {"name": shown, "spellings": [], "parties": [], "capacities": [], "roles": [], "attended": []},
        )
        for key, value in (
            ("spellings", name),
            ("parties", attendance["party"]),
            ("capacities", attendance["capacity"]),
            ("roles", attendance["role"]),
        ):
            if value and value not in row[key]:
                row[key].append(value)
        row["attended"].append(attendance)
    for row in found.values():
        row["attended"].sort(key=lambda each: each.pop("earliest"))
        attended = Counter(each["meeting"] for each in row["attended"])
        row["meetings"] = len(attended)
        row["first"], row["last"] = row["attended"][0]["held"], row["attended"][-1]["held"]
        row["namesakes"] = [meeting for meeting, times in attended.items() if times > 1]
    return [found[name] for name in sorted(found, key=alphabetical)]


def _attendances(
    connection: sqlite3.Connection, moment: Moment, occasions: Occasions
) -> list[tuple[str, Row]]:
    rows = connection.execute(
        "SELECT m.name, m.role, m.institution, m.on_behalf_of, m.mode, m.party, m.occasion, d.capacity"
        " FROM member m JOIN delegation d ON d.position = m.position AND d.known_from = m.known_from"
        f" WHERE m.{KNOWN.replace('(known', '(m.known').replace('OR known', 'OR m.known')}"
        " ORDER BY m.position, m.place",
        {"k": moment.known_at},
    ).fetchall()
    attendances = []
    for name, role, institution, on_behalf_of, mode, party, occasion, capacity in rows:
        when = occasions.get(occasion)
        if when is None or when[3] > moment.day:
            continue
        attendance = {
            "meeting": when[1],
            "held": when[2],
            "earliest": when[3],
            "party": party,
            "capacity": capacity,
            "role": role,
            "institution": institution,
            "on_behalf_of": on_behalf_of,
            "mode": mode,
        }
        attendances.append((name, attendance))
    return attendances
