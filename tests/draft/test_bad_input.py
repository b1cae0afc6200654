"""What no draft can be made of is said in a sentence; what can be read in part says which part."""

import io
import zipfile

import pytest
from drafting import drafted, written
from papers import docx_of, pdf_of, with_notes

from tracker.draft.texts import LARGEST_TEXT, read_text
from tracker.errors import InputError

MEMO = "Meeting of the United States and Mexico\n\nBoth sides agreed to open a lane at Nogales.\n"


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(InputError) as refused:
        read_text(data, name)
    assert refused.value.exit_code == 2
    assert refused.value.hint
    return refused.value.message


def text_of(data: bytes, name: str) -> str:
    return "\n".join(line.text for line in read_text(data, name).lines)


def test_an_empty_memo_is_refused() -> None:
    assert refusal(b" \n", "memo.txt") == "the memo is empty"
    assert refusal("\u200b\u2028".encode(), "memo.txt") == "the memo holds no text"


def test_pictures_of_pages_need_ocr() -> None:
    assert "holds pictures of pages and no text" in refusal(pdf_of("", ""), "scan.pdf")


def test_one_empty_page_among_others_is_named() -> None:
    found = read_text(pdf_of("Both sides agreed.", "", "The end."), "memo.pdf")
    assert found.notes == ["page 2 of memo.pdf holds no text: if it is a scan, it needs OCR"]
    assert [(line.text, line.page) for line in found.lines if line.text] == [
        ("Both sides agreed.", 1),
        ("The end.", 3),
    ]


def test_an_encrypted_pdf_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of("Secret."))))
    writer.encrypt("password", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert refusal(locked.getvalue(), "memo.pdf") == "the memo is encrypted"


@pytest.mark.parametrize("end", [8, 40, 200])
def test_a_broken_pdf_is_refused(end: int) -> None:
    assert "broken" in refusal(pdf_of("Both sides agreed.")[:end], "memo.pdf")


def test_a_pdf_whose_text_cannot_be_read_is_broken_and_holds_no_pictures() -> None:
    paper = pdf_of("Both sides agreed.")
    for whole, damaged in ((b"/Length", b"/Filter /Nonsense /Length"), (b"/Kids [4 0 R]", b"/Kids [7 0 R]")):
        assert "broken" in refusal(paper.replace(whole, damaged, 1), "memo.pdf")
    assert "broken" in refusal(paper.replace(b"(Both sides agreed.)", b"(  )"), "memo.pdf")


def test_a_pdf_whose_fonts_tell_no_letters_is_broken() -> None:
    assert "broken" in refusal(pdf_of("\x00\x01\x02\x03" * 9), "memo.pdf")


def test_a_pdf_that_is_damaged_where_its_text_is_has_a_note() -> None:
    paper = pdf_of("Mexico will act.", "Both sides agreed.")
    found = read_text(paper.replace(b"/Contents 7 0 R", b"/Contents 9 0 R"), "memo.pdf")
    assert found.notes[1:] == ["memo.pdf is damaged: letters and words of its text may be missing"]
    moved = pdf_of("Mexico will act.").replace(b"%PDF-1.4\n", b"%PDF-1.4\n\n\n")
    assert read_text(moved, "memo.pdf").notes == []


def test_a_pdf_that_unpacks_to_more_than_a_document_would_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, NameObject

    content = DecodedStreamObject()
    content.set_data(b"BT (Mexico agreed) Tj ET\n" * 4_000_000)
    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of("x"))))
    writer.pages[0][NameObject("/Contents")] = content.flate_encode(9)
    bomb = io.BytesIO()
    writer.write(bomb)
    assert "unpacks to more than a document would" in refusal(bomb.getvalue(), "memo.pdf")


def test_a_broken_word_document_is_refused() -> None:
    assert "cannot be read as a Word document" in refusal(b"PK\x03\x04 and no more", "memo.docx")
    assert "cannot be read as a Word document" in refusal(docx_of(MEMO)[:500], "memo.docx")


def test_a_word_document_that_is_a_bomb_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (64 * 1024 * 1024))
    assert "unpacks to more than a document would" in refusal(bomb.getvalue(), "memo.docx")


def test_more_than_5_mb_of_text_is_refused() -> None:
    assert "more than 5 MB" in refusal(b"word " * (LARGEST_TEXT // 5 + 1), "memo.txt")


def test_windows_1252_is_read_and_said() -> None:
    found = read_text("México se comprometió.".encode("cp1252"), "memo.txt")
    assert found.lines[0].text == "México se comprometió."
    assert found.notes == ["memo.txt is not UTF-8: it was read as Windows-1252 (cp1252)"]


def test_what_is_no_encoding_at_all_is_refused() -> None:
    assert "neither UTF-8 nor Windows-1252" in refusal(b"\x81\x8d\xff", "memo.txt")
    assert "NUL" in refusal(b"\x00\x01\x02binary", "memo.txt")


@pytest.mark.parametrize("ending", [".doc", ".odt", ".rtf", ".eml", ".DOC"])
def test_other_formats_are_refused_with_those_that_are_read(ending: str) -> None:
    assert refusal(b"anything", f"memo{ending}").startswith(f"{ending.lower()} is ")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MAIL = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n\nMexico agreed to act.\n"


@pytest.mark.parametrize("name", ["stdin", "memo.txt", "memo.docx", "memo"])
def test_what_a_file_is_says_its_beginning_and_not_its_name(name: str) -> None:
    assert (
        refusal(OLE, name) == "the memo is a file of an old Office, or one with a password, which is not read"
    )
    assert refusal(b"{\\rtf1 Mexico agreed}", name) == "the memo is rich text, which is not read"
    assert text_of(docx_of(MEMO), name).split() == MEMO.split()
    assert text_of(pdf_of(MEMO), name).split() == MEMO.split()


@pytest.mark.parametrize(
    ("part", "what"),
    [("xl/workbook.xml", "a workbook"), ("ppt/a.xml", "slides"), ("content.xml", "an OpenDocument text")],
)
def test_an_archive_of_another_program_is_called_what_it_is(part: str, what: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr(part, "<x/>")
    for name in ("stdin", "memo.docx"):
        assert refusal(archive.getvalue(), name) == f"the memo is {what}, which is not read"


def test_the_source_of_an_e_mail_is_refused_and_a_letter_that_looks_like_one_is_not() -> None:
    for name in ("stdin", "memo.txt"):
        assert refusal(MAIL, name) == "the memo is the source of an e-mail, which is not read"
        assert text_of(MAIL.replace(b"MIME-Version: 1.0", b"Date: 9 June 2023"), name)


def test_the_same_text_is_read_from_every_format() -> None:
    html = "<html><head><title>no</title><style>p{}</style></head><body>"
    html += "<h1>Meeting of the United States and Mexico</h1>"
    html += "<p>Both sides agreed to open a <b>lane</b> at Nogales.</p><script>no()</script></body></html>"
    wanted = [line for line in MEMO.splitlines() if line]
    for data, name in (
        (MEMO.encode(), "memo.txt"),
        (f"# {MEMO}".encode(), "memo.md"),
        (html.encode(), "memo.html"),
        (docx_of(MEMO), "memo.docx"),
        (pdf_of(MEMO), "memo.pdf"),
        (docx_of(MEMO), "stdin"),
        (pdf_of(MEMO), "stdin"),
        (html.encode(), "stdin"),
    ):
        assert [line for line in text_of(data, name).splitlines() if line.strip()] == wanted, name


def test_rows_and_items_of_a_page_stay_rows_and_items() -> None:
    html = (
        b"<body><table><tr><th>Name</th><th>Title</th></tr><tr><td>Ana "
        b"L\xc3\xb3pez</td><td>Director</td></tr></table>"
        b"<ul><li>one</li><li>two</li></ul></body>"
    )
    assert [line for line in text_of(html, "m.html").splitlines() if line] == [
        "Name | Title",
        "Ana L\u00f3pez | Director",
        "\u2022 one",
        "\u2022 two",
    ]


NOVEL = (
    "It was a dark night, and Captain John Smith agreed to nothing. He will ride at dawn, "
    "said the doctor.\n\n"
    "Chapter Two. Mrs Dalloway said she would buy the flowers herself. They met on 3 March "
    "1888 in the garden.\n\n"
) * 20


def test_of_a_novel_nothing_is_taken() -> None:
    draft = drafted(NOVEL)
    assert not draft.delegations
    assert not draft.commitments
    page = written(NOVEL)
    assert "held: UNKNOWN" in page
    assert page.count("It was a dark night") == 20


def test_of_a_third_language_nothing_is_taken_and_that_is_said() -> None:
    french = (
        "Les ministres des affaires étrangères de la France et du Mexique se sont réunis à Paris "
        "le 4 mai 2023. "
        "La France s'est engagée à ouvrir un bureau dans les trois mois avec le soutien du Mexique."
    )
    draft = drafted(french)
    assert draft.notes == ["the text is in neither English nor Spanish, so nothing was taken from it"]
    assert not draft.delegations
    assert not draft.commitments
    assert "# Note: the text is in neither English nor Spanish" in written(french)


def test_a_text_of_two_languages_is_read_sentence_by_sentence() -> None:
    text = MEMO + "\nEstados Unidos se comprometió a entregar los planos en un plazo de treinta días.\n"
    assert [each.obligors for each in drafted(text).commitments] == [["US", "MX"], ["US"]]


def test_the_same_memo_again_has_the_same_ids() -> None:
    from tracker.draft.known import Known

    first = drafted(MEMO)
    known = Known(taken={each.id: each.sentence.text for each in first.commitments})
    assert [each.id for each in drafted(MEMO, known).commitments] == [each.id for each in first.commitments]


def test_an_id_that_another_commitment_has_is_not_used() -> None:
    from tracker.draft.known import Known

    (first,) = drafted(MEMO).commitments
    (other,) = drafted(MEMO, Known(taken={first.id: "something else"})).commitments
    assert other.id != first.id


def test_headers_footers_and_notes_of_a_word_document_are_read_behind_its_text() -> None:
    paper = with_notes(
        docx_of("The text.", header="Office of Trade", footer="Page of many"), "As agreed in May."
    )
    lines = [line.text for line in read_text(paper, "memo.docx").lines if line.text]
    assert lines == ["The text.", "Office of Trade", "Page of many", "As agreed in May."]


def test_a_sentence_that_nobody_wrote_to_be_read_is_passed_over_and_said() -> None:
    words = " ".join(["the United States and Mexico agreed with Juan Pérez to build"] * 1_000)
    draft = drafted(f"On 3 May 2022 the United States and Mexico met in Tijuana.\nOn that day {words}.")
    assert draft.notes == ["[2] is longer than 10,000 characters: nothing was taken from it"]
    assert draft.occasion["held"][0].text == "2022-05-03"
    assert not draft.commitments
