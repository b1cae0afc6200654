"""The meeting of a memo: its day, its place, its host, and the day on which the memo was issued."""

import re
from datetime import date
from typing import NamedTuple

from tracker.draft.dates import Day, as_date, before, days_in, spoken_day
from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence
from tracker.draft.values import COMPUTED, SAID, Value


class Place(NamedTuple):
    """A value and the sentence that says it."""

    value: Value
    sentence: int


class Meeting(NamedTuple):
    """What a memo says of its meeting; `document` if it is a joint text that says no day of one."""

    held: Place | None
    place: Place | None
    host: Place | None
    title: Place | None
    issued: date | None
    virtual: Place | None
    document: bool = False
    hint: str = ""


_MET = re.compile(
    r"\b(?:met|meeting|meetings|held|hosted|co-?hosted|convened|visited|visiting|visit|gathered|came together|took place|take place|travell?ed|attended|"
    r"chaired|participated|led|launched|concluded|spoke|call|talks|plenary|session|signed|opened|arrived|received|joined|trip|issued|"
    r"se reuni(?:o|eron)|reunion|reunidos|encuentro|se llevo a cabo|se llevaron a cabo|se celebro|celebraron|celebro|celebrada|celebrado|visito|visitaron|visita|"
    r"tuvo lugar|sostuv\w+|encabez\w+|presidi\w+|asisti\w+|particip\w+|se realizo|realizaron|recibi(?:o|eron)|sesion|dialogo|convers\w+|viajo|inauguro|"
    r"firmaron|suscribieron|concluyo|hablo|hablaron|llamada|realizada|realizado|efectuada|instalo)\b"
)
_WILL = re.compile(
    r"\b(?:will|shall|next|would|proxim[oa]s?|previst[oa]|se celebrara|se realizara|tendra lugar|se reuniran|upcoming|scheduled)\b"
)
_PAST = re.compile(
    r"\b(?:since|desde|previous|previously|anterior|last year|recall\w*|record\w*|as agreed|founded|created|adopted in|fue creado|instituted)\b"
)
_ON = re.compile(
    r"(?:\b(?:on|el|el dia|el pasado|los dias|este|la fecha de|from|between|entre|ayer|hoy|today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo|on the|held|dated|del)\s*,?\s*)$"
)
_OF_A_TEXT = re.compile(
    r"\b(?:compromisos?|declaraci[oó]n|statement|agreements?|acuerdos?|letter|carta|commitments?|memorandum|communiqu[eé]|comunicado|reunion|plenaria|encuentro|treaty|tratado|law|ley|act|ataques|attacks)\s+(?:of|from|del?|on|suscrito el|firmado el|signed on)\s*(?:el\s+)?$"
)
_DATE_FIELD = re.compile(
    r"^(?:(?:meeting |held )?date(?: of (?:the )?meeting)?|held|fecha(?: de la reuni[oó]n)?|d[ií]a)\s*:",
    re.IGNORECASE,
)
_ISSUE_FIELD = re.compile(
    r"^(?:file|filing|issue|issued|release|released|published|publicado|publicaci[oó]n|fecha de publicaci[oó]n|for immediate release|para publicaci[oó]n)\b",
    re.IGNORECASE,
)
_PLACE_FIELD = re.compile(r"^(?:place|location|venue|lugar|sede|city|ciudad)\s*:\s*(.+)$", re.IGNORECASE)
_JOINT = re.compile(
    r"\b(?:declaration|statement|declaracion|comunicado conjunto|communique|memorandum of understanding|memorando de entendimiento|joint fact sheet)\b"
)
_VIRTUAL = re.compile(
    r"\b(?:by (?:tele)?phone|phone call|telephone call|virtual(?:ly)?|video ?conference|videoconference|videoconferencia|videollamada|llamada telefonica|por telefono|virtualmente|via zoom|en linea|telefonicamente|spoke (?:today |yesterday )?(?:by phone )?with|a call with|held a call)\b"
)
_WORD = r"[A-ZÀ-Þ][\w’'.-]*"
_NAME = re.compile(
    rf"(?:(?:the|la|el|las|los)\s+)*((?:{_WORD})(?:\s+(?:(?:de|del|la|las|los|el|of|the)\s+){{0,2}}(?:{_WORD}))*(?:,\s*D\.\s?[CF]\.?|,\s*DC\b|,\s*D\.\s?F\.)?)"
)
_LOCATED = re.compile(
    r"\b(?:in|at|en|to|visited|visiting|visito|visitaron|a)\s+(?:(?:la|esta|this|the|downtown)\s+)?",
    re.IGNORECASE,
)
_NEAR = 90
"""Characters between what was held and where."""
_DATELINE = re.compile(
    rf"^((?:{_WORD})(?:\s+(?:(?:de|del|la|of)\s+)?(?:{_WORD}))*)(?P<rest>(?:,\s*(?:{_WORD}|D\.\s?C\.|D\.\s?F\.)(?:\s{_WORD})*)*)\s*(?:[,.;]|$|[–—-])"
)
_BUILDINGS = re.compile(
    r"\b(?:house|palace|palacio|casa|pinos|pentagon|hotel|castle|castillo|center|centre|centro|museum|museo|embassy|embajada|residence|residencia|capitol|capitolio)\b"
)


class _Context(NamedTuple):
    sentences: list[Sentence]
    lexicon: Lexicon
    issued: date | None
    issued_at: int
    parties: list[str]


def find_meeting(sentences: list[Sentence], lexicon: Lexicon, parties: list[str]) -> Meeting:
    """Find what a memo says of its meeting; what it does not say is None."""
    read = [each for each in sentences if each.lang in {"en", "es"}]
    issued, issued_at = _issue_date(read)
    context = _Context(read, lexicon, issued, issued_at, parties)
    title = _title(read)
    held, hint = _held(context)
    virtual = _virtual(read)
    document = False
    if held is None and issued is not None and any(_MET.search(fold(each.text)) for each in read):
        joint = title is not None and _JOINT.search(fold(title.value.text)) is not None
        words = next(each.text for each in read if each.number == issued_at)
        text = issued.isoformat()
        held = Place(
            Value(text if joint else f"{text}?", COMPUTED, f"the date of the text itself: {words}"), issued_at
        )
        document = joint
    place = None if virtual is not None else _place(context, held, document=document)
    return Meeting(held, place, _host(context, place), title, issued, virtual, document, hint)


def _title(sentences: list[Sentence]) -> Place | None:
    """Give the first heading that is more than a label."""
    for each in sentences[:8]:
        subject = re.match(r"(?:subject|asunto|re|title|t[ií]tulo)\s*:\s*(.+)$", each.text, re.IGNORECASE)
        if subject is not None:
            return Place(Value(subject[1]), each.number)
    for each in sentences[:8]:
        if (
            len(each.text.split()) > 2
            and len(each.text) < 240
            and not days_in(each.text)[:1]
            and (each.kind in {"heading", "prose"} or each.number == 1)
        ):  # noqa: PLR2004 (words)
            if each.kind == "prose" and each.number > 2:  # noqa: PLR2004 (a text without a title)
                return None
            return Place(Value(each.text.rstrip("'’ ")), each.number)
    return None


def _issue_date(sentences: list[Sentence]) -> tuple[date | None, int]:
    """Find on which day a memo was issued: a heading, a date line or a field that says so."""
    for each in sentences[:14]:
        days = [day for day in days_in(each.text) if as_date(day)]
        if not days:
            continue
        alone = len(each.text) - (days[0].end - days[0].start) < 60 and each.kind in {"heading", "field"}  # noqa: PLR2004 (characters)
        line = _dateline(each) is not None and days[0].start < 60  # noqa: PLR2004 (characters)
        if (alone and not _MET.search(fold(each.text))) or line or _ISSUE_FIELD.match(each.text):
            return as_date(days[0]), each.number
    for each in sentences[-4:]:
        days = [day for day in days_in(each.text) if as_date(day)]
        if days and len(each.text) < 70 and not _MET.search(fold(each.text)):  # noqa: PLR2004 (characters)
            return as_date(days[0]), each.number
    return None, 0


def _held(context: _Context) -> tuple[Place | None, str]:
    hint = ""
    for each in context.sentences:
        folded = fold(each.text)
        if each.quoted or each.kind == "row":
            continue
        if _DATE_FIELD.match(each.text) and (days := [day for day in days_in(each.text) if as_date(day)]):
            return _said(each, days[0], context), hint
        met = [found for found in _MET.finditer(folded)]
        if not met:
            continue
        if context.issued is not None and (spoken := spoken_day(each.text, context.issued)) is not None:
            return Place(
                Value(spoken[0].isoformat(), COMPUTED, f"{spoken[1]} (the text is of {context.issued})"),
                each.number,
            ), hint
        for day in days_in(each.text):
            if not day.is_day or not _is_of_meeting(each, folded, day):
                continue
            if day.year or context.issued is not None:
                return _said(each, day, context), hint
            hint = hint or each.text[day.start : day.end]
        if hint:
            return None, hint
    return None, hint


def _is_of_meeting(sentence: Sentence, folded: str, day: Day) -> bool:
    start = folded[: day.start]
    if _OF_A_TEXT.search(start) or (_PAST.search(start[-60:]) is not None):
        return False
    if _WILL.search(folded[: day.start]) or _WILL.search(folded[day.end : day.end + 20]):
        return False
    if re.search(r"\b(?:by|before|until|antes del?|a mas tardar el|hasta el|deadline:?)\s*$", start):
        return False
    opens = day.start < 4 or start.rstrip().endswith((",", "(", ":")) or sentence.kind == "heading"  # noqa: PLR2004 (characters)
    return opens or _ON.search(start) is not None


def _said(sentence: Sentence, day: Day, context: _Context) -> Place:
    words = sentence.text[day.start : day.end]
    full = day if day.year or context.issued is None else before(day, context.issued)
    literal = full.text in sentence.text
    if not day.year:
        words = f"{words}, the year from {context.issued}"
    return Place(Value(full.text, SAID if literal else COMPUTED, words), sentence.number)


def _virtual(sentences: list[Sentence]) -> Place | None:
    for each in sentences[:4]:
        if (found := _VIRTUAL.search(fold(each.text))) is not None and _MET.search(fold(each.text)):
            return Place(Value("virtual", COMPUTED, each.text[found.start() : found.end()]), each.number)
    return None


# The place


def _place(context: _Context, held: Place | None, *, document: bool) -> Place | None:
    for each in context.sentences:
        if (field := _PLACE_FIELD.match(each.text)) is not None and (
            name := _of_field(field[1], context.lexicon)
        ):
            return Place(Value(name), each.number)
    line = next(
        ((each, name) for each in context.sentences[:8] if (name := _dateline(each, context.lexicon))), None
    )
    usable = not document and not _goes_abroad(context)
    same = [each for each in context.sentences if held is not None and each.number == held.sentence]
    buildings: Place | None = None
    for each in [*same, None, *context.sentences]:
        if each is None:  # on the day of the meeting, the date line goes before what else is said
            if usable and line is not None and buildings is None and _is_of_the_day(context, held):
                return Place(Value(line[1]), line[0].number)
            continue
        if each.quoted or each.kind in {"row", "field"} or _ANOTHER_TIME.search(each.text):
            continue
        for name in _places_in(each, context.lexicon):
            if not _BUILDINGS.search(fold(name)):
                return Place(Value(name), each.number)
            buildings = buildings or Place(Value(name), each.number)
    if buildings is None and usable and line is not None:
        return Place(Value(line[1]), line[0].number)
    return buildings


_ANOTHER_TIME = re.compile(
    r"\b(?:primera vez|first time|ese año|that year|last year|año pasado)\b", re.IGNORECASE
)


def _is_of_the_day(context: _Context, held: Place | None) -> bool:
    """Say whether a memo was issued on the day of its meeting."""
    return context.issued is not None and held is not None and held.value.text == context.issued.isoformat()


def _of_field(text: str, lexicon: Lexicon) -> str:
    found = lexicon.capitals.find(text)
    if found:
        return text[found[0].start : found[0].end]
    parts = [part.strip() for part in text.split(",")]
    return next((part for part in parts if part and not _is_office(part, lexicon)), parts[0])


def _is_office(text: str, lexicon: Lexicon) -> bool:
    words = [
        word
        for word in re.findall(r"[\w’'-]+", fold(text))
        if word not in {"de", "la", "el", "the", "of", "del", "los", "las"}
    ]
    return bool(words) and all(lexicon.is_office(word) for word in words)


def _places_in(sentence: Sentence, lexicon: Lexicon) -> list[str]:
    """List the places at which a sentence says that something was held, visited or met."""
    text, folded, found = sentence.text, fold(sentence.text), list[str]()
    words = [each for each in _MET.finditer(folded)]
    for located in _LOCATED.finditer(text):
        nearest = max(
            (word for word in words if word.start() <= located.start()),
            key=lambda word: word.end(),
            default=None,
        )
        if (
            nearest is None
            or located.start() - nearest.end() > _NEAR
            or _WILL.search(folded[max(0, nearest.start() - 60) : located.start()])
        ):
            continue
        if re.search(r"[;:]", text[nearest.end() : located.start()]) or (
            located[0].lower().strip() in {"to", "a"} and not re.search(r"visit|travel|trip|viaj", nearest[0])
        ):
            continue
        start = located.end()
        lowered = re.match(r"(?:ciudad|city|puerto|localidad)\s+(?:de|of)\s+(?=[A-ZÀ-Þ])", text[start:])
        if lowered and not any(each.start == 0 for each in lexicon.capitals.find(text[start:])):
            start += lowered.end()
        if (name := _NAME.match(text, start)) is not None and (place := _is_place(name[1], lexicon)):
            found.append(place)
    return found


def _is_place(name: str, lexicon: Lexicon) -> str:
    """Give the name if it is one of a place: no country, month, institution or person's office."""
    name = name.strip().rstrip(".,") if not re.search(r"D\.\s?[CF]\.$", name.strip()) else name.strip()
    folded = fold(name)
    first = re.split(r"[\s,]", folded)[0]
    capital = next((found for found in lexicon.capitals.find(name) if found.start == 0), None)
    if capital is not None:
        return name if name[capital.end :].startswith(",") else name[: capital.end]
    if days_in(name) or name.isupper() and len(name) < 6:
        return ""
    if (
        lexicon.parties_in(name)
        or (lexicon.is_office(first) or first in lexicon.heads)
        and not _BUILDINGS.search(folded)
    ):
        return ""
    allowed = {
        "san",
        "santa",
        "ciudad",
        "nuevo",
        "nueva",
        "new",
        "puerto",
        "los",
        "las",
        "el",
        "la",
        "fort",
        "rio",
        "washington",
        "camp",
        "palacio",
        "hotel",
        "north",
        "san",
    }
    return (
        ""
        if first in lexicon.never
        and first not in allowed
        or _is_office(name, lexicon)
        and not _BUILDINGS.search(folded)
        else name
    )


def _dateline(sentence: Sentence, lexicon: Lexicon | None = None) -> str:
    """Give the place with which a date line begins: `Quito, 7 de diciembre de 2005`, `San Diego, California.`."""
    text = sentence.text
    found = _DATELINE.match(text)
    if found is None:
        return ""
    dated = days_in(text[found.end(1) :][:60])
    short = sentence.kind == "heading" and len(text) < 40 or sentence.kind == "prose" and len(text) < 40  # noqa: PLR2004 (characters)
    marked = re.match(r"[^.]{0,60}?(?:\s[–—-]\s|\.-|\.–|--)", text[found.end(1) :]) is not None
    if not (dated or short or marked):
        return ""
    name = found[1] + (re.match(r",\s*D\.\s?[CF]\.|,\s*DC\b", text[found.end(1) :]) or [""])[0]
    if lexicon is None:
        return name
    state = re.match(r"\s*,\s*[A-ZÀ-Þ]\w+", text[found.end(1) :])
    known = any(each.start == 0 for each in lexicon.capitals.find(_titled(name)))
    if not known and not dated and not (state and short):
        return ""
    return name if known or _is_place(_titled(name), lexicon) else ""


def _titled(name: str) -> str:
    return name.title() if name.isupper() else name


def _goes_abroad(context: _Context) -> bool:
    """Say whether somebody went to a country, so that the line of the date is not the place."""
    for each in context.sentences[:8]:
        for found in re.finditer(
            r"\b(?:visit(?:ed|s)?|trip|travel\w*|viaj\w+|visita|visito|delegation)\s+(?:to|a)\s+|\bvisited\s+",
            fold(each.text),
        ):
            if any(
                party.start < found.end() + 15 and party.start >= found.end()
                for party in context.lexicon.parties_in(each.text, each.lang)
            ):
                return True
    return False


def _host(context: _Context, place: Place | None) -> Place | None:
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


def _of_place(context: _Context, place: Place | None) -> str:
    if place is None:
        return ""
    found = context.lexicon.capitals.find(place.value.text)
    return found[0].value if found and found[0].value in context.parties else ""
