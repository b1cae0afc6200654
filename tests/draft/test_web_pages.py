"""Of a page of HTML that is read what somebody sees: its blocks, items, rows and fields as such."""

import pytest
from drafting import words

from tracker.draft.draft import Given, Memo, make_draft
from tracker.draft.known import Known
from tracker.draft.texts import read_text


def lines_of(page: str) -> list[str]:
    return [line.text for line in read_text(f"<body>{page}".encode(), "memo.html").lines if line.text]


def notes_of(page: str) -> list[str]:
    return read_text(f"<body>{page}".encode(), "memo.html").notes


@pytest.mark.parametrize("item", ["<p>{}</p>", "<div>{}</div>", "<p><b>{}</b></p>", "<div><p>{}</p></div>"])
def test_an_item_is_one_whatever_stands_in_it(item: str) -> None:
    items = "".join(f"<li>{item.format(text)}</li>" for text in ("open an office", "share data"))
    page = (
        f"<body><p>Mexico and the United States met in Tijuana.</p><p>The two sides agreed to:</p><ul>{items}"
    )
    lines = read_text(page.encode(), "memo.html").lines
    assert [line.text for line in lines][-2:] == ["• open an office", "• share data"]
    draft = make_draft(Memo("memo.html", lines), words(), Known(), Given())
    assert [(each.grade, each.obligors) for each in draft.commitments] == [("live", ["MX", "US"])] * 2


def test_items_of_a_list_within_a_list_are_marked_as_such() -> None:
    page = "<ul><li>one<ol><li>one one<li><p>one two</p><p>more of it</ol>rest of one<li>two</ul>"
    assert lines_of(page) == ["• one", "◦ one one", "◦ one two", "more of it", "rest of one", "• two"]


def test_blocks_in_a_cell_do_not_run_into_each_other() -> None:
    row = (
        "<td><p>Ana Torres</p><td><p>Director</p><p>of <b>Wat</b>er</p><td>one<br>two<td><ul><li>a<li>b</ul>"
    )
    assert lines_of(f"<table><tr>{row}</table>") == ["Ana Torres | Director of Water | one two | a b"]


def test_a_cell_over_many_rows_is_read_once_and_moves_no_other() -> None:
    page = (
        "<table><tr><td rowspan=2>Mexico<td>act<td>May<tr><td rowspan=2>pay<td>June<tr><td>US<td>July</table>"
    )
    assert lines_of(page) == ["Mexico | act | May", "″ | pay | June", "US | ″ | July"]


def test_the_only_cell_of_a_row_is_a_frame_and_so_is_a_table_that_says_so() -> None:
    assert lines_of("<table><tr><td><p>One.</p><p>Two.</p></table>") == ["One.", "Two."]
    assert lines_of('<table role="presentation"><tr><td><p>One.</p><td>Two.</table>') == ["One.", "Two."]


def test_a_table_within_a_row_is_read_as_rows_of_its_own() -> None:
    page = "<table><tr><td>a<td>b<table><tr><td>c<td>d</table>e<td>f</table>"
    assert lines_of(page) == ["a | b", "c | d", "e | f"]


@pytest.mark.parametrize(
    "unseen", ["<p hidden>{}</p>", '<p style="color:red; DISPLAY : none">{}</p>', "<dialog>{}</dialog>"]
)
def test_hidden_text_is_not_read_and_that_is_said(unseen: str) -> None:
    page = f"<p>Seen.</p>{unseen.format('Mexico agreed to <b>hide</b>.')}<p>Also seen.</p>"
    assert lines_of(page) == ["Seen.", "Also seen."]
    assert notes_of(page) == ["memo.html has hidden text, which is not read"]
    assert notes_of(f"<p>Seen.</p>{unseen.format('')}") == []


def test_what_is_only_not_read_aloud_is_seen() -> None:
    assert lines_of('<p aria-hidden="true">Mexico agreed to act.</p>') == ["Mexico agreed to act."]


@pytest.mark.parametrize("tag", ["template", "noscript", "script", "style", "svg", "video", "select"])
def test_what_no_page_shows_as_text_is_not_read(tag: str) -> None:
    assert lines_of(f"<p>Seen.</p><{tag}>Mexico agreed.</{tag}>") == ["Seen."]
    assert notes_of(f"<p>Seen.</p><{tag}>Mexico agreed.</{tag}>") == []


def test_deleted_and_struck_text_is_not_read_and_that_is_said() -> None:
    page = "<p>Mexico agreed to pay <del>10</del><s>15</s> <ins>20</ins> million.</p>"
    assert lines_of(page) == ["Mexico agreed to pay 20 million."]
    assert notes_of(page) == ["memo.html has text that is struck out, which is not read"]


@pytest.mark.parametrize(
    ("raised", "read"),
    [
        ("a bridge<sup>1</sup> by May", "a bridge by May"),
        ("in 2025.<sup><a href='#n'>[2]</a></sup> They", "in 2025. They"),
        ("by 2025<sup>3</sup>.", "by 2025."),
        ("3 km<sup>2</sup> of 10<sup>6</sup>", "3 km² of 10⁶"),
        ("the 9<sup>th</sup> and 1<sup>er</sup>", "the 9th and 1er"),
        ("<sup>1</sup> As agreed.", "1 As agreed."),
    ],
)
def test_a_raised_number_is_a_mark_a_power_or_a_word(raised: str, read: str) -> None:
    assert lines_of(f"<p>{raised}</p>") == [read]


def test_terms_and_what_they_are_stand_as_fields() -> None:
    page = (
        "<dl><dt>Date<dd>9 June 2023<dt>Place:<dd><p>Tijuana</p><p>Mexico</p><dt>Nothing<dt>Host<dd>MX</dl>"
    )
    assert lines_of(page) == ["Date: 9 June 2023", "Place: Tijuana", "Mexico", "Nothing", "Host: MX"]


def test_a_term_of_which_nothing_or_a_list_is_said_is_a_line_of_its_own() -> None:
    assert lines_of("<dl><dt>Host<dd></dd><dt>Place<dd><ul><li>Tijuana</ul></dl>") == [
        "Host",
        "Place",
        "• Tijuana",
    ]


def test_a_long_term_is_a_line_of_its_own() -> None:
    term = "What the two sides said on that day about it"
    assert lines_of(f"<dl><dt>{term}<dd>Nothing.</dl>") == [term, "Nothing."]


def test_lines_within_a_block_are_kept_where_the_page_keeps_them() -> None:
    assert lines_of("<p>One<br>two\nthree</p><pre>four\nfive</pre>") == ["One", "two three", "four", "five"]


def test_a_page_as_deep_as_anybody_likes_is_read() -> None:
    assert lines_of("<div>" * 3_000 + "<b>" * 300 + "Mexico agreed to act.") == ["Mexico agreed to act."]


# How a page is written


def page_in(charset: str, text: bytes) -> bytes:
    return b'<html><head><meta charset="' + charset.encode() + b'"></head><body><p>' + text


def said(data: bytes) -> str:
    return "\n".join(line.text for line in read_text(data, "memo.html").lines).strip()


@pytest.mark.parametrize(
    "charset",
    ["undefined", "hex", "utf-7", "idna", "punycode", "rot13", "zlib", "unicode_escape", "no-such", "mbcs"],
)
def test_what_no_page_is_written_in_is_passed_over(charset: str) -> None:
    assert (
        said(page_in(charset, "Mexico acord\u00f3 \\u0041 +ADw-".encode()))
        == "Mexico acord\u00f3 \\u0041 +ADw-"
    )


@pytest.mark.parametrize("charset", ["iso-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_latin_1_is_read_as_browsers_read_it(charset: str) -> None:
    assert said(page_in(charset, "\u201cM\u00e9xico\u201d \u2013 \u20ac".encode("cp1252"))) == (
        "\u201cM\u00e9xico\u201d \u2013 \u20ac"
    )


@pytest.mark.parametrize("charset", ["gb2312", "shift_jis", "koi8-r", "iso-8859-2", "utf-16"])
def test_a_page_is_read_as_it_says_it_is_written(charset: str) -> None:
    codec = "utf-8" if charset == "utf-16" else charset  # of UTF-16 it could not say so
    text = {
        "gb2312": "\u4e2d\u56fd",
        "shift_jis": "\u65e5\u672c",
        "koi8-r": "\u041c\u043e\u0441\u043a\u0432\u0430",
    }
    wanted = text.get(charset, "Polska \u0141\u00f3d\u017a")
    assert said(page_in(charset, wanted.encode(codec))) == wanted


def test_a_mark_of_the_order_of_bytes_outranks_what_a_page_says() -> None:
    page = page_in("iso-8859-1", "México".encode()).decode().encode("utf-16")
    assert said(page) == "México"
