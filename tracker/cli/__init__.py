"""The command line: flat verbs, thin, grouped by what they do. Imports happen inside functions."""

from tracker.cli.command import main

# Importing these registers their verbs; the order is that of the help text.
from tracker.cli import record, facts, read, correct, exchange, keep  # noqa: F401, I001

__all__ = ["main"]
