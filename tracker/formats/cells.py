"""What officers write into cells, understood or refused: a spreadsheet may have made something else of it."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from unicodedata import normalize

from events.dates import DateError, WrittenDate
from events.sentences import joined, sentence
from events.statuses import CLAIMABLE, CLAIMS, NOT_CLAIMABLE, in_english
from events.texts import fold
from tracker.errors import RefusedError
from tracker.formats.sheets import Cell
from tracker.words.near import or_near

_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(:00(\.0+)?)?")
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,12})?)\s*(%?)")
_YEAR = range(1000, 10_000)
_COUNTED_FROM = date(1899, 12, 30)
"""The day 0 of spreadsheets; their days are numbers."""
_DAYS = range(10_000, 110_000)
"""Numbers that are days of a bearable future or past: 1927 to 2201."""
_FULL = 100


def is_blank(cell: Cell) -> bool:
    """Say whether nothing is written in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """Give what a cell holds as one text."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return "" if cell is None else " ".join(str(cell).split())


def as_text(value: str | float | None) -> str | None:
    """Give a value as one text, a whole number without a fraction."""
    is_whole = isinstance(value, float) and value.is_integer()
    return None if value is None else str(int(value) if is_whole else value)


def status(cell: Cell, where: str) -> str:
    """Read a status that may be claimed, in either language; RefusedError where it is none."""
    word = in_english("-".join(shown(cell).casefold().split()))
    if isinstance(cell, str) and word in CLAIMABLE:
        return word
    if isinstance(cell, str) and word in NOT_CLAIMABLE:
        raise RefusedError(
            sentence(
                "nobody can claim {word}: {not_claimable}", word=word, not_claimable=NOT_CLAIMABLE[word]
            ),
            _CLAIMABLE,
            where,
        )
    none = or_near(sentence("{cell} is not a status", cell=shown(cell)), word, CLAIMS)
    raise RefusedError(none, _CLAIMABLE, where)


def percent(cell: Cell, where: str) -> float:
    """Read a share of a hundred; RefusedError where it is none, or may be another than was meant."""
    found = _SHARE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    number = float(found[1]) if found else float(cell) if is_number else -1.0  # type: ignore[arg-type]
    has_sign = bool(found and found[2])
    if 0 < number <= 1 and not has_sign:
        raise RefusedError(
            sentence(
                "{cell} may be {number:g} %, or {number2:g} % as spreadsheets keep it",
                cell=shown(cell),
                number=number,
                number2=number * _FULL,
            ),
            sentence("Write {number:g}, or as a text {number2:g} %.", number=number * _FULL, number2=number),
            where,
        )
    if not 0 <= number <= _FULL:
        raise RefusedError(
            sentence("{cell} is not a percentage", cell=shown(cell)),
            "Write a number from 0 to 100, like 75.5.",
            where,
        )
    return int(number) if number == int(number) else number


def deadline(cell: Cell, before: str | None, where: str) -> str:
    """Read a date as CONTRACT §1 has it; `before` is what the cell said when it was exported.

    RefusedError where it is none, or where a spreadsheet may have made a day of a month or a year.
    """
    if isinstance(cell, bool | float):
        raise RefusedError(
            sentence("{cell} is not a date", cell=shown(cell)), "Write it like 2026-03-31.", where
        )
    if isinstance(cell, int):
        return _year(cell, where)
    if isinstance(cell, datetime):
        raise RefusedError(
            sentence("{cell} is a time of a day", cell=shown(cell)),
            sentence("Write the day alone: {isoformat}.", isoformat=cell.date().isoformat()),
            where,
        )
    if isinstance(cell, date):
        return _day(cell, before, where)
    text = shown(cell)
    if found := _MIDNIGHT.fullmatch(text):
        return _day(date.fromisoformat(_must_be_date(found[1], where)), before, where)
    return _must_be_date(text, where)


def _year(number: int, where: str) -> str:
    if number in _YEAR:
        return str(number)
    hint = "Write it like 2026-03-31."
    if number in _DAYS:
        day = _COUNTED_FROM + timedelta(days=number)
        hint = f"If it is a day as spreadsheets count them, write {day.isoformat()}."
    raise RefusedError(sentence("{number} is not a date", number=number), hint, where)


def _day(day: date, before: str | None, where: str) -> str:
    text = day.isoformat()
    if before and before != text and _first_day(before) == text:
        raise RefusedError(
            sentence("{what} may be {before}, of which a spreadsheet made a day", what=text, before=before),
            sentence(
                "Write it as a text: {before}, or '{what} with the sign before it.", before=before, what=text
            ),
            where,
        )
    return text


def _first_day(written: str) -> str | None:
    try:
        return WrittenDate.parse(written).earliest.isoformat()
    except DateError:
        return None


def _must_be_date(text: str, where: str) -> str:
    try:
        WrittenDate.parse(text)
    except DateError as error:
        raise RefusedError(str(error), error.hint, where) from error
    return text


def side(cell: Cell, obligors: Sequence[str], where: str) -> str:
    """Read one of the obligors; RefusedError where it is none of them."""
    if isinstance(cell, str) and cell.strip() in obligors:
        return cell.strip()
    meant = get_close_matches(fold(shown(cell)), [fold(each) for each in obligors], n=1)
    near = [each for each in obligors if fold(each) in meant]
    hint = f"Did you mean {near[0]}?" if near else f"Its obligors are {', '.join(obligors)}."
    raise RefusedError(sentence("{cell} is no obligor of this commitment", cell=shown(cell)), hint, where)


def note(cell: Cell, where: str) -> str:
    """Read what is said in words; RefusedError of a fraction or TRUE, which a spreadsheet made of it."""
    if isinstance(cell, bool | float):
        raise RefusedError(
            sentence("{cell} is no text", cell=shown(cell)), "Put a ' before it, or say it in words.", where
        )
    return cell.strip() if isinstance(cell, str) else shown(cell)


def is_alike(cell: Cell, expected: str | int | float | None) -> bool:  # noqa: PYI041 (a cell may be either)
    """Say whether a cell holds what it held, whatever a spreadsheet made of it."""
    if cell == expected or (is_blank(cell) and (expected is None or not str(expected).strip())):
        return True
    if cell is None or expected is None:
        return False
    was = shown(str(expected))
    if isinstance(cell, bool):
        return was.casefold() == str(cell).casefold()
    if isinstance(cell, int | float):
        return _number(was) == cell
    if isinstance(cell, date):
        return cell.isoformat()[:10] == _first_day(was) or shown(cell) == was
    return normalize("NFC", shown(cell)) == normalize("NFC", was)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_CLAIMABLE = sentence("It is one of {statuses}.", statuses=joined(", ", map(sentence, CLAIMABLE)))
"""What a claim may say, in the words of whoever reads it."""
