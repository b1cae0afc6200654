"""What a command works with: its store, its terminal, and what it says on stderr."""

import os
import sys
from pathlib import Path

import click


class Session:
    """One run of a command."""

    def __init__(self, *, store: Path | None = None) -> None:
        from tracker.application import Tracker

        context = click.get_current_context()
        settings = context.ensure_object(dict)
        self.quiet: bool = bool(settings.get("quiet"))
        self.tracker: Tracker = Tracker(store or chosen_store(settings.get("store")), say=self.say)
        context.call_on_close(self.tracker.close)

    def say(self, text: str) -> None:
        """Say something on stderr, unless told to be quiet."""
        from tracker.text import escape

        if not self.quiet:
            click.echo(escape(text), err=True)

    @property
    def exists(self) -> bool:
        """Whether the store is there already."""
        return self.tracker.path.exists()


def chosen_store(option: str | None) -> Path:
    """Give the path of the store a user chose: --store, else TRACKER_STORE, else the data folder."""
    from tracker.application import default_store
    from tracker.errors import StoreError

    name = option or os.environ.get("TRACKER_STORE")
    if not name:
        return default_store()
    if "://" in name:
        scheme = name.partition("://")[0]
        raise StoreError(
            f"stores of the kind {scheme}:// are not supported by this version",
            "Give the path of a file.",
        )
    if "\x00" in name:
        raise StoreError("the name of the store has a NUL character", "Give the path of a file.")
    return Path(name)


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
    import shutil

    return shutil.get_terminal_size((80, 24)).columns if on_terminal() else None


def interactive() -> bool:
    """Say whether a question can be asked and answered."""
    return sys.stdin.isatty() and sys.stderr.isatty()
