"""Every wait has a limit and a word: for a lock, for a statement, for who stopped with the log in hand."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from desks import Desk
from eventsourcing.dcb.api import DCBQuery, DCBQueryItem
from eventsourcing.persistence import IntegrityError
from recorded import append, called, event, id_of, unless_there_is
from servers import Database, wait_until

from tracker.errors import StoreError, UnreachableError
from tracker.log.postgres import connections
from tracker.log.postgres import store as stores
from tracker.log.postgres.store import PostgresStore
from tracker.testing import History, agreed, claimed

MEETING = ("meeting", "summit", "--held", "2022-03-14")


@pytest.fixture
def soon_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait without a word for a tenth of the time."""
    limits = connections._LIMITS.replace("-clock_timeout=1s", "-clock_timeout=100ms")
    assert limits != connections._LIMITS
    monkeypatch.setattr(connections, "_LIMITS", limits)
    monkeypatch.setattr(stores, "FIRST_LOCK_SECONDS", 0.1)


@pytest.fixture
def impatient(soon_told: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a lock no longer than it takes to see that one waits."""
    assert soon_told is None
    monkeypatch.setattr(stores, "LOCK_SECONDS", 1)


@pytest.fixture
def held(database: Database) -> Iterator[psycopg.Connection]:
    """Hold the log, as somebody does who records and does not end it."""
    with psycopg.connect(database.url()) as connection:
        connection.execute("LOCK TABLE commitments.log_tt_main IN EXCLUSIVE MODE")
        yield connection


def process_of(connection: psycopg.Connection) -> int:
    return int(connection.info.backend_pid)


@pytest.mark.usefixtures("soon_told")
def test_who_waits_for_a_lock_is_told_for_whom_and_records_when_it_is_free(
    desk: Desk, database: Database, held: psycopg.Connection
) -> None:
    def release() -> None:
        wait_until(database, "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        time.sleep(0.5)
        held.commit()

    releasing = threading.Thread(target=release, daemon=True)
    releasing.start()
    ran = desk.done(*MEETING)
    releasing.join(10)
    waiting, recorded = ran.stderr.splitlines()
    who = f"{database.server.superuser} (process {process_of(held)} of the server)"
    name = PostgresStore(desk.store).name
    assert waiting == f"Waiting for {who}, who holds {name}; for 50 seconds at most."
    assert recorded.startswith("Recorded #1 meeting.held")


def test_a_short_wait_is_not_told(desk: Desk, held: psycopg.Connection) -> None:
    release = threading.Timer(0.5, held.commit)
    release.start()
    assert len(desk.done(*MEETING).stderr.splitlines()) == 1
    release.join(10)


@pytest.mark.usefixtures("impatient")
def test_a_lock_that_is_never_released_ends_in_a_sentence(
    desk: Desk, database: Database, held: psycopg.Connection
) -> None:
    started = time.monotonic()
    ran = desk(*MEETING)
    assert time.monotonic() - started < 10
    assert (ran.exit_code, ran.stdout) == (2, "")
    _, error, hint = ran.stderr.splitlines()
    who = f"{database.server.superuser} (process {process_of(held)} of the server)"
    assert (
        error
        == f"Error: the store {PostgresStore(desk.store).name} was held by {who} for more than 1 seconds."
    )
    assert "pg_terminate_backend" in hint
    assert desk.done("status").stdout == ""  # readers are not held up
    assert database.events() == []


@pytest.mark.usefixtures("impatient")
def test_reading_a_table_that_is_being_rebuilt_ends_in_a_sentence_too(
    desk: Desk, held: psycopg.Connection
) -> None:
    held.execute("LOCK TABLE commitments.log_tt_main IN ACCESS EXCLUSIVE MODE")
    for command in (["status"], ["events"], ["verify"]):
        ran = desk(*command)
        assert (ran.exit_code, "was held by" in ran.stderr) == (2, True), ran


@pytest.mark.usefixtures("impatient")
def test_a_writer_who_is_stopped_with_the_log_in_hand_stops_nobody_for_ever(
    desk: Desk, database: Database, writer: str
) -> None:
    if not database.server.is_ours:
        pytest.skip("the processes of the server that TRACKER_TEST_POSTGRES names are not ours to stop")
    with psycopg.connect(database.url(writer)) as connection:
        connection.execute(called(event(writer)))  # and the transaction is not ended
        stopped = process_of(connection)
        os.kill(stopped, signal.SIGSTOP)
        try:
            started = time.monotonic()
            ran = desk(*MEETING)
            assert time.monotonic() - started < 10
            assert (ran.exit_code, ran.stdout) == (2, "")
            assert f"was held by {writer} (process {stopped} of the server)" in ran.stderr
        finally:
            os.kill(stopped, signal.SIGCONT)
        connection.rollback()
    assert desk.done(*MEETING).stderr.startswith("Recorded")


def test_no_client_waits_for_the_log_for_longer_than_a_minute(database: Database, writer: str) -> None:
    """The library's append waited for ever, whatever the session said."""
    with psycopg.connect(database.url(writer)) as connection:
        for given, taken in (("0", "1min"), ("2h", "1min"), ("7s", "7s")):
            connection.execute(f"SET lock_timeout = '{given}'")
            connection.execute(called(event(writer)))
            assert connection.execute("SHOW lock_timeout").fetchone() == (taken,)
            connection.rollback()


@pytest.mark.usefixtures("impatient")
def test_an_init_that_waits_for_another_says_so(empty: Database, desk_at: Callable[[str], Desk]) -> None:
    with psycopg.connect(empty.url()) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('commitments-tracker init'))")
        ran = desk_at(empty.url())("init")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "Waiting for " in ran.stderr.splitlines()[0]
    assert "was held by" in ran.stderr.splitlines()[1]
    assert desk_at(empty.url()).done("init").stderr.endswith(f"Created {empty.store().name}\n")


def test_every_session_has_limits_whatever_its_role_has(database: Database) -> None:
    login = database.server.login(database.roles.writer)
    for setting in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        database.rows(f"ALTER ROLE {login} SET {setting} = {0 if setting == 'lock_timeout' else 1}")
    store = database.store(login)
    with store.connections.connection() as connection:
        limits = connection.execute(
            "SELECT current_setting('statement_timeout') AS statement,"
            " current_setting('lock_timeout') AS lock,"
            " current_setting('idle_in_transaction_session_timeout') AS idle"
        ).fetchone()
    assert limits == {"statement": "1min", "lock": "1s", "idle": "1min"}
    append(store, event(login))
    store.close()


def test_a_statement_timeout_in_the_address_is_told_as_such(
    database: Database, writer: str, desk_at: Callable[[str], Desk]
) -> None:
    desk = desk_at(database.url(writer, options="-cstatement_timeout=1"))
    ran = desk("verify")
    assert (ran.exit_code, ran.stdout) == (2, "")
    error, hint = ran.stderr.splitlines()
    assert error.startswith("Error: the server ended what the store ")
    assert "statement timeout" in error
    assert hint.startswith("Hint: If that is statement_timeout, leave it out of the address")


def test_an_append_that_the_server_took_back_is_decided_again(database: Database, writer: str) -> None:
    """What fails for others who record at the same time fails as a condition does."""
    store = database.store(writer)
    recorder = store.recorder()
    for state in ("40001", "40P01"):
        database.rows(
            "CREATE OR REPLACE FUNCTION commitments.wait_for_turn() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION 'overtaken' USING ERRCODE = '{state}'; END $$"
        )
        with pytest.raises(IntegrityError):
            recorder.append([event(writer)], unless_there_is("nothing"))
    recorder.close()  # type: ignore[attr-defined]
    with pytest.raises(StoreError, match="is not safe to record in"):
        database.store(writer).recorder()


@pytest.fixture
def stopped_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[PostgresStore], int]]:
    """Give what stops the process of the server that a store is connected to; nobody waits long for it."""
    stopped: list[int] = []

    def stop(store: PostgresStore) -> int:
        with store.connections.connection() as connection:
            stopped.append(connection.info.backend_pid)
        os.kill(stopped[-1], signal.SIGSTOP)
        return stopped[-1]

    monkeypatch.setattr(connections, "GRACE_SECONDS", 1)
    monkeypatch.setattr(connections, "FRESH_SECONDS", 60)
    monkeypatch.setattr(connections.Connection, "statement_seconds", 1.0)
    yield stop
    for process in stopped:
        os.kill(process, signal.SIGCONT)


@pytest.mark.skipif(not connections._CAN_GIVE_UP, reason="psycopg before 3.3 waits for ever")
def test_a_server_that_stops_answering_is_given_up(
    database: Database, writer: str, stopped_at: Callable[[PostgresStore], int]
) -> None:
    if not database.server.is_ours:
        pytest.skip("the processes of the server that TRACKER_TEST_POSTGRES names are not ours to stop")
    store = database.store(writer)
    log = store.read()
    log.close()
    stopped_at(store)
    with pytest.raises(UnreachableError, match="does not answer: no answer within 2 seconds"):
        store.read().count()
    assert append(store, event(writer)) == 1  # by another connection
    store.close()


def test_many_events_may_take_longer(
    database: Database, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = database.store(writer)
    recorder = store.recorder()
    asked: list[float] = []
    limited_to = connections.Connection.limited_to

    def limited(connection: connections.Connection, seconds: float) -> Any:
        asked.append(seconds)
        return limited_to(connection, seconds)

    monkeypatch.setattr(connections.Connection, "limited_to", limited)
    recorder.append([event(writer) for _ in range(1_001)], unless_there_is("nothing"))
    assert asked == [65.005]
    recorder.append([event(writer)], unless_there_is("nothing"))
    assert len(asked) == 1
    with store.connections.connection() as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == {"statement_timeout": "1min"}
    recorder.close()  # type: ignore[attr-defined]


def test_an_append_reads_no_table_from_end_to_end(database: Database, writer: str) -> None:
    """So that it costs the same however long the log is."""
    one = event(writer)
    append(database.store(writer), one, *(event(writer, f"n:{number}") for number in range(3_000)))
    database.rows("VACUUM ANALYZE")
    read = (
        "SELECT sum(seq_tup_read)::int FROM pg_stat_user_tables"
        " WHERE relname IN ('log_tt_main', 'log_tt_tag')"
    )
    ((before,),) = database.rows(read)
    store = database.store(writer)
    recorder = store.recorder()
    for number in range(20):
        recorder.append([event(writer)], unless_there_is(f"n:{number}", 3_001))
    retraction = event(writer, *one.tags, stored_type="event.retracted", event=id_of(one))
    recorder.append([retraction], unless_there_is("nothing"))
    recorder.close()  # type: ignore[attr-defined]
    wait_until(
        database,
        "SELECT sum(n_tup_ins) >= 3022 FROM pg_stat_user_tables WHERE relname = 'log_tt_main'",
    )
    assert database.rows(read) == [(before,)]


# How long the log is held


def test_a_decision_asks_twice_and_holds_the_log_for_one_statement_alone(
    database: Database, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits while a client thinks: what locks the log also lets it go."""
    history = History(database.store(writer).recorder())
    history.user = writer
    history.given(agreed("crossing"))
    asked: list[tuple[str, bool]] = []
    execute = psycopg.Cursor.execute

    def noting(cursor: Any, statement: str, *values: Any, **how: Any) -> Any:
        asked.append((statement.split(maxsplit=1)[0], cursor.connection.autocommit))
        return execute(cursor, statement, *values, **how)

    monkeypatch.setattr(psycopg.Cursor, "execute", noting)
    history.when(claimed("crossing"))
    monkeypatch.undo()
    assert history.refusal is None
    assert asked == [("SELECT", True)] * 2
    assert database.rows(
        "SELECT state, (SELECT count(*) FROM pg_locks WHERE pid = each.pid AND locktype = 'relation')"
        " FROM pg_stat_activity AS each WHERE usename = %s",
        writer,
    ) == [("idle", 0)]


def test_who_reads_to_decide_waits_for_no_writer(
    database: Database, writer: str, held: psycopg.Connection
) -> None:
    recorder = database.store(writer).recorder()
    held.execute(called(event(database.server.superuser)))
    assert list(recorder.read(DCBQuery([DCBQueryItem([], ["meeting:summit"])]))) == []
    assert database.rows("SELECT count(*) FROM pg_locks WHERE NOT granted") == [(0,)]
    recorder.close()  # type: ignore[attr-defined]
    held.rollback()
