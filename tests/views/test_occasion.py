"""What stands of a commitment and belongs to no occasion: its own facts, and nothing said elsewhere."""

from contextlib import closing
from pathlib import Path

from tracker.application import Tracker
from tracker.testing import agreed, claimed, held
from tracker.views.occasion import said_at_none


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
