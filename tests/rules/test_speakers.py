"""Who says what: what is reported, assessed and disputed, and on whose word a status rests."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import NOBODY, agreed, claim, directory, institution, on

from tracker.rules.case import Claim, Proof
from tracker.rules.directory import Directory
from tracker.rules.schedule import days_between
from tracker.rules.speakers import Speakers, disagree

DAY = "2030-01-01"
MINISTRIES = directory(
    institution("MX/SRE"), institution("MX/INM", "SRE"), institution("MX/ASF", independent=True)
)


def entry(obligor: str | None, assessor: str, status: str, effective: str, **more: Any) -> dict[str, Any]:
    return {
        "obligor": obligor,
        "assessor": assessor,
        "via": None,
        "status": status,
        "percent": None,
        "effective": effective,
        **more,
    }


def test_each_obligor_reports_of_each_side_what_it_said_last_in_the_order_of_the_obligors() -> None:
    case = agreed(
        claim("in-progress", "2022-04", "MX", of="US"),
        claim("stalled", "2022-05", "MX"),
        claim("fulfilled", "2022-06", "US", of="US", percent=100.0),
    )
    assert on(DAY, case).reported == [
        entry("US", "US", "fulfilled", "2022-06", percent=100),
        entry("US", "MX", "stalled", "2022-05"),
        entry("MX", "MX", "stalled", "2022-05"),
    ]


def test_an_institution_of_an_obligor_reports_for_its_party_at_any_depth() -> None:
    standing = on(DAY, agreed(claim("stalled", "2022-05", "INM", of="MX")), MINISTRIES)
    assert standing.reported == [entry("MX", "MX", "stalled", "2022-05", via="INM")]
    assert standing.assessed is None
    assert standing.status_by == ["MX"]


def test_an_independent_institution_speaks_for_itself() -> None:
    standing = on(DAY, agreed(claim("stalled", "2022-05", "ASF", of="MX")), MINISTRIES)
    assert standing.reported == []
    assert standing.assessed == entry("MX", "ASF", "stalled", "2022-05")
    assert standing.status_by == ["ASF"]


def test_an_institution_that_is_the_obligor_speaks_as_itself() -> None:
    case = agreed(claim("stalled", "2022-05", "INM"), obligors=["SRE", "INM"])
    standing = on(DAY, case, MINISTRIES)
    assert [(each["obligor"], each["assessor"]) for each in standing.reported] == [
        ("SRE", "INM"),
        ("INM", "INM"),
    ]


def test_an_institution_of_a_party_that_owes_nothing_is_independent_of_those_who_do() -> None:
    standing = on(DAY, agreed(claim("stalled", "2022-05", "SRE"), obligors=["US"]), MINISTRIES)
    assert standing.reported == []
    assert standing.assessed == entry(None, "MX", "stalled", "2022-05", via="SRE")


def test_a_joint_claim_with_an_obligor_counts_for_each_and_is_not_independent() -> None:
    standing = on(DAY, agreed(claim("stalled", "2022-05", "press", "US", of="US")))
    assert standing.reported == [entry("US", "US", "stalled", "2022-05")]
    assert standing.assessed is None
    assert standing.status_by == ["press", "US"]


def test_a_status_rests_on_the_claimants_of_each_side_without_repeats() -> None:
    case = agreed(
        claim("stalled", "2022-05", "MX", "press", of="US"), claim("fulfilled", "2022-06", "MX", of="MX")
    )
    assert on(DAY, case).status_by == ["MX", "press"]


def test_a_percentage_that_is_whole_is_an_integer() -> None:
    shares = [
        on(DAY, agreed(claim("in-progress", "2022-05", percent=share, of="US"))).reported[0]["percent"]
        for share in (90.0, 33.3, 0.0, None)
    ]
    assert [repr(share) for share in shares] == ["90", "33.3", "0", "None"]


def test_evidence_is_listed_once_in_the_order_it_was_given() -> None:
    case = agreed(
        claim("stalled", "2022-05", evidence=({"url": "https://a"}, {"digest": "sha256:1"})),
        claim(None, "2022-06", evidence=({"url": "https://a", "digest": "sha256:2"},)),
        Proof("2022-07-01", 40, "https://b", "sha256:1"),
    )
    assert on(DAY, case).evidence == ["https://a", "sha256:1", "sha256:2", "https://b"]


@pytest.mark.parametrize(("later", "disputed"), [("2023-05-01", True), ("2023-05-02", False)])
def test_two_words_365_days_apart_disagree_and_366_days_apart_do_not(later: str, disputed: bool) -> None:  # noqa: FBT001
    case = agreed(claim("stalled", "2022-05-01", "US"), claim("fulfilled", later, "press"))
    assert on(DAY, case).disagreement is disputed


def test_nobody_disagrees_with_what_they_said_themselves_before() -> None:
    case = agreed(claim("stalled", "2022-05", "US"), claim("fulfilled", "2022-06", "US"))
    assert not on(DAY, case).disagreement


def test_institutions_of_one_party_do_not_disagree_with_each_other() -> None:
    case = agreed(claim("stalled", "2022-05", "SRE"), claim("fulfilled", "2022-06", "INM"))
    assert not on(DAY, case, MINISTRIES).disagreement
    assert on(DAY, case).disagreement  # nobody recorded them: two strangers


def test_words_about_different_sides_do_not_disagree() -> None:
    case = agreed(claim("stalled", "2022-05", "US", of="US"), claim("fulfilled", "2022-05", "MX", of="MX"))
    assert not on(DAY, case).disagreement


def test_a_word_about_all_sides_disagrees_with_one_about_a_side() -> None:
    case = agreed(claim("stalled", "2022-05", "press"), claim("fulfilled", "2022-05", "MX", of="MX"))
    assert on(DAY, case).disagreement


def test_those_who_speak_together_agree() -> None:
    assert not on(DAY, agreed(claim("stalled", "2022-05", "US", "MX", "press"))).disagreement


def test_a_joint_claim_that_one_of_them_leaves_is_a_disagreement() -> None:
    case = agreed(claim("stalled", "2022-05", "US", "MX"), claim("fulfilled", "2022-06", "MX"))
    assert on(DAY, case).disagreement


_claims = st.lists(
    st.builds(
        lambda status, day, by, of, position: claim(
            status, f"{2020 + day // 366}-{1 + day % 12:02}-{1 + day % 28:02}", *by, of=of, position=position
        ),
        st.sampled_from(["stalled", "fulfilled", "in-progress"]),
        st.integers(0, 1500),
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True),
        st.sampled_from([None, "US", "MX"]),
        st.integers(10, 99),
    ),
    max_size=10,
)


@given(_claims)
def test_a_disagreement_is_any_pair_of_latest_words_that_differ_within_a_year(claims: list[Claim]) -> None:
    claims.sort(key=lambda each: each[:2])
    pairs = [
        (one, other)
        for obligor in ("US", "MX")
        for one, other in combinations(
            {
                who: each for each in claims if each.obligor in {None, obligor} for who in each.claimants
            }.values(),
            2,
        )
    ]
    expected = any(
        one.status != other.status and abs(days_between(one.earliest, other.earliest)) <= 365
        for one, other in pairs
    )
    assert disagree(claims, ["US", "MX"], Speakers(NOBODY, ["US", "MX"])) is expected


def test_thousands_who_speak_together_are_each_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []
    find = Directory.speaker

    def counted(self: Directory, claimant: str, obligors: Any) -> Any:
        looked_up.append(claimant)
        return find(self, claimant, obligors)

    monkeypatch.setattr(Directory, "speaker", counted)
    crowd = [f"c{number}" for number in range(8_000)]
    standing = on(DAY, agreed(claim("stalled", "2022-05", *crowd), claim("fulfilled", "2024-05", "c0")))
    assert not standing.disagreement
    assert standing.reported == []
    assert standing.assessed is not None
    assert sorted(looked_up) == sorted(crowd)
