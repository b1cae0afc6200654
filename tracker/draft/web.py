"""Reads pages of HTML as lines: what somebody sees of them, a block, an item or a row each on its own."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tracker.draft.marks import DITTO
from tracker.draft.texts import Text, decoded, lines_of
from tracker.draft.unread import Unread

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_UNREAD = frozenset(
    [
        "audio",
        "canvas",
        "datalist",
        "head",
        "iframe",
        "math",
        "noframes",
        "noscript",
        "object",
        "rp",
        "rt",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "video",
    ]
)
_STRUCK = frozenset({"del", "s", "strike"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_KEPT = frozenset({"pre", "textarea"})
"""Elements whose lines are as they are written."""
_CELLS = frozenset({"td", "th"})
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_CODECS = re.compile(
    r"utf-8|cp125\d|iso8859-\d+|koi8-[ru]|mac-roman|gbk|gb2312|gb18030|big5|euc_\w+|shift_jis"
)
_AS_READ = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}
"""What browsers read for what a page says (the Encoding Standard of WHATWG, section 4.2)."""
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_BULLETS = "•◦▪"
_LONGEST_TERM = 30
"""Characters of a term that stands before what it is, as a field: `Date: 9 June`."""
_WIDEST = 100
"""Columns or rows that a cell may be merged over."""
Node = Any
"""A node of selectolax, which has no common type for elements and texts."""


def read_html(data: bytes, name: str) -> Text:
    """Read a page as it is seen; what is hidden or struck out is said and not read."""
    text, notes = _decoded(data, name)
    body = LexborHTMLParser(text).body
    page = _Page()
    if body is not None:
        page.read(body)
    return Text(lines_of("\n".join(page.lines)), [*notes, *page.unread.notes(name)])


def _decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Decode a page as it says itself, if that is a way to write text; else as any text."""
    said = _CHARSET.search(data[:4096])
    if said is None or data.startswith(_MARKS):
        return decoded(data, name)
    try:
        codec = codecs.lookup(said[1].decode("ascii")).name
    except (LookupError, ValueError):
        return decoded(data, name)
    codec = _AS_READ.get(codec, codec)
    if not _CODECS.fullmatch(codec):
        return decoded(data, name)
    try:
        return data.decode(codec, "replace" if codec.startswith("cp") else "strict"), []
    except UnicodeDecodeError:
        return decoded(data, name)


@dataclass
class _Table:
    """A table that is being read: its row, if its rows are rows, and the cells that go on from above."""

    is_frame: bool
    row: list[list[str]] | None = None
    spans: dict[int, int] = field(default_factory=dict)
    column: int = 0

    def cell(self, node: Node) -> None:
        """Begin a cell, behind those of rows above that go on."""
        if self.row is None:
            return
        while self.spans.get(self.column):
            self.spans[self.column] -= 1
            self.row.append([DITTO])
            self.column += 1
        self.row.append([])
        wide, high = _number(node, "colspan"), _number(node, "rowspan")
        for _ in range(wide):
            self.spans[self.column] = high - 1
            self.column += 1


class _Page:
    """The lines of a page so far, and the one that is being read."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.unread = Unread()
        self._texts: list[str] = []
        self._marker = ""
        """What the first text of an item or of a field stands behind."""
        self._term = ""
        self._is_item = False
        self._depth = 0
        self._kept = 0
        self._tables: list[_Table] = []

    def read(self, body: Node) -> None:
        """Read all of a page, without recursion: pages are nested as deep as they like."""
        open_: list[tuple[Node, bool]] = [(body, True)]
        while open_:
            node, is_begin = open_.pop()
            if not is_begin:
                self._leave(node)
            elif self._enter(node):
                open_.append((node, False))
                open_.extend((child, True) for child in reversed(list(_children(node))))
        self._end()
        self._say_term()

    def _enter(self, node: Node) -> bool:
        """Begin a node; say whether to look into it."""
        tag = node.tag
        if tag == "-text":
            self._write(node.text_content or "")
            return False
        if tag in _UNREAD or self._is_unseen(node):
            return False
        if tag == "sup":
            self._write(self.unread.raised(node.text(), "".join(self._now[-3:])))
            return False
        if tag == "br":
            self._break()
        elif tag in _BLOCKS:
            self._begin(node)
        return True

    def _is_unseen(self, node: Node) -> bool:
        """Say whether nobody sees a node; `aria-hidden` is seen, it is only not read aloud."""
        attributes = node.attributes
        closed = node.tag == "dialog" and "open" not in attributes
        if closed or "hidden" in attributes or _UNSEEN.search(attributes.get("style") or ""):
            self.unread.hidden |= bool(node.text().strip())
            return True
        if node.tag in _STRUCK:
            self.unread.struck |= bool(node.text().strip())
            return True
        return False

    def _begin(self, node: Node) -> None:
        tag = node.tag
        if tag == "table":
            self._begin_table(node)
        elif tag == "tr" and self._tables:
            self._end()
            self._tables[-1].row = None if self._is_frame(node) else []
            self._tables[-1].column = 0
        elif tag in _CELLS and self._row is not None:
            self._tables[-1].cell(node)
        else:
            self._end()
        self._depth += tag in _LISTS
        self._kept += tag in _KEPT
        if self._row is not None:
            return
        if tag == "li":
            self._mark(f"{_BULLETS[min(max(self._depth - 1, 0), 2)]} ")
        elif tag == "dd":
            term, self._term = self._term, ""
            self._mark(term)

    def _leave(self, node: Node) -> None:
        tag = node.tag
        if tag == "a" and any(text.strip() for text in self._now):
            address = node.attributes.get("href") or ""
            if address.startswith(("http://", "https://")) and node.text().strip():
                self._write(f" <{address}>")
        if tag not in _BLOCKS:
            return
        if tag == "dt" and self._row is None:
            self._take_term()
        self._end()
        if tag == "table":
            self._tables.pop()
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in {"li", "dd"}:
            self._mark("")
        self._depth -= tag in _LISTS
        self._kept -= tag in _KEPT

    # Lines

    @property
    def _row(self) -> list[list[str]] | None:
        return self._tables[-1].row if self._tables else None

    @property
    def _now(self) -> list[str]:
        """The texts of the line, or of the cell, that is being read."""
        row = self._row
        return self._texts if row is None else row[-1] if row else []

    def _write(self, text: str) -> None:
        row = self._row
        if row is not None:
            if row:
                row[-1].append(" ".join(text.split("\n")))
            return
        if self._marker and text.strip():
            self._end()
            self._is_item = self._marker[0] in _BULLETS
            self._texts, self._marker = [self._marker], ""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break() if self._kept else self._texts.append(" ")
            self._texts.append(line)

    def _break(self) -> None:
        """End a line within its block."""
        if self._row is not None:
            self._end()
        elif any(text.strip() for text in self._texts):
            self._put(close=self._is_item or bool(self._texts and self._texts[0] == "\n"))
            self._texts = ["\n"]

    def _end(self) -> None:
        """End a block: its line, or what stands in a cell so far."""
        if (row := self._row) is not None:
            if row:
                row[-1].append(" ")
            return
        if any(text.strip() for text in self._texts):
            self._put(close=self._is_item or self._texts[0] == "\n")
        self._texts, self._is_item = [], False

    def _put(self, *, close: bool) -> None:
        self._say_term()
        if not close and self.lines:
            self.lines.append("")
        self.lines.append(" ".join("".join(self._texts).split()))
        self._is_item = False

    def _mark(self, marker: str) -> None:
        """Let the next text stand behind a marker; a term whose text did not come is a line of its own."""
        if self._marker.endswith(": "):
            self._term = self._marker
            self._say_term()
        self._marker = marker

    def _take_term(self) -> None:
        """Keep a term for the line of what it is."""
        term = " ".join("".join(self._texts).split())
        if term and len(term) <= _LONGEST_TERM:
            self._texts = []
            self._say_term()
            self._term = f"{term.rstrip(':')}: "

    def _say_term(self) -> None:
        """Write a term that nothing is said of."""
        if self._term:
            term, self._term = self._term, ""
            self.lines += ["", term.removesuffix(": ")]

    # Tables

    def _begin_table(self, node: Node) -> None:
        if self._row is not None:
            self._end_row()  # a table within a row: what stands before it is a row of its own
            self._tables[-1].row = [[]]
        self._end()
        is_frame = (node.attributes.get("role") or "") in {"presentation", "none"}
        self._tables.append(_Table(is_frame))

    def _is_frame(self, row: Node) -> bool:
        """Say whether a row is only a frame around blocks: it has a single cell, or its table says so."""
        table = self._tables[-1]
        cells = sum(child.tag in _CELLS for child in _children(row))
        return table.is_frame or (cells < 2 and not any(table.spans.values()))

    def _end_row(self) -> None:
        table = self._tables[-1]
        if table.row is None:
            return
        cells = [" ".join("".join(cell).split()) for cell in table.row]
        table.row = None
        if any(cell not in {"", DITTO} for cell in cells):
            self._say_term()
            self.lines.append(" | ".join(cells))


def _children(node: Node) -> Iterator[Node]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _number(node: Node, name: str) -> int:
    said = (node.attributes.get(name) or "").strip()
    return min(max(int(said), 1), _WIDEST) if said.isascii() and said.isdecimal() else 1
