"""The log as an SQLite file: how it is created and opened.

Loads only the standard library, since reading commands open the log to see whether their view
is current. Its tables are `tracker.log.sqlite.schema`, writing is `tracker.log.sqlite.recorder`.
"""

import errno
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import quote

from events.sentences import sentence
from tracker.environment import is_of_the_kernel, name_of
from tracker.errors import StoreError
from tracker.log.sqlite.refusals import ASK, BUSY, explain, garbled
from tracker.log.sqlite.schema import APPLICATION_ID, LOG_VERSION, SCHEMAS, difference, lay_down

SMALLEST = 512
"""Bytes of the smallest database; SQLite takes a file of one byte for an empty one."""
BUSY_SECONDS = 60.0
"""So long another program is waited for."""
TELL_SECONDS = 1.0
"""After so long it is said what is waited for."""
MAKING_SECONDS = 2.0
"""An empty file that was touched so short a while ago is being made into a log by some process."""
PAGE = 1_000
POLL_SECONDS = 0.05
OFTEN, SELDOM = (0.0005, 0.0015), (0.01, 0.03)
"""Seconds between two looks whether a lock is free, at first and after it was said that it is waited for."""

TFound = TypeVar("TFound")

_MAKING = threading.Lock()


def create(path: Path) -> sqlite3.Connection:
    """Open the log at a path for writing, creating the file, its folders and its schema if need be.

    Any number of processes may do this at once: each finds the file as it is, and whoever gets
    the write lock first writes the schema.
    """
    refuse_special(path)
    try:
        make_folders(path.parent)
        _make_file(path)
    except OSError as error:
        cannot_write = sentence("cannot write the store {path}: {why}")
        cannot_create = sentence("cannot create the store {path}: {why}")
        doing = cannot_write if path.exists() else cannot_create
        raise StoreError(
            sentence(doing, path=path, why=error.strerror),
            "Give another place with --store, or ask for write access to the folder.",
        ) from error
    connection = connect(path, "rw")
    try:
        _initialise(connection, path)
        _prepare_to_write(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open an existing log for writing; refuse one whose guards are not what `create` writes."""
    _must_exist(path)
    connection = connect(path, "rw")
    try:
        _prepare_to_write(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open an existing log for reading, also where its folder cannot be written."""
    _must_exist(path)
    error: StoreError | None = None
    for mode in ("ro", "immutable"):
        if mode == "immutable" and _has_a_journal(path):
            break
        try:
            connection = connect(path, mode)
            try:
                must_be_ours(connection, path)
            except BaseException:
                connection.close()
                raise
        except StoreError as refusal:
            if not isinstance(refusal.__cause__, sqlite3.OperationalError):
                raise
            error = error or refusal
        else:
            return connection
    raise error or StoreError(sentence("cannot open the store {path}", path=path))


def patiently(act: Callable[[], TFound], path: Path, say: Callable[[str], None]) -> TFound:
    """Do what the lock of another program may forbid, as soon as it lets go; after a second, say so.

    For a connection that does not wait by itself: SQLite's own waiting sleeps up to a tenth of a second,
    while others come and go, so that of many writers some would wait for a second.
    """
    began, has_said = time.monotonic(), False
    while True:
        try:
            return act()
        except sqlite3.OperationalError as error:
            if not any(sign in str(error) for sign in BUSY):
                raise
            waited = time.monotonic() - began
            if waited >= BUSY_SECONDS:
                raise StoreError(
                    sentence(
                        "another program has not finished writing the store {path} in {seconds:.0f} s",
                        path=path,
                        seconds=BUSY_SECONDS,
                    ),
                    "It may be stopped: end it, or let it go on, and run the command again.",
                ) from error
        if waited >= TELL_SECONDS and not has_said:
            say(sentence("waiting for another program that is writing the store {path}", path=path))
            has_said = True
        time.sleep(random.uniform(*(SELDOM if has_said else OFTEN)))  # noqa: S311 (so that none keep in step)


def head(connection: sqlite3.Connection) -> int:
    """Give the last position of the log, 0 for an empty one."""
    last: int | None = connection.execute("SELECT max(position) FROM events").fetchone()[0]
    return last or 0


def must_be_guarded(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a log whose tables, indexes and triggers are not exactly those of its version."""
    found = difference(connection, _identity(connection)[1])
    if found:
        raise StoreError(
            # For translators: {found} is in English: what is wrong with the tables of the file
            sentence("the store {path} {found}, so nothing is recorded into it", path=path, found=found),
            "Somebody changed the file: verify it, and copy it into a new store or restore a backup.",
        )


def make_folders(folder: Path) -> None:
    """Create a folder and those above it, each for the user alone."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _make_file(path: Path) -> None:
    """Create an empty file for its user alone, unless there is one.

    One that is there is never opened: to close it would take from this process every lock that it
    has on the file, and another process would then delete the journal under an open connection.
    """
    with _MAKING:
        if not path.exists():
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    if not os.access(path, os.R_OK | os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file: to read (`ro`), to write (`rw`), or to read what nobody writes (`immutable`)."""
    options = "immutable=1" if mode == "immutable" else f"mode={mode}"
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?{options}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
    except sqlite3.Error as error:
        raise explain(path, error) from error
    try:
        # Triggers of REPLACE fire only with this, and a busy log is waited for, never reported.
        connection.execute("PRAGMA recursive_triggers = ON")
    except sqlite3.Error as error:
        connection.close()
        raise explain(path, error) from error
    return connection


def _prepare_to_write(connection: sqlite3.Connection, path: Path) -> None:
    """Prepare a connection for writing: the log is ours and guarded, and a commit waits for the disk."""
    must_be_ours(connection, path)
    try:
        must_be_guarded(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error as error:
        raise explain(path, error) from error
    except UnicodeDecodeError as error:
        raise garbled(path) from error


def _initialise(connection: sqlite3.Connection, path: Path) -> None:
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if _state(connection) == _NOTHING:
                # SQLite's busy handler does not retry this switch, so we do.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("BEGIN IMMEDIATE")
                if _is_empty(connection):
                    lay_down(connection, LOG_VERSION, os.urandom(16).hex())
                connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise explain(path, error) from error
            time.sleep(0.01)
        except sqlite3.DatabaseError as error:
            raise _foreign(path) from error
        except UnicodeDecodeError as error:
            raise garbled(path) from error
        else:
            return


class _State(NamedTuple):
    """What tells whose file it is."""

    application: int
    version: int
    is_empty: bool


_NOTHING = _State(0, 0, is_empty=True)


def _state(connection: sqlite3.Connection) -> _State:
    """Look at a file as of one moment: another process may be making it a log."""
    connection.execute("BEGIN")
    try:
        return _State(*_identity(connection), _is_empty(connection))
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def is_nothing(connection: sqlite3.Connection) -> bool:
    """Say whether a file is empty: nobody made anything of it yet."""
    return _state(connection) == _NOTHING


def _is_empty(connection: sqlite3.Connection) -> bool:
    tables: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return tables == 0


def _identity(connection: sqlite3.Connection) -> tuple[int, int]:
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return application, version


def must_be_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no log of ours; wait for one that another process is making just now."""
    deadline = time.monotonic() + BUSY_SECONDS
    try:
        while (state := _state(connection)) == _NOTHING:
            if time.monotonic() > deadline or not _is_being_made(path):
                raise StoreError(
                    sentence("the store {path} is an empty file", path=path),
                    sentence("Create it with: tracker init --store {path}", path=path),
                )
            time.sleep(0.01)
    except sqlite3.OperationalError as error:
        raise explain(path, error) from error
    except sqlite3.DatabaseError as error:
        raise _foreign(path) from error
    except UnicodeDecodeError as error:
        raise garbled(path) from error
    if state.application != APPLICATION_ID:
        raise _foreign(path)
    if state.version not in SCHEMAS:
        raise StoreError(
            sentence(
                "the store {path} has log version {version}; this tracker uses {own}",
                path=path,
                version=state.version,
                own=LOG_VERSION,
            ),
            "Use the tracker that wrote it, or copy its history into a new store.",
        )


def _is_being_made(path: Path) -> bool:
    """Say whether an empty file, or a journal beside it, was touched a moment ago."""
    for ending in ("", "-wal", "-journal"):
        with suppress(OSError):
            touched = path.with_name(path.name + ending).stat().st_mtime
            if abs(time.time() - touched) < MAKING_SECONDS:
                return True
    return False


def _foreign(path: Path) -> StoreError:
    return StoreError(
        sentence("{path} is not a store of this tracker, so it was left alone", path=path),
        "Give the path of a store, or of a file that does not exist yet.",
    )


def refuse_special(path: Path) -> None:
    """Refuse what is no file, or too small for a database."""
    if path.is_dir():
        raise StoreError(
            sentence("the store {path} is a folder", path=path),
            sentence("Name a file in it: --store {path}", path=path / "commitments.db"),
        )
    if path.exists() and (not path.is_file() or is_of_the_kernel(path)):
        raise StoreError(sentence("the store {path} is not a file", path=path), "Name a file.")
    if path.exists() and 0 < path.stat().st_size < SMALLEST:
        raise _foreign(path)


def _must_exist(path: Path) -> None:
    try:
        refuse_special(path)
        missing = not path.exists()
    except OSError as error:
        raise StoreError(
            sentence("cannot open the store {path}: {why}", path=path, why=error.strerror),
            ASK if isinstance(error, PermissionError) else "",
        ) from error
    if missing:
        raise StoreError(
            sentence("there is no store at {path}", path=path),
            "Create it with tracker init, record into it, or name another with --store.",
        )
    if not os.access(path, os.R_OK):
        owner = name_of(path.stat().st_uid)
        raise StoreError(
            sentence("you may not read the store {path}, which belongs to {owner}", path=path, owner=owner),
            sentence("Ask {owner} for read access to the file, or name another with --store.", owner=owner),
        )


def _has_a_journal(path: Path) -> bool:
    """Say whether a write-ahead log holds events that an immutable reader would not see."""
    journal = path.with_name(path.name + "-wal")
    try:
        return journal.stat().st_size > 0
    except OSError:
        return False
