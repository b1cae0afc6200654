"""A tracker of bilateral commitments: an append-only log of facts, and the views derived from it."""

__version__ = "0.2.0"
