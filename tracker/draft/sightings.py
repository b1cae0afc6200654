"""Who a sentence names: with which role, of which side, and whether it says that they were there."""

import re

from tracker.draft.affiliations import institution_in, named_institution, of_brackets, parted
from tracker.draft.dates import days_in
from tracker.draft.entries import entry_of, is_office_alone, name_alone
from tracker.draft.framing import is_of_frame, is_trailing, labels, part_of
from tracker.draft.known import Known
from tracker.draft.leads import Leads
from tracker.draft.lexicon import Lexicon
from tracker.draft.names import Mention, mentions
from tracker.draft.parties import Frame, Side, frames, side_of_role
from tracker.draft.people_words import (
    ABSENT,
    ATTENDED_FOR,
    BEFORE_THEN,
    BEHALF,
    BY,
    COUNTERPART,
    FROM_AFAR,
    FUTURE,
    IN_PASSING,
    JOINED,
    LED,
    LED_BY,
    NOT_THERE,
    OF_INSTITUTION,
    OF_IT,
    PLUPERFECT,
    THERE,
    THEY_LED,
)
from tracker.draft.phrases import Phrases, fold
from tracker.draft.presence import (
    AWAY,
    begins_entry,
    is_governed_away,
    is_long_ago,
    speaks_there,
    takes_part,
)
from tracker.draft.promise_words import PAST_HEADING
from tracker.draft.sentences import Sentence
from tracker.draft.sides import Sighting
from tracker.draft.tables import rows_of_people, with_party


class Sightings(Leads):
    """Reads the sentences in their order: a heading or a lead says whose people follow."""

    def __init__(self, lexicon: Lexicon, parties: list[str], known: Known, year: int = 0) -> None:
        self.known = known
        self.names = Phrases((name, name) for name in sorted(known.people) if " " in name)

        super().__init__(lexicon, parties)
        self.listed: Side | None = None
        self.listing = False
        self.table: list[str] | None = None
        self.party_above = ""
        self.year = year
        self.framed: Side | None = None
        """The delegation the sentence before was about: `A was a member of it`."""
        self.before: list[Sighting] = []
        self.signing: str | None = None
        """Who signs in the lines of a block; empty where their office was read."""
        self.away = False
        """Whether a list is of those who were not there."""
        self.past = False
        """Whether a heading says that what follows is of before."""

    def read(self, sentence: Sentence) -> list[Sighting]:
        """List the people of a sentence."""
        if sentence.kind == "row":
            found, self.table = rows_of_people(sentence, self.table, self.lexicon)
            rows = [with_party(row, self.party_above) for row in found]
            self.party_above = rows[-1].get("party", "") if rows else self.party_above
            return [self._of_row(sentence, row) for row in rows]
        self.table = None
        text = sentence.text
        named = self._as_known(text, mentions(text, self.lexicon))
        if (entry := self._entry(sentence, named)) is not None:
            named = [entry]
        found_frames = labels(text, self.lexicon, self.parties) + frames(text, sentence.lang, self.lexicon)
        if (signed := self._signature(sentence, named)) is not None:
            return signed
        self._follow_lists(sentence, named, found_frames)
        self._of_them(text, found_frames)
        self.before = []
        if text.isupper() or not named:
            return []
        sightings = [self._sighting(sentence, each) for each in named]
        self._look_there(sentence, sightings, named)
        self._apply_frames(text, sightings, named, found_frames)
        self.before = sightings
        self._of_it(text, sightings)
        self._own_sides(text, sightings, named)
        self._share_sides(text, sightings, named)
        return [
            each for each in sightings if each.role or each.titled or each.there or each.side or each.head
        ]

    def _signature(self, sentence: Sentence, named: list[Mention]) -> list[Sighting] | None:
        """Read a line of a block of signatures: a name, or below it an office; None if it is none."""
        if self.listed is None or sentence.kind not in {"heading", "prose"} or sentence.text.endswith(":"):
            self.signing = None
            return None
        if (name := name_alone(sentence.text, self.lexicon)) is not None and not any(
            each.role for each in named
        ):
            self.signing = sentence.text[name.start : name.end]
            return [
                Sighting(sentence, self.signing, there=True, sure=True, side=self.listed, start=name.start)
            ]
        if self.signing is None or not is_office_alone(sentence.text, self.lexicon):
            self.signing = None
            return None
        name_above, self.signing = self.signing, ""
        role = sentence.text.strip(" .,;")
        return (
            [Sighting(sentence, name_above, role, there=True, sure=True, side=self.listed)]
            if name_above
            else []
        )

    def _follow_lists(self, sentence: Sentence, named: list[Mention], found: list[Frame]) -> None:
        """Keep in mind whose list follows: `Mexican delegation:`, or a heading that names a party."""
        text = sentence.text
        if sentence.kind == "heading":
            self.past = PAST_HEADING.match(fold(text)) is not None
        if sentence.kind == "heading" or text.endswith(":"):
            self.away = AWAY.match(text) is not None
            if any(each.role for each in named) and not text.endswith(":"):
                return
            self.listed = None
            sides = {each.value for each in self.lexicon.parties_in(text, sentence.lang)}
            self.listing = bool(
                re.search(
                    r"delegati?[co]|participa|tom(?:o|aron) parte|took part|integrant|interv|concurr|"
                    r"assisted|represent|"
                    r"attend|asist|present|signator|firmant|miembros|members",
                    fold(text),
                )
            )
            if len(sides) == 1 and (found or self.listing or len(text.split()) <= 4):
                self.listed = Side(sides.pop(), text)
                self.listing = True
            if self.away:
                self.listed, self.listing = None, False
        elif sentence.kind not in {"item", "field", "row"}:
            self.listed, self.listing, self.away = None, False, False

    def _of_it(self, text: str, sightings: list[Sighting]) -> None:
        """Give those who are said to be of `it`, or of `that delegation`, the side of the sentence before."""
        if self.framed is not None and OF_IT.search(text):
            for each in sightings:
                if each.side is None and not each.absent:
                    each.side, each.there = self.framed, True
        sides = {each.side for each in sightings if each.side is not None and each.head}
        self.framed = sides.pop() if len(sides) == 1 else self.framed if OF_IT.search(text) else None

    def _of_them(self, text: str, found: list[Frame]) -> None:
        """Let `They led the Canadian delegation` hold for those of the sentence before."""
        if len(found) == 1 and THEY_LED.match(text):
            for each in self.before:
                if each.there and each.side is None:
                    each.side, each.head = Side(found[0].party, text[: found[0].end]), True

    def _as_known(self, text: str, named: list[Mention]) -> list[Mention]:
        """Let a name be as the store knows it, where a sentence has that and the rules read another."""
        for each in self.names.find(text):
            over = [other for other in named if other.start < each.end and each.start < other.end]
            if not over:
                named = sorted([*named, Mention(each.start, each.end)], key=lambda other: other.start)
            elif over[0].end <= each.end and (over[0].role is None or over[0].role[1] <= each.start):
                over[0].start, over[0].end = each.start, each.end
        return named

    def _entry(self, sentence: Sentence, named: list[Mention]) -> Mention | None:
        """Read an entry of a list of people by how it is built, where its words tell no name and role."""
        if not self.listing or sentence.kind not in {"item", "heading", "field"} or len(named) > 1:
            return None
        entry = entry_of(sentence.text, self.lexicon)
        if entry is None or (named and named[0].role is not None and named[0].start <= entry.start):
            return None
        return entry

    def _sighting(self, sentence: Sentence, mention: Mention) -> Sighting:
        text = sentence.text
        role = text[mention.role[0] : mention.role[1]].strip(" ,") if mention.role else ""
        name = text[mention.start : mention.end]
        start = mention.first
        before = text[max(0, start - _FAR) : start]
        there = bool(ABSENT.search(before)) or before.lower().endswith("ex-")
        there = there or FROM_AFAR.match(text, mention.last) is not None
        there = there or bool(re.match(r"(?:former|then|late|ex)\b", role, re.IGNORECASE))
        found = Sighting(
            sentence,
            name,
            role,
            absent=there,
            start=mention.start,
            titled=mention.honorific or self.known.names(name),
        )
        if not role and (of := OF_INSTITUTION.match(text, mention.end)) is not None:
            found.institution = (of[1], of[1])
        elif (inside := _INSIDE.match(text, mention.end)) is not None and (
            party := self._whole_party(inside[1], sentence.lang)
        ):
            found.side = Side(party, inside[1])
            label = _LABEL.match(text)
            if not role and label is not None and sentence.kind in ENTRIES and not AWAY.match(text):
                found.role = label[1].strip()
        elif not role and inside is not None:
            found.role, found.institution = of_brackets(inside[1], self.lexicon, self.parties)
        if role:
            found.role, found.institution = parted(role, self.lexicon, self.parties)
            found.side = found.side or side_of_role(role, sentence.lang, self.lexicon, self.parties)
            if found.institution is None and (of := _BEHIND_ROLE.match(text, mention.last)) is not None:
                found.institution = (of[1], of[1])
        if not role and (beside := COUNTERPART.search(text[max(0, start - _BESIDE) : start])) is not None:
            found.titled = True
            sides = {each.value for each in self.lexicon.parties_in(beside[0], sentence.lang)}
            found.side = Side(sides.pop(), beside[0].strip(" ,")) if len(sides) == 1 else None
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

    # Presence

    def _is_of_the_past(self, text: str) -> bool:
        """Say whether a sentence is dated, and all its dates are of years before that of the meeting."""
        years = [day.year for day in days_in(text) if day.year]
        return self.past or bool(years and self.year and max(years) < self.year)

    def _whole_party(self, text: str, lang: str) -> str:
        """Give the party that a text is the name of: `(Portugal)`; empty if it is none."""
        named = self.lexicon.parties_in(text, lang)
        whole = len(named) == 1 and named[0].end - named[0].start == len(text.strip())
        return named[0].value if whole else ""

    def _is_away(self, before: str) -> bool:
        """Say whether what governs a name makes somebody only named; a party does not: `la peruana por A`."""
        near = before[-70:]
        party = next(reversed(self.lexicon.parties_in(near, "es")), None)
        by_party = party is not None and BY.fullmatch(near, party.end) is not None
        return not by_party and is_governed_away(before)

    def _last_beside(self, text: str, named: list[Mention], place: int) -> int:
        """Give where the last of those ends who are named in one breath with somebody."""
        while place + 1 < len(named) and self._is_coordinate(text, named, place + 1):
            place += 1
        return named[place].last

    def _look_there(self, sentence: Sentence, sightings: list[Sighting], named: list[Mention]) -> None:
        text = sentence.text
        took_part = THERE.search(text) is not None and sentence.kind != "heading"
        in_list = self.listing and sentence.kind in ENTRIES
        of_the_past = self._is_of_the_past(text)
        for place, (each, mention) in enumerate(zip(sightings, named, strict=True)):
            if place and sightings[place - 1].absent and self._is_coordinate(text, named, place):
                each.absent = True
            if each.absent or sentence.quoted:
                continue
            start = mention.first
            begin = max(text.rfind(sign, 0, start) for sign in (";", "(")) + 1
            clause = text[begin:]
            if IN_PASSING.search(text[:start]) or self._is_away(text[begin:start]):
                each.absent = True
            last = self._last_beside(text, named, place)
            if each.absent or BEFORE_THEN.match(text[last:]) or of_the_past:
                continue
            if (
                is_long_ago(clause)
                or AWAY.match(text[begin:start])
                or (self.away and sentence.kind in ENTRIES)
            ):
                each.absent = True
                continue
            future = FUTURE.search(clause) is not None and not re.search(
                r"\b(?:met|led|attended|held|included|particip\w+ón|encabez[oó]|reuni(?:ó|eron))\b", clause
            )
            past = PLUPERFECT.search(text[:start]) is not None
            speaks = start < 60 and speaks_there(text[mention.last :], each.role)
            entry = in_list and begins_entry(text[:start])
            plain = took_part and not NOT_THERE.search(part_of(text, mention))
            each.there = entry or (
                (plain or speaks) and not future and not past and bool(each.role or each.titled)
            )
            each.sure = entry or takes_part(clause.split(";")[0])

    # Sides

    def _apply_frames(
        self, text: str, sightings: list[Sighting], named: list[Mention], found: list[Frame]
    ) -> None:
        """Let what a sentence says of a delegation hold for those it names."""
        framed: Side | None = None
        for place, mention in enumerate(named):
            each = sightings[place]
            start = mention.first
            side = self._frame_of(text, start, mention, found, named)
            if side is None and framed is not None and self._is_coordinate(text, named, place):
                side = framed
            if (framed := side) is not None:
                each.side = side if each.side is None or each.side.party not in self.parties else each.side
                framed_there = (
                    bool(each.role or each.titled or " " in each.name)
                    and not each.absent
                    and not NOT_THERE.search(text)
                )
                each.there, each.sure = each.there or framed_there, each.sure or framed_there
            elif self.listed is not None and self.listing:
                each.side = self.listed
            before = text[:start].rstrip()
            self._say_head(text, named, sightings, place)
            if (behalf := list(BEHALF.finditer(before))) and each.behalf is None:
                each.behalf = self._behalf(before, behalf[-1].end())

    def _behalf(self, before: str, start: int) -> tuple[str, str] | None:
        words = before[start:].split(",", maxsplit=1)[0]
        found = named_institution(words, self.lexicon, self.parties)
        return found or (
            ("", words)
            if re.search(r"ministry|secretar[ií]a|ministerio|secretariat|department", words, re.IGNORECASE)
            else None
        )

    def _frame_of(
        self, text: str, start: int, mention: Mention, found: list[Frame], named: list[Mention]
    ) -> Side | None:
        before = [frame for frame in found if frame.end <= start]
        after = [frame for frame in found if frame.start >= mention.end]
        trailing = is_trailing(text, named, found)
        if trailing and after:
            return Side(after[0].party, text[after[0].start : after[0].end])
        if after:
            frame = after[0]
            first_end = max(
                mention.end,
                mention.role[1] if mention.role and mention.role[0] >= mention.end else mention.end,
            )
            between = text[first_end : frame.start]
            last = max((each.last for each in named if each.last <= frame.start), default=mention.end)
            links = LED.search(text[last : frame.start]) or JOINED.search(text[last : frame.start])
            behind = (
                ATTENDED_FOR.search(text[last : frame.start])
                if THERE.search(text[last : frame.end])
                else None
            )
            if (links or behind) and ";" not in between and not LED_BY.search(between):
                return Side(frame.party, text[frame.start : frame.end])
        if before and not trailing:
            frame = before[-1]
            between = text[frame.end : start]
            if is_of_frame(between, text, frame):
                return Side(frame.party, text[frame.start : frame.end])
        return None

    def _of_row(self, sentence: Sentence, row: dict[str, str]) -> Sighting:
        side = None
        if cell := row.get("party"):
            sides = {each.value for each in self.lexicon.parties_in(cell, sentence.lang)}
            side = Side(sides.pop(), cell) if len(sides) == 1 else None
        if side is None and self.listed is not None:
            side = self.listed
        found = Sighting(sentence, row["name"], row.get("role", ""), side=side, absent=self.away, sure=True)
        found.there = not self.away
        if side is None and found.role:
            found.side = side_of_role(found.role, sentence.lang, self.lexicon, self.parties)
        if cell := row.get("institution"):
            found.institution = named_institution(cell, self.lexicon, self.parties)
        if found.institution is None and found.role:
            found.institution = institution_in(found.role, self.lexicon, self.parties)
        if found.side is None and row.get("institution"):
            found.side = side_of_role(row["institution"], sentence.lang, self.lexicon, self.parties)
        if cell := row.get("behalf"):
            found.behalf = named_institution(cell, self.lexicon, self.parties)
        return found


ENTRIES = frozenset({"item", "heading", "field"})
"""Sentences that are entries of a list."""
_LABEL = re.compile(r"([A-ZÀ-Þ][^:;.,()]{2,60}):\s")
_BEHIND_ROLE = re.compile(r"\s*[—–-]\s*([A-ZÀ-Þ][A-ZÀ-Þ-]{1,9})(?=\s*(?:[(;.]|$))")


_FAR = 300
"""Characters before a name beyond which nothing says that somebody was absent."""
_BESIDE = 80
"""Characters before a name within which it may be called a counterpart."""
_INSIDE = re.compile(r"\s*\(([^()\d]{2,90})\)")
