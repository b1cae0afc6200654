"""Wishes become histories: what a real log would refuse is left out or told so that it would not.

Wishes do not know of each other. An id that is taken becomes a correction (the holder is retracted
and the new fact recorded under the same id), and a restoration of a fact whose id has been taken
since is left out. What is only proposed can be declined, and has no status but may have notes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from drawn_values import EPOCH
from oracle_world import Fields, standing

from events.tags import tags_of
from events.upcasting import SCHEMA_VERSION
from tracker.log.stored import StoredFact


class Wish(NamedTuple):
    """An event to be told: what it says, and by how far the clock moves before it."""

    type: str
    fields: Fields
    clock: timedelta


def told(wishes: Iterable[Wish]) -> list[StoredFact]:
    """Make a history of wishes; no id is ever held by two standing facts."""
    history: list[StoredFact] = []
    now = EPOCH
    for wish in wishes:
        now += wish.clock
        if wish.type == "event.retracted":
            _retract(history, wish.fields, now)
        elif (possible := _possible(history, wish)) is not None:
            _record(history, possible, now)
    return history


def identity(fact: StoredFact) -> str | None:
    """Name the id that a fact holds; None for those that hold none."""
    fields = fact.fields
    match fact.type:
        case "institution.recorded":
            return f"institution {fields['party']}/{fields['id']}"
        case "topic.recorded":
            return f"topic {fields['kind']} {fields['id']}"
        case (
            "meeting.held"
            | "document.published"
            | "commitment.proposed"
            | "commitment.agreed"
            | "party.recorded"
        ):
            return f"{fact.type} {fields['id']}"
        case _:
            return None


def holding(history: Sequence[StoredFact]) -> set[str]:
    """Name the ids that are held by what stands."""
    return {held for fact in _standing(history) if (held := identity(fact)) is not None}


def _possible(history: Sequence[StoredFact], wish: Wish) -> Wish | None:
    """Give the wish as it could be recorded after a history, or None."""
    if wish.type not in ABOUT_A_COMMITMENT:
        return wish
    held, name = holding(history), wish.fields.get("commitment") or wish.fields["id"]
    proposed, agreed = f"commitment.proposed {name}" in held, f"commitment.agreed {name}" in held
    match wish.type:
        case "commitment.proposed":
            return wish if proposed or not agreed else None
        case "commitment.declined":
            return wish if proposed and not agreed else None
        case _ if agreed or not proposed:
            return wish
        case "status.updated":
            return wish._replace(fields=_note(wish.fields))
        case _:
            return None


ABOUT_A_COMMITMENT = frozenset(
    {
        "commitment.proposed",
        "commitment.declined",
        "commitment.reaffirmed",
        "commitment.amended",
        "commitment.superseded",
        "status.updated",
        "deadline.revised",
    }
)
"""What is possible or not because of whether a commitment is proposed or agreed."""


def _note(claim: Fields) -> Fields:
    """Say the same without a status."""
    said = {name: value for name, value in claim.items() if name not in {"status", "percent"}}
    return {"note": "as they said"} | said


def _record(history: list[StoredFact], wish: Wish, now: datetime) -> None:
    fact = _fact(history, wish.type, wish.fields, now)
    for holder in _standing(history):
        if identity(holder) is not None and identity(holder) == identity(fact):
            history.append(_retraction(history, holder, now))
            fact = _fact(history, wish.type, wish.fields, now)
    history.append(fact)


def _retract(history: list[StoredFact], fields: Fields, now: datetime) -> None:
    of = _standing(history) if fields["standing"] else history
    targets = [fact for fact in of if (fact.type == "event.retracted") is fields["of_a_retraction"]]
    if not targets:
        return
    target = targets[-1 - fields["back"] % len(targets)]
    history.append(_retraction(history, target, now))
    held = [identity(fact) for fact in _standing(history) if identity(fact)]
    if len(set(held)) != len(held):
        history.pop()


def _standing(history: Sequence[StoredFact]) -> list[StoredFact]:
    return [StoredFact(*event) for event in standing(history)]


def _retraction(history: list[StoredFact], target: StoredFact, now: datetime) -> StoredFact:
    tags = tags_of(target.type, target.fields, target.stamp)
    fields = {"event": target.stamp["id"], "reason": "it was wrong", "tags": tags}
    return _fact(history, "event.retracted", fields, now)


def _fact(history: Sequence[StoredFact], stored_type: str, fields: Fields, now: datetime) -> StoredFact:
    position = len(history) + 1
    stamp = {
        "id": f"01900000-0000-7000-8000-{position:012}",
        "recorded_at": f"{now:%Y-%m-%dT%H:%M:%S.%f}Z",
        "recorded_by": "ana",
        "batch": f"01900000-0000-7000-9000-{position:012}",
        "tool_version": "1",
        "schema_version": SCHEMA_VERSION,
    }
    return StoredFact(position, stored_type, fields, stamp)
