"""What reading verbs share: their options, and an answer written in the format that was asked for."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.output import marked, must_destroy_nothing, write_text
from tracker.cli.session import Session, page
from tracker.pages.answer import Table, Thing, left_out, rows_as, sentences, thing_as

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
        lang: str = "en",
    ) -> None:
        self.session = Session()
        must_destroy_nothing(output, self.session)
        self.form = form
        self.output = output
        self.lang = lang
        self.known_at = known_at
        self._shape = shape
        self._as_of = as_of

    def view(self) -> "AbstractContextManager[StatusView]":
        """Open the view of the store at the moment."""
        said_in = sentences(self.form, self.lang)
        return self.session.tracker.at(self._as_of, self.known_at, self.lang, said_in)

    def view_of(self, connection: Any) -> "StatusView":
        """Give the view at the moment of a history that is in no store."""
        from tracker.views.status import StatusView

        moment = self.session.tracker.moment(connection, self._as_of, self.known_at, self.lang)
        return StatusView(connection, moment)

    def write(self, found: Any, *, shape: Shape | None = None, empty: str | None = None) -> None:
        """Write the rows, or the thing, in another shape where it depends on the answer.

        `empty` says otherwise than the table that there are no rows.
        """
        self._shape = shape or self._shape
        if isinstance(self._shape, Thing):
            text = thing_as(self.form, self._shape, found, self.lang)
            write_text(marked(text, self.form, self.output), self.output, self.session)
        else:
            table = self._shape if empty is None else self._shape._replace(empty=empty)
            drawn_on = page(self.output)
            write_rows(self.session, table, found, self.form, self.output, lang=self.lang, drawn_on=drawn_on)


def picture_of(asked: Asked, view: "StatusView", kind: str, name: str) -> str:
    """Draw how the end of a commitment slipped, if it did, and if there is a terminal to draw on."""
    from tracker.pages.pictures import drawn
    from tracker.views.slips import slips

    drawn_on = page(asked.output)
    standing = view.standing(name) if kind == "commitment" else None
    if standing is None or asked.form != "table" or not drawn_on.pictures:
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
    """Write rows in a format, to stdout or into a file."""
    if form == "table" and not rows:
        session.say(table.empty)
    elif form == "table" and (hidden := left_out(table, rows, lang, drawn_on)):
        columns_of = "column does" if len(hidden) == 1 else "columns do"
        session.say(f"{len(hidden)} more {columns_of} not fit here; -f csv or -f json has them all.")
    text = rows_as(form, table, rows, lang, drawn_on)
    write_text(marked(text, form, output), output, session)


def reading(
    shape: Shape | Callable[..., Shape], *, moment: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Add the options of a reading verb, and write what its function gives: rows, or one thing.

    The function is given the question, then its own options. Its `shape` may depend on these. What
    has no moment is asked without --as-of, --known-at and --lang. A function that gives None has
    written itself.
    """
    first = shape if isinstance(shape, (Table, Thing)) else shape()

    def add(function: Callable[..., Any]) -> Callable[..., None]:
        def run(
            *,
            form: str,
            output: Path | None,
            as_of: str | None = None,
            known_at: str | None = None,
            lang: str = "en",
            **given: Any,
        ) -> None:
            chosen = shape if isinstance(shape, (Table, Thing)) else shape(**given)
            asked = Asked(chosen, form=form, output=output, as_of=as_of, known_at=known_at, lang=lang)
            answer = function(asked, **given)
            if answer is not None:
                asked.write(answer)

        described = wraps(function)(run)
        written = output_options(*first.formats)(described)
        return moment_options(written) if moment else written

    return add


def output_options(*formats: str) -> Callable[[F], F]:
    """Add -f/--format and -o/--output."""

    def add(function: F) -> F:
        function = click.option(
            "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write into a file."
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


def _usual_language() -> str:
    from tracker.environment import configuration

    return configuration().lang or "en"


def moment_options(function: F) -> F:
    """Add --as-of, --known-at and --lang."""
    function = click.option(
        "--lang",
        type=click.Choice(["en", "es"]),
        default=_usual_language,
        show_default="en, or that of the configuration",
        help="The language of texts and headings.",
    )(function)
    function = click.option(
        "--known-at", metavar="WHEN", help="As we knew it then: a date, a time, or an event number like #41."
    )(function)
    return click.option("--as-of", metavar="DATE", help="As it stood on a day; today unless given.")(function)
