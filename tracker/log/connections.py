"""The connections of a PostgreSQL store: opened when needed, used one after another, few."""

import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row

CONNECT_SECONDS = 10
PROMOTION_SECONDS = 20.0
"""So long an address of several hosts is tried again: a standby takes a while to become the primary."""
FRESH_SECONDS = 1.0
"""A connection unused for longer is asked whether it is still there."""

Connection = psycopg.Connection[dict[str, Any]]


class Connections:
    """Connections to one address.

    A command needs one at a time and is soon over, so this stands where the library's datastore
    has a pool with threads: `open`, `connection` and `close` are what it asks of one.
    """

    def __init__(self, parameters: dict[str, Any], waiting: Callable[[], None]) -> None:
        self.parameters: dict[str, Any] = {
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "tracker",
            **parameters,
        }
        self._waiting = waiting
        self._idle: list[tuple[float, Connection]] = []
        weakref.finalize(self, _close_all, self._idle)

    def borrow(self) -> Connection:
        """Give a connection that nobody uses, which must be given back."""
        while self._idle:
            since, connection = self._idle.pop()
            if time.monotonic() - since < FRESH_SECONDS or _answers(connection):
                return connection
            connection.close()
        return self._connect()

    def give_back(self, connection: Connection) -> None:
        """Keep a connection for the next user, unless something happened to it."""
        if connection.info.transaction_status == TransactionStatus.IDLE:
            self._idle.append((time.monotonic(), connection))
        else:
            connection.close()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection."""
        connection = self.borrow()
        try:
            yield connection
        finally:
            self.give_back(connection)

    def open(self, wait: object = None, timeout: object = None) -> None:
        """Do nothing: connections are opened when they are needed."""

    def close(self) -> None:
        """Close those that nobody uses."""
        _close_all(self._idle)

    def _connect(self) -> Connection:
        deadline = None
        while True:
            try:
                return psycopg.connect(autocommit=True, row_factory=dict_row, **self.parameters)
            except psycopg.OperationalError as error:
                if not self._may_be_promoted(str(error)):
                    raise
                if deadline is None:
                    deadline = time.monotonic() + PROMOTION_SECONDS
                    self._waiting()
                elif time.monotonic() > deadline:
                    raise
            time.sleep(0.5)

    def _may_be_promoted(self, text: str) -> bool:
        """Say whether trying again may help: of several hosts none answers, or none takes writes yet."""
        hosts = str(self.parameters.get("host", "")) + str(self.parameters.get("hostaddr", ""))
        return "," in hosts and any(sign in text for sign in _PASSING)


_PASSING = (
    *("Connection refused", "read-only", "hot standby", "starting up", "shutting down", "timeout expired"),
    *("server closed the connection", "No route to host", "recovery"),
)


def _answers(connection: Connection) -> bool:
    try:
        connection.execute("")
    except psycopg.Error:
        return False
    return True


def _close_all(idle: list[tuple[float, Connection]]) -> None:
    while idle:
        idle.pop()[1].close()
