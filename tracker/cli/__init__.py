"""The command line: flat verbs, thin, grouped by what they do. Imports happen inside functions."""

import gc
import os
import sys

TYPE_CHECKING = False  # that of `typing` takes a tenth of the time of completing a reference
if TYPE_CHECKING:
    from tracker.cli.command import main

__all__ = ["main"]

COMPLETING = "_TRACKER_COMPLETE"
"""By this variable a shell asks for what may come next."""


PROGRAM = ("/tracker", "/tracker/__main__.py")
"""Where Python runs the program, and not another one that calls us."""
MADE = 50_000
"""Objects after which the program looks for garbage, not 700: loading makes thousands that are none."""


def __getattr__(name: str) -> object:
    """Give the group of verbs, which loads click; what a shell asks may be answered without it."""
    if name != "main":
        raise AttributeError(name)
    if COMPLETING in os.environ:
        from tracker.cli.quick import complete_or_run

        return complete_or_run
    if "".join(sys.argv[:1]).endswith(PROGRAM):
        gc.set_threshold(MADE)
    from tracker.cli.command import main

    return main
