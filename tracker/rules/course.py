"""The course of a commitment: the stretches of days on which it stands the same, but for the calendar.

What `tracker.rules.standing` works out for one day, for all days in one pass; a law holds the two
together.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, NamedTuple

from events.dates import bounds
from events.statuses import DECLINED, PROPOSED
from tracker.rules.case import Case, Claim, Revision, Terms, Turn
from tracker.rules.sides import Sides
from tracker.rules.standing import no_antecedents, said_of

_Fact = Claim | Revision | Turn
_Told = tuple[str, dict[str, Any], str, str | None, str | None, str | None, str | None]
"""How a commitment stands: a stretch without the day from which it holds."""


class Stretch(NamedTuple):
    """How a commitment stands from a day on, up to the day from which the next stretch holds."""

    holds_from: str
    status: str
    fields: dict[str, Any]
    agreed: str
    """The first day of the agreement; empty while it is only asked for."""
    baseline_end: str | None
    deadline_end: str | None
    fulfilled_on: str | None
    last_update: str | None


def course(case: Case) -> Iterator[Stretch]:
    """Give the stretches in their order, from the first day on which it stands; the last one has no end."""
    walk, before = _Walk(case), None
    for day, beginning in _by_day(case):
        for fact in beginning:
            walk.take(fact)
        told = walk.told(day)
        if told != before:
            yield Stretch(day, *told)
            before = told


def _by_day(case: Case) -> Iterator[tuple[str, list[_Fact]]]:
    """Give the days on which anything may change, from the first on, with what begins to count then."""
    terms = [each.earliest for each in (case.agreement, case.proposal) if each]
    if not terms:
        return
    first = min(terms)
    claims = [claim for claim in no_antecedents(case, case.claims) if claim.status]
    facts: list[_Fact] = [*claims, *no_antecedents(case, case.revisions), *case.turns]
    if len(facts) > len(claims):
        facts.sort(key=itemgetter(0, 1))
    found: dict[str, list[_Fact]] = {day: [] for day in terms}
    for fact in facts:
        day = max(fact.earliest, first)
        if day in found:
            found[day].append(fact)
        else:
            found[day] = [fact]
    for day in sorted(found):
        yield day, found[day]


class _Walk:
    """A walk through the days of a case, on which facts are taken in as they begin to count."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._agreement, self._proposal = case.agreement, case.proposal
        self._sides = Sides()
        self._changes: list[dict[str, Any]] = []
        self._fields: dict[str, Any] | None = None
        self._ends: tuple[str | None, str | None] | None = None
        self._first_revision: Revision | None = None
        self._last_revision: Revision | None = None
        self._last_update: str | None = None
        self._is_declined = False

    def take(self, fact: _Fact) -> None:
        """Take in the next fact that begins to count."""
        if isinstance(fact, Claim):
            self._sides.take(fact)
            self._last_update = fact.earliest
        elif isinstance(fact, Revision):
            self._first_revision, self._last_revision = self._first_revision or fact, fact
            self._ends = None
        else:
            self._turn(fact)

    def _turn(self, turn: Turn) -> None:
        if turn.kind == "declined" and self._proposal and turn.earliest >= self._proposal.earliest:
            self._is_declined = True
        for claim in said_of(self._case, (), (turn,)):
            self._sides.take(claim)
        if turn.changes:
            self._changes.append(turn.changes)
            self._fields = self._ends = None

    def told(self, day: str) -> _Told:
        """Say how it stands on a day, with what was taken in."""
        if self._agreement and self._agreement.earliest <= day:
            return self._agreed(self._agreement)
        assert self._proposal is not None  # noqa: S101 (else it does not stand yet)
        fields = self._proposal.fields
        end = bounds(fields["deadline"])[1] if fields["deadline"] else None
        status = DECLINED if self._is_declined else PROPOSED
        return status, fields, "", end, end, None, self._last_update

    def _agreed(self, agreement: Terms) -> _Told:
        if self._fields is None:
            self._fields = dict(agreement.fields)
            for changes in self._changes:
                self._fields.update(changes)
        fields = self._fields
        if self._ends is None:
            self._ends = self._ends_of(fields.get("deadline"))
        baseline_end, deadline_end = self._ends
        status, fulfilled = self._sides.together(fields["obligors"])
        return status, fields, agreement.earliest, baseline_end, deadline_end, fulfilled, self._last_update

    def _ends_of(self, written: str | None) -> tuple[str | None, str | None]:
        """Give the last days of the deadline that was first promised, and of the one promised now."""
        first, last = self._first_revision, self._last_revision
        baseline = written or (first.deadline if first else None)
        deadline = last.deadline if last else written
        return baseline and bounds(baseline)[1], deadline and bounds(deadline)[1]
