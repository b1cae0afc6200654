"""What a user and a machine bring along: names, folders, event ids, and the garbage collector."""

import gc
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from events.sentences import either, sentence
from tracker.errors import InputError

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
    if signed := os.environ.get("TRACKER_USER"):
        return signed
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid-{os.getuid()}"


def default_store() -> Path:
    """Give the store that is used where none is named."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / APPLICATION / "commitments.db"


def is_of_the_kernel(path: Path) -> bool:
    """Say whether a file is one that the kernel pretends: it may have no end, or make its reader wait."""
    own = [Path(folder).stat().st_dev for folder in _OF_THE_KERNEL if os.path.ismount(folder)]
    return path.stat().st_dev in own


_OF_THE_KERNEL = ("/proc", "/sys")


class Configuration(NamedTuple):
    """What a user wants without saying so each time; an option and the environment go before it."""

    store: str | None = None
    lang: str | None = None
    by: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def configuration() -> Configuration:
    """Read `config.toml` of the XDG configuration folder, if it is there; InputError for what is none."""
    try:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        file = Path(base) / APPLICATION / "config.toml"
        if file.exists() and (not file.is_file() or is_of_the_kernel(file)):  # it may have no end
            raise InputError("it is no regular file", "Write a file of that name.", str(file))
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, RuntimeError):  # there is none, or no home for it
        return Configuration()
    except OSError as error:
        raise InputError(
            sentence("it cannot be read: {why}", why=error.strerror), "Make it readable.", str(file)
        ) from error
    import tomllib

    try:
        found = tomllib.loads(data.decode())
    except ValueError as error:
        raise InputError(
            sentence("this is not TOML: {error}", error=error), 'Write lines like: lang = "es"', str(file)
        ) from error
    for key, value in found.items():
        several = key in {"by", "columns"} and isinstance(value, list)
        if key not in Configuration._fields:
            keys = ", ".join(Configuration._fields)
            raise InputError(
                sentence("{key!r} is not a key here", key=key),
                sentence("The keys are {keys}.", keys=keys),
                str(file),
            )
        if not all(isinstance(each, str) and each for each in (value if several else [value])):
            raise InputError(
                sentence("{key} is not a text", key=key),
                sentence('Write it in quotes: {key} = "…"', key=key),
                str(file),
            )
    if found.get("lang", "en") not in LANGUAGES:
        raise InputError(
            sentence("there is no language {lang!r}", lang=found["lang"]),
            sentence("Write {code}.", code=either(LANGUAGES)),
            str(file),
        )
    return Configuration(
        found.get("store"), found.get("lang"), _texts(found.get("by")), _texts(found.get("columns"))
    )


def _texts(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


LANGUAGES = ("en", "es")


def words_of(command: str, named: str) -> list[str]:
    """Part a command line that a user gave as a shell would; `named` is where it was given.

    InputError for what is none: a quote that is never closed, or nothing at all.
    """
    import shlex

    try:
        words = shlex.split(command)
    except ValueError as error:
        raise InputError(
            sentence("{name} {command!r} is no command: a quote is left open", name=named, command=command),
            "Quote it as a shell would.",
        ) from error
    if not words:
        raise InputError(
            sentence("{name} names no command", name=named), "Give a program with its arguments."
        )
    return words


def local_time(recorded_at: str) -> str:
    """Give a recorded moment in the local calendar, as `YYYY-MM-DD HH:MM:SS`; what is none, as it is."""
    try:
        return datetime.fromisoformat(recorded_at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        return recorded_at


class ViewPlace(NamedTuple):
    """Where a view is kept; `why` says why it is not beside its log, where others are the reason."""

    folder: Path
    why: str = ""


def view_folder(store: str, beside: Path | None) -> Path:
    """Give the folder of a store's view: beside it, or in the cache where that cannot be."""
    return view_place(store, beside).folder


def view_place(store: str, beside: Path | None) -> ViewPlace:
    """Give the place of a store's view: beside it where that is ours alone, else in the cache.

    A folder that others may write could hold a view of theirs, or be put in place of ours.
    """
    why = _why_not(store, beside) if beside else ""
    if beside and why is None:
        return ViewPlace(beside)
    from hashlib import sha256

    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    name = store if beside is None else str(beside.resolve())
    folder = Path(base) / APPLICATION / sha256(name.encode()).hexdigest()[:16]
    return ViewPlace(folder, f"{why}, so the view is kept in {folder}" if why else "")


def _why_not(store: str, beside: Path) -> str | None:
    """Say why the views cannot lie beside a store, None if they can; nothing where we may not write."""
    try:
        if os.path.lexists(beside) and (fault := fault_of_folder(beside)):
            return f"the views beside {store} {fault.of_many}"
        if not os.access(beside if beside.exists() else beside.parent, os.W_OK):
            return ""
        fault = _fault_of_desk(beside.parent.stat())
    except OSError:
        return ""
    return f"the folder of {store} {fault.of_one}" if fault else None


class Fault(NamedTuple):
    """Why a file or folder is not ours alone, as it is said of one and of many."""

    of_one: str
    of_many: str


LINK = Fault("is no real folder", "are no real folder")
NO_FILE = Fault("is no real file", "are no real files")
OPEN_TO_OTHERS = Fault("may be written by others", "may be written by others")


def fault_of_folder(path: Path) -> Fault | None:
    """Find why a folder is not ours alone; None if it is. Links are not followed."""
    found = path.lstat()
    return _fault(found) if stat.S_ISDIR(found.st_mode) else LINK


def fault_of_file(found: os.stat_result) -> Fault | None:
    """Find why a file, of which this was found without following links, is not ours alone."""
    return _fault(found) if stat.S_ISREG(found.st_mode) else NO_FILE


def _fault(found: os.stat_result) -> Fault | None:
    if found.st_uid != os.geteuid():
        return _of_another(found.st_uid)
    return OPEN_TO_OTHERS if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) else None


def _of_another(uid: int) -> Fault:
    return Fault(f"belongs to {name_of(uid)}", f"belong to {name_of(uid)}")


def _fault_of_desk(found: os.stat_result) -> Fault | None:
    """Find who could put another folder in place of ours in this one; None if nobody could."""
    if found.st_uid not in {os.geteuid(), 0}:
        return _of_another(found.st_uid)
    if found.st_mode & stat.S_ISVTX or not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return None
    if not found.st_mode & (stat.S_IWOTH | stat.S_ISGID) and _is_group_of_one(found.st_gid):
        return None
    return OPEN_TO_OTHERS


def _is_group_of_one(group: int) -> bool:
    """Say whether a group is the one that many systems make for each user, and which is theirs alone."""
    import grp

    try:
        found = grp.getgrgid(group)
    except KeyError:
        return False
    user = name_of(os.geteuid())
    return group == os.getegid() and found.gr_name == user and set(found.gr_mem) <= {user}


def name_of(uid: int) -> str:
    """Give the name of a user of this machine."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid-{uid}"


Progress = Callable[[int, int], None]
"""Called with how much is done of what may take long, and of how much."""


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
