"""Correct: retract, undo, redo. Nothing is removed: a retraction is one more event."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from events.sentences import at_most, joined, sentence
from tracker.cli.command import verb
from tracker.cli.recording import confirm, recording_options, report
from tracker.cli.session import Session, interactive
from tracker.errors import RefusedError

if TYPE_CHECKING:
    from tracker.decisions.decider import Outcome
    from tracker.views.events import Batch

SHOWN = 10
F = TypeVar("F", bound=Callable[..., Any])


@verb("tracker retract '#41' --reason 'recorded for the wrong commitment'")
@click.argument("event", metavar="EVENT")
@click.option("--reason", metavar="TEXT", required=True, prompt=False, help="Why.")
@click.option("--with-dependents", is_flag=True, help="Retract what rests on it too.")
@recording_options
def retract(event: str, reason: str, *, with_dependents: bool, dry_run: bool, form: str | None) -> None:
    """Retract an event, given by its number or id. Retracting a retraction restores its target."""
    session = Session()
    outcome = session.tracker.retract(event, reason, with_dependents=with_dependents, dry_run=dry_run)
    report(session, outcome, form)


def _asking(function: F) -> F:
    """Add what taking back a command asks for."""
    for option in (
        click.option("--with-dependents", is_flag=True, help="Retract what rests on it too."),
        click.option("--reason", metavar="TEXT", help="Why."),
        click.option("--any", "of_anyone", is_flag=True, help="Also what another user did."),
        click.option("--yes", is_flag=True, help="Do not ask."),
    ):
        function = option(function)
    return function


@verb("tracker undo\ntracker undo --yes")
@_asking
@recording_options
def undo(*, of_anyone: bool, **asked: Any) -> None:
    """Take back what you did last: every event of your newest command that still stands.

    Run again, it takes back the command before; redo takes the last undoing back.
    """
    from tracker.views.events import UNDONE

    session = Session()
    _take_back(
        session,
        session.tracker.last_batch(of_anyone=of_anyone),
        sentence("The last command of {user}: {events}"),
        UNDONE,
        **asked,
    )


@verb("tracker redo")
@_asking
@recording_options
def redo(*, of_anyone: bool, **asked: Any) -> None:
    """Take the last undoing back: what was undone stands again."""
    from tracker.views.events import REDONE

    session = Session()
    _take_back(
        session,
        session.tracker.last_undoing(of_anyone=of_anyone),
        sentence("The undoing of {user}: {events}"),
        REDONE,
        **asked,
    )


def _take_back(
    session: Session,
    batch: "Batch",
    what: str,
    done: str,
    *,
    yes: bool,
    reason: str | None,
    with_dependents: bool,
    dry_run: bool,
    form: str | None,
) -> None:
    """Say what a command did and what stands without it, ask, and retract it."""
    listed = [f"#{position} {stored_type}" for position, _, stored_type in batch.events]
    session.say(what, user=batch.user, events=at_most(SHOWN, listed))
    ids = [event_id for _, event_id, _ in batch.events]
    why = done if reason is None else f"{done}: {reason}" if reason.strip() else reason

    def retracted(*, dry_run: bool) -> "Outcome":
        return session.tracker.retract_all(ids, why, with_dependents=with_dependents, dry_run=dry_run)

    if not yes and not dry_run:
        if not interactive():
            raise RefusedError("there is nobody to ask", "Say --yes to retract these events.")
        session.say("Now → then:")
        for effect in retracted(dry_run=True).effects or (sentence("no commitment stands otherwise"),):
            session.say(joined("", ("  ", effect)))
        if not confirm(session, "Retract them?"):
            session.say("Nothing was retracted.")
            return
    report(session, retracted(dry_run=dry_run), form)
