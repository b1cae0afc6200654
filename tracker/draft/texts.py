"""Reads memos as lines: text and Markdown here, all else by its reader; what cannot be read is said."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from events.sentences import sentence
from tracker.draft.marks import with_bullets
from tracker.draft.sentences import Line
from tracker.errors import InputError

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of a memo, pictures and fonts included."""
LARGEST_TEXT = 5 * 1024 * 1024
"""Characters of its text."""
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
    """Choose by what a file is, whatever it is called; else by its ending, else by how it begins."""
    ending = PurePath(name).suffix.lower()
    if ending in OTHER_FORMATS:
        raise _not_read(
            sentence(
                "{ending} is {other_formats}, which is not read",
                ending=ending,
                other_formats=OTHER_FORMATS[ending],
            ),
            name,
        )
    if data.startswith(_OLE):
        raise _not_read(
            sentence("the memo is a file of an old Office, or one with a password, which is not read"), name
        )
    if data.lstrip()[:5].lower() == b"{\\rtf":
        raise _not_read(sentence("the memo is rich text, which is not read"), name)
    if data.startswith(b"PK\x03\x04"):
        _must_be_word(data, name)
        return _read_docx
    if data.startswith(b"%PDF"):
        return _read_pdf
    start = data[:1024].lstrip().lower()
    begins = _read_html if start.startswith((b"<!doctype html", b"<html")) else _read_plain
    found = _READERS.get(ending, begins)
    if found is _read_plain and _is_mail(data):
        raise _not_read(sentence("the memo is the source of an e-mail, which is not read"), name)
    return found


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OF_MAIL = re.compile(
    rb"^(?:MIME-Version|Received|Return-Path|Message-ID|Content-Transfer-Encoding):",
    re.IGNORECASE | re.MULTILINE,
)


def _not_read(what: str, name: str) -> InputError:
    return InputError(what, _SAVE, name)


def _is_mail(data: bytes) -> bool:
    """Say whether a text begins as programs write the head of an e-mail; what people write is none."""
    head = re.split(rb"\r?\n\r?\n", data[:65536].lstrip(), maxsplit=1)[0]
    return re.match(rb"[A-Za-z][A-Za-z-]*:", head) is not None and _OF_MAIL.search(head) is not None


def _must_be_word(data: bytes, name: str) -> None:
    """Refuse an archive that is plainly of another program; a broken one is no plain thing."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            folders = {part.partition("/")[0] for part in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return
    for folder, what in (("xl", ".xlsx"), ("ppt", ".pptx"), ("content.xml", ".odt")):
        if folder in folders and "word" not in folders:
            raise _not_read(
                sentence("the memo is {other_formats}, which is not read", other_formats=OTHER_FORMATS[what]),
                name,
            )


_BROKEN_WORD = re.compile("(?<=\\w)\u00ad\\s*$")
_SYMBOL = re.compile("^(\\s*)([\uf020-\uf0ff])")
_LEVELS = {"\uf06f": "◦", "\uf0a7": "▪"}
_DRAWN = str.maketrans(
    {
        chr(code): unicodedata.normalize("NFKC", chr(code))
        for codes in (range(0xFB00, 0xFB07), range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800))
        for code in codes
    }
    | {"\u2010": "-", "\u2011": "-"}
)
"""Letters as they are drawn, and what they are: ligatures, wide and mathematical letters, hyphens.

Signs that say something else than their letters stay: `½`, `km²`, `№`, `™`.
"""


def clean(text: str) -> str:
    """Give a text as it is kept: NFC, letters plain, no characters that are not seen, blanks for control.

    A hyphen that is seen only where a line ends is one there; a bullet of a font of symbols is a bullet.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SYMBOL.sub(lambda found: f"{found[1]}{_LEVELS.get(found[2], '•')} ", _BROKEN_WORD.sub("-", text))
    plain = unicodedata.normalize("NFC", text).translate(_DRAWN)
    kept = (sign for sign in plain if unicodedata.category(sign) != "Cf")
    return "".join(sign if sign.isprintable() else " " for sign in kept)


def lines_of(text: str, page: int = 0) -> list[Line]:
    """Give the lines of a text, cleaned and numbered."""
    cleaned = with_bullets([clean(line) for line in text.splitlines()])
    return [Line(line, number, page) for number, line in enumerate(cleaned, start=1)]


# Texts


def decoded(data: bytes, name: str) -> tuple[str, list[str]]:
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
        return data.decode("cp1252"), [
            sentence("{name} is not UTF-8: it was read as Windows-1252 (cp1252)", name=name)
        ]
    except UnicodeDecodeError as error:
        raise InputError("the memo is neither UTF-8 nor Windows-1252", "Save it as UTF-8.", name) from error


def _read_plain(data: bytes, name: str) -> Text:
    text, notes = decoded(data, name)
    if _MARKDOWN.search(text):
        return _read_markdown(data, name)
    return Text(lines_of(text), notes)


_MARKDOWN = re.compile(r"^#{1,6} \S|\*\*[^*\n]{1,200}\*\*", re.MULTILINE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|^\s{0,3}>\s?")
_LINK = re.compile(r"\[([^\]\[]{1,200})\]\((https?://[^\s)]{1,2000})\)")


def _read_markdown(data: bytes, name: str) -> Text:
    """Read Markdown: its marks of headings and emphasis are no part of the text."""
    text, notes = decoded(data, name)
    plain = (
        _LINK.sub(r"\1 <\2>", _HEADING.sub("", line)).replace("**", "").replace("__", "")
        for line in text.splitlines()
    )
    return Text(lines_of("\n".join(plain)), notes)


# Formats with readers of their own


def _read_html(data: bytes, name: str) -> Text:
    from tracker.draft.web import read_html

    return read_html(data, name)


def _read_docx(data: bytes, name: str) -> Text:
    from tracker.draft.word import read_docx

    return read_docx(data, name)


def _read_pdf(data: bytes, name: str) -> Text:
    from tracker.draft.pdf import read_pdf

    return read_pdf(data, name)


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
