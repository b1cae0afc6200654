"""How a commitment stands on a day (CONTRACT §3): from all that is known of it to what counts, and says."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events.dates import bounds
from events.statuses import AGREED, OUT_OF_PLAY, SUPERSEDED, roll_up
from tracker.rules import schedule as calendar
from tracker.rules import speakers
from tracker.rules.case import Case, Claim, Proof, Revision, Turn
from tracker.rules.directory import Directory
from tracker.rules.speakers import Speakers

LAST_DAY = "9999-12-31"
"""The day on which everything that is known counts."""


@dataclass(slots=True)
class Side:
    """How one obligor stands: its latest claim, and since when without a break it is fulfilled."""

    obligor: str
    status: str
    claim: Claim | None
    fulfilled_since: str | None


@dataclass(slots=True)
class Standing:
    """How one commitment stands on a day: the counted facts, and what follows from them.

    What the calendar says and who says what is worked out when it is asked.
    """

    case: Case
    day: str
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
    def theme(self) -> str | None:
        """The id of its theme, however that was written."""
        return self.speakers.directory.topic("theme", self.fields["theme"])

    @property
    def project(self) -> str | None:
        """The id of its project, however that was written."""
        return self.speakers.directory.topic("project", self.fields["project"])

    @property
    def involved(self) -> set[str]:
        """The institutions in the lead, supporting or obliged, as they are written."""
        return {*(self.fields["lead"] or ()), *(self.fields["supporting"] or ()), *self.obligors}

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
        """The claims proper: those with a status, notes left out."""
        return [claim for claim in self.claims if claim.status]

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
        """The claimants the status rests on, in the order of the obligors."""
        return speakers.status_by((side.claim for side in self.sides if side.claim), self.speakers)

    @property
    def evidence(self) -> list[str]:
        """The distinct addresses and digests that claims and evidence give."""
        return speakers.evidence(self.claims, self.proofs)

    @property
    def active_on(self) -> str:
        """The latest day on which anything was agreed, claimed, noted, revised, or shown."""
        return self._latest_day(turn for turn in self.turns if turn.kind != "superseded")

    @property
    def holds_from(self) -> str:
        """The first day of the time, up to the next fact, in which the commitment stands so."""
        return self._latest_day(self.turns)

    def _latest_day(self, turns: Iterable[Turn]) -> str:
        facts: Iterable[Any] = (*self.claims, *self.revisions, *turns, *self.proofs)
        latest: str = max([self.case.earliest, *(fact.earliest for fact in facts)])
        return latest


def stand(case: Case, day: str, directory: Directory) -> Standing | None:
    """Work out how a commitment stands on a day; None if it was not agreed by then.

    `directory` is who is who at the moment the case is known at.
    """
    if case.earliest > day:
        return None

    def counted(facts: Iterable[Any]) -> list[Any]:
        return [fact for fact in facts if fact.earliest <= day]

    def since_agreed(facts: Iterable[Any]) -> list[Any]:
        return [fact for fact in counted(facts) if fact.latest >= case.earliest]

    turns: list[Turn] = counted(case.turns)
    fields = dict(case.fields)
    for turn in turns:
        fields.update(turn.changes)
    obligors: list[str] = fields["obligors"]
    claims: list[Claim] = since_agreed(case.claims)
    revisions: list[Revision] = since_agreed(case.revisions)
    endings = [_as_claim(turn) for turn in since_agreed(turns) if turn.kind == "superseded"]
    said = sorted([*(claim for claim in claims if claim.status), *endings], key=lambda c: c[:2])
    sides = [_side(obligor, said) for obligor in obligors]
    status = roll_up(side.status for side in sides)
    return Standing(
        case=case,
        day=day,
        fields=fields,
        obligors=obligors,
        speakers=Speakers(directory, obligors),
        claims=claims,
        revisions=revisions,
        turns=turns,
        proofs=counted(case.proofs),
        sides=sides,
        status=status,
        baseline=fields.get("deadline") or (revisions[0].deadline if revisions else None),
        deadline=revisions[-1].deadline if revisions else fields.get("deadline"),
        fulfilled_on=_fulfilled_on(sides) if status in calendar.DONE else None,
    )


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


def _side(obligor: str, said: list[Claim]) -> Side:
    covering = [claim for claim in said if claim.covers(obligor)]
    if not covering:
        return Side(obligor, AGREED, None, None)
    since = None
    for claim in reversed(covering):
        if claim.status not in calendar.DONE:
            break
        since = claim.earliest
    return Side(obligor, covering[-1].status or AGREED, covering[-1], since)


def _fulfilled_on(sides: list[Side]) -> str | None:
    return max(
        (side.fulfilled_since or "" for side in sides if side.status not in OUT_OF_PLAY),
        default=None,
    )
