"""An answer that is no table: blocks, which are written as plain text, as Markdown or as a page."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape as escape_html
from typing import NamedTuple

from tracker.pages import render
from tracker.pages.render import Column, Page, Row
from tracker.pages.wrap import display_width, wrapped
from tracker.words.text import escape, one_line


class Span(NamedTuple):
    """A part of a line: a text from anywhere, or one of a `kind`: code, link, or our own words."""

    text: str
    kind: str = ""


Line = Sequence[Span]


def line(*parts: str | Span) -> Line:
    """Make a line of texts and spans; one of several lines is made one, and what is empty is left out."""
    spans = [Span(part) if isinstance(part, str) else part for part in parts]
    return [span for span in spans if span.text]


class Heading(NamedTuple):
    """A heading: of the whole, 1, or of a part of it, 2."""

    line: Line
    level: int = 2


class Paragraph(NamedTuple):
    """A line that may be long."""

    line: Line


class Text(NamedTuple):
    """A text from outside, with lines of its own: they stand in, or they could pass for lines of ours."""

    text: str


class Drawing(NamedTuple):
    """A picture of characters, drawn for the width of the page: its lines stay as they are."""

    drawn: str


class Entry(NamedTuple):
    """What stands beside a label; several lines stand below each other."""

    label: str
    lines: Sequence[Line] = ()
    depth: int = 0


class Dated(NamedTuple):
    """What stands beside a day."""

    when: str
    line: Line
    depth: int = 0


class Item(NamedTuple):
    """A line of a list; one inside it has a greater depth."""

    line: Line
    depth: int = 0


class Grid(NamedTuple):
    """A small table."""

    rows: Sequence[Row]
    columns: Sequence[Column]


Block = Heading | Paragraph | Text | Drawing | Entry | Dated | Item | Grid
LISTED = (Entry, Dated, Item)
"""Blocks that follow each other without a blank line."""


class Layout(NamedTuple):
    """How plain text is laid out: how wide the labels are, and how far in lists stand."""

    labels: int = 15
    indent: int = 0


LAYOUT = Layout()


def written(
    blocks: Iterable[Block], form: str, page: Page, title: str, lang: str, layout: Layout = LAYOUT
) -> str:
    """Write blocks as a `table`, which is plain text, as `markdown`, or as `html`."""
    if form == "html":
        return render.html_page("\n".join(_html(blocks)), title, lang, page.caption)
    write = _markdown if form == "markdown" else _plain(layout)
    out: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before and _apart(before, block, markdown=form == "markdown"):
            out.append("")
        out.extend(write(block, page))
        before = block
    return "\n".join(out)


def _apart(before: Block, after: Block, *, markdown: bool) -> bool:
    """Say whether a blank line parts two blocks; a list goes on, and begins under its heading."""
    under_heading = isinstance(before, Heading) and before.level > 1
    if isinstance(after, LISTED):
        return not (under_heading or isinstance(before, LISTED))
    return markdown or not under_heading


# Plain text


def _plain(layout: Layout) -> Callable[[Block, Page], Iterable[str]]:
    def write(block: Block, page: Page) -> Iterable[str]:
        match block:
            case Heading(spans, level):
                lines = wrapped(_said(spans), page.width, below="  ")
                return [render.bold(each, page) for each in lines] if level == 1 else lines
            case Paragraph(spans):
                return wrapped(_said(spans), page.width, below="  ")
            case Text(text):
                return _standing_in(text, page)
            case Drawing(drawn):
                return drawn.splitlines()
            case Entry(label, lines, depth):
                return _beside(label, [_said(spans) for spans in lines], depth, page)
            case Dated(when, spans, depth):
                return _beside(when, [_said(spans)], depth, page)
            case Item(spans, depth):
                start = "  " * (depth + 1)
                return wrapped(_said(spans), page.width, start, f"{start}  ")
            case Grid(rows, columns):
                return render.to_table(rows, columns, page).splitlines()

    def _beside(label: str, texts: Sequence[str], depth: int, page: Page) -> Iterator[str]:
        first = "  " * (depth + layout.indent) + one_line(label)
        first = first + " " * max(0, layout.labels - display_width(first)) + " "
        for number, text in enumerate(texts or [""]):
            yield from wrapped(text, page.width, " " * (layout.labels + 1) if number else first)

    return write


def _said(spans: Line) -> str:
    return "".join(one_line(span.text) for span in spans)


def _standing_in(text: str, page: Page) -> Iterator[str]:
    for number, each in enumerate(escape(text).splitlines()):
        yield from wrapped(" ".join(each.split("\t")), page.width, "  " if number else "", "  ")


# Markdown

MEANS_SOMETHING = re.compile(r"[-+=:>#|~]|\d{1,9}[.)]$|`{3}")
"""A word that, at the beginning of a line, would make of it an item, an underline, a fence or a table."""
_SPANS: dict[str, Callable[[str], str]] = {
    "": render.markdown,
    "code": render.code,
    "link": render.link,
    "own": one_line,
}


def _inline(spans: Line) -> str:
    """Write a line; one text or several, they are escaped as a whole where they follow each other."""
    parts: list[Span] = []
    for span in spans:
        if parts and span.kind == parts[-1].kind == "":
            parts[-1] = Span(parts[-1].text + span.text)
        else:
            parts.append(span)
    return "".join(_around(span) for span in parts)


def _around(span: Span) -> str:
    """Escape a span; the blanks at its ends, which parted it from others, stay."""
    shown = _SPANS[span.kind](span.text)
    if span.kind:
        return shown
    plain = one_line(span.text)
    return " " * (plain[:1] == " ") + shown + " " * (plain[-1:] == " " and bool(shown))


def _markdown(block: Block, page: Page) -> Iterable[str]:
    match block:
        case Heading(spans, level):
            return _heading(_inline(spans), level, page)
        case Paragraph(spans):
            return _flowing(_inline(spans), page)
        case Text(text):
            return _flowing(render.markdown(text), page)
        case Drawing(drawn):
            return [f"    {each}" for each in drawn.splitlines()]
        case Entry(label, lines, depth):
            return _labelled(label, [_inline(spans) for spans in lines], depth, page)
        case Dated(when, spans, depth):
            text = _inline([Span(f"{when}: " if when else ""), *spans])
            return _flowing(text, page, "  " * depth + "- ")
        case Item(spans, depth):
            return _flowing(_inline(spans), page, "  " * depth + "- ")
        case Grid(rows, columns):
            return render.to_markdown(rows, columns).splitlines()


def _flowing(text: str, page: Page, start: str = "") -> list[str]:
    return wrapped(text, page.width, start, " " * len(start), glued=MEANS_SOMETHING)


def _heading(text: str, level: int, page: Page) -> list[str]:
    """Write a heading; one that is too long for a line is underlined, since only then it may be broken."""
    if page.width is None or display_width(text) + level < page.width or not text:
        return [f"{'#' * level} {text}"]
    return [*_flowing(text, page), ("=" if level == 1 else "-") * 3]


def _labelled(label: str, texts: Sequence[str], depth: int, page: Page) -> Iterator[str]:
    start = "  " * depth + "- "
    named = f"**{render.markdown(label)}**:"
    if len(texts) == 1:
        yield from _flowing(f"{named} {texts[0]}".rstrip(), page, start)
        return
    yield f"{start}{named}"
    for text in texts:
        yield from _flowing(text, page, f"  {start}")


# A page


def _html(blocks: Iterable[Block]) -> Iterator[str]:
    """Write headings, paragraphs and tables, in sections; what follows each other as a list is one."""
    depth, sections = 0, 0
    for block in blocks:
        here = block.depth + 1 if isinstance(block, LISTED) else 0
        yield _between(depth, here)
        depth = here
        if isinstance(block, Heading) and block.level > 1:
            yield "</section><section>" if sections else "<section>"
            sections += 1
        yield _tagged(block)
    yield _between(depth, 0) + ("</section>" if sections else "")


def _between(before: int, after: int) -> str:
    """Give the tags between two items that stand so deep in lists, 0 for none; an item stays open."""
    if after > before:
        return "<ul>" + "<li><ul>" * (after - before - 1)
    return "</li></ul>" * (before - after) + ("</li>" if after else "")


def _tagged(block: Block) -> str:
    match block:
        case Heading(spans, level):
            return f"<h{level}>{_marked_up(spans)}</h{level}>"
        case Paragraph(spans):
            return f"<p>{_marked_up(spans)}</p>"
        case Text(text):
            return f"<p>{'<br>'.join(map(escape_html, escape(text).splitlines()))}</p>"
        case Drawing(drawn):
            return f"<pre>{escape_html(drawn)}</pre>"
        case Entry(label, lines, _):
            name = f"<b>{escape_html(one_line(label))}</b>"
            if len(lines) <= 1:
                return f"<li>{name}: {''.join(map(_marked_up, lines))}"
            return f"<li>{name}<ul>{''.join(f'<li>{_marked_up(each)}</li>' for each in lines)}</ul>"
        case Dated(when, spans, _):
            return f"<li>{escape_html(f'{one_line(when)}: ') if when else ''}{_marked_up(spans)}"
        case Item(spans, _):
            return f"<li>{_marked_up(spans)}"
        case Grid(rows, columns):
            return render.to_html(rows, columns)


_TAGS = {"": ("", ""), "code": ("<code>", "</code>"), "own": ("", "")}


def _marked_up(spans: Line) -> str:
    return "".join(map(_span_of_a_page, spans))


def _span_of_a_page(span: Span) -> str:
    text = escape_html(one_line(span.text))
    if span.kind == "link":
        return f'<a href="{text}">{text}</a>' if render.is_address(span.text) else text
    before, after = _TAGS[span.kind]
    return f"{before}{text}{after}"
