"""Kills the tracker with SIGKILL in the middle of its work, again and again, and counts what is lost.

    python tests/faults/kills.py --kills 1000 --seed 1

A child process does one thing over and over (record, update, import, catch up, rebuild, back up,
copy) and writes each event id down a pipe once it is acknowledged; the parent kills it after a
random while. Then every acknowledged event must be there, the log whole, and the view, after it
has caught up, equal to one rebuilt from the log.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from events.facts import StatusUpdated
from tracker.application import Tracker
from tracker.errors import TrackerError
from tracker.formats.history import HistoryLog, cloud_event
from tracker.formats.import_history import import_history
from tracker.log.store import store_at
from tracker.log.upkeep import backup, copy, verify
from tracker.pages.render import to_ndjson
from tracker.projections.build import differences
from tracker.testing import agreed, held

LONGEST = 0.25
"""Seconds a child may work before it is killed."""

LONGEST_DEATH = 60

PER_FOLDER = 70

Acknowledge = Callable[[str], None]
Work = Callable[[Path, random.Random, Acknowledge], None]


def _record(folder: Path, dice: random.Random, acknowledge: Acknowledge) -> None:
    tracker = Tracker(folder / "log.db")
    while True:
        number = dice.getrandbits(40)
        minutes = {
            "meeting": {"id": f"m-{number}", "held": "2024-01-01"},
            "commitments": [
                {"id": f"c-{number}-{each}", "text": "A promise.", "obligors": ["US", "MX"]}
                for each in range(20)
            ],
        }
        outcome = tracker.record_minutes(json.dumps(minutes).encode(), "minutes.json")
        assert len(outcome.facts) == 21
        for _, fact in outcome.facts:
            acknowledge(fact.stamp.id)


def _update(folder: Path, dice: random.Random, acknowledge: Acknowledge) -> None:
    tracker = Tracker(folder / "log.db")
    while True:
        fact = StatusUpdated(
            commitment="crossing",
            by=("US",),
            effective="2024-01-01",
            status="in-progress",
            note=str(dice.random()),
        )
        for _, recorded in tracker.record(fact).facts:
            acknowledge(recorded.stamp.id)


def _catch_up(folder: Path, dice: random.Random, acknowledge: Acknowledge) -> None:
    while True:
        fact = StatusUpdated(
            commitment="crossing",
            by=("MX",),
            effective="2024-01-01",
            status="stalled",
            note=str(dice.random()),
        )
        tracker = Tracker(folder / "log.db")
        for _, recorded in tracker.record(fact).facts:
            acknowledge(recorded.stamp.id)
        tracker.status()


def _rebuild(folder: Path, _: random.Random, __: Acknowledge) -> None:
    while True:
        Tracker(folder / "log.db").rebuild()


def _import(folder: Path, _: random.Random, __: Acknowledge) -> None:
    target = store_at(folder / "imported.db")
    import_history(BytesIO((folder / "history.ndjson").read_bytes()), "history.ndjson", target)
    time.sleep(LONGEST)


def _backup(folder: Path, dice: random.Random, _: Acknowledge) -> None:
    while True:
        backup(store_at(folder / "log.db"), folder / f"backup-{dice.getrandbits(40)}.db")


def _copy(folder: Path, _: random.Random, __: Acknowledge) -> None:
    while True:
        copy(store_at(folder / "log.db"), store_at(folder / "copied.db"))


WORKS: dict[str, Work] = {
    "record": _record,
    "update": _update,
    "catch-up": _catch_up,
    "rebuild": _rebuild,
    "import": _import,
    "backup": _backup,
    "copy": _copy,
}


def run(kills: int, seed: int, folder: Path) -> Counter[str]:
    """Kill so many children; give how often each work was killed. Raises AssertionError on any loss."""
    dice = random.Random(seed)
    tracker = Tracker(folder / "log.db")
    tracker.record(held("summit"))
    tracker.record(agreed("crossing"))
    tracker.status()
    tracker.close()
    _write_history(folder)
    acknowledged: set[str] = set()
    counts: Counter[str] = Counter()
    names = list(WORKS)
    for number in range(kills):
        name = names[number % len(names)]
        acknowledged |= _killed(WORKS[name], folder, dice)
        counts[name] += 1
        _check(folder, acknowledged, name)
    return counts


def _killed(work: Work, folder: Path, dice: random.Random) -> set[str]:
    """Let a child work and kill it; give the event ids it acknowledged."""
    seed, after = dice.getrandbits(32), dice.uniform(0, LONGEST)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(folder, random.Random(seed), lambda event_id: _send(writing, event_id))
        except TrackerError as error:
            sys.stderr.write(f"{error}\n")
            os._exit(3)
        os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    assert _exit_code(child) in {0, -signal.SIGKILL}, "the child failed"
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().decode().split("\n")
    return set(lines[:-1])


def _exit_code(child: int) -> int:
    """Wait for a child that was killed, which even a stuck disk may put off, but not for ever."""
    until = time.monotonic() + LONGEST_DEATH
    while True:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        assert time.monotonic() < until, f"child {child} was killed {LONGEST_DEATH} s ago and is still there"
        time.sleep(0.001)


def _send(pipe: int, event_id: str) -> None:
    os.write(pipe, f"{event_id}\n".encode())


def _check(folder: Path, acknowledged: set[str], name: str) -> None:
    """Every acknowledged event is there, nothing is half-written, and the view is what the log says."""
    store = store_at(folder / "log.db")
    verify(store)
    log = store.read()
    facts = list(log.facts(0, log.head()))
    log.close()
    lost = acknowledged - {fact.stamp["id"] for fact in facts}
    assert not lost, f"{name}: {len(lost)} acknowledged events are lost"
    batches = Counter(
        fact.stamp["batch"] for fact in facts if fact.fields.get("id", "").startswith(("m-", "c-"))
    )
    assert set(batches.values()) <= {21}, f"{name}: minutes were half recorded"
    with Tracker(folder / "log.db").view() as connection:
        found = differences(connection, HistoryLog(facts))
    assert found == [], f"{name}: the view is not what the log says"
    _check_copies(folder, len(facts))


def _check_copies(folder: Path, count: int) -> None:
    """Check that a backup with its name is whole, and that a copy cut short is finished later."""
    for file in folder.glob("backup-*.db"):
        assert verify(store_at(file)) <= count
        for each in folder.glob(f"{file.name}*"):
            each.unlink()
    for part in folder.glob(".*.part*"):
        part.unlink()
    if (folder / "imported.db").exists():
        history = BytesIO((folder / "history.ndjson").read_bytes())
        import_history(history, "history.ndjson", store_at(folder / "imported.db"))
        assert verify(store_at(folder / "imported.db")) == 2
        for each in folder.glob("imported.db*"):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    if (folder / "copied.db").exists():
        copy(store_at(folder / "log.db"), store_at(folder / "copied.db"))
        assert verify(store_at(folder / "copied.db")) == count


def _write_history(folder: Path) -> None:
    log = store_at(folder / "log.db").read()
    lines = to_ndjson(cloud_event(fact) for fact in log.facts(0, log.head()))
    (folder / "history.ndjson").write_text("\n".join(lines), encoding="utf-8")
    log.close()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started, counts, events, left = time.monotonic(), Counter[str](), 0, arguments.kills
    while left > 0:
        # A new folder now and then, since every check reads the whole log.
        kills = min(left, PER_FOLDER)
        with tempfile.TemporaryDirectory() as folder:
            counts += run(kills, arguments.seed + left, Path(folder))
            log = store_at(Path(folder) / "log.db").read()
            events += log.count()
            log.close()
        left -= kills
    took = time.monotonic() - started
    killed = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"{sum(counts.values())} kills ({killed}) in {took:.0f} s: {events} events, none lost")


if __name__ == "__main__":
    main()
