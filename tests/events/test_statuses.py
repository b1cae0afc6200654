"""Statuses: their words in two languages, and the roll-up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.statuses import CLAIMABLE, CLAIMS, SPANISH, STATUSES, in_english, is_open, roll_up


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["fulfilled", "fulfilled"], "fulfilled"),
        (["fulfilled", "withdrawn"], "fulfilled"),
        (["superseded", "superseded"], "superseded"),
        (["superseded", "withdrawn"], "withdrawn"),
        (["fulfilled", "agreed"], "partially-fulfilled"),
        (["partially-fulfilled", "not-fulfilled"], "partially-fulfilled"),
        (["in-progress", "stalled"], "in-progress"),
        (["stalled", "not-fulfilled"], "stalled"),
        (["not-fulfilled", "not-started"], "not-fulfilled"),
        (["not-started", "agreed"], "not-started"),
        (["agreed", "agreed"], "agreed"),
        (["in-force", "in-force"], "in-force"),
        (["fulfilled", "in-force"], "in-force"),
        (["in-force", "withdrawn"], "in-force"),
        (["in-force", "agreed"], "partially-fulfilled"),
        (["in-force", "partially-fulfilled"], "partially-fulfilled"),
        (["in-force", "fulfilled", "not-fulfilled"], "partially-fulfilled"),
        ([], "agreed"),
    ],
)
def test_the_sides_roll_up_into_one_status(statuses: list[str], expected: str) -> None:
    assert roll_up(statuses) == expected


@given(st.lists(st.sampled_from(STATUSES), min_size=1))
def test_the_order_and_the_number_of_equal_sides_do_not_matter(statuses: list[str]) -> None:
    assert roll_up(statuses) == roll_up(sorted(statuses)) == roll_up(statuses * 2)


@pytest.mark.parametrize("status", STATUSES)
def test_what_all_sides_say_is_what_the_commitment_is(status: str) -> None:
    assert roll_up([status, status]) == status


def test_every_status_has_a_spanish_word_that_means_it() -> None:
    assert {in_english(word) for word in SPANISH.values()} == set(STATUSES)
    assert {in_english(word) for word in CLAIMS} == set(CLAIMABLE)


def test_open_is_what_is_agreed_and_not_fulfilled_in_force_superseded_or_withdrawn() -> None:
    assert [status for status in STATUSES if not is_open(status)] == [
        "fulfilled",
        "in-force",
        "superseded",
        "withdrawn",
        "proposed",
        "declined",
    ]


def test_what_only_follows_from_other_facts_cannot_be_claimed() -> None:
    assert [status for status in STATUSES if status not in CLAIMABLE] == ["agreed", "proposed", "declined"]
