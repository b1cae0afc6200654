"""Lines of a text: how wide they are on a terminal, and where they are broken when that is narrow.

`textwrap` counts characters, a terminal counts cells: a Chinese character takes two, an accent of its
own none. Where each character takes one, both break a text at the same places, which a test holds.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tracker.pages.signs import SIGNS

_BETWEEN = "·"
_MARKS = "".join(sign.mark for sign in SIGNS.values()).replace(_BETWEEN, "")
_WORDS = re.compile(rf" *(?:[{_MARKS}] )?[^ ]+")
"""A word with the blanks before it; a mark of ours stays with its word, but for the one between words."""
LEAST = 12
"""Cells beside a label in which a text can still be read; with fewer it goes on below the label."""


def display_width(text: str) -> int:
    """Count the cells of a terminal that a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@cache
def _cells(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width  # noqa: PLC0415 (few texts need it)

    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def wrapped(
    text: str,
    width: int | None,
    start: str = "",
    below: str | None = None,
    *,
    glued: re.Pattern[str] | None = None,
) -> list[str]:
    """Break a text, whose first line begins with `start`, at its blanks into lines of at most `width` cells.

    The other lines begin with `below`: as far in as the text began, if it is not given, but no further
    than the middle. A word that no line has room for is cut. Where some words are `glued`, since at the
    beginning of a line they would mean something else, none of them stands there, and no word is cut.
    """
    whole = f"{start}{text}"
    if width is None or display_width(whole) <= width:
        return [whole.rstrip()]
    if below is None:
        below = " " * min(display_width(start), width // 2)
    if width - display_width(start) < min(LEAST, width // 2):
        text, start = whole.lstrip(), " " * min(len(whole) - len(whole.lstrip()), width // 2)
    below = below[: max(width - 1, 0)]
    return list(_filled(_pieces(text, glued), width, start, below, cutting=glued is None))


def _pieces(text: str, glued: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    """Give the words, each with the blanks before it; what is glued is one with the word before."""
    held: tuple[str, str] | None = None
    for found in _WORDS.findall(text):
        word = found.lstrip(" ")
        blanks = found[: len(found) - len(word)]
        if held and glued and glued.match(word):
            held = held[0], f"{held[1]}{blanks}{word}"
            continue
        if held:
            yield held
        held = blanks, word
    if held:
        yield held


def _filled(
    words: Iterable[tuple[str, str]], width: int, start: str, below: str, *, cutting: bool
) -> Iterator[str]:
    line, used, empty = start, display_width(start), True
    for given, word in words:
        blanks, rest = "" if empty else given, word
        needed = display_width(rest)
        if not empty and used + len(blanks) + needed > width:
            yield line
            line, used, blanks = below, display_width(below), ""
        while cutting and used + len(blanks) + needed > width:
            cut = _fitting(rest, width - used)
            yield f"{line}{rest[:cut]}"
            line, used, rest = below, display_width(below), rest[cut:]
            needed = display_width(rest)
        line, used, empty = f"{line}{blanks}{rest}", used + len(blanks) + needed, False
    yield line


def _fitting(word: str, room: int) -> int:
    """Count the characters of a word that fit, one at least; no mark is parted from its letter."""
    used = 0
    for place, character in enumerate(word):
        used += _cells(character)
        if used > room and place:
            return place
    return len(word)


def shortened(text: str, width: int, *, at_word: bool = False) -> str:
    """Cut a text so that it fits, at a word if there is one to cut it at; what is cut short ends with `…`."""
    if display_width(text) <= width:
        return text
    if at_word and (words := text[: _fitting(text, width - 1) + 1].rpartition(" ")[0].rstrip(" ,;:")):
        return f"{words}…"
    return f"{text[: _fitting(text, width - 1)].rstrip()}…" if width > 1 else "…"
