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

DERIVED = {
    **{f"--schedule {word}": Selection(schedules=(word,), limit=20) for word in ("overdue", "due-soon")},
    **{
        f"--sort {column}": Selection(sort=column, limit=20)
        for column in ("days_late", "schedule", "deadline")
    },
}
"""What is asked beside the plain table of the same moment, in the words of the command line."""


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
        twenty = Selection(limit=20)
        for shown, selection in (("20 rows", twenty), ("one theme", Selection(theme=theme))):
            those = {"now": asking(selection, None, None)}
            for day in days:
                those[f"as-of {day}"] = asking(selection, day, None)
                those[f"known-at {day}"] = asking(selection, None, day)
            measured[shown] = actions(those, int(rounds))
        for name, derived in DERIVED.items():
            for moment in (None, *days):
                measured[f"{name}, as of {moment or 'today'}"] = actions(
                    {"now": asking(twenty, moment, None), "derived": asking(derived, moment, None)},
                    int(rounds),
                )
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main()
