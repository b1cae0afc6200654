"""A list again is nothing new; a row that changed becomes the smallest facts that say so."""

import pytest
from lists import PLAN, Lists, reasons

FIRST = "No,Text,Due,Status\n1,Clean the river,2025,Not begun\n2,Count the fish,2026,Under way\n"


@pytest.fixture
def known(lists: Lists) -> Lists:
    """Give a folder of which the plan was imported in January."""
    done = lists.imported(FIRST, seen="2025-01-10")
    assert done.rows == {"new": 2}
    assert lists.types() == {"commitment.agreed": 2, "status.updated": 2}
    return lists


def again(
    lists: Lists, old: str, new: str, seen: str | None = "2025-06-10", *, corrections: bool = False
) -> dict[str, int]:
    """Import the plan with something changed; give the types of the facts that came to it."""
    before = lists.types()
    done = lists.imported(FIRST.replace(old, new), seen=seen, corrections=corrections)
    assert reasons(done) == []
    return dict(lists.types() - before)


@pytest.mark.parametrize("seen", ["2025-01-10", "2025-06-10"])
def test_the_same_list_is_nothing_new_whenever_it_is_read(seen: str, known: Lists) -> None:
    assert again(known, "", "", seen) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Clean the river", "  Clean   the\u00a0river "),
        ("Clean the river", '"Clean the\nriver"'),
        ("No,Text", "no , TEXT "),
        ("\n2,", "\n\n2,"),
    ],
)
def test_white_space_alone_is_nothing(old: str, new: str, known: Lists) -> None:
    assert again(known, old, new) == {}


def test_rows_in_another_order_are_nothing_new(known: Lists) -> None:
    head, one, two, _ = FIRST.split("\n")
    done = known.imported(f"{head}\n{two}\n{one}", seen="2025-06-10")
    assert (done.rows, done.events) == ({"unchanged": 2}, 0)


def test_rows_that_name_one_ministry_are_each_new(lists: Lists) -> None:
    lists.mapping(f"{PLAN}  institutions: {{party: MX, id: SEMARNAT, names: Environment}}\n")
    assert lists.imported(FIRST, seen="2025-01-10").rows == {"new": 2}
    assert lists.types()["institution.recorded"] == 1


def test_a_status_that_changed_is_one_more_claim(known: Lists) -> None:
    assert again(known, "Not begun", "Under way") == {"status.updated": 1}
    claim = known.facts("status.updated")[-1]
    assert (claim["status"], claim["effective"]) == ("in-progress", "2025-06-10")
    assert again(known, "Not begun", "Under way", seen="2025-07-10") == {}
    assert again(known, "", "", seen="2025-08-10") == {"status.updated": 1}, "it went back"


def test_a_word_of_the_vocabulary_that_was_renamed_is_no_progress(known: Lists) -> None:
    known.mapping(PLAN.replace("Not begun:", "Not started: not-started, Not begun:"))
    assert again(known, "Not begun", "Not started") == {}


def test_a_deadline_that_moved_is_a_revision(known: Lists) -> None:
    assert again(known, "2025,Not", "2027,Not") == {"deadline.revised": 1}
    (revision,) = known.facts("deadline.revised")
    assert (revision["deadline"], revision["announced"], revision["external"]) == (
        "2027",
        "2025-06-10",
        "plan 1",
    )
    assert again(known, "2025,Not", "2027,Not", seen="2025-07-10") == {}
    assert again(known, "", "", seen="2025-08-10") == {"deadline.revised": 1}, "it moved back"


def test_a_deadline_that_others_moved_meanwhile_is_kept_and_said(known: Lists) -> None:
    known.tracker.record_minutes(
        b"deadlines: [{commitment: plan-1, deadline: 2030, by: MX, announced: 2025-03}]", "m.yaml"
    )
    before = known.types()
    done = known.imported(FIRST, seen="2025-06-10")
    assert known.types() == before
    assert any("plan-1 has the deadline 2025 here" in note and "2030" in note for note in done.notes)


def test_a_text_that_was_reworded_is_an_amendment(known: Lists) -> None:
    assert again(known, "Clean the river", "Clean both rivers") == {"commitment.amended": 1}
    (amended,) = known.facts("commitment.amended")
    assert amended == {"commitment": "plan-1", "on": "2025-06-10", "text": {"en": "Clean both rivers"}}
    assert again(known, "Clean the river", "Clean both rivers", seen="2025-07-10") == {}


def test_a_text_that_went_back_is_an_amendment_too_but_an_older_list_is_no_news(known: Lists) -> None:
    again(known, "Clean the river,2025", "Clean both rivers,2027")
    assert again(known, "", "", seen="2025-01-10") == {}, "the list of January, again"
    assert again(known, "", "", seen="2025-08-10") == {"commitment.amended": 1, "deadline.revised": 1}
    assert again(known, "Clean the river,2025", "Clean both rivers,2027") == {}, "the list of June, again"
    assert known.facts("commitment.amended")[-1]["text"] == {"en": "Clean the river"}


def test_with_corrections_it_was_wrong_before(known: Lists) -> None:
    became = again(known, "Clean the river", "Clean both rivers", corrections=True)
    assert became == {"event.retracted": 1, "commitment.agreed": 1}
    assert again(known, "Clean the river", "Clean both rivers", corrections=True) == {}


def test_a_change_without_a_day_is_refused_with_its_row(known: Lists) -> None:
    known.mapping(PLAN.replace('effective: "{seen}"', "effective: 2025-01-10"))
    done = known.imported(FIRST.replace("2026,", "2028,"))
    ((row, _, value, reason),) = reasons(done)
    assert (row, value) == (3, "plan-2")
    assert reason == "commitments[1]: its deadline is another one than before, and nothing says since when"
    assert "--seen DATE" in done.refused[0].hint


def test_a_new_row_among_known_ones_is_new(known: Lists) -> None:
    done = known.imported(FIRST + "3,Plant trees,2027,\n", seen="2025-06-10")
    assert done.rows == {"unchanged": 2, "new": 1}


def test_columns_that_are_left_over_are_kept_and_corrected(lists: Lists) -> None:
    lists.mapping(PLAN.replace("    deadline:", "    other: rest\n    deadline:"))
    lists.imported(
        FIRST.replace("Status\n", "Status,Desk\n").replace("begun\n", "begun,7\n"), seen="2025-01-10"
    )
    assert lists.facts("commitment.agreed")[0]["other"] == {"Desk": "7"}
    lists.imported(
        FIRST.replace("Status\n", "Status,Desk\n").replace("begun\n", "begun,8\n"), seen="2025-01-10"
    )
    assert lists.types()["event.retracted"] == 1
    assert lists.facts("commitment.agreed")[-1]["other"] == {"Desk": "8"}


# Rows that vanished


def test_a_row_that_vanished_is_nothing_unless_the_mapping_says_so(known: Lists) -> None:
    done = known.imported(FIRST.partition("2,Count")[0], seen="2025-06-10")
    assert (done.rows, done.events) == ({"unchanged": 1}, 0)


def test_a_row_that_vanished_is_noted_once(known: Lists) -> None:
    known.mapping(PLAN.replace("  commitments:", "  vanished: note\n  commitments:", 1))
    for seen, events in (("2025-06-10", 1), ("2025-07-10", 0)):
        done = known.imported(FIRST.partition("2,Count")[0], seen=seen)
        assert (done.rows["vanished"], done.events) == (1, events)
    note = known.facts("status.updated")[-1]
    assert (note["commitment"], note["by"], note["effective"]) == ("plan-2", ["desk"], "2025-06-10")
    assert note["note"] == "its row is no longer in the list (plan 2)"


def test_a_row_that_vanished_may_be_refused(known: Lists) -> None:
    known.mapping(PLAN.replace("  commitments:", "  vanished: refuse\n  commitments:", 1))
    before = known.types()
    done = known.imported(FIRST.partition("2,Count")[0], seen="2025-06-10")
    assert reasons(done) == [(0, "", "plan 2", "plan-2 was in an earlier import, and its row is gone")]
    assert known.types() == before


# What is skipped


def test_a_claim_that_says_the_same_is_skipped_if_the_mapping_says_so(lists: Lists) -> None:
    dated = PLAN.replace('"{seen}"', '"{Read}"')
    rows = "No,Text,Due,Status,Read\n1,Clean,2025,Not begun,2025-0{}\n"
    lists.mapping(dated.replace("    when: Status", "    skip: unchanged\n    when: Status"))
    for month, claims in ((1, 1), (2, 1)):
        lists.imported(rows.format(month))
        assert lists.types()["status.updated"] == claims
    lists.mapping(dated)
    lists.imported(rows.format(3))
    assert lists.types()["status.updated"] == 2, "said again on another day, it is news"


def test_what_has_an_id_already_is_skipped_if_the_mapping_says_so(lists: Lists) -> None:
    lists.mapping(
        PLAN.replace('    id: "plan-{No}"', '    skip: known\n    id: "plan-{No}"').replace(
            '  key: "plan {No}"\n', ""
        )
    )
    done = lists.imported("No,Text,Due,Status\n1,Clean,2025,\n1,Clean it all,2026,\n")
    assert (reasons(done), lists.types()) == ([], {"commitment.agreed": 1})
    assert lists.facts()[0]["text"] == {"en": "Clean"}
