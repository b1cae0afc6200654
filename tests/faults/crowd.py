"""Lets many processes record into one SQLite file at once, and counts what is lost.

    python tests/faults/crowd.py --processes 32 --seconds 60

Each process updates a few shared commitments through the Python API, as a desk does; every event
it was told of must be there afterwards, once, in a log without gaps. Prints the longest wait.
"""

import argparse
import multiprocessing
import os
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from events.facts import StatusUpdated
from tracker.application import Tracker
from tracker.log.store import store_at
from tracker.log.upkeep import verify
from tracker.testing import agreed

COMMITMENTS = 5

LONGEST = 120
"""Seconds that a desk may take to end when its time is over."""


class Figures(NamedTuple):
    """What a crowd did: events acknowledged and found, and the longest any process waited."""

    acknowledged: int
    found: int
    longest_wait: float


def _desk(path: Path, seconds: float, started: float, out: Connection) -> None:
    tracker = Tracker(path, user=f"desk-{os.getpid()}")
    ids, longest, number = [], 0.0, 0
    time.sleep(max(0.0, started - time.time()))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        number += 1
        fact = StatusUpdated(
            commitment=f"c-{number % COMMITMENTS}",
            by=("US",),
            effective="2024-01-01",
            status="in-progress",
            note=f"{os.getpid()} {number}",
        )
        before = time.monotonic()
        outcome = tracker.record(fact)
        longest = max(longest, time.monotonic() - before)
        ids += [recorded.stamp.id for _, recorded in outcome.facts]
    tracker.close()
    out.send((ids, longest))


def _heard(receiving: Connection, patience: float) -> Any:
    """Give what a desk sends; one that dies ends the pipe, one that hangs is given up."""
    assert receiving.poll(patience), f"a desk was silent for {patience:.0f} s"
    return receiving.recv()


def run(processes: int, seconds: float, folder: Path) -> Figures:
    """Let so many processes record for so long; raises AssertionError on any loss or damage."""
    path = folder / "log.db"
    tracker = Tracker(path)
    for number in range(COMMITMENTS):
        tracker.record(agreed(f"c-{number}"))
    tracker.close()
    context = multiprocessing.get_context("fork")
    started = time.time() + 0.5
    desks = []
    for _ in range(processes):
        receiving, sending = context.Pipe(duplex=False)
        desk = context.Process(target=_desk, args=(path, seconds, started, sending))
        desk.start()
        sending.close()  # so that the end of the child is the end of the pipe
        desks.append((desk, receiving))
    try:
        results = [_heard(receiving, seconds + LONGEST) for _, receiving in desks]
        for desk, _ in desks:
            desk.join(LONGEST)
            assert desk.exitcode == 0
    finally:
        for desk, _ in desks:
            desk.kill()
    acknowledged = [event_id for ids, _ in results for event_id in ids]
    verify(store_at(path))
    log = store_at(path).read()
    found = [fact.stamp["id"] for fact in log.facts(COMMITMENTS, log.head())]
    log.close()
    assert sorted(found) == sorted(acknowledged)
    return Figures(len(acknowledged), len(found), max(longest for _, longest in results))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--processes", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = run(arguments.processes, arguments.seconds, Path(folder))
    print(
        f"{arguments.processes} processes, {arguments.seconds:.0f} s: {figures.acknowledged} acknowledged,"
        f" {figures.found} found, no error; the longest wait was {figures.longest_wait:.2f} s"
    )


if __name__ == "__main__":
    main()
