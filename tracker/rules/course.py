"""The course of a commitment: the stretches of days on which it stands the same, but for the calendar.

What `tracker.rules.standing` works out for one day, for all days in one pass; a law holds the two
together.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from events.dates import bounds
from events.statuses import DECLINED, DONE, PROPOSED, roll_up
from tracker.rules.case import Case, Claim, Revision, Turn
from tracker.rules.sides import Sides, fulfilled_on
from tracker.rules.standing import no_antecedents, said_of

TFact = TypeVar("TFact", Claim, Revision, Turn)


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


class _Waiting(Generic[TFact]):
    """Facts in their order, of which those up to a day are taken."""

    def __init__(self, facts: Sequence[TFact]) -> None:
        self._facts: Sequence[TFact] = facts
        self._next = 0

    def until(self, day: str) -> Sequence[TFact]:
        """Take those that come next, up to a day."""
        first = self._next
        while self._next < len(self._facts) and self._facts[self._next].earliest <= day:
            self._next += 1
        return self._facts[first : self._next]


class _Walk:
    """A walk through the days of a case, on which facts are taken in as they begin to count."""

    def __init__(self, case: Case) -> None:
        self._agreement, self._proposal = case.agreement, case.proposal
        claims = [claim for claim in no_antecedents(case, case.claims) if claim.status]
        said, revisions = said_of(case, claims, case.turns), no_antecedents(case, case.revisions)
        self._days = {fact.earliest for facts in (said, revisions, case.turns) for fact in facts}
        self._claims, self._said = _Waiting(claims), _Waiting(said)
        self._revisions, self._turns = _Waiting(revisions), _Waiting(case.turns)
        self._sides = Sides()
        self._changes: list[dict[str, Any]] = []
        self._fields: dict[str, Any] | None = None
        self._first_revision: Revision | None = None
        self._last_revision: Revision | None = None
        self._last_claim: Claim | None = None
        self._is_declined = False

    def days(self) -> list[str]:
        """Give the days on which anything may change, from the first on which it stands."""
        terms = [each.earliest for each in (self._agreement, self._proposal) if each]
        return sorted({day for day in self._days if day > min(terms)} | set(terms)) if terms else []

    def stretch(self, day: str) -> Stretch:
        """Say how it stands on the next day."""
        self._go_on(day)
        if self._agreement and self._agreement.earliest <= day:
            return self._agreed(day, self._agreement.earliest)
        assert self._proposal is not None  # noqa: S101 (else it does not stand yet)
        fields = self._proposal.fields
        end = bounds(fields["deadline"])[1] if fields["deadline"] else None
        status = DECLINED if self._is_declined else PROPOSED
        return Stretch(day, status, fields, "", end, end, None, self._last_update())

    def _go_on(self, day: str) -> None:
        for claim in self._said.until(day):
            self._sides.take(claim)
        for claim in self._claims.until(day):
            self._last_claim = claim
        for revision in self._revisions.until(day):
            self._first_revision, self._last_revision = self._first_revision or revision, revision
        for turn in self._turns.until(day):
            if turn.kind == "declined" and self._proposal and turn.earliest >= self._proposal.earliest:
                self._is_declined = True
            if turn.changes:
                self._changes.append(turn.changes)
                self._fields = None

    def _agreed(self, day: str, agreed: str) -> Stretch:
        if self._fields is None:
            self._fields = dict(self._agreement.fields)  # type: ignore[union-attr]
            for changes in self._changes:
                self._fields.update(changes)
        fields = self._fields
        sides = [self._sides.of(obligor) for obligor in fields["obligors"]]
        status = roll_up(side.status for side in sides)
        first, last = self._first_revision, self._last_revision
        baseline = fields.get("deadline") or (first.deadline if first else None)
        deadline = last.deadline if last else fields.get("deadline")
        return Stretch(
            day,
            status,
            fields,
            agreed,
            bounds(baseline)[1] if baseline else None,
            bounds(deadline)[1] if deadline else None,
            fulfilled_on(sides) if status in DONE else None,
            self._last_update(),
        )

    def _last_update(self) -> str | None:
        return self._last_claim.earliest if self._last_claim else None
