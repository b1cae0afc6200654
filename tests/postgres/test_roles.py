"""What init makes in a database, and what nobody, the owner and each role cannot do there."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from desks import Desk
from eventsourcing.dcb.api import DCBEvent
from recorded import append, called, event, problem
from servers import Database, Server, roles_of_database
from waiting import LONGEST

from tracker.errors import StoreError
from tracker.log.postgres.store import PostgresStore

EVENTS = "commitments.log_tt_main"
TAGS = "commitments.log_tt_tag"
CHANGES = [
    f"UPDATE {EVENTS} SET type = 'x'",
    f"UPDATE {EVENTS} SET id = id + 1 WHERE false",
    f"DELETE FROM {EVENTS}",
    f"TRUNCATE {EVENTS} CASCADE",
    f"UPDATE {TAGS} SET tag = 'x'",
    f"DELETE FROM {TAGS}",
    f"TRUNCATE {TAGS}",
]
UNDERMINING = [
    f"ALTER TABLE {EVENTS} DISABLE TRIGGER no_change",
    f"ALTER TABLE {EVENTS} DISABLE TRIGGER well_formed",
    f"ALTER TABLE {EVENTS} DISABLE TRIGGER ALL",
    f"ALTER TABLE {TAGS} DISABLE TRIGGER no_change",
    f"DROP TRIGGER no_change ON {EVENTS}",
    f"DROP TRIGGER well_formed ON {EVENTS}",
    f"DROP TRIGGER no_change ON {TAGS}",
    f"DROP TABLE {EVENTS} CASCADE",
    f"DROP TABLE {TAGS}",
    "DROP SCHEMA commitments CASCADE",
    "DROP FUNCTION commitments.refuse_change() CASCADE",
    "DROP FUNCTION commitments.refuse_malformed() CASCADE",
    "CREATE OR REPLACE FUNCTION commitments.refuse_change() RETURNS trigger LANGUAGE sql AS ''",
    "CREATE TABLE commitments.mine (a int)",
    "CREATE FUNCTION commitments.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE VIEW commitments.mine AS SELECT 1",
    f"CREATE TRIGGER mine BEFORE INSERT ON {EVENTS} EXECUTE FUNCTION commitments.refuse_change()",
    f"CREATE RULE mine AS ON INSERT TO {EVENTS} DO INSTEAD NOTHING",
    f"ALTER TABLE {EVENTS} OWNER TO CURRENT_USER",
    "INSERT INTO commitments.kinds VALUES ('junk')",
    "UPDATE commitments.meta SET roles = 'mine'",
    "UPDATE commitments.meta SET log_version = 2",
    "SET session_replication_role = replica",
    "SELECT nextval('commitments.log_tt_main_id_seq')",
    "SELECT setval('commitments.log_tt_main_id_seq', 100)",
    f"BEGIN; LOCK TABLE {EVENTS} IN EXCLUSIVE MODE",
    f"SELECT * FROM {EVENTS} FOR UPDATE",
]


def refusal(database: Database, login: str | None, statement: str, *values: Any) -> str:
    """Execute what must be refused and change nothing; give what the server says."""
    before = database.contents()
    with pytest.raises(psycopg.Error) as refused:
        database.rows_as(login, statement, *values)
    assert database.contents() == before
    return str(refused.value)


@pytest.fixture(scope="module")
def kept(server: Server, writer: str, _template: str) -> Iterator[Database]:
    """Give a database with an event of the writer, for tests in which everything is refused."""
    database = Database(server, server.database(_template), _template)
    append(database.store(writer), event(writer, "a"))
    yield database
    server.drop(database.name)


@pytest.fixture
def filled(database: Database, writer: str) -> Database:
    """Give a database with an event of the writer."""
    append(database.store(writer), event(writer, "a"))
    return database


# What init makes


def test_init_creates_the_schema_the_triggers_and_the_roles(
    empty: Database, desk_at: Callable[[str], Desk]
) -> None:
    before = empty.server.roles()
    desk, roles = desk_at(empty.url()), empty.roles
    says, created = desk.done("init").stderr.splitlines()
    assert says == (
        f"Say who may use it: GRANT {roles.reader} TO LOGIN to read, {roles.writer} to record,"
        f" {roles.archivist} to copy what others signed."
    )
    assert created == f"Created {empty.store().name}"
    triggers = empty.rows(
        "SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled = 'A' ORDER BY 1, 2"
    )
    assert triggers == [
        (EVENTS, "in_order"),
        (EVENTS, "in_turn"),
        (EVENTS, "no_change"),
        (EVENTS, "well_formed"),
        (TAGS, "no_change"),
    ]
    assert empty.server.roles() - before == set(roles)


def test_init_again_says_that_it_is_there_and_changes_nothing(
    filled: Database, desk_at: Callable[[str], Desk]
) -> None:
    before = filled.contents()
    assert desk_at(filled.url()).done("init").stderr == f"It is there already: {filled.store().name}\n"
    assert filled.contents() == before


def test_init_that_fails_in_the_middle_leaves_nothing(empty: Database, writer: str) -> None:
    assert writer
    before = empty.server.roles()
    empty.rows(
        "CREATE FUNCTION no_trigger() RETURNS event_trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no triggers here'; END $$;"
        "CREATE EVENT TRIGGER no_trigger ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER')"
        " EXECUTE FUNCTION no_trigger()"
    )
    with pytest.raises(StoreError, match="no triggers here"):
        empty.store().create()
    assert empty.rows("SELECT to_regnamespace('commitments')") == [(None,)]
    assert empty.server.roles() == before
    empty.rows("DROP EVENT TRIGGER no_trigger")
    assert empty.store().create()


def test_init_leaves_a_schema_of_something_else_alone(
    empty: Database, desk_at: Callable[[str], Desk]
) -> None:
    empty.rows("CREATE SCHEMA commitments; CREATE TABLE commitments.accounts (a int)")
    ran = desk_at(empty.url())("init")
    assert ran.exit_code == 2
    assert "has a schema commitments that is of something else: accounts." in ran.stderr
    assert empty.rows("SELECT count(*) FROM pg_class WHERE relnamespace = 'commitments'::regnamespace") == [
        (1,)
    ]


def test_init_by_a_login_that_may_not_is_a_sentence(
    empty: Database, stranger: str, desk_at: Callable[[str], Desk]
) -> None:
    ran = desk_at(empty.url(stranger))("init")
    assert ran.exit_code == 2
    assert ran.stderr.startswith(
        f"Error: the store {empty.store(stranger).name} does not let you: permission"
    )
    assert empty.rows("SELECT to_regnamespace('commitments')") == [(None,)]


def test_the_owner_of_a_database_can_init_where_an_administrator_made_the_roles(empty: Database) -> None:
    owner = empty.server.login()
    empty.rows(f'ALTER DATABASE "{empty.name}" OWNER TO "{owner}"')
    with pytest.raises(StoreError, match="does not let you: permission denied to create role"):
        empty.store(owner).create()
    reader, writer, archivist = empty.roles
    empty.rows(f"CREATE ROLE {reader}; CREATE ROLE {writer} IN ROLE {reader}")
    empty.rows(f"CREATE ROLE {archivist} IN ROLE {writer}")
    assert empty.store(owner).create()
    assert append(empty.store(owner), event(owner)) == 1
    desk = empty.server.login(writer)
    assert append(empty.store(desk), event(desk)) == 2
    assert problem(empty.store(owner)) is None


def test_who_does_not_own_the_database_cannot_init_a_store_that_is_open_to_everybody(empty: Database) -> None:
    somebody = empty.server.login()
    empty.rows(f"ALTER ROLE {somebody} CREATEROLE; GRANT CREATE ON DATABASE {empty.name} TO {somebody}")
    before = empty.server.roles()
    with pytest.raises(StoreError, match="would be open to every login of the server"):
        empty.store(somebody).create()
    assert empty.rows("SELECT to_regnamespace('commitments')") == [(None,)]
    assert empty.server.roles() == before


def test_inits_at_once_in_several_databases_each_make_their_own(server: Server) -> None:
    databases = [Database(server, server.database()) for _ in range(4)]
    together = Barrier(len(databases) * 2)

    def create(database: Database) -> bool:
        store = database.store()
        together.wait(10)
        try:
            return store.create()
        finally:
            store.close()

    with ThreadPoolExecutor(len(databases) * 2) as pool:
        new = list(pool.map(create, databases * 2, timeout=LONGEST))
    assert sum(new) == len(databases)
    for database in databases:
        assert set(database.roles) <= server.roles()
        assert problem(database.store()) is None
        server.drop(database.name)


# What nobody can do, not even the owner


@pytest.mark.parametrize("statement", CHANGES)
def test_nobody_changes_or_removes_what_is_recorded(kept: Database, statement: str) -> None:
    assert "the log is append-only" in refusal(kept, None, statement)


def test_nobody_replaces_an_event_by_an_upsert(kept: Database, writer: str) -> None:
    statement = (
        f"INSERT INTO {EVENTS} (id, type, data, tags) VALUES (1, 'x', %s, '{{}}')"
        " ON CONFLICT (id) DO UPDATE SET type = 'x'"
    )
    superuser = kept.server.superuser
    assert "append-only" in refusal(kept, None, statement, event(superuser).data)
    assert "permission denied" in refusal(kept, writer, statement, event(writer).data)


def test_nobody_signs_for_another(kept: Database, writer: str) -> None:
    with pytest.raises(StoreError, match=f"an event signed by somebody cannot be recorded by {writer}"):
        append(kept.store(writer), event("somebody"))
    superuser = kept.server.superuser
    with pytest.raises(StoreError, match=f"signed by {writer} cannot be recorded by {superuser}"):
        append(kept.store(), event(writer))
    assert len(kept.events()) == 1


def test_one_forged_event_among_others_refuses_the_whole_append(kept: Database, writer: str) -> None:
    with pytest.raises(StoreError, match="cannot be recorded by"):
        append(kept.store(writer), event(writer, "b"), event("somebody", "c"), event(writer, "d"))
    assert len(kept.events()) == 1


@pytest.mark.parametrize(
    "data",
    [b"{}", b'{"stamp": {}}', b'{"stamp": {"recorded_by": null}}', b"[]", b"no JSON", b"\xff", b"null"],
)
def test_an_event_that_nobody_signed_is_refused(kept: Database, writer: str, data: bytes) -> None:
    with pytest.raises(StoreError, match="refused: "):
        append(kept.store(writer), DCBEvent("meeting.held", data, ["b"]))
    assert len(kept.events()) == 1


def test_a_writer_who_takes_on_another_role_still_signs_as_the_login(kept: Database, writer: str) -> None:
    forged = called(event(kept.roles.writer))
    assert "cannot be recorded by" in refusal(kept, writer, f"SET ROLE {kept.roles.writer}; {forged}")
    assert "permission denied" in refusal(kept, writer, f"SET ROLE {kept.roles.archivist}")
    assert "permission denied" in refusal(kept, writer, f"SET SESSION AUTHORIZATION {kept.server.superuser}")


def test_tables_of_ones_own_do_not_take_the_place_of_the_log(filled: Database, writer: str) -> None:
    statement = (
        "CREATE TEMP TABLE log_tt_main (id bigserial, type text, data bytea, tags text[]);"
        "CREATE TEMP TABLE kinds (type text);"
        f"SET search_path = pg_temp, commitments; {called(event(writer))}"
    )
    filled.rows_as(writer, statement)
    assert len(filled.events()) == 2


# What each role can do


def test_a_writer_reads_and_appends(filled: Database, writer: str) -> None:
    assert append(filled.store(writer), event(writer, "b")) == 2
    log = filled.store(writer).read()
    assert [{"a", "b"} & set(each.tags) for each in log.events(0)] == [{"a"}, {"b"}]
    log.close()


def test_a_reader_reads_and_cannot_append(kept: Database, reader: str) -> None:
    log = kept.store(reader).read()
    assert log.count() == 1
    log.close()
    with pytest.raises(StoreError, match="does not let you: permission denied for function"):
        append(kept.store(reader), event(reader))
    assert len(kept.events()) == 1


def test_an_archivist_appends_what_others_signed(filled: Database, archivist: str) -> None:
    append(filled.store(archivist), event("somebody", "b"), event("another", "c"))
    assert len(filled.events()) == 3


def test_an_archivist_by_a_role_of_the_ministrys(filled: Database) -> None:
    group = filled.server.login(filled.roles.archivist)
    member = filled.server.login(group)
    assert append(filled.store(member), event("somebody", "b")) == filled.positions()[-1]


def test_an_archivist_whose_name_needs_quotes_is_known_as_one(filled: Database) -> None:
    name = 'Ana "the" archivist'
    filled.rows(f"CREATE ROLE \"{name.replace(chr(34), chr(34) * 2)}\" LOGIN PASSWORD 'x'")
    try:
        filled.rows(f'GRANT {filled.roles.archivist} TO "{name.replace(chr(34), chr(34) * 2)}"')
        host = filled.url(filled.server.superuser).partition("@")[2]
        store = PostgresStore(f"postgresql://Ana%20%22the%22%20archivist:x@{host}")
        assert store.login() == name
        assert append(store, event("somebody", "b")) == 2
    finally:
        filled.rows(f'DROP ROLE "{name.replace(chr(34), chr(34) * 2)}"')


@pytest.mark.parametrize("role", ["reader", "writer", "archivist"])
@pytest.mark.parametrize("statement", CHANGES + UNDERMINING)
def test_no_role_changes_the_log_or_undermines_its_triggers(
    kept: Database, role: str, statement: str, request: pytest.FixtureRequest
) -> None:
    login = request.getfixturevalue(role)
    said = refusal(kept, login, statement)
    assert "permission denied" in said or "must be owner" in said, said


@pytest.mark.parametrize("role", ["reader", "writer", "archivist"])
def test_no_role_writes_the_tables_but_by_the_append_on_condition(
    kept: Database, role: str, request: pytest.FixtureRequest
) -> None:
    login = request.getfixturevalue(role)
    data = event(login).data
    said = refusal(kept, login, f"INSERT INTO {EVENTS} (type, data, tags) VALUES ('t', %s, '{{}}')", data)
    assert "permission denied for table" in said
    said = refusal(kept, login, f"INSERT INTO {TAGS} VALUES ('meeting:x', 1)")
    assert "permission denied for table" in said
    said = refusal(
        kept,
        login,
        "SELECT commitments.dcb_unconditional_append_tt(ARRAY[('t', %s, '{}')::commitments.dcb_event_tt])",
        data,
    )
    assert "permission denied for function" in said


def test_a_login_without_roles_gets_a_sentence(
    kept: Database, stranger: str, desk_at: Callable[[str], Desk]
) -> None:
    desk, name = desk_at(kept.url(stranger)), kept.store(stranger).name
    roles = roles_of_database(kept.name)  # the address tells no more
    for command in (["status"], ["events"], ["undo", "--any"], ["verify"]):
        ran = desk(*command)
        assert (ran.exit_code, ran.stdout) == (2, "")
        error, hint = ran.stderr.splitlines()
        assert error.startswith(f"Error: the store {name} does not let you: connection failed: ")
        assert f'permission denied for database "{kept.name}"' in error
        asking = f"GRANT {roles.writer} TO {stranger} (to record), or {roles.reader} (to read)"
        assert hint == f"Hint: Ask for a role: {asking}."


def test_a_reader_at_a_desk_reads_and_is_told_why_it_cannot_record(
    database: Database, writer: str, reader: str, desk_at: Callable[[str], Desk]
) -> None:
    desk_at(database.url(writer)).done("demo")
    desk = desk_at(database.url(reader))
    assert "otay-mesa-east" in desk.done("status").stdout
    before = database.contents()
    ran = desk("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "does not let you: permission denied for function" in ran.stderr
    assert f"Ask for a role: GRANT {database.roles.writer} TO {reader} (to record)" in ran.stderr
    assert database.contents() == before
