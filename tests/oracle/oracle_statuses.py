"""The words of the statuses and how they roll up, read from CONTRACT §2 and §3 alone."""

from collections.abc import Iterable

AGREED = "agreed"
IN_FORCE = "in-force"
PROPOSED = "proposed"
DECLINED = "declined"
SUPERSEDED = "superseded"
WITHDRAWN = "withdrawn"

DONE = frozenset({"fulfilled", IN_FORCE})
"""A fulfilment, over or going on."""
OUT_OF_PLAY = frozenset({SUPERSEDED, WITHDRAWN})
NOT_AGREED = frozenset({PROPOSED, DECLINED})
TO_BE_DONE = frozenset(
    {AGREED, "not-started", "in-progress", "stalled", "partially-fulfilled", "not-fulfilled"}
)
STATUSES = TO_BE_DONE | DONE | OUT_OF_PLAY | NOT_AGREED
SCHEDULES = frozenset({"no-deadline", "met", "late", "overdue", "slipped", "due-soon", "on-time"})


def roll_up(statuses: Iterable[str]) -> str:
    """Roll the statuses of all sides, or of all children, up into one."""
    everything = set(statuses)
    left = everything - OUT_OF_PLAY
    if not left:
        return everything.pop() if len(everything) == 1 else WITHDRAWN
    if len(left) == 1:
        return left.pop()
    if left <= DONE:
        return IN_FORCE
    if left & {*DONE, "partially-fulfilled"}:
        return "partially-fulfilled"
    for status in ("in-progress", "stalled", "not-fulfilled", "not-started"):
        if status in left:
            return status
    return AGREED


def can_go_stale(status: str) -> bool:
    """Say whether something is open or proposed: somebody should still do something."""
    return status in TO_BE_DONE | {PROPOSED}
