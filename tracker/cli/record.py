"""Record: demo, init, record."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from events.sentences import Sentence, sentence
from tracker.cli.command import verb
from tracker.cli.complete import FILE
from tracker.cli.output import read_input
from tracker.cli.recording import recording_options, report
from tracker.cli.session import Session
from tracker.words.language import phrase

SEED = "2022-03-14-mexico-city.yaml"


@verb("tracker demo\ntracker demo --store demo.db")
def demo() -> None:
    """Record the 14 March 2022 meeting in Mexico City and show its commitments."""
    import tempfile
    from importlib.resources import files

    from tracker.cli.read import show_status

    named = click.get_current_context().ensure_object(dict).get("store")
    store = named or str(Path(tempfile.mkdtemp(prefix="tracker-demo-")) / "demo.db")
    session = Session(store=store)
    say = partial(phrase, session.lang)
    click.echo(say("The store: {store}", store=session.tracker.store.name))
    minutes = (files("tracker") / "seed" / SEED).read_bytes()
    outcome = session.tracker.record_minutes(minutes, SEED)
    if outcome.facts:
        click.echo(say("Recorded {count} events of one meeting:", count=len(outcome.facts)))
        for told in _story(outcome.facts):
            click.echo(f"  {say(told)}")
    else:
        click.echo(say("Nothing new: the meeting is recorded already."))
    click.echo()
    show_status(session)
    click.echo()
    click.echo(say("Go on with, for example:"))
    for line in _how_to_go_on(session.tracker.store.name):
        click.echo(line)


def _story(facts: Sequence[tuple[int | None, object]]) -> list[Sentence]:
    """Say in a line for each kind of fact what was recorded."""
    from events.facts import (
        CommitmentAgreed,
        DelegationRecorded,
        EvidenceAdded,
        InstitutionRecorded,
        MeetingHeld,
    )

    kinds = [fact for _, fact in facts]
    lines = [
        sentence("meeting {id}, {place}", id=fact.id, place=fact.place)
        for fact in kinds
        if isinstance(fact, MeetingHeld)
    ]
    lines += [
        sentence(
            "delegation of {party}, {count} official, led by {head}",
            "delegation of {party}, {count} officials, led by {head}",
            party=fact.party,
            count=len(fact.members),
            head=fact.head,
        )
        for fact in kinds
        if isinstance(fact, DelegationRecorded)
    ]
    counted = (
        sentence("{count} institution", "{count} institutions", count=_number_of(InstitutionRecorded, kinds)),
        sentence(
            "{count} commitment agreed",
            "{count} commitments agreed",
            count=_number_of(CommitmentAgreed, kinds),
        ),
        sentence("{count} source", "{count} sources", count=_number_of(EvidenceAdded, kinds)),
    )
    return lines + [each for each in counted if each.values["count"]]


def _number_of(kind: type, facts: Sequence[object]) -> int:
    return sum(isinstance(fact, kind) for fact in facts)


def _how_to_go_on(path: str) -> list[str]:
    return [
        f"  export TRACKER_STORE={path}",
        "  tracker show otay-mesa-east",
        "  tracker update otay in-progress --by MX --obligor MX --percent 90 --on 2024-11-19",
        "  tracker timeline otay",
        "  tracker status --as-of 2023-01-01",
    ]


@verb("tracker init --store desk.db")
def init() -> None:
    """Create a store; one that is there already stays as it is."""
    session = Session()
    new = session.tracker.init()
    said = sentence("Created {store}") if new else sentence("It is there already: {store}")
    session.say(said, store=session.tracker.store.name)


@verb("tracker record minutes.yaml\ncat minutes.yaml | tracker record -")
@click.argument("minutes", type=FILE, nargs=-1, required=True, metavar="FILE…")
@click.option("--restore", is_flag=True, help="Record anew what was recorded once and retracted since.")
@recording_options
def record(minutes: tuple[str, ...], *, restore: bool, dry_run: bool, form: str | None) -> None:
    """Record minutes, YAML or JSON: all of a file or nothing of it; again, nothing new.

    Minutes that were changed and are recorded again correct what they recorded before. Several
    files are recorded together, or not at all.
    """
    from tracker.formats.table import refuse_table
    from tracker.formats.yaml_tree import LARGEST

    for name in minutes:
        refuse_table(name)
    session = Session()
    files = [read_input(name, LARGEST + 1) for name in minutes]
    with session.creating():
        outcome = session.tracker.record_files(files, dry_run=dry_run, restores=restore)
    report(session, outcome, form)
