"""Finds phrases of a list in a text, without regard to accents, in one pass over its words."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()[:1] or letter


def fold(text: str) -> str:
    """Give a text without case and accents, letter for letter: a place in it is the place in the text."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


class Found(NamedTuple, Generic[V]):
    """A phrase in a text: from where to where, and what it stands for."""

    start: int
    end: int
    value: V


class _Phrase(NamedTuple, Generic[V]):
    folded: str
    written: str
    value: V


class Phrases(Generic[V]):
    """Phrases with what they stand for; the longest at a place counts.

    A phrase written with a capital is found only with one, an acronym only as it is written.
    """

    def __init__(self, phrases: Iterable[tuple[str, V]]) -> None:
        self._by_word: dict[str, list[_Phrase[V]]] = {}
        for written, value in phrases:
            first = _WORD.search(fold(written))
            if first is not None:
                entry = _Phrase(fold(written), written, value)
                self._by_word.setdefault(first[0], []).append(entry)
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: -len(entry.folded))

    def find(self, text: str) -> list[Found[V]]:
        """List the phrases in a text, in order; none overlaps another."""
        folded, found, end = fold(text), list[Found[V]](), 0
        for word in _WORD.finditer(folded):
            start = word.start()
            if start < end or word[0] not in self._by_word:
                continue
            for phrase in self._by_word[word[0]]:
                stop = start + len(phrase.folded)
                if folded.startswith(phrase.folded, start) and self._fits(text, start, stop, phrase.written):
                    found.append(Found(start, stop, phrase.value))
                    end = stop
                    break
        return found

    @staticmethod
    def _fits(text: str, start: int, stop: int, written: str) -> bool:
        if stop < len(text) and written[-1].isalnum() and text[stop].isalnum():
            return False
        if text[start:stop] != written and not text[start:stop].isascii() and written.isascii():
            return False  # `Germán` is no German
        if written.isupper():
            return text[start:stop] == written
        return not written[0].isupper() or text[start].isupper()
