"""A file that is no log of ours is refused with a sentence and left as it is."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.sqlite.schema import APPLICATION_ID, LOG_VERSION

Make = Callable[[Path], None]


def garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def text(path: Path) -> None:
    path.write_text("dear diary\n" * 200)


def short_text(path: Path) -> None:
    path.write_text("hello")


def only_a_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def foreign_in_wal_mode(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def foreign_with_a_table_called_events(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE events (position INTEGER PRIMARY KEY, type TEXT, data TEXT, tags TEXT)")
    connection.close()


def of_another_application(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 252006674")
    connection.execute("CREATE TABLE tiles (zoom INTEGER)")
    connection.close()


def of_version(version: int) -> Make:
    def make(path: Path) -> None:
        sqlite_file.create(path).close()
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.close()

    return make


STRANGERS: dict[str, tuple[Make, str]] = {
    "garbage": (garbage, "not a store of this tracker"),
    "a text": (text, "not a store of this tracker"),
    "a short text": (short_text, "not a store of this tracker"),
    "only a header": (only_a_header, "not a store of this tracker"),
    "foreign": (foreign, "not a store of this tracker"),
    "foreign in WAL mode": (foreign_in_wal_mode, "not a store of this tracker"),
    "foreign with events": (foreign_with_a_table_called_events, "not a store of this tracker"),
    "of another application": (of_another_application, "not a store of this tracker"),
    "of no version": (of_version(0), "has log version 0"),
    "newer": (of_version(LOG_VERSION + 1), f"has log version {LOG_VERSION + 1}"),
}
OPENINGS: dict[str, Callable[[Path], object]] = {
    "created": sqlite_file.create,
    "opened to write": sqlite_file.open_to_write,
    "opened to read": sqlite_file.open_to_read,
    "followed by a view": SQLiteLog,
}


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_is_no_log_of_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, stranger: str, opening: str
) -> None:
    make, sentence = STRANGERS[stranger]
    path = tmp_path / "file"
    make(path)
    path.chmod(0o640)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=sentence) as refusal:
        OPENINGS[opening](path)
    assert str(path) in refusal.value.message
    assert refusal.value.hint
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    # SQLite may leave its own files beside a write-ahead log it may only read; nothing else is made.
    assert {each.name for each in tmp_path.iterdir()} <= {"file", "file-wal", "file-shm"}


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_folder_is_refused_with_a_file_to_name_instead(tmp_path: Path, opening: str) -> None:
    with pytest.raises(StoreError, match="is a folder") as refusal:
        OPENINGS[opening](tmp_path)
    assert "commitments.db" in refusal.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opening", OPENINGS)
def test_what_is_neither_file_nor_folder_is_refused(tmp_path: Path, opening: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="is not a file"):
        OPENINGS[opening](tmp_path / "pipe")


@pytest.mark.parametrize("opening", [name for name in OPENINGS if name != "created"])
def test_a_file_that_is_not_there_is_missed_and_not_created(tmp_path: Path, opening: str) -> None:
    with pytest.raises(StoreError, match="there is no store at"):
        OPENINGS[opening](tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opening", [name for name in OPENINGS if name != "created"])
def test_an_empty_file_is_no_log_until_it_is_created(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    os.utime(path, (0, 0))
    with pytest.raises(StoreError, match="is an empty file") as refusal:
        OPENINGS[opening](path)
    assert "tracker init" in refusal.value.hint
    assert path.read_bytes() == b""


def test_an_empty_file_becomes_a_log_when_one_is_created_there(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    sqlite_file.create(path).close()
    log = SQLiteLog(path)
    assert log.head() == 0
    log.close()


def test_a_file_of_one_byte_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    """SQLite takes such a file for an empty database, and would write over it."""
    path = tmp_path / "file"
    path.write_text("x")
    with pytest.raises(StoreError, match="not a store of this tracker"):
        sqlite_file.create(path)
    assert path.read_text() == "x"


def test_creating_a_log_that_is_there_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    sqlite_file.create(path).close()
    before = path.read_bytes()
    sqlite_file.create(path).close()
    assert path.read_bytes() == before


def test_a_log_is_marked_as_ours(tmp_path: Path) -> None:
    sqlite_file.create(tmp_path / "log.db").close()
    connection = sqlite3.connect(tmp_path / "log.db")
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (LOG_VERSION,)
    connection.close()


def test_a_database_of_a_version_without_tables_is_not_called_an_empty_file(tmp_path: Path) -> None:
    """The hint for an empty file is to create the store, which would be refused with the same hint."""
    path = tmp_path / "file"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 5")
    connection.close()
    with pytest.raises(StoreError, match="not a store of this tracker"):
        sqlite_file.create(path)


def test_a_name_with_signs_that_urls_use_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory&x=%41#b.db"
    sqlite_file.create(path).close()
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    sqlite_file.open_to_read(path).close()
