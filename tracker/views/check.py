"""Checks for a desk's calendar: what is overdue, due soon, not heard of, disputed."""

from events.statuses import is_open
from tracker.rules.schedule import DUE_SOON_DAYS, STALE_DAYS, days_between, is_stale
from tracker.rules.standing import Standing
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
from tracker.views.why import why_schedule
from tracker.words.language import days


def check(
    view: StatusView,
    selection: Selection | None = None,
    *,
    stale_days: int = STALE_DAYS,
    due_within: int = DUE_SOON_DAYS,
) -> list[Row]:
    """List what needs attention, one row a finding."""
    findings = []
    for standing in view.standings(selection or Selection()):
        for finding, detail in _findings(view, standing, stale_days, due_within):
            findings.append(
                {
                    "commitment": standing.case.id,
                    "title": view.title(standing),
                    "finding": finding,
                    "detail": detail,
                }
            )
    return findings


def _findings(
    view: StatusView, standing: Standing, stale_days: int, due_within: int
) -> list[tuple[str, str]]:
    found = []
    say = view.moment.say
    day, ends = view.moment.day, (standing.baseline_end, standing.deadline_end)
    if is_open(standing.status):
        if standing.schedule == "overdue":
            found.append(("overdue", why_schedule(standing, view)))
        elif any(end and 0 <= days_between(day, end) <= due_within for end in ends):
            found.append(("due-soon", why_schedule(standing, view)))
    if is_stale(standing.status, standing.active_on, day, stale_days):
        silent = days_between(standing.active_on, day)
        detail = say("nothing heard for {days}, since {day}", days=days(silent, say), day=standing.active_on)
        found.append(("stale", detail))
    if standing.disagreement:
        claims = "; ".join(
            f"{'/'.join(claim.claimants)}: {say(claim.status)} ({claim.effective})"
            for claim in standing.stated[-4:]
            if claim.status
        )
        found.append(("disagreement", claims))
    return found
