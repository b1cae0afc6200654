"""Doubles each dimension of the input and prints by what factor the time grows (wanted: at most 2.5).

    PYTHONPATH=. python tests/benchmarks/doubling.py [--only NAME]… [--quick] [--profile] [--list]

For each dimension of `dimensions.py` a store of each size is made in a folder of its own. Timed
are what records it, the first view of it, and then what is asked of it, each a few times: medians
of processor seconds of this process, so that what else the machine does counts little. A step
that is quicker than JUDGED_FROM at the larger size is not judged: what it always costs hides how it
grows. `--only` takes a part of a name; `--profile` adds, for what grows too fast, the functions
that took longest at the largest size. It exits 0 whatever it finds.
"""

import argparse
import cProfile
import gc
import io
import math
import pstats
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

from dimensions import DIMENSIONS, Dimension, Step, asking

from tracker.application import Tracker

MOST = 2.5
JUDGED_FROM = 0.05
"""Seconds."""
ROUNDS, QUICK_ROUNDS = 3, 1
ASKED_TIMES, QUICK_ASKED_TIMES = 3, 1
PROFILED = 12
VIEW = "first view"
HEADINGS = ("dimension", "step", "sizes", "seconds", "per doubling", f"≤ {MOST}")


@dataclass
class Grown:
    """How one step grew with its dimension: the median seconds at each size."""

    dimension: str
    step: str
    seconds: dict[int, float] = field(default_factory=dict)

    @property
    def factors(self) -> list[float | None]:
        """The factor of each step up, as for a doubling; None where it is too quick to be judged."""
        sizes = list(self.seconds)
        return [
            per_doubling(smaller, larger, self.seconds[smaller], self.seconds[larger])
            for smaller, larger in pairwise(sizes)
        ]

    @property
    def is_over(self) -> bool:
        """Say whether it grows faster than it may."""
        return any(factor is not None and factor > MOST for factor in self.factors)

    def cells(self) -> list[str]:
        """Give the row of the table."""
        factors = self.factors
        judged = any(factor is not None for factor in factors)
        return [
            self.dimension,
            self.step,
            " → ".join(f"{size:,}" for size in self.seconds),
            " → ".join(f"{each:.3f}" for each in self.seconds.values()),
            " → ".join("·" if each is None else f"{each:.2f}" for each in factors),
            "**over**" if self.is_over else "ok" if judged else "quick",
        ]


def per_doubling(smaller: int, larger: int, before: float, after: float) -> float | None:
    """Give the factor by which a time grows when its size doubles; None if it is too short to say."""
    if after < JUDGED_FROM:
        return None
    return float((after / max(before, 1e-6)) ** (1 / math.log2(larger / smaller)))


def main() -> None:
    """Measure what the command line asks for."""
    asked = _arguments()
    chosen = [each for each in DIMENSIONS if not asked.only or any(part in each.name for part in asked.only)]
    if asked.list:
        sys.stdout.writelines(f"{each.name}: {', '.join(map(str, each.sizes))}\n" for each in chosen)
        return
    rounds, times = (QUICK_ROUNDS, QUICK_ASKED_TIMES) if asked.quick else (ROUNDS, ASKED_TIMES)
    for row in (HEADINGS, ["---"] * len(HEADINGS)):
        print(f"| {' | '.join(row)} |", flush=True)
    too_fast: list[Grown] = []
    for dimension in chosen:
        sizes = dimension.sizes[:-1] if asked.quick and len(dimension.sizes) > 3 else dimension.sizes
        for grown in measured(dimension, sizes, rounds, times):
            print(f"| {' | '.join(grown.cells())} |", flush=True)
            too_fast += [grown] if grown.is_over else []
    if asked.profile:
        for grown in too_fast:
            _profile(grown)


def measured(dimension: Dimension, sizes: tuple[int, ...], rounds: int, times: int) -> Iterator[Grown]:
    """Measure one dimension: each step at each of these sizes."""
    rows: dict[str, Grown] = {}
    for size in sizes:
        samples: dict[str, list[float]] = {}
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                for name, step, tracker in _steps(dimension, size, Path(folder)):
                    repeated = times if name in dimension.asked else 1
                    samples.setdefault(name, []).extend(seconds(step, tracker) for _ in range(repeated))
        for name, each in samples.items():
            rows.setdefault(name, Grown(dimension.name, name)).seconds[size] = median(each)
    yield from rows.values()


def _steps(dimension: Dimension, size: int, folder: Path) -> Iterator[tuple[str, Step, Tracker]]:
    """Give what is to be timed at one size, in the order in which it must be done."""
    tracker = Tracker(folder / "doubled.db", user="doubling")
    if dimension.prepared:
        dimension.prepared(size)(tracker)
        _open_view(tracker)
    for name, step in dimension.steps(size).items():
        yield name, step, tracker
    yield VIEW, _open_view, tracker
    for name in dimension.asked:
        yield name, asking(name, dimension.of), tracker
    tracker.close()


def _open_view(tracker: Tracker) -> None:
    with tracker.view():
        pass


def seconds(step: Step, tracker: Tracker) -> float:
    """Time a step once, in seconds of this process's processor time."""
    gc.collect()
    start = time.process_time()
    step(tracker)
    return time.process_time() - start


def _profile(grown: Grown) -> None:
    """Print the functions in which a step spends its time at the largest size."""
    dimension = next(each for each in DIMENSIONS if each.name == grown.dimension)
    size = max(grown.seconds)
    with tempfile.TemporaryDirectory() as folder:
        for name, step, tracker in _steps(dimension, size, Path(folder)):
            if name != grown.step:
                step(tracker)
                continue
            profile = cProfile.Profile()
            profile.runcall(step, tracker)
            out = io.StringIO()
            pstats.Stats(profile, stream=out).sort_stats("tottime").print_stats(PROFILED)
            print(f"\n{grown.dimension}, {grown.step}, {size:,}\n{out.getvalue()}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a part of a name")
    parser.add_argument("--quick", action="store_true", help="each once, without the largest of four sizes")
    parser.add_argument("--profile", action="store_true", help="say where the time of what is over goes")
    parser.add_argument("--list", action="store_true", help="print the dimensions alone")
    return parser.parse_args()


if __name__ == "__main__":
    main()
