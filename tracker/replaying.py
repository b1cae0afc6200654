"""Folds a history in memory: the same views as of a store, without one."""

import sqlite3

from tracker.history import HistoryLog
from tracker.log.stored import StoredFact
from tracker.valid_history import Unknown, valid_facts
from tracker.views.builds import in_memory


def replayed(data: bytes, source: str) -> tuple[sqlite3.Connection, Unknown]:
    """Build the view of a history, whole or a part; give it with the lines of unknown types, left out.

    A retraction of what is not before it acts on nothing.
    """
    unknown: Unknown = []
    facts = [
        StoredFact(position, fact.TOPIC, fact.fields(), fact.stamp.__dict__)
        for position, (_, fact) in enumerate(valid_facts(data, source, unknown), 1)
    ]
    return in_memory(HistoryLog(facts)), unknown
