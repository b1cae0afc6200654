"""Logs that version 0.1.0 created on a server are read, recorded into, followed and copied as they are."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import version_1
from desks import Desk
from recorded import append, event, problem
from servers import Database

from tracker.log.store import SQLiteStore, store_at
from tracker.log.upkeep import copy, verify


@pytest.fixture
def old(empty: Database) -> Database:
    """Give a database with a log of version 1."""
    version_1.create(empty)
    return empty


def test_it_is_read_and_recorded_into_by_the_roles_it_has(
    old: Database, desk_at: Callable[[str], Desk]
) -> None:
    writer, reader = (old.server.login(f"tracker_{role}") for role in ("writer", "reader"))
    desk = desk_at(old.url(writer))
    desk.done("demo")
    desk.done("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")
    desk.done("undo", "--yes")
    desk.done("verify")
    assert "otay-mesa-east" in desk_at(old.url(reader)).done("status").stdout
    ran = desk_at(old.url(reader))("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")
    assert f"GRANT tracker_writer TO {reader} (to record), or tracker_reader (to read)" in ran.stderr


def test_init_leaves_it_as_it_is(old: Database, desk_at: Callable[[str], Desk]) -> None:
    form = "SELECT count(*) FROM pg_class WHERE relnamespace = 'commitments'::regnamespace"
    before = old.rows(form)
    assert "It is there already" in desk_at(old.url()).done("init").stderr
    assert old.rows(form) == before
    assert old.rows("SELECT to_jsonb(meta) FROM commitments.meta") == [({"one": True, "log_version": 1},)]


def test_it_has_no_id(old: Database) -> None:
    store = old.store()
    log = store.read()
    assert log.store_id() is None
    log.close()
    store.close()


def test_it_is_copied_into_a_log_of_this_version_and_into_a_file(
    old: Database, database: Database, archivist: str, desk_at: Callable[[str], Desk], tmp_path: Path
) -> None:
    desk = desk_at(old.url(old.server.login("tracker_writer")))
    desk.done("demo")
    desk.done("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")
    desk.done("undo", "--yes")
    count = len(old.events())
    assert copy(store_at(old.url()), store_at(database.url(archivist))) == count
    assert database.events() == old.events()
    assert copy(store_at(old.url()), SQLiteStore(tmp_path / "copy.db")) == count
    assert verify(store_at(database.url(archivist))) == count


def test_its_archivists_record_what_others_signed(old: Database) -> None:
    archivist = old.server.login("tracker_archivist")
    append(old.store(archivist), event("somebody"))
    assert problem(old.store()) is None


def test_it_is_followed(old: Database) -> None:
    login = old.server.login("tracker_writer")
    follower, recorder = old.store(login), old.store(login)
    log = follower.read()
    log.wait(0)
    recording = threading.Timer(0.2, append, (recorder, event(login)))
    recording.start()
    log.wait(20)
    recording.join(10)
    assert log.count() == 1
    log.close()
    follower.close()
