"""Many processes on one file see no error and lose nothing."""

from pathlib import Path

from crowd import run


def test_eight_processes_recording_at_once_lose_nothing(tmp_path: Path) -> None:
    figures = run(processes=8, seconds=2, folder=tmp_path)
    assert figures.acknowledged == figures.found > 0
