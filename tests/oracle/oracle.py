"""A second reading of CONTRACT §3, slow and obvious: status rows from a plain list of events.

It shares only the vocabulary with the tracker: no SQL, nothing incremental, every question is
answered by walking through the whole history again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from events.dates import WrittenDate
from events.references import institution, split
from events.statuses import AGREED, FULFILLED, OUT_OF_PLAY, SUPERSEDED, is_open, roll_up

Fields = dict[str, Any]
Row = dict[str, Any]
Event = tuple[int, str, Fields, Fields]
"""Position, stored type, fields, stamp."""

YEAR = timedelta(days=365)
SOON = timedelta(days=30)
TITLE_LENGTH = 60
AMENDABLE = (
    "text",
    "obligors",
    "title",
    "theme",
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
    commitments = [Commitment(world, agreement) for agreement in world.of_type("commitment.agreed")]
    return [each.row(commitments) for each in sorted(commitments, key=lambda each: each.id)]


def standing(history: Sequence[Event], known_at: int | None = None) -> list[Event]:
    """Give the events that are known at a position and stand there."""
    known = [event for event in history if known_at is None or event[0] <= known_at]
    retractions = [event for event in known if event[1] == "event.retracted"]

    def stands(event: Event) -> bool:
        return not any(
            retraction[2]["event"] == event[3]["id"] and stands(retraction) for retraction in retractions
        )

    return [event for event in known if stands(event)]


class Timed(NamedTuple):
    """An event with the days its valid time may mean; sorts in the contract's order."""

    first: date
    position: int
    last: date
    written: str
    type: str
    fields: Fields

    def is_claim(self) -> bool:
        """Say whether somebody claims a status here."""
        return self.type == "status.updated" and bool(self.fields.get("status"))

    def is_status(self) -> bool:
        """Say whether this decides a status: a claim, or a superseding, which acts as one."""
        return self.is_claim() or self.type == "commitment.superseded"

    def status(self) -> str:
        """Give the status this decides."""
        if self.type == "commitment.superseded":
            return SUPERSEDED
        return str(self.fields["status"])

    def covers(self, obligor: str) -> bool:
        """Say whether this is about an obligor; without an obligor it is about all."""
        return self.fields.get("obligor") in {None, obligor}


class Claimant(NamedTuple):
    """One of those who make a claim: for whom they speak, and whether that is an obligor's side."""

    assessor: str
    via: str | None
    reporting: bool


@dataclass(frozen=True)
class World:
    """Everything that stands, seen on one day."""

    events: list[Event]
    day: date

    def of_type(self, *types: str) -> list[Timed]:
        """Give what counts of some types, in order."""
        return [event for event in self._counting if event.type in types]

    @cached_property
    def _counting(self) -> list[Timed]:
        timed = [self._timed(event) for event in self.events]
        return sorted(event for event in timed if event is not None and event.first <= self.day)

    def _timed(self, event: Event) -> Timed | None:
        written = self._valid_time(event)
        if written is None:
            return None
        dates = WrittenDate.parse(written)
        position, stored_type, fields, _ = event
        return Timed(dates.earliest, position, dates.latest, written, stored_type, fields)

    def _valid_time(self, event: Event) -> str | None:
        _, stored_type, fields, stamp = event
        match stored_type:
            case "status.updated":
                written = fields["effective"]
            case "deadline.revised":
                written = fields["announced"]
            case "evidence.added":
                written = fields.get("published") or stamp["recorded_at"][:10]
            case _ if fields.get("occasion") and stored_type.startswith("commitment."):
                written = self.date_of_occasion(fields["occasion"])
            case _:
                written = fields.get("on")
        return None if written is None else str(written)

    def date_of_occasion(self, reference: str) -> str | None:
        """Give the date of a meeting, else of a document, as written; None if none stands."""
        kind, name = split(reference)
        for wanted, stored_type, dated in (
            ("meeting", "meeting.held", "held"),
            ("document", "document.published", "published"),
        ):
            for _, each, fields, _ in self.events:
                if each == stored_type and fields["id"] == name and kind in {None, wanted}:
                    return str(fields[dated])
        return None

    def topic(self, kind: str, written: str | None) -> str | None:
        """Give the id of the topic that is written like this, else what is written."""
        topics = [
            fields
            for _, stored_type, fields, _ in self.events
            if stored_type == "topic.recorded" and fields["kind"] == kind
        ]
        if written in [topic["id"] for topic in topics]:
            return written
        for topic in topics:
            if written in [*topic.get("spellings", ()), *topic.get("names", {}).values()]:
                return str(topic["id"])
        return written

    @cached_property
    def _institutions(self) -> dict[str, Fields]:
        return {
            f"{fields['party']}/{fields['id']}": fields
            for _, stored_type, fields, _ in self.events
            if stored_type == "institution.recorded"
        }

    def claimant(self, name: str, obligors: list[str]) -> Claimant:
        """Say for whom a claimant speaks about what some obligors promised."""
        literal = name in obligors
        found = self._institution(name)
        if found is None or self._institutions[found].get("independent"):
            return Claimant(name, None, literal)
        reporting = literal or any(each in obligors for each in self._above(found))
        if literal:
            return Claimant(name, None, reporting)
        return Claimant(self._institutions[found]["party"], name, reporting)

    def _institution(self, name: str) -> str | None:
        if "/" in name:
            return name if name in self._institutions else None
        found = [key for key, fields in self._institutions.items() if fields["id"] == name]
        return found[0] if len(found) == 1 else None

    def _above(self, found: str) -> list[str]:
        """List the names of an institution, of everything it is inside of, and of its party."""
        party = self._institutions[found]["party"]
        names, link = [party], found
        while link in self._institutions and link not in names:
            names.append(link)
            above = self._institutions[link].get("parent") or ""
            link = institution(above, party) or ""
        bare = [name.partition("/")[2] for name in names[1:]]
        return [*names, *(name for name in bare if self._institution(name))]


@dataclass(frozen=True)
class Commitment:
    """One commitment as it is on the world's day."""

    world: World
    agreement: Timed

    @property
    def id(self) -> str:
        """Give its id."""
        return str(self.agreement.fields["id"])

    def row(self, everybody: Iterable["Commitment"]) -> Row:
        """Give its status row; the others are needed for its children."""
        terms = self.terms
        occasion = terms.get("occasion")
        revised, baseline = self._current_deadline(), self._baseline_deadline()
        claims = self._claims()
        return {
            "commitment": self.id,
            "title": _title(terms),
            "theme": self.world.topic("theme", terms.get("theme")),
            "project": self.world.topic("project", terms.get("project")),
            "parent": terms.get("parent"),
            "obligors": list(self.obligors),
            "lead": list(terms.get("lead") or ()),
            "occasion": split(occasion)[1] if occasion else None,
            "agreed": self.agreement.written,
            "reported": self._reported(),
            "assessed": self._assessed(),
            "status": self.status(),
            "status_by": self._status_by(),
            "disagreement": any(self._disagree_on(obligor) for obligor in self.obligors),
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
        """Give the fields of the agreement after every renegotiation."""
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
        """Give its status: that of its sides, rolled up."""
        return roll_up(self._status_of(obligor) for obligor in self.obligors)

    def _turns(self, *types: str) -> list[Timed]:
        return [event for event in self.world.of_type(*types) if event.fields["commitment"] == self.id]

    def _not_antecedent(self, *types: str) -> list[Timed]:
        return [event for event in self._turns(*types) if event.last >= self.agreement.first]

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
        return _distinct(
            claimant.assessor
            for obligor in self.obligors
            for event in self._deciding(obligor)[-1:]
            for claimant in self._claimants(event)
        )

    def _reported(self) -> list[Row]:
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
        for claim in reversed(self._claims()):
            claimants = self._claimants(claim)
            if not any(claimant.reporting for claimant in claimants):
                return _assessment(claim, claimants[0], claim.fields.get("obligor"))
        return None

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
        agreed = self.agreement.fields.get("deadline")
        revisions = self._not_antecedent("deadline.revised")
        return [*([agreed] if agreed else []), *(each.fields["deadline"] for each in revisions)]

    def _baseline_deadline(self) -> str | None:
        deadlines = self._deadlines()
        return deadlines[0] if deadlines else None

    def _current_deadline(self) -> str | None:
        deadlines = self._deadlines()
        return deadlines[-1] if deadlines else None

    def _fulfilled_on(self) -> date:
        """Give F, for something that is fulfilled."""
        return max(
            self._fulfilled_since(obligor)
            for obligor in self.obligors
            if self._status_of(obligor) not in OUT_OF_PLAY
        )

    def _fulfilled_since(self, obligor: str) -> date:
        since = date.max
        for event in reversed(self._deciding(obligor)):
            if event.status() != FULFILLED:
                break
            since = event.first
        return since

    def _schedule(self) -> str:
        deadlines, status, day = self._deadlines(), self.status(), self.world.day
        if not deadlines or status in OUT_OF_PLAY:
            return "no-deadline"
        baseline, current = _end(deadlines[0]), _end(deadlines[-1])
        if status == FULFILLED:
            return "met" if self._fulfilled_on() <= baseline else "late"
        if day > current:
            return "overdue"
        if day > baseline:
            return "slipped"
        soon = any(timedelta(0) <= end - day <= SOON for end in (baseline, current))
        return "due-soon" if soon else "on-time"

    def _days_late(self) -> int:
        baseline, status = self._baseline_deadline(), self.status()
        if baseline is None or status in OUT_OF_PLAY:
            return 0
        until = self._fulfilled_on() if status == FULFILLED else self.world.day
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
            self.agreement,
            *self._not_antecedent("status.updated", "deadline.revised"),
            *self._turns("commitment.reaffirmed", "commitment.amended"),
            *self._evidence_events(),
        ]
        return is_open(self.status()) and self.world.day - max(activity).first > YEAR


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
    return text[:cut] if cut > 0 else text[:TITLE_LENGTH]


def _in_english(texts: dict[str, str]) -> str:
    return texts.get("en") or next(iter(texts.values()))


def _end(written: str) -> date:
    return WrittenDate.parse(written).latest


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
