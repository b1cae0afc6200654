"""A text from outside is, once Markdown is rendered, one plain text: by CommonMark and as GitHub does it."""

import re
from collections.abc import Callable
from typing import Any

import cmarkgfm
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from seen import Page, Seen

from tracker.pages.answer import rows_as, thing_as
from tracker.pages.brief import brief_page
from tracker.pages.columns import CHECK
from tracker.pages.render import code, link, markdown
from tracker.pages.thing import ONE
from tracker.words.text import one_line


def on_github(source: str) -> str:
    """Render with GitHub's own library; what it links as an address of mail is a text again."""
    html = cmarkgfm.github_flavored_markdown_to_html(source)
    return re.sub(r'<a href="(?:mailto|xmpp):[^"]*">([^<]*)</a>', r"\1", html)


RENDERERS: dict[str, Callable[[str], str]] = {
    "commonmark": MarkdownIt("commonmark").render,
    "commonmark with tables": MarkdownIt("js-default").render,
    "github, in JavaScript": MarkdownIt("gfm-like").render,
    "github": on_github,
}
TABLES = [name for name in RENDERERS if name != "commonmark"]


def rendered(source: str, by: str) -> Seen:
    """Render, and give what is there but for the line breaks between blocks."""
    return [each for each in Page(RENDERERS[by](source)).seen if each[0] != "text" or each[1].strip()]


def shown(text: str) -> str:
    """Give a text as it must come back: its blanks made one, as HTML does anyway."""
    return " ".join(one_line(text).split())


PIECES = (
    *"\\`*_{}[]()<>#+-.!|~=&:;,\"'^%$@/?0123456789aZñ \t\n\r",
    *(
        "~~~",
        "```",
        "---",
        "===",
        "***",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "12) ",
        "# ",
        "> ",
        "    ",
        "  \n",
        "\\\n",
        "\n\n",
    ),
    *(
        "www.",
        "http://",
        "https://",
        "ftp://",
        "mailto:",
        "xmpp:",
        "x@y.es",
        "example.com",
        "//",
        "://",
        "a.b.mx",
    ),
    *(
        "&amp;",
        "&#64;",
        "&copy;",
        "&#x202E;",
        "<b>",
        "</p>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "<a@b.c>",
        "<http://x>",
    ),
    *(
        "[x](y)",
        "![x](y)",
        "[x]: y",
        "[^1]",
        "[^1]: z",
        "[ ] ",
        "[x] ",
        "| a |",
        "|---|",
        ":-:",
        "`a`",
        "**b**",
        "~~c~~",
    ),
    *("$x$", "@user", "#1", "\u00a0", "\u2028", "\u200b", "\x1b[31m", "\x00", "\ufffe", "中", "😀", "é"),
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.text(alphabet="~`-+=*_#>&<[]()!|\\.:/@w1 \nax", max_size=16),
)
KNOWN = (
    "~~~",
    "- x",
    "+ x",
    "= =",
    "1. x",
    "123456789) x",
    "1.",
    "a|b\\|c\\",
    "www.a.mx",
    "http://a",
    "a@b.mx",
    "&lt;",
)


def with_known(test: Callable[..., None]) -> Callable[..., None]:
    """Try the texts that are known to have been something else."""
    for text in KNOWN:
        test = example(text=text)(test)
    return settings(deadline=None, max_examples=300)(given(text=TEXTS)(test))


@pytest.mark.parametrize("by", RENDERERS)
@with_known
def test_a_paragraph_is_one_text(by: str, text: str) -> None:
    expected: Seen = [("<", "p"), ("text", shown(text)), (">", "p")]
    assert rendered(markdown(text), by) == (expected if shown(text) else [])


@pytest.mark.parametrize("by", RENDERERS)
@with_known
def test_inside_a_line_a_text_is_a_part_of_it(by: str, text: str) -> None:
    line = f"a {shown(text)} and {shown(text)} z" if shown(text) else "a  and  z"
    assert rendered(f"a {markdown(text)} and {markdown(text)} z", by) == [
        ("<", "p"),
        ("text", line),
        (">", "p"),
    ]


@pytest.mark.parametrize("by", RENDERERS)
@with_known
def test_an_item_is_one_text_and_so_is_one_inside_it(by: str, text: str) -> None:
    said = [("text", shown(text))] if shown(text) else []
    seen = rendered(f"- {markdown(text)}\n- x", by)
    assert seen[: len(said) + 3] == [("<", "ul"), ("<", "li"), *said, (">", "li")]
    if said:
        inside = [("<", "ul"), ("<", "li"), *said, (">", "li"), (">", "ul")]
        outside = [("<", "ul"), ("<", "li"), ("text", "x\n"), *inside, (">", "li"), (">", "ul")]
        assert rendered(f"- x\n  - {markdown(text)}\n", by) == outside


@pytest.mark.parametrize("by", RENDERERS)
@with_known
def test_a_heading_is_one_text(by: str, text: str) -> None:
    said = [("text", shown(text))] if shown(text) else []
    assert rendered(f"## {markdown(text)}", by) == [("<", "h2"), *said, (">", "h2")]


@pytest.mark.parametrize("by", RENDERERS)
@with_known
def test_a_text_in_bold_is_one_text(by: str, text: str) -> None:
    bold = [("<", "strong"), ("text", f"x{shown(text)}x"), (">", "strong")]
    assert rendered(f"**x{markdown(text)}x**", by) == [("<", "p"), *bold, (">", "p")]


@pytest.mark.parametrize("by", TABLES)
@with_known
def test_a_cell_is_one_text(by: str, text: str) -> None:
    row = {"commitment": text, "title": text, "finding": "stale", "detail": text}
    cells = [("text", shown(text))] if shown(text) else []
    cell = [("<", "td"), *cells, (">", "td")]
    fixed = [("<", "td"), ("text", "◌ stale"), (">", "td")]
    seen = rendered(rows_as("markdown", CHECK, [row, row]), by)
    assert seen.count(("<", "tr")) == 3
    body = seen[seen.index(("<", "tbody")) + 1 : seen.index((">", "tbody"))]
    assert body == [("<", "tr"), *cell, *fixed, *cell, *cell, (">", "tr")] * 2


@pytest.mark.parametrize("by", RENDERERS)
@with_known
def test_an_id_is_code_whatever_it_is(by: str, text: str) -> None:
    if shown(text):
        said = [("<", "code"), ("text", shown(text)), (">", "code")]
        assert rendered(code(text), by) == [("<", "p"), *said, (">", "p")]


@pytest.mark.parametrize("by", RENDERERS)
def test_an_address_of_a_page_is_a_link_and_nothing_else_is(by: str) -> None:
    linked = [("<", "a", "href=https://a.mx/b_c?d=1*2"), ("text", "https://a.mx/b_c?d=1*2"), (">", "a")]
    assert rendered(link("https://a.mx/b_c?d=1*2"), by) == [("<", "p"), *linked, (">", "p")]
    for text in (
        "javascript:alert(1)",
        "http://a b",
        "https://a>b",
        "https://a\u202eb",
        "data:x",
        "m-a",
        "http://",
    ):
        assert rendered(link(text), by) == [("<", "p"), ("text", shown(text)), (">", "p")]


@pytest.mark.parametrize("by", RENDERERS)
def test_evidence_is_linked_where_it_is_an_address(by: str) -> None:
    source = thing_as(
        "markdown", ONE, {"id": "a", "evidence": ["https://a.mx/1", "sha256:0", "http://[x](y)"]}
    )
    said = [each for each in rendered(source, by) if each[0] != ">"][-6:]
    assert said[0] == ("text", ": ")
    assert said[1:4] == [
        ("<", "a", "href=https://a.mx/1"),
        ("text", "https://a.mx/1"),
        ("text", ", sha256:0, "),
    ]
    assert said[4][0:2] == ("<", "a")
    assert said[5] == ("text", "http://[x](y)")


# Whole pages


NASTY = (
    *KNOWN,
    "2024~",
    "<script>x</script>",
    "```",
    "[x](javascript:y)",
    "* a",
    "# b",
    "`",
    "****",
    "$x$ $y$",
)


def texts_of(source: str, by: str) -> list[str]:
    return [each[1] for each in rendered(source, by) if each[0] == "text"]


def tags_of(source: str, by: str) -> set[str]:
    return {each[1] for each in rendered(source, by) if each[0] != "text"}


@pytest.mark.parametrize("by", RENDERERS)
@pytest.mark.parametrize("text", NASTY)
def test_one_thing_holds_what_it_says_and_no_markup_from_outside(text: str, by: str) -> None:
    retraction = {"position": 9, "reason": text}
    event = {"when": text, "by": [text], "what": text, "stands": False, "retraction": retraction}
    stamp = {"position": 3, "recorded_at": "2024-01-01T00", "recorded_by": text}
    thing: dict[str, Any] = {
        "id": "a",
        "title": text,
        "text": text,
        "why": {"status": text},
        "note": text,
        "delegations": [{"party": text, "members": [{"name": text, "role": text}]}],
        "deadlines": [{"deadline": text, "announced": text, "by": [text], "reason": text}] * 2,
        "timeline": [event | stamp],
    }
    source = thing_as("markdown", ONE, thing)
    assert tags_of(source, by) == {"h1", "h2", "p", "ul", "li", "strong"}
    said = texts_of(source, by)
    assert said[:2] == [f"a {text}", text]
    assert said.count(f": {text}") == 2
    assert sum(text in each for each in said) == 9


def brief_of(text: str) -> dict[str, Any]:
    claim = {"assessor": text, "status": "stalled", "obligor": text, "effective": text}
    row = {
        "commitment": "c-1",
        "title": text,
        "themes": [text],
        "status": "stalled",
        "status_by": [text],
        "schedule": "overdue",
        "source": text,
        "agreed": text,
        "why_schedule": text,
        "why_status": text,
        "reported": [claim],
        "assessed": claim,
    }
    told = {"by": [text], "what": text, "when": text, "label": "updated", "position": 4, "source": text}
    change = {"commitment": "c-1", "retraction": {"reason": text}, **told}
    sections = ("open", "overdue", "slipped", "due_soon", "disagreements", "stale", "unreported", "proposals")
    rows = {key: [row] for key in sections} | {"changed": [change], "became_known": [change]}
    return {
        "mechanism": text,
        "party": text,
        "as_of": text,
        "because": text,
        "filters": {"theme": text},
        **rows,
    }


@pytest.mark.parametrize("by", RENDERERS)
@pytest.mark.parametrize("text", NASTY)
def test_a_brief_loses_nothing_and_holds_no_markup_from_outside(text: str, by: str) -> None:
    source = thing_as("markdown", brief_page(whole=True), brief_of(text))
    said = texts_of(source, by)
    links = {"a"} if text.startswith("http:") else set()
    assert tags_of(source, by) == {"h1", "h2", "p", "ul", "li", "code"} | links
    assert said.count("c-1") == 1
    assert sum(each.count(text) for each in said) >= 20
