"""The files of a view: named by a pointer, built aside, kept while held, built anew if lost."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk import Desk, FactsLog, V, commitments, facts_of

from tracker.application import Tracker
from tracker.errors import StoreError
from tracker.log.stored import StoredFact
from tracker.projections import build
from tracker.projections.build import catch_up, in_memory
from tracker.testing import tables
from tracker.views.selection import Selection

NAME = f"view-{V}-1.sqlite"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "log.db").record("a", "b")


def test_the_first_reading_builds_the_view_and_says_nothing(desk: Desk) -> None:
    shutil.rmtree(desk.folder, ignore_errors=True)
    assert desk.read() == ["a", "b"]
    assert desk.pointer == f"{NAME}\n"
    assert desk.views == [NAME]
    assert desk.said == []


def test_a_view_that_is_current_is_read_as_it_is(desk: Desk) -> None:
    desk.read()
    inode = (desk.folder / desk.pointer.strip()).stat().st_ino
    desk.read()
    assert (desk.folder / desk.pointer.strip()).stat().st_ino == inode


def test_one_reads_what_one_has_just_written(desk: Desk) -> None:
    for name in ("c", "d", "e"):
        desk.record(name)
        assert desk.read()[-1] == name
    assert desk.views == [desk.pointer.strip()]


def test_a_rebuild_lets_the_pointer_name_another_file_and_removes_the_old_one(desk: Desk) -> None:
    desk.read()
    before = desk.pointer
    desk.rebuild()
    assert desk.pointer != before
    assert desk.views == [desk.pointer.strip()]
    assert desk.read() == ["a", "b"]


def test_a_rebuild_never_takes_the_name_of_a_file_that_is_there(desk: Desk) -> None:
    desk.read()
    held_names = []
    views = []
    for _ in range(4):
        views.append(desk.open())
        held_names.append(desk.pointer)
        desk.rebuild()
    assert len({*held_names, desk.pointer}) == 5
    for view in views:
        view.close()


def test_a_build_that_somebody_reads_stays_until_they_are_done(desk: Desk) -> None:
    reader = desk.open()
    old = desk.pointer.strip()
    desk.rebuild()
    assert old in desk.views
    assert commitments(reader) == ["a", "b"]
    desk.rebuild()
    assert desk.views == sorted([old, desk.pointer.strip()])
    assert commitments(reader) == ["a", "b"]
    reader.close()
    desk.rebuild()
    assert desk.views == [desk.pointer.strip()]


def test_nothing_is_left_of_a_build_that_is_removed(desk: Desk) -> None:
    desk.read()
    for _ in range(3):
        desk.rebuild()
        desk.read()
    current = desk.pointer.strip()
    left = {each.name for each in desk.folder.iterdir()} - {"building", f"current-{V}"}
    assert {name for name in left if not name.startswith(current)} == set()


def test_a_build_that_was_interrupted_is_cleared_away_by_the_next(desk: Desk) -> None:
    desk.read()
    (desk.folder / f"view-{V}-7.sqlite").write_bytes(b"half a build")
    (desk.folder / f"current-{V}.new").write_text(f"view-{V}-7.sq")
    desk.rebuild()
    assert desk.views == [f"view-{V}-8.sqlite"]
    assert desk.read() == ["a", "b"]


# What happens to the files from outside


def garbage(view: Path) -> None:
    view.write_bytes(os.urandom(20_000))


def truncated(view: Path) -> None:
    os.truncate(view, view.stat().st_size // 2)


def cut_short(view: Path) -> None:
    os.truncate(view, 100)


def emptied(view: Path) -> None:
    os.truncate(view, 0)


def removed(view: Path) -> None:
    view.unlink()


def of_somebody_else(view: Path) -> None:
    view.unlink()
    connection = sqlite3.connect(view)
    connection.execute("CREATE TABLE meta (something TEXT)")
    connection.close()


def without_its_row(view: Path) -> None:
    connection = sqlite3.connect(view)
    connection.execute("DELETE FROM meta")
    connection.commit()
    connection.close()


DAMAGES = [garbage, truncated, cut_short, emptied, removed, of_somebody_else, without_its_row]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_view_that_was_damaged_is_built_anew_and_that_is_said(
    desk: Desk, damage: Callable[[Path], None]
) -> None:
    desk.read()
    damage(desk.folder / desk.pointer.strip())
    assert desk.read() == ["a", "b"]
    assert desk.said == ["the view is gone or damaged; it is rebuilt from the log"]
    desk.said.clear()
    assert desk.read() == ["a", "b"]
    assert desk.said == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_view_beside_the_journal_of_an_interrupted_reader_is_built_anew(
    desk: Desk, damage: Callable[[Path], None]
) -> None:
    desk.read()
    view = desk.folder / desk.pointer.strip()
    damage(view)
    for ending in ("-wal", "-shm"):
        view.with_name(view.name + ending).write_bytes(os.urandom(5_000))
    assert desk.read() == ["a", "b"]
    assert len(desk.said) == 1


@pytest.mark.parametrize("table", ["commitment", "claim", "current", "event", "meta"])
def test_damage_that_shows_only_when_a_page_is_read_is_no_bare_error(desk: Desk, table: str) -> None:
    desk.read()
    view = desk.folder / desk.pointer.strip()
    connection = sqlite3.connect(view)
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ? AND type = 'table'", (table,)
    ).fetchone()
    connection.close()
    with view.open("r+b") as file:
        file.seek(size * (page - 1))
        file.write(b"\xff" * size)
    tracker = Tracker(desk.path, user="tester", say=desk.said.append)
    try:
        for _ in range(2):
            rows = tracker.status(Selection(sort="status"))
    except sqlite3.DatabaseError as error:
        pytest.fail(f"a bare {type(error).__name__}: {error}")
    except StoreError:
        desk.rebuild()
        rows = tracker.status()
    assert len(rows) == 2


def test_a_deleted_folder_is_made_again_without_a_word(desk: Desk) -> None:
    desk.read()
    shutil.rmtree(desk.folder)
    assert desk.read() == ["a", "b"]
    assert desk.said == []


@pytest.mark.parametrize("content", [f"view-{V}-99.sqlite\n", "", "nonsense", "../log.db\n", "\xff\xfe"])
def test_a_pointer_that_names_nothing_of_use_is_set_anew(desk: Desk, content: str) -> None:
    desk.read()
    (desk.folder / f"current-{V}").write_bytes(content.encode("latin-1"))
    assert desk.read() == ["a", "b"]
    assert desk.views == [desk.pointer.strip()]


def test_a_pointer_that_names_a_missing_file_leaves_nothing_of_it_behind(desk: Desk) -> None:
    desk.read()
    (desk.folder / f"current-{V}").write_text(f"view-{V}-99.sqlite\n")
    desk.read()
    desk.rebuild()
    assert [each.name for each in desk.folder.glob(f"view-{V}-99*")] == []


def test_a_log_replaced_by_another_at_the_same_path_is_noticed(desk: Desk, tmp_path: Path) -> None:
    desk.read()
    other = Desk(tmp_path / "other.db").record("x", "y", "z")
    for each in tmp_path.glob("log.db-*"):
        each.unlink()
    other.path.replace(desk.path)
    assert desk.read() == ["x", "y", "z"]
    assert desk.said == ["the view is of another log; it is rebuilt from the log"]


def test_a_log_replaced_by_a_shorter_one_is_noticed(desk: Desk, tmp_path: Path) -> None:
    desk.read()
    other = Desk(tmp_path / "other.db").record("x")
    for each in tmp_path.glob("log.db-*"):
        each.unlink()
    other.path.replace(desk.path)
    assert desk.read() == ["x"]


# Versions


def test_each_version_of_the_view_has_a_pointer_of_its_own(desk: Desk) -> None:
    desk.read(V)
    reader = desk.open(V)
    assert desk.read(V + 1) == ["a", "b"]
    assert (desk.folder / f"current-{V + 1}").read_text() == f"view-{V + 1}-2.sqlite\n"
    assert commitments(reader) == ["a", "b"]
    reader.close()


def test_an_older_version_leaves_the_builds_of_a_newer_one_alone(desk: Desk) -> None:
    desk.read(V + 1)
    desk.rebuild(V)
    desk.rebuild(V)
    assert (desk.folder / (desk.folder / f"current-{V + 1}").read_text().strip()).exists()
    assert desk.read(V + 1) == ["a", "b"]
    assert desk.said == []


def test_a_newer_version_clears_away_the_builds_of_an_older_one_that_nobody_reads(desk: Desk) -> None:
    desk.read(V)
    desk.read(V + 1)
    assert desk.views == [(desk.folder / f"current-{V + 1}").read_text().strip()]
    assert desk.read(V) == ["a", "b"]


# Catching up


def test_a_view_catches_up_in_batches_each_with_its_checkpoint() -> None:
    facts = facts_of(2_500)
    connection = in_memory(FactsLog(facts[:2]))
    checkpoints: list[int] = []
    connection.set_trace_callback(
        lambda sql: (
            checkpoints.append(connection.execute("SELECT checkpoint FROM meta").fetchone()[0])
            if sql == "COMMIT"
            else None
        )
    )
    log = FactsLog(facts)
    catch_up(connection, log)
    connection.set_trace_callback(None)
    assert checkpoints == [1_002, 2_002, 2_500]
    whole = in_memory(FactsLog(facts))
    assert tables(connection) == tables(whole)


def test_a_batch_that_fails_leaves_the_view_at_the_batch_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "BATCH", 10)
    facts = facts_of(25)
    connection = in_memory(FactsLog([]))

    class Failing(FactsLog):
        def facts(self, after: int, until: int) -> Iterator[StoredFact]:
            for each in super().facts(after, until):
                if each.position == 15:
                    raise OSError
                yield each

    with pytest.raises(OSError):  # noqa: PT011 (raised above)
        catch_up(connection, Failing(facts))
    assert not connection.in_transaction
    assert connection.execute("SELECT checkpoint FROM meta").fetchone() == (10,)
    catch_up(connection, FactsLog(facts))
    assert tables(connection) == tables(in_memory(FactsLog(facts)))
