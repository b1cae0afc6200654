"""Folds a history in memory: the same views as of a store, without one."""

import sqlite3

from pydantic import ValidationError

from events.facts import FACTS
from tracker.errors import InputError
from tracker.history import HistoryLog, read_history
from tracker.refusals import first_refusal
from tracker.views.builds import in_memory


def replayed(data: bytes, source: str) -> tuple[sqlite3.Connection, list[tuple[int, str]]]:
    """Build the view of a history; give it with the lines of unknown types, which are left out."""
    history = read_history(data, source)
    facts = []
    for fact in history.facts:
        kind = FACTS[fact.type]
        try:
            whole = kind.model_validate({**fact.fields, "stamp": fact.stamp})
        except ValidationError as error:
            path, message, hint = first_refusal(error, kind)
            where = ".".join(str(step) for step in path)
            raise InputError(
                f"event {fact.stamp['id']} is no {fact.type}: {where}: {message}", hint, source
            ) from error
        facts.append(fact._replace(fields=whole.fields()))
    return in_memory(HistoryLog(facts)), history.unknown
