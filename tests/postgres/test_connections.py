"""Connections: one after another, none that is gone, none of another process, and who is waited for."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from desks import Desk
from servers import PASSWORD, Database, Proxy, Server, free_port, wait_until
from waiting import LONGEST, ended

from tracker.application import Tracker
from tracker.log.postgres import connections
from tracker.log.postgres.connections import may_pass

ENCODED = quote(PASSWORD, safe="")


def open_connections(database: Database) -> int:
    (found,) = database.rows(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND application_name = 'tracker'",
        database.name,
    )[0]
    return int(found)


def terminate(database: Database) -> None:
    database.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND application_name = 'tracker'",
        database.name,
    )


def test_a_connection_is_used_again_while_it_is_fresh(
    database: Database, writer: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(connections, "FRESH_SECONDS", 60.0)
    tracker = Tracker(f"postgresql://{writer}:{ENCODED}@127.0.0.1:{proxy.port}/{database.name}")
    for _ in range(3):
        tracker.status()
    assert proxy.connections == 1
    monkeypatch.setattr(connections, "FRESH_SECONDS", 0.0)
    tracker.status()  # an old one may be of a machine that is gone, which only waiting would tell
    assert proxy.connections == 2
    tracker.close()


def test_a_connection_that_the_server_ended_is_not_used_again(
    database: Database, writer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tracker = Tracker(database.url(writer))
    for _ in range(5):
        tracker.status()
        terminate(database)
        deadline = time.monotonic() + 5
        while open_connections(database) and time.monotonic() < deadline:
            time.sleep(0.01)
    assert tracker.status() == []
    tracker.close()
    wait_until(
        database,
        "SELECT count(*) = 0 FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'tracker'",
    )  # the server hears of what is closed a moment later


def test_many_threads_leave_one_connection(
    database: Database, writer: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tracker = Tracker(database.url(writer))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: tracker.status(), range(16), timeout=LONGEST)) == [[]] * 16
    assert len(tracker.store.connections._idle) == 1  # type: ignore[attr-defined]
    wait_until(
        database,
        "SELECT count(*) <= 1 FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'tracker'",
    )  # the server hears of what is closed a moment later
    tracker.close()


def test_a_child_process_does_not_use_its_parents_connection(
    database: Database, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes on one socket would read each other's answers."""
    monkeypatch.setattr(connections, "FRESH_SECONDS", 60.0)
    store = database.store(writer)
    with store.connections.connection() as parents:
        pass
    child = os.fork()
    if child == 0:
        try:
            own = store.connections.borrow()
            os._exit(0 if own is not parents and own.execute("SELECT 1").fetchone() else 1)
        finally:
            os._exit(2)
    assert ended(child) == 0
    with store.connections.connection() as again:
        assert again is parents
        assert again.execute("SELECT 2 AS two").fetchone() == {"two": 2}
    store.close()


def test_a_log_closed_twice_gives_its_connection_back_once(database: Database, writer: str) -> None:
    store = database.store(writer)
    log = store.read()
    log.close()
    log.close()
    first, second = store.read(), store.read()
    assert first._connection is not second._connection
    first.close()
    second.close()
    store.close()


# Who is waited for

REFUSED = 'connection failed: connection to server at "127.0.0.1", port 1 failed: Connection refused'
STANDBY = 'connection failed: connection to server at "127.0.0.1", port 2 failed: session is read-only'
STARTING = (
    'connection failed: connection to server at "::1", port 2 failed:'
    " FATAL:  the database system is starting up"
)
LOGIN_IS_REFUSED = (
    'connection failed: connection to server at "127.0.0.1", port 2 failed:'
    ' FATAL:  password authentication failed for user "desk"'
)
NO_DATABASE = (
    'connection failed: connection to server at "127.0.0.1", port 2 failed:'
    ' FATAL:  database "recovery" does not exist'
)


LOCALHOST = f"""{REFUSED}
Multiple connection attempts failed. All failures were:
- host: 'localhost', port: None, hostaddr: '::1': {REFUSED.replace("127.0.0.1", "::1")}
\tIs the server running on that host and accepting TCP/IP connections?
- host: 'localhost', port: None, hostaddr: '127.0.0.1': {REFUSED}
\tIs the server running on that host and accepting TCP/IP connections?"""
BOTH_OF_LOCALHOST = (
    'connection failed: connection to server at "localhost" (::1), port 1 failed: Connection refused\n'
    'connection to server at "localhost" (127.0.0.1), port 1 failed: Connection refused'
)
ON_A_SOCKET = 'connection to server on socket "/run/.s.PGSQL.5432" failed: No such file or directory'


def tried(*errors: str) -> str:
    """Write what psycopg writes when every host failed."""
    lines = [f"- host: 'db{n}', port: '5432', hostaddr: '::{n}': {each}" for n, each in enumerate(errors)]
    return "\n".join([errors[-1], "Multiple connection attempts failed. All failures were:", *lines])


@pytest.mark.parametrize(
    ("text", "waited"),
    [
        (tried(REFUSED, STANDBY), True),
        (tried(REFUSED, REFUSED), True),
        (tried("connection timeout expired", STANDBY), True),
        (tried(STARTING, REFUSED), True),
        (f"{REFUSED}\n\tIs the server running on that host?\n{STANDBY}", True),
        (tried(REFUSED, LOGIN_IS_REFUSED), False),
        (tried(LOGIN_IS_REFUSED, REFUSED), False),
        (tried(NO_DATABASE, REFUSED), False),
        (tried("failed to resolve host 'x': unknown", REFUSED), False),
        (f"{REFUSED}\n\tIs the server running on that host?", False),
        (LOCALHOST, False),
        (LOCALHOST.replace("'::1'", "'127.0.0.1'"), False),
        (BOTH_OF_LOCALHOST, False),
        (f"{ON_A_SOCKET}\n{ON_A_SOCKET.replace('run', 'other')}", True),
        (ON_A_SOCKET, False),
        (STANDBY, False),
        (LOGIN_IS_REFUSED, False),
    ],
)
def test_a_promotion_is_waited_for_where_every_host_may_yet_take_us(text: str, *, waited: bool) -> None:
    assert may_pass(text) == waited


@pytest.mark.parametrize("dead_first", [True, False])
def test_a_wrong_password_is_not_tried_again_because_another_host_is_down(
    server: Server, database: Database, writer: str, desk_at: Callable[[str], Desk], *, dead_first: bool
) -> None:
    if not server.is_ours:
        pytest.skip("the server that TRACKER_TEST_POSTGRES names may trust everybody")
    (host,) = database.rows("SELECT current_setting('unix_socket_directories')")[0]
    (port,) = database.rows("SELECT current_setting('port')")[0]
    hosts, ports = [str(host), "127.0.0.1"], [str(port), str(free_port())]
    if dead_first:
        hosts, ports = hosts[::-1], ports[::-1]
    desk = desk_at(
        f"postgresql://{writer}:geheim@/{database.name}?host={','.join(hosts)}&port={','.join(ports)}"
    )
    started = time.monotonic()
    ran = desk("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")
    assert time.monotonic() - started < 10
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "refuses the password" in ran.stderr
    assert "waiting" not in ran.stderr


def test_reading_waits_for_nobody(desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at(f"postgresql://desk@127.0.0.1:{free_port()},127.0.0.1:{free_port()}/tracker")
    started = time.monotonic()
    for command in (("status",), ("events",), ("check",), ("verify",)):
        assert desk(*command).exit_code == 2
    assert time.monotonic() - started < 5
