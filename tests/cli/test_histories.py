"""Histories that stay for ever (tests/histories): each of them replays, some to a table that is kept."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from command_line import HISTORIES, CommandLine

from events.kinds import KINDS
from events.upcasting import SCHEMA_VERSION
from tracker.formats.history import history_lines
from tracker.pages.answer import caption, rows_as
from tracker.pages.columns import STATUS
from tracker.pages.render import Page
from tracker.testing import replay

KEPT = sorted(HISTORIES.glob("*.jsonl"))
WITH_TABLE = [path for path in KEPT if path.with_suffix(".status.txt").exists()]
OF_VERSION_1 = ("seed-2022-03-14", "dossier")
OF_VERSION_2 = ("seed-2022-03-14.v2", "dossier.v2", "vocabulary-2")
AS_OF = "2025-06-30"


def name(path: Path) -> str:
    return path.stem


def versions(history: Path) -> set[int]:
    lines = history_lines(BytesIO(history.read_bytes()), history.name)
    return {line.fact.stamp["schema_version"] for line in lines if line.fact}


def test_the_seed_meeting_and_the_dossier_are_kept_as_each_version_wrote_them() -> None:
    assert {*OF_VERSION_1, *OF_VERSION_2} == {path.stem for path in WITH_TABLE}
    assert {(history.stem, *versions(history)) for history in KEPT} == {
        *((kept, 1) for kept in OF_VERSION_1),
        *((kept, 2) for kept in OF_VERSION_2),
    }


def test_what_a_version_brought_is_in_a_history_of_it() -> None:
    """One of every new kind, of every new field, and of every status that is new."""
    history = (HISTORIES / "vocabulary-2.jsonl").read_bytes()
    events = [json.loads(line) for line in history.splitlines()]
    assert {kind.type for kind in KINDS if kind.since == SCHEMA_VERSION} <= {
        event["type"] for event in events
    }
    data = [event["data"] for event in events]
    assert {event["type"] for event in events if "other" in event["data"]} == {
        *("meeting.held", "document.published", "commitment.proposed", "commitment.agreed", "status.updated")
    }
    assert max(len(each.get("themes", ())) for each in data) == 3
    assert "in-force" in {each.get("status") for each in data}
    assert [each for each in data if "about" in each and "published" not in each]


@pytest.mark.parametrize("history", KEPT, ids=name)
def test_a_kept_history_goes_into_a_store_and_comes_out_as_it_is(history: Path, tracker: CommandLine) -> None:
    kept = history.read_bytes()
    tracker.done("import", str(history))
    assert tracker.done("export").stdout.encode() == kept
    assert tracker.done("verify").stderr.startswith(f"Whole: {len(kept.splitlines())} events")


@pytest.mark.parametrize("history", KEPT, ids=name)
def test_a_kept_history_is_gone_on_with(history: Path, tracker: CommandLine) -> None:
    kept = history.read_text("utf-8")
    tracker.drawing_from(0x1000).done("import", str(history))
    rows = tracker.done("status", "-f", "json").json
    commitment, obligors = next(
        (row["commitment"], row["obligors"]) for row in rows if row["status"] in {"agreed", "in-force"}
    )
    tracker.done("update", commitment, "stalled", "--by", obligors[0], "--on", AS_OF)
    tracker.done("amend", commitment, "--theme", "one", "--theme", "two", "--on", AS_OF)
    exported = tracker.done("export").stdout
    *before, claim, amendment = exported.splitlines(keepends=True)
    assert "".join(before) == kept
    for event in map(json.loads, (claim, amendment)):
        assert (event["schemaversion"], len(event["digest"])) == (SCHEMA_VERSION, 32)
    rows = tracker.done("status", "-f", "json").json
    (row,) = (row for row in rows if row["commitment"] == commitment)
    assert (row["themes"], row["last_update"]) == (["one", "two"], AS_OF)
    tracker.done("verify")
    replayed = tracker.done("replay", "-", "--as-of", AS_OF, "-f", "json", stdin=exported).json
    assert replayed == rows


@pytest.mark.parametrize("history", ["seed-2022-03-14", "dossier"])
def test_both_versions_of_a_history_say_the_same(history: str) -> None:
    one, two = (HISTORIES / f"{history}{version}.jsonl" for version in ("", ".v2"))
    assert facts_of(one.read_bytes()) == facts_of(two.read_bytes())
    assert replay(one).status(as_of=AS_OF) == replay(two).status(as_of=AS_OF)


@pytest.mark.parametrize("history", KEPT, ids=name)
def test_every_kept_history_replays(history: Path) -> None:
    kept = list(history_lines(BytesIO(history.read_bytes()), history.name))
    assert kept
    assert all(line.fact for line in kept)
    replay(history).then_delivered_twice_changes_nothing().then_rebuild_equals_incremental()


@pytest.mark.parametrize("history", WITH_TABLE, ids=name)
def test_a_history_replays_to_its_status_table(
    history: Path, tracker: CommandLine, *, golden_is_rewritten: bool
) -> None:
    kept = history.with_suffix(".status.txt")
    page = Page(caption=caption(AS_OF, "", "en"))
    found = rows_as("table", STATUS, replay(history).status(as_of=AS_OF), page=page) + "\n"
    if golden_is_rewritten:
        kept.write_text(found, encoding="utf-8")
    table = kept.read_text(encoding="utf-8")
    assert found == table
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
    recorded = tracker.done("export").stdout.encode()
    for kept in ("seed-2022-03-14", "seed-2022-03-14.v2"):
        assert facts_of(recorded) == facts_of((HISTORIES / f"{kept}.jsonl").read_bytes())


def test_the_dossier_records_what_its_history_holds(desk: CommandLine) -> None:
    recorded = desk.done("export").stdout.encode()
    for kept in ("dossier", "dossier.v2"):
        assert facts_of(recorded) == facts_of((HISTORIES / f"{kept}.jsonl").read_bytes())


def _without_version(stamp: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in stamp.items() if name != "digest"}
    return {**kept, "tool_version": "", "schema_version": 0}


def facts_of(history: bytes) -> list[object]:
    """Give the facts of a history without what changes with the version of the tool."""
    return [
        (fact.type, fact.fields, _without_version(fact.stamp))
        for _, _, fact, _ in history_lines(BytesIO(history), "history")
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
