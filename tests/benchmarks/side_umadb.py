"""Our decisions on an UmaDB server, a store that keeps events and tags alone. It always waits for the disk.

It may be missing: whoever imports this module has ModuleNotFoundError to expect.
"""

import importlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.dcb.domain import Tagged
from eventsourcing.dcb.popo import SimpleDCBReadResponse
from eventsourcing.persistence import IntegrityError, ProgrammingError
from side_contestants import DAY, PARTY, STATUS, Action, Names, Standing, write

from events.facts import StatusUpdated
from tracker.application import Tracker
from tracker.decisions.decider import Decider
from tracker.decisions.record_facts import record_fact
from tracker.log.mapper import FactMapper
from tracker.log.sqlite.log import SQLiteLog

umadb: Any = importlib.import_module("umadb")

STARTING_SECONDS, STOPPING_SECONDS = 30.0, 60.0
AT_ONCE = 1_000


class UmaRecorder(DCBRecorder):
    """The library's interface on a client of the server."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        """Read the events that match, and the head."""
        start = None if after is None else after + 1
        found, head = self._client.read(_query(query), start=start, limit=limit).collect_with_head()
        events = [
            DCBSequencedEvent(
                DCBEvent(each.event.event_type, each.event.data, each.event.tags), each.position
            )
            for each in found
        ]
        return SimpleDCBReadResponse(iter(events), head)

    def append(self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None) -> int:
        """Append events unless the condition fails; give the last position."""
        unless = condition and umadb.AppendCondition(
            _query(condition.fail_if_events_match), after=condition.after
        )
        try:
            position: int = self._client.append(
                [umadb.Event(each.type, each.data, each.tags) for each in events], unless
            )
        except umadb.IntegrityError as error:
            raise IntegrityError(condition) from error
        return position

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> DCBSubscription["UmaRecorder"]:
        """Refuse: nothing here follows."""
        raise ProgrammingError((query, after))


def _of_the_library(event: Any) -> DCBEvent:
    return DCBEvent(event.event_type, event.data, event.tags)


def _query(query: DCBQuery | None) -> Any:
    return query and umadb.Query([umadb.QueryItem(types=each.types, tags=each.tags) for each in query.items])


class UmaDB:
    """A server with the events and tags of a store of ours, on which our decisions are carried out."""

    name = "our decisions on UmaDB"

    def __init__(self, url: str, source: Path, commitments: Sequence[str], random: Random) -> None:
        self._client = umadb.Client(url)
        self._recorder = UmaRecorder(self._client)
        self._decider = Decider(self._recorder)
        self._mapper = FactMapper()
        self._names = Names(commitments, random)
        self._desk = Tracker(source, user="bench")  # draws the stamps
        log = SQLiteLog(source)
        waiting = (DCBEvent(each.type, each.data.encode(), each.tags) for each in log.events(0))
        while events := list(islice(waiting, AT_ONCE)):
            self._recorder.append(events)
        log.close()
        self._head = self._client.head()

    def append(self) -> Action:
        """Prepare a claim without a condition."""
        name = self._names.any()
        return lambda: self._recorder.append([self._event(name)])

    def conditional_append(self) -> Action:
        """Prepare a claim under the condition that its commitment is as it was in the beginning."""
        name = self._names.untouched()
        query = DCBQuery([DCBQueryItem(tags=[f"commitment:{name}"])])
        return lambda: self._recorder.append([self._event(name)], DCBAppendCondition(query, after=self._head))

    def load_and_decide(self) -> Action:
        """Prepare the decision that `tracker update` takes."""
        name = self._names.any()
        return lambda: self._decider.decide(record_fact(self._claim(name), self._desk.stamps()))

    def replay(self) -> None:
        """Read and validate every fact."""
        for _ in self._facts():
            pass

    def rebuild(self, folder: Path) -> None:
        """Fold every event into one table."""
        standing: Standing = {}
        for fact in self._facts():
            if fact.TOPIC == "commitment.agreed":
                standing[fact.id] = [fact.text["en"], ",".join(fact.themes or ()), None, None, None]
            elif isinstance(fact, StatusUpdated):
                standing[fact.commitment][2:] = [fact.status, ",".join(fact.by), fact.effective]
        write(folder, standing)

    def durability(self) -> str:
        """Say what the server does by itself."""
        return "always waits for the disk"

    def hurry(self) -> None:
        """Do nothing: the server waits all the same."""

    def close(self) -> None:
        """Close the connection."""
        self._desk.close()
        self._client.close()

    def _claim(self, name: str) -> StatusUpdated:
        return StatusUpdated(
            commitment=name, by=(PARTY,), effective=DAY, status=STATUS, note=self._names.note()
        )

    def _event(self, name: str) -> DCBEvent:
        fact = self._claim(name).stamped(self._desk.stamps().next())
        return self._mapper.to_dcb_event(Tagged(fact.log_tags, fact))

    def _facts(self) -> Iterator[Any]:
        for each in self._client.read():
            yield self._mapper.to_domain_event(_of_the_library(each.event)).decision


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run a server on a free port of this machine while the block lasts; give its address."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "{}:{}".format(*free.getsockname())
    program = str(Path(sys.executable).with_name("umadb"))
    log = (folder / "log.txt").open("wb")
    command = [program, "--listen", address, "--db-path", str(folder / "uma.db")]
    with log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _wait_for(f"http://{address}", process)
            yield f"http://{address}"
        finally:
            process.terminate()
            try:
                process.wait(STOPPING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            umadb.Client(url).head()
        except umadb.TransportError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
