"""Writes a synthetic log: valid facts of a made-up history, the same for the same size and seed.

The rows are what the recorder would write, put in by the thousand:

    python generate.py STORE --events 1000000 --seed 2022
"""

import argparse
import sqlite3
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

from story import Story, Written

from events.canonical import canonical, stored_form
from events.facts import FACTS
from events.tags import digest_of, tags_of
from events.upcasting import SCHEMA_VERSION
from tracker import __version__
from tracker.log.sqlite import file as sqlite_file

Fields = dict[str, Any]

DESKS = ("amartinez", "bcole", "cfuentes", "dwright", "elopez", "fgrant", "gsoto", "hlane")
BATCH = 5
BATCH_DAYS = 7
ROWS = 20_000
CHECKED = 211
"""One fact in so many is validated, and compared with what validation makes of it."""


def main() -> None:
    """Create the store that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--events", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    generate(asked.store, asked.events, asked.seed)


def generate(store: Path, events: int, seed: int) -> None:
    """Create a store with so many events; it takes its name when it is whole."""
    aside = store.with_name(f"{store.name}.part")
    aside.unlink(missing_ok=True)
    connection = sqlite_file.create(aside)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -400000")
    random = Random(seed)
    pen = Pen(connection, random)
    Story(pen, events, random).tell()
    pen.flush()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    aside.replace(store)


class Pen:
    """Stamps facts and puts them into a log, many at a time."""

    def __init__(self, connection: sqlite3.Connection, random: Random) -> None:
        self._connection = connection
        self._random = random
        self._events: list[tuple[int, str, str, str]] = []
        self._tags: list[tuple[str, str, int]] = []
        self._stamp: Fields = {}
        self._milliseconds = self._left = self._day = self._counter = 0
        self.position = 0

    def write(self, day: int, stored_type: str, fields: Fields) -> Written:
        """Write one fact, recorded on a day or soon after."""
        if not self._left or day > self._day + BATCH_DAYS:
            self._begin_batch(day)
        self._left -= 1
        self.position += 1
        stamp = {**self._stamp, "id": self._id()}
        tags = tags_of(stored_type, fields, stamp)
        stamp["digest"] = digest_of(stored_type, tags, fields, stamp)
        data = stored_form(fields, stamp)
        if self.position % CHECKED == 0:
            check(stored_type, fields, stamp, data)
        self._events.append((self.position, stored_type, data.decode(), canonical(tags)))
        self._tags.extend([(tag, stored_type, self.position) for tag in tags])
        if len(self._events) == ROWS:
            self.flush()
        return Written(stamp["id"], tags)

    def flush(self) -> None:
        """Insert what was written since the last time."""
        insert = self._connection.executemany
        self._connection.execute("BEGIN")
        insert("INSERT INTO events (position, type, data, tags) VALUES (?, ?, ?, ?)", self._events)
        insert("INSERT INTO tags (tag, type, position) VALUES (?, ?, ?)", sorted(self._tags))
        self._connection.execute("COMMIT")
        self._events.clear()
        self._tags.clear()

    def _begin_batch(self, day: int) -> None:
        morning = datetime.combine(date.fromordinal(day), time(9), UTC)
        later = self._milliseconds + self._random.randrange(1_000, 30_000)
        self._milliseconds = max(later, int(morning.timestamp()) * 1_000)
        self._day, self._left, self._counter = day, BATCH, self._random.randrange(0x800)
        moment = datetime.fromtimestamp(self._milliseconds / 1_000, UTC)
        self._stamp = {
            "batch": self._id(),
            "recorded_at": f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z",
            "recorded_by": self._random.choice(DESKS),
            "schema_version": SCHEMA_VERSION,
            "tool_version": __version__,
        }

    def _id(self) -> str:
        """Give the next UUID of version 7 at the time of the batch."""
        self._counter += 1
        text = f"{self._milliseconds:012x}7{self._counter:03x}{1 << 63 | self._random.getrandbits(62):016x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def check(stored_type: str, fields: Fields, stamp: Fields, data: bytes) -> None:
    """Raise ValueError if a fact is not valid, or if the recorder would store other bytes."""
    fact = FACTS[stored_type].model_validate({**fields, "stamp": stamp})
    stored = stored_form(fact.said, fact.stamp.stored)
    if stored != data:
        raise ValueError(f"the recorder would store {stored!r}, not {data!r}")


if __name__ == "__main__":
    main()
