"""A new log is filled aside and gets its name once it is whole; what is refused leaves nothing."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from events.canonical import stored_form
from events.tags import tags_of
from tracker.errors import RefusedError, StoreError
from tracker.log.sqlite.filling import fill
from tracker.log.store import SQLiteStore
from tracker.log.stored import RawEvent
from tracker.log.upkeep import append, verify
from tracker.testing import History, agreed, claimed

TABLES = ("events", "tags")


def told() -> list[RawEvent]:
    """Give the events of a small history, as they lie in a log."""
    history = History().given(agreed("a"), agreed("b"), claimed("a", "stalled"), claimed("b", "fulfilled"))
    history.when_retracted(history.last("status.updated"))
    return [
        RawEvent(position, kind, stored_form(fields, stamp).decode(), tags_of(kind, fields, stamp))
        for position, kind, fields, stamp in history.facts()
    ]


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]


def test_a_log_that_is_filled_is_the_log_that_is_appended_to(tmp_path: Path) -> None:
    filled, appended = SQLiteStore(tmp_path / "filled.db"), SQLiteStore(tmp_path / "appended.db")
    events = told()
    assert fill(filled.path, events) == len(events) == verify(filled)
    appended.create()
    append(appended, events, 0, len(events), None, 2)
    assert rows(filled.path) == rows(appended.path)
    assert filled.path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(filled.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_what_is_refused_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[RawEvent]:
        yield told()[0]
        raise RefusedError("no more")

    with pytest.raises(RefusedError, match="no more"):
        fill(tmp_path / "new" / "log.db", broken())
    assert list((tmp_path / "new").iterdir()) == []


def test_a_log_that_comes_to_be_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "log.db"

    def slow() -> Iterator[RawEvent]:
        yield told()[0]
        path.write_text("theirs")

    with pytest.raises(RefusedError, match="another program is making"):
        fill(path, slow())
    assert path.read_text() == "theirs"


def test_of_two_that_fill_one_log_the_second_is_refused(tmp_path: Path) -> None:
    aside = tmp_path / ".log.db.filling"
    other = os.open(aside, os.O_RDWR | os.O_CREAT)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(RefusedError, match="another program is making"):
        fill(tmp_path / "log.db", told())
    assert aside.exists()
    os.close(other)
    assert fill(tmp_path / "log.db", told()) == verify(SQLiteStore(tmp_path / "log.db"))


def test_a_log_that_got_its_name_just_before_a_crash_is_not_emptied(tmp_path: Path) -> None:
    fill(tmp_path / "log.db", told())
    (tmp_path / ".log.db.filling").hardlink_to(tmp_path / "log.db")
    (tmp_path / "log.db").rename(tmp_path / "moved.db")
    with pytest.raises(RefusedError, match="another program is making"):
        fill(tmp_path / "log.db", told())
    assert verify(SQLiteStore(tmp_path / "moved.db")) == len(told())
    assert fill(tmp_path / "log.db", told()) == len(told())


def test_a_place_where_nothing_can_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot create the store"):
        fill(tmp_path / "file" / "log.db", told())
