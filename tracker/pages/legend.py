"""The legend of a sheet: of when it is, what its columns and statuses mean, what may be changed."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from events.statuses import CLAIMABLE, SPANISH
from tracker.environment import local_time
from tracker.pages.sheet import SheetColumn
from tracker.words.language import phrase
from tracker.words.text import one_line

MEANINGS = {
    "not-started": "nothing has been done yet",
    "in-progress": "something is being done",
    "stalled": "it was begun, and does not go on",
    "partially-fulfilled": "a part of it is done",
    "fulfilled": "it is done",
    "in-force": "it is kept, and goes on",
    "not-fulfilled": "it was not done, or not in time",
    "superseded": "another commitment took its place",
    "withdrawn": "it holds no longer",
}
"""What somebody says who claims a status."""


class When(NamedTuple):
    """Of when a sheet is: the day, and the last event that was known, with the time that was."""

    as_of: str
    position: int
    known_at: str | None


class Legend(NamedTuple):
    """The lines of a legend, each with its cells; the numbers of those that are headings."""

    lines: list[tuple[str, ...]]
    headings: frozenset[int]


def moment_in_words(when: When, lang: str) -> str:
    """Say of when a sheet is."""
    say = partial(phrase, lang)
    if when.known_at is None:
        return say("As of {day}; nothing is known.", day=when.as_of)
    known = local_time(when.known_at)
    return say(
        "As of {day}; known at {time}, event #{position}.", day=when.as_of, time=known, position=when.position
    )


def legend(columns: Iterable[SheetColumn], when: When, lang: str) -> Legend:
    """Write the legend in the reader's language."""
    say = partial(phrase, lang)
    yes, no = say("yes"), say("no")
    lines: list[tuple[str, ...]] = [
        (say("Commitments"),),
        (moment_in_words(when, lang),),
        (say("Change the coloured columns, save, and give it back: tracker import FILE --by WHO"),),
        (),
    ]
    headings = {0, len(lines)}
    lines.append((say("Column"), say("May be changed"), say("Meaning")))
    lines += [(one_line(each.heading), yes if each.may_change else no, each.meaning) for each in columns]
    lines.append(())
    headings.add(len(lines))
    lines.append((say("Status"), say("In Spanish"), say("Meaning")))
    lines += [(status, SPANISH[status], say(MEANINGS[status])) for status in CLAIMABLE]
    return Legend(lines, frozenset(headings))
