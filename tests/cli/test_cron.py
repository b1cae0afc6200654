"""The line for cron does what is said of it: it mails what is found, and nothing where nothing is."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import CommandLine, bare_environment
from waiting import LONGEST

import tracker as package

ROOT = Path(__file__).parents[2]


def line_in_help(desk: CommandLine) -> str:
    return next(
        line.strip() for line in desk.done("check", "--help").stdout.splitlines() if "|| mail" in line
    )


def line_in_guide(_: CommandLine) -> str:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    return next(line for line in guide.splitlines() if re.match("tracker check .*mail", line))


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def mails(desk: CommandLine, line: str, store: str) -> list[str]:
    """Let cron's shell run a line with a stand-in for mail; give the bodies that were mailed."""
    programs, box = desk.folder / "bin", desk.folder / "box"
    box.mkdir(exist_ok=True)
    program(programs, "tracker", f'exec "{sys.executable}" -m tracker "$@"')
    program(programs, "mail", f'echo "$@" >> "{box}/arguments"; cat > "{box}/$$"')
    ran = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=desk.folder,
        env=bare_environment()
        | {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(Path(package.__file__).parents[1]),
            "HOME": str(desk.folder),
            "TRACKER_STORE": store,
        },
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == (b"", b"")  # of which cron would make a second mail
    return [each.read_text(encoding="utf-8") for each in box.iterdir() if each.name != "arguments"]


@pytest.mark.parametrize("line_in", [line_in_help, line_in_guide])
def test_the_line_for_cron_mails_the_table_and_nothing_when_all_is_well(
    line_in: Callable[[CommandLine], str], desk: CommandLine
) -> None:
    line = line_in(desk)
    assert "%" not in line  # the end of a line to cron
    desk.done("init", "--store", "empty.db")
    assert mails(desk, line, "empty.db") == []
    (body,) = mails(desk, line, desk.store.name)
    assert "radio-network" in body
    assert "Error" not in body
    assert "Commitments desk@example.org" in (desk.folder / "box" / "arguments").read_text()


def test_what_could_not_be_checked_is_mailed_with_its_reason(desk: CommandLine) -> None:
    (body,) = mails(desk, line_in_help(desk), "nothere.db")
    assert body.startswith("Error: there is no store at nothere.db")
