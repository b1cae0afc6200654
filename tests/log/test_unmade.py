"""What is recorded first makes the store, is decided once, and counts on nobody else having made it."""

from pathlib import Path
from typing import Any

import pytest

from tracker.application import Tracker
from tracker.decisions.record_facts import RecordFacts
from tracker.errors import RefusedError, TrackerError
from tracker.testing import agreed, claimed, held


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new.db"


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> list[RecordFacts]:
    """Remember every decision that is decided, each time it is."""
    found: list[RecordFacts] = []
    decide = RecordFacts.decide

    def remembering(use_case: RecordFacts) -> None:
        found.append(use_case)
        decide(use_case)

    monkeypatch.setattr(RecordFacts, "decide", remembering)
    return found


def test_a_first_fact_is_decided_once(path: Path, decided: list[RecordFacts]) -> None:
    outcome = Tracker(path, user="desk").record(held("m"))
    assert [position for position, _ in outcome.facts] == [1]
    assert len(decided) == 1


def test_what_is_refused_or_only_tried_makes_no_store(path: Path) -> None:
    tracker = Tracker(path, user="desk")
    with pytest.raises(TrackerError, match="no commitment nowhere"):
        tracker.record(claimed("nowhere"))
    assert tracker.record(held("m"), dry_run=True).facts[0][0] is None
    assert not path.exists()
    tracker.record(held("m"))
    assert path.exists()


def test_another_who_makes_the_store_meanwhile_is_not_overlooked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = Tracker(path, user="ours"), Tracker(path, user="theirs")
    ours.record(held("m"), dry_run=True)  # finds nothing
    reading = type(ours._recorder).read
    before = [lambda: theirs.record(agreed("c", occasion=None, on="2020-01-01"))]

    def read(recorder: Any, *args: Any, **options: Any) -> Any:
        found = reading(recorder, *args, **options)
        if before:
            before.pop()()
        return found

    monkeypatch.setattr(type(ours._recorder), "read", read)
    with pytest.raises(RefusedError, match="c is recorded already"):
        ours.record(agreed("c", occasion=None, on="2021-01-01"))
