"""Breaks the code in one small place at a time and asks whether a test notices.

    python tests/faults/mutants.py --mutants 200 --seed 1 --resume mutants.jsonl

A mutant is one comparison turned (`<` and `>=`, `<=` and `>`, `==` and `!=`, `is` and `is not`,
`in` and `not in`), one `and` become `or` or back, or one `not` dropped; with `--off-by-one` also
`<` and `<=`, `>` and `>=`. They are drawn with a seed from the packages of FIRST, without what is
for type checkers, `__main__` and assertions, and without those of EQUIVALENT.

The checkout is never touched: each worker has a copy, in which one file is changed and put back.
There the tests nearest to the file run first, and only if all of them pass the rest of the suite,
without tests/postgres (but for what is PostgreSQL's), tests/faults and tests/benchmarks. A mutant
is found if a test fails, if nothing can be imported, or if it runs longer than SLOWER times what
the same tests take by themselves (and GRACE seconds). Tests that fail without any mutant are left out
and named.

Prints for each mutant where it is, what was changed, and the test that found it, or ALIVE; and how
many were found in the end. `--resume FILE` keeps results as lines of JSON and goes on where it was
interrupted; `--list` only prints the draw; `--package PART` takes only files whose path has that
part; `--first-only` leaves the rest of the suite out, so that what lives may still be found by it.
Exits 1 if fewer than WANTED percent were found.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Any, NamedTuple

from mutations import Mutant, mutants_of

CHECKOUT = Path(__file__).parents[2]
WANTED = 95.0
SLOWER, GRACE = 5, 30
"""Times what the tests take by themselves, and seconds on top."""
LONGEST_BASELINE = 3600

FIRST: dict[str, tuple[str, ...]] = {
    "events": ("tests/events", "tests/test_every_fact.py", "tests/log/test_tags.py",
               "tests/log/test_stamps.py", "tests/log/test_upcasting.py", "tests/log/test_stored_form.py",
               "tests/decisions"),
    "tracker/rules": ("tests/rules", "tests/oracle", "tests/test_every_fact.py"),
    "tracker/decisions": ("tests/decisions", "tests/test_every_fact.py"),
    "tracker/projections": ("tests/projections", "tests/oracle", "tests/test_every_fact.py"),
    "tracker/views": ("tests/views", "tests/oracle", "tests/test_every_fact.py"),
    "tracker/log": ("tests/log",),
    "tracker/log/postgres": ("tests/postgres",),
}  # fmt: skip
"""Packages that are mutated → the tests that are nearest, in the order in which they run."""
LEFT_OUT = ("tests/postgres", "tests/faults", "tests/benchmarks")

_PLAIN_DAY = "the parser gives the same for a plain day, and no other text of ten characters is one"
EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("events/dates.py", 'if len(text) == DAY and text[4] «==» text[7] == "-":', "== → !="): _PLAIN_DAY,
    ("events/dates.py", 'if len(text) == DAY and text[4] == text[7] «==» "-":', "== → !="): _PLAIN_DAY,
    ("tracker/log/sqlite/recorder.py", "if len(events) «>» FEW_EVENTS:", "> → <="): (
        "both ways insert the same tags: one is quicker for few events, the other for many"
    ),
}
"""(file, line with what is changed in «», change) → why no test can tell it from the original."""


class Verdict(NamedTuple):
    """What became of a mutant: the test that found it, or None; and how long that took in seconds."""

    by: str | None
    seconds: float


class Suite(NamedTuple):
    """Some tests: the paths that run, in order, and those below them that do not."""

    paths: tuple[str, ...]
    without: tuple[str, ...] = ()


def main() -> None:
    """Run from the command line."""
    asked = _arguments()
    chosen = draw(asked.mutants, asked.seed, asked.package, off_by_one=asked.off_by_one)
    if asked.list:
        for each in chosen:
            print(each.name)
        return
    results = Results(asked.resume)
    left = [each for each in chosen if each.name not in results.verdicts]
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        hunt = Hunt(Path(folder), asked.workers, results, first_only=asked.first_only)
        hunt.run(left)
    found = _report(chosen, results)
    sys.exit(0 if found >= WANTED else 1)


def draw(count: int, seed: int, parts: Iterable[str] = (), *, off_by_one: bool = False) -> list[Mutant]:
    """Draw so many mutants; the same for the same seed and the same code."""
    parts = list(parts)
    everything = [
        mutant
        for package in FIRST
        if not any(package.startswith(f"{other}/") for other in FIRST)
        for file in sorted((CHECKOUT / package).rglob("*.py"))
        if not parts or any(part in str(file.relative_to(CHECKOUT)) for part in parts)
        for mutant in mutants_of(file, CHECKOUT, off_by_one=off_by_one)
        if (mutant.path, mutant.marked, mutant.change) not in EQUIVALENT
    ]
    drawn = random.Random(seed).sample(everything, min(count, len(everything)))
    return sorted(drawn, key=lambda each: (each.path, each.line, each.name))


def first_of(path: str) -> tuple[str, ...]:
    """Give the tests that run first for a file: those of the innermost package that has any."""
    packages = [package for package in FIRST if path.startswith(f"{package}/")]
    return FIRST[max(packages, key=len)]


class Results:
    """Verdicts by the name of the mutant, kept in a file if there is one."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self.verdicts: dict[str, Verdict] = {}
        if file is not None and file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                kept = json.loads(line)
                self.verdicts[kept["mutant"]] = Verdict(kept["by"], kept["seconds"])

    def add(self, mutant: Mutant, verdict: Verdict) -> None:
        """Keep one verdict, and print it."""
        with self._lock:
            self.verdicts[mutant.name] = verdict
            print(f"{mutant.name}  {_told(verdict)}  ({verdict.seconds:.0f} s)", flush=True)
            if self._file is not None:
                with self._file.open("a", encoding="utf-8") as file:
                    kept = {"mutant": mutant.name, **verdict._asdict()}
                    file.write(f"{json.dumps(kept, ensure_ascii=False)}\n")


class Hunt:
    """Runs the tests on one mutant after the other, each worker in a copy of its own."""

    def __init__(self, folder: Path, workers: int, results: Results, *, first_only: bool) -> None:
        self._copies: Queue[Path] = Queue()
        for number in range(workers):
            self._copies.put(_copied(folder / f"copy-{number}"))
        self._workers = workers
        self._results = results
        self._first_only = first_only
        self._lock = threading.Lock()
        self._baselines: dict[Suite, tuple[list[str], float]] = {}

    def run(self, mutants: list[Mutant]) -> None:
        """Judge each mutant."""
        with ThreadPoolExecutor(self._workers) as pool:
            for done in [pool.submit(self._judge, each) for each in mutants]:
                done.result()

    def _judge(self, mutant: Mutant) -> None:
        copy = self._copies.get_nowait()
        started = time.monotonic()
        first = first_of(mutant.path)
        suites = (
            [Suite(first)] if self._first_only else [Suite(first), Suite(("tests",), (*LEFT_OUT, *first))]
        )
        try:
            by = next(filter(None, (self._found_by(mutant, suite, copy) for suite in suites)), None)
        finally:
            self._copies.put(copy)
        self._results.add(mutant, Verdict(by, time.monotonic() - started))

    def _found_by(self, mutant: Mutant, suite: Suite, copy: Path) -> str | None:
        failing, usual = self._baseline(suite, copy)
        file = copy / mutant.path
        before = file.read_bytes()
        try:
            _replace(file, mutant.source)
            return _pytest(copy, suite, failing, SLOWER * usual + GRACE)[0]
        finally:
            _replace(file, before)

    def _baseline(self, suite: Suite, copy: Path) -> tuple[list[str], float]:
        """Find which tests of a suite fail by themselves, and how many seconds it takes."""
        with self._lock:
            if suite not in self._baselines:
                started = time.monotonic()
                _, failing = _pytest(copy, suite, [], LONGEST_BASELINE, until_first=False)
                self._baselines[suite] = failing, time.monotonic() - started
                for test in failing:
                    print(f"left out, since it fails without a mutant: {test}", flush=True)
            return self._baselines[suite]


def _copied(to: Path) -> Path:
    """Copy the checkout, without its history and what tools left in it."""
    ignored = shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", ".venv", "dist")
    shutil.copytree(CHECKOUT, to, ignore=ignored)
    return to


def _replace(file: Path, source: bytes) -> None:
    """Write a file, and forget how it was compiled: its size and second may be the same."""
    file.write_bytes(source)
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        compiled.unlink(missing_ok=True)


def _pytest(
    copy: Path, suite: Suite, failing: list[str], limit: float, *, until_first: bool = True
) -> tuple[str | None, list[str]]:
    """Run tests in a copy; give the first that failed, or what else went wrong, and all that failed."""
    command = [sys.executable, "-m", "pytest", *suite.paths, "-q", "-n0", "-p", "no:cacheprovider", "--tb=no",
               "--hypothesis-seed=0", "-x" if until_first else "--continue-on-collection-errors",
               *(f"--ignore={path}" for path in suite.without),
               *(f"--{'deselect' if '::' in test else 'ignore'}={test}" for test in failing)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    process = subprocess.Popen(
        command,
        cwd=copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output = process.communicate(timeout=limit)[0].decode(errors="replace")
    except subprocess.TimeoutExpired:
        return f"it hangs: more than {limit:.0f} s", []
    finally:
        _end(process)
    failed = [
        line.split(" ", 1)[1].partition(" - ")[0]
        for line in output.splitlines()
        if line.startswith(("FAILED ", "ERROR "))
    ]
    if process.returncode == 0:
        return None, []
    return next(iter(failed), None) or f"it crashes: {(output.strip() or '?').splitlines()[-1]}", failed


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a run with all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)


def _told(verdict: Verdict) -> str:
    return f"found by {verdict.by}" if verdict.by else "ALIVE"


def _report(mutants: list[Mutant], results: Results) -> float:
    """Print what lives, and give how many percent were found."""
    alive = [each for each in mutants if results.verdicts[each.name].by is None]
    found = 100 * (1 - len(alive) / max(len(mutants), 1))
    print(f"\n{len(mutants) - len(alive)} of {len(mutants)} mutants found: {found:.1f} %")
    for each in alive:
        print(f"ALIVE {each.name}\n      {each.marked}")
    return found


def _arguments() -> Any:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--off-by-one", action="store_true")
    parser.add_argument("--package", action="append", default=[], metavar="PART")
    parser.add_argument("--first-only", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--resume", type=Path, metavar="FILE")
    return parser.parse_args()


if __name__ == "__main__":
    main()
