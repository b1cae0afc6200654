"""A second reading of CONTRACT §3, slow and obvious: status rows from a plain list of events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from oracle_statuses import (
    AGREED,
    DECLINED,
    DONE,
    NOT_AGREED,
    OUT_OF_PLAY,
    PROPOSED,
    can_go_stale,
    roll_up,
)
from oracle_world import WITHOUT_DATE, Claimant, Event, Fields, Timed, World, standing

from events.dates import WrittenDate
from events.references import split

Row = dict[str, Any]

YEAR = timedelta(days=365)
SOON = timedelta(days=30)
TITLE_LENGTH = 60
AMENDABLE = (
    "text",
    "obligors",
    "title",
    "themes",
    "project",
    "lead",
    "supporting",
    "parent",
    "priority",
    "conditional_on",
)


def rows(history: Sequence[Event], as_of: date | str, known_at: int | None = None) -> list[Row]:
    """Give the status row of every commitment that counts at a day and a position, by id."""
    day = WrittenDate.parse(as_of).latest if isinstance(as_of, str) else as_of
    world = World(standing(history, known_at), day)
    named = {event.fields["id"] for event in world.of_type("commitment.proposed", "commitment.agreed")}
    commitments = [Commitment(world, name) for name in sorted(named)]
    return [each.row(commitments) for each in commitments]


@dataclass(frozen=True)
class Commitment:
    """One commitment as it is on the world's day."""

    world: World
    id: str

    @cached_property
    def agreement(self) -> Timed | None:
        """Give its agreement, if it counts."""
        return self._if_it_counts(self._agreement_of_any_day)

    @cached_property
    def proposal(self) -> Timed | None:
        """Give its proposal, if it counts."""
        return self._if_it_counts(self.world.whenever("commitment.proposed", self.id))

    @cached_property
    def _agreement_of_any_day(self) -> Timed | None:
        return self.world.whenever("commitment.agreed", self.id)

    def _if_it_counts(self, event: Timed | None) -> Timed | None:
        return event if event is not None and self.world.counts(event) else None

    def row(self, everybody: Iterable["Commitment"]) -> Row:
        """Give its status row; the others are needed for its children."""
        terms = self.terms
        occasion = terms.get("occasion")
        revised, baseline = self._current_deadline(), self._baseline_deadline()
        claims = self._claims()
        return {
            "commitment": self.id,
            "title": _title(terms),
            "themes": _distinct(self.world.topic("theme", each) for each in terms.get("themes") or ()),
            "project": self.world.topic("project", terms["project"]) if terms.get("project") else None,
            "parent": terms.get("parent"),
            "obligors": list(self.obligors),
            "proposed_by": list(self.proposal.fields["by"]) if self.proposal else [],
            "lead": list(terms.get("lead") or ()),
            "occasion": split(occasion)[1] if occasion else None,
            "agreed": self.agreement.written if self.agreement else None,
            "reported": self._reported(),
            "assessed": self._assessed(),
            "status": self.status(),
            "status_by": self._status_by(),
            "disagreement": self._disagreement(),
            "children": self._children(everybody),
            "schedule": self._schedule(),
            "deadline": revised,
            "baseline_deadline": baseline,
            "days_late": self._days_late(),
            "last_update": claims[-1].written if claims else None,
            "evidence": self._evidence(),
            "stale": self._stale(),
        }

    @cached_property
    def terms(self) -> Fields:
        """Give the fields of the agreement after every renegotiation; before it those of the proposal."""
        if self.agreement is None:
            return self.proposal.fields if self.proposal else {}
        fields = dict(self.agreement.fields)
        for amendment in self._turns("commitment.amended"):
            changed = amendment.fields
            fields |= {name: changed[name] for name in AMENDABLE if changed.get(name) is not None}
        return fields

    @property
    def obligors(self) -> list[str]:
        """Give those who owe it."""
        return list(self.terms["obligors"])

    def status(self) -> str:
        """Give its status: that of its sides, rolled up; before the agreement what became of the proposal."""
        if self.agreement is None:
            return DECLINED if self._declines() else PROPOSED
        return roll_up(self._status_of(obligor) for obligor in self.obligors)

    def _turns(self, *types: str) -> list[Timed]:
        return [event for event in self.world.of_type(*types) if event.fields["commitment"] == self.id]

    def _declines(self) -> list[Timed]:
        """Give what says no to the proposal, in order: only what comes after it can."""
        declines = self._turns("commitment.declined")
        return [each for each in declines if self.proposal is not None and each[0] >= self.proposal[0]]

    def _not_antecedent(self, *types: str) -> list[Timed]:
        agreement = self._agreement_of_any_day
        return [
            event
            for event in self._turns(*types)
            if agreement is None or event.last >= agreement.first or event.puts_in_force()
        ]

    def _claims(self) -> list[Timed]:
        return [event for event in self._not_antecedent("status.updated") if event.is_claim()]

    def _deciding(self, obligor: str) -> list[Timed]:
        return [
            event
            for event in self._not_antecedent("status.updated", "commitment.superseded")
            if event.is_status() and event.covers(obligor)
        ]

    def _status_of(self, obligor: str) -> str:
        deciding = self._deciding(obligor)
        return deciding[-1].status() if deciding else AGREED

    def _claimants(self, event: Timed) -> list[Claimant]:
        return [self.world.claimant(name, self.obligors) for name in event.fields.get("by", ())]

    def _status_by(self) -> list[str]:
        if self.agreement is None:
            declines = self._declines()[-1:]
            return _distinct(each.assessor for event in declines for each in self._claimants(event))
        return _distinct(
            claimant.assessor
            for obligor in self.obligors
            for event in self._deciding(obligor)[-1:]
            for claimant in self._claimants(event)
        )

    def _reported(self) -> list[Row]:
        if self.agreement is None:
            return []
        return [report for obligor in self.obligors for report in self._reported_on(obligor)]

    def _reported_on(self, obligor: str) -> list[Row]:
        latest: dict[str, Row] = {}
        for claim in self._claims():
            if not claim.covers(obligor):
                continue
            for claimant in self._claimants(claim):
                if claimant.reporting:
                    latest[claimant.assessor] = _assessment(claim, claimant, obligor)
        order = self.obligors
        return sorted(
            latest.values(),
            key=lambda report: order.index(report["assessor"]) if report["assessor"] in order else len(order),
        )

    def _assessed(self) -> Row | None:
        if self.agreement is None:
            return None
        for claim in reversed(self._claims()):
            claimants = self._claimants(claim)
            if not any(claimant.reporting for claimant in claimants):
                return _assessment(claim, claimants[0], claim.fields.get("obligor"))
        return None

    def _disagreement(self) -> bool:
        return self.agreement is not None and any(self._disagree_on(obligor) for obligor in self.obligors)

    def _disagree_on(self, obligor: str) -> bool:
        latest = {
            claimant.assessor: claim
            for claim in self._claims()
            if claim.covers(obligor)
            for claimant in self._claimants(claim)
        }
        return any(
            one.status() != two.status() and abs(one.first - two.first) <= YEAR
            for one in latest.values()
            for two in latest.values()
        )

    def _children(self, everybody: Iterable["Commitment"]) -> Row | None:
        children = [each for each in everybody if each.terms.get("parent") == self.id]
        if not children:
            return None
        return {"count": len(children), "status": roll_up(each.status() for each in children)}

    def _deadlines(self) -> list[str]:
        written = self.terms.get("deadline")
        revisions = self._not_antecedent("deadline.revised") if self.agreement else []
        return [*([written] if written else []), *(each.fields["deadline"] for each in revisions)]

    def _baseline_deadline(self) -> str | None:
        deadlines = self._deadlines()
        return deadlines[0] if deadlines else None

    def _current_deadline(self) -> str | None:
        deadlines = self._deadlines()
        return deadlines[-1] if deadlines else None

    def _fulfilled_on(self) -> date:
        """Give F, for something that is fulfilled or in force."""
        return max(
            self._fulfilled_since(obligor)
            for obligor in self.obligors
            if self._status_of(obligor) not in OUT_OF_PLAY
        )

    def _fulfilled_since(self, obligor: str) -> date:
        since = date.max
        for event in reversed(self._deciding(obligor)):
            if event.status() not in DONE:
                break
            since = event.first
        return since

    def _schedule(self) -> str:
        deadlines, status, day = self._deadlines(), self.status(), self.world.day
        if not deadlines or status in OUT_OF_PLAY | NOT_AGREED:
            return "no-deadline"
        baseline, current = _end(deadlines[0]), _end(deadlines[-1])
        if status in DONE:
            return "met" if self._fulfilled_on() <= baseline else "late"
        if day > current:
            return "overdue"
        if day > baseline:
            return "slipped"
        soon = any(timedelta(0) <= end - day <= SOON for end in (baseline, current))
        return "due-soon" if soon else "on-time"

    def _days_late(self) -> int:
        baseline, status = self._baseline_deadline(), self.status()
        if baseline is None or status in OUT_OF_PLAY | NOT_AGREED:
            return 0
        until = self._fulfilled_on() if status in DONE else self.world.day
        return max(0, (until - _end(baseline)).days)

    def _evidence(self) -> list[str]:
        claims_and_notes = self._not_antecedent("status.updated")
        pieces = [piece for event in claims_and_notes for piece in event.fields.get("evidence", ())]
        pieces += [event.fields for event in self._evidence_events()]
        return _distinct(piece[name] for piece in pieces for name in ("url", "digest") if piece.get(name))

    def _evidence_events(self) -> list[Timed]:
        return [
            event
            for event in self.world.of_type("evidence.added")
            if split(event.fields["about"]) in {(None, self.id), ("commitment", self.id)}
        ]

    def _stale(self) -> bool:
        activity = [
            *(event for event in (self.agreement, self.proposal) if event is not None),
            *self._not_antecedent("status.updated", "deadline.revised"),
            *self._turns("commitment.declined", "commitment.reaffirmed", "commitment.amended"),
            *(event for event in self._evidence_events() if event.written != WITHOUT_DATE),
        ]
        return can_go_stale(self.status()) and self.world.day - max(activity).first > YEAR


def _assessment(claim: Timed, claimant: Claimant, obligor: str | None) -> Row:
    percent = claim.fields.get("percent")
    return {
        "obligor": obligor,
        "assessor": claimant.assessor,
        "via": claimant.via,
        "status": claim.status(),
        "percent": int(percent) if percent is not None and percent == int(percent) else percent,
        "effective": claim.written,
    }


def _title(terms: Fields) -> str:
    if terms.get("title"):
        return _in_english(terms["title"])
    text = " ".join(_in_english(terms["text"]).split())
    if len(text) <= TITLE_LENGTH:
        return text
    cut = text[: TITLE_LENGTH + 1].rfind(" ")
    return (text[:cut] if cut > 0 else text[:TITLE_LENGTH]) + "…"


def _in_english(texts: dict[str, str]) -> str:
    return texts.get("en") or next(iter(texts.values()))


def _end(written: str) -> date:
    return WrittenDate.parse(written).latest


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
