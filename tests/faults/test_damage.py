"""A damaged log is refused with the place; verify finds it, and a backup restores it."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.cli import main

MINUTES = "institutions: [{party: US, id: DHS, names: Department of Homeland Security}]"


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


def changed(path: Path, statement: str) -> None:
    """Execute a statement on a log whose guards look away; they are put back, since they are looked at."""
    connection = sqlite3.connect(path)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for trigger, _ in guards:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    for _, text in guards:
        connection.execute(text)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("data = 'no JSON'", "event #3 cannot be read"),
        ("data = ''", "event #3 cannot be read"),
        ("data = '[]'", "event #3 cannot be read"),
        ("data = '{}'", "event #3 cannot be read"),
        ("data = json_set(data, '$.stamp.schema_version', 99)", "event #3"),
        ("data = CAST(x'ff' AS TEXT)", "event #3 cannot be read"),
        ("tags = 'no JSON'", "the tags of event #3 cannot be read"),
        ("tags = '7'", "the tags of event #3 cannot be read"),
        ("tags = ''", "the tags of event #3 cannot be read"),
    ],
)
def test_an_event_that_cannot_be_read_is_named_by_whoever_comes_upon_it(
    change: str, said: str, store: Path, tmp_path: Path
) -> None:
    changed(store, f"UPDATE events SET {change} WHERE position = 3")
    shutil.rmtree(store.with_name("log.db.views"))
    before = store.read_bytes()
    found = {}
    for command in (
        ("verify",),
        ("copy", "--to", str(tmp_path / "copied.db")),
        ("status",),
        ("export",),
        ("events",),
        ("record", "-"),
        ("rebuild",),
    ):
        ran = CliRunner().invoke(
            main, [*command, "--store" if command[0] != "copy" else "--from", str(store)], MINUTES
        )
        assert ran.exception is None or isinstance(ran.exception, SystemExit), (command, ran.exception)
        assert "Traceback" not in ran.stderr
        found[command[0]] = ran.exit_code
        if ran.exit_code:
            assert "Error: " in ran.stderr
            assert said.removeprefix("event ") in ran.stderr, (command, ran.stderr)
        elif command[0] in {"status", "export"} and change.startswith("data"):
            assert "vent #3 " in ran.stderr, (command, ran.stderr)
    assert found["verify"] == 1
    assert found["copy"] == 2
    reading = {found[command] for command in ("status", "export", "events", "rebuild")}
    if change.startswith("data"):  # one event that is no fact stops nobody; one of a newer tracker does
        assert reading == {2 if "99" in change else 0}
    assert store.read_bytes() == before or found["record"] == 0
