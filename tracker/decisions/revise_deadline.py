"""Record that a new deadline was announced."""

from typing import ClassVar

from events.dates import WrittenDate
from events.facts import DeadlineRevised, Fact
from events.sentences import sentence
from tracker.decisions.needs import agreement
from tracker.decisions.recording import Recording
from tracker.decisions.use_case import UseCase


class ReviseDeadline(Recording):
    """An earlier deadline than the last is allowed, and said."""

    records: ClassVar[tuple[type[Fact], ...]] = (DeadlineRevised,)
    fact: DeadlineRevised

    def reads(self, on: UseCase) -> None:
        """Depend on the deadlines so far."""
        super().reads(on)
        on.depend_on(f"commitment:{self.fact.commitment}", DeadlineRevised)

    def comment(self, on: UseCase) -> None:
        """Note a deadline brought forward."""
        agreed = agreement(on.known, self.fact.commitment)
        last = on.known.last_announced(self.fact.commitment)
        deadline = last.deadline if last else agreed.deadline
        new = WrittenDate.parse(self.fact.deadline)
        if deadline and new.latest < WrittenDate.parse(deadline).latest:
            on.notes.append(
                sentence(
                    "{new} is earlier than the deadline of {commitment} so far, {deadline}",
                    new=new,
                    commitment=self.fact.commitment,
                    deadline=deadline,
                )
            )
