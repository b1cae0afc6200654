"""Read: status, show, timeline, meetings."""

from typing import Any

import click

from tracker.cli.command import verb
from tracker.cli.complete import COUNT, complete, complete_schedule, complete_sort, complete_status
from tracker.cli.reading import Asked, reading, write_rows
from tracker.cli.session import Session
from tracker.pages.columns import MEETINGS, STATUS, TIMELINE
from tracker.pages.thing import ONE

USUAL_WIDTH = 80
OPEN = "open"
"""Stands for every status in which something is still to be done."""
_THINGS = ("commitment", "meeting", "document", "institution", "official")


@verb("tracker status --party MX --schedule overdue --as-of 2025-01-01")
@click.option("--party", metavar="PARTY", help="Where this party, or an institution of it, is an obligor.")
@click.option(
    "--theme", metavar="THEME", help="Of this theme, however it is spelt.", shell_complete=complete("topic")
)
@click.option(
    "--project",
    metavar="PROJECT",
    help="Of this project, however it is spelt.",
    shell_complete=complete("topic"),
)
@click.option(
    "--institution",
    metavar="ID",
    help="Where it, or one inside it, has a part.",
    shell_complete=complete("institution"),
)
@click.option(
    "--mechanism",
    metavar="ID",
    help="Agreed at a meeting of this mechanism.",
    shell_complete=complete("mechanism"),
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STATUS",
    help="With this status; open for all that is still to be done.",
    shell_complete=complete_status,
)
@click.option(
    "--schedule",
    "schedules",
    multiple=True,
    metavar="SCHEDULE",
    help="With this schedule, like overdue.",
    shell_complete=complete_schedule,
)
@click.option(
    "--meeting",
    metavar="REF",
    help="Agreed at this meeting or in this document.",
    shell_complete=complete("meeting", "document"),
)
@click.option("--search", metavar="WORDS", help="With these words, accents or not; the best matches first.")
@click.option(
    "--sort",
    metavar="COLUMN",
    help="Sort by a column, like deadline; -deadline for descending.",
    shell_complete=complete_sort,
)
@click.option("--limit", type=COUNT, metavar="N", help="At most so many.")
@reading(STATUS)
def status(asked: Asked, **wanted: Any) -> list[Any]:
    """Show how the commitments stand: what the parties report, what others find, what the calendar says."""
    with asked.view() as view:
        return view.rows(selection(view.connection, wanted))


def selection(connection: Any, wanted: dict[str, Any]) -> Any:
    """Make the selection of the options; refuse words that are no status, schedule or column."""
    from events.statuses import SCHEDULES, STATUSES, in_english, is_open
    from tracker.views.references import find
    from tracker.views.selection import SORTS, Selection

    statuses = tuple(in_english(word) for word in wanted.pop("statuses"))
    schedules = wanted.pop("schedules")
    sort = wanted.pop("sort") or ""
    sort = sort[:1] + sort[1:].replace("-", "_")
    for option, words, possible in (
        ("--status", statuses, (*STATUSES, OPEN)),
        ("--schedule", schedules, SCHEDULES),
        ("--sort", (sort.lstrip("-"),) if sort else (), SORTS),
    ):
        for word in words:
            if word not in possible:
                raise click.UsageError(f"{option} {word} is not one of {', '.join(possible)}.")
    if OPEN in statuses:
        statuses += tuple(status for status in STATUSES if is_open(status))
    if wanted["meeting"]:
        wanted["meeting"] = find(connection, wanted["meeting"], ("meeting", "document")).name
    return Selection(statuses=statuses, schedules=schedules, sort=sort or None, **wanted)


def show_status(session: Session) -> None:
    """Print the whole status table of a store, as wide as the terminal, or as most are."""
    from tracker.cli.session import page

    drawn_on = page(None)
    if drawn_on.width is None:
        drawn_on = drawn_on._replace(width=USUAL_WIDTH)
    write_rows(session, STATUS, session.tracker.status(), "table", None, lang="en", drawn_on=drawn_on)


@verb("tracker show otay\ntracker show otay -f json")
@click.argument("reference", metavar="REF", shell_complete=complete(*_THINGS))
@reading(ONE)
def show(asked: Asked, reference: str) -> dict[str, Any]:
    """Show one thing whole, with why its status and schedule are what they are."""
    from tracker.views.show import shown

    with asked.view() as view:
        return shown(view, reference)


@verb("tracker timeline otay --known-at 2025-01-01")
@click.argument("reference", metavar="REF", shell_complete=complete(*_THINGS))
@reading(TIMELINE)
def timeline(asked: Asked, reference: str) -> list[dict[str, Any]]:
    """List what happened to one thing: who said it, when we learnt it, what was corrected."""
    from tracker.views.references import SHOWABLE, find
    from tracker.views.timeline import timeline as events_of

    with asked.view() as view:
        return events_of(view.connection, find(view.connection, reference, SHOWABLE), view.moment)


@verb("tracker meetings --mechanism hled")
@click.option("--mechanism", metavar="ID", help="Of this mechanism.", shell_complete=complete("mechanism"))
@reading(MEETINGS)
def meetings(asked: Asked, mechanism: str | None) -> list[dict[str, Any]]:
    """List the meetings and documents: when, where, who came, what was agreed."""
    from tracker.views.meetings import meetings as all_meetings

    with asked.view() as view:
        return all_meetings(view.connection, view.moment, mechanism)
