"""Meetings and documents: when, where, who came, what came of it."""

import json
import sqlite3
from typing import Any

from events import references
from tracker.projections.cases import KNOWN
from tracker.rules.texts import in_language
from tracker.views.moment import Moment
from tracker.views.occurring import refuse_unknown
from tracker.views.selection import Selection
from tracker.views.status import StatusView

Row = dict[str, Any]


def meetings(connection: sqlite3.Connection, moment: Moment, mechanism: str | None = None) -> list[Row]:
    """List the meetings and documents known at the moment and held by its day, in order.

    NotFoundError if the mechanism occurs nowhere in the store.
    """
    if mechanism is not None:
        refuse_unknown(connection, "mechanism", mechanism, "meeting")
    cursor = connection.execute(
        f"SELECT * FROM occasion WHERE {KNOWN} AND earliest <= :day AND (:m IS NULL OR mechanism = :m)"
        " ORDER BY earliest, position",
        {"k": moment.known_at, "day": moment.day, "m": mechanism},
    )
    names = [column[0] for column in cursor.description]
    delegations = _delegations(connection, moment)
    agreed = _agreed(connection, moment)
    return [
        _row(dict(zip(names, values, strict=True)), delegations, agreed, moment.lang)
        for values in cursor.fetchall()
    ]


def selected(view: StatusView, selection: Selection) -> list[Row]:
    """List the meetings and documents where a commitment of a selection was agreed.

    By a party alone, those too to which it sent a delegation; by a mechanism alone, all of it.
    NotFoundError if the selection names what occurs nowhere in the store.
    """
    rows = meetings(view.connection, view.moment, selection.mechanism)
    selection = selection._replace(mechanism=None)
    if selection == Selection():
        return rows
    agreed = {standing.case.id for standing in view.standings(selection)}
    sent = selection.party if selection == Selection(party=selection.party) else None
    return [
        row
        for row in rows
        if not agreed.isdisjoint(row["commitments"])
        or any(delegation["party"] == sent for delegation in row["delegations"])
    ]


def _row(row: Row, delegations: dict[str, list[Row]], agreed: dict[str, list[str]], lang: str) -> Row:
    name, kind = row["id"], row["kind"]
    keys = (name, f"{kind}:{name}")
    return {
        "meeting": name,
        "kind": kind,
        "held": row["date"],
        "title": in_language(json.loads(row["title"]) if row["title"] else None, lang),
        "place": row["place"],
        "host": row["host"],
        "mode": row["mode"],
        "mechanism": row["mechanism"],
        "publisher": row["publisher"],
        "url": row["url"],
        "summary": row["summary"],
        "note": row["note"],
        "external": row["external"],
        "other": json.loads(row["other"]) if row["other"] else None,
        "delegations": [each for key in keys for each in delegations.get(key, ())],
        "commitments": sorted(each for key in keys for each in agreed.get(key, ())),
        "position": row["position"],
    }


def _delegations(connection: sqlite3.Connection, moment: Moment) -> dict[str, list[Row]]:
    members: dict[int, list[Row]] = {}
    at = {"k": moment.known_at}
    for position, name, role, institution, on_behalf_of, mode in connection.execute(
        f"SELECT position, name, role, institution, on_behalf_of, mode FROM member WHERE {KNOWN}"
        " ORDER BY position, place",
        at,
    ):
        person = {
            "name": name,
            "role": role,
            "institution": institution,
            "on_behalf_of": on_behalf_of,
            "mode": mode,
        }
        members.setdefault(position, []).append(person)
    found: dict[str, list[Row]] = {}
    for position, occasion, party, capacity, head in connection.execute(
        f"SELECT position, occasion, party, capacity, head FROM delegation WHERE {KNOWN} ORDER BY position",
        at,
    ):
        found.setdefault(occasion, []).append(
            {"party": party, "capacity": capacity, "head": head, "members": members.get(position, [])}
        )
    return found


def _agreed(connection: sqlite3.Connection, moment: Moment) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for occasion, name in connection.execute(
        f"SELECT occasion, id FROM commitment WHERE {KNOWN} AND occasion IS NOT NULL",
        {"k": moment.known_at},
    ):
        found.setdefault(occasion, []).append(name)
    return found


def one_meeting(connection: sqlite3.Connection, reference: str, moment: Moment) -> Row | None:
    """Give one meeting or document, None if it does not count at the moment."""
    kind, name = references.split(reference)
    return next(
        (
            row
            for row in meetings(connection, moment)
            if row["meeting"] == name and (kind is None or row["kind"] == kind)
        ),
        None,
    )
