"""The documents as programs: their files are written, their sessions run, their commands are looked up.

A fenced block says what it is in its first line: `console` is a session with its exact output, `console
server` and `sql server` one on a PostgreSQL server, `sh` holds commands that are looked up and not run,
`text` is to be read; any other block with a name, like `yaml minutes.yaml`, is a file.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from click.testing import CliRunner
from waiting import LONGEST

import tracker
from tracker.application import Tracker
from tracker.cli import main

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date().isoformat()
"""The day on which every session of the documents takes place."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_FENCE = re.compile(r"^```(\S*) ?(.*)\n((?:(?!```).*\n)*)```$", re.MULTILINE)
_FOR_A_SHELL = set("|<>;&$*`")


class Block(NamedTuple):
    """A fenced block: its language, what else its first line says, and its text with the line it is on."""

    language: str
    name: str
    text: str
    line: int


class Step(NamedTuple):
    """A command of a session, and what it prints."""

    command: str
    output: str


def blocks(document: Path) -> list[Block]:
    """List the fenced blocks of a document."""
    text = document.read_text(encoding="utf-8")
    return [
        Block(found[1], found[2], found[3], text.count("\n", 0, found.start()) + 1)
        for found in _FENCE.finditer(text)
    ]


def steps(session: str) -> list[Step]:
    """List the commands of a session; a line that ends in a backslash goes on."""
    found = re.findall(r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", session, re.MULTILINE)
    return [Step(command.rstrip("\n"), output) for command, output in found]


class Desk:
    """A folder in which the blocks of one document take place, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TRACKER_", "PG", "PYTEST_"))
        }
        scripts = Path(sys.executable).parent
        self.environment = {
            **kept,
            "PATH": f"{scripts}{os.pathsep}{kept['PATH']}",
            "PYTHONPATH": str(Path(tracker.__file__).parents[1]),
            "TRACKER_USER": "desk",
            "COLUMNS": "80",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / ".config"),
            "XDG_DATA_HOME": str(folder / ".data"),
            "XDG_CACHE_HOME": str(folder / ".cache"),
        }

    def happens(self, block: Block) -> str:
        """Let a session or a file of a document happen; give its text with what was printed."""
        if block.language == "console":
            return "".join(f"$ {each.command}\n{self.printed(each)}" for each in steps(block.text))
        (self.folder / block.name).write_text(block.text, encoding="utf-8")
        return block.text

    def printed(self, step: Step) -> str:
        """Run a command; it must succeed, unless what it should print is an error."""
        if step.command.startswith("export "):
            name, _, value = shlex.split(step.command)[1].partition("=")
            self.environment[name] = value
            return ""
        code, printed = self._run(step.command)
        assert bool(code) == ("Error:" in printed), f"{step.command}: exit code {code}\n{printed}"
        return f"{printed.rstrip()}\n".lstrip("\n")

    def _run(self, command: str) -> tuple[int, str]:
        if command.startswith("tracker ") and _FOR_A_SHELL.isdisjoint(command.replace("\\\n", "")):
            return self._run_here(shlex.split(command)[1:])
        ran = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=LONGEST,
        )
        return ran.returncode, ran.stdout

    def _run_here(self, arguments: list[str]) -> tuple[int, str]:
        """Run the command line in this process, on the day of the documents; it is many times as quick."""
        environment = {**dict.fromkeys(os.environ), **self.environment}
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            with patch.dict(Tracker.__init__.__kwdefaults__, now=lambda: NOW):
                ran = CliRunner().invoke(main, arguments, env=environment, prog_name="tracker")
        finally:
            os.chdir(before)
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return ran.exit_code, ran.output


def comparable(text: str, days: set[str]) -> str:
    """Put the day of the documents in place of those on which something was run, one id in place of all."""
    for day in days:
        text = text.replace(day, TODAY)
    return _UUID.sub("<id>", text)


def must_be_true(document: Path, happens: Callable[[Block], str], wanted: Callable[[Block], bool]) -> None:
    """Let the blocks of a document that are wanted happen, and compare what they print.

    With UPDATE_GOLDEN=1 the document is written anew with what they printed.
    """
    days = {datetime.now().astimezone().date().isoformat()}
    text = document.read_text(encoding="utf-8")
    for block in filter(wanted, blocks(document)):
        found = happens(block)
        days.add(datetime.now().astimezone().date().isoformat())
        if comparable(found, days) == comparable(block.text, days):
            continue
        if os.environ.get("UPDATE_GOLDEN"):
            head = f"```{block.language} {block.name}".rstrip()
            text = text.replace(f"{head}\n{block.text}", f"{head}\n{_as_of_the_documents(found, days)}")
            continue
        assert comparable(found, days) == comparable(block.text, days), f"{document.name}:{block.line}"
    if os.environ.get("UPDATE_GOLDEN"):
        document.write_text(text, encoding="utf-8")


def _as_of_the_documents(text: str, days: set[str]) -> str:
    for day in days:
        text = text.replace(day, TODAY)
    return text


def commands(document: Path) -> Iterator[str]:
    """List the commands that a document names and does not run: those of `sh` blocks and in running text."""
    for block in blocks(document):
        if block.language == "sh":
            yield from re.sub(r"\\\n\s*", "", block.text).splitlines()
    prose = _FENCE.sub("", document.read_text(encoding="utf-8"))
    yield from (found for found in re.findall(r"`([^`]+)`", prose) if found.startswith("tracker "))
