"""Correct: retract, undo. Nothing is removed: a retraction is one more event."""

import click

from tracker.cli.command import verb
from tracker.cli.recording import confirm, recording_options, report
from tracker.cli.session import Session, interactive
from tracker.errors import RefusedError

SHOWN = 10


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


@verb("tracker undo\ntracker undo --yes")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--any", "of_anyone", is_flag=True, help="Also what another user recorded.")
@click.option("--reason", metavar="TEXT", default="undone", show_default=True, help="Why.")
@click.option("--with-dependents", is_flag=True, help="Retract what rests on it too.")
@recording_options
def undo(
    *, yes: bool, of_anyone: bool, reason: str, with_dependents: bool, dry_run: bool, form: str | None
) -> None:
    """Take back what you recorded last: every event of your newest command that still stands."""
    session = Session()
    user, events = session.tracker.last_batch(of_anyone=of_anyone)
    listed = [f"#{position} {stored_type}" for position, _, stored_type in events]
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    session.say(f"The last command of {user}: {', '.join(listed[:SHOWN])}{more}")
    if not yes and not dry_run:
        if not interactive():
            raise RefusedError("there is nobody to ask", "Say --yes to retract these events.")
        if not confirm("Retract them?"):
            session.say("Nothing was retracted.")
            return
    outcome = session.tracker.retract_all(
        [event_id for _, event_id, _ in events], reason, with_dependents=with_dependents, dry_run=dry_run
    )
    report(session, outcome, form)
