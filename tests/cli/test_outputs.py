"""What the reading verbs print, kept as files that a person can read (tests/cli/golden)."""

import pytest
from command_line import GOLDEN, CommandLine

OUTPUTS = {
    "status-80.txt": (80, "status"),
    "status-200.txt": (200, "status"),
    "status-es-120.txt": (120, "status --lang es"),
    "brief-es.md": (None, "brief --lang es"),
    "check-es.txt": (120, "check --lang es"),
    "timeline-radio-network-es.txt": (120, "timeline radio --lang es"),
    "status-as-of-2022.txt": (120, "status --as-of 2022"),
    "status-known-at-2022-09-30.txt": (120, "status --known-at 2022-09-30 --as-of 2022"),
    "status.md": (None, "status -f markdown --limit 2"),
    "status.csv": (None, "status -f csv"),
    "status.html": (None, "status -f html --limit 1"),
    "status.ids": (None, "status -f ids --schedule slipped --schedule met"),
    "customs-window.json": (None, "status --search customs -f json"),
    "show-sixaola-bridge.txt": (None, "show sixaola"),
    "show-sixaola-bridge-es.md": (None, "show sixaola --lang es -f markdown"),
    "show-meeting.txt": (None, "show 2022-09"),
    "show-institution.txt": (None, "show MOPT"),
    "timeline-radio-network.txt": (None, "timeline radio"),
    "meetings.txt": (None, "meetings"),
    "people.txt": (None, "people"),
    "scorecard-party.txt": (None, "scorecard"),
    "scorecard-theme.txt": (None, "scorecard --by theme"),
    "scorecard-institution.csv": (None, "scorecard --by institution -f csv"),
    "brief.md": (None, "brief"),
    "brief-of-a-party-since-a-day.md": (None, "brief --party PA --since 2022-09-02 --as-of 2024-06"),
    "check.txt": (None, "check --stale 180"),
    "changes.txt": (100, "changes --since 2022-09-02 --until 2024"),
    "changes-es.md": (None, "changes --since 2022-09-02-david --until 2024 --lang es -f markdown"),
    "changes-since-an-event.txt": (80, "changes --since #23 --party CR"),
    "list-parties.txt": (80, "list parties"),
    "list-themes-es.txt": (80, "list themes --lang es"),
    "events.txt": (None, "events --tag commitment:radio-network"),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_reading_verb_prints_what_is_kept(
    name: str,
    shared_desk: CommandLine,
    *,
    golden_is_rewritten: bool,
) -> None:
    width, command = OUTPUTS[name]
    shared_desk.terminal(width)
    ran = shared_desk(*command.split())
    assert ran.exit_code == (1 if command.startswith("check") else 0), ran.stderr
    kept = GOLDEN / name
    if golden_is_rewritten:
        kept.write_text(ran.stdout, encoding="utf-8")
    assert ran.stdout == kept.read_text(encoding="utf-8"), f"tracker {command}"


def test_every_kept_output_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(OUTPUTS)


@pytest.mark.parametrize("name", [name for name, (width, _) in OUTPUTS.items() if width])
def test_a_table_is_never_wider_than_its_terminal(name: str, shared_desk: CommandLine) -> None:
    _, command = OUTPUTS[name]
    for width in range(30, 260, 7):
        shared_desk.terminal(width)
        widest = max(map(len, shared_desk(*command.split()).stdout.splitlines()))
        assert widest <= width, f"tracker {command} at {width} columns"
