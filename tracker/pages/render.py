"""Renders rows as table, markdown, csv, json, ndjson, html or ids, without trusting what they say."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tracker.pages.drawing import drawing
from tracker.pages.signs import marked, sign_of
from tracker.pages.wrap import display_width, shortened, wrapped
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
ESSENTIAL = 3
"""Columns up to this rank are shown even where they press the others."""
COMFORT = 32
"""Characters of a column that read well."""
TELLING = 24
"""Characters of a line in a column that is never cut."""
NAME = 20
"""Characters of an id that are shown before anything else gets more room."""
SHORT = 12
"""Characters of another column that are."""


class Column(NamedTuple):
    """A column of a table: its key and heading, how a row's cell reads, and how it gives way.

    A column without a `text` is data alone: in csv, and in a table only where it is chosen. In tables
    the columns stand by their `place`, those of one place in the order of the data. Where a terminal is
    too narrow, columns of the lowest `rank` (the highest number) go first; those that stay may be
    shortened to `least` characters, if `least` is given. What is `told` is the most telling of a row:
    it is never cut, but goes on below itself. `word` is the key of a word of ours that has a sign. What
    a reader has `chosen` is shown even where it is empty; of the others, only what says anything is.
    What `names` its row is to be typed again, so it is cut only where even the most telling column
    has no room beside it.
    """

    key: str
    heading: str = ""
    text: Callable[[Row], str] | None = None
    rank: float = 0
    least: int | None = None
    place: int = 0
    told: bool = False
    word: str = ""
    chosen: bool = False
    names: bool = False

    def cell(self, row: Row, *, plain: bool = False) -> str:
        """Give the cell of a row on one line, harmless to show; a word of ours has its mark."""
        shown = one_line(self.text(row)) if self.text else ""
        return marked(row[self.word], shown, plain=plain) if self.word and shown else shown

    def colour(self, row: Row) -> str:
        """Give the colour of a row's cell, empty for none; a zero is dimmed."""
        if self.word:
            return sign_of(row[self.word]).colour
        return "dim" if self.text and self.text(row) == "0" else ""


class Page(NamedTuple):
    """What an answer is drawn on.

    Its width, None for any; whether it has colours and pictures; whether it is `plain`, since its
    encoding lacks our marks; whether rows are `expanded` to blocks; and the caption, which says as of
    when and known when it speaks.
    """

    width: int | None = None
    colours: bool = False
    pictures: bool = False
    plain: bool = False
    expanded: bool = False
    caption: str = ""


def to_json(value: Any) -> str:
    """Give indented JSON that is safe to print."""
    import json

    return _safe_json(json.dumps(value, ensure_ascii=False, indent=2))


def to_json_by_entry(value: Mapping[str, Any]) -> str:
    """Give JSON with a line for each entry, which takes a tenth of the time that indented JSON takes."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = (f"  {json.dumps(key)}: {_safe_json(encode(each))}" for key, each in value.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def to_ndjson(rows: Iterable[Any]) -> Iterable[str]:
    """Give one line of JSON a row."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False).encode
    return (_safe_json(encode(row)) for row in rows)


def to_table(rows: Sequence[Row], columns: Sequence[Column], page: Page) -> str:
    """Draw a plain table that fits the page."""
    drawn = drawing()
    # Else tabulate makes room that no terminal was asked for, and measures in characters.
    for name, value in (("MIN_PADDING", 0), ("WIDE_CHARS_MODE", True), ("wcwidth", _Cells)):
        setattr(drawn, name, value)
    chosen, widths = _fit(rows, columns, page)
    body = [[_drawn(c, row, w, page) for c, w in zip(chosen, widths, strict=True)] for row in rows]
    headings = [shortened(column.heading, width) for column, width in zip(chosen, widths, strict=True)]
    return str(drawn.tabulate(body, headings, tablefmt="simple", disable_numparse=True))


class _Cells:
    """What tabulate asks how wide a text is."""

    wcswidth = staticmethod(display_width)


def to_blocks(rows: Sequence[Row], columns: Sequence[Column], page: Page) -> str:
    """Write a block a row, a line `key: value` for each cell that is not empty."""
    return "\n\n".join("\n".join(_block(row, columns, page)) for row in rows)


def _block(row: Row, columns: Sequence[Column], page: Page) -> Iterable[str]:
    room = max(display_width(column.heading) for column in columns) + 2
    for column in columns:
        cell = column.cell(row, plain=page.plain)
        if cell or column.chosen:
            name = f"{column.heading}:" if column.heading else ""
            start = name + " " * (room - display_width(name))
            first, *others = wrapped(cell, page.width, start)
            yield from (_paint(first, column.colour(row), page, len(start)), *others)


def hidden(rows: Sequence[Row], columns: Sequence[Column], page: Page) -> list[str]:
    """List the headings of the columns that do not fit the page."""
    chosen, _ = _fit(rows, columns, page)
    shown = {column.key for column in chosen}
    return [
        column.heading
        for column in columns
        if column.heading
        and column.key not in shown
        and (column.chosen or any(column.cell(row).strip("0") for row in rows))
    ]


def to_markdown(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    """Draw a GitHub table; what would break a cell is escaped."""
    body = [[markdown(column.cell(row)) for column in columns] for row in rows]
    return str(
        drawing().tabulate(body, [c.heading for c in columns], tablefmt="github", disable_numparse=True)
    )


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
    return f"<{address}>" if is_address(address) else markdown(address)


def is_address(text: str) -> bool:
    """Say whether a text is the address of a page, of which a link may be made."""
    return bool(_ADDRESS.fullmatch(text)) and escape(text) == text


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


def to_html(rows: Sequence[Row], columns: Sequence[Column], title: str = "") -> str:
    """Give one table of a page, under its title if it is all there is on it."""
    from html import escape as escape_html

    heads = "".join(f'<th scope="col">{escape_html(column.heading)}</th>' for column in columns)
    lines = [
        "<tr>" + "".join(f"<td>{escape_html(c.cell(row))}</td>" for c in columns) + "</tr>" for row in rows
    ]
    begins = f'<div class="wide" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>'
    if title:
        begins = f"<h1>{escape_html(one_line(title))}</h1>\n{begins}"
    return "\n".join((begins, *lines, "</tbody></table></div>"))


def html_page(body: str, title: str, lang: str, caption: str = "", *, is_table: bool = False) -> str:
    """Give a page with a body in the look of the site, and below it when it speaks.

    It is whole in itself: its style is inside, and by its policy it can load nothing and run nothing.
    """
    from base64 import b64encode
    from hashlib import sha256
    from html import escape as escape_html

    style = f"{_style()}{_OF_ONE_PAGE}{_OF_A_TABLE if is_table else ''}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{lang}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape_html(one_line(title))}</title>",
            f"<style>{style}</style></head><body><main>",
            body,
            "</main>",
            *([f"<footer>{escape_html(one_line(caption))}</footer>"] if caption else []),
            "</body></html>",
        )
    )


def _style() -> str:
    """Give the style sheet of the site."""
    from pathlib import Path

    return Path(__file__).with_name("static").joinpath("site.css").read_text(encoding="utf-8")


_OF_ONE_PAGE = """td { overflow-wrap: break-word; min-width: 6rem; max-width: 24rem; }
@media print { th, td { overflow-wrap: anywhere; min-width: 0; max-width: none; } }
"""
_OF_A_TABLE = """@page { size: landscape; }
@media print { table { font-size: 7pt; } th, td { padding-right: .3rem; } thead th { white-space: normal; } }
"""
"""A table of many columns scrolls; on paper it is turned, and its words are broken where they must be."""


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
    return text if text.isprintable() else _NOT_SEEN.sub(_as_json, text)


def _as_json(match: re.Match[str]) -> str:
    """Write a character as JSON does, which counts in halves beyond the first plane."""
    character = match[0]
    halves = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{halves[place : place + 2].hex()}" for place in range(0, len(halves), 2))


def _fit(rows: Sequence[Row], columns: Sequence[Column], page: Page) -> tuple[list[Column], list[int]]:
    """Choose the columns that fit a page, and how wide each may be."""
    cells = {column.key: [column.cell(row) for row in rows] for column in columns}
    natural = {
        column.key: max(map(display_width, (column.heading, *cells[column.key]))) for column in columns
    }
    if page.width is None:
        return list(columns), [natural[column.key] for column in columns]
    columns = [each for each in columns if each.chosen or any(cell.strip("0") for cell in cells[each.key])]
    words = {
        column.key: max(
            (display_width(word) for cell in cells[column.key] for word in cell.split()), default=1
        )
        for column in columns
        if column.told
    }
    order, least = _giving_way(columns, natural, words, page.width)
    chosen, spare = _chosen(order, natural, least, page.width)
    chosen = [column for column in columns if column in chosen]
    widths = {column.key: least[column.key] for column in chosen}
    by_rank = sorted(chosen, key=lambda each: each.rank)
    for comfortable in (True, False):
        for column in by_rank:
            wanted = min(natural[column.key], _comfort(column)) if comfortable else natural[column.key]
            more = max(0, min(spare, wanted - widths[column.key]))
            widths[column.key] += more
            spare -= more
    return chosen, [max(1, min(widths[column.key], max(page.width, 1))) for column in chosen]


def _giving_way(
    columns: Sequence[Column], natural: dict[str, int], words: dict[str, int], width: int
) -> tuple[list[Column], dict[str, int]]:
    """Give the order in which columns are shown, and how narrow each may become, where a page is narrow.

    Columns after the most telling ones go first; then words are broken; then what stands before the most
    telling goes; and what names a row is cut last.
    """
    cut = {
        column.key: natural[column.key] if column.least is None else min(natural[column.key], column.least)
        for column in columns
    }
    named = cut | {each.key: words.get(each.key, natural[each.key]) for each in columns if each.names}
    unbroken = named | {
        each.key: max(cut[each.key], min(words[each.key], TELLING))
        for each in columns
        if each.told and not each.names
    }
    by_rank = sorted(columns, key=lambda each: each.rank)
    told = [each for each in by_rank if each.told and not each.names and each.rank <= ESSENTIAL]
    names = [each for each in by_rank if each.names]
    last = max(map(by_rank.index, (*names, *told)), default=-1)
    essential = by_rank[: last + 1]
    for least, first in ((unbroken, essential), (named, essential), (named, [*names, *told[:1]])):
        if sum(least[each.key] + GAP for each in first) - GAP <= width:
            return [*first, *(each for each in by_rank if each not in first)], least
    return by_rank, cut


def _comfort(column: Column) -> int:
    return TELLING if column.told else NAME if column.rank == 0 else SHORT


def _chosen(
    columns: Sequence[Column], natural: dict[str, int], least: dict[str, int], width: int
) -> tuple[list[Column], int]:
    """Choose of columns, in their order, those that fit a width; give them with the cells that are left."""
    names: set[str] = set()
    used = comfortable = -GAP
    for column in columns:
        needed = least[column.key] + GAP
        # A column of lower rank may not press those before it below what reads well.
        taken = used if column.rank <= ESSENTIAL else comfortable
        if not names or taken + needed <= width:
            names.add(column.key)
            used += needed
            well = TELLING if column.told else COMFORT
            comfortable += min(natural[column.key], max(well, least[column.key])) + GAP
    return [column for column in columns if column.key in names], width - used


def _drawn(column: Column, row: Row, width: int, page: Page) -> str:
    """Give a cell as it is drawn: cut short, or on several lines where it is the most telling."""
    cell = column.cell(row, plain=page.plain)
    if column.told and page.width is not None:
        return "\n".join(wrapped(cell, width))
    return _paint(shortened(cell, width), column.colour(row), page)


def _paint(text: str, colour: str, page: Page, after: int = 0) -> str:
    """Colour a text, but for its first characters."""
    if not colour or not page.colours:
        return text
    return f"{text[:after]}\x1b[{_COLOURS[colour]}m{text[after:]}\x1b[0m"


def bold(text: str, page: Page) -> str:
    """Write a line in bold, where a page has colours."""
    return _paint(text, "bold", page)
