"""Who led a delegation, or a meeting together with the other side."""

import re

from tracker.draft.names import Mention
from tracker.draft.people_words import (
    CHAIR_LABEL,
    CHAIRED_BY,
    CHAIRS,
    IN_THE_CHAIR,
    LEADS_BEHIND,
    LED_BY,
    OF_DELEGATION,
)
from tracker.draft.sides import Sides, Sighting


class Leads(Sides):
    """Says of the people of a sentence who of them led."""

    def _say_head(self, text: str, named: list[Mention], sightings: list[Sighting], place: int) -> None:
        """Say of somebody whether they led; who chaired was there."""
        each, mention = sightings[place], named[place]
        before, own = text[: mention.first], text[mention.first : _end_of(text, named, place)]
        each.head = (
            each.head
            or bool(LED_BY.search(before))
            or LEADS_BEHIND.search(before) is not None
            or OF_DELEGATION.search(own) is not None
            or self._follows_head(text, named, sightings, place)
            or _leads(text, mention)
            or CHAIR_LABEL.match(text) is not None
            or IN_THE_CHAIR.match(text[mention.last :]) is not None
        )
        chairs = self._chairs(text, named, place) or CHAIR_LABEL.match(text) is not None
        if chairs and not each.absent:
            each.head = each.there = True

    def _follows_head(self, text: str, named: list[Mention], sightings: list[Sighting], place: int) -> bool:
        """Say whether somebody is the second of `led by A and B`."""
        if not place or not sightings[place - 1].head:
            return False
        before, mine = named[place - 1], named[place]
        end = before.last
        start = mine.first
        led_by = LED_BY.search(text[: before.first])
        between = text[end:start] if start >= end else ";"
        return bool(led_by) and bool(
            re.fullmatch(
                r"(?:(?:,?\s*(?:for|por|of)\s+[\w ]{3,30}?)?,?\s*(?:and|y|e|while|mientras que)\s+"
                r"(?:(?:la|el|the|that of|its)\s+[\w ]{3,30}?\s+(?:por|by)\s+"
                r"|by\s+|por\s+)?|[,;]\s+(?:la|el|the|that of)\s+[\w ]{3,30}?,?\s+(?:por|by)\s+)"
                r"(?:the\s+|el\s+|la\s+)?",
                between,
            )
        )

    def _chairs(self, text: str, named: list[Mention], place: int) -> bool:
        """Say whether somebody is one of two who chaired together: each heads their own side."""
        first = last = place
        while first and self._is_coordinate(text, named, first):
            first -= 1
        while last + 1 < len(named) and self._is_coordinate(text, named, last + 1):
            last += 1
        if last == first or len(self.parties) < 2 or last - first + 1 > len(self.parties):
            return False
        by = CHAIRED_BY.search(text[: named[first].first])
        return by is not None or CHAIRS.match(text[named[last].last :]) is not None


def _end_of(text: str, named: list[Mention], place: int) -> int:
    """Give where what is said of somebody ends: at the next name, or with a part of the sentence."""
    end = named[place + 1].first if place + 1 < len(named) else len(text)
    part = text.find(";", named[place].last, end)
    return part if part >= 0 else end


def _leads(text: str, mention: Mention) -> bool:
    """Say whether somebody is the subject of `led the … delegation`, or a role says they head it."""
    end = mention.last
    behind = text[end:]
    own = re.match(
        r"[^;]*?\b(?:co-?)?(?:led|headed|encabez(?:ó|aron)|presidi(?:ó|eron)|lider(?:ó|aron))\b", behind
    )
    if own is None or re.search(r"\b(?:by|por)\b", behind[: own.end() + 4][-4:]):
        return False
    between = behind[: own.end()]
    return (
        "." not in between[:-1].replace("U.S.", "")
        and len(between) < 260
        and bool(
            re.match(
                r"[^;]{0,40}(?:delegat|delegac|meeting|reuni|side|encuentro|mission|misi)",
                behind[own.end() :],
            )
        )
        and not re.search(r"\b(?:was|were|met|who|which|que|fue)\b", between)
    )
