"""What goes home in a sheet: the percentage of a commitment, where it rests on one claim alone."""

import pytest

from events.facts import Fact
from tracker.testing import History, Scenario, agreed, claimed
from tracker.views.exported import _percent  # the rest is asked through sheets: tests/formats
from tracker.views.moment import Moment
from tracker.views.selection import Selection
from tracker.views.status import StatusView

OF_BOTH = claimed(percent=40, by="US")
OF_ONE = claimed(percent=60, by="MX", obligor="MX", on="2024-01-01")


@pytest.mark.parametrize(
    ("claims", "percent"),
    [([], None), ([OF_BOTH], 40), ([OF_ONE], None), ([OF_BOTH, OF_ONE], None), ([claimed()], None)],
)
def test_a_percentage_rests_on_one_claim_alone(claims: list[Fact], percent: float | None) -> None:
    history = History().given(agreed(), *claims)
    view = StatusView(Scenario(history.facts()).connection, Moment("2025-01-01"))
    (standing,) = view.standings(Selection())
    assert _percent(standing) == percent
