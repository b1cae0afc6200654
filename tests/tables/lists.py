"""A folder with a list and its mapping, imported as an office would; below the command line."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tracker.application import Tracker
from tracker.decisions.record_rows import Reading
from tracker.formats.import_table import Imported, Wanted, import_table
from tracker.formats.mapping import Mapping
from tracker.formats.read_mapping import read_mapping
from tracker.formats.table import Table
from tracker.views.references import standing_keys

DATA = Path(__file__).parents[3] / "shared" / "data"
MAPPINGS = Path(__file__).with_name("mappings")
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)

PLAN = """
mapping: 1
vocabularies:
  status: {Done: fulfilled, Under way: in-progress, Not begun: not-started}
rows:
  key: "plan {No}"
  commitments:
    id: "plan-{No}"
    text: "{Text}"
    obligors: MX
    on: 2024-01-15
    deadline: "{Due}"
  updates:
    when: Status
    commitment: "plan-{No}"
    status: {column: Status, vocabulary: status}
    by: MX
    effective: "{seen}"
"""


class Lists:
    """Lists in a folder, and the store they are imported into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tracker = Tracker(folder / "desk.db", user="desk", now=lambda: NOW)
        self._mapping: Mapping | None = None

    def mapping(self, text: str) -> "Lists":
        """Take a mapping."""
        self._mapping = read_mapping(text.encode(), "plan.yaml", self.folder)
        return self

    def open(self, content: str | bytes, name: str = "plan.csv") -> Table:
        """Write a list and open it by the mapping."""
        assert self._mapping is not None
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self._mapping.open(path)

    def imported(
        self,
        content: str | bytes | Path,
        name: str = "plan.csv",
        *,
        seen: str | None = None,
        corrections: bool = False,
        dry_run: bool = False,
        keep_going: bool = False,
    ) -> Imported:
        """Import a list."""
        assert self._mapping is not None
        table = self._mapping.open(content) if isinstance(content, Path) else self.open(content, name)
        wanted = Wanted(Reading(seen, corrections), dry_run, keep_going)
        return import_table(self.tracker, self._mapping, table, wanted, self._standing_keys)

    def _standing_keys(self, beginning: str) -> list[tuple[str, str]]:
        if not self.tracker.store.exists():
            return []
        with self.tracker.view() as connection:
            return standing_keys(connection, beginning)

    def facts(self, stored_type: str | None = None) -> list[dict[str, Any]]:
        """Give what the log says, or all of one type."""
        if not self.tracker.store.exists():
            return []
        log = self.tracker.log()
        try:
            return [fact.fields for fact in log.facts(0, log.head()) if stored_type in {None, fact.type}]
        finally:
            log.close()

    def types(self) -> Counter[str]:
        """Count the facts of the log by their types."""
        if not self.tracker.store.exists():
            return Counter()
        log = self.tracker.log()
        try:
            return Counter(fact.type for fact in log.facts(0, log.head()))
        finally:
            log.close()

    def minutes(self, content: str | bytes, name: str = "plan.csv", seen: str | None = None) -> Iterator[Any]:
        """Give what the rows become, as minutes."""
        from tracker.formats.mapped import Mapped

        assert self._mapping is not None
        for _, minutes in Mapped(self._mapping, self.open(content, name), seen).minutes():
            yield minutes


def reasons(done: Imported) -> list[tuple[int, str, str, str]]:
    """Give what was refused: row, column, value, reason."""
    return [(each.row, each.column, each.value, each.reason) for each in done.refused]
