"""Written dates: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, perhaps qualified, or an interval of two.

A subset of EDTF (ISO 8601-2:2019), parsed here because a guessed date is worse than a refused
one. A written date is kept as it was written, and stands for every day from its earliest to
its latest; the qualifiers `~` (approximate), `?` (uncertain) and `%` (both) widen nothing.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from events.sentences import sentence

PATTERN = (
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
    r"(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?)?$"
)
"""The shape of a written date, as a regular expression for JSON Schema (days are not checked)."""

DAY = len("YYYY-MM-DD")

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")


class DateError(ValueError):
    """A text that is no written date; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written, with the first and the last day it may mean."""

    text: str
    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> "WrittenDate":
        """Read a written date; raise DateError, with a hint, for anything else."""
        first_text, slash, second_text = text.partition("/")
        first = _part(first_text, text)
        second = _part(second_text, text) if slash else first
        if first[0] > second[1]:
            raise DateError(
                sentence("{text!r} ends before it starts", text=text),
                sentence(
                    "Write the earlier date first: {second_text}/{first_text}.",
                    second_text=second_text,
                    first_text=first_text,
                ),
            )
        return cls(text, first[0], second[1])

    def __str__(self) -> str:
        return self.text


def check_date(text: str) -> None:
    """Raise DateError for what is no written date.

    Plain days, nearly all there are, cost no parsing.
    """
    if len(text) == DAY and text[4] == text[7] == "-":
        try:
            date.fromisoformat(text)
        except ValueError:
            pass  # the parser says why
        else:
            return
    WrittenDate.parse(text)


def bounds(text: str) -> tuple[str, str]:
    """Give the earliest and latest day, as ISO text, of a date that was accepted before.

    Plain days, nearly all of a log, cost no parsing.
    """
    if len(text) == DAY and text[4] == text[7] == "-":
        return text, text
    written = WrittenDate.parse(text)
    return written.earliest.isoformat(), written.latest.isoformat()


def _part(part: str, whole: str) -> tuple[date, date]:
    match = _PART.fullmatch(part)
    if match is None:
        from events.date_hints import hint  # noqa: PLC0415 (only a refusal needs it)

        raise DateError(sentence("{whole!r} is not a date", whole=whole), hint(whole))
    year, month, day = (int(group) if group else None for group in match.groups())
    if not year:
        raise DateError(sentence("{whole!r} has the year 0000", whole=whole), "Years run from 0001 to 9999.")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:  # noqa: PLR2004 (months)
        raise DateError(
            sentence("{whole!r} has no such month: {month:02}", whole=whole, month=month),
            "Months run from 01 to 12.",
        )
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    if not 1 <= day <= last:
        raise DateError(
            sentence("{whole!r} has no such day: {day:02}", whole=whole, day=day),
            sentence("{year:04}-{month:02} has the days 01 to {last}.", year=year, month=month, last=last),
        )
    return date(year, month, day), date(year, month, day)
