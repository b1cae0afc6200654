"""What stands right around a name: the role, the body or the side of somebody, and what makes them absent."""

import re

from tracker.draft.absences import is_said_absent, without_absence
from tracker.draft.affiliations import named_institution, of_brackets, parted
from tracker.draft.known import Known
from tracker.draft.lexicon import Lexicon
from tracker.draft.lists import Lists
from tracker.draft.names import Mention
from tracker.draft.parties import Side, side_of_role
from tracker.draft.people_words import (
    ABSENT,
    CHAIR_LABEL,
    COUNTERPART,
    FROM_AFAR,
    LEAD_ALONE,
    LEAD_BEHIND,
    OF_INSTITUTION,
    OPENED_MEETING,
)
from tracker.draft.phrases import Phrases, fold
from tracker.draft.presence import AWAY
from tracker.draft.sentences import Sentence
from tracker.draft.sides import Sighting


class Surroundings(Lists):
    """Makes a sighting of a mention, by what stands before the name and behind it."""

    def __init__(self, lexicon: Lexicon, parties: list[str], known: Known) -> None:
        self.known = known
        self.names = Phrases((name, name) for name in sorted(known.people) if " " in name)
        super().__init__(lexicon, parties)

    def _as_known(self, text: str, named: list[Mention]) -> list[Mention]:
        """Let a name be as the store knows it, where a sentence has that and the rules read another."""
        for each in self.names.find(text):
            over = [other for other in named if other.start < each.end and each.start < other.end]
            if not over:
                named = sorted([*named, Mention(each.start, each.end)], key=lambda other: other.start)
            elif over[0].end <= each.end and (over[0].role is None or over[0].role[1] <= each.start):
                over[0].start, over[0].end = each.start, each.end
        return named

    def _sighting(self, sentence: Sentence, mention: Mention) -> Sighting:
        text = sentence.text
        role = text[mention.role[0] : mention.role[1]].strip(" ,") if mention.role else ""
        role = _DOT.sub("", LEAD_BEHIND.sub("", role) or role)
        leads = LEAD_ALONE.fullmatch(role) is not None
        role = "" if leads else without_absence(role)
        name = text[mention.start : mention.end]
        start = mention.first
        before = text[max(0, start - _FAR) : start]
        there = bool(ABSENT.search(before)) and not OPENED_MEETING.search(before)
        there = there or before.lower().endswith("ex-") or self._is_former(role)
        there = there or FROM_AFAR.match(text, mention.last) is not None
        there = there or is_said_absent(text, (mention.end, mention.last, start + len(role)))
        there = there or bool(re.match(r"(?:former|then|late|ex)\b", role, re.IGNORECASE))
        found = Sighting(
            sentence,
            name,
            role,
            absent=there,
            start=mention.start,
            last=mention.last,
            titled=mention.honorific or leads or self.known.names(name),
            head=leads,
        )
        if not role and (of := OF_INSTITUTION.match(text, mention.end)) is not None:
            found.institution = (of[1], of[1])
        elif (inside := _INSIDE.match(text, mention.end)) is not None and (
            party := self._whole_party(inside[1], sentence.lang)
        ):
            found.side = Side(party, inside[1])
            label = _LABEL.match(text) if CHAIR_LABEL.match(text) is None else None
            if not role and label is not None and sentence.kind in ENTRIES and not AWAY.match(text):
                found.role = label[1].strip()
        elif not role and inside is not None:
            found.role, found.institution = of_brackets(inside[1], self.lexicon, self.parties)
        if role:
            found.role, found.institution = parted(role, self.lexicon, self.parties)
            found.side = found.side or side_of_role(role, sentence.lang, self.lexicon, self.parties)
            if found.institution is None and (of := _BEHIND_ROLE.match(text, mention.last)) is not None:
                found.institution = (of[1], of[1])
        if found.side is None and found.institution is not None:
            found.side = self._side_of_institution(found.institution[0])
        if (beside := COUNTERPART.search(text[max(0, start - _BESIDE) : start])) is not None:
            found.titled = True
            sides = {each.value for each in self.lexicon.parties_in(beside[0], sentence.lang)}
            side = Side(sides.pop(), beside[0].strip(" ,")) if len(sides) == 1 else None
            found.side = side if found.side is None or found.side.weak else found.side
        behind = text[mention.end : mention.end + 80]
        if (
            match := re.match(
                r"\s*\(\s*(?:on behalf of|en (?:representaci[oó]n|nombre) de(?:l)?)\s+(?:the|la|"
                r"el)?\s*([^)]+)\)",
                behind,
                re.IGNORECASE,
            )
        ) is not None:
            found.behalf = named_institution(match[1], self.lexicon, self.parties)
        return found

    def _side_of_institution(self, id_: str) -> Side | None:
        """Give the party that an institution somebody is of is one of, as far as its id tells."""
        parties = {each.value.party for each in self.lexicon.institutions.find(id_)} & set(self.parties)
        return Side(parties.pop(), id_, weak=True) if len(parties) == 1 else None

    def _is_former(self, role: str) -> bool:
        """Say whether an office is one that somebody had: `exfiscal general`."""
        first = fold(role).split(" ")[0]
        return first.startswith("ex") and first[2:].lstrip("-") in self.lexicon.heads

    def _whole_party(self, text: str, lang: str) -> str:
        """Give the party that a text is the name of: `(Portugal)`; empty if it is none."""
        named = self.lexicon.parties_in(text, lang)
        whole = len(named) == 1 and named[0].end - named[0].start == len(text.strip())
        return named[0].value if whole else ""


ENTRIES = frozenset({"item", "heading", "field"})
"""Sentences that are entries of a list."""
_LABEL = re.compile(r"([A-ZÀ-Þ][^:;.,()]{2,60}):\s")
_BEHIND_ROLE = re.compile(r"\s*[—–-]\s*([A-ZÀ-Þ][A-ZÀ-Þ-]{1,9})(?=\s*(?:[(;.]|$))")
_DOT = re.compile(r"(?<=\w{3})\.$")
"""The dot of the sentence, which is not the role's."""
_FAR = 300
"""Characters before a name beyond which nothing says that somebody was absent."""
_BESIDE = 80
"""Characters before a name within which it may be called a counterpart."""
_INSIDE = re.compile(r"\s*\(([^()\d]{2,90})\)")
