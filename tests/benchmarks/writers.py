"""Lets processes decide and append to one SQLite file at once; prints JSON.

    python writers.py FOLDER SECONDS PROCESSES...

For each number of processes, in a store of its own: how many decisions were acknowledged a second, and
the median, the 99th percentile and the longest of their times, in seconds.
"""

import json
import multiprocessing
import os
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles

from events.facts import CommitmentAgreed, StatusUpdated
from tracker.application import Tracker
from tracker.decisions.record_facts import record_fact

COMMITMENTS = 100
LONGEST_SECONDS = 120
PERCENT = 100


def main() -> None:
    """Print what was measured."""
    folder, lasting = Path(sys.argv[1]), float(sys.argv[2])
    measured = {each: _measured(folder / f"{each}.db", lasting, int(each)) for each in sys.argv[3:]}
    sys.stdout.write(json.dumps(measured))


def _measured(path: Path, lasting: float, processes: int) -> dict[str, float]:
    tracker = Tracker(path, user="first")
    for number in range(COMMITMENTS):
        tracker.record(
            CommitmentAgreed(id=f"c-{number}", text="A crossing", obligors=("US",), on="2022-03-14")
        )
    tracker.close()
    began = time.time() + 1
    ends = [_started(path, lasting, began) for _ in range(processes)]
    times = [each for end in ends for each in _heard(end, lasting)]
    *_, last = percentiles = quantiles(times, n=PERCENT)
    return {
        "per second": len(times) / lasting,
        "p50": percentiles[PERCENT // 2 - 1],
        "p99": last,
        "longest": max(times),
    }


def _started(path: Path, lasting: float, began: float) -> Connection:
    receiving, sending = multiprocessing.Pipe(duplex=False)
    desk = multiprocessing.get_context("fork").Process(
        target=_desk, args=(path, lasting, began, sending), daemon=True
    )
    desk.start()
    sending.close()  # so that the end of the child is the end of the pipe
    return receiving


def _desk(path: Path, lasting: float, began: float, out: Connection) -> None:
    tracker, times = Tracker(path, user=f"desk-{os.getpid()}"), list[float]()
    time.sleep(max(0.0, began - time.time()))
    until = time.monotonic() + lasting
    while (start := time.monotonic()) < until:
        fact = StatusUpdated(
            commitment=f"c-{len(times) % COMMITMENTS}",
            by=("US",),
            effective="2024-01-01",
            status="in-progress",
            note=f"{os.getpid()} {len(times)}",
        )
        tracker.decide(record_fact(fact, tracker.stamps()))
        times.append(time.monotonic() - start)
    tracker.close()
    out.send(times)


def _heard(receiving: Connection, lasting: float) -> list[float]:
    """Give what a desk sends; one that hangs is given up."""
    assert receiving.poll(lasting + LONGEST_SECONDS), "a desk was silent"
    times: list[float] = receiving.recv()
    return times


if __name__ == "__main__":
    main()
