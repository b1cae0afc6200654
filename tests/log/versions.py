"""Makes empty logs of each version that was ever released."""

import sqlite3
from pathlib import Path

from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.schema import SCHEMAS, lay_down

VERSIONS = tuple(SCHEMAS)


def make(path: Path, version: int) -> None:
    """Make an empty log of a version, as its `tracker init` made it."""
    if version > 1:
        sqlite_file.create(path).close()
        return
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN")
    lay_down(connection, version)
    connection.execute("COMMIT")
    connection.close()
