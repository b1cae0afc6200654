"""Proposes which spellings are likely one person's; never merges (`names.reconciled` does)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

ALIKE = 88.0
"""How alike (0 to 100, normalized Indel similarity) two words must be to pass for a typo."""
SHORTEST_TYPO = 5
SHORTEST_NICKNAME = 3
FEWEST_WORDS = 2

_QUALIFIER = re.compile(r"\s*\(([^)]*)\)\s*$")
_QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_NICKNAME = re.compile(f"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")
_TITLES = frozenset(
    {"president", "presidente", "secretary", "secretario", "secretaria", "ambassador", "embajador"}
)


@dataclass(frozen=True)
class Name:
    """A name taken apart: its words without accents, its nickname, its qualifier in parentheses."""

    written: str
    words: tuple[str, ...]
    nickname: str | None
    qualifier: str | None

    @classmethod
    def parse(cls, written: str) -> "Name":
        """Take a name apart."""
        rest, qualifier = written, None
        if match := _QUALIFIER.search(rest):
            rest, qualifier = rest[: match.start()], match[1]
        nickname = None
        if match := _NICKNAME.search(rest):
            nickname = fold(match[1])
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        words = tuple(word for word in re.split(r"[\s.,-]+", fold(rest)) if word and word not in _TITLES)
        return cls(written, words, nickname, qualifier)


def fold(text: str) -> str:
    """Take accents and case away."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()


@dataclass
class Suggestion:
    """Spellings that are likely one person, and what makes them so: each once, in order."""

    spellings: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)

    def row(self) -> dict[str, Any]:
        """Give the suggestion as a row: the fullest spelling is the one to show."""
        show = max(self.spellings, key=lambda name: (len(Name.parse(name).words), len(name)))
        return {
            "show": show,
            "spellings": [name for name in self.spellings if name != show],
            "reasons": list(self.reasons),
        }


def suggest(names: Iterable[str]) -> list[Suggestion]:
    """Group the names that are likely one person, with the reasons."""
    parsed = [Name.parse(name) for name in dict.fromkeys(names)]
    group_of: dict[str, Suggestion] = {}
    for one, other in _pairs(parsed):
        reason = likely_same(one, other)
        if reason:
            _join(group_of, one.written, other.written, reason)
    groups = {id(group): group for group in group_of.values()}
    return list(groups.values())


def _pairs(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Give the pairs of names that may be one person's, in order: of any two others, none is.

    Two spellings of a name are the same words, or share a whole word after the first, perhaps with
    a typo. Looking only there, many names cost little more than few.
    """
    bearers: dict[str | tuple[str, ...], list[int]] = {}
    for place, name in enumerate(names):
        keys: list[str | tuple[str, ...]] = [name.words, *_later_words(name)]
        for key in keys:
            bearers.setdefault(key, []).append(place)
    typos = _typos({key for key in bearers if isinstance(key, str)})
    for place, one in enumerate(names):
        alike = {like for word in _later_words(one) for like in (word, *typos.get(word, ()))}
        others = {other for key in (one.words, *alike) for other in bearers.get(key, ()) if other > place}
        yield from ((one, names[other]) for other in sorted(others))


def _later_words(name: Name) -> set[str]:
    """List the whole words of a name after its first."""
    return {word for word in name.words[1:] if len(word) > 1}


def _typos(words: Iterable[str]) -> dict[str, set[str]]:
    """Find, for each word, those that pass for a typo of it: such words have three letters in a row alike."""
    holding: dict[str, list[str]] = {}
    found: dict[str, set[str]] = {}
    for word in words:
        if len(word) < SHORTEST_TYPO:
            continue
        thirds = {word[start : start + 3] for start in range(len(word) - 2)}
        near = {other for third in thirds for other in holding.get(third, ())}
        for other in near:
            if _same_word(word, other):
                found.setdefault(word, set()).add(other)
                found.setdefault(other, set()).add(word)
        for third in thirds:
            holding.setdefault(third, []).append(word)
    return found


def likely_same(one: Name, other: Name) -> str | None:
    """Say why two names are likely one person's, None if they are not."""
    if one.qualifier != other.qualifier:  # told apart on purpose, or not known which of those
        return None
    if min(len(one.words), len(other.words)) < FEWEST_WORDS:
        return None
    if one.words == other.words:
        return "accents" if one.nickname == other.nickname else "a nickname"
    if _nickname_of(one, other) or _nickname_of(other, one):
        return "a nickname"
    shorter, longer = sorted((one.words, other.words), key=len)
    if _fits(shorter, longer):
        same_length = len(shorter) == len(longer) and not any(
            len(word) == 1 for word in (*one.words, *other.words)
        )
        return "a likely typo" if same_length else "initials or second names"
    if len(shorter) < len(longer) and len(shorter) > FEWEST_WORDS and _fits(shorter, longer[1:]):
        return "a first name left out"
    return None


def _fits(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Say whether each word of a name stands, in order and perhaps as an initial, in a fuller one.

    First names must agree, and so must some whole surname.
    """
    if not _same_word(shorter[0], longer[0]):
        return False
    place, whole = 1, False
    for word in shorter[1:]:
        while place < len(longer) and not _same_word(word, longer[place]):
            place += 1
        if place == len(longer):
            return False
        whole = whole or len(word) > 1 < len(longer[place])
        place += 1
    return whole


def _same_word(one: str, other: str) -> bool:
    """Say whether two words are one, perhaps with a typo, or one of them the other's initial."""
    if one == other:
        return True
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    return min(len(one), len(other)) >= SHORTEST_TYPO and fuzz.ratio(one, other) >= ALIKE


def _nickname_of(short: Name, full: Name) -> bool:
    """Say whether a first name is the other's nickname, or its beginning (Ken, Kenneth), with one surname."""
    first, rest = short.words[0], short.words[1:]
    nicknamed = full.nickname == first or (
        len(first) >= SHORTEST_NICKNAME and full.words[0].startswith(first) and full.words[0] != first
    )
    return nicknamed and bool(rest) and _fits(("x", *rest), ("x", *full.words[1:]))


def _join(group_of: dict[str, Suggestion], one: str, other: str, reason: str) -> None:
    mine, theirs = group_of.get(one), group_of.get(other)
    group = mine or theirs or Suggestion()
    if mine and theirs and mine is not theirs:
        group.spellings |= theirs.spellings
        group.reasons |= theirs.reasons
        for name in theirs.spellings:
            group_of[name] = group
    for name in (one, other):
        group.spellings.setdefault(name)
        group_of[name] = group
    group.reasons.setdefault(reason)
