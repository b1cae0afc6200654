"""What the server itself refuses, whoever sends it: events that are no facts, and what is out of order."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.dcb.api import DCBEvent
from eventsourcing.persistence import IntegrityError
from recorded import WHEN, append, event, id_of, problem, with_stamp
from servers import Database

from events.kinds import KINDS
from tracker.errors import StoreError
from tracker.log.postgres import functions


def stamp(by: str, **other: Any) -> dict[str, Any]:
    """Give the stamp of a well-formed event, with something other in it."""
    return {
        "id": str(uuid4()), "batch": str(uuid4()), "recorded_at": WHEN, "recorded_by": by, **other
    }  # fmt: skip


def nested(levels: int) -> Any:
    """Give a list that makes an event so many levels deep."""
    deep: Any = "leaf"
    for _ in range(levels - 1):
        deep = [deep]
    return deep


def later(**delta: int) -> str:
    return (datetime.now(UTC) + timedelta(**delta)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def raw(by: str, data: bytes) -> DCBEvent:
    """Give an event of any bytes, with the tags of some well-formed one."""
    return DCBEvent("meeting.held", data, event(by).tags)


def with_tags(by: str, *tags: str, without: str = "none") -> DCBEvent:
    one = event(by)
    return DCBEvent(one.type, one.data, [*(tag for tag in one.tags if not tag.startswith(without)), *tags])


def refused(database: Database, login: str, said: str, *events: DCBEvent) -> None:
    """Append what must be refused whole, with a sentence."""
    before = database.contents()
    with pytest.raises(StoreError) as refusal:
        append(database.store(login), *events)
    assert str(refusal.value).startswith(f"the store {database.store(login).name} refused: ")
    assert said in str(refusal.value)
    assert database.contents() == before


@pytest.mark.parametrize("kind", KINDS[:-1], ids=lambda kind: kind.type)
def test_every_kind_of_fact_is_known_to_the_server(database: Database, writer: str, kind: Any) -> None:
    assert append(database.store(writer), event(writer, stored_type=kind.type)) == 1


@pytest.mark.parametrize("stored_type", ["junk", "", "Meeting.Held", "meeting.held "])
def test_an_unknown_kind_is_refused(database: Database, writer: str, stored_type: str) -> None:
    refused(
        database, writer, f'there is no kind of event "{stored_type}"', event(writer, stored_type=stored_type)
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no JSON", "an event is no JSON in UTF-8"),
        (b"\xff", "an event is no JSON in UTF-8"),
        (b"", "an event is no JSON in UTF-8"),
        (b'{"a": NaN}', "an event is no JSON in UTF-8"),
        (b'{"a": "\\u0000"}', "an event is no JSON in UTF-8"),
        (b'{"a": "\\ud800"}', "an event is no JSON in UTF-8"),
        (b'{"a":' * 3_000 + b"1" + b"}" * 3_000, "an event "),
        (b"[" * 100_000 + b"]" * 100_000, "an event is no JSON in UTF-8"),
        (b"[]", "an event has no stamp"),
        (b"null", "an event has no stamp"),
        (b'"text"', "an event has no stamp"),
        (b"{}", "an event has no stamp"),
        (b'{"stamp": []}', "an event has no stamp"),
        (b'{"stamp": {}}', "an event has no stamp"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_fact_is_refused(database: Database, writer: str, data: bytes, said: str) -> None:
    refused(database, writer, said, raw(writer, data))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"id": True}, "has no stamp"),
        ({"id": 100.0}, "has no stamp"),
        ({"id": None}, "has no stamp"),
        ({"recorded_by": None}, "has no stamp"),
        ({"recorded_by": 7}, "has no stamp"),
        ({"batch": {}}, "has no stamp"),
        ({"id": "1e2"}, "that is no UUID"),
        ({"id": ""}, "that is no UUID"),
        ({"id": "01234567-89AB-7CDE-8F01-23456789ABCD"}, "that is no UUID"),
        ({"id": "01234567-89ab-7cde-8f01-23456789abcd\n"}, "that is no UUID"),
        ({"recorded_at": "2024-13-45T99:99:99.999999Z"}, "at no moment there is"),
        ({"recorded_at": "2023-02-29T00:00:00.000000Z"}, "at no moment there is"),
        ({"recorded_at": "2023-02-28T24:00:00.000000Z"}, "at no moment there is"),
        ({"recorded_at": "2023-02-28T23:59:60.000000Z"}, "at no moment there is"),
        ({"recorded_at": "2023-02-28T23:59:59Z"}, "at no moment there is"),
        ({"recorded_at": "2023-02-28 23:59:59.000000Z"}, "at no moment there is"),
        ({"recorded_at": "2023-02-28T23:59:59.000000+01"}, "at no moment there is"),
        ({"recorded_at": "infinity"}, "at no moment there is"),
        ({"recorded_at": "now"}, "at no moment there is"),
        ({"recorded_at": "0000-01-01T00:00:00.000000Z"}, "at no moment there is"),
        ({"recorded_at": "9999-12-31T23:59:59.000000Z"}, "more than a day from now"),
        ({"recorded_by": "somebody"}, "an event signed by somebody cannot be recorded by"),
    ],
    ids=str,
)
def test_a_stamp_that_is_none_is_refused(
    database: Database, writer: str, other: dict[str, Any], said: str
) -> None:
    refused(database, writer, said, event(writer), with_stamp(stamp(writer, **other)))


def test_a_clock_that_goes_some_hours_ahead_is_borne(database: Database, writer: str) -> None:
    append(database.store(writer), with_stamp(stamp(writer, recorded_at=later(hours=23))))
    refused(
        database, writer, "more than a day from now", with_stamp(stamp(writer, recorded_at=later(hours=25)))
    )
    append(database.store(writer), with_stamp(stamp(writer, recorded_at="0001-01-01T00:00:00.000000Z")))


def test_a_stamp_from_the_future_is_refused_to_archivists_too(database: Database, archivist: str) -> None:
    refused(
        database, archivist, "more than a day from now", with_stamp(stamp("a", recorded_at=later(days=2)))
    )


@pytest.mark.parametrize(
    "twice",
    [
        lambda data: data.replace(b'{"n":', b'{"n":2,"n":', 1),
        lambda data: data.replace(b'"stamp":', b'"stamp":{"id":"A"},"stamp":', 1),
        lambda data: data.replace(b'"recorded_by":', b'"recorded_by":"x","recorded_by":', 1),
        lambda data: data.replace(b'{"n":1', b'{"a":[{"b":1,"b":2}],"n":1', 1),
    ],
)
def test_a_key_twice_is_refused(database: Database, writer: str, twice: Any) -> None:
    one = event(writer, n=1)
    data = twice(one.data)
    assert data != one.data
    refused(database, writer, "it has a key twice", DCBEvent(one.type, data, one.tags))


def test_an_event_is_at_most_fifty_levels_deep(database: Database, writer: str) -> None:
    append(database.store(writer), event(writer, deep=nested(50)))
    refused(database, writer, "nested more than 50 deep", event(writer, deep=nested(51)))
    refused(database, writer, "nested more than 50 deep", event(writer, deep=nested(400)))


def test_an_event_is_at_most_a_megabyte(database: Database, writer: str) -> None:
    append(database.store(writer), event(writer, text="x" * 1_000_000))
    refused(database, writer, "is larger than 1048576 bytes", event(writer, text="é" * 524_288))


@pytest.mark.parametrize(
    ("without", "tags"),
    [("event:", []), ("batch:", []), ("by:", []), ("", []), ("none", [""]), ("by:", ["by:somebody"])],
)
def test_tags_that_are_not_those_of_the_stamp_are_refused(
    database: Database, writer: str, without: str, tags: list[str]
) -> None:
    refused(
        database, writer, "its tags are not those of its stamp", with_tags(writer, *tags, without=without)
    )


def test_a_fact_that_bears_the_tag_of_another_is_refused(database: Database, writer: str) -> None:
    one = event(writer)
    append(database.store(writer), one)
    refused(database, writer, "its tags name another event", with_tags(writer, f"event:{id_of(one)}"))


# What is out of order


def retraction(by: str, target: str, *tags: str) -> DCBEvent:
    return event(by, f"event:{target}", *tags, stored_type="event.retracted", event=target)


def test_a_retraction_bears_all_tags_of_an_event_before_it(database: Database, writer: str) -> None:
    one, store = event(writer, "meeting:summit"), database.store(writer)
    append(store, one)
    refused(database, writer, "the retraction #2", retraction(writer, id_of(one)))
    refused(database, writer, "of no event before it", retraction(writer, str(uuid4()), *one.tags))
    undone = retraction(writer, id_of(one), *one.tags)
    append(store, undone)
    refused(database, writer, "has not all its tags", retraction(writer, id_of(undone), *one.tags))
    append(store, retraction(writer, id_of(undone), *undone.tags))
    refused(database, writer, "of no event before it", event(writer, stored_type="event.retracted"))
    refused(database, writer, "of no event before it", event(writer, stored_type="event.retracted", event={}))


def test_a_retraction_may_come_with_its_target_but_not_before_it(database: Database, writer: str) -> None:
    one = event(writer, "meeting:summit")
    undone = retraction(writer, id_of(one), *one.tags)
    refused(database, writer, "is recorded already", undone, one)
    own = str(uuid4())
    itself = with_stamp(stamp(writer, id=own), stored_type="event.retracted", event=own)
    refused(database, writer, "of no event before it", itself)
    append(database.store(writer), one, undone, retraction(writer, id_of(undone), *undone.tags))


def test_an_event_id_is_recorded_once(database: Database, writer: str) -> None:
    one = event(writer)
    again = with_stamp(json.loads(one.data)["stamp"], title="Another")
    refused(database, writer, "is recorded already", one, again)
    append(database.store(writer), one)
    refused(database, writer, "an event of the id of #", again)


@pytest.mark.parametrize("position", ["-1", "0", "1", "2", "4", "100", str(2**63 - 1)])
@pytest.mark.parametrize("setting", ["", "SET session_replication_role = replica;"])
def test_not_even_the_owner_chooses_a_position(
    database: Database, writer: str, position: str, setting: str
) -> None:
    append(database.store(writer), event(writer), event(writer))
    before = database.contents()
    one = event(database.server.superuser)
    tags = "{" + ",".join(one.tags) + "}"
    with pytest.raises(Exception, match=r"do not follow the last one|duplicate key"):
        database.rows(
            f"{setting} INSERT INTO commitments.log_tt_main (id, type, data, tags) VALUES"
            f" ({position}, '{one.type}', '{one.data.decode()}', '{tags}')"
        )
    assert database.contents() == before


def test_positions_are_not_drawn_a_second_time(database: Database, writer: str) -> None:
    append(database.store(writer), event(writer), event(writer), event(writer))
    database.rows("SELECT setval('commitments.log_tt_main_id_seq', 1)")
    before = database.contents()
    for _ in range(2):
        with pytest.raises(IntegrityError):  # and so it is tried again, until the sequence is past them
            append(database.store(writer), event(writer))
    assert database.contents() == before
    assert append(database.store(writer), event(writer)) == 4


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize(("table", "column"), [("log_tt_main", "type"), ("log_tt_tag", "tag")])
def test_a_superuser_who_passes_by_ordinary_triggers_changes_nothing(
    database: Database, writer: str, statement: str, table: str, column: str
) -> None:
    append(database.store(writer), event(writer))
    before = database.contents()
    with pytest.raises(Exception, match="the log is append-only"):
        database.rows(
            "SET session_replication_role = replica;"
            + statement.format(f"commitments.{table}", column, column)
        )
    assert database.contents() == before


def test_a_server_before_16_finds_a_key_twice_too_on_the_outside_and_in_the_stamp(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a server is not here, but what it is given runs on this one."""
    monkeypatch.setattr(functions, "KNOWS_UNIQUE_KEYS", 10**9)
    assert empty.store().create()
    login = empty.server.login(empty.roles.writer)
    one = event(login, n=1)
    for there, twice in (
        (b'{"n":', b'{"n":2,"n":'),
        (b'"recorded_by":', b'"recorded_by":"x","recorded_by":'),
    ):
        data = one.data.replace(there, twice, 1)
        refused(empty, login, "it has a key twice", DCBEvent(one.type, data, one.tags))
    append(empty.store(login), one)
    assert problem(empty.store()) is None
