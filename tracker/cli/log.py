"""Read: events, the log itself."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.complete import complete_type
from tracker.cli.filters import none_of
from tracker.cli.output import write_lines
from tracker.cli.reading import Asked, reading
from tracker.pages.columns import EVENTS, event_line

if TYPE_CHECKING:
    from tracker.log.store import Log
    from tracker.log.stored import StoredFact

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
@click.option("--by", "user", metavar="USER", help="Recorded by this user.")
@click.option("--since", metavar="WHEN", help="Recorded on a day or later, or at a time: 2024-06-01T12:30.")
@click.option("--after", metavar="N", default="0", help="After this event number.")
@click.option("--follow", is_flag=True, help="Go on with what is recorded from now on, until Ctrl-C.")
@reading(EVENTS, moment=False)
def events(
    asked: Asked,
    stored_type: str | None,
    tag: str | None,
    user: str | None,
    since: str | None,
    after: str,
    *,
    follow: bool,
) -> list[dict[str, Any]] | None:
    """List the log itself; ndjson is its history as CloudEvents."""
    from events.kinds import BY_TYPE
    from tracker.formats.history import cloud_event

    number = _number(after)
    if stored_type is not None and stored_type not in BY_TYPE:
        raise click.UsageError(none_of("--type", stored_type, ", ".join(BY_TYPE), BY_TYPE))
    wanted = _Wanted(tag, stored_type, user, _since(asked, since))
    log = asked.session.tracker.log()
    try:
        if not follow:
            _must_occur(asked, log, wanted)
        facts = _told(asked, wanted.of(log, number, log.head()))
        if follow:
            if asked.output is not None or asked.form not in {"table", "ndjson"}:
                raise click.UsageError("--follow prints a table or ndjson to stdout.")
            _follow(log, number, wanted, asked.form)
        elif asked.form == "ndjson":
            from tracker.pages.render import to_ndjson

            write_lines(
                asked.session, to_ndjson(asked.chosen_of(cloud_event(fact)) for fact in facts), asked.output
            )
        else:
            return [cloud_event(fact) for fact in facts]
    finally:
        log.close()
    return None


class _Wanted(NamedTuple):
    """Which events are asked for."""

    tag: str | None
    stored_type: str | None
    user: str | None
    since: str

    def of(self, log: "Log", after: int, head: int) -> "Iterator[StoredFact]":
        """Read those after one position and up to another."""
        for fact in log.facts(after, head, self.tag, self.stored_type):
            by = self.user is None or fact.stamp["recorded_by"] == self.user
            if by and fact.stamp["recorded_at"] >= self.since:
                yield fact


def _must_occur(asked: Asked, log: "Log", wanted: _Wanted) -> None:
    """Refuse a user or a tag of which there is nothing; a follower waits for the first."""
    from tracker.errors import NotFoundError
    from tracker.views.events import must_have_recorded

    if wanted.user is not None:
        with asked.session.tracker.view() as connection:
            must_have_recorded(connection, wanted.user)
    if wanted.tag is not None and next(iter(log.facts(0, log.head(), wanted.tag)), None) is None:
        raise NotFoundError(
            sentence("no event has the tag {tag}", tag=wanted.tag),
            "Tags are like commitment:ID, meeting:ID, institution:PARTY/ID or by:USER.",
        )


def _since(asked: Asked, text: str | None) -> str:
    """Read when recording must have been, as `recorded_at` is written; empty for always."""
    from tracker.views.moment import recorded_since

    return "" if text is None else recorded_since(text, asked.session.tracker.today)


def _told(asked: Asked, facts: "Iterable[StoredFact]") -> "Iterator[StoredFact]":
    """Say of each event that is no fact that it counts nowhere."""
    from tracker.log.stored import UNREADABLE

    for fact in facts:
        if fact.type == UNREADABLE:
            asked.session.say(
                "Event #{position} ({type}) is no fact and counts nowhere: {why}.",
                position=fact.position,
                type=fact.fields["type"],
                why=fact.fields["why"],
            )
        yield fact


def _number(text: str) -> int:
    """Read an event number, however long."""
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdigit()):
        raise click.UsageError(sentence("--after {text} is not an event number.", text=text))
    significant = digits.lstrip("0") or "0"
    return int(significant) if len(significant) <= DIGITS else 10**DIGITS


def _follow(log: "Log", after: int, wanted: _Wanted, form: str) -> None:
    """Print what is there, then each event as it is recorded by any desk."""
    from tracker.formats.history import cloud_event
    from tracker.pages.render import to_ndjson

    while True:
        head = log.head()
        for fact in wanted.of(log, after, head):
            event = cloud_event(fact)
            for line in to_ndjson([event]) if form == "ndjson" else [event_line(event)]:
                click.echo(line)
        after = max(after, head)
        log.wait(WAIT_SECONDS)
