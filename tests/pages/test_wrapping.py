"""Lines are broken at words, as `textwrap` breaks them, but by the cells of a terminal."""

import re
import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker.pages.render import Page
from tracker.pages.signs import SIGNS
from tracker.pages.wrap import display_width, shortened, wrapped
from tracker.pages.writing import MEANS_SOMETHING, Block, Entry, Heading, Item, Paragraph, Text, line, written

MARKS = {sign.mark for sign in SIGNS.values()} - {"·"}
WIDTHS = st.integers(50, 140)
PLAIN = st.lists(st.text("abcdefgh-.,", min_size=1, max_size=12), max_size=40).map(" ".join)
PIECES = st.one_of(
    st.sampled_from(
        ["中文", "é", "e\u0301", "👩‍🌾", "-", "+", "1.", "#", "=", "```", "|", ">", "*x*", "https://e.org/x"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
        min_size=1,
        max_size=20,
    ),
    st.text("x", min_size=60, max_size=300),
)
HOSTILE = st.lists(PIECES, max_size=30).map(" ".join)


@given(PLAIN, WIDTHS, st.sampled_from(["", "label           "]))
def test_where_each_character_takes_one_cell_it_is_what_textwrap_does(
    text: str, width: int, start: str
) -> None:
    below = " " * len(start)
    expected = textwrap.wrap(
        text, width, initial_indent=start, subsequent_indent=below, break_on_hyphens=False
    )
    assert wrapped(text, width, start) == (expected or [start.rstrip()])


@settings(deadline=None)
@given(HOSTILE, WIDTHS)
@example("中" * 200, 51)
@example("e\u0301" * 200, 50)
def test_no_line_is_longer_and_no_word_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width, "  ", "    ")
    assert all(display_width(each) <= width for each in lines)
    assert all(each.startswith("    ") for each in lines[1:])
    words = [word for word in text.split(" ") if word]
    folded = "".join(each.strip(" ") for each in lines)
    assert folded.replace(" ", "") == "".join(words)
    if all(display_width(word) <= width - 4 for word in words):
        assert [word for each in lines for word in each.split(" ") if word] == words


def test_a_character_may_take_two_cells_or_none() -> None:
    assert [display_width(each) for each in ("abc", "中文", "e\u0301", "✔", "กำ")] == [3, 4, 1, 1, 2]
    assert wrapped("中文 中文", 5) == ["中文", "中文"]
    assert wrapped("中文中文", 5) == ["中文", "中文"]
    assert wrapped("e\u0301" * 4, 3) == ["e\u0301" * 3, "e\u0301"]


def test_what_goes_on_stands_where_the_text_began_but_no_further_than_the_middle() -> None:
    assert wrapped("one two three", 12, "a  ") == ["a  one two", "   three"]
    assert wrapped("one two three four", 20, "a long label   ")[0] == "a long label   one"
    assert wrapped("✔ fulfilled", 8) == ["✔ fulfil", "led"]
    assert wrapped("it is ◌ stale", 9) == ["it is", "◌ stale"]
    assert wrapped("it is · ◌ stale", 9) == ["it is ·", "◌ stale"]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("ab cdef", 4, "ab…"),
        ("中文中", 5, "中文…"),
        ("abc", 1, "…"),
    ],
)
def test_what_is_cut_short_says_so(text: str, width: int, shown: str) -> None:
    assert shortened(text, width) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("deadline 2025, retracted: corrected", "deadline 2025, retracted…"),
        ("deadline 2025, retract", "deadline 2025, retract"),
        ("deadline 2025, retracted, corrected by", "deadline 2025, retracted…"),
        ("x" * 40, f"{'x' * 28}…"),
    ],
)
def test_a_sentence_that_is_cut_is_cut_at_a_word(text: str, shown: str) -> None:
    assert shortened(text, 29, at_word=True) == shown


@settings(deadline=None, max_examples=200)
@given(HOSTILE, WIDTHS)
@example("x " * 40 + "- y", 50)
@example("x " * 24 + "1. y", 50)
@example("x " * 24 + "=== y", 50)
@example("» " + "x" * 60, 50)
def test_markdown_that_is_wrapped_says_the_same_and_means_the_same(text: str, width: int) -> None:
    blocks: list[Block] = [
        *(Heading(line(text), 1), Paragraph(line(text)), Text(text), Heading(line(text))),
        *(
            Entry("label", [line(text)]),
            Entry("labels", [line(text)] * 2),
            Item(line(text), 0),
            Item(line(text), 1),
        ),
    ]
    if not text:
        return
    whole, broken = (written(blocks, "markdown", Page(each), "t", "en") for each in (None, width))
    assert _meaning(broken) == _meaning(whole)
    for each in broken.splitlines():
        assert display_width(each) <= width or len(_loose(each)) <= 1


def _loose(text: str) -> list[str]:
    """List the words of a line that might stand on the next one; a mark of ours is one with its word."""
    words = (word for word in re.split(r" +", text.strip(" -")) if word not in MARKS)
    return [word for word in words if word and not MEANS_SOMETHING.match(word)]


def _meaning(source: str) -> list[tuple[str, str]]:
    """Give what Markdown is, wherever its lines end."""
    tokens = MarkdownIt("commonmark").parse(source)
    return [(each.type, _flat(each)) for each in tokens]


def _flat(token: object) -> str:
    children = getattr(token, "children", None) or []
    said = "".join(" " if each.type == "softbreak" else f"<{each.type}>{each.content}" for each in children)
    return re.sub(r"(<text>)+", "", said.replace(" ", " "))
