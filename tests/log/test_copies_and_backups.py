"""What is copied from one kind of store into another is counted again, and let go."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.application import Tracker
from tracker.errors import StoreError
from tracker.log import upkeep
from tracker.log.sqlite.recorder import SQLiteDCBRecorder
from tracker.log.store import SQLiteStore
from tracker.log.stored import RawEvent
from tracker.log.upkeep import append, backup, copy, verify
from tracker.testing import agreed


class Elsewhere:
    """A store that is no file to whoever asks: it is copied event by event."""

    def __init__(self, store: SQLiteStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Any:
    tracker = Tracker(tmp_path / "desk.db", user="tester")
    for name in ("one", "two", "three"):
        tracker.record(agreed(name))
    tracker.close()
    return Elsewhere(SQLiteStore(tmp_path / "desk.db"))


def test_a_backup_of_what_is_no_file_is_all_of_it(elsewhere: Any, tmp_path: Path) -> None:
    assert backup(elsewhere, tmp_path / "backup.db") == 3
    assert verify(SQLiteStore(tmp_path / "backup.db")) == 3


def test_a_backup_that_lost_something_on_the_way_gets_no_name(
    elsewhere: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_more(*given: Any) -> int:
        return copy(*given) + 1

    monkeypatch.setattr(upkeep, "copy", one_more)
    with pytest.raises(StoreError, match="does not have what was written into it"):
        backup(elsewhere, tmp_path / "backup.db")
    assert [each.name for each in tmp_path.iterdir() if "backup" in each.name] == []


def test_a_recorder_is_closed_once_it_copied_whatever_came(
    elsewhere: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = list[SQLiteDCBRecorder]()
    close = SQLiteDCBRecorder.close

    def noted(self: SQLiteDCBRecorder) -> None:
        closed.append(self)
        close(self)

    monkeypatch.setattr(SQLiteDCBRecorder, "close", noted)
    target = SQLiteStore(tmp_path / "copy.db")
    assert copy(elsewhere, target) == 3
    assert len(closed) == 1

    def broken() -> Iterator[RawEvent]:
        raise StoreError("it was cut off")
        yield

    with pytest.raises(StoreError, match="cut off"):
        append(target, broken(), 0, 3, None, 2)
    assert len(closed) == 2
