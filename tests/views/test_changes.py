"""What changed between two days, or two states of what we know: all that differs, and nothing else."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.facts import Fact
from tracker.errors import InputError, NotFoundError
from tracker.testing import (
    History,
    Scenario,
    agreed,
    claimed,
    declined,
    fact,
    held,
    institution,
    proposed,
    published,
    revised,
)
from tracker.views.changes import NO_CHANGE, changes, span
from tracker.views.moment import Moment
from tracker.views.selection import Selection
from tracker.views.status import StatusView

TODAY = date(2026, 1, 1)
Row = dict[str, Any]


def compared(
    history: History,
    since: str | None = None,
    until: str | None = None,
    selection: Selection | None = None,
    as_of: str = "2026-01-01",
) -> dict[str, Row]:
    """Compare, and give the rows by their commitments."""
    view = StatusView(Scenario(history.facts()).connection, Moment(as_of))
    return {row["commitment"]: row for row in changes(view, span(view, since, until, TODAY), selection)}


def told(events: list[Row]) -> list[str]:
    return [f"{'' if each['stands'] else 'not '}#{each['position']}" for each in events]


def recorded(*facts: Fact, on: str = "2020-01-01") -> History:
    """Record facts at noon of a day, by default before all that they are about."""
    return History().at(datetime.fromisoformat(on).replace(hour=12, tzinfo=UTC)).given(*facts)


def then_on(history: History, day: str) -> History:
    return history.at(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC))


# Between days


def test_a_claim_between_two_days_is_a_change_and_happened() -> None:
    history = recorded(agreed(deadline="2024"), claimed(status="fulfilled", by=["US", "MX"], on="2023-05-01"))
    row = compared(history, "2023-01-01", "2023-12-31")["crossing"]
    assert row["changes"]["status"] == ["agreed", "fulfilled"]
    assert row["changes"]["schedule"] == ["on-time", "met"]
    assert (row["before"]["status"], row["after"]["status"]) == ("agreed", "fulfilled")
    assert (told(row["happened"]), told(row["became_known"])) == (["#2"], [])


def test_the_day_itself_is_before() -> None:
    history = recorded(agreed(), claimed(on="2023-01-01"))
    assert compared(history, "2023-01-01", "2023-12-31") == {}
    assert list(compared(history, "2022-12-31", "2023-01-01")) == ["crossing"]


def test_only_what_differs_is_a_change() -> None:
    history = recorded(agreed(deadline="2024"), revised(deadline="2026", on="2023-07-07"))
    (row,) = compared(history, "2023-01-01", "2023-12-31").values()
    assert row["changes"] == {"deadline": ["2024", "2026"]}


def test_what_the_calendar_alone_changes_is_said_and_passing_days_are_not() -> None:
    history = recorded(agreed(deadline="2024", on="2023-06-01"), claimed(on="2024-06-01"))
    (row,) = compared(history, "2024-12-01", "2025-01-05").values()
    assert (row["changes"], row["happened"]) == ({"schedule": ["due-soon", "overdue"]}, [])
    assert compared(history, "2025-01-05", "2025-02-05") == {}
    assert "days_late" in NO_CHANGE


def test_what_is_new_has_no_before() -> None:
    history = recorded(agreed(deadline="2024"), proposed("tolls", on="2022-03-20"))
    rows = compared(history, "2022-03-01", "2022-03-31")
    assert rows["crossing"]["before"] is None
    assert rows["crossing"]["changes"]["status"] == [None, "agreed"]
    assert rows["tolls"]["changes"]["proposed_by"] == [None, ["CA"]]
    assert "parent" not in rows["tolls"]["changes"]


def test_a_proposal_is_answered_by_an_agreement_or_a_decline() -> None:
    history = recorded(
        proposed(on="2022-03-01"),
        proposed("tolls", on="2022-03-01"),
        agreed(on="2022-05-01"),
        declined("tolls", on="2022-05-02"),
    )
    rows = compared(history, "2022-04-01", "2022-06-01")
    assert rows["crossing"]["changes"]["status"] == ["proposed", "agreed"]
    assert rows["tolls"]["changes"]["status"] == ["proposed", "declined"]
    assert [told(row["happened"]) for row in rows.values()] == [["#3"], ["#4"]]


def test_what_changes_nothing_is_said_if_it_happened() -> None:
    history = recorded(agreed(), fact("commitment.reaffirmed", commitment="crossing", on="2022-04-01"))
    (row,) = compared(history, "2022-03-20", "2022-05-01").values()
    assert (row["changes"], told(row["happened"])) == ({}, ["#2"])


def test_what_was_agreed_at_a_meeting_happened_on_its_day() -> None:
    history = recorded(held(), agreed(occasion="summit"))
    (row,) = compared(history, "2022-03-13", "2022-03-14").values()
    assert told(row["happened"]) == ["#2"]


def test_amended_obligors_are_a_change() -> None:
    amended = fact("commitment.amended", commitment="crossing", on="2023-02-01", obligors=["US"])
    (row,) = compared(recorded(agreed(), amended), "2023-01-01", "2023-12-31").values()
    assert row["changes"]["obligors"] == [["US", "MX"], ["US"]]


def test_a_part_that_changes_changes_what_it_is_a_part_of() -> None:
    history = recorded(agreed("whole"), agreed(parent="whole"), claimed(status="stalled", on="2023-05-01"))
    rows = compared(history, "2023-01-01", "2023-05-02")
    assert rows["whole"]["changes"]["children"] == [
        {"count": 1, "status": "agreed"},
        {"count": 1, "status": "stalled"},
    ]


def test_what_was_recorded_meanwhile_of_the_time_before_became_known() -> None:
    history = then_on(recorded(agreed()), "2024-06-01").given(
        claimed(status="stalled", on="2022-09-01"), claimed(status="fulfilled", on="2024-03-01")
    )
    (row,) = compared(history, "2023-12-31", "2024-12-31").values()
    assert (told(row["happened"]), told(row["became_known"])) == (["#3"], ["#2"])
    assert row["changes"]["status"] == ["stalled", "fulfilled"]


def test_what_was_recorded_later_still_is_no_news_of_an_earlier_time() -> None:
    history = then_on(recorded(agreed()), "2025-06-01").given(claimed(status="stalled", on="2022-09-01"))
    assert compared(history, "2023-12-31", "2024-12-31") == {}
    assert told(compared(history, "2023-12-31")["crossing"]["became_known"]) == ["#2"]


def test_a_correction_says_what_was_taken_back_and_what_is_known_instead() -> None:
    wrong = claimed(status="fulfilled", on="2022-09-01")
    history = then_on(recorded(agreed(), wrong), "2024-06-01")
    history.when_retracted(history.last("status.updated"), reason="it was the other one")
    history.given(claimed(status="stalled", on="2022-09-01"))
    (row,) = compared(history, "2023-12-31", "2024-12-31").values()
    assert told(row["became_known"]) == ["not #2", "#4"]
    assert row["became_known"][0]["retraction"]["reason"] == "it was the other one"
    assert row["changes"] == {}


def test_what_was_recorded_and_taken_back_meanwhile_is_no_news() -> None:
    history = then_on(recorded(agreed()), "2024-06-01").given(claimed(on="2022-09-01"))
    history.when_retracted(history.last("status.updated"))
    assert compared(history, "2023-12-31", "2024-12-31") == {}


def test_evidence_without_a_day_became_known_when_it_was_recorded() -> None:
    history = then_on(recorded(agreed()), "2024-06-01").given(
        fact("evidence.added", about="commitment:crossing", url="https://example.org")
    )
    (row,) = compared(history, "2023-12-31", "2024-12-31").values()
    assert (row["became_known"][0]["when"], told(row["became_known"])) == (None, ["#2"])


# Between states of what we know


def test_an_event_number_compares_what_was_known() -> None:
    history = recorded(agreed(deadline="2024"), claimed(on="2022-09-01"), claimed(status="fulfilled"))
    (row,) = compared(history, "#2").values()
    assert row["changes"]["status"] == ["in-progress", "fulfilled"]
    assert (row["happened"], told(row["became_known"])) == ([], ["#3"])
    assert [told(each["became_known"]) for each in compared(history, "#1", "#2").values()] == [["#2"]]
    assert compared(history, "#3") == {}


def test_a_retraction_after_an_event_is_news() -> None:
    history = recorded(agreed(), claimed(status="fulfilled"))
    history.when_retracted(history.last("status.updated"))
    (row,) = compared(history, "2").values()
    assert (told(row["became_known"]), row["changes"]["status"]) == (["not #2"], ["fulfilled", "agreed"])


def test_what_no_longer_counts_has_no_after() -> None:
    history = recorded(agreed())
    history.when_retracted(history.last("commitment.agreed"))
    (row,) = compared(history, "#1").values()
    assert (row["after"], row["changes"]["status"]) == (None, ["agreed", None])
    assert row["title"] == "A new crossing."


def test_who_is_who_changes_rows_without_an_event_of_their_own() -> None:
    history = recorded(agreed(), claimed(by="CBP", status="stalled"), institution("CBP", "US"))
    (row,) = compared(history, "#2").values()
    assert row["changes"]["status_by"] == [["CBP"], ["US"]]
    assert (row["happened"], row["became_known"]) == ([], [])


def test_an_event_is_compared_with_a_day_by_what_was_known_on_it() -> None:
    history = then_on(recorded(agreed()), "2024-06-01").given(claimed(on="2022-09-01"))
    assert compared(history, "#1", "2024-05-31") == {}
    assert list(compared(history, "#1", "2024-06-01")) == ["crossing"]


# Ends


@pytest.fixture
def dossier() -> History:
    return recorded(
        held(), published(), agreed(occasion="summit"), claimed(on="2022-05-01"), held("second", "2022-08-01")
    )


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2022", "2023-01", "since 2022 | 2023-01"),
        ("summit", "second", "since summit (2022-03-14) | second (2022-08-01)"),
        ("stat", None, "since statement (2021-12-01) | 2026-01-01"),
        ("yesterday", None, "since 2025-12-31 | 2026-01-01"),
        (None, None, "since second (2022-08-01) | 2026-01-01"),
        ("#3", None, "since #3 | now, as of 2026-01-01"),
        ("2", "#4", "since #2 | #4, as of 2026-01-01"),
    ],
)
def test_an_end_is_a_day_or_a_meeting_or_an_event(
    since: str | None, until: str | None, said: str, dossier: History
) -> None:
    view = StatusView(Scenario(dossier.facts()).connection, Moment("2026-01-01"))
    between = span(view, since, until, TODAY)
    assert f"{between.since} | {between.until}" == said


def test_an_end_may_be_the_id_of_an_event(dossier: History) -> None:
    view = StatusView(Scenario(dossier.facts()).connection, Moment("2026-01-01"))
    event = dossier.facts()[2].stamp["id"]
    assert span(view, event, "2024", TODAY).since == "since #3"


def test_without_a_meeting_it_is_all_from_the_beginning() -> None:
    assert list(compared(recorded(agreed()))) == ["crossing"]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2024", "2023", "--since 2024-12-31 is after 2023-12-31"),
        ("2027", None, "is after 2026-01-01"),
        ("#4", "#2", "#4 is after #2"),
        ("#99", None, "there is no event #99"),
        ("winter", None, "'winter' is neither a day nor a meeting, a document or an event"),
        ("2022-13-01", None, "'2022-13-01' is neither"),
        ("", None, "'' is neither"),
    ],
)
def test_an_end_that_is_none_is_refused(since: str, until: str | None, words: str, dossier: History) -> None:
    with pytest.raises((InputError, NotFoundError)) as refused:
        compared(dossier, since, until)
    assert words in refused.value.message
    assert refused.value.hint


# Filters


def test_a_filter_takes_what_it_fits_before_or_after() -> None:
    history = recorded(
        agreed(), claimed(status="fulfilled", on="2023-05-01"), agreed("tolls", on="2023-06-01")
    )
    for status, names in (("agreed", ["crossing", "tolls"]), ("fulfilled", ["crossing"]), ("stalled", [])):
        found = compared(history, "2023-01-01", "2023-12-31", Selection(statuses=(status,)))
        assert list(found) == names, status
        if "crossing" in found:  # and is told whole, also at the end that the filter does not fit
            assert found["crossing"]["changes"]["status"] == ["agreed", "fulfilled"], status
    with pytest.raises(NotFoundError):
        compared(history, "2023-01-01", selection=Selection(party="mx"))


# Laws

DAYS = ["2022-01-01", "2022-03-14", "2022-06-30", "2023-01-01", "2023-07-01", "2024-02-01", "2026-01-01"]
_about = st.sampled_from(["crossing", "tolls", "bridge"])
_days = st.sampled_from(DAYS)
_makers: st.SearchStrategy[Callable[[], Fact]] = st.one_of(
    st.builds(
        lambda name, status, by, on: lambda: claimed(name, status, by, on, note="as it is"),
        _about,
        st.sampled_from(["in-progress", "stalled", "fulfilled", "in-force", None]),
        st.sampled_from(["US", "MX", "press"]),
        _days,
    ),
    st.builds(
        lambda name, deadline, on: lambda: revised(name, deadline, on),
        _about,
        st.sampled_from(["2023", "2025", "2022-07"]),
        _days,
    ),
    st.builds(lambda name, on: lambda: fact("commitment.reaffirmed", commitment=name, on=on), _about, _days),
)
"""Each makes a fact when it is called: facts get their stamps as they are recorded."""


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw a history of three commitments, recorded over the years, some of it taken back."""
    history = recorded(
        held(),
        agreed(occasion="summit", deadline="2023"),
        agreed("tolls", on="2022-05-01"),
        proposed("bridge", on="2022-02-01"),
    )
    for day in DAYS:
        then_on(history, day)
        for make in draw(st.lists(_makers, max_size=2)):
            history.when(make())
            if history.recorded and draw(st.integers(0, 4)) == 0:
                history.when_retracted(*history.recorded)
    return history


def rows_on(connection: sqlite3.Connection, day: str) -> dict[str, Row]:
    return {row["commitment"]: row for row in StatusView(connection, Moment(day)).rows()}


@settings(max_examples=25, deadline=None)
@given(histories())
def test_between_a_moment_and_itself_nothing_changed(history: History) -> None:
    for day in DAYS:
        assert compared(history, day, day) == {}
    for position in range(len(history.facts()) + 1):
        assert compared(history, f"#{position}", f"#{position}") == {}


@settings(max_examples=25, deadline=None)
@given(histories())
def test_every_row_that_differs_is_there_and_no_other_without_news(history: History) -> None:
    connection = Scenario(history.facts()).connection
    for since, until in pairwise(DAYS):
        before, after = rows_on(connection, since), rows_on(connection, until)
        found = compared(history, since, until)
        for name in before.keys() | after.keys():
            old, new = ({**(each.get(name) or {}), "days_late": 0} for each in (before, after))
            row = found.get(name)
            if old != new:
                assert row is not None, (name, since, until)
            if row is not None:
                assert row["changes"] or row["happened"] or row["became_known"]
                assert (row["before"], row["after"]) == (before.get(name), after.get(name))
                assert bool(row["changes"]) == (old != new)


@settings(max_examples=25, deadline=None)
@given(histories())
def test_two_steps_lead_where_one_does(history: History) -> None:
    connection = Scenario(history.facts()).connection
    for first, middle, last in zip(DAYS, DAYS[1:], DAYS[2:], strict=False):
        one, other, whole = (
            compared(history, *ends) for ends in ((first, middle), (middle, last), (first, last))
        )
        assert whole.keys() <= one.keys() | other.keys()
        for name, row in whole.items():
            start, end = one.get(name, {}), other.get(name, {})
            if start and end:
                assert start["after"] == end["before"]
            if name in rows_on(connection, middle):  # before it counts, nothing is listed of it
                happened = [*start.get("happened", []), *end.get("happened", [])]
                assert sorted(told(row["happened"])) == sorted(told(happened))


@settings(max_examples=25, deadline=None)
@given(histories())
def test_what_an_event_number_compares_are_the_rows_known_then_and_now(history: History) -> None:
    facts = history.facts()
    now = {row["commitment"]: row for row in Scenario(facts).status()}
    for position in range(0, len(facts) + 1, 3):
        then = {row["commitment"]: row for row in Scenario(facts[:position]).status()}
        for name, row in compared(history, f"#{position}").items():
            assert (row["before"], row["after"]) == (then.get(name), now.get(name))
            assert row["happened"] == []
        differing = {name for name in then.keys() | now.keys() if then.get(name) != now.get(name)}
        assert differing <= compared(history, f"#{position}").keys()
