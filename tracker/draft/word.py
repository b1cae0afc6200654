"""Reads Word documents as lines: paragraphs, rows of tables, headers, footers and notes."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml import etree

from tracker.draft.sentences import Line
from tracker.draft.texts import clean
from tracker.errors import InputError

_LARGEST_PART = 30 * 1024 * 1024
_MOST_PARTS = 5000


def lines_of_docx(data: bytes, name: str) -> list[Line]:
    """Read the paragraphs and tables of a Word document, then its headers, footers and notes; InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
        sizes = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
        if len(parts) > _MOST_PARTS or sum(sizes) > _LARGEST_PART:
            raise InputError("the memo unpacks to more than a document would", "Save its text as .txt.", name)
        document = Document(io.BytesIO(data))
        texts = [*_paragraphs(document), *_edges(document)]
    except (
        zipfile.BadZipFile,
        OpcError,
        etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        OSError,
        RuntimeError,
    ) as error:
        raise InputError(
            "the memo cannot be read as a Word document", "Open it and save it again, as .docx or .txt.", name
        ) from error
    lines: list[Line] = []
    for number, text in enumerate(texts, start=1):
        lines += [Line(clean(line), number) for line in text.split("\n")]
        if "|" not in text and not text.startswith("• "):
            lines.append(Line("", number))
    return lines


def _paragraphs(document: object) -> Iterator[str]:
    """Give the paragraphs of a Word document, the rows of its tables with `|` between their cells."""
    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            for row in block.rows:
                cells = list(dict.fromkeys(row.cells))
                yield " | ".join(" ".join(cell.text.split()) for cell in cells)
            continue
        style = (block.style.name or "") if block.style is not None else ""
        yield f"• {block.text}" if style.startswith("List") and block.text.strip() else block.text


def _edges(document: object) -> Iterator[str]:
    """Give what stands in the headers and footers of a Word document and in its notes, each text once."""
    edges = [
        edge
        for section in document.sections  # type: ignore[attr-defined]
        for edge in (section.header, section.first_page_header, section.footer, section.first_page_footer)
        if not edge.is_linked_to_previous
    ]
    texts = [text for edge in edges for text in _paragraphs(edge)]
    for part in document.part.package.iter_parts():  # type: ignore[attr-defined]
        if part.partname in {"/word/footnotes.xml", "/word/endnotes.xml"}:
            texts += _notes(part.blob)
    yield from dict.fromkeys(text for text in texts if text.strip())


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _notes(part: bytes) -> Iterator[str]:
    """Give the paragraphs of the notes of a Word document; entities are not resolved."""
    tree = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    for paragraph in tree.iter(f"{_WORD}p"):
        yield "".join(text.text or "" for text in paragraph.iter(f"{_WORD}t"))
