"""Record evidence about anything that has a reference."""

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from events import references
from events.facts import EvidenceAdded, Fact
from events.kinds import BY_TYPE
from events.sentences import both, either, sentence
from tracker.decisions.known import Known
from tracker.decisions.needs import Need, Reading, holder_types
from tracker.decisions.recording import Recording
from tracker.errors import AmbiguousError, NotFoundError

MUST_STAND = BY_TYPE["evidence.added"].about
"""Evidence is about one of these, an event, or anything else by its kind, which nobody need have recorded."""


class AddEvidence(Recording):
    """What the evidence is about stands, where it is a commitment, a meeting, a document or an event."""

    records: ClassVar[tuple[type[Fact], ...]] = (EvidenceAdded,)
    fact: EvidenceAdded

    def needs(self) -> Iterator[Need]:
        """Need what it is about."""
        yield from super().needs()
        yield Subject(self.fact.about)

    def resolved(self, known: Known, *, even_gone: bool = False) -> Fact:
        """Write the reference with its kind."""
        about = Subject(self.fact.about).found(known, even_gone=even_gone)
        return self.fact if about in {None, self.fact.about} else self.fact.changed(about=about)


class Subject(NamedTuple):
    """What evidence is about must be one thing, and stand."""

    about: str

    @property
    def possible(self) -> list[str]:
        """The things it may be, as `kind:id`."""
        if "/" in self.about and references.split(self.about)[0] is None:
            return [f"institution:{self.about}"]
        return references.possible(self.about, MUST_STAND)

    def depend(self, on: Reading) -> None:
        """Depend on whatever the reference may mean."""
        for name in self.possible:
            kind, _ = references.split(name)
            if kind == "event":
                on.depend_on(name)
            elif kind in MUST_STAND:
                on.depend_on(name, *holder_types(kind))

    def found(self, known: Known, *, even_gone: bool) -> str | None:
        """Give the one thing it is; None where there is none, or more than one."""
        if len(self.possible) == 1:
            return self.possible[0]
        standing = [name for name in self.possible if known.standing(name)]
        if even_gone and not standing:
            standing = [name for name in self.possible if known.once_stood(name)]
        return standing[0] if len(standing) == 1 else None

    def require(self, known: Known) -> None:
        """Refuse evidence about nothing, or about several things."""
        standing = [name for name in self.possible if self._stands(known, name)]
        if len(standing) > 1:
            raise AmbiguousError(
                sentence("{about} is {standing}", about=self.about, standing=both(standing)),
                "Write one of these.",
            )
        if not standing:
            kind, name = references.split(self.about)
            raise NotFoundError(
                sentence(
                    "there is no {kind} {name}",
                    kind=sentence(kind) if kind else either(sentence(each) for each in MUST_STAND),
                    name=name,
                ),
                "Record it first."
                if kind
                else "Record it first, or write its kind, as in institution:MX/INM.",
            )

    @staticmethod
    def _stands(known: Known, name: str) -> bool:
        kind, event_id = references.split(name)
        if kind == "event":
            target = known.get(event_id)
            return target is not None and known.stands(target)
        return kind not in MUST_STAND or known.standing(name) is not None
