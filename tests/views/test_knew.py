"""What we knew when: a year ago as known then, the same day as known now, and today; only what differs."""

from datetime import UTC, datetime
from typing import Any

from tracker.testing import History, Scenario, agreed, claimed
from tracker.views.knew import knew
from tracker.views.moment import Moment
from tracker.views.selection import Selection
from tracker.views.sweep import Sweep

TODAY = "2026-01-01"


def told() -> dict[str, Any]:
    """Tell of five commitments what was known a year ago, what was learnt since, and what changed."""
    history = History().at(datetime(2024, 6, 1, tzinfo=UTC))
    history.given(*map(agreed, ("settled", "learnt", "moved", "mistaken")))
    history.given(claimed("settled", "fulfilled", on="2024-01-01"))
    mistaken = next(fact for fact in [history.last("commitment.agreed")])
    history.at(datetime(2025, 6, 1, tzinfo=UTC))
    history.given(claimed("learnt", "stalled", on="2024-03-01"), claimed("moved", "stalled", on="2025-05-01"))
    history.given(agreed("late", on="2024-02-01"))
    history.when_retracted(mistaken)
    connection = Scenario(history.facts()).connection
    sweep = Sweep(connection, Moment(TODAY), Selection())
    return {row["id"]: row for row in knew(sweep).told(sweep, "en")["rows"]}


def statuses(row: dict[str, Any]) -> list[str | None]:
    return [cell["values"] and cell["values"]["status"] for cell in row["cells"]]


def test_what_differs_is_told_as_it_was_known_then_as_it_was_and_as_it_is() -> None:
    assert {name: statuses(row) for name, row in told().items()} == {
        "late": [None, "agreed", "agreed"],
        "learnt": ["agreed", "stalled", "stalled"],
        "mistaken": ["agreed", None, None],
        "moved": ["agreed", "agreed", "stalled"],
    }


def test_each_cell_says_what_in_it_is_not_as_before() -> None:
    rows = told()
    assert [cell["changed"] for cell in rows["learnt"]["cells"]] == [[], ["status"], []]
    assert [cell["changed"] for cell in rows["moved"]["cells"]] == [[], [], ["status"]]
    assert [cell["changed"] for cell in rows["late"]["cells"]] == [[], ["status", "schedule", "deadline"], []]


def test_what_is_no_more_has_no_page() -> None:
    assert {name: bool(row["href"]) for name, row in told().items()} == {
        "late": True,
        "learnt": True,
        "mistaken": False,
        "moved": True,
    }
