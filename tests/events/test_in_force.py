"""A fulfilment that goes on: how `in-force` rolls up with the others."""

import pytest

from events.statuses import is_open, roll_up


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["in-force", "fulfilled"], "in-force"),
        (["in-force", "fulfilled", "withdrawn"], "in-force"),
        (["in-force", "agreed"], "partially-fulfilled"),
        (["in-force", "fulfilled", "not-fulfilled"], "partially-fulfilled"),
        (["agreed", "not-started", "stalled"], "stalled"),
    ],
)
def test_only_fulfilled_and_in_force_is_in_force(statuses: list[str], expected: str) -> None:
    assert roll_up(statuses) == expected


def test_what_is_in_force_proposed_or_declined_is_not_open() -> None:
    assert [each for each in ("in-force", "proposed", "declined", "agreed") if is_open(each)] == ["agreed"]
