"""Imports the history of a store, in turn with the raw insertion of the same rows; prints JSON.

    python importing.py STORE FOLDER ROUNDS

The rows and tag rows go into tables like ours without triggers, in as many transactions.
"""

import json
import statistics
import sys
from pathlib import Path

from bulk import _insert, _raw, _rows_after
from measuring import peak_bytes, seconds

from tracker.formats.history import cloud_event
from tracker.formats.import_history import CHUNK, WHOLE, import_history
from tracker.log.sqlite.log import SQLiteLog
from tracker.log.store import SQLiteStore


def main() -> None:
    """Print how many events were imported, and in how many seconds, ours and raw."""
    source, folder, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    log, history = SQLiteLog(source), folder / "history.ndjson"
    events = log.count()
    with history.open("w", encoding="utf-8") as file:
        for fact in log.facts(0, log.head()):
            file.write(json.dumps(cloud_event(fact), ensure_ascii=False) + "\n")
    log.close()
    ours, theirs = list[float](), list[float]()
    peak = 0
    for number in range(rounds):
        imported = folder / f"imported-{number}.db"
        ours.append(seconds(lambda: _importing(history, imported)))  # noqa: B023 (called at once)
        peak = peak or peak_bytes()  # before the raw rows are held
        theirs.append(_inserting(imported, folder / f"raw-{number}.db", WHOLE if events <= WHOLE else CHUNK))
        imported.unlink()
    found = {
        "events": events,
        "ours": statistics.median(ours),
        "theirs": statistics.median(theirs),
        "peak": peak,
    }
    sys.stdout.write(json.dumps(found))


def _importing(history: Path, target: Path) -> None:
    with history.open("rb") as file:
        import_history(file, history.name, SQLiteStore(target))


def _inserting(imported: Path, raw: Path, size: int) -> float:
    """Insert the rows that were imported into a raw store, a chunk at a time; give the seconds it took."""
    log, connection = SQLiteLog(imported), _raw(raw)
    took = 0.0
    for start in range(0, log.head(), size):
        rows = _rows_after(log.connection, start, size)
        took += seconds(lambda: _insert(connection, rows))  # noqa: B023 (called at once)
    log.close()
    connection.close()
    raw.unlink()
    return took


if __name__ == "__main__":
    main()
