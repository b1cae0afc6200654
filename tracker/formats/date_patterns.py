"""Dates and numbers as tables write them: by named patterns that the mapping states, never by a guess."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
}
LANGUAGES = tuple(_MONTHS)
"""Languages whose months are known."""
SHORT = 3
"""Letters by which a month may be shortened, at the least."""

_TOKENS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "MMMM": r"(?P<name>[^\W\d_]+)\.?",
    "MMM": r"(?P<name>[^\W\d_]+)\.?",
    "MM": r"(?P<month>[0-9]{1,2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{1,2})",
    "D": r"(?P<day>[0-9]{1,2})",
    "Q": r"(?P<quarter>[1-4])",
    "*": r".*",
    " ": r"\s+",
}
_SPLIT = re.compile(r"YYYY|MMMM|MMM|MM|M|DD|D|Q|\*|\s+|'[^']*'|.")
KNOWN = "YYYY, MMMM, MMM, MM, M, DD, D, Q, * for what is not looked at, and 'letters' in quotes"


class Pattern(NamedTuple):
    """A way to write dates, and what it is called in a mapping."""

    written: str
    form: re.Pattern[str]


def pattern(written: str) -> Pattern | None:
    """Make a pattern of its name, like `DD/MM/YYYY` or `MMMM D, YYYY`; None if it names no year."""
    if "YYYY" not in written:
        return None
    form = ""
    for token in _SPLIT.findall(written):
        if token.startswith("'"):
            form += re.escape(token.strip("'"))
        else:
            form += _TOKENS.get(" " if token.isspace() else token) or re.escape(token)
    try:
        return Pattern(written, re.compile(form))
    except re.error:  # the same part twice
        return None


def read_date(text: str, patterns: Iterable[Pattern], language: str) -> str | None:
    """Give a date of ours for a text that fits one of the patterns; None if it fits none."""
    for each in patterns:
        if (found := each.form.fullmatch(text)) and (date := _date(found.groupdict(), language)):
            return date
    return None


def _date(parts: dict[str, str | None], language: str) -> str | None:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if quarter := parts.get("quarter"):
        first = int(quarter) * 3 - 2
        return f"{year}-{first:02}/{year}-{first + 2:02}"
    if name := parts.get("name"):
        if (number := _month(name.casefold(), language)) is None:
            return None
        month = str(number)
    return "-".join((year or "", *(f"{int(each):02}" for each in (month, day) if each)))


def _month(name: str, language: str) -> int | None:
    """Give the number of a month by its name, or by a beginning that is no other's."""
    if len(name) < SHORT:
        return None
    found = [number for number, each in enumerate(_MONTHS[language].split(), 1) if each.startswith(name)]
    if name == "sept" and not found:
        found = [9]
    return found[0] if len(found) == 1 else None


class Numbers(NamedTuple):
    """How a source writes numbers."""

    decimal: str = "."
    thousands: str = ""


ENGLISH = Numbers()
PERCENT = 100
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_number(text: str, kind: str, numbers: Numbers) -> str | None:
    """Give a number as we write it: `plain`, in `percent`, or a `share` of one; None if it is none."""
    bare = "".join(text.split())
    if kind == "percent":
        bare = bare.removesuffix("%")
    if numbers.thousands:
        bare = bare.replace(numbers.thousands, "")
    if numbers.decimal != ".":
        if "." in bare:
            return None
        bare = bare.replace(numbers.decimal, ".")
    if not _PLAIN.fullmatch(bare):
        return None
    return f"{round(float(bare) * PERCENT, 6):g}" if kind == "share" else bare
