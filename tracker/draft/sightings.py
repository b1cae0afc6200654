"""Who a sentence names: with which role, of which side, and whether it says that they were there."""

import re

from tracker.draft.absences import says_absence, without_absence
from tracker.draft.affiliations import named_institution
from tracker.draft.counterparts import say_counterparts
from tracker.draft.dates import days_in
from tracker.draft.facing import say_facing
from tracker.draft.framing import is_label, is_new_list, is_of_frame, is_trailing, labels, part_of
from tracker.draft.known import Known
from tracker.draft.lexicon import Lexicon
from tracker.draft.names import Mention, mentions
from tracker.draft.ours import say_groups
from tracker.draft.parties import Frame, Side, frames
from tracker.draft.people_words import (
    ACROSS,
    ASKED,
    ATTENDED_FOR,
    BEFORE_THEN,
    BEHALF,
    BY,
    FOR_OTHERS,
    FUTURE,
    IN_PASSING,
    JOINED,
    LED,
    LED_BY,
    NOT_THERE,
    OF_IT,
    OF_THE_DELEGATION,
    ONE_LED,
    PLUPERFECT,
    PLURAL,
    POSSESSIVE,
    STAYED_AWAY,
    THERE,
    THEY_LED,
    WITH_THEM,
    WITNESSED,
)
from tracker.draft.presence import (
    AWAY,
    begins_entry,
    is_governed_away,
    is_long_ago,
    speaks_there,
    takes_part,
    tells_group,
)
from tracker.draft.rows import sighting_of_row
from tracker.draft.sentences import Sentence
from tracker.draft.sides import Sighting
from tracker.draft.surroundings import ENTRIES, Surroundings
from tracker.draft.tables import Table, cells_of, rows_of_people, table_of_names, with_party


class Sightings(Surroundings):
    """Reads the sentences in their order: a heading or a lead says whose people follow."""

    def __init__(self, lexicon: Lexicon, parties: list[str], known: Known, year: int = 0) -> None:
        super().__init__(lexicon, parties, known)
        self.table: Table | None = None
        self.party_above = ""
        self.year = year
        self.framed: Side | None = None
        """The delegation the sentence before was about: `A was a member of it`."""
        self.before: list[Sighting] = []
        self.asked: re.Match[str] | None = None
        """The question who was there, if it is right before the sentence."""
        self.naming = False
        """Whether the sentence names somebody itself."""

    def read(self, sentence: Sentence) -> list[Sighting]:
        """List the people of a sentence."""
        if sentence.kind == "row":
            if self.table is None and self.listed is not None:
                self.table = table_of_names(sentence.text, *self.listed[:2], self.lexicon)
            people, self.table = rows_of_people(sentence, self.table, self.lexicon, self.parties)
            rows = [with_party(row, self.party_above) for row in people]
            self.party_above = rows[-1].get("party", "") if rows else self.party_above
            listed = None if self.away else self.listed
            found = [sighting_of_row(sentence, row, listed, self.lexicon, self.parties) for row in rows]
            away = self.away or any(map(says_absence, cells_of(sentence.text)))
            for each, row in zip(found, rows, strict=True):
                cell = row.get("cell", "")
                each.absent = away or without_absence(cell) != cell.strip(" ,")
                each.there = not each.absent
            return found
        text = sentence.text
        if sentence.kind != "heading" or not self._whole_party(text, sentence.lang):
            self.table = None
        named = self._as_known(text, mentions(text, self.lexicon))
        if (entry := self._entry(sentence, named)) is not None:
            named = [entry]
        found_frames = labels(text, self.lexicon, self.parties) + frames(
            text, sentence.lang, self.lexicon, self.parties
        )
        found_frames = [each for each in found_frames if not _is_behind(text, each, named)]
        if (signed := self._signature(sentence, named)) is not None:
            return signed
        self._follow_lists(sentence, named, found_frames)
        self.naming = bool(named)
        self._of_them(text, found_frames)
        asked, self.asked = self.asked, ASKED.match(text)
        before, self.before = self.before, []
        if text.isupper() or not named:
            return []
        sightings = [self._sighting(sentence, each) for each in named]
        self._look_there(sentence, sightings, named)
        self._answer(text, sightings, asked)
        self._apply_frames(text, sightings, named, found_frames)
        self.before = sightings
        self._of_it(text, sightings, found_frames)
        self._own_sides(text, sightings, named)
        self._share_sides(text, sightings, named)
        self._came_with(text, sightings, before)
        say_counterparts(text, sightings, named, self.parties, self.lexicon)
        say_groups(text, sightings)
        say_facing(text, sightings, before)
        return [
            each for each in sightings if each.role or each.titled or each.there or each.side or each.head
        ]

    def _of_it(self, text: str, sightings: list[Sighting], found: list[Frame]) -> None:
        """Give those who are said to be of `it`, or of `that delegation`, the side of the sentence before."""
        goes_on = OF_IT.search(text) or (OF_THE_DELEGATION.search(text) if not found else None)
        if self.framed is not None and goes_on:
            for each in sightings:
                if each.side is None and not each.absent:
                    each.side, each.there = self.framed, True
        sides = {each.side for each in sightings if each.side is not None and each.head}
        self.framed = sides.pop() if len(sides) == 1 else self.framed if goes_on else None

    def _of_them(self, text: str, found: list[Frame]) -> None:
        """Let `They led the Canadian delegation` hold for those of the sentence before."""
        if STAYED_AWAY.match(text) and not self.naming:
            for each in self.before:
                each.there, each.absent = False, True
        subject = next((each for each in self.before if each.there), None)
        if subject is not None and ONE_LED.match(text):
            subject.head = True
        if len(found) == 1 and THEY_LED.match(text):
            for each in self.before:
                if each.there and each.side is None:
                    each.side, each.head = Side(found[0].party, text[: found[0].end]), True

    # Presence

    def _tells_presence(self, text: str) -> bool:
        """Say whether a text has a word of those who take part."""
        return THERE.search(text) is not None or bool(self.lexicon.presence_in(text))

    def _is_of_the_past(self, text: str) -> bool:
        """Say whether a sentence is dated, and all its dates are of years before that of the meeting."""
        if _TODAY.search(text) is not None and _MET_TODAY.search(text) is not None:
            return self.past  # `they met today to renew what they signed in 2019`
        years = [day.year for day in days_in(text) if day.year]
        return self.past or bool(years and self.year and max(years) < self.year)

    def _is_away(self, before: str) -> bool:
        """Say whether what governs a name makes somebody only named; a party does not: `la peruana por A`."""
        near = before[-70:]
        said = [*self.lexicon.presence_in(near), *ACROSS.finditer(before[-150:])]
        if any(_ARTICLES.fullmatch(each.string, each.end()) for each in said):
            return False
        party = next(reversed(self.lexicon.parties_in(near, "es")), None)
        by_party = party is not None and BY.fullmatch(near, party.end) is not None
        return not by_party and is_governed_away(before)

    def _last_beside(self, text: str, named: list[Mention], place: int) -> int:
        """Give where the last of those ends who are named in one breath with somebody."""
        while place + 1 < len(named) and self._is_coordinate(text, named, place + 1):
            place += 1
        return named[place].last

    def _first_beside(self, text: str, named: list[Mention], place: int) -> int:
        """Give where the first of those begins who are named in one breath with somebody."""
        while place and self._is_coordinate(text, named, place):
            place -= 1
        return named[place].first

    def _answer(self, text: str, sightings: list[Sighting], asked: re.Match[str] | None) -> None:
        """Let those who answer `Who chaired the meeting?` be there: one of each side as its head."""
        if asked is None or NOT_THERE.search(text) or text.endswith("?"):
            return
        for each in sightings:
            each.there = each.sure = not each.absent and bool(each.role or each.titled)
            each.head = each.there and bool(asked["head"]) and len(sightings) <= len(self.parties)
        heads = [each for each in sightings if each.head]
        known = [each.side for each in heads if each.side is not None]
        if len(heads) == len(self.parties) == _BOTH and len(known) == 1 and known[0].party in self.parties:
            rest = next(party for party in self.parties if party != known[0].party)
            one = next(each for each in heads if each.side is None)
            one.side = Side(rest, known[0].words, carried=True)

    def _look_there(self, sentence: Sentence, sightings: list[Sighting], named: list[Mention]) -> None:
        text = sentence.text
        witnessed = WITNESSED.match(text) is not None
        took_part = witnessed or (self._tells_presence(text) and sentence.kind != "heading")
        in_list = self.listing and sentence.kind in ENTRIES
        of_the_past = self._is_of_the_past(text)
        for place, (each, mention) in enumerate(zip(sightings, named, strict=True)):
            beside = place and sightings[place - 1].absent and self._is_coordinate(text, named, place)
            if beside and not is_new_list(text, named, place):
                each.absent = True
            if each.absent or sentence.quoted:
                continue
            start = mention.first
            begin = max(text.rfind(sign, 0, start) for sign in (";", "(")) + 1
            clause = text[begin:]
            if IN_PASSING.search(text[:start]) or self._is_away(text[begin:start]):
                each.absent = not witnessed
            if POSSESSIVE.match(text, mention.end):
                each.absent = True
            last = self._last_beside(text, named, place)
            if each.absent or BEFORE_THEN.match(text[last:]) or of_the_past or self.apart:
                continue
            tells = tells_group(text[mention.last :])
            if (
                (is_long_ago(clause) and not tells)
                or AWAY.match(text[begin:start])
                or (self.away and sentence.kind in ENTRIES)
            ):
                each.absent = True
                continue
            came = WITH_THEM.search(text[begin:start]) or self.lexicon.company.search(text[begin:start])
            future = (
                came is None
                and FUTURE.search(clause) is not None
                and not re.search(
                    r"\b(?:met|led|attended|held|included|particip\w+ón|encabez[oó]|reuni(?:ó|eron))\b",
                    clause,
                )
            )
            past = not tells and PLUPERFECT.search(text[:start]) is not None
            first_of = self._first_beside(text, named, place)
            dateline = _DATELINE.match(text)
            speaks = first_of - (dateline.end() if dateline else 0) < 60 and (
                speaks_there(text[mention.last :], each.role)
                or (speaks_there(text[last:], each.role) and not _is_of_one(text[last:]))
            )
            speaks = speaks or tells or _speak_both(text, each, named[place + 1 : place + 2])
            entry = in_list and begins_entry(text[:start])
            plain = took_part and not NOT_THERE.search(part_of(text, mention))
            speaks = speaks or is_label(sentence, mention)
            known = bool(each.role or each.titled or each.institution)
            if FOR_OTHERS.match(text, mention.last) and each.side is None:
                continue
            each.there = entry or ((plain or speaks) and not future and not past and known)
            first = clause.split(";")[0]
            said = is_label(sentence, mention) or witnessed or takes_part(first)
            each.sure = entry or said or tells or self.lexicon.took_part.search(first) is not None
            goes_on = place and sightings[place - 1].sure and self._is_coordinate(text, named, place)
            each.sure = bool(each.sure or goes_on)

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
                if self._tells_presence(text[last : frame.end])
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


def _is_behind(text: str, frame: Frame, named: list[Mention]) -> bool:
    """Say whether a party stands in brackets behind somebody, and so is of nobody else: `A (Mexico) & B`."""
    last = max((each.last for each in named if each.last <= frame.start), default=0)
    return bool(last) and text[last : frame.start].strip() == "(" and text[frame.end - 1] == ")"


_ARTICLES = re.compile(r"\s*(?:(?:the|el|la|los|las|al|a|his|her|its|their|su|sus)\s+)*")


def _speak_both(text: str, one: Sighting, others: list[Mention]) -> bool:
    """Say whether two of one office speak: `the ministers of Peru, A, and of Ghana, B, announced`."""
    shared = PLURAL.match(one.role) is not None and bool(others) and others[0].role is None
    return shared and speaks_there(text[others[0].last :], one.role)


def _is_of_one(behind: str) -> bool:
    """Say whether what stands behind several is said of one alone: `, who announced …`."""
    return re.match(r",?\s+(?:who|which|quien|que|la cual|el cual)\b", behind) is not None


_BOTH = 2
_TODAY = re.compile(
    r"\b(?:today|yesterday|this (?:morning|afternoon|week)|hoy|ayer|este \w+)\b", re.IGNORECASE
)
_MET_TODAY = re.compile(r"\b(?:met|meet|held|se reuni\w+|sostuv\w+|recibi\w+)\b", re.IGNORECASE)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][^.;:]{2,60}?\([^()]{2,40}\)\s*\.?\s*[–—-]+\s*|[A-ZÀ-Þ][^.;:a-z]{2,30}[–—-]+\s+"
)
"""How the report of an agency begins: the place, the day, its name."""
