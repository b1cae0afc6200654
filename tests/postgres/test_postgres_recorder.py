"""The recorder of a PostgreSQL store keeps the library's contract, as far as our triggers allow."""

import json
from collections.abc import Iterator

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError
from servers import Database

from tracker.errors import StoreError


def without_own_hand(database: Database) -> None:
    """Let the superuser append events without a stamp, as the library's test does."""
    database.rows("ALTER TABLE commitments.log_tt_main DISABLE TRIGGER own_hand")


@pytest.fixture
def recorder(database: Database) -> Iterator[DCBRecorder]:
    """Give the recorder of the superuser, who may append unconditionally too."""
    without_own_hand(database)
    recorder = database.store().recorder()
    yield recorder
    recorder.close()  # type: ignore[attr-defined]


def event(number: int, *tags: str, by: str | None = None) -> DCBEvent:
    return DCBEvent("t", json.dumps({"n": number, "stamp": {"recorded_by": by}}).encode(), list(tags))


def test_it_reads_and_appends_as_the_library_demands_of_every_recorder(recorder: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_read(recorder)


def test_it_is_followed_as_the_library_demands_of_every_recorder(recorder: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_subscribe(recorder)


def test_a_failed_condition_is_the_librarys_error_and_appends_nothing(
    database: Database, writer: str
) -> None:
    recorder = database.store(writer).recorder()
    condition = DCBAppendCondition(DCBQuery([DCBQueryItem(tags=["a"])]))
    recorder.append([event(1, "a", by=writer)], condition)
    with pytest.raises(IntegrityError):
        recorder.append([event(2, "a", by=writer)], condition)
    assert len(database.events()) == 1
    recorder.close()  # type: ignore[attr-defined]


def test_an_append_of_several_events_gets_neighbouring_positions(database: Database, writer: str) -> None:
    recorder = database.store(writer).recorder()
    condition = DCBAppendCondition(DCBQuery([DCBQueryItem(tags=["none"])]))
    last = recorder.append([event(number, f"n:{number}", by=writer) for number in range(500)], condition)
    assert [json.loads(each.event.data)["n"] for each in recorder.read()] == list(range(500))
    assert database.positions() == list(range(last - 499, last + 1))
    recorder.close()  # type: ignore[attr-defined]


def test_an_unconditional_append_is_refused_to_a_writer_with_a_sentence(
    database: Database, writer: str
) -> None:
    recorder = database.store(writer).recorder()
    with pytest.raises(StoreError, match="does not let you: permission denied"):
        recorder.append([event(1, "a", by=writer)])
    assert database.events() == []
    recorder.close()  # type: ignore[attr-defined]
