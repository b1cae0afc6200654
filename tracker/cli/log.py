"""Read: events, the log itself."""

from pathlib import Path

import click

from tracker.cli.command import verb
from tracker.cli.output import output_options, write_rows
from tracker.cli.session import Session


@verb("tracker events --tag commitment:otay-mesa-east -f ndjson")
@click.option("--type", "stored_type", metavar="TYPE", help="Of this type, like status.updated.")
@click.option("--tag", metavar="TAG", help="With this tag, like commitment:ID or by:USER.")
@click.option("--after", metavar="N", default="0", help="After this event number.")
@output_options()
def events(stored_type: str | None, tag: str | None, after: str, form: str, output: Path | None) -> None:
    """List the log itself; ndjson is its history as CloudEvents."""
    from tracker.cli.tables import EVENT_COLUMNS
    from tracker.history import KNOWN_TYPES, cloud_event

    number = after.removeprefix("#")
    if not (number.isascii() and number.isdigit()):
        raise click.UsageError(f"--after {after} is not an event number.")
    if stored_type and stored_type not in KNOWN_TYPES:
        raise click.UsageError(f"--type {stored_type} is not one of {', '.join(KNOWN_TYPES)}.")
    session = Session()
    log = session.tracker.log()
    try:
        facts = log.facts(int(number), log.head(), tag, stored_type)
        if form == "ndjson" and output is None:
            from tracker.render import to_ndjson

            for line in to_ndjson(cloud_event(fact) for fact in facts):
                click.echo(line)
            return
        rows = [cloud_event(fact) for fact in facts]
    finally:
        log.close()
    write_rows(
        session,
        rows,
        columns=EVENT_COLUMNS,
        key="id",
        form=form,
        output=output,
        title="Events",
        empty="No events to show.",
    )
