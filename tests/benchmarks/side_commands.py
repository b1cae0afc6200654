"""Whole commands of ours, of Taskwarrior and of hledger, on the same items; those two where installed.

Taskwarrior has a task for each commitment, with an annotation for each of its other events;
hledger has a transaction for each event. Neither waits for the disk, as `tracker update` does.
"""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path
from shlex import quote
from uuid import UUID, uuid5

from installed import Installation, Store
from measuring import Arguments, Measured, commands, environment

NAMESPACE = UUID(int=0)
LONGEST_SECONDS = 180
OTHERS = {"task": "Taskwarrior", "hledger": "hledger"}
Compared = dict[str, dict[str, Measured]]
"""For `status` and `update`, the times of each program; ours is called ours."""


def compare(
    installation: Installation, store: Store, folder: Path, rounds: int
) -> tuple[Compared, dict[str, str]]:
    """Time both commands of all programs; give the reasons why some could not take part."""
    folder.mkdir(parents=True)
    copied = store.copy(folder / "ours")
    facts = list(_facts(store))
    tracker, stored = installation.tracker, ["--store", str(copied.path)]
    numbers, names = count(1), cycle(store.commitments())
    claim = ["in-progress", "--by", "MX", "--on", "2026-11-01", "--note"]
    those: dict[str, dict[str, Arguments]] = {
        "status": {"ours": lambda: [tracker, "status", "--limit", "20", *stored]},
        "update": {
            "ours": lambda: [tracker, "update", next(names), *claim, f"Call {next(numbers)}", *stored]
        },
    }
    around = environment(HOME=str(folder), TASKRC=str(folder / "taskrc"), TASKDATA=str(folder / "task"))
    skipped: dict[str, str] = {}
    for program, name in OTHERS.items():
        if shutil.which(program) is None:
            skipped[name] = "not installed"
            continue
        started = (_taskwarrior if program == "task" else _hledger)(folder, facts)
        problem = next(filter(None, (_problem(each(), around) for each in started.values())), None)
        if problem:
            skipped[name] = problem
            continue
        for command, arguments in started.items():
            those[command][name] = arguments
    os.sync()
    return {command: commands(each, rounds, around) for command, each in those.items()}, skipped


def _problem(command: list[str], around: dict[str, str]) -> str | None:
    """Say why a command cannot be measured."""
    try:
        subprocess.run(command, check=True, capture_output=True, env=around, timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        return f"takes longer than {LONGEST_SECONDS} s"
    except subprocess.CalledProcessError as error:
        said = (error.stderr or b"").decode(errors="replace").strip().splitlines()
        return f"exits with {error.returncode}: {said[-1] if said else ''}"
    return None


def _facts(store: Store) -> Iterator[tuple[str, str, str, bool]]:
    """Give of each event of a store its commitment, theme, day and whether it is the agreement."""
    connection = sqlite3.connect(f"file:{store.path}?mode=ro", uri=True)
    themes: dict[str, str] = {}
    for kind, data in connection.execute("SELECT type, data FROM events ORDER BY position"):
        fields = json.loads(data)
        name = fields["id"] if kind == "commitment.agreed" else fields.get("commitment")
        if kind == "commitment.agreed":
            themes[name] = "-".join(fields.get("theme", "none").lower().split())
        day = fields["stamp"]["recorded_at"][:10]
        if name in themes:
            yield name, themes[name], day, kind == "commitment.agreed"
        else:
            yield "others", kind, day, False
    connection.close()


def _taskwarrior(folder: Path, facts: list[tuple[str, str, str, bool]]) -> dict[str, Arguments]:
    (folder / "task").mkdir()
    (folder / "taskrc").write_text(f"data.location={folder / 'task'}\nconfirmation=off\nnews.version=9.9.9\n")
    tasks: dict[str, list[str]] = {}
    for number, (name, theme, _, agreed) in enumerate(facts):
        if agreed:
            named = f'description:"{name}" uuid:"{uuid5(NAMESPACE, name)}" project:"{theme}"'
            tasks[name] = [f'{named} entry:"1600000000" status:"pending"']
        elif name in tasks:
            tasks[name].append(f'annotation_{1600000000 + number}:"claim {number}"')
    lines = "".join(f"[{' '.join(parts)}]\n" for parts in tasks.values())
    (folder / "task" / "pending.data").write_text(lines)
    numbers, names = count(1), cycle(tasks)
    return {
        "status": lambda: ["task", "limit:20", "list"],
        "update": lambda: [
            "task", str(uuid5(NAMESPACE, next(names))), "annotate", f"Call {next(numbers)}"
        ],
    }  # fmt: skip


def _hledger(folder: Path, facts: list[tuple[str, str, str, bool]]) -> dict[str, Arguments]:
    journal = folder / "journal"
    with journal.open("w") as lines:
        for number, (name, theme, day, _) in enumerate(facts):
            lines.write(f"{day} claim {number}\n    commitment:{theme}:{name}    1\n    by:MX\n\n")
    numbers, names = count(1), cycle([fact for fact in facts if fact[3]])

    def add() -> list[str]:
        name, theme, _, _ = next(names)
        account = f"commitment:{theme}:{name}"
        answers = ["2026-11-01", f"Call {next(numbers)}", account, "1", "by:MX", "", ".", "y", ""]
        typed = quote("\\n".join(answers))
        return ["sh", "-c", f"printf {typed} | hledger -f {quote(str(journal))} add"]

    return {
        "status": lambda: ["hledger", "-f", str(journal), "balance", "--depth", "2", "commitment"],
        "update": add,
    }
