"""Every fact is stamped: who recorded it, when, in which command, with what."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest

from events.facts import Fact
from tracker import __version__
from tracker.application import Tracker
from tracker.errors import TrackerError
from tracker.log.sqlite.log import SQLiteLog
from tracker.testing import agreed, claimed, held

MINUTES = b"meeting: {id: s, held: 2022}\ncommitments: [{id: x, text: t, obligors: US}]"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def stamps(path: Path) -> list[dict[str, str]]:
    log = SQLiteLog(path)
    found = [each.stamp for each in log.facts(0, log.head())]
    log.close()
    return found


def test_the_facts_of_one_command_share_a_batch_and_have_increasing_ids_of_version_7(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "log.db", user="Ana", now=lambda: NOON)
    tracker.record_minutes(MINUTES, "m.yaml")
    tracker.record(claimed("x"))
    tracker.close()
    one, two, three = stamps(tmp_path / "log.db")
    assert one["batch"] == two["batch"] != three["batch"]
    assert one["id"] < two["id"]
    assert {UUID(each["id"]).version for each in (one, two, three)} == {7}
    assert {(each["recorded_by"], each["tool_version"]) for each in (one, two, three)} == {
        ("Ana", __version__)
    }


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        NOON.astimezone(timezone(timedelta(hours=-6))),
        NOON.astimezone(timezone(timedelta(hours=5, minutes=30))),
    ],
)
def test_the_time_of_recording_is_utc_with_microseconds_whatever_the_clock_shows(
    tmp_path: Path, moment: datetime
) -> None:
    tracker = Tracker(tmp_path / "log.db", user="Ana", now=lambda: moment)
    tracker.record(held())
    tracker.close()
    assert stamps(tmp_path / "log.db")[0]["recorded_at"] == "2026-03-01T12:00:00.000000Z"


@pytest.mark.parametrize("user", ["a\nb", " ", "\udcff", "x\u202ey", "\x1b[31mred", "x" * 501])
def test_a_name_that_cannot_be_kept_signs_nothing(tmp_path: Path, user: str) -> None:
    """A stamp is read again with every decision: one that is refused then makes its store useless."""
    tracker = Tracker(tmp_path / "log.db", user=user)
    with pytest.raises(TrackerError):
        tracker.record(held())
    tracker.close()


@pytest.mark.parametrize("fact", [held(), agreed()])
def test_the_stamp_is_stored_beside_the_fields(tmp_path: Path, fact: Fact) -> None:
    tracker = Tracker(tmp_path / "log.db", user="Ana")
    tracker.record(fact)
    tracker.close()
    log = SQLiteLog(tmp_path / "log.db")
    (data,) = log.connection.execute("SELECT data FROM events").fetchone()
    log.close()
    stored = json.loads(data)
    assert sorted(stored.pop("stamp")) == [
        "batch",
        "digest",
        "id",
        "recorded_at",
        "recorded_by",
        "schema_version",
        "tool_version",
    ]
    assert stored == fact.said
