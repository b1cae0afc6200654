"""A log in a PostgreSQL database, in the tables of the library's `postgres_tt` recorder, through psycopg 3.

The database has a schema `commitments`: the library's tables and types, and functions and triggers of
ours (`tracker.log.postgres.functions`). Three roles of the store's own may use it: a reader reads, a
writer also appends, an archivist appends what others signed. Nobody of them may write the tables:
appending is a function with its owner's rights.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

try:
    import psycopg
    from eventsourcing.persistence import IntegrityError, PersistenceError
    from psycopg.conninfo import conninfo_to_dict

    from tracker.log.postgres.connections import (
        FIRST_LOCK_SECONDS,
        LOCK_SECONDS,
        Connection,
        Connections,
        one,
        settings,
    )
    from tracker.log.postgres.creation import create, learn_new_kinds, read_meta
    from tracker.log.postgres.guards import THAT_KEEP_THE_LOG
    from tracker.log.postgres.log import PostgresLog
    from tracker.log.postgres.refusals import Asked, LockedError, explained, first_line
except ModuleNotFoundError as missing:  # the extra is not installed
    from tracker.errors import StoreError

    raise StoreError(
        f"PostgreSQL stores need the extra postgres ({missing.name} is not installed)",
        "Install it: pip install 'commitments-tracker[postgres]'",
    ) from missing

from tracker.errors import StoreError
from tracker.log.postgres.address import without_password
from tracker.log.postgres.names import LOG_VERSION, READ_VERSIONS, SCHEMA, Meta, grant, shown, stem_of

if TYPE_CHECKING:
    from eventsourcing.dcb.api import DCBRecorder

T = TypeVar("T")

_WHO_HOLDS_A_LOCK = f"""
SELECT usename || ' (process ' || pid || ' of the server)'
FROM pg_locks AS held JOIN pg_stat_activity USING (pid) JOIN pg_database ON pg_database.oid = held.database
WHERE granted AND pid <> pg_backend_pid() AND pg_database.datname = current_database() AND (
    locktype = 'advisory'
    OR relation IN (SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace('{SCHEMA}'))
    AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
)
LIMIT 1
"""


class PostgresStore:
    """A log on a server, named by a URL; several hosts and `target_session_attrs` are libpq's."""

    beside: Path | None = None
    is_gapless = False

    def __init__(self, url: str, say: Callable[[str], None] = lambda _: None, patience: float = 0.0) -> None:
        self.name = without_password(url)
        self._say = say
        self._found: Meta | None = None
        self._is_guarded = False
        try:
            parameters: dict[str, Any] = dict(conninfo_to_dict(url))
        except psycopg.ProgrammingError as error:
            raise StoreError(
                f"the store {self.name} is no PostgreSQL address: {self._harmless(first_line(error))}",
                "Write postgresql://USER@HOST:PORT/DATABASE",
            ) from error
        if any("@" in str(parameters.get(part, "")) for part in ("host", "port", "dbname")):
            raise StoreError(
                f"the store {self.name} is no PostgreSQL address: it has an @ too many, or a / before it",
                "In a password write @ as %40, / as %2F and % as %25.",
            )
        self.connections = Connections(
            settings(parameters, SCHEMA),
            patience,
            lambda: say(f"None of the servers of {self.name} takes us yet; waiting for one."),
        )

    @property
    def meta(self) -> Meta:
        """What the log says of itself; before it was asked, what can be told from the address."""
        database = self._parameter("dbname", "PGDATABASE") or self._login_of_the_address()
        return self._found or Meta(0, None, stem_of(database))

    def exists(self) -> bool:
        """Say whether the database has our schema; refuse another version's."""
        return self.ask(self._has_log) is not None

    def create(self) -> bool:
        """Create the log and its roles if they are not there; say whether they are new, and who may what.

        A log that is there learns the kinds of facts that came after it.
        """
        with self.explained(), closing(self.connections.borrow()) as connection:
            is_new = self.ask(lambda: self._create(connection))
        if is_new:
            roles = self.meta.roles
            self._say(
                f"Say who may use it: {grant(roles.reader)} to read, {shown(roles.writer)} to record,"
                f" {shown(roles.archivist)} to copy what others signed."
            )
        return is_new

    def read(self) -> PostgresLog:
        """Open the log for reading."""
        with self.explained():
            connection = self.connections.borrow()
        try:
            found = self.ask(lambda: self._meta(connection))
        except BaseException:
            self.connections.give_back(connection)
            raise
        if found is None:
            self.connections.give_back(connection)
            raise StoreError(
                f"the store {self.name} has no log yet", f"Create it: tracker init --store {self.name}"
            )
        return PostgresLog(self, connection)

    def recorder(self) -> "DCBRecorder":
        """Open the log for recording; it must be there, and what keeps it safe as init made it."""
        from tracker.log.postgres.recorder import Recorder  # noqa: PLC0415 (reading needs none of it)

        log = self.read()
        try:
            self._must_be_guarded(log)
        finally:
            log.close()
        return Recorder(self)

    def close(self) -> None:
        """Close the connections."""
        self.connections.close()

    def login(self) -> str | None:
        """Give the login, which signs what is recorded here."""

        def login() -> str:
            with self.connections.connection() as connection:
                return str(one(connection, "SELECT session_user"))

        return self.ask(login)

    def ask(self, question: Callable[[], T]) -> T:
        """Give the answer of the server; where somebody holds a lock, say so and wait, but not for ever."""
        deadline = time.monotonic() + LOCK_SECONDS - FIRST_LOCK_SECONDS
        said = False
        while True:
            try:
                with self.explained():
                    return question()
            except LockedError as error:
                who = self._who_holds_it()
                if time.monotonic() > deadline:
                    raise StoreError(
                        f"the store {self.name} was held by {who} for more than {LOCK_SECONDS} seconds",
                        "Try again; an administrator can end it with pg_terminate_backend.",
                    ) from error
                if not said:
                    self._say(
                        f"Waiting for {who}, who holds {self.name}; for {LOCK_SECONDS} seconds at most."
                    )
                    said = True

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the server or the network says into a sentence without the password."""
        try:
            yield
        except IntegrityError:
            raise
        except (psycopg.Error, PersistenceError) as error:
            login = self._login_of_the_address() or "LOGIN"
            raise explained(error, Asked(self.name, self.meta.roles, login)) from error

    def _create(self, connection: Connection) -> bool:
        # Held until the connection is closed.
        connection.execute("SELECT pg_advisory_lock(hashtext('commitments-tracker init'))")
        there = self._meta(connection)
        if there is not None:
            learn_new_kinds(connection, there)
            return False
        create(connection, self.name)
        self._meta(connection)
        return True

    def _has_log(self) -> Meta | None:
        with self.connections.connection() as connection:
            return self._meta(connection)

    def _meta(self, connection: Connection) -> Meta | None:
        """Read what the log says of itself, once; refuse another version's."""
        if self._found is None:
            found = read_meta(connection, self.name)
            if found is not None and found.version not in READ_VERSIONS:
                raise StoreError(
                    f"the store {self.name} has log version {found.version}; this tracker uses {LOG_VERSION}",
                    "Use the tracker that wrote it, or copy its history into a new store.",
                )
            self._found = found
        return self._found

    def _must_be_guarded(self, log: PostgresLog) -> None:
        """Refuse to record where what keeps a log safe is not as init made it; ask once."""
        if self._is_guarded or self.meta.version < LOG_VERSION:
            return
        if (problem := log.unguarded(THAT_KEEP_THE_LOG)) is not None:
            raise StoreError(
                f"the store {self.name} is not safe to record in: {problem}",
                "Let its owner look; tracker verify says what else is changed.",
            )
        self._is_guarded = True

    def _who_holds_it(self) -> str:
        with self.explained(), self.connections.connection() as connection:
            return str(one(connection, _WHO_HOLDS_A_LOCK) or "somebody")

    def _parameter(self, name: str, variable: str) -> str:
        return str(self.connections.parameters.get(name) or os.environ.get(variable) or "")

    def _login_of_the_address(self) -> str:
        return self._parameter("user", "PGUSER")

    def _harmless(self, text: str) -> str:
        """Leave out what a message quotes, unless the name shows it too: it may be of the password."""
        return re.sub('"([^"]*)"', lambda quoted: quoted[0] if quoted[1] in self.name else '"…"', text)
