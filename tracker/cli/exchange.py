"""Exchange: export, replay."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.complete import COUNT, FILE
from tracker.cli.endings import form_for
from tracker.cli.filters import filtering
from tracker.cli.output import must_destroy_nothing, write_lines
from tracker.cli.publish import write_outlook
from tracker.cli.reading import Asked, moment_options, reading
from tracker.cli.session import Session
from tracker.pages.columns import STATUS

if TYPE_CHECKING:
    from tracker.views.selection import Selection


@verb(
    "tracker export -o history.ndjson\ntracker export status -f xlsx -o plan.xlsx"
    "\ntracker export deadlines --alarm 30 -o deadlines.ics",
)
@click.argument("what", type=click.Choice(["history", "status", "deadlines", "changes"]), default="history")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["ndjson", "csv", "xlsx", "json", "markdown", "html", "table", "ids"]),
    help="How to write it. [default: ndjson for history, csv for status]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write into a file, as its ending says unless -f does.",
)
@click.option("--alarm", "alarms", type=COUNT, multiple=True, metavar="DAYS", help="Deadlines: days before.")
@click.option("--base-url", default="", metavar="URL", help="Deadlines, changes: where the site is.")
@filtering(ordered=True)
@moment_options
def export(
    what: str,
    form: str | None,
    output: Path | None,
    as_of: str | None,
    known_at: str | None,
    lang: str,
    selection: "Selection",
    alarms: tuple[int, ...],
    base_url: str,
) -> None:
    """Export the history (CloudEvents, one a line), the status table, open deadlines or what is new.

    Deadlines are a calendar (.ics: all-day events, with alarms if asked for), changes a feed (Atom).

    A history goes into an empty store by import, with identities and times kept; --known-at
    ends it at what was known then.
    """
    if what == "status":
        from tracker.cli.sheets import WORKBOOK, export_status

        form = form or form_for(output, "csv", (*STATUS.formats, WORKBOOK))
        asked = Asked(STATUS, form=form, output=output, as_of=as_of, known_at=known_at, lang=lang)
        asked.sorted_by(selection.sort)
        export_status(asked, selection)
        return
    if what != "history":
        form_for(output, _OWN[what], (_OWN[what],))
        asked = Asked(STATUS, form="table", output=output, as_of=as_of, known_at=known_at, lang=lang)
        if form is not None:
            raise click.UsageError(
                sentence("{capitalize} have a form of their own: leave -f out.", capitalize=what.capitalize())
            )
        with asked.view() as view:
            write_outlook(
                what, view, selection, asked.session, output, base_url=base_url, alarms=alarms, lang=lang
            )
        return
    if selection != type(selection)():
        raise click.UsageError("A history is whole: filters are for export status.")
    if form not in {None, "ndjson"}:
        raise click.UsageError(sentence("A history is written as ndjson, not as {form}.", form=form))
    if as_of is not None:
        raise click.UsageError("A history has no --as-of: it holds every event, whenever it holds.")
    session = Session()
    must_destroy_nothing(output, session)
    if form is None:
        form_for(output, "ndjson", ("ndjson",))
    write_lines(session, _history(session, known_at), output)


_OWN = {"deadlines": "ics", "changes": "atom"}
"""What has a form of its own, and that."""


def _history(session: Session, known_at: str | None) -> Iterator[str]:
    with session.tracker.view() as connection:
        until = session.tracker.moment(connection, None, known_at).known_at
    yield from history_lines(session, until)


def history_lines(session: Session, until: int, after: int = 0) -> Iterator[str]:
    """Give the history after a position up to another, an event a line."""
    from tracker.formats.history import cloud_event, readable
    from tracker.pages.render import to_ndjson

    def leave_out(fact: Any) -> None:
        session.say("Event #{position} is no fact and is left out of the history.", position=fact.position)

    log = session.tracker.log()
    try:
        yield from to_ndjson(
            cloud_event(fact) for fact in readable(log.facts(after, min(log.head(), until)), leave_out)
        )
    finally:
        log.close()


@verb("tracker replay history.ndjson --as-of 2024-06-01")
@click.argument("file", type=FILE, metavar="FILE")
@reading(STATUS)
def replay(asked: Asked, file: str) -> list[Any]:
    """Fold a history in memory and print its status table; no store is touched."""
    from tracker.formats.inputs import lines, opened
    from tracker.formats.renumbered import Renumbered
    from tracker.formats.valid_history import replayed

    with opened(file) as (stream, source):
        renumbered = Renumbered(source)
        connection, unknown = replayed(lines(stream, source), source, renumbered)
    if note := renumbered.said():
        asked.session.say(note)
    for number, stored_type in unknown:
        asked.session.say(
            "{source}:{number}: unknown type {type}, left out",
            source=source,
            number=number,
            type=stored_type,
        )
    return asked.view_of(connection).rows()
