"""Facts of older versions are brought up to this one everywhere; newer ones are refused with a sentence."""

from pathlib import Path
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBEvent

from events import upcasting
from events.canonical import stored_form
from events.facts import MeetingHeld
from events.upcasting import SCHEMA_VERSION, UnreadableVersionError
from tracker.application import Tracker
from tracker.errors import StoreError
from tracker.formats.history import history_lines
from tracker.log.mapper import FactMapper
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.testing import History, agreed, held

STAMP = {
    "id": "01890000-0000-7000-8000-000000000001",
    "batch": "01890000-0000-7000-8000-000000000002",
    "recorded_by": "Ana",
    "recorded_at": "2026-01-01T00:00:00.000000Z",
    "tool_version": "1",
    "schema_version": 1,
}


def stored(fields: dict[str, Any], version: int = 1, stored_type: str = "meeting.held") -> DCBEvent:
    stamp = {**STAMP, "schema_version": version}
    tags = [f"meeting:{fields['id']}", f"event:{stamp['id']}", f"batch:{stamp['batch']}"]
    return DCBEvent(type=stored_type, data=stored_form(fields, stamp), tags=tags)


def store_with(path: Path, event: DCBEvent) -> Path:
    recorder = SQLiteDCBRecorder(path)
    recorder.append([event])
    recorder.close()
    return path


@pytest.fixture
def _version_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be version 3, in which `city` became `town` and then `place`."""

    def renamed(old: str, new: str) -> Any:
        return lambda fields: {new if name == old else name: value for name, value in fields.items()}

    monkeypatch.setattr(upcasting, "SCHEMA_VERSION", 3)
    monkeypatch.setitem(upcasting.UPCASTERS, ("meeting.held", 1), renamed("city", "town"))
    monkeypatch.setitem(upcasting.UPCASTERS, ("meeting.held", 2), renamed("town", "place"))


OLD = [(1, "city"), (2, "town"), (3, "place")]


@pytest.mark.usefixtures("_version_three")
@pytest.mark.parametrize(("version", "field"), OLD)
def test_a_decision_reads_an_older_fact_as_one_of_this_version(version: int, field: str) -> None:
    event = stored({"id": "summit", "held": "2022-03-14", field: "Puebla"}, version)
    fact = FactMapper().to_domain_event(event).decision
    assert isinstance(fact, MeetingHeld)
    assert fact.place == "Puebla"


@pytest.mark.usefixtures("_version_three")
@pytest.mark.parametrize(("version", "field"), OLD)
def test_a_view_reads_an_older_fact_as_one_of_this_version(tmp_path: Path, version: int, field: str) -> None:
    event = stored({"id": "summit", "held": "2022-03-14", field: "Puebla"}, version)
    with Tracker(store_with(tmp_path / "log.db", event), user="tester").view() as connection:
        assert connection.execute("SELECT id, place FROM occasion").fetchall() == [("summit", "Puebla")]


@pytest.mark.usefixtures("_version_three")
def test_a_history_is_read_as_one_of_this_version() -> None:
    line = (
        b'{"specversion":"1.0","id":"01890000-0000-7000-8000-000000000001","type":"meeting.held",'
        b'"time":"2026-01-01T00:00:00.000000Z","recordedby":"Ana","toolversion":"1","schemaversion":1,'
        b'"batch":"01890000-0000-7000-8000-000000000002","data":{"id":"s","held":"2022","city":"Puebla"}}'
    )
    ((_, _, fact, _),) = history_lines([line], "history.ndjson")
    assert fact
    assert fact.fields == {"id": "s", "held": "2022", "place": "Puebla"}


@pytest.mark.usefixtures("_version_three")
def test_an_older_fact_that_says_the_same_is_nothing_new(tmp_path: Path) -> None:
    event = stored({"id": "summit", "held": "2022-03-14", "city": "Puebla"})
    tracker = Tracker(store_with(tmp_path / "log.db", event), user="tester")
    assert tracker.record(held("summit", place="Puebla")).facts == []
    tracker.close()


@pytest.mark.usefixtures("_version_three")
def test_a_type_without_an_upcaster_is_read_as_it_is() -> None:
    event = stored({"id": "statement", "published": "2021"}, 1, "document.published")
    assert FactMapper().to_domain_event(event).decision.said == {"id": "statement", "published": "2021"}


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, SCHEMA_VERSION + 40, 0, -1])
def test_a_version_that_is_not_known_is_refused_with_a_sentence(version: int) -> None:
    with pytest.raises(
        UnreadableVersionError,
        match=f"meeting.held has schema version {version}; this tracker reads 1 to {SCHEMA_VERSION}",
    ):
        FactMapper().to_domain_event(stored({"id": "summit", "held": "2022"}, version))


def test_a_view_says_that_a_newer_tracker_wrote_an_event_and_not_that_the_store_is_damaged(
    tmp_path: Path,
) -> None:
    path = store_with(tmp_path / "log.db", stored({"id": "summit", "held": "2022"}, SCHEMA_VERSION + 1))
    with pytest.raises(StoreError, match=f"schema version {SCHEMA_VERSION + 1}") as refusal:
        Tracker(path, user="tester").status()
    assert "backup" not in refusal.value.hint


def test_a_type_that_is_not_known_stops_nobody_and_is_said(tmp_path: Path) -> None:
    event = stored({"id": "summit", "held": "2022"}, stored_type="meeting.cancelled")
    said: list[str] = []
    tracker = Tracker(store_with(tmp_path / "log.db", event), user="tester", say=said.append)
    assert tracker.status() == []
    assert "#1" in "".join(said)
    assert "meeting.cancelled" in "".join(said)
    tracker.close()


def test_a_decision_that_meets_a_newer_fact_is_refused_with_a_sentence(tmp_path: Path) -> None:
    event = stored({"id": "summit", "held": "2022"}, SCHEMA_VERSION + 1)
    recorder = SQLiteDCBRecorder(store_with(tmp_path / "log.db", event))
    desk = History(recorder)
    try:
        desk.when(agreed(occasion="summit")).then_refused(f"schema version {SCHEMA_VERSION + 1}")
    finally:
        recorder.close()
