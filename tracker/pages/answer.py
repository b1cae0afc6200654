"""An answer, rows of a table or one thing, written in one of the formats there are."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from events.texts import fold
from tracker.environment import LANGUAGES
from tracker.pages import render
from tracker.pages.render import Column, Page, Row
from tracker.pages.wrap import wrapped
from tracker.words.language import Say, phrase
from tracker.words.text import escape, flat

FORMATS = ("table", "markdown", "csv", "json", "ndjson", "html", "ids")
READ = frozenset({"table", "markdown", "html"})
"""Formats for readers, in their language; the others are data, whose sentences are English."""


class Table(NamedTuple):
    """What a list is: the key of a row's id, its title, what is said if it is empty, and its columns.

    The columns are listed in the order of the data; their texts say our own words by what they are
    given. The `picture` is one more column, which a terminal alone draws from all the rows. In the
    formats in which rows are `told`, they are written otherwise than in columns. Where a reader has
    `chosen` columns, there are these alone, in this order; what rows are `sorted_by` is always shown.
    What is `above` stands over a table on a terminal.
    """

    key: str
    title: str
    empty: str
    columns: Callable[[Say], Sequence[Column]]
    picture: Callable[[Sequence[Row]], Column] | None = None
    formats: tuple[str, ...] = FORMATS
    told: Mapping[str, "Telling"] = {}
    chosen: tuple[str, ...] = ()
    sorted_by: str = ""
    above: str = ""

    @property
    def keys(self) -> list[str]:
        """The keys of a row, in the order of the data."""
        return [column.key for column in self.columns(partial(phrase, "en"))]

    def called(self, text: str) -> str | None:
        """Give the key of the column that a text means: its key, or its heading in a language of ours."""
        key = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
        if key in self.keys:
            return key
        said = (each for lang in LANGUAGES for each in self.headings(lang).items())
        return next((of for heading, of in said if fold(heading) == fold(text)), None)

    def headings(self, lang: str) -> dict[str, str]:
        """Give the headings in a language, each with the key of its column."""
        say = partial(phrase, lang)
        return {_heading(column, say): column.key for column in self.columns(say)}

    def drawn(self, lang: str, rows: Sequence[Row] = (), *, pictures: bool = False) -> list[Column]:
        """Give the columns in the order of the table, with their headings in a language."""
        say = partial(phrase, lang)
        every = [_naming(each, self) for each in self.columns(say)]
        if self.chosen:
            return _chosen([_named(each, say) for each in every], self.chosen, self.sorted_by)
        columns = [column for column in every if column.text]
        if pictures and self.picture:
            columns.append(self.picture(rows))
        columns.sort(key=lambda column: column.place)
        columns = [each._replace(rank=_FIRST) if each.key == self.sorted_by else each for each in columns]
        return [_named(each, say) for each in columns]


_FIRST = 0.5
"""The rank of what a table is sorted by, after the id."""


def _naming(column: Column, table: Table) -> Column:
    """Mark the column of ids, where it stands first, or was chosen."""
    return column._replace(names=column.key == table.key and (column.rank == 0 or bool(table.chosen)))


def _heading(column: Column, say: Say) -> str:
    """Give the heading of a column; one that is data alone is headed by its key."""
    heading = column.heading if column.text else say(column.key.replace("_", " ")).capitalize()
    return say(heading)


def _named(column: Column, say: Say) -> Column:
    return column._replace(heading=_heading(column, say))


def _chosen(columns: Sequence[Column], chosen: Sequence[str], sorted_by: str) -> list[Column]:
    """Give the columns that were chosen: none of them is cut, and none presses those before it away."""
    by_key = {column.key: column for column in columns}
    keys = [*chosen, *([sorted_by] if sorted_by in by_key and sorted_by not in chosen else [])]
    return [_as_chosen(by_key[key], rank) for rank, key in enumerate(keys)]


def _as_chosen(column: Column, place: int) -> Column:
    """Let a column stand by its place among the chosen; one that is data alone shows its value."""
    key = column.key
    if not column.text:
        column = column._replace(text=lambda row: flat(row[key]))
    if not column.word:
        column = column._replace(told=True, least=_LEAST)
    return column._replace(rank=place / _MANY, chosen=True)


_LEAST, _MANY = 8, 100

Telling = Callable[[Sequence[Row], str, Page], str]
"""Writes all the rows, in a language, for a page."""


class Thing(NamedTuple):
    """What one thing is: its text for readers, in a form and a language, and the ids it stands for."""

    text: Callable[[Row, str, str, Page], str]
    ids: Callable[[Row], Sequence[str]]
    formats: tuple[str, ...] = FORMATS


_PLAIN = Page()


def rows_as(form: str, table: Table, rows: Sequence[Row], lang: str = "en", page: Page = _PLAIN) -> str:
    """Write rows in a format; `page` is what a table is drawn on."""
    if form in table.told:
        return table.told[form](rows, lang, page)
    if form in READ:
        return _read(form, table, rows, lang, page)
    data = [{key: row[key] for key in table.chosen} for row in rows] if table.chosen else list(rows)
    writers: dict[str, Callable[[], str]] = {
        "csv": lambda: render.to_csv(data, table.chosen or table.keys),
        "json": lambda: render.to_json(data),
        "ndjson": lambda: "\n".join(render.to_ndjson(data)),
        "ids": lambda: _lines(row[table.key] for row in rows),
    }
    return writers[form]()


def _read(form: str, table: Table, rows: Sequence[Row], lang: str, page: Page) -> str:
    """Write rows for readers, with the caption of the page."""
    columns = table.drawn(lang, rows, pictures=form == "table" and page.pictures)
    if form == "html":
        title = phrase(lang, table.title)
        body = render.to_html(rows, columns, title)
        return render.html_page(body, title, lang, page.caption, is_table=True)
    if form == "markdown":
        return _captioned(render.markdown(page.caption), render.to_markdown(rows, columns))
    if not rows:
        return ""
    draw = render.to_blocks if page.expanded else render.to_table
    return _captioned("\n".join(wrapped(page.caption, page.width)), table.above + draw(rows, columns, page))


def _captioned(caption: str, text: str) -> str:
    return f"{caption}\n\n{text}" if caption else text


def caption(day: str, known: str, lang: str) -> str:
    """Say as of when an answer speaks, and known when; everything is, where nothing is said."""
    if known:
        return phrase(lang, "As of {day} · known at {known}", day=day, known=known)
    return phrase(lang, "As of {day} · everything known", day=day)


def thing_as(form: str, thing: Thing, found: Row, lang: str = "en", page: Page = _PLAIN) -> str:
    """Write one thing in a format."""
    if form in READ:
        return thing.text(found, form, lang, page)
    writers: dict[str, Callable[[], str]] = {
        "csv": lambda: render.to_csv([found], list(found)),
        "json": lambda: render.to_json(found),
        "ndjson": lambda: "\n".join(render.to_ndjson([found])),
        "ids": lambda: _lines(thing.ids(found)),
    }
    return writers[form]()


def sentences(form: str, lang: str) -> str:
    """Give the language of our own sentences in a format."""
    return lang if form in READ else "en"


def left_out(table: Table, rows: Sequence[Row], lang: str, page: Page) -> list[str]:
    """List the headings of the columns for which a page has no room."""
    if "table" in table.told or page.expanded:
        return []
    return render.hidden(rows, table.drawn(lang, rows, pictures=page.pictures), page) if rows else []


def _lines(ids: Any) -> str:
    return "\n".join(escape(str(each)) for each in ids)
