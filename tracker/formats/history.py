"""A history: one CloudEvents 1.0 JSON object a line (CONTRACT §6)."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from events.kinds import BY_TYPE, RETRACTED
from events.tags import subject
from events.upcasting import UnreadableVersionError, downcast, upcast
from tracker.errors import InputError
from tracker.formats.renumbered import Renumbered
from tracker.log.stored import UNREADABLE, Fields, StoredFact

SOURCE = "urn:commitments-tracker"


def cloud_event(fact: StoredFact) -> dict[str, Any]:
    """Give a fact as a CloudEvent, its data as they were stored.

    The position is written for readers and ignored on reading.
    """
    position, stored_type, fields, stamp = fact
    if stored_type == UNREADABLE:
        stored_type, fields = fields["type"], {}
    elif isinstance(version := stamp.get("schema_version"), int):
        fields = downcast(stored_type, version, fields)
    digest = {"digest": stamp["digest"]} if "digest" in stamp else {}
    return {
        "specversion": "1.0",
        "id": stamp["id"],
        "source": SOURCE,
        "type": stored_type,
        "time": stamp["recorded_at"],
        "subject": _subject(stored_type, fields),
        "datacontenttype": "application/json",
        "recordedby": stamp["recorded_by"],
        "batch": stamp["batch"],
        "schemaversion": stamp.get("schema_version"),
        "toolversion": stamp.get("tool_version"),
        **digest,
        "position": position,
        "data": fields,
    }


def _subject(stored_type: str, fields: Fields) -> str | None:
    """Name what a fact is about; an event that is no fact of ours is shown without."""
    try:
        return subject(stored_type, fields)
    except (KeyError, TypeError, AttributeError, IndexError):
        return None


def readable(facts: Iterable[StoredFact], leave_out: Callable[[StoredFact], None]) -> Iterator[StoredFact]:
    """Leave out what is no fact, telling of each, and the retractions of it: no history may hold them."""
    gone = set[str]()
    for fact in facts:
        if fact.type not in BY_TYPE:
            leave_out(fact)
        elif fact.type != RETRACTED or fact.fields.get("event") not in gone:
            yield fact
            continue
        gone.add(str(fact.stamp.get("id")))


class HistoryLine(NamedTuple):
    """An event of a history: the number of its line, its type, its fact if the type is known.

    `written` is what the line says, before it is brought up to this schema version.
    """

    number: int
    type: str
    fact: StoredFact | None
    written: Fields


def history_lines(
    lines: Iterable[bytes], source: str, renumbered: Renumbered | None = None
) -> Iterator[HistoryLine]:
    """Read a history line by line; refuse one that is no event, with its number. Facts are not validated."""
    position = 0
    for number, line in _texts(lines, source):
        where = f"{source}:{number}"
        event = _event(line, where)
        given: Fields = event["data"] if isinstance(event.get("data"), dict) else {}
        written = {key: value for key, value in given.items() if value is not None}
        if event["type"] in BY_TYPE:
            position += 1
            if renumbered is not None:
                renumbered.see(number, event, position)
            yield HistoryLine(number, event["type"], _fact(event, written, position, where), written)
        else:
            yield HistoryLine(number, event["type"], None, written)


class HistoryLog:
    """A history as a log that a view can be built from."""

    def __init__(self, facts: list[StoredFact]) -> None:
        self._facts = facts

    def head(self) -> int:
        """Give the last position."""
        return len(self._facts)

    def event_id_at(self, position: int) -> str | None:
        """Give the event id at a position."""
        return self._facts[position - 1].stamp["id"] if 0 < position <= len(self._facts) else None

    def facts(self, after: int, until: int) -> Iterator[StoredFact]:
        """Give the facts after one position and up to another."""
        return iter(self._facts[after:until])


def _texts(lines: Iterable[bytes], source: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                "the line is not UTF-8", "Save the history as UTF-8.", f"{source}:{number}"
            ) from error
        if text.strip():
            yield number, text


def _event(line: str, where: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "the line is not JSON",
            "A history has one CloudEvent a line, as tracker export writes it.",
            where,
        ) from error
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise InputError(
            "the line is not a CloudEvent: it has no type",
            "Write a history with tracker export.",
            where,
        )
    return event


def _fact(event: dict[str, Any], written: Fields, position: int, where: str) -> StoredFact:
    try:
        stamp = {
            "id": event["id"],
            "recorded_at": event["time"],
            "recorded_by": event["recordedby"],
            "batch": event["batch"],
            "tool_version": event["toolversion"],
            "schema_version": event["schemaversion"],
            **({"digest": event["digest"]} if event.get("digest") is not None else {}),
        }
        if not isinstance(stamp["schema_version"], int):
            raise InputError("the schemaversion is no number", "Every event needs its whole stamp.", where)
        fields = upcast(event["type"], stamp["schema_version"], dict(written))
    except KeyError as error:
        raise InputError(
            f"the event has no {error.args[0]}", "Every event needs its whole stamp.", where
        ) from error
    except (UnreadableVersionError, TypeError) as error:
        raise InputError(
            f"the event cannot be read: {error}", "Use the tracker that wrote it.", where
        ) from error
    return StoredFact(position, event["type"], fields, stamp)
