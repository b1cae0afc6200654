"""Where data comes from: regular files, and the streams of a shell, each read to a limit and no further."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from tempfile import SpooledTemporaryFile
from typing import IO

from events.sentences import sentence
from tracker.environment import is_of_the_kernel
from tracker.errors import InputError
from tracker.words.text import one_line

MB = 2**20
LARGEST = 100 * MB
"""Bytes of an input of which nothing else is said."""
LONGEST_LINE = 4 * MB
"""Bytes of a line of a history: an event has at most one million, and may be written with escapes."""
LONGEST_HISTORY = 2 * 2**30
"""Bytes of a history, some three million events."""
IN_MEMORY = 16 * MB
"""So much of what is piped in is kept in memory, where it is gone over twice; the rest goes into a file."""
MOST_LINES = 10_000_000
"""Lines of a history, empty ones too."""

_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""Where a shell puts what it lets a command read: `<(…)` among others."""


def read(name: str, most: int = LARGEST) -> tuple[bytes, str]:
    """Read a file, or stdin where it is `-`, of at most so many bytes; give them, and what to call it."""
    with opened(name) as (stream, source):
        data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(
            sentence("{source} is larger than {most} MB", source=source, most=most // MB),
            "Name a smaller file.",
        )
    return data, source


@contextmanager
def opened(name: str) -> Iterator[tuple[IO[bytes], str]]:
    """Open a file, or stdin where it is `-`, to be read; give it, and what to call it.

    Refuse what is no regular file: a device has no end, and a pipe that nobody writes into no beginning.
    """
    if name == "-":
        yield sys.stdin.buffer, "stdin"
        return
    try:
        file = _regular(name)
    except ValueError as error:
        raise InputError(
            sentence("cannot read {name!r}: it is no file name", name=name), "Name a file that you can read."
        ) from error
    except OSError as error:
        raise _unreadable(name, error) from error
    with file:
        try:
            yield file, name
        except OSError as error:
            raise _unreadable(name, error) from error


def _unreadable(name: str, error: OSError) -> InputError:
    return InputError(
        sentence("cannot read {name}: {why}", name=name, why=error.strerror), "Name a file that you can read."
    )


def must_be_regular(path: Path) -> None:
    """Refuse, before it is opened by others, what is there and is no regular file."""
    if path.exists():
        with opened(str(path)):
            pass


def _regular(name: str) -> IO[bytes]:
    if name.startswith(_STREAMS):
        return Path(name).open("rb")
    descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind) and _has_something(descriptor) and not is_of_the_kernel(Path(name)):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    why = next((said for is_it, said in _SPECIAL if is_it(kind)), sentence("it is no regular file"))
    raise InputError(
        sentence("cannot read {name}: {why}", name=one_line(name), why=why),
        "Name a file, or - for what is piped in.",
    )


def _has_something(descriptor: int) -> bool:
    """Say whether reading would not wait: some files of the kernel are pipes in truth."""
    return bool(select([descriptor], [], [], 0)[0])


_PIPE, _DEVICE = sentence("it is a pipe"), sentence("it is a device")
_SPECIAL = ((stat.S_ISFIFO, _PIPE), (stat.S_ISCHR, _DEVICE), (stat.S_ISBLK, _DEVICE))


def lines(stream: IO[bytes], source: str) -> Iterator[bytes]:
    """Give the lines of a history; refuse one without an end before it fills the memory."""
    number = before = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if said := _beyond(len(line), number, before):
            raise InputError(
                said,
                "A history has one CloudEvent a line, as tracker export writes it.",
                f"{source}:{number}",
            )
        before += len(line)
        yield line


@contextmanager
def rewindable(stream: IO[bytes], source: str) -> Iterator[IO[bytes]]:
    """Give a history that one can go over again; what is piped in is kept meanwhile."""
    if stream.seekable():
        yield stream
        return
    with SpooledTemporaryFile(IN_MEMORY) as kept:
        for line in lines(stream, source):
            kept.write(line)
        kept.seek(0)
        yield kept


def _beyond(length: int, number: int, before: int) -> str | None:
    """Say which limit a line passes, if it passes any."""
    if length > LONGEST_LINE:
        return sentence("the line is longer than {most} MB", most=LONGEST_LINE // MB)
    if number > MOST_LINES:
        return sentence("a history has at most {most:,} lines", most=MOST_LINES)
    if before + length > LONGEST_HISTORY:
        return sentence("a history has at most {most:,} MB", most=LONGEST_HISTORY // MB)
    return None
