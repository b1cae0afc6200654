"""A store's roles, and who may connect to its database, are its own: those of another store have no part."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import quote

import pytest
from desks import Desk
from recorded import append, event, problem
from servers import Database, Server, binary

from tracker.errors import StoreError
from tracker.log.postgres.names import quoted, roles_of, stem_of
from tracker.log.postgres.schema import connecting
from tracker.log.postgres.store import PostgresStore

UPDATE = ("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")


class Two(NamedTuple):
    """Two stores of one server, and a desk's login that may record in the first."""

    mine: Database
    other: Database
    login: str


@pytest.fixture
def two(server: Server) -> Iterator[Two]:
    """Give two stores that were created on one server."""
    mine, other = (Database(server, server.database()) for _ in range(2))
    for each in (mine, other):
        assert each.store().create()
    yield Two(mine, other, server.login(mine.roles.writer))
    for each in (mine, other):
        server.drop(each.name)


@pytest.fixture
def named(server: Server) -> Iterator[Callable[[str], str]]:
    """Give a maker of databases with names of their own."""
    made: list[str] = []

    def make(name: str) -> str:
        server.rows(f"CREATE DATABASE {quoted(name)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        made.append(name)
        server._databases.append(name)
        return name

    yield make
    for name in made:
        server.drop(name)


def test_a_writer_of_one_store_does_not_reach_another(two: Two, desk_at: Callable[[str], Desk]) -> None:
    desk_at(two.mine.url(two.login)).done("demo")
    desk_at(two.other.url()).done("demo")
    before = two.other.contents()
    desk = desk_at(two.other.url(two.login))
    for command in (["status"], ["events"], ["verify"], ["export"], list(UPDATE)):
        ran = desk(*command)
        assert (ran.exit_code, ran.stdout) == (2, "")
        error, hint = ran.stderr.splitlines()
        assert f'permission denied for database "{two.other.name}"' in error
        assert f"GRANT {two.other.roles.writer} TO {two.login} (to record)" in hint
    assert two.other.contents() == before


def test_a_writer_of_one_store_may_do_nothing_in_another_that_lets_everybody_in(
    two: Two, desk_at: Callable[[str], Desk]
) -> None:
    two.other.rows(f"GRANT CONNECT ON DATABASE {two.other.name} TO PUBLIC")
    desk = desk_at(two.other.url(two.login))
    for command in (["status"], list(UPDATE)):
        ran = desk(*command)
        assert (ran.exit_code, "permission denied for schema commitments" in ran.stderr) == (2, True), ran
    assert str(problem(two.other.store())).startswith("everybody may connect to the database")


def test_an_archivist_of_one_store_signs_for_nobody_in_another(two: Two) -> None:
    login = two.mine.server.login(two.mine.roles.archivist, two.other.roles.writer)
    append(two.mine.store(login), event("somebody"))
    with pytest.raises(StoreError, match="an event signed by somebody cannot be recorded by") as refusal:
        append(two.other.store(login), event("somebody"))
    assert f"GRANT {two.other.roles.archivist} TO {login}" in refusal.value.hint


def test_roles_that_are_of_another_database_are_not_taken(
    two: Two, named: Callable[[str], str], server: Server
) -> None:
    renamed = f"{two.mine.name}_renamed"
    server.rows(f"ALTER DATABASE {two.mine.name} RENAME TO {renamed}")
    try:
        append(PostgresStore(server.url(renamed, two.login)), event(two.login))  # goes on as it was
        name = named(two.mine.name)
        with pytest.raises(StoreError, match=f"_reader is of the database {renamed}"):
            PostgresStore(server.url(name)).create()
        server.rows(f"DROP DATABASE {name}")
    finally:
        server.rows(f"ALTER DATABASE {renamed} RENAME TO {two.mine.name}")


def test_each_store_has_an_id_of_its_own_that_stays(two: Two) -> None:
    def store_id(database: Database) -> str | None:
        store = database.store()
        log = store.read()
        try:
            return log.store_id()
        finally:
            log.close()
            store.close()

    first, second = store_id(two.mine), store_id(two.other)
    assert first
    assert second
    assert first != second
    assert store_id(two.mine) == first


@pytest.mark.parametrize(
    "name", ["Bilateral Commitments", 'a"b', "asuntos-exteriores-méxico", "x" * 63, "é" * 31, "select"]
)
def test_a_database_of_any_name_gets_roles_that_fit(
    named: Callable[[str], str], server: Server, name: str
) -> None:
    name = named(name)
    said: list[str] = []
    address = server.url("DATABASE").replace("DATABASE", quote(name))
    store = PostgresStore(address, said.append)
    assert store.create()
    assert all(len(role.encode()) <= 63 for role in roles_of(stem_of(name)))
    assert server.roles() >= set(store.meta.roles)
    login = server.login()
    (statement,) = said
    server.rows(
        statement.partition("GRANT ")[1]
        + statement.partition("GRANT ")[2].partition(" TO ")[0]
        + f" TO {login}"
    )
    assert problem(PostgresStore(server.url("DATABASE", login).replace("DATABASE", quote(name)))) is None


def test_long_names_that_begin_alike_have_other_roles() -> None:
    one, other = "x" * 60 + "one", "x" * 60 + "two"
    assert stem_of(one) != stem_of(other)
    assert set(roles_of(stem_of(one))).isdisjoint(roles_of(stem_of(other)))


def test_a_store_that_was_dumped_and_restored_is_whole_when_its_database_is_closed_again(
    two: Two, empty: Database
) -> None:
    """Who may connect is not in a dump of one database."""
    if shutil.which(binary("pg_dump")) is None:
        pytest.skip("there are no programs of PostgreSQL to dump a database with")
    append(two.mine.store(two.login), event(two.login))
    dump = subprocess.run(
        [binary("pg_dump"), "-d", two.mine.url()], capture_output=True, check=True, timeout=60
    ).stdout
    restoring = [binary("psql"), "-v", "ON_ERROR_STOP=1", "-q", "-d", empty.url()]
    subprocess.run(restoring, input=dump, capture_output=True, check=True, timeout=60)
    assert empty.contents() == two.mine.contents()
    assert str(problem(empty.store())).startswith("everybody may connect to the database")
    for statement in connecting(two.mine.roles, empty.name):
        empty.rows(statement)
    assert problem(empty.store(two.login)) is None
    assert append(empty.store(two.login), event(two.login)) == 2


# What texts are kept as


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII", "WIN1252"])
def test_a_database_that_does_not_keep_utf8_takes_no_log(
    server: Server, desk_at: Callable[[str], Desk], encoding: str
) -> None:
    name = server.database(encoding=encoding)
    ran = desk_at(server.url(name))("init")
    assert (ran.exit_code, ran.stdout) == (2, "")
    error, hint = ran.stderr.splitlines()
    assert error.endswith(f"keeps texts as {encoding}; a log needs UTF8.")
    assert "createdb --encoding=UTF8" in hint
    assert server.rows("SELECT to_regnamespace('commitments')", database=name) == [(None,)]
    server.drop(name)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1", "SJIS"])
def test_what_the_environment_says_of_encodings_changes_nothing(
    database: Database,
    writer: str,
    desk_at: Callable[[str], Desk],
    monkeypatch: pytest.MonkeyPatch,
    encoding: str,
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    desk = desk_at(database.url(writer))
    desk.done("meeting", "summit", "--held", "2022-03-14", "--place", "Ñandú 国境 \U0001f309")
    assert "Ñandú 国境 \U0001f309" in desk.done("show", "summit").stdout
    desk.done("verify")
