"""Records facts in big batches, in turn with the raw insertion of the same rows; prints JSON.

    python bulk.py STORE FOLDER FACTS ORDER

FACTS facts of STORE are recorded into a new store in FOLDER by our decisions, and their rows and
tag rows are put into tables like ours without triggers. ORDER is `by meeting`, so that a batch has
whole commitments, or `by time`, so that it has more about those of earlier batches.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from measuring import seconds

from events.facts import FACTS, EventRetracted
from events.parts import UNSTAMPED
from tracker.application import Tracker
from tracker.decisions.record_facts import Line, RecordFacts
from tracker.log.sqlite import schema
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.stored import decode

BATCH = 50_000


class Rows(NamedTuple):
    """Rows of both tables of a log."""

    events: list[tuple[int, str, str, str]]
    tags: list[tuple[str, str, int]]


def main() -> None:
    """Print how many events were recorded, and in how many seconds, ours and raw."""
    source, folder, most, order = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    recorded = folder / "recorded.db"
    tracker = Tracker(recorded, user="bench")
    tracker.init()
    raw = _raw(folder / "raw.db")
    log = SQLiteLog(recorded)
    lines, ours, theirs = islice(_lines(source, order), most), 0.0, 0.0
    while batch := list(islice(lines, BATCH)):
        before = log.head()
        use_case = RecordFacts(batch, tracker.stamps())
        ours += seconds(lambda: tracker.decide(use_case))  # noqa: B023 (called at once)
        rows = _rows_after(log.connection, before)
        theirs += seconds(lambda: _insert(raw, rows))  # noqa: B023 (called at once)
    sys.stdout.write(json.dumps({"events": log.head(), "ours": ours, "theirs": theirs}))


_MEETINGS = """
CREATE TEMP TABLE agreed AS
SELECT json_extract(data, '$.id') AS commitment, json_extract(data, '$.occasion') AS meeting FROM events
WHERE position IN (
    SELECT position FROM tags
    WHERE tag > 'commitment:' AND tag < 'commitment;' AND type = 'commitment.agreed'
);
CREATE INDEX temp.agreed_by_commitment ON agreed (commitment);
"""
_BY_MEETING = """
SELECT position, type, data FROM events LEFT JOIN agreed
ON commitment = CASE type
    WHEN 'commitment.agreed' THEN json_extract(data, '$.id')
    WHEN 'evidence.added' THEN substr(json_extract(data, '$.about'), 12)
    ELSE json_extract(data, '$.commitment')
END
ORDER BY meeting, position
"""
_BY_TIME = "SELECT position, type, data FROM events ORDER BY position"


def _lines(source: Path, order: str) -> Iterator[Line]:
    """Give the facts of a store as the lines of minutes; minutes take nothing back."""
    connection = SQLiteLog(source).connection
    connection.executescript(_MEETINGS)
    for position, stored_type, data in connection.execute(_BY_TIME if order == "by time" else _BY_MEETING):
        if stored_type != EventRetracted.TOPIC:
            fields = decode(position, stored_type, data).fields
            fact = FACTS[stored_type].model_validate({**fields, "stamp": UNSTAMPED})
            yield Line(f"line {position}", fact, "minutes.yaml")


def _raw(path: Path) -> sqlite3.Connection:
    """Create tables like those of a log, without its triggers, as durable."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for statement in schema._statements(schema.VERSION_2):
        if statement.lstrip().startswith("CREATE TABLE"):
            connection.execute(statement)
    return connection


def _rows_after(connection: sqlite3.Connection, position: int, most: int = -1) -> Rows:
    found = connection.execute(
        "SELECT position, type, data, tags FROM events WHERE position > ? ORDER BY position LIMIT ?",
        (position, most),
    ).fetchall()
    return Rows(
        found,
        [(tag, stored_type, at) for at, stored_type, _, tags in found for tag in json.loads(tags)],
    )


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO events (position, type, data, tags) VALUES (?, ?, ?, ?)", rows.events)
    connection.executemany("INSERT INTO tags (tag, type, position) VALUES (?, ?, ?)", rows.tags)
    connection.execute("COMMIT")


if __name__ == "__main__":
    main()
