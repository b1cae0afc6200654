"""Says why: the sentence behind a status and the sentence behind a schedule."""

from datetime import date

from events.dates import bounds
from events.statuses import AGREED
from tracker.views.directory import Directory
from tracker.views.rules import Claim, Revision, Standing, days_late, schedule


def why_status(standing: Standing, directory: Directory) -> str:
    """Say on whose word, and since when, a commitment has its status."""
    sides = [
        f"{side.obligor}: {_side(side.status, side.claim, standing, directory)}" for side in standing.sides
    ]
    if all(side.claim is None for side in standing.sides):
        return f"{standing.status}: nobody has claimed anything since it was agreed"
    claims = {side.claim.position for side in standing.sides if side.claim}
    if len(claims) == 1 and all(side.claim for side in standing.sides):
        first = standing.sides[0]
        return f"{standing.status}: {_claimed(first.claim, standing, directory)}, of all sides"
    return f"{standing.status}: rolled up from {'; '.join(sides)}"


def _side(status: str, claim: Claim | None, standing: Standing, directory: Directory) -> str:
    if claim is None:
        return f"{AGREED} (no claim yet)"
    return f"{status} ({_claimed(claim, standing, directory)})"


def _claimed(claim: Claim | None, standing: Standing, directory: Directory) -> str:
    if claim is None:
        return "no claim"
    names = [directory.speaker(each, standing.obligors) for each in claim.claimants]
    said = [f"{name} (via {via})" if via else name for name, via in names]
    who = " and ".join(said) if said else "the record that superseded it"
    return f"claimed by {who}, effective {claim.effective}"


def why_schedule(standing: Standing, day: str) -> str:
    """Say against which deadline the calendar speaks, and who announced it."""
    now = schedule(standing.status, standing.fulfilled_on, standing.baseline_end, standing.deadline_end, day)
    if standing.baseline is None or standing.baseline_end is None or standing.deadline is None:
        return f"{now}: no deadline was agreed or announced"
    baseline = f"baseline {_written(standing.baseline)}"
    last = standing.revisions[-1] if standing.revisions else None
    if last and (standing.deadline != standing.baseline or len(standing.revisions) > 1):
        parts = [baseline, f"now {_written(standing.deadline)}, {_announced(last)}"]
    else:
        parts = [baseline]
    late = days_late(standing.status, standing.fulfilled_on, standing.baseline_end, day)
    if standing.fulfilled_on and now in {"met", "late"}:
        parts.append(f"fulfilled on {standing.fulfilled_on}")
    if late:
        parts.append(f"{late} days past the baseline")
    if now == "no-deadline":
        parts.append(f"it is {standing.status}")
    return f"{now}: {', '.join(parts)}"


def _announced(revision: Revision) -> str:
    who = f" by {' and '.join(revision.claimants)}" if revision.claimants else ""
    return f"announced{who} on {revision.announced}"


def _written(text: str) -> str:
    """Write a deadline with the last day it may mean, unless it is a day."""
    end = bounds(text)[1]
    if text == end:
        return text
    day = date.fromisoformat(end)
    return f"{text} (to {day.day} {_MONTHS[day.month - 1]} {day.year})"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
