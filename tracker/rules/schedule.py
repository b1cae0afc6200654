"""What the calendar says of a deadline. Here, and never in the log, is decided that one has slipped.

Pure functions on days, which are ISO texts; CONTRACT §3, *schedule*, *days_late* and *stale*.
"""

from datetime import date

from events.statuses import DONE, NOT_AGREED, OUT_OF_PLAY, PROPOSED, is_open

DUE_SOON_DAYS = 30
STALE_DAYS = 365
WITHOUT = OUT_OF_PLAY | NOT_AGREED
"""The statuses for which no deadline holds."""


def schedule(
    status: str,
    fulfilled_on: str | None,
    baseline_end: str | None,
    deadline_end: str | None,
    day: str,
) -> str:
    """Say what the calendar says on a day; one of `events.statuses.SCHEDULES`.

    A deadline has slipped when the day first promised is over and the day promised now is not.
    """
    if baseline_end is None or deadline_end is None or status in WITHOUT:
        return "no-deadline"
    if status in DONE:
        return "met" if (fulfilled_on or day) <= baseline_end else "late"
    if day > deadline_end:
        return "overdue"
    if day > baseline_end:
        return "slipped"
    if any(0 <= days_between(day, end) <= DUE_SOON_DAYS for end in (baseline_end, deadline_end)):
        return "due-soon"
    return "on-time"


def days_late(status: str, fulfilled_on: str | None, baseline_end: str | None, day: str) -> int:
    """Count the days past the end of the baseline: to fulfilment, or to the day while open."""
    if baseline_end is None or status in WITHOUT:
        return 0
    until = (fulfilled_on or day) if status in DONE else day
    return max(0, days_between(baseline_end, until))


def days_late_for_good(status: str, fulfilled_on: str | None, baseline_end: str | None) -> int | None:
    """Count them where no later day adds any; None while each day past the end of the baseline does."""
    grows = baseline_end is not None and status not in WITHOUT and not (status in DONE and fulfilled_on)
    return None if grows else days_late(status, fulfilled_on, baseline_end, "")


def is_stale(status: str, active_on: str, day: str, after_days: int = STALE_DAYS) -> bool:
    """Say whether something open or proposed has not been heard of for a year, or another number of days."""
    return (is_open(status) or status == PROPOSED) and days_between(active_on, day) > after_days


def days_between(earlier: str, later: str) -> int:
    """Count the days from one day to another, negative if the other comes first."""
    return ordinal(later) - ordinal(earlier)


def ordinal(day: str) -> int:
    """Give the number of a day, counted from that of year 1."""
    return date.fromisoformat(day).toordinal()
