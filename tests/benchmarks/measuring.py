"""Times things in turn, A B A B, so that what the machine does meanwhile falls on all of them."""

import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import NamedTuple

WARM_UP = 2

LONGEST_SECONDS = 4 * 60 * 60
"""What takes longer hangs: even making the largest store on a slow machine is quicker."""


class Measured(NamedTuple):
    """Medians of several runs, in seconds: by the clock on the wall, and of processor time."""

    wall: float
    cpu: float


Arguments = Callable[[], list[str]]
"""Gives the command line of the next run."""


def commands(those: Mapping[str, Arguments], rounds: int, environment: dict[str, str]) -> dict[str, Measured]:
    """Time whole processes, each once a round; the order turns, so that none always follows another."""
    samples: dict[str, list[Measured]] = {name: [] for name in those}
    names = list(those)
    for number in range(-WARM_UP, rounds):
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            sample = _process(those[name](), environment)
            if number >= 0:
                samples[name].append(sample)
    return {name: Measured(*map(median, zip(*each, strict=True))) for name, each in samples.items()}


def actions(those: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Time actions of this process, each once a round; give the median seconds of each."""
    samples: dict[str, list[float]] = {name: [] for name in those}
    names = list(those)
    for number in range(rounds):
        turn = number % len(names)
        for name in (*names[turn:], *names[:turn]):
            samples[name].append(seconds(those[name]))
    return {name: median(each) for name, each in samples.items()}


def seconds(action: Callable[[], object]) -> float:
    """Time an action of this process once."""
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def environment(**more: str) -> dict[str, str]:
    """Give the environment of what is timed: that of the caller, without what changes Python or us."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "TRACKER_", "_TRACKER", "COMP_"))
    }
    return {**kept, **more}


def peak_bytes() -> int:
    """Give the greatest resident memory of this process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _process(command: list[str], environment: dict[str, str]) -> Measured:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        check=False,
        timeout=LONGEST_SECONDS,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} exited with {done.returncode}: {done.stderr.decode()}")
    return Measured(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
