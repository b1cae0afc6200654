"""The schemas of a log in an SQLite file, one for each version; files of both are recorded into.

A version that was released never changes here: a file is compared with the text it was made from.
"""

import functools
import sqlite3
from collections.abc import Iterator

APPLICATION_ID = 0x434F4D54
"""`COMT` in ASCII: SQLite's mark of whose file this is."""
LOG_VERSION = 2
"""The version of new files."""

VERSION_1 = """
CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT CHECK (position > 0),
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    tags TEXT NOT NULL
) STRICT;
CREATE TABLE tags (
    tag TEXT NOT NULL,
    type TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (tag, type, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_are_not_updated BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never updated'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never deleted'); END;
CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never replaced'); END;
CREATE TRIGGER events_skip_no_position AFTER INSERT ON events
WHEN NEW.position > 1 AND NOT EXISTS (SELECT 1 FROM events WHERE position = NEW.position - 1)
BEGIN SELECT RAISE(ABORT, 'the log has no gaps: a position was skipped'); END;

CREATE TRIGGER tags_are_not_updated BEFORE UPDATE ON tags
BEGIN SELECT RAISE(ABORT, 'the log is append-only: tags are never updated'); END;
CREATE TRIGGER tags_are_not_deleted BEFORE DELETE ON tags
BEGIN SELECT RAISE(ABORT, 'the log is append-only: tags are never deleted'); END;
CREATE TRIGGER tags_are_not_replaced BEFORE INSERT ON tags
WHEN EXISTS (SELECT 1 FROM tags WHERE (tag, type, position) = (NEW.tag, NEW.type, NEW.position))
BEGIN SELECT RAISE(ABORT, 'the log is append-only: tags are never replaced'); END;
CREATE TRIGGER tags_come_with_their_event BEFORE INSERT ON tags
WHEN NOT EXISTS (SELECT 1 FROM events WHERE position = NEW.position AND type = NEW.type)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a tag needs its event'); END;
"""

VERSION_2 = """
CREATE TABLE events (
    position INTEGER PRIMARY KEY CHECK (position > 0),
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    tags TEXT NOT NULL
) STRICT;
CREATE TABLE tags (
    tag TEXT NOT NULL,
    type TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (tag, type, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE store (
    id TEXT NOT NULL CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*')
) STRICT;

-- One guard for what is replaced, skipped, far, negative or given no position at all: NEW.position is
-- -1 here where none is given. It does not rest on recursive_triggers, which each connection chooses.
CREATE TRIGGER events_come_in_order BEFORE INSERT ON events
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: an event takes the next position'); END;
CREATE TRIGGER events_are_not_updated BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never updated'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never deleted'); END;

-- No guard looks whether a tag is there already: all of its columns are its key, so that what replaces
-- it is the same row, and nothing is lost or changed.
CREATE TRIGGER tags_come_with_their_event BEFORE INSERT ON tags
WHEN NOT EXISTS (SELECT 1 FROM events WHERE position = NEW.position AND type = NEW.type)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: a tag needs its event'); END;
CREATE TRIGGER tags_are_not_updated BEFORE UPDATE ON tags
BEGIN SELECT RAISE(ABORT, 'the log is append-only: tags are never updated'); END;
CREATE TRIGGER tags_are_not_deleted BEFORE DELETE ON tags
BEGIN SELECT RAISE(ABORT, 'the log is append-only: tags are never deleted'); END;

CREATE TRIGGER store_has_one_id BEFORE INSERT ON store
WHEN EXISTS (SELECT 1 FROM store)
BEGIN SELECT RAISE(ABORT, 'the log is append-only: the id of a store never changes'); END;
CREATE TRIGGER store_id_is_not_updated BEFORE UPDATE ON store
BEGIN SELECT RAISE(ABORT, 'the log is append-only: the id of a store never changes'); END;
CREATE TRIGGER store_id_is_not_deleted BEFORE DELETE ON store
BEGIN SELECT RAISE(ABORT, 'the log is append-only: the id of a store never changes'); END;
"""

_GUARD = "CREATE TRIGGER "

SCHEMAS = {1: VERSION_1, 2: VERSION_2}

Objects = dict[tuple[str, str], tuple[str, str | None]]
"""(kind, name) → the table it belongs to, and the statement that made it."""


def lay_down(connection: sqlite3.Connection, version: int = LOG_VERSION, store_id: str | None = None) -> None:
    """Execute the schema of a version, inside the caller's transaction; version 2 is given a store id."""
    lay_tables(connection, version, store_id)
    set_guards(connection, version)


def lay_tables(connection: sqlite3.Connection, version: int, store_id: str | None = None) -> None:
    """Make the tables of a version, without the guards, and say whose file it is."""
    for statement in _statements(SCHEMAS[version]):
        if _GUARD not in statement:
            connection.execute(statement)
    if store_id is not None:
        connection.execute("INSERT INTO store (id) VALUES (?)", (store_id,))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")


def set_guards(connection: sqlite3.Connection, version: int) -> None:
    """Make the triggers of a version, of whose file the tables are there."""
    for statement in _statements(SCHEMAS[version]):
        if _GUARD in statement:
            connection.execute(statement)


def difference(connection: sqlite3.Connection, version: int) -> str | None:
    """Say what a file's tables, indexes and triggers have that its version has not, or lack; None if nothing.

    The texts must be equal letter by letter.
    """
    found, expected = _objects(connection), _expected(version)
    for kind, name in sorted(found.keys() - expected.keys()):
        return f"has the {kind} {name}, which is not ours"
    for kind, name in sorted(expected.keys() - found.keys()):
        return f"lacks the {kind} {name}"
    for kind, name in sorted(expected):
        if found[kind, name] != expected[kind, name]:
            return f"has another {kind} {name} than ours"
    if version > 1 and (ids := connection.execute("SELECT count(*) FROM store").fetchone()[0]) != 1:
        return f"has {ids} ids instead of one"
    return None


def _objects(connection: sqlite3.Connection) -> Objects:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {(kind, name): (table, text) for kind, name, table, text in rows}


@functools.cache
def _expected(version: int) -> Objects:
    """Let SQLite itself say what it keeps of a schema."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        lay_down(connection, version)
        return _objects(connection)
    finally:
        connection.close()


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
