"""What a command works with: its store, its terminal, and what it says on stderr."""

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tracker.log.store import Log


PROMOTION_SECONDS = 20.0
"""So long recording waits for a standby to become the primary; reading says at once that nobody is there."""
RECORDING = ("Record", "Correct")


class Session:
    """One run of a command."""

    def __init__(self, *, store: str | None = None) -> None:
        from tracker.application import Tracker
        from tracker.cli.verbs import VERBS

        context = click.get_current_context()
        settings = context.ensure_object(dict)
        verb = VERBS.get(context.command.name or "")
        patience = PROMOTION_SECONDS if verb and verb.section in RECORDING else 0.0
        self.quiet: bool = bool(settings.get("quiet"))
        self.tracker = Tracker(store or chosen_store(settings.get("store")), say=self.say, patience=patience)
        self._watched: Log | None = None
        self._head = 0
        context.call_on_close(self.tracker.close)

    def say(self, text: str) -> None:
        """Say something on stderr, unless told to be quiet."""
        from tracker.words.text import escape

        if not self.quiet:
            with contextlib.suppress(OSError):  # nobody listens; that fails nothing
                click.echo(escape(text), err=True)

    @property
    def exists(self) -> bool:
        """Whether the store is there already."""
        return self.tracker.store.exists()

    def wait_for_news(self) -> None:
        """Wait until something was recorded by any desk."""
        if self._watched is None:
            self._watched = self.tracker.log()
            click.get_current_context().call_on_close(self._watched.close)
            self._head = self._watched.head()
            return  # what came while the table was printed is looked at once more
        while (head := self._watched.head()) == self._head:
            self._watched.wait(1.0)
        self._head = head


def chosen_store(option: str | None) -> str:
    """Give the store a user chose: --store, else TRACKER_STORE, else the one in the data folder."""
    from tracker.environment import default_store

    return option or os.environ.get("TRACKER_STORE") or str(default_store())


def on_terminal() -> bool:
    """Say whether stdout is a terminal."""
    return sys.stdout.isatty()


def colours() -> bool:
    """Say whether to use colours: on a terminal, unless NO_COLOR is set (no-color.org)."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def bars() -> bool:
    """Say whether to draw bars and tracks: on a terminal whose encoding has them."""
    return on_terminal() and (sys.stdout.encoding or "").lower().startswith("utf")


def width() -> int | None:
    """Give the width of the terminal, None where there is none."""
    return columns() if on_terminal() else None


TOO_WIDE = 6
"""Digits of a COLUMNS that is a mistake."""


def columns() -> int:
    """Give the width of the terminal: what COLUMNS says, else what it says itself, else 80.

    As `shutil.get_terminal_size` does, which takes a tenth of the time of `--help` to load.
    """
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and len(given) < TOO_WIDE and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


def interactive() -> bool:
    """Say whether a question can be asked and answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()
