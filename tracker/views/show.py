"""One thing whole: a commitment with its why, a meeting with who came, who and what has a name, an event."""

import json
from collections.abc import Iterable
from typing import Any

from events.countries import name_of
from events.sentences import sentence
from tracker.errors import NotFoundError
from tracker.projections.cases import KNOWN
from tracker.rules.standing import Standing
from tracker.rules.texts import in_language
from tracker.views.meetings import meetings, one_meeting
from tracker.views.occurring import occurs
from tracker.views.people import Spellings, people
from tracker.views.references import SHOWABLE, Found, find
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
from tracker.views.timeline import timeline, told_of
from tracker.views.unknown import not_known_yet
from tracker.views.why import why_schedule, why_status


def shown(view: StatusView, reference: str) -> Row:
    """Show what a reference means, at the moment of the view."""
    found = find(view.connection, reference, SHOWABLE)
    thing = _SHOW[found.kind](view, found)
    if thing is None and (unknown := not_known_yet(view.connection, found, view.moment)):
        raise NotFoundError(unknown, "Ask without --known-at, or of a later moment.")
    if thing is None:
        raise NotFoundError(
            sentence(
                "{kind} {name} does not count at this moment", kind=sentence(found.kind), name=found.name
            ),
            sentence("See what happened to it: tracker timeline {name}", name=found.name),
        )
    return {"kind": found.kind, "id": found.name, **thing}


def _commitment(view: StatusView, found: Found) -> Row | None:
    standing = view.standing(found.name)
    if standing is None:
        return None
    (row,) = view.rows_of([standing])
    parts = [_part(view, child) for child in view.children_of(found.name)]
    return commitment_whole(view, standing, row, parts, timeline(view.connection, found, view.moment))


def commitment_whole(
    view: StatusView, standing: Standing, row: Row, parts: list[Row], events: list[Row]
) -> Row:
    """Show a commitment whole: its row of the table, with its parts and its timeline."""
    fields = standing.fields
    return {
        **row,
        "text": in_language(fields["text"], view.moment.lang),
        "texts": fields["text"],
        "supporting": fields["supporting"] or [],
        "priority": fields["priority"],
        "external": fields["external"],
        "other": fields["other"],
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
        "parts": parts,
        "superseded_by": [turn.superseded_by for turn in standing.turns if turn.superseded_by],
        "timeline": events,
    }


def _occasion(view: StatusView, found: Found) -> Row | None:
    row = one_meeting(view.connection, f"{found.kind}:{found.name}", view.moment)
    if row is None:
        return None
    agreed = _parts(view, row["commitments"])
    return {**row, "commitments": agreed, "timeline": timeline(view.connection, found, view.moment)}


def _institution(view: StatusView, found: Found) -> Row | None:
    institution = view.directory.institutions.get(found.name)
    if institution is None:
        return _institution_as_written(view, found)
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
        "commitments": _selected(view, Selection(institution=found.name)),
        "timeline": timeline(view.connection, found, view.moment),
    }


def _institution_as_written(view: StatusView, found: Found) -> Row | None:
    """Show an institution that nobody recorded: what it has a part in."""
    return _unless_empty(
        {
            "party": found.name.rpartition("/")[0] or None,
            "name": None,
            "independent": False,
            "part_of": [],
            "institutions": [],
            "commitments": _selected(view, Selection(institution=found.name)),
            "timeline": timeline(view.connection, found, view.moment),
        }
    )


def _official(view: StatusView, found: Found) -> Row:
    shown_as = Spellings(view.connection, view.moment.known_at).shown(found.name)
    rows = people(view.connection, view.moment)
    row = next((row for row in rows if row["name"] == shown_as), {})
    return {**row, "timeline": timeline(view.connection, Found("official", shown_as), view.moment)}


def _mechanism(view: StatusView, found: Found) -> Row | None:
    row = _last_row(view, "mechanism", "id = :name", found.name) or {}
    held = [each for each in meetings(view.connection, view.moment) if each["mechanism"] == found.name]
    shown_as = {
        "name": _in_language(row.get("names"), view),
        "of_kind": row.get("kind"),
        "parties": json.loads(row.get("parties", "[]")),
        "meetings": [each["meeting"] for each in held],
        "commitments": _parts(view, (name for each in held for name in each["commitments"])),
        "timeline": timeline(view.connection, found, view.moment),
    }
    return shown_as if row else _unless_empty(shown_as)


def _topic(view: StatusView, found: Found) -> Row | None:
    row = _last_row(view, "topic", "(kind || '/' || id = :name OR id = :name)", found.name)
    if row is None:
        return _topic_as_written(view, found)
    return {
        "name": _in_language(row["names"], view),
        "of_kind": row["kind"],
        "spellings": json.loads(row["spellings"]),
        "commitments": _selected(view, Selection(**{row["kind"]: row["id"]})),
        "timeline": timeline(view.connection, found, view.moment),
    }


def _topic_as_written(view: StatusView, found: Found) -> Row | None:
    """Show a theme or a project that nobody recorded, or the one of which this is a spelling."""
    for kind in ("theme", "project"):
        recorded = view.directory.topic(kind, found.name)
        if recorded and recorded != found.name:
            return _topic(view, Found("topic", f"{kind}/{recorded}"))
        if not occurs(view.connection, kind, found.name):
            continue
        named: dict[str, Any] = {kind: found.name}
        if commitments := _selected(view, Selection(**named)):
            own = {"name": None, "of_kind": kind, "spellings": [], "commitments": commitments}
            return {**own, "timeline": timeline(view.connection, found, view.moment)}
    return None


def _party(view: StatusView, found: Found) -> Row | None:
    row = _last_row(view, "party", "id = :name", found.name) or {}
    institutions = dict.fromkeys(view.directory.institutions.values())
    shown_as = {
        "name": _in_language(row.get("names"), view) or name_of(found.name, view.moment.lang),
        "of_kind": row.get("kind"),
        "spellings": json.loads(row.get("spellings", "[]")),
        "successor_of": row.get("successor_of"),
        "institutions": [f"{each.party}/{each.id}" for each in institutions if each.party == found.name],
        "commitments": _selected(view, Selection(party=found.name)),
        "timeline": timeline(view.connection, found, view.moment),
    }
    return shown_as if row else _unless_empty(shown_as)


def _event(view: StatusView, found: Found) -> Row | None:
    """Show an event: what it says, who recorded it when, and whether it stands."""
    position, stored_type, recorded_at, recorded_by, batch, retracted = view.connection.execute(
        "SELECT position, type, recorded_at, recorded_by, batch, retracted FROM event WHERE id = ?",
        (found.name,),
    ).fetchone()
    if position > view.moment.known_at:
        return None
    told = told_of(view.connection, position, stored_type, view.moment)
    return {
        "position": position,
        "type": stored_type,
        **told,
        "recorded_at": recorded_at,
        "recorded_by": recorded_by,
        "batch": batch,
        "stands": retracted is None or retracted > view.moment.known_at,
        "retracted_by": f"#{retracted}" if retracted else None,
    }


def _last_row(view: StatusView, table: str, where: str, name: str) -> Row | None:
    cursor = view.connection.execute(
        f"SELECT * FROM {table} WHERE {where} AND {KNOWN} ORDER BY position DESC LIMIT 1",
        {"name": name, "k": view.moment.known_at},
    )
    values = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), values, strict=True)) if values else None


def _in_language(stored: str | None, view: StatusView) -> str | None:
    return in_language(json.loads(stored), view.moment.lang) if stored else None


def _unless_empty(shown_as: Row) -> Row | None:
    """Give what is shown of a name that nobody recorded, if there is anything at this moment."""
    told = ("institutions", "meetings", "commitments", "timeline")
    return shown_as if any(shown_as.get(key) for key in told) else None


def _selected(view: StatusView, selection: Selection) -> list[Row]:
    return [_part(view, each) for each in view.standings(selection)]


def _parts(view: StatusView, names: Iterable[str]) -> list[Row]:
    return [_part(view, each) for name in names if (each := view.standing(name)) is not None]


def _part(view: StatusView, standing: Standing) -> Row:
    return {"commitment": standing.case.id, "title": view.title(standing), "status": standing.status}


_SHOW: dict[str, Any] = {
    "commitment": _commitment,
    "meeting": _occasion,
    "document": _occasion,
    "institution": _institution,
    "mechanism": _mechanism,
    "topic": _topic,
    "party": _party,
    "official": _official,
    "event": _event,
}
