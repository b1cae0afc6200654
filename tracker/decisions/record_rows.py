"""Record what the rows of a table became: a row again is nothing new, a changed one the least that says so.

A moved deadline is a revision, a reworded text an amendment (or, if that is asked for, a correction), a
status one more claim; another writing of the same is nothing. Anything else that changed corrects.
"""

import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

from events.dates import bounds
from events.facts import (
    AMENDABLE,
    CommitmentAgreed,
    CommitmentAmended,
    DeadlineRevised,
    StatusUpdated,
)
from events.sentences import sentence
from tracker.decisions.agree_commitment import AgreeCommitment
from tracker.decisions.record_facts import Line, RecordFacts
from tracker.decisions.recording import Recording
from tracker.decisions.recordings import RULES
from tracker.decisions.update_status import UpdateStatus
from tracker.decisions.use_case import Stamps, UseCase
from tracker.errors import RefusedError, TrackerError

KNOWN, UNCHANGED = "known", "unchanged"


class RowLine(NamedTuple):
    """A fact of a row: its line, the row's number and key, and when it is not worth recording.

    `skip` is `known` where whatever has its id goes before it, `unchanged` for a claim that is none
    if its claimant last said the same.
    """

    line: Line
    row: int
    key: str | None = None
    skip: str | None = None


class Reading(NamedTuple):
    """How a table is read: on which day, and whether a changed text is a correction."""

    seen: str | None = None
    corrections: bool = False


class RowAgreement(AgreeCommitment):
    """A commitment of a row: what changed in it since is a revision and an amendment."""

    reading: Reading = Reading()

    def reads(self, on: UseCase) -> None:
        """Depend on what became of the commitment, too."""
        super().reads(on)
        on.depend_on(f"commitment:{self.fact.subject.partition(':')[2]}", CommitmentAmended, DeadlineRevised)

    def decide(self, on: UseCase) -> None:
        """Record the agreement, or what changed in it."""
        self.fact = self.resolved(on.known)  # type: ignore[assignment]
        stands = on.known.holder(self.fact.identity or "")
        if isinstance(stands, CommitmentAgreed) and alike(self.fact.said, _current(on, stands)):
            on.there.append(on.known.order(stands))
            return
        if (
            self.reading.corrections
            or not isinstance(stands, CommitmentAgreed)
            or not isinstance(self.fact, CommitmentAgreed)
        ):
            super().decide(on)
            return
        self.holder(on.known)  # which refuses a key that is another's
        for need in self.needs():
            need.require(on.known)
        on.there.append(on.known.order(stands))
        self._correct_what_cannot_be_amended(on, stands)
        self._revise(on, stands)
        self._amend(on, stands)

    def _correct_what_cannot_be_amended(self, on: UseCase, stands: CommitmentAgreed) -> None:
        """Correct what says where a commitment comes from; deadline and wording stay as they were agreed."""
        kept = {name: getattr(stands, name) for name in (*AMENDABLE, "deadline")}
        other = self.fact.changed(**kept)
        if not alike(other.said, stands.said) and not any(
            alike(other.said, each.said) for each in on.known.twins(other)
        ):
            self._correct(on, stands)
            on.record(other)

    def _revise(self, on: UseCase, agreed: CommitmentAgreed) -> None:
        fact = self.fact
        last = on.known.last_announced(agreed.id)
        now = last.deadline if last else agreed.deadline
        if fact.deadline is None or fact.deadline == now:
            return
        own = last is None or last.external == (fact.external or f"{agreed.id}")
        before = {
            agreed.deadline,
            *(each.deadline for each in on.known.about(DeadlineRevised, agreed.subject)),
        }
        is_news = own and last is not None and self._is_read_since(last.announced)
        if last is not None and fact.deadline in before and not is_news:
            on.notes.append(
                sentence(
                    "{id} has the deadline {deadline} here; {other} stands",
                    id=agreed.id,
                    deadline=fact.deadline,
                    other=on.known.name(last),
                )
            )
            return
        revised = DeadlineRevised(
            commitment=agreed.id,
            deadline=fact.deadline,
            announced=self._day(sentence("its deadline")),
            external=fact.external or agreed.id,
        )
        on.notes.append(
            sentence(
                "{id}: deadline {was} → {deadline}",
                id=agreed.id,
                was=now or "—",
                deadline=fact.deadline,
            )
        )
        on.record(revised)

    def _amend(self, on: UseCase, agreed: CommitmentAgreed) -> None:
        before = [agreed, *sorted(on.known.about(CommitmentAmended, agreed.subject), key=_since)]
        current: dict[str, Any] = {}
        said_once: dict[str, list[Any]] = {}
        since: dict[str, str | None] = {}
        for each in before:
            for name in AMENDABLE:
                if name in each.said:
                    current[name] = each.said[name]
                    since[name] = each.on
                    said_once.setdefault(name, []).append(each.said[name])
        changed = {}
        for name in AMENDABLE:
            value = self.fact.said.get(name)
            if value is None or alike(value, current.get(name)):
                continue
            is_old = any(alike(value, each) for each in said_once.get(name, ()))
            if is_old and not self._is_read_since(since[name], later=True):
                on.notes.append(
                    sentence(
                        "{id} has the {name} here that it had before; what it has now stands",
                        id=agreed.id,
                        name=name,
                    )
                )
                continue
            changed[name] = value
        if changed:
            on.notes.append(sentence("{id}: {names} amended", id=agreed.id, names=", ".join(changed)))
            on.record(
                CommitmentAmended.model_validate(
                    {"commitment": agreed.id, "on": self._day(sentence("its wording")), **changed}
                )
            )

    def _is_read_since(self, day: str | None, *, later: bool = False) -> bool:
        """Say whether the list was read on a day or after it, or only after it: an older one is no news."""
        if self.reading.seen is None or day is None:
            return False
        seen, since = bounds(self.reading.seen)[0], bounds(day)[0]
        return seen > since if later else seen >= since

    def _day(self, what: str) -> str:
        if self.reading.seen is None:
            raise RefusedError(
                sentence("{what} is another one than before, and nothing says since when", what=what),
                "Say when the list was read, --seen DATE; or that the earlier one was wrong, --corrections.",
            )
        return self.reading.seen


class RowClaim(UpdateStatus):
    """A claim of a row: one that its claimant made already is none."""

    is_skipped_unchanged = False

    def reads(self, on: UseCase) -> None:
        """Depend on what was claimed before."""
        super().reads(on)
        if self.is_skipped_unchanged:
            on.depend_on(f"commitment:{self.fact.commitment}", StatusUpdated)

    def decide(self, on: UseCase) -> None:
        """Record the claim, unless its claimant last said the same."""
        if self.is_skipped_unchanged and (last := self._last(on)) and _claim(last) == _claim(self.fact):
            on.there.append(on.known.order(last))
            return
        super().decide(on)

    def _last(self, on: UseCase) -> StatusUpdated | None:
        """Give what the same claimants last said of the same side, up to the day of this claim."""
        day = bounds(self.fact.effective)[0]
        earlier = [
            each
            for each in on.known.about(StatusUpdated, self.fact.subject)
            if each.by == self.fact.by
            and each.obligor == self.fact.obligor
            and bounds(each.effective)[0] <= day
        ]
        return max(reversed(earlier), key=lambda each: bounds(each.effective)[0], default=None)


def _current(on: UseCase, agreed: CommitmentAgreed) -> dict[str, Any]:
    """Give what an agreement says now, amended and with its last deadline."""
    said = dict(agreed.said)
    for each in sorted(on.known.about(CommitmentAmended, agreed.subject), key=_since):
        said |= each.changes()
    if last := on.known.last_announced(agreed.id):
        said["deadline"] = last.deadline
    return said


_BESIDE = frozenset({"effective", "external", "occasion"})


def _claim(fact: StatusUpdated) -> dict[str, Any]:
    """Give what a claim says, but when, where it comes from, and in whose words a status is told."""
    beside = _BESIDE | {"label"} if fact.status else _BESIDE
    left = {name: value for name, value in fact.said.items() if name not in beside}
    evidence = left.get("evidence")
    if evidence:
        left["evidence"] = [
            {key: each for key, each in piece.items() if key != "published"} for piece in evidence
        ]
    return left


def _since(fact: CommitmentAmended) -> str:
    return bounds(fact.on)[0] if fact.on else ""


def alike(one: Any, other: Any) -> bool:
    """Say whether two values say the same, whatever their blanks and line ends."""
    return bool(one == other) or _without_blanks(one) == _without_blanks(other)


def _without_blanks(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _without_blanks(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_blanks(each) for each in value]
    return value


class RecordRows(RecordFacts):
    """The facts of some rows; what became of each row is counted."""

    def __init__(self, rows: list[RowLine], stamps: Stamps, reading: Reading) -> None:
        self._rows = {id(each.line): each for each in rows}
        self._reading = reading
        self.became: dict[int, set[str]] = {}
        """The number of a row → what its facts were: new, changed, unchanged."""
        self._first = stamps.peek()
        super().__init__([each.line for each in rows], stamps)

    def own_tag(self) -> str:
        """Name its own first event, in place of a whole batch of which this is a part."""
        return f"event:{self._first}"

    def execute(self) -> None:
        """Decide, unless an earlier attempt of this part was appended after all."""
        if done := self.known.get(self._first):
            self.recorded = [done]
        else:
            self.decide()

    def recording_of(self, line: Line, *, restores: bool) -> Recording:
        """Give each fact the rules of a row."""
        row = self._rows[id(line)]
        if isinstance(line.fact, CommitmentAgreed):
            agreement = RowAgreement(line.fact, line.source, restores=restores)
            agreement.reading = self._reading
            return agreement
        if isinstance(line.fact, StatusUpdated):
            claim = RowClaim(line.fact, line.source, restores=restores)
            claim.is_skipped_unchanged = row.skip == UNCHANGED
            return claim
        return RULES.get(type(line.fact), Recording)(line.fact, line.source, restores=restores)

    def contradicting(self, lines: list[Line]) -> list[Line]:
        """Leave out what is recorded only where nothing else has its id."""
        return [line for line in lines if self._rows[id(line)].skip != KNOWN]

    def decide(self) -> None:
        """Decide each fact, seeing those before it; count what became of the rows."""
        self.became = {}
        super().decide()

    def decide_one(self, line: Line, each: Recording) -> None:
        """Decide one fact, unless what has its id goes before it, or says the same in another writing."""
        row = self._rows[id(line)]
        before, there = len(self.recorded), len(self.there)
        if not self._is_no_news(row, each):
            each.decide(self)
        new = self.recorded[before:]
        became = (
            "unchanged"
            if not new
            else "new"
            if new[-1].TOPIC == line.fact.TOPIC and len(new) == 1
            else "changed"
        )
        own = not new and sys.maxsize in self.there[there:]  # of another row of this very list
        self.became.setdefault(row.row, set()).update(() if own else (became,))

    def _is_no_news(self, row: RowLine, each: Recording) -> bool:
        fact = each.fact
        if not fact.identity:
            return False
        if row.skip == KNOWN and self.known.once_stood(fact.subject):
            return True
        holder = self.known.holder(each.resolved(self.known).identity or "")
        if holder is None or isinstance(fact, CommitmentAgreed) or not alike(holder.said, fact.said):
            return False
        self.there.append(self.known.order(holder))
        return True


def refused_rows(error: TrackerError, source: str) -> Iterable[tuple[int, TrackerError]]:
    """Give what a decision refuses with the number of its row; 0 for what is of no row."""
    for each in (error, *error.others):
        number = each.where.removeprefix(f"{source}:").partition(":")[0]
        yield int(number) if number.isdecimal() else 0, each
