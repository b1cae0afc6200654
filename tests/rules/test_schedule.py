"""What the calendar says at each boundary day, and the laws of schedule, days late and staleness."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.statuses import DONE, NOT_AGREED, OUT_OF_PLAY, SCHEDULES, STATUSES
from tracker.rules.schedule import days_between, days_late, is_stale, schedule

BASELINE = "2024-06-30"
REVISED = "2025-12-31"

days = st.dates(date(2023, 1, 1), date(2026, 12, 31)).map(date.isoformat)
maybe = st.none() | days
statuses = st.sampled_from(STATUSES)


def shifted(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2024-05-30", "on-time"),  # 31 days to the baseline
        ("2024-05-31", "due-soon"),  # 30 days
        ("2024-06-30", "due-soon"),  # its last day
        ("2024-07-01", "slipped"),  # the baseline is over, the deadline of now is not
        ("2025-12-31", "slipped"),  # the last day of the deadline of now
        ("2026-01-01", "overdue"),
    ],
)
def test_an_open_commitment_slips_when_its_first_deadline_is_over_and_is_overdue_when_the_last_is(
    day: str, word: str
) -> None:
    assert schedule("in-progress", None, BASELINE, REVISED, day) == word


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2024-05-30", "on-time"),
        ("2024-05-31", "due-soon"),
        ("2024-06-30", "due-soon"),
        ("2024-07-01", "overdue"),
    ],
)
def test_a_deadline_nobody_revised_is_overdue_the_day_after(day: str, word: str) -> None:
    assert schedule("agreed", None, BASELINE, BASELINE, day) == word


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2024-04-30", "on-time"),
        ("2024-05-01", "due-soon"),
        ("2024-05-31", "due-soon"),
        ("2024-06-01", "overdue"),
    ],
)
def test_a_deadline_brought_forward_is_due_on_its_own_day(day: str, word: str) -> None:
    assert schedule("stalled", None, BASELINE, "2024-05-31", day) == word


@pytest.mark.parametrize("status", sorted(DONE))
@pytest.mark.parametrize(("since", "word"), [("2024-06-30", "met"), ("2024-07-01", "late")])
def test_what_is_done_met_the_first_deadline_or_was_late_for_ever(status: str, since: str, word: str) -> None:
    for day in ("2024-07-01", "2026-01-01", "9999-12-31"):
        assert schedule(status, since, BASELINE, REVISED, day) == word


@pytest.mark.parametrize("status", sorted(OUT_OF_PLAY | NOT_AGREED))
def test_what_is_out_of_play_or_not_agreed_has_no_deadline_and_is_never_late(status: str) -> None:
    assert schedule(status, None, BASELINE, REVISED, "2030-01-01") == "no-deadline"
    assert days_late(status, None, BASELINE, "2030-01-01") == 0


def test_without_a_deadline_there_is_none_to_miss() -> None:
    assert schedule("in-progress", None, None, None, "2030-01-01") == "no-deadline"
    assert schedule("fulfilled", "2023-01-01", None, None, "2030-01-01") == "no-deadline"


@given(statuses, maybe, maybe, maybe, days)
def test_exactly_one_word_is_true_of_a_deadline(
    status: str, done: str | None, baseline: str | None, deadline: str | None, day: str
) -> None:
    has_one = None not in {baseline, deadline} and status not in OUT_OF_PLAY | NOT_AGREED
    first, last = baseline or "", deadline or ""
    still_open = has_one and status not in DONE
    soon = any(day <= end <= shifted(day, 30) for end in (first, last))
    true = {
        "no-deadline": not has_one,
        "met": has_one and status in DONE and (done or day) <= first,
        "late": has_one and status in DONE and (done or day) > first,
        "overdue": still_open and day > last,
        "slipped": still_open and first < day <= last,
        "due-soon": still_open and day <= min(first, last) and soon,
        "on-time": still_open and day <= min(first, last) and not soon,
    }
    assert set(true) == set(SCHEDULES)
    assert [word for word, holds in true.items() if holds] == [
        schedule(status, done, baseline, deadline, day)
    ]


@given(statuses, maybe, maybe, days)
def test_days_late_are_never_negative_and_none_before_the_deadline_is_over(
    status: str, done: str | None, baseline: str | None, day: str
) -> None:
    late = days_late(status, done, baseline, day)
    assert late >= 0
    if late:
        assert baseline is not None
        assert schedule(status, done, baseline, baseline, day) in {"overdue", "late"}


@given(statuses.filter(lambda status: status not in DONE | OUT_OF_PLAY | NOT_AGREED), days, days)
def test_each_day_a_commitment_stays_open_makes_it_a_day_later(status: str, baseline: str, day: str) -> None:
    today, tomorrow = (days_late(status, None, baseline, each) for each in (day, shifted(day, 1)))
    assert tomorrow - today == (1 if day >= baseline else 0)


@given(st.sampled_from(sorted(DONE)), days, days, days, days)
def test_how_late_something_was_done_no_longer_changes(
    status: str, done: str, baseline: str, one: str, other: str
) -> None:
    assert days_late(status, done, baseline, one) == days_late(status, done, baseline, other)


@pytest.mark.parametrize(("day", "stale"), [("2025-03-14", False), ("2025-03-15", True)])
def test_something_open_or_asked_for_is_stale_after_365_silent_days(day: str, stale: bool) -> None:  # noqa: FBT001
    for status in ("agreed", "in-progress", "not-fulfilled", "proposed"):
        assert is_stale(status, "2024-03-14", day) is stale


@pytest.mark.parametrize("status", [*sorted(DONE | OUT_OF_PLAY), "declined"])
def test_what_is_closed_is_never_stale(status: str) -> None:
    assert not is_stale(status, "2000-01-01", "2030-01-01")


def test_another_number_of_silent_days_may_be_asked_for() -> None:
    assert not is_stale("agreed", "2024-01-01", "2024-01-31", after_days=30)
    assert is_stale("agreed", "2024-01-01", "2024-02-01", after_days=30)


@given(days, days, days)
def test_days_between_add_up_and_count_back(one: str, two: str, three: str) -> None:
    assert days_between(one, two) + days_between(two, three) == days_between(one, three)
    assert days_between(one, two) == -days_between(two, one)
