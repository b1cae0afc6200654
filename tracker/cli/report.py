"""Read: people, scorecard, brief, check."""

import shlex
from typing import TYPE_CHECKING, Any

import click

from events.sentences import Sentence, both, sentence
from tracker.cli.command import verb
from tracker.cli.complete import COUNT, complete, complete_value
from tracker.cli.filters import filtering, options_of
from tracker.cli.reading import Asked, reading
from tracker.errors import FoundError
from tracker.pages.answer import Table, Thing
from tracker.pages.brief import brief_page
from tracker.pages.columns import CHECK, PEOPLE, SUGGESTIONS
from tracker.pages.columns import scorecard as scorecard_by

if TYPE_CHECKING:
    from tracker.views.selection import Selection

Row = dict[str, Any]


def _people_or_suggestions(*, suggest: bool = False, **_: Any) -> Table:
    return SUGGESTIONS if suggest else PEOPLE


@verb("tracker people\ntracker people --suggest")
@click.option(
    "--party", metavar="PARTY", help="In a delegation of this party.", shell_complete=complete_value("party")
)
@filtering(leaving_out=("party",))
@click.option("--suggest", is_flag=True, help="Propose spellings that are likely one person; merges nothing.")
@reading(_people_or_suggestions)
def people(asked: Asked, party: str | None, selection: "Selection", *, suggest: bool) -> list[Row]:
    """List the officials: who attended what, in which capacity.

    The filters leave who came where such a commitment was agreed.

    Spellings that were reconciled are one person. Two people with one name are told apart by a
    qualifier in parentheses, as in: Juan González (NSC).
    """
    from tracker.views.meetings import selected
    from tracker.views.people import people as all_people
    from tracker.views.spellings import suggestions

    narrowed = selection != type(selection)()
    if suggest and narrowed:
        raise click.UsageError("--suggest looks at all spellings; only --party narrows it.")
    if asked.form == "yaml" and not suggest:
        raise click.UsageError("-f yaml writes minutes of what --suggest proposes.")
    with asked.view() as view:
        if suggest:
            return suggestions(view.connection, view.moment, party)
        there = {row["meeting"] for row in selected(view, selection)} if narrowed else None
        rows = all_people(view.connection, view.moment, party, there)
    for row in rows:
        if row["namesakes"]:
            asked.session.say(_namesakes(row))
    return rows


def _namesakes(row: Row) -> Sentence:
    """Say that a name stands in two delegations of one meeting, and what to do if it is two people's."""
    name, party = row["name"], row["parties"][0]
    return sentence(
        "{name} was sent to {meetings} by {parties}: if these are two people, tell them apart in the"
        " minutes, like {name} ({party}).",
        name=name,
        meetings=", ".join(row["namesakes"]),
        parties=both(row["parties"]),
        party=party,
    )


def _scorecard(*, by: str = "party", **_: Any) -> Table:
    return scorecard_by(by)


@verb("tracker scorecard --by party\ntracker scorecard --by theme --as-of 2024-06-01")
@click.option(
    "--by",
    type=click.Choice(["party", "theme", "institution", "mechanism", "meeting"]),
    default="party",
    show_default=True,
    help="What to count by.",
)
@filtering()
@reading(_scorecard)
def scorecard(asked: Asked, by: str, selection: "Selection") -> list[Row]:
    """Count what is fulfilled, by party, theme, institution, mechanism or meeting.

    The share is fulfilled of all but superseded and withdrawn, in percent. By party, each side
    counts as it stands itself; by institution, lead and supporting, once for each ancestor.
    """
    from tracker.views.scorecard import scorecard as counted

    with asked.view() as view:
        return counted(view, by, selection)


def _brief(
    *,
    whole: bool = False,
    meeting: str | None = None,
    since: str | None = None,
    selection: "Selection | None" = None,
    as_of: str | None = None,
    known_at: str | None = None,
) -> Thing:
    """Give how a brief is written, with the command that shows all of it."""
    words = ["tracker", "brief"]
    given: dict[str, Any] = {
        "--meeting": meeting,
        "--since": since,
        **(options_of(selection) if selection else {}),
    }
    given |= {"--as-of": as_of, "--known-at": known_at}
    for option, values in given.items():
        for value in [values] if isinstance(values, str) else values or ():
            words += [option, value]
    return brief_page(whole=whole, again=shlex.join([*words, "--all"]))


@verb("tracker brief --meeting 2022-03-14\ntracker brief --mechanism hled --party MX -o brief.md")
@click.option(
    "--meeting", metavar="REF", help="Since this meeting.", shell_complete=complete("meeting", "document")
)
@click.option("--since", metavar="DATE", help="Since this day.")
@click.option("--all", "whole", is_flag=True, help="Every commitment, with all that is new; not one page.")
@filtering(leaving_out=("meeting",))
@reading(_brief)
def brief(
    asked: Asked,
    meeting: str | None,
    since: str | None,
    selection: "Selection",
    *,
    whole: bool,  # noqa: ARG001 (chooses the shape)
) -> Row:
    """Say what to raise next: what is open, what changed, what became known, what is late or disputed.

    A block a commitment, those with the newest first, ten on a page. It looks back to the last
    meeting of all, with --mechanism to the last one of that.
    """
    from tracker.views.brief import brief as gathered
    from tracker.views.brief import scope
    from tracker.views.references import find

    if sum(option is not None for option in (meeting, selection.mechanism, since)) > 1:
        raise click.UsageError("Give one of --meeting, --mechanism and --since.")
    with asked.view() as view:
        if meeting is not None:
            meeting = find(view.connection, meeting, ("meeting", "document")).name
        day = None if since is None else _end_of(asked, since)
        return gathered(view, scope(view, selection, meeting=meeting, since=day))


def _end_of(asked: Asked, since: str) -> str:
    """Give the last day of a date of the command line, or of a word for one."""
    from tracker.views.moment import written

    said = asked.session.day_for("--since", since)
    return written(said, asked.session.tracker.today, "--since").latest.isoformat()


@verb("tracker check -q >due 2>&1 || mail -s Commitments desk@example.org <due")
@click.option(
    "--stale",
    type=COUNT,
    default=365,
    show_default=True,
    metavar="DAYS",
    help="Not heard of for more days.",
)
@click.option(
    "--due-within",
    type=COUNT,
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Due in at most so many days.",
)
@click.option("--follow", is_flag=True, help="Go on, saying what is found anew, until Ctrl-C.")
@filtering()
@reading(CHECK)
def check(asked: Asked, stale: int, due_within: int, selection: "Selection", *, follow: bool) -> None:
    """List what is overdue, due soon, not heard of or disputed; for cron.

    The example mails the table, or why there is none; and nothing where nothing is found.

    Exits 0 if there is nothing, 1 if there is, 2 if it could not be checked.
    """
    rows = _found(asked, selection, stale, due_within)
    asked.write(rows)
    while follow:
        asked.session.wait_for_news()
        seen, rows = rows, _found(asked, selection, stale, due_within)
        if rows != seen:
            asked.write([row for row in rows if row not in seen], empty="Nothing more; some was settled.")
    if rows:
        raise FoundError


def _found(asked: Asked, selection: "Selection", stale: int, due_within: int) -> list[Row]:
    from tracker.views.check import check

    with asked.view() as view:
        return check(view, selection, stale_days=stale, due_within=due_within)
