"""A tracker that nobody closes lets go of its files as soon as nobody has it."""

import gc
import weakref
from pathlib import Path

from tracker.application import Tracker
from tracker.testing import agreed, claimed


def test_a_tracker_that_is_let_go_is_gone_at_once(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "commitments.db", user="desk")
    tracker.record(agreed("crossing"))
    tracker.record(claimed("crossing"))
    tracker.status()
    gc.collect()
    gc.disable()
    try:
        gone = weakref.ref(tracker)
        del tracker
        assert gone() is None
    finally:
        gc.enable()
