"""The program that doubles the input: how it counts, and that each of its dimensions can be recorded."""

import gc
from pathlib import Path

import pytest
from dimensions import DIMENSIONS, Dimension
from doubling import Grown, measured, per_doubling

SMALL = 4


def test_what_doubles_with_its_size_grows_by_two_and_its_square_by_four() -> None:
    linear = Grown("lines", "record", {100: 0.1, 200: 0.2, 400: 0.4})
    square = Grown("lines", "record", {100: 0.1, 200: 0.4, 400: 1.6})
    assert linear.factors == pytest.approx([2, 2])
    assert square.factors == pytest.approx([4, 4])
    assert (linear.is_over, square.is_over) == (False, True)


def test_a_size_that_is_not_doubled_counts_as_if_it_were() -> None:
    assert per_doubling(10, 40, 0.1, 0.4) == pytest.approx(2)


def test_what_is_too_quick_is_not_judged() -> None:
    assert per_doubling(100, 200, 0.001, 0.04) is None
    assert Grown("lines", "record", {100: 0.001, 200: 0.04}).cells()[-1] == "quick"


@pytest.mark.parametrize("dimension", DIMENSIONS[:-1], ids=lambda each: each.name)
def test_each_dimension_is_recorded_and_asked(
    dimension: Dimension, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(gc, "collect", lambda: 0)  # nothing is timed here, and the tests' heap is large
    steps = [grown.step for grown in measured(dimension, (SMALL,), rounds=1, times=1)]
    assert steps[-len(dimension.asked) :] == list(dimension.asked) or not dimension.asked
