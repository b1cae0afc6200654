"""Renders rows as table, markdown, csv, json, ndjson, html or ids, without trusting what they say."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from tracker.words.text import UNSEEN, escape, flat, one_line

Row = dict[str, Any]

_FORMULA = re.compile(r'(^|[;\n])([\s"]*)(?=[=+\-@\uff0b\uff0d\uff1d\uff20\ufe62\ufe63\ufe66\ufe6b])')
"""Where a sign, narrow, wide or small, would begin a formula.

At the beginning of a cell; and, for a spreadsheet whose country separates cells with semicolons and
therefore does not see our quotes, at the beginning of what it takes for one.
"""
_NOT_SEEN = re.compile(f"[{UNSEEN}]")
_COLOURS = {"red": 31, "green": 32, "yellow": 33, "cyan": 36, "bold": 1, "dim": 2}
GAP = 2
ESSENTIAL = 5
"""Columns up to this rank are shown even where they press the others."""
COMFORT = 32
"""Characters of a column that read well."""


class Column(NamedTuple):
    """A column of a table: its key and heading, how a row's cell reads, and how it gives way.

    A column without a `text` is data alone: in csv, in no table. In tables the columns stand by
    their `place`, those of one place in the order of the data. Where a terminal is too narrow,
    columns of the lowest `rank` (the highest number) go first; those that stay may be shortened to
    `least` characters, if `least` is given.
    """

    key: str
    heading: str = ""
    text: Callable[[Row], str] | None = None
    rank: int = 0
    least: int | None = None
    colour: Callable[[Row], str | None] = lambda _: None
    place: int = 0

    def cell(self, row: Row) -> str:
        """Give the cell of a row on one line, harmless to show."""
        return one_line(self.text(row)) if self.text else ""


class Page(NamedTuple):
    """What a table is drawn on: its width, None for any, and whether it has colours and pictures."""

    width: int | None = None
    colours: bool = False
    pictures: bool = False


def to_json(value: Any) -> str:
    """Give indented JSON that is safe to print."""
    import json

    return _safe_json(json.dumps(value, ensure_ascii=False, indent=2))


def to_ndjson(rows: Iterable[Any]) -> Iterable[str]:
    """Give one line of JSON a row."""
    import json

    return (_safe_json(json.dumps(row, ensure_ascii=False)) for row in rows)


def to_table(rows: Sequence[Row], columns: Sequence[Column], page: Page) -> str:
    """Draw a plain table that fits the page."""
    import tabulate as drawing
    from tabulate import tabulate

    drawing.MIN_PADDING = 0  # else tabulate makes room that no terminal was asked for
    chosen, widths = _fit(rows, columns, page.width)
    body = [
        [_paint(_shorten(c.cell(row), w), c.colour(row), page) for c, w in zip(chosen, widths, strict=True)]
        for row in rows
    ]
    headings = [_shorten(column.heading, width) for column, width in zip(chosen, widths, strict=True)]
    return tabulate(body, headings, tablefmt="simple", disable_numparse=True)


def hidden(rows: Sequence[Row], columns: Sequence[Column], page: Page) -> list[str]:
    """List the headings of the columns that do not fit the page."""
    chosen, _ = _fit(rows, columns, page.width)
    return [
        column.heading
        for column in columns
        if column.heading and column not in chosen and any(column.cell(row).strip("0") for row in rows)
    ]


def to_markdown(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Draw a GitHub table; what would break a cell is escaped."""
    from tabulate import tabulate

    body = [[markdown(column.cell(row)) for column in columns] for row in rows]
    return tabulate(body, [c.heading for c in columns], tablefmt="github", disable_numparse=True)


_MARKUP = re.compile(
    r"[\\`*_<>\[\]#|~$]"  # code, emphasis, HTML, links, headings, cells, deletions, formulas
    r"|&(?=#?\w+;)"  # names of characters
    r"|(?<=/)/|(?<=\S)@(?=\w)"  # addresses of pages and of people
    r"|\.(?=[^\W\d_])|(?<=[wW]{3})\."  # names of machines
    r"|^[-+=:]"  # what makes of a line an item, an underline or a definition
)
_NUMBERED = re.compile(r"^(\d{1,9})(?=[.)](?: |$))")


def markdown(text: str) -> str:
    """Escape a text for one place in Markdown: a paragraph, an item, a heading or a cell.

    Rendered, as CommonMark or as GitHub does, it is this text and nothing else: no markup, no link.
    GitHub alone makes a link of what looks like an address of mail, which no escape prevents.
    """
    plain = " ".join(one_line(text).split())
    return _NUMBERED.sub(r"\1\\", _MARKUP.sub(r"\\\g<0>", plain))


def code(text: str) -> str:
    """Write a text, like an id, as code in Markdown."""
    plain = " ".join(one_line(text).split())
    fence = "`" * (1 + max(map(len, re.findall("`+", plain)), default=0))
    room = " " if "`" in plain else ""
    return f"{fence}{room}{plain}{room}{fence}"


def link(address: str) -> str:
    """Write the address of a page as a link in Markdown; what is none, as a text."""
    if _ADDRESS.fullmatch(address) and escape(address) == address:
        return f"<{address}>"
    return markdown(address)


_ADDRESS = re.compile(r"https?://[^\s<>]+")


def to_csv(rows: Sequence[Row], keys: Sequence[str]) -> str:
    """Give CSV with the keys of the rows as headings; texts are quoted, and no cell is a formula.

    Nothing in CSV keeps a spreadsheet from taking ids and dates like `1e5`, `007`, `3-4` and `2024-06`
    for numbers and days of its own.
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    csv.writer(out, lineterminator="\n").writerow(keys)  # our own words, as plain as they were
    for row in rows:
        writer.writerow([plain_cell(row.get(key)) for key in keys])
    return out.getvalue().removesuffix("\n")


def to_html(rows: Sequence[Row], columns: Sequence[Column], title: str, lang: str = "en") -> str:
    """Give a page with one table."""
    from html import escape as escape_html

    heads = "".join(f"<th>{escape_html(column.heading)}</th>" for column in columns)
    lines = [
        "<tr>" + "".join(f"<td>{escape_html(c.cell(row))}</td>" for c in columns) + "</tr>" for row in rows
    ]
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{lang}"><head><meta charset="utf-8">',
            f"<title>{escape_html(title)}</title></head><body>",
            f"<table><thead><tr>{heads}</tr></thead><tbody>",
            *lines,
            "</tbody></table></body></html>",
        )
    )


def plain_cell(value: Any) -> Any:
    """Give a value as one cell of a spreadsheet: a number as it is, a text that cannot calculate."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return value
    return _FORMULA.sub(r"\1\2'", escape(flat(value)).replace("\t", " "))


def _safe_json(text: str) -> str:
    return _NOT_SEEN.sub(_as_json, text)


def _as_json(match: re.Match[str]) -> str:
    """Write a character as JSON does, which counts in halves beyond the first plane."""
    character = match[0]
    halves = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{halves[place : place + 2].hex()}" for place in range(0, len(halves), 2))


def _fit(rows: Sequence[Row], columns: Sequence[Column], width: int | None) -> tuple[list[Column], list[int]]:
    """Choose the columns that fit a width, and how wide each may be."""
    natural = {
        column.key: max([display_width(column.heading), *(display_width(column.cell(row)) for row in rows)])
        for column in columns
    }
    if width is None:
        return list(columns), [natural[column.key] for column in columns]
    columns = [column for column in columns if any(column.cell(row).strip("0") for row in rows)]

    def least(column: Column) -> int:
        return natural[column.key] if column.least is None else min(natural[column.key], column.least)

    chosen: list[Column] = []
    used = comfortable = -GAP
    for column in sorted(columns, key=lambda each: each.rank):
        needed = least(column) + GAP
        # A column of lower rank may not press those before it below what reads well.
        taken = used if column.rank <= ESSENTIAL else comfortable
        if not chosen or taken + needed <= width:
            chosen.append(column)
            used += needed
            comfortable += min(natural[column.key], max(COMFORT, least(column))) + GAP
    chosen = [column for column in columns if column in chosen]
    widths = {column.key: least(column) for column in chosen}
    spare = width - used
    for column in sorted(chosen, key=lambda each: each.rank):
        more = max(0, min(spare, natural[column.key] - widths[column.key]))
        widths[column.key] += more
        spare -= more
    return chosen, [max(1, min(widths[column.key], max(width, 1))) for column in chosen]


def display_width(text: str) -> int:
    """Count the cells of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    wide = sum(east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(combining(character) > 0 for character in text)


def _shorten(text: str, width: int) -> str:
    if display_width(text) <= width:
        return text
    while text and display_width(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _paint(text: str, colour: str | None, page: Page) -> str:
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if colour and page.colours else text
