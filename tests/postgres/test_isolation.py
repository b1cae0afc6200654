"""Two desks agree one id at once: one comes first, whatever isolation a database, role or address sets."""

import threading
from collections.abc import Callable

import psycopg
import pytest
import version_1
from recorded import append, called, event
from servers import Database, wait_until

from tracker.errors import RefusedError
from tracker.log.store import store_at
from tracker.log.upkeep import verify
from tracker.testing import History, agreed

LEVELS = ["read uncommitted", "read committed", "repeatable read", "serializable"]
SAFE = LEVELS[:2]


class Desk:
    """A desk that agrees one commitment in a thread."""

    def __init__(self, url: str, login: str, title: str) -> None:
        recorder = store_at(url).recorder()
        self._recorder = recorder
        self.history = History(recorder)
        self.history.user = login
        self.history._drawn = hash(title) % 1_000_000_000
        self._title = title

    def agree(self) -> None:
        """Agree what the other desk agrees too."""
        self.history.when(agreed("race", title=self._title))
        self._recorder.close()  # type: ignore[attr-defined]


def race(database: Database, urls: list[str], login: str) -> list[str]:
    """Let desks stand before the lock together; give who was refused."""
    desks = [Desk(url, login, f"of desk {number}") for number, url in enumerate(urls)]
    threads = [threading.Thread(target=desk.agree, daemon=True) for desk in desks]
    with psycopg.connect(database.url()) as holding:
        holding.execute("LOCK TABLE commitments.log_tt_main IN EXCLUSIVE MODE")
        for thread in threads:
            thread.start()
        wait_until(database, "SELECT count(*) = 2 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    for thread in threads:
        thread.join(30)
    refusals = [desk.history.refusal for desk in desks if desk.history.refusal is not None]
    assert all(isinstance(each, RefusedError) for each in refusals), refusals
    return [str(each) for each in refusals]


def by_the_database(database: Database, login: str, level: str) -> list[str]:
    database.rows(f"ALTER DATABASE {database.name} SET default_transaction_isolation = '{level}'")
    return [database.url(login), database.url(login)]


def by_the_role(database: Database, login: str, level: str) -> list[str]:
    database.rows(f"ALTER ROLE {login} SET default_transaction_isolation = '{level}'")
    return [database.url(login), database.url(login)]


def by_one_address(database: Database, login: str, level: str) -> list[str]:
    escaped = level.replace(" ", "\\ ")
    return [database.url(login, options=f"-cdefault_transaction_isolation={escaped}"), database.url(login)]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("setting", [by_the_database, by_the_role, by_one_address])
def test_two_desks_agree_one_id_at_once_and_one_is_refused(
    database: Database, setting: Callable[[Database, str, str], list[str]], level: str
) -> None:
    login = database.server.login(database.roles.writer)
    (refused,) = race(database, setting(database, login, level), login)
    assert "race is recorded already" in refused
    assert len(database.events()) == 1
    assert verify(store_at(database.url(login))) == 1


@pytest.mark.parametrize("level", LEVELS)
def test_a_log_of_version_1_is_as_safe_for_desks_of_this_version(empty: Database, level: str) -> None:
    version_1.create(empty)
    login = empty.server.login("tracker_writer")
    (refused,) = race(empty, by_the_database(empty, login, level), login)
    assert "race is recorded already" in refused
    assert len(empty.events()) == 1


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("by", ["the transaction", "the session"])
def test_a_client_of_ones_own_records_only_where_its_condition_holds(
    database: Database, writer: str, level: str, by: str
) -> None:
    append(database.store(writer), event(writer))
    setting = (
        f"BEGIN ISOLATION LEVEL {level};"
        if by == "the transaction"
        else f"SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL {level};"
    )
    with psycopg.connect(database.url(writer), autocommit=True) as connection:
        connection.execute(setting)
        if level in SAFE:
            connection.execute(called(event(writer)))
        else:
            with pytest.raises(psycopg.Error, match=f"needs the isolation level read committed, not {level}"):
                connection.execute(called(event(writer)))
        connection.execute("COMMIT")
    assert len(database.events()) == (2 if level in SAFE else 1)


@pytest.mark.parametrize("level", LEVELS[2:])
def test_not_even_the_owner_inserts_in_another_isolation(database: Database, level: str) -> None:
    one = event(database.server.superuser)
    with psycopg.connect(database.url()) as connection:
        connection.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        with pytest.raises(psycopg.Error, match="needs the isolation level read committed"):
            connection.execute(
                "INSERT INTO commitments.log_tt_main (type, data, tags) VALUES (%s, %s, %s)",
                (one.type, one.data, one.tags),
            )
    assert database.events() == []
