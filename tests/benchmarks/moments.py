"""Asks for the status table at several moments, in turn, in one process; prints JSON.

Called with STORE THEME ROUNDS DAY….
"""

import json
import sys
from collections.abc import Callable

from measuring import actions

from tracker.application import Tracker
from tracker.views.selection import Selection
from tracker.views.status import StatusView


def main() -> None:
    """Print the seconds of each, by what is asked."""
    store, theme, rounds, *days = sys.argv[1:]
    tracker = Tracker(store)
    with tracker.view() as connection:

        def asking(selection: Selection, as_of: str | None, known_at: str | None) -> Callable[[], object]:
            def ask() -> object:
                moment = tracker.moment(connection, as_of, known_at)
                return StatusView(connection, moment).rows(selection)

            return ask

        measured = {}
        for shown, selection in (("20 rows", Selection(limit=20)), ("one theme", Selection(theme=theme))):
            those = {"now": asking(selection, None, None)}
            for day in days:
                those[f"as-of {day}"] = asking(selection, day, None)
                those[f"known-at {day}"] = asking(selection, None, day)
            measured[shown] = actions(those, int(rounds))
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main()
