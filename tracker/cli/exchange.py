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


@verb(
    "tracker import history.ndjson --store new.db\n"
    "tracker import plan.xlsx --by MX/SRE\n"
    "tracker import list.csv --scaffold > list.yaml\n"
    "tracker import list.csv --mapping list.yaml --seen today --dry-run",
    name="import",
)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--mapping", type=FILE, metavar="MAP", help="Of a table: how its rows become minutes.")
@click.option("--scaffold", is_flag=True, help="Of a table: print a first mapping.")
@click.option("--seen", metavar="DATE", help="Of a table: when it was read.")
@click.option(
    "--to", type=click.Choice(["minutes"]), help="Of a table: print what its rows become, record nothing."
)
@click.option("--keep-going", is_flag=True, help="Of a table: record the good rows, write the others down.")
@click.option("--corrections", is_flag=True, help="Of a table: what changed was wrong before.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Of a table: write what is refused, as CSV.",
)
@click.option("--by", metavar="WHO", help="Of a sheet: who gives it back, and so claims what it says.")
@click.option("--on", metavar="DATE", help="Of a sheet: the day of which it speaks. [default: today]")
@click.option("--yes", is_flag=True, help="Of a sheet: do not ask.")
@recording_options
def import_(
    file: str,
    *,
    mapping: str | None,
    scaffold: bool,
    seen: str | None,
    to: str | None,
    keep_going: bool,
    corrections: bool,
    output: Path | None,
    by: str | None,
    on: str | None,
    yes: bool,
    dry_run: bool,
    form: str | None,
) -> None:
    """Fill an empty store from a history, take in a table by a mapping, or take a sheet of ours back.

    A history keeps its identities, order and times, and goes in whole or not at all; into a server or
    a store that is there already one of more than 100,000 events goes in chunks, and running it again
    goes on where it ended. Of a sheet, what an officer changed is shown, now and in the sheet, and
    recorded as said by them. Of a table, CSV, XLSX, ODS, JSON, JSON Lines or YAML, each row becomes
    minutes; again, nothing is new, and of a row that changed, what changed.
    """
    if scaffold or mapping is not None:
        from tracker.cli.tables import Options, import_through_mapping, print_scaffold

        if scaffold:
            print_scaffold(file, Session(), output)
        elif mapping is not None:
            chosen = Options(mapping, seen, dry_run, to == "minutes", keep_going, corrections, output)
            import_through_mapping(file, Session(), chosen)
        return
    from tracker.cli.sheets import Returned, import_sheet, is_workbook
    from tracker.formats.table import refuse_table

    if is_workbook(file):
        import_sheet(Session(), file, Returned(by, on, dry_run, yes, form))
        return
    refuse_table(file)
    if seen or to or output or keep_going or corrections:
        raise click.UsageError(sentence("These options are for a table: give its --mapping."))
    if by or on or yes or dry_run or form:
        raise click.UsageError(sentence("These options are for a sheet of ours; a history goes in as it is."))
    _import_history(file)


def _import_history(file: str) -> None:
    from tracker.formats.history import read_whole
    from tracker.formats.import_history import import_history

    session = Session()
    data, source = read_input(file, read=read_whole)
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
    from tracker.formats.history import read_whole
    from tracker.formats.valid_history import replayed

    data, source = read_input(file, read=read_whole)
    connection, unknown = replayed(data, source)
    for number, stored_type in unknown:
        asked.session.say(
            "{source}:{number}: unknown type {type}, left out",
            source=source,
            number=number,
            type=stored_type,
        )
    return asked.view_of(connection).rows()
