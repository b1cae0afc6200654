"""Sheets that go home and come back: the status exported with all that belongs to it, a workbook imported."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from events.sentences import sentence
from tracker.cli.output import named
from tracker.cli.reading import Asked
from tracker.cli.recording import confirm, report
from tracker.cli.session import Session, interactive, page
from tracker.errors import FoundError, InputError, RefusedError
from tracker.pages.answer import Table, rows_as
from tracker.pages.render import Column

if TYPE_CHECKING:
    from sqlite3 import Connection

    from tracker.application import Tracker
    from tracker.decisions.decider import Outcome
    from tracker.formats.own_sheet import OwnSheet
    from tracker.formats.sheet_changes import Changes, Officer
    from tracker.views.selection import Selection
    from tracker.views.status import Row, StatusView

WORKBOOK = "xlsx"
_WHOLE = frozenset({"csv", "json", "ndjson"})
"""Formats of data, which have the texts and all that came with a commitment."""


def export_status(asked: Asked, selection: "Selection") -> None:
    """Write the status table in a format: data has all that belongs to a commitment, a workbook too."""
    from tracker.views.exported import exported

    if asked.form == WORKBOOK and named(asked.output) is None:
        raise click.UsageError("A workbook needs a file: -o plan.xlsx.")
    with asked.view() as view:
        if asked.form == WORKBOOK:
            _write_workbook(asked, view, exported(view, selection))
            return
        rows = exported(view, selection) if asked.form in _WHOLE else view.rows(selection)
    if asked.form == "csv":
        _write_csv(asked, rows)
    else:
        asked.write(rows)


def _write_csv(asked: Asked, rows: "list[Row]") -> None:
    from tracker.pages.sheet import as_data, sheet_columns

    data, keys = as_data(rows, sheet_columns(rows, asked.lang))
    table = Table("commitment", "Commitments", "", lambda _: [Column(key) for key in keys])
    asked.write(data, shape=table)


def _write_workbook(asked: Asked, view: "StatusView", rows: "list[Row]") -> None:
    from tracker.formats import outputs
    from tracker.formats.workbook import workbook
    from tracker.words.text import one_line

    file = named(asked.output)
    assert file is not None  # noqa: S101 (asked for above)
    content = workbook(workbook_of(view, rows, asked.lang))
    outputs.write(file, content, asked.session.tracker.store)
    asked.session.say(sentence("Wrote {file}", file=one_line(str(file))))


def workbook_of(view: "StatusView", rows: "list[Row]", lang: str) -> Any:
    """Say what the workbook of some exported rows holds, in a language."""
    from events.statuses import CLAIMABLE
    from tracker.formats.marker import Marker, said_by
    from tracker.formats.workbook import Workbook
    from tracker.pages.legend import When, legend, moment_in_words
    from tracker.pages.sheet import sheet_columns
    from tracker.views.exported import head, store_of, vocabulary
    from tracker.words.language import phrase

    columns = sheet_columns(rows, lang)
    when = When(view.moment.day, *head(view))
    title = phrase(lang, "Commitments")
    marker = Marker(
        store=store_of(view),
        as_of=when.as_of,
        event=when.position,
        lang=lang,
        sheet=title,
        columns=tuple((column.key, column.heading) for column in columns),
        said={row["commitment"]: said_by(row) for row in rows},
    )
    return Workbook(
        title=title,
        legend_title=phrase(lang, "Legend"),
        columns=columns,
        rows=rows,
        lists={"statuses": CLAIMABLE, **vocabulary(view, rows)},
        legend=legend(columns, when, lang),
        marker=marker,
        sentence=moment_in_words(when, lang),
        known_at=when.known_at,
        percent=phrase(lang, "From 0 to 100, without a sign."),
    )


# Coming back


class Returned(NamedTuple):
    """How a sheet is given back: by whom, on which day, and what is to be done with it."""

    by: str | None
    on: str | None
    dry_run: bool
    yes: bool
    form: str | None


def is_workbook(file: str) -> bool:
    """Say whether a file is packed as workbooks are; what cannot be read is none."""
    from tracker.formats.inputs import opened
    from tracker.formats.workbook_parts import is_workbook as is_packed

    try:
        if file == "-" or not Path(file).is_file():
            return False
        with opened(file) as (content, _):
            return is_packed(content.read(8))
    except (InputError, OSError, ValueError):
        return False


def import_sheet(session: Session, file: str, returned: Returned) -> None:
    """Record what an officer changed in a sheet of ours, and say what is not recorded."""
    from tracker.formats.own_sheet import read_own_sheet

    sheet = read_own_sheet(Path(file))
    if sheet is None:
        raise RefusedError(
            sentence("{file} is no sheet that was exported from here", file=file),
            "A table of others needs a mapping: tracker import FILE --mapping MAP.",
        )
    officer = _officer(session, file, returned)
    found = compare(session.tracker, sheet, officer)
    if returned.form is None:
        _show(found)
    if not found.lines:
        session.say("Nothing new: nothing is recorded.")
        if returned.form == "json":
            click.echo("[]")
    else:
        outcome = _recorded(session, sheet, officer, found, returned)
        if outcome is None:
            session.say("Nothing was recorded.")
            return
        report(session, outcome, returned.form)
    if found.in_conflict:
        raise FoundError


def _officer(session: Session, file: str, returned: Returned) -> "Officer":
    """Say who speaks and of which day; refuse at once what no fact could hold."""
    from pydantic import ValidationError

    from events.facts import StatusUpdated
    from tracker.environment import configuration
    from tracker.formats.sheet_changes import Officer
    from tracker.words.refusals import first_refusal

    by = returned.by or configuration().by
    if not by:
        raise click.UsageError(
            sentence("{file} is a sheet of ours: say who gives it back, like --by MX/SRE.", file=file)
        )
    today = session.tracker.today.isoformat()
    on = session.day_for("--on", returned.on) if returned.on else today
    try:
        said = StatusUpdated.model_validate({"commitment": "any", "by": by, "effective": on, "note": "any"})
    except ValidationError as error:
        path, message, hint = first_refusal(error, StatusUpdated)
        raise RefusedError(message, hint, "--on" if path[:1] == ("effective",) else "--by") from error
    return Officer(said.by, said.effective)


def compare(tracker: "Tracker", sheet: "OwnSheet", officer: "Officer") -> "Changes":
    """Compare a sheet with what its store knew when it was exported, and with what stands today."""
    with tracker.view() as connection:
        return compare_in(connection, sheet, officer, tracker.today.isoformat())


def compare_in(connection: "Connection", sheet: "OwnSheet", officer: "Officer", today: str) -> "Changes":
    """Compare a sheet within a view; InputError if that is not of the store it was exported from."""
    from tracker.formats.sheet_changes import changes
    from tracker.pages.sheet import sheet_columns
    from tracker.projections.cases import EVERYTHING
    from tracker.views.exported import exported_of, head, store_of
    from tracker.views.moment import Moment
    from tracker.views.status import StatusView

    marker = sheet.marker
    after = StatusView(connection, Moment(today, EVERYTHING, marker.lang))
    if marker.store != store_of(after) or marker.event > head(after)[0]:
        raise InputError(
            sentence("{source} was exported from another store", source=sheet.source),
            "Name its store with --store.",
        )
    before = StatusView(connection, Moment(marker.as_of, marker.event, marker.lang))
    then, now = exported_of(before, marker.said), exported_of(after, marker.said)
    return changes(sheet, then, now, sheet_columns(list(then.values()), marker.lang), officer)


def _show(found: "Changes") -> None:
    from tracker.environment import configuration
    from tracker.pages.differences import DIFFERENCES

    if found.differences:
        lang = configuration().lang or "en"
        click.echo(rows_as("table", DIFFERENCES, found.differences, lang, page(None)))


def _recorded(
    session: Session, sheet: "OwnSheet", officer: "Officer", found: "Changes", returned: Returned
) -> "Outcome | None":
    """Record the facts in one append; a terminal is asked first, None if it says no."""
    if not returned.dry_run and not returned.yes and interactive():
        if not confirm(session, "Record it?"):
            return None
        if compare(session.tracker, sheet, officer).lines != found.lines:
            raise RefusedError("others recorded something meanwhile", "Import the sheet again to see it.")
    return session.tracker.record_lines(found.lines, dry_run=returned.dry_run)
