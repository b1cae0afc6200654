"""What somebody may have meant who wrote something that is no written date. Never guessed, only hinted at."""

import re
from calendar import monthrange

FORMS = "2024, 2024-06, 2024-06-30, each with ~, ? or % if unsure, or two joined by /"

_SLASHED = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_LOOSE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
_QUARTER = re.compile(r"(?:Q([1-4])\s*([0-9]{4})|([0-9]{4})[-\s]*Q([1-4]))", re.IGNORECASE)
_PERIOD = re.compile(r"(early|mid|late|end of)[\s-]+([0-9]{4})", re.IGNORECASE)
_PERIODS = {
    "early": ("01", "03"),
    "mid": ("05", "08"),
    "late": ("10", "12"),
    "end of": ("12", "12"),
}


def hint(text: str) -> str:
    """Say how to write what was probably meant, else what forms there are."""
    stripped = text.strip()
    if match := _SLASHED.fullmatch(stripped):
        one, two, year = int(match[1]), int(match[2]), match[3]
        readings = sorted(
            f"{year}-{month:02}-{day:02}"
            for month, day in {(one, two), (two, one)}
            if 1 <= month <= 12 and 1 <= day <= monthrange(int(year) or 1, month)[1]  # noqa: PLR2004
        )
        if readings:
            return f"Write the year first: {' or '.join(readings)}."
    if match := _LOOSE.fullmatch(stripped):
        parts = [match[1], *(f"{int(group):02}" for group in match.groups()[1:] if group)]
        return f"Write two digits and hyphens: {'-'.join(parts)}."
    if match := _QUARTER.fullmatch(stripped):
        year, quarter = match[2] or match[3], int(match[1] or match[4])
        return f"Write the months: {year}-{quarter * 3 - 2:02}/{year}-{quarter * 3:02}."
    if match := _PERIOD.fullmatch(stripped):
        start, end = _PERIODS[match[1].lower()]
        return f"Write the months you mean, perhaps {match[2]}-{start}/{match[2]}-{end}."
    return f"Write {FORMS}."
