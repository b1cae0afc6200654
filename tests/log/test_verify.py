"""Verify goes over every event and names what is wrong with it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBEvent
from versions import VERSIONS, make

from events.canonical import canonical
from events.tags import tags_of
from tracker.application import Tracker
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.store import SQLiteStore
from tracker.log.upkeep import DamagedError, verify
from tracker.testing import held

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
IDS = [f"01900000-0000-7000-8000-00000000000{end}" for end in "abcd"]
STAMP = {
    "id": IDS[0],
    "batch": IDS[0],
    "recorded_at": "2026-01-01T12:00:00.000000Z",
    "recorded_by": "other",
    "tool_version": "1",
    "schema_version": 1,
}
FIELDS = {"id": "m", "held": "2024"}


@pytest.fixture
def store(tmp_path: Path) -> SQLiteStore:
    tracker = Tracker(tmp_path / "log.db", user="tester", now=lambda: NOON)
    tracker.record(held())
    tracker.close()
    return SQLiteStore(tmp_path / "log.db")


def laid_down(store: SQLiteStore, *data: str, tags: list[str] | None = None) -> None:
    """Append events as other hands would, whatever they say."""
    recorder = SQLiteDCBRecorder(store.path)
    own = tags_of("meeting.held", FIELDS, STAMP) if tags is None else tags
    recorder.append([DCBEvent("meeting.held", each.encode(), own) for each in data])
    recorder.close()


def stamped(**changed: Any) -> str:
    return canonical({**FIELDS, "stamp": {**STAMP, **changed}})


def deep(levels: int) -> str:
    return canonical({**FIELDS, "stamp": STAMP, "x": ""}).replace(
        '""', "[" * (levels - 1) + "]" * (levels - 1)
    )


def findings(store: SQLiteStore) -> tuple[str, ...]:
    with pytest.raises(DamagedError) as damage:
        verify(store, now=NOON)
    assert damage.value.message == damage.value.findings[0]
    return damage.value.findings


WRONG = {
    "a key that is there twice": (stamped()[:-1] + ',"held":"2024"}', "#2 is not in canonical form"),
    "an id that is there twice": (
        stamped().replace(f'"id":"{IDS[0]}"', f'"id":"{IDS[1]}","id":"{IDS[0]}"'),
        "#2 is not in canonical form",
    ),
    "other spacing": (json.dumps(json.loads(stamped()), sort_keys=True), "#2 is not in canonical form"),
    "another order": (
        json.dumps({"stamp": STAMP, **FIELDS}, separators=(",", ":")),
        "#2 is not in canonical form",
    ),
    "another escape": (stamped(recorded_by="é").replace("é", "\\u00e9"), "#2 is not in canonical form"),
    "a very deep one": (deep(100_000), "#2 is more than 50 levels deep"),
    "a deep one": (deep(51), "#2 is more than 50 levels deep"),
    "no object": ("[]", "#2 cannot be read"),
    "no stamp": (canonical(FIELDS), "#2 cannot be read"),
    "a stamp that is not whole": (stamped(tool_version=None), "#2 is no meeting.held: stamp.tool_version"),
    "no moment": (stamped(recorded_at="2024-13-45T99:99:99.999999Z"), "#2 "),
    "a day that is none": (stamped(recorded_at="2023-02-29T09:00:00.000000Z"), "#2 "),
    "an id that is a number": (stamped(id=7), "#2 is no meeting.held: stamp.id"),
    "a newer version": (stamped(schema_version=99), "#2 cannot be read"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_an_event_is_named_with_the_event(store: SQLiteStore, name: str) -> None:
    data, said = WRONG[name]
    laid_down(store, data)
    assert findings(store)[0].startswith(said)


def test_tags_that_are_other_texts_are_named_with_their_event(store: SQLiteStore) -> None:
    laid_down(store, stamped(), tags=["meeting:other"])
    assert findings(store) == ("#2 has other tags than its fact gives",)


def test_all_that_is_wrong_is_found_in_one_walk(store: SQLiteStore) -> None:
    laid_down(store, stamped(), "{}", stamped(), stamped(id=IDS[1], recorded_by="x"))
    assert [each.partition(" ")[0] for each in findings(store)] == ["#3", "#4", "#5"]


def recorded_twice_at(store: SQLiteStore, recorded_at: str) -> None:
    for each in IDS[:2]:
        stamp = {**STAMP, "id": each, "recorded_at": recorded_at}
        laid_down(store, canonical({**FIELDS, "stamp": stamp}), tags=tags_of("meeting.held", FIELDS, stamp))


@pytest.mark.parametrize("moment", ["2026-03-02T12:00:00.000001Z", "2099-01-01T00:00:00.000000Z"])
def test_a_clock_that_was_more_than_a_day_ahead_is_named_once(store: SQLiteStore, moment: str) -> None:
    recorded_twice_at(store, moment)
    (said,) = findings(store)
    assert said.startswith(f"#2 was recorded at {moment}, more than a day from now")


def test_a_clock_may_be_a_day_ahead(store: SQLiteStore) -> None:
    recorded_twice_at(store, "2026-03-02T12:00:00.000000Z")
    assert verify(store, now=NOON) == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "#2 has no digest"),
        ({"digest": "0" * 32}, "#2 is not what its digest says"),
        ({"digest": None}, "#2 is not what its digest says"),
    ],
)
def test_from_schema_version_2_on_an_event_has_its_digest(
    store: SQLiteStore, changed: dict[str, Any], said: str
) -> None:
    laid_down(store, stamped(schema_version=2, **changed))
    assert findings(store)[-1].startswith(said)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_id_is_read_by_one_parser_alone(tmp_path: Path, version: int) -> None:
    """SQLite takes the first of two keys, Python the last: a view would be rebuilt for ever."""
    make(tmp_path / "log.db", version)
    laid_down(SQLiteStore(tmp_path / "log.db"), WRONG["an id that is there twice"][0])
    log = SQLiteLog(tmp_path / "log.db")
    (fact,) = log.facts(0, 1)
    assert log.event_id_at(1) == fact.stamp["id"] == IDS[0]
    assert log.event_id_at(2) is None
    log.close()
