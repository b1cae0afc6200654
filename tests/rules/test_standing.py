"""How a commitment stands on a day: what counts, whose word decides, and since when."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import AGREED_ON, NOBODY, agreed, claim, on, proposed, revised, terms, turned

from events.statuses import CLAIMABLE, roll_up
from tracker.rules.case import Case, Claim, Proof, Revision, Turn
from tracker.rules.standing import LAST_DAY, Standing, stand

DAYS = [f"2022-{month:02}-14" for month in range(1, 13)]


def test_nothing_stands_before_it_was_agreed() -> None:
    case = agreed(claim("fulfilled", "2022-05"))
    assert stand(case, "2022-03-13", NOBODY) is None
    assert on("2022-03-14", case).status == "agreed"


def test_a_claim_counts_from_the_first_day_it_may_mean() -> None:
    case = agreed(claim("in-progress", "2022-05"))
    assert on("2022-04-30", case).status == "agreed"
    assert on("2022-05-01", case).status == "in-progress"


def test_the_latest_word_decides_whoever_says_it() -> None:
    case = agreed(claim("fulfilled", "2022-05-01", "US"), claim("stalled", "2022-06-01", "press"))
    assert on("2022-05-31", case).status == "fulfilled"
    assert on("2022-06-01", case).status == "stalled"


def test_of_two_words_of_one_day_the_one_recorded_later_decides() -> None:
    case = agreed(claim("fulfilled", "2022-05-01", position=7), claim("stalled", "2022-05-01", position=6))
    assert on("2022-05-01", case).status == "fulfilled"


def test_each_side_stands_for_itself_and_the_sides_roll_up() -> None:
    case = agreed(claim("fulfilled", "2022-05-01", "US", of="US"))
    standing = on("2022-06-01", case)
    assert [(side.obligor, side.status) for side in standing.sides] == [("US", "fulfilled"), ("MX", "agreed")]
    assert standing.status == "partially-fulfilled"


def test_a_word_about_all_sides_replaces_an_earlier_one_about_one() -> None:
    case = agreed(claim("fulfilled", "2022-05-01", of="US"), claim("stalled", "2022-06-01"))
    assert [side.status for side in on("2022-06-01", case).sides] == ["stalled", "stalled"]


def test_a_side_that_is_withdrawn_counts_no_more() -> None:
    case = agreed(claim("withdrawn", "2022-05-01", of="US"), claim("fulfilled", "2022-06-01", of="MX"))
    assert on("2022-06-01", case).status == "fulfilled"


@given(st.lists(st.sampled_from(CLAIMABLE), min_size=1, max_size=4))
def test_the_status_is_the_roll_up_of_the_sides(statuses: list[str]) -> None:
    sides = [f"P{place}" for place in range(len(statuses))]
    facts = (claim(status, "2022-05-01", of=side) for side, status in zip(sides, statuses, strict=True))
    assert on("2022-06-01", agreed(*facts, obligors=sides)).status == roll_up(statuses)


def test_a_claim_that_ended_before_the_agreement_is_no_claim_about_it() -> None:
    assert on("2023-01-01", agreed(claim("fulfilled", "2022-03-13"))).status == "agreed"
    assert on("2023-01-01", agreed(claim("fulfilled", "2022-03"))).status == "fulfilled"


def test_what_is_in_force_counts_though_it_is_older_than_the_agreement() -> None:
    standing = on("2023-01-01", agreed(claim("in-force", "2021-01-01"), deadline="2022-12"))
    assert (standing.status, standing.fulfilled_on, standing.schedule) == ("in-force", "2021-01-01", "met")


def test_a_note_changes_no_status_and_is_heard_of() -> None:
    standing = on("2022-12-31", agreed(claim("in-progress", "2022-04"), claim(None, "2022-11-05")))
    assert standing.status == "in-progress"
    assert standing.active_on == "2022-11-05"
    assert standing.last_update == standing.stated[-1] == standing.claims[0]


def test_a_supersession_speaks_about_all_sides_until_somebody_says_otherwise() -> None:
    case = agreed(turned("superseded", "2022-05-01"), claim("in-progress", "2022-06-01", of="US"))
    assert on("2022-05-01", case).status == "superseded"
    assert on("2022-06-01", case).status == "in-progress"


def test_an_amendment_is_true_from_then_on() -> None:
    case = agreed(turned("amended", "2022-06-01", obligors=["MX"]), claim("fulfilled", "2022-05-01", of="MX"))
    assert (on("2022-05-31", case).obligors, on("2022-05-31", case).status) == (
        ["US", "MX"],
        "partially-fulfilled",
    )
    assert (on("2022-06-01", case).obligors, on("2022-06-01", case).status) == (["MX"], "fulfilled")


def test_the_baseline_is_what_was_agreed_and_the_deadline_what_was_announced_last() -> None:
    case = agreed(revised("2024", "2022-06-01"), revised("2025-06", "2022-09-01"), deadline="2023")
    standing = on("2022-12-31", case)
    assert (standing.baseline, standing.deadline) == ("2023", "2025-06")
    assert (standing.baseline_end, standing.deadline_end) == ("2023-12-31", "2025-06-30")


def test_without_an_agreed_deadline_the_first_one_announced_is_the_baseline() -> None:
    case = agreed(revised("2024", "2022-06-01"), revised("2025", "2022-09-01"))
    assert on("2022-05-31", case).baseline is None
    assert (on("2022-12-31", case).baseline, on("2022-12-31", case).deadline) == ("2024", "2025")


def test_fulfilled_since_is_the_start_of_the_unbroken_run_of_the_last_side_to_be_done() -> None:
    case = agreed(
        claim("fulfilled", "2022-04-01", of="US"),
        claim("stalled", "2022-05-01", of="US"),
        claim("fulfilled", "2022-06-01", of="US"),
        claim("in-force", "2022-07-01", of="US"),
        claim("fulfilled", "2022-05-15", of="MX"),
    )
    assert on("2022-12-31", case).fulfilled_on == "2022-06-01"


def test_a_side_out_of_play_does_not_say_when_the_rest_was_done() -> None:
    case = agreed(claim("fulfilled", "2022-04-01", of="US"), claim("withdrawn", "2022-09-01", of="MX"))
    assert on("2022-12-31", case).fulfilled_on == "2022-04-01"


def test_what_is_asked_for_is_proposed_until_it_is_declined() -> None:
    case = proposed(turned("declined", "2022-04-01", "US"))
    assert stand(case, "2022-02-28", NOBODY) is None
    assert (on("2022-03-31", case).status, on("2022-03-31", case).status_by) == ("proposed", [])
    assert (on("2022-04-01", case).status, on("2022-04-01", case).status_by) == ("declined", ["US"])
    assert on("2022-04-01", case).proposed_by == ["CA"]


def test_an_agreement_accepts_what_was_proposed_even_after_a_decline() -> None:
    case = proposed(turned("declined", "2022-04-01", "US"))
    case.agreement = terms("2022-05-01", position=2)
    assert on("2022-04-30", case).status == "declined"
    assert on("2022-05-01", case).status == "agreed"
    assert on("2022-05-01", case).proposed_by == ["CA"]


def test_a_no_from_before_the_proposal_declines_nothing() -> None:
    assert on("2022-04-01", proposed(turned("declined", "2022-02-01", "US"))).status == "proposed"


def test_a_proposal_has_a_deadline_nobody_can_miss() -> None:
    standing = on("2030-01-01", proposed(deadline="2023"))
    assert (standing.deadline, standing.schedule, standing.days_late) == ("2023", "no-deadline", 0)


def test_undated_evidence_counts_on_every_day_and_is_no_activity() -> None:
    standing = on("2022-03-14", agreed(Proof(None, 5, "https://a.example", None)))
    assert standing.evidence == ["https://a.example"]
    assert standing.active_on == "2022-03-14"


def test_a_supersession_is_no_sign_of_life() -> None:
    assert on("2023-01-01", agreed(turned("superseded", "2022-08-01"))).active_on == "2022-03-14"


@pytest.mark.parametrize(("day", "stale"), [("2023-03-14", False), ("2023-03-15", True)])
def test_a_reaffirmation_keeps_a_commitment_from_going_stale(day: str, stale: bool) -> None:  # noqa: FBT001
    assert on(day, agreed()).is_stale is stale
    assert not on(day, agreed(turned("reaffirmed", "2022-06-01"))).is_stale


# Laws

_sides = st.sampled_from([None, "US", "MX"])
_facts = st.lists(
    st.builds(
        lambda make, day, position: make(day, position),
        st.one_of(
            st.builds(
                lambda status, by, of: lambda day, position: claim(status, day, by, of=of, position=position),
                st.sampled_from([*CLAIMABLE, None]),
                st.sampled_from(["US", "MX", "press"]),
                _sides,
            ),
            st.builds(
                lambda until: lambda day, position: revised(until, day, position),
                st.sampled_from(["2022-06", "2022-09-30", "2023"]),
            ),
            st.builds(
                lambda kind: lambda day, position: turned(kind, day, position=position),
                st.sampled_from(["reaffirmed", "superseded"]),
            ),
        ),
        st.sampled_from(DAYS),
        st.integers(10, 99),
    ),
    max_size=8,
    unique_by=lambda fact: fact.position,
)
Fact = Claim | Revision | Turn
_shown: Callable[[Standing], tuple[object, ...]] = lambda s: (  # noqa: E731
    *(s.status, s.status_by, s.reported, s.assessed, s.disagreement, s.sides, s.evidence),
    *(s.baseline, s.deadline, s.fulfilled_on, s.active_on, s.schedule, s.days_late),
)


@given(_facts, st.sampled_from(DAYS[3:]))
def test_what_happens_later_changes_nothing_on_a_day(facts: list[Fact], day: str) -> None:
    until = [fact for fact in facts if fact.earliest <= day]
    assert _shown(on(day, agreed(*facts))) == _shown(on(day, agreed(*until)))


@given(_facts, st.sampled_from([*DAYS[3:], "2023-01-01", LAST_DAY]))
def test_from_the_day_of_its_last_fact_a_standing_no_longer_changes_but_by_the_calendar(
    facts: list[Fact], day: str
) -> None:
    last = on(LAST_DAY, agreed(*facts))
    latest = max([AGREED_ON, *(fact.earliest for fact in facts)])
    then = on(max(day, latest), agreed(*facts))
    assert (then.status, then.fulfilled_on, then.deadline, then.active_on, then.reported) == (
        *(last.status, last.fulfilled_on, last.deadline, last.active_on, last.reported),
    )


@given(_facts, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_told_does_not_matter(facts: list[Fact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _shown(on(LAST_DAY, agreed(*facts))) == _shown(on(LAST_DAY, agreed(*shuffled)))


@given(_facts)
def test_only_what_is_done_has_a_day_since_when(facts: list[Fact]) -> None:
    standing = on(LAST_DAY, agreed(*facts))
    assert (standing.fulfilled_on is not None) == (standing.status in {"fulfilled", "in-force"})


def test_a_case_nobody_agreed_to_or_asked_for_stands_on_no_day() -> None:
    assert stand(Case("crossing"), LAST_DAY, NOBODY) is None
