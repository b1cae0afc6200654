"""The folder of a published site: written aside and put in place whole; what is unchanged is kept."""

import ctypes
import json
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from events.sentences import sentence
from tracker.errors import InputError
from tracker.formats.outputs import ends_undone, must_destroy_nothing
from tracker.log.store import SQLiteStore, Store

MARKER = ".tracker-site.json"
"""Says that a folder is ours, and for each file of it a key of what it was made from, and its size."""
_FORMAT = 2
_ANOTHER = "Name a new folder, or one that tracker publish made; nothing was written."


class Part(NamedTuple):
    """A part of a file: a key of what it is made from, and how it is made."""

    key: str
    make: Callable[[], str]


class File(NamedTuple):
    """A file of a site: its place in the folder, a key of what it is made from, and how it is made.

    `more` gives, for the key of before, what to add to the file of before; None if that will not do.
    A file in `parts` is these one after the other; those whose key is one of before are taken over.
    """

    path: str
    key: str
    make: Callable[[], str | bytes] = str
    more: Callable[[str], str | None] = lambda _: None
    parts: Sequence[Part] = ()


class Written(NamedTuple):
    """What was done: how many files were written, kept as they were, and removed."""

    written: int
    kept: int
    removed: int


Known = dict[str, list[Any]]


def publish(
    folder: Path,
    files: Iterable[File],
    store: Store | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Written:
    """Put a site in the place of a folder, whole or not at all.

    A file whose key is the one of before is kept, those of before that are no more are gone, and what
    others put into the folder stays. InputError where the folder is not ours, or cannot be written.
    """
    target = Path(os.path.realpath(folder))
    _refuse_places(target, folder, store)
    try:
        known = _known(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with ends_undone():
            return _publish(target, files, known, progress)
    except OSError as error:
        raise InputError(
            sentence("cannot write {folder}: {what}", folder=folder, what=error.strerror or error),
            "Name another folder.",
        ) from error


def text_of(file: Path) -> str:
    """Read what was kept in a file of a site; nothing if it cannot be read."""
    try:
        return file.read_text(encoding="utf-8") if file.is_file() else ""
    except (OSError, ValueError):
        return ""


def _refuse_places(target: Path, folder: Path, store: Store | None) -> None:
    must_destroy_nothing(target, store)
    if isinstance(store, SQLiteStore) and target in Path(os.path.realpath(store.path)).parents:
        raise InputError(
            sentence("{folder} holds the store {name}", folder=folder, name=store.name), _ANOTHER
        )
    if target.is_file():
        raise InputError(sentence("{folder} is a file", folder=folder), _ANOTHER)


def _known(target: Path) -> Known:
    """Read which files of a folder are ours; InputError if it is somebody else's."""
    if not target.exists() or not any(target.iterdir()):
        return {}
    try:
        marker = json.loads((target / MARKER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(
            sentence("{target} is no site of ours, and not empty", target=target), _ANOTHER
        ) from None
    except (ValueError, RecursionError):
        marker = None
    if not isinstance(marker, dict) or not isinstance(marker.get("files"), dict):
        raise InputError(
            sentence("{number} is not what tracker publish wrote", number=target / MARKER), _ANOTHER
        )
    return marker["files"] if marker.get("site") == _FORMAT else {path: ["", -1] for path in marker["files"]}


def _publish(target: Path, files: Iterable[File], known: Known, progress: Callable[[int], None]) -> Written:
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        aside.chmod(target.stat().st_mode if target.exists() else 0o777 & ~_umask())
        made, kept = _write_all(aside, target, files, known, progress)
        removed = len(known.keys() - made.keys())
        _write(aside / MARKER, json.dumps({"site": _FORMAT, "files": made}, sort_keys=True))
        _swap(aside, target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    if aside.exists():  # now it is what was there before
        _keep_of_others(aside, target, known)
        shutil.rmtree(aside, ignore_errors=True)
    return Written(len(made) - kept, kept, removed)


def _write_all(
    aside: Path, target: Path, files: Iterable[File], known: Known, progress: Callable[[int], None]
) -> tuple[Known, int]:
    made: Known = {}
    kept, folders = 0, {""}
    for number, file in enumerate(files):
        folder = file.path.rpartition("/")[0]
        if folder not in folders:
            (aside / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        before = known.get(file.path)
        old, new = f"{target}/{file.path}", f"{aside}/{file.path}"
        if before and before[0] == file.key and _is_kept(old, new, before[1]):
            made[file.path] = before
            kept += 1
        else:
            make = _assembled if file.parts else _made
            made[file.path] = make(file, Path(new), Path(old), before)
        progress(number + 1)
    return made, kept


def _made(file: File, new: Path, old: Path, before: list[Any] | None) -> list[Any]:
    return [file.key, _write(new, _content(file, old, before))]


def _assembled(file: File, new: Path, old: Path, before: list[Any] | None) -> list[Any]:
    """Write a file of its parts; note of each its key and how long it is."""
    there = _parts_of(old, before)
    pieces = [there.get(part.key) or _bytes(part.make()) for part in file.parts]
    lengths = [[part.key, len(piece)] for part, piece in zip(file.parts, pieces, strict=True)]
    return [file.key, _write(new, b"".join(pieces)), lengths]


def _parts_of(old: Path, before: list[Any] | None) -> dict[str, bytes]:
    """Take the file of before apart, if it is as it was written."""
    found: dict[str, bytes] = {}
    with suppress(OSError):
        if before and len(before) > 2 and old.stat().st_size == before[1]:  # noqa: PLR2004 (a key, a size, parts)
            data, begins = old.read_bytes(), 0
            for key, length in before[2]:
                found[key] = data[begins : begins + length]
                begins += length
    return found


def _content(file: File, old: Path, before: list[Any] | None) -> str | bytes:
    more = file.more(before[0]) if before else None
    with suppress(OSError):
        if before and more is not None and old.stat().st_size == before[1]:
            return old.read_bytes() + more.encode()
    return file.make()


def _is_kept(old: str, new: str, size: int) -> bool:
    """Take a file over as it is, if it is there as it was written."""
    try:
        found = os.lstat(old)
        if found.st_size != size or not stat.S_ISREG(found.st_mode):
            return False
        try:
            os.link(old, new)
        except OSError:  # a file system without hard links
            shutil.copy2(old, new)
    except OSError:
        return False
    return True


def _write(path: Path, content: str | bytes) -> int:
    data = _bytes(content)
    path.write_bytes(data)
    return len(data)


def _bytes(content: str | bytes) -> bytes:
    return content.encode(errors="backslashreplace") if isinstance(content, str) else content


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_HERE, _EXCHANGE = -100, 2


def _swap(aside: Path, target: Path) -> None:
    """Give the new folder the name at once; the old one then has the other's.

    Linux exchanges two names in one step. Elsewhere the name is free for a moment.
    """
    if not target.exists():
        aside.rename(target)
        return
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            exchange = ctypes.CDLL(None, use_errno=True).renameat2
            if exchange(_HERE, os.fsencode(aside), _HERE, os.fsencode(target), _EXCHANGE) == 0:
                return
    old = aside.with_suffix(".old")
    target.rename(old)
    try:
        aside.rename(target)
    except BaseException:
        old.rename(target)
        raise
    old.rename(aside)


def _keep_of_others(old: Path, new: Path, known: Known) -> None:
    """Move what is not ours, like a `.git` or a `CNAME`, into the new folder."""
    ours = known.keys() | {MARKER}
    folders = {folder for path in known for folder in _above(path)}
    for inside in ["", *sorted(folders)]:
        for entry in os.scandir(old / inside) if (old / inside).is_dir() else ():
            path = f"{inside}/{entry.name}" if inside else entry.name
            if path not in ours and path not in folders and not (new / path).exists():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                (old / path).rename(new / path)


def _above(path: str) -> list[str]:
    """List the folders that a file of the site is in."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]


def key_of(*parts: object) -> str:
    """Give a key of what a file is made from."""
    return sha256("\0".join(map(str, parts)).encode(errors="surrogatepass")).hexdigest()[:24]
