"""Lets many processes decide and append on one PostgreSQL server at once; prints JSON.

    python server_writers.py STORE FOLDER SECONDS

Each process records claims about commitments drawn from all, as fast as it can, after all have begun.
"""

import json
import os
import signal
import sys
import time
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random

from installed import Store
from server_recording import SEED, Recording, filled
from side_server import running

from tracker.log.postgres.store import PostgresStore
from tracker.log.sqlite.log import SQLiteLog

PROCESSES = (1, 4, 16)
PERCENTILES = {"p50": 50, "p99": 99, "longest": 100}
LONGEST_START = 120.0


def main() -> None:
    """Print how many a second were acknowledged, and how long each waited, by the number of processes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped
    source, folder, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    log = SQLiteLog(source)
    events = log.count()
    log.close()
    names = Store(source, events).commitments()
    with ExitStack() as stack:
        server = stack.enter_context(running(folder / "postgres"))
        _, url = filled(server, source)
        server.settle("ours")
        os.sync()
        durable = {many: at_once(url, names, many, seconds) for many in PROCESSES}
        server.hurry()
        hurried = {many: at_once(url, names, many, seconds) for many in PROCESSES}
    sys.stdout.write(json.dumps({"durable": durable, "not waiting for the disk": hurried}))


def at_once(url: str, names: list[str], processes: int, seconds: float) -> dict[str, float]:
    """Let so many processes write for so long; give the rate, and the waits in seconds."""
    context = get_context("spawn")
    barrier = context.Barrier(processes)
    with context.Pool(processes, _begin, (barrier,)) as pool:
        each = [(url, names, SEED + number, seconds) for number in range(processes)]
        took = sorted(one for waits in pool.starmap(_write, each, chunksize=1) for one in waits)
    ranks = {name: -(-len(took) * percent // 100) - 1 for name, percent in PERCENTILES.items()}
    return {"per second": len(took) / seconds, **{name: took[rank] for name, rank in ranks.items()}}


_barrier: Barrier


def _begin(barrier: Barrier) -> None:
    global _barrier  # noqa: PLW0603 (a barrier is inherited, not sent)
    _barrier = barrier


def _write(url: str, names: list[str], seed: int, seconds: float) -> list[float]:
    recording = Recording(PostgresStore(url).recorder(), names, 0, Random(seed))
    recording.decide_one()
    _barrier.wait(LONGEST_START)
    took, until = list[float](), time.perf_counter() + seconds
    while (start := time.perf_counter()) < until:
        recording.decide_one()
        took.append(time.perf_counter() - start)
    return took


if __name__ == "__main__":
    main()
