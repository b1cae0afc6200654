"""The SQLite store of eventsource-py (the distribution, not our library), with its aggregates.

It may be missing: whoever imports this module has ModuleNotFoundError to expect.
"""

import asyncio
import importlib
import json
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, cast
from uuid import UUID, uuid4

from appending import NOT_WAITING
from pydantic import BaseModel
from side_contestants import DAY, PAGE, PARTY, STATUS, Action, Names, Standing, write

eventsource: Any = importlib.import_module("eventsource")
ports: Any = importlib.import_module("eventsource.ports")
domain: Any = importlib.import_module("eventsource.domain")
store: Any = importlib.import_module("eventsource.adapters.sqlite.store")

KIND = "Commitment"
CLAIMS = 9
ROWS = 20_000
INSERT = """
INSERT INTO events
(event_id, event_type, aggregate_type, aggregate_id, version, timestamp, payload, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


@eventsource.register_event
class Agreed(eventsource.DomainEvent):  # type: ignore[misc] # the package is no dependency of ours
    """A commitment was agreed."""

    event_type: str = "Agreed"
    aggregate_type: str = KIND
    text: str
    theme: str
    obligors: list[str]


@eventsource.register_event
class Claimed(eventsource.DomainEvent):  # type: ignore[misc] # the same
    """Somebody claimed how a commitment stands."""

    event_type: str = "Claimed"
    aggregate_type: str = KIND
    status: str
    by: str
    effective: str
    note: str


class State(BaseModel):
    """How a commitment stands."""

    text: str = ""
    theme: str = ""
    obligors: list[str] = []
    claims: list[tuple[str, str, str, str]] = []


class Aggregate(eventsource.AggregateRoot):  # type: ignore[misc] # the same
    """A commitment as one writes it with that package."""

    _state: State | None

    def claim(self, note: str) -> None:
        """Claim something."""
        event = _claimed(self.aggregate_id, note, self.get_next_version())
        self.apply_event(event)

    def _get_initial_state(self) -> State:
        return State()

    def _apply(self, event: Any) -> None:
        if self._state is None:
            self._state = State()
        if isinstance(event, Agreed):
            self._state = State(text=event.text, theme=event.theme, obligors=event.obligors)
        elif isinstance(event, Claimed):
            self._state.claims.append((event.status, event.by, event.effective, event.note))


class EventSource:
    """Aggregates of eventsource-py in its SQLite store, driven from one event loop."""

    name = "eventsource-py on SQLite"

    def __init__(self, path: Path, events: int, random: Random) -> None:
        self._loop = asyncio.new_event_loop()
        self._store = store.SQLiteEventStore(str(path))
        self._connection = self._run(self._store._conn())
        self._repository = eventsource.AggregateRepository(
            event_store=self._store, aggregate_factory=Aggregate, aggregate_type=KIND
        )
        self._names = Names(_fill(path, events, random), random)

    def append(self) -> Action:
        """Prepare a claim that expects no version, the first of a new stream."""
        return lambda: self._append(uuid4(), 1, ports.ExpectedVersion.any_())

    def conditional_append(self) -> Action:
        """Prepare a claim that expects the version its commitment has."""
        name = self._names.untouched()
        return lambda: self._append(name, CLAIMS + 2, ports.ExpectedVersion.exact(CLAIMS + 1))

    def load_and_decide(self) -> Action:
        """Prepare a claim about an aggregate."""
        name = self._names.any()
        return lambda: self._run(self._decide(name))

    def replay(self) -> None:
        """Read every event, a page at a time."""
        self._run(self._count())

    def rebuild(self, folder: Path) -> None:
        """Fold every event into one table."""
        write(folder, self._run(self._standing()))

    def durability(self) -> str:
        """Ask SQLite."""
        journal = self._run(self._asked("PRAGMA journal_mode"))
        synchronous = ("OFF", "NORMAL", "FULL", "EXTRA")[self._run(self._asked("PRAGMA synchronous"))]
        return f"journal_mode {journal}, synchronous {synchronous}"

    def hurry(self) -> None:
        """Tell SQLite."""
        self._run(self._told(NOT_WAITING))

    def close(self) -> None:
        """Close the store and the loop."""
        self._run(self._store.close())
        self._loop.close()

    def _run(self, what: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(what)

    def _append(self, name: UUID, version: int, expected: Any) -> None:
        stream = domain.StreamId(aggregate_id=name, category=KIND)
        self._run(self._store.append(stream, [_claimed(name, self._names.note(), version)], expected))

    async def _decide(self, name: UUID) -> None:
        commitment = await self._repository.load(name)
        commitment.claim(self._names.note())
        await self._repository.save(commitment)

    async def _count(self) -> None:
        async for _ in self._events():
            pass

    async def _standing(self) -> Standing:
        standing: Standing = {}
        async for event in self._events():
            if isinstance(event, Agreed):
                standing[event.aggregate_id] = [event.text, event.theme, None, None, None]
            else:
                standing[event.aggregate_id][2:] = [event.status, event.by, event.effective]
        return standing

    async def _events(self) -> AsyncIterator[Any]:
        last, found = None, True
        while found:
            found = False
            async for envelope in self._store.read_all(last, ports.FeedReadOptions(limit=PAGE)):
                yield envelope.event
                last, found = envelope.position, True

    async def _told(self, pragma: str) -> None:
        async with self._connection.execute(pragma):
            pass

    async def _asked(self, pragma: str) -> Any:
        async with self._connection.execute(pragma) as cursor:
            return (await cursor.fetchone())[0]


def _claimed(name: UUID, note: str, version: int) -> Any:
    return Claimed(
        aggregate_id=name, aggregate_version=version, status=STATUS, by=PARTY, effective=DAY, note=note
    )


def _fill(path: Path, events: int, random: Random) -> list[UUID]:
    """Put so many events into its table, as it would itself, many at a time."""
    connection = sqlite3.connect(path)
    names: list[UUID] = []
    rows: list[tuple[str | int, ...]] = []
    agreed = cast(
        "dict[str, Any]",
        Agreed(
            aggregate_id=UUID(int=0), aggregate_version=1, theme="border", obligors=["MX", "US"],
            text="Build crossing 17, with lanes and scanners",
        ).model_dump(mode="json"),
    )  # fmt: skip
    claimed = cast("dict[str, Any]", _claimed(UUID(int=0), "", 1).model_dump(mode="json"))
    while len(names) * (CLAIMS + 1) < events:
        name = UUID(int=random.getrandbits(128), version=4)
        names.append(name)
        now = datetime.now(UTC).isoformat()
        for version in range(1, CLAIMS + 2):
            event_id = str(UUID(int=random.getrandbits(128), version=4))
            template = agreed if version == 1 else claimed
            ids = {"event_id": event_id, "aggregate_id": str(name), "aggregate_version": version}
            payload = json.dumps({**template, **ids})
            rows.append((event_id, template["event_type"], KIND, str(name), version, now, payload, now))
        if len(rows) >= ROWS:
            connection.executemany(INSERT, rows)
            rows.clear()
    connection.executemany(INSERT, rows)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return names
