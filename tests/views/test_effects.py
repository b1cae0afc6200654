"""Recording tells how things stood and stand, and what is worth a second look; a dry run only tells."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.application import Tracker
from tracker.testing import agreed, claimed
from tracker.views.effects import supposed

TODAY = datetime(2026, 1, 1, 12, tzinfo=UTC)
MINUTES = """\
meeting: {id: m, held: 2022-03-14}
commitments:
  - {id: x, text: A bridge., obligors: US}
  - {id: y, text: A road., obligors: US}
"""


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    return Tracker(tmp_path / "desk.db", user="tester", now=lambda: TODAY)


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and not each.name.endswith(("-shm", "-wal"))
    }


def test_a_dry_run_and_a_recording_tell_the_same_before_and_after(tracker: Tracker) -> None:
    tracker.record(agreed("x"))
    news = claimed("x", "stalled", obligor="US", by="US", on="2023-01-01")
    would = tracker.record(news, dry_run=True).effects
    did = tracker.record(news).effects
    assert would == did
    assert len(did) == 1
    assert did[0].startswith("x: ")
    assert "→ stalled (US side)" in did[0]


def test_a_retraction_tells_what_stands_no_more(tracker: Tracker) -> None:
    tracker.record(agreed("x"))
    assert tracker.retract("#1", "a mistake").effects == ("x: nothing of it counts today",)


def test_a_dry_run_leaves_the_store_and_its_view_as_they_are(tracker: Tracker, tmp_path: Path) -> None:
    tracker.record(agreed("x"))
    tracker.status()
    before = on_disk(tmp_path)
    outcome = tracker.record(claimed("x", "stalled"), dry_run=True)
    assert outcome.effects
    tracker.retract("#1", "a mistake", dry_run=True)
    assert on_disk(tmp_path) == before


def test_a_dry_run_makes_no_store(tracker: Tracker, tmp_path: Path) -> None:
    assert tracker.record_minutes(MINUTES.encode(), "m.yaml", dry_run=True).facts
    assert on_disk(tmp_path) == {}


def test_of_many_commitments_the_first_are_told_and_the_others_counted(tracker: Tracker) -> None:
    lines = "".join(f"  - {{id: c-{n}, text: t, obligors: US}}\n" for n in range(13))
    minutes = f"meeting: {{id: m, held: 2022}}\ncommitments:\n{lines}"
    effects = tracker.record_minutes(minutes.encode(), "m.yaml").effects
    assert len(effects) == 11
    assert effects[-1] == "… and 3 more commitments"


def test_what_is_dated_in_the_future_is_said(tracker: Tracker) -> None:
    tracker.record(agreed("x"))
    notes = tracker.record(claimed("x", "stalled", on="2026-01-02")).notes
    assert "2026-01-02 is in the future: no table shows it before" in notes
    assert not any("in the future" in note for note in tracker.record(claimed("x", on="2026-01-01")).notes)


def test_what_is_dated_before_the_agreement_is_said(tracker: Tracker) -> None:
    tracker.record(agreed("x"))
    notes = tracker.record(claimed("x", "stalled", on="2022-03-13")).notes
    assert any(note.startswith("2022-03-13 is before x was agreed (2022-03-14)") for note in notes)


def test_a_clock_that_was_ahead_is_said_as_long_as_it_is(tmp_path: Path) -> None:
    ahead = Tracker(tmp_path / "desk.db", user="tester", now=lambda: TODAY.replace(year=2027))
    ahead.record(agreed("x"))
    right = Tracker(tmp_path / "desk.db", user="tester", now=lambda: TODAY)
    assert any("#1 is stamped 2027-01-01, in the future" in note for note in right.record(agreed("y")).notes)


def test_what_is_no_longer_in_a_file_but_stands_is_said(tracker: Tracker) -> None:
    tracker.record_minutes(MINUTES.encode(), "m.yaml")
    without = MINUTES.rpartition("  - ")[0]
    outcome = tracker.record_minutes(without.encode(), "m.yaml")
    assert not outcome.facts
    assert outcome.notes == ["no longer in the file, still stands: #3"]


def test_what_another_file_of_the_same_command_said_is_not_missed(tracker: Tracker) -> None:
    other = b"meeting: {id: later, held: 2023-01-01}\n"
    follow_up = (
        b"updates: [{commitment: x, by: US, status: stalled, effective: 2023-05-01}]\n"
        b"deadlines: [{commitment: x, deadline: 2025, announced: 2023-05-01}]\n"
    )
    tracker.record_files([(MINUTES.encode(), "m.yaml"), (other, "o.yaml"), (follow_up, "f.yaml")])
    assert tracker.record_minutes(MINUTES.encode(), "m.yaml").notes == []
    without = MINUTES.rpartition("  - ")[0]
    (note,) = tracker.record_minutes(without.encode(), "m.yaml").notes
    assert note.startswith("no longer in the file, still stands: #")


def test_fifty_unknown_names_are_one_note(tracker: Tracker) -> None:
    lines = "".join(f"  - {{id: c-{n}, text: t, obligors: US, lead: Office {n}}}\n" for n in range(50))
    minutes = f"meeting: {{id: m, held: 2022}}\ncommitments:\n{lines}"
    notes = [n for n in tracker.record_minutes(minutes.encode(), "m.yaml").notes if "nobody recorded" in n]
    assert len(notes) == 1
    assert "and 38 more" in notes[0]


def test_fifty_claims_of_the_future_are_one_note(tracker: Tracker) -> None:
    days = [f"2026-02-{day:02}" for day in range(1, 29)] + [f"2026-03-{day:02}" for day in range(1, 23)]
    claims = "".join(f"  - {{commitment: x, by: US, status: stalled, effective: {day}}}\n" for day in days)
    notes = tracker.record_minutes(f"{MINUTES}updates:\n{claims}".encode(), "m.yaml").notes
    assert [note for note in notes if "in the future" in note] == [
        "2026-02-01 is in the future: no table shows it before; and 49 more like it"
    ]


def test_what_was_supposed_is_taken_out_of_the_view_again(tracker: Tracker) -> None:
    tracker.record(agreed("x"))
    would = tracker.record(claimed("x", "stalled"), dry_run=True).stored()
    with tracker.view() as view:
        before = list(view.iterdump())
        with supposed(view, would):
            assert list(view.iterdump()) != before
        assert list(view.iterdump()) == before
