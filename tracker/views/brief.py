"""The brief: what a delegation should know before it sits down, on one page."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.sentences import sentence
from events.statuses import PROPOSED, is_open
from tracker.errors import NotFoundError
from tracker.projections.cases import KNOWN
from tracker.rules.standing import Standing
from tracker.views.occurring import checked
from tracker.views.references import Found
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
from tracker.views.timeline import timeline
from tracker.views.why import why_schedule, why_status


@dataclass(frozen=True)
class Scope:
    """What a brief is about: since which day, and of which commitments."""

    since: str
    because: str
    selection: Selection


def scope(
    view: StatusView,
    selection: Selection | None = None,
    *,
    meeting: str | None = None,
    since: str | None = None,
) -> Scope:
    """Choose what a brief looks back to: a day, a meeting, a mechanism's last meeting, or the last."""
    selection = checked(view.connection, selection or Selection())
    mechanism = selection.mechanism
    if since is not None:
        return Scope(since, view.moment.say("since {day}", day=since), selection)
    found = _last_meeting(view, meeting, mechanism)
    if found is None:
        if meeting or mechanism:
            raise NotFoundError(
                sentence(
                    "no meeting of {meeting} was held by {day}",
                    meeting=meeting or mechanism,
                    day=view.moment.day,
                ),
                "Give a day: --since DATE.",
            )
        return Scope("0001-01-01", view.moment.say("from the beginning"), selection)
    name, held, day = found
    return Scope(day, view.moment.say("since {meeting} ({day})", meeting=name, day=held), selection)


def brief(view: StatusView, about: Scope) -> Row:
    """Gather what to raise: open commitments, what changed, what became known, what is wrong."""
    standings = view.standings(about.selection)
    entries = [_entry(view, standing) for standing in standings]
    open_entries = [entry for entry in entries if is_open(entry["status"])]
    changed, known = _news(view, standings, about.since)
    return {
        "as_of": view.moment.day,
        "since": about.since,
        "because": about.because,
        "party": about.selection.party,
        "mechanism": about.selection.mechanism,
        "filters": _filters(about.selection),
        "open": open_entries,
        "changed": changed,
        "became_known": known,
        "overdue": [entry for entry in open_entries if entry["schedule"] == "overdue"],
        "slipped": [entry for entry in open_entries if entry["schedule"] == "slipped"],
        "due_soon": [entry for entry in open_entries if entry["schedule"] == "due-soon"],
        "disagreements": [entry for entry in entries if entry["disagreement"]],
        "stale": [entry for entry in open_entries if entry["stale"]],
        "proposals": [entry for entry in entries if entry["status"] == PROPOSED],
        "unreported": [entry for entry in open_entries if not entry["last_update"]],
    }


def _filters(selection: Selection) -> dict[str, str]:
    """Give what else narrows a brief, by the names of the options."""
    given = {
        "theme": selection.theme,
        "project": selection.project,
        "institution": selection.institution,
        "status": ", ".join(selection.statuses),
        "schedule": ", ".join(selection.schedules),
        "search": selection.search,
    }
    return {name: value for name, value in given.items() if value}


def _last_meeting(
    view: StatusView, meeting: str | None, mechanism: str | None
) -> tuple[str, str, str] | None:
    row: tuple[str, str, str] | None = view.connection.execute(
        f"SELECT id, date, latest FROM occasion WHERE {KNOWN} AND earliest <= :day"
        " AND (:meeting IS NULL OR id = :meeting) AND (:mechanism IS NULL OR mechanism = :mechanism)"
        " AND (kind = 'meeting' OR :meeting IS NOT NULL) ORDER BY earliest DESC, position DESC LIMIT 1",
        {
            "k": view.moment.known_at,
            "day": view.moment.day,
            "meeting": meeting,
            "mechanism": mechanism,
        },
    ).fetchone()
    return row


def _entry(view: StatusView, standing: Standing) -> Row:
    (row,) = view.rows_of([standing])
    last = standing.stated[-1] if standing.stated else None
    return {
        **row,
        "why_status": why_status(standing, view),
        "why_schedule": why_schedule(standing, view),
        "source": _source(standing.occasion, last.evidence if last else ()),
    }


def _source(occasion: str | None, evidence: Iterable[dict[str, Any]]) -> str | None:
    """Name where the last word can be checked: its first evidence, else the occasion of the agreement."""
    first = next(iter(evidence), None)
    return (first.get("url") or first.get("file")) if first else occasion


def _news(view: StatusView, standings: list[Standing], since: str) -> tuple[list[Row], list[Row]]:
    """Tell what happened after a day from what happened before it but was recorded after it."""
    changed: list[Row] = []
    known: list[Row] = []
    told: set[int] = set()
    for standing in standings:
        found = Found("commitment", standing.case.id)
        for event in timeline(view.connection, found, view.moment):
            if event["position"] in told:  # a supersession is about two commitments
                continue
            told.add(event["position"])
            if event["earliest"] > since:
                if event["stands"]:
                    changed.append(_event(standing, event, view))
            elif _known_day(view.connection, event) > since:
                known.append(_event(standing, event, view))
    for events in (changed, known):
        events.sort(key=lambda event: (event["earliest"], event["position"]))
    return changed, known


def _known_day(connection: sqlite3.Connection, event: Row) -> str:
    """Give the day an event became known or, if it was retracted, the day that was."""
    position = event["retraction"]["position"] if event["retraction"] else event["position"]
    (known_at,) = connection.execute("SELECT known_at FROM event WHERE position = ?", (position,)).fetchone()
    return str(known_at)[:10]


def _event(standing: Standing, event: Row, view: StatusView) -> Row:
    return {
        "commitment": standing.case.id,
        "title": view.title(standing),
        **event,
        "label": "corrected" if event["retraction"] else event["type"].rpartition(".")[2],
    }
