"""Whose people `us` and `them` are, in notes that call the two sides so: `for us, A and B; for them, C`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.draft.parties import Side

if TYPE_CHECKING:
    from tracker.draft.people import Person
    from tracker.draft.sides import Sighting

_BOTH = 2
_GROUP = re.compile(
    r"(?:(?:^|[:;.,(–—-])\W*|\b(?:and|y|while|mientras que)\s+)"
    r"(?:(?:for|from|on|por|de|del)\s+(?:(?:the|el|la)\s+)?)?"
    r"(?:(?P<us>(?<=for )us|(?<=por )nosotros|(?<=for )our side|"
    r"(?:our|nuestr[oa]) (?:own )?(?:side|team|delegation|people|lado|equipo|delegación|gente|parte)|"
    r"(?<=on )ours|(?<=from )ours|(?:lado|parte) nuestr[oa])|"
    r"(?P<them>(?<=for )them|(?<=por )ellos|"
    r"their (?:own )?(?:side|team|delegation|people)|(?:lado|parte) de ellos|(?<=on )theirs|"
    r"(?<=from )theirs))"
    r"(?=\s*[,:(–—-]|\s+(?:were|was|are|we had|they had|there (?:was|were)|"
    r"(?:estuv|particip|asisti|iba|fu)\w+|"
    r"(?!\w+ed\b)(?-i:[A-ZÀ-Þ])))",
    re.IGNORECASE,
)
"""How a sentence begins to list one of the two sides without its name."""

_LETTER = re.compile(
    r"(?:^|[:;.,]\W*|\b(?:and|y|while|mientras que)\s+)"
    r"(?:(?P<us>I was (?:accompanied|joined|assisted|supported) by|me (?:acompañ|asisti)(?:aron|ó|eron)|"
    r"fui acompañad[oa] (?:de|por))|"
    r"(?P<them>you were (?:accompanied|joined|assisted|supported) by|a usted (?:lo|la|le) acompañ(?:aron|ó)|"
    r"usted (?:estuvo|fue|vino|asistió) acompañad[oa] (?:de|por)))\b",
    re.IGNORECASE,
)
"""How a letter tells who came with its writer, and who with its reader."""


def say_groups(text: str, sightings: list[Sighting]) -> None:
    """Let those who are listed behind `for us` or `for them` be there, of that group."""
    found = sorted([*_GROUP.finditer(text), *_LETTER.finditer(text)], key=lambda each: each.start())
    for each in sightings:
        before = [group for group in found if group.end() <= each.start]
        if (
            not before
            or each.absent
            or re.search(r"(?:[^\W\d_]{5}[.]|[!?])\s", text[before[-1].end() : each.start])
        ):
            continue
        each.group = "us" if before[-1]["us"] else "them"
        each.there = each.sure = True


def give_sides_of_groups(people: list[Person], parties: list[str], writer: Side | None = None) -> None:
    """Give all of a group the side of those of it whose side is known; of two, the other has the other.

    `writer` is the side of whoever writes a letter: `we` are theirs.
    """
    groups = {name: _side_of(people, name) for name in ("us", "them")}
    if groups == {"us": None, "them": None}:
        groups["us"] = writer
    if len(parties) == _BOTH:
        for name, other in (("us", "them"), ("them", "us")):
            known = groups[other]
            if groups[name] is None and known is not None and known.party in parties:
                rest = next(party for party in parties if party != known.party)
                groups[name] = Side(rest, f"not with {known.words}", carried=True)
    for person in people:
        group = next((each.group for each in person.sightings if each.group), "")
        if person.side is None and group:
            person.side = groups[group]


def _side_of(people: list[Person], name: str) -> Side | None:
    """Give the side of a group, where those whose side is known are of one."""
    sides = [
        person.side
        for person in people
        if person.side is not None and any(each.group == name for each in person.sightings)
    ]
    if len({side.party for side in sides}) != 1:
        return None
    return Side(sides[0].party, sides[0].words, carried=True)
