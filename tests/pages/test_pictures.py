"""Pictures: every promise, side and count is in them, at any width, without colour."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.pages.pictures import PARTS, Promise, Said, Slips, chart, drawn, parts_of, stacked
from tracker.pages.wrap import display_width
from tracker.words.language import phrase

ENGLISH = partial(phrase, "en")
CROSSING = Slips(
    status="in-progress",
    schedule="slipped",
    days_late=694,
    day="2026-11-25",
    promises=(
        Promise("2024-12-31", "2022-03-14"),
        Promise("2026-06-30", "2023-07-07", ("press",)),
        Promise("2027-10/2028", "2026-03-10", ("press",)),
    ),
    claims=(
        Said("2024-11-19", "MX", ("MX",), "in-progress", 90.0),
        Said("2022-08", "US", ("press",), "stalled"),
        Said("2026-03-10", None, ("press",), "in-progress", 95.0),
    ),
)


def test_the_slips_of_a_commitment_are_drawn_below_each_other_and_its_claims_below_them() -> None:
    assert drawn(CROSSING, ENGLISH, 72).splitlines() == [
        "in-progress · slipped: 694 days past the baseline",
        "                  2022   2023    2024    2025   2026    2027    2028",
        "due 2024-12-31     ●─────────────────────▏             ┊",
        "due 2026-06-30               ●──────────────────────▏  ┊",
        "due 2027-10/2028                                  ●────┼──────╌╌╌╌╌╌╌╌╌▏",
        "all sides                                         ◐ 95 %",
        "MX side                                 ◐ 90 %         ┊",
        "US side               ▲╌                               ┊",
        "                                                  2026-11-25",
        "● announced  ▏ promised end  ┊ 2026-11-25",
        "◐ in-progress  ▲ stalled",
    ]


@pytest.mark.parametrize("width", [50, 64, 80, 110, 200])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_picture_fits_the_width_from_fifty_on(width: int, lang: str) -> None:
    lines = drawn(CROSSING, partial(phrase, lang), width).splitlines()
    assert max(map(display_width, lines)) <= width
    assert sum("●" in line and "▏" in line for line in lines[:-2]) == len(CROSSING.promises)


def test_only_the_part_of_a_promise_that_is_no_one_day_is_drawn_soft() -> None:
    sure, _, fuzzy = chart(CROSSING).bars
    assert not sure.is_fuzzy
    assert fuzzy.start < fuzzy.soft < fuzzy.end


@pytest.mark.parametrize("deadline", ["0001", "9999-12-31", "2022-03-13", "2022-03-14"])
def test_a_deadline_at_the_ends_of_the_calendar_or_before_its_announcement_is_drawn(deadline: str) -> None:
    slips = CROSSING._replace(promises=(Promise(deadline, "2022-03-14"), *CROSSING.promises))
    assert "▏" in drawn(slips, ENGLISH, 50)
    assert all(0 <= bar.start <= bar.soft <= bar.end <= 1 for bar in chart(slips).bars)


@given(st.lists(st.integers(0, 5000), min_size=4, max_size=4), st.integers(8, 60))
def test_a_stacked_bar_is_full_and_shows_every_part_that_counts(counts: list[int], width: int) -> None:
    bar = stacked(zip(PARTS, counts, strict=True), width)
    assert len(bar) == (width if any(counts) else 0)
    for part, count in zip(PARTS, counts, strict=True):
        if count:
            assert part.sign in bar
        else:
            assert part.sign not in bar


def test_a_bar_counts_what_was_to_be_kept_alone() -> None:
    row = {"fulfilled": 2, "in_force": 1, "in_progress": 4, "superseded": 7, "agreed": 1, "proposed": 3}
    assert [count for _, count in parts_of(row)] == [3, 4, 0, 1]
    assert stacked(parts_of(row), 16) == "██3███▓▓▓4▓▓▓▓░░"
