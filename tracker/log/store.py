"""A store: where a log is, by name; an SQLite file or a PostgreSQL database."""

import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from events.sentences import sentence
from tracker.errors import StoreError
from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.stored import RawEvent, StoredFact

if TYPE_CHECKING:
    from eventsourcing.dcb.api import DCBRecorder

_LOOKS_LIKE_POSTGRES = re.compile(r"postgres(ql)?(:|/{2})", re.IGNORECASE)
POSTGRES_SCHEMES = ("postgresql://", "postgres://")


class Log(Protocol):
    """A log open for reading, in the order of its positions."""

    def head(self) -> int:
        """Give the last position, 0 for an empty log."""

    def store_id(self) -> str | None:
        """Give the id that was drawn when the store was created; one of version 1 has none."""

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position, None if there is none."""

    def facts(
        self, after: int, until: int, tag: str | None = None, stored_type: str | None = None
    ) -> Iterator[StoredFact]:
        """Read the facts after one position and up to another, those with a tag or of a type alone."""

    def events(self, after: int) -> Iterator[RawEvent]:
        """Read the events after a position as they lie there."""

    def count(self) -> int:
        """Count the events."""

    def wait(self, seconds: float) -> None:
        """Wait until something may have been recorded, at most so long."""

    def check(self) -> str | None:
        """Say what is wrong with the storage itself, None if nothing is."""

    def close(self) -> None:
        """Close the log."""


class Store(Protocol):
    """A place for a log. `name` is safe to show: it has no password."""

    name: str
    beside: Path | None
    """The folder in which a view may lie beside the log, if it is on this machine."""
    is_gapless: bool

    def exists(self) -> bool:
        """Say whether there is a log."""

    def create(self) -> bool:
        """Create the log if there is none; say whether it is new."""

    def read(self) -> Log:
        """Open the log for reading."""

    def recorder(self) -> "DCBRecorder":
        """Open the log for recording."""

    def close(self) -> None:
        """Close what is kept open between uses."""

    def login(self) -> str | None:
        """Give the name that must sign what is recorded, None where the user may choose."""


def store_at(name: str | Path, say: Callable[[str], None] = lambda _: None, patience: float = 0.0) -> Store:
    """Give the store of a name: a PostgreSQL URL, else the path of an SQLite file.

    Where a URL names several servers, one is waited for so many seconds; `say` is told of it.
    """
    text = str(name)
    if text.startswith(POSTGRES_SCHEMES):
        from tracker.log.postgres.store import PostgresStore  # noqa: PLC0415 (psycopg is an extra)

        return PostgresStore(text, say, patience)
    if _LOOKS_LIKE_POSTGRES.match(text) or "password=" in text or "dbname=" in text:
        raise StoreError(
            "the store looks like a PostgreSQL address, but is none",
            "Write postgresql://USER@HOST:PORT/DATABASE",
        )
    if "://" in text:
        scheme = text.partition("://")[0]
        raise StoreError(
            sentence("there are no stores of the kind {scheme}://", scheme=scheme),
            "Give the path of a file, or a URL that begins with postgresql://",
        )
    if "\x00" in text or not text:
        raise StoreError("the name of the store is no file name", "Give the path of a file.")
    return SQLiteStore(Path(name).expanduser())


class SQLiteStore:
    """A log in a file of this machine."""

    is_gapless = True

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)
        self.beside: Path | None = path.parent / f"{path.name}.views"
        self._is_open = False

    def exists(self) -> bool:
        """Say whether the file is there and not empty; once open for recording, it is not looked for."""
        if self._is_open:
            return True
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise StoreError(
                sentence("cannot open the store {path}: {why}", path=self.path, why=error.strerror)
            ) from error
        return not stat.S_ISREG(found.st_mode) or found.st_size > 0

    def create(self) -> bool:
        """Create the file if it is not there; say whether it is new."""
        new = not self.exists()
        sqlite_file.create(self.path).close()
        return new

    def read(self) -> SQLiteLog:
        """Open the file for reading."""
        return SQLiteLog(self.path)

    def recorder(self) -> "DCBRecorder":
        """Open the file for recording, creating it if need be."""
        from tracker.log.sqlite.recorder import SQLiteDCBRecorder  # noqa: PLC0415 (start-up)

        recorder = SQLiteDCBRecorder(self.path)
        self._is_open = True
        return recorder

    def close(self) -> None:
        """Look for the file again: whoever opened it for recording has closed it."""
        self._is_open = False

    def login(self) -> str | None:
        """Let the user sign as they choose."""
        return None
