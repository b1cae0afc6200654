"""What is measured: the checkout as an installation of its own, and the stores it is measured on."""

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from measuring import LONGEST_SECONDS, environment

CHECKOUT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
INSTALLED = (CHECKOUT / "pyproject.toml", CHECKOUT / "events", CHECKOUT / "tracker")
DIGITS = 12


@dataclass(frozen=True)
class Installation:
    """A virtual environment with this checkout in it, not editable, its bytecode compiled."""

    folder: Path

    @property
    def python(self) -> str:
        """Give the path of the interpreter."""
        return str(self.folder / "bin" / "python")

    @property
    def tracker(self) -> str:
        """Give the path of the command."""
        return str(self.folder / "bin" / "tracker")

    def run(self, script: str, *arguments: str | Path) -> str:
        """Run a script of this folder with the interpreter; give what it printed."""
        command = [self.python, "-B", str(HERE / script), *map(str, arguments)]
        return subprocess.run(
            command,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
            timeout=LONGEST_SECONDS,
        ).stdout


def install(work: Path) -> Installation:
    """Install the checkout, unless an installation of the same code is there."""
    there = Installation(work / f"installed-{_digest(*INSTALLED)}")
    if Path(there.tracker).exists():
        return there
    shutil.rmtree(there.folder, ignore_errors=True)
    aside = there.folder
    for command in (
        [sys.executable, "-m", "venv", str(aside)],
        # The command's own lines are pip's: those of an old one load `re`, a fifth of completing a reference.
        [there.python, "-m", "pip", "install", "--quiet", "--upgrade", "pip"],
        [there.python, "-m", "pip", "install", "--quiet", str(CHECKOUT)],
        [there.python, "-m", "compileall", "-q", str(aside / "lib")],
    ):
        subprocess.run(command, check=True, stdout=sys.stderr, env=environment(), timeout=LONGEST_SECONDS)
    return there


@dataclass(frozen=True)
class Store:
    """A generated store and its view."""

    path: Path
    events: int

    def theme(self) -> str:
        """Name a theme, of a fortieth of the commitments."""
        return "water-monitoring"

    def meeting(self) -> str:
        """Name the meeting in the middle of the history."""
        meetings = self._subjects("meeting", "meeting.held")
        return meetings[len(meetings) // 2]

    def commitments(self) -> list[str]:
        """Name all commitments."""
        return self._subjects("commitment", "commitment.agreed")

    def copy(self, folder: Path) -> "Store":
        """Copy the store and its view, to write into it."""
        folder.mkdir(parents=True)
        copied = folder / self.path.name
        shutil.copyfile(self.path, copied)
        views = Path(f"{self.path}.views")
        if views.exists():
            shutil.copytree(views, f"{copied}.views")
        os.sync()
        return Store(copied, self.events)

    def _subjects(self, kind: str, stored_type: str) -> list[str]:
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        rows = connection.execute(
            "SELECT DISTINCT substr(tag, ?) FROM tags"
            " WHERE tag > ? AND tag < ? AND type = ? ORDER BY position",
            (len(kind) + 2, f"{kind}:", f"{kind};", stored_type),
        ).fetchall()
        connection.close()
        return [name for (name,) in rows]


def generated(installation: Installation, work: Path, events: int, seed: int) -> Store:
    """Give the store of so many events with its view, making what is not there."""
    made_by = _digest(
        HERE / "generate.py", HERE / "story.py", CHECKOUT / "tracker" / "log" / "sqlite" / "file.py"
    )
    path = work / f"log-{events}-{seed}-{made_by}.db"
    if not path.exists():
        installation.run("generate.py", path, "--events", str(events), "--seed", str(seed))
    built = work / f"{path.name}.built-by-{installation.folder.name}"
    if not built.exists():
        installation.run("rebuilding.py", path, f"{path}.views")
        built.touch()
    return Store(path, events)


def _digest(*paths: Path) -> str:
    """Give a short digest of files, and of the Python files of folders."""
    digest = sha256()
    for path in paths:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:DIGITS]
