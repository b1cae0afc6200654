"""What show opens, and what a reference may be: an id, other letters, words of a title, a foreign key."""

from pathlib import Path

import pytest

from tracker.application import Tracker
from tracker.errors import AmbiguousError, NotFoundError
from tracker.testing import agreed, held, institution, published
from tracker.views.references import SHOWABLE
from tracker.views.show import shown


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    tracker.record(held("summit", title="Border summit"))
    tracker.record(published("statement"))
    tracker.record(institution("DHS"))
    tracker.record(agreed("crossing", title="A new crossing", external="row 7"))
    tracker.record(agreed("crossroads", title="Another road"))
    return tracker


@pytest.mark.parametrize(
    ("reference", "kind", "name"),
    [
        ("summit", "meeting", "summit"),
        ("SUMMIT", "meeting", "summit"),
        ("border summit", "meeting", "summit"),
        ("statement", "document", "statement"),
        ("dhs", "institution", "DHS"),
        ("crossing", "commitment", "crossing"),
        ("Crossi", "commitment", "crossing"),
        ("row 7", "commitment", "crossing"),
        ("another road", "commitment", "crossroads"),
    ],
)
def test_a_reference_is_found_and_shown(reference: str, kind: str, name: str, tracker: Tracker) -> None:
    found = tracker.find(reference, *SHOWABLE)
    assert found.kind == kind
    assert found.name.rpartition("/")[2] == name
    with tracker.at() as view:
        assert shown(view, reference)


def test_an_event_is_shown_by_its_number(tracker: Tracker) -> None:
    assert tracker.find("#4", *SHOWABLE).kind == "event"
    with tracker.at() as view:
        assert shown(view, "#4")


def test_a_reference_that_fits_several_names_them(tracker: Tracker) -> None:
    with pytest.raises(AmbiguousError) as refused:
        tracker.find("cross", *SHOWABLE)
    sentence = f"{refused.value} {refused.value.hint}"
    assert "crossing" in sentence
    assert "crossroads" in sentence


def test_a_reference_that_fits_nothing_is_refused(tracker: Tracker) -> None:
    with pytest.raises(NotFoundError):
        tracker.find("tunnel", *SHOWABLE)


def test_an_id_in_other_letters_goes_before_the_words_of_a_title(tracker: Tracker) -> None:
    tracker.record(agreed("gate", title="A gate at the crossing"))
    assert tracker.find("CROSSING", *SHOWABLE).name == "crossing"
