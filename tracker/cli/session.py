"""What a command works with: its store, its terminal, and what it says on stderr."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tracker.errors import InputError, StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.application import Tracker
    from tracker.environment import Progress
    from tracker.log.store import Log
    from tracker.pages.render import Page

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
        self.tracker = Tracker(
            store or chosen_store(settings.get("store")),
            say=self.say,
            patience=patience,
            progress=self._progress,
        )
        _require_places(self.tracker)
        self._watched: Log | None = None
        self._head = 0
        context.call_on_close(self.tracker.close)

    def _progress(self, title: str) -> "contextlib.AbstractContextManager[Progress]":
        from tracker.cli.progress import progress_bar

        return progress_bar(title, quiet=self.quiet)

    def say(self, text: str) -> None:
        """Say something on stderr, unless told to be quiet."""
        from tracker.words.text import escape

        if not self.quiet:
            with contextlib.suppress(OSError):  # nobody listens; that fails nothing
                click.echo(escape(text), err=True)

    def day_for(self, option: str, text: str) -> str:
        """Put the day in place of a word that was given for one, and say so."""
        from tracker.views.moment import in_place_of_word

        day = in_place_of_word(text, self.tracker.today)
        if day != text:
            self.say(f"{option} {text} is {day}.")
        return day

    @contextlib.contextmanager
    def creating(self) -> Iterator[None]:
        """Say so if what is recorded meanwhile makes the store."""
        store = self.tracker.store
        new = store.beside is not None and not store.exists()
        yield
        if new and store.exists():
            self.say(f"Created {store.name}")

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
    """Give the store a user chose by --store, TRACKER_STORE or the configuration, else the usual one."""
    from tracker.environment import configuration, default_store

    named = option or os.environ.get("TRACKER_STORE") or configuration().store
    if named:
        return at_home(named)
    try:
        return str(default_store())
    except RuntimeError as error:  # of pathlib
        raise StoreError(
            "there is no home folder to keep a store in", "Name one with --store or TRACKER_STORE."
        ) from error


def at_home(name: str) -> str:
    """Put the home folder in place of the ~ that a name begins with; refuse that of nobody."""
    if not name.startswith("~"):
        return name
    from pathlib import Path

    try:
        return str(Path(name).expanduser())
    except RuntimeError as error:  # of pathlib
        raise StoreError(
            f"there is no home folder {Path(name).parts[0]}", "Write the path of the store without ~."
        ) from error


def _require_places(tracker: "Tracker") -> None:
    """Refuse an environment in which there is no day, or nowhere to keep the view."""
    from tracker.environment import view_folder

    try:
        _ = tracker.today
    except ValueError as error:
        raise InputError(
            f"the time zone {os.environ.get('TZ')!r} is a day or more away from UTC",
            "Set TZ to a place, like America/Mexico_City.",
        ) from error
    try:
        view_folder(tracker.store.name, tracker.store.beside)
    except RuntimeError as error:  # of pathlib
        raise StoreError(
            "there is no home folder to keep the view in", "Set XDG_CACHE_HOME to a folder of yours."
        ) from error


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


def page(output: "Path | None") -> "Page":
    """Give what an answer is drawn on: the terminal, if it goes there."""
    from tracker.pages.render import Page

    return Page(width(), colours(), bars()) if str(output or "-") == "-" else Page()


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
