"""Words for days on the command line, in English and Spanish: today, last friday, hace 3 días."""

import re
from calendar import monthrange
from datetime import date, timedelta

from tracker.words.alphabet import plain

BACK = {"today": 0, "hoy": 0, "yesterday": 1, "ayer": 1, "anteayer": 2}
"""Words → days back."""

WEEKDAYS = {
    name: day
    for names in (
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    )
    for day, name in enumerate(names)
}
"""Weekdays in plain letters → 0 for Monday to 6 for Sunday."""

_ONE = {"a": 1, "one": 1, "un": 1, "una": 1}
_WEEKDAY = re.compile(r"(?:last |el |el pasado )?([a-z]+)")
_PASSED = re.compile(r"(?:el )?([a-z]+) pasado")
_AGO = re.compile(r"([0-9]{1,7}|a|one) (day|week|month)s? ago")
_SINCE = re.compile(r"hace ([0-9]{1,7}|una?) (dia|semana|mes)(?:e?s)?")


def day_meant(text: str, today: date) -> date | None:
    """Give the day a word means, None for whatever is no such word.

    A weekday is the most recent past one, never today. A month ago is the same day of that month, or
    its last; what lies before the calendar begins is no day.
    """
    word = " ".join(plain(text).split())
    if word in BACK:
        return _back(today, BACK[word])
    weekday = _WEEKDAY.fullmatch(word) or _PASSED.fullmatch(word)
    if weekday and weekday[1] in WEEKDAYS:
        return _back(today, (today.weekday() - WEEKDAYS[weekday[1]] - 1) % 7 + 1)
    if ago := _AGO.fullmatch(word) or _SINCE.fullmatch(word):
        return _ago(today, _ONE.get(ago[1]) or int(ago[1]), ago[2])
    return None


def _ago(today: date, count: int, unit: str) -> date | None:
    if unit in {"month", "mes"}:
        year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
        if year < 1:
            return None
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    return _back(today, count * (7 if unit in {"week", "semana"} else 1))


def _back(today: date, days: int) -> date | None:
    try:
        return today - timedelta(days=days)
    except OverflowError:
        return None
