"""What was last said of each side of a commitment, and since when without a break it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from events.statuses import AGREED, DONE, OUT_OF_PLAY
from tracker.rules.case import Claim


@dataclass(slots=True)
class Side:
    """How one obligor stands: its latest claim, and since when without a break it is fulfilled."""

    obligor: str
    status: str
    claim: Claim | None
    fulfilled_since: str | None


class _Said(NamedTuple):
    """What was said of a side last, and since when it is done."""

    status: str
    claim: Claim | None
    done_since: str | None


class Sides:
    """The sides of a commitment, of which claims are taken in one after the other, in their order."""

    def __init__(self) -> None:
        self._of_all = _Said(AGREED, None, None)
        self._of_one: dict[str, _Said] = {}

    def take(self, claim: Claim) -> None:
        """Take in the next claim: about one side, or without an obligor about all of them."""
        if claim.obligor is not None:
            before = self._of_one.get(claim.obligor, self._of_all)
            self._of_one[claim.obligor] = _after(before, claim)
            return
        self._of_all = _after(self._of_all, claim)
        for name, said in self._of_one.items():
            self._of_one[name] = _after(said, claim)

    def of(self, obligor: str) -> Side:
        """Say how an obligor stands."""
        return Side(obligor, *self._of_one.get(obligor, self._of_all))


def fulfilled_on(sides: Iterable[Side]) -> str | None:
    """Give the day on which the last of the sides was done, of something that is."""
    return max((side.fulfilled_since or "" for side in sides if side.status not in OUT_OF_PLAY), default=None)


def _after(before: _Said, claim: Claim) -> _Said:
    status = claim.status or AGREED
    since = (before.done_since or claim.earliest) if status in DONE else None
    return _Said(status, claim, since)
