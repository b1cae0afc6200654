"""Rebuilds a view, in turn with just reading and validating the same events; prints JSON.

Called with STORE FOLDER ROUNDS it gives the seconds of both; without ROUNDS, the peak of memory
of one rebuild, in bytes.
"""

import json
import sys
from pathlib import Path

from measuring import actions, peak_bytes

from tracker.log.sqlite.log import SQLiteLog
from tracker.projections.files import Builds


def main() -> None:
    """Print what was measured."""
    log, builds = SQLiteLog(Path(sys.argv[1])), Builds(Path(sys.argv[2]))
    if len(sys.argv) == 3:
        builds.rebuild(log)
        measured = {"peak": float(peak_bytes())}
    else:
        measured = actions(
            {"ours": lambda: builds.rebuild(log), "theirs": lambda: _read(log)}, int(sys.argv[3])
        )
    sys.stdout.write(json.dumps(measured))


def _read(log: SQLiteLog) -> None:
    """Read and validate every event."""
    from events.facts import FACTS

    for stored in log.facts(0, log.head()):
        FACTS[stored.type].model_validate({**stored.fields, "stamp": stored.stamp})


if __name__ == "__main__":
    main()
