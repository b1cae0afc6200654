"""The library's DCB recorder on an SQLite file: conditional append, read, subscribe."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
)
from eventsourcing.dcb.persistence import DCBListenNotifySubscription
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import IntegrityError, ProgrammingError

from events.canonical import canonical
from tracker.log.sqlite import file as sqlite_file
from tracker.log.sqlite.refusals import explain
from tracker.log.stored import read_tags

UNION_TERMS = 100
"""SQLite's compound selects die between 500 and 1,000 terms."""
FEW = 20
FEW_EVENTS = 50
"""Tags of more events than these are inserted by one statement, in the order of their index."""

_ALL_TAGS = """
INSERT INTO tags (tag, type, position)
SELECT DISTINCT tag.value, events.type, events.position FROM events, json_each(events.tags) AS tag
WHERE events.position >= ? ORDER BY 1, 2, 3
"""


class SQLiteDCBRecorder(DCBRecorder):
    """Events in an SQLite file; safe for threads of a process and processes of a machine.

    Positions are gapless. Every append is one durable transaction. Data must be UTF-8. `say` is told of
    what is waited for.
    """

    def __init__(
        self, path: str | Path, *, create: bool = True, say: Callable[[str], None] = lambda _: None
    ) -> None:
        self.path = Path(path)
        self._say = say
        opening = sqlite_file.create if create else sqlite_file.open_to_write
        self._connection = opening(self.path)
        self._connection.execute("PRAGMA busy_timeout = 0")  # `patiently` waits
        self._schema_changes = -1
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the file; the recorder cannot be used afterwards."""
        with self._lock:
            self._connection.close()

    def __del__(self) -> None:
        """Close the file if nobody did, as the library's own SQLite stores do."""
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()

    def read(
        self,
        query: DCBQuery | None = None,
        *,
        after: int | None = None,
        limit: int | None = None,
    ) -> DCBReadResponse:
        """Read the events that match, in order, as of one moment."""
        with self._lock:
            try:
                head, rows = sqlite_file.patiently(
                    lambda: self._read(query or DCBQuery(), after or 0, limit), self.path, self._say
                )
            except sqlite3.Error as error:
                raise explain(self.path, error) from error
        events = [
            DCBSequencedEvent(
                DCBEvent(
                    stored_type,
                    data.encode() if isinstance(data, str) else data,
                    read_tags(self.path, position, tags),
                ),
                position,
            )
            for position, stored_type, data, tags in rows
        ]
        if limit is not None:
            head = events[-1].position if events else 0
        return SimpleDCBReadResponse(iter(events), head or None)

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Append events unless the condition fails (IntegrityError); give the last position."""
        if not events:
            msg = "there is nothing to append"
            raise ProgrammingError(msg)
        with self._lock:
            try:
                return self._append(events, condition)
            except sqlite3.Error as error:
                raise explain(self.path, error) from error

    def subscribe(self, query: DCBQuery | None = None, *, after: int | None = None) -> "SQLiteSubscription":
        """Follow the log: events recorded so far, then each new one, of any process."""
        return SQLiteSubscription(self, query, after)

    def _read(self, query: DCBQuery, after: int, limit: int | None) -> "tuple[int, list[Row]]":
        self._connection.execute("BEGIN")
        try:
            return sqlite_file.head(self._connection), self._rows_of(query, after, limit)
        finally:
            if self._connection.in_transaction:  # some errors have ended it already
                self._connection.execute("COMMIT")

    def _append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None) -> int:
        execute = self._connection.execute
        sqlite_file.patiently(lambda: execute("BEGIN IMMEDIATE"), self.path, self._say)
        try:
            head = sqlite_file.head(self._connection)
            if condition is not None and head > (condition.after or 0) and self._fails(condition):
                raise IntegrityError(condition)  # noqa: TRY301 (the rollback below is for it too)
            self._look_at_the_guards()
            self._insert(events, head + 1)
            execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                execute("ROLLBACK")
            raise
        return head + len(events)

    def _look_at_the_guards(self) -> None:
        """Compare them with ours if any program changed the schema since they were last looked at."""
        (changes,) = self._connection.execute("PRAGMA schema_version").fetchone()
        if changes != self._schema_changes:
            sqlite_file.must_be_guarded(self._connection, self.path)
            self._schema_changes = changes

    def _insert(self, events: Sequence[DCBEvent], first: int) -> None:
        self._connection.executemany(
            "INSERT INTO events (position, type, data, tags) VALUES (?, ?, ?, ?)",
            (_event_row(position, event) for position, event in enumerate(events, first)),
        )
        if len(events) > FEW_EVENTS:
            self._connection.execute(_ALL_TAGS, (first,))
        else:
            self._connection.executemany(
                "INSERT INTO tags (tag, type, position) VALUES (?, ?, ?)", _tag_rows(events, first)
            )

    def _fails(self, condition: DCBAppendCondition) -> bool:
        without_data = "''"
        return bool(self._rows(condition.fail_if_events_match, condition.after or 0, 1, without_data))

    def _rows_of(self, query: DCBQuery, after: int, limit: int | None) -> "list[Row]":
        """Give the rows that match; as bytes where SQLite refuses one for what is no UTF-8."""
        try:
            return self._rows(query, after, limit, "data")
        except sqlite3.OperationalError as error:
            if "decode to UTF-8" not in str(error):
                raise
            return self._rows(query, after, limit, "CAST(data AS BLOB)")

    def _rows(self, query: DCBQuery, after: int, limit: int | None, data: str) -> "list[Row]":
        most = -1 if limit is None else limit
        if not query.items:
            return self._select(data, "position > ?", [after], most)
        parts = list(_matches(query, after))
        found = [
            row
            for start in range(0, len(parts), UNION_TERMS)
            for row in self._select(data, *_union(parts[start : start + UNION_TERMS]), most)
        ]
        return found if len(parts) <= UNION_TERMS else sorted(set(found))[:limit]

    def _select(self, data: str, where: str, values: list[Any], most: int) -> "list[Row]":
        return self._connection.execute(
            f"SELECT position, type, {data}, tags FROM events WHERE {where} ORDER BY position LIMIT ?",
            (*values, most),
        ).fetchall()


Row = tuple[int, str, str | bytes, str]
Part = tuple[str, list[Any]]


def _event_row(position: int, event: DCBEvent) -> tuple[int, str, str, str]:
    return position, event.type, event.data.decode(), canonical(event.tags)


def _tag_rows(events: Sequence[DCBEvent], first: int) -> Iterator[tuple[str, str, int]]:
    for position, event in enumerate(events, first):
        for tag in dict.fromkeys(event.tags):
            yield tag, event.type, position


def _union(parts: list[Part]) -> Part:
    selects = " UNION ".join(select for select, _ in parts)
    return f"position IN ({selects})", [value for _, values in parts for value in values]


def _matches(query: DCBQuery, after: int) -> Iterator[Part]:
    """Give the selects whose positions together are those of the query.

    Items of one tag are grouped by their types: a decision over thousands of references asks
    thousands of them, and SQLite takes a list as one JSON value faster than as terms.
    """
    groups: dict[tuple[str, ...], set[str]] = {}
    for item in query.items:
        types, tags = tuple(sorted(set(item.types))), list(dict.fromkeys(item.tags))
        if len(tags) == 1:
            groups.setdefault(types, set()).add(tags[0])
        else:
            yield _match_of_many(types, tags, after)
    for types, tags_of_group in groups.items():
        yield _match_of_one(types, sorted(tags_of_group), after)


def _match_of_one(types: tuple[str, ...], tags: list[str], after: int) -> Part:
    tagged, values = f"tag IN ({_marks(tags)})", tags
    if len(tags) > FEW:
        tagged, values = "tag IN (SELECT value FROM json_each(?))", [json.dumps(tags)]
    typed = f" AND type IN ({_marks(types)})" if types else ""
    return (
        f"SELECT position FROM tags WHERE {tagged}{typed} AND position > ?",
        [*values, *types, after],
    )


def _match_of_many(types: tuple[str, ...], tags: list[str], after: int) -> Part:
    typed = f" AND type IN ({_marks(types)})" if types else ""
    tagged = " AND EXISTS (SELECT 1 FROM tags WHERE tag = ? AND type = e.type AND position = e.position)"
    return (
        f"SELECT position FROM events e WHERE position > ?{typed}{tagged * len(tags)}",
        [after, *types, *tags],
    )


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


class SQLiteSubscription(DCBListenNotifySubscription[SQLiteDCBRecorder]):
    """Follows a log by watching for commits of any connection, since SQLite notifies nobody."""

    def __init__(
        self, recorder: SQLiteDCBRecorder, query: DCBQuery | None = None, after: int | None = None
    ) -> None:
        super().__init__(recorder, query, after)
        self._stopped = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Stop the subscription; the iteration ends."""
        super().stop()
        self._stopped.set()

    def __exit__(self, *args: object, **kwargs: object) -> None:
        """Leave the subscription and wait for its threads."""
        super().__exit__(*args, **kwargs)
        self._watcher.join()

    def _watch(self) -> None:
        connection = sqlite_file.open_to_read(self._recorder.path)
        try:
            seen = -1
            while not self._stopped.wait(sqlite_file.POLL_SECONDS):
                version = connection.execute("PRAGMA data_version").fetchone()[0]
                if version != seen:
                    seen = version
                    self._has_been_notified.set()
        finally:
            connection.close()
