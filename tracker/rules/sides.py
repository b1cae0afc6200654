"""What was last said of each side of a commitment, and since when without a break it is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import NamedTuple

from events.statuses import AGREED, DONE, OUT_OF_PLAY, roll_up
from tracker.rules.case import Claim


@dataclass(slots=True)
class Side:
    """How one obligor stands: its latest claim, and since when without a break it is fulfilled."""

    obligor: str
    status: str
    claim: Claim | None
    fulfilled_since: str | None


class Said(NamedTuple):
    """What was said of a side last, and since when without a break it is fulfilled."""

    status: str
    claim: Claim | None
    fulfilled_since: str | None


class Sides:
    """The sides of a commitment, of which claims are taken in one after the other, in their order."""

    def __init__(self) -> None:
        self._of_all = Said(AGREED, None, None)
        self._of_one: dict[str, Said] = {}

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
        return Side(obligor, *self.last(obligor))

    def last(self, obligor: str) -> Said:
        """Give what was said of an obligor last."""
        return self._of_one.get(obligor, self._of_all)

    def together(self, obligors: Sequence[str]) -> tuple[str, str | None]:
        """Roll up what was said last of each of the obligors: into a status, and since when all is done."""
        if obligors and not self._of_one:
            status, _, since = self._of_all  # of each of them, and so of all
            return status, since
        sides = [self._of_one.get(each, self._of_all) for each in obligors]
        status = roll_up(side.status for side in sides)
        return status, fulfilled_on(sides) if status in DONE else None


def fulfilled_on(sides: Iterable[Side | Said]) -> str | None:
    """Give the day on which the last of the sides was done, of something that is."""
    return max((side.fulfilled_since or "" for side in sides if side.status not in OUT_OF_PLAY), default=None)


def _after(before: Said, claim: Claim) -> Said:
    status = claim.status or AGREED
    since = (before.fulfilled_since or claim.earliest) if status in DONE else None
    return Said(status, claim, since)


def by_side(
    claims: Iterable[Claim], obligors: Iterable[str | None]
) -> Iterator[tuple[str | None, Sequence[Claim]]]:
    """Give each obligor with the claims about it, in their order; those who share claims share a list.

    The claims are gone over once, not once for each obligor, of whom there may be a thousand.
    """
    of_all: list[tuple[int, Claim]] = []
    own: dict[str, list[tuple[int, Claim]]] = {}
    for place, claim in enumerate(claims):
        (of_all if claim.obligor is None else own.setdefault(claim.obligor, [])).append((place, claim))
    shared = [claim for _, claim in of_all]
    for obligor in obligors:
        mine = own.get(obligor) if obligor is not None else None
        yield obligor, [claim for _, claim in merge(mine, of_all, key=_place)] if mine else shared


def _place(placed: tuple[int, Claim]) -> int:
    return placed[0]
