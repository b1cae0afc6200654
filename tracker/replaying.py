"""Folds a history in memory: the same views as of a store, without one."""

import sqlite3
from collections.abc import Iterable

from events.facts import EventRetracted, Fact
from tracker.errors import RefusedError
from tracker.history import HistoryLog
from tracker.log.stored import StoredFact
from tracker.valid_history import Unknown, valid_facts
from tracker.views.builds import in_memory


def replayed(data: bytes, source: str) -> tuple[sqlite3.Connection, Unknown]:
    """Build the view of a history, whole or a part; give it with the lines of unknown types, left out.

    A retraction of what is not in it acts on nothing.
    """
    unknown: Unknown = []
    facts = list(valid_facts(data, source, unknown))
    _refuse_circles(facts, source)
    stored = [
        StoredFact(position, fact.TOPIC, fact.fields(), fact.stamp.__dict__)
        for position, (_, fact) in enumerate(facts, 1)
    ]
    return in_memory(HistoryLog(stored)), unknown


def _refuse_circles(facts: Iterable[tuple[int, Fact]], source: str) -> None:
    """Refuse a retraction of itself or of a later event, by which both might take the other back."""
    numbers: dict[str, int] = {}
    for number, fact in facts:
        numbers.setdefault(fact.stamp.id, number)
    for number, fact in facts:
        if isinstance(fact, EventRetracted) and numbers.get(fact.event, 0) >= number:
            raise RefusedError(
                f"it retracts {fact.event}, which is not before it",
                "Keep the order of the history.",
                f"{source}:{number}",
            )
