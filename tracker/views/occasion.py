"""What stands of an occasion, as it lies in the log: what its minutes would say."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from events.kinds import BY_TYPE, OCCASION, RETRACTED
from events.references import split
from tracker.log.store import Log
from tracker.log.stored import StoredFact
from tracker.views.events import CORRECTED


def occasion_of(connection: sqlite3.Connection, commitment: str) -> str | None:
    """Name the occasion, as `kind:id`, at which a commitment was agreed or else proposed; None if at none."""
    row = connection.execute(
        "SELECT occasion FROM commitment WHERE id = ? AND known_until IS NULL ORDER BY position DESC LIMIT 1",
        (commitment,),
    ).fetchone()
    if row is None or row[0] is None:
        return None
    kind, name = split(row[0])
    return f"{kind or OCCASION[0]}:{name}"


def said_at(connection: sqlite3.Connection, log: Log, occasion: str) -> list[StoredFact]:
    """List what stands of an occasion, given as `kind:id`, in the order of the log.

    That is whatever names it; and what was recorded in one command with it that has no occasion, and
    what corrected that since, unless a command recorded several: then nobody knows whose minutes it was in.
    """
    kind, name = split(occasion)
    meant = {occasion, name} if kind == OCCASION[0] else {occasion}
    of_it = [fact for fact in _told(log, occasion) if _is_of(fact, occasion, meant)]
    found = {fact.position: fact for fact in of_it}
    waiting = [fact.stamp["batch"] for fact in of_it if BY_TYPE[fact.type].section in OCCASION]
    looked_at = set[str]()
    while waiting:
        batch = waiting.pop()
        beside = list(_told(log, f"batch:{batch}"))
        occasions = {fact.fields["id"] for fact in beside if BY_TYPE[fact.type].section in OCCASION}
        if batch in looked_at or not occasions <= {name}:
            continue
        looked_at.add(batch)
        others = [fact for fact in beside if _has_no_occasion(fact)]
        found |= {fact.position: fact for fact in others}
        waiting += [each for fact in others for each in _corrected_in(log, fact)]
    standing = _positions_that_stand(connection, found)
    return [found[position] for position in sorted(standing)]


def _corrected_in(log: Log, fact: StoredFact) -> Iterator[str]:
    """Give the commands in which minutes corrected a fact."""
    for each in log.facts(fact.position, log.head(), f"event:{fact.stamp['id']}", RETRACTED):
        if each.fields["event"] == fact.stamp["id"] and each.fields["reason"].startswith(CORRECTED):
            yield each.stamp["batch"]


def said_at_none(connection: sqlite3.Connection, log: Log, commitment: str) -> list[StoredFact]:
    """List what stands of a commitment and belongs to no occasion, in the order of the log."""
    facts = _standing(connection, log, f"commitment:{commitment}")
    return [
        fact
        for fact in facts
        if commitment in {fact.fields.get("id"), fact.fields.get("commitment")} and _has_no_occasion(fact)
    ]


def _is_of(fact: StoredFact, occasion: str, meant: set[str]) -> bool:
    row = BY_TYPE[fact.type]
    if row.section in OCCASION:
        return f"{row.section}:{fact.fields['id']}" == occasion
    return fact.fields.get("occasion") in meant or fact.fields.get("about") == occasion


def _has_no_occasion(fact: StoredFact) -> bool:
    about = split(str(fact.fields.get("about", "")))[0]
    row = BY_TYPE[fact.type]
    return row.section not in OCCASION and "occasion" not in fact.fields and about not in OCCASION


def _standing(connection: sqlite3.Connection, log: Log, tag: str) -> Iterator[StoredFact]:
    facts = list(_told(log, tag))
    standing = _positions_that_stand(connection, [fact.position for fact in facts])
    return (fact for fact in facts if fact.position in standing)


def _told(log: Log, tag: str) -> Iterator[StoredFact]:
    """Give what minutes may say that carries a tag, standing or not."""
    for fact in log.facts(0, log.head(), tag):
        if fact.type in BY_TYPE and BY_TYPE[fact.type].section is not None:
            yield fact


def _positions_that_stand(connection: sqlite3.Connection, positions: Iterable[int]) -> set[int]:
    rows = connection.execute(
        "SELECT position FROM event WHERE retracted IS NULL AND position IN (SELECT value FROM json_each(?))",
        (json.dumps(list(positions)),),
    )
    return {position for (position,) in rows}
