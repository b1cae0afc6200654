"""The log of an SQLite file, read in the order of its positions.

Loads only the standard library, since reading commands open the log to see whether their view is
current.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from events.canonical import canonical
from tracker.log.sqlite.file import PAGE, POLL_SECONDS, head, open_to_read
from tracker.log.sqlite.refusals import explain, garbled
from tracker.log.sqlite.schema import difference
from tracker.log.stored import NO_FACT, RawEvent, StoredFact, read_fact, read_id

_STRAY_TAGS = """
SELECT tag, position FROM (
    SELECT t.tag, t.position FROM tags t LEFT JOIN events e ON e.position = t.position
    WHERE e.type IS NOT t.type
    OR (json_valid(e.tags) AND NOT EXISTS (SELECT 1 FROM json_each(e.tags) WHERE value = t.tag))
    UNION ALL
    SELECT j.value, e.position FROM events e, json_each(iif(json_valid(e.tags), e.tags, '[]')) j
    WHERE NOT EXISTS (SELECT 1 FROM tags WHERE (tag, type, position) = (j.value, e.type, e.position))
) LIMIT 1
"""


class SQLiteLog:
    """The log of a file, read in the order of its positions."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = open_to_read(path)
        self._version = -1

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def head(self) -> int:
        """Give the last position, 0 for an empty log."""
        with self._explained():
            return head(self.connection)

    def store_id(self) -> str | None:
        """Give the id that was drawn when the store was created; a file of version 1 has none."""
        with self._explained():
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
            row = self.connection.execute("SELECT id FROM store").fetchone() if version > 1 else None
        return row[0] if row else None

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position, None if there is none.

        It is read by the parser that the views read it by: two parsers would not agree on an id
        that stands there twice, and a view would be rebuilt for ever.
        """
        with self._explained():
            row = self.connection.execute(
                "SELECT data FROM events WHERE position = ?", (position,)
            ).fetchone()
        return read_id(position, row[0]) if row else None

    def facts(
        self, after: int, until: int, tag: str | None = None, stored_type: str | None = None
    ) -> Iterator[StoredFact]:
        """Read the facts after one position and up to another, a page at a time.

        A tag or a type narrows them to those that carry it.
        """
        where, values = "position > ? AND position <= ?", list[Any]()
        if tag is not None:
            where += " AND position IN (SELECT position FROM tags WHERE tag = ?)"
            values.append(tag)
        if stored_type is not None:
            where += " AND type = ?"
            values.append(stored_type)
        while after < until:
            with self._explained():
                rows = self._page(f"{where} ORDER BY position LIMIT {PAGE}", (after, until, *values))
            if not rows:
                return
            for position, kind, data in rows:
                yield read_fact(self.path, position, kind, data)
            after = rows[-1][0]

    def _page(self, where: str, values: tuple[Any, ...]) -> list[tuple[int, str, str | bytes]]:
        """Read rows; where SQLite refuses one for what is no UTF-8, read them as bytes: one stops nobody."""
        select = "SELECT position, type, {} FROM events WHERE {}".format
        try:
            return self.connection.execute(select("data", where), values).fetchall()
        except sqlite3.OperationalError as error:
            if "decode to UTF-8" not in str(error):
                raise
            return self.connection.execute(select("CAST(data AS BLOB)", where), values).fetchall()

    def events(self, after: int) -> Iterator[RawEvent]:
        """Read the events after a position as they lie there, with what is wrong with that."""
        while True:
            with self._explained():
                rows = self.connection.execute(
                    "SELECT position, CAST(type AS BLOB), CAST(data AS BLOB), CAST(tags AS BLOB) FROM events"
                    f" WHERE position > ? ORDER BY position LIMIT {PAGE}",
                    (after,),
                ).fetchall()
            if not rows:
                return
            for row in rows:
                yield _as_it_lies(*row)
            after = rows[-1][0]

    def count(self) -> int:
        """Count the events; positions have no gaps."""
        return self.head()

    def wait(self, seconds: float) -> None:
        """Wait until any process has committed something, at most so long; SQLite notifies nobody."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with self._explained():
                version = self.connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                self._version = version
                return
            time.sleep(POLL_SECONDS)

    def check(self) -> str | None:
        """Say what is wrong with the file's pages, with its tags, or with its guards."""
        try:
            (found,) = self.connection.execute("PRAGMA integrity_check(1)").fetchone()
            stray = self.connection.execute(_STRAY_TAGS).fetchone()
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
            foreign = difference(self.connection, version)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return f"the file is damaged: {error}"
        if found != "ok":
            return f"the file is damaged: {found}"
        if stray:
            return f"the tag {stray[0]} at #{stray[1]} is not its event's"
        return f"the store {foreign}" if foreign else None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain(self.path, error) from error
        except UnicodeDecodeError as error:
            raise garbled(self.path) from error


def _as_it_lies(position: int, *row: bytes) -> RawEvent:
    kind, data, tags = (each.decode("utf-8", "surrogateescape") for each in row)
    try:
        read = json.loads(tags)
        if not isinstance(read, list) or not all(isinstance(tag, str) for tag in read):
            raise TypeError(tags)
        fault = "" if canonical(read) == tags else f"the tags of event #{position} are not in canonical form"
    except NO_FACT:
        read, fault = [], f"the tags of event #{position} cannot be read"
    return RawEvent(position, kind, data, read, fault)
