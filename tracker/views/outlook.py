"""What calendars and feeds are told: the open deadlines, and what was recorded lately."""

from collections.abc import Iterable
from typing import Any

from events.dates import bounds
from events.sentences import sentence
from events.statuses import is_open
from tracker.errors import InputError
from tracker.pages.places import page_of
from tracker.rules.standing import Standing
from tracker.views.occurring import occurs
from tracker.views.selection import Selection
from tracker.views.status import StatusView
from tracker.views.why import why_schedule, why_status

Row = dict[str, Any]


def deadlines(view: StatusView, standings: Iterable[Standing], base_url: str = "") -> list[Row]:
    """List the deadlines of open commitments by their last day, each with why it is so."""
    rows = []
    for standing in standings:
        if standing.deadline is None or not is_open(standing.status):
            continue
        told = f"{standing.deadline}\n{why_status(standing, view)}\n{why_schedule(standing, view)}"
        place = page_of("commitments", standing.case.id)
        rows.append(
            {
                "commitment": standing.case.id,
                "title": view.title(standing),
                "day": bounds(standing.deadline)[1],
                "recorded_at": _recorded_at(view, standing),
                "told": told,
                "url": f"{base_url}/{place}" if base_url else None,
            }
        )
    return by_day(rows)


def by_day(rows: Iterable[Row]) -> list[Row]:
    """Put deadlines in their order."""
    return sorted(rows, key=lambda row: (row["day"], row["commitment"]))


def _recorded_at(view: StatusView, standing: Standing) -> str:
    """Give when what a deadline rests on was recorded last."""
    positions = [standing.terms.position, *(each.position for each in standing.revisions)]
    (recorded_at,) = view.connection.execute(
        "SELECT recorded_at FROM event WHERE position = ?", (max(positions),)
    ).fetchone()
    return str(recorded_at)


def only(view: StatusView, name: str | None) -> Selection:
    """Select by the name of a theme or a party; InputError if it is neither."""
    if name is None:
        return Selection()
    for kind in ("theme", "party"):
        if name.strip() and occurs(view.connection, kind, name):
            return Selection(theme=name) if kind == "theme" else Selection(party=name)
    raise InputError(
        sentence("{name!r} is neither a theme nor a party here", name=name),
        "See what there is: tracker list themes, list parties.",
        "--only",
    )
