"""What a user and a machine bring along: names, folders, event ids, and the garbage collector."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

APPLICATION = "commitments-tracker"


def event_ids(now: Callable[[], datetime]) -> Iterator[str]:
    """Draw UUIDs of version 7 (RFC 9562), increasing within a command."""
    milliseconds = int(now().timestamp() * 1000)
    counter = int.from_bytes(os.urandom(2), "big") & 0x7FF
    while True:
        random_bits = int.from_bytes(os.urandom(8), "big") & (2**62 - 1)
        value = (milliseconds << 80) | (7 << 76) | (counter << 64) | (2 << 62) | random_bits
        text = f"{value:032x}"
        yield f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
        counter += 1
        if counter > 0xFFF:  # noqa: PLR2004 (twelve bits)
            counter, milliseconds = 0, milliseconds + 1


def login() -> str:
    """Give the name that signs what is recorded: TRACKER_USER, else the login."""
    import getpass

    try:
        return os.environ.get("TRACKER_USER") or getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"


def default_store() -> Path:
    """Give the store that is used where none is named."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / APPLICATION / "commitments.db"


def view_folder(store: str, beside: Path | None) -> Path:
    """Give the folder of a store's view: beside it, or in the cache where that cannot be."""
    if beside is not None and os.access(beside if beside.exists() else beside.parent, os.W_OK):
        return beside
    from hashlib import sha256

    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = store if beside is None else str(beside.resolve())
    return Path(base) / APPLICATION / sha256(name.encode()).hexdigest()[:16]


@contextmanager
def collection_paused() -> Iterator[None]:
    """Look for no cycles where there are none: among many objects it takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
