"""The facts of a history, each valid: one after the other, or folded into a view in memory."""

import sqlite3
from collections.abc import Iterator

from pydantic import ValidationError

from events.facts import FACTS, Fact
from tracker.errors import RefusedError
from tracker.formats.history import HistoryLog, history_lines
from tracker.log.stored import StoredFact
from tracker.projections.files import in_memory
from tracker.words.refusals import refuse

Unknown = list[tuple[int, str]]
"""Numbers of lines and the types they have, which nobody here knows."""


def valid_facts(data: bytes, source: str, unknown: Unknown | None = None) -> Iterator[tuple[int, Fact]]:
    """Read and validate facts with their lines' numbers, keeping none; refuse the first that is no fact.

    A fact of an unknown type is refused too, unless `unknown` takes it.
    """
    for number, stored_type, stored in history_lines(data, source):
        where = f"{source}:{number}"
        if stored is not None:
            kind = FACTS[stored_type]
            try:
                yield number, kind.model_validate({**stored.fields, "stamp": stored.stamp})
            except ValidationError as error:
                raise refuse(error, kind, where) from error
        elif unknown is not None:
            unknown.append((number, stored_type))
        else:
            raise RefusedError(
                f"the type {stored_type} is not known",
                "Use the tracker that wrote it; replay shows what can be read.",
                where,
            )


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
