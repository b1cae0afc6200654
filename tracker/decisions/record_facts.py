"""Record facts: one, or all of the minutes of some files, in one append or not at all."""

from typing import NamedTuple

from events import tags
from events.facts import Fact
from events.kinds import KINDS, OCCASION
from events.sentences import joined, sentence
from tracker.decisions.recording import Recording
from tracker.decisions.recordings import recording
from tracker.decisions.use_case import Stamps, UseCase
from tracker.environment import Progress
from tracker.errors import RefusedError, TrackerError, together

_RANK = {kind.type: place for place, kind in enumerate(KINDS)}


class Line(NamedTuple):
    """A fact, where it stands, and what its file is called; a fact by itself stands nowhere."""

    where: str
    fact: Fact
    source: str | None


class RecordFacts(UseCase):
    """What is there already adds nothing; what differs under the same name in minutes corrects it."""

    def __init__(
        self, lines: list[Line], stamps: Stamps, *, restores: bool = False, told: Progress | None = None
    ) -> None:
        super().__init__(stamps)
        self._told = told or (lambda _done, _of: None)
        _refuse_contradictions(self.contradicting(lines))
        self._lines = [(line, self.recording_of(line, restores=restores)) for line in in_order(lines)]

    def contradicting(self, lines: list[Line]) -> list[Line]:
        """Give those of which no two may say two things under one name."""
        return lines

    def recording_of(self, line: Line, *, restores: bool) -> Recording:
        """Give the rules by which a fact is recorded."""
        return recording(line.fact, line.source, restores=restores)

    def reads(self) -> None:
        """Depend on what each fact depends on."""
        self.widen()

    def widen(self) -> None:
        """Depend on what else each fact depends on."""
        for _, each in self._lines:
            each.reads(self)

    def decide(self) -> None:
        """Decide each fact, seeing those before it."""
        errors: list[TrackerError] = []
        for number, (line, each) in enumerate(self._lines):
            self._told(number, len(self._lines))
            try:
                self.decide_one(line, each)
            except TrackerError as error:
                error.where = error.where or line.where
                errors.append(error)
                # As if it had been recorded: what rests on it is not wrong for that.
                self.known.add(line.fact.stamped(self.stamps.next()))
        if errors:
            raise together(errors)

    def decide_one(self, line: Line, each: Recording) -> None:  # noqa: ARG002 (rows of a table look at it)
        """Decide one fact."""
        each.decide(self)


def record_fact(fact: Fact, stamps: Stamps) -> RecordFacts:
    """Make the decision that records one fact, from no file."""
    return RecordFacts([Line("", fact, None)], stamps)


def _refuse_contradictions(lines: list[Line]) -> None:
    """Refuse that one command says two things under one name."""
    seen: dict[str, Line] = {}
    errors: list[TrackerError] = []
    for line in lines:
        external = getattr(line.fact, "external", None)
        for name in (line.fact.identity, external and f"{line.fact.TOPIC}:{external}"):
            if not name:
                continue
            first = seen.setdefault(name, line)
            if not first.fact.says_what(line.fact):
                said = sentence(
                    "{name} is there twice; the first is at {where}, with other content",
                    name=name.partition(":")[2],
                    where=first.where,
                )
                errors.append(RefusedError(said, "Keep one of them.", line.where))
                break
    if errors:
        raise together(errors)


def in_order(lines: list[Line]) -> list[Line]:
    """Sort facts so that each comes after those of the same command it rests on."""
    by_kind = sorted(lines, key=lambda line: _RANK[line.fact.TOPIC])
    above: dict[str, Line] = {}
    for line in by_kind:
        if line.fact.identity:
            above.setdefault(line.fact.subject, line)
    ordered: dict[int, Line] = {}
    for line in by_kind:
        _place(line, above, ordered)
    return list(ordered.values())


def _place(line: Line, above: dict[str, Line], ordered: dict[int, Line]) -> None:
    """Put a fact after its parents; a loop, not a recursion, since a file may nest deeply."""
    chain = {id(line): line}
    while (parent := above.get(_parent(line.fact) or "")) and id(parent) not in ordered:
        if id(parent) in chain:
            names = [each.fact.subject.partition(":")[2] for each in (*chain.values(), parent)]
            raise RefusedError(
                sentence("the parents go in a circle: {path}", path=joined(sentence(" is in "), names)),
                "Take one of the parents out.",
                line.where,
            )
        chain[id(parent)] = line = parent
    for each in reversed(chain.values()):
        ordered.setdefault(id(each), each)


def _parent(fact: Fact) -> str | None:
    """Name what a fact says its subject is a part of, as `kind:id`."""
    for names in fact.row.names:
        if names.field == "parent" and (written := tags.named(names, fact.said)):
            party = f"{getattr(fact, 'party', '')}/" if names.within_party else ""
            return f"{names.kinds[0]}:{party}{written[0].rpartition('/')[2]}"
    return None


def occasion_of(lines: list[Line]) -> str | None:
    """Name the occasion that minutes are of, as `kind:id`; None if they are of none, or of several."""
    occasions = [line.fact.subject for line in lines if line.source and line.fact.row.section in OCCASION]
    return occasions[0] if len(occasions) == 1 else None
