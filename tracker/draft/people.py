"""Who was there: people with their roles and sides, and those who were only named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tracker.draft.known import Known
from tracker.draft.lexicon import Lexicon
from tracker.draft.names import Mention, mentions
from tracker.draft.parties import Frame, Side, frames, side_of_role
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence
from tracker.draft.tables import rows_of_people

_ABSENT = re.compile(
    r"(?:\b(?:former|late|ex|then|entonces|predecessor|successor|exsecretario|exsecretaria|expresidente|extinto|fallecido)[\s-]+(?:\w+\s+){0,3}$)"
    r"|(?:\b(?:statements?|speech|letters?|call|conversation|remarks|message|administration|appointed|announced|named|support"
    r"|apoyo|cartas?|mensaje|declaraci(?:ón|ones)|gobierno|administraci[oó]n|legado|memory|memoria|visits?|trip|viaje|visita"
    r"|llamada|conversaci[oó]n|words|palabras|behalf|nombre|representaci[oó]n|instrucciones|instructions|absence|ausencia|nombrado|designado"
    r"|enviad[oa]|invitaci[oó]n girada|discurso|reuni[oó]n previa|encuentro previo|presidency|presidencia|request|leadership|liderazgo)\s+"
    r"(?:telef[oó]nica\s+|hecha\s+|made\s+|given\s+)?(?:by|of|from|with|between|to|de|del|por|con|entre|al)\s+(?:(?:the|el|la|su|her|his|su|then|entonces)\s+)?$)"
    r"|(?:\b(?:according to|de acuerdo con|segun|según|in the words of|a juicio de)\s+(?:(?:the|el|la)\s+)?$)"
    r"|(?:\b(?:thank(?:ed|s)?|agradeci[oó]|agradecieron|congratulat\w+|felicit\w+|condolences to|replac\w+|sucede a|sustituye a|during|durante)\s+(?:(?:the|a|al|el|la)\s+)?$)",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"\b(?:(?:was|were|is) (?:absent|excused|unable)|could not attend|did not attend|sent (?:his|her|their) regrets|no (?:asisti|pud|estuv)\w+|"
    r"excus[oó]|ausente|not present|unable to attend)\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:attend(?:ed|ing|ees?)|participat(?:ed|ing)|participants|took part|taking part|met|meeting|held|hosted|co-?hosted|convened|visited|led|headed|"
    r"chaired|co-?chaired|presided|accompan(?:ied|ying)|joined|made up of|included?|including|compris(?:ed|ing)|consisted|composed|represented|present"
    r"|received|welcomed|signed|gathered|came together|travell?ed|arrived|opened|inaugurated|spoke|alongside|discussed|concluded|talks?|"
    r"asisti\w*|asistentes|particip\w+|reuni\w+|sostuv\w+|celebr(?:ó|aron)|visit(?:ó|aron)|encabez\w+|presid(?:ió|ieron|id[oa]s?|e|en|ía)|copresid\w+|acompa[nñ]\w+"
    r"|integr(?:ada|ado|aron|an|aba)\w*|conform\w+|recibi(?:ó|eron)|estuv\w+|cont[oó] con|firm(?:ó|aron)|suscrib\w+|suscri(?:to|bieron)|llev(?:ó|aron) a cabo"
    r"|viaj(?:ó|aron)|inaugur\w+|dialog\w+|convers(?:ó|aron)|por parte de|delegaci[oó]n|liderad[oa]|compuesta|incluy\w+|presentes?|acudi\w+|junto con|"
    r"intercambi\w+|mantuv\w+|concurri\w+|intervini\w+|suscriben|signed by|firman)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"[^.;]{0,45}?\b(?:emphasi[sz]ed|agreed|stressed|underscored|underlined|highlighted|noted|expressed|said|stated|reiterated|reaffirmed|thanked|pledged"
    r"|committed|recogni[sz]ed|acknowledged|raised|presented|briefed|explained|outlined|accepted|announced|"
    r"destac\w+|subray\w+|agradeci\w+|expres\w+|se[nñ]al\w+|afirm\w+|reiter\w+|acord\w+|convin\w+|dijo|explic\w+|inform\w+|reconoci\w+|enfatiz\w+|present[oó]"
    r"|manifest\w+|plante\w+|anunci\w+|coincidi\w+|resalt\w+|acept\w+|se comprometi\w+)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|plans? to|is to|are to|next (?:week|month|year)|(?:viajar|visitar|asistir|participar|reunir|encabezar)[áa]n?)\b",
    re.IGNORECASE,
)
_PLUPERFECT = re.compile(
    r"\b(?:had|hab[ií]an?)\s+\w+|\b(?:previously|recently|anteriormente|recientemente)\b", re.IGNORECASE
)
_LED = re.compile(
    r"\b(?:led|headed|co-?led|chaired|encabez\w+|presidi\w+|lider\w+|dirigi\w+|jefatura|head of (?:the )?delegation|jefe de (?:la )?delegaci[oó]n)\b",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    r"\b(?:led|headed|chaired|encabezad[oa]s?|presidid[oa]s?|liderad[oa]s?|dirigid[oa]s?)\s+(?:by|por)\s+(?:the|el|la|su)?\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b(?:part of|members? of|joined|integr\w+|form(?:ó|aron) parte|as part|accompan\w+)\b", re.IGNORECASE
)
_BESIDE = re.compile(
    r"\b(?:alongside|together with|along with|accompanied by|joined by|junto con|junto a|acompa[nñ]ad[oa]s?(?: de| por)?|with)\b",
    re.IGNORECASE,
)
_WITH_THEM = re.compile(
    r"\b(?:accompanied by|along with|together with|alongside|joined by|acompa[nñ]ad[oa]s?(?: de| por)|junto con|accompanied|acompa[nñ]aron al?|acompa[nñ][oó] al?)\b",
    re.IGNORECASE,
)
_ACROSS = re.compile(
    r"\b(?:met with|meet(?:ing)? with|hosted|received|welcomed|spoke with|held (?:talks|a meeting|meetings|bilateral talks) with|se reuni(?:ó|eron) con|recibi(?:ó|eron) a|sostuv\w+ (?:un|una) \w+ con|con su hom[oó]log[oa]|with (?:his|her|their) counterparts?|convers(?:ó|aron) con|dialog(?:ó|aron) con|,? by invitation of|,? por invitaci[oó]n de)\b",
    re.IGNORECASE,
)
_COORDINATE = re.compile(r"[\s,;]*(?:(?:and|y|e)\s+)?(?:(?:the|el|la|by|por|por el|por la)\s+)*")
_BEHALF = re.compile(
    r"\b(?:on behalf of|en (?:representaci[oó]n|nombre) de(?:l)?)\s+(?:the|la|el)?\s*", re.IGNORECASE
)
_ACRONYM = re.compile(r"\(([A-Z][A-Z-]{1,9})\)")
_WORDS = re.compile(r"\w+")


_PLURAL = re.compile(
    r"(?:foreign |prime )?\b(?:ministers|presidents|secretaries|chancellors|ambassadors|governors|ministr[oa]s|presidentes|secretari[oa]s|cancilleres|embajadores|gobernadores|attorneys general|mandatarios)\b",
    re.IGNORECASE,
)


def _singular(role: str) -> str:
    """Give the word of an office in the singular, as far as it stands in the plural."""
    word = role.split()[0]
    return (
        word[:-2]
        if word.lower() in {"cancilleres", "embajadores", "gobernadores"}
        else word[:-3]
        if word.endswith("ies")
        else word[:-1]
    )


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
    start: int = 0
    titled: bool = False


@dataclass
class Person:
    """Somebody a memo names, over all mentions."""

    name: str
    sightings: list[Sighting] = field(default_factory=list)
    side: Side | None = None
    how: str = ""
    known_as: str = ""
    """What the memo calls somebody whose full name the store knows."""

    @property
    def there(self) -> bool:
        """Whether a sentence says that they took part."""
        return any(each.there for each in self.sightings)

    @property
    def head(self) -> bool:
        """Whether a sentence says that they led their delegation."""
        return any(each.head for each in self.sightings if each.there)

    @property
    def best(self) -> Sighting:
        """The mention with the fullest role."""
        return max(self.sightings, key=lambda each: len(_content(each.role)))

    @property
    def first(self) -> Sighting:
        """The mention that says they were there."""
        return next((each for each in self.sightings if each.there), self.sightings[0])


_SMALL = frozenset("of the for and de la del el y los las to in at en al".split())


def _content(text: str) -> list[str]:
    return [word for word in _WORDS.findall(fold(text)) if word not in _SMALL]


def find_people(
    sentences: list[Sentence], lexicon: Lexicon, parties: list[str], known: Known
) -> list[Person]:
    """List the people of a memo in the order in which they are named."""
    reader = _Memo(lexicon, parties, known)
    sightings = [
        each for sentence in sentences if sentence.lang in {"en", "es"} for each in reader.read(sentence)
    ]
    people = _together(sightings, known)

    for person in people:
        _give_side(person, known, parties)
    _give_other_sides(people, parties)
    return people


_TWO = re.compile(
    r"\b(?:met|co-?chaired|presided|hosted|spoke|agreed|signed|presidieron|copresidi\w+|encabezaron|se reunieron|sostuvieron|coincidieron|acordaron|firmaron|suscribieron|dialogaron|conversaron)\b",
    re.IGNORECASE,
)


def _give_other_sides(people: list[Person], parties: list[str]) -> None:
    """Give the second of two who met the other of two sides, where only that of the first is known."""
    if len(parties) != 2:  # noqa: PLR2004 (only two have one other)
        return
    for person in people:
        if person.side is not None or not person.there:
            continue
        for each in person.sightings:
            together = [
                other
                for other in people
                if other is not person
                and any(seen.sentence.number == each.sentence.number for seen in other.sightings)
            ]
            if (
                len(together) == 1
                and together[0].side is not None
                and together[0].side.party in parties
                and _TWO.search(each.sentence.text)
            ):
                other = next(party for party in parties if party != together[0].side.party)
                person.side = Side(
                    other, f"with {together[0].name} of {together[0].side.party}", carried=True
                )
                break


class _Memo:
    """Reads the sentences in their order: a heading or a lead says whose people follow."""

    def __init__(self, lexicon: Lexicon, parties: list[str], known: Known) -> None:
        self.known = known

        self.lexicon = lexicon
        self.parties = parties
        self.listed: Side | None = None
        self.listing = False
        self.table: list[str] | None = None

    def read(self, sentence: Sentence) -> list[Sighting]:
        """List the people of a sentence."""
        if sentence.kind == "row":
            found, self.table = rows_of_people(sentence, self.table, self.lexicon)
            return [self._of_row(sentence, row) for row in found]
        self.table = None
        text = sentence.text
        named = mentions(text, self.lexicon)
        found_frames = frames(text, sentence.lang, self.lexicon)
        self._follow_lists(sentence, named, found_frames)
        if text.isupper() or not named:
            return []
        sightings = [self._sighting(sentence, each) for each in named]
        self._look_there(sentence, sightings, named)
        self._apply_frames(text, sightings, named, found_frames)
        self._own_sides(text, sightings, named)
        self._share_sides(text, sightings, named)
        return [each for each in sightings if each.role or each.titled or each.there or each.side]

    def _follow_lists(self, sentence: Sentence, named: list[Mention], found: list[Frame]) -> None:
        """Keep in mind whose list follows: `Mexican delegation:`, or a heading that names a party."""
        text = sentence.text
        if sentence.kind == "heading" or text.endswith(":"):
            if any(each.role for each in named) and not text.endswith(":"):
                return
            self.listed = None
            sides = {each.value for each in self.lexicon.parties_in(text, sentence.lang)}
            self.listing = bool(
                re.search(
                    r"delegati?[co]|participa|attend|asist|present|signator|firmant|miembros|members",
                    fold(text),
                )
            )
            if len(sides) == 1 and (found or self.listing or len(text.split()) <= 4):
                self.listed = Side(sides.pop(), text)
                self.listing = True
        elif sentence.kind not in {"item", "field"}:
            self.listed, self.listing = None, False

    def _sighting(self, sentence: Sentence, mention: Mention) -> Sighting:
        text = sentence.text
        role = text[mention.role[0] : mention.role[1]].strip(" ,") if mention.role else ""
        name = text[mention.start : mention.end]
        start = min(mention.start, mention.role[0]) if mention.role else mention.start
        there = bool(_ABSENT.search(text[:start])) or text[max(0, start - 3) : start].lower().endswith("ex-")
        there = there or bool(re.match(r"(?:former|then|late|ex)\b", role, re.IGNORECASE))
        found = Sighting(
            sentence,
            name,
            role,
            absent=there,
            start=mention.start,
            titled=mention.honorific or self.known.names(name),
        )
        if role:
            found.side = side_of_role(role, sentence.lang, self.lexicon, self.parties)
            found.institution = self._institution(role)
        behind = text[mention.end : mention.end + 80]
        if (
            match := re.match(
                r"\s*\(\s*(?:on behalf of|en (?:representaci[oó]n|nombre) de(?:l)?)\s+(?:the|la|el)?\s*([^)]+)\)",
                behind,
                re.IGNORECASE,
            )
        ) is not None:
            found.behalf = self._named_institution(match[1])
        return found

    def _institution(self, role: str) -> tuple[str, str] | None:
        if (found := _ACRONYM.search(role)) is not None:
            return found[1], found[1]
        for each in self.lexicon.institutions.find(role):
            if each.value.id and each.value.party in self.parties:
                return each.value.id, role[each.start : each.end]
        return None

    def _named_institution(self, text: str) -> tuple[str, str] | None:
        return self._institution(text) or (
            (text.strip(), text.strip()) if re.fullmatch(r"[A-Z][A-Z-]{1,9}", text.strip()) else None
        )

    # Presence

    def _look_there(self, sentence: Sentence, sightings: list[Sighting], named: list[Mention]) -> None:
        text = sentence.text
        plain = _THERE.search(text) is not None and not _NOT_THERE.search(text) and sentence.kind != "heading"
        in_list = self.listing and sentence.kind in {"item", "heading", "field"}
        for place, (each, mention) in enumerate(zip(sightings, named, strict=True)):
            if place and sightings[place - 1].absent and self._is_coordinate(text, named, place):
                each.absent = True
            if each.absent or sentence.quoted:
                continue
            start = min(mention.start, mention.role[0] if mention.role else mention.start)
            begin = max(text.rfind(sign, 0, start) for sign in (";", "(")) + 1
            clause = text[begin:]
            future = _FUTURE.search(clause) is not None and not re.search(
                r"\b(?:met|led|attended|held|included|particip\w+ón|encabez[oó]|reuni(?:ó|eron))\b", clause
            )
            past = _PLUPERFECT.search(text[:start]) is not None
            speaks = (
                start < 60
                and _SPEAKS.match(text[max(mention.end, mention.role[1] if mention.role else 0) :])
                is not None
            )
            each.there = in_list or (
                (plain or speaks) and not future and not past and bool(each.role or each.titled)
            )

    def _is_coordinate(self, text: str, named: list[Mention], place: int) -> bool:
        before, mine = named[place - 1], named[place]
        end = max(before.end, before.role[1] if before.role else 0)
        start = min(mine.start, mine.role[0] if mine.role else mine.start)
        return bool(_COORDINATE.fullmatch(text[end:start])) if start >= end else False

    # Sides

    def _apply_frames(
        self, text: str, sightings: list[Sighting], named: list[Mention], found: list[Frame]
    ) -> None:
        """Let what a sentence says of a delegation hold for those it names."""
        for place, mention in enumerate(named):
            each = sightings[place]
            start = min(mention.start, mention.role[0] if mention.role else mention.start)
            if (side := self._frame_of(text, start, mention, found, named)) is not None:
                each.side = side if each.side is None or each.side.party not in self.parties else each.side
                each.there = each.there or (
                    bool(each.role or each.titled or " " in each.name)
                    and not each.absent
                    and not _NOT_THERE.search(text)
                )
            if self.listed is not None and each.side is None:
                each.side = self.listed
            before = text[:start].rstrip()
            each.head = (
                each.head
                or bool(_LED_BY.search(text[:start]))
                or self._follows_head(text, named, sightings, place)
            )
            if not each.head and _leads(text, mention):
                each.head = True
            if (behalf := list(_BEHALF.finditer(before))) and each.behalf is None:
                each.behalf = self._behalf(before, behalf[-1].end())

    def _own_sides(self, text: str, sightings: list[Sighting], named: list[Mention]) -> None:
        """Read a party that stands right before somebody: `Mexico's Foreign Secretary A`, `Guatemala, B`."""
        plural: tuple[Sighting, list[str]] | None = None
        of_all = _singular(sightings[0].role) if _PLURAL.match(sightings[0].role) else ""

        for place, (each, mention) in enumerate(zip(sightings, named, strict=True)):
            start = min(mention.start, mention.role[0] if mention.role else mention.start)
            before = re.search(r"([’']s\s*|,\s*|\s)$", text[:start])
            found = (
                self.lexicon.parties_in(text[: before.start()], each.sentence.lang)
                if before is not None
                else []
            )
            if found and before is not None and found[-1].end == before.start() and each.side is None:
                listed = (
                    "," in before[0]
                    and not each.role
                    and re.search(
                        r"(?:^|[;,]\s*(?:and |y )?|\b(?:of|de)\s+)(?:the |el |la |los )?$",
                        text[: found[-1].start],
                    )
                )
                if "s" in before[0] or listed:
                    each.side = Side(found[-1].value, text[found[-1].start : found[-1].end])
                    if listed and place and of_all:
                        each.role, each.there = of_all, sightings[0].there
            if plural is not None and place and self._is_coordinate(text, named, place) and not each.role:
                each.role, each.there = plural[0].role, plural[0].there
                each.head = each.head or plural[0].head
                each.side = Side(plural[1].pop(0), plural[0].role) if plural[1] else each.side
                continue
            plural = None
            codes = [found.value for found in self.lexicon.parties_in(each.role, each.sentence.lang)]
            if _PLURAL.match(each.role) and len(codes) > 1:
                together = 1 + sum(1 for _ in self._run_of(text, named, place))
                each.side = Side(codes[0], each.role) if together == len(codes) else None
                cut = self.lexicon.parties_in(each.role, each.sentence.lang)[0].start
                each.role = re.sub(
                    r"\s+(?:of|de|del)(?:\s+(?:the|el|la|los))?\s*$", "", each.role[:cut].rstrip()
                )
                plural = (each, codes[1:] if together == len(codes) else [])

            elif _PLURAL.search(each.role) and not _PLURAL.match(each.role) and each.side is not None:
                together = 1 + sum(1 for _ in self._run_of(text, named, place))
                plural = (each, [each.side.party] * together)
            elif (
                _PLURAL.match(each.role)
                and codes
                and re.fullmatch(r"(?i)\w+ (?:of|de) (?:the |el |la |los )?[\w .]+", each.role)
            ):
                each.role = _singular(each.role)

    def _run_of(self, text: str, named: list[Mention], place: int) -> Iterator[int]:
        """List the bare names that follow one in the same breath."""
        while (
            place + 1 < len(named)
            and named[place + 1].role is None
            and self._is_coordinate(text, named, place + 1)
        ):
            place += 1
            yield place

    def _behalf(self, before: str, start: int) -> tuple[str, str] | None:
        words = before[start:].split(",")[0]
        found = self._named_institution(words)
        return found or (
            ("", words)
            if re.search(r"ministry|secretar[ií]a|ministerio|secretariat|department", words, re.IGNORECASE)
            else None
        )

    def _follows_head(self, text: str, named: list[Mention], sightings: list[Sighting], place: int) -> bool:
        """Say whether somebody is the second of `led by A and B`."""
        if not place or not sightings[place - 1].head:
            return False
        before, mine = named[place - 1], named[place]
        end = max(before.end, before.role[1] if before.role else 0)
        start = min(mine.start, mine.role[0] if mine.role else mine.start)
        led_by = _LED_BY.search(text[: min(before.start, before.role[0] if before.role else before.start)])
        between = text[end:start] if start >= end else ";"
        return bool(led_by) and bool(
            re.fullmatch(r",?\s*(?:and|y|e)\s+(?:by\s+|por\s+)?(?:the\s+|el\s+|la\s+)?", between)
        )

    def _frame_of(
        self, text: str, start: int, mention: Mention, found: list[Frame], named: list[Mention]
    ) -> Side | None:
        before = [frame for frame in found if frame.end <= start]
        after = [frame for frame in found if frame.start >= mention.end]
        if after:
            frame = after[0]
            first_end = max(
                mention.end,
                mention.role[1] if mention.role and mention.role[0] >= mention.end else mention.end,
            )
            between = text[first_end : frame.start]
            last = max((each.end for each in named if each.end <= frame.start), default=mention.end)
            links = _LED.search(text[last : frame.start]) or _JOINED.search(text[last : frame.start])
            if links and not any(sign in between for sign in (";",)) and not _LED_BY.search(between):
                return Side(frame.party, text[frame.start : frame.end])
        if before:
            frame = before[-1]
            between = text[frame.end : start]
            if _is_of_frame(between, text[: frame.start], frame):
                return Side(frame.party, text[frame.start : frame.end])
        return None

    def _share_sides(self, text: str, sightings: list[Sighting], named: list[Mention]) -> None:
        """Let sides carry over: `A, accompanied by B`; and across: `A met with the Mexican B`."""
        groups = _grouped(text, named)
        ends = [0, *(max(named[group[-1]].end, (named[group[-1]].role or (0, 0))[1]) for group in groups)]
        for place, group in enumerate(groups):
            start = min(named[group[0]].start, (named[group[0]].role or (named[group[0]].start, 0))[0])
            before = text[ends[place] : start]
            if _ACROSS.search(before) or _WITH_THEM.search(before + text[start : ends[place + 1]]):
                self._carry(sightings, group)
        if len(self.parties) != 2:  # noqa: PLR2004 (only two have one other)
            return
        for place, group in enumerate(groups):
            behind = text[ends[place + 1] :]
            across = _ACROSS.match(behind[:90].lstrip(" ,")) or _ACROSS.search(behind[:90])
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
            between = text[
                ends[place] : min(
                    named[groups[place][0]].start, (named[groups[place][0]].role or (10**9, 0))[0]
                )
            ]
            side = _one_side(sightings, groups[place - 1])
            if _ACROSS.search(between) and side and not any(sightings[each].side for each in groups[place]):
                self._across(sightings, groups[place], side)

    def _carry(self, sightings: list[Sighting], group: list[int]) -> None:
        side = _one_side(sightings, group)
        if side is not None and side.party in self.parties:
            for place in group:
                sightings[place].side = sightings[place].side or Side(side.party, side.words, carried=True)

    def _across(self, sightings: list[Sighting], group: list[int], side: Side) -> None:
        """Give those who met one side the other."""
        if side.party in self.parties:
            other = next(party for party in self.parties if party != side.party)
            for place in group:
                sightings[place].side = Side(other, side.words, carried=True)

    def _of_row(self, sentence: Sentence, row: dict[str, str]) -> Sighting:
        side = None
        if cell := row.get("party"):
            sides = {each.value for each in self.lexicon.parties_in(cell, sentence.lang)}
            side = Side(sides.pop(), cell) if len(sides) == 1 else None
        if side is None and self.listed is not None:
            side = self.listed
        found = Sighting(sentence, row["name"], row.get("role", ""), there=True, side=side)
        if side is None and found.role:
            found.side = side_of_role(found.role, sentence.lang, self.lexicon, self.parties)
        if cell := row.get("institution"):
            found.institution = self._named_institution(cell)
        if found.institution is None and found.role:
            found.institution = self._institution(found.role)
        if found.side is None and row.get("institution"):
            found.side = side_of_role(row["institution"], sentence.lang, self.lexicon, self.parties)
        if cell := row.get("behalf"):
            found.behalf = self._named_institution(cell)
        return found


def _leads(text: str, mention: Mention) -> bool:
    """Say whether somebody is the subject of `led the … delegation`, or a role says they head it."""
    end = max(mention.end, mention.role[1] if mention.role else 0)
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


def _is_of_frame(between: str, before: str, frame: Frame) -> bool:  # noqa: ARG001 (as it is asked)
    """Say whether a name after a delegation is of it: nothing else has begun in between."""
    if re.search(
        r"\b(?:met with|se reuni\w+ con|received by|recibid\w+ por|hosted by)\b", between, re.IGNORECASE
    ):
        return False
    opens = re.match(
        r"[^.]{0,60}?(?::|\b(?:led|headed|included?|including|compris\w+|consist\w+|composed|made up|was|were|also|alongside|with|and|integr\w+|encabez\w+"
        r"|conform\w+|compuest\w+|particip\w+|asisti\w+|estuv\w+|presid\w+|lider\w+|acudi\w+|incluy\w+|fue|por|intervin\w+|hicieron|hizo|did|by)\b)",
        between,
        re.IGNORECASE,
    )
    return opens is not None or re.match(r"\s*(?:[,:–-]|(?:el|la|the)\b|$)", between) is not None


def _one_side(sightings: list[Sighting], group: list[int]) -> Side | None:
    """Give the side of a group, where those of it whose side is said are of one."""
    sides = [side for place in group if (side := sightings[place].side) is not None]
    return sides[0] if len({side.party for side in sides}) == 1 else None


def _grouped(text: str, named: list[Mention]) -> list[list[int]]:
    """Part the names of a sentence where it goes over to the other side."""
    groups: list[list[int]] = [[0]] if named else []
    for place, (left, right) in enumerate(pairwise(named), start=1):
        end = max(left.end, left.role[1] if left.role else 0)
        start = min(right.start, right.role[0] if right.role else right.start)
        between = text[end:start] if start >= end else ""
        if _COORDINATE.fullmatch(between) or _WITH_THEM.search(between):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


# Over the memo


def _together(sightings: list[Sighting], known: Known) -> list[Person]:
    """Make one person of all mentions of a name, short ones too."""
    people: list[Person] = []
    for full in (True, False):
        for each in sightings:
            words = _name_words(each.name)
            if (len(words) > 1) != full:
                continue
            alike = [person for person in people if _same(words, _name_words(person.name))]
            if len(alike) == 1:
                alike[0].sightings.append(each)
                if each.there and len(words) > len(_name_words(alike[0].name)) and not alike[0].there:
                    alike[0].name = each.name
            elif not alike and full:
                people.append(Person(each.name, [each]))
            elif not alike and each.role and (name := known.full_name(each.name)) is not None:
                people.append(Person(name, [each], known_as=each.name))
    for person in people:
        person.sightings.sort(key=lambda each: (each.sentence.number, each.start))
    people.sort(key=lambda person: (person.first.sentence.number, person.first.start))
    return people


def _name_words(name: str) -> list[str]:
    return [
        word
        for word in _WORDS.findall(fold(name))
        if len(word) > 1 and word not in {"de", "la", "del", "jr", "los"}
    ]


def _same(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and set(short) <= set(long)


def _give_side(person: Person, known: Known, parties: list[str]) -> None:
    """Decide whose official somebody is: by the memo, else by what the store knows of the name."""
    said = [each.side for each in person.sightings if each.side is not None]
    inside = [side for side in said if side.party in parties]
    if inside or said:
        person.side = min(inside or said, key=lambda side: side.carried)
        return
    if (party := known.party_of(person.name)) is not None:
        person.side, person.how = Side(party, person.name), "store"
