"""Reads Word documents as lines: paragraphs, rows of tables, then headers, footers and notes."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from tracker.draft.sentences import Line
from tracker.draft.texts import Text, clean
from tracker.draft.word_text import Element, Piece, Reader, Styles, W
from tracker.errors import InputError

_LARGEST_PARTS = 30 * 1024 * 1024
"""Bytes of all its XML."""
_MOST_PARTS = 5000
_DENSEST = 250
"""How many times smaller the XML of a document that anybody wrote may be when it is packed."""
_SMALL = 1024 * 1024
"""Bytes of XML up to which it does not matter how well they are packed."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    etree.LxmlError,
    EOFError,
    KeyError,
    ValueError,
    OSError,
    RuntimeError,  # a part with a password; NotImplementedError: packed in a way nobody knows
)


def read_docx(data: bytes, name: str) -> Text:
    """Read the text of a Word document, then its headers, footers and notes; InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _must_be_no_bomb(archive, name)
            return _text(archive, name)
    except _BROKEN as error:
        raise InputError(
            "the memo cannot be read as a Word document", "Open it and save it again, as .docx or .txt.", name
        ) from error


def _must_be_no_bomb(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    size = sum(part.file_size for part in texts)
    is_dense = any(part.file_size > max(_SMALL, part.compress_size * _DENSEST) for part in texts)
    if len(parts) > _MOST_PARTS or size > _LARGEST_PARTS or is_dense:
        raise InputError("the memo unpacks to more than a document would", "Save its text as .txt.", name)


def _text(archive: zipfile.ZipFile, name: str) -> Text:
    (main,) = [target for kind, target in _relations(archive, "") if kind == "officeDocument"]
    document = _tree(archive, main)
    if document.tag != f"{W}document":
        raise ValueError(document.tag)
    related = list(_relations(archive, main))
    styles = next((target for kind, target in related if kind == "styles"), None)
    reader = Reader(Styles(_tree(archive, styles) if styles is not None else None))
    pieces = [piece for body in document.iterfind(f"{W}body") for piece in reader.blocks(body)]
    behind = [piece for piece in _edges(archive, related, reader) if piece.text.strip()]
    return Text(_lines([*pieces, *dict.fromkeys(behind)]), reader.unread.notes(name))


def _lines(pieces: list[Piece]) -> list[Line]:
    """Give the lines of numbered paragraphs and rows; one blank line stands for all that are empty."""
    lines: list[Line] = []
    for number, piece in enumerate(pieces, start=1):
        if not piece.close and lines and lines[-1].text:
            lines.append(Line("", number))
        if piece.text.strip():
            lines += [Line(clean(line), number) for line in piece.text.split("\n")]
    return lines


def _edges(archive: zipfile.ZipFile, related: list[tuple[str, str]], reader: Reader) -> Iterator[Piece]:
    """Give what stands in the headers and footers of a document, then in its notes."""
    for wanted in ("header", "footer"):
        for kind, target in related:
            if kind == wanted:
                yield from reader.blocks(_tree(archive, target))
    for kind, target in related:
        if kind in {"footnotes", "endnotes"}:
            mark = f"{kind.removesuffix('s')}Reference"
            for note in _tree(archive, target):
                at = (mark, note.get(f"{W}id", ""))
                if at not in reader.dead_notes or at in reader.live_notes:
                    yield from reader.blocks(note)


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """Give the parts that one names, each with what it is for: `header`, `word/header1.xml`."""
    folder, file = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{file}.rels")
    if part and where not in archive.namelist():
        return
    for each in _tree(archive, where).iter(_RELATION):
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            yield each.get("Type", "").rpartition("/")[2], target.lstrip("/")


def _tree(archive: zipfile.ZipFile, part: str) -> Element:
    """Parse a part; no entity is resolved and nothing fetched: a part that declares any is broken."""
    data = archive.read(part).replace(_STRICT, W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(data, parser)
    if tree.getroottree().docinfo.doctype:
        raise ValueError(part)
    return tree
