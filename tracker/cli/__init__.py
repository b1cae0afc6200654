"""The command line: flat verbs, thin, grouped by what they do. Imports happen inside functions."""

import os

TYPE_CHECKING = False  # that of `typing` takes a tenth of the time of completing a reference
if TYPE_CHECKING:
    from tracker.cli.command import main

__all__ = ["main"]

COMPLETING = "_TRACKER_COMPLETE"
"""By this variable a shell asks for what may come next."""


def __getattr__(name: str) -> object:
    """Give the group of verbs, which loads click; what a shell asks may be answered without it."""
    if name != "main":
        raise AttributeError(name)
    if COMPLETING in os.environ:
        from tracker.cli.quick import complete_or_run

        return complete_or_run
    from tracker.cli.command import main

    return main
