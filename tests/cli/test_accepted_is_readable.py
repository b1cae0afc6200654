"""What a desk recorded goes into another store and is read there; accepted is readable (CONTRACT §6)."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from command_line import CommandLine
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lived_desks import LATEST, Command, commands, exported, lived, written
from reading_verbs import everything_reads, within_its_time
from spoilt_histories import spoilt
from test_fuzz import examples

EXPLORED = (Phase.explicit, Phase.generate)
"""Nothing is made smaller: each example runs some forty commands."""


@settings(examples(40), phases=EXPLORED)
@given(commands())
def test_whatever_a_desk_recorded_is_imported_read_and_exported_as_it_was(done: list[Command]) -> None:
    desk = lived(done)
    history = written(exported(desk))
    with TemporaryDirectory() as folder:
        tracker = CommandLine(Path(folder), LATEST.date().isoformat())
        ran = tracker("import", "-", stdin=history)
        assert ran.exit_code == 0, ran.stderr
        answers = everything_reads(tracker)
        assert answers[("export",)].stdout == history
        assert answers[("status",)].exit_code == 0
        assert tracker.done("verify").stderr.startswith("Whole: ")
        rows = tracker.done("status", "--as-of", "2026-01-01", "-f", "json").json
        assert rows == desk.status()


@settings(examples(60), phases=EXPLORED)
@given(commands(), st.data())
def test_whatever_of_a_spoilt_history_is_accepted_is_read_and_the_rest_refused_with_its_line(
    done: list[Command], data: st.DataObject
) -> None:
    history = written(data.draw(spoilt(exported(lived(done)))))
    with TemporaryDirectory() as folder:
        tracker = CommandLine(Path(folder), LATEST.date().isoformat())
        ran = within_its_time(tracker, "import", "-", stdin=history)
        if ran.exit_code:
            assert ran.stderr.startswith("Error: stdin:"), ran.stderr
            assert not tracker.store.exists()
            return
        answers = everything_reads(tracker)
        assert said_in(answers[("export",)].stdout) == said_in(history)
        assert tracker.done("verify").stderr.startswith("Whole: ")


def said_in(history: str) -> list[dict[str, Any]]:
    """Read a history without what is made from the rest: positions, subjects, the tags of retractions."""
    events = [json.loads(line) for line in history.splitlines()]
    for event in events:
        event["position"] = event["subject"] = event["data"]["tags"] = None
    return events
