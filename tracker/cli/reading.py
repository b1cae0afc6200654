"""What reading verbs share: their options, and an answer written in the format that was asked for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from events.sentences import Sentence, sentence
from tracker.cli.choosing import choosing, chosen_by
from tracker.cli.endings import form_for, was_said
from tracker.cli.filters import COLUMNS_OF
from tracker.cli.output import marked, must_destroy_nothing, write_text
from tracker.cli.session import Session, keep_language, page
from tracker.environment import LANGUAGES
from tracker.pages.answer import READ, Table, Thing, caption, left_out, rows_as, sentences, thing_as

if TYPE_CHECKING:
    from tracker.pages.render import Page, Row
    from tracker.views.status import StatusView

F = TypeVar("F", bound=Callable[..., Any])
Shape = Table | Thing
"""What an answer is: a table of rows, or one thing."""


class Asked:
    """A question as it was asked: of which store, at which moment, and how the answer is wanted."""

    def __init__(
        self,
        shape: Shape,
        *,
        form: str,
        output: Path | None,
        as_of: str | None = None,
        known_at: str | None = None,
        lang: str | None = None,
        expanded: bool = False,
    ) -> None:
        self.session = Session()
        must_destroy_nothing(output, self.session)
        if expanded and form != "table":
            raise click.UsageError(sentence("-x draws a table in blocks; -f {form} is none.", form=form))
        self.form = form
        self.output = output
        self.lang = lang or self.session.lang
        self.known_at = known_at
        self.shape = shape
        self._as_of = as_of
        self._expanded = expanded
        self._caption = ""
        self._not_yet: Sentence | None = None

    @contextmanager
    def view(self) -> "Iterator[StatusView]":
        """Open the view of the store at the moment."""
        said_in = sentences(self.form, self.lang)
        with self.session.tracker.at(self._as_of, self.known_at, self.lang, said_in) as view:
            self._speaks_of(view)
            if self.known_at is not None:
                from tracker.views.unknown import no_commitment_yet

                self._not_yet = no_commitment_yet(view.connection, view.moment)
            yield view

    def view_of(self, connection: Any) -> "StatusView":
        """Give the view at the moment of a history that is in no store."""
        from tracker.views.status import StatusView

        moment = self.session.tracker.moment(connection, self._as_of, self.known_at, self.lang)
        view = StatusView(connection, moment)
        self._speaks_of(view)
        return view

    def _speaks_of(self, view: "StatusView") -> None:
        """Keep as of when a view is asked, and known when, to say so with the answer."""
        if self.form in READ:
            known = "" if self.known_at is None else _known(self.known_at, self.session)
            self._caption = caption(view.moment.day, known, self.lang)

    def sorted_by(self, key: str | None) -> None:
        """Let the column be shown that the rows are sorted by."""
        if isinstance(self.shape, Table):
            name = (key or "").lstrip("-")
            self.shape = self.shape._replace(sorted_by=COLUMNS_OF.get(name, name))

    def chosen_of(self, row: "Row") -> "Row":
        """Give what was chosen of a row of data that is written as it comes."""
        keys = self.shape.chosen if isinstance(self.shape, Table) else ()
        return {key: row[key] for key in keys} if keys else row

    def write(self, found: Any, *, shape: Shape | None = None, empty: str | None = None) -> None:
        """Write the rows, or the thing, in another shape where it depends on the answer.

        `empty` says otherwise than the table that there are no rows.
        """
        self.shape = shape or self.shape
        drawn_on = page(self.output)._replace(caption=self._caption, expanded=self._expanded)
        if isinstance(self.shape, Thing):
            text = thing_as(self.form, self.shape, found, self.lang, drawn_on)
            write_text(marked(text, self.form, self.output), self.output, self.session)
        else:
            if not found and self.form == "table" and (self._as_of, self.known_at) != (None, None):
                self.session.say(self._caption)
            if empty is None and self.shape.key == "commitment":
                empty = self._not_yet
            table = self.shape if empty is None else self.shape._replace(empty=empty)
            write_rows(self.session, table, found, self.form, self.output, lang=self.lang, drawn_on=drawn_on)


def _known(text: str, session: Session) -> str:
    """Say what a known-at means: an event number, or a moment in the local calendar."""
    from tracker.environment import local_time
    from tracker.views.moment import known_at

    meant = known_at(text, session.tracker.today)
    return f"#{meant.position}" if meant.time is None else local_time(meant.time)[: len("2026-11-25 12:00")]


LEAST_DRAWN = 50
"""Cells of a terminal on which a picture can be read."""


def picture_of(asked: Asked, view: "StatusView", kind: str, name: str) -> str:
    """Draw how the end of a commitment slipped, if it did, and if there is a terminal to draw on."""
    from tracker.pages.pictures import drawn
    from tracker.views.slips import slips

    drawn_on = page(asked.output)
    standing = view.standing(name) if kind == "commitment" else None
    too_narrow = drawn_on.width is not None and drawn_on.width < LEAST_DRAWN
    if standing is None or asked.form != "table" or not drawn_on.pictures or too_narrow:
        return ""
    shown = slips(standing)
    return drawn(shown, view.moment.say, drawn_on.width) if shown.is_worth_drawing else ""


def write_rows(
    session: Session,
    table: Table,
    rows: "Sequence[Row]",
    form: str,
    output: Path | None,
    *,
    lang: str,
    drawn_on: "Page",
) -> None:
    """Write rows in a format, to stdout or into a file; then say what a table has no room for."""
    if form == "table" and not rows:
        session.say(table.empty)
    text = rows_as(form, table, rows, lang, drawn_on)
    write_text(marked(text, form, output), output, session)
    if form == "table" and (hidden := left_out(table, rows, lang, drawn_on)):
        names = ", ".join(hidden)
        session.say("Not shown: {columns}. Choose with -c, or see all with -x.", columns=names)


def reading(
    shape: Shape | Callable[..., Shape], *, moment: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Add the options of a reading verb, and write what its function gives: rows, or one thing.

    The function is given the question, then its own options. Its `shape` may depend on these, and on
    --as-of and --known-at. What has no moment is asked without --as-of, --known-at and --lang, in the
    usual language. A function that gives None has written itself. Tables have -c/--columns and
    -x/--expanded too.
    """
    first = shape if isinstance(shape, (Table, Thing)) else shape()
    has_columns = isinstance(first, Table) and "table" not in first.told

    def add(function: Callable[..., Any]) -> Callable[..., None]:
        def run(
            *,
            form: str,
            output: Path | None,
            as_of: str | None = None,
            known_at: str | None = None,
            lang: str | None = None,
            columns: tuple[str, ...] = (),
            expanded: bool = False,
            **given: Any,
        ) -> None:
            chosen = (
                shape if isinstance(shape, (Table, Thing)) else shape(**given, as_of=as_of, known_at=known_at)
            )
            if not was_said():
                form = form_for(output, form, chosen.formats)
            if isinstance(chosen, Table) and has_columns:
                chosen = chosen_by(columns, chosen, form)
            asked = Asked(
                chosen,
                form=form,
                output=output,
                as_of=as_of,
                known_at=known_at,
                lang=lang,
                expanded=expanded,
            )
            answer = function(asked, **given)
            if answer is not None:
                asked.write(answer)

        described = wraps(function)(run)
        written = output_options(*first.formats)(described)
        timed = moment_options(written) if moment else written
        return choosing(shape)(timed) if has_columns else timed

    return add


def output_options(*formats: str) -> Callable[[F], F]:
    """Add -f/--format and -o/--output."""

    def add(function: F) -> F:
        function = click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Write into a file, as its ending says unless -f does.",
        )(function)
        return click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="How to write it.",
        )(function)

    return add


def moment_options(function: F) -> F:
    """Add --as-of, --known-at and --lang."""
    function = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        callback=keep_language,
        show_default="en, or that of the configuration",
        help="The language of texts and headings.",
    )(function)
    function = click.option(
        "--known-at", metavar="WHEN", help="As we knew it then: a date, a time, or an event number like #41."
    )(function)
    return click.option("--as-of", metavar="DATE", help="As it stood on a day; today unless given.")(function)
