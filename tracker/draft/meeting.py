"""The meeting of a memo: its day, its place, its host, and the day on which the memo was issued."""

import re
from datetime import date
from typing import NamedTuple

from tracker.draft.datelines import dateline
from tracker.draft.dates import Day, as_date, before, days_in, spoken_day
from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import fold
from tracker.draft.places import MET, WILL, Context, Place, host_of, place_of
from tracker.draft.sentences import Sentence
from tracker.draft.values import COMPUTED, SAID, Value


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


_PAST = re.compile(
    r"\b(?:since|desde|previous|previously|anterior|last year|recall\w*|record\w*|as agreed|"
    r"founded|created|adopted in|fue creado|instituted)\b"
)
_ON = re.compile(
    r"(?:\b(?:on|el|el dia|el pasado|los dias|este|la fecha de|from|between|entre|ayer|hoy|"
    r"today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo|on the|on this|this|a los|siendo el|(?:del? "
    r")?dia|held|dated|del)\s*,?\s*)$"
)
_OF_A_TEXT = re.compile(
    r"\b(?:compromisos?|declaraci[oó]n|statement|agreements?|acuerdos?|letter|carta|"
    r"commitments?|memorandum|communiqu[eé]|comunicado|reunion|plenaria|encuentro|treaty|"
    r"tratado|law|ley|act|ataques|attacks)\s+(?:of|from|del?|on|suscrito el|firmado el|signed "
    r"on)\s*(?:el\s+)?$"
)
_DATE_FIELD = re.compile(
    r"^(?:\w+ ?/ ?)?(?:(?:place|venue|lugar) (?:and|y) (?:date|fecha)|(?:date|fecha) (?:and|y) (?:place|"
    r"lugar)|"
    r"(?:meeting |held )?date(?: of (?:the )?meeting)?|held|when|cuando|cuándo|"
    r"fecha(?: de la reuni[oó]n)?|d[ií]a)(?: ?/ ?\w+)?\s*:",
    re.IGNORECASE,
)
_ISSUE_FIELD = re.compile(
    r"^(?:file|filing|issue|issued|release|released|published|publicado|publicaci[oó]n|fecha "
    r"de publicaci[oó]n|for immediate release|para publicaci[oó]n)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:declaration|statement|declaracion|comunicado conjunto|communique|memorandum of "
    r"understanding|memorando de entendimiento|joint fact sheet)\b"
)
_MEETS = re.compile(
    MET.pattern + r"|\b(?:meets?|hosts?|visits|receives|se reunen?|recibe|encabeza|dialogue|consultations?)\b"
)
_NEAR = 22
"""Characters behind the place of a date line within which its day stands."""
_SIGNED = re.compile(
    r"\W*(?:done|given|signed|hech[oa]|dad[oa]|firmad[oa]|suscrit[oa])\b.{0,60}?\b(?:at|in|en)\b",
    re.IGNORECASE,
)
_MODE_FIELD = re.compile(
    r"\W*(?:modalidad|modality|mode|format|formato|venue|lugar|place|platform|plataforma)\W+"
    r"(?:virtual\w*|video ?conferenc\w+|videollamada|video ?call|en linea|online|remot\w+|telephone|"
    r"telefonica|zoom|teams|webex)\b"
)
_VIRTUAL = re.compile(
    r"\b(?:by (?:tele)?phone|phone call|telephone call|virtual(?:ly)?|video ?conference|"
    r"videoconference|videoconferencia|videollamada|llamada telefonica|por telefono|"
    r"virtualmente|via zoom|en linea|telefonicamente|spoke (?:today |yesterday )?(?:by phone "
    r")?with|a call with|held a call)\b"
)


def find_meeting(sentences: list[Sentence], lexicon: Lexicon, parties: list[str]) -> Meeting:
    """Find what a memo says of its meeting; what it does not say is None."""
    read = [each for each in sentences if each.lang in {"en", "es"}]
    issued, issued_at = _issue_date(read)
    context = Context(read, lexicon, issued, issued_at, parties)
    title = _title(read)
    held, hint = _held(context)
    virtual = _virtual(read)
    document = False
    if held is None and issued is not None and any(MET.search(fold(each.text)) for each in read):
        joint = title is not None and _JOINT.search(fold(title.value.text)) is not None
        words = next(each.text for each in read if each.number == issued_at)
        text = issued.isoformat()
        held = Place(
            Value(text if joint else f"{text}?", COMPUTED, f"the date of the text itself: {words}"), issued_at
        )
        document = joint
    place = None if virtual is not None else place_of(context, held, document=document)
    return Meeting(held, place, host_of(context, place), title, issued, virtual, document, hint)


def _title(sentences: list[Sentence]) -> Place | None:
    """Give the first heading that is more than a label."""
    for each in sentences[:8]:
        subject = re.match(r"(?:subject|asunto|re|title|t[ií]tulo)\s*:\s*(.+)$", each.text, re.IGNORECASE)
        if subject is not None:
            return Place(Value(subject[1]), each.number)
    for each in sentences[:8]:
        heading = each.kind == "heading" and len(each.text.split()) > 2 and len(each.text) < 240
        if (
            heading
            and _MEETS.search(fold(each.text))
            and not _DATE_FIELD.match(each.text)
            and not days_in(each.text)
        ):
            return Place(Value(each.text.rstrip("'’ ")), each.number)
        if each.kind == "prose":
            break
    for each in sentences[:8]:
        if _ISSUE_FIELD.match(each.text):
            continue
        if (
            len(each.text.split()) > 2
            and len(each.text) < 240
            and not days_in(each.text)[:1]
            and (each.kind in {"heading", "prose"} or each.number == 1)
        ):
            if each.kind == "prose" and each.number > 2:
                return None
            return Place(Value(each.text.rstrip("'’ ")), each.number)
    return None


def _issue_date(sentences: list[Sentence]) -> tuple[date | None, int]:
    """Find on which day a memo was issued: a heading, a date line or a field that says so."""
    for each in sentences[:14]:
        days = [day for day in days_in(each.text) if as_date(day)]
        name = dateline(each)
        if name and each.kind == "prose" and days and days[0].start < len(name) + _NEAR:
            return as_date(days[0]), each.number
    for each in sentences[:14]:
        days = [day for day in days_in(each.text) if as_date(day)]
        if not days:
            continue
        alone = len(each.text) - (days[0].end - days[0].start) < 60 and each.kind in {"heading", "field"}
        line = dateline(each) is not None and days[0].start < 60
        if (alone and not MET.search(fold(each.text))) or line or _ISSUE_FIELD.match(each.text):
            return as_date(days[0]), each.number
    for each in sentences[-4:]:
        days = [day for day in days_in(each.text) if as_date(day)]
        if days and len(each.text) < 70 and not MET.search(fold(each.text)):
            return as_date(days[0]), each.number
    return None, 0


def _held(context: Context) -> tuple[Place | None, str]:
    hint = ""
    for each in context.sentences:
        folded = fold(each.text)
        if each.quoted or each.kind == "row":
            continue
        if _DATE_FIELD.match(each.text) and (days := [day for day in days_in(each.text) if as_date(day)]):
            return _said(each, days[0], context), hint
        met = list(MET.finditer(folded))
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
    return _of_signature(context), hint


def _of_signature(context: Context) -> Place | None:
    """Read the day on which a text says that it was made: `Done at …, on …`."""
    for each in context.sentences[-8:]:
        if _SIGNED.match(each.text) and (days := [day for day in days_in(each.text) if as_date(day)]):
            return _said(each, days[0], context)
    return None


def _is_of_meeting(sentence: Sentence, folded: str, day: Day) -> bool:
    start = folded[: day.start]
    if _OF_A_TEXT.search(start) or (_PAST.search(start[-60:]) is not None):
        return False
    if WILL.search(folded[: day.start]) or WILL.search(folded[day.end : day.end + 20]):
        return False
    if re.search(r"\b(?:by|before|until|antes del?|a mas tardar el|hasta el|deadline:?)\s*$", start):
        return False
    opens = day.start < 4 or start.rstrip().endswith((",", "(", ":")) or sentence.kind == "heading"
    return opens or _ON.search(start) is not None


def _said(sentence: Sentence, day: Day, context: Context) -> Place:
    words = sentence.text[day.start : day.end]
    full = day if day.year or context.issued is None else before(day, context.issued)
    literal = full.text in sentence.text
    if not day.year:
        words = f"{words}, the year from {context.issued}"
    return Place(Value(full.text, SAID if literal else COMPUTED, words), sentence.number)


def _virtual(sentences: list[Sentence]) -> Place | None:
    for each in sentences[:8]:
        if (mode := _MODE_FIELD.match(fold(each.text))) is not None:
            return Place(Value("virtual", COMPUTED, each.text[: mode.end()].strip("*# ")), each.number)
    for each in sentences[:4]:
        if (found := _VIRTUAL.search(fold(each.text))) is not None and MET.search(fold(each.text)):
            return Place(Value("virtual", COMPUTED, each.text[found.start() : found.end()]), each.number)
    return None


# The place
