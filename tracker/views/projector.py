"""The projector: facts in the order of the log become assertions in the tables of a view."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from events import references
from events.canonical import canonical
from events.dates import bounds
from events.tags import subject
from tracker.errors import StoreError
from tracker.log.stored import Fields, StoredFact
from tracker.views.schema import ASSERTIONS, COLUMNS, COMMON

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
        for fact in facts:
            if fact.position > self.checkpoint:
                self._apply(fact)
                if len(self._events) >= WAITING:
                    self._flush()
        self._flush()
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
        elif stored_type not in _PROJECTIONS:
            raise StoreError(
                f"event #{position} has the unknown type {stored_type}", "Use the tracker that wrote it."
            )
        else:
            _PROJECTIONS[stored_type](self, position, fields, stamp)
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
        self._connection.execute(
            "INSERT INTO retraction VALUES (?, ?, ?, 1)",
            (position, fields["event"], fields["reason"]),
        )
        self._reconsider(fields["event"], position)

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
            (target,) = execute("SELECT target FROM retraction WHERE position = ?", (position,)).fetchone()

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


def _json(value: Any) -> str | None:
    return None if value is None else canonical(value)


def _list(value: Any) -> str:
    return canonical(value or [])


def _always() -> tuple[None, None]:
    return None, None


def _occasion_or(date: str | None, occasion: str | None) -> tuple[str | None, str | None]:
    """Give the valid time of the date, unless there is an occasion, which gives its own."""
    return (None, None) if occasion or date is None else bounds(date)


def _meeting(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "occasion", position, bounds(fields["held"]), "meeting", fields["id"], fields["held"],
        _json(get("title")), get("place"), get("host"), get("mode"), get("mechanism"), None, None,
        None, get("summary"), get("note"), get("external"),
    )  # fmt: skip


def _document(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "occasion", position, bounds(fields["published"]), "document", fields["id"],
        fields["published"], _json(get("title")), None, None, None, None, get("publisher"),
        get("kind"), get("url"), None, get("note"), get("external"),
    )  # fmt: skip


def _delegation(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get, occasion, party = fields.get, fields["occasion"], fields["party"]
    capacity = get("capacity", "participant")
    to.assert_row("delegation", position, _always(), occasion, party, capacity, get("head"))
    for place, member in enumerate(get("members", ())):
        of = member.get
        to.assert_row(
            "member", position, _always(), place, occasion, party, member["name"], of("role"),
            of("institution"), of("on_behalf_of"), of("mode"),
        )  # fmt: skip


def _institution(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "institution", position, _always(), fields["party"], fields["id"], _json(get("names")),
        get("parent"), int(get("independent", False)),
    )  # fmt: skip


def _mechanism(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "mechanism", position, _always(), fields["id"], _list(fields["parties"]), get("kind"),
        _json(get("names")),
    )  # fmt: skip


def _topic(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "topic", position, _always(), fields["kind"], fields["id"], _json(get("names")),
        _list(get("spellings")),
    )  # fmt: skip


def _person(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    to.assert_row("person", position, _always(), fields["show"], _list(fields["spellings"]))


def _commitment(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get, name = fields.get, fields["id"]
    to.assert_row(
        "commitment", position, _occasion_or(get("on"), get("occasion")), name, get("occasion"),
        get("on"), _json(get("title")), _json(fields["text"]), _list(fields["obligors"]),
        get("theme"), get("project"), _list(get("lead")), _list(get("supporting")),
        get("deadline"), get("parent"), get("priority"), get("conditional_on"), get("external"),
    )  # fmt: skip
    to.assert_facets(name, fields)
    to.assert_occasion(name, get("occasion"))
    to.assert_words(position, _words(name, fields))


def _turn(kind: str) -> "Projection":
    def project(to: Projector, position: int, fields: Fields, _: Fields) -> None:
        get = fields.get
        changes = {
            name: value
            for name, value in fields.items()
            if name not in {"commitment", "occasion", "on", "by", "superseded_by"}
        }
        to.assert_row(
            "turn", position, _occasion_or(get("on"), get("occasion")), fields["commitment"], kind,
            get("occasion"), get("on"), _list(get("by")), canonical(changes), get("superseded_by"),
        )  # fmt: skip
        if kind == "amended":
            to.assert_facets(fields["commitment"], changes)
            to.assert_words(position, _words(fields["commitment"], changes))

    return project


def _claim(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "claim", position, bounds(fields["effective"]), fields["commitment"], fields["effective"],
        get("status"), get("obligor"), get("percent"), get("label"), get("note"),
        _list(fields["by"]), _json(get("evidence")), get("occasion"), get("external"),
    )  # fmt: skip
    to.assert_claimants(fields["by"], position)


def _revision(to: Projector, position: int, fields: Fields, _: Fields) -> None:
    get = fields.get
    to.assert_row(
        "revision", position, bounds(fields["announced"]), fields["commitment"],
        fields["announced"], fields["deadline"], _list(get("by")), get("reason"), get("external"),
    )  # fmt: skip


def _evidence(to: Projector, position: int, fields: Fields, stamp: Fields) -> None:
    get = fields.get
    valid = bounds(get("published") or stamp["recorded_at"][:10])
    to.assert_row(
        "evidence", position, valid, _about(fields["about"]), get("url"), get("file"),
        get("digest"), get("kind"), get("publisher"), get("published"), get("archived"),
        _json(get("title")), get("quote"), get("page"), get("lang"), get("external"),
    )  # fmt: skip


def _about(about: str) -> str:
    kind, name = references.split(about)
    return f"{kind or references.ABOUT_BARE[0]}:{name}"


def _words(name: str, fields: Fields) -> list[str]:
    texts = [*(fields.get("title") or {}).values(), *(fields.get("text") or {}).values()]
    plain = [fields.get("theme"), fields.get("project"), *(fields.get("lead") or ())]
    return [name.replace("-", " "), name, *texts, *(word for word in plain if word)]


Projection = Callable[[Projector, int, Fields, Fields], None]
_PROJECTIONS: dict[str, Projection] = {
    "meeting.held": _meeting,
    "document.published": _document,
    "delegation.recorded": _delegation,
    "institution.recorded": _institution,
    "mechanism.recorded": _mechanism,
    "topic.recorded": _topic,
    "names.reconciled": _person,
    "commitment.agreed": _commitment,
    "commitment.reaffirmed": _turn("reaffirmed"),
    "commitment.amended": _turn("amended"),
    "commitment.superseded": _turn("superseded"),
    "status.updated": _claim,
    "deadline.revised": _revision,
    "evidence.added": _evidence,
}
