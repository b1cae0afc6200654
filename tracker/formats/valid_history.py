"""The facts of a history, each valid: one after the other, or folded into a view in memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import ValidationError

from events.facts import FACTS, Fact
from events.upcasting import SCHEMA_VERSION, downcast
from tracker.errors import RefusedError
from tracker.formats.history import HistoryLog, history_lines
from tracker.formats.renumbered import Renumbered
from tracker.log.stored import Fields, StoredFact
from tracker.projections.build import in_memory
from tracker.words.refusals import refuse

Unknown = list[tuple[int, str]]
"""Numbers of lines and the types they have, which nobody here knows."""


class ValidLine(NamedTuple):
    """A fact of a history: the number of its line, the fact, its stamp, and its fields as stored."""

    number: int
    fact: Fact
    stamp: Fields
    fields: Fields


def valid_facts(
    lines: Iterable[bytes],
    source: str,
    unknown: Unknown | None = None,
    renumbered: Renumbered | None = None,
) -> Iterator[ValidLine]:
    """Read and validate facts, keeping none; refuse the first that is no fact.

    A fact of an unknown type is refused too, unless `unknown` takes it.
    """
    for number, stored_type, stored, written in history_lines(lines, source, renumbered):
        where = f"{source}:{number}"
        if stored is not None:
            fact = _valid(stored, written, where)
            version = stored.stamp["schema_version"]
            yield ValidLine(number, fact, stored.stamp, downcast(stored_type, version, fact.said))
        elif unknown is not None:
            unknown.append((number, stored_type))
        else:
            raise RefusedError(
                f"the type {stored_type} is not known",
                "Use the tracker that wrote it; replay shows what can be read.",
                where,
            )


def _valid(stored: StoredFact, written: Fields, where: str) -> Fact:
    """Take in a fact as its version wrote it: this version's could have been recorded just so."""
    kind, version = FACTS[stored.type], stored.stamp["schema_version"]
    try:
        if version < SCHEMA_VERSION:
            return kind.read(stored.fields, stored.stamp)
        fact = kind.model_validate({**stored.fields, "stamp": stored.stamp})
    except ValidationError as error:
        raise refuse(error, kind, where) from error
    if fact.said != written:
        field = next(name for name in {**fact.said, **written} if fact.said.get(name) != written.get(name))
        raise RefusedError(
            f"{field} is not in the form in which it is recorded",
            "Write the history with tracker export.",
            where,
        )
    return fact


def replayed(
    lines: Iterable[bytes], source: str, renumbered: Renumbered | None = None
) -> tuple[sqlite3.Connection, Unknown]:
    """Build the view of a history, whole or a part; give it with the lines of unknown types, left out.

    A retraction of what is not before it acts on nothing.
    """
    unknown: Unknown = []
    facts = [
        StoredFact(position, line.fact.TOPIC, line.fact.said, line.stamp)
        for position, line in enumerate(valid_facts(lines, source, unknown, renumbered), 1)
    ]
    return in_memory(HistoryLog(facts)), unknown
