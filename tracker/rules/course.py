"""The course of a commitment: the stretches of days on which it stands the same, but for the calendar.

What `tracker.rules.standing` works out for one day, for all days in one pass; a law holds the two
together.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from events.dates import bounds
from events.statuses import DECLINED, DONE, PROPOSED, roll_up
from tracker.rules.case import Case, Claim, Revision, Turn
from tracker.rules.sides import Sides, fulfilled_on
from tracker.rules.standing import no_antecedents, said_of

_Beginning = tuple[Callable[["_Walk", Any], None], Claim | Revision | Turn]
"""A fact that begins to count, and what of a walk takes it in; not of this walk, which would hold itself."""


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
    for day in walk.days():
        stretch = walk.stretch(day)
        if before is None or stretch[1:] != before[1:]:
            yield stretch
            before = stretch


class _Walk:
    """A walk through the days of a case, on which facts are taken in as they begin to count."""

    def __init__(self, case: Case) -> None:
        self._agreement, self._proposal = case.agreement, case.proposal
        self._sides = Sides()
        self._changes: list[dict[str, Any]] = []
        self._fields: dict[str, Any] | None = None
        self._ends: tuple[str | None, str | None] | None = None
        self._first_revision: Revision | None = None
        self._last_revision: Revision | None = None
        self._last_update: str | None = None
        self._is_declined = False
        self._beginning = self._by_day(case)

    def _by_day(self, case: Case) -> dict[str, list[_Beginning]]:
        """Give for each day on which anything may change what begins to count then, from the first day on."""
        terms = [each.earliest for each in (self._agreement, self._proposal) if each]
        if not terms:
            return {}
        first = min(terms)
        found: dict[str, list[_Beginning]] = {day: [] for day in terms}
        claims = [claim for claim in no_antecedents(case, case.claims) if claim.status]
        told: list[tuple[Callable[[_Walk, Any], None], list[Any]]] = [
            (_Walk._say, said_of(case, claims, case.turns)),
            (_Walk._update, claims),
            (_Walk._revise, no_antecedents(case, case.revisions)),
            (_Walk._turn, case.turns),
        ]
        for take, facts in told:
            for fact in facts:
                found.setdefault(max(fact.earliest, first), []).append((take, fact))
        return found

    def days(self) -> list[str]:
        """Give the days on which anything may change, from the first on which it stands."""
        return sorted(self._beginning)

    def stretch(self, day: str) -> Stretch:
        """Say how it stands on the next day."""
        for take, fact in self._beginning[day]:
            take(self, fact)
        if self._agreement and self._agreement.earliest <= day:
            return self._agreed(day, self._agreement.earliest)
        assert self._proposal is not None  # noqa: S101 (else it does not stand yet)
        fields = self._proposal.fields
        end = bounds(fields["deadline"])[1] if fields["deadline"] else None
        status = DECLINED if self._is_declined else PROPOSED
        return Stretch(day, status, fields, "", end, end, None, self._last_update)

    def _say(self, claim: Claim) -> None:
        self._sides.take(claim)

    def _update(self, claim: Claim) -> None:
        self._last_update = claim.earliest

    def _revise(self, revision: Revision) -> None:
        self._first_revision, self._last_revision = self._first_revision or revision, revision
        self._ends = None

    def _turn(self, turn: Turn) -> None:
        if turn.kind == "declined" and self._proposal and turn.earliest >= self._proposal.earliest:
            self._is_declined = True
        if turn.changes:
            self._changes.append(turn.changes)
            self._fields = self._ends = None

    def _agreed(self, day: str, agreed: str) -> Stretch:
        if self._fields is None:
            self._fields = dict(self._agreement.fields)  # type: ignore[union-attr]
            for changes in self._changes:
                self._fields.update(changes)
        fields = self._fields
        sides = [self._sides.last(obligor) for obligor in fields["obligors"]]
        status = roll_up(side.status for side in sides)
        if self._ends is None:
            self._ends = self._ends_of(fields.get("deadline"))
        fulfilled = fulfilled_on(sides) if status in DONE else None
        return Stretch(day, status, fields, agreed, *self._ends, fulfilled, self._last_update)

    def _ends_of(self, written: str | None) -> tuple[str | None, str | None]:
        """Give the last days of the deadline that was first promised, and of the one promised now."""
        first, last = self._first_revision, self._last_revision
        baseline = written or (first.deadline if first else None)
        deadline = last.deadline if last else written
        return baseline and bounds(baseline)[1], deadline and bounds(deadline)[1]
