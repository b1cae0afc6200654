"""Proposes which spellings are likely one person's; never merges (`names.reconciled` does)."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from events.texts import fold
from tracker.views.moment import Moment
from tracker.views.names import Name, Word
from tracker.views.people import Spellings, people

ALIKE = 88.0
"""How alike (0 to 100, normalized Indel similarity) two words must be to pass for a typo."""
SHORTEST_TYPO = 5
TWO_TYPOS = 12
"""Letters of a word in which two may differ."""
SHORTEST_NICKNAME = 3
FEWEST_WORDS = 2
HOW_TO_CORRECT = "tracker people --suggest -f yaml > names.yaml; tracker record names.yaml"


@dataclass
class Suggestion:
    """Spellings that are likely one person, and what makes them so."""

    spellings: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)

    def take(self, other: "Suggestion") -> None:
        """Let another group be part of this one."""
        self.spellings |= other.spellings
        self.reasons |= other.reasons

    def row(self, reconciled: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """Give the suggestion as a row, with the command that reconciles the spellings.

        The name to show is one that is shown already, else the fullest without a title. What was
        reconciled with any of them before stays so: minutes correct an earlier reconciliation, which
        no command does.
        """
        shown = [name for name in self.spellings if name in reconciled]
        show = max(shown or self.spellings, key=_fullness)
        before = dict.fromkeys(each for name in shown for each in reconciled[name])
        spellings = [name for name in self.spellings | before if name != show]
        return {
            "show": show,
            "spellings": spellings,
            "reasons": list(self.reasons),
            "command": HOW_TO_CORRECT if shown else _reconciling(show, spellings),
        }


def _fullness(written: str) -> tuple[int, bool, int, int]:
    name = Name.parse(written)
    return len(name.words), name.plain, len(written), len(written.encode())


def suggestions(
    connection: sqlite3.Connection, moment: Moment, party: str | None = None
) -> list[dict[str, Any]]:
    """Propose spellings of one person among the officials: show, spellings, reasons, command."""
    reconciled = Spellings(connection, moment.known_at).reconciled
    names = (row["name"] for row in people(connection, moment, party))
    return [each.row(reconciled) for each in suggest(names)]


def _reconciling(show: str, spellings: list[str]) -> str:
    from shlex import quote  # noqa: PLC0415 (only a suggestion needs it)

    options = " ".join(f"--spellings {quote(spelling)}" for spelling in spellings)
    return f"tracker reconcile --kind person --show {quote(show)} {options}"


def suggest(names: Iterable[str]) -> list[Suggestion]:
    """Group the names that are likely one person, with the reasons."""
    parsed = [Name.parse(name) for name in dict.fromkeys(names)]
    group_of: dict[str, Suggestion] = {}
    for one, other in _pairs(parsed):
        if reason := likely_same(one, other):
            _join(group_of, one.written, other.written, reason)
    groups = {id(group): group for group in group_of.values()}
    return list(groups.values())


def _pairs(names: list[Name]) -> Iterator[tuple[Name, Name]]:
    """Give the pairs worth a look, in the order of the names: a surname and a first name in common.

    Whoever is likely the same shares a whole surname, perhaps with a typo, and a first name, perhaps
    with a typo, shortened, or as an initial. So no name is compared with all others, nor with all of
    its surname.
    """
    shelves: dict[tuple[str, str, str], list[int]] = {}
    for place, name in enumerate(names):
        surnames = _surnames(name)
        firsts = _firsts(name)
        wanted = {(how, first, surname) for how, first in _wanted(firsts) for surname in surnames}
        before = {other for key in wanted for other in shelves.get(key, ())}
        for other in sorted(before):
            yield names[other], name
        for how, first in _offered(firsts):
            for surname in surnames:
                shelves.setdefault((how, first, surname), []).append(place)


def _surnames(name: Name) -> set[str]:
    """Give each surname, also with any one letter left out."""
    return {
        cut for word in name.words[1:] for form in word if len(form) > 1 for cut in _with_a_letter_less(form)
    }


def _firsts(name: Name) -> set[str]:
    """Give what somebody may be called by: the first name, that after it where both may be, the nickname."""
    may_leave_one_out = len(name.words) > FEWEST_WORDS + 1
    firsts = {form for word in name.words[: 1 + may_leave_one_out] for form in word}
    return firsts | {name.nickname} if name.nickname else firsts


WORD, LIKE, BEGINNING, INITIAL, FULL = "word", "like", "beginning", "initial", "full"
"""How a first name is put on a shelf: as it is, without some letters, by its beginnings, its initial."""


def _offered(firsts: set[str]) -> set[tuple[str, str]]:
    """Say on which shelves a name is put, by its first names."""
    keys = {(WORD, first) for first in firsts} | {(LIKE, cut) for first in firsts for cut in _likes(first)}
    keys |= {(BEGINNING, begins) for first in firsts for begins in _beginnings(first)}
    return keys | {(INITIAL if len(first) == 1 else FULL, first[0]) for first in firsts}


def _wanted(firsts: set[str]) -> set[tuple[str, str]]:
    """Say on which shelves a name is looked for: whoever is called so, begins so, or is short for it."""
    keys = {(LIKE, cut) for first in firsts for cut in _likes(first)}
    keys |= {(BEGINNING, first) for first in firsts}
    keys |= {(WORD, begins) for first in firsts for begins in _beginnings(first)}
    keys |= {(INITIAL, first[0]) for first in firsts}
    return keys | {(FULL, first) for first in firsts if len(first) == 1}


def _likes(first: str) -> set[str]:
    """Give a first name without any letter, a long one without any two: what it shares with its typos."""
    likes = _with_a_letter_less(first)
    return likes if len(first) < TWO_TYPOS else {cut for like in likes for cut in _with_a_letter_less(like)}


def _beginnings(first: str) -> list[str]:
    """List what somebody of a first name may be called for short."""
    return [first[:length] for length in range(SHORTEST_NICKNAME, len(first))]


def _with_a_letter_less(word: str) -> set[str]:
    """Give a word and, if it may have a typo, what is left of it without any one of its letters.

    Two words of which one has a letter more, less, wrong or elsewhere have one of these in common.
    """
    if len(word) < SHORTEST_TYPO:
        return {word}
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def likely_same(one: Name, other: Name) -> str | None:
    """Say why two names are likely one person's, None if they are not."""
    if (one.qualifier, one.generation) != (other.qualifier, other.generation):
        return None  # told apart on purpose, or not known which of those; so are father and son
    if min(len(one.words), len(other.words)) < FEWEST_WORDS:
        return None
    if one.words == other.words:
        return _written_otherwise(one, other)
    if _nickname_of(one, other) or _nickname_of(other, one):
        return "a nickname"
    shorter, longer = sorted((one.words, other.words), key=len)
    if _fits(shorter, longer):
        return _why_it_fits(shorter, longer)
    if len(shorter) < len(longer) and len(shorter) > FEWEST_WORDS and _fits(shorter, longer[1:]):
        return "a first name left out"
    return None


def _written_otherwise(one: Name, other: Name) -> str:
    if one.nickname != other.nickname:
        return "a nickname"
    return "accents" if fold(one.written) == fold(other.written) else "another way of writing it"


def _why_it_fits(shorter: Sequence[Word], longer: Sequence[Word]) -> str:
    pairs = list(zip(shorter, longer, strict=False))
    if len(shorter) != len(longer) or any(len(word.whole) == 1 for word in (*shorter, *longer)):
        return "initials or second names"
    if all(set(here) & set(there) for here, there in pairs):
        return "another way of writing it"
    return "a likely typo"


def _fits(shorter: Sequence[Word], longer: Sequence[Word]) -> bool:
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
        whole = whole or len(word.whole) > 1 < len(longer[place].whole)
        place += 1
    return whole


def _same_word(one: Word, other: Word) -> bool:
    """Say whether two words are one, perhaps with a typo, or one of them the other's initial."""
    if one.whole == other.whole or one.core == other.core:
        return True
    if 1 in {len(one.whole), len(other.whole)}:
        return one.whole[0] == other.whole[0]
    shortest = min(len(one.whole), len(other.whole))
    return shortest >= SHORTEST_TYPO and fuzz.ratio(one.whole, other.whole) >= ALIKE


_ANY = Word("x", "x")


def _nickname_of(short: Name, full: Name) -> bool:
    """Say whether a first name is the other's nickname, or its beginning (Ken, Kenneth), with one surname."""
    first, rest = short.words[0].whole, short.words[1:]
    called = full.words[0].whole
    nicknamed = full.nickname == first or (
        len(first) >= SHORTEST_NICKNAME and called.startswith(first) and called != first
    )
    return nicknamed and bool(rest) and _fits((_ANY, *rest), (_ANY, *full.words[1:]))


def _join(group_of: dict[str, Suggestion], one: str, other: str, reason: str) -> None:
    mine, theirs = (group_of.get(name) or Suggestion({name: None}) for name in (one, other))
    if mine is not theirs:
        if len(mine.spellings) < len(theirs.spellings):
            mine, theirs = theirs, mine
        mine.take(theirs)
        for name in (one, other, *theirs.spellings):
            group_of[name] = mine
    mine.reasons[reason] = None
