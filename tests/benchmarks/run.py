"""Prints every budget of DESIGN.md §6 as a ratio to its baseline, in one run on one machine.

    python tests/benchmarks/run.py [--sizes 10k,100k,1M] [--quick] [--work FOLDER] [--only NAME]

Needs the standard library alone: it installs this checkout into an environment of its own in the
work folder, and generates the stores there; both are kept for the next run. Only ratios are
judged. It exits 0 whatever they are.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import on_a_server
from installed import Installation, Store, generated, install
from processes import LATELY, LONG_AGO, Processes
from table import Row, machine, markdown, milliseconds, rate, size

SEED = 2022
UNITS = {"k": 1_000, "M": 1_000_000}
ROUNDS, QUICK_ROUNDS = 15, 5
MEMORY_MB, IMPORT_MB = 150, 300
APPEND = {"durable": (1.25, 1.8), "not waiting for the disk": (1.6, None)}
"""The least rate against the library's, and the most time against a bare insertion."""
IMPORT, IMPORT_LARGE = 0.5, 0.6
WRITERS, OF_THE_BUDGET, LASTING = (1, 4, 16, 32), 16, 4
LONGEST_WAIT = 0.25
BLOCK = 20
DERIVED = {"--schedule": 2.0, "--sort": 10.0}
BULK, QUICK_BULK = 1_000_000, 100_000


def main() -> None:
    """Measure what the command line asks for."""
    asked = _arguments()
    work: Path = asked.work
    work.mkdir(parents=True, exist_ok=True)
    installation = install(work)
    stores = []
    for events in asked.sizes:
        tell(f"store of {size(events)} events")
        stores.append(generated(installation, work, events, asked.seed))
    rounds = QUICK_ROUNDS if asked.quick else ROUNDS
    benchmarks = Benchmarks(installation, stores, rounds, work / "scratch")
    sys.stdout.write(f"{machine(asked.seed, rounds)}\n\n")
    for line in markdown(benchmarks.rows(asked.only)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


@dataclass(frozen=True)
class Benchmarks:
    """All lines, on stores of several sizes; what is written goes into a scratch folder."""

    installation: Installation
    stores: list[Store]
    rounds: int
    scratch: Path

    def rows(self, only: list[str]) -> Iterator[Row]:
        """Measure the lines, all or only some, one after the other."""
        processes = Processes(self.installation, self.stores, self.rounds)
        lines: dict[str, Callable[[], Iterator[Row]]] = {
            "start": processes.starting,
            "status": processes.status,
            "update": lambda: processes.update(self._folder("update")),
            "append": self._append,
            "writers": self._writers,
            "bulk": self._bulk,
            "rebuild": self._rebuild,
            "moments": processes.moments,
            "inside": self._moments,
            "server": lambda: on_a_server.recording(
                self.installation, self.stores, self.scratch, 4 * self.rounds
            ),
        }
        for name, measure in lines.items():
            if not only or name in only:
                tell(name)
                yield from measure()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _append(self) -> Iterator[Row]:
        for store in self.stores:
            folder = self._folder(f"append-{store.events}")
            copied = store.copy(folder / "ours")
            measured = self._run("appending.py", copied.path, folder, 4 * self.rounds)
            for how, times in measured.items():
                least, most = APPEND[how]
                theirs, ours = (BLOCK / times[name] for name in ("theirs", "ours"))
                line = f"decide and append, {how}, against"
                yield _of_rates(f"{line} the library's aggregates", store, theirs, ours, least)
                bare, ours = (times[name] / BLOCK for name in ("bare", "ours"))
                yield Row(
                    f"{line} a bare insertion (time)", size(store.events),
                    milliseconds(bare), milliseconds(ours), ours / bare, most,
                )  # fmt: skip

    def _writers(self) -> Iterator[Row]:
        found = self._run("writers.py", self._folder("writers"), LASTING, *WRITERS)
        for number, measured in found.items():
            longest = measured["longest"]
            middle, last = milliseconds(measured["p50"]), milliseconds(measured["p99"])
            told = f"{rate(measured['per second'])}, p50 {middle}, p99 {last}"
            most = 1 if int(number) == OF_THE_BUDGET else None
            yield Row(
                f"longest wait of {number} processes on one file ({told})", "",
                milliseconds(LONGEST_WAIT), milliseconds(longest), longest / LONGEST_WAIT, most,
            )  # fmt: skip

    def _bulk(self) -> Iterator[Row]:
        most = QUICK_BULK if self.rounds == QUICK_ROUNDS else BULK
        for store in self.stores:
            found = self._run("importing.py", store.path, self._folder("import"), self._few(store))
            theirs, ours = (found["events"] / found[name] for name in ("theirs", "ours"))
            least = IMPORT_LARGE if store.events >= UNITS["M"] else IMPORT
            yield _of_rates("bulk import of a history", store, theirs, ours, least)
            peak = found["peak"] / 1_000_000
            peaks = (f"{IMPORT_MB} MB", f"{peak:.0f} MB")
            yield Row("memory of an import", size(store.events), *peaks, peak / IMPORT_MB, 1)
            for order in ("by meeting", "by time"):
                folder = self._folder(f"bulk-{store.events}")
                found = self._run("bulk.py", store.path, folder, min(most, store.events), order)
                theirs, ours = (found["events"] / found[name] for name in ("theirs", "ours"))
                yield _of_rates(f"bulk recording, {order}", store, theirs, ours, 0.3)

    def _rebuild(self) -> Iterator[Row]:
        for store in self.stores:
            folder = self._folder(f"rebuild-{store.events}")
            times = self._run("rebuilding.py", store.path, folder, self._few(store))
            theirs, ours = (store.events / times[name] for name in ("theirs", "ours"))
            yield _of_rates("rebuild of the view", store, theirs, ours, 0.6)
            peak = self._run("rebuilding.py", store.path, folder)["peak"] / 1_000_000
            peaks = (f"{MEMORY_MB} MB", f"{peak:.0f} MB")
            yield Row("memory of a rebuild", size(store.events), *peaks, peak / MEMORY_MB, 1)

    def _moments(self) -> Iterator[Row]:
        for store in self.stores:
            found = self._run("moments.py", store.path, store.theme(), self.rounds, LATELY, LONG_AGO)
            for shown, times in found.items():
                now = times.pop("now")
                for name, each in times.items():
                    line = f"{shown}, in process" if name == "derived" else f"{name}, {shown}, in process"
                    most = next((budget for word, budget in DERIVED.items() if shown.startswith(word)), 1.5)
                    yield Row(
                        line, size(store.events),
                        milliseconds(now), milliseconds(each), each / now, most,
                    )  # fmt: skip

    @staticmethod
    def _few(store: Store) -> int:
        return 1 if store.events >= UNITS["M"] else 3

    def _run(self, script: str, *arguments: str | Path | int) -> Any:
        return json.loads(self.installation.run(script, *map(str, arguments)))

    def _folder(self, name: str) -> Path:
        folder = self.scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def tell(what: str) -> None:
    """Say on stderr what is being measured."""
    sys.stderr.write(f"… {what}\n")


def _of_rates(line: str, store: Store, theirs: float, ours: float, budget: float | None) -> Row:
    return Row(line, size(store.events), rate(theirs), rate(ours), ours / theirs, budget, at_least=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=_sizes, default="10k,100k,1M")
    parser.add_argument("--quick", action="store_true", help="fewer runs of each")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "tracker-benchmarks")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="one group of lines")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(part.rstrip("kM")) * UNITS.get(part[-1], 1) for part in text.split(",")]


if __name__ == "__main__":
    main()
