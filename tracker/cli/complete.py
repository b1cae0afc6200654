"""Shell completion of references: ids of the store, by their beginning."""

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

MOST = 50


def complete(*kinds: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Complete the ids of some kinds; whatever is wrong with the store, completion stays silent."""

    def items(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        import sqlite3

        from tracker.application import Tracker
        from tracker.cli.session import chosen_store
        from tracker.errors import TrackerError
        from tracker.views.references import starting_with

        # Completing runs no command, so what the group was told is still where it was parsed.
        told = context.ensure_object(dict).get("store") or context.find_root().params.get("store")
        try:
            with Tracker(chosen_store(told)).view() as connection:
                found = starting_with(connection, incomplete, kinds)
        except (TrackerError, sqlite3.Error, OSError):
            return []
        return [CompletionItem(each.name, help=each.kind) for each in found[:MOST]]

    return items


def complete_status(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete what a claim may say, in English or Spanish."""
    from events.statuses import CLAIMABLE, SPANISH

    return [CompletionItem(word) for word in (*CLAIMABLE, *SPANISH.values()) if word.startswith(incomplete)]


def complete_schedule(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete what the calendar may say."""
    from events.statuses import SCHEDULES

    return [CompletionItem(word) for word in SCHEDULES if word.startswith(incomplete)]
