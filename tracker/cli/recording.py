"""What recording verbs share: their options, what they say of what they recorded, and how they ask."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from events.sentences import Sentence, sentence
from tracker.cli.session import Session
from tracker.words.language import phrase

if TYPE_CHECKING:
    from tracker.decisions.decider import Outcome

F = TypeVar("F", bound=Callable[..., Any])
LISTED = 6
MOST_TOLD = 400
"""Characters of what was recorded that are told; show has the rest."""


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
        session.say("Note: {note}.", note=note)
    # For translators: {what} is an event with its number, or so many of them
    done = sentence("Would record {what}") if outcome.dry_run else sentence("Recorded {what}")
    if not outcome.facts:
        session.say("Nothing new: it is all recorded already.")
    elif len(outcome.facts) > LISTED:
        session.say(done, what=_in_numbers(outcome))
    elif not session.quiet:
        from tracker.pages.wrap import shortened
        from tracker.views.effects import in_words

        for fact in outcome.stored():
            number = f"#{fact.position} " if fact.position else ""
            told = shortened(in_words(fact, session.lang), MOST_TOLD, at_word=True)
            session.say(done, what=f"{number}{fact.type}: {told}")
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


def _in_numbers(outcome: "Outcome") -> Sentence:
    """Say how many events there are, with their numbers if they have them, and of which types."""
    counts: dict[str, int] = {}
    for _, fact in outcome.facts:
        counts[fact.TOPIC] = counts.get(fact.TOPIC, 0) + 1
    count, first, last = len(outcome.facts), outcome.facts[0][0], outcome.facts[-1][0]
    told = ", ".join(f"{number} {name}" for name, number in counts.items())
    if first and last:
        return sentence(
            "{count} events, #{first} to #{last}: {counts}", count=count, first=first, last=last, counts=told
        )
    return sentence("{count} events: {counts}", count=count, counts=told)


def confirm(session: Session, question: str) -> bool:
    """Ask on a terminal; the question goes to stderr, as everything that is no data."""
    asked = phrase(session.lang, "{question} [y/N]", question=sentence(question))
    click.echo(f"{asked} ", nl=False, err=True)
    answer = sys.stdin.readline()
    return answer.strip().lower() in {"y", "yes", "s", "sí", "si"}
