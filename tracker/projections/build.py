"""Building a view from a log, catching it up, and comparing it with what the log gives.

Opening a view asks three things of it, all cheap: that it is of this store, that the event it ends
at is where it was, and that SQLite can read it. Rows that other hands changed without that are not
found then; `verify` finds them, since it builds the view once more and compares every row.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice, zip_longest
from typing import Any, NamedTuple, Protocol

from tracker.environment import Progress, collection_paused
from tracker.log.stored import StoredFact
from tracker.projections.schema import SCHEMA

BATCH = 1_000
BUILD_CACHE_KIB = 64 * 1024
_UNCHECKED = "PRAGMA foreign_keys = OFF"
"""References are there for readers: rows come in the order of the log."""


class Log(Protocol):
    """What a view needs of a log."""

    def head(self) -> int:
        """Give the last position, 0 for an empty log."""

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position."""

    def facts(self, after: int, until: int) -> Iterator[StoredFact]:
        """Read the facts after one position and up to another."""


class StoredLog(Log, Protocol):
    """What a view that is kept needs of the log it is kept for."""

    def store_id(self) -> str | None:
        """Give the id that was drawn when the store was created; one of version 1 has none."""


ProgressShown = Callable[[str], AbstractContextManager[Progress]]
"""Shows under a title how far something is, while its block lasts; called whether that is long or not."""


def build(connection: sqlite3.Connection, log: Log, progress: Progress | None = None) -> None:
    """Fill an empty database with the view of a log, in one transaction."""
    from tracker.projections.current import refresh_all  # noqa: PLC0415 (a current view starts without them)
    from tracker.projections.plain import VIEWS  # noqa: PLC0415 (the same)
    from tracker.projections.projector import NoFactError, Projector  # noqa: PLC0415 (the same)

    connection.execute(_UNCHECKED)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIB}")
    for careful in (False, True):
        connection.executescript(SCHEMA + VIEWS)
        connection.execute("BEGIN")
        head, projector = log.head(), Projector(connection, touches=False, careful=careful)
        try:
            with collection_paused():
                projector.apply(_told(log.facts(0, head), head, progress))
                refresh_all(connection)
        except NoFactError:
            connection.execute("COMMIT")
            _empty(connection)
            continue
        _note_where_it_ends(connection, log)
        connection.execute("COMMIT")
        return


def _empty(connection: sqlite3.Connection) -> None:
    """Drop all views and tables: without a journal nothing can be rolled back."""
    made = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' ORDER BY type DESC"
    ).fetchall()
    for kind, name in made:
        connection.execute(f"DROP {kind} {name}")


def catch_up(connection: sqlite3.Connection, log: Log, progress: Progress | None = None) -> None:
    """Apply what the log has and the view has not, in batches; the checkpoint moves with each."""
    head = log.head()
    if checkpoint(connection) >= head:
        return
    from tracker.projections.current import refresh  # noqa: PLC0415 (a current view starts without them)
    from tracker.projections.projector import NoFactError, Projector  # noqa: PLC0415 (the same)

    connection.execute(_UNCHECKED)
    careful = False
    while checkpoint(connection) < head:
        connection.execute("BEGIN IMMEDIATE")
        try:
            projector = Projector(connection, careful=careful)
            after = projector.checkpoint
            projector.apply(_told(islice(log.facts(after, head), BATCH), head, progress))
            refresh(connection, sorted(projector.touched))
            _note_where_it_ends(connection, log)
            connection.execute("COMMIT")
            careful = False
        except NoFactError:
            connection.execute("ROLLBACK")
            careful = True
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


class _InMemory(sqlite3.Connection):
    """A database in memory, which is gone with the last who knows of it; nothing is left to close."""

    def __del__(self) -> None:
        self.close()


def in_memory(log: Log, progress: Progress | None = None) -> sqlite3.Connection:
    """Build a view in memory, for a history that is no store, or where no file can be had."""
    connection = _empty_memory()
    build(connection, log, progress)
    return connection


def copy_in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Copy a view into memory; whoever holds the lock for writing it does not matter."""
    copy = _empty_memory()
    with _snapshot(connection):
        checkpoint(connection)  # which begins the reading, so that copying waits for nobody
        connection.backup(copy)
    return copy


def _empty_memory() -> sqlite3.Connection:
    # Whichever thread collects it may close it.
    return sqlite3.connect(":memory:", isolation_level=None, factory=_InMemory, check_same_thread=False)


def _told(facts: Iterator[StoredFact], head: int, progress: Progress | None) -> Iterator[StoredFact]:
    for fact in facts:
        yield fact
        if progress and fact.position % BATCH == 0:
            progress(fact.position, head)


def checkpoint(connection: sqlite3.Connection) -> int:
    """Give the position up to which a view has the log."""
    position: int = connection.execute("SELECT checkpoint FROM meta").fetchone()[0]
    return position


# Which log a view is of


def _note_where_it_ends(connection: sqlite3.Connection, log: Log) -> None:
    """Note the id of the last event as `follows` will ask for it: two readers of an id may not agree."""
    connection.execute("UPDATE meta SET checkpoint_event = ?", (log.event_id_at(checkpoint(connection)),))


def note_store(connection: sqlite3.Connection, log: StoredLog) -> None:
    """Note of which store a view is."""
    connection.execute("UPDATE meta SET store = ?", (log.store_id(),))


def follows(connection: sqlite3.Connection, log: StoredLog) -> bool:
    """Say whether a view was built from this log: its last event is where it was."""
    store, position, event_id = connection.execute(
        "SELECT store, checkpoint, checkpoint_event FROM meta"
    ).fetchone()
    return bool(store == log.store_id() and (position == 0 or log.event_id_at(position) == event_id))


def lost(connection: sqlite3.Connection, log: StoredLog) -> tuple[int, int] | None:
    """Find the first and last event that a view has of this store and the log has no more."""
    (store,) = connection.execute("SELECT store FROM meta").fetchone()
    if store != log.store_id() or follows(connection, log):
        return None
    events = "SELECT position, id FROM event WHERE position"
    begins = connection.execute(f"{events} > 0 ORDER BY position LIMIT 1").fetchone()
    if begins is None or (store is None and log.event_id_at(begins[0]) != begins[1]):
        return None  # without an id, a store is told by its first event
    shared, missing = 0, checkpoint(connection)
    while missing - shared > 1:
        middle = (shared + missing) // 2
        at = connection.execute(
            f"{events} BETWEEN ? AND ? ORDER BY position DESC LIMIT 1", (shared + 1, middle)
        )
        position, event_id = at.fetchone() or (middle, None)
        if event_id is None or log.event_id_at(position) == event_id:
            shared = middle
        else:
            missing = position
    (first,) = connection.execute("SELECT min(position) FROM event WHERE position > ?", (shared,)).fetchone()
    return first or missing, checkpoint(connection)


# Whether a view is what its log gives


class _UpTo:
    """A log as far as a view has it, whatever was recorded since."""

    def __init__(self, log: Log, head: int) -> None:
        self._head = head
        self.event_id_at = log.event_id_at
        self.facts = log.facts

    def head(self) -> int:
        """Give the last position that counts."""
        return self._head


class _Rows(NamedTuple):
    """Rows that are compared: of what, the columns of their key, and the query, in the order of the key."""

    of: str
    key: list[str]
    query: str


_SCHEMA = _Rows(
    "sqlite_master",
    ["type", "name"],
    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1, 2",
)
_WORDS = _Rows(
    "the full text",
    ["term", "position", "place"],
    "SELECT term, doc, offset FROM temp.words ORDER BY 1, 2, 3",
)
_AS_STORED = {"search", "search_data", "search_idx"}
"""Tables of the full text whose rows depend on the steps in which it was written: its words are compared."""
_ASKED_WHEN_OPENED = {"store"}


def differences(connection: sqlite3.Connection, log: Log, progress: Progress | None = None) -> list[str]:
    """Compare a view, row by row, with one built in memory; give a sentence for each table that differs.

    It is compared with the log as far as it goes itself, as one snapshot.
    """
    with _snapshot(connection):
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            return [f"the view is damaged: {found}"]
        whole = in_memory(_UpTo(log, checkpoint(connection)), progress)
        if what := _first_difference(connection, whole, _SCHEMA):
            return [f"the view does not have the tables of a view: {what}"]
        for each in (connection, whole):
            each.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
        compared = [(rows.of, _first_difference(connection, whole, rows)) for rows in _of_tables(whole)]
        connection.execute("DROP TABLE temp.words")
        return [f"the view is not what the log gives: in {of}, {what}" for of, what in compared if what]


@contextmanager
def _snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read as of one moment: that at which the caller began to, or now."""
    begins = not connection.in_transaction
    if begins:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if begins:
            connection.execute("ROLLBACK")


def _of_tables(connection: sqlite3.Connection) -> Iterator[_Rows]:
    """Give what is compared of a view with our tables: all of them, and the words of the full text."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in names:
        if table in _AS_STORED:
            continue
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        key = [name for place, name in sorted((column[5], column[1]) for column in columns) if place]
        rest = [name for _, name, *_ in columns if name not in {*key, *_ASKED_WHEN_OPENED}]
        yield _Rows(table, key, f"SELECT {', '.join([*key, *rest])} FROM {table} ORDER BY {', '.join(key)}")
    yield _WORDS


def _first_difference(view: sqlite3.Connection, whole: sqlite3.Connection, rows: _Rows) -> str | None:
    width = len(rows.key)
    for found, due in zip_longest(view.execute(rows.query), whole.execute(rows.query)):
        if found == due:
            continue
        if due is None or (found is not None and found[:width] < due[:width]):
            return f"{_named(rows, found)} is too much"
        if found is None or due[:width] < found[:width]:
            return f"{_named(rows, due)} is missing"
        return f"{_named(rows, due)} is changed"
    return None


def _named(rows: _Rows, row: tuple[Any, ...]) -> str:
    return "the row of " + ", ".join(
        f"{column} {value}" for column, value in zip(rows.key, row, strict=False)
    )


def has_our_tables(connection: sqlite3.Connection) -> bool:
    """Say whether the tables of a view are those we make: then what fails is not the view's fault."""
    from tracker.projections.plain import VIEWS  # noqa: PLC0415 (only what fails asks this)

    ours = _empty_memory()
    ours.executescript(SCHEMA + VIEWS)
    return _first_difference(connection, ours, _SCHEMA) is None
