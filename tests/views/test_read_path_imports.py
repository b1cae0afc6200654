"""What a command loads: reading neither pydantic nor eventsourcing, the help text nothing heavy."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import LONGEST

from tracker.application import Tracker
from tracker.testing import agreed, held

HEAVY = ("pydantic", "pydantic_core", "eventsourcing")
RUN = """
import json, sys
from tracker.cli import main
code = 0
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code or 0
sys.stdout.flush()
sys.stderr.write(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def loaded(*arguments: str) -> set[str]:
    """Run a command line in a process of its own; give the modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=LONGEST,
        env={name: value for name, value in os.environ.items() if name != "TRACKER_STORE"},
    )
    result = json.loads(done.stderr.splitlines()[-1])
    assert result["code"] == 0
    return set(result["modules"])


@pytest.fixture
def store(tmp_path: Path) -> str:
    tracker = Tracker(tmp_path / "log.db", user="tester")
    tracker.record(held())
    tracker.record(agreed(occasion="summit"))
    tracker.status()
    tracker.close()
    return str(tmp_path / "log.db")


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["status", "-f", "json"],
        ["status", "-f", "ids", "--as-of", "2023", "--known-at", "#1"],
        ["show", "crossing"],
        ["timeline", "crossing"],
        ["meetings"],
        ["events"],
    ],
)
def test_reading_a_current_view_loads_neither_pydantic_nor_eventsourcing(
    store: str, arguments: list[str]
) -> None:
    modules = loaded("--store", store, *arguments)
    assert modules.isdisjoint(HEAVY)
    assert "sqlite3" in modules


def test_reading_a_view_that_has_to_catch_up_loads_neither_either(store: str) -> None:
    tracker = Tracker(store, user="tester")
    tracker.record(agreed("another"))
    tracker.close()
    assert loaded("--store", store, "status").isdisjoint(HEAVY)


def test_recording_does_load_them(store: str) -> None:
    """The measure measures."""
    assert set(HEAVY) <= loaded(
        "--store", store, "agree", "third", "--text", "t", "--obligors", "US", "--on", "2022"
    )


@pytest.mark.parametrize("arguments", [["--help"], ["status", "--help"], ["--version"]])
def test_the_help_text_loads_nothing_heavy(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert modules.isdisjoint({*HEAVY, "tabulate", "yaml", "hypothesis", "pytest"})
    ours = {
        name for name in modules if name.startswith(("tracker.log", "tracker.views", "tracker.decisions"))
    }
    assert not {name for name in ours if name.count(".") > 1}


def test_the_shortest_way_to_the_help_text_does_not_open_sqlite() -> None:
    assert "sqlite3" not in loaded("--help")


def test_the_test_harness_loads_nothing_heavy_before_it_is_used() -> None:
    code = "import sys, tracker.testing; print([name for name in sys.argv[1:] if name in sys.modules])"
    command = [sys.executable, "-c", code, *HEAVY]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LONGEST)
    assert done.stdout.strip() == "[]"


def test_a_table_is_drawn_without_what_tells_a_version_and_a_name_checked_only_if_there_is_one(
    store: str,
) -> None:
    plain = loaded("--store", store, "status")
    assert "tabulate" in plain
    assert not plain & {"importlib.metadata", "email.message", "difflib", "rapidfuzz"}


def test_what_stood_in_for_a_version_is_gone_afterwards() -> None:
    ask = (
        "import tracker.pages.drawing as d; assert d.drawing().tabulate([['a']]).strip('- \\n') == 'a';"
        "from importlib.metadata import version; assert version('click')"
    )
    subprocess.run([sys.executable, "-c", ask], check=True, timeout=LONGEST)
