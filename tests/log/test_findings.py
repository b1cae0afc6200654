"""What verify finds wrong with one event, in the order in which one rests on the other."""

from typing import Any

import pytest

from events.canonical import canonical
from tracker.log.findings import DEEPEST, Before, fault_of
from tracker.log.stored import RawEvent


def nested(levels: int, bracket: str) -> Any:
    """Give lists or groups so many levels deep."""
    value: Any = []
    for _ in range(levels - 1):
        value = [value] if bracket == "[" else {"a": value}
    return value


def found(data: dict[str, Any]) -> str:
    event = RawEvent(1, "meeting.held", canonical({**data, "stamp": {"schema_version": 2}}), [])
    return fault_of(event, Before(None)) or ""


@pytest.mark.parametrize("bracket", ["[", "{"])
def test_an_event_deeper_than_any_may_be_is_named_as_that(bracket: str) -> None:
    assert found({"id": nested(DEEPEST, bracket)}) == "#1 is more than 50 levels deep"
    assert found({"id": nested(DEEPEST - 1, bracket)}).startswith("#1 is no meeting.held")


def test_many_levels_beside_one_another_are_not_deep() -> None:
    assert found({"id": [[]] * (DEEPEST + 1)}).startswith("#1 is no meeting.held")
