"""The manual page is made from the help of the verbs, and comes with the package."""

import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from waiting import LONGEST

from tracker.cli import main
from tracker.cli.man import manual
from tracker.cli.verbs import VERBS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tracker.1"


def test_the_manual_page_says_what_the_help_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(main), "tracker help --man > docs/tracker.1"


def test_the_manual_page_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"docs/tracker.1": "share/man/man1/tracker.1"}


@pytest.mark.skipif(not shutil.which("man"), reason="there is no man here")
def test_man_reads_the_page_without_a_warning() -> None:
    read = subprocess.run(
        ["man", "--warnings", "-l", str(PAGE)],
        env={"MANWIDTH": "80", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert (read.returncode, read.stderr) == (0, "")
    for name in VERBS:
        assert f"tracker {name}" in read.stdout


def test_making_the_page_takes_no_option_of_a_verb_away() -> None:
    context = click.Context(main, **main.context_settings)
    amend = main.get_command(context, "amend")
    assert amend is not None
    amend._help_option = None  # as in a process that has only just begun
    manual(main)
    assert CliRunner().invoke(main, ["amend", "-h"]).exit_code == 0
