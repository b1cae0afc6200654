"""How far something is that takes long: a bar on stderr where that is a terminal; nothing elsewhere."""

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import Any

import click

from tracker.environment import Progress

SHOW_AFTER_SECONDS = 0.5
CLEAR_LINE = "\r\x1b[K"


@contextlib.contextmanager
def progress_bar(label: str, *, quiet: bool = False) -> Iterator[Progress]:
    """Show a bar under a label once its block has lasted half a second, until it ends.

    What it gives is called with how much is done, and of how much.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    began, bars = time.monotonic(), list[Any]()

    def show(done: int, total: int) -> None:
        if bars:
            bars[0].length = max(total, 1)
            bars[0].update(done - bars[0].pos)
        elif time.monotonic() - began >= SHOW_AFTER_SECONDS:
            bars.append(click.progressbar(length=max(total, 1), label=label, show_pos=True, file=sys.stderr))
            bars[0].update(done)

    try:
        yield show
    finally:
        if bars:
            with contextlib.suppress(OSError):  # nobody looks; that fails nothing
                click.echo(f"{CLEAR_LINE}\x1b[?25h", nl=False, err=True)
