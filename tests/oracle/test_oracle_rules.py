"""The oracle itself: which rows CONTRACT §3 gives to small histories, exactly."""

from oracle import rows
from small_histories import (
    AGREED,
    PROPOSED,
    agreed,
    claimed,
    declined,
    history,
    noted,
    proposed,
    reported,
    retracted,
    revised,
)


def test_a_row_has_the_keys_of_the_contract_in_its_order() -> None:
    keys = (
        "commitment title themes project parent obligors proposed_by lead occasion agreed reported assessed "
        "status status_by disagreement children schedule deadline baseline_deadline days_late last_update "
        "evidence stale"
    )
    for fact in (proposed(), agreed()):
        assert [" ".join(row) for row in rows(history(fact), "2021-12-31")] == [keys]


def test_a_proposal_is_a_row_from_its_day_on() -> None:
    log = history(proposed())
    assert rows(log, "2020-12-31") == []
    assert rows(log, "2021-01-01") == [PROPOSED]


def test_a_proposal_has_the_day_of_its_occasion() -> None:
    log = history(
        ("meeting.held", {"id": "summit", "held": "2021-03"}),
        proposed(occasion="meeting:summit", on="2021-01-01"),
    )
    assert rows(log, "2021-02-28") == []
    assert rows(log, "2021-03-01") == [PROPOSED | {"occasion": "summit"}]


def test_the_row_of_a_proposal_tells_its_own_terms() -> None:
    terms = {
        "title": {"en": "Bridge"},
        "themes": ["frontera", "water"],
        "project": "otay",
        "lead": ["SRE"],
        "deadline": "2021-06~",
        "parent": "border",
        "priority": "strategic",
        "external": "A-1",
        "other": {"Reference": "12"},
    }
    topic = {"kind": "theme", "id": "border", "spellings": ["frontera"]}
    assert rows(history(proposed(**terms), ("topic.recorded", topic)), "2021-12-31") == [
        PROPOSED
        | {"title": "Bridge", "themes": ["border", "water"], "project": "otay", "lead": ["SRE"]}
        | {"parent": "border", "deadline": "2021-06~", "baseline_deadline": "2021-06~"}
    ]


def test_before_the_agreement_counts_a_renegotiation_changes_nothing_and_a_revision_no_deadline() -> None:
    log = history(
        proposed(deadline="2022"),
        agreed(),
        ("commitment.amended", {"commitment": "bridge", "on": "2021-02-01", "obligors": ["CA"]}),
        revised("2023", "2021-03/2021-08"),
    )
    assert rows(log, "2021-06-30") == [PROPOSED | {"deadline": "2022", "baseline_deadline": "2022"}]
    assert rows(log, "2021-07-01") == [
        AGREED
        | {"proposed_by": ["SANDAG"], "obligors": ["CA"], "schedule": "on-time"}
        | {"deadline": "2023", "baseline_deadline": "2023"}
    ]


def test_a_later_decline_makes_it_declined_by_those_who_decline() -> None:
    log = history(
        ("institution.recorded", {"party": "US", "id": "DHS"}),
        proposed(),
        declined("2021-02-01", "MX"),
        declined("2021-03-01", "US/DHS", "US", "press"),
    )
    assert rows(log, "2021-01-31") == [PROPOSED]
    assert rows(log, "2021-02-01") == [PROPOSED | {"status": "declined", "status_by": ["MX"]}]
    assert rows(log, "2021-03-01") == [PROPOSED | {"status": "declined", "status_by": ["US", "press"]}]


def test_a_decline_is_later_by_its_earliest_day_also_where_the_proposal_was_corrected() -> None:
    earlier = history(proposed(), declined("2020/2021-12"))
    assert rows(earlier, "2021-12-31") == [PROPOSED]
    same_day = history(proposed(), declined("2021-01-01"))
    assert rows(same_day, "2021-12-31") == [PROPOSED | {"status": "declined", "status_by": ["US"]}]
    corrected = history(proposed(), declined("2021-01-01"), retracted("e1"), proposed())
    assert rows(corrected, "2021-12-31") == [PROPOSED | {"status": "declined", "status_by": ["US"]}]


def test_a_retracted_decline_lets_the_proposal_stand() -> None:
    log = history(proposed(), declined("2021-02-01"), retracted("e2"))
    assert rows(log, "2021-12-31", 2) == [PROPOSED | {"status": "declined", "status_by": ["US"]}]
    assert rows(log, "2021-12-31", 3) == [PROPOSED]


def test_an_agreement_accepts_a_proposal_even_a_declined_one() -> None:
    log = history(proposed(by=["SANDAG", "MX"]), declined("2021-02-01"), agreed(text={"en": "A tunnel"}))
    before = PROPOSED | {"proposed_by": ["SANDAG", "MX"], "status": "declined", "status_by": ["US"]}
    after = AGREED | {"proposed_by": ["SANDAG", "MX"], "title": "A tunnel"}
    assert rows(log, "2021-06-30") == [before]
    assert rows(log, "2021-07-01") == [after]
    assert rows(log, "2021-07-01", 2) == [before]


def test_an_agreement_takes_nothing_from_the_proposal_but_who_asked() -> None:
    terms = {"themes": ["water"], "deadline": "2021-03", "parent": "border", "lead": ["SRE"]}
    log = history(proposed(**terms), agreed(themes=["border"]))
    assert rows(log, "2021-07-01") == [AGREED | {"proposed_by": ["SANDAG"], "themes": ["border"]}]


def test_an_agreement_counts_from_its_own_day_though_the_proposal_is_of_a_later_one() -> None:
    log = history(proposed(on="2021-09-01"), agreed())
    assert rows(log, "2021-06-30") == []
    assert rows(log, "2021-08-31") == [AGREED]
    assert rows(log, "2021-09-01") == [AGREED | {"proposed_by": ["SANDAG"]}]


def test_without_the_agreement_the_proposal_is_the_row_again() -> None:
    log = history(
        proposed(),
        agreed(),
        claimed("in-progress", "2021-08-01", percent=50),
        retracted("e2"),
        agreed(on="2021-10-01"),
    )
    claim = {"reported": reported("in-progress", "2021-08-01", percent=50), "last_update": "2021-08-01"}
    claim |= {"status": "in-progress", "status_by": ["MX"], "proposed_by": ["SANDAG"]}
    assert rows(log, "2021-12-31", 3) == [AGREED | claim]
    assert rows(log, "2021-12-31", 4) == [PROPOSED | {"last_update": "2021-08-01"}]
    later = AGREED | {"agreed": "2021-10-01", "proposed_by": ["SANDAG"]}
    assert rows(log, "2021-12-31", 5) == [later]


def test_a_retracted_proposal_leaves_the_agreement_without_anybody_who_asked() -> None:
    log = history(proposed(), agreed(), retracted("e1"))
    assert rows(log, "2021-06-30") == []
    assert rows(log, "2021-07-01") == [AGREED]


def test_what_is_older_than_an_agreement_to_come_is_an_antecedent_of_it_already() -> None:
    log = history(
        proposed(),
        noted("2021-02-01", evidence=[{"url": "https://note.example"}]),
        claimed("fulfilled", "2021-03-01"),
        claimed("stalled", "2021-04/2021-07", evidence=[{"url": "https://claim.example"}]),
        agreed(),
    )
    assert rows(log, "2021-02-01", 2) == [PROPOSED | {"evidence": ["https://note.example"]}]
    assert rows(log, "2021-03-31") == [PROPOSED]
    counting = {"last_update": "2021-04/2021-07", "evidence": ["https://claim.example"]}
    assert rows(log, "2021-04-01") == [PROPOSED | counting]
    assert rows(log, "2021-07-01") == [
        AGREED
        | counting
        | {"proposed_by": ["SANDAG"], "status": "stalled", "status_by": ["MX"]}
        | {"reported": reported("stalled", "2021-04/2021-07")}
    ]


def test_a_proposal_can_be_a_parent() -> None:
    log = history(proposed(), agreed(id="road", parent="bridge"), proposed(id="tunnel", parent="bridge"))
    assert rows(log, "2021-12-31")[0] == PROPOSED | {"children": {"count": 2, "status": "agreed"}}


def test_themes_are_several_each_once_and_a_renegotiation_names_them_all_anew() -> None:
    log = history(
        ("topic.recorded", {"kind": "theme", "id": "border", "names": {"es": "frontera"}}),
        agreed(themes=["frontera", "water", "border"]),
        ("commitment.amended", {"commitment": "bridge", "on": "2021-08-01", "themes": ["migration"]}),
    )
    assert rows(log, "2021-07-31") == [AGREED | {"themes": ["border", "water"]}]
    assert rows(log, "2021-08-01") == [AGREED | {"themes": ["migration"]}]


def test_parties_and_what_else_a_source_said_change_no_row() -> None:
    successor = {"id": "RU", "kind": "state", "names": {"en": "Russia"}, "successor_of": "SU"}
    log = history(
        ("party.recorded", successor),
        ("party.recorded", {"id": "NADB", "spellings": ["Nad Bank"], "kind": "organization"}),
        ("meeting.held", {"id": "summit", "held": "2021-07-01", "other": {"Room": "4"}}),
        agreed(other={"on": "2025", "status": "fulfilled"}),
        noted("2021-08-01", other={"status": "fulfilled", "percent": "100"}),
    )
    assert rows(log, "2021-12-31") == [AGREED]


def test_a_title_that_is_cut_says_so() -> None:
    words = "A text whose words go on until they pass the sixtieth letter of it"
    cut = "A text whose words go on until they pass the sixtieth letter…"
    assert titles(words) == [cut]
    assert titles("x" * 61) == ["x" * 60 + "…"]
    assert titles("x" * 60) == ["x" * 60]


def titles(text: str) -> list[str]:
    """Give the titles of a proposal that has a text alone."""
    return [row["title"] for row in rows(history(proposed(text={"en": text})), "2021")]
