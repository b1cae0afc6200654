"""The facts of a history, one after the other, each valid and there once (CONTRACT §6)."""

import json
from collections.abc import Iterator

from pydantic import ValidationError

from events.facts import FACTS, EventRetracted, Fact
from tracker.errors import RefusedError
from tracker.history import history_lines
from tracker.refusals import refuse

Unknown = list[tuple[int, str]]
"""Numbers of lines and the types they have, which nobody here knows."""


def valid_facts(data: bytes, source: str, unknown: Unknown | None = None) -> Iterator[Fact]:
    """Read and validate facts without keeping them; refuse the first that is none, with its line.

    A fact of an unknown type is refused too, unless `unknown` takes it.
    """
    targets = _targets(data)
    ids, tags = set[str](), dict[str, tuple[str, ...]]()
    for number, stored_type, event_id, stored in history_lines(data, source):
        where = f"{source}:{number}"
        if event_id in ids:
            raise RefusedError(f"the event {event_id} is there twice", "Keep one of them.", where)
        ids.add(event_id)
        if stored is None:
            if unknown is None:
                raise RefusedError(
                    f"the type {stored_type} is not known",
                    "Use the tracker that wrote it; replay shows what can be read.",
                    where,
                )
            unknown.append((number, stored_type))
            continue
        fields = stored.fields
        if stored_type == EventRetracted.TOPIC:
            target = fields.get("event")
            if target not in ids or target == event_id:
                raise RefusedError(
                    f"it retracts {target}, which is not before it", "Keep the order of the history.", where
                )
            if target not in targets:
                raise RefusedError(
                    "its type is written with escapes", "Write it plainly, as tracker export does.", where
                )
            fields = {**fields, "tags": tags.get(str(target), ())}
        kind = FACTS[stored_type]
        try:
            fact = kind.model_validate({**fields, "stamp": stored.stamp})
        except ValidationError as error:
            raise refuse(error, kind, where) from error
        if event_id in targets:
            tags[event_id] = tuple(fact.all_tags())
        yield fact


def _targets(data: bytes) -> set[str]:
    """Find the events that retractions name, whose tags must be at hand; what is no line is refused later."""
    targets = set[str]()
    start = 0
    while (found := data.find(b'"event.retracted"', start)) >= 0:
        start = data.find(b"\n", found) + 1 or len(data)
        try:
            event = json.loads(data[data.rfind(b"\n", 0, found) + 1 : start])
            targets.add(str(event["data"]["event"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return targets
