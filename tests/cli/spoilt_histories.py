"""Histories that other hands changed: what each change does to one line, or to the order of lines."""

from contextlib import suppress
from typing import Any

from command_line import signed
from fact_strategies import SHAPES, fact_of
from hypothesis import strategies as st

Event = dict[str, Any]

TIMES = ("0001-01-01T00:00:00.000000Z", "2022-02-28T23:59:59.999999Z", "2025-12-31T00:00:00.000000Z")
NAMES = ("alpha", "beta", "summit", "visit", "MX", "US", "US/DHS", "meeting:summit", "nowhere")
TEXTS = ("x" * 3_000, "=1+1", "~~~", "<b>&amp;", "a\u0301", "[x](y)", "| a |", "'; --", "\u05d0\u05d1")
DATES = ("0001", "9999-12-31", "2024-02-29", "0001-01-01/9999-12-31", "2022~/2023?")


@st.composite
def spoilt(draw: st.DrawFn, events: list[Event]) -> list[Event]:
    """Change one to four things in a history; what is changed is signed, as if it had been recorded so."""
    changed = list(events)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(changed) - 1))
        draw(st.sampled_from(_CHANGES))(draw, changed, place)
        if not changed:
            return events
    return changed


def _fields(draw: st.DrawFn, events: list[Event], place: int) -> None:
    """Put another value into a field, or a field of its type that was not there."""
    event = events[place]
    others = {name for each in SHAPES[event["type"]] for name in each} - {"tags", "stamp"}
    name = draw(st.sampled_from(sorted(others)))
    was = event["data"].get(name)
    value: Any = draw(st.sampled_from((*NAMES, *TEXTS, *DATES)))
    as_list = isinstance(was, list) or name in {"by", "obligors", "lead", "supporting", "themes", "spellings"}
    event = {**event, "data": {**event["data"], name: [value] if as_list else value}}
    _sign(events, place, event)


def _another_fact(draw: st.DrawFn, events: list[Event], place: int) -> None:
    """Put any fact there, about what the one that was there was about where it can be."""
    stored_type = draw(st.sampled_from(sorted(SHAPES)))
    fields = draw(fact_of(stored_type)).said
    for name in ("commitment", "occasion", "about", "parent", "superseded_by", "event"):
        if name in fields:
            fields = {
                **fields,
                name: draw(st.sampled_from((*NAMES, *(each["id"] for each in events[:place])))),
            }
    _sign(events, place, {**events[place], "type": stored_type, "data": fields})


def _another_stamp(draw: st.DrawFn, events: list[Event], place: int) -> None:
    """Let it be recorded by, at, or with something else."""
    other = draw(st.sampled_from(events))
    key = draw(st.sampled_from(("time", "recordedby", "batch", "toolversion")))
    value = draw(st.sampled_from((other[key], *(TIMES if key == "time" else TEXTS))))
    _sign(events, place, {**events[place], key: value})


def _again(draw: st.DrawFn, events: list[Event], place: int) -> None:
    """Put a line in again under another event id."""
    last = draw(st.integers(0xA000, 0xAFFF))
    _sign(events, place, {**events[place], "id": f"00000000-0000-7000-8000-{last:012x}"}, insert=True)


def _elsewhere(draw: st.DrawFn, events: list[Event], place: int) -> None:
    """Move a line."""
    events.insert(draw(st.integers(0, len(events) - 1)), events.pop(place))


def _gone(_: st.DrawFn, events: list[Event], place: int) -> None:
    """Leave a line out."""
    del events[place]


def _retracted(draw: st.DrawFn, events: list[Event], place: int) -> None:
    """Retract a line, whatever rests on it."""
    last = draw(st.integers(0xB000, 0xBFFF))
    own = {"id": f"00000000-0000-7000-8000-{last:012x}", "type": "event.retracted", "schemaversion": 1}
    data = {"event": events[place]["id"], "reason": "it was wrong"}
    kept = {name: value for name, value in events[place].items() if name != "digest"}
    events.append({**kept, **own, "data": data})


def _sign(events: list[Event], place: int, event: Event, *, insert: bool = False) -> None:
    with suppress(
        KeyError, TypeError, ValueError, AttributeError, IndexError
    ):  # it has no tags, so it cannot have a digest: it is no fact
        event = signed(event)
    if insert:
        events.insert(place, event)
    else:
        events[place] = event


_CHANGES = (
    _fields,
    _fields,
    _another_fact,
    _another_stamp,
    _again,
    _elsewhere,
    _gone,
    _retracted,
    _retracted,
)
