"""A log written past the decisions, as a hostile desk might: a sentence with the place, never a hang."""

import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from eventsourcing.dcb.api import DCBEvent

from events.canonical import stored_form
from events.tags import tags_of
from tracker.application import Tracker
from tracker.cli import main
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.testing import agreed

FIRST, SECOND, THIRD = (f"01900000-0000-7000-8000-00000000000{end}" for end in "abc")
COMMANDS = (
    *("status", "show crossing", "timeline crossing", "check", "brief", "scorecard --by institution"),
    *("people", "meetings", "events", "events -f ndjson", "export", "undo --yes --any"),
    *("update crossing fulfilled --by US --on 2024-03-01", "meeting summit --held 2024"),
)


def event(stored_type: str, fields: dict[str, Any], event_id: str = FIRST) -> DCBEvent:
    """Write an event as our own mapper would."""
    stamp = {"id": event_id, "recorded_at": "2024-01-01T00:00:00.000000Z", "recorded_by": "other"}
    stamp |= {"batch": event_id, "tool_version": "1"}
    whole = {**stamp, "schema_version": 1}
    try:
        tags = tags_of(stored_type, fields, whole)
    except (KeyError, TypeError, AttributeError):
        tags = ["commitment:crossing"]
    return DCBEvent(stored_type, stored_form(fields, whole), tags)


def retraction(target: str, event_id: str) -> DCBEvent:
    fields = {"event": target, "reason": "because", "tags": ["commitment:crossing"]}
    return event("event.retracted", fields, event_id)


WRITTEN = {
    "a retraction of itself": [retraction(FIRST, FIRST)],
    "two that retract each other": [retraction(SECOND, FIRST), retraction(FIRST, SECOND)],
    "a retraction of what is later": [
        retraction(SECOND, FIRST),
        event("meeting.held", {"id": "m", "held": "2024"}, SECOND),
    ],
    "one id twice": [event("meeting.held", {"id": each, "held": "2024"}) for each in "mn"],
    "an id that is taken": [
        event("commitment.agreed", {"id": "crossing", "obligors": ["MX"], "text": {"en": "x"}, "on": "2024"})
    ],
    "a claim without its fields": [event("status.updated", {"commitment": "crossing"})],
    "a claim with a date that is none": [
        event(
            "status.updated",
            {"commitment": "crossing", "by": ["US"], "effective": "soon", "status": "fulfilled"},
        )
    ],
    "a claim with a status that is none": [
        event(
            "status.updated", {"commitment": "crossing", "by": ["US"], "effective": "2024", "status": "fine"}
        )
    ],
    "a claim of other kinds of values": [
        event("status.updated", {"commitment": ["crossing"], "by": {"US": 1}, "effective": 7, "percent": "x"})
    ],
    "an unknown type": [event("treaty.signed", {"id": "x"})],
    "a commitment inside itself": [
        event("commitment.amended", {"commitment": "crossing", "parent": "crossing", "on": "2024-02-01"})
    ],
    "institutions inside each other": [
        event("institution.recorded", {"party": "US", "id": "X", "parent": "Y"}, FIRST),
        event("institution.recorded", {"party": "US", "id": "Y", "parent": "X"}, SECOND),
    ],
    "a claim of nothing": [
        event(
            "status.updated",
            {"commitment": "nowhere", "by": ["US"], "effective": "2024", "status": "fulfilled"},
        )
    ],
    "a meeting retracted under what rests on it": [
        event("meeting.held", {"id": "m", "held": "2024"}, FIRST),
        event("delegation.recorded", {"occasion": "m", "party": "US", "members": [{"name": "A"}]}, SECOND),
        retraction(FIRST, THIRD),
    ],
    "a delegation of nobody": [event("delegation.recorded", {"party": "US", "members": 7})],
    "evidence about nothing": [event("evidence.added", {"about": 7, "url": "https://example.org"})],
}


class TooLateError(BaseException):
    """What no command may take for an error of its own, as it would a TimeoutError."""


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """Fail what hangs."""

    def late(_: int, __: FrameType | None) -> None:
        raise TooLateError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_log_written_by_other_hands_is_read_or_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    tracker = Tracker(path, user="desk")
    tracker.record(agreed("crossing", on="2024-01-01"))
    tracker.close()
    recorder = SQLiteDCBRecorder(path)
    recorder.append(WRITTEN[name])
    recorder.close()

    def ran(command: str) -> Result:
        result = CliRunner().invoke(main, [*command.split(), "--store", str(path)])
        assert result.exception is None or isinstance(result.exception, SystemExit), (command, result)
        if result.exit_code and not command.startswith("check"):
            assert "Error: " in result.stderr, command
        return result

    verified = ran("verify")
    assert verified.exit_code == 1, verified.stderr
    assert verified.stderr.startswith(("Error: #2 ", "Error: #3 ", "Error: #4 ")), verified.stderr
    assert NOT_TOGETHER.get(name, "Error: ") in verified.stderr
    for command in COMMANDS:
        ran(command)


NOT_TOGETHER = {
    "an id that is taken": "Error: #2 could not have been recorded: crossing is recorded before it already.",
    "institutions inside each other": "#2 could not have been recorded: there is no institution US/Y.",
    "a claim of nothing": "#2 could not have been recorded: there is no commitment nowhere.",
    "a meeting retracted under what rests on it": "#4 could not have been recorded: it retracts m, on which",
}
"""Each event is a fact, but they do not go together, as recording would have seen."""
