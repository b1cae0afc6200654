"""Dates and numbers as tables write them: by named patterns that the mapping states, never by a guess."""

import datetime as dt
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
    "YY": r"(?P<short>[0-9]{2})",
    "MMMM": r"(?P<name>[^\W\d_]+)\.?",
    "MMM": r"(?P<name>[^\W\d_]+)\.?",
    "MM": r"(?P<month>[0-9]{1,2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "DD": r"(?P<day>[0-9]{1,2})",
    "D": r"(?P<day>[0-9]{1,2})",
    "Q": r"(?P<quarter>[1-4])",
    "H": r"(?P<half>[12])",
    "*": r".*",
    " ": r"\s+",
}
_SPLIT = re.compile(r"YYYY|YY|MMMM|MMM|MM|M|DD|D|Q|H|\*|\s+|'[^']*'|.")
KNOWN = "YYYY, YY, MMMM, MMM, MM, M, DD, D, Q, H, * for what is not looked at, and 'letters' in quotes"

_NUMBERED = {
    "serial": r"(?P<serial>[0-9]{5})(\.[0-9]+)?",
    "unix": r"(?P<unix>[0-9]{9,10}|[0-9]{12,13})(\.0)?",
}
"""Days as programs count them: those of a spreadsheet; seconds or thousandths since 1970."""
_SPREADSHEETS_BEGIN = dt.date(1899, 12, 30)
_COUNTS_THOUSANDTHS = 11
"""Digits from which on a number counts thousandths of seconds."""


class Pattern(NamedTuple):
    """A way to write dates, and what it is called in a mapping."""

    written: str
    form: re.Pattern[str]


def pattern(written: str) -> Pattern | None:
    """Make a pattern of its name, like `DD/MM/YYYY` or `MMMM D, YYYY`; None if it names no year."""
    if written in _NUMBERED:
        return Pattern(written, re.compile(_NUMBERED[written]))
    if "YY" not in written:
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
    if "serial" in parts or "unix" in parts:
        return _counted(parts)
    year = parts.get("year") or f"20{parts['short']}"
    month, day = parts.get("month"), parts.get("day")
    for part, months in (("quarter", 3), ("half", 6)):
        if number_of := parts.get(part):
            last = int(number_of) * months
            return f"{year}-{last - months + 1:02}/{year}-{last:02}"
    if name := parts.get("name"):
        if (number := _month(name.casefold(), language)) is None:
            return None
        month = str(number)
    return "-".join((year, *(f"{int(each):02}" for each in (month, day) if each)))


def _counted(parts: dict[str, str | None]) -> str:
    if serial := parts.get("serial"):
        return (_SPREADSHEETS_BEGIN + dt.timedelta(int(serial))).isoformat()
    unix = parts["unix"] or ""
    seconds = int(unix) // (1000 if len(unix) > _COUNTS_THOUSANDTHS else 1)
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()


_LIKELY = (
    *("YYYY-M-D", "YYYY-MM-DD*", "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "YYYY/MM/DD"),
    *("YYYY/MM/DD*", "D MMMM YYYY", "D 'de' MMMM 'de' YYYY", "D. MMMM YYYY", "MMMM D, YYYY", "MMMM D,YYYY"),
    *("MMMM YYYY", "MMMM 'de' YYYY", "DD-MMM-YYYY", "DD-MMM-YY", "MMM-YYYY", "MMM-YY", "MM/YYYY"),
    *("DD/MM/YY", "MM/DD/YY", "'Q'Q YYYY", "YYYY 'Q'Q", "YYYY-'Q'Q", "'Q'Q-YYYY", "'T'Q YYYY", "Q'T' YYYY"),
    *("'H'H YYYY", "YYYY 'H'H", "'S'H YYYY", "H'º semestre' YYYY", "H'º semestre de' YYYY"),
)
"""Forms in which dates are often written."""


def likely_forms(text: str, language: str) -> list[str]:
    """Give the forms in which a text may be written that is a date."""
    return [
        form for form in _LIKELY if (made := pattern(form)) and _is_day(read_date(text, (made,), language))
    ]


def _is_day(written: str | None) -> bool:
    """Say whether there is such a day, or month, or part of a year."""
    if written is None:
        return False
    parts = [*map(int, written.partition("/")[0].split("-")), 1, 1][:3]
    try:
        dt.date(*parts)
    except ValueError:
        return False
    return True


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
_SIGN = "%"
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_number(text: str, kind: str, numbers: Numbers) -> str | None:
    """Give a number as we write it: `plain`, in `percent`, or a `share` of one; None if it is none."""
    bare = "".join(text.split())
    is_share = kind == "share" and not bare.endswith(_SIGN)
    if kind != "plain":
        bare = bare.removesuffix(_SIGN)
    if numbers.thousands:
        bare = bare.replace(numbers.thousands, "")
    if numbers.decimal != ".":
        if "." in bare:
            return None
        bare = bare.replace(numbers.decimal, ".")
    if not _PLAIN.fullmatch(bare):
        return None
    return f"{round(float(bare) * PERCENT, 6):g}" if is_share else bare


def may_be_share(text: str, numbers: Numbers) -> bool:
    """Say whether a number of a column of percents may be a share of one: 0.45, without the sign."""
    found = None if _SIGN in text else read_number(text, "plain", numbers)
    return found is not None and 0 < float(found) < 1
