"""What somebody may have meant who wrote something that is no written date. Never guessed, only hinted at."""

import re
import unicodedata
from calendar import monthrange

from events.sentences import either, sentence

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sep oct nov dic",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9, "setiembre": 9}
_YEAR_LAST = re.compile(r"([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})")
_LOOSE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
_QUARTER = re.compile(r"(?:q([1-4])|([1-4])q|t([1-4])|([1-4])t)[\s-]*(?:of |de |del )?([0-9]{4})")
_YEAR_QUARTER = re.compile(r"([0-9]{4})[\s-]*(?:q([1-4])|t([1-4])|([1-4])t)")
_PERIOD = re.compile(
    r"(?:the |a |al )?(early|mid|late|end of|beginning of|start of|principios|inicios|comienzos|mediados"
    r"|finales|fines|final|fin)[\s-]+(?:de |del )?([0-9]{4})"
)
_PERIODS = {
    **dict.fromkeys(("early", "beginning of", "start of", "principios", "inicios", "comienzos"), (1, 3)),
    **dict.fromkeys(("mid", "mediados"), (5, 8)),
    **dict.fromkeys(("late", "end of", "finales", "fines", "final", "fin"), (10, 12)),
}
_WORDED = re.compile(
    r"(?:(?:the |el )?([0-9]{1,2})(?:st|nd|rd|th|o|º|er)?\s+(?:de |of )?)?"
    r"([a-z]+)\.?,?\s+(?:de |del |of )?([0-9]{4})"
)
_AMERICAN = re.compile(r"([a-z]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")


def hint(text: str) -> str:
    """Say how to write what was probably meant, else what forms there are."""
    words = _in_plain_letters(text)
    for reading in (_year_last, _loose, _quarter, _period, _worded):
        if found := reading(words):
            return found
    return sentence("Write 2024, 2024-06, 2024-06-30, each with ~, ? or % if unsure, or two joined by /.")


def _in_plain_letters(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.strip().lower())
    return "".join(each for each in letters if not unicodedata.combining(each))


def _is_day(year: str, month: int, day: int) -> bool:
    return year != "0000" and 1 <= month <= 12 and 1 <= day <= monthrange(int(year), month)[1]  # noqa: PLR2004


def _year_last(text: str) -> str:
    """Read `31/12/2026`, `31-12-2026`; where either number may be the month, both readings are named."""
    if not (match := _YEAR_LAST.fullmatch(text)):
        return ""
    one, two, year = int(match[1]), int(match[3]), match[4]
    readings = sorted(
        f"{year}-{month:02}-{day:02}" for month, day in {(one, two), (two, one)} if _is_day(year, month, day)
    )
    return sentence("Write the year first: {readings}.", readings=either(readings)) if readings else ""


def _loose(text: str) -> str:
    match = _LOOSE.fullmatch(text)
    if not match or not _is_day(match[1], int(match[2]), int(match[3] or 1)):
        return ""
    parts = [match[1], *(f"{int(group):02}" for group in match.groups()[1:] if group)]
    return sentence("Write two digits and hyphens: {date}.", date="-".join(parts))


def _quarter(text: str) -> str:
    if match := _QUARTER.fullmatch(text):
        *numbers, year = match.groups()
    elif match := _YEAR_QUARTER.fullmatch(text):
        year, *numbers = match.groups()
    else:
        return ""
    quarter = int(next(number for number in numbers if number))
    date = f"{year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}"
    return sentence("Write the months: {date}.", date=date)


def _period(text: str) -> str:
    if not (match := _PERIOD.fullmatch(text)):
        return ""
    first, last = _PERIODS[match[1]]
    date = f"{match[2]}-{first:02}/{match[2]}-{last:02}"
    return sentence("Write the months: {date}.", date=date)


def _worded(text: str) -> str:
    """Read `14 de marzo de 2022`, `14 March 2022`, `March 14, 2022` and `marzo de 2022`."""
    if match := _WORDED.fullmatch(text):
        day, name, year = match.groups()
    elif match := _AMERICAN.fullmatch(text):
        name, day, year = match.groups()
    else:
        return ""
    month = _MONTHS.get(name)
    if month is None:
        return ""
    if day is None:
        return sentence("Write {date}.", date=f"{year}-{month:02}")
    if not _is_day(year, month, int(day)):
        return ""
    return sentence("Write {date}.", date=f"{year}-{month:02}-{int(day):02}")
