"""The statuses of a commitment, their Spanish words, and how statuses roll up into one."""

from collections.abc import Iterable

AGREED = "agreed"
NOT_STARTED = "not-started"
IN_PROGRESS = "in-progress"
STALLED = "stalled"
PARTIALLY_FULFILLED = "partially-fulfilled"
FULFILLED = "fulfilled"
NOT_FULFILLED = "not-fulfilled"
SUPERSEDED = "superseded"
WITHDRAWN = "withdrawn"

STATUSES = (
    AGREED,
    NOT_STARTED,
    IN_PROGRESS,
    STALLED,
    PARTIALLY_FULFILLED,
    FULFILLED,
    NOT_FULFILLED,
    SUPERSEDED,
    WITHDRAWN,
)
CLAIMABLE = STATUSES[1:]
"""What a claim may say; `agreed` is the absence of any claim, so nobody can claim it."""

CLOSED = frozenset({FULFILLED, SUPERSEDED, WITHDRAWN})
OUT_OF_PLAY = frozenset({SUPERSEDED, WITHDRAWN})

SPANISH = {
    NOT_STARTED: "sin-iniciar",
    IN_PROGRESS: "en-curso",
    STALLED: "estancado",
    PARTIALLY_FULFILLED: "parcialmente-cumplido",
    FULFILLED: "cumplido",
    NOT_FULFILLED: "incumplido",
    SUPERSEDED: "sustituido",
    WITHDRAWN: "retirado",
}
_FROM_SPANISH = {word: status for status, word in SPANISH.items()}

SCHEDULES = ("no-deadline", "met", "late", "overdue", "slipped", "due-soon", "on-time")


def in_english(word: str) -> str:
    """Give the stored status for a word in either language; other words come back as they are."""
    return _FROM_SPANISH.get(word, word)


def is_open(status: str) -> bool:
    """Say whether something is still to be done."""
    return status not in CLOSED


def roll_up(statuses: Iterable[str]) -> str:
    """Roll the statuses of several sides, or of several children, up into one (CONTRACT §3).

    Superseded and withdrawn sides drop out; if nothing is left, the answer is what all of them
    are, else withdrawn. An empty roll-up is `agreed`: nobody has claimed anything.
    """
    everything = set(statuses)
    left = everything - OUT_OF_PLAY
    if not left:
        return AGREED if not everything else everything.pop() if len(everything) == 1 else WITHDRAWN
    if len(left) == 1:
        return left.pop()
    if left & {FULFILLED, PARTIALLY_FULFILLED}:
        return PARTIALLY_FULFILLED
    for status in (IN_PROGRESS, STALLED, NOT_FULFILLED, NOT_STARTED):
        if status in left:
            return status
    return AGREED
