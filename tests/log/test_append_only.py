"""A log refuses to be changed, whatever program holds it and whichever version it is of."""

import sqlite3
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from versions import VERSIONS, make

from tracker.application import Tracker
from tracker.log.sqlite.log import SQLiteLog
from tracker.testing import agreed, held

EVENT = "'meeting.held', '{}', '[]'"
FAR = 2**63 - 1
NEXT = "an event takes the next position"
REFUSED = f"{NEXT}|events are never replaced|a position was skipped|CHECK"
ONE_ID = "the id of a store never changes"


@pytest.fixture(params=VERSIONS, ids=lambda version: f"version {version}")
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def path(tmp_path: Path, version: int) -> Path:
    path = tmp_path / "log.db"
    make(path, version)
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
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        (table, row)
        for table in sorted(tables)
        if table != "sqlite_sequence"
        for row in connection.execute(f"SELECT * FROM {table}")
    ]


CHANGES = [
    ("UPDATE events SET data = '{}'", "events are never updated"),
    ("UPDATE events SET position = position + 10", "events are never updated"),
    ("UPDATE events SET rowid = 9 WHERE position = 1", "events are never updated"),
    ("UPDATE OR REPLACE events SET position = 1 WHERE position = 2", "events are never updated"),
    ("UPDATE OR IGNORE events SET data = '{}' WHERE position = 1", "events are never updated"),
    ("DELETE FROM events", "events are never deleted"),
    ("DELETE FROM events WHERE position = 2", "events are never deleted"),
    ("UPDATE tags SET tag = 'x'", "tags are never updated"),
    ("UPDATE OR REPLACE tags SET tag = 'meeting:summit'", "tags are never updated"),
    ("UPDATE OR IGNORE tags SET position = 2", "tags are never updated"),
    ("DELETE FROM tags", "tags are never deleted"),
    ("DELETE FROM tags WHERE position = 1", "tags are never deleted"),
    ("INSERT INTO tags VALUES ('meeting:x', 'meeting.held', 3)", "a tag needs its event"),
    ("INSERT INTO tags VALUES ('meeting:x', 'meeting.held', 2)", "a tag needs its event"),
    ("INSERT INTO tags VALUES ('meeting:x', 'meeting.held', -1)", "a tag needs its event"),
    ("INSERT OR IGNORE INTO tags VALUES ('meeting:x', 'meeting.held', 0)", "a tag needs its event"),
    ("REPLACE INTO tags VALUES ('meeting:x', 'treaty.signed', 1)", "a tag needs its event"),
    (
        "INSERT INTO tags SELECT * FROM tags WHERE true ON CONFLICT DO UPDATE SET tag = 'x'",
        "tags are never",
    ),
]


@pytest.mark.parametrize(("statement", "sentence"), CHANGES)
def test_no_program_may_change_what_is_recorded(
    plain: sqlite3.Connection, statement: str, sentence: str
) -> None:
    before = contents(plain)
    with pytest.raises(sqlite3.IntegrityError, match=sentence):
        plain.execute(statement)
    assert contents(plain) == before


VERBS = ("INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK")


@pytest.mark.parametrize("position", [1, 2, 4, 9, FAR, 0, -1, -FAR - 1])
def test_no_position_but_the_next_is_taken(plain: sqlite3.Connection, version: int, position: int) -> None:
    before = contents(plain)
    for verb in VERBS:
        # Version 1 passes over a negative position without a word where it is told to ignore.
        passes_over = version == 1 and verb == "INSERT OR IGNORE" and position <= 0
        with nullcontext() if passes_over else pytest.raises(sqlite3.IntegrityError, match=REFUSED):
            plain.execute(f"{verb} INTO events VALUES ({position}, {EVENT})")
        assert contents(plain) == before


@pytest.mark.parametrize(
    "upsert", ["DO NOTHING", "DO UPDATE SET data = 'x'", "(position) DO UPDATE SET data = 'x'"]
)
def test_no_upsert_reaches_an_event(plain: sqlite3.Connection, upsert: str) -> None:
    before = contents(plain)
    with pytest.raises(sqlite3.IntegrityError, match=f"{NEXT}|never replaced"):
        plain.execute(f"INSERT INTO events VALUES (1, {EVENT}) ON CONFLICT {upsert}")
    assert contents(plain) == before


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"])
def test_tags_that_are_inserted_again_are_the_same_tags(plain: sqlite3.Connection, verb: str) -> None:
    """They may be refused, passed over or replaced by themselves: nothing is lost."""
    before = contents(plain)
    with suppress(sqlite3.IntegrityError):
        plain.execute(f"{verb} INTO tags SELECT * FROM tags")
    assert contents(plain) == before
    assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_second_program_has_no_more_rights_than_the_first(path: Path) -> None:
    first, second = (sqlite3.connect(path, isolation_level=None) for _ in range(2))
    first.execute("PRAGMA recursive_triggers = ON")
    first.execute(f"INSERT INTO events VALUES (3, {EVENT})")
    for statement in (f"REPLACE INTO events VALUES (3, {EVENT})", f"INSERT INTO events VALUES (5, {EVENT})"):
        with pytest.raises(sqlite3.IntegrityError, match=f"{NEXT}|never replaced|was skipped"):
            second.execute(statement)
    second.execute(f"INSERT INTO events VALUES (4, {EVENT})")
    assert first.execute("SELECT max(position) FROM events").fetchone() == (4,)
    first.close()
    second.close()


def test_the_first_position_of_an_empty_log_is_one(tmp_path: Path, version: int) -> None:
    make(tmp_path / "new.db", version)
    connection = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError, match=f"{NEXT}|a position was skipped"):
        connection.execute(f"INSERT INTO events VALUES (2, {EVENT})")
    connection.execute(f"INSERT INTO events VALUES (1, {EVENT})")
    connection.close()


def test_the_next_position_may_be_inserted(plain: sqlite3.Connection) -> None:
    """The guards refuse changes, not appends."""
    plain.execute(f"INSERT INTO events VALUES (3, {EVENT}), (4, {EVENT})")
    assert plain.execute("SELECT max(position) FROM events").fetchone() == (4,)


def test_a_position_is_the_writers_to_give(plain: sqlite3.Connection, version: int) -> None:
    """Version 1 could give one itself."""
    statement = f"INSERT INTO events VALUES (NULL, {EVENT})"
    if version == 1:
        plain.execute(statement)
        assert plain.execute("SELECT max(position) FROM events").fetchone() == (3,)
    else:
        before = contents(plain)
        with pytest.raises(sqlite3.IntegrityError, match=NEXT):
            plain.execute(statement)
        with pytest.raises(sqlite3.IntegrityError, match=NEXT):
            plain.execute("INSERT INTO events (type, data, tags) VALUES ('x', '{}', '[]')")
        assert contents(plain) == before


@pytest.mark.parametrize("version", [2], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store SET id = 'x'",
        "UPDATE OR REPLACE store SET id = lower(hex(randomblob(16)))",
        "UPDATE store SET rowid = 7",
        "DELETE FROM store",
        "INSERT INTO store VALUES (lower(hex(randomblob(16))))",
        "INSERT OR IGNORE INTO store VALUES (lower(hex(randomblob(16))))",
        "REPLACE INTO store (rowid, id) VALUES (1, lower(hex(randomblob(16))))",
        "INSERT INTO store SELECT id FROM store",
    ],
)
def test_the_id_of_a_store_never_changes(plain: sqlite3.Connection, statement: str) -> None:
    before = contents(plain)
    with pytest.raises(sqlite3.IntegrityError, match=ONE_ID):
        plain.execute(statement)
    assert contents(plain) == before


def test_every_store_has_an_id_of_its_own_but_those_of_version_1(tmp_path: Path) -> None:
    found = []
    for number, version in enumerate((1, 2, 2)):
        make(tmp_path / f"{number}.db", version)
        log = SQLiteLog(tmp_path / f"{number}.db")
        found.append(log.store_id())
        log.close()
    old, one, other = found
    assert old is None
    assert one is not None
    assert other is not None
    assert one != other
    assert len(bytes.fromhex(one)) == len(bytes.fromhex(other)) == 16
