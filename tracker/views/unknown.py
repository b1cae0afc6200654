"""What nobody knew yet at a moment, and since when it is known: why there is nothing to show."""

import sqlite3
from datetime import date

from events.sentences import Sentence, sentence
from tracker.environment import local_time
from tracker.projections.cases import EVERYTHING
from tracker.views.moment import Moment
from tracker.views.references import Found
from tracker.views.timeline import timeline


def not_known_yet(connection: sqlite3.Connection, found: Found, moment: Moment) -> Sentence | None:
    """Say since when a thing is known, if at the moment it was not."""
    first = _first_mention(connection, found)
    if first is None or first <= moment.known_at:
        return None
    return sentence(
        "{kind} {name} was not known yet; it is known since {day}, #{position}",
        kind=sentence(found.kind),
        name=found.name,
        day=_day_of(connection, first),
        position=first,
    )


def no_commitment_yet(connection: sqlite3.Connection, moment: Moment) -> Sentence | None:
    """Say since when any commitment is known, if at the moment there was something, but none of them."""
    something, first = connection.execute(
        "SELECT (SELECT min(position) FROM event), (SELECT min(position) FROM commitment)"
    ).fetchone()
    if first is None or not something <= moment.known_at < first:
        return None
    return sentence(
        "No commitment was known yet; the first is known since {day}, #{position}.",
        day=_day_of(connection, first),
        position=first,
    )


def _first_mention(connection: sqlite3.Connection, found: Found) -> int | None:
    """Give the position of the first event about a thing, whatever day it holds on."""
    if found.kind == "event":
        (position,) = connection.execute("SELECT position FROM event WHERE id = ?", (found.name,)).fetchone()
        return int(position)
    every = timeline(connection, found, Moment(date.max.isoformat(), EVERYTHING))
    return min((row["position"] for row in every), default=None)


def _day_of(connection: sqlite3.Connection, position: int) -> str:
    """Give the day on which an event became known, in the local calendar."""
    (known,) = connection.execute("SELECT known_at FROM event WHERE position = ?", (position,)).fetchone()
    return local_time(known)[: len("2026-11-25")]
