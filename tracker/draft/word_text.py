"""The text of a part of a Word document: what somebody sees who accepts all changes, a line a paragraph."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tracker.draft.marks import DITTO
from tracker.draft.unread import Unread

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = frozenset({"del", "moveFrom", "cellDel"})
_INSERTED = frozenset({"ins", "moveTo"})
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", *_INSERTED})
_NO_TEXT = frozenset(
    ["pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText", "rt"]
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_OFF = frozenset({"0", "false", "off", "none"})
_BULLETS = "•◦▪"
Element = Any
"""An element of lxml, which has no types."""


class Piece(NamedTuple):
    """A paragraph or a row; the next line belongs close to a row or an item."""

    text: str
    close: bool = False


class Style(NamedTuple):
    """What a style says of its paragraphs: how deep in a list they are, if at all; what else they are."""

    level: int | None = None
    hides: bool = False
    heads: bool = False


class Styles:
    """What the styles of a Word document say of lists, headings and hidden text."""

    def __init__(self, tree: Element | None) -> None:
        self._styles = (
            {} if tree is None else {style.get(f"{W}styleId"): style for style in tree.iter(f"{W}style")}
        )
        self._known: dict[str, Style] = {}

    def of(self, named: Element | None) -> Style:
        """Give the style that a paragraph or a run names, with what it is based on."""
        return self._of(named.get(f"{W}val", "")) if named is not None else Style()

    def _of(self, id_: str) -> Style:
        if id_ not in self._known:
            self._known[id_] = Style()  # a style that is based on itself is based on nothing
            self._known[id_] = self._looked_up(id_)
        return self._known[id_]

    def _looked_up(self, id_: str) -> Style:
        style = self._styles.get(id_)
        if style is None:
            return Style()
        found = self.of(style.find(f"{W}basedOn"))
        if (vanish := style.find(f"{W}rPr/{W}vanish")) is not None:
            found = found._replace(hides=_is_on(vanish))
        name = style.find(f"{W}name")
        first, *others = ((name.get(f"{W}val") if name is not None else "") or id_ or "-").lower().split()
        if first in {"heading", "title", "toc"} or style.find(f"{W}pPr/{W}outlineLvl") is not None:
            return found._replace(heads=True)
        if first == "list" and others[:1] != ["continue"]:
            return found._replace(level=int(others[-1]) - 1 if others and others[-1].isdecimal() else 0)
        numbered = style.find(f"{W}pPr/{W}numPr")
        return found if numbered is None else found._replace(level=_level(numbered))


class Reader:
    """Reads parts of one Word document, and keeps what it did not read."""

    def __init__(self, styles: Styles) -> None:
        self.unread = Unread()
        self.live_notes: set[tuple[str, str]] = set()
        self.dead_notes: set[tuple[str, str]] = set()
        self._styles = styles
        self._boxes: list[Element] = []
        """Text boxes and nested tables, which are read behind the paragraph or row they stand in."""

    def blocks(self, parent: Element) -> Iterator[Piece]:
        """Give the paragraphs and rows of a part, a cell, a box or a note."""
        begun = ""
        for child in self._within(parent, frozenset({"p", "tbl", "altChunk"})):
            kind = _name(child)
            if kind == "altChunk":
                self.unread.embedded = True
            elif kind == "tbl":
                for row in self._within(child, frozenset({"tr"})):
                    yield from self._row(row)
            else:
                text = begun + self._paragraph(child)
                begun = text if self._is_joined(child) else ""
                if not begun:
                    yield self._piece(child, text)
            yield from self._behind()
        if begun:
            yield Piece(begun)

    def _behind(self) -> Iterator[Piece]:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.blocks(box)

    def _within(self, parent: Element, wanted: frozenset[str]) -> Iterator[Element]:
        """Give the elements of some names in another, whatever they are wrapped in."""
        for child in parent:
            name = _name(child)
            if name in wanted:
                yield child
            elif name in _DELETED:
                self._leave_out(child)
            elif name == "AlternateContent":
                yield from self._within(_choice(child), wanted)
            elif name in _WRAPPERS:
                self.unread.tracked |= name in _INSERTED
                yield from self._within(child, wanted)

    def _leave_out(self, deleted: Element) -> None:
        self.unread.tracked = True
        for each in deleted.iter(*(f"{W}{name}" for name in _NOTES)):
            self.dead_notes.add((_name(each), each.get(f"{W}id", "")))

    def _piece(self, paragraph: Element, text: str) -> Piece:
        level = self._list_level(paragraph) if text.strip() else None
        return Piece(text) if level is None else Piece(f"{_BULLETS[min(level, 2)]} {text}", close=True)

    def _list_level(self, paragraph: Element) -> int | None:
        """Say how deep in a list a paragraph is: it says so itself, or its style does."""
        style = self._styles.of(paragraph.find(f"{W}pPr/{W}pStyle"))
        if style.heads or paragraph.find(f"{W}pPr/{W}outlineLvl") is not None:
            return None
        own = paragraph.find(f"{W}pPr/{W}numPr")
        return style.level if own is None else _level(own)

    def _is_joined(self, paragraph: Element) -> bool:
        """Say whether the end of a paragraph was deleted, so that the next goes on in it."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        joined = mark is not None and any(_name(each) in _DELETED for each in mark)
        self.unread.tracked |= joined
        return joined

    # Rows

    def _row(self, row: Element) -> Iterator[Piece]:
        """Give a row with `|` between its cells; one of a single cell is a frame around paragraphs."""
        if any(_name(each) in _DELETED for each in row.iterfind(f"{W}trPr/*")):
            self._leave_out(row)
            return
        cells = [cell for cell in self._within(row, frozenset({"tc"})) if self._stands(cell)]
        if len(cells) == 1:
            yield from self.blocks(cells[0])
            return
        texts = [self._cell(cell) for cell in cells]
        yield Piece(" | ".join(texts) if any(text not in {"", DITTO} for text in texts) else "", close=True)
        yield from self._behind()

    def _stands(self, cell: Element) -> bool:
        if cell.find(f"{W}tcPr/{W}cellDel") is None:
            return True
        self._leave_out(cell)
        return False

    def _cell(self, cell: Element) -> str:
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(f"{W}val") != "restart":
            return DITTO
        texts: list[str] = []
        for child in self._within(cell, frozenset({"p", "tbl"})):
            if _name(child) == "tbl":
                self._boxes.append([child])
            else:
                texts += self._paragraph(child).split()
        return " ".join(texts)

    # Runs

    def _paragraph(self, paragraph: Element) -> str:
        texts: list[str] = []
        self._inline(paragraph, texts)
        return "".join(texts)

    def _inline(self, parent: Element, texts: list[str]) -> None:
        for child in parent:
            name = _name(child)
            if name == "r":
                self._run(child, texts)
            elif name == "t":
                texts.append(child.text or "")
            elif name in _SIGNS:
                texts.append(_SIGNS[name])
            elif name == "sym":
                texts.append(_sign(child))
            elif name in _DELETED:
                self._leave_out(child)
            elif name in _NOTES:
                self.live_notes.add((name, child.get(f"{W}id", "")))
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name == "AlternateContent":
                self._inline(_choice(child), texts)
            elif name not in _NO_TEXT:
                self.unread.tracked |= name in _INSERTED
                self._inline(child, texts)

    def _run(self, run: Element, texts: list[str]) -> None:
        """Read a run, if it is seen: neither hidden nor struck out."""
        looks = run.find(f"{W}rPr")
        if looks is None:
            self._inline(run, texts)
            return
        hidden = self._styles.of(looks.find(f"{W}rStyle")).hides
        own = looks.find(f"{W}vanish")
        if hidden if own is None else _is_on(own):
            self.unread.hidden |= _says_something(run)
            return
        if any(_is_on(each) for name in ("strike", "dstrike") for each in looks.iterfind(f"{W}{name}")):
            self.unread.struck |= _says_something(run)
            return
        raised = looks.find(f"{W}vertAlign")
        if raised is None or raised.get(f"{W}val") != "superscript":
            self._inline(run, texts)
            return
        inner: list[str] = []
        self._inline(run, inner)
        texts.append(self.unread.raised("".join(inner), "".join(texts[-3:])))


def _name(element: Element) -> str:
    """Give the name of an element without its namespace; nothing for a comment or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_on(element: Element) -> bool:
    return element.get(f"{W}val") not in _OFF


def _level(numbered: Element) -> int | None:
    of_list, level = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    if of_list is not None and of_list.get(f"{W}val") == "0":
        return None
    deep = level.get(f"{W}val", "0") if level is not None else "0"
    return int(deep) if deep.isdecimal() else 0


def _choice(alternatives: Element) -> Element:
    """Give what Word shows of a thing that is there twice, for new and for old programs."""
    return next(iter(alternatives), ())


def _sign(symbol: Element) -> str:
    """Give a sign of a font of symbols by its number in that font."""
    try:
        return chr(int(symbol.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _says_something(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iter(f"{W}t"))
