"""A server for the tests of PostgreSQL stores, and databases on it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="PostgreSQL stores need the extra postgres")

from desks import Desk
from servers import Database, Proxy, Server, roles_of_database, server_of_the_tests

from tracker.decisions import decider as deciding
from tracker.log.postgres.store import PostgresStore


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """Let Ctrl-C reach the processes of the tests, also where the run itself is in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give the server of the session."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(server_of_the_tests())
        except (RuntimeError, OSError) as error:
            pytest.skip(f"no PostgreSQL server can be started here: {error}")
        yield server


@pytest.fixture(scope="session")
def _template(server: Server) -> str:
    """Create the schema once; databases are copies of it."""
    name = server.database()
    assert PostgresStore(server.url(name)).create()
    return name


@pytest.fixture
def empty(server: Server) -> Iterator[Database]:
    """Give a database without our schema."""
    name = server.database()
    yield Database(server, name)
    server.drop(name)


@pytest.fixture
def database(server: Server, _template: str) -> Iterator[Database]:
    """Give a database with an empty log."""
    name = server.database(_template)
    yield Database(server, name, _template)
    server.drop(name)


@pytest.fixture(scope="session")
def writer(server: Server, _template: str) -> str:
    """Give a login that may append and read."""
    return server.login(roles_of_database(_template).writer)


@pytest.fixture(scope="session")
def reader(server: Server, _template: str) -> str:
    """Give a login that may read."""
    return server.login(roles_of_database(_template).reader)


@pytest.fixture(scope="session")
def archivist(server: Server, _template: str) -> str:
    """Give a login that may append what others signed."""
    return server.login(roles_of_database(_template).archivist)


@pytest.fixture(scope="session")
def stranger(server: Server) -> str:
    """Give a login without roles."""
    return server.login()


@pytest.fixture
def desk_at(tmp_path: Path) -> Callable[[str], Desk]:
    """Give a maker of desks, each with a folder of its own."""
    made: list[Desk] = []

    def make(store: str) -> Desk:
        made.append(Desk(store, tmp_path / f"desk-{len(made)}"))
        return made[-1]

    return make


@pytest.fixture
def desk(database: Database, writer: str, desk_at: Callable[[str], Desk]) -> Desk:
    """Give the desk of a writer."""
    return desk_at(database.url(writer))


@pytest.fixture
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a server that gave no answer again after a moment, not after up to half a second."""
    monkeypatch.setattr(deciding.random, "uniform", lambda least, most: least + (most - least) / 20)


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """Give a proxy before the server."""
    proxy = Proxy(server.connect)
    yield proxy
    proxy.close()
