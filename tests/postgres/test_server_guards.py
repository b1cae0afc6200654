"""What keeps a log safe on a server is looked at: verify names what is missing, changed or foreign.

Where it is a function or a trigger, a rule or a policy, nothing is recorded either.
"""

from collections.abc import Callable

import pytest
import version_1
from desks import Desk
from recorded import append, event, problem
from servers import Database

from events import kinds
from tracker.errors import StoreError
from tracker.log.postgres import schema
from tracker.log.postgres.functions import (
    FUNCTIONS,
    REFUSE_MALFORMED,
    REFUSE_MALFORMED_BEFORE_16,
    functions_for,
)
from tracker.log.postgres.schema import TRIGGERS

EVENTS = "commitments.log_tt_main"
TAGS = "commitments.log_tt_tag"
APPEND = "commitments.dcb_conditional_append_tt"
NEVER_FIRES = (
    f"CREATE OR REPLACE TRIGGER well_formed BEFORE INSERT ON {EVENTS} FOR EACH ROW WHEN (false)"
    " EXECUTE FUNCTION commitments.refuse_malformed();"
    f"ALTER TABLE {EVENTS} ENABLE ALWAYS TRIGGER well_formed"
)
DOES_NOTHING = (
    "CREATE OR REPLACE FUNCTION commitments.refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RETURN NULL; END $$"
)
OF_ANOTHER_OWNER = (
    "DO $$ BEGIN CREATE ROLE tracker_test_owner; EXCEPTION WHEN duplicate_object THEN END $$;"
    "GRANT ALL ON SCHEMA commitments TO tracker_test_owner;"
    f"ALTER FUNCTION {APPEND} OWNER TO tracker_test_owner"
)
FORGING = (
    "CREATE FUNCTION {schema}.forge() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;"
    f"CREATE TRIGGER forge AFTER INSERT ON {EVENTS} FOR EACH ROW EXECUTE FUNCTION {{schema}}.forge()"
)
SOMEBODY_ELSES = "DO $$ BEGIN CREATE ROLE tracker_test_owner; EXCEPTION WHEN duplicate_object THEN END $$;"

STOPS_RECORDING = [
    (f"DROP TRIGGER no_change ON {EVENTS}", "the trigger log_tt_main.no_change is missing"),
    (f"DROP TRIGGER in_order ON {EVENTS}", "the trigger log_tt_main.in_order is missing"),
    (f"ALTER TABLE {TAGS} DISABLE TRIGGER ALL", "the trigger log_tt_tag.no_change is not as init makes it"),
    (
        f"ALTER TABLE {EVENTS} ENABLE TRIGGER in_turn",
        "the trigger log_tt_main.in_turn is not as init makes it",
    ),
    (
        f"ALTER TABLE {EVENTS} ENABLE REPLICA TRIGGER well_formed",
        "the trigger log_tt_main.well_formed is not as init makes it",
    ),
    (NEVER_FIRES, "the trigger log_tt_main.well_formed is not as init makes it"),
    (FORGING.format(schema="public"), "there is a trigger log_tt_main.forge that init does not make"),
    (FORGING.format(schema="commitments"), "there is a function forge() that init does not make"),
    (DOES_NOTHING, "the function refuse_change() is not as init makes it"),
    (f"ALTER FUNCTION {APPEND} SECURITY INVOKER", "the function dcb_conditional_append_tt("),
    (f"ALTER FUNCTION {APPEND} RESET search_path", "the function dcb_conditional_append_tt("),
    (
        f"ALTER FUNCTION {APPEND} SET search_path = public, commitments",
        "the function dcb_conditional_append_tt(",
    ),
    (f"ALTER FUNCTION {APPEND} STABLE", "the function dcb_conditional_append_tt("),
    (OF_ANOTHER_OWNER, "the function dcb_conditional_append_tt("),
    (f"CREATE RULE quiet AS ON INSERT TO {EVENTS} DO INSTEAD NOTHING", "there is a rule log_tt_main.quiet"),
    (f"CREATE POLICY few ON {EVENTS} USING (id > 5)", "there is a policy log_tt_main.few"),
]
FOUND_BY_VERIFY = [
    (f"ALTER TABLE {EVENTS} ENABLE ROW LEVEL SECURITY", "the relation log_tt_main is not as init makes it"),
    (f"{SOMEBODY_ELSES} ALTER TABLE {TAGS} OWNER TO tracker_test_owner", "the relation log_tt_tag is not as"),
    (f"ALTER TABLE {TAGS} SET UNLOGGED", "the relation log_tt_tag is not as init makes it"),
    (
        f"ALTER TABLE {TAGS} DROP CONSTRAINT log_tt_tag_main_id_fkey",
        "the constraint log_tt_tag.log_tt_tag_main_id_fkey",
    ),
    (f"ALTER TABLE {EVENTS} ALTER id DROP DEFAULT", "the column log_tt_main.id is not as init makes it"),
    (f"ALTER TABLE {EVENTS} ALTER tags DROP NOT NULL", "the column log_tt_main.tags is not as init makes it"),
    (f"ALTER TABLE {EVENTS} ADD note text", "there is a column log_tt_main.note that init does not make"),
    ("ALTER SEQUENCE commitments.log_tt_main_id_seq CYCLE", "the sequence log_tt_main_id_seq is not as init"),
    (
        "ALTER SEQUENCE commitments.log_tt_main_id_seq INCREMENT 2",
        "the sequence log_tt_main_id_seq is not as",
    ),
    ("DROP INDEX commitments.log_tt_tag_idx_tag_main_id", "the index log_tt_tag_idx_tag_main_id is missing"),
    ("CREATE TABLE commitments.mine (a int)", "there is a column mine.a that init does not make"),
    ("CREATE VIEW commitments.mine AS SELECT 1", "there is a relation mine that init does not make"),
    (f"CREATE TABLE child () INHERITS ({EVENTS})", "the relation log_tt_main is not as init makes it"),
    (f"GRANT INSERT ON {EVENTS} TO PUBLIC", "the grant table log_tt_main is not as init makes it"),
    (
        f"GRANT EXECUTE ON FUNCTION {APPEND} TO PUBLIC",
        "the grant function dcb_conditional_append_tt is not as",
    ),
    (
        "GRANT EXECUTE ON FUNCTION commitments.dcb_unconditional_append_tt TO {writer}",
        "the function dcb_unconditional_append_tt is granted to",
    ),
    (
        "GRANT USAGE ON SEQUENCE commitments.log_tt_main_id_seq TO {writer}",
        "the sequence log_tt_main_id_seq is granted to",
    ),
    (f"GRANT UPDATE (type) ON {EVENTS} TO {{writer}}", "the column log_tt_main.type is granted to"),
    (
        "GRANT CREATE ON SCHEMA commitments TO {writer}",
        "the grant schema commitments is not as init makes it",
    ),
    ("REVOKE SELECT ON commitments.meta FROM {reader}", "meta"),
    ("REVOKE USAGE ON SCHEMA commitments FROM {reader}", "the grant schema commitments is missing"),
    ("GRANT CONNECT ON DATABASE {name} TO PUBLIC", "everybody may connect to the database"),
    ("REVOKE CONNECT ON DATABASE {name} FROM {reader}", "the right to connect"),
    ("ALTER ROLE {writer} SUPERUSER", "may do anything, which init does not do"),
    ("REVOKE {reader} FROM {writer}", "the role {writer} is missing"),
    ("GRANT pg_write_all_data TO {writer}", "the role {writer} is not as init makes it"),
    (
        "ALTER DEFAULT PRIVILEGES IN SCHEMA commitments GRANT SELECT ON TABLES TO PUBLIC",
        "there is a default grant commitments of r that init does not make",
    ),
    (
        "INSERT INTO commitments.kinds VALUES ('junk')",
        "the log takes the kind of event junk, which this tracker does not know",
    ),
]


@pytest.fixture
def own(empty: Database) -> Database:
    """Give a store whose roles are no other's, so that they may be spoilt."""
    assert empty.store().create()
    return empty


def spoil(database: Database, statement: str) -> None:
    roles = database.roles._asdict()
    database.rows(statement.format(**roles, name=database.name) if "{" in statement else statement)


@pytest.mark.parametrize(("statement", "said"), STOPS_RECORDING)
def test_nothing_is_recorded_where_what_keeps_the_log_is_changed(
    database: Database, writer: str, desk_at: Callable[[str], Desk], statement: str, said: str
) -> None:
    assert problem(database.store()) is None
    spoil(database, statement)
    assert said in str(problem(database.store(writer)))
    desk = desk_at(database.url(writer))
    ran = desk("meeting", "summit", "--held", "2022-03-14")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"is not safe to record in: {said}" in ran.stderr
    assert database.events() == []
    ran = desk("verify")
    assert (ran.exit_code, said in ran.stderr) == (1, True), ran
    desk.done("status")


@pytest.mark.parametrize(("statement", "said"), FOUND_BY_VERIFY)
def test_verify_names_what_is_not_as_init_makes_it(own: Database, statement: str, said: str) -> None:
    assert problem(own.store()) is None
    spoil(own, statement)
    assert said.format(**own.roles._asdict()) in str(problem(own.store()))


def test_verify_finds_the_log_of_another_init_as_it_should_be(own: Database) -> None:
    login = own.server.login(own.roles.writer)
    append(own.store(login), event(login))
    own.rows("VACUUM ANALYZE; ")
    assert problem(own.store(login)) is None


def test_every_trigger_and_function_is_looked_at(own: Database) -> None:
    for table, name in TRIGGERS:
        own.rows(f"ALTER TABLE commitments.{table} DISABLE TRIGGER {name}")
        assert problem(own.store()) == f"the trigger {table}.{name} is not as init makes it"
        own.rows(f"ALTER TABLE commitments.{table} ENABLE ALWAYS TRIGGER {name}")
    for function in FUNCTIONS:
        own.rows(f"ALTER FUNCTION commitments.{function.name} SET work_mem = '1MB'")
        assert str(problem(own.store())).startswith(f"the function {function.name}(")
        own.rows(f"ALTER FUNCTION commitments.{function.name} RESET work_mem")
    assert problem(own.store()) is None


# Kinds of facts that came after the log


def test_a_log_learns_the_kinds_of_a_newer_tracker_when_its_owner_runs_init(
    own: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = kinds.KINDS[0]._replace(type="treaty.signed")
    monkeypatch.setattr(schema, "KINDS", (*kinds.KINDS, new))
    login = own.server.login(own.roles.writer)
    assert problem(own.store()) is None
    with pytest.raises(StoreError, match="there is no kind of event") as refusal:
        append(own.store(login), event(login, stored_type="treaty.signed"))
    assert "tracker init" in refusal.value.hint
    assert not own.store(login).create()  # who may not, leaves it
    assert not own.store().create()
    append(own.store(login), event(login, stored_type="treaty.signed"))
    assert problem(own.store()) is None


# Logs of version 1


def test_the_triggers_of_a_log_of_version_1_are_looked_at_too(empty: Database) -> None:
    version_1.create(empty)
    assert problem(empty.store()) is None
    empty.rows(f"ALTER TABLE {EVENTS} DISABLE TRIGGER own_hand")
    assert problem(empty.store()) == "the trigger log_tt_main.own_hand is not as init makes it"
    empty.rows(f"DROP TRIGGER own_hand ON {EVENTS}")
    assert problem(empty.store()) == "the trigger log_tt_main.own_hand is missing"


def test_a_server_gets_the_functions_that_its_version_understands() -> None:
    assert [REFUSE_MALFORMED in functions_for(version) for version in (150_009, 160_000, 180_004)] == [
        *(False, True, True)
    ]
    before = functions_for(150_009)
    assert [each.name for each in before] == [each.name for each in FUNCTIONS]
    assert REFUSE_MALFORMED_BEFORE_16 in before
