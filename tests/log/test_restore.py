"""A backup is what was there, and what is restored is the backup, whatever lay beside the file."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBEvent
from versions import VERSIONS, make

from tracker.application import Tracker
from tracker.errors import InputError, RefusedError, StoreError, TrackerError
from tracker.log.sqlite import pages
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.store import SQLiteStore
from tracker.log.upkeep import backup, restore, verify
from tracker.testing import agreed, held

RECORDS_AND_DIES = """
import os, sys
from tracker.application import Tracker
from tracker.testing import agreed
tracker = Tracker(sys.argv[1], user="other")
for number in range(int(sys.argv[2])):
    tracker.record(agreed(f"late-{number}", occasion="summit"))
os._exit(9)
"""


def recorded(path: Path, *commitments: str) -> SQLiteStore:
    tracker = Tracker(path, user="tester")
    if not path.exists() or not ids(path):
        tracker.record(held())
    for each in commitments:
        tracker.record(agreed(each, occasion="summit"))
    tracker.close()
    return SQLiteStore(path)


def ids(path: Path) -> list[str]:
    log = SQLiteLog(path)
    try:
        return [fact.fields["id"] for fact in log.facts(0, log.head())]
    finally:
        log.close()


@pytest.fixture(params=VERSIONS, ids=lambda version: f"version {version}")
def store(request: pytest.FixtureRequest, tmp_path: Path) -> SQLiteStore:
    path = tmp_path / "desk" / "log.db"
    path.parent.mkdir()
    make(path, request.param)
    return recorded(path, "crossing")


@pytest.fixture
def saved(store: SQLiteStore, tmp_path: Path) -> Path:
    backup(store, tmp_path / "backup.db")
    return tmp_path / "backup.db"


def killed_in_the_middle(store: SQLiteStore, events: int) -> None:
    command = [sys.executable, "-c", RECORDS_AND_DIES, str(store.path), str(events)]
    assert subprocess.run(command, timeout=60, check=False).returncode == 9
    assert store.path.with_name("log.db-wal").stat().st_size > 0


def test_what_a_killed_writer_left_in_the_journal_is_not_replayed_into_a_backup(
    store: SQLiteStore, saved: Path
) -> None:
    killed_in_the_middle(store, 2)
    restored = restore(saved, store, replace=True)
    assert restored.events == verify(store) == 2
    assert ids(store.path) == ["summit", "crossing"]
    assert restored.aside is not None
    assert ids(restored.aside) == ["summit", "crossing", "late-0", "late-1"]


def test_a_journal_that_is_left_without_its_file_is_not_replayed_either(
    store: SQLiteStore, saved: Path
) -> None:
    killed_in_the_middle(store, 2)
    store.path.unlink()
    assert restore(saved, store) == (2, None)
    assert ids(store.path) == ["summit", "crossing"]


def test_events_that_the_backup_has_not_are_named_and_kept(store: SQLiteStore, saved: Path) -> None:
    recorded(store.path, "later", "latest")
    with pytest.raises(RefusedError, match=r"has what .* has not: #3 to #4"):
        restore(saved, store)
    assert ids(store.path) == ["summit", "crossing", "later", "latest"]
    assert [each.name for each in store.path.parent.iterdir() if "restore" in each.name] == []


def test_a_store_that_went_another_way_is_kept(store: SQLiteStore, saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copy(saved, other)
    recorded(store.path, "this-way")
    recorded(other, "that-way", "further")
    with pytest.raises(RefusedError, match="has another event #3"):
        restore(other, store)
    assert restore(other, store, replace=True).events == 4


def test_another_store_gives_way_only_where_that_is_said(
    store: SQLiteStore, saved: Path, tmp_path: Path
) -> None:
    other = recorded(tmp_path / "other.db", "else")
    before = other.path.read_bytes()
    with pytest.raises(RefusedError, match="is no backup of the store"):
        restore(saved, other)
    assert other.path.read_bytes() == before
    aside = restore(saved, other, replace=True).aside
    assert aside is not None
    assert (ids(other.path), ids(aside)) == (ids(store.path), ["summit", "else"])


def test_a_damaged_store_is_restored_and_put_aside_as_it_was(store: SQLiteStore, saved: Path) -> None:
    content = bytearray(store.path.read_bytes())
    content[4096 * 2 :] = b"\xff" * len(content[4096 * 2 :])
    store.path.write_bytes(content)
    aside = restore(saved, store, replace=True).aside
    assert verify(store) == 2
    assert aside is not None
    assert b"\xff" * 4096 in aside.read_bytes()


@pytest.mark.parametrize("content", [b"dear diary\n" * 500, b"\0" * 8192], ids=["a text", "zeros"])
def test_what_is_no_database_gives_way_only_where_that_is_said(
    store: SQLiteStore, saved: Path, content: bytes
) -> None:
    store.path.write_bytes(content)
    store.path.with_name("log.db-wal").write_bytes(b"left")
    with pytest.raises(RefusedError, match="cannot be read as a store"):
        restore(saved, store)
    assert store.path.read_bytes() == content
    aside = restore(saved, store, replace=True).aside
    assert verify(store) == 2
    assert aside is not None
    assert aside.read_bytes() == content


def test_a_database_of_another_program_is_never_written_over(store: SQLiteStore, saved: Path) -> None:
    store.path.unlink()
    connection = sqlite3.connect(store.path)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    with pytest.raises(StoreError, match="not a store of this tracker"):
        restore(saved, store, replace=True)


@pytest.mark.parametrize("there", ["nothing", "an empty file", "an empty log", "the same"])
def test_a_backup_goes_where_nothing_is_lost_without_a_word(
    store: SQLiteStore, saved: Path, tmp_path: Path, there: str
) -> None:
    target = SQLiteStore(tmp_path / "new" / "log.db") if there != "the same" else store
    if there == "an empty file":
        target.path.parent.mkdir()
        target.path.touch()
    elif there == "an empty log":
        target.create()
    restored = restore(saved, target)
    assert (restored.aside is None) == (there != "the same")
    assert verify(target) == 2
    again = [SQLiteLog(each) for each in (target.path, store.path)]
    assert again[0].store_id() == again[1].store_id()
    for each in again:
        each.close()


def test_desks_that_have_the_store_open_go_on_with_what_was_restored(store: SQLiteStore, saved: Path) -> None:
    recorded(store.path, "later")
    recorder, log = SQLiteDCBRecorder(store.path), SQLiteLog(store.path)
    assert log.head() == recorder.read().head == 3
    restore(saved, store, replace=True)
    assert log.head() == recorder.read().head == 2
    assert recorder.append([DCBEvent(type="t", data=b"{}", tags=["a"])]) == 3
    assert log.head() == 3
    log.close()
    recorder.close()


def test_a_store_that_another_program_holds_is_waited_for_and_left_as_it_is(
    store: SQLiteStore, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.log.sqlite.file.BUSY_SECONDS", 0.2)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is being written by another program"):
        restore(saved, store)
    other.close()
    assert verify(store) == 2


def test_a_backup_that_is_not_whole_is_not_restored(store: SQLiteStore, saved: Path) -> None:
    connection = sqlite3.connect(saved)
    connection.execute("DROP TRIGGER tags_are_not_deleted")
    connection.close()
    with pytest.raises(RefusedError, match=r"backup\.db is not whole: the store lacks the trigger"):
        restore(saved, store, replace=True)


def test_what_is_no_backup_is_not_restored(store: SQLiteStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        restore(tmp_path / "none.db", store)
    with pytest.raises(InputError, match="is the store itself"):
        restore(store.path, store)
    (tmp_path / "text").write_text("dear diary\n" * 500)
    with pytest.raises(StoreError, match="not a store of this tracker"):
        restore(tmp_path / "text", store)
    assert ids(store.path) == ["summit", "crossing"]


def test_a_backup_is_read_back_before_it_gets_its_name(
    store: SQLiteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = iter(["what was there", "what was written"])
    monkeypatch.setattr(pages, "_digest", lambda _: next(digests))
    with pytest.raises(StoreError, match="is not what is read from there"):
        backup(store, tmp_path / "backup.db")
    assert os.listdir(tmp_path) == ["desk"]  # noqa: PTH208 (names)


def test_a_restored_store_is_what_views_show(store: SQLiteStore, saved: Path) -> None:
    tracker = Tracker(store.path, user="tester")
    tracker.record(agreed("later", occasion="summit"))
    assert [row["commitment"] for row in tracker.status()] == ["crossing", "later"]
    restore(saved, store, replace=True)
    assert [row["commitment"] for row in tracker.status()] == ["crossing"]
    tracker.record(agreed("other", occasion="summit"))
    assert [row["commitment"] for row in tracker.status()] == ["crossing", "other"]
    tracker.close()


def test_a_store_whose_clock_was_ahead_can_be_restored(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "log.db", user="tester", now=lambda: datetime(2099, 1, 1, tzinfo=UTC))
    tracker.record(held())
    tracker.close()
    store = SQLiteStore(tmp_path / "log.db")
    with pytest.raises(TrackerError, match="more than a day from now"):
        verify(store)
    backup(store, tmp_path / "backup.db")
    assert restore(tmp_path / "backup.db", store).events == 1
