"""Who may read a log, and what happens where it cannot be written."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from waiting import Child

from tracker.application import Tracker
from tracker.environment import name_of
from tracker.log.sqlite import file as sqlite_file
from tracker.log.store import SQLiteStore
from tracker.log.upkeep import verify
from tracker.testing import agreed, held

NOBODY = 65534
AS_NOBODY = """
import contextlib, getpass, hashlib, importlib, os, pkgutil, sys, tempfile
import events, tracker, tracker.testing
from tracker.application import Tracker
from tracker.errors import StoreError
from tracker.testing import agreed

# Nobody may be unable to enter the folders of the checkout, the environment or Python: what is not
# imported before the rights are dropped cannot be later, and much is imported where it is first used.
for package in (events, tracker):
    for each in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not each.name.endswith("__main__"):
            with contextlib.suppress(ModuleNotFoundError):  # extras
                importlib.import_module(each.name)
with tempfile.TemporaryDirectory() as folder:  # what others import, they import in this rehearsal
    rehearsal = Tracker(os.path.join(folder, "log.db"), user="nobody")
    rehearsal.record(agreed("rehearsal"))
    rehearsal.status()
    rehearsal.close()
if os.getuid() == 0:
    os.setgroups([])  # chmod alone does not keep root out
    os.setgid(65534)
    os.setuid(65534)
tracker = Tracker(sys.argv[1], user="nobody", say=lambda text: print("said", text))
for number, what in enumerate(sys.argv[2:]):
    if what == "wait":
        print("waiting", flush=True)
        sys.stdin.readline()
    try:
        if what == "read":
            print("read", [row["commitment"] for row in tracker.status()])
        elif what == "record":
            print("recorded", *(position for position, _ in tracker.record(agreed(f"more-{number}")).facts))
        elif what == "close":
            tracker.close()
    except StoreError as error:
        print("refused", error.message, "|", error.hint)
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def shared() -> Iterator[Path]:
    """Give a folder that another user can reach, as pytest's own cannot be."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-test-"))
    folder.chmod(0o755)
    yield folder
    for each in (folder, *folder.rglob("*")):
        if each.is_dir():
            each.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def store(shared: Path) -> Path:
    """Give a store in a folder of its own, with one meeting and one commitment, readable by all."""
    path = shared / "desk" / "log.db"
    tracker = Tracker(path, user="tester")
    tracker.record(held())
    tracker.record(agreed(occasion="summit"))
    tracker.close()
    path.parent.chmod(0o755)
    path.chmod(0o644)
    shutil.rmtree(path.with_name("log.db.views"), ignore_errors=True)
    return path


def as_nobody(store: Path, *what: str, meanwhile: Callable[[], None] = lambda: None) -> list[str]:
    """Do things in a process of another user's; give what it printed. While it waits, do something."""
    cache = store.parent.parent / "cache"
    cache.mkdir(exist_ok=True)
    cache.chmod(0o777)
    command = [sys.executable, "-c", AS_NOBODY, str(store), *what]
    printed: list[str] = []
    with Child(command, env={**os.environ, "XDG_CACHE_HOME": str(cache)}) as child:
        if "wait" in what:
            while (line := child.hear()) != "waiting":
                printed.append(line)
            meanwhile()
            child.tell("go on")
        code, rest, complaints = child.end()
    assert (code, complaints) == (0, "")
    return [*printed, *rest]


def give_to_nobody(store: Path) -> None:
    """Let a store and its folder belong to the user whose rights `as_nobody` has."""
    if os.getuid() == 0:
        for each in (store.parent, *store.parent.iterdir()):
            os.chown(each, NOBODY, NOBODY)


def test_a_log_and_the_folders_made_for_it_are_for_its_user_alone(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        path = tmp_path / "one" / "two" / "log.db"
        tracker = Tracker(path, user="tester")
        tracker.record(held())
        assert tracker.status() == []
        files = {each.name: mode(each) for each in path.parent.iterdir()}
        views = {each.name: mode(each) for each in path.with_name("log.db.views").glob("view-*.sqlite")}
        tracker.close()
    finally:
        os.umask(mask)
    assert mode(path) == 0o600
    assert files.pop("log.db.views") == 0o700
    assert set(files.values()) == {0o600}, files
    assert set(views.values()) == {0o600}
    assert mode(tmp_path / "one" / "two") == 0o700


def test_every_folder_made_on_the_way_is_for_its_user_alone(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        sqlite_file.create(tmp_path / "one" / "two" / "log.db").close()
    finally:
        os.umask(mask)
    assert [mode(tmp_path / "one"), mode(tmp_path / "one" / "two")] == [0o700, 0o700]


def test_a_log_that_is_there_keeps_the_mode_its_user_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    sqlite_file.create(path).close()
    path.chmod(0o640)
    sqlite_file.create(path).close()
    assert mode(path) == 0o640


def test_a_log_in_a_folder_that_cannot_be_written_is_read(store: Path) -> None:
    store.parent.chmod(0o555)
    store.chmod(0o444)
    assert as_nobody(store, "read", "read") == ["read ['crossing']"] * 2
    assert [each.name for each in store.parent.iterdir()] == ["log.db"]


def test_the_view_of_a_log_that_cannot_be_written_is_in_the_cache_folder(store: Path) -> None:
    store.parent.chmod(0o555)
    store.chmod(0o444)
    as_nobody(store, "read")
    assert list((store.parent.parent / "cache").glob("commitments-tracker/*/view-*.sqlite"))


def test_recording_into_a_log_that_cannot_be_written_is_refused_with_a_sentence(store: Path) -> None:
    store.parent.chmod(0o555)
    store.chmod(0o444)
    before = store.read_bytes()
    (line,) = as_nobody(store, "record")
    assert line.startswith("refused ")
    assert str(store) in line
    assert "write access" in line
    assert store.read_bytes() == before


def test_a_log_whose_folder_alone_cannot_be_written_is_not_damaged_by_recording(store: Path) -> None:
    """SQLite needs a journal beside the file, which cannot be made: nothing may be half recorded."""
    store.parent.chmod(0o555)
    store.chmod(0o666)
    before = store.read_bytes()
    recorded, read = as_nobody(store, "record", "read")
    assert recorded.startswith("refused ")
    assert read == "read ['crossing']"
    assert store.read_bytes() == before


def test_a_log_that_may_not_be_read_is_refused_with_a_sentence(store: Path) -> None:
    store.chmod(0o600)
    if os.getuid() != 0:
        store.chmod(0o000)
    owner = name_of(os.getuid())
    for line in as_nobody(store, "read", "read"):
        assert line.startswith(f"refused you may not read the store {store}, which belongs to {owner} | Ask")


def test_a_log_in_a_folder_that_may_not_be_entered_is_refused_with_whom_to_ask(store: Path) -> None:
    store.parent.chmod(0o700 if os.getuid() == 0 else 0o000)
    (line,) = as_nobody(store, "read")
    assert line.startswith(f"refused cannot open the store {store}: Permission denied | Ask its owner")


def test_a_journal_that_may_not_be_read_is_refused_with_whom_to_ask(store: Path) -> None:
    writer = Tracker(store, user="tester")
    writer.record(agreed("waiting"))
    store.with_name("log.db-wal").chmod(0o600 if os.getuid() == 0 else 0o000)
    (line,) = as_nobody(store, "read")
    writer.close()
    assert line.startswith("refused ")
    assert line.endswith("| Ask its owner for access to the file, to what lies beside it, and to its folder.")


def test_a_new_log_in_a_folder_that_cannot_be_written_is_refused_with_a_sentence(shared: Path) -> None:
    (shared / "desk").mkdir()
    (shared / "desk").chmod(0o555)
    (line,) = as_nobody(shared / "desk" / "log.db", "record")
    assert line.startswith("refused cannot create the store")
    assert "write access" in line
    assert list((shared / "desk").iterdir()) == []


def test_events_that_wait_in_the_journal_of_a_log_nobody_may_write_are_never_passed_over(
    store: Path,
) -> None:
    """A reader that cannot see the journal must not answer as if it were not there."""
    writer = Tracker(store, user="tester")
    writer.record(agreed("waiting"))
    assert store.with_name("log.db-wal").stat().st_size > 0
    store.chmod(0o444)
    store.with_name("log.db-wal").chmod(0o444)
    store.with_name("log.db-shm").chmod(0o000)
    store.parent.chmod(0o555)
    (line,) = as_nobody(store, "read")
    writer.close()
    assert line == "read ['crossing', 'waiting']" or line.startswith("refused ")


def test_permission_taken_away_in_the_middle_loses_nothing_and_says_so(store: Path) -> None:
    """What has the file open may go on; what opens it again is refused, and may still read."""
    give_to_nobody(store)

    def take_away() -> None:
        for each in store.parent.glob("log.db*"):
            if each.is_file():
                each.chmod(0o444)
        store.parent.chmod(0o555)

    *done, refused, read = as_nobody(
        store, "record", "wait", "record", "close", "record", "read", meanwhile=take_away
    )
    assert done == ["recorded 3", "recorded 4"]
    assert refused.startswith("refused ")
    assert str(store) in refused
    assert "write access" in refused
    assert read == "read ['crossing', 'more-0', 'more-2']"
    store.parent.chmod(0o777)
    assert verify(SQLiteStore(store)) == 4


def test_a_view_whose_folder_is_closed_in_the_middle_moves_to_the_cache_folder(store: Path) -> None:
    give_to_nobody(store)
    views = store.with_name("log.db.views")

    def take_away() -> None:
        for each in (*views.iterdir(), views):
            each.chmod(0o555)

    found = as_nobody(store, "read", "record", "wait", "read", "record", "read", meanwhile=take_away)
    assert found[:2] == ["read ['crossing']", "recorded 3"]
    assert found[-3:] == [
        "read ['crossing', 'more-1']",
        "recorded 4",
        "read ['crossing', 'more-1', 'more-4']",
    ]
