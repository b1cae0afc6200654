"""The lines that are whole processes: help, completion, status, update, and the table at a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

from installed import Installation, Store
from measuring import Arguments, Measured, commands, environment
from table import Row, milliseconds, size

CLICK = "import click"
READING = "import click, sqlite3, tabulate"
RECORDING = """
import click, eventsourcing.dcb.application, pydantic
class Model(pydantic.BaseModel):
    name: str
"""
LATELY, LONG_AGO = "2024-12-31", "2018-12-31"
DERIVED = 10
OF_ITSELF = 1.2
REFERENCE = 0.5
MOST = 1.5

STATUS = (
    ("", (), MOST),
    ("--theme T", ("--theme", "THEME"), MOST),
    ("--meeting M", ("--meeting", "MEETING"), MOST),
    ("--schedule overdue", ("--schedule", "overdue"), DERIVED),
    ("--sort days_late", ("--sort", "days_late"), DERIVED),
    ("--sort deadline", ("--sort", "deadline"), DERIVED),
)
"""How the status table is selected, and the budget of its first twenty rows."""


@dataclass(frozen=True)
class Processes:
    """Whole processes of an installation, on stores of several sizes, so many times each."""

    installation: Installation
    stores: list[Store]
    rounds: int

    def starting(self) -> Iterator[Row]:
        """Measure help and completion, against importing click."""
        yield from self._start("`tracker --help`", ["--help"])
        yield from self._start("complete a verb", [], words="tracker sta")
        for store in self.stores:
            words = f"tracker --store {store.path} show {store.commitments()[0][:4]}"
            events = size(store.events)
            yield from self._start("complete a reference", [], words=words, events=events, budget=REFERENCE)

    def status(self) -> Iterator[Row]:
        """Measure twenty rows of the status table, against importing what it must, and fewer events."""
        for shown, options, budget in STATUS:
            line = f"`status {shown} --limit 20`".replace("  ", " ")
            those = {str(s.events): self._reading(s, *options, "--limit", "20") for s in self.stores}
            times = self._timed({"baseline": self._python(READING), **those})
            for store in self.stores:
                yield _row(line, store, times["baseline"], times[str(store.events)], budget)
            for store in self.stores[1:] if budget == MOST else ():
                smallest = times[str(self.stores[0].events)]
                yield _row(
                    f"{line}, against {size(self.stores[0].events)}",
                    store, smallest, times[str(store.events)], OF_ITSELF,
                )  # fmt: skip

    def moments(self) -> Iterator[Row]:
        """Measure the table as of a day, or as known then, against the table as it stands."""
        for shown, options in (("20 rows", ("--limit", "20")), ("one theme", ("--theme", "THEME"))):
            for store in self.stores:
                moments = {
                    f"{option} {day}": self._reading(store, *options, option, day)
                    for day in (LATELY, LONG_AGO)
                    for option in ("--as-of", "--known-at")
                }
                times = self._timed({"baseline": self._reading(store, *options), **moments})
                for name in moments:
                    yield _row(f"`status {name}`, {shown}", store, times["baseline"], times[name], MOST)

    def update(self, folder: Path) -> Iterator[Row]:
        """Measure a durable claim, against importing what it must; each on a copy of the store."""
        those = {str(s.events): self._updating(s.copy(folder / str(s.events))) for s in self.stores}
        times = self._timed({"baseline": self._python(RECORDING), **those})
        for store in self.stores:
            yield _row("`tracker update`", store, times["baseline"], times[str(store.events)], MOST)

    def _start(
        self,
        line: str,
        options: list[str],
        words: str = "",
        events: str = "any",
        budget: float = OF_ITSELF,
    ) -> Iterator[Row]:
        completing = {"_TRACKER_COMPLETE": "bash_complete", "COMP_WORDS": words}
        completing["COMP_CWORD"] = str(len(words.split()) - 1)
        times = commands(
            {"baseline": self._python(CLICK), "ours": lambda: [self.installation.tracker, *options]},
            self.rounds,
            environment(**completing if words else {}),
        )
        yield _row(line, events, times["baseline"], times["ours"], budget)

    def _timed(self, those: dict[str, Arguments]) -> dict[str, Measured]:
        return commands(those, self.rounds, environment())

    def _python(self, code: str) -> Arguments:
        return lambda: [self.installation.python, "-c", code]

    def _reading(self, store: Store, *options: str) -> Arguments:
        named = {"THEME": store.theme(), "MEETING": store.meeting()}
        words = [named.get(option, option) for option in options]
        return lambda: [self.installation.tracker, "status", "--store", str(store.path), *words]

    def _updating(self, store: Store) -> Arguments:
        commitments, numbers, stored = cycle(store.commitments()), count(1), str(store.path)

        def update() -> list[str]:
            note = f"Call {next(numbers)}"
            claim = ["in-progress", "--by", "MX", "--on", "2026-11-01", "--note", note, "--store", stored]
            return [self.installation.tracker, "update", next(commitments), *claim]

        return update


def _row(line: str, store: Store | str, baseline: Measured, ours: Measured, budget: float) -> Row:
    return Row(
        line,
        size(store.events) if isinstance(store, Store) else store,
        milliseconds(baseline.wall),
        milliseconds(ours.wall),
        ours.wall / baseline.wall,
        budget,
        of_processor_time=ours.cpu / baseline.cpu,
    )
