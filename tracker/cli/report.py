"""Read: people, scorecard, brief, check."""

from pathlib import Path
from typing import Any

import click

from tracker.cli.command import verb
from tracker.cli.complete import complete
from tracker.cli.output import (
    moment_options,
    output_options,
    sentences,
    write_rows,
    write_text,
    write_thing,
)
from tracker.cli.session import Session, bars
from tracker.errors import FoundError

BAR = 20
Row = dict[str, Any]


@verb("tracker people\ntracker people --suggest")
@click.option("--party", metavar="PARTY", help="In a delegation of this party.")
@click.option("--suggest", is_flag=True, help="Propose spellings that are likely one person; merges nothing.")
@moment_options
@output_options()
def people(
    party: str | None,
    as_of: str | None,
    known_at: str | None,
    lang: str,
    form: str,
    output: Path | None,
    *,
    suggest: bool,
) -> None:
    """List the officials: who attended what, in which capacity.

    Spellings that were reconciled are one person. Two people with one name are told apart by a
    qualifier in parentheses, as in: Juan González (NSC).
    """
    from tracker.pages.columns import PEOPLE_KEYS, SUGGESTION_COLUMNS, SUGGESTION_KEYS, people_columns, spoken
    from tracker.views.people import people as all_people

    session = Session()
    with session.tracker.at(as_of, known_at, lang) as view:
        rows = all_people(view.connection, view.moment, party)
    if suggest:
        from tracker.views.spellings import suggest as suggested

        rows = [each.row() for each in suggested(row["name"] for row in rows)]
        for row in rows:
            row["command"] = _reconciling(row["show"], row["spellings"])
    write_rows(
        session,
        rows,
        columns=spoken(SUGGESTION_COLUMNS, lang) if suggest else people_columns(lang),
        keys=SUGGESTION_KEYS if suggest else PEOPLE_KEYS,
        lang=lang,
        key="show" if suggest else "name",
        form=form,
        output=output,
        title="People",
        empty="Nobody to suggest." if suggest else "Nobody to show.",
    )


def _reconciling(show: str, spellings: list[str]) -> str:
    """Write the command that would reconcile the spellings."""
    from shlex import quote

    options = " ".join(f"--spellings {quote(spelling)}" for spelling in spellings)
    return f"tracker reconcile --kind person --show {quote(show)} {options}"


@verb("tracker scorecard --by party\ntracker scorecard --by theme --as-of 2024-06-01")
@click.option(
    "--by",
    type=click.Choice(["party", "theme", "institution", "mechanism", "meeting"]),
    default="party",
    show_default=True,
    help="What to count by.",
)
@moment_options
@output_options()
def scorecard(
    by: str, as_of: str | None, known_at: str | None, lang: str, form: str, output: Path | None
) -> None:
    """Count what is fulfilled, by party, theme, institution, mechanism or meeting.

    The share is fulfilled of all but superseded and withdrawn, in percent. By party, each side
    counts as it stands itself; by institution, lead and supporting, once for each ancestor.
    """
    from tracker.pages.columns import scorecard_columns, scorecard_keys, spoken
    from tracker.views.scorecard import scorecard as counted

    session = Session()
    with session.tracker.at(as_of, known_at, lang) as view:
        rows = counted(view, by)
    columns = scorecard_columns(by, BAR if bars() and output is None else 0)
    write_rows(
        session,
        rows,
        columns=spoken(columns, lang),
        keys=scorecard_keys(by),
        lang=lang,
        key=by,
        form=form,
        output=output,
        title="Scorecard",
        empty="Nothing to count.",
    )


@verb("tracker brief --meeting 2022-03-14\ntracker brief --mechanism hled --party MX -o brief.md")
@click.option(
    "--meeting", metavar="REF", help="Since this meeting.", shell_complete=complete("meeting", "document")
)
@click.option("--mechanism", metavar="ID", help="Of this mechanism, since its last meeting.")
@click.option("--since", metavar="DATE", help="Since this day.")
@click.option("--party", metavar="PARTY", help="Where this party is an obligor.")
@moment_options
@output_options("markdown", "table", "csv", "json", "ndjson", "html", "ids")
def brief(
    meeting: str | None,
    mechanism: str | None,
    since: str | None,
    party: str | None,
    as_of: str | None,
    known_at: str | None,
    lang: str,
    form: str,
    output: Path | None,
) -> None:
    """Say what to raise next: what is open, what changed, what became known, what is late or disputed.

    Without an option it looks back to the last meeting of all.
    """
    from tracker.cli.facts import in_place_of_word
    from tracker.pages.brief import as_markdown
    from tracker.views.brief import brief as gathered
    from tracker.views.brief import scope
    from tracker.views.moment import written
    from tracker.views.references import find

    if sum(option is not None for option in (meeting, mechanism, since)) > 1:
        raise click.UsageError("Give one of --meeting, --mechanism and --since.")
    session = Session()
    with session.tracker.at(as_of, known_at, lang, sentences(form, lang)) as view:
        if meeting:
            meeting = find(view.connection, meeting, ("meeting", "document")).name
        day = None
        if since is not None:
            since = in_place_of_word(session, "--since", since)
            day = written(since, session.tracker.today, "--since").latest.isoformat()
        about = scope(view, meeting=meeting, mechanism=mechanism, since=day, party=party)
        found = gathered(view, about)
    if form == "ids":
        write_text("\n".join(entry["commitment"] for entry in found["open"]), output, session)
        return
    write_thing(
        session,
        found,
        key="since",
        form="markdown" if form == "table" else form,
        output=output,
        text=lambda _: as_markdown(found, lang),
    )


@verb("tracker check --stale 180 --due-within 14 -q || mail -s 'Commitments' desk@example.org")
@click.option(
    "--stale",
    type=click.IntRange(min=0),
    default=365,
    show_default=True,
    metavar="DAYS",
    help="Not heard of for more days.",
)
@click.option(
    "--due-within",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Due in at most so many days.",
)
@click.option("--follow", is_flag=True, help="Go on, saying what is found anew, until Ctrl-C.")
@moment_options
@output_options()
def check(
    stale: int,
    due_within: int,
    as_of: str | None,
    known_at: str | None,
    lang: str,
    form: str,
    output: Path | None,
    *,
    follow: bool,
) -> None:
    """List what is overdue, due soon, not heard of or disputed; for cron.

    Exits 0 if there is nothing, 1 if there is, 2 if it could not be checked.
    """
    from tracker.pages.columns import CHECK_KEYS, check_columns
    from tracker.views.check import check as checked

    session = Session()
    seen: list[Row] | None = None
    while True:
        with session.tracker.at(as_of, known_at, lang, sentences(form, lang)) as view:
            rows = checked(view, stale_days=stale, due_within=due_within)
        if rows != seen:
            write_rows(
                session,
                [row for row in rows if seen is None or row not in seen],
                columns=check_columns(lang),
                keys=CHECK_KEYS,
                lang=lang,
                key="commitment",
                form=form,
                output=output,
                title="Check",
                empty="Nothing found." if seen is None else "Nothing more; some was settled.",
            )
            seen = rows
        if not follow:
            break
        session.wait_for_news()
    if rows:
        raise FoundError
