"""The statuses and schedules of a commitment, their Spanish words, and how statuses roll up into one."""

from collections.abc import Iterable

PROPOSED = "proposed"
DECLINED = "declined"
AGREED = "agreed"
NOT_STARTED = "not-started"
IN_PROGRESS = "in-progress"
STALLED = "stalled"
PARTIALLY_FULFILLED = "partially-fulfilled"
FULFILLED = "fulfilled"
IN_FORCE = "in-force"
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
    IN_FORCE,
    NOT_FULFILLED,
    SUPERSEDED,
    WITHDRAWN,
    PROPOSED,
    DECLINED,
)
NOT_CLAIMABLE = {
    AGREED: "it means that nobody has claimed anything yet",
    PROPOSED: "it is what a proposal is before anybody agrees (tracker propose)",
    DECLINED: "it is what a proposal is when somebody says no (tracker decline)",
}
"""Statuses that follow from other facts, and why nobody can claim them."""
CLAIMABLE = tuple(status for status in STATUSES if status not in NOT_CLAIMABLE)
"""What a claim may say."""

DONE = frozenset({FULFILLED, IN_FORCE})
"""Kept: `in-force` is a fulfilment that goes on."""
OUT_OF_PLAY = frozenset({SUPERSEDED, WITHDRAWN})
NOT_AGREED = frozenset({PROPOSED, DECLINED})
CLOSED = DONE | OUT_OF_PLAY

SPANISH = {
    NOT_STARTED: "sin-iniciar",
    IN_PROGRESS: "en-curso",
    STALLED: "estancado",
    PARTIALLY_FULFILLED: "parcialmente-cumplido",
    FULFILLED: "cumplido",
    IN_FORCE: "vigente",
    NOT_FULFILLED: "incumplido",
    SUPERSEDED: "sustituido",
    WITHDRAWN: "retirado",
    AGREED: "acordado",
    PROPOSED: "propuesto",
    DECLINED: "rechazado",
}
"""Of every status, as the catalogue has it: what is shown can be typed."""
_FROM_SPANISH = {word: status for status, word in SPANISH.items()}
CLAIMS = (*CLAIMABLE, *(SPANISH[status] for status in CLAIMABLE))
"""What a claim may say, in either language."""

OPEN, SPANISH_OPEN = "open", "abiertos"
"""A word to select by, for all in which something is still to be done."""

SPANISH_SCHEDULES = {
    "no-deadline": "sin-plazo",
    "met": "a-tiempo",
    "late": "con-retraso",
    "overdue": "vencido",
    "slipped": "aplazado",
    "due-soon": "por-vencer",
    "on-time": "en-plazo",
}
SCHEDULES = tuple(SPANISH_SCHEDULES)


def in_english(word: str) -> str:
    """Give the stored status for a word in either language; other words come back as they are."""
    return _FROM_SPANISH.get(word, word)


def is_open(status: str) -> bool:
    """Say whether something agreed is still to be done."""
    return status not in CLOSED and status not in NOT_AGREED


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
    if left <= DONE:
        return IN_FORCE
    if left & {*DONE, PARTIALLY_FULFILLED}:
        return PARTIALLY_FULFILLED
    for status in (IN_PROGRESS, STALLED, NOT_FULFILLED, NOT_STARTED):
        if status in left:
            return status
    return AGREED
