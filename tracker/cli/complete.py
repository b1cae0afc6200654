"""Shell completion: ids of the store and our own words by their beginning, and names of files."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from events.sentences import sentence
from tracker.cli.told import MOST, can_be_seen

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

MOST_COUNTED = 10**9
Completing = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


class File(click.Path):
    """The name of a file, or of a store: click completes it, and leaves the rest to us."""

    def convert(self, value: Any, _: click.Parameter | None, __: click.Context | None) -> Any:
        """Take the name as it is; what cannot be read is refused with our own sentence."""
        return value


class Count(click.types.IntParamType):
    """A number of rows or of days."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a number; one that is negative or without end is refused."""
        text = str(value)
        if not re.fullmatch("-?[0-9]+", text):
            self.fail(sentence("{text!r} is not a whole number", text=text), param, ctx)
        if len(text) > len(str(MOST_COUNTED)) or not 0 <= int(text) <= MOST_COUNTED:
            self.fail(
                sentence("{text} is not in the range from 0 to {most}", text=text, most=MOST_COUNTED),
                param,
                ctx,
            )
        return int(text)


FILE = File()
COUNT = Count()


def complete(*kinds: str) -> Completing:
    """Complete the ids of some kinds; whatever is wrong with the store, completion stays silent."""

    def found(connection: Any, start: str) -> list[tuple[str, str]]:
        from tracker.views.references import starting_with

        return [(each.name, each.kind) for each in starting_with(connection, start, kinds)]

    return _from_the_view(found)


def complete_value(*kinds: str) -> Completing:
    """Complete what occurs in the store of some kinds: what a table can be narrowed to, or who speaks."""

    def found(connection: Any, start: str) -> list[tuple[str, str]]:
        from tracker.views.occurring import beginning

        return [(name, kind) for kind in kinds for name in beginning(connection, kind, start, MOST)]

    return _from_the_view(found)


def _from_the_view(find: Callable[[Any, str], list[tuple[str, str]]]) -> Completing:
    def items(context: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        import sqlite3

        from tracker.application import Tracker
        from tracker.cli.session import chosen_store
        from tracker.errors import TrackerError

        # Completing runs no command, so what the group was told is still where it was parsed.
        told = context.ensure_object(dict).get("store") or context.find_root().params.get("store")
        try:
            with Tracker(chosen_store(told)).view() as connection:
                pairs = find(connection, incomplete)
        except (TrackerError, sqlite3.Error, OSError, RuntimeError):  # the last of pathlib, without a home
            return []
        found: dict[str, str] = {}
        for name, kind in pairs:
            found.setdefault(name, kind)
        seen = [name for name in found if can_be_seen(name)]
        from click.shell_completion import CompletionItem

        return [CompletionItem(name, help=found[name]) for name in seen[:MOST]]

    return items


def complete_word(*words: str) -> Completing:
    """Complete one of our own words."""
    return lambda _, __, incomplete: _beginning(words, incomplete)


def _beginning(words: Iterable[str], incomplete: str) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def complete_claim(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete what a claim may say, in English or Spanish."""
    from events.statuses import CLAIMS

    return _beginning(CLAIMS, incomplete)


def complete_status(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete a status that a table may be narrowed to, in English or Spanish."""
    from events.statuses import OPEN, SPANISH, SPANISH_OPEN, STATUSES

    return _beginning((*STATUSES, OPEN, *SPANISH.values(), SPANISH_OPEN), incomplete)


def complete_schedule(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete what the calendar may say, in English or Spanish."""
    from events.statuses import SCHEDULES, SPANISH_SCHEDULES

    return _beginning((*SCHEDULES, *SPANISH_SCHEDULES.values()), incomplete)


def complete_sort(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete a column to sort by."""
    from tracker.views.selection import SORTS

    return _beginning(SORTS, incomplete)


def complete_type(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete a stored type of events."""
    from events.kinds import BY_TYPE

    return _beginning(BY_TYPE, incomplete)


def complete_verb(_: click.Context, __: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete a verb."""
    from tracker.cli.verbs import VERBS

    return _beginning(VERBS, incomplete)
