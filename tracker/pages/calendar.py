"""A calendar (iCalendar, RFC 5545) of deadlines: all-day events, with alarms if asked for."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.words.text import escape

Row = dict[str, Any]
_LONGEST = 75
"""Octets of a line, its break left out."""


def calendar(deadlines: Iterable[Row], title: str, alarms: Sequence[int] = ()) -> str:
    """Write deadlines as a calendar; `alarms` are days before each.

    A row has `commitment`, `title`, `day` (its last, ISO), `recorded_at`, `told`, and `url` or None.
    """
    return "".join((beginning(title), *(entry(row, alarms) for row in deadlines), ending()))


def beginning(title: str) -> str:
    """Write what a calendar begins with."""
    return _written(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//commitments-tracker//EN",
            f"X-WR-CALNAME:{_text(title)}",
        ]
    )


def entry(row: Row, alarms: Sequence[int] = ()) -> str:
    """Write a deadline."""
    return _written(_event(row, alarms))


def ending() -> str:
    """Write what a calendar ends with."""
    return _written(["END:VCALENDAR"])


def _written(lines: Iterable[str]) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(row: Row, alarms: Sequence[int]) -> list[str]:
    day = date.fromisoformat(row["day"])
    lines = [
        "BEGIN:VEVENT",
        f"UID:{row['commitment']}@commitments-tracker",
        f"DTSTAMP:{_stamp(row['recorded_at'])}",
        f"DTSTART;VALUE=DATE:{_day(day)}",
        *([f"DTEND;VALUE=DATE:{_day(day + timedelta(1))}"] if day < date.max else []),
        f"SUMMARY:{_text(row['title'])}",
        f"DESCRIPTION:{_text(row['told'])}",
        *([f"URL:{row['url']}"] if row["url"] else []),
        "TRANSP:TRANSPARENT",
    ]
    for days in alarms:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(row['title'])}"]
        lines += [f"TRIGGER:-P{days}D", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _stamp(recorded_at: str) -> str:
    """Write a recorded time as iCalendar does, to the second."""
    return f"{recorded_at[:19].replace('-', '').replace(':', '')}Z"


def _text(text: str) -> str:
    escaped = escape(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 octets, inside no character."""
    folded, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST:
            folded, size = f"{folded}\r\n ", 1
        folded, size = folded + character, size + octets
    return folded
