"""Read: status, show, timeline, meetings."""

import shlex
from typing import TYPE_CHECKING, Any

import click

from events.sentences import joined
from tracker.cli.command import verb
from tracker.cli.complete import complete
from tracker.cli.filters import filtering
from tracker.cli.reading import Asked, picture_of, reading, write_rows
from tracker.cli.session import Session
from tracker.pages.answer import Table, Thing, caption
from tracker.pages.columns import MEETINGS, STATUS, TIMELINE
from tracker.pages.lists import KINDS, list_of

if TYPE_CHECKING:
    from tracker.views.selection import Selection

USUAL_WIDTH = 80
_THINGS = ("commitment", "meeting", "document", "institution", "official")


@verb("tracker status --party MX --schedule overdue --as-of 2025-01-01")
@filtering(ordered=True)
@reading(STATUS)
def status(asked: Asked, selection: "Selection") -> list[Any]:
    """Show how the commitments stand: what the parties report, what others find, what the calendar says."""
    asked.sorted_by(selection.sort)
    with asked.view() as view:
        return view.rows(selection)


def show_status(session: Session) -> None:
    """Print the whole status table of a store, as wide as the terminal, or as most are."""
    from tracker.cli.session import page

    drawn_on = page(None)
    if drawn_on.width is None:
        drawn_on = drawn_on._replace(width=USUAL_WIDTH)
    rows = session.tracker.status(lang=session.lang)
    drawn_on = drawn_on._replace(caption=caption(session.tracker.today.isoformat(), "", session.lang))
    write_rows(session, STATUS, rows, "table", None, lang=session.lang, drawn_on=drawn_on)


def _one(
    *, reference: str = "", whole: bool = False, as_of: str | None = None, known_at: str | None = None
) -> Thing:
    """Give how one thing is written, with the command that shows all of it."""
    from tracker.pages.thing import one

    words = ["tracker", "show", reference]
    for option, value in (("--as-of", as_of), ("--known-at", known_at)):
        words += [option, value] if value else []
    return one(whole=whole, again=shlex.join([*words, "--all"]))


@verb("tracker show otay\ntracker show otay -f json")
@click.argument("reference", metavar="REF", shell_complete=complete(*_THINGS))
@click.option("--all", "whole", is_flag=True, help="Long lists whole, not only what a screen has room for.")
@reading(_one)
def show(asked: Asked, reference: str, *, whole: bool) -> dict[str, Any]:  # noqa: ARG001 (chooses the shape)
    """Show one thing, with why its status and schedule are what they are."""
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
    from tracker.views.unknown import not_known_yet

    with asked.view() as view:
        found = find(view.connection, reference, SHOWABLE)
        rows = events_of(view.connection, found, view.moment)
        picture = picture_of(asked, view, found.kind, found.name)
        unknown = None if rows else not_known_yet(view.connection, found, view.moment)
    table = asked.shape if isinstance(asked.shape, Table) else TIMELINE
    empty = joined("", (unknown, ".")) if unknown else None
    asked.write(rows, shape=table._replace(above=f"{picture}\n\n" if picture else ""), empty=empty)


@verb("tracker meetings --mechanism hled\ntracker meetings --party MX --status open")
@filtering()
@reading(MEETINGS)
def meetings(asked: Asked, selection: "Selection") -> list[dict[str, Any]]:
    """List the meetings and documents: when, where, who came, what was agreed.

    The filters leave those where such a commitment was agreed; --party alone also those it came to.
    """
    from tracker.views.meetings import selected

    with asked.view() as view:
        return selected(view, selection)


def _list(*, kind: str | None = None, **_: Any) -> Table:
    return list_of(kind or KINDS[0])


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
