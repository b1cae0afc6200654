"""Keep: rebuild, verify, backup, copy, schema."""

import time
from pathlib import Path
from typing import Any

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.complete import FILE
from tracker.cli.output import write_text
from tracker.cli.session import Session, at_home, must_say_something


@verb("tracker rebuild")
def rebuild() -> None:
    """Rebuild the view from the log, aside; readers go on reading meanwhile."""
    session = Session()
    started = time.perf_counter()
    with session.progress("Rebuilding") as progress:
        count = session.tracker.rebuild(progress)
    session.say(
        "Rebuilt the view of {count} event in {seconds:.1f} s",
        "Rebuilt the view of {count} events in {seconds:.1f} s",
        count=count,
        seconds=time.perf_counter() - started,
    )


@verb("tracker verify")
def verify() -> None:
    """Walk the whole log and name the first thing wrong.

    Exits 0 if it is whole, 1 if it is not, 2 if it could not be checked.
    """
    session = Session()
    with session.progress("Verifying") as progress:
        count = session.tracker.verify(progress)
    session.say("Whole: {count} event", "Whole: {count} events", count=count)


@verb("tracker backup 2026-11-24.db")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
def backup(file: Path) -> None:
    """Write a consistent copy of the log into a new file, while others may be recording."""
    from tracker.log.upkeep import backup as back_up

    session = Session()
    with session.progress("Copying") as progress:
        count = back_up(session.tracker.store, file, progress)
    session.say("Wrote {count} event into {file}", "Wrote {count} events into {file}", count=count, file=file)


@verb("tracker restore 2026-11-24.db")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--replace", is_flag=True, help="Also where other events, or another store, are lost by it.")
def restore(file: Path, *, replace: bool) -> None:
    """Put a backup in the place of the store, which is put aside; readers go on meanwhile.

    The backup is verified first. Copying a file over a store is not the same: what its journal
    holds would be played into the copy.
    """
    from tracker.errors import RefusedError
    from tracker.log.store import SQLiteStore
    from tracker.log.upkeep import restore as restored

    session = Session()
    store = session.tracker.store
    if not isinstance(store, SQLiteStore):
        raise RefusedError(
            sentence("{store} is no file", store=store.name),
            "Restore a server with its own tools, or copy into an empty database.",
        )
    with session.progress("Verifying") as progress:
        done = restored(file, store, replace=replace, progress=progress)
        session.tracker.rebuild(progress)  # the view may have seen what the backup has not
    session.say(
        "Restored {count} event from {file}",
        "Restored {count} events from {file}",
        count=done.events,
        file=file,
    )
    if done.aside:
        session.say("What was there before is in {file}", file=done.aside)


@verb("tracker copy --from desk.db --to postgresql://host/commitments")
@click.option("--from", "source", type=FILE, metavar="STORE", help="The store to copy; else the usual one.")
@click.option(
    "--to",
    "target",
    type=FILE,
    metavar="STORE",
    required=True,
    help="A new store, or one a copy began to fill.",
)
def copy(source: str | None, target: str) -> None:
    """Copy a log into another store: identity, order and times are kept.

    Run again, it goes on where it ended. Into PostgreSQL it needs the role tracker_archivist.
    """
    from tracker.log.store import store_at
    from tracker.log.upkeep import copy as copied

    must_say_something("--from", source)
    must_say_something("--to", target)
    session = Session(store=at_home(source) if source else None)
    with session.progress("Copying") as progress:
        count = copied(session.tracker.store, store_at(at_home(target)), progress)
    session.say(
        sentence("Copied {count} event", "Copied {count} events", count=count)
        if count
        else "Nothing to copy: it is all there."
    )


@verb("tracker schema\ntracker schema minutes\ntracker schema mapping\ntracker schema --check saved.json")
@click.argument("what", type=click.Choice(["events", "minutes", "mapping", "draft"]), default="events")
@click.option(
    "--check", "old", type=FILE, metavar="OLD", help="Compare with a saved schema of the same kind."
)
def schema(what: str, old: str | None) -> None:
    """Print the JSON Schema of events, minutes or mappings, or say how it goes with a saved one.

    That of a draft is what a program answers that tracker draft --with asks.

    The verdict is full (each reads what the other wrote), backward (this one reads the old),
    forward (the old one reads this) or none; it exits 1 unless it is full or backward.
    """
    from tracker.formats.mapping_schema import mapping_schema
    from tracker.formats.schemas import events_schema, minutes_schema
    from tracker.pages.render import to_json

    schemas = {
        "events": events_schema,
        "minutes": minutes_schema,
        "mapping": mapping_schema,
        "draft": _draft_schema,
    }
    if old is not None:
        _compare(old, schemas[what]())
        return
    write_text(to_json(schemas[what]()), None, Session())


def _draft_schema() -> dict[str, Any]:
    from tracker.draft.helper_program import SCHEMA

    return SCHEMA


_SAVING = sentence("Save one with: tracker schema -q > saved.json")


def _compare(old: str, new: dict[str, Any]) -> None:
    import json

    from tracker.cli.output import read_input
    from tracker.errors import FoundError, InputError
    from tracker.formats.compatibility import compare
    from tracker.words.text import one_line

    data, source = read_input(old)
    try:
        saved = json.loads(data)
        verdict = compare(saved, new) if isinstance(saved, dict) else None
    except RecursionError as error:
        raise InputError("this is nested too deeply for a schema", _SAVING, source) from error
    except ValueError as error:
        raise InputError("this is no JSON", _SAVING, source) from error
    if verdict is None:
        raise InputError("this is no schema", _SAVING, source)
    click.echo(verdict.name)
    for line in verdict.reasons:
        click.echo(f"  {one_line(line)}")
    if verdict.name not in {"full", "backward"}:
        raise FoundError
