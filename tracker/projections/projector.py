"""The projector: facts in the order of the log become assertions in the tables of a view."""

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from events import references
from events.canonical import canonical
from events.dates import bounds
from events.kinds import BY_TYPE, RETRACTED
from tracker.log.stored import UNREADABLE, Fields, StoredFact, unreadable_id
from tracker.projections.clauses import CLAUSES

Row = tuple[Any, ...]
Values = dict[str, Any]
_Form = tuple[Any, ...]
"""What the rows of one statement have in common: their table, how they start, and what they are given."""

_INSERT_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, NULL)"
_INSERT_FACET = "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)"
_INSERT_CLAIMANT = "INSERT OR IGNORE INTO claimant VALUES (?, ?)"
_INSERT_SEARCH = "INSERT INTO search (rowid, words) VALUES (?, ?)"

WAITING = 5_000
"""Facts whose rows wait in memory before they are inserted together."""
COMMON = ("position", "known_from", "known_until", "earliest", "latest")
"""The columns that every assertion has before its own."""


class NoFactError(Exception):
    """An event among those applied is no fact of ours: apply them again, carefully."""


class Projector:
    """Writes facts into a view; the caller opens and commits the transaction.

    `touched` collects the commitments whose current standing may have changed, unless all of them
    will be worked out anyway. Facts were validated before they were recorded, so they are not again;
    where one turns out to be none, as in a log of other hands, NoFactError asks for another try in
    which each is looked at (`careful`), and those that are none are left out and noted.
    """

    def __init__(
        self, connection: sqlite3.Connection, *, touches: bool = True, careful: bool = False
    ) -> None:
        self._connection = connection
        self._careful = careful
        self._touches = touches
        self._columns = _own_columns(connection)
        self._rows: dict[_Form, tuple[list[str], list[Row]]] = {}
        self._waiting: list[StoredFact] = []
        self._events: list[Row] = []
        self._facets: list[Row] = []
        self._search: list[Row] = []
        self._claimants: dict[str, int] = {}
        self._start: Row = ()
        self.touched: set[str] = set()
        self.checkpoint, self._checkpoint_event, self._known_at = connection.execute(
            "SELECT checkpoint, checkpoint_event, known_at FROM meta"
        ).fetchone()

    def apply(self, facts: Iterable[StoredFact]) -> None:
        """Apply facts; those at or before the checkpoint change nothing."""
        try:
            for fact in facts:
                if fact.position > self.checkpoint:
                    self._waiting.append(fact)
                    self._apply(fact)
                    if len(self._waiting) >= WAITING:
                        self._flush()
            self._flush()
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, sqlite3.Error) as error:
            if self._careful or all(fault_of(fact) is None for fact in self._waiting):
                raise  # the mistake is ours
            raise NoFactError from error
        self._connection.execute(
            "UPDATE meta SET checkpoint = ?, checkpoint_event = ?, known_at = ?",
            (self.checkpoint, self._checkpoint_event, self._known_at),
        )

    def _apply(self, fact: StoredFact) -> None:
        position, stored_type, fields, stamp = fact
        fault = fault_of(fact) if self._careful or stored_type not in BY_TYPE else None
        if fault is not None:
            self._leave_out(fact, fault)
            return
        event_id, recorded_at = stamp["id"], stamp["recorded_at"]
        if not isinstance(event_id, str):
            raise TypeError(event_id)
        self._known_at = max(self._known_at, recorded_at)
        known = (recorded_at, self._known_at, stamp["recorded_by"], stamp["batch"])
        self._events.append((position, event_id, stored_type, *known))
        if stored_type == RETRACTED:
            self._flush()
            self._waiting.append(fact)
            self._retract(position, fields)
        else:
            self._start = (position, *valid_time(stored_type, fields))
            CLAUSES[stored_type].project(self, fields)
        self.checkpoint, self._checkpoint_event = position, event_id

    def _leave_out(self, fact: StoredFact, fault: str) -> None:
        """Note an event that is no fact; it has a place and an id, so that it can be retracted."""
        kind = fact.fields["type"] if fact.type == UNREADABLE else fact.type
        event_id = fact.stamp["id"]
        execute = self._connection.execute
        self._flush()
        taken = execute("SELECT 1 FROM event WHERE id = ?", (event_id,)).fetchone()
        own_id = unreadable_id(fact.position) if taken else event_id  # or another would be retracted
        self._events.append((fact.position, own_id, kind, "", self._known_at, "", ""))
        execute("INSERT INTO unreadable VALUES (?, ?, ?)", (fact.position, kind, fault))
        self.checkpoint, self._checkpoint_event = fact.position, event_id

    def row(self, table: str, values: Values) -> None:
        """Assert a row that stands from its event on and holds when its fact holds."""
        form = (table, len(self._start), *values)
        names, rows = self._rows.get(form) or self._rows_of(form)
        own = [v if type(v := values[name]) is str else _stored(v) for name in names]
        rows.append((self._start[0], *self._start, *own))  # it stands from its own position on
        if self._touches:
            self._touch(table, values)

    def _rows_of(self, form: _Form) -> tuple[list[str], list[Row]]:
        """Give the columns that rows of a form fill, and where such rows wait."""
        table, _, *names = form
        own = self._columns[table]
        self._rows[form] = [name for name in names if name in own], []
        return self._rows[form]

    def facets(self, commitment: str, fields: Fields) -> None:
        """Note the values a commitment may be selected by."""
        add, get = self._facets.append, fields.get
        for name, values in (
            ("theme", get("themes")),
            ("project", [get("project")]),
            ("parent", [get("parent")]),
            ("obligor", get("obligors")),
            ("institution", get("lead")),
            ("institution", get("supporting")),
            ("occasion", [references.split(get("occasion") or "")[1]]),
        ):
            for value in values or ():
                if value:
                    add((name, value, commitment))

    def claimants(self, names: Iterable[str]) -> None:
        """Note who claimed something."""
        for name in names:
            self._claimants.setdefault(name, self._start[0])

    def words(self, words: Iterable[str]) -> None:
        """Note the words a commitment may be found by."""
        self._search.append((self._start[0], " \n".join(words)))

    def _flush(self) -> None:
        execute = self._connection.executemany
        for statement, rows in (
            (_INSERT_EVENT, self._events),
            (_INSERT_FACET, self._facets),
            (_INSERT_SEARCH, self._search),
        ):
            if rows:
                execute(statement, rows)
                rows.clear()
        if self._claimants:
            execute(_INSERT_CLAIMANT, self._claimants.items())
            self._claimants.clear()
        for (table, start, *_), (names, rows) in self._rows.items():
            execute(_insertion(table, start, *names), rows)
        self._rows.clear()
        self._waiting.clear()

    def _retract(self, position: int, fields: Fields) -> None:
        """Let a retraction act on what is before it; one of anything else acts on nothing."""
        execute, target = self._connection.execute, fields["event"]
        if execute("SELECT 1 FROM event WHERE id = ? AND position < ?", (target, position)).fetchone():
            execute("INSERT INTO retraction VALUES (?, ?, ?, 1)", (position, target, fields["reason"]))
            self._reconsider(target, position)

    def _reconsider(self, target: str, at: int) -> None:
        """Let an event stand or not, as its retractions say, and so on down a chain of them.

        A retraction that begins or ceases to stand changes what it acts on, which may be a
        retraction too: hence the loop. It ends where nothing changes, or at what is no retraction.
        """
        execute = self._connection.execute
        while True:
            row = execute("SELECT position, type, retracted FROM event WHERE id = ?", (target,)).fetchone()
            if row is None:
                return
            position, stored_type, was_retracted = row
            (retracted,) = execute(
                "SELECT max(position) FROM retraction WHERE target = ? AND stands", (target,)
            ).fetchone()
            execute("UPDATE event SET retracted = ? WHERE position = ?", (retracted, position))
            if (retracted is None) == (was_retracted is None):
                return
            if stored_type not in CLAUSES and stored_type != RETRACTED:
                return  # it is left out anyway
            if stored_type != RETRACTED:
                self._change_standing(position, stored_type, at, stands=retracted is None)
                return
            execute("UPDATE retraction SET stands = ? WHERE position = ?", (retracted is None, position))
            acted = execute("SELECT target FROM retraction WHERE position = ?", (position,)).fetchone()
            if acted is None:
                return
            (target,) = acted

    def _change_standing(self, position: int, stored_type: str, at: int, *, stands: bool) -> None:
        """Close the rows of a fact, or open new ones: what stood at an earlier moment stays to be asked."""
        execute = self._connection.execute
        for table in CLAUSES[stored_type].tables:
            own = ", ".join(self._columns[table])
            last = f"position = ? AND known_from = (SELECT max(known_from) FROM {table} WHERE position = ?)"
            if self._touches:
                cursor = execute(f"SELECT {own} FROM {table} WHERE {last}", (position, position))
                for values in cursor.fetchall():
                    self._touch(table, dict(zip(self._columns[table], values, strict=True)))
            if stands:
                execute(
                    f"INSERT INTO {table} (position, known_from, earliest, latest, {own})"
                    f" SELECT position, ?, earliest, latest, {own} FROM {table} WHERE {last}",
                    (at, position, position),
                )
            else:
                execute(
                    f"UPDATE {table} SET known_until = ? WHERE position = ? AND known_until IS NULL",
                    (at, position),
                )

    def _touch(self, table: str, values: Values) -> None:
        """Note whose standing a row may change."""
        if "commitment" in values:
            self.touched.add(values["commitment"])
        elif table == "commitment":
            self.touched.add(values["id"])
        elif table == "evidence":
            self.touched.add(references.split(values["about"])[1])
        elif table == "occasion":
            self._touch_occasion(values["id"])
        elif table == "topic":
            spellings, names = _list(values["spellings"]), _list(values.get("names"))
            self._touch_topic(values["kind"], [values["id"], *spellings, *names])

    def _touch_occasion(self, name: str) -> None:
        self._flush()
        self.touched.update(
            commitment
            for (commitment,) in self._connection.execute(
                "SELECT commitment FROM facet WHERE field = 'occasion' AND value = ?"
                " UNION SELECT commitment FROM turn WHERE occasion IN (?, ?, ?)",
                (name, name, f"meeting:{name}", f"document:{name}"),
            )
        )

    def _touch_topic(self, kind: str, spellings: list[str]) -> None:
        self._flush()
        self.touched.update(
            commitment
            for (commitment,) in self._connection.execute(
                "SELECT commitment FROM facet WHERE field = ? AND value IN (SELECT value FROM json_each(?))",
                (kind, json.dumps(spellings)),
            )
        )


def valid_time(stored_type: str, fields: Fields) -> tuple[str, str] | tuple[()]:
    """Give the first and last day on which a fact begins to hold; nothing: always, or with its occasion."""
    dated = BY_TYPE[stored_type].dated
    written = fields.get(dated) if dated else None
    return () if written is None or (dated == "on" and fields.get("occasion")) else bounds(written)


def _own_columns(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Find the tables of assertions and their own columns: the schema alone says which there are."""
    tables = {table for each in CLAUSES.values() for table in each.tables}
    return {
        table: tuple(
            name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name not in COMMON
        )
        for table in sorted(tables)
    }


@lru_cache(maxsize=1_000)
def _insertion(table: str, start: int, *own: str) -> str:
    """Insert rows without the columns that are null: binding a null takes Python thrice as long as a text."""
    filled = ("known_from", *("position", "earliest", "latest")[:start], *own)
    return f"INSERT INTO {table} ({', '.join(filled)}) VALUES ({', '.join('?' * len(filled))})"


def _stored(value: Any) -> Any:
    """Give a value as a view keeps it: lists and groups as JSON."""
    if isinstance(value, (list, tuple)):
        try:
            return _listed(*value)
        except TypeError:  # groups have no hash
            return canonical(value)
    return canonical(value) if isinstance(value, dict) else value


@lru_cache(maxsize=10_000, typed=True)  # the same few parties and claimants stand in nearly every fact
def _listed(*values: Any) -> str:
    return canonical(values)


def _list(value: Any) -> list[str]:
    """Give the texts of a list or of texts by language, of a fact or of a row."""
    texts = json.loads(value) if isinstance(value, str) else value or []
    return list(texts.values() if isinstance(texts, dict) else texts)


def fault_of(fact: StoredFact) -> str | None:
    """Say why an event is no fact of ours; None if it is one.

    Asked only of what gave offence: it loads the vocabulary.
    """
    if fact.type == UNREADABLE:
        return str(fact.fields["why"])
    if fact.type not in BY_TYPE:
        return "its type is not known"
    from pydantic import ValidationError  # noqa: PLC0415

    from events.facts import FACTS  # noqa: PLC0415

    try:
        FACTS[fact.type].read(fact.fields, fact.stamp)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"
    except TypeError as error:
        return str(error)
    return None
