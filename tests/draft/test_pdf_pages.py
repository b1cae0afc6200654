"""What runs through the pages of a PDF parts no sentence; it stands once, behind the text."""

from papers import pdf_of

from tracker.draft.sentences import split
from tracker.draft.texts import read_text

FIRST = "The sides met.\nThe United States and Mexico, in the presence of many,"
SECOND = "agreed to build a bridge at Laredo by December 2025.\nThey went home."
THIRD = "Nothing else was said on that day."


def sentences_of(*pages: str) -> list[tuple[int, str]]:
    return [(each.page, each.text) for each in split(read_text(pdf_of(*pages), "memo.pdf").lines)]


def paged(*texts: str, head: str = "", foot: str = "") -> list[str]:
    return [
        "\n".join(filter(None, [head.format(page), text, foot.format(page)]))
        for page, text in enumerate(texts, start=1)
    ]


WHOLE = [
    (1, "The sides met."),
    (1, f"{FIRST.splitlines()[1]} {SECOND.splitlines()[0]}"),
    (2, "They went home."),
    (3, THIRD),
]


def test_a_sentence_goes_on_across_header_and_footer() -> None:
    pages = paged(FIRST, SECOND, THIRD, head="MINUTES - CONFIDENTIAL", foot="Page {} of 3")
    assert sentences_of(*pages) == [(1, "MINUTES - CONFIDENTIAL"), *WHOLE, (1, "Page 1 of 3")]


def test_numbers_of_pages_are_known_whatever_stands_around_them() -> None:
    for foot in ("{}", "- {} -", "{}/3", "Pagina {} de 3", "Joint minutes of the two sides | {}"):
        last = foot.format(1).removeprefix("- ")
        assert sentences_of(*paged(FIRST, SECOND, THIRD, foot=foot)) == [*WHOLE, (1, last)]


def test_a_header_that_counts_the_pages_is_no_title() -> None:
    assert sentences_of(*paged(FIRST, SECOND, THIRD, head="Page {}"))[-1] == (1, "Page 1")


def test_a_sentence_goes_on_where_nothing_runs_through_the_pages() -> None:
    assert sentences_of(FIRST, SECOND, THIRD) == WHOLE


def test_articles_at_the_head_of_pages_are_no_headers() -> None:
    said = [
        f"{which} is agreed by both of the two sides for as long as they wish." for which in ("This", "That")
    ]
    assert [text for _, text in sentences_of(*paged(*said, head="Article {}"))] == [
        "Article 1",
        said[0],
        "Article 2",
        said[1],
    ]


def test_a_page_that_ends_with_a_heading_does_not_run_into_the_next() -> None:
    assert sentences_of("The sides met in Tijuana on that day.\nNext steps", "Mexico will act.")[1:] == [
        (1, "Next steps"),
        (2, "Mexico will act."),
    ]
