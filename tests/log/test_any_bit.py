"""Whatever bit of an event is turned round, verify names the event."""

import os
import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBEvent

from events.canonical import canonical
from events.tags import tags_of
from tracker.errors import TrackerError
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.store import SQLiteStore
from tracker.log.upkeep import DamagedError, verify

IDS = [f"01900000-0000-7000-8000-00000000000{end}" for end in "abc"]
FLIPS = 300


def whole(stored_type: str, fields: dict[str, Any], event_id: str) -> DCBEvent:
    """Give an event of schema version 2, its digest worked out by hand (CONTRACT §2)."""
    stamp = {"id": event_id, "batch": event_id, "recorded_at": "2026-01-01T12:00:00.000000Z"}
    stamp = {**stamp, "recorded_by": "José", "tool_version": "1"}
    numbered: dict[str, Any] = {**stamp, "schema_version": 2}
    tags = tags_of(stored_type, fields, numbered)
    said = canonical([stored_type, sorted(tags), fields, numbered])
    numbered["digest"] = sha256(said.encode()).hexdigest()[:32]
    return DCBEvent(stored_type, canonical({**fields, "stamp": numbered}).encode(), tags)


NOTE = 'Niño, 😀 "x"\n'
CLAIM = {"commitment": "c", "by": ["MX"], "effective": "2024", "percent": 12.5, "note": NOTE}
EVENTS = [whole("meeting.held", {"id": "m", "held": "2024"}, IDS[0]), whole("status.updated", CLAIM, IDS[1])]
CHANGED = 2


@pytest.fixture
def store(tmp_path: Path) -> SQLiteStore:
    path = tmp_path / "log.db"
    recorder = SQLiteDCBRecorder(path)
    recorder.append(EVENTS)
    recorder.close()
    assert verify(SQLiteStore(path)) == 2
    return SQLiteStore(path)


class OtherHands:
    """Another program that changes rows: guards taken away, and put back as they were."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._execute = self._connection.execute
        self._execute("PRAGMA synchronous = OFF")
        self._guards = self._execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()

    def put(self, column: str, content: bytes) -> None:
        """Give a column of the event other content."""
        self._execute("BEGIN")
        for name, _ in self._guards:
            self._execute(f"DROP TRIGGER {name}")
        self._execute(f"UPDATE events SET {column} = CAST(? AS TEXT) WHERE position = ?", (content, CHANGED))
        for _, text in self._guards:
            self._execute(text)
        self._execute("COMMIT")

    def column(self, column: str) -> bytes:
        """Give what is in a column of the event."""
        found = self._execute(f"SELECT CAST({column} AS BLOB) FROM events WHERE position = ?", (CHANGED,))
        return bytes(found.fetchone()[0])

    def close(self) -> None:
        """Go away."""
        self._connection.close()


def flipped(content: bytes) -> Iterator[bytes]:
    for place in range(len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[place] ^= 1 << bit
            yield bytes(changed)


@pytest.mark.parametrize("column", ["data", "type", "tags"])
def test_any_bit_of_an_event_that_is_turned_round_is_found(store: SQLiteStore, column: str) -> None:
    hands = OtherHands(store.path)
    original = hands.column(column)
    for changed in flipped(original):
        hands.put(column, changed)
        with pytest.raises(DamagedError, match=rf"^(the tags of event )?#{CHANGED} "):
            verify(store)
    hands.put(column, original)
    hands.close()
    assert verify(store) == 2


@pytest.mark.parametrize("seed", range(2))
def test_any_bit_of_the_file_that_changes_an_event_or_a_tag_is_found(
    store: SQLiteStore, tmp_path: Path, seed: int
) -> None:
    dice, content, original = Random(seed), store.path.read_bytes(), rows(store.path)
    used = [place for place, byte in enumerate(content) if byte]
    found = 0
    for number in range(FLIPS):
        place, bit = dice.choice(used), dice.randrange(8)
        path = tmp_path / f"changed-{number}.db"
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :])
        if rows(path) != original:
            found += 1
            with pytest.raises(TrackerError):
                verify(SQLiteStore(path))
        for each in tmp_path.glob(f"changed-{number}.db*"):
            os.unlink(each)  # noqa: PTH108 (as many as there are)
    assert found > FLIPS / 10


def rows(path: Path) -> object:
    """Give events and tags as any program would see them, None where SQLite refuses."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        return [
            connection.execute(f"SELECT * FROM {each} ORDER BY 1, 2").fetchall()
            for each in ("events", "tags")
        ]
    except (sqlite3.Error, UnicodeDecodeError):  # the second where SQLite quotes what it cannot read
        return None
    finally:
        connection.close()
