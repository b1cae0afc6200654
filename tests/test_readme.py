"""The README is true: its commands run, and print what it says."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from waiting import LONGEST

from tracker.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
TODAY_IN_README = "2026-11-24"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def environment(folder: Path) -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    return {
        **kept,
        "PATH": f"{scripts}{os.pathsep}{kept['PATH']}",
        "TRACKER_USER": "desk",
        "HOME": str(folder),
    }


def comparable(text: str) -> str:
    today = datetime.now(UTC).date().isoformat()
    return UUID.sub("<id>", text.replace(today, TODAY_IN_README)).rstrip()


def test_the_session_prints_what_the_readme_says(tmp_path: Path) -> None:
    (session,) = blocks("console")
    env = environment(tmp_path)
    for step in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, expected = step.partition("\n")
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            env[name] = value
            continue
        ran = subprocess.run(
            ["sh", "-c", command],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST,
        )
        # stderr and stdout are one on a terminal; here their lines are compared apart
        found = comparable(ran.stdout).splitlines() + comparable(ran.stderr).splitlines()
        assert sorted(found) == sorted(comparable(expected).splitlines()), command


def test_the_minutes_of_the_readme_are_recorded(tmp_path: Path) -> None:
    (minutes,) = blocks("yaml")
    (tmp_path / "minutes.yaml").write_text(minutes, encoding="utf-8")
    subprocess.run(
        ["tracker", "record", "minutes.yaml", "--store", "new.db"],
        cwd=tmp_path,
        env=environment(tmp_path),
        check=True,
        capture_output=True,
        timeout=LONGEST,
    )


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    api, testing = blocks("python")
    env = environment(tmp_path)
    subprocess.run(
        ["tracker", "demo", "--store", "commitments.db"],
        cwd=tmp_path,
        env=env,
        check=True,
        capture_output=True,
        timeout=LONGEST,
    )
    ran = subprocess.run(
        [sys.executable, "-c", api],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=LONGEST,
    )
    assert "otay-mesa-east agreed no-deadline" in ran.stdout
    (tmp_path / "test_dossier.py").write_text(testing, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_dossier.py"],
        cwd=tmp_path,
        env=env,
        check=True,
        capture_output=True,
        timeout=LONGEST,
    )


def test_every_verb_is_in_the_readme_and_has_an_example() -> None:
    table = README.partition("## The verbs")[2]
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert re.search(rf"`{name}[ `\[]", table), f"{name} is not in the README"
        assert getattr(command, "example", ""), f"{name} has no example"
        assert command.help, f"{name} has no help"
