"""Exchange: import, export, replay."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.command import verb
from tracker.cli.complete import FILE
from tracker.cli.filters import filtering
from tracker.cli.output import must_destroy_nothing, read_input, write_lines
from tracker.cli.reading import Asked, moment_options, reading
from tracker.cli.session import Session
from tracker.pages.columns import STATUS

if TYPE_CHECKING:
    from tracker.views.selection import Selection


@verb("tracker import history.ndjson --store new.db", name="import")
@click.argument("file", type=FILE, metavar="FILE")
def import_(file: str) -> None:
    """Fill an empty store from a history, identities, order and times kept.

    All of it or nothing, up to 100,000 events; a longer one goes in chunks, and running it again
    goes on where it ended.
    """
    from tracker.cli.keep import progress_bar
    from tracker.formats.import_history import import_history
    from tracker.formats.inputs import read_history

    session = Session()
    data, source = read_input(file, read=read_history)
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
        asked = Asked(STATUS, form=form or "csv", output=output, as_of=as_of, known_at=known_at, lang=lang)
        with asked.view() as view:
            rows = view.rows(selection)
        asked.write(rows)
        return
    if selection != type(selection)():
        raise click.UsageError("A history is whole: filters are for export status.")
    if form not in {None, "ndjson"}:
        raise click.UsageError(f"A history is written as ndjson, not as {form}.")
    if as_of is not None:
        raise click.UsageError("A history has no --as-of: it holds every event, whenever it holds.")
    session = Session()
    must_destroy_nothing(output, session)
    write_lines(session, _history(session, known_at), output)


def _history(session: Session, known_at: str | None) -> Iterator[str]:
    from tracker.formats.history import cloud_event, readable
    from tracker.pages.render import to_ndjson

    def leave_out(fact: Any) -> None:
        session.say(f"Event #{fact.position} is no fact and is left out of the history.")

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
        asked.session.say(f"{source}:{number}: unknown type {stored_type}, left out")
    return asked.view_of(connection).rows()
