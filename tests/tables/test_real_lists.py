"""Real lists of others, through the mappings beside these tests; the counts are those of their READMEs."""

from pathlib import Path

import pytest
from lists import DATA, MAPPINGS, Lists, reasons

from tracker.formats.read_mapping import read_mapping

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real data is not beside this checkout")


def by(lists: Lists, name: str) -> Lists:
    """Take one of the mappings beside these tests."""
    lists._mapping = read_mapping((MAPPINGS / f"{name}.yaml").read_bytes(), f"{name}.yaml", MAPPINGS)
    return lists


def nothing_new(lists: Lists, path: Path, seen: str | None = None) -> None:
    """Import once more."""
    before = lists.types()
    done = lists.imported(path, seen=seen)
    assert (done.events, lists.types()) == (0, before)


def test_promises_of_one_campaign_with_their_sources(lists: Lists) -> None:
    path = DATA / "trumptracker" / "data.yaml"
    done = by(lists, "trumptracker").imported(path, seen="2018-08-27")
    assert (reasons(done), done.rows) == ([], {"new": 174})
    assert lists.types() == {"commitment.agreed": 174, "status.updated": 174, "evidence.added": 374}
    nothing_new(lists, path, "2018-08-27")
    nothing_new(lists, path, "2019-01-01")


def test_of_259_changes_of_status_160_only_rename_a_word(lists: Lists) -> None:
    path = DATA / "trumptracker" / "history.jsonl"
    done = by(lists, "trumptracker-history").imported(path)
    assert reasons(done) == []
    assert done.left_out == {"kind: removed_or_retitled": 299}
    assert lists.types()["commitment.agreed"] == 309
    # 473 additions give 310 first statuses; of 259 changes 99 are changes.
    assert lists.types()["status.updated"] == 310 + 259 - 160
    assert not any("was recorded before" in note for note in done.notes)
    nothing_new(lists, path)


def test_a_promise_that_was_broken_kept_and_broken_again(lists: Lists) -> None:
    by(lists, "trumptracker-history").imported(DATA / "trumptracker" / "history.jsonl")
    salary = next(
        fact["id"]
        for fact in lists.facts("commitment.agreed")
        if "annual president's salary" in str(fact["text"])
    )
    told = [fact["status"] for fact in lists.facts("status.updated") if fact["commitment"] == salary]
    assert told[-4:] == ["not-fulfilled", "in-progress", "not-fulfilled", "fulfilled"]


def test_a_plan_in_two_levels_with_html_in_its_cells(lists: Lists) -> None:
    ogp = DATA / "us_ogp_nap5"
    assert by(lists, "ogp-commitments").imported(ogp / "commitments.csv").rows == {"new": 36}
    done = by(lists, "ogp-subcommitments").imported(ogp / "subcommitments.csv")
    assert (reasons(done), done.rows) == ([], {"new": 70})
    agreed = lists.facts("commitment.agreed")
    assert len(agreed) == 36 + 70
    assert sum("parent" in fact for fact in agreed) == 70
    texts = [str(fact) for fact in (*agreed, *lists.facts("status.updated"))]
    assert not any("<br" in text or "</a>" in text for text in texts)
    statuses = [fact["status"] for fact in lists.facts("status.updated") if "status" in fact]
    assert [statuses.count(each) for each in ("fulfilled", "in-progress", "not-started")] == [33, 36, 1]
    nothing_new(lists, ogp / "subcommitments.csv")


def test_73_changes_of_status_of_which_one_goes_back(lists: Lists) -> None:
    ogp = DATA / "us_ogp_nap5"
    by(lists, "ogp-commitments").imported(ogp / "commitments.csv")
    by(lists, "ogp-subcommitments").imported(ogp / "subcommitments.csv")
    before = lists.types()["status.updated"]
    done = by(lists, "ogp-history").imported(ogp / "history.jsonl")
    assert reasons(done) == []
    # "On Track" and "Progress" became "In Progress": other words for the same.
    assert lists.types()["status.updated"] - before == 73 - 2
    last = [fact.get("status") for fact in lists.facts("status.updated") if fact["commitment"] == "us0114.0"][
        -2:
    ]
    assert last == ["fulfilled", "in-progress"]
    nothing_new(lists, ogp / "history.jsonl")


def test_commitments_with_several_owners(lists: Lists) -> None:
    path = DATA / "canada_mandates" / "2021-mandate-commitments.csv"
    done = by(lists, "canada-2021").imported(path)
    assert (reasons(done), done.rows) == ([], {"new": 760})
    agreed = lists.facts("commitment.agreed")
    assert sum(len(fact.get("supporting", ())) > 1 for fact in agreed) == 491
    assert all("Ministre of" not in str(fact) and "\u00a0" not in str(fact) for fact in agreed)
    nothing_new(lists, path)


def test_two_spellings_of_one_list(lists: Lists) -> None:
    canada = DATA / "canada_mandates"
    assert by(lists, "canada-2025").imported(canada / "2025-LPC-platform.csv").rows == {"new": 348}
    done = lists.imported(canada / "consolidated_2025_LPC_promises_final.csv", seen="2025-12-31")
    assert reasons(done) == []
    assert (done.rows["new"], done.rows["new"] + done.rows["changed"] + done.rows["unchanged"]) == (4, 352)
    assert "\\u2019" not in str(lists.facts())
    nothing_new(lists, canada / "consolidated_2025_LPC_promises_final.csv", "2025-12-31")


def test_7535_meetings(lists: Lists) -> None:
    travels = DATA / "us_secretary_travels"
    assert by(lists, "secretary-trips").imported(travels / "trips.csv").rows == {"new": 4271}
    assert by(lists, "visits").imported(travels / "visits.csv").rows == {"new": 3264}
    assert lists.types() == {"meeting.held": 7535, "delegation.recorded": 4271}
    nothing_new(lists, travels / "visits.csv")


def test_a_history_of_two_countries_of_six_kinds_of_rows(lists: Lists) -> None:
    path = DATA / "us_mx_bilateral" / "events.jsonl"
    done = by(lists, "us-mx").imported(path)
    assert (reasons(done), done.rows) == ([], {"new": 88})
    assert lists.types() == {
        "meeting.held": 18,
        "document.published": 1,
        "delegation.recorded": 35,
        "commitment.agreed": 15,
        "status.updated": 16,
        "deadline.revised": 3,
        "evidence.added": 26,
    }
    assert {"name": "Jesus Seade", "role": "Under Secretary for North America, SRE"} in lists.facts(
        "delegation.recorded"
    )[1]["members"]
    nothing_new(lists, path)


def test_letters_are_documents(lists: Lists) -> None:
    lists.mapping(LETTERS)
    done = lists.imported(DATA / "canada_mandates" / "2021MandateLetters.csv")
    assert (reasons(done), done.rows) == ([], {"new": 40})
    assert lists.facts()[0]["published"] == "2021-12-16"


LETTERS = """
mapping: 1
rows:
  key: "letters {Department}"
  document:
    id: "{digest(Department)}"
    title: "Mandate letter: {Department}"
    published: {column: Date of Mandate Letter, formats: ["MMMM D, YYYY", "MMMM D,YYYY"]}
    url: "{Mandate Letter URL}"
    note: "To {Responsible Minister}"
"""
