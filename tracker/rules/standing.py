"""The rules of the views (CONTRACT §3): from what is known of one commitment to how it stands.

Pure functions over plain rows. Days are ISO texts, which sort as days do.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from events.dates import bounds
from events.statuses import (
    AGREED,
    FULFILLED,
    OUT_OF_PLAY,
    SUPERSEDED,
    is_open,
    roll_up,
)
from tracker.rules.directory import Directory, Speaker

NEAR_DAYS = 365
"""How far apart two claimants may speak and still be said to disagree."""
DUE_SOON_DAYS = 30
STALE_DAYS = 365
LAST_DAY = "9999-12-31"
TITLE_LENGTH = 60


class Claim(NamedTuple):
    """A claim or a note, in the order (earliest, position)."""

    earliest: str
    position: int
    latest: str
    effective: str
    status: str | None
    obligor: str | None
    percent: float | None
    label: str | None
    note: str | None
    claimants: tuple[str, ...]
    evidence: tuple[dict[str, Any], ...]


class Revision(NamedTuple):
    """An announced deadline, in the order (earliest, position)."""

    earliest: str
    position: int
    latest: str
    announced: str
    deadline: str
    claimants: tuple[str, ...]
    reason: str | None


class Turn(NamedTuple):
    """A reaffirmation, amendment or supersession, in the order (earliest, position)."""

    earliest: str
    position: int
    latest: str
    kind: str
    claimants: tuple[str, ...]
    changes: dict[str, Any]
    superseded_by: str | None


class Proof(NamedTuple):
    """Evidence about the commitment itself, in the order (earliest, position)."""

    earliest: str | None
    """None: undated evidence counts on every day, and is no activity."""
    position: int
    url: str | None
    digest: str | None


@dataclass(slots=True)
class Case:
    """Everything known of one commitment, of any valid time, each list in its order."""

    id: str
    position: int
    agreed: str
    earliest: str
    latest: str
    occasion: str | None
    fields: dict[str, Any]
    claims: list[Claim] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)


@dataclass(slots=True)
class Side:
    """How one obligor stands: its latest claim, and since when without a break it is fulfilled."""

    obligor: str
    status: str
    claim: Claim | None
    fulfilled_since: str | None


@dataclass(slots=True)
class Standing:
    """How one commitment stands on a day: the counted facts, and what follows from them."""

    case: Case
    day: str
    fields: dict[str, Any]
    obligors: list[str]
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
    def baseline_end(self) -> str | None:
        """The last day of the baseline deadline."""
        return bounds(self.baseline)[1] if self.baseline else None

    @property
    def deadline_end(self) -> str | None:
        """The last day of the deadline as it is now."""
        return bounds(self.deadline)[1] if self.deadline else None

    @property
    def stated(self) -> list[Claim]:
        """The claims proper: those with a status, notes left out."""
        return [claim for claim in self.claims if claim.status]

    @property
    def active_on(self) -> str:
        """The latest day on which anything was agreed, claimed, noted, revised, or shown."""
        turns = (turn for turn in self.turns if turn.kind != "superseded")
        facts: Iterable[Any] = (*self.claims, *self.revisions, *turns, *dated(self.proofs))
        latest: str = max([self.case.earliest, *(fact.earliest for fact in facts)])
        return latest

    @property
    def holds_from(self) -> str:
        """The first day of the time, up to the next fact, in which the commitment stands so."""
        facts: Iterable[Any] = (*self.claims, *self.revisions, *self.turns, *dated(self.proofs))
        latest: str = max([self.case.earliest, *(fact.earliest for fact in facts)])
        return latest


def dated(proofs: Iterable[Proof]) -> Iterable[Proof]:
    """Give the evidence that has a day."""
    return (proof for proof in proofs if proof.earliest is not None)


def stand(case: Case, day: str) -> Standing | None:
    """Work out how a commitment stands on a day; None if it was not agreed by then."""
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
        claims=claims,
        revisions=revisions,
        turns=turns,
        proofs=[proof for proof in case.proofs if proof.earliest is None or proof.earliest <= day],
        sides=sides,
        status=status,
        baseline=fields.get("deadline") or (revisions[0].deadline if revisions else None),
        deadline=revisions[-1].deadline if revisions else fields.get("deadline"),
        fulfilled_on=_fulfilled_on(sides) if status == FULFILLED else None,
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


def covers(claim: Claim, obligor: str) -> bool:
    """Say whether a claim is about a side: a claim without an obligor is about all of them."""
    return claim.obligor is None or claim.obligor == obligor


def _side(obligor: str, said: list[Claim]) -> Side:
    covering = [claim for claim in said if covers(claim, obligor)]
    if not covering:
        return Side(obligor, AGREED, None, None)
    since = None
    for claim in reversed(covering):
        if claim.status != FULFILLED:
            break
        since = claim.earliest
    return Side(obligor, covering[-1].status or AGREED, covering[-1], since)


def _fulfilled_on(sides: list[Side]) -> str | None:
    return max(
        (side.fulfilled_since or "" for side in sides if side.status not in OUT_OF_PLAY),
        default=None,
    )


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def days_between(earlier: str, later: str) -> int:
    """Count the days from one day to another, negative if the other comes first."""
    return _ordinal(later) - _ordinal(earlier)


def schedule(
    status: str,
    fulfilled_on: str | None,
    baseline_end: str | None,
    deadline_end: str | None,
    day: str,
) -> str:
    """Say what the calendar says; one of `events.statuses.SCHEDULES`."""
    if baseline_end is None or deadline_end is None or status in OUT_OF_PLAY:
        return "no-deadline"
    if status == FULFILLED:
        return "met" if (fulfilled_on or day) <= baseline_end else "late"
    if day > deadline_end:
        return "overdue"
    if day > baseline_end:
        return "slipped"
    if any(0 <= days_between(day, end) <= DUE_SOON_DAYS for end in (baseline_end, deadline_end)):
        return "due-soon"
    return "on-time"


def days_late(status: str, fulfilled_on: str | None, baseline_end: str | None, day: str) -> int:
    """Count the days past the end of the baseline: to fulfilment, or to the day while open."""
    if baseline_end is None or status in OUT_OF_PLAY:
        return 0
    until = (fulfilled_on or day) if status == FULFILLED else day
    return max(0, days_between(baseline_end, until))


def is_stale(status: str, active_on: str, day: str, after_days: int = STALE_DAYS) -> bool:
    """Say whether something open has not been heard of for a year, or some other number of days."""
    return is_open(status) and days_between(active_on, day) > after_days


def reported(standing: Standing, directory: Directory) -> list[dict[str, Any]]:
    """List, for each obligor, the latest claim of each obligor party about it."""
    entries = []
    order = {name: place for place, name in enumerate(standing.obligors)}
    for obligor in standing.obligors:
        latest: dict[str, dict[str, Any]] = {}
        for claim in standing.stated:
            if not covers(claim, obligor):
                continue
            for claimant in claim.claimants:
                if directory.reports_for(claimant, standing.obligors):
                    speaker = directory.speaker(claimant, standing.obligors)
                    latest[speaker.name] = _entry(obligor, speaker, claim)
        entries += sorted(latest.values(), key=lambda entry: order.get(entry["assessor"], len(order)))
    return entries


def assessed(standing: Standing, directory: Directory) -> dict[str, Any] | None:
    """Give the latest claim that is nobody's own: of a claimant that is no obligor, nor speaks for one."""
    for claim in reversed(standing.stated):
        if not any(directory.reports_for(each, standing.obligors) for each in claim.claimants):
            speaker = directory.speaker(claim.claimants[0], standing.obligors)
            return _entry(claim.obligor, speaker, claim)
    return None


def _entry(obligor: str | None, speaker: Speaker, claim: Claim) -> dict[str, Any]:
    return {
        "obligor": obligor,
        "assessor": speaker.name,
        "via": speaker.via,
        "status": claim.status,
        "percent": tidy(claim.percent),
        "effective": claim.effective,
    }


def tidy(percent: float | None) -> float | None:
    """Give a whole share as an integer."""
    return int(percent) if percent is not None and percent == int(percent) else percent


def disagree(standing: Standing, directory: Directory) -> bool:
    """Say whether, about one side, two claimants' latest words differ within a year of each other."""
    for obligor in standing.obligors:
        latest: dict[str, Claim] = {}
        for claim in standing.stated:
            if covers(claim, obligor):
                for claimant in claim.claimants:
                    latest[directory.speaker(claimant, standing.obligors).name] = claim
        claims = list(latest.values())
        for place, one in enumerate(claims):
            for other in claims[place + 1 :]:
                apart = abs(days_between(one.earliest, other.earliest))
                if one.status != other.status and apart <= NEAR_DAYS:
                    return True
    return False


def status_by(standing: Standing, directory: Directory) -> list[str]:
    """List the claimants the status rests on, in the order of the obligors."""
    claims = [side.claim for side in standing.sides if side.claim]
    return list(
        dict.fromkeys(
            directory.speaker(claimant, standing.obligors).name
            for claim in claims
            for claimant in claim.claimants
        )
    )


def evidence(standing: Standing) -> list[str]:
    """List the distinct addresses and digests of the claims and of the evidence."""
    pieces: list[str | None] = []
    for claim in standing.claims:
        for each in claim.evidence:
            pieces += (each.get("url"), each.get("digest"))
    for proof in standing.proofs:
        pieces += (proof.url, proof.digest)
    return list(dict.fromkeys(piece for piece in pieces if piece))


def title_of(fields: dict[str, Any], lang: str) -> str:
    """Give the title in a language; without one, the text's first 60 characters at a word."""
    if title := in_language(fields.get("title"), lang):
        return title
    text = " ".join((in_language(fields["text"], lang) or "").split())
    if len(text) <= TITLE_LENGTH:
        return text
    return text[: TITLE_LENGTH + 1].rpartition(" ")[0] or text[:TITLE_LENGTH]


def in_language(texts: dict[str, str] | None, lang: str) -> str | None:
    """Give a text in a language, else in English, else in whichever there is."""
    if not texts:
        return None
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()))
