"""Record that a new deadline was announced."""

from events.dates import WrittenDate
from events.facts import DeadlineRevised
from tracker.decisions.needs import depend_on_commitment, require_commitment
from tracker.decisions.use_case import Recording


class ReviseDeadline(Recording):
    """The commitment stands; an earlier deadline than the last is allowed, and said."""

    fact: DeadlineRevised

    def reads(self) -> None:
        """Depend on the commitment and its deadlines so far."""
        self.depend_on_place()
        depend_on_commitment(self, self.fact.commitment)
        self.depend_on(f"commitment:{self.fact.commitment}", DeadlineRevised)

    def check(self) -> None:
        """Refuse a commitment that does not stand; note a deadline brought forward."""
        agreed = require_commitment(self.known, self.fact.commitment)
        revisions = self.known.about(DeadlineRevised, f"commitment:{self.fact.commitment}")
        revisions.sort(key=lambda each: WrittenDate.parse(each.announced).earliest)
        last = revisions[-1] if revisions else None
        deadline = last.deadline if last else agreed.deadline
        new = WrittenDate.parse(self.fact.deadline)
        if deadline and new.latest < WrittenDate.parse(deadline).latest:
            self.notes.append(
                f"{new} is earlier than the deadline of {self.fact.commitment} so far, {deadline}"
            )
