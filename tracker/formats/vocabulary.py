"""Vocabularies: what a word of a list becomes in ours; words that are unknown are gathered with counts."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from events import texts

REFUSE, KEEP = "refuse", "keep"
MOST_UNKNOWN = 100_000
"""Different words that are gathered; a column with more is no vocabulary."""

Word = str | list[str]


@dataclass
class Vocabulary:
    """Words → what they become; a word for nothing becomes nothing. Case and blanks make no difference."""

    name: str
    words: dict[str, Word] = field(default_factory=dict)
    otherwise: Word = REFUSE
    unknown: dict[str, int] = field(default_factory=dict)
    """Words that are not here → how many cells had them."""

    def add(self, pairs: Iterable[tuple[str, Word]]) -> None:
        """Take in words; one that is there already keeps what it became."""
        for word, becomes in pairs:
            self.words.setdefault(folded(word), becomes)

    def look_up(self, word: str) -> Word | None:
        """Give what a word becomes, empty for nothing; None if it is to be refused."""
        found = self.words.get(folded(word))
        if found is not None:
            return found
        if word in self.unknown or len(self.unknown) < MOST_UNKNOWN:
            self.unknown[word] = self.unknown.get(word, 0) + 1
        if self.otherwise == REFUSE:
            return None
        return word if self.otherwise == KEEP else self.otherwise


def folded(word: str) -> str:
    """Give what two writings of one word have in common: no case, one blank."""
    return texts.one_line(" ".join(word.split())).casefold()


NOTHING = "-"
"""What a word of a vocabulary becomes that stands for nothing."""


def words_of(becomes: Any) -> str | list[str]:
    """Give what a word becomes: nothing, a text, or several."""
    if isinstance(becomes, list):
        return [str(each) for each in becomes]
    return "" if becomes == NOTHING else str(becomes)


_GUARDED = re.compile(r"^'(?=[=+\-@])")
"""What keeps a spreadsheet from taking a word for a formula."""


def read_words(text: str) -> Iterator[tuple[str, Word]]:
    """Read words from CSV: a row of headers, then each word and what it becomes, if that is filled in."""
    for row in list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))[1:]:
        word, becomes, *_ = (*row, "", "")
        if word.strip() and becomes.strip():
            parts = [each.strip() for each in becomes.split(";") if each.strip()]
            yield _GUARDED.sub("", word), parts if len(parts) > 1 else words_of(becomes.strip())


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else "\t" if "\t" in first else ","
