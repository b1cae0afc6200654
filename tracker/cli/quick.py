"""Completes a verb, and the reference it is about, before click is loaded, which takes longer than all of it.

The answer is the one that `tracker.cli.complete` gives by click, and a test holds the two together.
What is typed, the store or its view may be such that this is not plain: then click is asked. Loads
hardly anything; that is its use.
"""

import _sqlite3
import fcntl
import os
import stat
import sys

from tracker.cli import COMPLETING, told
from tracker.cli.told import MOST, can_be_seen
from tracker.projections.schema import VIEW_VERSION
from tracker.views.named import LAST, NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

ANYTHING = ("commitment", "meeting", "document", "institution", "official")
OCCASIONS = ("meeting", "document")
FIRST = {
    **dict.fromkeys(("update", "revise", "reaffirm", "amend", "supersede", "decline"), ("commitment",)),
    **dict.fromkeys(("show", "timeline"), ANYTHING),
    **dict.fromkeys(("minutes", "delegation"), OCCASIONS),
    "edit": ("commitment", *OCCASIONS),
    "evidence": ("commitment", *OCCASIONS, "institution"),
}
"""Verb → the kinds of things that its first argument may name."""
_OF_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_ENDINGS = ("", "-wal", "-shm", "-journal", ".hold")


class _DoubtError(Exception):
    """It is not plain what click would answer."""


def complete_or_run(args: "list[str] | None" = None, prog_name: str | None = None, **options: "Any") -> None:
    """Answer a shell that asks for a verb or a reference; let click do everything else."""
    if args is None and (prog_name or os.path.basename(sys.argv[0])) == "tracker":
        try:
            told_all = f"{_answer(os.environ[COMPLETING])}\n".encode()
            os.write(1, told_all)
            sys.exit(0)
        except (_DoubtError, _sqlite3.Error, OSError, ValueError, KeyError):
            pass  # click knows better
    from tracker.cli.command import main

    main(args, prog_name=prog_name, **options)


def _answer(instruction: str) -> str:
    """Write the words that the one being typed may become, as a shell is told them."""
    shell = instruction.removesuffix("_complete")
    words, typed = _typed_in_fish() if shell == "fish" else _typed()
    _plain_if(not typed.startswith("-") and "=" not in typed)
    verb, store = _understood(words)
    if verb:
        _plain_if(verb in FIRST)
        found = _found(store or _usual_store(), FIRST[verb], typed)
    else:
        found = _verbs(typed)
    if shell == "bash":
        return "\n".join(f"plain,{word}" for word in told.to_bash(list(found), ""))
    tell = {"zsh": told.to_zsh, "fish": told.to_fish}[shell]
    return "\n".join(tell("plain", name, kind) for name, kind in found.items())


def _plain_if(condition: bool) -> None:  # noqa: FBT001
    if not condition:
        raise _DoubtError


# What is typed


def _typed() -> tuple[list[str], str]:
    """Give the words before the one being typed, and that, as bash and zsh tell them."""
    words, number = _split(os.environ["COMP_WORDS"]), int(os.environ["COMP_CWORD"])
    _plain_if(number > 0)
    return words[1:number], words[number] if number < len(words) else ""


def _typed_in_fish() -> tuple[list[str], str]:
    """Give the same as fish tells it: the word being typed stands in both."""
    words, typed = _split(os.environ["COMP_WORDS"])[1:], _split(os.environ["COMP_CWORD"])
    _plain_if(len(typed) < 2)  # noqa: PLR2004 (one word, or none)
    if typed and words[-1:] == typed:
        words.pop()
    return words, "".join(typed)


def _split(line: str) -> list[str]:
    """Split a line at its blanks; what is quoted is left to click."""
    _plain_if(not any(each in line for each in "'\"\\"))
    for blank in "\t\r\n":
        line = line.replace(blank, " ")
    return [word for word in line.split(" ") if word]


def _understood(words: list[str]) -> tuple[str, str]:
    """Find the verb and the store; of options only those of the store and of being quiet are plain."""
    verb = store = ""
    waiting = iter(words)
    for word in waiting:
        if word in {"-q", "--quiet"}:
            continue
        option, _, value = word.partition("=")
        if option == "--store":
            value = value if _ else next(waiting, "")
            _plain_if(not store and value != "" and not value.startswith("-"))
            store = value
        else:
            _plain_if(not verb and not word.startswith("-"))
            verb = word
    return verb, store


def _usual_store() -> str:
    """Give the store that is used where none is named, unless a configuration may name one."""
    if store := os.environ.get("TRACKER_STORE"):
        return store
    home, join = os.environ["HOME"], os.path.join
    settings = os.environ.get("XDG_CONFIG_HOME") or join(home, ".config")
    _plain_if(not os.path.lexists(join(settings, "commitments-tracker", "config.toml")))
    data = os.environ.get("XDG_DATA_HOME") or join(home, ".local", "share")
    return join(data, "commitments-tracker", "commitments.db")


# What is found


def _verbs(start: str) -> dict[str, str]:
    """Find the verbs that begin so; give each with what it does."""
    _plain_if(not start or start.isalnum())  # else it may be an option
    from tracker.cli.verbs import VERBS

    return {name: verb.short_help for name, verb in VERBS.items() if name.startswith(start)}


def _found(store: str, kinds: tuple[str, ...], start: str) -> dict[str, str]:
    """Find the names that begin so, in a view that is current; give each with its kind."""
    _plain_if(os.path.isfile(store) and not any(each in store for each in ":=~"))
    folder = f"{store}.views"
    _plain_if(_is_ours(folder) and _nobody_replaces_in(os.path.dirname(store) or "."))
    view = _current_build(folder)
    _plain_if(all(_is_ours(f"{view}{end}") or not os.path.lexists(f"{view}{end}") for end in _ENDINGS))
    hold = os.open(f"{view}.hold", os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    opened: list[Any] = []
    try:
        fcntl.flock(hold, fcntl.LOCK_SH | fcntl.LOCK_NB)
        opened += [_connect(view, "rw")]
        opened += [_connect(store, "ro")]
        return _first_names(opened[0], opened[1], kinds, start)
    finally:
        for each in opened:
            each.close()
        os.close(hold)


def _first_names(view: "Any", log: "Any", kinds: tuple[str, ...], start: str) -> dict[str, str]:
    view.execute("BEGIN")
    _plain_if(_is_current(view, log))
    found: dict[str, str] = {}
    for name, kind in _names(view, kinds, start):
        found.setdefault(name, kind)
        if len(found) == MOST:
            break
    return found


def _names(connection: "Any", kinds: tuple[str, ...], start: str) -> "Iterator[tuple[str, str]]":
    for kind in kinds:
        query = f"SELECT DISTINCT name FROM ({NAMES[kind]}) WHERE name >= ? AND name <= ? ORDER BY name"
        for (name,) in connection.execute(query, (start, start + LAST)):
            if can_be_seen(name):
                yield name, kind


def _is_current(view: "Any", log: "Any") -> bool:
    """Say whether a view is of this log, and has all of it."""
    seen = view.execute("SELECT store, checkpoint, checkpoint_event FROM meta").fetchone()
    version = log.execute("PRAGMA user_version").fetchone()
    there = log.execute(
        "SELECT id, position, data FROM store, events ORDER BY position DESC LIMIT 1"
    ).fetchone()
    _plain_if(version == (LOG_VERSION,) and there is not None and seen[:2] == there[:2])
    return f'"id":"{seen[2]}"' in there[2]


LOG_VERSION = 2
"""That of `tracker.log.sqlite.schema`, which would load more."""


def _current_build(folder: str) -> str:
    """Give the build of the view that the pointer names."""
    pointer = f"{folder}/current-{VIEW_VERSION}"
    _plain_if(_is_ours(pointer))
    with open(pointer, encoding="utf-8") as lines:
        name = lines.read(100).strip()
    start, number, end = name[: len(_BUILD)], name[len(_BUILD) : -len(".sqlite")], name[-len(".sqlite") :]
    _plain_if(start == _BUILD and number.isdecimal() and end == ".sqlite")
    return f"{folder}/{name}"


_BUILD = f"view-{VIEW_VERSION}-"


def _is_ours(path: str) -> bool:
    """Say whether there is a file or a folder, and no link, that is ours alone."""
    if not os.path.lexists(path):
        return False
    found = os.lstat(path)
    is_real = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return is_real and found.st_uid == os.geteuid() and not found.st_mode & _OF_OTHERS


def _nobody_replaces_in(folder: str) -> bool:
    """Say whether nobody else could put another folder in place of ours in this one."""
    found = os.stat(folder)
    return found.st_uid in {os.geteuid(), 0} and bool(
        found.st_mode & stat.S_ISVTX or not found.st_mode & _OF_OTHERS
    )


def _connect(path: str, mode: str) -> "Any":
    for each in "%?#":
        path = path.replace(each, f"%{ord(each):02x}")
    return _sqlite3.connect(f"file:{path}?mode={mode}", uri=True, timeout=0, isolation_level=None)
