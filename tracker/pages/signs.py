"""The marks beside our words: how a commitment stands is seen at a glance, and without colours."""

from typing import NamedTuple


class Sign(NamedTuple):
    """A mark, the one in its place where an encoding lacks it, and a colour, which says nothing alone."""

    mark: str
    plain: str
    colour: str = ""


SIGNS = {
    # statuses
    "proposed": Sign("◇", "?"),
    "declined": Sign("⊘", "x"),
    "agreed": Sign("○", "o"),
    "not-started": Sign("□", "_"),
    "in-progress": Sign("●", ">"),
    "stalled": Sign("▲", "!", "yellow"),
    "partially-fulfilled": Sign("◐", "/"),
    "fulfilled": Sign("✔", "+", "green"),
    "in-force": Sign("◆", "*", "green"),
    "not-fulfilled": Sign("✘", "X", "red"),
    "superseded": Sign("»", "="),
    "withdrawn": Sign("◁", "<"),
    # schedules
    "no-deadline": Sign("·", "."),
    "on-time": Sign("○", "o"),
    "due-soon": Sign("◔", "~", "cyan"),
    "slipped": Sign("△", "^", "yellow"),
    "overdue": Sign("▲", "!", "red"),
    "late": Sign("✘", "X", "red"),
    "met": Sign("✔", "+", "green"),
    # what else a check finds
    "stale": Sign("◌", "z"),
    "disagreement": Sign("≠", "#"),
}
"""Of every status and schedule, and of what a check finds: the words are told apart in each column."""
NONE = Sign("", "")


def sign_of(word: str) -> Sign:
    """Give the sign of a status, a schedule or a finding; none of another word."""
    return SIGNS.get(word, NONE)


def marked(word: str, said: str, *, plain: bool = False) -> str:
    """Write a word of ours, as it is said in a language, with its mark."""
    sign = sign_of(word)
    return f"{sign.plain if plain else sign.mark} {said}".lstrip()
