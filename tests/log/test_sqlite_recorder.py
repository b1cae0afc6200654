"""The SQLite recorder keeps the library's contract for recorders."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError, ProgrammingError
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.log.sqlite.recorder import UNION_TERMS, SQLiteDCBRecorder

TYPES = ("agreed", "claimed", "retracted")
TAGS = ("a", "b", "c", 'quoted "tag"', "ñ")

events = st.lists(
    st.builds(
        DCBEvent,
        type=st.sampled_from(TYPES),
        data=st.integers(0, 9).map(lambda number: json.dumps({"n": number}).encode()),
        tags=st.lists(st.sampled_from(TAGS), max_size=4),
    ),
    min_size=1,
    max_size=5,
)
queries = st.builds(
    DCBQuery,
    items=st.lists(
        st.builds(
            DCBQueryItem,
            types=st.lists(st.sampled_from(TYPES), max_size=3),
            tags=st.lists(st.sampled_from(TAGS), max_size=3),
        ),
        max_size=4,
    ),
)


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[SQLiteDCBRecorder]:
    recorder = SQLiteDCBRecorder(tmp_path / "log.db")
    yield recorder
    recorder.close()


def plain(number: int, *tags: str) -> DCBEvent:
    return DCBEvent(type="t", data=json.dumps({"n": number}).encode(), tags=list(tags))


def test_it_reads_and_appends_as_the_library_demands_of_every_recorder(recorder: SQLiteDCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_read(recorder)


def test_it_is_followed_as_the_library_demands_of_every_recorder(recorder: SQLiteDCBRecorder) -> None:
    DCBRecorderTestCase()._test_append_subscribe(recorder)


def test_what_another_recorder_appends_reaches_a_subscription(
    recorder: SQLiteDCBRecorder, tmp_path: Path
) -> None:
    other = SQLiteDCBRecorder(tmp_path / "log.db", create=False)
    with recorder.subscribe() as subscription:
        other.append([plain(1), plain(2)])
        assert [next(subscription).position for _ in range(2)] == [1, 2]
    other.close()


@settings(max_examples=40, deadline=None)
@given(
    batches=st.lists(events, max_size=4),
    questions=st.lists(
        st.tuples(queries, st.none() | st.integers(0, 12), st.none() | st.integers(0, 4)), max_size=6
    ),
)
def test_it_answers_every_query_as_the_recorder_in_memory_does(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[DCBEvent]],
    questions: list[tuple[DCBQuery, int | None, int | None]],
) -> None:
    ours = SQLiteDCBRecorder(tmp_path_factory.mktemp("log") / "log.db")
    model = InMemoryDCBRecorder()
    for batch in batches:
        assert ours.append(batch) == model.append(batch)
    for query, after, limit in questions:
        mine, theirs = (each.read(query, after=after, limit=limit) for each in (ours, model))
        assert [(e.position, e.event.type, e.event.data, e.event.tags) for e in mine] == [
            (e.position, e.event.type, e.event.data, e.event.tags) for e in theirs
        ]
        assert mine.head == theirs.head
        condition = DCBAppendCondition(query, after)
        assert accepts(ours, condition) == accepts(model, condition)
    ours.close()


def accepts(recorder: SQLiteDCBRecorder | InMemoryDCBRecorder, condition: DCBAppendCondition) -> bool:
    try:
        recorder.append([plain(0)], condition)
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize("count", [UNION_TERMS - 1, UNION_TERMS, UNION_TERMS + 1, 5 * UNION_TERMS])
def test_a_query_of_very_many_items_finds_each_event_once_and_in_order(
    recorder: SQLiteDCBRecorder, count: int
) -> None:
    recorder.append([plain(n, f"x{n}", f"y{n}") for n in range(count)])
    of_two = [DCBQueryItem(tags=[f"x{n}", f"y{n}"]) for n in reversed(range(count))]
    of_one = [DCBQueryItem(types=["t"], tags=[f"x{n}"]) for n in reversed(range(count))]
    found = [event.position for event in recorder.read(DCBQuery(items=[*of_two, *of_one]))]
    assert found == list(range(1, count + 1))
    limited = recorder.read(DCBQuery(items=of_two), after=3, limit=2)
    assert [event.position for event in limited] == [4, 5]


def test_positions_stay_gapless_after_an_append_that_failed(recorder: SQLiteDCBRecorder) -> None:
    recorder.append([plain(1, "a")])
    with pytest.raises(IntegrityError):
        recorder.append([plain(2), plain(3)], DCBAppendCondition(DCBQuery(items=[DCBQueryItem(tags=["a"])])))
    assert recorder.append([plain(4)]) == 2
    assert [event.position for event in recorder.read()] == [1, 2]


def test_nothing_can_be_appended_as_an_append_of_nothing(recorder: SQLiteDCBRecorder) -> None:
    with pytest.raises(ProgrammingError):
        recorder.append([])


def test_what_was_appended_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    first = SQLiteDCBRecorder(tmp_path / "log.db")
    first.append([plain(1, "a")])
    first.close()
    second = SQLiteDCBRecorder(tmp_path / "log.db", create=False)
    assert [event.event.tags for event in second.read()] == [["a"]]
    second.close()
