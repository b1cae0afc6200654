"""Fills a new log in one pass, in a file aside that gets its name once it is whole and on the disk.

Events come in first, then their tags, in the order of their index, then the guards. Nothing is left
of what is refused on the way; what a broken run leaves aside is overwritten by the next.
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from events.canonical import canonical
from tracker.errors import RefusedError, StoreError
from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.pages import JOURNALS, give_name
from tracker.log.sqlite.refusals import explain
from tracker.log.sqlite.schema import LOG_VERSION, lay_tables, set_guards
from tracker.log.stored import RawEvent

CACHE_KIB = 16 * 1024
"""What is filled in its order needs no more."""
ROWS = 1_000

_TAGS = """
INSERT INTO tags (tag, type, position)
SELECT tag.value, events.type, events.position FROM events, json_each(events.tags) AS tag ORDER BY 1, 2, 3
"""


def fill(path: Path, events: Iterable[RawEvent], filled: Callable[[int], None] = lambda _: None) -> int:
    """Make a log of events at a path where nothing is; give their number, which `filled` is told on the way.

    RefusedError if another program makes one there at the same time.
    """
    sqlite_file.refuse_special(path)
    try:
        sqlite_file.make_folders(path.parent)
        with _aside(path) as (aside, file):
            with closing(sqlite_file.connect(aside, "rw")) as connection:
                count = _write(connection, events, filled)
            os.fsync(file)
            give_name(aside, path)
            return count
    except FileExistsError as error:
        raise _overtaken(path) from error
    except OSError as error:
        raise StoreError(
            f"cannot create the store {path}: {error.strerror}",
            "Give another place with --store, or ask for write access to the folder.",
        ) from error
    except sqlite3.Error as error:
        raise explain(path, error) from error


@contextmanager
def _aside(path: Path) -> Iterator[tuple[Path, int]]:
    """Make an empty file beside a path, for this process alone; whatever happens, it is gone afterwards."""
    aside = path.with_name(f".{path.name}.filling")
    file = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        _take(aside, file, path)
        try:
            os.ftruncate(file, 0)
            yield aside, file
        finally:
            for ending in ("", *JOURNALS):
                aside.with_name(aside.name + ending).unlink(missing_ok=True)
    finally:
        os.close(file)


def _take(aside: Path, file: int, path: Path) -> None:
    """Lock the file aside; refuse one that another process fills, or has given its name just now."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        opened, there = os.fstat(file), aside.lstat()
    except (BlockingIOError, FileNotFoundError) as error:
        raise _overtaken(path) from error
    if opened.st_ino != there.st_ino:
        raise _overtaken(path)
    if opened.st_nlink > 1:  # it has its name already: whoever gave it that did not come to its end
        aside.unlink()
        raise _overtaken(path)


def _overtaken(path: Path) -> RefusedError:
    return RefusedError(
        f"another program is making the store {path}", "Run the command again when it is done."
    )


def _write(connection: sqlite3.Connection, events: Iterable[RawEvent], filled: Callable[[int], None]) -> int:
    execute, count = connection.execute, 0
    execute("PRAGMA journal_mode = OFF")
    execute("PRAGMA synchronous = OFF")
    execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    execute("BEGIN")
    lay_tables(connection, LOG_VERSION, os.urandom(16).hex())
    waiting = iter(events)
    while rows := [_row(event) for event in islice(waiting, ROWS)]:
        connection.executemany("INSERT INTO events (position, type, data, tags) VALUES (?, ?, ?, ?)", rows)
        count += len(rows)
        filled(count)
    execute(_TAGS)
    set_guards(connection, LOG_VERSION)
    execute("COMMIT")
    execute("PRAGMA journal_mode = WAL")
    return count


def _row(event: RawEvent) -> tuple[int, str, str, str]:
    return event.position, event.type, event.data, canonical(event.tags)
