"""A view is compared with what its log gives: whatever other hands change in it is found, and named."""

import sqlite3
from pathlib import Path

import pytest
from desk import Desk, FactsLog, facts_of

from tracker.application import Tracker
from tracker.log.upkeep import DamagedError
from tracker.projections.build import BATCH, catch_up, differences, in_memory
from tracker.testing import History, agreed, claimed, held, institution

EDITS = {
    "UPDATE claim SET status = 'fulfilled'": "in claim, the row of commitment a, earliest 2023-01-01",
    "DELETE FROM claim": "in claim, the row of commitment a",
    "INSERT INTO claimant VALUES ('CA', 1)": "in claimant, the row of name CA is too much",
    "DELETE FROM current WHERE commitment = 'b'": "in current, the row of commitment b is missing",
    "UPDATE commitment SET obligors = '[\"MX\"]' WHERE id = 'b'": "in commitment, the row of position 2,",
    "UPDATE event SET recorded_by = 'other' WHERE position = 2": "in event, the row of position 2 is changed",
    "UPDATE meta SET known_at = '9999'": "in meta, the row of one 1 is changed",
    "INSERT INTO retraction VALUES (3, 'x', 'y', 1)": "in retraction, the row of position 3 is too much",
    "INSERT INTO search (rowid, words) VALUES (9, 'tunnel')": "in the full text, the row of term tunnel",
    "DELETE FROM search_data WHERE id > 10": "damaged",
    "DELETE FROM search_docsize": "in search_docsize, the row of id 1 is missing",
    "CREATE TABLE more (x)": "the row of type table, name more is too much",
    "DROP INDEX claim_by_position": "the row of type index, name claim_by_position is missing",
    "CREATE TRIGGER forge AFTER INSERT ON claim BEGIN DELETE FROM claim; END": "name forge is too much",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "log.db").record("a", "b")
    tracker = Tracker(desk.path, user="tester")
    tracker.record(claimed("a"))
    tracker.close()
    desk.read()
    return desk


def test_a_view_that_is_what_its_log_gives_has_no_differences(desk: Desk) -> None:
    assert desk.differences() == []
    desk.record("c")
    assert desk.differences() == []
    desk.read()
    assert desk.differences() == []


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_other_hands_change_in_a_view_is_found_and_named(desk: Desk, edit: str) -> None:
    connection = sqlite3.connect(desk.view)
    connection.execute(edit)
    connection.commit()
    connection.close()
    assert EDITS[edit] in desk.differences()[-1]
    desk.rebuild()
    assert desk.differences() == []


def test_verify_names_an_edited_view_and_what_to_do(desk: Desk) -> None:
    tracker = Tracker(desk.path, user="tester")
    assert tracker.verify() == 3
    connection = sqlite3.connect(desk.view)
    connection.execute("UPDATE claim SET status = 'fulfilled'")
    connection.commit()
    connection.close()
    assert [row["status"] for row in tracker.status()][:1] == ["fulfilled"]
    with pytest.raises(DamagedError, match="the view is not what the log gives: in claim") as refused:
        tracker.verify()
    assert "tracker rebuild" in refused.value.hint
    tracker.rebuild()
    assert tracker.verify() == 3


def test_verify_says_nothing_of_a_view_that_is_not_there(desk: Desk) -> None:
    for each in desk.folder.iterdir():
        each.unlink()
    assert Tracker(desk.path, user="tester").verify() == 3


def test_verify_says_that_a_log_lost_what_its_view_has_seen(desk: Desk, tmp_path: Path) -> None:
    Tracker(desk.path, user="tester").close()
    backup = tmp_path / "backup.db"
    backup.write_bytes(desk.path.read_bytes())
    desk.record("c")
    desk.read()
    desk.path.write_bytes(backup.read_bytes())
    for each in tmp_path.glob("log.db-*"):
        each.unlink()
    with pytest.raises(DamagedError, match="the log has lost #4, which the view has seen"):
        Tracker(desk.path, user="tester").verify()


def test_a_view_that_was_caught_up_in_steps_is_what_its_log_gives(history: History) -> None:
    history.given(held(), institution(), agreed("a", occasion="summit"), agreed("b", parent="a"))
    history.given(claimed("a", "fulfilled"), claimed("b", "stalled", by="MX"), claimed("a", None, note="x"))
    history.when_retracted(history.last("status.updated"))
    history.when_retracted(history.last("event.retracted"))
    log = FactsLog(history.facts())
    connection = in_memory(FactsLog([]))
    for end in range(1, log.head() + 1):
        catch_up(connection, FactsLog(log.all[:end]))
    assert differences(connection, log) == []


def test_what_was_recorded_after_a_view_was_read_is_no_difference() -> None:
    facts = facts_of(2 * BATCH)
    connection = in_memory(FactsLog(facts[: BATCH + 7]))
    assert differences(connection, FactsLog(facts)) == []
