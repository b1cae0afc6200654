"""The files of a view: built aside, named by a pointer, caught up when read, removed when nobody holds them.

A folder has, for each version of the view, a pointer `current-VERSION` with one line: the name
of the build to read. A build never takes the place of another file: beside a renamed file an
old write-ahead log would go on serving old rows.
"""

import fcntl
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import quote

from tracker.environment import collection_paused
from tracker.errors import StoreError
from tracker.log.stored import StoredFact
from tracker.projections.schema import SCHEMA, VIEW_VERSION

BATCH = 1_000
BUSY_SECONDS = 60.0
BUILD_CACHE_KIB = 64 * 1024
_BUILD = re.compile(r"view-([0-9]+)-([0-9]+)\.sqlite")


class Log(Protocol):
    """What a view needs of a log."""

    def head(self) -> int:
        """Give the last position, 0 for an empty log."""

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position."""

    def facts(self, after: int, until: int) -> Iterator[StoredFact]:
        """Read the facts after one position and up to another."""


Progress = Callable[[int, int], None]
"""Called with how many events are done, and of how many."""


class View:
    """An open view, current when it was opened; held against removal until it is closed."""

    def __init__(self, connection: sqlite3.Connection, hold: IO[bytes] | None) -> None:
        self.connection = connection
        self._hold = hold

    def close(self) -> None:
        """Close the file and let go of it."""
        self.connection.close()
        if self._hold:
            self._hold.close()


class Builds:
    """The builds of one log's view in a folder. `say` is told of a rebuild nobody asked for."""

    def __init__(
        self,
        folder: Path,
        *,
        say: Callable[[str], None] = lambda _: None,
        version: int = VIEW_VERSION,
    ) -> None:
        self._folder = folder
        self._say = say
        self._version = version

    def open(self, log: Log, progress: Progress | None = None) -> View:
        """Open the view, building it if there is none, and catch it up with the log."""
        self._make_folder()
        reason = None
        while True:
            name = self._pointer()
            if name is None or reason is not None:
                self._build(log, replacing=name, progress=progress)
                name = self._pointer()
            view = self._open(name) if name else None
            if view is None:
                # A rebuild of another process may have overtaken us; then nothing is wrong.
                reason = "is gone or damaged" if self._pointer() == name else None
            elif (reason := self._unfit(view, log)) is None:
                return view
            if reason:
                self._say(f"the view {reason}; it is rebuilt from the log")

    def put_aside(self) -> None:
        """Let the next look build the view anew."""
        (self._folder / f"current-{self._version}").unlink(missing_ok=True)

    def _unfit(self, view: View, log: Log) -> str | None:
        """Catch a view up; close it and say why, if it cannot be."""
        fit = False
        try:
            if not follows(view.connection, log):
                return "is of another log"
            catch_up(view.connection, log)
            fit = True
        except sqlite3.DatabaseError as error:
            if _is_busy(error):
                raise StoreError(
                    f"the view in {self._folder} is being written by another program",
                    "Run the command again.",
                ) from error
            return "is damaged"
        finally:
            if not fit:
                view.close()
        return None

    def rebuild(self, log: Log, progress: Progress | None = None) -> None:
        """Build the view anew, aside, and let the pointer name it once it is whole."""
        self._make_folder()
        self._build(log, replacing=self._pointer(), progress=progress, whatever_others_did=True)

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot create the view in {self._folder}: {error.strerror}",
                "Free the place, or set XDG_CACHE_HOME to a folder you can write.",
            ) from error

    def _pointer(self) -> str | None:
        try:
            name = (self._folder / f"current-{self._version}").read_text().strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if _BUILD.fullmatch(name) else None

    def _open(self, name: str) -> View | None:
        hold = (self._folder / f"{name}.hold").open("ab")
        fcntl.flock(hold, fcntl.LOCK_SH)
        try:
            connection = _connect(self._folder / name, "rw")
        except sqlite3.DatabaseError:
            hold.close()
            return None
        view = View(connection, hold)
        try:
            if connection.execute("SELECT checkpoint FROM meta").fetchone():
                return view
        except sqlite3.DatabaseError:
            pass
        view.close()
        return None

    def _build(
        self,
        log: Log,
        *,
        replacing: str | None,
        progress: Progress | None,
        whatever_others_did: bool = False,
    ) -> None:
        with self._alone():
            if not whatever_others_did and self._pointer() not in {replacing, None}:
                return
            name = f"view-{self._version}-{self._next_number()}.sqlite"
            try:
                self._write(name, log, progress)
            except BaseException:
                self._remove(name)
                raise
            self._tidy(name)

    def _write(self, name: str, log: Log, progress: Progress | None) -> None:
        """Write a build and, once it is whole, let the pointer name it."""
        path = self._folder / name
        try:
            connection = _connect(path, "rwc")
            try:
                build(connection, log, progress)
                connection.execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()
            path.chmod(0o600)
            pointer = self._folder / f"current-{self._version}"
            aside = pointer.with_name(f"{pointer.name}.new")
            aside.write_text(f"{name}\n")
            aside.replace(pointer)
        except sqlite3.IntegrityError as error:
            raise StoreError(
                f"the log has an event that is no fact: {error}", "Run tracker verify, or restore a backup."
            ) from error
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"cannot build the view in {self._folder}: {error}",
                "Make room, or set XDG_CACHE_HOME to a folder you can write.",
            ) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only builder; whoever waits finds the pointer moved."""
        with (self._folder / "building").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _next_number(self) -> int:
        numbers = [int(match[2]) for path in self._folder.iterdir() if (match := _BUILD.match(path.name))]
        return max(numbers, default=0) + 1

    def _tidy(self, keep: str) -> None:
        """Remove the builds of this version and of older ones that nobody holds."""
        for path in list(self._folder.iterdir()):
            match = _BUILD.match(path.name)
            if not match or match[0] == keep or int(match[1]) > self._version:
                continue
            with (self._folder / f"{match[0]}.hold").open("ab") as hold:
                try:
                    fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    continue
                self._remove(match[0])

    def _remove(self, name: str) -> None:
        for ending in ("", "-wal", "-shm", "-journal", ".hold"):
            (self._folder / f"{name}{ending}").unlink(missing_ok=True)


def follows(connection: sqlite3.Connection, log: Log) -> bool:
    """Say whether a view was built from this log: its last event is where it was."""
    checkpoint, event_id = connection.execute("SELECT checkpoint, checkpoint_event FROM meta").fetchone()
    return bool(checkpoint == 0 or log.event_id_at(checkpoint) == event_id)


def catch_up(connection: sqlite3.Connection, log: Log) -> None:
    """Apply what the log has and the view has not, in batches; the checkpoint moves with each."""
    head = log.head()
    if _checkpoint(connection) >= head:
        return
    from tracker.projections.current import refresh  # noqa: PLC0415 (a current view starts without them)
    from tracker.projections.projector import NoFactError, Projector  # noqa: PLC0415 (the same)

    careful = False
    while _checkpoint(connection) < head:
        connection.execute("BEGIN IMMEDIATE")
        try:
            projector = Projector(connection, careful=careful)
            after = projector.checkpoint
            projector.apply(islice(log.facts(after, head), BATCH))
            refresh(connection, sorted(projector.touched))
            connection.execute("COMMIT")
            careful = False
        except NoFactError:
            connection.execute("ROLLBACK")
            careful = True
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def build(connection: sqlite3.Connection, log: Log, progress: Progress | None = None) -> None:
    """Fill an empty database with the view of a log, in one transaction."""
    from tracker.projections.current import refresh_all  # noqa: PLC0415 (a current view starts without them)
    from tracker.projections.projector import NoFactError, Projector  # noqa: PLC0415 (the same)

    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIB}")
    for careful in (False, True):
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        head, projector = log.head(), Projector(connection, touches=False, careful=careful)
        try:
            with collection_paused():
                projector.apply(_told(log.facts(0, head), head, progress))
                refresh_all(connection)
        except NoFactError:
            connection.execute("COMMIT")
            _empty(connection)
        else:
            connection.execute("COMMIT")
            return


def _empty(connection: sqlite3.Connection) -> None:
    """Drop all tables; without a journal nothing can be rolled back."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'search_%'"
    ).fetchall()
    for (name,) in tables:
        connection.execute(f"DROP TABLE {name}")


class _InMemory(sqlite3.Connection):
    """A database in memory, which is gone with the last who knows of it; nothing is left to close."""

    def __del__(self) -> None:
        self.close()


def in_memory(log: Log) -> sqlite3.Connection:
    """Build a view in memory, for a history that is no store."""
    # Whichever thread collects it may close it.
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=_InMemory, check_same_thread=False)
    build(connection, log)
    return connection


def _told(facts: Iterator[StoredFact], head: int, progress: Progress | None) -> Iterator[StoredFact]:
    for fact in facts:
        yield fact
        if progress and fact.position % BATCH == 0:
            progress(fact.position, head)


def _checkpoint(connection: sqlite3.Connection) -> int:
    position: int = connection.execute("SELECT checkpoint FROM meta").fetchone()[0]
    return position


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    return "locked" in str(error) or "busy" in str(error)
