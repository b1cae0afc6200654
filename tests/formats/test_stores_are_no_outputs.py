"""A store, its journal, its view, and any database are never an output, by whatever name."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.formats.outputs import must_destroy_nothing, write
from tracker.log.store import SQLiteStore


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def store(tmp_path: Path) -> SQLiteStore:
    made = SQLiteStore(tmp_path / "desk.db")
    made.create()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def spellings(store: SQLiteStore) -> Iterator[Path]:
    """Give names of a store, of what is beside it, and of what is in its view, by ways of all kinds."""
    folder = store.path.parent
    (folder / "in").mkdir()
    (folder / "in" / "up").symlink_to("..")
    (folder / "desk.db.views").mkdir()
    (folder / "desk.db.views" / "current-3").write_text("view-3-1.sqlite\n")
    (folder / "views").symlink_to("desk.db.views")
    (folder / "link").symlink_to("desk.db")
    (folder / "link-to-link").symlink_to("link")
    (folder / "hard").hardlink_to(store.path)
    for ending in ("-wal", "-shm", "-journal"):
        (folder / f"link{ending}").symlink_to(f"desk.db{ending}")
    for name in ("desk.db", "link", "link-to-link", "hard"):
        for before in ("", ".", "in/..", "in/up"):
            yield folder / before / name
    for ending in ("-wal", "-shm", "-journal"):
        yield from (folder / before / f"desk.db{ending}" for before in ("", "in/up"))
        yield folder / f"link{ending}"
    for name in ("current-3", "view-3-1.sqlite", "new", "deep/er"):
        yield from (folder / before / name for before in ("desk.db.views", "in/up/desk.db.views", "views"))


def test_a_store_is_no_output_by_whatever_name(store: SQLiteStore) -> None:
    ways = list(spellings(store))
    before = names(store.path.parent), store.path.read_bytes()
    for path in ways:
        for told in (store, None):
            if told is None and path.name.endswith(("-wal", "-shm", "-journal")) and path.name[0] == "l":
                continue  # a link of another name to what is not there yet says nothing of a store
            with pytest.raises(InputError) as refusal:
                write(path, "text", told)
            assert refusal.value.exit_code == 2
            assert refusal.value.hint == "Give another file with -o; nothing was written."
    assert (names(store.path.parent), store.path.read_bytes()) == before


def test_a_store_that_is_named_relatively_is_the_same_store(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.path.parent)
    for one, other in (("desk.db", store.path), (str(store.path), Path("desk.db"))):
        with pytest.raises(InputError, match="is the store itself"):
            must_destroy_nothing(other, SQLiteStore(Path(one)))


def test_a_store_that_is_not_there_yet_keeps_its_place(tmp_path: Path) -> None:
    missing = SQLiteStore(tmp_path / "desk.db")
    for name in ("desk.db", "desk.db-wal", "desk.db.views/x"):
        with pytest.raises(InputError):
            write(tmp_path / name, "text", missing)
    assert names(tmp_path) == []


def test_another_store_or_database_is_no_output_either(store: SQLiteStore, tmp_path: Path) -> None:
    other = SQLiteStore(tmp_path / "other.txt")
    other.create()
    connection = sqlite3.connect(tmp_path / "foreign")
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    for name, said in (
        ("other.txt", "is a log of this tracker"),
        ("other.txt-wal", "belongs to the SQLite database"),
        ("other.txt.views/current-3", "lies in the folder of a view"),
        ("foreign", "is an SQLite database"),
        ("foreign-journal", "belongs to the SQLite database"),
    ):
        with pytest.raises(InputError, match=said):
            write(tmp_path / name, "text", store)


def test_a_view_in_the_cache_is_no_output(
    store: SQLiteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(InputError, match="lies in the folder of a view"):
        write(tmp_path / "commitments-tracker" / "0123456789abcdef" / "current-3", "text", store)


def test_a_refusal_comes_before_anything_is_computed(store: SQLiteStore) -> None:
    def parts() -> Iterator[str]:
        raise AssertionError("it was asked")
        yield ""

    with pytest.raises(InputError):
        write(store.path, parts(), store)


def test_a_file_that_is_like_a_store_by_its_name_alone_is_written(store: SQLiteStore, tmp_path: Path) -> None:
    for name in ("other.db", "notes-wal", "table.views", "desk.db.csv", "desk", "-wal"):
        for text in ("first", "SQLite is mentioned"):
            write(tmp_path / name, text, store)
            assert (tmp_path / name).read_text() == text
