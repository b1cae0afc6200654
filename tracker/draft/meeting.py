"""The meeting of a memo: its day, its place, its host, and the day on which the memo was issued."""

import re
from typing import NamedTuple

from tracker.draft.datelines import dateline
from tracker.draft.dates import Day, as_date, before, day_within, days_in, spoken_day
from tracker.draft.issues import (
    ISSUE_FIELD,
    NEAR,
    days_of,
    is_date_of_text,
    issue_date,
    latest_day,
    published_in,
    words_of_day,
)
from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import fold
from tracker.draft.place_words import MET, PLANNED, WILL, is_asked
from tracker.draft.places import Context, Place, host_of, place_of
from tracker.draft.sentences import Sentence
from tracker.draft.values import COMPUTED, SAID, Value


class Meeting(NamedTuple):
    """What a memo says of its meeting; `document` if it is a joint text that says no day of one."""

    held: Place | None
    place: Place | None
    host: Place | None
    title: Place | None
    issued: Place | None
    """On which day the memo says that it was published."""
    virtual: Place | None
    document: bool = False
    hint: str = ""


_PAST = re.compile(
    r"\b(?:since|desde|previous|previously|anterior|last year|recall\w*|record\w*|as agreed|"
    r"founded|created|adopted in|fue creado|instituted)\b"
)
_ON = re.compile(
    r"(?:\b(?:on|el|el dia|el pasado|los dias|este|la fecha de|from|between|entre|ayer|hoy|"
    r"met|gathered|convened|today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|lunes|martes|miercoles|jueves|viernes|sabado|domingo|on the|on this|this|a los|siendo el|(?:del? "
    r")?dia|held|dated|del)\s*,?\s*)$"
)
_OF_A_TEXT = re.compile(
    r"\b(?:compromisos?|declaraci[oó]n|statement|agreements?|acuerdos?|letter|carta|"
    r"nota|note|oficio|correo|email|e-mail|message|mensaje|escrito|circular|despacho|"
    r"commitments?|memorandum|communiqu[eé]|comunicado|reunion|plenaria|encuentro|treaty|"
    r"tratado|law|ley|act|ataques|attacks)\s+(?:of|from|del?|on|suscrito el|firmado el|signed "
    r"on)\s*(?:el\s+)?$"
)
_SUBJECT = re.compile(r"\W*(?:subject|asunto|re)\s*:")
_MEETING = re.compile(r" (?:meeting|session|call|talks)\b")
_SUBJECT_OF = re.compile(
    r"\W*(?:subject|asunto|re)\s*:\s*(?:(?:follow-up|seguimiento|notes?|notas?|minutes|minuta|summary|resumen|"
    r"report|informe|readout) (?:of|on|from|to|del?|a|al|sobre) (?:the |la |el )?)?"
    r"(?:(?:our|the|la|el|nuestra) )?(?:\w+ ){0,2}"
    r"(?:meeting|session|call|reunion|sesion|encuentro|llamada) (?:of|on|del?)(?: the)?\s*$"
)
"""How a subject names the meeting of which a letter tells: `Subject: Meeting of April 8`."""
_EVENT = re.compile(
    r"\b(?:forum|foro|dialogues?|dialogo|conference|conferencia|summit|cumbre|commission|comision|"
    r"committee|comite|"
    r"working group|grupo de trabajo|consult\w+|roundtable|mesa|workshop|taller|edition|edicion|readout|"
    r"minutes|minuta|"
    r"acta|ayuda de memoria|reunion|encuentro|talks|session|sesion)\b"
)
"""What a title may be of that has a day."""
_VISITS = re.compile(
    r"\b(?:visit\w*|trip|tour(?:ed)?|travel\w*|gira|viaj\w+|recorri\w+|mission|mision)\b(?!.*\b(?:met|"
    r"meeting|session|"
    r"reunion|reunio|reunieron|encuentro|sesion)\b)"
)
"""Who speaks of a visit, and of no meeting."""
_DATE_FIELD = re.compile(
    r"^(?:\w+ ?/ ?)?(?:(?:place|venue|lugar) (?:and|y) (?:date|fecha)|(?:date|fecha) (?:and|y) (?:place|"
    r"lugar)|"
    r"(?:meeting |held )?date(?: of (?:the )?meeting)?|held|when|cuando|cuándo|"
    r"fecha(?: de la reuni[oó]n)?|d[ií]a)(?: (?:and|y|&) (?:time|hora|hours?|horario))?(?: ?/ ?\w+)?\s*:",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:declaration|statement|declaracion|comunicado conjunto|communique|memorandum of "
    r"understanding|memorando de entendimiento|joint fact sheet)\b"
)
_MEETS = re.compile(
    MET.pattern + r"|\b(?:meets?|hosts?|visits|receives|se reunen?|recibe|encabeza|dialogue|consultations?)\b"
)
_SIGNED = re.compile(
    r"\W*(?:done|given|signed|hech[oa]|dad[oa]|firmad[oa]|suscrit[oa])\b.{0,60}?\b(?:at|in|en)\b",
    re.IGNORECASE,
)
_MODE_FIELD = re.compile(
    r"\W*(?:modalidad|modality|mode|format|formato|venue|lugar|place|platform|plataforma)\W+"
    r"(?:(?:plataforma|platform|microsoft|ms) )?"
    r"(?:virtual\w*|video ?conferenc\w+|videollamada|video ?call|en linea|online|remot\w+|telephone|"
    r"telefonica|zoom|teams|webex)\b"
)
_VIRTUAL = re.compile(
    r"\b(?:by (?:tele)?phone|phone call|telephone call|virtual(?:ly)?|video ?conference|"
    r"videoconference|videoconferencia|videollamada|video ?call|conference call|teleconferenc\w+|"
    r"(?:ms|microsoft) teams|sostuv\w+ una llamada|held an? (?:video|phone) call|"
    r"llamada telefonica|por telefono|"
    r"virtualmente|via zoom|en linea|telefonicamente|spoke (?:today |yesterday )?(?:by phone "
    r")?with|a call with|held a call)\b"
)


_JOINED = re.compile(
    r"\b(?:join\w*|connect\w*|dial\w*|took part|particip\w*|attend\w*|se (?:sum|conect|incorpor|uni)\w+)\b"
    r"[^.;]{0,40}$"
)
"""Who alone was not there: `the ambassador joined by videoconference`."""


def find_meeting(sentences: list[Sentence], lexicon: Lexicon, parties: list[str]) -> Meeting:
    """Find what a memo says of its meeting; what it does not say is None."""
    read = [each for each in sentences if each.lang in {"en", "es"}]
    issued, issued_at = issue_date(read)
    latest = latest_day(read, issued, issued_at)
    context = Context(read, lexicon, issued, issued_at, parties, latest)
    title = _title(read)
    held, hint = _held(context)
    virtual = _virtual(read)
    document = False
    if held is None and not hint:
        hint = _unread(read)
    if held is None and not hint and issued is not None and any(MET.search(fold(each.text)) for each in read):
        joint = title is not None and _JOINT.search(fold(title.value.text)) is not None
        words = words_of_day(next(each for each in read if each.number == issued_at), issued)
        text = issued.isoformat()
        held = Place(
            Value(text if joint else f"{text}?", COMPUTED, f"the date of the text itself: {words}"), issued_at
        )
        document = joint
    place = None if virtual is not None else place_of(context, held, document=document)
    sure = held is not None and not document and not held.value.text.endswith("?")
    published = published_in(read, issued, issued_at, held.sentence if held is not None and sure else 0)
    return Meeting(held, place, host_of(context, place), title, published, virtual, document, hint)


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
        if set(re.findall(r"[a-z]+", fold(each.text))) <= _COLUMNS:
            return None
        if ISSUE_FIELD.match(each.text) or _is_sentence(each):
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


def _is_sentence(sentence: Sentence) -> bool:
    """Say whether a line is a sentence, a row, or the lead of a list, and no title."""
    return sentence.kind == "row" or re.search(r"[.:;!?][\"”’»)]*$", sentence.text) is not None


_COLUMNS = frozenset(
    [
        *["name", "names", "title", "country", "role", "position", "office", "organization", "organisation"],
        *["institution", "agency", "email", "delegation", "no", "and", "nombre", "nombres", "cargo", "pais"],
        *["puesto", "institucion", "dependencia", "organizacion", "correo", "y"],
    ]
)
"""What the head of a list of people says."""


def _held(context: Context) -> tuple[Place | None, str]:
    """Find the day of the meeting, and the words of one that lacks its year."""
    span: tuple[Place, Day] | None = None
    before_it: Sentence | None = None
    for each in context.sentences:
        asked, before_it = before_it is not None and is_asked(before_it), each
        folded = fold(each.text)
        if each.quoted or (each.kind == "row" and not _DATE_FIELD.match(as_field(each))):
            continue
        if _is_field_of_day(each, context):
            return _said(each, next(day for day in days_of(each) if as_date(day)), context), ""
        if (
            ISSUE_FIELD.match(each.text)
            or not (asked or MET.search(folded))
            or (span is not None and _VISITS.search(folded))
        ):
            continue
        if span is None and context.issued is not None and (spoken := spoken_day(each.text, context.issued)):
            words = f"{spoken[1]} (the text is of {context.issued})"
            return Place(Value(spoken[0].isoformat(), COMPUTED, words), each.number), ""
        if span is not None and (single := day_within(each.text, span[1])) is not None:
            return _said(each, single, context), ""
        days = [day for day in _told_days(each, context) if day.is_day and _is_of_meeting(each, folded, day)]
        if not days:
            continue
        if (whole := next((day for day in days if day.year or context.latest is not None), None)) is None:
            return None, each.text[days[0].start : days[0].end]
        if span is None and whole.last and _VISITS.search(folded):
            span = _said(each, whole, context), whole  # a meeting of the visit may have a day of its own
        elif span is None or _is_within(whole, span[1]):
            return _said(each, whole, context), ""
    return span[0] if span is not None else _of_title(context) or _of_signature(context), ""


def _told_days(sentence: Sentence, context: Context) -> list[Day]:
    """List the days of a sentence, but that of its date line where the text tells of a day before it."""
    days = days_of(sentence)
    line = dateline(sentence, context.lexicon) if sentence.number == context.issued_at else ""
    is_line = bool(line) and sentence.kind == "prose" and bool(days) and days[0].start < len(line) + NEAR
    if not is_line or as_date(days[0]) != context.issued or days[0].last:
        return days
    behind = [each for each in context.sentences if each.number > sentence.number and not each.quoted]
    told = _is_recent(sentence, days[1:], context) or any(
        _is_recent(each, days_of(each), context) for each in behind if MET.search(fold(each.text))
    )
    return days[1:] if told else days


def _is_recent(sentence: Sentence, days: list[Day], context: Context) -> bool:
    """Say whether a sentence tells of a meeting on one of the days before the text was issued."""
    issued = context.issued
    told = [day for day in days if day.is_day and _is_of_meeting(sentence, fold(sentence.text), day)]
    dates = [as_date(before(day, issued)) for day in told] if issued is not None else []
    return any(
        each is not None and issued is not None and 0 < (issued - each).days <= _RECENT for each in dates
    )


_RECENT = 14
"""Days after a meeting within which a report of it begins with a date line of its own."""


def _of_title(context: Context) -> Place | None:
    """Read the day in a title that names an event: `Readout: Border Forum, Detroit, 20 May 2025`."""
    for each in context.sentences[:12]:
        event = _EVENT.search(fold(each.text)) if each.kind in {"heading", "field"} else None
        if event is None or ISSUE_FIELD.match(each.text) or is_date_of_text(each, context.sentences):
            continue
        for day in days_of(each):
            known = day.year or context.latest is not None
            if (
                day.is_day
                and known
                and event.end() < day.start
                and _is_of_meeting(each, fold(each.text), day)
            ):
                return _said(each, day, context)
    return None


def _is_within(day: Day, span: Day) -> bool:
    """Say whether a day is one of those of a visit."""
    return day.month == span.month and span.day <= day.day <= span.last and not day.last


def as_field(sentence: Sentence) -> str:
    """Give a row of two cells as a field: `Date | 4 June 2024`."""
    return re.sub(r"^[|\s]*([^|]+?)\s*\|\s*([^|]+?)[|\s]*$", r"\1: \2", sentence.text)


def _unread(sentences: list[Sentence]) -> str:
    """Give the day of a field that may begin with the day or the month: `05/07/2024`."""
    fields = (each for each in sentences if _DATE_FIELD.match(each.text))
    unread = (each.text for each in fields if not any(as_date(day) for day in days_of(each)))
    return next((found[0] for text in unread if (found := re.search(r"\b\d\d?/\d\d?/20\d\d\b", text))), "")


def _is_field_of_day(sentence: Sentence, context: Context) -> bool:
    return (
        _DATE_FIELD.match(as_field(sentence)) is not None
        and not is_date_of_text(sentence, context.sentences)
        and any(as_date(day) for day in days_of(sentence))
    )


def _of_signature(context: Context) -> Place | None:
    """Read the day on which a text says that it was made: `Done at …, on …`."""
    for each in context.sentences[-8:]:
        if _SIGNED.match(each.text) and (days := [day for day in days_of(each) if as_date(day)]):
            return _said(each, days[0], context)
    return None


def _is_of_meeting(sentence: Sentence, folded: str, day: Day) -> bool:
    start = folded[: day.start]
    if _SUBJECT_OF.match(start) or (_SUBJECT.match(start) and _MEETING.match(folded, day.end)):
        return True
    if _OF_A_TEXT.search(start) or (_PAST.search(start[-60:]) is not None):
        return False
    if (
        PLANNED.search(start)
        or WILL.search(folded[: day.start])
        or WILL.search(folded[day.end : day.end + 20])
    ):
        return False
    if re.search(r"\b(?:by|before|until|antes del?|a mas tardar el|hasta el|deadline:?)\s*$", start):
        return False
    opens = day.start < 4 or start.rstrip().endswith((",", "(", ":")) or sentence.kind == "heading"
    return opens or _ON.search(start) is not None


def _said(sentence: Sentence, day: Day, context: Context) -> Place:
    words = sentence.text[day.start : day.end]
    full = day if day.year or context.latest is None else before(day, context.latest)
    literal = full.text in sentence.text
    if not day.year and context.latest is not None:
        words = f"{words}, the year from {context.issued or context.latest.isoformat()[:7]}"
    return Place(Value(full.text, SAID if literal else COMPUTED, words), sentence.number)


def _virtual(sentences: list[Sentence]) -> Place | None:
    for each in sentences[:8]:
        if (mode := _MODE_FIELD.match(fold(each.text))) is not None:
            return Place(Value("virtual", COMPUTED, each.text[: mode.end()].strip("*# ")), each.number)
    for each in sentences[:4]:
        if (found := _VIRTUAL.search(fold(each.text))) is not None and MET.search(fold(each.text)):
            if _JOINED.search(fold(each.text)[: found.start()]):
                continue
            return Place(Value("virtual", COMPUTED, each.text[found.start() : found.end()]), each.number)
    return None


# The place
