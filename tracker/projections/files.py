"""The files of a view: built aside, named by a pointer, caught up when read, removed when nobody holds them.

A folder has, for each version of the view, a pointer `current-VERSION` with one line: the name
of the build to read. A build never takes the place of another file: beside a renamed file an
old write-ahead log would go on serving old rows. Folder and files are used only if they are ours
alone. Where they do not serve just now, a view is answered from memory, and why is said.
"""

import fcntl
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from tracker.environment import Progress, fault_of_folder
from tracker.errors import StoreError
from tracker.projections import build
from tracker.projections.blame import fault_of_place, is_busy, is_damage
from tracker.projections.build import StoredLog
from tracker.projections.holds import (
    TELL_SECONDS,
    WAIT_SECONDS,
    PlaceError,
    Waiting,
    alone,
    create_own,
    is_own,
    open_own,
    read_own,
    try_lock,
    write_own,
)
from tracker.projections.schema import VIEW_VERSION

TURNS = 100
"""So often others may replace a view while it is opened."""
ENDINGS = ("", "-wal", "-shm", "-journal", ".hold")
"""Of the files of a build."""
_BUILD = re.compile(r"view-([0-9]+)-([0-9]+)\.sqlite")


class UnfitError(Exception):
    """A view must be built anew; the message says what is wrong with it."""


class LostError(Exception):
    """A log has lost what its view has seen."""

    def __init__(self, first: int, last: int) -> None:
        events = f"#{first}" if first == last else f"#{first}\N{EN DASH}#{last}"
        super().__init__(
            f"the log has lost {events}, which the view has seen:"
            " restore a backup, or go on without them (tracker rebuild)"
        )


class View:
    """An open view, current when it was opened; held against removal until it is closed.

    One without a hold is in memory.
    """

    def __init__(self, connection: sqlite3.Connection, hold: int | None) -> None:
        self.connection = connection
        self.hold = hold

    def is_to_blame_for(self, error: sqlite3.Error) -> bool:
        """Say whether an error comes of the file, and not of how it was asked."""
        return self.hold is not None and is_damage(error, self.connection)

    def close(self) -> None:
        """Close the file and let go of it."""
        self.connection.close()
        if self.hold is not None:
            os.close(self.hold)
            self.hold = None


class Builds:
    """The builds of one log's view in a folder.

    `say` is told of waits and of a rebuild nobody asked for; `why_here` is said when the folder is
    made.
    """

    def __init__(
        self,
        folder: Path,
        *,
        say: Callable[[str], None] = lambda _: None,
        version: int = VIEW_VERSION,
        why_here: str = "",
    ) -> None:
        self._folder = folder
        self._say = say
        self._version = version
        self._why_here = why_here

    def open(self, log: StoredLog, progress: Progress | None = None) -> View:
        """Open the view, building it if there is none, and catch it up with the log."""
        waiting = Waiting(self._say)
        copy = None
        try:
            self._make_folder()
            return self._current(log, progress, waiting)
        except LostError as error:
            self._say(str(error))
        except PlaceError as error:
            self._say(f"{error}; this command answers from memory")
            copy = self._copy(log, progress, waiting)
        return View(copy or build.in_memory(log, progress), None)

    def rebuild(self, log: StoredLog, progress: Progress | None = None) -> None:
        """Build the view anew, aside, and let the pointer name it once it is whole."""
        try:
            self._make_folder()
            self._build(log, self._pointer(), progress, Waiting(self._say), whatever_others_did=True)
        except PlaceError as error:
            raise StoreError(
                str(error), "Try again, make room, or set XDG_CACHE_HOME to a folder you can write."
            ) from error

    def differences(self, log: StoredLog, progress: Progress | None = None) -> list[str]:
        """Compare the view, as far as it goes, with what its log gives; say in what it differs.

        One that is missing, or that opening would build anew, is not believed, so nothing is said of it.
        """
        try:
            if not self._folder.exists() or fault_of_folder(self._folder) or not (name := self._pointer()):
                return []
            with closing(self._open(name, Waiting(self._say))) as there, self._judging(there.connection):
                if lost := build.lost(there.connection, log):
                    return [str(LostError(*lost))]
                if not build.follows(there.connection, log):
                    return []
                return build.differences(there.connection, log, progress)
        except UnfitError as error:
            return [f"the view in {self._folder} {error}"] if error.__cause__ else []
        except PlaceError as error:
            raise StoreError(str(error), "Run the command again.") from error

    def put_aside(self) -> None:
        """Let the next look build the view anew."""
        with suppress(OSError):
            self._pointing().unlink(missing_ok=True)

    # A view that is current

    def _current(self, log: StoredLog, progress: Progress | None, waiting: Waiting) -> View:
        """Open the view on disk. It is built at most once: where that does not help, nothing would."""
        reason, built = None, False
        for _ in range(TURNS):
            name = self._pointer()
            if name is None or reason is not None:
                if built:
                    break
                built = self._build(log, name, progress, waiting)
                name = self._pointer()
            if name is None:
                reason = "is gone"
                continue
            try:
                return self._level(name, log, progress, waiting)
            except UnfitError as error:
                # A rebuild of another process may have overtaken us; then nothing is wrong.
                reason = str(error) if self._pointer() == name else None
            if reason and not built:
                self._say(f"the view {reason}; it is rebuilt from the log")
        raise StoreError(
            f"the view in {self._folder} was rebuilt up to event #{log.head()}, and it still"
            f" {reason or 'is replaced by others'}",
            "Run tracker verify, or restore a backup.",
        )

    def _level(self, name: str, log: StoredLog, progress: Progress | None, waiting: Waiting) -> View:
        """Open a build and bring it level with the log."""
        opened = self._open(name, waiting)
        try:
            with self._judging(opened.connection):
                waiting.until(lambda: _catch_up(opened.connection, log, progress), self._writer)
                opened.connection.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
        except BaseException:
            opened.close()
            raise
        return opened

    def _open(self, name: str, waiting: Waiting) -> View:
        """Open a build that is ours alone, and hold it."""
        path = self._folder / name
        with self._serving():
            if not all(is_own(path.with_name(f"{name}{ending}")) for ending in ENDINGS):
                raise UnfitError("is not ours alone")
            hold = open_own(path.with_name(f"{name}.hold"))
        try:
            # Whoever clears builds away holds them for a moment, unless it was stopped just then.
            waiting.until(lambda: try_lock(hold, fcntl.LOCK_SH) or None, self._writer)
            with self._judging(None):
                connection = waiting.until(lambda: _connected(path), self._writer)
        except BaseException:
            os.close(hold)
            raise
        return View(connection, hold)

    def _copy(self, log: StoredLog, progress: Progress | None, waiting: Waiting) -> sqlite3.Connection | None:
        """Copy the view on disk into memory and catch it up there; nothing if that cannot be."""
        try:
            self._make_folder()
            name = self._pointer()
            if name is None:
                return None
            with closing(self._open(name, waiting)) as there:
                if not build.follows(there.connection, log):
                    return None
                copy = build.copy_in_memory(there.connection)
        except (PlaceError, UnfitError, sqlite3.Error):
            return None
        build.catch_up(copy, log, progress)
        return copy

    def _writer(self) -> str:
        return f"another program (writing the view in {self._folder})"

    # Building

    def _build(
        self,
        log: StoredLog,
        replacing: str | None,
        progress: Progress | None,
        waiting: Waiting,
        *,
        whatever_others_did: bool = False,
    ) -> bool:
        """Build, as the only one; whoever waited finds the pointer moved. Say whether it was needed."""
        doing = f"building the view in {self._folder}"
        with self._serving(), alone(self._folder / "building", waiting, doing):
            if not whatever_others_did and self._pointer() not in {replacing, None}:
                return False
            name = f"view-{self._version}-{self._next_number()}.sqlite"
            create_own(self._folder / name)
            try:
                self._write(name, log, progress)
            except BaseException:
                self._remove(name)
                raise
            self._tidy(name)
            return True

    def _write(self, name: str, log: StoredLog, progress: Progress | None) -> None:
        """Write a build into its file, which is new, and once it is whole let the pointer name it."""
        connection = _connect(self._folder / name)
        try:
            build.build(connection, log, progress)
            build.note_store(connection, log)
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        write_own(self._pointing(), f"{name}\n")

    def _next_number(self) -> int:
        numbers = [int(match[2]) for path in self._folder.iterdir() if (match := _BUILD.match(path.name))]
        return max(numbers, default=0) + 1

    def _tidy(self, keep: str) -> None:
        """Remove the builds of this version and of older ones that nobody holds."""
        for path in list(self._folder.iterdir()):
            match = _BUILD.match(path.name)
            if match and match[0] != keep and int(match[1]) <= self._version:
                with suppress(OSError):  # the next build tries again
                    self._remove_unless_held(match[0])

    def _remove_unless_held(self, name: str) -> None:
        hold = open_own(self._folder / f"{name}.hold")
        try:
            if try_lock(hold, fcntl.LOCK_EX):
                self._remove(name)
        finally:
            os.close(hold)

    def _remove(self, name: str) -> None:
        for ending in ENDINGS:
            with suppress(OSError):
                (self._folder / f"{name}{ending}").unlink(missing_ok=True)

    # The folder and its pointer

    def _make_folder(self) -> None:
        with self._serving():
            if not os.path.lexists(self._folder):
                self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._folder.mkdir(mode=0o700, exist_ok=True)
                if self._why_here:
                    self._say(self._why_here)
            if fault := fault_of_folder(self._folder):
                raise PlaceError(f"the folder {self._folder}, where the view is kept, {fault.of_one}")

    def _pointing(self) -> Path:
        return self._folder / f"current-{self._version}"

    def _pointer(self) -> str | None:
        """Give the name of the build to read, if there is a pointer and it names one."""
        with self._serving():
            written = read_own(self._pointing())
        name = (written or b"").decode("utf-8", "replace").strip()
        return name if _BUILD.fullmatch(name) else None

    # Whose fault it is

    @contextmanager
    def _serving(self) -> Iterator[None]:
        """Tell what the place of the view is to blame for."""
        try:
            yield
        except OSError as error:
            raise PlaceError(
                f"the view in {self._folder} cannot be kept: {error.strerror or error}"
            ) from error
        except sqlite3.Error as error:
            if place := fault_of_place(error, self._folder):
                raise place from error
            raise

    @contextmanager
    def _judging(self, connection: sqlite3.Connection | None) -> Iterator[None]:
        """Tell what the place of the view is to blame for, and what the view itself."""
        try:
            yield
        except sqlite3.Error as error:
            if place := fault_of_place(error, self._folder):
                raise place from error
            if not is_damage(error, connection):
                raise
            raise UnfitError("is gone or damaged" if connection is None else "is damaged") from error


def hold(build_file: Path) -> int:
    """Hold a build that is open against its removal, until what this gives is closed."""
    file = open_own(build_file.with_name(f"{build_file.name}.hold"))
    try_lock(file, fcntl.LOCK_SH)
    return file


def _catch_up(connection: sqlite3.Connection, log: StoredLog, progress: Progress | None) -> bool | None:
    """Catch a view up; nothing if another program is writing it."""
    if not build.follows(connection, log):
        if gone := build.lost(connection, log):
            raise LostError(*gone)
        raise UnfitError("is of another log")
    try:
        build.catch_up(connection, log, progress)
    except sqlite3.Error as error:
        if is_busy(error):
            return None
        raise
    return True


def _connected(path: Path) -> sqlite3.Connection | None:
    """Open a view; nothing if another program has it for itself alone."""
    connection = _connect(path)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("SELECT checkpoint FROM meta").fetchone():
            return connection
    except sqlite3.Error as error:
        connection.close()
        if is_busy(error):
            return None
        raise
    connection.close()
    raise UnfitError("is gone or damaged")


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode=rw", uri=True, timeout=TELL_SECONDS, isolation_level=None
    )
