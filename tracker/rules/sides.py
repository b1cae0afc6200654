"""Which claims are about which side: a claim without an obligor is about all of them."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from tracker.rules.case import Claim


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
