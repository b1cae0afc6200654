"""The table of the benchmarks: what was measured against what, and whether it is within its budget."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

HEADINGS = ("line", "events", "baseline", "ours", "ratio", "budget", "", "of CPU")


@dataclass(frozen=True)
class Row:
    """One ratio. Its budget is the most it may be, or the least; None where DESIGN.md sets none.

    Whole processes have a second ratio, of processor time, which a busy machine distorts less.
    """

    line: str
    events: str
    baseline: str
    ours: str
    ratio: float
    budget: float | None = None
    at_least: bool = False
    of_processor_time: float | None = None

    @property
    def verdict(self) -> str:
        """Say whether the ratio is within its budget."""
        if self.budget is None:
            return ""
        met = self.ratio >= self.budget if self.at_least else self.ratio <= self.budget
        return "ok" if met else "**over**"

    def cells(self) -> list[str]:
        """Give the row as the cells of the table."""
        budget = "" if self.budget is None else f"{'≥' if self.at_least else '≤'} {self.budget:g}"
        cpu = "" if self.of_processor_time is None else f"{self.of_processor_time:.2f}"
        return [
            self.line, self.events, self.baseline, self.ours, f"{self.ratio:.2f}", budget, self.verdict, cpu,
        ]  # fmt: skip


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """Draw the table, a line as soon as it was measured."""
    for cells in chain([list(HEADINGS), ["---"] * len(HEADINGS)], (row.cells() for row in rows)):
        yield f"| {' | '.join(cells)} |"


def machine(seed: int, rounds: int) -> str:
    """Say where and when this was measured."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    facts = {
        "processor": f"{_processor()}, {os.cpu_count()} cores, load {load}",
        "system": platform.platform(),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "SQLite": sqlite3.sqlite_version,
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "seed": str(seed),
        "rounds": f"{rounds} for whole processes; medians, baseline and ours in turn",
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items())


def milliseconds(seconds: float) -> str:
    """Write a time as the table does."""
    return f"{seconds * 1000:.1f} ms"


def rate(per_second: float) -> str:
    """Write a number of events a second as the table does."""
    return f"{per_second:,.0f}/s"


def size(events: int) -> str:
    """Write a number of events shortly."""
    for unit, name in ((1_000_000, "M"), (1_000, "k")):
        if events >= unit and events % unit == 0:
            return f"{events // unit}{name}"
    return str(events)


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
