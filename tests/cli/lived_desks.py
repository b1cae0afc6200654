"""Desks that have lived: what was wished was recorded, corrected or retracted, as far as it was allowed."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from drawn_facts import agreements, anything, background, occasions, wishes
from drawn_values import COMMITMENTS, EPOCH
from hypothesis import strategies as st
from pydantic import ValidationError
from telling import Wish

from events.facts import FACTS, Fact
from tracker.decisions.record_facts import Line, RecordFacts
from tracker.formats.history import cloud_event
from tracker.testing import History

LATEST = datetime(2026, 1, 1, 12, tzinfo=UTC)
SOURCE = "desk.yaml"

Command = tuple[str, list[Wish]]
"""How something is recorded (`verb`, `minutes`, `restoring`, `with dependents`), and what."""


@st.composite
def commands(draw: st.DrawFn) -> list[Command]:
    """Draw what a desk does: at first what others rest on, then anything in any order."""
    first = [wishes(background()), wishes(background()), wishes(occasions())]
    first += [wishes(agreements(name)) for name in COMMITMENTS[:2]]
    begun = [("verb", [draw(wish)]) for wish in first]
    several = st.lists(wishes(anything()), min_size=1, max_size=4)
    how = st.sampled_from(("verb", "minutes", "minutes", "restoring", "with dependents"))
    return begun + draw(st.lists(st.tuples(how, several), min_size=8, max_size=30))


def lived(done: Iterable[Command]) -> History:
    """Let a desk do all this; what is refused is left out."""
    desk, now = History(), EPOCH
    for how, wished in done:
        facts = list[Fact]()
        for wish in wished:
            now = min(now + wish.clock, LATEST)
            if wish.type == "event.retracted":
                _retract(desk.at(now), wish.fields, with_dependents=how == "with dependents")
            elif fact := _fact(wish):
                facts.append(fact)
        _record(desk.at(now), facts, how)
    return desk


def _fact(wish: Wish) -> Fact | None:
    try:
        return FACTS[wish.type].model_validate(wish.fields)
    except ValidationError:
        return None


def _record(desk: History, facts: list[Fact], how: str) -> None:
    if how == "verb":
        for fact in facts:
            desk.when(fact)
        return
    lines = [Line(f"{SOURCE}:{place}", fact, SOURCE) for place, fact in enumerate(facts, 1)]
    if lines:
        desk.when(lambda stamps: RecordFacts(lines, stamps, restores=how == "restoring"))


def _retract(desk: History, fields: dict[str, Any], *, with_dependents: bool) -> None:
    stored = [f for f in desk.facts() if (f.type == "event.retracted") is fields["of_a_retraction"]]
    if stored:
        target = stored[-1 - fields["back"] % len(stored)]
        fact = FACTS[target.type].read(target.fields, target.stamp)
        desk.when_retracted(fact, with_dependents=with_dependents)


def exported(desk: History) -> list[dict[str, Any]]:
    """Give the history of a desk as `tracker export` writes it, an event a line."""
    return [cloud_event(fact) for fact in desk.facts()]


def written(events: Iterable[dict[str, Any]]) -> str:
    """Write events as a history."""
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
