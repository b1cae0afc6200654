"""Whatever is recorded in whatever order: again is nothing, and undo and redo lead back."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.application import Tracker
from tracker.errors import NotFoundError, TrackerError
from tracker.testing import clock
from tracker.views.events import REDONE, UNDONE

MOST_RUNS = 30
MEETINGS = ("m-one", "m-two", "m-three")


@st.composite
def versions_of_a_file(draw: st.DrawFn, number: int) -> list[bytes]:
    """Draw minutes of one meeting and edited versions of them."""
    versions = []
    for _ in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from(["A bridge.", "A longer bridge."]))
        deadline = draw(st.sampled_from(["2025", "2026-06-30"]))
        lines = [
            f"meeting: {{id: {MEETINGS[number]}, held: 2022-03-1{number}}}",
            "commitments:",
            f"  - {{id: c-{number}, text: {text}, obligors: [US, MX], deadline: {deadline}}}",
        ]
        note = draw(st.sampled_from(["", "late", "later"]))
        if note:
            claim = f"commitment: c-{number}, by: US, status: stalled, effective: 2023, external: u"
            lines.append(f"updates: [{{{claim}-{number}, note: {note}}}]")
        if draw(st.booleans()):
            revision = f"commitment: c-{number}, announced: 2023-02, deadline: 2027"
            lines.append(f"deadlines: [{{{revision}}}]")
        if draw(st.booleans()):
            lines.append(f"sources: [https://a.example/{number}]")
        if draw(st.booleans()):
            proposal = f"id: p-{number}, text: {text}, obligors: [US], by: MX"
            lines.append(f"proposals: [{{{proposal}}}]")
        versions.append("\n".join(lines).encode())
    return versions


@st.composite
def recordings(draw: st.DrawFn) -> list[tuple[str, bytes]]:
    """Draw the versions of up to three files in any order, as (name, text)."""
    files = draw(st.integers(1, 3))
    told = [(f"{n}.yaml", text) for n in range(files) for text in draw(versions_of_a_file(n))]
    return draw(st.permutations(told))


def a_tracker(folder: str, user: str = "tester") -> Tracker:
    return Tracker(Path(folder) / "desk.db", user=user, now=clock())


def number_of_events(tracker: Tracker) -> int:
    log = tracker.store.read()
    try:
        return log.head()
    finally:
        log.close()


def recorded(tracker: Tracker, told: list[tuple[str, bytes]]) -> dict[str, bytes]:
    """Record in this order; give the version of each file that was accepted last.

    A version that was replaced before is recorded anew only if it is restored, so it is.
    """
    current = {}
    for name, text in told:
        tracker.record_minutes(text, name, restores=True)
        current[name] = text
    return current


def table(tracker: Tracker) -> list[dict[str, Any]]:
    return [dict(row) for row in tracker.status(as_of="2026-01-01")]


def take_back(tracker: Tracker) -> None:
    """Undo, as the verb does it."""
    tracker.retract_all([each for _, each, _ in tracker.last_batch().events], UNDONE, with_dependents=True)


def take_back_undoing(tracker: Tracker) -> None:
    """Redo, as the verb does it."""
    tracker.retract_all([each for _, each, _ in tracker.last_undoing().events], REDONE)


@given(recordings(), st.data())
@settings(max_examples=MOST_RUNS, deadline=None)
def test_the_current_files_again_in_any_order_add_nothing(
    told: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        tracker = a_tracker(folder)
        current = recorded(tracker, told)
        before = number_of_events(tracker)
        for name in data.draw(st.permutations(sorted(current))):
            assert not tracker.record_minutes(current[name], name).facts
        assert number_of_events(tracker) == before


@given(recordings())
@settings(max_examples=MOST_RUNS, deadline=None)
def test_what_was_undone_is_recorded_anew_only_if_it_is_restored(told: list[tuple[str, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        tracker = a_tracker(folder)
        name, text = told[0]
        first = tracker.record_minutes(text, name)
        take_back(tracker)
        before = number_of_events(tracker)
        again = tracker.record_minutes(text, name)
        assert not again.facts
        assert any("--restore records" in note for note in again.notes)
        assert number_of_events(tracker) == before
        anew = tracker.record_minutes(text, name, restores=True)
        assert len(anew.facts) == len(first.facts)
        assert not tracker.record_minutes(text, name).facts


@given(recordings(), st.integers(1, 4))
@settings(max_examples=MOST_RUNS, deadline=None)
def test_as_many_redos_as_undos_lead_back(told: list[tuple[str, bytes]], undos: int) -> None:
    with TemporaryDirectory() as folder:
        tracker = a_tracker(folder)
        recorded(tracker, told)
        before = table(tracker)
        done = 0
        for _ in range(undos):
            try:
                take_back(tracker)
            except TrackerError:
                break  # nothing is left that could be undone
            done += 1
        assert done
        for _ in range(done):
            take_back_undoing(tracker)
        assert table(tracker) == before


def test_what_another_user_did_is_undone_only_if_anyones_is_asked_for(tmp_path: Path) -> None:
    ana = Tracker(tmp_path / "desk.db", user="ana", now=clock())
    ana.record_minutes(b"meeting: {id: m, held: 2022}", "m.yaml")
    bea = Tracker(tmp_path / "desk.db", user="bea", now=clock())
    with pytest.raises(NotFoundError):
        bea.last_batch()
    assert bea.last_batch(of_anyone=True).user == "ana"


@given(recordings())
@settings(max_examples=25, deadline=None)
def test_each_undo_leads_to_the_table_before_the_command(told: list[tuple[str, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        tracker = a_tracker(folder)
        tables = []
        for name, text in told:
            before = table(tracker) if tracker.store.exists() else []
            if tracker.record_minutes(text, name, restores=True).facts:
                tables.append(before)
        for before in reversed(tables):
            take_back(tracker)
            assert table(tracker) == before


def test_a_retraction_is_a_command_whatever_word_its_reason_begins_with(tmp_path: Path) -> None:
    tracker = a_tracker(str(tmp_path))
    tracker.record_minutes(b"meeting: {id: m, held: 2024}", "m.yaml")
    ((_, event, _),) = tracker.last_batch().events
    tracker.retract(event, "undoneness is no undoing")
    ((_, _, stored_type),) = tracker.last_batch().events
    assert stored_type == "event.retracted"
    take_back(tracker)
    assert [each for _, each, _ in tracker.last_batch().events] == [event]
