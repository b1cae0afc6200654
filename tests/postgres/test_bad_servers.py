"""Servers and addresses that do not work: one sentence with the store's name, never its password; exit 2."""

import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from desks import Desk
from servers import PASSWORD, Database, Proxy, Server, free_port

from tracker.cli import session
from tracker.decisions import decider as deciding
from tracker.log.postgres import connections
from tracker.log.postgres.address import without_password
from tracker.log.postgres.store import PostgresStore

ENCODED = quote(PASSWORD, safe="")
UPDATE = ("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")
MEETING = ("meeting", "summit", "--held", "2022-03-14")
COMMANDS = [("status",), ("events",), ("verify",), UPDATE, ("init",)]


def refused(desk: Desk, *command: str, said: str, name: str | None = None) -> str:
    """Run a command that must end in one sentence; give its hint."""
    ran = desk(*command)
    assert (ran.exit_code, ran.stdout) == (2, ""), ran
    sentence, *hint = ran.stderr.splitlines()
    shown = without_password(desk.store) if name is None else name
    assert sentence.startswith("Error: ")
    assert sentence.endswith(".")
    assert shown in sentence
    assert said in sentence, sentence
    assert len(hint) <= 1
    assert all(line.startswith("Hint: ") for line in hint)
    for secret in (PASSWORD, ENCODED, "geheim"):
        assert secret not in ran.stderr
    assert [path for path in desk.folder.rglob("*") if path.is_file()] == []
    return "".join(hint)


@pytest.fixture
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in a folder of one's own, in which nothing must be written."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


# What the server does


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_is_not_there(command: tuple[str, ...], desk_at: Callable[[str], Desk]) -> None:
    url = f"postgresql://desk:{ENCODED}@127.0.0.1:{free_port()}/tracker"
    refused(desk_at(url), *command, said="does not answer: connection failed")


def test_a_host_that_has_no_address(desk_at: Callable[[str], Desk]) -> None:
    url = f"postgresql://desk:{ENCODED}@no-such-host.invalid/tracker"
    refused(desk_at(url), "status", said="does not answer: failed to resolve host 'no-such-host.invalid'")


def test_none_of_several_servers_is_there(
    desk_at: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "PROMOTION_SECONDS", 0.1)
    monkeypatch.setattr(connections, "AGAIN_SECONDS", 0.15)
    hosts = f"127.0.0.1:{free_port()},127.0.0.1:{free_port()}"
    url = f"postgresql://desk:{ENCODED}@{hosts}/tracker?target_session_attrs=read-write"
    refused(desk_at(url), *UPDATE, "--quiet", said="does not answer: connection failed")
    waiting, error, _hint = desk_at(url)(*UPDATE).stderr.splitlines()
    assert waiting == f"None of the servers of {without_password(url)} takes us yet; waiting for one."
    assert error.startswith("Error: ")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("password", ["geheim-wrong", "geheim%40%2F%25", ""])
def test_a_wrong_password_is_refused_without_being_shown(
    server: Server,
    database: Database,
    writer: str,
    password: str,
    command: tuple[str, ...],
    desk_at: Callable[[str], Desk],
) -> None:
    if not server.is_ours:
        pytest.skip("the server that TRACKER_TEST_POSTGRES names may trust everybody")
    url = database.url(writer).replace(ENCODED, password)
    hint = refused(desk_at(url), *command, said="refuses the password")
    assert "PGPASSWORD" in hint
    assert database.events() == []


def test_a_wrong_password_in_the_query_string_is_refused_without_being_shown(
    server: Server, database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    if not server.is_ours:
        pytest.skip("the server that TRACKER_TEST_POSTGRES names may trust everybody")
    url = database.url(writer, password="geheim", application_name="mine").replace(f":{ENCODED}@", "@")  # noqa: S106
    desk = desk_at(url)
    refused(desk, "status", said="refuses the password")
    assert without_password(url).endswith("application_name=mine")


def test_a_right_password_in_the_query_string_is_taken_and_never_shown(
    database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    url = database.url(writer, password=PASSWORD).replace(f":{ENCODED}@", "@", 1)
    desk = desk_at(url)
    for command in (["demo"], ["init"], ["status"], list(UPDATE), ["undo", "--yes"]):
        ran = desk.done(*command)
        assert "geheim" not in ran.stdout + ran.stderr


def test_a_database_that_is_missing(server: Server, writer: str, desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at(server.url("nowhere", writer))
    for command in COMMANDS:
        hint = refused(desk, *command, said="is no database: connection failed")
        assert "createdb" in hint


def test_a_database_without_our_schema(empty: Database, desk_at: Callable[[str], Desk]) -> None:
    desk = desk_at(empty.url(password=PASSWORD))
    for command in (("status",), ("events",), ("verify",), ("undo",), MEETING):
        hint = refused(desk, *command, said="has no log yet")
        assert f"tracker init --store {without_password(desk.store)}" in hint
    assert empty.rows("SELECT to_regnamespace('commitments')") == [(None,)]


def test_a_database_without_our_schema_is_no_empty_log(
    empty: Database, desk_at: Callable[[str], Desk]
) -> None:
    refused(desk_at(empty.url()), *UPDATE, said="has no log yet")


def test_a_database_with_the_schema_of_another_version(
    database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    database.rows("UPDATE commitments.meta SET log_version = 99")
    desk = desk_at(database.url(writer))
    for command in COMMANDS:
        refused(desk, *command, said="has log version 99; this tracker uses 2")
    assert database.events() == []


def test_a_database_with_a_schema_of_somebody_elses(empty: Database, desk_at: Callable[[str], Desk]) -> None:
    empty.rows("CREATE SCHEMA commitments")
    empty.rows("CREATE TABLE commitments.meta (name text)")
    for command in COMMANDS:
        refused(desk_at(empty.url()), *command, said="has a schema commitments that is of something else")


def test_a_database_that_is_read_only(
    database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    desk_at(database.url(writer)).done("demo")
    database.rows(f'ALTER DATABASE "{database.name}" SET default_transaction_read_only = on')
    before = database.contents()
    desk = desk_at(database.url(writer))
    assert "otay-mesa-east" in desk.done("status").stdout
    ran = desk(*UPDATE)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.splitlines() == [
        f"Error: the store {without_password(desk.store)} is read-only, perhaps a standby.",
        "Hint: Name all hosts, with target_session_attrs=read-write.",
    ]
    assert database.contents() == before


def test_init_in_a_database_that_is_read_only(empty: Database, desk_at: Callable[[str], Desk]) -> None:
    empty.rows(f'ALTER DATABASE "{empty.name}" SET default_transaction_read_only = on')
    refused(desk_at(empty.url()), "init", said="is read-only")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, soon_again: None) -> None:
    """Give up soon on a server that does not answer."""
    assert soon_again is None
    monkeypatch.setattr(deciding, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(connections, "CONNECT_SECONDS", 1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("command", "seen"),
    [
        (("status",), b"SELECT id, type, data, tags"),
        (("events",), b"SELECT id, type, data, tags"),
        (("verify",), b"NOT EXISTS"),
        (UPDATE, b"event:"),
        (UPDATE, b"session_user"),
        (UPDATE, b"json_to_recordset"),
        (UPDATE, b"DISTINCT ON"),
        (("undo", "--yes"), b"event:"),
        (("init",), b"to_jsonb(meta)"),
    ],
)
def test_a_server_that_dies_in_the_middle_of_a_command(
    command: tuple[str, ...],
    seen: bytes,
    database: Database,
    writer: str,
    proxy: Proxy,
    desk_at: Callable[[str], Desk],
) -> None:
    desk_at(database.url(writer)).done("demo")
    before = database.contents()
    url = f"postgresql://{writer}:{ENCODED}@127.0.0.1:{proxy.port}/{database.name}"
    desk = desk_at(url)
    proxy.dies_at = seen
    ran = desk(*command)
    deadline = time.monotonic() + 5
    while proxy.cuts < 1 and time.monotonic() < deadline:
        time.sleep(0.01)  # the proxy counts in a thread of its own
    assert proxy.cuts >= 1
    assert (ran.exit_code, ran.stdout) == (2, "")
    error = [line for line in ran.stderr.splitlines() if line.startswith("Error: ")]
    assert error
    assert error[0].startswith(f"Error: the store {without_password(url)} does not answer: ")
    assert "Traceback" not in ran.stderr
    assert "geheim" not in ran.stderr
    assert database.contents() == before


# How the address is written


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://desk:geheim@host:port/db", "port"),
        ("postgresql://desk:geheim@127.0.0.1:99999/db", "99999"),
        ("postgresql://desk:geheim@127.0.0.1:-1/db", "-1"),
        ("postgresql://desk:geheim@[::1/db", "IPv6"),
        ("postgresql://desk:geheim@127.0.0.1/db?sslmod=require", "sslmod"),
        ("postgresql://desk:geheim@127.0.0.1/db?sslmode=perhaps", "sslmode"),
        ("postgresql://desk:geheim@127.0.0.1:1/db?target_session_attrs=writable", "target_session_attrs"),
        ("postgresql://desk:geheim@127.0.0.1/db?connect_timeout=soon", "connect_timeout"),
        ("postgresql://desk@127.0.0.1/db?passwort=geheim", "URI query parameter"),
        ("postgresql://desk@127.0.0.1/db?Password=geheim", "URI query parameter"),
        ("postgresql://desk@127.0.0.1/db?password=geheim=geheim", "URI query parameter"),
        ("postgresql://desk@127.0.0.1/db?pass%77ord=gehe%zz", "percent-encoded"),
        ("postgresql://desk:geheim%zz@127.0.0.1/db", "percent-encoded"),
        ("postgresql://desk:geheim%00@127.0.0.1/db", "%00"),
        ("postgresql://desk:gehe/geheim@127.0.0.1/db", "@ too many"),
        ("postgresql://desk:gehe@geheim@127.0.0.1/db", "@ too many"),
        ("postgresql://desk:gehe/geheim@geheim?geheim@127.0.0.1/db", "is no PostgreSQL address"),
        ("postgresql://desk:geheim@127.0.0.1/db?=", "is no PostgreSQL address"),
        ("postgres://desk:geheim@127.0.0.1:port/db", "port"),
    ],
)
def test_an_address_with_a_mistake(url: str, said: str, desk_at: Callable[[str], Desk]) -> None:
    for command in COMMANDS:
        refused(desk_at(url), *command, said=said)


@pytest.mark.parametrize("password", ["geheim#geheim", "geheim?geheim", "geheim&x=geheim", "geheim:geheim"])
def test_a_password_with_signs_of_its_own_is_hidden_whole(
    password: str, desk_at: Callable[[str], Desk]
) -> None:
    url = f"postgresql://desk:{password}@127.0.0.1:{free_port()}/db"
    assert PostgresStore(url).connections.parameters["password"] == password
    refused(desk_at(url), "status", said="does not answer")


@pytest.mark.parametrize(
    "url",
    [
        "postgresq://desk:geheim@127.0.0.1/db",
        "postgressql://desk:geheim@127.0.0.1/db",
        "POSTGRESQL://desk:geheim@127.0.0.1/db",
        "postgres:/desk:geheim@127.0.0.1/db",
        "postgres:desk:geheim@127.0.0.1/db",
        "postgresql//desk:geheim@127.0.0.1/db",
        "postgresql:desk:geheim@127.0.0.1/db",
        "postgresql:/desk:geheim@127.0.0.1/db",
        "host=127.0.0.1 dbname=db user=desk password=geheim",
    ],
)
def test_what_was_meant_as_an_address_is_not_taken_for_a_file(
    url: str, in_a_folder: Path, desk_at: Callable[[str], Desk]
) -> None:
    for command in COMMANDS:
        ran = desk_at(url)(*command)
        assert (ran.exit_code, ran.stdout) == (2, ""), ran
        assert ran.stderr.startswith("Error: ")
        assert "geheim" not in ran.stderr
        assert list(in_a_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:p@h/d", "postgresql://u@h/d"),
        ("postgresql://u:p%40%2F@h1:1,h2:2/d?a=b", "postgresql://u@h1:1,h2:2/d?a=b"),
        ("postgresql://u@h/d?password=p", "postgresql://u@h/d"),
        ("postgresql://u@h/d?a=b&password=p&c=d", "postgresql://u@h/d?a=b&c=d"),
        ("postgresql://u@h/d?password=p&sslpassword=q&c=d", "postgresql://u@h/d?c=d"),
        ("postgresql://u@h/d?pass%77ord=p", "postgresql://u@h/d"),
        ("postgresql://h:1/d?password=p@q&user=u", "postgresql://h:1/d?user=u"),
        ("postgresql://h:1/d?host=/run", "postgresql://h:1/d?host=/run"),
        ("postgresql://u:p?q@h/d", "postgresql://u@h/d"),
        ("postgresql://u:p@h/d?user=a@b", "postgresql://u@h/d?user=a@b"),
        ("postgresql://:p@h/d", "postgresql://@h/d"),
        ("postgresql:///d", "postgresql:///d"),
    ],
)
def test_an_address_is_shown_whole_but_for_its_password(url: str, shown: str) -> None:
    assert without_password(url) == shown
