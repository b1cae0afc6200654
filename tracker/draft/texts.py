"""Reads memos as lines: text, Markdown, HTML, Word and PDF; what cannot be read is said in a sentence."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from events.sentences import sentence
from tracker.draft.sentences import Line
from tracker.errors import InputError

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of a memo, pictures and fonts included."""
LARGEST_TEXT = 5 * 1024 * 1024
"""Characters of its text."""
MOST_PAGES = 2000
OTHER_FORMATS = {
    ".doc": "the old Word format",
    ".odt": "an OpenDocument text",
    ".rtf": "rich text",
    ".eml": "an e-mail",
    ".msg": "an e-mail",
    ".pages": "a Pages document",
    ".pptx": "slides",
    ".xlsx": "a workbook",
}
_SAVE = "Save it as .docx, .pdf, .html, .md or .txt."


class Text(NamedTuple):
    """The lines of a memo, and what is worth saying of how it was read."""

    lines: list[Line]
    notes: list[str]


def read_text(data: bytes, name: str) -> Text:
    """Read a memo by the ending of its name, else by how it begins; InputError for what holds no text."""
    if len(data) > LARGEST_FILE:
        raise InputError("the memo is larger than 50 MB", "Save its text alone, as .txt.", name)
    if not data.strip():
        raise InputError("the memo is empty", "Name a file with text in it.", name)
    found = _reader(data, name)(data, name)
    if sum(len(line.text) for line in found.lines) > LARGEST_TEXT:
        raise InputError("the memo has more than 5 MB of text", "Split it: one meeting in each file.", name)
    if not any(line.text.strip() for line in found.lines):
        raise InputError("the memo holds no text", "Name a file with text in it.", name)
    return found


def _reader(data: bytes, name: str) -> Callable[[bytes, str], Text]:
    ending = PurePath(name).suffix.lower()
    if ending in OTHER_FORMATS:
        raise InputError(
            sentence(
                "{ending} is {other_formats}, which is not read",
                ending=ending,
                other_formats=OTHER_FORMATS[ending],
            ),
            _SAVE,
            name,
        )
    if ending in _READERS:
        return _READERS[ending]
    start = data[:1024].lstrip().lower()
    if data.startswith(b"%PDF"):
        return _read_pdf
    if data.startswith(b"PK\x03\x04"):
        return _read_docx
    return _read_html if start.startswith((b"<!doctype html", b"<html")) else _read_plain


def clean(text: str) -> str:
    """Give a text as it is kept: NFC, no characters that are not seen, blanks for those of control."""
    if text.isascii() and text.isprintable():
        return text
    kept = (sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
    return "".join(sign if sign.isprintable() else " " for sign in kept)


def _lines(text: str, page: int = 0, first: int = 1) -> list[Line]:
    return [Line(clean(line), number, page) for number, line in enumerate(text.splitlines(), start=first)]


# Texts


def _decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Decode a text: UTF-8, UTF-16 with its mark, else Windows-1252, which is said."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise InputError("the memo is no whole UTF-16 text", "Save it as UTF-8.", name) from error
    if b"\0" in data:
        raise InputError("the memo is no text: it has NUL characters", _SAVE, name)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), [f"{name} is not UTF-8: it was read as Windows-1252 (cp1252)"]
    except UnicodeDecodeError as error:
        raise InputError("the memo is neither UTF-8 nor Windows-1252", "Save it as UTF-8.", name) from error


def _read_plain(data: bytes, name: str) -> Text:
    text, notes = _decoded(data, name)
    if _MARKDOWN.search(text):
        return _read_markdown(data, name)
    return Text(_lines(text), notes)


_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*[^*\n]{1,200}\*\*", re.MULTILINE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|^\s{0,3}>\s?")
_LINK = re.compile(r"\[([^\]\[]{1,200})\]\((https?://[^\s)]{1,2000})\)")


def _read_markdown(data: bytes, name: str) -> Text:
    """Read Markdown: its marks of headings and emphasis are no part of the text."""
    text, notes = _decoded(data, name)
    plain = (
        _LINK.sub(r"\1 <\2>", _HEADING.sub("", line)).replace("**", "").replace("__", "")
        for line in text.splitlines()
    )
    return Text([Line(clean(line), number) for number, line in enumerate(plain, start=1)], notes)


# HTML

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
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
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "ul",
        "caption",
        "title",
    ]
)
_UNREAD = frozenset(
    ["script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "select"]
)
_DEEPEST = 200


def _read_html(data: bytes, name: str) -> Text:
    from selectolax.lexbor import LexborHTMLParser

    charset = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", data[:4096], re.IGNORECASE)
    notes: list[str] = []
    try:
        text = data.decode(charset[1].decode() if charset else "utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        text, notes = _decoded(data, name)
    body = LexborHTMLParser(text).body
    if body is None:
        return Text([], notes)
    pieces = "".join(_pieces(body))
    return Text(_lines(pieces), notes)


def _pieces(body: object) -> Iterator[str]:
    """Give the text of a page with its lines: a block, a row, an item each on one of its own."""
    block = cell = None
    for node in body.traverse(include_text=True):  # type: ignore[attr-defined]
        if node.tag == "br":
            yield "\n"
        if node.tag != "-text":
            continue
        above = _above(node)
        if above is None:
            continue
        now_block, now_cell, is_item = above
        if now_block != block:
            yield "\n• " if is_item else "\n" if block is not None and now_cell is not None else "\n\n"
        elif now_cell != cell and now_cell is not None and cell is not None:
            yield " | "
        block, cell = now_block, now_cell
        yield " ".join(node.text_content.split("\n"))
        if node.parent is not None and node.parent.tag == "a":
            address = node.parent.attributes.get("href") or ""
            yield f" <{address}>" if address.startswith(("http://", "https://")) else ""


def _above(node: object) -> tuple[int, int | None, bool] | None:
    """Give the block and the cell a text is in, and whether it is an item; None where nobody reads it."""
    block: int | None = None
    cell: int | None = None
    row: int | None = None
    is_item = False
    above = node.parent  # type: ignore[attr-defined]
    for _ in range(_DEEPEST):
        if above is None:
            break
        if above.tag in _UNREAD:
            return None
        if above.tag in {"td", "th"} and cell is None:
            cell = above.mem_id
        if above.tag == "tr" and cell is not None and row is None:
            row = above.mem_id
        if above.tag in _BLOCKS and block is None:
            block, is_item = above.mem_id, above.tag == "li"
        above = above.parent
    return (row or block or 0, cell if row else None, is_item)


# Word and PDF


def _read_docx(data: bytes, name: str) -> Text:
    from tracker.draft.word import lines_of_docx

    return Text(lines_of_docx(data, name), [])


def _read_pdf(data: bytes, name: str) -> Text:
    pages = _pages_of(data, name)
    empty = [number for number, text in enumerate(pages, start=1) if not text.strip()]
    if len(empty) == len(pages):
        raise InputError(
            "the memo holds pictures of pages and no text",
            "A scan needs OCR first, for example ocrmypdf.",
            name,
        )
    notes = [f"page {number} of {name} holds no text: if it is a scan, it needs OCR" for number in empty]
    lines = [
        line
        for number, text in enumerate(pages, start=1)
        for line in [*_lines(text, number), Line("", 0, number)]
    ]
    return Text(lines, notes)


def _pages_of(data: bytes, name: str) -> list[str]:
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    broken = (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        NotImplementedError,
        AssertionError,
        OverflowError,
        EOFError,
    )
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(name)
        if len(reader.pages) > MOST_PAGES:
            raise InputError(
                sentence("the memo has more than {most_pages} pages", most_pages=MOST_PAGES),
                "Save the pages of one meeting.",
                name,
            )
        return [page.extract_text() for page in reader.pages]
    except broken as error:
        if "encrypt" in str(error).lower() or "cryptography" in str(error).lower():
            raise _encrypted(name) from error
        raise InputError(
            "the memo cannot be read as a PDF: it is broken",
            "Open it and save or print it again as PDF.",
            name,
        ) from error


def _encrypted(name: str) -> InputError:
    return InputError("the memo is encrypted", "Save it without a password.", name)


_READERS: dict[str, Callable[[bytes, str], Text]] = {
    ".txt": _read_plain,
    ".text": _read_plain,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
}
