"""Imports a generated table through a mapping, in turn with what it is measured against; prints JSON.

    python tables.py FOLDER ROWS ROUNDS [--rows-alone]

ROWS rows, each a commitment and a claim, are imported into a new store, and then once more, which is
nothing new; the same bytes are read with `csv` alone, and through the mapping, deciding nothing; and the
same facts are recorded from minutes. With --rows-alone the import alone is run,
once, for the memory it takes.
"""

import csv
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from measuring import peak_bytes

from tracker.application import Tracker
from tracker.decisions.record_rows import Reading
from tracker.formats.import_table import Wanted, import_table
from tracker.formats.mapped import Mapped
from tracker.formats.mapping import Mapping
from tracker.formats.read_mapping import read_mapping

SEEN = "2026-06-30"
MAPPING = """
mapping: 1
vocabularies:
  status: {Done: fulfilled, Under way: in-progress, Not begun: not-started, Stuck: stalled}
rows:
  - key: "plan {No.}"
    unused: [Remarks]
    commitments:
      id: "plan-{No.}"
      text: "{Commitment}"
      obligors: {column: Side, split: ";"}
      on: {column: Agreed, formats: [DD/MM/YYYY]}
      theme: "{Theme}"
      lead: "{Office}"
      deadline: "{Due}"
    updates:
      commitment: "plan-{No.}"
      status: {column: Status, vocabulary: status}
      by: MX
      percent: {column: Progress, number: percent}
      effective: "{seen}"
"""
HEADERS = ["No.", "Commitment", "Side", "Agreed", "Theme", "Office", "Due", "Status", "Progress", "Remarks"]
STATUSES = ("Done", "Under way", "Not begun", "Stuck")
LARGEST = 4 * 1024 * 1024
"""Bytes of a file of minutes, which may have five."""


def main() -> None:
    """Print how many rows and events there were, and how long each way took."""
    folder, rows, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    table = folder / "plan.csv"
    write_table(table, rows)
    mapping = read_mapping(MAPPING.encode(), "plan.yaml", folder)
    if "--rows-alone" in sys.argv:
        found: dict[str, object] = {"seconds": seconds(lambda: imported(mapping, table, folder / "one.db"))}
    else:
        found = compared(mapping, table, folder, rounds)
    sys.stdout.write(json.dumps({"rows": rows, "bytes": table.stat().st_size, "peak": peak_bytes(), **found}))


def compared(mapping: Mapping, table: Path, folder: Path, rounds: int) -> dict[str, object]:
    """Time the import, in turn with reading the bytes alone and with recording from minutes."""
    minutes = as_minutes(mapping, table)
    ours, again, mapped, read, recorded = (list[float]() for _ in range(5))
    for number in range(rounds):
        ours.append(seconds(lambda: imported(mapping, table, folder / f"a{number}.db")))  # noqa: B023 (called at once)
        again.append(seconds(lambda: nothing_new(mapping, table, folder / f"a{number}.db")))  # noqa: B023 (the same)
        mapped.append(seconds(lambda: list(Mapped(mapping, mapping.open(table), SEEN).rows())))
        read.append(seconds(lambda: list(csv.reader(table.open(newline="", encoding="utf-8")))))
        tracker = Tracker(folder / f"b{number}.db", user="bench")
        recorded.append(seconds(lambda: tracker.record_files(minutes)))  # noqa: B023 (called at once)
        tracker.close()
    medians = map(statistics.median, (ours, again, mapped, read, recorded))
    return dict(zip(("ours", "again", "mapped", "read", "recorded"), medians, strict=True))


def imported(mapping: Mapping, table: Path, store: Path) -> None:
    """Import the table into a new store."""
    tracker = Tracker(store, user="bench")
    done = import_table(tracker, mapping, mapping.open(table), Wanted(Reading(SEEN)), lambda _: [])
    if done.refused or not done.events:
        raise RuntimeError(f"{store}: {done.refused[:3]}")
    tracker.close()


def seconds(action: Callable[[], object]) -> float:
    """Time an action of this process once, of the processor: other work on the machine is no part of it."""
    gc.collect()
    start = time.process_time()
    action()
    return time.process_time() - start


def nothing_new(mapping: Mapping, table: Path, store: Path) -> None:
    """Import the table once more."""
    tracker = Tracker(store, user="bench")
    done = import_table(tracker, mapping, mapping.open(table), Wanted(Reading(SEEN)), lambda _: [])
    if done.refused or done.events:
        raise RuntimeError(f"{store}: {done.refused[:3]}")
    tracker.close()


def as_minutes(mapping: Mapping, table: Path) -> list[tuple[bytes, str]]:
    """Write what the rows become as minutes, in files that are not too large."""
    files: list[tuple[bytes, str]] = []
    sections: dict[str, list[object]] = {}
    size = 0
    for _, minutes in Mapped(mapping, mapping.open(table), SEEN).minutes():
        for section, entries in minutes.items():
            sections.setdefault(section, []).extend(entries)
            size += len(json.dumps(entries))
        if size > LARGEST:
            files.append((json.dumps(sections).encode(), f"minutes-{len(files)}.json"))
            sections, size = {}, 0
    return [*files, (json.dumps(sections).encode(), f"minutes-{len(files)}.json")]


def write_table(path: Path, rows: int) -> None:
    """Write a table as an office keeps one."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(1, rows + 1):
            writer.writerow(
                (
                    f"{number:07}",
                    f"Strengthen the cooperation on river {number} by sharing its gauges every quarter",
                    ("MX;US", "MX", "US")[number % 3],
                    f"{number % 28 + 1:02}/{number % 12 + 1:02}/202{number % 5}",
                    f"theme-{number % 40}",
                    ("SRE", "DHS", "SEMARNAT", "EPA")[number % 4],
                    f"202{number % 4 + 6}",
                    STATUSES[number * 7 % 4],
                    f"{number % 101} %",
                    f"as of the meeting of desk {number % 90}, see file {number}",
                )
            )


if __name__ == "__main__":
    main()
