"""Of a minister and `his French counterpart`: they are of the two sides, and they hold the same office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.draft.parties import Side
from tracker.draft.people_words import COUNTERPART, PLURAL

if TYPE_CHECKING:
    from tracker.draft.lexicon import Lexicon
    from tracker.draft.names import Mention
    from tracker.draft.sides import Sighting

_BOTH = 2
_LINK = re.compile(r"\s+(?:of|de|del|for|para)(?:\s+(?:the|el|la|los))?\s*$|[’']s\s*$")
_OTHERS = re.compile(r"[,;].*[,;]")


def say_counterparts(
    text: str, sightings: list[Sighting], named: list[Mention], parties: list[str], lexicon: Lexicon
) -> None:
    """Let somebody and the counterpart named behind them be of the two sides, with one office."""
    for place in range(1, len(sightings)):
        one, other = sightings[place - 1], sightings[place]
        between = text[named[place - 1].last : named[place].first]
        if COUNTERPART.search(between) is None or _OTHERS.search(between):
            continue
        other.role = other.role or _office_of_both(one.role, between, lexicon)
        side = other.side
        if one.side is None and side is not None and len(parties) == _BOTH and side.party in parties:
            rest = next(party for party in parties if party != side.party)
            one.side = Side(rest, side.words, carried=True)


def _office_of_both(role: str, between: str, lexicon: Lexicon) -> str:
    """Give an office without the country it is of, where the words for the counterpart are of its gender."""
    if not role or PLURAL.search(role):
        return ""
    named = lexicon.parties_in(role, "es")
    if named and named[0].start == 0:
        return ""
    office = _LINK.sub("", role[: named[0].start].rstrip()) if named else role
    word = office.split(maxsplit=1)[0].lower() if office else ""
    woman = re.search(r"hom[oó]loga\b", between, re.IGNORECASE) is not None
    man = re.search(r"hom[oó]logo\b", between, re.IGNORECASE) is not None
    differs = (woman and word.endswith(("o", "r", "e", "l"))) or (man and word.endswith("a"))
    return "" if differs and word != "canciller" else office
