"""A store, and the builds of its view; a log of given facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.application import Tracker
from tracker.decisions.record_facts import Line, RecordFacts
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.stored import StoredFact
from tracker.projections.files import Builds, View
from tracker.projections.schema import VIEW_VERSION
from tracker.testing import History, agreed, claimed, held

V = VIEW_VERSION


class Desk:
    """A store, and the builds of its view; `said` has what was said meanwhile."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path.with_name(f"{path.name}.views")
        self.said: list[str] = []

    def record(self, *commitments: str) -> "Desk":
        """Record commitments, and look at no view."""
        tracker = Tracker(self.path, user="tester")
        for each in commitments:
            tracker.decide(RecordFacts([Line("", agreed(each), None)], tracker.stamps()))
        tracker.close()
        return self

    def builds(self, version: int = V) -> Builds:
        """Give the builds of a version of the view."""
        return Builds(self.folder, say=self.said.append, version=version)

    def open(self, version: int = V) -> View:
        """Open the view, and hold it."""
        with self.log() as log:
            return self.builds(version).open(log)

    def rebuild(self, version: int = V) -> None:
        """Build the view anew."""
        with self.log() as log:
            self.builds(version).rebuild(log)

    def differences(self) -> list[str]:
        """Compare the view with its log."""
        with self.log() as log:
            return self.builds().differences(log)

    def read(self, version: int = V) -> list[str]:
        """Open the view, read its commitments, and let go of it."""
        view = self.open(version)
        try:
            return commitments(view)
        finally:
            view.close()

    @contextmanager
    def log(self) -> Iterator[SQLiteLog]:
        """Open the log."""
        log = SQLiteLog(self.path)
        try:
            yield log
        finally:
            log.close()

    @property
    def pointer(self) -> str:
        """The line of the pointer."""
        return (self.folder / f"current-{V}").read_text()

    @property
    def view(self) -> Path:
        """The file that the pointer names."""
        return self.folder / self.pointer.strip()

    @property
    def views(self) -> list[str]:
        """The names of the builds that are there."""
        return sorted(each.name for each in self.folder.glob("view-*.sqlite"))


def commitments(view: View) -> list[str]:
    """Read the commitments of a view."""
    return [name for (name,) in view.connection.execute("SELECT id FROM commitment ORDER BY id")]


def facts_of(count: int) -> list[StoredFact]:
    history = History()
    history.given(held(), agreed("a", occasion="summit"))
    (meeting, agreement) = history.facts()
    claim = history.when(claimed("a")).facts()[-1]
    more = [
        claim._replace(
            position=number,
            stamp={**claim.stamp, "id": f"00000000-0000-7000-9000-{number:012x}"},
            fields={**claim.fields, "percent": number % 100},
        )
        for number in range(3, count + 1)
    ]
    return [meeting, agreement, *more]


class FactsLog:
    """A log of the given facts."""

    def __init__(self, facts: list[StoredFact]) -> None:
        self.all = facts

    def head(self) -> int:
        """Give the last position."""
        return len(self.all)

    def store_id(self) -> str | None:
        """Give no id: it is no store, or one of version 1."""
        return None

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position."""
        return self.all[position - 1].stamp["id"] if 0 < position <= len(self.all) else None

    def facts(self, after: int, until: int) -> Iterator[StoredFact]:
        """Give the facts after one position and up to another."""
        yield from self.all[after:until]
