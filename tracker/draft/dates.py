"""Dates as memos write them, in English and Spanish; nothing is guessed: what is not said stays open."""

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from tracker.draft.numbers import IN_WORDS, number_of
from tracker.draft.phrases import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_M = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b"
_D = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|º|°|o)?"
    r"(?:\s*(?:-|–|to|and|y|al|a|&)\s*(?:the\s+|el\s+)?(?P<last>\d{1,2})(?:st|nd|rd|th)?)?"
)
_Y = r"(?P<year>(?:19|20)\d\d)"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month_number>\d\d)-(?P<day>\d\d)\b",
        r"(?<![\d/])(?P<year>20\d\d)/(?P<month_number>\d{1,2})/(?P<day>\d{1,2})(?![\d/])",
        rf"\b{_M}\.?\s+{_D}\b(?:,?\s+\(?(?:of\s+)?{_Y}\b)?",
        rf"\b{_D}\s+(?:de\s+|of\s+|days? of\s+)?{_M}(?:[.,]?\s+\(?(?:(?:de|del|of)\s+(?:ano\s+)?)?{_Y}\b)?",
        (
            rf"\b(?P<day>\d{{1,2}}|{IN_WORDS})\s+(?:dias?\s+)?(?:day\s+)?(?:del\s+mes\s+)?(?:de|of)\s+{_M}"
            rf"(?:,?\s+(?:(?:de|del|of|in the year)\s+(?:ano\s+)?)?(?P<year>(?:19|20)\d\d|{IN_WORDS})\b)?"
        ),
        r"(?<![\d./])(?P<day>\d{1,2})[./](?P<month_number>\d{1,2})[./](?P<year>20\d\d)(?![\d/])",
        rf"\b{_M}\s*,?\s+(?:(?:de|del|of)\s+(?:ano\s+)?)?{_Y}\b",
        rf"\b{_Y}\b",
        rf"\b{_M}(?!\w)",
    )
]
_AMBIGUOUS = frozenset(
    {
        "may",
        "mar",
        "march",
        "sep",
        "set",
        "dec",
        "jan",
        "ene",
        "ago",
        "dic",
        "oct",
        "nov",
        "jun",
        "jul",
        "abr",
        "apr",
        "aug",
        "feb",
        "sept",
    }
)


class Day(NamedTuple):
    """A date in a text: where it stands, and as much of it as is said (0 where it is not)."""

    start: int
    end: int
    year: int
    month: int
    day: int
    last: int = 0
    """The second day of `6-7 February`."""

    @property
    def is_day(self) -> bool:
        """Whether it says a day."""
        return self.day > 0

    @property
    def text(self) -> str:
        """The date as the contract writes it; empty without a year."""
        if not self.year:
            return ""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    def in_year(self, year: int) -> "Day":
        """Give the same date in a year."""
        return self._replace(year=year)


def days_in(text: str, *, day_first: bool = False) -> list[Day]:
    """List the dates of a text, the longest at a place; what is no day of the calendar is none.

    `07/03/2025` is none either, unless the day is known to stand first.
    """
    folded = fold(text)
    found: list[Day] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            day = _day(match, day_first=day_first)
            if day is None or any(each.start < day.end and day.start < each.end for each in found):
                continue
            if not day.day and not day.year and not _is_month(text, match):
                continue
            found.append(day)
    return _with_years_of_ranges(sorted(found), folded)


_RANGE = re.compile(r"\s*(?:-|–|to|al|a|and|y|until|hasta|through)\s*(?:el\s+|the\s+)?")


def _with_years_of_ranges(days: list[Day], folded: str) -> list[Day]:
    """Give the first day of `30 July to 2 August 2024` the year of the second."""
    for place, (one, other) in enumerate(pairwise(days)):
        joined = one.is_day and other.is_day and _RANGE.fullmatch(folded, one.end, other.start)
        if joined and not one.year and other.year and (one.month, one.day) < (other.month, other.day):
            days[place] = one.in_year(other.year)
    return days


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Say whether a bare word is a month: `may` and `March` alone are mostly not."""
    word = match["month"]
    if word in _AMBIGUOUS and word not in {"may", "march"}:
        return False
    return text[match.start()].isupper() or word not in {"may", "march"}


def _day(match: re.Match[str], *, day_first: bool) -> Day | None:
    parts = match.groupdict()
    year = number_of(parts.get("year") or "0")
    month = int(parts.get("month_number") or 0) or _MONTHS.get(parts.get("month") or "", 0)
    day, last = number_of(parts.get("day") or "0"), int(parts.get("last") or 0)
    if "/" in match[0] and not match[0].startswith("20"):
        if day < 13 and month < 13 and not day_first:
            return None  # whether the day or the month comes first is not said
        day, month = (month, day) if month > 12 and not day_first else (day, month)
    if (year and not 1900 <= year < 2100) or month > 12:
        return None
    if day:
        try:
            date(year or 2000, month, day)
        except ValueError:
            return None
    return Day(match.start(), match.end(), year, month, day, last)


def before(day: Day, limit: date) -> Day:
    """Give a day without a year the latest year in which it is not after a limit."""
    if day.year:
        return day
    month, number = day.month, day.day or 1
    late = (month, number) > (limit.month, limit.day)
    return day.in_year(limit.year - late)


def after(day: Day, limit: date) -> Day:
    """Give a day without a year the first year in which it is not before a limit."""
    if day.year:
        return day
    early = (day.month, day.day or 31) < (limit.month, limit.day)
    return day.in_year(limit.year + early)


def plus(start: date, count: int, unit: str) -> date:
    """Add days, weeks, months or years; the last day of a shorter month stands for a longer one's."""
    if unit in {"day", "week"}:
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    months = start.month - 1 + count * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday lunes",
            "tuesday martes",
            "wednesday miercoles",
            "thursday jueves",
            "friday viernes",
            "saturday sabado",
            "sunday domingo",
        )
    )
    for name in names.split()
}
_RELATIVE = re.compile(
    r"\b(?:(?P<today>today|earlier today|on this day|en el dia de la fecha|en esta fecha|this (?:morning|"
    r"afternoon|evening)|hoy|esta (?:manana|tarde|noche))"
    r"|(?P<yesterday>yesterday|ayer)|(?:on|el|este|last|earlier)\s+(?:pasado\s+)?(?P<weekday>"
    + "|".join(WEEKDAYS)
    + r")|(?<!by )(?<!next )(?<!every )(?<!each )(?<!until )(?<!before )(?<!since )(?<!from )(?<!after )"
    rf"(?<=[a-z] )(?P<bare>{'|'.join(name for name in WEEKDAYS if name.endswith('day'))}))"
    r"\b(?!\s*,?\s*(?:\d|[a-z]+\.? \d))"
)


def spoken_day(text: str, issued: date) -> tuple[date, str] | None:
    """Read `today`, `yesterday` or a weekday of a text that was issued on a day; give it with the words."""
    found = _RELATIVE.search(fold(text))
    if found is None:
        return None
    if re.search(r"\b(?:will|next|proximo)\b[^.,;]{0,40}$", fold(text[: found.start()])):
        return None
    words = text[found.start() : found.end()]
    if weekday := found["weekday"] or found["bare"]:
        return issued - timedelta(days=(issued.weekday() - WEEKDAYS[weekday]) % 7), words
    return issued - timedelta(days=1 if found["yesterday"] else 0), words


_NUMBERED = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}),? (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)")


def day_within(text: str, span: Day) -> Day | None:
    """Read a weekday with its number as one of the days of a visit: `El martes 5`, `on Tuesday the 5th`."""
    for found in _NUMBERED.finditer(fold(text)):
        within = span.day <= int(found["day"]) <= span.last
        if within and not any(day.start <= found.end() and found.start() < day.end for day in days_in(text)):
            return span._replace(start=found.start(), end=found.end(), day=int(found["day"]), last=0)
    return None


def is_of_other_month(words: str, month: int) -> bool:
    """Say whether words begin with a month, and it is another one: ` in January`, ` el 3 de enero`."""
    found = next(iter(days_in(words[:40])), None)
    if found is None or not month or not found.month or found.month == month:
        return False
    return (
        re.fullmatch(r",?\s*(?:in|on|en|el|del?)?\s*(?:early|late|mid|last)?\s*", words[: found.start])
        is not None
    )


def as_date(day: Day) -> date | None:
    """Give a whole day of the calendar."""
    try:
        return date(day.year, day.month, day.day) if day.year and day.day else None
    except ValueError:  # 29 February of another year
        return None
