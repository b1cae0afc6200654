"""The recorder of a PostgreSQL store: a decision reads in one round trip and appends in another.

What we ask, with tags on every item, is asked in statements of ours, whose parameters are JSON and
bytes; everything else of the library's contract is left to its `postgres_tt` recorder.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from typing import Any, TypeVar, cast

import psycopg
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
)
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.persistence import IntegrityError
from eventsourcing.postgres import PostgresDatastore
from psycopg.rows import tuple_row

from tracker.log.postgres.connections import STATEMENT_SECONDS
from tracker.log.postgres.functions import APPEND
from tracker.log.postgres.log import Server
from tracker.log.postgres.names import EVENTS, SCHEMA, TAGS
from tracker.log.postgres.refusals import OvertakenError

T = TypeVar("T")

MANY = 1_000
SECONDS_AN_EVENT = 0.005
"""So much longer an append may take for each event, where there are many: ten times what it takes."""

_READ = f"""
SELECT head.id, event.id, event.type, event.data, event.tags
FROM (SELECT max(id) AS id FROM {SCHEMA}.{EVENTS}) AS head
LEFT JOIN (
    SELECT DISTINCT ON (found.id) found.*
    FROM json_to_recordset(%s) AS item(types text[], tags text[])
    CROSS JOIN LATERAL (
        SELECT event.id, event.type, event.data, event.tags
        FROM {SCHEMA}.{TAGS} AS named JOIN {SCHEMA}.{EVENTS} AS event ON event.id = named.main_id
        WHERE named.tag = item.tags[1] AND named.main_id > %s AND event.tags @> item.tags
            AND (cardinality(item.types) = 0 OR event.type = ANY (item.types))
        OFFSET 0
    ) AS found
) AS event ON true
ORDER BY event.id
"""
"""An item at a time, each by the index, however many there are; and the head at the same moment."""

_APPEND = f"""
SELECT {SCHEMA}.{APPEND.name}(
    ARRAY(
        SELECT ROW(types, tags)::{SCHEMA}.dcb_query_item_tt
        FROM json_to_recordset(%s) AS item(types text[], tags text[])
    ),
    %s,
    ARRAY(
        SELECT ROW(type, data, tags)::{SCHEMA}.dcb_event_tt
        FROM ROWS FROM (json_to_recordset(%s) AS (type text, tags text[]), unnest(%s::bytea[]))
            AS event(type, tags, data)
    )
)
"""


class Recorder(DCBRecorder):
    """Reads and appends by connections of a store, with our sentences for what the server says."""

    def __init__(self, store: Server) -> None:
        self._store = store

    def close(self) -> None:
        """Close the connections."""
        self._store.close()

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Read the events that match."""
        if query is None or limit is not None or not _has_tags(query):
            return self._store.ask(lambda: self.of_the_library.read(query, after=after, limit=limit))
        rows = self._store.ask(lambda: self._rows(_READ, _items(query), after or 0))
        events = (
            DCBSequencedEvent(DCBEvent(kind, data, tags), position)
            for _, position, kind, data, tags in rows
            if position is not None
        )
        return SimpleDCBReadResponse(events, rows[0][0])

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Append events unless the condition fails, or may have failed (IntegrityError)."""
        if condition is None or not _has_tags(condition.fail_if_events_match):
            return self._appended(events, lambda: self.of_the_library.append(events, condition))
        parameters = (
            _items(condition.fail_if_events_match),
            condition.after,
            _json([{"type": each.type, "tags": each.tags} for each in events]),
            [each.data for each in events],
        )
        rows = self._appended(events, lambda: self._rows(_APPEND, *parameters))
        if not rows:
            raise IntegrityError
        return int(rows[0][0])

    def subscribe(self, query: DCBQuery | None = None, *, after: int | None = None) -> Any:
        """Follow the log."""
        return self.of_the_library.subscribe(query, after=after)

    @cached_property
    def of_the_library(self) -> PostgresDCBRecorderTT:
        """The library's recorder, for what is asked otherwise than we ask."""
        datastore = PostgresDatastore(dbname="", host="", port="", user="", password="", schema=SCHEMA)
        # The library knows one host; libpq knows several, and which of them takes writes.
        datastore.pool = cast("Any", self._store.connections)
        return PostgresDCBRecorderTT(datastore, events_table_name="log")

    def _rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        try:
            with self._store.connections.connection() as connection:
                cursor = connection.cursor(row_factory=tuple_row)
                return cursor.execute(statement, parameters, prepare=True).fetchall()
        except psycopg.IntegrityError as error:
            raise IntegrityError(error) from error

    def _appended(self, events: Sequence[DCBEvent], append: Callable[[], T]) -> T:
        try:
            with self._time_for(events):
                return self._store.ask(append)
        except OvertakenError as error:
            raise IntegrityError(error) from error

    def _time_for(self, events: Sequence[DCBEvent]) -> AbstractContextManager[None]:
        if len(events) <= MANY:
            return nullcontext()
        return self._store.connections.limited_to(STATEMENT_SECONDS + len(events) * SECONDS_AN_EVENT)


def _has_tags(query: DCBQuery) -> bool:
    return bool(query.items) and all(each.tags for each in query.items)


def _items(query: DCBQuery) -> str:
    return _json([{"types": each.types, "tags": each.tags} for each in query.items])


def _json(those: list[dict[str, Any]]) -> str:
    return json.dumps(those, ensure_ascii=False, separators=(",", ":"))
