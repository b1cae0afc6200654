"""The projector: facts in the order of the log become assertions in the tables of a view."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from events import references
from events.tags import subject
from tracker.errors import StoreError
from tracker.log.stored import Fields, StoredFact
from tracker.projections.clauses import PROJECTIONS
from tracker.projections.schema import ASSERTIONS, COLUMNS, COMMON

Row = tuple[Any, ...]

_INSERT = {
    table: (
        f"INSERT INTO {table} ({', '.join((*COMMON.split(), *columns.split()))})"
        f" VALUES ({', '.join('?' * (len(COMMON.split()) + len(columns.split())))})"
    )
    for table, columns in COLUMNS.items()
}
_INSERT_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, NULL)"
_INSERT_FACET = "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)"
_INSERT_CLAIMANT = "INSERT OR IGNORE INTO claimant VALUES (?, ?)"
_INSERT_SEARCH = "INSERT INTO search (rowid, words) VALUES (?, ?)"

_NO_FACT = (
    *(KeyError, TypeError, ValueError, AttributeError, IndexError),
    *(sqlite3.InterfaceError, sqlite3.ProgrammingError),
)
"""What comes of fields that are missing, or of values of another kind."""

WAITING = 5_000
"""Facts whose rows wait in memory before they are inserted together."""
FACETS = ("theme", "project", "parent")


class Projector:
    """Writes facts into a view; the caller opens and commits the transaction.

    `touched` collects the commitments whose current standing may have changed, unless all of them
    will be worked out anyway.
    """

    def __init__(self, connection: sqlite3.Connection, *, touches: bool = True) -> None:
        self._connection = connection
        self._touches = touches
        self._rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
        self._events: list[Row] = []
        self._facets: list[Row] = []
        self._search: list[Row] = []
        self._claimants: dict[str, int] = {}
        self.touched: set[str] = set()
        self.checkpoint, self._checkpoint_event, self._known_at = connection.execute(
            "SELECT checkpoint, checkpoint_event, known_at FROM meta"
        ).fetchone()

    def apply(self, facts: Iterable[StoredFact]) -> None:
        """Apply facts; those at or before the checkpoint change nothing."""
        position, stored_type = 0, ""
        try:
            for fact in facts:
                position, stored_type, _, _ = fact
                if position > self.checkpoint:
                    self._apply(fact)
                    if len(self._events) >= WAITING:
                        self._flush()
            self._flush()
        except _NO_FACT as error:
            # Only what went past the decisions can be so: a log that was written by other hands.
            exactly = not isinstance(error, sqlite3.Error)
            raise StoreError(
                f"event #{position} is no {stored_type}"
                if exactly
                else f"an event up to #{position} is no fact",
                "Run tracker verify, or restore a backup.",
            ) from error
        self._connection.execute(
            "UPDATE meta SET checkpoint = ?, checkpoint_event = ?, known_at = ?",
            (self.checkpoint, self._checkpoint_event, self._known_at),
        )

    def _apply(self, fact: StoredFact) -> None:
        position, stored_type, fields, stamp = fact
        recorded_at = stamp["recorded_at"]
        self._known_at = max(self._known_at, recorded_at)
        self._events.append(
            (
                position,
                stamp["id"],
                stored_type,
                recorded_at,
                self._known_at,
                stamp["recorded_by"],
                stamp["batch"],
            )
        )
        if stored_type == "event.retracted":
            self._flush()
            self._retract(position, fields)
        elif stored_type not in PROJECTIONS:
            raise StoreError(
                f"event #{position} has the unknown type {stored_type}", "Use the tracker that wrote it."
            )
        else:
            PROJECTIONS[stored_type](self, position, fields, stamp)
            if self._touches:
                self._touch(stored_type, fields)
        self.checkpoint, self._checkpoint_event = position, stamp["id"]

    def assert_row(
        self, table: str, position: int, valid: tuple[str | None, str | None], *values: Any
    ) -> None:
        """Assert a row that stands from its event on."""
        self._rows[table].append((position, position, None, *valid, *values))

    def assert_facets(self, commitment: str, fields: Fields) -> None:
        """Note the values a commitment may be selected by."""
        add = self._facets.append
        for field in FACETS:
            if value := fields.get(field):
                add((field, value, commitment))
        for value in fields.get("obligors") or ():
            add(("obligor", value, commitment))
        for name in ("lead", "supporting"):
            for value in fields.get(name) or ():
                add(("institution", value, commitment))

    def assert_occasion(self, commitment: str, occasion: str | None) -> None:
        """Note the occasion a commitment was agreed at."""
        if occasion:
            self._facets.append(("occasion", references.split(occasion)[1], commitment))

    def assert_claimants(self, names: Iterable[str], position: int) -> None:
        """Note who claimed something."""
        for name in names:
            self._claimants.setdefault(name, position)

    def assert_words(self, position: int, words: Iterable[str]) -> None:
        """Note the words a commitment may be found by."""
        self._search.append((position, " \n".join(words)))

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
        for table, rows in self._rows.items():
            if rows:
                execute(_INSERT[table], rows)
                rows.clear()

    def _retract(self, position: int, fields: Fields) -> None:
        """Let a retraction act on what is before it; one of anything else acts on nothing."""
        execute, target = self._connection.execute, fields["event"]
        if execute("SELECT 1 FROM event WHERE id = ? AND position < ?", (target, position)).fetchone():
            execute("INSERT INTO retraction VALUES (?, ?, ?, 1)", (position, target, fields["reason"]))
            self._reconsider(target, position)

    def _reconsider(self, target: str, at: int) -> None:
        """Let an event stand or not, as its retractions say, and so on down a chain of them."""
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
            if stored_type != "event.retracted":
                self._change_standing(position, stored_type, at, stands=retracted is None)
                return
            execute("UPDATE retraction SET stands = ? WHERE position = ?", (retracted is None, position))
            acted = execute("SELECT target FROM retraction WHERE position = ?", (position,)).fetchone()
            if acted is None:
                return
            (target,) = acted

    def _change_standing(self, position: int, stored_type: str, at: int, *, stands: bool) -> None:
        execute = self._connection.execute
        for table in ASSERTIONS[stored_type]:
            if stands:
                columns = COLUMNS[table].replace(" ", ", ")
                execute(
                    f"INSERT INTO {table} (position, known_from, earliest, latest, {columns})"
                    f" SELECT position, ?, earliest, latest, {columns} FROM {table} WHERE position = ?"
                    f" AND known_from = (SELECT max(known_from) FROM {table} WHERE position = ?)",
                    (at, position, position),
                )
            else:
                execute(
                    f"UPDATE {table} SET known_until = ? WHERE position = ? AND known_until IS NULL",
                    (at, position),
                )
        if self._touches:
            self._touch_position(position, stored_type)

    def _touch(self, stored_type: str, fields: Fields) -> None:
        kind, name = references.split(subject(stored_type, fields))
        if kind == "commitment":
            self.touched.add(name)
        elif stored_type in {"meeting.held", "document.published"}:
            self._touch_occasion(name)
        elif stored_type == "topic.recorded":
            self._touch_topic(
                fields["kind"],
                [fields["id"], *fields.get("spellings", ()), *(fields.get("names") or {}).values()],
            )

    def _touch_position(self, position: int, stored_type: str) -> None:
        execute = self._connection.execute
        table = ASSERTIONS[stored_type][0]
        if table in {"commitment", "turn", "claim", "revision"}:
            column = "id" if table == "commitment" else "commitment"
            self.touched.update(
                name for (name,) in execute(f"SELECT {column} FROM {table} WHERE position = ?", (position,))
            )
        elif table == "occasion":
            for (name,) in execute("SELECT id FROM occasion WHERE position = ?", (position,)).fetchall():
                self._touch_occasion(name)
        elif table == "evidence":
            for (about,) in execute("SELECT about FROM evidence WHERE position = ?", (position,)):
                self.touched.add(references.split(about)[1])
        elif table == "topic":
            for kind, name, names, spellings in execute(
                "SELECT kind, id, names, spellings FROM topic WHERE position = ?", (position,)
            ).fetchall():
                self._touch_topic(kind, [name, *json.loads(spellings), *json.loads(names or "{}").values()])

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
