"""Record an institution of a party."""

from collections.abc import Iterator
from typing import ClassVar

from events import references
from events.facts import Fact, InstitutionRecorded
from events.sentences import sentence
from tracker.decisions.known import Known
from tracker.decisions.needs import Need, NoCircle
from tracker.decisions.recording import Recording


class RecordInstitution(Recording):
    """An institution is not inside itself."""

    records: ClassVar[tuple[type[Fact], ...]] = (InstitutionRecorded,)
    fact: InstitutionRecorded

    def needs(self) -> Iterator[Need]:
        """Need that its parent is not somewhere inside it."""
        yield from super().needs()
        if self.fact.parent:
            yield NoCircle(
                self.fact.subject,
                f"institution:{references.institution(self.fact.parent, self.fact.party)}",
                _above,
                (InstitutionRecorded,),
                sentence("{own} cannot be inside {first}, which is inside it"),
                sentence("Name an institution that is no part of it."),
                self.fact.parent,
            )


def _above(known: Known, name: str) -> list[str]:
    """List what an institution is directly inside of."""
    holder = known.standing(name)
    if not isinstance(holder, InstitutionRecorded) or not holder.parent:
        return []
    return [f"institution:{references.institution(holder.parent, holder.party)}"]
