"""The course of a commitment is, on every day, how it stands on that day."""

import gc
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from small_cases import NOBODY, agreed, claim, proposed, revised, terms, turned

from events.statuses import CLAIMABLE
from tracker.rules.case import Case, Claim, Revision, Turn
from tracker.rules.course import course
from tracker.rules.schedule import ordinal
from tracker.rules.standing import LAST_DAY, stand

DATES = (
    "2021",
    "2021-12",
    "2022-03",
    "2022-03-13",
    "2022-03-14",
    "2022-03-15",
    "2022-06",
    "2022-06-01",
    "2023",
)
SIDES = st.sampled_from([None, "US", "MX", "CA"])
CHANGES = st.sampled_from(
    [
        *({"obligors": ["MX"]}, {"obligors": ["CA", "US"]}, {"themes": ["water"]}, {}),
        {"obligors": ["US", "MX"], "project": "bridge"},
    ]
)
POSITIONS = st.integers(10, 99)

claims = st.builds(
    lambda status, day, of, position: claim(status, day, of=of, position=position),
    st.sampled_from([*CLAIMABLE, None]),
    st.sampled_from(DATES),
    SIDES,
    POSITIONS,
)
revisions = st.builds(revised, st.sampled_from(["2022-06", "2023"]), st.sampled_from(DATES), POSITIONS)
turns = st.builds(
    lambda kind, day, changes, position: turned(
        kind, day, position=position, **(changes if kind == "amended" else {})
    ),
    st.sampled_from(["amended", "superseded", "declined", "reaffirmed"]),
    st.sampled_from(DATES),
    CHANGES,
    POSITIONS,
)
facts = st.lists(claims | revisions | turns, max_size=10, unique_by=lambda fact: fact.position)
dates = st.sampled_from(DATES)
deadlines = st.none() | st.sampled_from(["2022-05", "2022-12-31"])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw what was agreed, or asked for, or both, and what was said and done about it."""
    said: list[Claim | Revision | Turn] = draw(facts)
    if draw(st.booleans()):
        return agreed(*said, on=draw(dates), deadline=draw(deadlines))
    case = proposed(*said, on=draw(dates), deadline=draw(deadlines))
    if draw(st.booleans()):
        case.agreement = terms(draw(dates), position=2, deadline=draw(deadlines))
    return case


def neighbours(case: Case) -> list[str]:
    """Give the days on which anything begins to count, and those before them."""
    every = [each for each in (case.agreement, case.proposal) if each]
    every += [*case.claims, *case.revisions, *case.turns]  # type: ignore[list-item]
    days = {each.earliest for each in every}
    before = {date.fromordinal(ordinal(day) - 1).isoformat() for day in days}
    return sorted(days | before | {LAST_DAY})


@given(cases())
def test_a_stretch_says_how_it_stands_on_each_of_its_days(case: Case) -> None:
    stretches = list(course(case))
    for day in neighbours(case):
        standing = stand(case, day, NOBODY)
        holding = [each for each in stretches if each.holds_from <= day]
        assert (standing is None) == (not holding)
        if standing is None:
            continue
        last = standing.last_update
        assert holding[-1][1:] == (
            *(standing.status, standing.fields, standing.terms.earliest if standing.is_agreed else ""),
            *(standing.baseline_end, standing.deadline_end, standing.fulfilled_on),
            last.earliest if last else None,
        )


@given(cases())
def test_no_stretch_says_what_the_one_before_it_says(case: Case) -> None:
    for before, after in pairwise(course(case)):
        assert before.holds_from < after.holds_from
        assert before[1:] != after[1:]


def test_a_case_nobody_agreed_to_or_asked_for_has_no_course() -> None:
    assert not list(course(Case("crossing")))


def test_a_course_is_as_long_as_what_was_said() -> None:
    count = 2_000
    days = (date.fromordinal(ordinal("2023-01-01") + number).isoformat() for number in range(count))
    said = (claim(("fulfilled", "stalled")[place % 2], day) for place, day in enumerate(days))
    assert len(list(course(agreed(*said)))) == count + 1


def test_a_course_leaves_nothing_for_the_garbage_collector() -> None:
    """It is paused while all views are built: what holds itself would fill the memory."""
    said = [claim("in-progress", f"2023-01-0{day}") for day in range(1, 10)]
    list(course(agreed(*said)))
    gc.collect()
    gc.disable()
    try:
        list(course(agreed(*said)))
        assert gc.collect() == 0
    finally:
        gc.enable()
