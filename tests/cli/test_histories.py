"""Histories that stay for ever (tests/histories): each of them replays, some to a table that is kept."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import HISTORIES, CommandLine

from tracker.formats.history import history_lines
from tracker.pages.answer import rows_as
from tracker.pages.columns import STATUS
from tracker.testing import replay

KEPT = sorted(HISTORIES.glob("*.jsonl"))
WITH_TABLE = [path for path in KEPT if path.with_suffix(".status.txt").exists()]
AS_OF = "2025-06-30"


def name(path: Path) -> str:
    return path.stem


def test_the_seed_meeting_and_the_dossier_are_kept() -> None:
    assert {"seed-2022-03-14", "dossier"} <= {path.stem for path in WITH_TABLE}


@pytest.mark.parametrize("history", KEPT, ids=name)
def test_every_kept_history_replays(history: Path) -> None:
    kept = list(history_lines(history.read_bytes(), history.name))
    assert kept
    assert all(line.fact for line in kept)
    replay(history).then_delivered_twice_changes_nothing().then_rebuild_equals_incremental()


@pytest.mark.parametrize("history", WITH_TABLE, ids=name)
def test_a_history_replays_to_its_status_table(history: Path, tracker: CommandLine) -> None:
    table = history.with_suffix(".status.txt").read_text(encoding="utf-8")
    rows = replay(history).status(as_of=AS_OF)
    assert rows_as("table", STATUS, rows) + "\n" == table
    assert tracker.done("replay", str(history), "--as-of", AS_OF).stdout == table
    assert not tracker.store.exists()


@pytest.mark.parametrize("history", KEPT, ids=name)
def test_a_history_says_the_same_in_every_format(history: Path, tracker: CommandLine) -> None:
    rows = tracker.done("replay", str(history), "--as-of", AS_OF, "-f", "json").json
    assert rows == replay(history).status(as_of=AS_OF)
    ids = tracker.done("replay", str(history), "--as-of", AS_OF, "-f", "ids").stdout
    assert ids.splitlines() == [row["commitment"] for row in rows]


def test_the_demo_records_what_the_seed_history_holds(tracker: CommandLine) -> None:
    tracker.done("demo", "--store", "desk.db")
    kept = (HISTORIES / "seed-2022-03-14.jsonl").read_bytes()
    recorded = tracker.done("export").stdout.encode()
    assert facts_of(recorded) == facts_of(kept)


def test_the_dossier_records_what_its_history_holds(desk: CommandLine) -> None:
    kept = (HISTORIES / "dossier.jsonl").read_bytes()
    recorded = desk.done("export").stdout.encode()
    assert facts_of(recorded) == facts_of(kept)


def _without_version(stamp: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in stamp.items() if name != "digest"}
    return {**kept, "tool_version": "", "schema_version": 0}


def facts_of(history: bytes) -> list[object]:
    """Give the facts of a history without what changes with the version of the tool."""
    return [
        (fact.type, fact.fields, _without_version(fact.stamp))
        for _, _, fact, _ in history_lines(history, "history")
        if fact
    ]


@pytest.mark.parametrize(
    ("stored_type", "key", "value"),
    [
        ("delegation.recorded", "members", ["Ana"]),
        ("delegation.recorded", "members", "Ana"),
        ("status.updated", "evidence", ["https://example.org"]),
        ("status.updated", "by", "PA"),
        ("commitment.agreed", "text", "Share it"),
        ("commitment.agreed", "obligors", "PA"),
    ],
)
def test_a_history_with_the_short_forms_of_minutes_is_replayed_or_refused(
    stored_type: str, key: str, value: object, tracker: CommandLine
) -> None:
    events = [json.loads(line) for line in (HISTORIES / "dossier.jsonl").read_text("utf-8").splitlines()]
    for event in events:
        if event["type"] == stored_type:
            event["data"][key] = value
    ran = tracker("replay", "-", stdin="\n".join(map(json.dumps, events)))
    assert ran.exit_code in {0, 1}
