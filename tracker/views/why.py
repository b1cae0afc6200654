"""Says why: the sentence behind a status and the sentence behind a schedule."""

from datetime import date

from events.dates import bounds
from events.statuses import AGREED, DECLINED
from tracker.rules.case import Claim, Revision
from tracker.rules.standing import Standing
from tracker.views.status import StatusView
from tracker.words.language import Say, days


def why_status(standing: Standing, view: StatusView) -> str:
    """Say on whose word, and since when, a commitment has its status."""
    say = view.moment.say
    status = say(standing.status)
    if not standing.is_agreed:
        return _why_not_agreed(standing, say)
    if all(side.claim is None for side in standing.sides):
        return say("{status}: nobody has claimed anything since it was agreed", status=status)
    claims = {side.claim.position for side in standing.sides if side.claim}
    if len(claims) == 1 and all(side.claim for side in standing.sides):
        claimed = _claimed(standing.sides[0].claim, standing, view)
        return say("{status}: {claimed}, of all sides", status=status, claimed=claimed)
    sides = [f"{side.obligor}: {_side(side.status, side.claim, standing, view)}" for side in standing.sides]
    return say("{status}: rolled up from {sides}", status=status, sides="; ".join(sides))


def _why_not_agreed(standing: Standing, say: Say) -> str:
    """Say who asked for what nobody agreed to, and who declined it."""
    proposed = say(
        "{status}: {who} asked for it on {when}, and nobody has agreed",
        status=say(standing.status),
        who=say(" and ").join(standing.terms.proposed_by),
        when=standing.terms.dated,
    )
    declines = [turn for turn in standing.turns if turn.kind == "declined"]
    if standing.status != DECLINED:
        return proposed
    return say(
        "{status}: {who} declined what {by} asked for on {when}",
        status=say(DECLINED),
        who=say(" and ").join(declines[-1].claimants),
        by=say(" and ").join(standing.terms.proposed_by),
        when=standing.terms.dated,
    )


def _side(status: str, claim: Claim | None, standing: Standing, view: StatusView) -> str:
    say = view.moment.say
    if claim is None:
        return say("{status} (no claim yet)", status=say(AGREED))
    return f"{say(status)} ({_claimed(claim, standing, view)})"


def _claimed(claim: Claim | None, standing: Standing, view: StatusView) -> str:
    say = view.moment.say
    names = [standing.speakers.of(each) for each in (claim.claimants if claim else ())]
    said = [say("{name} (via {via})", name=name, via=via) if via else name for name, via, _ in names]
    who = say(" and ").join(said) if said else say("the record that superseded it")
    return say("claimed by {who}, effective {when}", who=who, when=claim.effective if claim else "")


def why_schedule(standing: Standing, view: StatusView) -> str:
    """Say against which deadline the calendar speaks, and who announced it."""
    say, now = view.moment.say, standing.schedule
    if standing.baseline is None or standing.baseline_end is None or standing.deadline is None:
        return say("{schedule}: no deadline was agreed or announced", schedule=say(now))
    reasons = [say("baseline {deadline}", deadline=_written(standing.baseline, say))]
    last = standing.revisions[-1] if standing.revisions else None
    if last and (standing.deadline != standing.baseline or len(standing.revisions) > 1):
        reasons.append(_announced(_written(standing.deadline, say), last, say))
    if standing.fulfilled_on and now in {"met", "late"}:
        reasons.append(say("fulfilled on {day}", day=standing.fulfilled_on))
    if late := standing.days_late:
        reasons.append(say("{days} past the baseline", days=days(late, say)))
    if now == "no-deadline":
        reasons.append(say("it is {status}", status=say(standing.status)))
    return f"{say(now)}: {', '.join(reasons)}"


def _announced(deadline: str, revision: Revision, say: Say) -> str:
    if not revision.claimants:
        return say("now {deadline}, announced on {when}", deadline=deadline, when=revision.announced)
    return say(
        "now {deadline}, announced by {who} on {when}",
        deadline=deadline,
        who=say(" and ").join(revision.claimants),
        when=revision.announced,
    )


def _written(text: str, say: Say) -> str:
    """Write a deadline with the last day it may mean, unless it is a day."""
    end = bounds(text)[1]
    if text == end:
        return text
    day = date.fromisoformat(end)
    return say(
        "{deadline} (to {day} {month} {year})",
        deadline=text,
        day=day.day,
        month=say(_MONTHS[day.month - 1]),
        year=day.year,
    )


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
