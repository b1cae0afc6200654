"""Whose people those are whom somebody met, by words that name no party: `Frente a ellos se sentó A`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.draft.parties import Side

if TYPE_CHECKING:
    from tracker.draft.lexicon import Lexicon
    from tracker.draft.people import Person
    from tracker.draft.sides import Sighting

_BOTH = 2
_OPPOSITE = re.compile(
    r"\W*(?:(?:sitting |seated |sat )?(?:across|opposite|facing)(?:(?: from)? (?:the table|them|him|her))+"
    r"|on the other side(?: of the table)?(?=,? (?:sat|were|was))"
    r"|(?:en)?frente a (?:ellos|ellas|él|ella)|(?:de|a)l otro lado(?: de la mesa)?(?=,? (?:se|estuv)))\b",
    re.IGNORECASE,
)
"""How a sentence begins that is about the other side than the one before."""
_MET = re.compile(
    r"\W*(?:(?:he|she)\s+(?:(?:also|later|then|first)\s+)?"
    r"(?:met(?: with)?|held (?:talks|a meeting) with|spoke (?:to|with)|was (?:received|welcomed|hosted) by)"
    r"|(?:(?:el|ese|este|al)\s[^,;.:]{3,30}?,?\s+|(?:(?:luego|después|también|posteriormente|allí|ahí)\s+)+)?"
    r"(?:se (?:reunió|entrevistó)\s(?:[^,;.]{0,60}?\s)?con|fue recibid[oa] por))\b",
    re.IGNORECASE,
)
"""How a sentence begins that has no subject of its own: `El martes se reunió con A`."""
_VISITED = re.compile(
    r",?\s+(?:(?:today|yesterday|hoy|ayer)\s+)?(?:visit(?:ed|ó|aron)(?: a)?|travel+ed to|arrived in|"
    r"(?:viaj|lleg|acudi)(?:ó|aron|eron) a|paid (?:an? |his |her )?(?:[\w-]+ ){0,2}visit to|"
    r"(?:realiz|efectu|hizo)(?:ó|aron)? una visita (?:[\w-]+ ){0,3}a)\s+(?:(?:the|el|la|los)\s+)?",
    re.IGNORECASE,
)
"""Between a guest and the country of the hosts."""
_BESIDE = re.compile(
    r"\b(?:invit\w+|with|alongside|accompan\w+|con|junto|acompañ\w+|by|por)\b", re.IGNORECASE
)
"""Before a name that is not the one who visited, or said it."""
_SAID = re.compile(
    r",?\s+(?:(?:also|también|además)\s+)?(?:indic|señal|anunci|inform|confirm|ofreci|asegur|adelant|precis|avis|"
    r"announced|confirmed|indicated|pledged|assured|promised)(?:ó|aron|eron)?\s+(?:also\s+|además\s+)?"
    r"(?:que|that)\s+(?:(?:the|el|la|los)\s+)?",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\s+(?:will\s+(?!be\b|receive|have|need|get|benefit|become)|"
    r"(?!(?:recibir|podr|deber|tendr|ser|estar|obtendr|contar|necesitar|volver)á)\w+(?:rá|rán)\b)",
    re.IGNORECASE,
)
"""What somebody says that a country will do, that one promises: it is theirs."""


_WHERE = re.compile(
    r"\b(?:donde|where)\s+(?:(?:she|he|they|también|also|además)\s+)*(?:fue(?:ron)? recibid[oa]s? por|"
    r"se (?:reun|entrevist)\w+ con|(?:was|were) (?:received|welcomed|hosted) by|met(?: with)?)\b",
    re.IGNORECASE,
)
"""Where a guest met those who are named behind it."""


def say_facing(text: str, sightings: list[Sighting], before: list[Sighting]) -> None:
    """Let those of a sentence face those of the one before, or its guest, where its words say so."""
    if (where := _WHERE.search(text)) is not None and sightings[0].last <= where.start():
        for each in sightings[1:]:
            each.facing = sightings[:1] if each.start >= where.end() else []
        return
    there = [each for each in before if each.there and not each.absent]
    opposite = _OPPOSITE.match(text)
    if (found := opposite or _MET.match(text)) is None:
        return
    for each in sightings if there and found.end() <= min(one.start for one in sightings) else []:
        each.facing = there if opposite is not None else there[:1]


def give_sides_of_guests(people: list[Person], parties: list[str], lexicon: Lexicon) -> None:
    """Of two sides, give guests the one that they did not visit."""
    for person in (one for one in people if one.side is None and len(parties) == _BOTH):
        hosts = [side for each in person.sightings if (side := _behind(each, _VISITED, lexicon)) is not None]
        if len({party for party, _ in hosts}) == 1 and hosts[0][0] in parties:
            person.side = Side(_other(hosts[0][0], parties), hosts[0][1], carried=True)


def give_sides_of_facing(people: list[Person], parties: list[str], lexicon: Lexicon) -> None:
    """Of two sides, give those who face somebody the other one, and the one that somebody speaks for."""
    if len(parties) != _BOTH:
        return
    for person in (one for one in people if one.side is None and one.there):
        faced = [each for seen in person.sightings for each in seen.facing]
        sides = {
            other.side.party
            for other in people
            if other.side is not None and any(seen is each for seen in other.sightings for each in faced)
        }
        if len(sides) == 1 and (party := sides.pop()) in parties:
            words = " ".join(each.name for each in faced[:1])
            person.side = Side(_other(party, parties), f"across from {words}", carried=True)
    for person in (one for one in people if one.side is None and one.there):
        own = [
            said
            for each in person.sightings
            if (said := _behind(each, _SAID, lexicon, _WILL)) is not None and said[0] in parties
        ]
        if len({party for party, _ in own}) == 1:
            person.side = Side(own[0][0], own[0][1], carried=True)


def _other(party: str, parties: list[str]) -> str:
    return next(each for each in parties if each != party)


def _behind(
    sighting: Sighting, words: re.Pattern[str], lexicon: Lexicon, then: re.Pattern[str] | None = None
) -> tuple[str, str] | None:
    """Give the country that stands behind somebody and some words, and both as they are written."""
    text = sighting.sentence.text
    found = words.match(text, sighting.last)
    if found is None or _BESIDE.search(text[: sighting.start]) is not None:
        return None
    named = lexicon.parties_in(text[found.end() :][:60], sighting.sentence.lang)
    if not named or named[0].start > 0 or text[found.end()].islower():
        return None
    end = found.end() + named[0].end
    if then is not None and then.match(text, end) is None:
        return None
    return named[0].value, text[found.start() : end].strip(" ,")
