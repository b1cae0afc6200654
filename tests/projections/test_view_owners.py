"""A view is kept only where it is ours alone: what others made or may write is never filled nor believed."""

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from desk import Desk, V
from waiting import Child

from tracker.application import Tracker
from tracker.environment import view_place
from tracker.projections.schema import SCHEMA

NOBODY = 65534
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can be two users")

AS_NOBODY = """
import os, sys
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
os.umask(0)
folder, version = sys.argv[1:]
os.mkdir(folder, 0o777)
os.chdir(folder)
with open(f"view-{version}-9.sqlite", "wb") as file:
    file.write(sys.stdin.buffer.read())
with open(f"current-{version}", "w") as file:
    file.write(f"view-{version}-9.sqlite")
"""


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder that everybody may write, like that for temporary files, and a cache of one's own."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-test-"))
    folder.chmod(0o1777)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def desk(shared: Path) -> Desk:
    desk = Desk(shared / "log.db").record("a", "b")
    shutil.rmtree(desk.folder, ignore_errors=True)
    return desk


def cached(desk: Desk) -> list[str]:
    """Name what there is of views in the cache."""
    return [each.name for each in desk.path.parent.glob("cache/*/*/view-*.sqlite")]


def status(desk: Desk) -> list[str]:
    """Read the commitments as a command does."""
    tracker = Tracker(desk.path, user="tester", say=desk.said.append)
    try:
        return [row["commitment"] for row in tracker.status()]
    finally:
        tracker.close()


def empty_view() -> bytes:
    """Make a view of nothing, which would follow any log."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        return connection.serialize()


def test_a_view_beside_a_log_is_for_its_user_alone(desk: Desk) -> None:
    assert status(desk) == ["a", "b"]
    assert cached(desk) == []
    assert stat.S_IMODE(desk.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in desk.folder.iterdir()} == {0o600}
    assert desk.said == []


@as_root
def test_a_folder_of_views_that_another_user_made_is_neither_filled_nor_believed(desk: Desk) -> None:
    with Child([sys.executable, "-c", AS_NOBODY, str(desk.folder), str(V)]) as child:
        child.tell("a forged view")
        assert child.end().code == 0
    (planted,) = desk.folder.glob("view-*")
    planted.write_bytes(empty_view())
    before = planted.read_bytes()
    assert status(desk) == ["a", "b"]
    assert status(desk) == ["a", "b"]
    assert planted.read_bytes() == before
    assert len(list(desk.folder.iterdir())) == 2
    assert len(cached(desk)) == 1
    (said,) = desk.said
    assert said.startswith(f"the views beside {desk.path} belong to nobody, so the view is kept in ")
    tracker = Tracker(desk.path, user="tester")
    assert tracker.verify() == 2


@as_root
def test_a_desk_of_another_user_keeps_no_views_of_ours(desk: Desk, shared: Path) -> None:
    os.chown(shared, NOBODY, NOBODY)
    assert status(desk) == ["a", "b"]
    assert not desk.folder.exists()
    assert desk.said[0].startswith(f"the folder of {desk.path} belongs to nobody, so the view is kept in ")


@pytest.mark.parametrize("mode", [0o777, 0o2775, 0o775 if os.getuid() else 0o757])
def test_a_desk_that_others_may_write_keeps_no_views(desk: Desk, shared: Path, mode: int) -> None:
    """They could put a folder of theirs in the place of ours."""
    shared.chmod(mode)
    if mode == 0o775 and view_place(str(desk.path), desk.folder).folder == desk.folder:
        pytest.skip("here each user has a group of their own")
    assert status(desk) == ["a", "b"]
    assert not desk.folder.exists()
    assert desk.said[0].startswith(f"the folder of {desk.path} may be written by others, so the view is kept")


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o2770])
def test_a_folder_of_views_that_others_may_write_is_not_used(desk: Desk, mode: int) -> None:
    desk.read()
    desk.folder.chmod(mode)
    assert status(desk) == ["a", "b"]
    assert len(cached(desk)) == 1
    assert desk.said[0].startswith(f"the views beside {desk.path} may be written by others, so the view is")


def test_a_link_in_the_place_of_the_folder_of_views_is_not_followed(desk: Desk, shared: Path) -> None:
    (shared / "elsewhere").mkdir(0o700)
    desk.folder.symlink_to(shared / "elsewhere")
    assert status(desk) == ["a", "b"]
    assert list((shared / "elsewhere").iterdir()) == []
    assert "are no real folder" in desk.said[0]


@as_root
def test_a_cache_folder_of_another_user_is_not_used_either(desk: Desk, shared: Path) -> None:
    shared.chmod(0o777)
    place = view_place(str(desk.path), desk.folder)
    place.folder.mkdir(parents=True)
    os.chown(place.folder, NOBODY, NOBODY)
    assert status(desk) == ["a", "b"]
    assert list(place.folder.iterdir()) == []
    (said,) = desk.said
    assert said.startswith(f"the folder {place.folder}, where the view is kept, belongs to nobody;")
    assert said.endswith("this command answers from memory")


def linked(view: Path, elsewhere: Path) -> None:
    view.replace(elsewhere)
    view.symlink_to(elsewhere)


def of_another(view: Path, _: Path) -> None:
    if os.getuid():
        pytest.skip("only root can give a file away")
    os.chown(view, NOBODY, NOBODY)


def open_to_others(view: Path, _: Path) -> None:
    view.chmod(0o666)


def a_pipe(view: Path, _: Path) -> None:
    view.unlink()
    os.mkfifo(view)


HANDS: list[Callable[[Path, Path], None]] = [linked, of_another, open_to_others, a_pipe]


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_file_that_is_not_ours_alone_is_not_read_as_a_view(
    desk: Desk, shared: Path, hand: Callable[[Path, Path], None], ending: str
) -> None:
    desk.read()
    before = desk.view
    hand_on = before.with_name(before.name + ending)
    hand_on.touch(mode=0o600)
    hand(hand_on, shared / "elsewhere")
    assert desk.read() == ["a", "b"]
    assert desk.view != before
    assert desk.said == ["the view is not ours alone; it is rebuilt from the log"]


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("name", [f"current-{V}", f"current-{V}.new", "building", f"view-{V}-1.sqlite.hold"])
def test_a_pointer_or_a_lock_that_is_not_ours_alone_gives_way(
    desk: Desk, shared: Path, hand: Callable[[Path, Path], None], name: str
) -> None:
    desk.read()
    (desk.folder / name).touch(mode=0o600)
    hand(desk.folder / name, shared / "elsewhere")
    (shared / "elsewhere").write_bytes(b"precious")
    assert desk.read() == ["a", "b"]
    desk.rebuild()
    assert desk.read() == ["a", "b"]
    assert (shared / "elsewhere").read_bytes() == b"precious"
    assert not (desk.folder / name).is_symlink()
    assert stat.S_ISREG((desk.folder / f"current-{V}").lstat().st_mode)


def test_a_file_that_is_there_already_is_never_filled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.read()
    before = desk.view.read_bytes()
    monkeypatch.setattr("tracker.projections.files.Builds._next_number", lambda _: 1)
    desk.record("c")
    (desk.folder / f"current-{V}").unlink()
    assert desk.read() == ["a", "b", "c"]
    assert desk.said[0].endswith("File exists; this command answers from memory")
    assert (desk.folder / f"view-{V}-1.sqlite").read_bytes() == before
