"""How a commitment stands on a day (CONTRACT §3): from all that is known of it to what counts, and says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.dates import bounds
from events.statuses import (
    DECLINED,
    DONE,
    IN_FORCE,
    PROPOSED,
    SUPERSEDED,
    roll_up,
)
from tracker.rules import schedule as calendar
from tracker.rules import speakers
from tracker.rules.case import Case, Claim, Proof, Revision, Terms, Turn
from tracker.rules.directory import Directory
from tracker.rules.sides import Side, Sides, fulfilled_on
from tracker.rules.speakers import Speakers

LAST_DAY = "9999-12-31"
"""The day on which everything that is known counts."""


@dataclass(slots=True)
class Standing:
    """How one commitment stands on a day: the counted facts, and what follows from them.

    What the calendar says and who says what is worked out when it is asked.
    """

    case: Case
    day: str
    terms: Terms
    """The agreement, or the proposal while nobody has agreed."""
    fields: dict[str, Any]
    obligors: list[str]
    speakers: Speakers
    claims: list[Claim]
    revisions: list[Revision]
    turns: list[Turn]
    proofs: list[Proof]
    sides: list[Side]
    status: str
    baseline: str | None
    deadline: str | None
    fulfilled_on: str | None

    @property
    def themes(self) -> list[str]:
        """Its themes by their ids, however they were written, each once."""
        return self.speakers.directory.themes(self.fields)

    @property
    def project(self) -> str | None:
        """The id of its project, however that was written."""
        return self.speakers.directory.topic("project", self.fields["project"])

    @property
    def institutions(self) -> list[str]:
        """The institutions in the lead, then those supporting, as they are written."""
        return [*(self.fields["lead"] or ()), *(self.fields["supporting"] or ())]

    @property
    def involved(self) -> set[str]:
        """The institutions in the lead, supporting or obliged, as they are written."""
        return {*self.institutions, *self.obligors}

    @property
    def is_agreed(self) -> bool:
        """Whether this is the standing of something agreed, not of something only asked for."""
        return self.terms is self.case.agreement

    @property
    def agreed(self) -> str | None:
        """The date of the agreement as written, None where there is none yet."""
        return self.terms.dated if self.is_agreed else None

    @property
    def occasion(self) -> str | None:
        """The meeting or document at which it was agreed, or asked for."""
        return self.terms.occasion

    @property
    def proposed_by(self) -> list[str]:
        """Who asked for it, if anybody has by the day."""
        proposal = self.case.proposal
        return list(proposal.proposed_by) if proposal and proposal.earliest <= self.day else []

    @property
    def baseline_end(self) -> str | None:
        """The last day of the baseline deadline."""
        return bounds(self.baseline)[1] if self.baseline else None

    @property
    def deadline_end(self) -> str | None:
        """The last day of the deadline as it is now."""
        return bounds(self.deadline)[1] if self.deadline else None

    @property
    def schedule(self) -> str:
        """What the calendar says; one of `events.statuses.SCHEDULES`."""
        return calendar.schedule(
            self.status, self.fulfilled_on, self.baseline_end, self.deadline_end, self.day
        )

    @property
    def days_late(self) -> int:
        """The days past the end of the baseline."""
        return calendar.days_late(self.status, self.fulfilled_on, self.baseline_end, self.day)

    @property
    def is_stale(self) -> bool:
        """Whether it is open and has not been heard of for a year."""
        return calendar.is_stale(self.status, self.active_on, self.day)

    @property
    def stated(self) -> list[Claim]:
        """The claims proper: those with a status, notes left out; of what nobody agreed to, none."""
        return [claim for claim in self.claims if claim.status] if self.is_agreed else []

    @property
    def last_update(self) -> Claim | None:
        """The latest claim proper."""
        return next((claim for claim in reversed(self.claims) if claim.status), None)

    @property
    def reported(self) -> list[dict[str, Any]]:
        """What the obligors say of each side: obligor, assessor, via, status, percent, effective."""
        return speakers.reported(self.stated, self.obligors, self.speakers)

    @property
    def assessed(self) -> dict[str, Any] | None:
        """What the latest claim of somebody independent says, under the same keys."""
        return speakers.assessed(self.stated, self.speakers)

    @property
    def disagreement(self) -> bool:
        """Whether, about one side, two claimants' latest words differ within a year of each other."""
        return speakers.disagree(self.stated, self.obligors, self.speakers)

    @property
    def status_by(self) -> list[str]:
        """The claimants the status rests on, in the order of the obligors; of a decline, who declined."""
        if self.status == DECLINED:
            decline = [turn for turn in self.turns if turn.kind == "declined"][-1]
            return list(dict.fromkeys(self.speakers.of(each).name for each in decline.claimants))
        return speakers.status_by((side.claim for side in self.sides if side.claim), self.speakers)

    @property
    def evidence(self) -> list[str]:
        """The distinct addresses and digests that claims and evidence give."""
        return speakers.evidence(self.claims, self.proofs)

    @property
    def active_on(self) -> str:
        """The latest day on which anything was agreed, claimed, noted, revised, or shown."""
        turns = (turn for turn in self.turns if turn.kind != "superseded")
        facts: Iterable[Any] = (*self.claims, *self.revisions, *turns, *self.proofs)
        terms = (each for each in (self.case.agreement, self.case.proposal) if each)
        days = (each.earliest for each in (*terms, *facts))
        latest: str = max(day for day in days if day is not None and day <= self.day)
        return latest


def stand(case: Case, day: str, directory: Directory) -> Standing | None:
    """Work out how a commitment stands on a day; None if by then nobody had agreed to it or asked for it.

    `directory` is who is who at the moment the case is known at.
    """
    if case.agreement and case.agreement.earliest <= day:
        return _agreed(case, case.agreement, day, directory)
    if case.proposal and case.proposal.earliest <= day:
        return _proposed(case, case.proposal, day, directory)
    return None


def _agreed(case: Case, terms: Terms, day: str, directory: Directory) -> Standing:
    turns = _counted(case.turns, day)
    fields = dict(terms.fields)
    for turn in turns:
        fields.update(turn.changes)
    obligors: list[str] = fields["obligors"]
    claims, revisions = (no_antecedents(case, _counted(each, day)) for each in (case.claims, case.revisions))
    told = Sides()
    for claim in said_of(case, (claim for claim in claims if claim.status), turns):
        told.take(claim)
    sides = [told.of(obligor) for obligor in obligors]
    status = roll_up(side.status for side in sides)
    return Standing(
        case=case,
        day=day,
        terms=terms,
        fields=fields,
        obligors=obligors,
        speakers=Speakers(directory, obligors),
        claims=claims,
        revisions=revisions,
        turns=turns,
        proofs=_counted(case.proofs, day),
        sides=sides,
        status=status,
        baseline=fields.get("deadline") or (revisions[0].deadline if revisions else None),
        deadline=revisions[-1].deadline if revisions else fields.get("deadline"),
        fulfilled_on=fulfilled_on(sides) if status in DONE else None,
    )


def _proposed(case: Case, terms: Terms, day: str, directory: Directory) -> Standing:
    """Let what was asked for stand as it was asked for, until somebody declines it."""
    turns = _counted(case.turns, day)
    declined = any(turn.kind == "declined" and turn.earliest >= terms.earliest for turn in turns)
    obligors: list[str] = terms.fields["obligors"]
    return Standing(
        case=case,
        day=day,
        terms=terms,
        fields=terms.fields,
        obligors=obligors,
        speakers=Speakers(directory, obligors),
        claims=no_antecedents(case, _counted(case.claims, day)),
        revisions=no_antecedents(case, _counted(case.revisions, day)),
        turns=turns,
        proofs=_counted(case.proofs, day),
        sides=[],
        status=DECLINED if declined else PROPOSED,
        baseline=terms.fields["deadline"],
        deadline=terms.fields["deadline"],
        fulfilled_on=None,
    )


def _counted(facts: Iterable[Any], day: str) -> list[Any]:
    return [fact for fact in facts if fact.earliest is None or fact.earliest <= day]


def no_antecedents(case: Case, facts: Iterable[Any]) -> list[Any]:
    """Leave out what is older than the agreement, but what is in force: treaties apply before signature."""
    if case.agreement is None:
        return list(facts)
    since = case.agreement.earliest
    return [fact for fact in facts if fact.latest >= since or getattr(fact, "status", None) == IN_FORCE]


def said_of(case: Case, claims: Iterable[Claim], turns: Iterable[Turn]) -> list[Claim]:
    """Give in their order the claims about the sides, with the supersessions, which act as claims."""
    endings = [turn for turn in turns if turn.kind == "superseded"]
    if not endings:
        return list(claims)
    return sorted([*claims, *map(_as_claim, no_antecedents(case, endings))], key=lambda c: c[:2])


def _as_claim(turn: Turn) -> Claim:
    """Let a supersession act as a claim that covers all sides."""
    return Claim(
        earliest=turn.earliest,
        position=turn.position,
        latest=turn.latest,
        effective=turn.earliest,
        status=SUPERSEDED,
        obligor=None,
        percent=None,
        label=None,
        note=None,
        claimants=turn.claimants,
        evidence=(),
    )
