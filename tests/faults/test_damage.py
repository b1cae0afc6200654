"""A damaged log is refused with the place; verify finds it, and a backup restores it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.cli import main


def tracker(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "log.db"
    assert tracker("demo", "--store", str(path)).exit_code == 0
    return path


def damage(path: Path) -> None:
    """Overwrite the last page, which holds events, behind SQLite's back."""
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xff" * len(content[4096 * 2 :])
    path.write_bytes(content)


def test_a_damaged_log_is_refused_and_verify_finds_it(store: Path) -> None:
    damage(store)
    shown = tracker("events", "--store", str(store))
    assert shown.exit_code == 2
    assert "is damaged" in shown.stderr
    assert "restore a backup" in shown.stderr
    verified = tracker("verify", "--store", str(store))
    assert verified.exit_code == 1
    assert "damaged" in verified.stderr


def test_a_backup_is_whole_and_takes_the_place_of_a_damaged_log(store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "backup.db"
    assert tracker("backup", str(copy), "--store", str(store)).exit_code == 0
    before = tracker("events", "-f", "ndjson", "--store", str(store)).stdout
    damage(store)
    copy.replace(store)
    assert tracker("verify", "--store", str(store)).exit_code == 0
    assert tracker("events", "-f", "ndjson", "--store", str(store)).stdout == before
    assert "otay-mesa-east" in tracker("status", "--store", str(store)).stdout


def test_a_backup_never_writes_over_a_file(store: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    refused = tracker("backup", str(there), "--store", str(store))
    assert (refused.exit_code, there.read_text()) == (2, "mine")
