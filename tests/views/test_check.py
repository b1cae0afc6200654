"""What needs attention on a day: what is overdue, due soon, not heard of, disputed; and nothing else."""

from typing import Any

import pytest

from events.facts import Fact
from tracker.testing import History, Scenario, agreed, claimed, revised
from tracker.views.check import check
from tracker.views.moment import Moment
from tracker.views.status import StatusView

DAY = "2024-06-30"


def found(*facts: Fact, day: str = DAY, **asked: Any) -> list[tuple[str, str]]:
    """Check a history; give what is found of which commitment."""
    view = StatusView(Scenario(History().given(*facts).facts()).connection, Moment(day))
    return [(row["commitment"], row["finding"]) for row in check(view, **asked)]


def due(deadline: str) -> Fact:
    """Agree on something shortly before, with a deadline."""
    return agreed(on="2024-01-01", deadline=deadline)


@pytest.mark.parametrize(
    ("deadline", "findings"),
    [
        ("2024-06-29", ["overdue"]),
        ("2024-06-30", ["due-soon"]),
        ("2024-07-30", ["due-soon"]),
        ("2024-07-31", []),
        ("2024", []),
    ],
)
def test_a_deadline_is_near_for_thirty_days_and_then_over(deadline: str, findings: list[str]) -> None:
    assert found(due(deadline)) == [("crossing", finding) for finding in findings]


def test_how_near_is_as_it_is_asked() -> None:
    assert found(due("2024-07-10"), due_within=9) == []
    assert found(due("2024-07-10"), due_within=10) == [("crossing", "due-soon")]
    assert found(due("2024-06-30"), due_within=0) == [("crossing", "due-soon")]


def test_either_deadline_may_be_near_the_first_or_the_last() -> None:
    assert found(due("2024-07-15"), revised(deadline="2026", on="2024-03-01")) == [("crossing", "due-soon")]
    assert found(due("2024-05"), revised(deadline="2024-07-15", on="2024-03-01")) == [
        ("crossing", "due-soon")
    ]
    assert found(due("2024-05"), revised(deadline="2026", on="2024-03-01")) == []


def test_what_is_done_is_due_no_more() -> None:
    done = [claimed(status="fulfilled", by=party, obligor=party, on="2024-05-01") for party in ("US", "MX")]
    assert found(due("2024-06"), *done) == []


def test_what_nobody_spoke_of_for_a_year_is_stale() -> None:
    assert found(agreed(on="2023-07-01")) == []
    assert found(agreed(on="2023-06-30")) == [("crossing", "stale")]
    assert found(agreed(on="2023-06-30"), claimed(status=None, note="heard", on="2024-01-01")) == []
    assert found(agreed(on="2024-06-01"), stale_days=28) == [("crossing", "stale")]


def test_a_dispute_is_found_with_who_said_what() -> None:
    said = claimed(by="US", status="stalled", on="2024-02-01"), claimed(by="MX", on="2024-03-01")
    view = StatusView(
        Scenario(History().given(agreed(on="2024-01-01"), *said).facts()).connection, Moment(DAY)
    )
    (row,) = check(view)
    assert (row["finding"], row["detail"]) == (
        "disagreement",
        "US: stalled (2024-02-01); MX: in-progress (2024-03-01)",
    )
