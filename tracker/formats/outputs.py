"""The one writer of files: whole or not at all, and never in the place of a store."""

import os
import re
import signal
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EISDIR, ENXIO
from pathlib import Path
from typing import BinaryIO, NoReturn

from events.sentences import sentence
from tracker.environment import is_of_the_kernel, view_folder
from tracker.errors import InputError
from tracker.log.sqlite.schema import APPLICATION_ID
from tracker.log.store import SQLiteStore, Store

Part = str | bytes
Parts = Part | Iterable[Part]

_JOURNALS = ("-wal", "-shm", "-journal")
_VIEWS = ".views"
_SQLITE = b"SQLite format 3\0"
_APPLICATION_ID = slice(68, 72)
"""Where SQLite keeps in a file whose it is."""
_RIGHTS = 0o777
_OPEN_FILE = re.compile(r"/(?:dev|proc/self)/fd/([0-9]+)")
READER_SECONDS = 2.0
"""So long a pipe waits for its reader."""
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_ANOTHER = sentence("Give another file with -o; nothing was written.")


def must_destroy_nothing(path: Path, store: Store | None = None) -> None:
    """Refuse to write a file that is, or belongs to, a store; InputError.

    That is the store a command works on, by whatever name, with its journal and its view; the views of
    all stores; and whatever is an SQLite database, or the journal of one.
    """
    reason = _belongs_to(path, store) if isinstance(store, SQLiteStore) else None
    reason = reason or _lies_in_a_view(path, store) or _is_no_file(path) or _is_a_database(path)
    if reason:
        # For translators: {reason} says whose the file is: is the store itself, lies in the folder of a view
        raise InputError(sentence("{path} {reason}", path=path, reason=reason), _ANOTHER)


def write(path: Path, parts: Parts, store: Store | None = None) -> None:
    """Replace a file by texts (UTF-8) or bytes; a failure, or Ctrl-C, leaves what was there and no more.

    A link stays one: its target is replaced. What replaces a file has its rights, a new file those that
    the umask leaves. A device, a pipe or a stream is written in place.
    InputError where it cannot be written, or may not be (`must_destroy_nothing`).
    """
    must_destroy_nothing(path, store)
    pieces = _pieces(parts)
    try:
        if _is_in_place(path):
            _write_in_place(path, pieces)
        else:
            with ends_undone():
                _replace(Path(os.path.realpath(path)), pieces)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot(path, error) from error


def is_file(path: Path) -> bool:
    """Say whether a path is written as a file; if not, it is a device, a pipe or a stream."""
    return not _is_in_place(path)


def _cannot(path: Path, error: OSError) -> InputError:
    return InputError(
        sentence("cannot write {path}: {why}", path=path, why=error.strerror), "Give another file with -o."
    )


# What is no output


def _belongs_to(path: Path, store: SQLiteStore) -> str | None:
    """Say how a path belongs to a store, which need not be there yet."""
    for name in (store.path, Path(os.path.realpath(store.path))):
        if _same(path, name):
            return sentence("is the store itself")
        if any(_same(path, Path(f"{name}{ending}")) for ending in _JOURNALS):
            return sentence("belongs to the store {store}", store=store.name)
    return None


def _lies_in_a_view(path: Path, store: Store | None) -> str | None:
    folders = [store.beside] if store is not None and store.beside is not None else []
    with suppress(RuntimeError):  # of pathlib, without a home: then no view is there either
        folders.append(view_folder("", None).parent)
    above = Path(os.path.realpath(path)).parents
    if any(_same(folder, each) for folder in folders for each in above) or any(map(_is_of_a_view, above)):
        return sentence("lies in the folder of a view")
    return None


def _is_of_a_view(folder: Path) -> bool:
    """Say whether a folder lies beside a database as its view does."""
    of = folder.name.removesuffix(_VIEWS)
    return of not in {"", folder.name} and _beginning(folder.with_name(of)).startswith(_SQLITE)


def _is_no_file(path: Path) -> str | None:
    """Say of what the kernel pretends to be a file that it is none: to look into it may be to wait."""
    try:
        return sentence("is no file") if path.is_file() and is_of_the_kernel(path) else None
    except OSError as error:
        raise _cannot(path, error) from error


def _is_a_database(path: Path) -> str | None:
    begins = _beginning(path)
    if begins.startswith(_SQLITE):
        is_ours = int.from_bytes(begins[_APPLICATION_ID]) == APPLICATION_ID
        return sentence("is a log of this tracker") if is_ours else sentence("is an SQLite database")
    for ending in _JOURNALS:
        of = str(path).removesuffix(ending)
        if of != str(path) and _beginning(Path(of)).startswith(_SQLITE):
            return sentence("belongs to the SQLite database {database}", database=of)
    return None


def _beginning(path: Path) -> bytes:
    """Read how a file begins; nothing where there is none, or it is no file."""
    try:
        if not path.is_file():  # to open a pipe would be to wait for it
            return b""
        with path.open("rb") as file:
            return file.read(_APPLICATION_ID.stop)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _cannot(path, error) from error


def _same(one: Path, other: Path) -> bool:
    """Say whether two names are of one file, there or not."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


# Writing


def _pieces(parts: Parts) -> Iterator[bytes]:
    for part in [parts] if isinstance(parts, str | bytes) else parts:
        yield part.encode(errors="backslashreplace") if isinstance(part, str) else part


def _is_in_place(path: Path) -> bool:
    """Say whether a path is written where it is: a device, a pipe, or what is open already."""
    if _descriptor(path) is not None:
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # writing will say what is wrong
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _descriptor(path: Path) -> int | None:
    """Give the open file that a path names, which may end where others go on writing."""
    name = os.path.abspath(path)  # noqa: PTH100 (no link is followed)
    if name in _STREAMS:
        return _STREAMS[name]
    found = _OPEN_FILE.fullmatch(name)
    return int(found[1]) if found else None


def _write_in_place(path: Path, pieces: Iterator[bytes]) -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    descriptor = _descriptor(path)
    with os.fdopen(_opened(path) if descriptor is None else os.dup(descriptor), "wb") as file:
        file.writelines(pieces)


def _opened(path: Path) -> int:
    """Open a device, or a pipe as soon as somebody reads it; nobody is waited for any longer."""
    deadline = time.monotonic() + READER_SECONDS
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            if error.errno != ENXIO or not path.is_fifo():
                raise
            if time.monotonic() > deadline:
                raise InputError(
                    sentence("nobody reads from the pipe {path}", path=path),
                    "Begin to read from it first, or give another file with -o.",
                ) from error
            time.sleep(0.05)
        else:
            os.set_blocking(handle, True)
            return handle


def _replace(target: Path, pieces: Iterator[bytes]) -> None:
    """Write aside in the folder of the target, then give it the name."""
    before = _what_is_there(target)
    aside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        aside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            _give_rights(file, before)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except BaseException:
        if aside is not None:
            aside.unlink(missing_ok=True)
        raise
    _make_durable(target.parent)


def _what_is_there(target: Path) -> os.stat_result | None:
    """Give what a target is now, None if it is not there; refuse a folder, and what may not be written."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if not os.access(target, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))
    return found


def _give_rights(file: BinaryIO, before: os.stat_result | None) -> None:
    """Give a file owner, group and mode of what it replaces, as far as we may; else what the umask says."""
    if before is None:
        os.fchmod(file.fileno(), 0o666 & ~_umask())
        return
    mode = before.st_mode & _RIGHTS
    now = os.fstat(file.fileno())
    if before.st_uid != now.st_uid:
        with suppress(PermissionError):
            os.fchown(file.fileno(), before.st_uid, -1)
    if before.st_gid != now.st_gid:
        try:
            os.fchown(file.fileno(), -1, before.st_gid)
        except PermissionError:  # rights of that group are not for another one
            mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    os.fchmod(file.fileno(), mode)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _make_durable(folder: Path) -> None:
    """Let a new name outlive a power cut, where folders can be synchronised."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def ends_undone() -> Iterator[None]:
    """Let a command that is told to end take back what it wrote aside, as it does at Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's
        return
    before: dict[signal.Signals, Callable[..., object] | int | None] = {}
    try:
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == signal.SIG_DFL:
                before[number] = signal.signal(number, _end)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)
