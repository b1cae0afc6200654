"""Whom an office or a ministry means that names no country: `the Undersecretary`, `the Ministry of Ports`."""

import re
from collections.abc import Iterator, Sequence

from tracker.draft.lexicon import Lexicon
from tracker.draft.people import Person
from tracker.draft.phrases import fold

_TWO = 2
_ARTICLE = re.compile(r"\W*(?:the|el|la)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_MOST = 6
"""Words of an office that is all of a subject."""
_SMALL = frozenset({"of", "the", "de", "del", "la", "el", "los", "las", "for", "and", "y"})
_MINISTRY = re.compile(r"\b(?:minister|ministry|ministerio|ministr[oa])\b")
_WITHOUT_MINISTRIES = frozenset({"US"})
"""Countries whose ministries are departments: of two parties, a ministry is the other's."""


_BETWEEN = re.compile(r",|\b(?:and|y|e)\b")


def called(part: str, people: Sequence[Person], parties: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """List the parties of those whom a text calls by an office or a ministry alone."""
    for piece in _BETWEEN.split(part):
        if not lexicon.parties_in(piece) and (party := _of_piece(piece, people, parties, lexicon)):
            yield party


def _of_piece(piece: str, people: Sequence[Person], parties: Sequence[str], lexicon: Lexicon) -> str:
    folded = fold(piece)
    others = [party for party in parties if party not in _WITHOUT_MINISTRIES]
    if len(parties) == _TWO and len(others) == 1 and _MINISTRY.search(folded) is not None:
        return others[0]
    article = _ARTICLE.match(piece)
    if article is None:
        return ""
    words = [word for word in _WORD.findall(folded[article.end() :]) if word not in _SMALL]
    if not 0 < len(words) <= _MOST or not lexicon.heads & set(words[:3]):
        return ""
    holders = {
        each.side.party if each.side is not None else ""
        for each in people
        if each.there
        and set(words) <= {word for seen in each.sightings for word in _WORD.findall(fold(seen.role))}
    }
    return holders.pop() if len(holders) == 1 else ""
