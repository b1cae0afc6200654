"""Facts about one bridge with defaults, and the rows they have while nothing else is said."""

from typing import Any

from oracle import Row
from oracle_world import Event, Fields

Told = tuple[str, Fields]


def history(*facts: Told) -> list[Event]:
    """Give facts their positions in the order of recording; the event id of the first is `e1`."""
    return [
        (position, stored_type, fields, {"id": f"e{position}", "recorded_at": "2021-01-01T12:00:00.000000Z"})
        for position, (stored_type, fields) in enumerate(facts, 1)
    ]


def proposed(**fields: Any) -> Told:
    """Propose a bridge to both governments, unless the fields say otherwise."""
    terms = {"id": "bridge", "text": {"en": "Build a bridge"}, "obligors": ["MX", "US"], "by": ["SANDAG"]}
    return "commitment.proposed", terms | {"on": "2021-01-01"} | fields


def agreed(**fields: Any) -> Told:
    """Agree on a bridge, half a year after it was proposed, unless the fields say otherwise."""
    terms = {"id": "bridge", "text": {"en": "Build a bridge"}, "obligors": ["MX", "US"]}
    return "commitment.agreed", terms | {"on": "2021-07-01"} | fields


def declined(on: str, *by: str, **fields: Any) -> Told:
    """Say no to the bridge."""
    return "commitment.declined", {"commitment": "bridge", "by": list(by) or ["US"], "on": on} | fields


def claimed(status: str, effective: str, *by: str, **fields: Any) -> Told:
    """Claim a status of the bridge, for the Mexican government unless by somebody else."""
    claim = {"commitment": "bridge", "by": list(by) or ["MX"], "effective": effective, "status": status}
    return "status.updated", claim | fields


def noted(effective: str, **fields: Any) -> Told:
    """Leave a note about the bridge."""
    note = {"commitment": "bridge", "by": ["press"], "effective": effective, "note": "as they said"}
    return "status.updated", note | fields


def revised(deadline: str, announced: str) -> Told:
    """Announce another deadline of the bridge."""
    return "deadline.revised", {"commitment": "bridge", "deadline": deadline, "announced": announced}


def evidence(**fields: Any) -> Told:
    """Add evidence about the bridge."""
    return "evidence.added", {"about": "commitment:bridge", "url": "https://a.example"} | fields


def retracted(event: str) -> Told:
    """Withdraw an event."""
    return "event.retracted", {"event": event, "reason": "it was wrong"}


PROPOSED: Row = {
    "commitment": "bridge",
    "title": "Build a bridge",
    "themes": [],
    "project": None,
    "parent": None,
    "obligors": ["MX", "US"],
    "proposed_by": ["SANDAG"],
    "lead": [],
    "occasion": None,
    "agreed": None,
    "reported": [],
    "assessed": None,
    "status": "proposed",
    "status_by": [],
    "disagreement": False,
    "children": None,
    "schedule": "no-deadline",
    "deadline": None,
    "baseline_deadline": None,
    "days_late": 0,
    "last_update": None,
    "evidence": [],
    "stale": False,
}
"""The row of a proposal of 2021-01-01 of which nothing has become yet."""
AGREED: Row = PROPOSED | {"proposed_by": [], "agreed": "2021-07-01", "status": "agreed"}
"""The row of an agreement of 2021-07-01 that nobody has said anything about."""


def reported(status: str, effective: str, by: str = "MX", percent: float | None = None) -> list[Row]:
    """Give what one government reports of both sides."""
    said = {"assessor": by, "via": None, "status": status, "percent": percent, "effective": effective}
    return [{"obligor": obligor} | said for obligor in ("MX", "US")]
