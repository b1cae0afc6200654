"""Word and PDF documents of a text, made for the tests."""

import io
import zipfile

from docx import Document


def docx_of(text: str, header: str = "", footer: str = "") -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    section = document.sections[0]
    for edge, words in ((section.header, header), (section.footer, footer)):
        if words:
            edge.paragraphs[0].text = words
    paper = io.BytesIO()
    document.save(paper)
    return paper.getvalue()


def pdf_of(*pages: str) -> bytes:
    """Write a PDF of plain pages, a line of text each; a page without text has none at all."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        content = b"".join(
            b"BT /F1 12 Tf 72 %d Td (%s) Tj ET\n" % (720 - 20 * row, line.encode("latin-1"))
            for row, line in enumerate(page.splitlines())
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(content), content))
    paper, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(paper))
        paper += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(paper)
    size = len(objects) + 1
    return (
        paper
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            start,
        )
    )


def with_notes(paper: bytes, note: str) -> bytes:
    """Give a Word document a footnote, as Word keeps it: in a part of its own."""
    names = "http://schemas.openxmlformats.org"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = f"{names}/officeDocument/2006/relationships/footnotes"
    added = {
        "[Content_Types].xml": f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>',
        "word/_rels/document.xml.rels": f'<Relationship Id="rIdN" Type="{relation}" Target="footnotes.xml"/>'
        "</Relationships>",
    }
    source, target = zipfile.ZipFile(io.BytesIO(paper)), io.BytesIO()
    with source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name in added:
                end = b"</" + added[name].rsplit("</", 1)[1].encode()
                text = text.replace(end, added[name].encode())
            archive.writestr(name, text)
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes xmlns:w="{names}/wordprocessingml/2006/main"><w:footnote w:id="2"><w:p><w:r>'
            f"<w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>",
        )
    return target.getvalue()


_NAMES = "http://schemas.openxmlformats.org"
_WORD = f'xmlns:w="{_NAMES}/wordprocessingml/2006/main" xmlns:r="{_NAMES}/officeDocument/2006/relationships"'
_OTHERS = (
    f'xmlns:mc="{_NAMES}/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def word_of(body: str, styles: str = "", **parts: str) -> bytes:
    """Write a Word document of the XML of its body; a part is its kind and XML: `header="<w:p/>"`."""
    parts = {"styles": styles, **parts}
    of_office = f"{_NAMES}/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{of_office}/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    package = f'xmlns="{_NAMES}/package/2006/relationships"'
    main = f'Type="{of_office}/officeDocument" Target="word/document.xml"'
    roots = {"header": "hdr", "footer": "ftr"}
    kind_of = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"word/document.xml": "document.main"} | {f"word/{kind}.xml": kind for kind in parts}
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{kind_of}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_NAMES}/package/2006/content-types"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships {package}><Relationship Id="r1" {main}/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {package}>{relations}</Relationships>",
        "word/document.xml": f"<w:document {_WORD} {_OTHERS}><w:body>{body}</w:body></w:document>",
    }
    for kind, content in parts.items():
        root = roots.get(kind, kind)
        files[f"word/{kind}.xml"] = f"<w:{root} {_WORD}>{content}</w:{root}>"
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return paper.getvalue()


def run(text: str, looks: str = "") -> str:
    """Give a run of a paragraph, with what it looks like: `<w:vanish/>`."""
    return f'<w:r>{looks and f"<w:rPr>{looks}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, looks: str = "") -> str:
    """Give a paragraph of runs; what begins with no `<` is a text."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p>{looks and f'<w:pPr>{looks}</w:pPr>'}{inner}</w:p>"


def table(*rows: list[str]) -> str:
    """Give a table of the XML of its cells; a text is a cell of one paragraph."""
    cells = [[cell if cell.startswith("<") else paragraph(cell) for cell in row] for row in rows]
    parted = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in cells)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in parted)}</w:tbl>"
