"""Of a Word document that is read what somebody sees who accepts all changes; the rest is said."""

import time

import pytest
from drafting import words
from papers import docx_of, paragraph, run, table, word_of

from tracker.draft.draft import Draft, Given, Memo, make_draft
from tracker.draft.known import Known
from tracker.draft.texts import read_text
from tracker.errors import InputError

DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>two bridges</w:delText></w:r></w:del>'
CHANGES = "memo.docx has tracked changes: what was inserted is read, what was deleted is not"
HIDDEN = "memo.docx has hidden text, which is not read"
STRUCK = "memo.docx has text that is struck out, which is not read"


def inserted(text: str, wrapper: str = "ins") -> str:
    return f'<w:{wrapper} w:id="2" w:author="a">{text if text.startswith("<") else run(text)}</w:{wrapper}>'


def lines_of(body: str, **parts: str) -> list[str]:
    return [line.text for line in read_text(word_of(body, **parts), "memo.docx").lines if line.text]


def notes_of(body: str, **parts: str) -> list[str]:
    return read_text(word_of(body, **parts), "memo.docx").notes


# Tracked changes


def test_inserted_words_are_read_and_deleted_ones_are_not() -> None:
    body = paragraph("Mexico agreed to build ", DELETED, inserted("three bridges"), " by December 2025.")
    assert lines_of(body) == ["Mexico agreed to build three bridges by December 2025."]
    assert notes_of(body) == [CHANGES]


def test_what_was_moved_stands_where_it_was_moved_to() -> None:
    body = paragraph("First. ", inserted("Moved.", "moveFrom")) + paragraph(inserted("Moved.", "moveTo"))
    assert lines_of(body) == ["First. ", "Moved."]
    assert notes_of(body) == [CHANGES]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = paragraph("Mexico agreed ", looks="<w:rPr><w:del/></w:rPr>") + paragraph("to act.")
    assert lines_of(body) == ["Mexico agreed to act."]
    assert notes_of(body) == [CHANGES]


def test_deleted_rows_and_paragraphs_are_not_read() -> None:
    row = (
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('no')}</w:tc><w:tc>{paragraph('no')}</w:tc></w:tr>"
    )
    body = inserted(paragraph("Whole."), "ins") + inserted(paragraph("Gone."), "del")
    assert lines_of(body + table(["a", "b"]).replace("</w:tbl>", f"{row}</w:tbl>")) == ["Whole.", "a | b"]


def test_the_note_of_deleted_text_is_deleted_with_it() -> None:
    refers = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    dead = f'<w:del w:id="3" w:author="a">{refers.format(2)}</w:del>'
    notes = "".join(f'<w:footnote w:id="{id_}">{paragraph(f"Note {id_}.")}</w:footnote>' for id_ in (2, 3))
    assert lines_of(paragraph("Text.", dead, refers.format(3)), footnotes=notes) == ["Text.", "Note 3."]


def test_a_document_without_changes_has_no_note() -> None:
    assert notes_of(paragraph("Mexico agreed to act.")) == []


# Where words may stand


@pytest.mark.parametrize(
    ("wrapped", "read"),
    [
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('fund it')}</w:sdtContent></w:sdt>", "fund it"),
        (f'<w:hyperlink w:anchor="x">{run("fund it")}</w:hyperlink>', "fund it"),
        (f'<w:smartTag w:element="x"><w:customXml>{run("fund it")}</w:customXml></w:smartTag>', "fund it"),
        (f'<w:fldSimple w:instr="REF x">{run("fund it")}</w:fldSimple>', "fund it"),
        (f"<w:r><w:instrText>REF x</w:instrText></w:r>{run('fund it')}", "fund it"),
        (f"<w:hyperlink><w:ins>{run('fund it')}</w:ins></w:hyperlink>", "fund it"),
        ("<w:r><w:t>fund</w:t><w:tab/><w:t>it</w:t></w:r>", "fund it"),
        ("<w:r><w:t>pre</w:t><w:noBreakHyphen/><w:t>fund it</w:t></w:r>", "pre-fund it"),
    ],
)
def test_words_are_read_whatever_they_are_wrapped_in(wrapped: str, read: str) -> None:
    assert lines_of(paragraph("Mexico agreed to ", wrapped, ".")) == [f"Mexico agreed to {read}."]


def test_paragraphs_of_content_controls_and_custom_markup_are_read() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('One.')}{table(['a', 'b'])}</w:sdtContent></w:sdt>"
    assert lines_of(f"{control}<w:customXml>{paragraph('Two.')}</w:customXml>") == ["One.", "a | b", "Two."]


def test_a_text_box_is_read_behind_its_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    twice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    assert lines_of(paragraph("Before ", twice, "and after.")) == ["Before and after.", "In a box."]
    assert lines_of(paragraph(old)) == ["In a box."]


def test_a_table_within_a_table_is_read_behind_its_row() -> None:
    nested = paragraph("Yes") + table(["a", "b"])
    assert lines_of(table(["No", nested], ["c", "d"])) == ["No | Yes", "a | b", "c | d"]


def test_a_cell_over_many_rows_is_read_once() -> None:
    first = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("Mexico agreed to:")
    rest = "<w:tcPr><w:vMerge/></w:tcPr>" + paragraph("")
    assert lines_of(table([first, "act"], [rest, "pay"])) == ["Mexico agreed to: | act", "″ | pay"]


def drafted_of(body: str) -> Draft:
    head = paragraph("Meeting of Mexico and the United States") + paragraph("Mexico City, 9 June 2023")
    lines = read_text(word_of(head + body), "memo.docx").lines
    return make_draft(Memo("memo.docx", lines), words(), Known(), Given())


def over_rows(*texts: str) -> list[str]:
    """Give the cells of a column that is merged: what is empty goes on from above."""
    begun = ' w:val="restart"'
    return [f"<w:tcPr><w:vMerge{begun if text else ''}/></w:tcPr>{paragraph(text)}" for text in texts]


def test_the_party_of_a_cell_over_many_rows_is_that_of_all_of_them() -> None:
    party = over_rows("Mexico", "", "United States", "")
    names = ["Ana Torres", "Luis Soto", "John Smith", "Mary Jones"]
    rows = [[name, "Director of Water", cell] for name, cell in zip(names, party, strict=True)]
    draft = drafted_of(table(["Name", "Title", "Country"], *rows))
    assert {each.party[0].text: [m.name[0].text for m in each.members] for each in draft.delegations} == {
        "MX": names[:2],
        "US": names[2:],
    }


def test_who_acts_is_who_stands_over_many_rows_and_the_row_that_says_so_is_cited() -> None:
    who = over_rows("Mexico", "", "United States")
    rows = [[action, cell] for action, cell in zip(["share data", "open an office", "pay"], who, strict=True)]
    draft = drafted_of(table(["Action", "Responsible"], *rows))
    assert [(each.obligors, each.words, each.lead) for each in draft.commitments] == [
        (["MX"], "Mexico", None),
        (["MX"], "Mexico", draft.commitments[0].sentence.number),
        (["US"], "United States", None),
    ]


def test_a_paragraph_behind_an_item_is_no_part_of_it() -> None:
    item = paragraph("open an office", looks='<w:numPr><w:numId w:val="1"/></w:numPr>')
    draft = drafted_of(paragraph("Both sides agreed to:") + item + paragraph("and that was it"))
    assert [each.text for each in draft.sentences][-2:] == ["open an office", "and that was it"]


def test_the_only_cell_of_a_row_is_a_frame_around_its_paragraphs() -> None:
    assert lines_of(table([paragraph("One.") + paragraph("Two.")])) == ["One.", "Two."]


def test_items_are_known_by_their_numbering_and_by_their_style() -> None:
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Bullet 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Own"/><w:pPr>'
        '<w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Own 2"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="B"/></w:style>'
    )
    looks = {
        "first": numbered.format(0, 1),
        "second": numbered.format(1, 1),
        "none": numbered.format(0, 0),
        "listed": '<w:pStyle w:val="L"/>',
        "own": '<w:pStyle w:val="B"/>',
        "based": '<w:pStyle w:val="C"/>',
        "heading": '<w:pStyle w:val="H"/>',
    }
    body = "".join(paragraph(name, looks=look) for name, look in looks.items())
    assert lines_of(body, styles=styles) == [
        "• first",
        "◦ second",
        "none",
        "◦ listed",
        "• own",
        "• based",
        "heading",
    ]


# What is not seen


def test_hidden_text_is_not_read_and_that_is_said() -> None:
    styles = '<w:style w:type="character" w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("Seen", run(" hidden", "<w:vanish/>"), run(" too", '<w:rStyle w:val="S"/>'))
    shown = paragraph(run("shown", '<w:vanish w:val="0"/>'))
    assert lines_of(body + shown, styles=styles) == ["Seen", "shown"]
    assert notes_of(body, styles=styles) == [HIDDEN]
    assert notes_of(shown) == []


def test_text_that_is_struck_out_is_not_read_and_that_is_said() -> None:
    body = paragraph("Mexico agreed to pay ", run("10 ", "<w:strike/>"), "20 million.")
    assert lines_of(body) == ["Mexico agreed to pay 20 million."]
    assert notes_of(body) == [STRUCK]


def test_marks_of_notes_are_no_words() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = paragraph("Mexico agreed to build a bridge", run("1", raised), " of 3 km", run("2", raised), ".")
    assert lines_of(body) == ["Mexico agreed to build a bridge of 3 km²."]
    assert notes_of(body) == ["memo.docx has marks of notes, which are left out"]


# What it costs


def test_many_paragraphs_are_read_in_a_second() -> None:
    paper = word_of("<w:p/>" * 10_000 + paragraph("Mexico agreed to act.") * 10_000)
    began = time.process_time()
    found = read_text(paper, "memo.docx")
    assert time.process_time() - began < 3
    assert sum(bool(line.text) for line in found.lines) == 10_000
    assert len(found.lines) == 19_999


def test_empty_paragraphs_without_number_are_a_bomb() -> None:
    with pytest.raises(InputError, match="unpacks to more than a document would"):
        read_text(word_of("<w:p/>" * 1_000_000), "memo.docx")


@pytest.mark.parametrize("step", [53, 97, 211])
def test_a_damaged_word_document_is_refused(step: int) -> None:
    paper = bytearray(docx_of("Mexico agreed to act. " * 50))
    for place in range(1_000, len(paper) - 3_000, step):
        paper[place] ^= 0x55
    with pytest.raises(InputError, match="cannot be read as a Word document"):
        read_text(bytes(paper), "memo.docx")


def test_a_document_that_declares_entities_is_refused() -> None:
    import io
    import zipfile

    source, target = zipfile.ZipFile(io.BytesIO(word_of(paragraph("&amp;")))), io.BytesIO()
    with source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            head = (
                b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>' if "document.xml" in name else b""
            )
            archive.writestr(
                name, head * (not name.endswith(".rels")) + source.read(name).replace(b"&amp;", b"&a;")
            )
    with pytest.raises(InputError, match="cannot be read as a Word document"):
        read_text(target.getvalue(), "memo.docx")
