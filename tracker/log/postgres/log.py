"""A log in a database, read in the order of its positions. Positions may have gaps."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from tracker.log.postgres.connections import Connection, Connections, one
from tracker.log.postgres.guards import first_difference, found_in
from tracker.log.postgres.names import EVENTS, SCHEMA, TAGS, Meta
from tracker.log.stored import RawEvent, StoredFact, read_fact, read_id

if TYPE_CHECKING:
    from psycopg import Cursor

T = TypeVar("T")
PAGE = 1_000
CHECK_SECONDS = 600
"""So long the server may look through all tags."""

_STRAY_TAG = f"""
SELECT tag, main_id FROM {SCHEMA}.{TAGS} t JOIN {SCHEMA}.{EVENTS} e ON e.id = t.main_id
WHERE NOT t.tag = ANY (e.tags)
UNION ALL
SELECT own, e.id FROM {SCHEMA}.{EVENTS} e, unnest(e.tags) AS own
WHERE NOT EXISTS (SELECT FROM {SCHEMA}.{TAGS} t WHERE t.tag = own AND t.main_id = e.id)
LIMIT 1
"""


class Server(Protocol):
    """What a log needs of the store it is read from."""

    name: str
    connections: Connections

    @property
    def meta(self) -> Meta:
        """What the log says of itself."""

    def ask(self, question: Callable[[], T]) -> T:
        """Give the answer of the server, waiting for a lock as long as that is reasonable."""

    def close(self) -> None:
        """Close the connections."""

    def explained(self) -> AbstractContextManager[None]:
        """Turn what the server or the network says into a sentence."""


class PostgresLog:
    """The log of a database, read in the order of its positions. Positions may have gaps."""

    def __init__(self, store: Server, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._listens = self._is_closed = False

    def close(self) -> None:
        """Give the connection back, unless it listens."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._listens:
            self._connection.close()
        else:
            self._store.connections.give_back(self._connection)

    def store_id(self) -> str | None:
        """Give the UUID that the log got when it was created; None of a log of version 1, which has none."""
        return self._store.meta.store_id

    def head(self) -> int:
        """Give the last position, 0 for an empty log."""
        return int(self._one(f"SELECT coalesce(max(id), 0) FROM {SCHEMA}.{EVENTS}") or 0)

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position, None if there is none."""
        data = self._one(f"SELECT data FROM {SCHEMA}.{EVENTS} WHERE id = %s", position)
        return None if data is None else read_id(position, data)

    def facts(
        self, after: int, until: int, tag: str | None = None, stored_type: str | None = None
    ) -> Iterator[StoredFact]:
        """Read the facts after one position and up to another, those with a tag or of a type alone."""
        where, values = "", list[Any]()
        if tag is not None:
            where += f" AND id IN (SELECT main_id FROM {SCHEMA}.{TAGS} WHERE tag = %s)"
            values.append(tag)
        if stored_type is not None:
            where += " AND type = %s"
            values.append(stored_type)
        for position, kind, data, _ in self._pages(after, until, where, values):
            yield read_fact(self._store.name, position, kind, data)

    def events(self, after: int) -> Iterator[RawEvent]:
        """Read the events after a position as they lie there."""
        for position, kind, data, tags in self._pages(after, 2**62, "", []):
            # What is no UTF-8 is for verify to find; it does not pass for a fact.
            yield RawEvent(position, kind, (data or b"").decode("utf-8", "surrogateescape"), tags)

    def count(self) -> int:
        """Count the events."""
        return int(self._one(f"SELECT count(*) FROM {SCHEMA}.{EVENTS}") or 0)

    def wait(self, seconds: float) -> None:
        """Wait until the server notifies of an append, at most so long."""
        with self._store.explained():
            if not self._listens:
                self._connection.execute(SQL("LISTEN {}").format(Identifier(EVENTS)))
                self._listens = True
                return  # what was recorded before we listened is read first
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                pass

    def check(self) -> str | None:
        """Say which guard is not as init makes it, or which tags are not their events'."""
        return self.unguarded() or self._stray_tag()

    def unguarded(self, whats: Collection[str] = ()) -> str | None:
        """Say what is missing, changed or foreign first among some kinds of guards, or among all."""
        meta = self._store.meta
        return first_difference(self._store.ask(lambda: found_in(self._connection, meta, whats)), meta, whats)

    def _stray_tag(self) -> str | None:
        def look() -> tuple[Any, ...] | None:
            with self._connection.limited_to(CHECK_SECONDS):
                return self._cursor().execute(_STRAY_TAG).fetchone()

        row = self._store.ask(look)
        return f"the tag {row[0]} at #{row[1]} is not its event's" if row else None

    def _one(self, statement: str, *values: Any) -> Any:
        return self._store.ask(lambda: one(self._connection, statement, *values))

    def _cursor(self) -> "Cursor[tuple[Any, ...]]":
        return self._connection.cursor(row_factory=tuple_row)

    def _pages(self, after: int, until: int, where: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        statement = (
            f"SELECT id, type, data, tags FROM {SCHEMA}.{EVENTS}"
            f" WHERE id > %s AND id <= %s{where} ORDER BY id LIMIT {PAGE}"
        )
        while after < until:
            rows = self._store.ask(partial(self._rows, statement, (after, until, *values)))
            if not rows:
                return
            yield from rows
            after = rows[-1][0]

    def _rows(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return self._cursor().execute(statement, values).fetchall()
