"""Copies a log page by page: into a new file, or into the place of another, under SQLite's own locks."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

from tracker.environment import Progress
from tracker.errors import RefusedError, StoreError
from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.sqlite.refusals import explain

WAITING = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
JOURNALS = ("-wal", "-shm", "-journal")


def write_copy(source: SQLiteLog, file: Path, progress: Progress | None = None) -> None:
    """Write a log as of one moment into a new file, and read it back: every row of both tables."""
    try:
        with _one_moment(source.connection):
            _write_pages(source, file, progress)
            written = _digest(source.connection)
    except sqlite3.Error as error:
        raise StoreError(
            f"the store {source.path} cannot be copied into {file.parent}: {error}",
            "Make room, or verify the store.",
        ) from error
    with closing(SQLiteLog(file)) as again:
        if _digest(again.connection) != written:
            raise StoreError(
                f"what was written into {file.parent} is not what is read from there", "Look at the disk."
            )


def give_name(new: Path, path: Path) -> None:
    """Give a whole file its name, for good; raise FileExistsError where there is one of that name."""
    os.link(new, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def put_in_place(source: SQLiteLog, path: Path, *, replace: bool) -> Path | None:
    """Let a log take the place of what is at a path; give where that was put aside, None if nothing was.

    Readers and writers of the store may go on meanwhile: they see the one or the other. `replace` lets
    events go that the source has not, another store, or what is no database at all.
    """
    if not path.exists():
        sqlite_file.make_folders(path.parent)
        with suppress(FileExistsError):
            return _put_beside(source, path)
    target = _open_target(source, path)
    if target is None:
        if not replace:
            raise RefusedError(
                f"{path} cannot be read as a store, nor compared with {source.path}",
                "Restore into a new file, or let it be put aside.",
            )
        return _put_beside(source, path)
    with closing(target):
        return _put_into(source, target, path, replace=replace)


def _put_into(source: SQLiteLog, target: sqlite3.Connection, path: Path, *, replace: bool) -> Path | None:
    """Fill a database with the pages of another; under its write lock, what is there is put aside."""
    aside: list[Path] = []

    def locked() -> None:
        with closing(sqlite_file.connect(path, "ro")) as there:
            if sqlite_file.is_nothing(there):
                return
        with closing(SQLiteLog(path)) as log:
            if not replace:
                _must_lose_nothing(log, source)
            if not _is_empty(log):
                aside.append(_free_name(path))
                _write_pages(log, aside[0], None)  # it may be damaged: nothing is asked of it

    try:
        target.execute("PRAGMA synchronous = FULL")
        target.execute("PRAGMA busy_timeout = 1000")  # at a time
        with _one_moment(source.connection):
            _copy(source.connection, target, locked)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise explain(path, error) from error
    return aside[0] if aside else None


def _open_target(source: SQLiteLog, path: Path) -> sqlite3.Connection | None:
    """Open a file to be filled; None for what is no database."""
    sqlite_file.refuse_special(path)
    (size,) = source.connection.execute("PRAGMA page_size").fetchone()
    connection = sqlite_file.connect(path, "rw")
    try:
        connection.execute(f"PRAGMA page_size = {size}")  # heeded where there are no pages yet
        connection.execute("PRAGMA journal_mode = WAL")  # so that what is there can be read meanwhile
        if not sqlite_file.is_nothing(connection):
            sqlite_file.must_be_ours(connection, path)
        (there,) = connection.execute("PRAGMA page_size").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            raise explain(path, error) from error
        return None
    except BaseException:
        connection.close()
        raise
    if there == size:
        return connection
    connection.close()
    raise StoreError(
        f"{path} has pages of {there} bytes, {source.path} of {size}", "Restore into a new file."
    )


def _must_lose_nothing(there: SQLiteLog, source: SQLiteLog) -> None:
    """Refuse to put a log in the place of another one, or of a longer one."""
    if _is_empty(there):
        return
    if not _is_same_store(there, source):
        raise RefusedError(
            f"{source.path} is no backup of the store {there.path}, which is another",
            "Restore into a new file, or put the store aside with --replace.",
        )
    with suppress(StoreError):  # damage, which is what a backup is for
        last, ours = there.head(), source.head()
        if last > ours:
            more = f"#{last}" if last == ours + 1 else f"#{ours + 1} to #{last}"
            raise RefusedError(
                f"the store {there.path} has what {source.path} has not: {more}",
                "Restore into a new file, or put the store aside with --replace.",
            )
        if there.event_id_at(last) != source.event_id_at(last):
            raise RefusedError(
                f"the store {there.path} has another event #{last} than {source.path}",
                "Restore into a new file, or put the store aside with --replace.",
            )


def _is_same_store(one: SQLiteLog, other: SQLiteLog) -> bool:
    """Compare ids; version 1 has none, and is known by its first event."""
    try:
        ids = one.store_id(), other.store_id()
        return ids[0] == ids[1] and (ids[0] is not None or one.event_id_at(1) == other.event_id_at(1))
    except StoreError:
        return False


def _is_empty(log: SQLiteLog) -> bool:
    try:
        return log.head() == 0
    except StoreError:
        return False


def _put_beside(source: SQLiteLog, path: Path) -> Path | None:
    """Give a new file the name of what is no database, or is not there.

    The journals go first: one that is left would be replayed into the new file.
    """
    new, aside = path.with_name(f".{path.name}.restored"), _free_name(path)
    there = path.exists()
    try:
        new.unlink(missing_ok=True)
        write_copy(source, new)
        for ending in JOURNALS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
        if there:
            path.rename(aside)
        give_name(new, path)
    finally:
        for ending in ("", *JOURNALS):
            new.with_name(new.name + ending).unlink(missing_ok=True)
    return aside if there else None


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.before-restore-{number}") for number in count(1))
    return next(each for each in names if not each.exists())


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Read the log as of now, whatever is recorded meanwhile."""
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment begins with a look
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _write_pages(source: SQLiteLog, file: Path, progress: Progress | None) -> None:
    """Write all pages of a log into a new file, for its user alone, and wait for the disk."""
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(file)) as target:
        _copy(source.connection, target, progress=progress)
    with file.open("rb") as handle:
        os.fsync(handle.fileno())


def _copy(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    locked: Callable[[], None] = lambda: None,
    progress: Progress | None = None,
) -> None:
    """Copy all pages in one transaction of the target; `locked` is called once it has the write lock."""
    deadline, once = time.monotonic() + sqlite_file.BUSY_SECONDS, [locked]

    def step(status: int, left: int, total: int) -> None:
        if status in WAITING:
            if time.monotonic() > deadline:
                raise sqlite3.OperationalError("database is locked")
        elif once:
            once.pop()()
        if progress:
            progress(total - left, total)

    # A page at a time: the first step takes the lock, and only the last one commits.
    source.backup(target, pages=1, progress=step, sleep=0.05)


_EVENTS = "SELECT position, CAST(type AS BLOB), CAST(data AS BLOB), CAST(tags AS BLOB) FROM events"
_TAGS = "SELECT CAST(tag AS BLOB), CAST(type AS BLOB), position FROM tags"


def _digest(connection: sqlite3.Connection) -> str:
    """Give a digest of every row of a log, in the order of their keys."""
    digest = sha256()
    for rows in (f"{_EVENTS} ORDER BY position", f"{_TAGS} ORDER BY tag, type, position"):
        for row in connection.execute(rows):
            digest.update(repr(row).encode())
    return digest.hexdigest()
