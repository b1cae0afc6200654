"""The columns that a reader chose: by -c, and for `status` by the environment or the configuration."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from events.sentences import Sentence, either, sentence
from events.texts import fold
from tracker.cli.session import language, must_say_something
from tracker.errors import InputError
from tracker.pages.answer import READ, Table
from tracker.pages.columns import STATUS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
ENVIRONMENT = "TRACKER_COLUMNS"


def choosing(shape: Any) -> Callable[[F], F]:
    """Add -c/--columns and -x/--expanded to a verb whose answer is a table, or depends on its options."""

    def add(function: F) -> F:
        function = click.option(
            "-x", "--expanded", is_flag=True, help="Write a block a row, with every column."
        )(function)
        return click.option(
            "-c",
            "--columns",
            multiple=True,
            metavar="A,B,…",
            help="Only these columns, in this order.",
            shell_complete=_completing(shape),
        )(function)

    return add


def chosen_by(given: Sequence[str], table: Table, form: str) -> Table:
    """Give a table with the columns that were asked for, else with those that are usual.

    What is usual is what readers want to see: data has every column.
    """
    must_say_something("-c", "".join(_split(given)) if given else None)
    if names := _split(given):
        found, unknown = _found(names, table)
        if unknown:
            raise click.UsageError(
                sentence(
                    "-c {name} is no column here. {instead}", name=unknown, instead=_instead(unknown, table)
                )
            )
        return table._replace(chosen=found)
    if table != STATUS or form not in READ:
        return table
    names, where = _usual()
    found, unknown = _found(names, table)
    if unknown:
        raise InputError(
            sentence("{name!r} is no column of status", name=unknown), _instead(unknown, table), where
        )
    return table._replace(chosen=found)


def _usual() -> tuple[list[str], str]:
    """Give the usual columns of `status`, and who says so: the environment goes before the configuration."""
    from tracker.environment import configuration

    if said := os.environ.get(ENVIRONMENT):
        return _split([said]), ENVIRONMENT
    return _split(configuration().columns), "columns of the configuration"


def _split(given: Iterable[str]) -> list[str]:
    return [name.strip() for each in given for name in each.split(",") if name.strip()]


def _found(names: Sequence[str], table: Table) -> tuple[tuple[str, ...], str]:
    """Give the keys that are meant, each once, and the first name that is none."""
    keys = [table.called(name) for name in names]
    unknown = next((name for name, key in zip(names, keys, strict=True) if key is None), "")
    return tuple(dict.fromkeys(key for key in keys if key)), unknown


def _instead(name: str, table: Table) -> Sentence:
    from difflib import get_close_matches

    columns = ", ".join(table.keys)
    headings = table.headings(language(click.get_current_context().ensure_object(dict)))
    names = {fold(each): each.lower() for each in (*headings, *table.keys)}
    if near := get_close_matches(fold(name).replace("-", "_"), names):
        likely = either(names[each] for each in near)
        return sentence("Did you mean {near}? The columns are {columns}.", near=likely, columns=columns)
    return sentence("The columns are {columns}.", columns=columns)


def _completing(shape: Any) -> Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]:
    """Complete the last of some names of columns that are parted by commas."""

    def items(context: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        table = shape if isinstance(shape, Table) else shape(**_given(context))
        before, comma, last = incomplete.rpartition(",")
        taken = set(before.split(","))
        return [
            CompletionItem(f"{before}{comma}{key}")
            for key in table.keys
            if key.startswith(last.lower().replace("-", "_")) and key not in taken
        ]

    return items


def _given(context: click.Context) -> dict[str, Any]:
    """Give what a line that is not finished says already; click leaves its arguments where they are."""
    left = iter(context.args)
    arguments = [each for each in context.command.params if isinstance(each, click.Argument)]
    missing = [each.name for each in arguments if context.params.get(each.name or "") is None]
    return context.params | {name: next(left, None) for name in missing if name}
