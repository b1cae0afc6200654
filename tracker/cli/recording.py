"""What recording verbs share: their options, what they say of what they recorded, and how they ask."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.session import Session

if TYPE_CHECKING:
    from tracker.decisions.decider import Outcome

F = TypeVar("F", bound=Callable[..., Any])
LISTED = 6


def recording_options(function: F) -> F:
    """Add -n/--dry-run and -f json."""
    function = click.option(
        "-f", "--format", "form", type=click.Choice(["json"]), help="Print the events appended, as JSON."
    )(function)
    return click.option(
        "-n", "--dry-run", is_flag=True, help="Decide, say what would be recorded, record nothing."
    )(function)


def report(session: Session, outcome: "Outcome", form: str | None) -> None:
    """Say what was recorded in words, with the event numbers, and how the commitments stood and stand."""
    for note in outcome.notes:
        session.say(f"Note: {note}.")
    verb = "Would record" if outcome.dry_run else "Recorded"
    if not outcome.facts:
        session.say("Nothing new: it is all recorded already.")
    elif len(outcome.facts) > LISTED:
        session.say(f"{verb} {len(outcome.facts)} events{_range(outcome)}: {_counts(outcome)}")
    elif not session.quiet:
        from tracker.views.effects import in_words

        for fact in outcome.stored():
            session.say(
                f"{verb} {f'#{fact.position} ' if fact.position else ''}{fact.type}: {in_words(fact)}"
            )
    for effect in outcome.effects:
        session.say(effect)
    if form == "json":
        print_events(outcome)


def print_events(outcome: "Outcome") -> None:
    """Print the events appended, as CloudEvents."""
    from tracker.formats.history import cloud_event
    from tracker.pages.render import to_json

    events = [cloud_event(fact) | ({} if fact.position else {"position": None}) for fact in outcome.stored()]
    click.echo(to_json(events))


def _range(outcome: "Outcome") -> str:
    first, last = outcome.facts[0][0], outcome.facts[-1][0]
    return f", #{first} to #{last}" if first and last else ""


def _counts(outcome: "Outcome") -> str:
    counts: dict[str, int] = {}
    for _, fact in outcome.facts:
        counts[fact.TOPIC] = counts.get(fact.TOPIC, 0) + 1
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def confirm(question: str) -> bool:
    """Ask on a terminal; the question goes to stderr, as everything that is no data."""
    click.echo(f"{question} [y/N] ", nl=False, err=True)
    answer = sys.stdin.readline()
    return answer.strip().lower() in {"y", "yes", "s", "sí", "si"}
