"""Where a meeting was held, and who was host."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from tracker.draft.datelines import dateline, titled
from tracker.draft.dates import days_in, is_of_other_month
from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import fold
from tracker.draft.place_names import (
    KNOWN_HOUSES,
    NAME,
    WORD,
    before_party,
    city_behind,
    city_in_address,
    city_of,
    is_house,
    is_known_city,
    is_land,
    is_place,
)
from tracker.draft.place_words import EARLIER, LOCATED, MADE, MET, PLACE_FIELD, PLANNED, WILL, is_asked
from tracker.draft.sentences import Sentence
from tracker.draft.values import COMPUTED, Value


class Place(NamedTuple):
    """A value and the sentence that says it."""

    value: Value
    sentence: int


_NEAR = 90
"""Characters between what was held and where."""


class Context(NamedTuple):
    """What a meeting is looked for in: the sentences that are read, and when the memo was issued."""

    sentences: list[Sentence]
    lexicon: Lexicon
    issued: date | None
    issued_at: int
    parties: list[str]
    latest: date | None = None
    """The day after which nothing that is told was."""


def place_of(context: Context, held: Place | None, *, document: bool) -> Place | None:
    """Find the place: of a field, of what was held there, else of the date line."""
    if (said := _of_field(context) or _answered(context)) is not None:
        return said
    when = _when(context, held)
    line = next(
        ((each, name) for each in context.sentences[:8] if (name := dateline(each, context.lexicon))), None
    )
    usable = not document and (
        not (abroad := _goes_abroad(context)) or _is_there(line, abroad, context.lexicon)
    )
    same = [each for each in context.sentences if held is not None and each.number == held.sentence]
    buildings: Place | None = None
    of_the_day, soon = usable and _is_of_the_day(context, held), _is_told_soon(context, held)
    paragraph = {each.paragraph for each in same}
    beside = [each for each in context.sentences if each.paragraph in paragraph]
    for sentences, verbs in ((same, MET), (beside, _VENUE), (context.sentences, MET)):
        for each in sentences:
            if each.quoted or each.kind in {"row", "field"} or _ANOTHER_TIME.search(each.text):
                continue
            for name, house in _places_in(each, context.lexicon, when, verbs):
                if not house:
                    return Place(Value(name), each.number)
                buildings = buildings or Place(Value(name), each.number)
        if line is not None and (of_the_day or (usable and buildings is not None and soon)):
            break  # on the day of the meeting, the date line goes before what else is said
    if (city := _beside_day(context, held) or _on_spoken_day(context)) is not None:
        return city
    if usable and line is not None:
        return Place(Value(line[1]), line[0].number)
    if buildings is not None and (named := city_of(buildings.value.text, context.lexicon)):
        return Place(Value(named), buildings.sentence)
    alone = buildings if buildings is not None and fold(buildings.value.text) in KNOWN_HOUSES else None
    return _of_title(context) or alone  # another house is no place: it does not say in which city


def _of_field(context: Context) -> Place | None:
    """Read the city in a field that says the place."""
    for each in context.sentences:
        if (field := PLACE_FIELD.match(each.text)) is not None and (
            name := city_in_address(field[1], context.lexicon)
        ):
            return Place(Value(name), each.number)
    return None


def _when(context: Context, held: Place | None) -> tuple[int, int]:
    """Give the year and the month of the meeting, as far as they are known: 0 where they are not."""
    text = held.value.text if held is not None else ""
    year = int(text[:4]) if text[:4].isdigit() else context.issued.year if context.issued else 0
    return year, int(text[5:7]) if text[5:7].isdigit() else 0


def _answered(context: Context) -> Place | None:
    """Read the place in the answer to where a meeting was held."""
    for question, answer in pairwise(context.sentences):
        located = LOCATED.search(answer.text) if is_asked(question) else None
        name = NAME.match(answer.text, located.end()) if located is not None else None
        place = is_place(before_party(name[1], context.lexicon), context.lexicon) if name is not None else ""
        if place and not is_house(place, context.lexicon):
            return Place(Value(place), answer.number)
    return None


def _of_title(context: Context) -> Place | None:
    """Read a capital in the subject of a letter: `Subject: Notes (session of today, Berlin)`."""
    for each in context.sentences[:8]:
        if each.kind == "prose" or not _SUBJECT.match(each.text):
            continue
        for found in context.lexicon.capitals.find(each.text):
            before, behind = each.text[: found.start], each.text[found.end :].strip()
            if (
                MET.search(fold(before))
                and re.search(r"(?:,| in| en)\s$", before)
                and behind in {"", ")", "."}
            ):
                return Place(Value(each.text[found.start : found.end]), each.number)
    return None


_SUBJECT = re.compile(r"\W*(?:subject|asunto|re|title|t[ií]tulo|tema)\s*:", re.IGNORECASE)


def _beside_day(context: Context, held: Place | None) -> Place | None:
    """Read the place right before the day of the meeting: `Fourth edition: Lima, 4 June 2024`."""
    each = next(
        (each for each in context.sentences if held is not None and each.number == held.sentence), None
    )
    for day in days_in(each.text) if each is not None and each.kind != "prose" else []:
        found = _BEFORE_DAY.search(each.text[: day.start]) if day.is_day and each is not None else None
        if found is None or each is None:
            continue
        behind = found["behind"] or ""
        name = behind if behind and not is_land(behind, context.lexicon) else found["first"]
        if is_place(name, context.lexicon):
            return Place(Value(name), each.number)
    return None


def _on_spoken_day(context: Context) -> Place | None:
    """Read the place beside a day that is spoken of: `Today in Hamburg, the Minister met …`."""
    for each in context.sentences[:12]:
        found = None if each.quoted else _SPOKEN.search(each.text)
        name = NAME.match(each.text, found.end()) if found is not None else None
        if found is None or name is None or WILL.search(fold(each.text[: found.start()])):
            continue
        place = is_place(before_party(name[1], context.lexicon), context.lexicon)
        if place and not is_house(place, context.lexicon):
            return Place(Value(place), each.number)
    return None


_SPOKEN = re.compile(
    r"\b(?:[Tt]oday|[Yy]esterday|[Tt]his (?:morning|afternoon)|[Hh]oy|[Aa]yer|[Ee]sta (?:mañana|tarde)),? "
    r"(?:in|en) (?:la ciudad de )?(?!(?:l[ao]s?|el|the|una?|an?) )"
)
"""How a day is spoken of that has its place beside it."""
_VENUE = re.compile(
    r"\b(?:auditorium|ballroom|conference room|meeting room|venue|convention cent(?:er|re)|hotel|"
    r"headquarters|auditorio|"
    r"salon|sala de juntas|sede|instalaciones|centro de convenciones)\b"
)
"""Where people sit: what stands beside it says in which city."""
_BEFORE_DAY = re.compile(
    rf"(?:[,:–—-]\s+|\()(?P<first>{WORD}(?:\s(?:de\s|del\s|la\s)?{WORD}){{0,3}}(?:\s\((?:Oder|Main|Saale)\))?)"
    rf"(?:,\s*(?P<behind>{WORD}(?:\s{WORD}){{0,2}}))?(?:\s*\([^()]{{3,25}}\))?,\s*$"
)
"""A place right before a day, with its state or without."""


_YEAR = re.compile(r"(?:,\s*[^,.;]{0,30}?)?,?\s*\b(?:in|en|on|el|de)\s+[^,.;]{0,24}?\b((?:19|20)\d\d)\b")
_ELSEWHERE = re.compile(r"[;:]|\b(?:para|in order to|with a view to|a fin de)\b")
"""What stands between a meeting and where something else is, or will be."""
_ANOTHER_TIME = re.compile(
    r"\b(?:primera vez|first time|ese año|that year|last year|año pasado)\b", re.IGNORECASE
)


def _is_of_the_day(context: Context, held: Place | None) -> bool:
    """Say whether a memo was issued on the day of its meeting."""
    day = held.value.text.rstrip("?") if held is not None else ""
    return context.issued is not None and day == context.issued.isoformat()


def _is_told_soon(context: Context, held: Place | None) -> bool:
    """Say whether a memo was issued on the day after its meeting, or in the days of its date line."""
    day = held.value.text.rstrip("?") if held is not None else ""
    if context.issued is None or context.latest is None:
        return False
    return (context.issued - timedelta(days=1)).isoformat() <= day <= context.latest.isoformat()


def _places_in(
    sentence: Sentence, lexicon: Lexicon, when: tuple[int, int], verbs: re.Pattern[str] = MET
) -> list[tuple[str, bool]]:
    """List where a sentence says that something was held, no earlier time, and whether it is a house."""
    year, month = when
    text, folded, found = sentence.text, fold(sentence.text), list[tuple[str, bool]]()
    words = list(verbs.finditer(folded))
    for located in LOCATED.finditer(text):
        nearest = max(
            (word for word in words if word.start() <= located.start()),
            key=lambda word: word.end(),
            default=None,
        )
        opens = located.start() == 0 and words and not WILL.search(folded[: words[0].start()])
        before = _is_aside(folded, located.start(), words) or _stands_before(folded, located.start(), words)
        if (opens or before) and located[0].lower().split()[0] in _IN:
            nearest = words[0]
        if (
            nearest is None
            or (
                located.start() - nearest.end() > _NEAR
                and not _is_dated(text, located.end())
                and not _follows_day(text, located.start())
            )
            or WILL.search(folded[max(0, nearest.start() - 60) : located.start()])
            or PLANNED.search(folded[: located.start()])
            or EARLIER.search(folded[max(0, located.start() - 60) : located.start()])
            or MADE.search(folded[: located.start()])
        ):
            continue
        if _ELSEWHERE.search(text[nearest.end() : located.start()]) or (
            located[0].lower().strip() in {"to", "a"}
            and not re.search(r"visit|travel|trip|viaj|welcom", nearest[0])
        ):
            continue
        start = located.end()
        lowered = re.match(
            r"(?:[Pp]uerto(?= de )|ciudad|city|port|town|localidad|municipio|municipality|"
            r"village|pueblo|comuna|canton)\s+"
            r"(?:de|of)\s+(?=[A-ZÀ-Þ])",
            text[start:],
        )
        if lowered and not any(each.start == 0 for each in lexicon.capitals.find(text[start:])):
            start += lowered.end()
        if (name := NAME.match(text, start)) is not None and (
            place := is_place(before_party(name[1], lexicon), lexicon) or _before_land(text, name, lexicon)
        ):
            place += (_HOUSE.match(text, name.end(1)) or [""])[0] if place == name[1] else ""
            place = city_behind(text, name.end(1), place, lexicon)
            house = is_house(place, lexicon) or (
                lowered is None
                and _ARTICLE.search(located[0] + text[start : name.start(1)]) is not None
                and not is_known_city(place, lexicon)
            )
            then = _YEAR.match(folded, name.end(1))
            other = is_of_other_month(text[name.end(1) :], month)
            if not other and (then is None or not year or int(then[1]) >= year):
                found.append((place, house))
    return found


_ARTICLE = re.compile(r"^(?:[Aa]t|[Ii]n|[Ee]n) (?:the|el|la|los|las) (?!.*\b(?:de|del|of)\b)")
"""How a venue is named, and no city: `at the Grand Hyatt`, `en la Moncloa`."""


def _is_dated(text: str, start: int) -> bool:
    """Say whether a place is followed at once by a day: `in Muscat on 15 January`."""
    name = NAME.match(text, start)
    days = days_in(text[name.end() : name.end() + 40]) if name is not None else []
    return bool(days) and days[0].is_day and days[0].start < _SOON


_HOUSE = re.compile(
    r" (?:museum|cent(?:er|re)|hotel|palace|building|airport|hall|headquarters|university|club|base)\b"
)
"""What makes a name one of a house, in small letters: `the Chan Chan museum`."""


def _stands_before(folded: str, place: int, words: list[re.Match[str]]) -> bool:
    """Say whether a place stands between commas before its verb: `Ayer, en Tacna, se reunieron …`."""
    if not words or words[0].start() < place or WILL.search(folded[: words[0].start()]):
        return False
    beside = re.search(r"(?:[,–—-]|\b(?:today|yesterday|hoy|ayer))\s*$", folded[:place]) is not None
    return beside and place < _NEAR and words[0].start() - place < _NEAR


def _before_land(text: str, name: re.Match[str], lexicon: Lexicon) -> str:
    """Give a name that its state shows to be a place, though it is a word of offices: `Mission, Texas`."""
    behind = re.match(r",\s+([A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?)", text[name.end(1) :])
    return name[1] if behind is not None and is_land(behind[1], lexicon) and " " not in name[1] else ""


def _follows_day(text: str, start: int) -> bool:
    """Say whether a place stands right behind a day: `on 22 April 2025, in Accra`."""
    days = [day for day in days_in(text[:start]) if day.is_day]
    return bool(days) and text[days[-1].end : start].strip() in {"", ","}


_SOON = 16
"""Characters between a place and its day."""
_IN = frozenset({"in", "en", "at"})
_ASIDE = re.compile(
    r"(?:on the (?:margins|sidelines)|al margen|en (?:el marco|los margenes|ocasion)|"
    r"within the framework|during|durante|"
    r"on the occasion)\b(?![^,]*\b(?:firmad|suscrit|signed|adopted|acordad|celebrad)\w*)"
)
"""How a sentence opens that says on which occasion, and where, two met."""


def _is_aside(folded: str, place: int, words: list[re.Match[str]]) -> bool:
    """Say whether a place is in what opens a sentence: `On the margins of … in Geneva, A met`."""
    opens = _ASIDE.match(folded)
    comma = folded.find(",")
    return opens is not None and bool(words) and opens.end() < place < comma and words[-1].start() > comma


def _is_there(line: tuple[Sentence, str] | None, abroad: str, lexicon: Lexicon) -> bool:
    """Say whether a date line is of the capital of a country."""
    return line is not None and any(each.value == abroad for each in lexicon.capitals.find(titled(line[1])))


def _goes_abroad(context: Context) -> str:
    """Give the country somebody went to, where the date line hardly is; empty if nobody did."""
    for each in context.sentences[:8]:
        for found in re.finditer(
            r"\b(?:visit(?:ed|s)?|trip|travel\w*|viaj\w+|visita|visito|delegation)\s+(?:to|a)\s+|"
            r"\bvisited\s+",
            fold(each.text),
        ):
            for party in context.lexicon.parties_in(each.text, each.lang):
                if found.end() <= party.start < found.end() + 15:
                    return party.value
    return ""


def host_of(context: Context, place: Place | None) -> Place | None:
    """Say who was host: whoever it is said of, or the party that was visited."""
    for each in context.sentences:
        folded = fold(each.text)
        if (
            at := re.search(
                r"\b(?:held|took place|celebro|llevo a cabo|place:)\s*(?:at|en)?\s*(?:the|la|el)?\s*", folded
            )
        ) is not None:
            party = _of_place(context, place)
            if party and (found := context.lexicon.generic_in(each.text[at.end() : at.end() + 60], party)):
                return Place(Value(found[0], COMPUTED, found[1]), each.number)
        if (
            visit := re.search(r"\b(?:visited|visito|visitaron)\s+(?:the\s+|el\s+|la\s+|los\s+)?", folded)
        ) is not None:
            behind = each.text[visit.end() : visit.end() + 40]
            named = [found for found in context.lexicon.parties_in(behind, each.lang) if found.start == 0]
            named = named or [found for found in context.lexicon.capitals.find(behind) if found.start == 0]
            if named and named[0].value in context.parties:
                return Place(
                    Value(
                        named[0].value,
                        COMPUTED,
                        each.text[visit.start() : visit.end()] + behind[: named[0].end],
                    ),
                    each.number,
                )
    return None


def _of_place(context: Context, place: Place | None) -> str:
    if place is None:
        return ""
    found = context.lexicon.capitals.find(place.value.text)
    return found[0].value if found and found[0].value in context.parties else ""
