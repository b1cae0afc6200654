"""Minutes back from the store: to keep, or to correct in an editor."""

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from events.sentences import Sentence, joined, sentence
from tracker.cli.command import verb
from tracker.cli.complete import complete
from tracker.cli.recording import confirm, recording_options, report
from tracker.cli.session import Session, interactive, keep_language
from tracker.environment import LANGUAGES, words_of
from tracker.errors import InputError, RefusedError, TrackerError
from tracker.words.language import phrase

if TYPE_CHECKING:
    from tracker.decisions.decider import Outcome

EDITORS = ("VISUAL", "EDITOR")
"""The variables that name one, the first before the other."""
_COMMENT = re.compile(r"(?:^|\s)#(?:\s|$)")


class Current(NamedTuple):
    """What minutes are called, what they say now, and the positions of the facts they say."""

    name: str
    text: str
    said: tuple[int, ...]


@verb("tracker minutes 2022-03-14 > visit.yaml\ntracker minutes > new.yaml")
@click.argument(
    "occasion", required=False, metavar="[OCCASION]", shell_complete=complete("meeting", "document")
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    callback=keep_language,
    help="The language of the form. [default: en]",
)
def minutes(occasion: str | None, lang: str) -> None:
    """Print minutes as YAML: what stands of a meeting or document, or without one a form to fill in.

    Recorded again, what stands adds nothing; changed and recorded, it corrects.
    """
    if occasion is None:
        from tracker.formats.form import form

        click.echo(form(lang), nl=False)
        return
    click.echo(_current(Session(), occasion, ("meeting", "document")).text, nl=False)


@verb("tracker edit 2022-03-14")
@click.argument("ref", metavar="REF", shell_complete=complete("commitment", "meeting", "document"))
@click.option("--yes", is_flag=True, help="Do not ask.")
@recording_options
def edit(ref: str, *, yes: bool, dry_run: bool, form: str | None) -> None:
    """Open the minutes of a meeting, a document or a commitment in $VISUAL or $EDITOR, and correct them.

    What would change is shown and asked about before it is recorded. A commitment is edited in the
    minutes of its occasion, or by itself where it has none.
    """
    _must_have_editor()
    session = Session()
    before = _current(session, ref, ("meeting", "document", "commitment"))
    file = Path(tempfile.mkdtemp(prefix="tracker-edit-")) / f"{before.name}.yaml"
    file.write_text(before.text, encoding="utf-8")
    kept = sentence("What you wrote is kept in {file}", file=file)
    outcome = _edited(session, file, before, kept)
    if outcome is None:
        _forget(file)
        session.say("Nothing was changed.")
        return
    if not dry_run:
        if not yes:
            if not interactive():
                raise RefusedError(
                    "there is nobody to ask", sentence("Say --yes to record it. {kept}", kept=kept)
                )
            report(session, outcome, None)
            if not outcome.facts or not confirm(session, "Record it?"):
                session.say("Nothing was recorded. {kept}", kept=kept)
                return
        said = outcome.notes if not yes else []
        outcome = _recorded(session, file, before, dry_run=False)
        outcome = outcome._replace(notes=[note for note in outcome.notes if note not in said])
    report(session, outcome, form)
    _say_what_is_not_kept(session, file, before)
    if dry_run:
        session.say(kept)
    else:
        _forget(file)


def _must_have_editor() -> None:
    """Refuse what could edit nothing: no command line, or an editor of the terminal where there is none."""
    for name in EDITORS:
        if command := os.environ.get(name):
            words_of(command, name)
            return
    if not interactive():
        raise RefusedError(
            "there is nobody to ask",
            "Name an editor that needs no terminal in VISUAL or EDITOR; or change what tracker minutes"
            " prints, and record it.",
        )


def _edited(session: Session, file: Path, before: Current, kept: Sentence) -> "Outcome | None":
    """Let the user edit until it could be recorded; None if nothing was changed."""
    while True:
        try:
            click.edit(filename=str(file))
        except click.ClickException as error:
            raise InputError(
                sentence("the editor did not work: {why}", why=error.format_message()),
                sentence("Set VISUAL or EDITOR to one that does. {kept}", kept=kept),
            ) from error
        if not file.exists() or file.read_text(encoding="utf-8", errors="replace") == before.text:
            return None
        try:
            return _recorded(session, file, before, dry_run=True)
        except TrackerError as error:
            if not interactive():
                error.hint = (
                    joined(" ", (sentence(error.hint), joined("", (kept, ".")))) if error.hint else kept
                )
                raise
            _say_what_is_wrong(error, session.lang)
            if not confirm(session, "Go on editing?"):
                raise RefusedError(
                    "nothing was recorded", sentence("{kept}: tracker record {file}", kept=kept, file=file)
                ) from error


def _say_what_is_wrong(error: TrackerError, lang: str) -> None:
    from tracker.cli.command import complain_of_all

    complain_of_all(error, lang)


def _recorded(session: Session, file: Path, before: Current, *, dry_run: bool) -> "Outcome":
    """Record the file as it is now, under its plain name: files it names as evidence are looked for here."""
    minutes = [(file.read_bytes(), file.name)]
    return session.tracker.record_files(minutes, dry_run=dry_run, before=before.said)


def _say_what_is_not_kept(session: Session, file: Path, before: Current) -> None:
    """Say that comments are no facts."""
    known = set(before.text.splitlines())
    written = file.read_text(encoding="utf-8").splitlines()
    comments = [line.strip() for line in written if line not in known and _COMMENT.search(line)]
    if comments:
        note = sentence("comments are not recorded; a note is: {comments}", comments="; ".join(comments))
        session.say("Note: {note}.", note=note)


def _forget(file: Path) -> None:
    file.unlink(missing_ok=True)
    if not any(file.parent.iterdir()):  # an editor may have left a copy
        file.parent.rmdir()


def _current(session: Session, reference: str, kinds: tuple[str, ...]) -> Current:
    """Write what stands of what a reference means, and say what minutes cannot say."""
    from tracker.formats.write_minutes import write_minutes
    from tracker.views.occasion import occasion_of, said_at, said_at_none
    from tracker.views.references import find

    with session.tracker.view() as connection:
        found = find(connection, reference, kinds)
        occasion = (
            occasion_of(connection, found.name)
            if found.kind == "commitment"
            else f"{found.kind}:{found.name}"
        )
        log = session.tracker.log()
        try:
            facts = (
                said_at(connection, log, occasion) if occasion else said_at_none(connection, log, found.name)
            )
        finally:
            log.close()
    written = write_minutes(facts, occasion)
    if written.left_out:
        numbers = ", ".join(f"#{position}" for position in written.left_out)
        note = sentence("no minutes can say {numbers} as it was recorded; it stays as it is", numbers=numbers)
        session.say("Note: {note}.", note=note)
    if not written.text:
        raise RefusedError(
            sentence("nothing stands of {reference}", reference=reference),
            "tracker timeline says what was taken back.",
        )
    name = (occasion or found.name).partition(":")[2] or found.name
    heading = phrase(
        session.lang, "# {name}, as it stands; recorded again, nothing is new.", name=occasion or found.name
    )
    said = tuple(fact.position for fact in facts if fact.position not in written.left_out)
    return Current(name, f"{heading}\n{written.text}", said)
