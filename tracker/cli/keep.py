"""Keep: rebuild, schema."""

import sys
import time
from collections.abc import Callable

import click

from tracker.cli.command import verb
from tracker.cli.output import write_text
from tracker.cli.session import Session


@verb("tracker rebuild")
def rebuild() -> None:
    """Rebuild the view from the log, aside; readers go on reading meanwhile."""
    session = Session()
    started = time.perf_counter()
    with progress_bar(session, "Rebuilding") as progress:
        count = session.tracker.rebuild(progress)
    session.say(f"Rebuilt the view of {count} events in {time.perf_counter() - started:.1f} s")


class progress_bar:  # noqa: N801 (used as a function)
    """A progress bar on stderr where that is a terminal; nothing elsewhere."""

    def __init__(self, session: Session, label: str) -> None:
        self._shown = sys.stderr.isatty() and not session.quiet
        self._label = label
        self._last = 0.0

    def __enter__(self) -> Callable[[int, int], None]:
        return self._show

    def __exit__(self, *_: object) -> None:
        if self._shown and self._last:
            sys.stderr.write("\r\x1b[K")

    def _show(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._shown or now - self._last < 0.1:  # noqa: PLR2004 (ten times a second)
            return
        self._last = now
        filled = 30 * done // max(total, 1)
        sys.stderr.write(f"\r{self._label} [{'#' * filled}{'.' * (30 - filled)}] {done:,} of {total:,}")
        sys.stderr.flush()


@verb("tracker schema\ntracker schema minutes")
@click.argument("what", type=click.Choice(["events", "minutes"]), default="events")
def schema(what: str) -> None:
    """Print the JSON Schema of events or of minutes."""
    from tracker.render import to_json
    from tracker.schemas import events_schema, minutes_schema

    write_text(to_json(minutes_schema() if what == "minutes" else events_schema()), None, Session())
