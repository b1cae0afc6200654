"""The real US-Mexico history, 2018 to 2026: every record goes in, and the table says what happened."""

import json
from collections import Counter
from collections.abc import Iterator

import oracle
import pytest
from us_mx import DATA, minutes, records

from events.dates import bounds
from tracker.application import Tracker
from tracker.testing import Scenario
from tracker.views.moment import Moment
from tracker.views.people import people

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real data is not beside this checkout")


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    tracker = Tracker(tmp_path_factory.mktemp("real") / "us-mx.db", user="desk")
    for name, content in minutes():
        tracker.record_minutes(json.dumps(content).encode(), name)
    yield tracker
    tracker.close()


def test_nothing_is_refused_and_nothing_lost(tracker: Tracker) -> None:
    log = tracker.log()
    types = Counter(fact.type for fact in log.facts(0, log.head()))
    log.close()
    assert types["meeting.held"] == 18
    assert types["document.published"] == 1
    assert types["delegation.recorded"] == 35
    assert types["commitment.agreed"] == 15
    assert types["status.updated"] == 16
    assert types["deadline.revised"] == 3
    assert types["event.retracted"] == 0


def test_recorded_again_nothing_is_new(tracker: Tracker) -> None:
    for name, content in minutes():
        assert tracker.record_minutes(json.dumps(content).encode(), name).facts == []


def test_every_label_and_every_name_is_there_as_reported(tracker: Tracker) -> None:
    log = tracker.log()
    facts = list(log.facts(0, log.head()))
    log.close()
    labels = [fact.fields["label"] for fact in facts if fact.type == "status.updated"]
    assert labels == [r["reported_label"] for r in records() if r["type"] == "status_reported"]
    names = [
        m["name"] for fact in facts if fact.type == "delegation.recorded" for m in fact.fields["members"]
    ]
    assert names == [m["name"] for r in records() if "members" in r for m in r["members"]]


@pytest.mark.parametrize(
    ("as_of", "status", "schedule", "deadline", "days_late"),
    [
        ("2022-03-13", None, None, None, None),
        ("2022-03-14", "agreed", "no-deadline", None, 0),
        ("2023-07-06", "in-progress", "no-deadline", None, 0),
        ("2023-07-07", "in-progress", "on-time", "2026", 0),
        ("2024-07-13", "in-progress", "on-time", "2027-10/2027-12?", 0),
        ("2026-11-24", "in-progress", "on-time", "2027-10/2028", 0),
        ("2026-12-01", "in-progress", "due-soon", "2027-10/2028", 0),
        ("2027-01-01", "in-progress", "slipped", "2027-10/2028", 1),
        ("2028-12-31", "in-progress", "slipped", "2027-10/2028", 731),
        ("2029-01-01", "in-progress", "overdue", "2027-10/2028", 732),
    ],
)
def test_otay_mesa_east_slips_from_2026_to_late_2027_or_2028(
    tracker: Tracker,
    as_of: str,
    status: str | None,
    schedule: str | None,
    deadline: str | None,
    days_late: int | None,
) -> None:
    rows = {row["commitment"]: row for row in tracker.status(as_of=as_of)}
    if status is None:
        assert "seed-4" not in rows
        return
    row = rows["seed-4"]
    found = (row["status"], row["schedule"], row["deadline"], row["days_late"])
    assert found == (status, schedule, deadline, days_late)


def test_the_mexican_side_reports_90_percent_while_the_press_is_the_last_word(tracker: Tracker) -> None:
    row = next(row for row in tracker.status(as_of="2026-11-24") if row["commitment"] == "seed-4")
    latest = row["reported"][-1]
    assert (latest["obligor"], latest["assessor"], latest["via"]) == ("MX", "MX", "MX/MX-BCN")
    assert (latest["status"], latest["percent"], latest["effective"]) == ("in-progress", 90, "2024-11-19")
    assert row["assessed"]["assessor"] == "press"
    assert row["assessed"]["percent"] == 95
    assert row["status_by"] == ["press"]


def test_reports_from_before_the_agreement_are_antecedents(tracker: Tracker) -> None:
    row = next(row for row in tracker.status(as_of="2022-03-14") if row["commitment"] == "seed-4")
    assert row["last_update"] is None
    assert row["evidence"] == ["https://elarsenal.net/?p=1044392"], (
        "added without a day: it counts at every one"
    )


def test_commitments_without_a_meeting_keep_their_document(tracker: Tracker) -> None:
    rows = {row["commitment"]: row for row in tracker.status(as_of="2026-11-24")}
    assert rows["so-01"]["occasion"] == "sembrando"
    assert rows["so-01"]["obligors"] == ["USAID", "AMEXCID"]
    assert rows["so-01"]["children"] == {"count": 1, "status": "agreed"}


def test_a_report_recorded_late_takes_its_place_by_its_date(tracker: Tracker) -> None:
    row = next(row for row in tracker.status(as_of="2024-06-01") if row["commitment"] == "seed-2")
    assert row["status"] == "in-progress"
    row = next(row for row in tracker.status(as_of="2025-01-31") if row["commitment"] == "seed-2")
    assert (row["status"], row["last_update"]) == ("fulfilled", "2025-01")


def test_an_observer_and_one_person_in_two_capacities_are_kept(tracker: Tracker) -> None:
    with tracker.view() as connection:
        found = {row["name"]: row for row in people(connection, Moment("2026-11-24"))}
    assert found["Alicia Bárcena"]["capacities"] == ["observer", "participant"]
    assert found["Alicia Bárcena"]["parties"] == ["CEPAL", "MX"]


def test_the_view_of_the_real_history_obeys_the_laws(tracker: Tracker) -> None:
    log = tracker.log()
    scenario = Scenario(list(log.facts(0, log.head())))
    log.close()
    scenario.then_delivered_twice_changes_nothing().then_rebuild_equals_incremental(7)


def test_the_independent_oracle_gives_the_same_rows_at_every_date(tracker: Tracker) -> None:
    log = tracker.log()
    facts = list(log.facts(0, log.head()))
    log.close()
    scenario = Scenario(facts)
    dated = [str(record["date"]) for record in records() if "date" in record]
    days = {day for date in dated for day in bounds(date)} | {"2029-01-01"}
    compared = 0
    for day in sorted(days):
        for known_at in (None, len(facts) // 3, len(facts) - 1):
            found = scenario.status(day, known_at)
            assert found == oracle.rows(facts, day, known_at), (day, known_at)
            compared += len(found)
    assert compared > 500
