"""The filters of commitments: the options that narrow a table, the same for every verb that has them."""

from collections.abc import Callable, Collection, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from events.sentences import Sentence, joined, sentence
from tracker.cli.complete import (
    COUNT,
    complete,
    complete_schedule,
    complete_sort,
    complete_status,
    complete_value,
)
from tracker.cli.session import must_say_something
from tracker.words.near import or_near

if TYPE_CHECKING:
    from tracker.views.selection import Selection

Verb = Callable[..., Any]


class Filter(NamedTuple):
    """An option by which commitments are selected: its name, what it takes, and what completes it."""

    option: str
    metavar: str
    help: str
    complete: Any = None
    several: bool = False


FILTERS = (
    Filter(
        "party", "PARTY", "Where this party, or an institution of it, is an obligor.", complete_value("party")
    ),
    Filter("theme", "THEME", "Of this theme, by its id or a spelling of it.", complete_value("theme")),
    Filter("project", "PROJECT", "Of this project, by its id or a spelling.", complete_value("project")),
    Filter("institution", "ID", "Where it, or one inside it, has a part.", complete_value("institution")),
    Filter("mechanism", "ID", "Agreed at a meeting of this mechanism.", complete_value("mechanism")),
    Filter(
        "status",
        "STATUS",
        "With this status; open for all that is still to be done.",
        complete_status,
        several=True,
    ),
    Filter("schedule", "SCHEDULE", "With this schedule, like overdue.", complete_schedule, several=True),
    Filter("meeting", "REF", "Agreed at this meeting or in this document.", complete("meeting", "document")),
    Filter("search", "WORDS", "With these words, accents or not; the best matches first."),
)
"""In the order of the help text."""
_NAMES = {"status": "statuses", "schedule": "schedules"}
"""What a selection calls what an option calls otherwise."""


def filtering(*, leaving_out: tuple[str, ...] = (), ordered: bool = False) -> Callable[[Verb], Verb]:
    """Add the filters to a verb, whose function is given the `Selection` they make as `selection`.

    What is left out means something else to the verb, or nothing. With `ordered` there are --sort
    and --limit too.
    """
    filters = [each for each in FILTERS if each.option not in leaving_out]
    names = [_NAMES.get(each.option, each.option) for each in filters]

    def add(function: Verb) -> Verb:
        def run(*given: Any, **values: Any) -> Any:
            wanted = {name: values.pop(name) for name in names}
            if ordered:
                wanted |= {name: values.pop(name) for name in ("sort", "limit")}
            return function(*given, selection=selection_of(wanted), **values)

        described: Verb = wraps(function)(run)
        for option in reversed(_ORDER if ordered else ()):
            described = option(described)
        for each in reversed(filters):
            described = _option(each)(described)
        return described

    return add


def _option(each: Filter) -> Callable[[Verb], Verb]:
    return click.option(
        f"--{each.option}",
        _NAMES.get(each.option, each.option),
        metavar=each.metavar,
        multiple=each.several,
        help=each.help,
        shell_complete=each.complete,
    )


_ORDER = (
    click.option(
        "--sort",
        metavar="COLUMN",
        help="Sort by a column, like deadline; -deadline for descending.",
        shell_complete=complete_sort,
    ),
    click.option("--limit", type=COUNT, metavar="N", help="At most so many."),
)


def selection_of(wanted: dict[str, Any]) -> "Selection":
    """Make the selection of the options; refuse words that are no status, schedule or column."""
    from tracker.views.selection import Selection

    statuses = tuple(map(_status, wanted.pop("statuses", ())))
    schedules = tuple(map(_schedule, wanted.pop("schedules", ())))
    sort = wanted.pop("sort", None)
    must_say_something("--sort", sort)
    return Selection(
        statuses=statuses, schedules=schedules, sort=_column_to_sort_by(sort) if sort else None, **wanted
    )


def _status(word: str) -> str:
    from events.statuses import OPEN, SPANISH, SPANISH_OPEN, STATUSES

    spanish = {**{said: status for status, said in SPANISH.items()}, SPANISH_OPEN: OPEN}
    return _ours("--status", word, (*STATUSES, OPEN), spanish)


def _schedule(word: str) -> str:
    from events.statuses import SCHEDULES, SPANISH_SCHEDULES

    return _ours("--schedule", word, SCHEDULES, {said: each for each, said in SPANISH_SCHEDULES.items()})


def _ours(option: str, word: str, possible: Sequence[str], spanish: dict[str, str]) -> str:
    """Give one of our words for what was written: in either language, in any case."""
    plain = "-".join(word.casefold().split())
    ours = spanish.get(plain, plain)
    if ours not in possible:
        said = joined(", ", map(sentence, possible))
        raise click.UsageError(none_of(option, word, said, (*possible, *spanish)))
    return ours


def _column_to_sort_by(text: str) -> str:
    """Give the order that is meant by the name or the heading of a column, - before it for descending."""
    from tracker.views.selection import SORTS

    sign = "-" if text.startswith("-") else ""
    name = text.removeprefix("-")
    by = name.replace("-", "_")
    if by not in SORTS:
        from tracker.pages.columns import STATUS

        key = STATUS.called(name)
        by = next((each for each in SORTS if COLUMNS_OF.get(each, each) == key), "")
    if not by:
        raise click.UsageError(none_of("--sort", name, ", ".join(SORTS), SORTS))
    return f"{sign}{by}"


COLUMNS_OF = {"theme": "themes"}
"""What rows are sorted by, where its column is called otherwise."""


def none_of(option: str, word: str, said: str, possible: Collection[str]) -> Sentence:
    """Say that a word is none of those that an option may have, and what was likely meant."""
    none = sentence("{option} {word} is not one of {possible}", option=option, word=word, possible=said)
    return or_near(none, word, possible)


def options_of(selection: "Selection") -> dict[str, Any]:
    """Give the options that make a selection, each with what it was given."""
    return {f"--{each.option}": getattr(selection, _NAMES.get(each.option, each.option)) for each in FILTERS}
