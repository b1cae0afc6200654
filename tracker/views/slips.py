"""What the picture of a commitment shows: each end that was promised, and what was said of each side."""

from tracker.pages.pictures import Promise, Said, Slips
from tracker.rules.standing import Standing


def slips(standing: Standing) -> Slips:
    """Gather the promised ends of a commitment, in order, and its claims by their sides."""
    agreed = standing.fields.get("deadline")
    first = [Promise(agreed, standing.terms.dated)] if agreed else []
    moved = [Promise(each.deadline, each.announced, each.claimants) for each in standing.revisions]
    claims = (
        Said(each.effective, each.obligor, each.claimants, each.status or "", each.percent)
        for each in standing.stated
    )
    return Slips(
        status=standing.status,
        schedule=standing.schedule,
        days_late=standing.days_late,
        day=standing.day,
        promises=(*first, *moved),
        claims=tuple(claims),
    )
