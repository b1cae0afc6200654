"""An answer, rows of a table or one thing, written in one of the formats there are."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape as escape_html
from typing import Any, NamedTuple

from tracker.pages import render
from tracker.pages.render import Column, Page, Row
from tracker.words.language import Say, phrase
from tracker.words.text import escape

FORMATS = ("table", "markdown", "csv", "json", "ndjson", "html", "ids")
READ = frozenset({"table", "markdown", "html"})
"""Formats for readers, in their language; the others are data, whose sentences are English."""


class Table(NamedTuple):
    """What a list is: the key of a row's id, its title, what is said if it is empty, and its columns.

    The columns are listed in the order of the data; their texts say our own words by what they are
    given. The `picture` is one more column, which a terminal alone draws from all the rows. In the
    formats in which rows are `told`, they are written otherwise than in columns. What is `above` stands
    over a table on a terminal.
    """

    key: str
    title: str
    empty: str
    columns: Callable[[Say], Sequence[Column]]
    picture: Callable[[Sequence[Row]], Column] | None = None
    formats: tuple[str, ...] = FORMATS
    told: Mapping[str, "Telling"] = {}
    above: str = ""

    @property
    def keys(self) -> list[str]:
        """The keys of a row, in the order of the data."""
        return [column.key for column in self.columns(partial(phrase, "en"))]

    def drawn(self, lang: str, rows: Sequence[Row] = (), *, pictures: bool = False) -> list[Column]:
        """Give the columns in the order of the table, with their headings in a language."""
        say = partial(phrase, lang)
        columns = [column for column in self.columns(say) if column.text]
        if pictures and self.picture:
            columns.append(self.picture(rows))
        columns.sort(key=lambda column: column.place)
        return [column._replace(heading=say(column.heading)) for column in columns]


Telling = Callable[[Sequence[Row], str, Page], str]
"""Writes all the rows, in a language, for a page."""


class Thing(NamedTuple):
    """What one thing is: its text as a `table` or as `markdown`, in a language, and the ids it stands for."""

    text: Callable[[Row, str, str], str]
    ids: Callable[[Row], Sequence[str]]
    formats: tuple[str, ...] = FORMATS


_PLAIN = Page()


def rows_as(form: str, table: Table, rows: Sequence[Row], lang: str = "en", page: Page = _PLAIN) -> str:
    """Write rows in a format; `page` is what a table is drawn on."""
    if form in table.told:
        return table.told[form](rows, lang, page)
    columns = table.drawn(lang, rows, pictures=form == "table" and page.pictures)
    writers: dict[str, Callable[[], str]] = {
        "table": lambda: table.above + render.to_table(rows, columns, page) if rows else "",
        "markdown": lambda: render.to_markdown(rows, columns),
        "csv": lambda: render.to_csv(rows, table.keys),
        "json": lambda: render.to_json(list(rows)),
        "ndjson": lambda: "\n".join(render.to_ndjson(rows)),
        "html": lambda: render.to_html(rows, columns, phrase(lang, table.title), lang),
        "ids": lambda: _lines(row[table.key] for row in rows),
    }
    return writers[form]()


def thing_as(form: str, thing: Thing, found: Row, lang: str = "en") -> str:
    """Write one thing in a format."""
    writers: dict[str, Callable[[], str]] = {
        "table": lambda: thing.text(found, "table", lang),
        "markdown": lambda: thing.text(found, "markdown", lang),
        "csv": lambda: render.to_csv([found], list(found)),
        "json": lambda: render.to_json(found),
        "ndjson": lambda: "\n".join(render.to_ndjson([found])),
        "html": lambda: _as_it_is(thing.text(found, "table", lang)),
        "ids": lambda: _lines(thing.ids(found)),
    }
    return writers[form]()


def sentences(form: str, lang: str) -> str:
    """Give the language of our own sentences in a format."""
    return lang if form in READ else "en"


def left_out(table: Table, rows: Sequence[Row], lang: str, page: Page) -> list[str]:
    """List the headings of the columns for which a page has no room."""
    if "table" in table.told:
        return []
    return render.hidden(rows, table.drawn(lang, rows, pictures=page.pictures), page) if rows else []


def as_page(text: str, title: str, lang: str) -> str:
    """Give a page with a text as it is."""
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{lang}"><head><meta charset="utf-8">',
            f"<title>{escape_html(title)}</title></head><body>",
            f"<pre>{escape_html(text)}</pre></body></html>",
        )
    )


def _as_it_is(text: str) -> str:
    return f'<!doctype html>\n<meta charset="utf-8">\n<pre>{escape_html(text)}</pre>'


def _lines(ids: Any) -> str:
    return "\n".join(escape(str(each)) for each in ids)
