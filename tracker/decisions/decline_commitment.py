"""Record that somebody said no to a proposal."""

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from events.facts import CommitmentAgreed, CommitmentDeclined, CommitmentProposed, Fact
from events.sentences import sentence
from tracker.decisions.known import Known
from tracker.decisions.needs import Need, Reading, Stands, references_of
from tracker.decisions.recording import Recording
from tracker.errors import RefusedError


class DeclineCommitment(Recording):
    """Only what is proposed and not agreed can be declined."""

    records: ClassVar[tuple[type[Fact], ...]] = (CommitmentDeclined,)
    fact: CommitmentDeclined

    def needs(self) -> Iterator[Need]:
        """Need the proposal, and no agreement."""
        yield from references_of(self.fact)
        yield OpenProposal(self.fact.commitment)


class OpenProposal(NamedTuple):
    """A commitment must be proposed, and not agreed."""

    commitment: str

    def depend(self, on: Reading) -> None:
        """Depend on the proposal and the agreement."""
        on.depend_on(f"commitment:{self.commitment}", CommitmentProposed, CommitmentAgreed)

    def require(self, known: Known) -> None:
        """Refuse what nobody asked for, and what was agreed."""
        found = known.standing(f"commitment:{self.commitment}")
        if isinstance(found, CommitmentAgreed):
            raise RefusedError(
                sentence(
                    "{commitment} is agreed: only what is proposed can be declined",
                    commitment=self.commitment,
                ),
                sentence(
                    "Record that it was withdrawn: tracker update {commitment} withdrawn --by …",
                    commitment=self.commitment,
                ),
            )
        Stands(self.commitment, ("commitment",)).require(known)
