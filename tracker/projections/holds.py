"""Files beside a view that are ours alone, and locks on them: waited for with a limit and a word."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR, ELOOP, ENXIO
from pathlib import Path
from typing import TypeVar

from tracker.environment import fault_of_file

TELL_SECONDS = 1.0
"""After so long it is said what is waited for."""
WAIT_SECONDS = 20.0
"""So long one opening of a view waits in all."""
TURN_SECONDS = 0.02

NO_FILES = {ELOOP, EISDIR, ENXIO}
"""What comes of opening a link, a folder or a pipe as if it were a file."""

T = TypeVar("T")


class PlaceError(Exception):
    """The place of a view does not serve just now, for a reason that is none of the view's or the log's."""


class Waiting:
    """The waits of one opening, which are limited together; `say` is told of them."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._waited = 0.0
        self._has_said = False

    def until(self, attempt: Callable[[], T | None], whom: Callable[[], str]) -> T:
        """Try until something comes of it; PlaceError with whom we waited for, if nothing does in time."""
        began, before = time.monotonic(), self._waited
        while (found := attempt()) is None:
            self._waited = before + time.monotonic() - began
            if self._waited >= WAIT_SECONDS:
                raise PlaceError(f"{whom()} has not finished in {self._waited:.0f} s")
            if self._waited >= TELL_SECONDS and not self._has_said:
                self._say(f"waiting for {whom()}")
                self._has_said = True
            time.sleep(TURN_SECONDS)
        return found


def open_own(path: Path) -> int:
    """Open a file to lock, making it if need be; what is not ours alone gives way to a new one."""
    for _ in range(2):
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        except OSError as error:
            if error.errno not in NO_FILES:
                raise
        else:
            if fault_of_file(os.fstat(file)) is None:
                return file
            os.close(file)
        path.unlink()
    raise FileExistsError(f"{path} is made by others again and again")


def read_own(path: Path) -> bytes | None:
    """Read the beginning of a small file; nothing if it is not there or not ours alone."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in NO_FILES:
            return None
        raise
    try:
        return os.read(file, 1_000) if fault_of_file(os.fstat(file)) is None else None
    finally:
        os.close(file)


def write_own(path: Path, text: str) -> None:
    """Write a small file, atomically, over whatever has its name."""
    aside = path.with_name(f"{path.name}.new")
    aside.unlink(missing_ok=True)
    create_own(aside, text)
    aside.replace(path)


def create_own(path: Path, text: str = "") -> None:
    """Create a file that is not there; FileExistsError if anything is."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)


def is_own(path: Path) -> bool:
    """Say whether there is no such file, or one that is ours alone."""
    try:
        return fault_of_file(path.lstat()) is None
    except FileNotFoundError:
        return True


@contextmanager
def alone(path: Path, waiting: Waiting, doing: str) -> Iterator[None]:
    """Hold a lock that one process can have, and let the others know which one has it."""
    file = open_own(path)
    try:
        waiting.until(lambda: try_lock(file, fcntl.LOCK_EX) or None, lambda: f"{_holder(file)} ({doing})")
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        try:
            yield
        finally:
            with suppress(OSError):  # on a full disk, say
                os.ftruncate(file, 0)
    finally:
        os.close(file)


def try_lock(file: int, kind: int) -> bool:
    """Lock a file if nobody else has; say whether it is locked."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: int) -> str:
    """Name the process that has a lock, which writes its id into the file."""
    written = os.pread(file, 20, 0).strip()
    return f"process {written.decode()}" if written.isdigit() else "another process"
