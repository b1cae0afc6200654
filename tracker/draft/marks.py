"""Marks that are no part of a sentence: the bullets of lists, and the rules of tables drawn with signs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_SIGNS = "•●○◦▪▫■□◆◇❖►▶▸▹➢➤➔→⇒⇨✓✔✗✘✅☐☑☒★☆‣⁃∙·※🔹🔸🔵🔴👉"
BULLET = re.compile(
    rf"\s*(?:[{_SIGNS}]\ufe0f?\s*(?=\S)|[+»›]\s+(?=[^\W\d])|[§Øü]\s+(?=[^\W\d_])"
    r"|(?:[-*•]\s+)?\[[ xX✓]?\]\s+(?=\S)|\d{1,2}[.º°)]{1,2}\s?[-–—]\s*(?=\S))"
)
"""How an item begins, besides the markers of `sentences`: `●`, `+`, `[x]`, `1.-`; `§` of a lost font."""
DITTO = "″"
"""What stands in a row for a cell of a row above that goes on: it is merged over both."""
_ALONE = re.compile(rf"\s*(?:[{_SIGNS}]\ufe0f?|[-–—*]|\(?\d{{1,2}}[.)])\s*")
_LETTER = re.compile(r"\s*o\s+(?=\S)")
"""The bullet of the second level in Word, where its font is lost; in Spanish, `or`."""
_ENGLISH, _SPANISH = ("the", "and", "of", "to"), ("el", "la", "los", "las", "de", "y", "en", "a")
_ENDED = re.compile(r"(?:[.:;!?]|^)\s*$")
_RULE = re.compile(r"[\s|:+=_–—-]*[|+][\s|:+=_–—-]*")


def is_rule(text: str) -> bool:
    """Say whether a line only draws a table, or is a row of it that is empty: `|---|---|`."""
    return len(text) > 1 and _RULE.fullmatch(text) is not None


def with_bullets(lines: Sequence[str]) -> Iterator[str]:
    """Give lines with each bullet before its text: from a line of its own, and `o` where it begins items."""
    english = _is_english(lines)
    listed = english or sum(_LETTER.match(line) is not None for line in lines) > 1
    alone = before = ""
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        if not alone and _ALONE.fullmatch(line) and below.strip() and not _ALONE.fullmatch(below):
            alone = line.strip()
            yield ""
            continue
        text = f"{alone} {line.lstrip()}" if alone else line
        if listed and _LETTER.match(text) and (english or _ENDED.search(before) or _is_item(before)):
            text = _LETTER.sub("◦ ", text)
        yield text
        alone, before = "", text


def _is_english(lines: Sequence[str]) -> bool:
    """Say whether `o` is no word of a text."""
    words = Counter(word for line in lines for word in line.lower().split())
    return sum(words[word] for word in _ENGLISH) > sum(words[word] for word in _SPANISH)


def _is_item(text: str) -> bool:
    return BULLET.match(text) is not None
