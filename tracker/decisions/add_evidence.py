"""Record evidence about anything that has a reference."""

from events import references
from events.facts import (
    CommitmentAgreed,
    DocumentPublished,
    EvidenceAdded,
    Fact,
    MeetingHeld,
)
from tracker.decisions.use_case import Recording
from tracker.errors import AmbiguousError, NotFoundError

_TYPES: dict[str, type[Fact]] = {
    "commitment": CommitmentAgreed,
    "meeting": MeetingHeld,
    "document": DocumentPublished,
}


class AddEvidence(Recording):
    """What the evidence is about stands, where it is a commitment, a meeting, a document or an event."""

    fact: EvidenceAdded

    def reads(self) -> None:
        """Depend on whatever the reference may mean, and the evidence about it so far."""
        self.depend_on_place()
        for name in self._possible():
            kind = references.split(name)[0] or ""
            if kind in _TYPES:
                self.depend_on(name, _TYPES[kind])
            elif kind == "event":
                self.depend_on(name)

    def resolved(self) -> EvidenceAdded:
        """Write the reference with its kind."""
        names = self._possible()
        if len(names) == 1:
            return self.fact.changed(about=names[0])
        standing = [name for name in names if self.known.holder(name)]
        if len(standing) == 1:
            return self.fact.changed(about=standing[0])
        if standing:
            raise AmbiguousError(f"{self.fact.about} is {' and '.join(standing)}", "Write one of these.")
        raise NotFoundError(
            f"there is no commitment, meeting or document {self.fact.about}",
            "Record it first, or write its kind, as in institution:MX/INM.",
        )

    def check(self) -> None:
        """Refuse evidence about what does not stand."""
        kind, name = references.split(self.fact.about)
        if kind == "event":
            target = self.known.get(name)
            stands = target is not None and self.known.stands(target)
        else:
            stands = kind not in _TYPES or self.known.holder(self.fact.about) is not None
        if not stands:
            raise NotFoundError(f"there is no {kind} {name}", "Record it first.")

    def _possible(self) -> list[str]:
        about = self.fact.about
        if "/" in about and references.split(about)[0] is None:
            return [f"institution:{about}"]
        return references.possible(about, references.ABOUT_BARE)
