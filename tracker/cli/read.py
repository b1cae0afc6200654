"""Read: status, show, timeline, meetings."""

from pathlib import Path
from typing import Any

import click

from tracker.cli.command import verb
from tracker.cli.complete import complete, complete_status
from tracker.cli.output import moment_options, output_options, sentences, write_rows, write_thing
from tracker.cli.session import Session, bars

NOTHING = "Nothing to show."
USUAL_WIDTH = 80


@verb("tracker status --party MX --schedule overdue --as-of 2025-01-01")
@click.option("--party", metavar="PARTY", help="Where this party, or an institution of it, is an obligor.")
@click.option("--theme", metavar="THEME", help="Of this theme, however it is spelt.")
@click.option("--project", metavar="PROJECT", help="Of this project, however it is spelt.")
@click.option("--institution", metavar="ID", help="Where it, or one inside it, has a part.")
@click.option("--mechanism", metavar="ID", help="Agreed at a meeting of this mechanism.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STATUS",
    help="With this status.",
    shell_complete=complete_status,
)
@click.option(
    "--schedule", "schedules", multiple=True, metavar="SCHEDULE", help="With this schedule, like overdue."
)
@click.option(
    "--meeting",
    metavar="REF",
    help="Agreed at this meeting or in this document.",
    shell_complete=complete("meeting", "document"),
)
@click.option("--search", metavar="WORDS", help="With these words, accents or not; the best matches first.")
@click.option("--sort", metavar="COLUMN", help="Sort by a column, like deadline; -deadline for descending.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many.")
@moment_options
@output_options()
def status(
    as_of: str | None, known_at: str | None, lang: str, form: str, output: Path | None, **wanted: Any
) -> None:
    """Show how the commitments stand: what the parties report, what others find, what the calendar says."""
    session = Session()
    with session.tracker.at(as_of, known_at, lang) as view:
        rows = view.rows(selection(view.connection, wanted))
    write_status(session, rows, form=form, output=output, lang=lang)


def selection(connection: Any, wanted: dict[str, Any]) -> Any:
    """Make the selection of the options; refuse words that are no status, schedule or column."""
    from events.statuses import SCHEDULES, STATUSES, in_english
    from tracker.views.references import find
    from tracker.views.selection import SORTS, Selection

    statuses = tuple(in_english(word) for word in wanted.pop("statuses"))
    schedules = wanted.pop("schedules")
    sort = wanted.pop("sort") or ""
    sort = sort[:1] + sort[1:].replace("-", "_")
    for option, words, possible in (
        ("--status", statuses, STATUSES),
        ("--schedule", schedules, SCHEDULES),
        ("--sort", (sort.lstrip("-"),) if sort else (), SORTS),
    ):
        for word in words:
            if word not in possible:
                raise click.UsageError(f"{option} {word} is not one of {', '.join(possible)}.")
    if wanted["meeting"]:
        wanted["meeting"] = find(connection, wanted["meeting"], ("meeting", "document")).name
    return Selection(statuses=statuses, schedules=schedules, sort=sort or None, **wanted)


def write_status(
    session: Session,
    rows: list[Any],
    *,
    form: str,
    output: Path | None,
    lang: str,
    page: Any = None,
) -> None:
    """Write the status table."""
    from tracker.pages.columns import STATUS_KEYS, status_columns

    write_rows(
        session,
        rows,
        columns=status_columns(lang),
        key="commitment",
        form=form,
        output=output,
        title="Commitments",
        empty="No commitments to show.",
        keys=STATUS_KEYS,
        lang=lang,
        page=page,
    )


def show_status(session: Session) -> None:
    """Print the whole status table of a store, as wide as the terminal, or as most are."""
    from tracker.cli.session import colours, width
    from tracker.pages.render import Page

    page = Page(width() or USUAL_WIDTH, colours())
    write_status(session, session.tracker.status(), form="table", output=None, lang="en", page=page)


@verb("tracker show otay\ntracker show otay -f json")
@click.argument(
    "reference",
    metavar="REF",
    shell_complete=complete("commitment", "meeting", "document", "institution", "official"),
)
@moment_options
@output_options()
def show(
    reference: str, as_of: str | None, known_at: str | None, lang: str, form: str, output: Path | None
) -> None:
    """Show one thing whole, with why its status and schedule are what they are."""
    from tracker.pages.thing import as_text
    from tracker.views.show import shown

    session = Session()
    with session.tracker.at(as_of, known_at, lang, sentences(form, lang)) as view:
        thing = shown(view, reference)
    write_thing(
        session,
        thing,
        key="id",
        form=form,
        output=output,
        text=lambda kind: as_text(thing, markdown=kind == "markdown", lang=lang),
    )


@verb("tracker timeline otay --known-at 2025-01-01")
@click.argument(
    "reference",
    metavar="REF",
    shell_complete=complete("commitment", "meeting", "document", "institution", "official"),
)
@moment_options
@output_options()
def timeline(
    reference: str, as_of: str | None, known_at: str | None, lang: str, form: str, output: Path | None
) -> None:
    """List what happened to one thing: who said it, when we learnt it, what was corrected."""
    from tracker.pages.columns import TIMELINE_KEYS, timeline_columns, track_column
    from tracker.views.references import SHOWABLE, find
    from tracker.views.timeline import timeline as events_of

    session = Session()
    with session.tracker.at(as_of, known_at, lang, sentences(form, lang)) as view:
        rows = events_of(view.connection, find(view.connection, reference, SHOWABLE), view.moment)
    columns = timeline_columns(lang)
    if bars() and output is None:
        columns.append(track_column(rows))
    write_rows(
        session,
        rows,
        columns=columns,
        keys=TIMELINE_KEYS,
        lang=lang,
        key="event",
        form=form,
        output=output,
        title="Timeline",
        empty=NOTHING,
    )


@verb("tracker meetings --mechanism hled")
@click.option("--mechanism", metavar="ID", help="Of this mechanism.")
@moment_options
@output_options()
def meetings(
    mechanism: str | None, as_of: str | None, known_at: str | None, lang: str, form: str, output: Path | None
) -> None:
    """List the meetings and documents: when, where, who came, what was agreed."""
    from tracker.pages.columns import MEETING_COLUMNS, MEETING_KEYS, spoken
    from tracker.views.meetings import meetings as all_meetings

    session = Session()
    with session.tracker.at(as_of, known_at, lang) as view:
        rows = all_meetings(view.connection, view.moment, mechanism)
    write_rows(
        session,
        rows,
        columns=spoken(MEETING_COLUMNS, lang),
        keys=MEETING_KEYS,
        lang=lang,
        key="meeting",
        form=form,
        output=output,
        title="Meetings",
        empty=NOTHING,
    )
