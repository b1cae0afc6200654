"""Record that another commitment took a commitment's place."""

from collections.abc import Iterator
from typing import ClassVar

from events.facts import CommitmentSuperseded, Fact
from events.sentences import sentence
from tracker.decisions.known import Known
from tracker.decisions.needs import Need, NoCircle
from tracker.decisions.recording import Recording


class SupersedeCommitment(Recording):
    """A commitment does not take its own place, over any number of steps."""

    records: ClassVar[tuple[type[Fact], ...]] = (CommitmentSuperseded,)
    fact: CommitmentSuperseded

    def needs(self) -> Iterator[Need]:
        """Need that what takes its place was not superseded by it."""
        yield from super().needs()
        yield NoCircle(
            self.fact.subject,
            f"commitment:{self.fact.superseded_by}",
            _successors,
            (CommitmentSuperseded,),
            sentence("{first} cannot supersede {own}, which superseded it"),
            sentence("Retract the earlier supersession, or name another commitment."),
        )


def _successors(known: Known, name: str) -> list[str]:
    """List what took a commitment's place."""
    return [f"commitment:{fact.superseded_by}" for fact in known.about(CommitmentSuperseded, name)]
