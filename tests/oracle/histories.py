"""Strategies for histories: at first what others rest on, then anything in any order."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product

from drawn_facts import (
    Kinds,
    agreements,
    anything,
    asking,
    background,
    close_call,
    naming,
    occasions,
    proposals,
    resting,
    wishes,
)
from drawn_values import A_YEAR_APART, COMMITMENTS, TEXTS
from hypothesis import strategies as st
from oracle_world import Fields
from telling import Wish, told

from tracker.log.stored import StoredFact


@st.composite
def histories(draw: st.DrawFn, focus: str | None = None) -> list[StoredFact]:
    """Draw a history: at first what others rest on, then anything in any order.

    Some, or all with a focus, are about one thing alone: the `days` that are a rule's edges, the
    `names` it looks up, what is `resting` on what, or what is `asked` and what becomes of it.
    """
    recorded = draw(st.lists(wishes(background()), max_size=6))
    held = draw(st.lists(wishes(occasions()), max_size=2))
    kinds, least, most = draw(st.sampled_from(_FOCUSED[focus] if focus else _UNFOCUSED))
    beginnings = _BEGINNINGS.get(kinds, _MOSTLY_AGREED)
    first = [draw(wishes(each(name))) for name in COMMITMENTS[:2] for each in draw(beginnings)]
    rest = draw(st.lists(wishes(kinds()), min_size=least, max_size=most))
    return told([*recorded, *held, *first, *rest])


def close_calls() -> Iterator[list[StoredFact]]:
    """Give every history of two claims, a year apart to the day or one off, on one commitment."""
    agreed = {"id": "alpha", "text": TEXTS[2], "obligors": ["MX", "US"], "on": "2021-01-01"}
    statuses = ("fulfilled", "in-progress", "in-force", "withdrawn")
    sides: tuple[Fields, ...] = ({}, {"obligor": "US"})
    for first, second in product(A_YEAR_APART[:2], A_YEAR_APART[2:]):
        for one, other, side in product(statuses, statuses, sides):
            claim = {"commitment": "alpha", "by": ["MX"], "effective": first, "status": one}
            reply = {"commitment": "alpha", "by": ["US"], "effective": second, "status": other}
            yield told(
                (
                    Wish("commitment.agreed", agreed | {"deadline": second}, timedelta()),
                    Wish("status.updated", claim, timedelta()),
                    Wish("status.updated", reply | side, timedelta()),
                )
            )


def close_answers() -> Iterator[list[StoredFact]]:
    """Give every history of a proposal, a decline, an agreement and a claim, on the same day or one off.

    Some of the three are left out; at last the agreement, where there is one, is retracted.
    """
    asked: Fields = {"id": "alpha", "text": TEXTS[2], "obligors": ["MX", "US"], "deadline": "2022-01-01"}
    claims: tuple[Fields, ...] = ({"status": "in-force"}, {"status": "stalled"}, {"note": "as they said"})
    said = [claim | {"effective": day} for claim in claims for day in AROUND[:2]]
    for declined, agreed, claimed in product((None, *AROUND), (None, *AROUND, "2021-01"), (None, *said)):
        story = [Wish("commitment.proposed", asked | {"by": ["SANDAG"], "on": AROUND[1]}, timedelta())]
        if declined:
            decline = {"commitment": "alpha", "by": ["US"], "on": declined}
            story.append(Wish("commitment.declined", decline, timedelta()))
        if agreed:
            story.append(Wish("commitment.agreed", asked | {"on": agreed}, timedelta()))
        if claimed:
            claim = {"commitment": "alpha", "by": ["MX"]} | claimed
            story.append(Wish("status.updated", claim, timedelta()))
        if agreed:
            back = {"of_a_retraction": False, "standing": True, "back": int(bool(claimed))}
            story.append(Wish("event.retracted", back, timedelta()))
        yield told(story)


AROUND = ("2020-12-31", "2021-01-01", "2021-01-02")
"""A day and its neighbours."""

_Kinds = Callable[[], Kinds]
_Beginnings = st.SearchStrategy[tuple[Callable[[str], Kinds], ...]]
_MOSTLY_AGREED: _Beginnings = st.sampled_from(((agreements,), (agreements,), (proposals, agreements)))
_BEGINNINGS: dict[_Kinds, _Beginnings] = {
    asking: st.sampled_from(((proposals,), (proposals,), (proposals, agreements))),
    anything: st.sampled_from(((agreements,), (agreements,), (proposals, agreements), (proposals,))),
}
"""How a commitment begins, by what the history goes on with."""

_Rest = tuple[_Kinds, int, int]
_FOCUSED: dict[str, tuple[_Rest, ...]] = {
    "days": ((close_call, 2, 3), (close_call, 2, 8)),
    "names": ((naming, 6, 18), (naming, 12, 24)),
    "resting": ((resting, 6, 18), (resting, 12, 24)),
    "asked": ((asking, 3, 8), (asking, 12, 24)),
}
"""What a history of each focus goes on with: at least and at most how many wishes."""
_UNFOCUSED: tuple[_Rest, ...] = (
    *_FOCUSED["days"],
    *_FOCUSED["names"],
    *_FOCUSED["asked"],
    (resting, 6, 18),
    (anything, 1, 12),
    (anything, 20, 32),
)
