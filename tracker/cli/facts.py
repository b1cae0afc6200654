"""One fact each: a verb for every fact; its options are the keys of minutes."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from tracker.cli.command import verb
from tracker.cli.complete import complete, complete_status
from tracker.cli.fields import DATES, HELP, LISTS, REFERENCES, TEXTS, option_name
from tracker.cli.recording import echo_date, recording_options, report
from tracker.cli.session import Session

Values = dict[str, Any]


def _option(key: str) -> Callable[[Any], Any]:
    """Make the option of one key; lists and texts may be given several times."""
    name = f"--{key.replace('_', '-')}"
    if key == "independent":
        return click.option(name, is_flag=True, default=None, help=HELP[key])
    several = key in LISTS or key in TEXTS
    completing = REFERENCES.get(key)
    return click.option(
        name,
        key,
        multiple=several,
        metavar="DATE" if key in DATES else "REF" if completing else "TEXT",
        help=HELP[key],
        shell_complete=complete(*completing) if completing else None,
    )


def fact_verb(topic: str, keys: str, example: str, argument: str | None = None) -> Callable[[Any], Any]:
    """Define the verb that records one fact of a type: an option for each key, perhaps one as an argument."""

    def define(function: Any) -> Any:
        def run(*, dry_run: bool, form: str | None, **values: Any) -> None:
            given = values.pop("argument", None)
            if argument and given is not None:
                if values.get(argument):
                    raise click.UsageError(f"The {argument} is given twice: {given} and --{argument}.")
                values[argument] = given
            record_fact(topic, values, dry_run=dry_run, form=form)

        run.__doc__ = function.__doc__
        run.__name__ = function.__name__
        decorated: Any = recording_options(run)
        for key in reversed(keys.split()):
            decorated = _option(key)(decorated)
        if argument:
            kinds = REFERENCES.get(argument)
            decorated = click.argument(
                "argument",
                required=False,
                metavar=f"[{'REF' if kinds else argument.upper()}]",
                shell_complete=complete(*kinds) if kinds else None,
            )(decorated)
        return verb(example)(decorated)

    return define


def record_fact(topic: str, values: Values, *, dry_run: bool, form: str | None) -> None:
    """Record one fact from the values of options."""
    session = Session()
    fact = fact_from(session, topic, values)
    report(session, session.tracker.record(fact, dry_run=dry_run), form)


def fact_from(session: Session, topic: str, values: Values) -> Any:
    """Make the fact that options describe; refuse what it may not hold."""
    from pydantic import ValidationError

    from events.facts import FACTS
    from tracker.errors import RefusedError
    from tracker.words.refusals import first_refusal

    entry = {key: value for key, value in values.items() if value is not None and value != ()}
    for key in DATES:
        if key in entry:
            entry[key] = in_place_of_word(session, option_name(topic, key), entry[key])
    for key in TEXTS:
        if key in entry:
            entry[key] = by_language(entry[key])
    for key in ("members", "evidence"):
        if key in entry:
            entry[key] = [with_digest(from_flow(key, each)) for each in entry[key]]
    entry = with_digest(entry)
    resolve_references(session, topic, entry)
    try:
        return FACTS[topic].model_validate(entry)
    except ValidationError as error:
        absent = [
            str(each["loc"][0])
            for each in error.errors()
            if each["type"] == "missing" and len(each["loc"]) == 1
        ]
        if absent:
            options = ", ".join(option_name(topic, key) for key in absent)
            raise click.UsageError(f"missing {options}.") from error
        path, message, hint = first_refusal(error, FACTS[topic])
        raise RefusedError(message, hint, option_name(topic, str(path[0])) if path else "") from error


def in_place_of_word(session: Session, option: str, text: str) -> str:
    """Put the day in place of `today`, `yesterday` or a weekday, and say so."""
    from tracker.views.moment import in_place_of_word as day_for

    became = day_for(text, session.tracker.today)
    echo_date(session, option, text, became)
    return became


def by_language(values: Sequence[str]) -> dict[str, str]:
    """Read texts, each perhaps with its language in front, as `es=…`."""
    texts: dict[str, str] = {}
    for value in values:
        lang, equals, text = value.partition("=")
        lang, text = (lang, text) if equals and lang in {"en", "es"} else ("en", value)
        if lang in texts:
            raise click.UsageError(f"The text in {lang!r} is given twice.")
        texts[lang] = text
    return texts


def from_flow(key: str, value: str) -> Any:
    """Read a value that may be a group of keys in braces."""
    if not value.lstrip().startswith("{"):
        return value
    from tracker.formats.yaml_tree import read_tree

    return read_tree(value.encode("utf-8", "surrogateescape"), f"--{key}").value


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


def resolve_references(session: Session, topic: str, entry: Values) -> None:
    """Let references be the beginning of an id, as everywhere on the command line."""
    if topic == "institution.recorded" or not session.exists:
        return
    for key, kinds in REFERENCES.items():
        if isinstance(entry.get(key), str) and entry[key]:
            found = session.tracker.find(entry[key], *kinds)
            named = key == "about" or (key == "occasion" and ":" in entry[key])
            entry[key] = f"{found.kind}:{found.name}" if named else found.name


@fact_verb(
    "meeting.held",
    "id held title place host mode mechanism summary note external",
    "tracker meeting 2022-03-14-mexico-city --held 2022-03-14 --place 'Mexico City' --host SRE",
    argument="id",
)
def meeting() -> None:
    """Record that a meeting was held."""


@fact_verb(
    "document.published",
    "id published title kind publisher url note external",
    "tracker document sembrando --published 2021-12-01 --title 'Joint statement' --url https://…",
    argument="id",
)
def document() -> None:
    """Record that a document was published."""


@fact_verb(
    "delegation.recorded",
    "occasion party capacity head members",
    "tracker delegation 2022-03-14 --party MX --capacity host --head 'Marcelo Ebrard' \\\n"
    "  --members '{name: Francisco Garduño, role: Commissioner, institution: INM}'",
    argument="occasion",
)
def delegation() -> None:
    """Record whom a party sent to a meeting."""


@fact_verb(
    "commitment.agreed",
    "id text obligors occasion on title theme project lead supporting deadline parent priority"
    " conditional_on external",
    "tracker agree otay-mesa-east --occasion 2022-03-14 --obligors US --obligors MX \\\n"
    "  --text 'Build the new crossing' --text es='Construir el nuevo cruce' --deadline 2024",
    argument="id",
)
def agree() -> None:
    """Record that a commitment was agreed."""


@verb("tracker update otay in-progress --by MX --obligor MX --percent 90 --on 2024-11-19")
@click.argument("reference", metavar="REF", shell_complete=complete("commitment"))
@click.argument("status", required=False, metavar="[STATUS]", shell_complete=complete_status)
@click.option(
    "--by", multiple=True, metavar="TEXT", help="Who says so; several make a joint claim. [default: analyst]"
)
@click.option("--on", "--effective", "on", metavar="DATE", help="Since when. [default: today]")
@click.option("--obligor", metavar="TEXT", help=HELP["obligor"])
@click.option("--percent", metavar="NUMBER", help=HELP["percent"])
@click.option("--label", metavar="TEXT", help=HELP["label"])
@click.option("--evidence", multiple=True, metavar="URL", help=HELP["evidence"])
@click.option("--note", metavar="TEXT", help="A note; without STATUS, only that.")
@click.option(
    "--occasion",
    metavar="REF",
    help="The meeting it was said at.",
    shell_complete=complete("meeting", "document"),
)
@click.option("--external", metavar="TEXT", help=HELP["external"])
@recording_options
def update(
    reference: str, on: str | None, by: tuple[str, ...], *, dry_run: bool, form: str | None, **values: Any
) -> None:
    """Record a claim about a commitment: its STATUS, on whose word, since when.

    Without a STATUS it is a note. Statuses are not-started, in-progress, stalled,
    partially-fulfilled, fulfilled, not-fulfilled, superseded, withdrawn; their Spanish words
    (en-curso, cumplido, …) do too.
    """
    values |= {"commitment": reference, "by": by or ("analyst",), "effective": "today" if on is None else on}
    record_fact("status.updated", values, dry_run=dry_run, form=form)


@verb("tracker revise otay 2027-10/2028 --on 2026-03-10 --by press --reason 'Equipment postponed'")
@click.argument("reference", metavar="REF", shell_complete=complete("commitment"))
@click.argument("deadline", metavar="DEADLINE")
@click.option("--on", "--announced", "on", metavar="DATE", help="When it was announced. [default: today]")
@click.option("--by", multiple=True, metavar="TEXT", help="Who announced it.")
@click.option("--reason", metavar="TEXT", help="Why.")
@click.option("--external", metavar="TEXT", help=HELP["external"])
@recording_options
def revise(
    reference: str, deadline: str, on: str | None, *, dry_run: bool, form: str | None, **values: Any
) -> None:
    """Record a revised deadline."""
    values |= {"commitment": reference, "deadline": deadline, "announced": "today" if on is None else on}
    record_fact("deadline.revised", values, dry_run=dry_run, form=form)


@fact_verb(
    "commitment.reaffirmed",
    "commitment occasion on by",
    "tracker reaffirm otay --occasion 2023-01",
    argument="commitment",
)
def reaffirm() -> None:
    """Record that a commitment was reaffirmed."""


@fact_verb(
    "commitment.amended",
    "commitment occasion on by text obligors title theme project lead supporting parent priority"
    " conditional_on",
    "tracker amend otay --on 2023-06-01 --lead CBP",
    argument="commitment",
)
def amend() -> None:
    """Record a renegotiation: what is given here holds from then on.

    A mistake in the record is no amendment: correct the minutes and record them again.
    """


@fact_verb(
    "commitment.superseded",
    "commitment superseded_by occasion on by",
    "tracker supersede otay --superseded-by otay-mesa-two --on 2027-01-15",
    argument="commitment",
)
def supersede() -> None:
    """Record that another commitment took a commitment's place."""


@fact_verb(
    "evidence.added",
    "about url file digest kind publisher published archived title quote page lang external",
    "tracker evidence otay --url https://… --publisher SANDAG --published 2025-01-10",
    argument="about",
)
def evidence() -> None:
    """Record evidence about a commitment, a meeting, a document, an institution."""


@fact_verb(
    "institution.recorded",
    "party id names parent independent",
    "tracker institution CBP --party US --parent DHS --names 'Customs and Border Protection'",
    argument="id",
)
def institution() -> None:
    """Record a party's ministry, agency, state or province."""


@fact_verb(
    "mechanism.recorded",
    "id parties kind names",
    "tracker mechanism hled --parties US --parties MX --kind dialogue",
    argument="id",
)
def mechanism() -> None:
    """Record a binational institution."""


@fact_verb(
    "topic.recorded",
    "kind id names spellings",
    "tracker topic root-causes --kind theme --spellings 'root causes'",
    argument="id",
)
def topic() -> None:
    """Record a theme or a project, with its other spellings."""


@fact_verb(
    "names.reconciled",
    "kind show spellings",
    "tracker reconcile --kind person --show 'Marcelo Ebrard' --spellings 'Marcelo Ebrard Casaubón'",
)
def reconcile() -> None:
    """Record that several spellings are one person."""
