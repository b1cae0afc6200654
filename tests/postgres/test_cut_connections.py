"""Connections cut in the middle of appends: what was acknowledged is there, and nothing is there twice."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from desks import Desk
from servers import PASSWORD, Database, Proxy, Server
from waiting import joined

from tracker.decisions import decider as deciding
from tracker.errors import UnreachableError
from tracker.log.postgres import connections
from tracker.log.store import store_at
from tracker.testing import History, agreed, claimed

KILLS = 12
TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = %s AND usename = %s AND state = 'active'
"""
pytestmark = pytest.mark.usefixtures("soon_again")


class Writer:
    """A desk that appends in a loop and keeps what was acknowledged, in its order."""

    def __init__(self, url: str, login: str, number: int = 0) -> None:
        self.recorder: Any = store_at(url).recorder()
        self.history = History(self.recorder)
        self.history.user = login
        self.history._drawn = 1_000_000 * number
        self.number = number
        self.acknowledged: list[str] = []
        self.refused: list[str] = []

    def append(self) -> None:
        """Append one event more, whatever it takes."""
        note = f"{self.number} {len(self.acknowledged)}"
        self.history.when(claimed("crossing", "in-progress", by="US", note=note))
        if self.history.refusal is None:
            (fact,) = self.history.recorded
            self.acknowledged.append(fact.stamp.id)
        else:
            self.refused.append(str(self.history.refusal))

    def close(self) -> None:
        """Close its connections."""
        self.recorder.close()


def ids(database: Database) -> list[str]:
    """Give every event id in the order of the log."""
    found = database.rows(
        "SELECT convert_from(data, 'UTF8')::jsonb #>> '{stamp,id}' FROM commitments.log_tt_main ORDER BY id"
    )
    return [str(event_id) for (event_id,) in found]


@pytest.fixture
def through(database: Database, writer: str, proxy: Proxy) -> Iterator[Writer]:
    """Give a writer behind the proxy, and a commitment."""
    url = f"postgresql://{writer}:{quote(PASSWORD, safe='')}@127.0.0.1:{proxy.port}/{database.name}"
    through = Writer(url, writer)
    through.history.given(agreed("crossing"))
    yield through
    through.close()


def test_an_append_whose_answer_is_lost_is_recorded_once_and_acknowledged(
    database: Database, proxy: Proxy, through: Writer
) -> None:
    for _ in range(5):
        proxy.lose_answer_to = b"event:"
        through.append()
    assert proxy.cuts == 5
    assert through.refused == []
    assert ids(database)[1:] == through.acknowledged
    assert len(through.acknowledged) == 5


def test_an_append_that_never_reached_the_server_is_sent_again(
    database: Database, proxy: Proxy, through: Writer
) -> None:
    for _ in range(5):
        proxy.lose = b"event:"
        through.append()
    assert proxy.cuts == 5
    assert through.refused == []
    assert ids(database)[1:] == through.acknowledged
    assert len(through.acknowledged) == 5


def test_an_answer_lost_while_another_desk_records_is_still_ones_own(
    database: Database, writer: str, proxy: Proxy, through: Writer
) -> None:
    other = Writer(database.url(writer), writer, number=1)
    for _ in range(5):
        proxy.lose_answer_to = b"event:"
        through.append()
        other.append()
    other.close()
    assert through.refused == other.refused == []
    both = zip(through.acknowledged, other.acknowledged, strict=True)
    assert ids(database)[1:] == [each for pair in both for each in pair]


def test_a_command_whose_answer_is_lost_says_what_it_recorded(
    database: Database, writer: str, proxy: Proxy, desk_at: Callable[[str], Desk]
) -> None:
    url = f"postgresql://{writer}:{quote(PASSWORD, safe='')}@127.0.0.1:{proxy.port}/{database.name}"
    desk = desk_at(url)
    desk.done("demo")
    before = len(database.events())
    proxy.lose_answer_to = b"event:"
    ran = desk.done("update", "otay", "fulfilled", "--by", "US", "--on", "2024-01-01")
    assert ran.stderr.splitlines() == [
        "Recorded #24 status.updated: otay-mesa-east: fulfilled, says US",
        "otay-mesa-east: agreed → fulfilled",
    ]
    assert (proxy.cuts, len(database.events())) == (1, before + 1)


def test_an_append_without_an_answer_for_too_long_is_not_acknowledged(
    proxy: Proxy, through: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(connections, "CONNECT_SECONDS", 1)
    proxy.dies_at = b"event:"
    through.append()
    assert through.acknowledged == []
    assert isinstance(through.history.refusal, UnreachableError)


def test_connections_terminated_in_a_loop_of_appends_lose_and_double_nothing(
    database: Database, writer: str
) -> None:
    loop = Writer(database.url(writer), writer)
    loop.history.given(agreed("crossing"))
    stop = threading.Event()
    killed = 0

    def append() -> None:
        while not stop.is_set():
            loop.append()

    thread = threading.Thread(target=append, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    with psycopg.connect(database.url(), autocommit=True) as connection:
        while killed < KILLS and time.monotonic() < deadline:
            time.sleep(0.005)
            killed += connection.execute(TERMINATE, (database.name, writer)).rowcount
    stop.set()
    joined([thread])
    loop.close()
    found = ids(database)[1:]
    print(f"terminated {killed}, acknowledged {len(loop.acknowledged)}, found {len(found)}")
    assert loop.refused == []
    assert found == loop.acknowledged
    assert killed >= 5


def test_a_role_taken_away_in_the_middle_loses_nothing_and_says_so(
    server: Server, database: Database
) -> None:
    login = server.login(database.roles.writer)
    desk = Writer(database.url(login), login)
    desk.history.given(agreed("crossing"))
    desk.append()
    server.rows(f'REVOKE {database.roles.writer} FROM "{login}"')
    desk.append()
    (refused,) = desk.refused
    assert "does not let you: permission denied" in refused
    server.rows(f'GRANT {database.roles.writer} TO "{login}"')
    desk.append()
    desk.close()
    assert len(desk.acknowledged) == 2
    assert ids(database)[1:] == desk.acknowledged
