"""Exchange: import, of a history, of a sheet of ours that comes back, and of any table through a mapping."""

from pathlib import Path

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.complete import FILE
from tracker.cli.recording import recording_options
from tracker.cli.session import Session


@verb(
    "tracker import history.ndjson --store new.db\n"
    "tracker import plan.xlsx --by MX/SRE\n"
    "tracker import plan.csv --scaffold > plan.yaml\n"
    "tracker import plan.csv --mapping plan.yaml --seen today -n",
    name="import",
)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--mapping", type=FILE, metavar="MAP", help="Of a table: how its rows become minutes.")
@click.option("--scaffold", is_flag=True, help="Of a table: print a first mapping; of MAP its source.")
@click.option("--seen", metavar="DATE", help="Of a table: when the list was read.")
@click.option("--to", type=click.Choice(["minutes"]), help="Of a table: print what the rows become.")
@click.option("--keep-going", is_flag=True, help="Of a table: record the good rows, write the others aside.")
@click.option("--corrections", is_flag=True, help="Of a table: what changed was wrong before.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Of a table: its refusals, as CSV.",
)
@click.option("--by", metavar="WHO", help="Of a sheet: who gives it back, and so claims what it says.")
@click.option("--on", metavar="DATE", help="Of a sheet: the day of which it speaks. [default: today]")
@click.option("--yes", is_flag=True, help="Of a sheet: do not ask.")
@recording_options
def import_(
    file: str,
    mapping: str | None,
    seen: str | None,
    to: str | None,
    output: Path | None,
    by: str | None,
    on: str | None,
    form: str | None,
    *,
    scaffold: bool,
    keep_going: bool,
    corrections: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    """Fill an empty store from a history, take back a sheet of ours, or take in a table with a mapping.

    A history keeps its identities, order and times. Of a sheet exported with -f xlsx, what an officer
    changed is shown and recorded as said by them. The rows of a table (CSV, XLSX, ODS, JSON, JSON Lines,
    YAML) are recorded now, as the mapping says; again, nothing is new, and a changed row becomes what
    changed.

    All of it or nothing, up to 100,000 events; more goes in chunks where it must, and running it again
    goes on where it ended.
    """
    of_sheet, of_table = (
        bool(by or on or yes or form),
        bool(seen or to or output or keep_going or corrections),
    )
    if scaffold or mapping is not None:
        if of_sheet:
            raise click.UsageError(
                "--by, --on, --yes and -f are for a sheet of ours; a table has its mapping."
            )
        from tracker.cli.endings import form_for
        from tracker.cli.tables import Options, import_through_mapping, print_scaffold

        own = "yaml" if scaffold or mapping is None or to else "csv"
        form_for(output, own, (own,))
        if scaffold or mapping is None:
            print_scaffold(file, Session(), mapping, output)
            return
        chosen = Options(mapping, seen, dry_run, to == "minutes", keep_going, corrections, output)
        import_through_mapping(file, Session(), chosen)
        return
    from tracker.cli.sheets import Returned, import_sheet, is_workbook

    if is_workbook(file):
        if of_table:
            raise click.UsageError("Only a table has such options: give its --mapping.")
        import_sheet(Session(), file, Returned(by, on, dry_run, yes, form))
        return
    from tracker.formats.table import refuse_minutes, refuse_table

    refuse_table(file)
    refuse_minutes(file)
    if of_sheet or dry_run:
        raise click.UsageError("These options are for a sheet of ours; a history goes in as it is.")
    if of_table:
        raise click.UsageError("Only a table has such options: give its --mapping.")
    _import_history(file)


def _import_history(file: str) -> None:
    from tracker.formats.inputs import opened, rewindable

    session = Session()
    with (
        opened(file) as (stream, source),
        rewindable(stream, source) as history,
        session.progress("Importing") as progress,
    ):
        count = session.tracker.import_history(history, source, progress)
    session.say(
        sentence("Imported {count} event", "Imported {count} events", count=count)
        if count
        else "Nothing new: it is all there."
    )
