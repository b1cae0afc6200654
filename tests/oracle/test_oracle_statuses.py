"""The oracle itself: what is in force, rolls up or goes stale in small histories."""

import pytest
from oracle import rows
from oracle_statuses import roll_up
from small_histories import (
    AGREED,
    PROPOSED,
    Told,
    agreed,
    claimed,
    declined,
    evidence,
    history,
    noted,
    proposed,
    reported,
    revised,
)


def test_in_force_counts_though_it_is_older_than_the_agreement() -> None:
    log = history(
        agreed(deadline="2021-12"), claimed("in-force", "2019", "press"), claimed("stalled", "2020", "press")
    )
    assessed = {"obligor": None, "assessor": "press", "via": None, "status": "in-force", "percent": None}
    assert rows(log, "2021-07-01") == [
        AGREED
        | {"status": "in-force", "status_by": ["press"], "assessed": assessed | {"effective": "2019"}}
        | {"schedule": "met", "deadline": "2021-12", "baseline_deadline": "2021-12", "last_update": "2019"}
    ]


def test_in_force_before_the_agreement_is_the_last_word_of_a_proposal_and_not_its_status() -> None:
    log = history(proposed(), agreed(), claimed("in-force", "2021-02-01"))
    assert rows(log, "2021-02-01") == [PROPOSED | {"last_update": "2021-02-01"}]


@pytest.mark.parametrize(
    ("claims", "schedule", "days_late"),
    [
        ([("in-force", "2021-12-31")], "met", 0),
        ([("in-force", "2022-01-02")], "late", 2),
        ([("fulfilled", "2021-12-31"), ("in-force", "2022-06-01")], "met", 0),
        ([("in-force", "2021-12-31"), ("fulfilled", "2022-06-01")], "met", 0),
        ([("in-force", "2021-08-01"), ("stalled", "2021-09-01"), ("in-force", "2022-01-31")], "late", 31),
    ],
)
def test_in_force_is_on_time_since_its_run_began(
    claims: list[tuple[str, str]], schedule: str, days_late: int
) -> None:
    log = history(agreed(deadline="2021"), *(claimed(*claim) for claim in claims))
    status, effective = claims[-1]
    assert rows(log, "2023") == [
        AGREED
        | {"status": status, "status_by": ["MX"], "reported": reported(status, effective)}
        | {"schedule": schedule, "days_late": days_late, "last_update": effective}
        | {"deadline": "2021", "baseline_deadline": "2021"}
    ]


def test_sides_of_which_one_is_fulfilled_and_one_in_force_are_in_force_since_the_later_of_them() -> None:
    log = history(
        agreed(deadline="2021"),
        claimed("fulfilled", "2021-08-01", obligor="MX"),
        claimed("in-force", "2022-01-03", "US", obligor="US"),
    )
    mexican, american = reported("fulfilled", "2021-08-01")[0], reported("in-force", "2022-01-03", "US")[1]
    assert rows(log, "2022") == [
        AGREED
        | {"status": "in-force", "status_by": ["MX", "US"], "reported": [mexican, american]}
        | {"schedule": "late", "days_late": 3, "last_update": "2022-01-03"}
        | {"deadline": "2021", "baseline_deadline": "2021"}
    ]


def test_who_says_in_force_and_who_says_fulfilled_disagree() -> None:
    log = history(agreed(), claimed("fulfilled", "2021-08-01"), claimed("in-force", "2021-09-01", "US"))
    assert [row["disagreement"] for row in rows(log, "2021-12-31")] == [True]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ("in-force", "in-force"),
        ("in-force in-force superseded", "in-force"),
        ("fulfilled in-force", "in-force"),
        ("fulfilled fulfilled", "fulfilled"),
        ("in-force agreed", "partially-fulfilled"),
        ("in-force stalled fulfilled", "partially-fulfilled"),
        ("not-fulfilled stalled", "stalled"),
        ("proposed", "proposed"),
        ("declined declined", "declined"),
        ("proposed declined", "agreed"),
        ("proposed withdrawn superseded", "proposed"),
        ("declined withdrawn", "declined"),
        ("superseded withdrawn", "withdrawn"),
        ("proposed declined stalled superseded", "stalled"),
        ("proposed in-force fulfilled", "partially-fulfilled"),
        ("agreed proposed", "agreed"),
    ],
)
def test_statuses_roll_up(statuses: str, status: str) -> None:
    assert roll_up(statuses.split()) == status


def test_what_is_proposed_is_a_child_and_counted_and_rolls_up_as_it_is_written() -> None:
    parent = agreed(id="border", on="2020-01-01")
    log = history(
        parent,
        proposed(parent="border"),
        declined("2021-02-01"),
        proposed(id="tunnel", parent="border", on="2021-03-01"),
        agreed(id="road", parent="border", on="2021-04-01"),
    )
    children = [
        next(row["children"] for row in rows(log, day) if row["commitment"] == "border")
        for day in ("2020-12-31", "2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30")
    ]
    assert children == [
        None,
        {"count": 1, "status": "proposed"},
        {"count": 1, "status": "declined"},
        {"count": 2, "status": "agreed"},
        {"count": 3, "status": "agreed"},
    ]


def test_evidence_without_a_date_counts_on_every_day_and_comes_first() -> None:
    log = history(proposed(), evidence(published="2021-02-01", url="https://dated.example"), evidence())
    assert rows(log, "2021-01-01") == [PROPOSED | {"evidence": ["https://a.example"]}]
    both = ["https://a.example", "https://dated.example"]
    assert rows(log, "2021-02-01") == [PROPOSED | {"evidence": both}]


def test_evidence_without_a_date_is_no_activity() -> None:
    log = history(proposed(), evidence())
    assert rows(log, "2022-01-01") == [PROPOSED | {"evidence": ["https://a.example"]}]
    assert rows(log, "2022-01-02") == [PROPOSED | {"evidence": ["https://a.example"], "stale": True}]


@pytest.mark.parametrize(
    "activity",
    [
        noted("2021-05-01"),
        revised("2023", "2021-05-01"),
        evidence(published="2021-05-01"),
        declined("2021-05-01"),
        proposed(on="2021-05-01"),
        ("commitment.reaffirmed", {"commitment": "bridge", "on": "2021-05-01"}),
    ],
    ids=lambda told: told[0],
)
def test_whatever_is_dated_keeps_something_agreed_from_being_stale(activity: Told) -> None:
    log = history(agreed(on="2021-01-01"), activity)
    assert [row["stale"] for row in rows(log, "2022-05-01")] == [False]
    assert [row["stale"] for row in rows(log, "2022-05-02")] == [True]


def test_a_proposal_goes_stale_unless_somebody_notes_something() -> None:
    log = history(proposed(), noted("2021-03-01"))
    assert rows(log, "2022-03-01") == [PROPOSED]
    assert rows(log, "2022-03-02") == [PROPOSED | {"stale": True}]


def test_what_is_declined_is_never_stale() -> None:
    log = history(proposed(), declined("2021-02-01"))
    assert rows(log, "2025") == [PROPOSED | {"status": "declined", "status_by": ["US"]}]


@pytest.mark.parametrize(
    ("status", "stale"),
    [
        *((status, True) for status in ("not-started", "in-progress", "stalled", "partially-fulfilled")),
        ("not-fulfilled", True),
        *((status, False) for status in ("fulfilled", "in-force", "superseded", "withdrawn")),
    ],
)
def test_what_is_open_goes_stale(status: str, stale: bool) -> None:  # noqa: FBT001 (a table of both)
    log = history(agreed(), claimed(status, "2021-08-01"))
    assert [row["stale"] for row in rows(log, "2023")] == [stale]
