"""A log refuses to be changed, whatever program holds it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.application import Tracker
from tracker.testing import agreed, held

EVENT = "'meeting.held', '{}', '[]'"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    tracker = Tracker(path, user="tester")
    tracker.record(held())
    tracker.record(agreed(occasion="summit"))
    tracker.close()
    return path


@pytest.fixture(params=["ON", "OFF"])
def plain(path: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """Open the log as any other program would, with triggers that recurse and without."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA recursive_triggers = {request.param}")
    yield connection
    connection.close()


def contents(connection: sqlite3.Connection) -> list[object]:
    return [
        *connection.execute("SELECT * FROM events ORDER BY position"),
        *connection.execute("SELECT * FROM tags ORDER BY tag, type, position"),
    ]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE events SET data = '{}'", "events are never updated"),
        ("UPDATE events SET position = position + 10", "events are never updated"),
        ("UPDATE OR REPLACE events SET position = 1 WHERE position = 2", "events are never updated"),
        ("UPDATE OR IGNORE events SET data = '{}' WHERE position = 1", "events are never updated"),
        ("DELETE FROM events", "events are never deleted"),
        ("DELETE FROM events WHERE position = 2", "events are never deleted"),
        (f"INSERT OR REPLACE INTO events VALUES (1, {EVENT})", "events are never replaced"),
        (f"REPLACE INTO events VALUES (2, {EVENT})", "events are never replaced"),
        (f"INSERT OR IGNORE INTO events VALUES (2, {EVENT})", "events are never replaced"),
        (
            f"INSERT INTO events VALUES (1, {EVENT}) ON CONFLICT DO UPDATE SET data = 'x'",
            "events are never replaced",
        ),
        (f"INSERT INTO events VALUES (4, {EVENT})", "a position was skipped"),
        (f"INSERT OR IGNORE INTO events VALUES (9, {EVENT})", "a position was skipped"),
        (f"INSERT INTO events VALUES (0, {EVENT})", "CHECK"),
        (f"INSERT INTO events VALUES (-1, {EVENT})", "CHECK"),
        (f"INSERT OR REPLACE INTO events VALUES (-5, {EVENT})", "CHECK"),
        ("UPDATE tags SET tag = 'x'", "tags are never updated"),
        ("UPDATE OR REPLACE tags SET tag = 'meeting:summit'", "tags are never updated"),
        ("DELETE FROM tags", "tags are never deleted"),
        ("DELETE FROM tags WHERE position = 1", "tags are never deleted"),
        ("INSERT OR REPLACE INTO tags SELECT * FROM tags", "tags are never replaced"),
        ("INSERT INTO tags VALUES ('meeting:x', 'meeting.held', 3)", "a tag needs its event"),
        ("INSERT INTO tags VALUES ('meeting:x', 'meeting.held', 2)", "a tag needs its event"),
        ("INSERT INTO tags VALUES ('meeting:x', 'meeting.held', -1)", "a tag needs its event"),
    ],
)
def test_no_program_may_change_what_is_recorded(
    plain: sqlite3.Connection, statement: str, sentence: str
) -> None:
    before = contents(plain)
    with pytest.raises(sqlite3.IntegrityError, match=sentence):
        plain.execute(statement)
    assert contents(plain) == before


def test_a_negative_position_does_not_slip_in_where_conflicts_are_ignored(plain: sqlite3.Connection) -> None:
    before = contents(plain)
    plain.execute(f"INSERT OR IGNORE INTO events VALUES (-1, {EVENT})")
    assert contents(plain) == before


def test_the_first_position_of_an_empty_log_is_one(tmp_path: Path) -> None:
    Tracker(tmp_path / "new.db", user="tester").init()
    connection = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError, match="a position was skipped"):
        connection.execute(f"INSERT INTO events VALUES (2, {EVENT})")
    connection.execute(f"INSERT INTO events VALUES (1, {EVENT})")
    connection.close()


@pytest.mark.parametrize("position", ["NULL", "3"])
def test_the_next_position_may_be_inserted(plain: sqlite3.Connection, position: str) -> None:
    """The guards refuse changes, not appends."""
    plain.execute(f"INSERT INTO events VALUES ({position}, {EVENT})")
    assert plain.execute("SELECT max(position) FROM events").fetchone() == (3,)
