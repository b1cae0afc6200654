"""Tables come in through a mapping: what became of them, and what was refused, in words and files."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from events.sentences import joined, sentence
from tracker.cli.output import must_destroy_nothing, named, read_input, write_text
from tracker.cli.session import Session
from tracker.errors import InputError, RefusedError
from tracker.words.language import phrase

if TYPE_CHECKING:
    from tracker.formats.import_table import Imported
    from tracker.formats.mapping import Mapping
    from tracker.formats.table import Table

MOST_NOTES = 20
MOST_REASONS = 12
STATES = {
    "new": sentence("new"),
    "changed": sentence("changed"),
    "unchanged": sentence("unchanged"),
    "left out": sentence("left out"),
    "refused": sentence("refused"),
    "vanished": sentence("vanished"),
}
"""What a row can be, as it is told."""


class Options(NamedTuple):
    """How a table is imported, as the command line says."""

    mapping: str
    seen: str | None
    dry_run: bool
    to_minutes: bool
    keep_going: bool
    corrections: bool
    output: Path | None


def print_scaffold(file: str, session: Session, mapping: str | None, output: Path | None) -> None:
    """Print a first mapping for a table; of a mapping that is given, its source is taken."""
    from tracker.formats.mapping_source import source_of
    from tracker.formats.scaffold import scaffold

    must_destroy_nothing(output, session, file, mapping)
    source = source_of(*read_input(mapping)) if mapping is not None else None
    write_text(scaffold(_path(file), source).rstrip("\n"), output, session)


def import_through_mapping(file: str, session: Session, options: Options) -> None:
    """Import a table, or say what would become of it."""
    must_destroy_nothing(options.output, session, file, options.mapping)
    mapping, table, seen = _opened(file, session, options)
    if options.to_minutes:
        _print_minutes(mapping, table, seen, options.output, session)
        return
    from tracker.decisions.record_rows import Reading
    from tracker.formats.import_table import Wanted, import_table

    wanted = Wanted(Reading(seen, options.corrections), options.dry_run, options.keep_going)
    with session.creating():
        done = import_table(
            session.tracker, mapping, table, wanted, lambda text: _standing_keys(session, text)
        )
    _report(session, mapping, table, done, options)


def _path(file: str) -> Path:
    if file == "-":
        raise InputError("a table is read more than once", "Save it into a file, and name that.")
    return Path(file)


def _opened(file: str, session: Session, options: Options) -> "tuple[Mapping, Table, str | None]":
    from tracker.formats.read_mapping import read_mapping

    path = _path(file)
    data, source = read_input(options.mapping)
    mapping = read_mapping(data, source, Path(source).parent)
    seen = session.day_for("--seen", options.seen) if options.seen else None
    if seen is not None:
        from tracker.views.moment import written

        written(seen, session.tracker.today, "--seen")
    elif mapping.uses_seen:
        raise InputError(
            "the mapping dates by the day on which the list was read, and nothing says which",
            "Say when: --seen DATE, or --seen today.",
            mapping.tree.where(mapping.named["seen"]),
        )
    return mapping, mapping.open(path), seen


def _standing_keys(session: Session, beginning: str) -> Iterable[tuple[str, str]]:
    from tracker.views.references import standing_keys

    if session.tracker.store.beside is not None and not session.tracker.store.exists():
        return []
    with session.tracker.view() as connection:
        return standing_keys(connection, beginning)


def _print_minutes(
    mapping: "Mapping", table: "Table", seen: str | None, output: Path | None, session: Session
) -> None:
    from tracker.formats.mapped import Mapped
    from tracker.formats.minutes import OCCASIONS
    from tracker.formats.write_minutes import entries_as_yaml

    several = any(entry.section in OCCASIONS for rule in mapping.rules for entry in rule.entries)

    def parts() -> Iterator[str]:
        merged: dict[str, list[object]] = {}
        for number, minutes in Mapped(mapping, table, seen).minutes():
            if several:
                yield f"--- # row {number}\n{entries_as_yaml(minutes)}"
                continue
            for section, entries in minutes.items():
                merged.setdefault(section, []).extend(entries)
        if merged:
            yield entries_as_yaml(merged)

    write_text("".join(parts()).rstrip("\n"), output, session)


def _report(session: Session, mapping: "Mapping", table: "Table", done: "Imported", options: Options) -> None:
    _say_notes(session, done)
    if done.refused:
        _say_refused(session, mapping, done, options)
        if options.keep_going and not options.dry_run:
            _write_refused_rows(session, table, done)
    _say_rows(session, done)
    if done.refused and not options.keep_going:
        raise _refusal_of_all(done)
    _say_what_was_recorded(session, done, options)
    _say_effects(session, done, options)


MOST_TOLD = 30
"""New facts of which it is said what they do, each commitment by itself."""


def _say_effects(session: Session, done: "Imported", options: Options) -> None:
    """Say how commitments stood and stand, where they are few: what changed in a list that is known."""
    if not 0 < len(done.new) <= MOST_TOLD or done.in_chunks:
        return
    from tracker.log.stored import StoredFact

    first = done.first or 0
    facts = [
        StoredFact(first + place if first else 0, fact.TOPIC, fact.said, fact.stamp.stored)
        for place, fact in enumerate(done.new)
    ]
    for effect in session.tracker.advice.effects(facts, supposing=options.dry_run):
        session.say(effect)


def _say_rows(session: Session, done: "Imported") -> None:
    counts = [
        sentence("{count} {state}", count=done.rows[state], state=told)
        for state, told in STATES.items()
        if done.rows[state]
    ]
    session.say(sentence("Rows: {counts}", counts=joined(", ", counts or ["0"])))
    for reason, rows in done.left_out.most_common(MOST_REASONS):
        session.say(sentence("  left out, {reason}: {count}", reason=reason, count=rows))
    if len(done.left_out) > MOST_REASONS:
        session.say(sentence("… and {count} more", count=len(done.left_out) - MOST_REASONS))


def _say_notes(session: Session, done: "Imported") -> None:
    notes = list(dict.fromkeys(done.notes))
    for note in notes[:MOST_NOTES]:
        session.say("Note: {note}.", note=note)
    if len(notes) > MOST_NOTES:
        session.say(sentence("… and {count} more", count=len(notes) - MOST_NOTES))


def _say_refused(session: Session, mapping: "Mapping", done: "Imported", options: Options) -> None:
    from tracker.formats import outputs
    from tracker.formats.refused import as_csv, lines, unknown_words
    from tracker.words.text import escape, one_line

    say = partial(phrase, session.lang)
    for line in lines(done.refused, say):
        click.echo(escape(line), err=True)
    file = named(options.output)
    if file is not None:
        outputs.write(file, as_csv(done.refused, say), session.tracker.store)
        session.say(sentence("Wrote {file}: all that was refused", file=one_line(str(file))))
    for name, words in unknown_words(mapping):
        if file is None:
            session.say(
                sentence(
                    "Words that the vocabulary {name} lacks, to be filled in (-o FILE writes them):",
                    name=name,
                )
            )
            click.echo(escape(words.rstrip("\n")), err=True)
            continue
        beside = _free(file.with_name(f"{file.stem}.{_plain(name)}.csv"))
        outputs.write(beside, words, session.tracker.store)
        session.say(
            sentence(
                "Wrote {file}: fill in what each becomes, and name it in the mapping",
                file=one_line(str(beside)),
            )
        )


def _free(path: Path) -> Path:
    """Give a path, or one like it where nothing is yet: somebody may have filled in what is there."""
    numbers = count(2)
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem}-{next(numbers)}")
    return found


def _plain(name: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in name)


def _write_refused_rows(session: Session, table: "Table", done: "Imported") -> None:
    from tracker.formats import outputs
    from tracker.formats.refused import refused_rows
    from tracker.words.text import one_line

    name, parts = refused_rows(table, done.bad_rows)
    outputs.write(Path(name), parts, session.tracker.store)
    session.say(
        sentence("Wrote {file}: the rows that were refused; correct them, and import it", file=one_line(name))
    )


def _refusal_of_all(done: "Imported") -> RefusedError:
    """Say how many rows are refused, and what stands of the others."""
    recorded = (
        sentence("{count} events of the rows before are recorded", count=done.events)
        if done.first
        else sentence("nothing was recorded")
    )
    rows = sentence("{count} row is refused", "{count} rows are refused", count=len(done.bad_rows))
    what = rows if done.bad_rows else sentence("rows of earlier imports are gone")
    return RefusedError(
        joined("; ", (what, recorded)),
        "Correct them and import again, or record the others: --keep-going.",
    )


def _say_what_was_recorded(session: Session, done: "Imported", options: Options) -> None:
    counts = ", ".join(f"{count} {name}" for name, count in done.types.items())
    events = sentence("{count} event", "{count} events", count=done.events)
    if done.in_chunks:
        session.say("More than 100,000 events: they go in chunks; interrupted, run it again to finish it")
    if options.dry_run and done.in_chunks:
        session.say(
            sentence("Would look at {count:,} facts, and record what is new of them", count=done.found)
        )
    elif not done.events:
        session.say("Nothing new: it is all recorded already.")
    elif options.dry_run:
        session.say(sentence("Would record {events}, in one append: {counts}", events=events, counts=counts))
    else:
        span = sentence("#{first} to #{last}", first=done.first, last=done.last)
        where = f"#{done.first}" if done.first == done.last else span
        session.say(
            sentence("Recorded {events}, {where}: {counts}", events=events, where=where, counts=counts)
        )
