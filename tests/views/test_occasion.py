"""What stands of a commitment and belongs to no occasion: its own facts, and nothing said elsewhere."""

from contextlib import closing
from pathlib import Path

import pytest

from tracker.application import Tracker
from tracker.testing import agreed, claimed, held
from tracker.views.occasion import said_at, said_at_none


def test_what_belongs_to_no_occasion_is_of_that_commitment_alone(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    for each in (
        held(),
        agreed("crossing"),
        agreed("lane", parent="crossing"),
        agreed("gate", occasion="summit"),
    ):
        tracker.record(each)
    tracker.record(claimed("crossing"))
    tracker.record(claimed("crossing", "stalled", on="2024-01-01", occasion="summit"))
    tracker.retract("#5", "a misreading")
    with closing(tracker.log()) as log, tracker.view() as connection:
        found = {
            name: [fact.position for fact in said_at_none(connection, log, name)]
            for name in ("crossing", "gate")
        }
    assert found == {"crossing": [2], "gate": []}


MINUTES = """
meeting: {{id: summit, held: 2024-03-01, title: {title}}}
commitments: [{{id: gate, text: A gate., obligors: [MX]}}]
updates: [{{commitment: gate, by: MX, status: {status}, effective: 2024-04-01, external: row 1}}]
"""


@pytest.mark.parametrize(
    "written",
    [
        [("First", "fulfilled")],
        [("First", "stalled"), ("First", "fulfilled")],
        [("First", "fulfilled"), ("Second", "fulfilled")],
        [("First", "stalled"), ("Second", "in-progress"), ("Second", "fulfilled"), ("Third", "fulfilled")],
    ],
)
def test_minutes_that_were_corrected_are_told_whole(written: list[tuple[str, str]], tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    for title, status in written:
        tracker.record_minutes(MINUTES.format(title=title, status=status).encode(), "summit.yaml")
    tracker.record(claimed("gate", "stalled", on="2024-05-01"))  # in nobody's minutes
    with closing(tracker.log()) as log, tracker.view() as connection:
        found = said_at(connection, log, "meeting:summit")
    assert sorted((fact.type, fact.fields.get("status")) for fact in found) == [
        ("commitment.agreed", None),
        ("meeting.held", None),
        ("status.updated", "fulfilled"),
    ]


def test_of_a_command_with_two_meetings_nobody_knows_whose_claim_it_was(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    one = MINUTES.format(title="One", status="stalled").encode()
    tracker.record_files([(one, "one.yaml"), (b"meeting: {id: other, held: 2024-04-01}", "other.yaml")])
    with closing(tracker.log()) as log, tracker.view() as connection:
        found = said_at(connection, log, "meeting:summit")
    assert {fact.type for fact in found} == {"meeting.held", "commitment.agreed"}
