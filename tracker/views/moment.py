"""The moment at which a view is asked, and how users write one: `--on`, `--as-of` and `--known-at`."""

import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from events.dates import DateError, WrittenDate
from events.sentences import sentence
from tracker.environment import local_time
from tracker.errors import InputError
from tracker.projections.cases import EVERYTHING
from tracker.words.language import phrase

_YEAR_DIGITS = 4
_HAS_TIME = re.compile(r"[0-9][Tt ]+[0-9]")
_NUMBER_DIGITS = 18
"""Of the greatest event number that is looked for; a longer one is after all events."""


class Moment(NamedTuple):
    """Where a view is asked: as of a day, known at a position, and in which languages.

    `lang` is of recorded texts, `sentences` of what we say ourselves: data keeps to English.
    """

    day: str
    known_at: int = EVERYTHING
    lang: str = "en"
    sentences: str = "en"

    def say(self, text: str, many: str = "", /, **values: object) -> str:
        """Say one of our own sentences."""
        return phrase(self.sentences, text, many, **values)


class KnownAt(NamedTuple):
    """A known-at: either a position, or a time as `recorded_at` is written."""

    position: int | None
    time: str | None


def in_place_of_word(text: str, today: date) -> str:
    """Give the day that a word like `yesterday` or `hace 3 días` means; other texts stay as they are."""
    if text[:1].isdigit() and " " not in text:
        return text
    from tracker.words.days import day_meant  # noqa: PLC0415 (a date needs it not)

    day = day_meant(text, today)
    return text if day is None else day.isoformat()


def written(text: str, today: date, option: str = "") -> WrittenDate:
    """Read a date of the command line, which may also be a word for one."""
    try:
        return WrittenDate.parse(in_place_of_word(text, today))
    except DateError as error:
        raise InputError(error.message, error.hint, option) from error


def moment_of(
    connection: sqlite3.Connection,
    as_of: str | None,
    known_at_text: str | None,
    today: date,
    say: Callable[[str], None],
) -> tuple[str, int]:
    """Give the day and the position of an as-of and a known-at; say what words for days became."""
    day = today if as_of is None else written(_echoed("--as-of", as_of, today, say), today, "--as-of").latest
    if known_at_text is None:
        return day.isoformat(), EVERYTHING
    _echoed("--known-at", known_at_text, today, say)
    moment = known_at(known_at_text, today)
    if moment.position is not None and moment.position > (head := _head(connection)):
        say(sentence("--known-at {text} is after the last event, #{head}.", text=known_at_text, head=head))
    position = position_of(connection, moment)
    first = connection.execute("SELECT position, known_at FROM event ORDER BY position LIMIT 1").fetchone()
    if first and position < first[0]:
        began = local_time(first[1])[: len("2026-11-25")]
        say(
            sentence(
                "Nothing was known yet at --known-at {text}: the first record is of {day}.",
                text=known_at_text,
                day=began,
            )
        )
    return day.isoformat(), position


def _head(connection: sqlite3.Connection) -> int:
    (head,) = connection.execute("SELECT coalesce(max(position), 0) FROM event").fetchone()
    return int(head)


def _echoed(option: str, text: str, today: date, say: Callable[[str], None]) -> str:
    became = in_place_of_word(text, today)
    if became != text:
        say(sentence("{option} {text} is {day}.", option=option, text=text, day=became))
    return text


def known_at(text: str, today: date) -> KnownAt:
    """Read a known-at: a date (its last moment), a date-time (local unless it says), an event number."""
    digits = text.removeprefix("#")
    if digits.isascii() and digits.isdigit() and (text != digits or len(digits) != _YEAR_DIGITS):
        significant = digits.lstrip("0") or "0"
        return KnownAt(int(significant) if len(significant) <= _NUMBER_DIGITS else EVERYTHING, None)
    if (moment := _time(text, "--known-at", _LIKE_OR_NUMBER)) is not None:
        return KnownAt(None, recorded_form(moment))
    try:
        day = written(text, today, "--known-at").latest
    except InputError as error:
        raise InputError(
            error.message,
            sentence("{hint} A time is 2024-06-01T12:30; an event number is #41.", hint=error.hint),
            error.where,
        ) from error
    return KnownAt(None, recorded_form(datetime.combine(day, time.max)))


def recorded_since(text: str, today: date) -> str:
    """Read when recording began to count, a date (its first moment) or a date-time, as `recorded_at` is."""
    moment = _time(text, "--since")
    if moment is None:
        moment = datetime.combine(written(text, today, "--since").earliest, time.min)
    return recorded_form(moment)


_LIKE = sentence("Write it like 2024-06-01T12:30.")
_LIKE_OR_NUMBER = sentence("Write it like 2024-06-01T12:30, or give an event number like #41.")


def _time(text: str, option: str, hint: str = _LIKE) -> datetime | None:
    """Read a date-time, local unless it says; None of a text that has no time of the day."""
    if not _HAS_TIME.search(text):
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(
            sentence("{text!r} is not a time", text=text),
            hint,
            option,
        ) from error


def recorded_form(moment: datetime) -> str:
    """Write a time as `recorded_at` is written: UTC with microseconds. A time without a zone is local."""
    try:
        utc = moment.astimezone(UTC)
    except (OverflowError, ValueError):  # the very first and last days of the calendar
        utc = moment.replace(tzinfo=UTC)
    return f"{utc.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def position_of(connection: sqlite3.Connection, moment: KnownAt) -> int:
    """Turn a known-at into a position: the last event known by then.

    Known times never go back, so the position is found by halving.
    """
    if moment.position is not None:
        return min(moment.position, EVERYTHING)
    low, high = 0, _head(connection)
    while low < high:
        middle = (low + high + 1) // 2
        (known,) = connection.execute(
            "SELECT known_at FROM event WHERE position <= ? ORDER BY position DESC LIMIT 1",
            (middle,),
        ).fetchone()
        low, high = (middle, high) if known <= (moment.time or "") else (low, middle - 1)
    return int(low)
