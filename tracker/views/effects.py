"""What a recording does: each fact in words, and how the commitments it is about stood and stand.

Before and after are two moments of one view, which has both; what would be recorded is put into it
for a while and taken out again.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from events.canonical import canonical
from events.kinds import RETRACTED
from events.sentences import Sentence, both, joined, sentence
from tracker.log.stored import StoredFact
from tracker.projections.clauses import CLAUSES, Reader, Rows
from tracker.projections.projector import Projector
from tracker.rules.standing import Standing
from tracker.rules.texts import in_language
from tracker.views.events import why_retracted
from tracker.views.moment import Moment
from tracker.views.status import StatusView
from tracker.words.language import phrase

MOST = 10
"""Commitments of which it is said how they stood and stand."""


class _FirstRow(Rows):
    """Takes the first row that a clause asserts, as a view would keep it."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def row(self, table: str, values: dict[str, Any]) -> None:  # noqa: ARG002 (whichever table)
        """Take the row, if it is the first."""
        if not self.values:
            self.values = _Absent((key, _kept(value)) for key, value in values.items())

    def facets(self, commitment: str, fields: dict[str, Any]) -> None:
        """Take nothing."""

    def claimants(self, names: list[str]) -> None:
        """Take nothing."""

    def words(self, words: list[str]) -> None:
        """Take nothing."""


class _Absent(dict[str, Any]):
    """A row in which what is not given is null."""

    def __missing__(self, key: str) -> None:
        return None


def _kept(value: Any) -> Any:
    return canonical(value) if isinstance(value, (list, dict, tuple)) else value


def in_words(fact: StoredFact, lang: str = "en") -> str:
    """Say a fact in a sentence, with what it is about."""
    fields = fact.fields
    if fact.type == RETRACTED:
        tag = next((tag for tag in fields.get("tags", ()) if not tag.startswith("event:")), "")
        about = tag.partition(":")[2] or sentence("an event")
        why = why_retracted(fields["reason"])
        return phrase(lang, "what was said of {what} is taken back: {reason}", what=about, reason=why)
    taken = _FirstRow()
    clause = CLAUSES[fact.type]
    clause.project(taken, fields)
    reader = Reader(partial(phrase, lang), lambda stored: _text(stored, lang))
    said = clause.sentence(taken.values, reader)
    by = f", {phrase(lang, 'says {who}', who=both(fields['by']))}" if _is_claim(fields) else ""
    about = fields.get("commitment")
    return f"{about}: {said}{by}" if about and about not in said else f"{said}{by}"


def _is_claim(fields: dict[str, Any]) -> bool:
    return "effective" in fields and bool(fields.get("by"))


def _text(stored: str | None, lang: str) -> str | None:
    return in_language(json.loads(stored), lang) if stored else None


@contextmanager
def supposed(connection: sqlite3.Connection, facts: Iterable[StoredFact]) -> Iterator[int]:
    """Put facts into a view for a while, as if they had been recorded; give the position before them."""
    connection.execute("SAVEPOINT supposed")
    try:
        projector = Projector(connection)
        before = projector.checkpoint
        projector.apply(fact._replace(position=position) for position, fact in enumerate(facts, before + 1))
        yield before
    finally:
        connection.execute("ROLLBACK TO supposed")
        connection.execute("RELEASE supposed")


def effects_of(
    connection: sqlite3.Connection, facts: list[StoredFact], today: str, *, supposing: bool
) -> list[str]:
    """Say how the commitments that facts are about stood and stand, or would if they were recorded."""
    if not supposing:
        return effects(connection, facts, facts[0].position - 1, today)
    with supposed(connection, facts) as before:
        return effects(connection, facts, before, today)


def effects(
    connection: sqlite3.Connection, facts: Iterable[StoredFact], before: int, today: str
) -> list[str]:
    """Say how each commitment the facts are about stood before a position, and stands now."""
    sides: dict[str, str | None] = {}
    for fact in facts:
        for name, side in _about(fact):
            sides.setdefault(name, side)
    then, now = StatusView(connection, Moment(today, before)), StatusView(connection, Moment(today))
    said = [
        _changed(name, then.standing(name), now.standing(name), side)
        for name, side in list(sides.items())[:MOST]
    ]
    more = len(sides) - MOST
    if more > 0:
        said.append(sentence("… and {count} more commitment", "… and {count} more commitments", count=more))
    return [each for each in said if each]


def _about(fact: StoredFact) -> Iterator[tuple[str, str | None]]:
    """Give the commitments a fact is about, each with the side it is about."""
    if fact.type == RETRACTED:
        for tag in fact.fields.get("tags", ()):
            kind, _, name = tag.partition(":")
            if kind == "commitment":
                yield name, None
    elif fact.type.startswith("commitment.") or "commitment" in fact.fields:
        yield fact.fields.get("commitment") or fact.fields["id"], fact.fields.get("obligor")


def _changed(name: str, then: Standing | None, now: Standing | None, side: str | None) -> Sentence | None:
    if now is None:
        return sentence("{commitment}: nothing of it counts today", commitment=name) if then else None
    was, becomes = _status(then, side), _status(now, side) or now.status
    status = joined(
        " → ", [sentence(each) for each in (was, becomes) if each] if was != becomes else [sentence(becomes)]
    )
    if side:
        status = sentence("{status} ({side} side)", status=status, side=side)
    said = [sentence("still {status}", status=status) if was == becomes else status]
    if side and becomes != now.status:
        said.append(sentence("as a whole {status}", status=sentence(now.status)))
    if then and then.deadline != now.deadline:
        before, after = (each.deadline or sentence("none") for each in (then, now))
        said.append(sentence("deadline {before} → {after}", before=before, after=after))
    if then and then.schedule != now.schedule:
        said.append(joined(" → ", (sentence(then.schedule), sentence(now.schedule))))
    return joined(": ", (name, joined("; ", said)))


def _status(standing: Standing | None, side: str | None) -> str | None:
    if standing is None:
        return None
    return next((each.status for each in standing.sides if each.obligor == side), standing.status)
