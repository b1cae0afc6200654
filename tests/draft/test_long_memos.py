"""A memo twice as long takes about twice as long to read, however its lines and rows are made."""

import time
from collections.abc import Callable

import pytest
from drafting import drafted

from tracker.draft.sentences import Line, split

HEAD = "Meeting of Mexico and the United States\nMexico City, 9 June 2023\n\n"
LINE = "The weather was fine and nobody said a thing about it to anybody.\n"


def seconds(work: Callable[[], object]) -> float:
    """Give how much of a processor something takes, at its best of three."""

    def once() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return min(once() for _ in range(3))


def lines_of(text: str) -> list[Line]:
    return [Line(line, number) for number, line in enumerate(text.splitlines(), start=1)]


@pytest.mark.parametrize("line", [LINE, "and so on, without an end, as long as anybody likes to listen\n"])
def test_lines_without_a_blank_between_them_are_joined_in_linear_time(line: str) -> None:
    few, many = lines_of(HEAD + line * 4_000), lines_of(HEAD + line * 40_000)
    assert seconds(lambda: split(many)) < 30 * seconds(lambda: split(few))


def test_a_paragraph_of_many_lines_is_parted_only_where_a_sentence_ends() -> None:
    sentences = split(lines_of("We met, spoke of it at\nlength, and went home.\n" * 3_000))
    assert {each.text for each in sentences} == {"We met, spoke of it at length, and went home."}
    assert [each.line for each in sentences] == list(range(1, 6_000, 2))


def test_a_row_that_is_passed_over_is_not_looked_into_for_parties() -> None:
    row = " | ".join(["Mexico agreed to act"] * 2_000)
    assert seconds(lambda: drafted(row)) < 1
