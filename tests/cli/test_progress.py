"""How far something is: a bar on a terminal where it takes long, gone when it is done; nothing elsewhere."""

import sys

import pytest
from command_line import CommandLine
from test_terminals import on_a_terminal

WITHOUT_PATIENCE = """
import sys
import tracker.cli.progress as progress
import tracker.log.upkeep as upkeep
import tracker.projections.build as build
from tracker.cli import main

progress.SHOW_AFTER_SECONDS = float(sys.argv[1])
build.BATCH = upkeep.CHUNK = 1
main(sys.argv[2:])
"""
EACH = {
    "rebuild": "Rebuilding",
    "verify": "Verifying",
    "backup saved.db": "Copying",
    "restore saved.db": "Verifying",
    "copy --to other.db": "Copying",
    "import history.ndjson --store new.db": "Importing",
    "record minutes.yaml --store third.db": "Recording",
    "status --store new.db": "Building the view",
}
MINUTES = """
meeting: {id: m, held: 2024-01-01}
commitments: [{id: a, text: One, obligors: MX}, {id: b, text: Two, obligors: US}]
"""


def ran(desk: CommandLine, command: str, *, after: float) -> tuple[int, str]:
    return on_a_terminal(desk, sys.executable, "-c", WITHOUT_PATIENCE, str(after), *command.split())


@pytest.fixture
def desk_of_all(desk: CommandLine) -> CommandLine:
    (desk.folder / "minutes.yaml").write_text(MINUTES)
    desk.done("record", "minutes.yaml")
    desk.done("export", "-o", "history.ndjson")
    return desk


def test_whatever_takes_long_shows_how_far_it_is_and_clears_it_away(desk_of_all: CommandLine) -> None:
    for command, title in EACH.items():
        code, seen = ran(desk_of_all, command, after=0.0)
        assert code == 0, seen
        assert title in seen, command
        assert "\r\x1b[K" in seen[seen.rindex(title) :], command


def test_what_is_quick_or_quiet_shows_nothing(desk_of_all: CommandLine) -> None:
    for command in ("rebuild", "verify"):
        assert "\r\x1b[K" not in ran(desk_of_all, command, after=60.0)[1]
    assert "Rebuilding" not in ran(desk_of_all, "rebuild -q", after=0.0)[1]


def test_a_pipe_has_no_bar(desk_of_all: CommandLine) -> None:
    assert "Rebuilding" not in desk_of_all.done("rebuild").stderr
