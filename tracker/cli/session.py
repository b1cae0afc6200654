"""What a command works with: its store, its terminal, and what it says on stderr."""

import contextlib
import os
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from events.sentences import sentence
from tracker.errors import InputError, StoreError
from tracker.words.language import phrase

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

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
        self._settings = settings
        self.quiet: bool = bool(settings.get("quiet"))
        self.tracker = Tracker(
            store or chosen_store(settings.get("store")),
            say=self.say,
            patience=patience,
            progress=self.progress,
        )
        _require_places(self.tracker)
        self._watched: Log | None = None
        self._head = 0
        context.call_on_close(self.tracker.close)

    def progress(self, title: str) -> "contextlib.AbstractContextManager[Progress]":
        """Show how far something is, under a title in the user's language."""
        from tracker.cli.progress import progress_bar

        shown = sys.stderr.isatty() and not self.quiet
        return progress_bar(phrase(self.lang, title) if shown else title, quiet=self.quiet)

    def say(self, text: str, many: str = "", /, **values: object) -> None:
        """Say something on stderr in the user's language, unless told to be quiet."""
        from tracker.words.text import escape

        if not self.quiet:
            with contextlib.suppress(OSError):  # nobody listens; that fails nothing
                click.echo(as_wide(escape(phrase(self.lang, text, many, **values))), err=True)

    @cached_property
    def lang(self) -> str:
        """The language in which sentences are said."""
        return language(self._settings)

    def day_for(self, option: str, text: str) -> str:
        """Put the day in place of a word that was given for one, and say so."""
        from tracker.views.moment import in_place_of_word

        day = in_place_of_word(text, self.tracker.today)
        if day != text:
            self.say("{option} {text} is {day}.", option=option, text=text, day=day)
        return day

    @contextlib.contextmanager
    def creating(self) -> Iterator[None]:
        """Say so if what is recorded meanwhile makes the store."""
        store = self.tracker.store
        new = store.beside is not None and not store.exists()
        yield
        if new and store.exists():
            self.say("Created {store}", store=store.name)

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


def language(settings: dict[str, Any]) -> str:
    """Give the language a user reads: that of --lang, else of the configuration, else English."""
    from tracker.environment import configuration

    if not settings.get("lang"):
        settings["lang"] = configuration().lang or "en"
    return str(settings["lang"])


def keep_language(context: click.Context, _: click.Parameter, chosen: str | None) -> str:
    """Keep the language that --lang says, so that all that is said is in it; else it is the usual one."""
    settings = context.ensure_object(dict)
    if chosen:
        settings["lang"] = chosen
    return "en" if context.resilient_parsing else language(settings)


def must_say_something(option: str, value: str | None) -> None:
    """Refuse an option that was given and is empty: what is usual would be done instead, unasked."""
    if value is not None and not value.strip():
        raise InputError(
            sentence("{option} is empty", option=option),
            "Leave it out for the usual; was a variable not set?",
        )


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
            sentence("there is no home folder {name}", name=Path(name).parts[0]),
            "Write the path of the store without ~.",
        ) from error


def _require_places(tracker: "Tracker") -> None:
    """Refuse an environment in which there is no day, or nowhere to keep the view."""
    from tracker.environment import view_folder

    try:
        _ = tracker.today
    except ValueError as error:
        raise InputError(
            sentence("the time zone {zone!r} is a day or more away from UTC", zone=os.environ.get("TZ")),
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
    """Give the width to write for, None for any.

    It is that of the terminal; where stdout is none, what COLUMNS says, or the width of the terminal
    at which the reader of a pipe sits. A file, and a pipe that nobody watches, has lines of any length.
    """
    if on_terminal() or _given_columns():
        return columns()
    return _terminal_of(sys.stderr) if _is_pipe(sys.stdout) else None


def width_of_sentences() -> int | None:
    """Give the width to which sentences on stderr are written, None for any."""
    return _given_columns() or _terminal_of(sys.stderr)


def _terminal_of(stream: "TextIO | None") -> int | None:
    """Give the width of the terminal that a stream goes to, None if it goes to none."""
    try:
        return (os.get_terminal_size(stream.fileno()).columns or 80) if stream else None
    except (ValueError, OSError):
        return None


def _is_pipe(stream: "TextIO | None") -> bool:
    from stat import S_ISFIFO

    try:
        return stream is not None and S_ISFIFO(os.fstat(stream.fileno()).st_mode)
    except (ValueError, OSError):
        return False


def as_wide(text: str) -> str:
    """Break the lines of a text that are longer than the terminal of stderr is wide."""
    from tracker.pages.wrap import wrapped

    width = width_of_sentences()
    if width is None or len(text) * 2 <= width:
        return text
    lines = []
    for each in text.split("\n"):
        words = each.lstrip(" ")
        start = each[: len(each) - len(words)]
        lines += wrapped(words, width, start, f"{start}  ")
    return "\n".join(lines)


def page(output: "Path | None") -> "Page":
    """Give what an answer is drawn on: the terminal, if it goes there."""
    from tracker.pages.render import Page

    if str(output or "-") != "-":
        return Page()
    return Page(width(), colours(), bars(), plain=not _has_marks())


def _has_marks() -> bool:
    """Say whether the encoding of stdout has our marks; else ASCII stands in their place."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "✔▲●".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


TOO_WIDE = 6
"""Digits of a COLUMNS that is a mistake."""


def columns() -> int:
    """Give the width of the terminal: what COLUMNS says, else what it says itself, else 80.

    As `shutil.get_terminal_size` does, which takes a tenth of the time of `--help` to load.
    """
    return _given_columns() or _terminal_of(sys.__stdout__) or 80


def _given_columns() -> int | None:
    """Give what COLUMNS says, None where it says nothing of use."""
    given = os.environ.get("COLUMNS", "")
    return int(given) or None if given.isdecimal() and len(given) < TOO_WIDE else None


def interactive() -> bool:
    """Say whether a question can be asked and answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()
