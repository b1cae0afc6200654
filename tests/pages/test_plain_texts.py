"""What nobody sees is shown: no text turns a line around, hides in another, or commands a terminal."""

import json
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seen import Page

from events.texts import formatting, unprintable
from tracker.pages.answer import FORMATS, rows_as, thing_as
from tracker.pages.brief import BRIEF
from tracker.pages.columns import CHECK
from tracker.pages.render import html_page, to_json, to_ndjson
from tracker.pages.thing import ONE
from tracker.words.text import escape, one_line

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
BREAKS = {"\n", "\t"}
JOINERS = {"\u200c", "\u200d"}
HIDDEN = [each for each in EVERY if unicodedata.category(each) in CATEGORIES]
LOOK_ALIKE = (
    "MX\u200b",
    "\u200eMX",
    "M\u00adX",
    "MX\ufeff",
    "M\u2060X",
    "MX\U000e0041",
    "\u061cMX",
    "MX\u200d",
    "\u200cMX",
)


def test_every_character_that_is_not_seen_is_shown_as_an_escape_and_no_other_is() -> None:
    escaped = {each for each in EVERY if escape(each) != each}
    assert set(HIDDEN) - escaped == BREAKS
    # Python may know fewer format characters than Unicode has by now.
    assert {unicodedata.category(each) for each in escaped} <= {*CATEGORIES, "Cn"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\x85b\x9bc", r"a\x85b\x9bc"),
        ("MX\u200b", r"MX\u200b"),
        ("a\u2028b", r"a\u2028b"),
        ("soft\u00adhyphen", r"soft\xadhyphen"),
        ("\udc80", r"\udc80"),
        ("a\U000e0041", r"a\U000e0041"),
        ("a\ufffe\uffff", r"a\ufffe\uffff"),
        ("line\nline\ttab", "line\nline\ttab"),
    ],
)
def test_what_is_not_seen_is_told_by_its_number(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize("word", ["می‌خواهم", "👩‍🌾", "ക്‍ഷ", "a‌b"])
def test_a_joiner_inside_a_word_stays(word: str) -> None:
    assert escape(word) == word
    assert formatting(word) is None  # it may be recorded, too


@pytest.mark.parametrize("text", ["a\u200d", "\u200da", "a \u200d b", "a\u200d\u200db", "a\u200d.", "\u200c"])
def test_a_joiner_that_joins_nothing_is_shown(text: str) -> None:
    assert not JOINERS & set(escape(text))


@given(st.text(st.characters(codec=None)))
def test_what_may_be_recorded_is_shown_as_it_is_and_what_is_shown_might_be_recorded(text: str) -> None:
    shown = escape(text).replace("\t", " ")
    assert formatting(shown) is None
    assert unprintable(shown.replace("\n", " ")) is None
    if formatting(text) is None and unprintable(text.replace("\n", " ")) is None:
        assert escape(text) == text


def test_one_line_is_one_line() -> None:
    assert one_line("a\n b\tc  d") == "a b c d"
    assert one_line("a\n\u2028b") == r"a \u2028b"
    for each in HIDDEN:
        assert len(one_line(f"a{each}b").splitlines()) == 1


def rows_of(text: str) -> list[dict[str, Any]]:
    return [{"commitment": text, "title": text, "finding": "stale", "detail": text}]


def thing_of(text: str) -> dict[str, Any]:
    event = {"when": text, "by": [text], "what": text, "stands": True, "retraction": None}
    stamp = {"position": 3, "recorded_at": "2024-01-01T00", "recorded_by": text}
    why = {"status": text}
    members = [{"name": text}]
    delegations = [{"party": text, "members": members}]
    return {
        "id": text,
        "title": text,
        "text": text,
        "why": why,
        "note": text,
        "delegations": delegations,
        "timeline": [event | stamp],
    }


def brief_of(text: str) -> dict[str, Any]:
    sections = (
        *("changed", "became_known", "overdue", "slipped", "due_soon", "disagreements", "stale"),
        "proposals",
    )
    told = {"title": text, "commitment": text, "themes": [text], "status": "agreed", "status_by": [text]}
    row = told | {
        "schedule": "overdue",
        "source": text,
        "why_schedule": text,
        "agreed": text,
        "why_status": text,
    }
    about = {
        "mechanism": text,
        "party": text,
        "as_of": text,
        "because": text,
        "filters": {"theme": text},
        "open": [row],
    }
    return about | {key: [] for key in sections} | {"overdue": [row], "unreported": [row]}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", [*LOOK_ALIKE, "".join(HIDDEN)])
def test_no_format_lets_out_what_is_not_seen(text: str, form: str) -> None:
    written = [
        rows_as(form, CHECK, rows_of(text)),
        thing_as(form, ONE, thing_of(text)),
        thing_as(form, BRIEF, brief_of(text)),
    ]
    for page in written:
        left = {each for each in page if unicodedata.category(each) in CATEGORIES}
        assert left <= BREAKS
        page.encode()


@pytest.mark.parametrize("text", ["".join(HIDDEN), *LOOK_ALIKE, "می‌خواهم", "👩‍🌾", "\ud800\udc00"])
def test_json_is_the_same_text_told_in_ascii_where_it_is_not_seen(text: str) -> None:
    for written in (to_json({"a": text}), *to_ndjson([{"a": text}])):
        assert json.loads(written) == json.loads(json.dumps({"a": text}))
        assert not {each for each in written if unicodedata.category(each) in CATEGORIES} - {"\n"}


def test_the_lines_of_a_text_are_no_lines_of_ours() -> None:
    thing = {
        "id": "c-1",
        "title": "t",
        "text": "Build.\n\nstatus          fulfilled: claimed by US",
        "note": "n",
    }
    lines = thing_as("table", ONE, thing).splitlines()
    assert [line for line in lines if line.startswith("status")] == []
    assert "  status          fulfilled: claimed by US" in lines


# HTML

MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"<>&\"'/=!-?` \n\t;#x",
                "<b>",
                "</td>",
                "<script>",
                "</script>",
                "</title>",
                "</pre>",
                "<!--",
                "-->",
            ]
        ),
        st.sampled_from(
            ["&amp;", "&lt", "&#60;", "&notin;", "<?", "<![CDATA[", "]]>", "<img src=x onerror=y>", "</"]
        ),
        st.text(max_size=3),
    ),
    max_size=8,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(MARKUP)
def test_a_cell_of_a_page_is_one_text_and_no_attribute_is_from_outside(text: str) -> None:
    page = Page(rows_as("html", CHECK, rows_of(text)))
    shown = one_line(text)
    cells = page.texts[page.texts.index("Title") + 1 :]
    assert cells == ([shown, "◌ stale", shown, shown] if shown else ["◌ stale"])
    assert page.tags[-5:] == [("tr",), *[("td",)] * 4]
    assert page.tags[:-5] == Page(rows_as("html", CHECK, [])).tags
    assert page.others == []


OURS = {
    *(("html", "lang=en"), ("head",), ("meta", "charset=utf-8"), ("title",), ("style",), ("body",)),
    *(("meta", "name=viewport", "content=width=device-width, initial-scale=1"), ("main",), ("section",)),
    *(
        ("h1",),
        ("h2",),
        tuple(Page(html_page("", "", "en")).tags[3]),
    ),  # its policy, which a test of its own reads
    *(("p",), ("br",), ("ul",), ("li",), ("b",), ("code",), ("footer",)),
}


@settings(deadline=None, max_examples=200)
@given(MARKUP)
def test_the_page_of_one_thing_has_our_tags_alone_and_says_what_it_says(text: str) -> None:
    page = Page(thing_as("html", ONE, thing_of(text)))
    assert set(page.tags) <= OURS
    assert page.others == []
    plain = thing_as("table", ONE, thing_of(text))
    assert _words("".join(page.texts[2:])) == _words(plain)


def _words(page: str) -> str:
    """Give what a page says without blanks and colons: what parts a name from its value differs by form."""
    return "".join(page.replace(":", "").split())


@settings(deadline=None, max_examples=200)
@given(MARKUP)
def test_the_page_of_a_brief_has_our_tags_alone(text: str) -> None:
    page = Page(thing_as("html", BRIEF, brief_of(text)))
    assert {tag for tag in page.tags if tag[0] != "a"} <= OURS
    assert all(each == ("a", f"href={text}") for each in page.tags if each[0] == "a")
    assert page.others == []
