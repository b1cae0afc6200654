"""Draft: minutes to be reviewed, of a memo."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.complete import FILE
from tracker.cli.endings import form_for, was_said
from tracker.cli.output import must_destroy_nothing, read_input, write_text
from tracker.cli.session import Session, must_say_something
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.draft.draft import Draft, Given
    from tracker.draft.known import Known
    from tracker.draft.lexicon import Lexicon
    from tracker.draft.texts import Text

COMMAND = "TRACKER_DRAFT_COMMAND"
OWN_WORDS = "draft.toml"
"""A desk's own words, in its configuration folder."""


@verb("tracker draft visit.pdf --parties US,MX -o visit.yaml\ntracker draft joint-statement.html -f json")
@click.argument("memo", type=FILE, metavar="MEMO")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="How to write it.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write into a file, as its ending says unless -f does.",
)
@click.option(
    "--parties", metavar="CODES", help="Whose meeting it is, like US,MX; it outranks what is found."
)
@click.option("--held", metavar="DATE", help="The day of the meeting; it outranks what is found.")
@click.option("--place", metavar="PLACE", help="The place of the meeting; it outranks what is found.")
@click.option(
    "--lang", type=click.Choice(["en", "es"]), help="The language of the memo; else each sentence's own."
)
@click.option(
    "--words",
    "own",
    type=FILE,
    metavar="FILE",
    help=f"Countries and offices of yours; else {OWN_WORDS} of the configuration folder.",
)
@click.option(
    "--with",
    "command",
    metavar="COMMAND",
    help=f"A program that proposes candidates; else {COMMAND}.",
)
def draft(
    memo: str,
    form: str,
    output: Path | None,
    parties: str | None,
    held: str | None,
    place: str | None,
    lang: str | None,
    own: str | None,
    command: str | None,
) -> None:
    """Draft minutes of a memo, press release or joint statement: .txt, .md, .html, .docx or .pdf.

    Nothing is recorded. Every sentence of the memo stands in the draft once: beside what was taken
    from it, as a candidate in a comment, or under what nothing was taken from. Read it beside the
    memo, then delete its first line, without which tracker record takes it.
    """
    from tracker.draft.texts import LARGEST_FILE

    session = Session()
    if not was_said():
        form = form_for(output, form, ("yaml", "json"))
    must_destroy_nothing(output, session, memo, own)
    given = _given(session, parties, held, place, lang)
    data, source = read_input(memo, LARGEST_FILE + 1)
    text = _read(data, source)
    known = _known(session)
    drafted = _drafted(data, source, text, _lexicon(own, known), known, given)
    _ask_helper(drafted, command)
    if form == "json":
        from tracker.draft.write_json import write_json

        written = write_json(drafted)
    else:
        from tracker.draft.write import write_draft

        written = write_draft(drafted, session.lang).rstrip("\n")
    write_text(written, output, session)
    _say_what_was_found(session, drafted)


def _read(data: bytes, source: str) -> "Text":
    from tracker.draft.texts import read_text

    try:
        return read_text(data, source)
    except ModuleNotFoundError as error:
        raise InputError(
            sentence("reading {source} needs the library {name}", source=source, name=error.name),
            'Install it with: pip install "commitments-tracker[memo]"',
        ) from error


def _given(
    session: Session, parties: str | None, held: str | None, place: str | None, lang: str | None
) -> "Given":
    from events.dates import DateError, check_date
    from tracker.draft.draft import Given

    if held is not None:
        held = session.day_for("--held", held)
        try:
            check_date(held)
        except DateError as error:
            raise InputError(sentence("--held: {error}", error=error), error.hint) from error
    from tracker.draft.texts import clean

    where = " ".join(clean(place).split()) if place else None
    return Given(_parties(parties), held, where, lang)


def _parties(text: str | None) -> tuple[str, ...]:
    """Read the codes of --parties; InputError for what is no party."""
    from events.parties import party

    names = [part.strip() for part in (text or "").split(",") if part.strip()]
    for name in names:
        if (refusal := party(name)) is not None:
            raise InputError(sentence("--parties: {refusal}", refusal=refusal[0]), refusal[1])
    return tuple(dict.fromkeys(names))


def _lexicon(own: str | None, known: "Known") -> "Lexicon":
    from tracker.draft.lexicon import load
    from tracker.formats.inputs import must_be_regular

    institutions = [(name, party, id_) for name, (party, id_) in sorted(known.institutions.items())]
    if own is not None:
        data, source = read_input(own)
        return load(data, source, institutions)
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    file = Path(base) / "commitments-tracker" / OWN_WORDS
    try:
        must_be_regular(file)
        return load(file.read_bytes(), str(file), institutions)
    except (FileNotFoundError, NotADirectoryError):
        return load(institutions=institutions)
    except OSError as error:
        raise InputError(
            sentence("it cannot be read: {strerror}", strerror=error.strerror), "Make it readable.", str(file)
        ) from error


def _known(session: Session) -> "Known":
    """Ask the store, where there is one, what it knows; without one, nothing is known."""
    from tracker.cli.draft_known import known_to
    from tracker.draft.known import Known

    store = session.tracker.store
    asked_for = bool(click.get_current_context().ensure_object(dict).get("store"))
    if store.beside is not None and not store.exists() and not asked_for:
        return Known()
    with session.tracker.at() as view:
        return known_to(view)


def _drafted(
    data: bytes, source: str, text: "Text", lexicon: "Lexicon", known: "Known", given: "Given"
) -> "Draft":
    import hashlib

    from tracker.draft.draft import Memo, make_draft
    from tracker.draft.texts import clean

    is_file = source != "stdin"
    name = clean(Path(source).name) if is_file else source
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    draft = make_draft(Memo(name, text.lines, digest, is_file), lexicon, known, given)
    draft.notes = [*text.notes, *draft.notes]  # what was not read is not in the draft: so it is said there
    return draft


def _ask_helper(drafted: "Draft", given: str | None) -> None:
    """Ask the program that --with names, else the environment."""
    must_say_something("--with", given)
    command = given or os.environ.get(COMMAND)
    if not command:
        return
    from tracker.draft.helper_program import MOST_FACTS, ask

    answer = ask(command, drafted.sentences, named="--with" if given else COMMAND)
    drafted.proposed, drafted.helper = answer.facts, answer.program
    if answer.dropped:
        drafted.notes.append(
            sentence(
                "{count} fact of {program} was dropped: it is not literally in the text",
                "{count} facts of {program} were dropped: they are not literally in the text",
                count=answer.dropped,
                program=answer.program,
            )
        )
    if answer.unread:
        drafted.notes.append(
            sentence(
                "{count} fact of {program} was not looked at: it gave more than {most}",
                "{count} facts of {program} were not looked at: it gave more than {most}",
                count=answer.unread,
                program=answer.program,
                most=MOST_FACTS,
            )
        )


def _say_what_was_found(session: Session, drafted: "Draft") -> None:
    """Say on stderr how much stands in a draft."""
    people = sum(len(each.members) for each in drafted.delegations)
    live = sum(each.grade == "live" for each in drafted.commitments)
    candidates = len(drafted.commitments) - live + len(drafted.proposed)
    for note in drafted.notes:
        session.say(sentence("Note: {note}.", note=note))
    session.say(
        sentence(
            "A draft, to be read beside the memo: sentences {sentences}, people {people}, "
            "commitments {live}, candidates {candidates}.",
            sentences=len(drafted.sentences),
            people=people,
            live=live,
            candidates=candidates,
        )
    )
