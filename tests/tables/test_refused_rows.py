"""All that is refused is said at once, by row and column; nothing is half done; the rest can go on."""

import csv
import io
from contextlib import closing
from typing import Any

import pytest
from lists import PLAN, Lists, reasons

from tracker.formats import import_table, refused
from tracker.log.sqlite.recorder import SQLiteDCBRecorder

HEAD = "No,Text,Due,Status\n"


def test_everything_that_is_refused_is_said_at_once_and_nothing_recorded(lists: Lists) -> None:
    done = lists.imported(
        HEAD + "1,a,2025,Done\n2,,31/12/2025,Done\n3,c,2025,Dne\n4,d,2025,Dne\n5,e,2025,Stuck?\n",
        seen="2025-06-30",
    )
    assert reasons(done) == [
        (3, "Text", "", "commitments[1].text: it is required, and missing"),
        (3, "Due", "31/12/2025", "commitments[1].deadline: '31/12/2025' is not a date"),
        (4, "Status", "Dne", "'Dne' is not in the vocabulary status"),
        (5, "Status", "Dne", "'Dne' is not in the vocabulary status"),
        (6, "Status", "Stuck?", "'Stuck?' is not in the vocabulary status"),
    ]
    assert done.refused[1].hint == (
        "Write the year first: 2025-12-31. Say how the column writes dates, formats: [DD/MM/YYYY]."
    )
    assert done.rows == {"new": 1, "refused": 4}
    assert not lists.tracker.store.exists()


def test_what_the_decision_refuses_is_said_by_row_too(lists: Lists) -> None:
    lists.mapping(PLAN.replace('    deadline: "{Due}"', '    parent: "{Due}"'))
    done = lists.imported(HEAD + "1,a,,\n2,b,plan-1,\n3,c,plan-9,\n", seen="2025")
    assert reasons(done) == [(4, "", "plan-3", "commitments[1]: there is no commitment plan-9")]


def test_a_child_may_stand_before_its_parent(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_table, "CHUNK", 1)
    lists.mapping(PLAN.replace('    deadline: "{Due}"', '    parent: "{Due}"'))
    done = lists.imported(HEAD + "1,a,plan-2,\n2,b,plan-3,\n3,c,,\n", seen="2025")
    assert (reasons(done), done.rows) == ([], {"new": 3})
    assert lists.tracker.verify() == 3


TWICE = {
    "two rows with one key": (
        "1,a,2025,\n1,b,2026,\n",
        (3, "No", "plan 1", "its key is that of row 2, too"),
    ),
    "two rows with one key that say the same": (
        "1,a,2025,\n1,a,2025,\n",
        (3, "No", "plan 1", "its key is that of row 2, too"),
    ),
}


@pytest.mark.parametrize("name", TWICE)
def test_two_rows_with_one_key_are_refused(name: str, lists: Lists) -> None:
    rows, refusal = TWICE[name]
    assert reasons(lists.imported(HEAD + rows, seen="2025")) == [refusal]


def test_two_texts_that_give_one_id_are_refused(lists: Lists) -> None:
    lists.mapping(PLAN.replace('id: "plan-{No}"', "id: {column: Text, as: id}"))
    done = lists.imported(HEAD + "1,Río Bravo,2025,\n2,Rio-Bravo,2026,\n", seen="2025")
    assert reasons(done) == [(3, "", "", "its id is that of row 2, with other content")]
    done = lists.imported(HEAD + "1,ยกเลิก,2025,\n", seen="2025")
    ((row, column, _, reason),) = reasons(done)
    assert (row, column) == (2, "Text")
    assert reason == "'ยกเลิก' cannot be made an id: it has letters that are not Latin, or none"


def test_a_row_without_its_key_is_refused(lists: Lists) -> None:
    assert reasons(lists.imported(HEAD + ",a,2025,\n", seen="2025")) == [(2, "No", "", "the row has no key")]


def test_cells_of_any_kind_are_kept_or_refused_with_their_place(lists: Lists) -> None:
    long, script = "x" * 5000, "<script>alert(1)</script>"
    done = lists.imported(f'{HEAD}1,{long},2025,\n2,"{script}\nand more",2025,\n', seen="2025")
    assert reasons(done) == []
    assert lists.facts()[1]["text"] == {"en": f"{script}\nand more"}
    lists.mapping(PLAN.replace("    deadline:", '    title: "{Text}"\n    deadline:'))
    done = lists.imported(f"{HEAD}3,{long},2025,\n", seen="2025")
    ((row, column, value, reason),) = reasons(done)
    assert (row, column, len(value)) == (2, "Text", 200)
    assert reason == "commitments[1].title.en: it has 5000 characters; a line may have 500"


def test_290_parties_in_a_cell_are_parties_once_it_is_split(lists: Lists) -> None:
    parties = [f"P{number}" for number in range(290)]
    lists.mapping(
        PLAN.replace("obligors: MX", 'obligors: {column: Due, split: ";"}').replace(
            '    deadline: "{Due}"\n', ""
        )
    )
    done = lists.imported(f"{HEAD}1,a,{'; '.join(parties)},\n", seen="2025")
    assert reasons(done) == []
    assert lists.facts()[0]["obligors"] == parties
    lists.mapping(PLAN.replace("obligors: MX", 'obligors: "{Due}"').replace('    deadline: "{Due}"\n', ""))
    done = lists.imported(f"{HEAD}2,a,MX; US; CA,\n", seen="2025")
    ((_, column, _, reason),) = reasons(done)
    assert (column, reason) == ("Due", "commitments[1].obligors[1]: 'MX; US; CA' is more than a party")
    assert done.refused[0].hint.endswith("Where several stand in one cell, split: ';'.")


# How it is told


def test_of_many_refusals_for_one_reason_a_few_are_shown(lists: Lists) -> None:
    rows = "".join(f"{number},a,2025,word{number}\n" for number in range(30))
    done = lists.imported(HEAD + rows, seen="2025")
    shown = list(refused.lines(done.refused, str))
    assert shown[0].split() == ["row", "column", "value", "reason"]
    assert sum("word" in line for line in shown) == refused.MOST_ALIKE
    assert "… and 25 more" in shown
    assert shown[-1] == "Hint: Say what it becomes (vocabularies: status)."
    assert len(list(csv.DictReader(io.StringIO(refused.as_csv(done.refused, str))))) == 30


def test_words_that_are_unknown_are_gathered_to_be_filled_in(lists: Lists) -> None:
    lists.imported(HEAD + "1,a,2025,Late\n2,b,2025,late\n3,c,2025,Late\n4,d,2025,=1+1\n", seen="2025")
    assert lists._mapping is not None
    ((name, words),) = refused.unknown_words(lists._mapping)
    assert (name, words) == ("status", "value,becomes,count\nLate,,2\n'=1+1,,1\nlate,,1\n")
    filled = words.replace("Late,,", "Late,stalled,").replace("1+1,,", "1+1,stalled,")
    (lists.folder / "words.csv").write_text(filled, encoding="utf-8")
    lists.mapping(
        PLAN.replace("status: {Done", "status: {file: words.csv, words: {Done").replace(
            "started}", "started}}"
        )
    )
    assert reasons(lists.imported(HEAD + "1,a,2025,late\n4,d,2025,=1+1\n", seen="2025")) == []


# Going on


def test_the_good_rows_go_in_and_the_others_can_be_corrected_and_imported(lists: Lists) -> None:
    content = f'{HEAD}1,a,2025,Done\n2,b,soon,Done\n3,"c; d\ne",2025,Dne\n'
    table = lists.open(content)
    done = lists.imported(content, seen="2025-06-30", keep_going=True)
    assert done.rows == {"new": 1, "refused": 2}
    assert lists.types() == {"commitment.agreed": 1, "status.updated": 1}
    name, parts = refused.refused_rows(table, done.bad_rows)
    rest = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts).decode()
    assert (name, rest) == ("plan.refused.csv", f'{HEAD}2,b,soon,Done\n3,"c; d\ne",2025,Dne\n')
    done = lists.imported(rest.replace("soon", "2026").replace("Dne", "Done"), name, seen="2025-06-30")
    assert done.rows == {"new": 2}
    assert (
        lists.imported(content.replace("soon", "2026").replace("Dne", "Done"), seen="2025-06-30").events == 0
    )


def test_a_row_whose_parent_is_refused_is_refused_too(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_table, "CHUNK", 2)
    lists.mapping(PLAN.replace("    deadline:", '    parent: "{Parent}"\n    deadline:'))
    rows = "No,Text,Due,Status,Parent\n1,a,soon,,\n2,b,2025,,plan-1\n3,c,2025,,plan-2\n4,d,2025,Done,\n"
    done = lists.imported(rows, seen="2025", keep_going=True)
    assert (done.rows, done.bad_rows) == ({"new": 1, "refused": 3}, {2, 3, 4})
    assert lists.types() == {"commitment.agreed": 1, "status.updated": 1}


@pytest.mark.parametrize("name", ["plan.json", "plan.jsonl"])
def test_refused_rows_of_json_are_json(name: str, lists: Lists) -> None:
    lists.mapping(PLAN.replace("mapping: 1", "mapping: 1\nsource: {rows: a / b}"))
    bad, good = '{"No": "1", "Text": "a", "Due": "soon"}', '{"No": "2", "Text": "b"}'
    content = f'{{"a": {{"b": [{good}, {bad}]}}}}' if name == "plan.json" else f"{good}\n{bad}\n"
    done = lists.imported(content, name, seen="2025", keep_going=True)
    assert done.rows == {"new": 1, "refused": 1}
    again, parts = refused.refused_rows(lists.open(content, name), done.bad_rows)
    done = lists.imported("".join(map(str, parts)).replace("soon", "2027"), again, seen="2025")
    assert done.rows == {"new": 1}


def test_a_dry_run_says_what_would_become_of_the_rows_and_makes_no_store(lists: Lists) -> None:
    done = lists.imported(f"{HEAD}1,a,2025,Done\n", seen="2025", dry_run=True)
    assert (done.rows, done.events, done.first) == ({"new": 1}, 2, None)
    assert not lists.tracker.store.exists()


# More than fits into one append


def batches(lists: Lists, until: int) -> set[str]:
    """Give the commands that recorded the first events."""
    with closing(lists.tracker.log()) as log:
        return {fact.stamp["batch"] for fact in log.facts(0, until)}


@pytest.fixture
def small(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> Lists:
    monkeypatch.setattr(import_table, "WHOLE", 9)
    monkeypatch.setattr(import_table, "CHUNK", 4)
    return lists


TEN = HEAD + "".join(f"{number},text {number},2025,Done\n" for number in range(10))


def test_up_to_so_many_events_go_in_at_once_however_many_parts_they_are_decided_in(small: Lists) -> None:
    rows = HEAD + "".join(f"{number},text {number},2025,\n" for number in range(9))
    done = small.imported(rows, seen="2025")
    assert (done.in_chunks, done.events, done.first, done.last) == (False, 9, 1, 9)
    assert len(batches(small, 9)) == 1
    assert small.tracker.verify() == 9


def test_more_go_in_chunks_under_one_batch_after_all_was_read(small: Lists) -> None:
    broken = small.imported(TEN.replace("text 9,2025", "text 9,soon"), seen="2025")
    assert (broken.in_chunks, broken.events, small.tracker.store.exists()) == (True, 0, False)
    done = small.imported(TEN, seen="2025")
    assert (done.in_chunks, done.rows, done.events) == (True, {"new": 10}, 20)
    assert (done.first, done.last) == (1, 20)
    assert len(batches(small, 20)) == 1
    assert small.imported(TEN, seen="2025").rows == {"unchanged": 10}


def test_chunks_that_were_interrupted_are_finished_by_importing_again(
    small: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, appended = SQLiteDCBRecorder.append, list[int]()

    def fail_at_the_third(self: SQLiteDCBRecorder, *arguments: Any, **named: Any) -> int:
        if len(appended) == 2:
            raise KeyboardInterrupt
        appended.append(append(self, *arguments, **named))
        return appended[-1]

    with monkeypatch.context() as patch:
        patch.setattr(SQLiteDCBRecorder, "append", fail_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            small.imported(TEN, seen="2025")
    assert sum(small.types().values()) == appended[-1] == 8
    done = small.imported(TEN, seen="2025")
    assert (done.rows, done.events) == ({"unchanged": 4, "new": 6}, 12)
    assert small.types() == {"commitment.agreed": 10, "status.updated": 10}


def test_what_others_record_meanwhile_is_seen(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    lists.imported(f"{HEAD}1,a,2025,\n", seen="2025")
    append, tries = SQLiteDCBRecorder.append, list[int]()

    def after_another(self: SQLiteDCBRecorder, *arguments: Any, **named: Any) -> int:
        tries.append(1)
        if len(tries) == 1:
            lists.tracker.record_minutes(
                b"commitments: [{id: plan-2, text: b, obligors: MX, on: 2024-01-15, deadline: 2025,"
                b" external: plan 2}]",
                "m.yaml",
            )
        return append(self, *arguments, **named)

    monkeypatch.setattr(SQLiteDCBRecorder, "append", after_another)
    done = lists.imported(f"{HEAD}1,a,2025,\n2,b,2025,\n3,c,2025,\n", seen="2025")
    assert (done.rows, done.events) == ({"unchanged": 2, "new": 1}, 1)
    assert lists.types() == {"commitment.agreed": 3}
    assert lists.tracker.verify() == 3
