"""Which meetings and people are left by the filters of commitments."""

import pytest

from tracker.errors import NotFoundError
from tracker.projections.cases import EVERYTHING
from tracker.testing import History, Scenario, agreed, claimed, held, sent
from tracker.views.meetings import selected
from tracker.views.moment import Moment
from tracker.views.people import people
from tracker.views.selection import Selection
from tracker.views.status import StatusView


@pytest.fixture(scope="module")
def view() -> StatusView:
    history = History().given(
        held("first", mechanism="hled"),
        held("second", on="2023-05-05"),
        held("third", on="2024-05-05"),
        sent("GT", occasion="first", members=[{"name": "Ana Ruiz"}]),
        sent("MX", occasion="second", members=[{"name": "Luis Paz"}]),
        agreed("a", occasion="first", obligors=["MX"], themes=["water"]),
        agreed("b", occasion="second", obligors=["US"], themes=["roads"]),
        claimed("b", "fulfilled", by="US", on="2024-01-01"),
    )
    return StatusView(Scenario(history.facts()).connection, Moment("2025-01-01", EVERYTHING))


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (Selection(), ["first", "second", "third"]),
        (Selection(theme="water"), ["first"]),
        (Selection(statuses=("open",)), ["first"]),
        (Selection(mechanism="hled"), ["first"]),
        (Selection(mechanism="hled", theme="roads"), []),
        (Selection(meeting="second"), ["second"]),
        (Selection(party="GT"), ["first"]),  # it came, and owes nothing
        (Selection(party="MX"), ["first", "second"]),  # it owes, and it came
        (Selection(party="MX", theme="roads"), []),
    ],
)
def test_a_meeting_is_left_where_such_a_commitment_was_agreed_or_the_party_came(
    view: StatusView, selection: Selection, left: list[str]
) -> None:
    assert [row["meeting"] for row in selected(view, selection)] == left


def test_a_filter_value_that_occurs_nowhere_is_refused(view: StatusView) -> None:
    with pytest.raises(NotFoundError):
        selected(view, Selection(theme="rails"))


def test_people_of_meetings_are_those_who_came_to_one(view: StatusView) -> None:
    at = view.connection, view.moment
    assert [row["name"] for row in people(*at, meetings={"second"})] == ["Luis Paz"]
    assert [row["name"] for row in people(*at, party="MX", meetings={"first"})] == []
