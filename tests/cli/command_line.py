"""The command line as a test uses it: in this process, in a folder of its own, at a pinned moment."""

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import click
from click.testing import CliRunner

from events.tags import digest_of, tags_of
from tracker.application import Tracker
from tracker.cli import main

TODAY = "2025-06-30"
GOLDEN = Path(__file__).with_name("golden")
DOSSIER = Path(__file__).with_name("dossier")
HISTORIES = Path(__file__).parents[1] / "histories"


def bare_environment() -> dict[str, str]:
    """Give what a Python must be told to run at all: where its own library is, and where ours are."""
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "PYTHONPATH") if name in os.environ}


class Ran(NamedTuple):
    """What a command did."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """The JSON on stdout."""
        return json.loads(self.stdout)

    @property
    def sentences(self) -> list[str]:
        """The lines on stderr."""
        return self.stderr.splitlines()


class CommandLine:
    """Runs `tracker` in a folder: the clock is pinned, ids are drawn in order, `desk` records.

    Anything but an exit is raised, so that a traceback fails the test.
    """

    def __init__(self, folder: Path, today: str = TODAY) -> None:
        self.folder = folder
        self.store = folder / "desk.db"
        self._drawn = 0
        self._width: int | None = None
        self.on(today)

    def on(self, day: str) -> "CommandLine":
        """Let it be noon of a day."""
        self._now = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
        return self

    def drawing_from(self, number: int) -> "CommandLine":
        """Let the next ids be drawn from a number on: a store that was imported has the first ones."""
        self._drawn = number
        return self

    def terminal(self, width: int | None) -> "CommandLine":
        """Let tables be drawn for a terminal so wide; None is no terminal."""
        self._width = width
        return self

    def __call__(self, *arguments: str, stdin: bytes | str = b"", **environment: str | None) -> Ran:
        """Run a command."""
        runner = CliRunner()
        with self._pinned():
            result = runner.invoke(
                main, list(arguments), stdin, self.environment | environment, prog_name="tracker"
            )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(
            result.exit_code,
            result.stdout_bytes.decode("utf-8", "surrogateescape"),
            result.stderr_bytes.decode("utf-8", "surrogateescape"),
        )

    def done(self, *arguments: str, stdin: bytes | str = b"") -> Ran:
        """Run a command that must succeed."""
        ran = self(*arguments, stdin=stdin)
        assert ran.exit_code == 0, ran.stderr
        return ran

    def refused(self, *arguments: str, stdin: bytes | str = b"", exit_code: int = 1) -> list[str]:
        """Run a command that must be refused and change nothing; give what it says on stderr."""
        before = self.log(), self.files()
        ran = self(*arguments, stdin=stdin)
        assert ran.exit_code == exit_code, (ran.stderr, ran.stdout)
        assert ran.stdout == ""
        assert "Traceback" not in ran.stderr
        assert (self.log(), self.files()) == before
        return ran.sentences

    def record_dossier(self) -> "CommandLine":
        """Record the dossier of these tests, each file on the day its name begins with."""
        for minutes in sorted(DOSSIER.glob("*.yaml")):
            shutil.copy(minutes, self.folder)
            self.on(minutes.name[:10]).done("record", minutes.name, "-q")
        self.on("2025-01-08").done("update", "radio", "en-curso", "--by", "PA", "--on", "2025-01-07", "-q")
        return self.on(TODAY)

    def copy(self, folder: Path) -> "CommandLine":
        """Give the same desk in another folder."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other = CommandLine(folder)
        other._drawn, other._now = self._drawn, self._now
        return other

    def log(self) -> str | None:
        """Give everything the store holds, as SQL; None if there is no store."""
        if not self.store.exists():
            return None
        connection = sqlite3.connect(f"{self.store.as_uri()}?mode=ro", uri=True)
        try:
            return "\n".join(connection.iterdump())
        finally:
            connection.close()

    def files(self) -> list[str]:
        """List the files there are, but for what SQLite and the views keep beside a store."""
        names = (str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))
        return sorted(name for name in names if ".db-" not in name and ".db.views" not in name)

    @property
    def environment(self) -> dict[str, str | None]:
        """The environment that commands run in."""
        return {
            "TRACKER_STORE": self.store.name,
            "TRACKER_USER": "desk",
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "NO_COLOR": None,
            "COLUMNS": None,
        }

    @contextlib.contextmanager
    def _pinned(self) -> Iterator[None]:
        defaults = Tracker.__init__.__kwdefaults__
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(defaults, now=lambda: self._now),
            mock.patch("tracker.application.event_ids", self._ids),
            mock.patch("tracker.cli.session.width", return_value=self._width),
        ):
            yield

    def _ids(self, _: object) -> Iterator[str]:
        while True:
            self._drawn += 1
            yield f"01980000-0000-7000-8000-{self._drawn:012x}"


STAMP = {
    "id": "id",
    "recorded_at": "time",
    "recorded_by": "recordedby",
    "batch": "batch",
    "tool_version": "toolversion",
    "schema_version": "schemaversion",
}
"""The fields of a stamp → the keys of a line of a history."""


def signed(event: dict[str, Any]) -> dict[str, Any]:
    """Give a changed line of a history the digest of what it says now, as if it had been recorded so."""
    stamp = {name: event[key] for name, key in STAMP.items()}
    tags = tags_of(event["type"], event["data"], stamp)
    return {**event, "digest": digest_of(event["type"], tags, event["data"], stamp)}


def verbs() -> dict[str, click.Command]:
    """Give every verb by its name."""
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: verb for name, verb in found.items() if verb is not None}


def options_of(verb: click.Command) -> set[str]:
    """List the options of a verb, long and short."""
    options = (each for each in verb.params if isinstance(each, click.Option))
    return {name for each in options for name in (*each.opts, *each.secondary_opts)} | {"-h", "--help"}
