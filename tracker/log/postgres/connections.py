"""The connections of a PostgreSQL store: opened when needed, used one after another, soon let go."""

import os
import re
import select
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from inspect import signature
from typing import Any, NamedTuple, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row, tuple_row

CONNECT_SECONDS = 10
STATEMENT_SECONDS = 60
GRACE_SECONDS = 15
LOCK_SECONDS = 50
"""So long a lock is waited for, all tries together: less than a statement may take."""
FIRST_LOCK_SECONDS = 1
"""So long without a word."""
FRESH_SECONDS = 1.0
"""A connection unused for longer is not used again: whether its server is still there takes long to ask."""
AGAIN_SECONDS = 0.5

_GONE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
"""A machine that went without a word is noticed in a minute, not in the two hours that are usual."""

_LIMITS = (
    f"-cstatement_timeout={STATEMENT_SECONDS}s -clock_timeout={FIRST_LOCK_SECONDS}s"
    f" -cidle_in_transaction_session_timeout={STATEMENT_SECONDS}s"
)
"""What an address may set otherwise."""
_NEEDED = r"-cdefault_transaction_isolation=read\ committed"
"""What nobody may: in any other isolation the condition of an append is void."""
_KNOWS_REQUIRE_AUTH = 160_000

_CAN_GIVE_UP = "timeout" in signature(psycopg.Connection.wait).parameters
"""psycopg before 3.3 waits for an answer for as long as the connection stands."""

T = TypeVar("T")


class Connection(psycopg.Connection[dict[str, Any]]):
    """A connection that gives up a server which does not answer for longer than a statement may take."""

    statement_seconds = float(STATEMENT_SECONDS)

    def wait(self, gen: PQGen[T], *args: Any, **given: Any) -> T:
        """Wait for an answer, a little longer than the server lets a statement run."""
        if "timeout" in given or not _CAN_GIVE_UP:
            return super().wait(gen, *args, **given)
        limit = self.statement_seconds + GRACE_SECONDS
        try:
            return super().wait(gen, *args, **{**given, "timeout": limit})
        except psycopg.OperationalError as error:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise  # it did answer
            self.close()
            raise psycopg.OperationalError(f"no answer within {limit:.0f} seconds") from error

    @contextmanager
    def limited_to(self, seconds: float) -> Iterator[None]:
        """Let statements run for so long."""
        self.execute(f"SET statement_timeout = '{int(seconds)}s'")
        self.statement_seconds = seconds
        try:
            yield
        finally:
            self.statement_seconds = float(STATEMENT_SECONDS)
            if self.pgconn.transaction_status == TransactionStatus.IDLE:
                self.execute("RESET statement_timeout")


def settings(parameters: dict[str, Any], schema: str) -> dict[str, Any]:
    """Give the parameters of an address with what its connections need, and what they are spared.

    A server that asks for the password in clear gets it only where the address has `require_auth`.
    """
    wanted = f"{_LIMITS} {parameters.get('options') or ''} {_NEEDED} -csearch_path={schema}"
    settled = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "tracker",
        **_GONE,
        **parameters,
        "client_encoding": "utf8",
        "options": wanted,
    }
    if psycopg.pq.version() >= _KNOWS_REQUIRE_AUTH and not os.environ.get("PGREQUIREAUTH"):
        settled.setdefault("require_auth", "!password")
    return settled


class _Idle(NamedTuple):
    """A connection that nobody uses, since when, and in which process."""

    connection: Connection
    since: float
    process: int


class Connections:
    """Connections to one address.

    A command needs one at a time and is soon over, so this stands where the library's datastore
    has a pool with threads: `open`, `connection` and `close` are what it asks of one. Where the
    address names several hosts and none takes us, it is tried again for `patience` seconds, since
    a standby takes a while to become the primary; `waiting` is called once then.
    """

    def __init__(self, parameters: dict[str, Any], patience: float, waiting: Callable[[], None]) -> None:
        self.parameters = parameters
        self._patience = patience
        self._waiting = waiting
        self._limit = threading.local()
        self._idle: list[_Idle] = []
        self._taking = threading.Lock()
        weakref.finalize(self, _close_all, self._idle)

    def borrow(self) -> Connection:
        """Give a connection that nobody uses, which must be given back."""
        while (idle := self._taken()) is not None:
            if idle.process != os.getpid():
                continue  # it is the parent's; psycopg closes none that another process opened
            if time.monotonic() - idle.since < FRESH_SECONDS and not _has_news(idle.connection):
                return idle.connection
            idle.connection.close()
        return self._connect()

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next user, unless there is one or something happened to it."""
        if connection.info.transaction_status == TransactionStatus.IDLE:
            with self._taking:  # of two threads one keeps its connection
                if not self._idle:
                    self._idle.append(_Idle(connection, time.monotonic(), os.getpid()))
                    return
        connection.close()

    def _taken(self) -> _Idle | None:
        with self._taking:
            return self._idle.pop() if self._idle else None

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection."""
        connection = self.borrow()
        seconds: float | None = getattr(self._limit, "seconds", None)
        try:
            with connection.limited_to(seconds) if seconds else nullcontext():
                yield connection
        finally:
            self.give_back(connection)

    @contextmanager
    def limited_to(self, seconds: float) -> Iterator[None]:
        """Let statements of this thread run for so long on what is lent meanwhile."""
        self._limit.seconds = seconds
        try:
            yield
        finally:
            self._limit.seconds = None

    def open(self, wait: object = None, timeout: object = None) -> None:
        """Do nothing: connections are opened when they are needed."""

    def close(self) -> None:
        """Close what nobody uses."""
        _close_all(self._idle)

    def _connect(self) -> Connection:
        deadline = time.monotonic() + self._patience
        said = False
        while True:
            try:
                return Connection.connect(autocommit=True, row_factory=dict_row, **self.parameters)
            except psycopg.OperationalError as error:
                if time.monotonic() >= deadline or not may_pass(str(error)):
                    raise
            if not said:
                self._waiting()
                said = True
            time.sleep(AGAIN_SECONDS)


def one(connection: Connection, statement: str, *values: Any) -> Any:
    """Give the first column of the first row, None if there is none."""
    row = connection.cursor(row_factory=tuple_row).execute(statement, values).fetchone()
    return row[0] if row else None


def may_pass(text: str) -> bool:
    """Say whether several hosts were tried, and each failed in a way that a promotion puts an end to.

    psycopg lists what it tried, a line for each address of each host; libpq, which knows service
    files, writes one after another.
    """
    failures = _TRIED.findall(text) or _FAILED.findall(text)
    hosts = {(host, port) for host, port, _ in failures}
    return len(hosts) > 1 and all(any(sign in why for sign in _PASSING) for _, _, why in failures)


_TRIED = re.compile(
    r"^- host: ([^\n]*?), port: ([^\n]*?), hostaddr: (?:None|'[^']*'): ([^\n]*)", re.MULTILINE
)
_FAILED = re.compile(
    r'connection to server (?:at|on socket) "([^"\n]*)"(?: \([^)\n]*\))?(?:, port ([0-9]+))? failed: ([^\n]*)'
)
_PASSING = (
    *("Connection refused", "No such file or directory", "No route to host", "timeout expired"),
    *("session is read-only", "server is in hot standby mode", "the database system is"),
    "server closed the connection",
)
"""Nobody is there, or nobody yet who takes writes."""


def _has_news(connection: Connection) -> bool:
    """Say whether the server has sent something unasked: that it goes, mostly."""
    poll = select.poll()
    poll.register(connection.pgconn.socket, select.POLLIN)
    return bool(poll.poll(0))


def _close_all(idle: list[_Idle]) -> None:
    while idle:
        each = idle.pop()
        if each.process == os.getpid():
            each.connection.close()
