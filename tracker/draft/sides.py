"""Of which side somebody is, by who stands beside them in a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.draft.lexicon import Lexicon
from tracker.draft.names import Mention
from tracker.draft.parties import ABROAD, Side, chain
from tracker.draft.people_words import (
    ACROSS,
    ANEW,
    BROUGHT,
    COORDINATE,
    COUNTERPART,
    MIXED,
    PLURAL,
    THEY_CAME,
    WITH_THEM,
)
from tracker.draft.phrases import Found
from tracker.draft.sentences import Sentence


def _is_plural(role: str, codes: list[str]) -> bool:
    """Say whether a role of one party, or of none, is that of several: `Deputy Ministers`."""
    return PLURAL.search(role) is not None and (not PLURAL.match(role) or not codes)


def _singular(role: str) -> str:
    """Give the word of an office in the singular, as far as it stands in the plural."""
    plural = PLURAL.match(role)
    word = plural[0] if plural is not None else role.split(maxsplit=1)[0]
    if word.lower().endswith("ies"):
        return word  # `Secretaries` has no singular within it
    return word[:-2] if word.lower().endswith(("ores", "les", "cancilleres")) else word[:-1]


def _singular_of_all(role: str) -> str:
    """Give a role that ends with a plural in the singular: `Political Directors`; else the role itself."""
    found = next((each for each in PLURAL.finditer(role) if each.end() == len(role)), None)
    return role if found is None else role[: found.start()] + _singular(found[0])


@dataclass
class Sighting:
    """A mention of a person in a sentence, and what the sentence says of them."""

    sentence: Sentence
    name: str
    role: str = ""
    there: bool = False
    head: bool = False
    side: Side | None = None
    institution: tuple[str, str] | None = None
    """Its id, and the words it was read from."""
    behalf: tuple[str, str] | None = None
    absent: bool = False
    sure: bool = False
    """Whether a list, a delegation or a verb of taking part says that they were there."""
    start: int = 0
    titled: bool = False
    group: str = ""
    """`us` or `them`, where a sentence calls the side so that they are of."""
    company: "list[Sighting]" = field(default_factory=list, repr=False)
    """Those with whom the sentence says they came."""
    facing: "list[Sighting]" = field(default_factory=list, repr=False)
    """Those whom the sentence says they met, by words like `across from them`."""
    last: int = 0
    """Where in the sentence ends what is said of them: a name, a role."""


class Sides:
    """Lets the sides that a sentence says carry over to others in it."""

    def __init__(self, lexicon: Lexicon, parties: list[str]) -> None:
        self.lexicon = lexicon
        self.parties = parties

    def _is_coordinate(self, text: str, named: list[Mention], place: int) -> bool:
        before, mine = named[place - 1], named[place]
        end = before.last
        start = mine.first
        behind = self._party_behind(text, before)
        end = behind.end if behind is not None else end
        if start < end:
            return False
        if (whose := _WHOSE.search(text[end:start])) is not None:
            start = end + whose.start()
        if COORDINATE.fullmatch(text[end:start]):
            return True
        if COORDINATE.fullmatch(_RELATIVE.sub("", _BRACKET.sub("", text[end:start]))):
            return True
        behind_body = _OF_BODY.sub("", text[before.last : start])
        return not before.follows and COORDINATE.fullmatch(behind_body) is not None

    def _named_in(self, text: str, lang: str) -> list[Found[str]]:
        """List the parties a text names, by their states and cities too."""
        parties = self.lexicon.parties_in(text, lang)
        regions = [
            each
            for each in self.lexicon.regions_in(text, self.parties)
            if not any(other.start < each.end and each.start < other.end for other in parties)
        ]
        return sorted([*parties, *regions])

    def _party_behind(self, text: str, mention: Mention) -> Found[str] | None:
        """Give the party right behind somebody: `Minister Ana Torres of Peru`."""
        of = _OF.match(text[mention.last :])
        if of is None or mention.follows:
            return None
        place = mention.last + of.end()
        near = text[place : place + 60]
        named = [*self.lexicon.parties_in(near), *self.lexicon.regions_in(near, self.parties)]
        found = min(named, default=None)
        if found is None or found.start > 0:
            return None
        return Found(place, place + found.end, found.value)

    def _own_sides(self, text: str, sightings: list[Sighting], named: list[Mention]) -> None:
        """Read a party that stands right before somebody: `Mexico's Foreign Secretary A`, `Guatemala, B`."""
        plural: tuple[Sighting, list[str]] | None = None
        of_all = _singular(sightings[0].role) if PLURAL.match(sightings[0].role) else ""

        for place, (each, mention) in enumerate(zip(sightings, named, strict=True)):
            behind = self._party_behind(text, mention)
            if behind is not None and each.side is None and each.role:
                each.side = Side(behind.value, text[behind.start : behind.end])
            if self._side_before(text, each, mention) and place and of_all:
                each.role, each.there = of_all, sightings[0].there
            if plural is not None and place and self._is_coordinate(text, named, place) and not each.role:
                each.role, each.there = plural[0].role, plural[0].there
                each.head = each.head or plural[0].head
                said = Side(plural[1].pop(0), plural[0].role) if plural[1] else None
                each.side = each.side or said
                continue
            plural = None
            codes = [found.value for found in self._named_in(each.role, each.sentence.lang)]
            if PLURAL.match(each.role) and len(codes) > 1:
                together = 1 + sum(1 for _ in self._run_of(text, named, place))
                each.side = Side(codes[0], each.role) if together == len(codes) else None
                cut = self._named_in(each.role, each.sentence.lang)[0].start
                each.role = re.sub(
                    r"\s+(?:of|de|del)(?:\s+(?:the|el|la|los))?\s*$", "", each.role[:cut].rstrip()
                )
                plural = (each, codes[1:] if together == len(codes) else [])

            elif _is_plural(each.role, codes) and (count := sum(1 for _ in self._run_of(text, named, place))):
                plural = (each, [each.side.party] * count if each.side is not None else [])
                each.role = _singular_of_all(each.role)
            elif (
                PLURAL.match(each.role)
                and codes
                and re.fullmatch(r"(?i)(?:\w+ )?\w+ (?:of|de) (?:the |el |la |los )?[\w .]+", each.role)
            ):
                each.role = _singular(each.role)

    def _side_before(self, text: str, each: Sighting, mention: Mention) -> bool:
        """Give somebody the party right before them; say whether it is one of a list: `Guatemala, B`."""
        before = re.search(r"([’']s\s*|,\s*|\s)$", text[: mention.first])
        if before is None or each.side is not None:
            return False
        found = self._named_in(text[: before.start()], each.sentence.lang)
        if not found or found[-1].end != before.start():
            return False
        opens = r"(?:^|[;,]\s*(?:and |y )?|\b(?:of|de|del)\s+)(?:the |el |la |los )?$"
        listed = "," in before[0] and not each.role and bool(re.search(opens, text[: found[-1].start]))
        if "s" in before[0] or listed:
            each.side = Side(found[-1].value, text[found[-1].start : found[-1].end])
        return listed

    def _run_of(self, text: str, named: list[Mention], place: int) -> Iterator[int]:
        """List the bare names that follow one in the same breath."""
        while (
            place + 1 < len(named)
            and named[place + 1].role is None
            and self._is_coordinate(text, named, place + 1)
        ):
            place += 1
            yield place

    def _share_sides(self, text: str, sightings: list[Sighting], named: list[Mention]) -> None:
        """Let sides carry over: `A, accompanied by B`; and across: `A met with the Mexican B`."""
        groups = _grouped(text, named, self.lexicon)
        ends = [0, *(named[group[-1]].last for group in groups)]
        for place, group in enumerate(groups):
            start = named[group[0]].first
            before = text[ends[place] : start]
            beside = before + text[start : ends[place + 1]]
            came = WITH_THEM.search(beside) or self.lexicon.company.search(beside) or BROUGHT.search(beside)
            mixed = MIXED.match(text) is not None
            if self._goes_across(before) or (came and not mixed):
                self._carry(sightings, group)
            for each in (sightings[one] for one in group if came):
                each.there = each.there or (each.sure and not each.absent and " " in each.name)
        if len(self.parties) != 2:
            return
        self._in_order(text, sightings, named)
        for place, group in enumerate(groups):
            behind = text[ends[place + 1] :]
            across = self._goes_across(behind[:90])
            if across is None or any(sightings[each].side for each in group):
                continue
            if place + 1 < len(groups) and (side := _one_side(sightings, groups[place + 1])) is not None:
                self._across(sightings, group, side)
            elif place + 1 == len(groups):
                found = self.lexicon.parties_in(behind[across.end() :][:90], "en")
                if len({each.value for each in found}) == 1:
                    self._across(
                        sightings,
                        group,
                        Side(found[0].value, behind[across.start() : across.end() + found[0].end]),
                    )
        for place in range(1, len(groups)):
            between = text[ends[place] : named[groups[place][0]].first]
            side = _one_side(sightings, groups[place - 1])
            across = self._goes_across(between) or COUNTERPART.search(between)
            if across and side and not any(sightings[each].side for each in groups[place]):
                self._across(sightings, groups[place], side, by_host="by" in across[0] or "por" in across[0])

    def _in_order(self, text: str, sightings: list[Sighting], named: list[Mention]) -> None:
        """Give two the two parties in their order: `delegations of X and Y, led respectively by A and B`."""
        both = chain(self.lexicon.parties_in(text[: named[0].first], sightings[0].sentence.lang), text)
        plain = len(sightings) == len(both) == 2 and not any(each.side for each in sightings)
        if plain and _RESPECTIVELY.search(text) and self._is_coordinate(text, named, 1):
            for each, party in zip(sightings, both, strict=True):
                each.side = Side(party, text[: named[0].first].strip(), carried=True)

    def _came_with(self, text: str, sightings: list[Sighting], before: list[Sighting]) -> None:
        """Let those whom `she` or `with him` brings be in company of the subject of the sentence before."""
        subject = next((each for each in before if each.there and not each.absent), None)
        came = WITH_THEM.search(text) or self.lexicon.company.search(text) or BROUGHT.search(text)
        if subject is None or came is None or MIXED.match(text) or THEY_CAME.match(text) is None:
            return
        if self._goes_across(subject.sentence.text[: subject.start]):
            return  # `She met A. With her came B`: whom B came with is not A
        for each in sightings:
            if not ANEW.search(text[: each.start]):
                each.company = [*each.company, subject]

    def _carry(self, sightings: list[Sighting], group: list[int]) -> None:
        side = _one_side(sightings, group)
        if side is None:
            for place in group:
                sightings[place].company = [sightings[each] for each in group if each != place]
        if side is not None and side.party in self.parties:
            for place in group:
                sightings[place].side = sightings[place].side or Side(side.party, side.words, carried=True)

    def _goes_across(self, text: str) -> re.Match[str] | None:
        """Find words between one side and the other: `met with`, `fue recibida por`."""
        return ACROSS.search(text) or self.lexicon.across.search(text)

    def _across(
        self, sightings: list[Sighting], group: list[int], side: Side, *, by_host: bool = False
    ) -> None:
        """Give those who met one side the other; an ambassador who received somebody is of either."""
        if side.party in self.parties:
            other = next(party for party in self.parties if party != side.party)
            for place in group:
                if by_host and ABROAD.search(sightings[place].role):
                    continue
                sightings[place].side = Side(other, side.words, carried=True)


_OF = re.compile(
    r"\s+(?:of|de|del|(?:came|travel+ed|arrived|vin[oi]\w*|lleg\w+|viaj\w+)\s+(?:(?:over|up|down|in)\s+)?"
    r"(?:from|de|desde))\s+(?:(?:the|los|las|la|el)\s+)?"
)
_RESPECTIVELY = re.compile(r"\brespectiv", re.IGNORECASE)
_WHOSE = re.compile(r"(?:[A-ZÀ-Þ][\w.]*\s){0,3}[A-ZÀ-Þ][\w.]*[’']s?\s*$")
"""A state before an office: `Ontario's Minister`."""
_RELATIVE = re.compile(r",\s*(?:who|quien)\s[^,;]{3,60}(?=,)")
_BRACKET = re.compile(r"^\s*\([^()]{2,40}\)")
_OF_BODY = re.compile(
    r"^\s+(?:of|from|at|de|del)\s+(?:(?:the|la|el|los|las)\s+)?[A-ZÀ-Þ][\w'’-]*"
    r"(?:\s+(?:(?:of|for|and|the|de|del|la|las|los|y)\s+){0,3}[A-ZÀ-Þ][\w'’-]*){0,6}(?:\s\([A-Z-]+\))?(?=[,;]|\s+(?:and|y|e)\b)"
)
"""The institution behind somebody whose role stands before: `Director A of the Kenya Wildlife Service`."""


def _one_side(sightings: list[Sighting], group: list[int]) -> Side | None:
    """Give the side of a group, where those of it whose side is said are of one."""
    sides = [side for place in group if (side := sightings[place].side) is not None]
    return sides[0] if len({side.party for side in sides}) == 1 else None


def _grouped(text: str, named: list[Mention], lexicon: Lexicon) -> list[list[int]]:
    """Part the names of a sentence where it goes over to the other side."""
    groups: list[list[int]] = [[0]] if named else []
    for place, (left, right) in enumerate(pairwise(named), start=1):
        end, start = left.last, right.first
        between = text[end:start] if start >= end else ""
        if (
            COORDINATE.fullmatch(between)
            or WITH_THEM.search(between)
            or lexicon.company.search(between)
            or BROUGHT.search(between)
        ):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups
