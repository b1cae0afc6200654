"""On which day a memo was issued, and in which year its days are where it says none of them."""

import re
from calendar import monthrange
from datetime import date

from tracker.draft.datelines import dateline
from tracker.draft.dates import Day, as_date, days_in
from tracker.draft.phrases import fold
from tracker.draft.place_words import MET
from tracker.draft.places import Place
from tracker.draft.sentences import Sentence
from tracker.draft.values import COMPUTED, Value

ISSUE_FIELD = re.compile(
    r"^\W*(?:file|filing|issue|issued|release|released|published|posted|updated|prepared|publicado|"
    r"publicaci[oó]n|"
    r"fecha de (?:publicaci[oó]n|emisi[oó]n|elaboraci[oó]n)|versi[oó]n (?:final|del)|final version|"
    r"emitid[oa]|"
    r"actualizado|difundido|sent|enviado(?: el)?|for immediate release|para (?:su )?publicaci[oó]n|"
    r"para difusi[oó]n inmediata)\b",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"\b(?:issued|published|posted|publicado|emitido|versi[oó]n final|final version)\b(?: on| el|:)?\s*$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\W*(?:from|to|cc|de|para|a|subject|asunto|re|memorandum for|memor[aá]ndum para)\s*:", re.IGNORECASE
)
_DATE = re.compile(r"^\W*(?:date|fecha)\s*:", re.IGNORECASE)
NEAR = 22
"""Characters behind the place of a date line within which its day stands."""


def days_of(sentence: Sentence) -> list[Day]:
    """List the dates of a sentence; in Spanish the day stands before the month: `07/03/2025`."""
    return days_in(sentence.text, day_first=sentence.lang == "es")


def is_letter(sentences: list[Sentence]) -> bool:
    """Say whether a text begins with who writes to whom, so that its `Date:` is that of the text."""
    heads = [each for each in sentences[:10] if _HEAD.match(each.text)]
    return len({fold(each.text[:3]) for each in heads}) > 1


def is_date_of_text(sentence: Sentence, sentences: list[Sentence]) -> bool:
    """Say whether a field is the date of a letter or an email, not of what it tells of."""
    return _DATE.match(sentence.text) is not None and sentence.number < 12 and is_letter(sentences)


def issue_date(sentences: list[Sentence]) -> tuple[date | None, int]:
    """Find on which day a memo was issued: a heading, a date line or a field that says so."""
    whole = [
        (each, days) for each in sentences[:14] if (days := [day for day in days_of(each) if as_date(day)])
    ]
    for each, days in whole:
        name = dateline(each)
        if name and each.kind == "prose" and days[0].start < len(name) + NEAR:
            return as_date(days[0]), each.number
    for each, days in whole:
        said = next((day for day in days if _ISSUED.search(each.text[: day.start])), None)
        if said is not None:
            return as_date(said), each.number
    for each, days in whole:
        alone = len(each.text) - (days[0].end - days[0].start) < 60 and each.kind in {"heading", "field"}
        line = dateline(each) is not None and days[0].start < 60
        if (alone and not MET.search(fold(each.text))) or line or ISSUE_FIELD.match(each.text):
            return as_date(days[0]), each.number
    for each in sentences[-4:]:
        days = [day for day in days_of(each) if as_date(day)]
        if days and len(each.text) < 70 and not MET.search(fold(each.text)):
            return as_date(days[0]), each.number
    return None, 0


def published_in(sentences: list[Sentence], issued: date | None, number: int, held_at: int) -> Place | None:
    """Give the day of a text where it says when it was published, and not only when they met.

    `held_at` is the sentence that says the day of the meeting.
    """
    each = next((each for each in sentences if each.number == number), None)
    if issued is None or each is None:
        return None
    day = next((day for day in days_of(each) if as_date(day) == issued), None)
    if day is None:
        return None
    name = dateline(each)
    opens = bool(name) and day.start < len(name) + NEAR
    alone = len(each.text) - (day.end - day.start) < NEAR
    said = ISSUE_FIELD.match(each.text) or _ISSUED.search(each.text[: day.start])
    if not (said or is_date_of_text(each, sentences)):
        if number == held_at and each.kind != "prose":
            return None
        if not (opens or (alone and not _DATE.match(each.text) and each.kind in {"heading", "prose"})):
            return None
    return Place(Value(issued.isoformat(), COMPUTED, words_of_day(each, issued)), number)


def words_of_day(sentence: Sentence, day: date) -> str:
    """Give the words with which a sentence says a day."""
    found = next((each for each in days_of(sentence) if as_date(each) == day), None)
    return sentence.text[found.start : found.end] if found is not None else sentence.text


def latest_day(sentences: list[Sentence], issued: date | None, number: int) -> date | None:
    """Give the day after which nothing that is told was: that of the text, or the end of its month."""
    if issued is not None:
        days = [day for each in sentences if each.number == number for day in days_of(each)]
        range_ = next((day for day in days if as_date(day) == issued and day.last > day.day), None)
        ends = range_._replace(day=range_.last) if range_ is not None else None
        return (as_date(ends) if ends is not None else None) or issued
    for each in sentences[:8]:
        if each.kind == "item" or len(each.text) > 100:
            continue
        for day in days_of(each):
            if day.year and day.month and not day.day:
                return date(day.year, day.month, monthrange(day.year, day.month)[1])
    return None
