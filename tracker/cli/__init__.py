"""The command line: flat verbs, thin, grouped by what they do. Imports happen inside functions."""

# Importing these registers their verbs; the order is that of the help text.
from tracker.cli import correct, exchange, facts, keep, log, read, record, report  # noqa: F401
from tracker.cli.command import main

__all__ = ["main"]
