"""A log in a PostgreSQL database, through the library's `postgres_tt` recorder and psycopg 3.

The database has a schema `commitments`: the library's tables, types and functions, triggers that
refuse update, delete and truncation of events and tags, and a trigger that refuses an event not
signed by the session's login. Three roles may use it: `tracker_reader` reads, `tracker_writer`
also appends, `tracker_archivist` appends what others signed. Nobody of them may write the tables:
appending is a function with its owner's rights.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

try:
    import psycopg
    from eventsourcing.dcb.api import (
        DCBAppendCondition,
        DCBEvent,
        DCBQuery,
        DCBReadResponse,
        DCBRecorder,
    )
    from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
    from eventsourcing.persistence import (
        IntegrityError,
        InterfaceError,
        OperationalError,
        PersistenceError,
    )
    from eventsourcing.postgres import PostgresDatastore
    from psycopg.conninfo import conninfo_to_dict
    from psycopg.rows import tuple_row
    from psycopg.sql import SQL, Identifier

    from tracker.log.postgres.connections import Connection, Connections, may_pass
except ModuleNotFoundError as missing:  # the extra is not installed
    from tracker.errors import StoreError

    raise StoreError(
        f"PostgreSQL stores need the extra postgres ({missing.name} is not installed)",
        "Install it: pip install 'commitments-tracker[postgres]'",
    ) from missing

from tracker.errors import StoreError, UnreachableError
from tracker.log.postgres.schema import EVENTS, GUARDS, LOG_VERSION, SCHEMA, TAGS, roles
from tracker.log.stored import RawEvent, StoredFact, read_fact

PAGE = 1_000
ATTEMPTS = 20

_SOMEBODY_WAS_QUICKER = (
    psycopg.errors.DuplicateObject,
    psycopg.errors.UniqueViolation,
    psycopg.errors.InternalError,  # "tuple concurrently updated"
)
_NO_ANSWER = (psycopg.OperationalError, psycopg.InterfaceError, OperationalError, InterfaceError)


class PostgresStore:
    """A log on a server, named by a URL; several hosts and `target_session_attrs` are libpq's."""

    beside: Path | None = None
    is_gapless = False

    def __init__(self, url: str, say: Callable[[str], None] = lambda _: None, patience: float = 0.0) -> None:
        self.name = without_password(url)
        self._has_log = False
        try:
            parameters: dict[str, Any] = dict(conninfo_to_dict(url))
        except psycopg.ProgrammingError as error:
            raise StoreError(
                f"the store {self.name} is no PostgreSQL address: {self._harmless(_first_line(error))}",
                "Write postgresql://USER@HOST:PORT/DATABASE",
            ) from error
        if any("@" in str(parameters.get(part, "")) for part in ("host", "port", "dbname")):
            raise StoreError(
                f"the store {self.name} is no PostgreSQL address: it has an @ too many, or a / before it",
                "In a password write @ as %40, / as %2F and % as %25.",
            )
        parameters["options"] = f"{parameters.get('options', '')} -csearch_path={SCHEMA}".strip()
        self.connections = Connections(
            parameters,
            patience,
            lambda: say(f"None of the servers of {self.name} takes us yet; waiting for one."),
        )

    def exists(self) -> bool:
        """Say whether the database has our schema; refuse another version's."""
        with self._connection() as connection:
            return self._has_schema(connection)

    def create(self) -> bool:
        """Create the schema, the triggers and the roles if they are not there; say whether they are new."""
        with self.explained(), closing(self.connections.borrow()) as connection:
            # Held until the connection is closed.
            connection.execute("SELECT pg_advisory_lock(hashtext('commitments-tracker init'))")
            if self._has_schema(connection):
                return False
            connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(SCHEMA)))
            self._recorder().create_table()
            self._create_roles(connection)
            with connection.transaction():
                connection.execute(GUARDS)
        return True

    def read(self) -> "PostgresLog":
        """Open the log for reading."""
        with self.explained():
            connection = self.connections.borrow()
        try:
            found = self._has_schema(connection)
        except BaseException:
            self.connections.give_back(connection)
            raise
        if not found:
            self.connections.give_back(connection)
            raise StoreError(
                f"the store {self.name} has no log yet", f"Create it: tracker init --store {self.name}"
            )
        return PostgresLog(self, connection)

    def recorder(self) -> DCBRecorder:
        """Open the log for recording; the schema must be there."""
        self.read().close()
        with self.explained():
            return _Recorder(self._recorder(), self)

    def close(self) -> None:
        """Close the connections."""
        self.connections.close()

    def login(self) -> str | None:
        """Give the login, which signs what is recorded here."""
        with self._connection() as connection:
            return str(_one(connection, "SELECT session_user"))

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the server or the network says into a sentence without the password."""
        try:
            yield
        except IntegrityError:
            raise
        except (psycopg.Error, PersistenceError) as error:
            raise self.explain(error) from error

    def explain(self, error: Exception) -> StoreError:
        """Say in a sentence what went wrong."""
        text = _first_line(error)
        # Of several hosts, what any of them said; but nothing that a refused statement quotes.
        lower = (str(error) if isinstance(error, _NO_ANSWER) else text).lower()
        if "password authentication failed" in lower or "no password supplied" in lower:
            return StoreError(
                f"the store {self.name} refuses the password", "Give it in the URL, PGPASSWORD or ~/.pgpass."
            )
        if "does not exist" in lower and "database" in lower:
            return StoreError(f"the store {self.name} is no database: {text}", "Create it with createdb.")
        if may_pass(str(error)):
            return self._unreachable(text)
        if "read-only" in lower or "recovery is in progress" in lower or "during recovery" in lower:
            return StoreError(
                f"the store {self.name} is read-only, perhaps a standby",
                "Name all hosts, with target_session_attrs=read-write.",
            )
        if "permission denied" in lower:
            return StoreError(
                f"the store {self.name} does not let you: {text}",
                "Ask for the role tracker_writer (to record) or tracker_reader.",
            )
        if "an event signed by" in lower:
            return StoreError(
                f"the store {self.name} refused: {text}",
                "What others signed is copied or imported by a login with the role tracker_archivist.",
            )
        if isinstance(error, _NO_ANSWER) or "connection" in lower:
            return self._unreachable(text)
        return StoreError(f"the store {self.name} refused: {text}")

    def _unreachable(self, text: str) -> UnreachableError:
        return UnreachableError(
            f"the store {self.name} does not answer: {text}", "Look at the address and the server."
        )

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self.explained(), self.connections.connection() as connection:
            yield connection

    def _has_schema(self, connection: Connection) -> bool:
        if self._has_log:
            return True
        with self.explained():
            if _one(connection, "SELECT to_regclass(%s)", f"{SCHEMA}.meta") is None:
                return False
            version = _one(connection, f"SELECT log_version FROM {SCHEMA}.meta")
        if version != LOG_VERSION:
            raise StoreError(
                f"the store {self.name} has log version {version}; this tracker uses {LOG_VERSION}",
                "Use the tracker that wrote it, or copy its history into a new store.",
            )
        self._has_log = True
        return True

    def _create_roles(self, connection: Connection) -> None:
        """Create the roles, which all databases of a server share: another init may be doing the same."""
        for attempt in range(ATTEMPTS):
            try:
                connection.execute(roles())
            except _SOMEBODY_WAS_QUICKER:
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                return

    def _recorder(self) -> PostgresDCBRecorderTT:
        datastore = PostgresDatastore(dbname="", host="", port="", user="", password="", schema=SCHEMA)
        # The library knows one host; libpq knows several, and which of them takes writes.
        datastore.pool = cast("Any", self.connections)
        return PostgresDCBRecorderTT(datastore, events_table_name="log")

    def _harmless(self, text: str) -> str:
        """Leave out what a message quotes, unless the name shows it too: it may be of the password."""
        return re.sub('"([^"]*)"', lambda quoted: quoted[0] if quoted[1] in self.name else '"…"', text)


class PostgresLog:
    """The log of a database, read in the order of its positions. Positions may have gaps."""

    def __init__(self, store: PostgresStore, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._listens = self._is_closed = False

    def close(self) -> None:
        """Give the connection back, unless it listens."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._listens:
            self._connection.close()
        else:
            self._store.connections.give_back(self._connection)

    def head(self) -> int:
        """Give the last position, 0 for an empty log."""
        return int(self._one(f"SELECT coalesce(max(id), 0) FROM {SCHEMA}.{EVENTS}") or 0)

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position, None if there is none."""
        found = self._one(
            "SELECT convert_from(data, 'UTF8')::jsonb #>> '{stamp,id}'"
            f" FROM {SCHEMA}.{EVENTS} WHERE id = %s",
            position,
        )
        return None if found is None else str(found)

    def facts(
        self, after: int, until: int, tag: str | None = None, stored_type: str | None = None
    ) -> Iterator[StoredFact]:
        """Read the facts after one position and up to another, those with a tag or of a type alone."""
        where, values = "", list[Any]()
        if tag is not None:
            where += f" AND id IN (SELECT main_id FROM {SCHEMA}.{TAGS} WHERE tag = %s)"
            values.append(tag)
        if stored_type is not None:
            where += " AND type = %s"
            values.append(stored_type)
        for position, kind, data, _ in self._pages(after, until, where, values):
            yield read_fact(self._store.name, position, kind, data)

    def events(self, after: int) -> Iterator[RawEvent]:
        """Read the events after a position as they lie there."""
        for position, kind, data, tags in self._pages(after, 2**62, "", []):
            # What is no UTF-8 is for verify to find; it does not pass for a fact.
            yield RawEvent(position, kind, (data or b"").decode("utf-8", "surrogateescape"), tags)

    def count(self) -> int:
        """Count the events."""
        return int(self._one(f"SELECT count(*) FROM {SCHEMA}.{EVENTS}") or 0)

    def wait(self, seconds: float) -> None:
        """Wait until the server notifies of an append, at most so long."""
        with self._store.explained():
            if not self._listens:
                self._connection.execute(SQL("LISTEN {}").format(Identifier(EVENTS)))
                self._listens = True
                return  # what was recorded before we listened is read first
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                pass

    def check(self) -> str | None:
        """Say which tags are not their events'."""
        with self._store.explained():
            row = (
                self._cursor()
                .execute(
                    f"""
                SELECT tag, main_id FROM {SCHEMA}.{TAGS} t JOIN {SCHEMA}.{EVENTS} e ON e.id = t.main_id
                WHERE NOT t.tag = ANY (e.tags)
                UNION ALL
                SELECT own, e.id FROM {SCHEMA}.{EVENTS} e, unnest(e.tags) AS own
                WHERE NOT EXISTS (SELECT FROM {SCHEMA}.{TAGS} t WHERE t.tag = own AND t.main_id = e.id)
                LIMIT 1
                """
                )
                .fetchone()
            )
        return f"the tag {row[0]} at #{row[1]} is not its event's" if row else None

    def _one(self, statement: str, *values: Any) -> Any:
        with self._store.explained():
            return _one(self._connection, statement, *values)

    def _cursor(self) -> "psycopg.Cursor[tuple[Any, ...]]":
        return self._connection.cursor(row_factory=tuple_row)

    def _pages(self, after: int, until: int, where: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        while after < until:
            with self._store.explained():
                rows = (
                    self._cursor()
                    .execute(
                        f"SELECT id, type, data, tags FROM {SCHEMA}.{EVENTS}"
                        f" WHERE id > %s AND id <= %s{where} ORDER BY id LIMIT {PAGE}",
                        (after, until, *values),
                    )
                    .fetchall()
                )
            if not rows:
                return
            yield from rows
            after = rows[-1][0]


class _Recorder(DCBRecorder):
    """The library's recorder, with our sentences for what the server says."""

    def __init__(self, recorder: PostgresDCBRecorderTT, store: PostgresStore) -> None:
        self._recorder = recorder
        self._store = store

    def close(self) -> None:
        """Close the connections."""
        self._store.close()

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Read the events that match."""
        with self._store.explained():
            return self._recorder.read(query, after=after, limit=limit)

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Append events unless the condition fails (IntegrityError)."""
        with self._store.explained():
            return self._recorder.append(events, condition)

    def subscribe(self, query: DCBQuery | None = None, *, after: int | None = None) -> Any:
        """Follow the log."""
        return self._recorder.subscribe(query, after=after)


def _one(connection: Connection, statement: str, *values: Any) -> Any:
    """Give the first column of the first row, None if there is none."""
    row = connection.cursor(row_factory=tuple_row).execute(statement, values).fetchone()
    return row[0] if row else None


def without_password(url: str) -> str:
    """Give a URL as it may be shown; where it is not plain what the password is, more is hidden."""
    scheme, _, rest = url.partition("://")
    rest = _OPTION.sub(lambda option: option[1] if "pass" in unquote(option[2]).lower() else option[0], rest)
    rest = re.sub("&+", "&", rest).replace("?&", "?").rstrip("?&")
    address = re.split(r"\?(?=[\w%]+=)", rest, maxsplit=1)[0]
    if "@" not in address and ":" in address:  # what looks like options is of the password
        address = rest
    login = address.rpartition("@")[0]
    return f"{scheme}://{login.partition(':')[0]}{rest[len(login) :]}"


_OPTION = re.compile("([?&])([^=&?@/]*)=[^&]*")


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
