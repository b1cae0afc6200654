"""Whose fault it is when SQLite fails at a view: its place's, another program's, the view's own, or ours."""

import errno
import os
import sqlite3
from pathlib import Path

from tracker.projections.build import has_our_tables
from tracker.projections.holds import PlaceError

MOST_FILES = 4
"""That SQLite opens for a view."""
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_OF_THE_PLACE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
}
_OF_THE_VIEW = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CONSTRAINT,  # rows that others put where ours were to be
    sqlite3.SQLITE_MISMATCH,
}


def is_busy(error: sqlite3.Error) -> bool:
    """Say whether another program has the view just now."""
    return _code(error) in _BUSY


def fault_of_place(error: sqlite3.Error, folder: Path) -> PlaceError | None:
    """Find what keeps a view in this folder from being used, if it is neither the view nor we."""
    code = _code(error)
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR} and _are_files_used_up():
        return PlaceError(f"the view in {folder} cannot be opened: too many files are open (ulimit -n)")
    if code in _BUSY:
        return PlaceError(f"another program does not let go of the view in {folder}")
    if code in _OF_THE_PLACE and not _is_cut_short(error):
        return PlaceError(f"the view in {folder} cannot be used: {error}")
    return None


def is_damage(error: sqlite3.Error, connection: sqlite3.Connection | None) -> bool:
    """Say whether the view is to blame, which is not there if it could not be opened."""
    code = _code(error)
    if code is None:  # a text that is no UTF-8, or a connection that is used wrongly
        return isinstance(error, sqlite3.OperationalError)
    if code == sqlite3.SQLITE_ERROR:
        return connection is None or not _can_be_asked(connection)
    return code in _OF_THE_VIEW or _is_cut_short(error)


def _can_be_asked(connection: sqlite3.Connection) -> bool:
    """Say whether a view has its tables, and its full text can be searched: then the question is wrong."""
    try:
        connection.execute("SELECT rowid FROM search WHERE search MATCH 'a'").fetchone()
        return has_our_tables(connection)
    except sqlite3.Error:
        return False


def _code(error: sqlite3.Error) -> int | None:
    """Give the primary result code; an error that is not SQLite's own has none."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _is_cut_short(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_SHORT_READ


def _are_files_used_up() -> bool:
    """Say whether this process may open no more files than it has; SQLite tells only that it could not."""
    opened: list[int] = []
    try:
        opened.extend(os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC) for _ in range(MOST_FILES))
    except OSError as error:
        return error.errno in {errno.EMFILE, errno.ENFILE}
    finally:
        for file in opened:
            os.close(file)
    return False
