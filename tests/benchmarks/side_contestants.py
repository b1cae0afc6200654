"""Who is measured side by side: our two stores, the library's aggregates on two, and bare SQL.

Each keeps as many events, ten or so a commitment, and does the same five things. A single
operation is prepared first, and what it gives back is timed: `append` records an event and
expects nothing, `conditional_append` records a claim unless its commitment has new events,
`load_and_decide` reads a commitment, decides and appends under that condition. `replay` reads
every event, decoded into what the code works with; `rebuild` makes a table of it in a new file.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Protocol
from uuid import UUID, uuid4

from appending import NOT_WAITING, Commitment, _fill
from bulk import _raw
from eventsourcing.application import Application
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.domain import Tagged
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.sqlite import SQLiteApplicationRecorder

from events.facts import FACTS, StatusUpdated
from tracker.application import Tracker
from tracker.decisions.record_facts import record_fact
from tracker.log.mapper import FactMapper
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.projections.files import Builds

Action = Callable[[], object]

PAGE = 1_000
ROWS = 200
"""What the library is given at once: on PostgreSQL it hangs for ever on some thousands of events."""
STATUS, PARTY, DAY = "in-progress", "MX", "2026-11-01"
STANDING = """
CREATE TABLE standing (commitment TEXT PRIMARY KEY, text TEXT, theme TEXT, status TEXT, side TEXT, day TEXT)
"""
Standing = dict[Any, list[str | None]]
"""What the others' tables are made from: the text, theme, status, side and day of each commitment."""


class Contestant(Protocol):
    """A store with its way of recording and reading."""

    name: str

    def append(self) -> Action:
        """Prepare the recording of an event that expects nothing."""

    def conditional_append(self) -> Action:
        """Prepare the recording of a claim, unless its commitment has new events."""

    def load_and_decide(self) -> Action:
        """Prepare a claim about a commitment that must first be read."""

    def replay(self) -> None:
        """Read every event."""

    def rebuild(self, folder: Path) -> None:
        """Make a table of every event, in a folder."""

    def durability(self) -> str:
        """Say when an append counts as done."""

    def hurry(self) -> None:
        """Wait for the disk no more; a server is told by itself."""

    def close(self) -> None:
        """Close the store."""


class Ours:
    """Our log, on either store."""

    def __init__(self, name: str, store: str, commitments: Sequence[str], random: Random) -> None:
        self.name = name
        self._tracker = Tracker(store, user="bench")
        self._decider = self._tracker._recording()
        self._log = self._tracker.store.read()
        self._head = self._log.head()
        self._names = Names(commitments, random)
        self._mapper = FactMapper()

    def append(self) -> Action:
        """Prepare a claim without a condition."""
        name = self._names.any()
        return lambda: self._tracker._recorder.append([self._event(name)])

    def conditional_append(self) -> Action:
        """Prepare a claim under the condition that its commitment is as it was in the beginning."""
        name = self._names.untouched()
        query = DCBQuery([DCBQueryItem(tags=[f"commitment:{name}"])])
        condition = DCBAppendCondition(query, after=self._head)
        return lambda: self._tracker._recorder.append([self._event(name)], condition)

    def load_and_decide(self) -> Action:
        """Prepare the decision that `tracker update` takes."""
        name = self._names.any()
        return lambda: self._decider.decide(record_fact(self._claim(name), self._tracker.stamps()))

    def replay(self) -> None:
        """Read and validate every fact."""
        for stored in self._log.facts(0, self._log.head()):
            FACTS[stored.type].model_validate({**stored.fields, "stamp": stored.stamp})

    def rebuild(self, folder: Path) -> None:
        """Build the whole view."""
        Builds(folder).rebuild(self._log)

    def durability(self) -> str:
        """Ask SQLite; the server's settings are said once."""
        recorder = self._tracker._recorder
        return pragmas(recorder._connection) if isinstance(recorder, SQLiteDCBRecorder) else ""

    def hurry(self) -> None:
        """Tell SQLite."""
        recorder = self._tracker._recorder
        if isinstance(recorder, SQLiteDCBRecorder):
            recorder._connection.execute(NOT_WAITING)

    def close(self) -> None:
        """Close the log and the recorder."""
        self._log.close()
        close: Action = getattr(self._tracker._recorder, "close")  # noqa: B009 (of ours, not of the library's)
        close()

    def _claim(self, name: str) -> StatusUpdated:
        return StatusUpdated(
            commitment=name, by=(PARTY,), effective=DAY, status=STATUS, note=self._names.note()
        )

    def _event(self, name: str) -> DCBEvent:
        fact = self._claim(name).stamped(self._tracker.stamps().next())
        return self._mapper.to_dcb_event(Tagged(fact.log_tags, fact))


class Library:
    """The library's event-sourced aggregates; each append of theirs expects a version."""

    def __init__(self, name: str, settings: dict[str, str], events: int, random: Random) -> None:
        self.name = name
        self._application: Application[UUID] = Application(env=settings)
        self._recorder: ApplicationRecorder = self._application.recorder
        self._names = Names(_fill(self._application, events, random, ROWS), random)
        self._numbers = count(1)

    def append(self) -> Action:
        """Prepare the saving of a new aggregate."""
        return lambda: self._application.save(
            Commitment(f"Build crossing {next(self._numbers)}, with lanes and scanners", "border", ["MX"])
        )

    def conditional_append(self) -> Action:
        """Prepare a claim about an aggregate that is in memory."""
        commitment: Commitment = self._application.repository.get(self._names.untouched())
        return lambda: self._record(commitment)

    def load_and_decide(self) -> Action:
        """Prepare a claim about an aggregate."""
        name = self._names.any()
        return lambda: self._record(self._application.repository.get(name))

    def replay(self) -> None:
        """Read every event as the library's projections do, without their threads."""
        for _ in self._events():
            pass

    def rebuild(self, folder: Path) -> None:
        """Fold every event into one table."""
        standing: Standing = {}
        for event in self._events():
            if type(event).__name__ == "Agreed":
                standing[event.originator_id] = [event.text, event.theme, None, None, None]
            else:
                standing[event.originator_id][2:] = [event.status, event.by, event.effective]
        write(folder, standing)

    def durability(self) -> str:
        """Ask SQLite; the server's settings are said once."""
        if not isinstance(self._recorder, SQLiteApplicationRecorder):
            return ""
        with self._recorder.datastore.get_connection(commit=True) as connection:
            return pragmas(connection._sqlite_conn)

    def hurry(self) -> None:
        """Tell SQLite."""
        if isinstance(self._recorder, SQLiteApplicationRecorder):
            with self._recorder.datastore.get_connection(commit=True) as connection:
                connection._sqlite_conn.execute(NOT_WAITING)

    def close(self) -> None:
        """Close the application."""
        self._application.close()

    def _record(self, commitment: Commitment) -> None:
        commitment.claim(STATUS, PARTY, DAY, self._names.note())
        self._application.save(commitment)

    def _events(self) -> Iterator[Any]:
        last: int | None = None
        while page := self._recorder.select_notifications(last, PAGE, inclusive_of_start=False):
            yield from map(self._application.mapper.to_domain_event, page)
            last = page[-1].id


class Raw:
    """Bare SQL on tables like ours without their triggers; JSON is decoded and nothing validated."""

    name = "raw sqlite3"

    def __init__(self, source: Path, path: Path, commitments: Sequence[str], random: Random) -> None:
        self._connection = _raw(path)
        self._connection.execute("ATTACH ? AS source", (str(source),))
        for table in ("events", "tags"):
            self._connection.execute(f"INSERT INTO main.{table} SELECT * FROM source.{table}")
        self._connection.execute("DETACH source")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (self._head,) = self._connection.execute("SELECT max(position) FROM events").fetchone()
        self._names = Names(commitments, random)

    def append(self) -> Action:
        """Prepare a claim without a condition."""
        name = self._names.any()
        return lambda: self._record(name, None)

    def conditional_append(self) -> Action:
        """Prepare a claim under the condition that its commitment is as it was in the beginning."""
        name = self._names.untouched()
        return lambda: self._record(name, self._head)

    def load_and_decide(self) -> Action:
        """Prepare the reading of a commitment and a claim about it."""
        name = self._names.any()
        return lambda: self._decide(name)

    def replay(self) -> None:
        """Read every event."""
        for _ in self._events():
            pass

    def rebuild(self, folder: Path) -> None:
        """Fold every event into one table."""
        standing: Standing = {}
        for kind, fields in self._events():
            if kind == "commitment.agreed":
                standing[fields["id"]] = [fields["text"]["en"], fields.get("theme"), None, None, None]
            elif kind == "status.updated":
                standing[fields["commitment"]][2:] = [
                    fields.get("status"), ",".join(fields["by"]), fields["effective"]
                ]  # fmt: skip
        write(folder, standing)

    def durability(self) -> str:
        """Ask SQLite."""
        return pragmas(self._connection)

    def hurry(self) -> None:
        """Tell SQLite."""
        self._connection.execute(NOT_WAITING)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _decide(self, name: str) -> None:
        rows = self._connection.execute(
            "SELECT position, type, data FROM events"
            " WHERE position IN (SELECT position FROM tags WHERE tag = ?) ORDER BY position",
            (f"commitment:{name}",),
        ).fetchall()
        facts = [(kind, json.loads(data)) for _, kind, data in rows]
        if not any(kind == "commitment.agreed" for kind, _ in facts):
            raise ValueError(name)
        self._record(name, rows[-1][0])

    def _record(self, name: str, unchanged_since: int | None) -> None:
        execute, event_id = self._connection.execute, str(uuid4())
        stamp = {"id": event_id, "batch": event_id, "recorded_by": "bench"}
        stamp["recorded_at"] = datetime.now(UTC).isoformat()
        fields = {"commitment": name, "by": [PARTY], "effective": DAY, "status": STATUS}
        data = json.dumps({**fields, "note": self._names.note(), "stamp": stamp})
        same, kind = f"same:{uuid4().hex}", "status.updated"
        tags = [f"commitment:{name}", same, f"event:{event_id}", f"batch:{event_id}", "by:bench"]
        execute("BEGIN IMMEDIATE")
        if (
            unchanged_since is not None
            and execute(
                "SELECT 1 FROM tags WHERE tag = ? AND position > ? LIMIT 1", (tags[0], unchanged_since)
            ).fetchone()
        ):
            execute("ROLLBACK")
            raise ValueError(name)
        added = execute(
            "INSERT INTO events (position, type, data, tags) SELECT max(position) + 1, ?, ?, ? FROM events",
            (kind, data, json.dumps(tags)),
        )
        rows = [(tag, kind, added.lastrowid) for tag in tags]
        self._connection.executemany("INSERT INTO tags (tag, type, position) VALUES (?, ?, ?)", rows)
        execute("COMMIT")

    def _events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for kind, data in self._connection.execute("SELECT type, data FROM events ORDER BY position"):
            yield kind, json.loads(data)


class Names:
    """Draws commitments: half of them once each, the others again and again."""

    def __init__(self, names: Iterable[Any], random: Random) -> None:
        shuffled = list(names)
        random.shuffle(shuffled)
        half = len(shuffled) // 2
        self._untouched, self._others = iter(shuffled[:half]), shuffled[half:]
        self._random = random
        self._notes = count(1)

    def any(self) -> Any:
        """Draw a commitment."""
        return self._random.choice(self._others)

    def untouched(self) -> Any:
        """Draw a commitment that nobody draws again."""
        return next(self._untouched)

    def note(self) -> str:
        """Give another note each time."""
        return f"Call {next(self._notes)}"


def pragmas(connection: sqlite3.Connection) -> str:
    """Say how durable a commit of a connection is."""
    (journal,) = tuple(connection.execute("PRAGMA journal_mode").fetchone())
    (synchronous,) = tuple(connection.execute("PRAGMA synchronous").fetchone())
    return f"journal_mode {journal}, synchronous {('OFF', 'NORMAL', 'FULL', 'EXTRA')[synchronous]}"


def write(folder: Path, standing: Standing) -> None:
    """Write how each commitment stands into a table of a new file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "standing.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute(STANDING)
    rows = [(str(name), *columns) for name, columns in standing.items()]
    connection.executemany("INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()
