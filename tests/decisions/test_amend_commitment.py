"""Recording that a commitment was renegotiated."""

from itertools import pairwise

import pytest
from pydantic import ValidationError

from events.facts import Fact
from tracker.testing import History, agreed, fact


def amended(commitment: str = "crossing", **fields: object) -> Fact:
    return fact("commitment.amended", **{"commitment": commitment, "on": "2023-01-10", **fields})


def test_the_changed_fields_hold_from_then_on(history: History) -> None:
    history.given(agreed("crossing", obligors=["US"], theme="border"))
    history.when(amended(obligors=["US", "MX"], title="A second crossing"))
    history.then(amended(obligors=["US", "MX"], title="A second crossing"))
    before, after = (history.status_of("crossing", day) for day in ("2023-01-09", "2023-01-10"))
    assert (before["obligors"], after["obligors"], after["themes"]) == (["US"], ["US", "MX"], ["border"])


def test_an_amendment_told_twice_is_nothing_new(history: History) -> None:
    history.given(agreed("crossing"), amended(theme="water"))
    history.when(amended(theme="water")).then_nothing_new()


def test_an_amendment_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="it changes nothing"):
        amended()


def test_a_deadline_is_not_amended() -> None:
    with pytest.raises(ValidationError, match="deadline"):
        amended(deadline="2030")


def test_what_nobody_agreed_cannot_be_amended(history: History) -> None:
    history.when(amended(theme="water")).then_refused("there is no commitment crossing")


def test_a_missing_occasion_is_refused(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(amended(theme="water", occasion="visit")).then_refused("there is no meeting or document")


def test_a_missing_parent_is_refused(history: History) -> None:
    history.given(agreed("crossing"))
    history.when(amended(parent="border")).then_refused("there is no commitment border")


def test_a_commitment_cannot_become_its_own_parent() -> None:
    with pytest.raises(ValidationError, match="cannot be its own parent"):
        amended("crossing", parent="crossing")


def test_parents_never_go_in_a_circle(history: History) -> None:
    history.given(agreed("a"), agreed("b", parent="a"), agreed("c"), amended("c", parent="b"))
    history.when(amended("a", parent="c")).then_refused("a cannot be a part of c", "c in b in a")


def test_a_circle_is_found_at_any_depth(history: History) -> None:
    names = [f"level-{number:02}" for number in range(20)]
    history.given(agreed(names[0]))
    for above, below in pairwise(names):
        history.given(agreed(below, parent=above))
    history.when(amended(names[0], parent=names[-1])).then_refused("cannot be a part of level-19")


def test_an_amendment_may_move_a_part_elsewhere(history: History) -> None:
    history.given(agreed("a"), agreed("b"), agreed("part", parent="a"))
    history.when(amended("part", parent="b")).then(amended("part", parent="b"))
    rows = {row["commitment"]: row["children"] for row in history.status()}
    assert (rows["a"], rows["b"]) == (None, {"count": 1, "status": "agreed"})
