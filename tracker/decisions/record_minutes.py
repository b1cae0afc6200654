"""Record minutes: every fact of a file, in one append or not at all."""

from typing import NamedTuple

from events.facts import CommitmentAgreed, Fact, InstitutionRecorded
from tracker.decisions.recordings import RECORDINGS, recording
from tracker.decisions.use_case import Recording, Stamps, UseCase
from tracker.errors import RefusedError, TrackerError


class Line(NamedTuple):
    """A fact of a file, where it stands there, and what the file is called."""

    where: str
    fact: Fact
    source: str


class RecordMinutes(UseCase):
    """What is there already adds nothing; what differs under the same name corrects it."""

    def __init__(self, lines: list[Line], stamps: Stamps) -> None:
        super().__init__(stamps)
        self._lines = _in_order(lines)
        self.parts: list[tuple[str, Recording]] = []

    def reads(self) -> None:
        """Depend on what each fact depends on."""
        self.parts = [
            (line.where, recording(line.fact, self.stamps, corrected_by=line.source)) for line in self._lines
        ]
        for _, part in self.parts:
            part.share(self)
            part.reads()

    def widen(self) -> None:
        """Depend on what else each fact depends on."""
        for _, part in self.parts:
            part.share(self)
            part.widen()

    def decide(self) -> None:
        """Decide each fact, seeing those before it."""
        for where, part in self.parts:
            part.share(self)
            try:
                part.decide()
            except TrackerError as error:
                error.where = where
                raise
            self.new_decisions.extend(part.collect_events())
            self.recorded.extend(part.recorded)
            self.notes.extend(part.notes)


def _in_order(lines: list[Line]) -> list[Line]:
    """Sort facts so that each comes after those of the same file it rests on."""
    rank = {kind: place for place, kind in enumerate(RECORDINGS)}
    by_kind = sorted(lines, key=lambda line: rank[type(line.fact)])
    above: dict[str, Line] = {}
    for line in by_kind:
        if name := _name(line.fact):
            above.setdefault(name, line)
    ordered: dict[int, Line] = {}
    for line in by_kind:
        _place(line, above, ordered)
    return list(ordered.values())


def _place(line: Line, above: dict[str, Line], ordered: dict[int, Line]) -> None:
    """Put a fact after its parents; a loop, not a recursion, since a file may nest deeply."""
    chain = {id(line): line}
    while (parent := above.get(_parent(line.fact) or "")) and id(parent) not in ordered:
        if id(parent) in chain:
            names = [_name(each.fact) or "" for each in (*chain.values(), parent)]
            raise RefusedError(
                "the parents go in a circle: " + " is in ".join(name.partition(":")[2] for name in names),
                "Take one of the parents out.",
                line.where,
            )
        chain[id(parent)] = line = parent
    for each in reversed(chain.values()):
        ordered.setdefault(id(each), each)


def _name(fact: Fact) -> str | None:
    if isinstance(fact, CommitmentAgreed):
        return f"commitment:{fact.id}"
    if isinstance(fact, InstitutionRecorded):
        return f"institution:{fact.party}/{fact.id}"
    return None


def _parent(fact: Fact) -> str | None:
    if isinstance(fact, CommitmentAgreed) and fact.parent:
        return f"commitment:{fact.parent}"
    if isinstance(fact, InstitutionRecorded) and fact.parent:
        return f"institution:{fact.party}/{fact.parent.rpartition('/')[2]}"
    return None
