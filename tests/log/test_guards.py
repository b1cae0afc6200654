"""A log whose tables, indexes or triggers are not exactly ours is recorded into by nobody."""

import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBEvent
from versions import VERSIONS, make

from tracker.application import Tracker
from tracker.errors import StoreError
from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.sqlite.schema import SCHEMAS, difference
from tracker.log.store import SQLiteStore
from tracker.log.upkeep import DamagedError, verify
from tracker.testing import agreed, held

FORGE = """
CREATE TRIGGER forge AFTER INSERT ON events WHEN NEW.position < 100
BEGIN INSERT INTO events VALUES (NEW.position + 1, 'meeting.held', '{}', '[]'); END
"""
LOOKS_AWAY = """
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
WHEN OLD.position > 1 BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never deleted'); END
"""
CHANGES = {
    "a guard is gone": ("DROP TRIGGER events_are_not_updated", "lacks the trigger events_are_not_updated"),
    "a foreign trigger": (FORGE, "has the trigger forge, which is not ours"),
    "a guard that looks away": (
        f"DROP TRIGGER events_are_not_deleted; {LOOKS_AWAY}",
        "has another trigger events_are_not_deleted than ours",
    ),
    "a foreign table": ("CREATE TABLE recipes (name)", "has the table recipes, which is not ours"),
    "a foreign index": ("CREATE UNIQUE INDEX one ON events (type)", "has the index one, which is not ours"),
    "a foreign view": ("CREATE VIEW log AS SELECT * FROM events", "has the view log, which is not ours"),
    "one more column": ("ALTER TABLE events ADD COLUMN more TEXT", "has another table events than ours"),
}
RELEASED = {
    1: "1e47cc7055163ae6e3982375ad78c5c72fe21620ea0206dd17e67d41a3960048",
    2: "2f0e2cb582bd17e262c0a82f38338665de041a5482f2bae69f8bae46c8b9200e",
}
"""Version → the digest of its schema."""


def event() -> DCBEvent:
    return DCBEvent(type="t", data=b"{}", tags=["a"])


@pytest.fixture(params=VERSIONS, ids=lambda version: f"version {version}")
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    make(path, request.param)
    tracker = Tracker(path, user="tester")
    tracker.record(held())
    tracker.close()
    return path


def executed(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_ours_in_a_store_is_named_before_anything_is_recorded(path: Path, change: str) -> None:
    statement, said = CHANGES[change]
    executed(path, statement)
    before = path.read_bytes()
    for opening in (sqlite_file.create, sqlite_file.open_to_write, SQLiteDCBRecorder):
        with pytest.raises(StoreError, match=said) as refusal:
            opening(path)
        assert str(path) in refusal.value.message
        assert refusal.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_ours_in_a_store_is_named_by_verify(path: Path, change: str) -> None:
    statement, said = CHANGES[change]
    executed(path, statement)
    with pytest.raises(DamagedError, match=said):
        verify(SQLiteStore(path))


@pytest.mark.parametrize("change", CHANGES)
def test_what_comes_into_a_store_while_it_is_open_is_found_by_the_next_append(
    path: Path, change: str
) -> None:
    recorder = SQLiteDCBRecorder(path)
    recorder.append([event()])
    statement, said = CHANGES[change]
    executed(path, statement)
    with pytest.raises(StoreError, match=said):
        recorder.append([event()])
    assert recorder.read().head == 2
    recorder.close()


@pytest.mark.parametrize("rows", [0, 2])
def test_a_store_has_one_id(tmp_path: Path, rows: int) -> None:
    path = tmp_path / "log.db"
    make(path, 2)
    connection = sqlite3.connect(path, isolation_level=None)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'store'").fetchall()
    for name, _ in guards[1:]:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM store" if rows == 0 else "INSERT INTO store SELECT id FROM store")
    for _, text in guards[1:]:
        connection.execute(text)
    connection.close()
    with pytest.raises(StoreError, match=f"has {rows} ids instead of one"):
        SQLiteDCBRecorder(path)


def test_a_store_that_is_not_guarded_is_read_as_before(path: Path) -> None:
    executed(path, "DROP TRIGGER events_are_not_updated")
    log = SQLiteLog(path)
    assert [fact.type for fact in log.facts(0, log.head())] == ["meeting.held"]
    log.close()


def test_a_store_of_each_version_is_used_as_it_is(path: Path) -> None:
    before = executed_schema(path)
    tracker = Tracker(path, user="tester")
    tracker.record(agreed(occasion="summit"))
    assert [row["commitment"] for row in tracker.status()] == ["crossing"]
    tracker.close()
    assert verify(SQLiteStore(path)) == 2
    assert executed_schema(path) == before


def executed_schema(path: Path) -> list[object]:
    connection = sqlite3.connect(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    assert difference(connection, version) is None
    found = [version, *connection.execute("SELECT * FROM sqlite_master ORDER BY name")]
    connection.close()
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_of_a_released_version_never_changes(version: int) -> None:
    """Files are compared with it letter by letter: they would all be refused."""
    assert sha256(SCHEMAS[version].encode()).hexdigest() == RELEASED[version]
