"""What init makes in a database, and what nobody, the owner and each role cannot do there."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
from desks import Desk
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from servers import Database, Server, server_of_the_tests
from waiting import LONGEST

from tracker.errors import StoreError
from tracker.log.postgres.schema import ROLES
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
    f"ALTER TABLE {EVENTS} DISABLE TRIGGER own_hand",
    f"ALTER TABLE {EVENTS} DISABLE TRIGGER ALL",
    f"ALTER TABLE {TAGS} DISABLE TRIGGER no_change",
    f"DROP TRIGGER no_change ON {EVENTS}",
    f"DROP TRIGGER own_hand ON {EVENTS}",
    f"DROP TRIGGER no_change ON {TAGS}",
    f"DROP TABLE {EVENTS} CASCADE",
    f"DROP TABLE {TAGS}",
    "DROP SCHEMA commitments CASCADE",
    "DROP FUNCTION commitments.refuse_change() CASCADE",
    "DROP FUNCTION commitments.refuse_other_hand() CASCADE",
    "CREATE OR REPLACE FUNCTION commitments.refuse_change() RETURNS trigger LANGUAGE sql AS ''",
    "CREATE TABLE commitments.mine (a int)",
    "CREATE FUNCTION commitments.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE VIEW commitments.mine AS SELECT 1",
    f"CREATE TRIGGER mine BEFORE INSERT ON {EVENTS} EXECUTE FUNCTION commitments.refuse_change()",
    f"CREATE RULE mine AS ON INSERT TO {EVENTS} DO INSTEAD NOTHING",
    f"ALTER TABLE {EVENTS} OWNER TO CURRENT_USER",
    "UPDATE commitments.meta SET log_version = 2",
    "SET session_replication_role = replica",
    "SELECT nextval('commitments.log_tt_main_id_seq')",
    "SELECT setval('commitments.log_tt_main_id_seq', 100)",
    f"BEGIN; LOCK TABLE {EVENTS} IN EXCLUSIVE MODE",
    f"SELECT * FROM {EVENTS} FOR UPDATE",
]


def event(by: str, tag: str = "a", **stamp: str) -> DCBEvent:
    data = json.dumps({"stamp": {"id": tag, "recorded_by": by, **stamp}})
    return DCBEvent("meeting.held", data.encode(), [tag])


def append(store: PostgresStore, *events: DCBEvent) -> int:
    """Append on a condition that never fails."""
    recorder = store.recorder()
    try:
        return recorder.append(events, DCBAppendCondition(DCBQuery([DCBQueryItem(tags=["nothing"])])))
    finally:
        recorder.close()  # type: ignore[attr-defined]


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
    database = Database(server, server.database(_template))
    append(database.store(writer), event(writer))
    yield database
    server.drop(database.name)


@pytest.fixture
def filled(database: Database, writer: str) -> Database:
    """Give a database with an event of the writer."""
    append(database.store(writer), event(writer))
    return database


# What init makes


def test_init_creates_the_schema_the_triggers_and_the_roles(
    empty: Database, desk_at: Callable[[str], Desk]
) -> None:
    desk = desk_at(empty.url())
    assert desk.done("init").stderr == f"Created {empty.store().name}\n"
    triggers = empty.rows(
        "SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
    )
    assert triggers == [(EVENTS, "no_change"), (EVENTS, "own_hand"), (TAGS, "no_change")]
    assert empty.server.roles() == {"tracker_reader", "tracker_writer", "tracker_archivist"}


def test_the_first_init_on_a_server_creates_the_roles(server: Server, writer: str) -> None:
    assert writer
    if not server.is_ours:
        pytest.skip("the server that TRACKER_TEST_POSTGRES names may have had them before")
    assert server.roles_before == set()
    assert server.rows("SELECT count(*) FROM pg_roles WHERE rolname ~ '^tracker_' AND rolcanlogin") == [(0,)]


def test_init_again_says_that_it_is_there_and_changes_nothing(
    filled: Database, desk_at: Callable[[str], Desk]
) -> None:
    before = filled.contents()
    assert desk_at(filled.url()).done("init").stderr == f"It is there already: {filled.store().name}\n"
    assert filled.contents() == before


def test_init_that_was_cut_off_halfway_is_finished_by_the_next(empty: Database, writer: str) -> None:
    recorder = empty.store()._recorder()
    empty.rows("CREATE SCHEMA commitments")
    recorder.create_table()
    recorder.datastore.close()
    assert empty.store().create()
    assert append(empty.store(writer), event(writer)) == 1


def test_init_by_a_login_that_may_not_is_a_sentence(
    empty: Database, stranger: str, desk_at: Callable[[str], Desk]
) -> None:
    ran = desk_at(empty.url(stranger))("init")
    assert ran.exit_code == 2
    assert ran.stderr.startswith(
        f"Error: the store {empty.store(stranger).name} does not let you: permission"
    )
    assert empty.rows("SELECT to_regnamespace('commitments')") == [(None,)]


def test_a_database_owner_can_init_where_another_made_the_roles(empty: Database, writer: str) -> None:
    owner = empty.server.login()
    empty.rows(f'ALTER DATABASE "{empty.name}" OWNER TO "{owner}"')
    assert empty.store(owner).create()
    assert append(empty.store(owner), event(owner)) == 1
    assert append(empty.store(writer), event(writer)) == 2


def test_inits_at_once_in_several_databases_create_the_roles_once(server: Server) -> None:
    if not server.is_ours:
        pytest.skip("the server that TRACKER_TEST_POSTGRES names may not be the only one here")
    with server_of_the_tests() as new:  # one that has no roles yet
        stores = [Database(new, new.database()).store() for _ in range(6)]
        for _ in range(10):
            together = Barrier(len(stores))

            def create(store: PostgresStore, together: Barrier = together) -> None:
                with store._connection() as connection:
                    together.wait(10)
                    store._create_roles(connection)

            with ThreadPoolExecutor(len(stores)) as pool:
                list(pool.map(create, stores, timeout=LONGEST))
            assert new.roles() == set(ROLES)
            new.rows(f"DROP ROLE {', '.join(ROLES)}")
        for store in stores:
            store.close()


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
    statement = (
        "SET ROLE tracker_writer;"
        "SELECT commitments.dcb_conditional_append_tt('{}', 0, ARRAY["
        "('t', '{\"stamp\": {\"recorded_by\": \"tracker_writer\"}}', '{a}')::commitments.dcb_event_tt])"
    )
    assert "cannot be recorded by" in refusal(kept, writer, statement)
    assert "permission denied" in refusal(kept, writer, "SET ROLE tracker_archivist")
    assert "permission denied" in refusal(kept, writer, f"SET SESSION AUTHORIZATION {kept.server.superuser}")


def test_tables_of_ones_own_do_not_take_the_place_of_the_log(filled: Database, writer: str) -> None:
    statement = (
        "CREATE TEMP TABLE log_tt_main (id bigserial, type text, data bytea, tags text[]);"
        "SET search_path = pg_temp, commitments;"
        "SELECT commitments.dcb_conditional_append_tt('{}', 1, ARRAY[('t', convert_to("
        f"'{{\"stamp\": {{\"recorded_by\": \"{writer}\"}}}}', 'UTF8'), '{{a}}')::commitments.dcb_event_tt])"
    )
    filled.rows_as(writer, statement)
    assert len(filled.events()) == 2


# What each role can do


def test_a_writer_reads_and_appends(filled: Database, writer: str) -> None:
    assert append(filled.store(writer), event(writer, "b")) == 2
    log = filled.store(writer).read()
    assert [each.tags for each in log.events(0)] == [["a"], ["b"]]
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
    group = filled.server.login("tracker_archivist")
    member = filled.server.login(group)
    assert append(filled.store(member), event("somebody", "b")) == filled.positions()[-1]


def test_an_archivist_whose_name_needs_quotes_is_known_as_one(filled: Database) -> None:
    name = 'Ana "the" archivist'
    filled.rows(f"CREATE ROLE \"{name.replace(chr(34), chr(34) * 2)}\" LOGIN PASSWORD 'x'")
    try:
        filled.rows(f'GRANT tracker_archivist TO "{name.replace(chr(34), chr(34) * 2)}"')
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
    for command in (["status"], ["events"], ["undo", "--any"], ["verify"]):
        ran = desk(*command)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert ran.stderr.splitlines() == [
            f"Error: the store {name} does not let you: permission denied for schema commitments.",
            "Hint: Ask for the role tracker_writer (to record) or tracker_reader.",
        ]


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
    assert "Ask for the role tracker_writer" in ran.stderr
    assert database.contents() == before
