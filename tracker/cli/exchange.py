"""Exchange: import, export, replay."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.complete import FILE
from tracker.cli.filters import filtering
from tracker.cli.output import must_destroy_nothing, read_input, write_lines
from tracker.cli.reading import Asked, moment_options, reading
from tracker.cli.recording import recording_options
from tracker.cli.session import Session
from tracker.pages.columns import STATUS

if TYPE_CHECKING:
    from tracker.views.selection import Selection


@verb("tracker import history.ndjson --store new.db\ntracker import plan.xlsx --by MX/SRE", name="import")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--by", metavar="WHO", help="Of a sheet: who gives it back, and so claims what it says.")
@click.option("--on", metavar="DATE", help="Of a sheet: the day of which it speaks. [default: today]")
@click.option("--yes", is_flag=True, help="Of a sheet: do not ask.")
@recording_options
def import_(file: str, *, by: str | None, on: str | None, yes: bool, dry_run: bool, form: str | None) -> None:
    """Fill an empty store from a history, or take back a sheet that was exported with -f xlsx.

    A history keeps its identities, order and times: all of it or nothing, up to 100,000 events; a
    longer one goes in chunks, and running it again goes on where it ended. Of a sheet, what an officer
    changed is shown, now and in the sheet, and recorded as said by them.
    """
    from tracker.cli.sheets import Returned, import_sheet, is_workbook

    if is_workbook(file):
        import_sheet(Session(), file, Returned(by, on, dry_run, yes, form))
        return
    if by or on or yes or dry_run or form:
        raise click.UsageError(sentence("These options are for a sheet of ours; a history goes in as it is."))
    from tracker.formats.import_history import import_history
    from tracker.formats.inputs import read_history

    session = Session()
    data, source = read_input(file, read=read_history)
    with session.progress("Importing") as progress:
        count = import_history(data, source, session.tracker.store, progress)
    session.say(
        sentence("Imported {count} event", "Imported {count} events", count=count)
        if count
        else "Nothing new: it is all there."
    )


@verb(
    "tracker export -o history.ndjson\ntracker export status -f xlsx -o plan.xlsx",
)
@click.argument("what", type=click.Choice(["history", "status"]), default="history")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["ndjson", "csv", "xlsx", "json", "markdown", "html", "table", "ids"]),
    help="How to write it. [default: ndjson for history, csv for status, xlsx into NAME.xlsx]",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write into a file.")
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
) -> None:
    """Export the history (CloudEvents, one a line) or the status table.

    A history goes into an empty store by import, with identities and times kept; --known-at
    ends it at what was known then.
    """
    if what == "status":
        from tracker.cli.sheets import export_status, form_of

        form = form_of(form, output)
        asked = Asked(STATUS, form=form, output=output, as_of=as_of, known_at=known_at, lang=lang)
        asked.sorted_by(selection.sort)
        export_status(asked, selection)
        return
    if selection != type(selection)():
        raise click.UsageError("A history is whole: filters are for export status.")
    if form not in {None, "ndjson"}:
        raise click.UsageError(sentence("A history is written as ndjson, not as {form}.", form=form))
    if as_of is not None:
        raise click.UsageError("A history has no --as-of: it holds every event, whenever it holds.")
    session = Session()
    must_destroy_nothing(output, session)
    write_lines(session, _history(session, known_at), output)


def _history(session: Session, known_at: str | None) -> Iterator[str]:
    from tracker.formats.history import cloud_event, readable
    from tracker.pages.render import to_ndjson

    def leave_out(fact: Any) -> None:
        session.say("Event #{position} is no fact and is left out of the history.", position=fact.position)

    with session.tracker.view() as connection:
        until = session.tracker.moment(connection, None, known_at).known_at
    log = session.tracker.log()
    try:
        yield from to_ndjson(
            cloud_event(fact) for fact in readable(log.facts(0, min(log.head(), until)), leave_out)
        )
    finally:
        log.close()


@verb("tracker replay history.ndjson --as-of 2024-06-01")
@click.argument("file", type=FILE, metavar="FILE")
@reading(STATUS)
def replay(asked: Asked, file: str) -> list[Any]:
    """Fold a history in memory and print its status table; no store is touched."""
    from tracker.formats.inputs import read_history
    from tracker.formats.valid_history import replayed

    data, source = read_input(file, read=read_history)
    connection, unknown = replayed(data, source)
    for number, stored_type in unknown:
        asked.session.say(
            "{source}:{number}: unknown type {type}, left out",
            source=source,
            number=number,
            type=stored_type,
        )
    return asked.view_of(connection).rows()
