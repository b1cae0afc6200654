"""A desk as a test uses it: the command line in this process, with one store and folders of its own."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner
from waiting import Child

from tracker.cli import main


class Ran(NamedTuple):
    """What a command did."""

    exit_code: int
    stdout: str
    stderr: str


class Desk:
    """Runs `tracker` on one store, named by --store. What is no exit is raised, so that it fails the test."""

    def __init__(self, store: str, folder: Path) -> None:
        self.store = store
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def __call__(self, *arguments: str, stdin: str = "") -> Ran:
        """Run a command."""
        result = CliRunner().invoke(
            main, [*arguments, "--store", self.store], input=stdin, env=self.environment
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    def done(self, *arguments: str, stdin: str = "", exit_code: int = 0) -> Ran:
        """Run a command that must succeed."""
        ran = self(*arguments, stdin=stdin)
        assert ran.exit_code == exit_code, ran
        return ran

    def started(self, *arguments: str) -> Child:
        """Start a command in a process of its own."""
        environment = {name: value for name, value in self.environment.items() if value is not None}
        return Child(
            [sys.executable, "-m", "tracker", *arguments, "--store", self.store],
            env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
        )

    @property
    def environment(self) -> dict[str, str | None]:
        """The environment that commands run in."""
        return {
            "TRACKER_USER": "somebody-else",
            "TRACKER_STORE": None,
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "NO_COLOR": "1",
            "COLUMNS": None,
            "PGPASSWORD": None,
        }
