"""Who led, where a sentence says it of offices alone: `The two Commissioners presided`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.draft.people_words import OFFICES_LED
from tracker.draft.phrases import fold

_BOTH = 2
_HEADS = frozenset({"mandatarios", "leaders", "gobernantes"})
"""What the heads of two states or governments are called together."""

if TYPE_CHECKING:
    from tracker.draft.people import Person
    from tracker.draft.sentences import Sentence


def name_leaders(people: list[Person], sentences: list[Sentence], parties: list[str]) -> None:
    """Let those have led who alone of their side hold an office that is said to have led."""
    for sentence in sentences:
        found = OFFICES_LED.match(sentence.text)
        if found is None:
            continue
        both = found["both"] or found["heads"]
        offices = [both] if both else [found["one"], found["other"]]
        leaders = [_only_holder(people, fold(word), party) for word in offices for party in parties]
        known = [each for each in leaders if each is not None]
        if len(known) == len(parties) == _BOTH:
            for each in known:
                each.first.head = True


def _only_holder(people: list[Person], office: str, party: str) -> Person | None:
    """Give the one of a side whose role begins with an office, be it said of several: `Commissioners`."""
    singular = {office, office.removesuffix("s"), office.removesuffix("es")}
    if office in _HEADS:
        singular = {"president", "presidente", "presidenta", "chancellor", "prime", "primer", "primera"}
    holders = [
        person
        for person in people
        if person.there
        and person.side is not None
        and person.side.party == party
        and any(singular & set(fold(each.role).split()[:2]) for each in person.sightings)
    ]
    return holders[0] if len(holders) == 1 else None
