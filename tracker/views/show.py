"""One thing whole: a commitment with its why, a meeting with who came, an institution, an official."""

import json
from typing import Any

from tracker.errors import NotFoundError
from tracker.projections.cases import KNOWN
from tracker.rules.texts import in_language
from tracker.views.meetings import one_meeting
from tracker.views.people import Spellings, people
from tracker.views.references import SHOWABLE, Found, find
from tracker.views.status import Row, StatusView
from tracker.views.timeline import timeline
from tracker.views.why import why_schedule, why_status


def shown(view: StatusView, reference: str) -> Row:
    """Show what a reference means, at the moment of the view."""
    found = find(view.connection, reference, SHOWABLE)
    thing = _SHOW[found.kind](view, found)
    if thing is None:
        raise NotFoundError(
            f"{found.kind} {found.name} does not count at this moment",
            f"See what happened to it: tracker timeline {found.name}",
        )
    return {"kind": found.kind, "id": found.name, **thing}


def _commitment(view: StatusView, found: Found) -> Row | None:
    standing = view.standing(found.name)
    if standing is None:
        return None
    (row,) = view.rows_of([standing])
    fields = standing.fields
    return {
        **row,
        "text": in_language(fields["text"], view.moment.lang),
        "texts": fields["text"],
        "supporting": fields["supporting"] or [],
        "priority": fields["priority"],
        "conditional_on": fields["conditional_on"],
        "why": {
            "status": why_status(standing, view),
            "schedule": why_schedule(standing, view),
        },
        "sides": [{"obligor": side.obligor, "status": side.status} for side in standing.sides],
        "deadlines": [
            {
                "deadline": each.deadline,
                "announced": each.announced,
                "by": list(each.claimants),
                "reason": each.reason,
            }
            for each in standing.revisions
        ],
        "parts": [
            {"commitment": child.case.id, "title": view.title(child), "status": child.status}
            for child in view.children_of(found.name)
        ],
        "superseded_by": [turn.superseded_by for turn in standing.turns if turn.superseded_by],
        "timeline": timeline(view.connection, found, view.moment),
    }


def _occasion(view: StatusView, found: Found) -> Row | None:
    row = one_meeting(view.connection, f"{found.kind}:{found.name}", view.moment)
    if row is None:
        return None
    standings = (view.standing(name) for name in row["commitments"])
    agreed = [
        {"commitment": each.case.id, "title": view.title(each), "status": each.status}
        for each in standings
        if each is not None
    ]
    return {**row, "commitments": agreed, "timeline": timeline(view.connection, found, view.moment)}


def _institution(view: StatusView, found: Found) -> Row | None:
    institution = view.directory.institutions.get(found.name)
    if institution is None:
        return None
    names = view.connection.execute(
        f"SELECT names FROM institution WHERE party = :p AND id = :i AND {KNOWN}",
        {"p": institution.party, "i": institution.id, "k": view.moment.known_at},
    ).fetchone()[0]
    inside = [
        f"{each.party}/{each.id}"
        for each in dict.fromkeys(view.directory.institutions.values())
        if institution in view.directory.ancestors(each)[:1]
    ]
    return {
        "party": institution.party,
        "name": in_language(json.loads(names) if names else None, view.moment.lang),
        "independent": institution.independent,
        "part_of": [f"{each.party}/{each.id}" for each in view.directory.ancestors(institution)],
        "institutions": inside,
        "timeline": timeline(view.connection, found, view.moment),
    }


def _official(view: StatusView, found: Found) -> Row:
    shown_as = Spellings(view.connection, view.moment.known_at).shown(found.name)
    rows = people(view.connection, view.moment)
    row = next((row for row in rows if row["name"] == shown_as), {})
    return {**row, "timeline": timeline(view.connection, Found("official", shown_as), view.moment)}


_SHOW: dict[str, Any] = {
    "commitment": _commitment,
    "meeting": _occasion,
    "document": _occasion,
    "institution": _institution,
    "official": _official,
}
