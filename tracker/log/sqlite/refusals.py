"""The sentences for what SQLite meets while it uses a log. Loads only the standard library."""

import sqlite3
from pathlib import Path

from events.sentences import sentence
from tracker.errors import StoreError

BUSY = ("locked", "busy")
"""What SQLite says of a lock that another has."""
ASK = sentence("Ask its owner for access to the file, to what lies beside it, and to its folder.")


def explain(path: Path, error: sqlite3.Error) -> StoreError:
    """Say in a sentence what SQLite met while using a log."""
    text = str(error)
    if "full" in text:
        return StoreError(
            sentence("the store {path} cannot grow: the disk is full; nothing was recorded", path=path),
            "Make room and run the command again.",
        )
    if "disk i/o" in text.lower():
        return StoreError(
            sentence(
                "the store {path} cannot be written: {text}; nothing was recorded", path=path, text=text
            ),
            "Look at the disk, its free room and your file size limit, and run the command again.",
        )
    if "readonly" in text or "read-only" in text:
        return StoreError(
            sentence("the store {path} cannot be written", path=path),
            "Ask for write access to the file and its folder.",
        )
    if any(sign in text for sign in BUSY):
        return StoreError(
            sentence("the store {path} is being written by another program", path=path),
            "Run the command again.",
        )
    if any(sign in text for sign in ("malformed", "not a database", "disk image", "decode to UTF-8")):
        return StoreError(
            sentence("the store {path} is damaged: {text}", path=path, text=text),
            "Run tracker verify, or restore a backup.",
        )
    if "append-only" in text or "no gaps" in text:
        return StoreError(sentence("the store {path} refused the write: {text}", path=path, text=text))
    if "unable to open" in text:
        return StoreError(sentence("the store {path} cannot be used: {text}", path=path, text=text), ASK)
    return StoreError(sentence("the store {path} cannot be used: {text}", path=path, text=text))


def garbled(path: Path) -> StoreError:
    """Say that SQLite quotes from a log what is no text, in the sentence that says what is wrong with it."""
    return StoreError(
        sentence("the store {path} is damaged", path=path), "Run tracker verify, or restore a backup."
    )
