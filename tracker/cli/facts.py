"""One fact each: a verb for every row that records one; its options are the keys of minutes."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from events.sentences import sentence
from tracker.cli.command import verb
from tracker.cli.complete import FILE, complete, complete_claim, complete_value, complete_word
from tracker.cli.fields import OFFERED, WORDS, help_of, key_of, metavar, option_names, said_as
from tracker.cli.recording import recording_options, report
from tracker.cli.session import Session
from tracker.cli.verbs import VERBS, Records

Values = dict[str, Any]
_GIVEN = "_given"
"""Follows the name of a key that is given as an argument, since it may have an option too."""


def _define(name: str, records: Records) -> None:
    """Define the verb of a row: its arguments, an option for each key, then what recording verbs share."""

    def run(*, dry_run: bool, form: str | None, **given: Any) -> None:
        record_fact(records, _values(records, given), dry_run=dry_run, form=form)

    run.__doc__ = records.help
    command = verb(records.example, name)(recording_options(run))
    arguments = [_argument(records, each) for each in records.arguments.split()]
    options = [_option(records, each) for each in records.keys.split()]
    command.params = [*arguments, *options, *command.params]


def _argument(records: Records, written: str) -> click.Argument:
    """Make the argument of a key; one in brackets may be left out."""
    name = written.strip("[]")
    word = metavar(records, name)
    return click.Argument(
        [f"{name}{_GIVEN}"],
        required=name == written,
        metavar=word if name == written else f"[{word}]",
        shell_complete=_completing(records, name),
    )


def _option(records: Records, name: str) -> click.Option:
    """Make the option of a key."""
    key = key_of(records, name)
    names = [*option_names(records, name), name]
    if key.form == "truth":
        return click.Option(names, is_flag=True, default=None, help=key.help)
    return click.Option(
        names,
        multiple=key.several,
        metavar=key.metavar,
        help=help_of(records, name),
        type=FILE if key.form == "file" else None,
        shell_complete=_completing(records, name),
    )


def _completing(records: Records, name: str) -> Any:
    """Complete a key: to words of ours, to ids, to names that occur in the store."""
    key, words = key_of(records, name), WORDS.get((records.type, name))
    if key.form == "status":
        return complete_claim
    if words:
        return complete_word(*words)
    if key.refers:
        return complete(*key.refers)
    return complete_value(*OFFERED[name]) if name in OFFERED else None


def _values(records: Records, given: Values) -> Values:
    """Give the values by their keys, from arguments and options."""
    values = {name: value for name, value in given.items() if not name.endswith(_GIVEN)}
    for place, value in given.items():
        name = place.removesuffix(_GIVEN)
        if name == place or value is None:
            continue
        if values.get(name):
            option = option_names(records, name)[0]
            raise click.UsageError(
                sentence(
                    "The {name} is given twice: {value} and {option}.", name=name, value=value, option=option
                )
            )
        values[name] = value
    if records.type == "status.updated" and values["by"] in {None, ()}:
        from tracker.environment import configuration

        values["by"] = configuration().by
    return {name: value for name, value in values.items() if value is not None and value != ()}


def record_fact(records: Records, values: Values, *, dry_run: bool, form: str | None) -> None:
    """Record one fact from the values of options."""
    session = Session()
    with session.creating(), session.tracker.one_view():
        fact = fact_from(session, records, values)
        outcome = session.tracker.record(fact, dry_run=dry_run)
    report(session, outcome, form)


def fact_from(session: Session, records: Records, values: Values) -> Any:
    """Make the fact that options describe; refuse what it may not hold."""
    from pydantic import ValidationError

    from events.facts import FACTS
    from tracker.errors import RefusedError
    from tracker.views.moment import in_place_of_word
    from tracker.words.refusals import first_refusal

    if records.type not in FACTS:
        raise RefusedError(
            sentence("this version cannot record {type} yet", type=records.type), "Keep it in your minutes."
        )
    entry = {name: _read(session, records, name, value) for name, value in values.items()}
    for name, default in records.defaults.items():  # nobody typed it, so nothing is said of it
        entry.setdefault(name, in_place_of_word(default, session.tracker.today))
    entry = resolved(session, records, with_digest(entry))
    model = FACTS[records.type]
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        faults = error.errors()
        absent = [
            str(each["loc"][0]) for each in faults if each["type"] == "missing" and len(each["loc"]) == 1
        ]
        if len(absent) == len(faults):
            options = ", ".join(said_as(records, name) for name in absent)
            raise click.UsageError(sentence("missing {options}.", options=options)) from error
        path, message, hint = first_refusal(error, model, given=True)
        refused = RefusedError(message, hint, said_as(records, str(path[0])) if path else "")
        raise session.tracker.advice.with_codes(refused) from error


def _read(session: Session, records: Records, name: str, value: Any) -> Any:
    """Read what was given for a key, in the form of the key."""
    option = said_as(records, name)
    readers: dict[str, Callable[[], Any]] = {
        "date": lambda: session.day_for(option, value),
        "texts": lambda: by_language(value),
        "pairs": lambda: by_key(option, value),
        "group": lambda: [with_digest(from_flow(option, each)) for each in value],
    }
    read = readers.get(key_of(records, name).form)
    return read() if read else value


def by_language(values: Sequence[str]) -> dict[str, str]:
    """Read texts, each perhaps with its language in front, as `es=…`."""
    texts: dict[str, str] = {}
    for value in values:
        lang, equals, text = value.partition("=")
        lang, text = (lang, text) if equals and lang in {"en", "es"} else ("en", value)
        if lang in texts:
            raise click.UsageError(sentence("The text in {lang!r} is given twice.", lang=lang))
        texts[lang] = text
    return texts


def by_key(option: str, values: Sequence[str]) -> dict[str, str]:
    """Read texts, each with its key in front, as `budget=120`."""
    pairs: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not (name and equals):
            raise click.UsageError(sentence("{option} {value} is no KEY=TEXT.", option=option, value=value))
        if name in pairs:
            raise click.UsageError(sentence("{option} {name} is given twice.", option=option, name=name))
        pairs[name] = text
    return pairs


def from_flow(option: str, value: str) -> Any:
    """Read a value that may be a group of keys in braces."""
    if not value.lstrip().startswith("{"):
        return value
    from tracker.formats.yaml_tree import read_tree

    return read_tree(value.encode("utf-8", "surrogateescape"), option).value


def with_digest(entry: Any) -> Any:
    """Add the digest of a file that is named without one."""
    if isinstance(entry, dict) and "file" in entry and "digest" not in entry:
        return {**entry, "digest": digest_of(entry["file"])}
    return entry


def digest_of(name: str) -> str:
    """Compute the digest of a file named as evidence."""
    from hashlib import sha256

    from tracker.cli.output import read_input

    content, _ = read_input(name)
    return f"sha256:{sha256(content).hexdigest()}"


def resolved(session: Session, records: Records, entry: Values) -> Values:
    """Put ids in place of their beginnings, as everywhere on the command line."""
    wanted = {name: key_of(records, name).refers for name, value in entry.items() if value}
    wanted = {name: kinds for name, kinds in wanted.items() if kinds}
    if not wanted:
        return entry
    from tracker.views.references import find

    ids = {}
    with session.tracker.view() as connection:
        for name, kinds in wanted.items():
            found = find(connection, entry[name], kinds)
            with_kind = name == "about" or (name == "occasion" and ":" in entry[name])
            ids[name] = f"{found.kind}:{found.name}" if with_kind else found.name
    return entry | ids


for _name, _verb in VERBS.items():
    if _verb.records is not None:
        _define(_name, _verb.records)
