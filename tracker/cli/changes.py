"""Read: changes."""

from typing import TYPE_CHECKING

import click

from tracker.cli.command import verb
from tracker.cli.complete import complete
from tracker.cli.filters import filtering
from tracker.cli.reading import Asked, reading
from tracker.pages.change import changes_between

if TYPE_CHECKING:
    from tracker.views.selection import Selection

_ENDS = complete("meeting", "document")


@verb("tracker changes --since 2022-03-14\ntracker changes --since '#41' --party MX -f markdown -o news.md")
@click.option(
    "--since",
    metavar="WHEN",
    help="A day, a meeting, or an event number like #41. [default: the last meeting]",
    shell_complete=_ENDS,
)
@click.option("--until", metavar="WHEN", help="Likewise. [default: today]", shell_complete=_ENDS)
@filtering()
@reading(changes_between("", ""))
def changes(asked: Asked, since: str | None, until: str | None, selection: "Selection") -> None:
    """Say what changed, commitment by commitment: before → after, what happened, what became known.

    Days compare how things stood on them, as we know it now; an event number compares what we knew
    then with what we know since. Filters take what they fit before or after.
    """
    from tracker.views.changes import changes as compared
    from tracker.views.changes import span

    with asked.view() as view:
        between = span(view, since, until, asked.session.tracker.today)
        rows = compared(view, between, selection)
    asked.write(rows, shape=changes_between(between.since, between.until))
