"""Exchange: export, replay."""

from collections.abc import Iterator
from pathlib import Path

import click

from tracker.cli.command import verb
from tracker.cli.output import moment_options, output_options, read_input, write_lines
from tracker.cli.session import Session


@verb("tracker import history.ndjson --store new.db", name="import")
@click.argument("file", metavar="FILE")
def import_(file: str) -> None:
    """Fill an empty store from a history, identities, order and times kept.

    All of it or nothing, up to 100,000 events; a longer one goes in chunks, and running it again
    goes on where it ended.
    """
    from tracker.cli.keep import progress_bar
    from tracker.formats.import_history import import_history

    session = Session()
    data, source = read_input(file)
    with progress_bar(session, "Importing") as progress:
        count = import_history(data, source, session.tracker.store, progress)
    session.say(f"Imported {count} events" if count else "Nothing new: it is all there.")


@verb(
    "tracker export -o history.ndjson\ntracker export status -f csv --as-of 2024-06-01 -o status.csv",
)
@click.argument("what", type=click.Choice(["history", "status"]), default="history")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["ndjson", "csv", "json", "markdown", "html", "table", "ids"]),
    help="How to write it. [default: ndjson for history, csv for status]",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write into a file.")
@moment_options
def export(
    what: str, form: str | None, output: Path | None, as_of: str | None, known_at: str | None, lang: str
) -> None:
    """Export the history (CloudEvents, one a line) or the status table.

    A history goes into an empty store by import, with identities and times kept; --known-at
    ends it at what was known then.
    """
    session = Session()
    if what == "status":
        from tracker.cli.read import write_status

        with session.tracker.at(as_of, known_at, lang) as view:
            rows = view.rows()
        write_status(session, rows, form=form or "csv", output=output, lang=lang)
        return
    if form not in {None, "ndjson"}:
        raise click.UsageError(f"A history is written as ndjson, not as {form}.")
    if as_of is not None:
        raise click.UsageError("A history has no --as-of: it holds every event, whenever it holds.")
    write_lines(session, _history(session, known_at), output)


def _history(session: Session, known_at: str | None) -> Iterator[str]:
    from tracker.formats.history import cloud_event
    from tracker.pages.render import to_ndjson

    with session.tracker.view() as connection:
        until = session.tracker.moment(connection, None, known_at).known_at
    log = session.tracker.log()
    try:
        yield from to_ndjson(cloud_event(fact) for fact in log.facts(0, min(log.head(), until)))
    finally:
        log.close()


@verb("tracker replay history.ndjson --as-of 2024-06-01")
@click.argument("file", metavar="FILE")
@moment_options
@output_options()
def replay(
    file: str, as_of: str | None, known_at: str | None, lang: str, form: str, output: Path | None
) -> None:
    """Fold a history in memory and print its status table; no store is touched."""
    from tracker.cli.read import write_status
    from tracker.formats.valid_history import replayed
    from tracker.views.status import StatusView

    session = Session()
    data, source = read_input(file)
    connection, unknown = replayed(data, source)
    for number, stored_type in unknown:
        session.say(f"{source}:{number}: unknown type {stored_type}, left out")
    view = StatusView(connection, session.tracker.moment(connection, as_of, known_at, lang))
    write_status(session, view.rows(), form=form, output=output, lang=lang)
