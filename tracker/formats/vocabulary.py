"""Vocabularies: what a word of a list becomes in ours; words that are unknown are gathered with counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

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
