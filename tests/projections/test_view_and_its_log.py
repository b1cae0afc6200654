"""Which log a view is of, and what is said when that went back, or when nothing helps."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from desk import Desk, FactsLog, V, facts_of

from tracker.application import Tracker
from tracker.errors import DamagedViewError, StoreError
from tracker.projections.files import Builds


def lost(events: str) -> str:
    """Say what is said of a log that has lost events."""
    return (
        f"the log has lost {events}, which the view has seen:"
        " restore a backup, or go on without them (tracker rebuild)"
    )


def put_back(backup: Path, desk: Desk) -> None:
    """Put a backup in the place of the log."""
    for each in desk.path.parent.glob(f"{desk.path.name}-*"):
        each.unlink()
    shutil.copy(backup, desk.path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "log.db").record("a", "b")


def test_a_log_restored_from_a_backup_is_said_to_have_lost_what_the_view_has_seen(
    desk: Desk, tmp_path: Path
) -> None:
    shutil.copy(desk.path, tmp_path / "backup.db")
    desk.record("c", "d")
    assert desk.read() == ["a", "b", "c", "d"]
    put_back(tmp_path / "backup.db", desk)
    assert desk.read() == ["a", "b"]
    assert desk.read() == ["a", "b"]
    assert desk.said == [lost("#3\N{EN DASH}#4")] * 2


def test_a_log_that_went_back_and_then_on_is_said_to_have_lost_what_the_view_has_seen(
    desk: Desk, tmp_path: Path
) -> None:
    shutil.copy(desk.path, tmp_path / "backup.db")
    desk.record("c")
    assert desk.read() == ["a", "b", "c"]
    put_back(tmp_path / "backup.db", desk)
    desk.record("d", "e")
    assert desk.read() == ["a", "b", "d", "e"]
    assert desk.said == [lost("#3")]


def test_a_view_that_saw_what_was_lost_is_kept_until_it_is_rebuilt(desk: Desk, tmp_path: Path) -> None:
    shutil.copy(desk.path, tmp_path / "backup.db")
    desk.record("c")
    desk.read()
    shutil.copy(desk.path, tmp_path / "newer.db")
    put_back(tmp_path / "backup.db", desk)
    desk.read()
    put_back(tmp_path / "newer.db", desk)
    desk.said.clear()
    assert desk.read() == ["a", "b", "c"]
    put_back(tmp_path / "backup.db", desk)
    desk.rebuild()
    assert desk.read() == ["a", "b"]
    assert desk.said == []


def test_a_log_of_version_1_that_went_back_is_told_by_its_first_event(tmp_path: Path) -> None:
    log, facts, said = FactsLog(facts_of(9)), facts_of(9), list[str]()
    builds = Builds(tmp_path / "views", say=said.append)
    builds.open(log).close()
    log.all = facts[:6]
    builds.open(log).close()
    assert said == [lost("#7\N{EN DASH}#9")]
    log.all = facts_of(7)[2:]
    builds.open(log).close()
    assert said[1:] == ["the view is of another log; it is rebuilt from the log"]


@pytest.mark.parametrize("kept", range(1, 9))
def test_what_was_lost_is_found_however_much_is_left(tmp_path: Path, kept: int) -> None:
    log, said = FactsLog(facts_of(9)), list[str]()
    builds = Builds(tmp_path / "views", say=said.append)
    builds.open(log).close()
    others = [
        each._replace(stamp={**each.stamp, "id": f"{each.stamp['id']}-else"}) for each in log.all[kept:]
    ]
    log.all = [*log.all[:kept], *others]
    builds.open(log).close()
    assert said == [lost(f"#{kept + 1}\N{EN DASH}#9" if kept < 8 else "#9")]


# Never a loop


class TwoMinds(FactsLog):
    """A log that never gives one id twice."""

    asked = 0

    def event_id_at(self, _: int) -> str | None:
        """Give an id that it never gave before."""
        self.asked += 1
        return str(self.asked)


def test_a_view_that_a_rebuild_does_not_make_fit_is_built_once_and_then_refused(tmp_path: Path) -> None:
    log, said = TwoMinds(facts_of(5)), list[str]()
    builds = Builds(tmp_path / "views", say=said.append)
    for _ in range(2):
        with pytest.raises(StoreError, match="rebuilt up to event #5, and it still is of another log"):
            builds.open(log)
    assert len(list((tmp_path / "views").glob("view-*.sqlite"))) == 1
    assert len(list((tmp_path / "views").glob(f"view-{V}-2.sqlite"))) == 1


def test_a_log_whose_ids_two_parsers_would_read_in_two_ways_has_a_view(tmp_path: Path) -> None:
    class Other(FactsLog):
        def event_id_at(self, position: int) -> str | None:
            return f"other-{position}"

    said: list[str] = []
    for count in (3, 3, 5, 5):
        Builds(tmp_path / "views", say=said.append).open(Other(facts_of(count))).close()
    assert said == []
    assert len(list((tmp_path / "views").glob(f"view-{V}-1.sqlite"))) == 1


def test_a_mistake_of_ours_is_not_called_damage(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.read()
    desk.record("c")

    def mistaken(*_: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr("tracker.projections.current.refresh", mistaken)
    with pytest.raises(KeyError, match="ours"):
        desk.read()
    monkeypatch.undo()
    assert desk.read() == ["a", "b", "c"]
    assert desk.said == []


def test_a_question_of_ours_that_is_wrong_does_not_put_the_view_aside(desk: Desk) -> None:
    tracker = Tracker(desk.path, user="tester", say=desk.said.append)
    desk.read()
    before = desk.pointer
    with pytest.raises(sqlite3.OperationalError, match="no such column"), tracker.view() as connection:
        connection.execute("SELECT no_such FROM claim")
    assert desk.read() == ["a", "b"]
    assert (desk.pointer, desk.said) == (before, [])


def test_a_view_that_lacks_a_table_is_put_aside(desk: Desk) -> None:
    desk.read()
    connection = sqlite3.connect(desk.view)
    connection.execute("DROP TABLE claimant")
    connection.close()
    tracker = Tracker(desk.path, user="tester", say=desk.said.append)
    with pytest.raises(DamagedViewError), tracker.view() as view:
        view.execute("SELECT * FROM claimant")
    assert desk.read() == ["a", "b"]
    assert desk.differences() == []
