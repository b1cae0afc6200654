"""Whatever is broken is refused by one of our own sentences, soon, and leaves nothing behind."""

from fuzz import run


def test_broken_inputs_are_read_or_refused_and_nothing_else() -> None:
    counts, _ = run(inputs=1500, seed=7)
    assert sum(counts.values()) == 1500
    assert counts["minutes refused"] > 50
    assert counts["minutes read"] > 10
