"""A new claimant a letter or two from somebody who is known, or from a country, is asked about."""

from pathlib import Path

import pytest

from tracker.application import Tracker
from tracker.testing import agreed, claimed


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    tracker.record(agreed("crossing", on="2022-03-14"))
    return tracker


def asked(tracker: Tracker, by: str) -> str | None:
    """Record a claim; give who is asked to be meant."""
    notes = tracker.record(claimed("crossing", by=by)).notes
    return next((str(n).rpartition("did you mean ")[2] for n in notes if "did you mean" in n), None)


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("Mexcio", "MX"),
        ("Mexicoo", "MX"),
        ("Méxcio", "MX"),
        ("Guatmala", "GT"),
        ("Unted States", "US"),
        ("Estados Undos", "US"),
    ],
)
def test_a_country_in_wrong_letters_is_asked_about(by: str, code: str, tracker: Tracker) -> None:
    assert asked(tracker, by) == code


@pytest.mark.parametrize("by", ["press", "SANDAG", "MEXCI", "Reuters", "Ana Paz", "Mexico Times", "Irap"])
def test_whoever_is_like_no_country_or_like_several_is_not(by: str, tracker: Tracker) -> None:
    assert asked(tracker, by) is None


def test_a_name_that_is_known_goes_before_a_country(tracker: Tracker) -> None:
    tracker.record(claimed("crossing", by="Mexicali", status="stalled"))
    assert asked(tracker, "Mexical") == "Mexicali"
