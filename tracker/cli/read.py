"""Read: status, show, timeline, meetings."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.command import verb
from tracker.cli.complete import complete, complete_value
from tracker.cli.filters import filtering
from tracker.cli.reading import Asked, picture_of, reading, write_rows
from tracker.cli.session import Session
from tracker.pages.answer import Table
from tracker.pages.columns import MEETINGS, STATUS, TIMELINE
from tracker.pages.lists import KINDS, list_of
from tracker.pages.thing import ONE

if TYPE_CHECKING:
    from tracker.views.selection import Selection

USUAL_WIDTH = 80
_THINGS = ("commitment", "meeting", "document", "institution", "official")


@verb("tracker status --party MX --schedule overdue --as-of 2025-01-01")
@filtering(ordered=True)
@reading(STATUS)
def status(asked: Asked, selection: "Selection") -> list[Any]:
    """Show how the commitments stand: what the parties report, what others find, what the calendar says."""
    with asked.view() as view:
        return view.rows(selection)


def show_status(session: Session) -> None:
    """Print the whole status table of a store, as wide as the terminal, or as most are."""
    from tracker.cli.session import page

    drawn_on = page(None)
    if drawn_on.width is None:
        drawn_on = drawn_on._replace(width=USUAL_WIDTH)
    write_rows(session, STATUS, session.tracker.status(), "table", None, lang="en", drawn_on=drawn_on)


@verb("tracker show otay\ntracker show otay -f json")
@click.argument("reference", metavar="REF", shell_complete=complete(*_THINGS))
@reading(ONE)
def show(asked: Asked, reference: str) -> dict[str, Any]:
    """Show one thing whole, with why its status and schedule are what they are."""
    from tracker.views.show import shown

    with asked.view() as view:
        found = shown(view, reference)
        return (
            found | {"picture": picture}
            if (picture := picture_of(asked, view, found["kind"], found["id"]))
            else found
        )


@verb("tracker timeline otay --known-at 2025-01-01")
@click.argument("reference", metavar="REF", shell_complete=complete(*_THINGS))
@reading(TIMELINE)
def timeline(asked: Asked, reference: str) -> None:
    """List what happened to one thing: who said it, when we learnt it, what was corrected."""
    from tracker.views.references import SHOWABLE, find
    from tracker.views.timeline import timeline as events_of

    with asked.view() as view:
        found = find(view.connection, reference, SHOWABLE)
        rows = events_of(view.connection, found, view.moment)
        picture = picture_of(asked, view, found.kind, found.name)
    asked.write(rows, shape=TIMELINE._replace(above=f"{picture}\n\n" if picture else ""))


@verb("tracker meetings --mechanism hled")
@click.option(
    "--mechanism", metavar="ID", help="Of this mechanism.", shell_complete=complete_value("mechanism")
)
@reading(MEETINGS)
def meetings(asked: Asked, mechanism: str | None) -> list[dict[str, Any]]:
    """List the meetings and documents: when, where, who came, what was agreed."""
    from tracker.views.meetings import meetings as all_meetings

    with asked.view() as view:
        return all_meetings(view.connection, view.moment, mechanism)


def _list(*, kind: str = KINDS[0]) -> Table:
    return list_of(kind)


@verb("tracker list parties\ntracker list themes --lang es", name="list")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@reading(_list)
def list_(asked: Asked, kind: str) -> list[dict[str, Any]]:
    """List what there is of a KIND, with counts; the ids are what filters and verbs take.

    KIND is parties, institutions, mechanisms, themes, projects, claimants, meetings, documents,
    officials or statuses.
    """
    from tracker.views.lists import listed

    with asked.view() as view:
        return listed(view, kind)
