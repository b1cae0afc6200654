"""A PostgreSQL server of a benchmark: as durable as it comes, on a socket of its own, stopped at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo
from servers import binary, unprivileged_user

LONGEST_SECONDS = 60
SUPERUSER = "postgres"
SETTINGS = ("server_version", "fsync", "synchronous_commit", "wal_sync_method", "shared_buffers")


class NoServerError(Exception):
    """There is no server on this machine, or it does not start."""


class Server:
    """A running server with the settings it is born with, reached by its superuser."""

    def __init__(self, socket_folder: Path) -> None:
        self.host = str(socket_folder)

    def connect(self, database: str = SUPERUSER) -> "psycopg.Connection[tuple[object, ...]]":
        """Connect to a database."""
        address = make_conninfo(host=self.host, user=SUPERUSER, dbname=database)
        return psycopg.connect(address, autocommit=True)

    def create(self, database: str) -> str:
        """Create a database; give its URL."""
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'".encode())
        return f"postgresql://{SUPERUSER}@/{database}?host={self.host}"

    def settle(self, database: str) -> None:
        """Let what was loaded be analysed and written, so that nobody waits for it later."""
        with self.connect(database) as connection:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")

    def hurry(self) -> None:
        """Acknowledge what is not on the disk yet."""
        with self.connect() as connection:
            connection.execute("ALTER SYSTEM SET synchronous_commit = off")
            connection.execute("SELECT pg_reload_conf()")
        time.sleep(0.5)  # the other connections hear of it between two statements

    def settings(self) -> str:
        """Say how durable an append is."""
        with self.connect() as connection:
            found = {name: connection.execute(f"SHOW {name}".encode()).fetchone() for name in SETTINGS}
        return ", ".join(f"{name} {row[0]}" for name, row in found.items() if row)


@contextmanager
def running(data: Path) -> Iterator[Server]:
    """Start a server on a new data folder and stop it in the end."""
    user = unprivileged_user()
    sockets = Path(tempfile.mkdtemp(prefix="tracker-side-"))  # the path of a socket must be short
    log = data.with_name(f"{data.name}.log")
    data.mkdir(mode=0o700)
    if user:
        for folder in (data, sockets):
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    process: subprocess.Popen[bytes] | None = None
    try:
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "-U", SUPERUSER, "-D", str(data))
        try:
            with log.open("wb") as output:
                made = subprocess.run(
                    [binary("initdb"), *options],
                    stdout=output, stderr=output, check=False, cwd=sockets, user=user,
                    timeout=LONGEST_SECONDS,
                )  # fmt: skip
                if made.returncode:
                    raise NoServerError(f"initdb: {_last_line(log)}")
                process = subprocess.Popen(
                    [binary("postgres"), "-D", str(data), "-h", "", "-k", str(sockets)],
                    stdout=output, stderr=output, stdin=subprocess.DEVNULL,
                    cwd=sockets, user=user, start_new_session=True,
                )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NoServerError(str(error)) from error
        server = Server(sockets)
        _wait_for(server, process, log)
        yield server
    finally:
        if process:
            _stop(process)
        shutil.rmtree(sockets, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


def _wait_for(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while True:
        with suppress(psycopg.OperationalError):
            server.connect().close()
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise NoServerError(f"postgres: {_last_line(log)}")
        time.sleep(0.05)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGINT)  # a fast shutdown: connections are cut
    try:
        process.wait(LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(LONGEST_SECONDS)


def _last_line(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
