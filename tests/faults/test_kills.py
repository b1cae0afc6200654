"""Killed in the middle of anything, the tracker loses nothing that it acknowledged."""

from pathlib import Path

from kills import WORKS, run


def test_a_kill_at_a_random_moment_loses_no_acknowledged_event(tmp_path: Path) -> None:
    counts = run(kills=3 * len(WORKS), seed=20260101, folder=tmp_path)
    assert set(counts) == set(WORKS)
