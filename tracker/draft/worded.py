"""Deadlines in words of the calendar: `by Friday`, `before the end of the month`, `next spring`, `Q3`."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from tracker.draft.dates import WEEKDAYS, plus
from tracker.draft.values import COMPUTED, Value


class Deadline(NamedTuple):
    """A deadline, or the words of one that cannot be computed."""

    value: Value | None
    words: str


_BY = r"(?:by|before|no later than|until|due|antes del?|a mas tardar(?: el| en)?|para el|hasta el)"
_WEEKDAY = re.compile(
    rf"\b{_BY} (?:(?P<next>next|this coming|el proximo|proximo|el) )?(?P<day>{'|'.join(WEEKDAYS)})\b(?! "
    rf"\d|,)"
)
_MONTH_END = re.compile(
    r"\b(?:end|close|fin(?:es|al|ales)?|cierre|termino) (?:of |del? |el )*(?:(?P<next>next month|"
    r"proximo mes|"
    r"mes proximo|mes entrante)|(?:the |this |current |presente |este )*(?:month|mes))\b(?! (?:of|de) "
    r"[a-z])"
)
_YEAR_END = re.compile(
    r"\byear[’']?s?[ -]end\b|\b(?:end|close) of (?:the )?(?:current|present) year\b|"
    r"\b(?:within|before the end of|in the course of|during) the (?:current |present )?year\b|"
    r"\b(?:dentro|en el transcurso|en el curso|a lo largo|antes del termino) del (?:presente )?ano\b(?! \d)"
)
_SPAN = re.compile(
    r"\b(?:by|before|in|during|for|en|durante|para|de|del|antes del?) (?:the )?(?:end |close |fin |"
    r"final |cierre )?"
    r"(?:of |del? )?(?:the |el |la )?(?:(?P<quarter>q[1-4])|(?P<which>first|second|third|fourth|last|"
    r"primer|segundo|"
    r"tercer|cuarto|ultimo|primera|segunda) (?P<part>half|semester|quarter|semestre|trimestre|"
    r"cuatrimestre))\b"
    r"(?! (?:of|del?) )"
)
_PARTS = {"half": 6, "semester": 6, "semestre": 6, "quarter": 3, "trimestre": 3, "cuatrimestre": 4}
_PLACES = {
    "first": 1,
    "primer": 1,
    "primera": 1,
    "second": 2,
    "segundo": 2,
    "segunda": 2,
    "third": 3,
    "tercer": 3,
    "fourth": 4,
    "cuarto": 4,
}
_EVENT = (
    r"(?:meeting|session|round|plenary|summit|visit|talks|call|dialogue|conference|review|reunion|sesion|"
    r"ronda|plenaria|cumbre|visita|dialogo|encuentro|llamada|edicion|conferencia)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|primavera|verano|otono|invierno)"
_OPEN = re.compile(
    rf"\b(?:(?:next|this|this coming|el proximo|la proxima|este|esta) {_SEASON}|in the coming (?:days|weeks|"
    r"months)|en (?:los|las) proxim[oa]s (?:dias|semanas|meses)|(?:later )?this month|next week|la proxima "
    r"semana|(?:as )?soon(?: as (?:possible|practicable|feasible))?|in due course|in the near future|shortly|"
    r"promptly|without (?:further )?delay|a la (?:mayor )?brevedad(?: posible)?|lo (?:antes|mas pronto) "
    r"posible|cuanto antes|en breve|proximamente|a corto plazo|sin demora)\b"
    rf"|\b{_BY}(?: del?| la| el| los| las| the| their| its| our| su| que)*"
    r"(?: (?:next|following|coming|proxim[oa]|siguiente))?"
    rf" (?:time of (?:the )?(?:next )?{_EVENT}|{_EVENT}|{_SEASON}|\d\d?[/.]\d\d?[/.]\d\d(?:\d\d)?|easter|"
    r"christmas|ramadan|navidad|pascua|semana santa|rainy season|harvest|temporada de [a-z]+|"
    r"(?:end|close|start|beginning|opening|completion|conclusion|inicio|comienzo|fin|final|cierre|apertura|"
    r"conclusion|termino|entrada en vigor) (?:of|del?)(?: (?:the|this|la|el|los|las))? [a-z]+(?: [a-z]+)?)\b"
    rf"|\b(?:at|in|for|en|para) (?:the|their|its|la|el|su) (?:next|following|proxim[oa]|siguiente) {_EVENT}\b"
)
"""What is said and cannot be computed."""


def worded(text: str, folded: str, begin: int, held: date | None, _: int) -> Deadline | None:
    """Read a deadline that stands behind the verb in words of the calendar."""
    for read in (_of_weekday, _of_month_end, _of_year_end, _of_span):
        found = read(text, folded, begin, held)
        if found is not None:
            return found
    return None


def _computed(due: date | None, words: str, held: date | None) -> Deadline:
    return Deadline(Value(due.isoformat(), COMPUTED, f"{words}, from {held}") if due else None, words)


def _of_weekday(text: str, folded: str, begin: int, held: date | None) -> Deadline | None:
    found = _WEEKDAY.search(folded, begin)
    if found is None:
        return None
    words = text[found.start() : found.end()]
    if held is None or found["next"] in {"next", "proximo", "el proximo"}:
        return Deadline(None, words)  # `next Friday` may be that of the week after
    days = (WEEKDAYS[found["day"]] - held.weekday() - 1) % 7 + 1
    return _computed(held + timedelta(days=days), words, held)


def _of_month_end(text: str, folded: str, begin: int, held: date | None) -> Deadline | None:
    found = _MONTH_END.search(folded, begin)
    if found is None:
        return None
    month = plus(held, 1, "month") if held is not None and found["next"] else held
    due = month.replace(day=monthrange(month.year, month.month)[1]) if month is not None else None
    return _computed(due, text[found.start() : found.end()], held)


def _of_year_end(text: str, folded: str, begin: int, held: date | None) -> Deadline | None:
    found = _YEAR_END.search(folded, begin)
    if found is None:
        return None
    return _computed(date(held.year, 12, 31) if held else None, text[found.start() : found.end()], held)


def _of_span(text: str, folded: str, begin: int, held: date | None) -> Deadline | None:
    """Read a quarter or half without its year as the first that ends after the meeting."""
    found = _SPAN.search(folded, begin)
    if found is None:
        return None
    words = text[found.start() : found.end()]
    months = _PARTS[found["part"] or "quarter"]
    which = int(found["quarter"][1]) if found["quarter"] else _PLACES.get(found["which"], 12 // months)
    month = which * months
    if held is None or month > 12:
        return Deadline(None, words)
    year = held.year + ((month, 31) < (held.month, held.day))
    return _computed(date(year, month, monthrange(year, month)[1]), words, held)


def unread(text: str, folded: str, begin: int, _: date | None, __: int) -> Deadline | None:
    """Quote words behind the verb that say until when, and no day: `before the next session`."""
    found = _OPEN.search(folded, begin)
    return Deadline(None, text[found.start() : found.end()]) if found is not None else None
