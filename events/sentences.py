"""A sentence of ours that remembers what it was made of, so that it can be said in another language.

It is English until a reader is known: `tracker.words.language` says it in theirs. Loads nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Self


class Sentence(str):
    """An English text, filled in. `text` is what a catalogue translates, `values` what fills it in.

    Values that are sentences themselves are translated too; all others are data. `many` is the text
    for another count than one.
    """

    __slots__ = ("many", "text", "values")

    text: str
    many: str
    values: dict[str, object]

    def __new__(cls, text: str, many: str = "", /, **values: object) -> Self:
        """Fill a text in."""
        chosen = many if many and values["count"] != 1 else text
        made = super().__new__(cls, chosen.format(**values) if values else chosen)
        made.text, made.many, made.values = text, many, values
        return made


def sentence(text: str, many: str = "", /, **values: object) -> Sentence:
    """Make a sentence of a text with names in braces and what they stand for.

    With a text for `many`, the value `count` decides between the two. What is a sentence stays one.
    """
    return text if isinstance(text, Sentence) and not values else Sentence(text, many, **values)


def either(words: Iterable[str]) -> Sentence:
    """Say one word or another, sentences or data: `a, b or c`."""
    *some, last = [*words] or [""]
    return sentence("{some} or {last}", some=joined(", ", some), last=last) if some else joined("", [last])


def both(words: Iterable[str]) -> Sentence:
    """Say words, sentences or data, that are all meant: `a, b and c`."""
    *some, last = [*words] or [""]
    return sentence("{some} and {last}", some=joined(", ", some), last=last) if some else joined("", [last])


def at_most(most: int, names: Sequence[str], separator: str = ", ") -> Sentence:
    """List names, and say how many there are besides the first so many."""
    listed = joined(separator, names[:most])
    count = len(names) - most
    return sentence("{names} and {count} more", names=listed, count=count) if count > 0 else listed


def joined(separator: str, parts: Iterable[str]) -> Sentence:
    """Join sentences, or data, to one; the separator may be a sentence itself, like ` and `."""
    values: dict[str, object] = {f"part{place}": part for place, part in enumerate(parts)}
    holes = "{separator}".join(f"{{{name}}}" for name in values)
    return Sentence(holes, separator=separator, **values)
