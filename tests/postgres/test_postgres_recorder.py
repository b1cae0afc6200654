"""The recorder of a PostgreSQL store keeps the library's contract, as far as our triggers allow."""

import json
from collections.abc import Iterator

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBQuery, DCBQueryItem, DCBRecorder
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError
from recorded import append, event
from servers import Database

from tracker.errors import StoreError
from tracker.log.postgres.recorder import Recorder


@pytest.fixture
def recorder(database: Database) -> Iterator[DCBRecorder]:
    """Give the recorder of the superuser, who may append unconditionally too, past the triggers.

    The library's tests append what is no fact of ours; and a store would refuse to be recorded in
    where its triggers are disabled, so the recorder is made without asking it.
    """
    store = database.store()
    with database.unguarded():
        yield Recorder(store)
    store.close()


def test_it_reads_and_appends_as_the_library_demands_of_every_recorder(recorder: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_read(recorder)


def test_it_is_followed_as_the_library_demands_of_every_recorder(recorder: DCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_subscribe(recorder)


def test_a_failed_condition_is_the_librarys_error_and_appends_nothing(
    database: Database, writer: str
) -> None:
    append(database.store(writer), event(writer, "a"), unless="a")
    with pytest.raises(IntegrityError):
        append(database.store(writer), event(writer, "a"), unless="a")
    assert len(database.events()) == 1


def test_a_condition_is_about_all_tags_of_an_item_some_type_and_what_came_after(
    database: Database, writer: str
) -> None:
    recorder = database.store(writer).recorder()
    position = recorder.append(
        [event(writer, "a", "b")], DCBAppendCondition(DCBQuery([DCBQueryItem([], ["a"])]))
    )
    passing = [
        ([DCBQueryItem([], ["a", "c"])], 0),
        ([DCBQueryItem(["status.updated"], ["a", "b"])], 0),
        ([DCBQueryItem([], ["b"])], position),
        ([DCBQueryItem([], ["c"]), DCBQueryItem(["status.updated"], ["b"])], None),
    ]
    failing = [
        ([DCBQueryItem([], ["b", "a"])], 0),
        ([DCBQueryItem(["status.updated", "meeting.held"], ["a"])], None),
        ([DCBQueryItem([], ["c"]), DCBQueryItem(["meeting.held"], ["b"])], position - 1),
    ]
    for items, after in failing:
        with pytest.raises(IntegrityError):
            recorder.append([event(writer, "d")], DCBAppendCondition(DCBQuery(items), after))
    for items, after in passing:
        recorder.append([event(writer, "d")], DCBAppendCondition(DCBQuery(items), after))
    recorder.close()  # type: ignore[attr-defined]


def test_an_append_of_several_events_gets_neighbouring_positions(database: Database, writer: str) -> None:
    store = database.store(writer)
    last = append(store, *(event(writer, f"n:{number}", n=number) for number in range(500)))
    recorder = store.recorder()
    assert [json.loads(each.event.data)["n"] for each in recorder.read()] == list(range(500))
    assert database.positions() == list(range(last - 499, last + 1))
    recorder.close()  # type: ignore[attr-defined]


def test_an_unconditional_append_is_refused_to_a_writer_with_a_sentence(
    database: Database, writer: str
) -> None:
    recorder = database.store(writer).recorder()
    with pytest.raises(StoreError, match="does not let you: permission denied"):
        recorder.append([event(writer, "a")])
    assert database.events() == []
    recorder.close()  # type: ignore[attr-defined]
