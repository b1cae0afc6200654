"""Read: events, the log itself."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.command import verb
from tracker.cli.output import output_options, write_lines, write_rows
from tracker.cli.session import Session

if TYPE_CHECKING:
    from tracker.log.store import Log

WAIT_SECONDS = 1.0
"""How long a follower sleeps at most, so that Ctrl-C is heard."""


@verb("tracker events --tag commitment:otay-mesa-east -f ndjson")
@click.option("--type", "stored_type", metavar="TYPE", help="Of this type, like status.updated.")
@click.option("--tag", metavar="TAG", help="With this tag, like commitment:ID or by:USER.")
@click.option("--after", metavar="N", default="0", help="After this event number.")
@click.option("--follow", is_flag=True, help="Go on with what is recorded from now on, until Ctrl-C.")
@output_options()
def events(
    stored_type: str | None, tag: str | None, after: str, form: str, output: Path | None, *, follow: bool
) -> None:
    """List the log itself; ndjson is its history as CloudEvents."""
    from events.kinds import BY_TYPE
    from tracker.formats.history import cloud_event
    from tracker.pages.columns import EVENT_COLUMNS, EVENT_KEYS

    number = after.removeprefix("#")
    if not (number.isascii() and number.isdigit()):
        raise click.UsageError(f"--after {after} is not an event number.")
    if stored_type and stored_type not in BY_TYPE:
        raise click.UsageError(f"--type {stored_type} is not one of {', '.join(BY_TYPE)}.")
    session = Session()
    log = session.tracker.log()
    try:
        facts = log.facts(int(number), log.head(), tag, stored_type)
        if follow:
            if output is not None or form not in {"table", "ndjson"}:
                raise click.UsageError("--follow prints a table or ndjson to stdout.")
            _follow(log, int(number), tag, stored_type, form)
            return
        if form == "ndjson":
            from tracker.pages.render import to_ndjson

            write_lines(session, to_ndjson(cloud_event(fact) for fact in facts), output)
            return
        rows = [cloud_event(fact) for fact in facts]
    finally:
        log.close()
    write_rows(
        session,
        rows,
        columns=EVENT_COLUMNS,
        keys=EVENT_KEYS,
        key="id",
        form=form,
        output=output,
        title="Events",
        empty="No events to show.",
    )


def _follow(log: "Log", after: int, tag: str | None, stored_type: str | None, form: str) -> None:
    """Print what is there, then each event as it is recorded by any desk."""
    from tracker.formats.history import cloud_event
    from tracker.pages.render import to_ndjson
    from tracker.words.text import one_line

    while True:
        head = log.head()
        for fact in log.facts(after, head, tag, stored_type):
            event = cloud_event(fact)
            if form == "ndjson":
                lines = list(to_ndjson([event]))
            else:
                when = event["time"][:19].replace("T", " ")
                words = (f"#{fact.position}", when, event["type"], event["subject"], event["recordedby"])
                lines = [one_line("  ".join(words))]
            for line in lines:
                click.echo(line)
        after = max(after, head)
        log.wait(WAIT_SECONDS)
