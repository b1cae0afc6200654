"""Feeds broken minutes, histories, dates and stamps to whatever reads them from outside.

    python tests/faults/fuzz.py --inputs 100000 --seed 1

Valid inputs are mutated (bytes flipped, cut, doubled, swapped; tokens put in). Each is read, and
minutes that are read are recorded in memory; whatever is refused must be refused by one of our own
errors, within a second, and must leave the log as it was.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from eventsourcing.dcb.popo import InMemoryDCBRecorder
from pydantic import ValidationError

from events.dates import DateError, WrittenDate
from events.facts import FACTS
from events.parts import Stamp
from tracker.decisions.decider import Decider
from tracker.decisions.record_facts import RecordFacts
from tracker.errors import TrackerError
from tracker.formats.history import history_lines
from tracker.formats.minutes import read_minutes
from tracker.formats.valid_history import replayed
from tracker.testing import History

SLOWEST = 1.0
TOKENS = [
    b"&a ",
    b"*a",
    b"!!python/object:x ",
    b"{",
    b"}",
    b"[",
    b"]",
    b": ",
    b"- ",
    b"\n",
    b"\t",
    b'"',
    b"'",
    b"|\n",
    b"\x00",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\x1b[31m",
    b"---\n",
    b"...\n",
    b"? ",
    b"%YAML 9\n",
    b"null",
    b"~",
    b"2024-13",
    b"2028/2027",
    b"9" * 40,
    b"id",
    b"commitment",
    b"agreed",
    b"\\ud800",
    b"1e999",
    b"NaN",
    b"true",
]

HERE = Path(__file__).parent
MINUTES = [
    *(HERE.parent / "cli" / "dossier").glob("*.yaml"),
    HERE.parents[1] / "tracker" / "seed" / "2022-03-14-mexico-city.yaml",
]
HISTORIES = list((HERE.parent / "histories").glob("*.jsonl"))


def run(inputs: int, seed: int) -> tuple[Counter[str], float]:
    """Feed so many inputs; give what became of them, and the longest any took in seconds."""
    dice = random.Random(seed)
    feeders = _feeders()
    counts: Counter[str] = Counter()
    longest = 0.0
    for number in range(inputs):
        name, seeds, feed = feeders[number % len(feeders)]
        data = mutated(dice.choice(seeds), dice)
        started = time.perf_counter()
        verdict = _verdict(feed, data)
        took = time.perf_counter() - started
        assert took < SLOWEST, f"{name} took {took:.1f} s: {data!r}"
        longest = max(longest, took)
        counts[f"{name} {verdict}"] += 1
    return counts, longest


def _verdict(feed: Callable[[bytes], None], data: bytes) -> str:
    try:
        feed(data)
    except (TrackerError, DateError, ValidationError):
        return "refused"
    return "read"


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Break an input in one to four places."""
    broken = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(broken) + 1)
        length = dice.randint(1, 12)
        match dice.randrange(5):
            case 0:
                broken[place:place] = dice.choice(TOKENS)
            case 1:
                del broken[place : place + length]
            case 2:
                broken[place:place] = broken[place : place + length]
            case 3:
                broken[place : place + 1] = bytes([dice.randrange(256)])
            case _:
                other = dice.randrange(len(broken) + 1)
                broken[place : place + length] = broken[other : other + length]
    return bytes(broken)


def _feeders() -> list[tuple[str, list[bytes], Callable[[bytes], None]]]:
    minutes = [path.read_bytes() for path in MINUTES]
    histories = [b"\n".join(path.read_bytes().split(b"\n")[:12]) for path in HISTORIES]
    lines = [line for path in HISTORIES for line in path.read_bytes().split(b"\n") if line]
    dates = [b"2024", b"2024-06~", b"2024-06-30?", b"2027-10/2028", b"2023-02-29"]
    return [
        ("minutes", minutes, _minutes),
        ("histories", histories, _history),
        ("lines", lines, _history),
        ("dates", dates, _date),
        ("stamps", lines, _stamp),
    ]


def _minutes(data: bytes) -> None:
    lines = read_minutes(data, "fuzz.yaml").lines
    recorder = InMemoryDCBRecorder()
    stamps = History(recorder).stamps()
    try:
        Decider(recorder).decide(RecordFacts(lines, stamps))
    except TrackerError:
        assert list(recorder.read()) == [], "a refused file was recorded in part"
        raise


def _history(data: bytes) -> None:
    connection, _ = replayed(BytesIO(data), "fuzz.ndjson")
    connection.close()


def _date(data: bytes) -> None:
    WrittenDate.parse(data.decode("utf-8", "surrogateescape"))


def _stamp(data: bytes) -> None:
    for _, stored_type, fact, _ in history_lines(BytesIO(data), "fuzz.ndjson"):
        if fact:
            Stamp.model_validate(fact.stamp)
            FACTS[stored_type].model_validate({**fact.fields, "stamp": fact.stamp})


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started = time.monotonic()
    counts, longest = run(arguments.inputs, arguments.seed)
    fates = ", ".join(f"{count} {fate}" for fate, count in sorted(counts.items()))
    took = time.monotonic() - started
    print(f"{sum(counts.values())} inputs in {took:.0f} s: {fates}; longest {longest:.2f} s")


if __name__ == "__main__":
    main()
