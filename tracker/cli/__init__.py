"""The command line: flat verbs, thin, grouped by what they do. Imports happen inside functions."""

from tracker.cli.command import main

__all__ = ["main"]
