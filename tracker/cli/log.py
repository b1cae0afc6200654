"""Read: events, the log itself."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.command import verb
from tracker.cli.complete import complete_type
from tracker.cli.output import write_lines
from tracker.cli.reading import Asked, reading
from tracker.pages.columns import EVENTS, event_line

if TYPE_CHECKING:
    from tracker.log.store import Log

WAIT_SECONDS = 1.0
"""How long a follower sleeps at most, so that Ctrl-C is heard."""
DIGITS = 18
"""Of the greatest event number that is looked for; a longer one is after all events."""


@verb("tracker events --tag commitment:otay-mesa-east -f ndjson")
@click.option(
    "--type",
    "stored_type",
    metavar="TYPE",
    help="Of this type, like status.updated.",
    shell_complete=complete_type,
)
@click.option("--tag", metavar="TAG", help="With this tag, like commitment:ID or by:USER.")
@click.option("--after", metavar="N", default="0", help="After this event number.")
@click.option("--follow", is_flag=True, help="Go on with what is recorded from now on, until Ctrl-C.")
@reading(EVENTS, moment=False)
def events(
    asked: Asked, stored_type: str | None, tag: str | None, after: str, *, follow: bool
) -> list[dict[str, Any]] | None:
    """List the log itself; ndjson is its history as CloudEvents."""
    from events.kinds import BY_TYPE
    from tracker.formats.history import cloud_event

    number = _number(after)
    if stored_type and stored_type not in BY_TYPE:
        raise click.UsageError(f"--type {stored_type} is not one of {', '.join(BY_TYPE)}.")
    log = asked.session.tracker.log()
    try:
        facts = log.facts(number, log.head(), tag, stored_type)
        if follow:
            if asked.output is not None or asked.form not in {"table", "ndjson"}:
                raise click.UsageError("--follow prints a table or ndjson to stdout.")
            _follow(log, number, tag, stored_type, asked.form)
        elif asked.form == "ndjson":
            from tracker.pages.render import to_ndjson

            write_lines(asked.session, to_ndjson(cloud_event(fact) for fact in facts), asked.output)
        else:
            return [cloud_event(fact) for fact in facts]
    finally:
        log.close()
    return None


def _number(text: str) -> int:
    """Read an event number, however long."""
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdigit()):
        raise click.UsageError(f"--after {text} is not an event number.")
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) <= DIGITS else 10**DIGITS


def _follow(log: "Log", after: int, tag: str | None, stored_type: str | None, form: str) -> None:
    """Print what is there, then each event as it is recorded by any desk."""
    from tracker.formats.history import cloud_event
    from tracker.pages.render import to_ndjson

    while True:
        head = log.head()
        for fact in log.facts(after, head, tag, stored_type):
            event = cloud_event(fact)
            for line in to_ndjson([event]) if form == "ndjson" else [event_line(event)]:
                click.echo(line)
        after = max(after, head)
        log.wait(WAIT_SECONDS)
