"""A mapping that cannot be used is one sentence with the line in it; a list that lacks a column, too."""

from pathlib import Path

import pytest
from lists import MAPPINGS, PLAN, Lists, reasons

from tracker.errors import TrackerError
from tracker.formats.mapping_schema import mapping_schema
from tracker.formats.minutes import OCCASIONS, SECTIONS
from tracker.formats.read_mapping import read_mapping

BAD = {
    "no mapping": ("meeting: {id: a}", "plan.yaml:1", "this is no mapping: it has no rows"),
    "no version": ("rows: {evidence: {url: a}}", "plan.yaml:1: mapping", "a mapping says its version"),
    "a key that is none": (
        PLAN.replace("commitments:", "comitments:"),
        "plan.yaml:7: rows.comitments",
        "'comitments' is not a key here",
    ),
    "a key of an entry": (
        PLAN.replace("obligors:", "owners:"),
        "plan.yaml:10: rows.commitments.owners",
        "'owners' is not a key here",
    ),
    "a vocabulary that is none": (
        PLAN.replace("vocabulary: status", "vocabulary: states"),
        "plan.yaml:16: rows.updates.status.vocabulary",
        "there is no vocabulary states",
    ),
    "a vocabulary that is not there": (
        PLAN.replace("status: {Done", "other: {file: words.csv}\n  status: {Done"),
        "plan.yaml:4: vocabularies.other.file",
        "cannot read the vocabulary words.csv: No such file or directory",
    ),
    "a vocabulary outside": (
        PLAN.replace("status: {Done", "other: {file: ../words.csv}\n  status: {Done"),
        "plan.yaml:4: vocabularies.other.file",
        "../words.csv lies outside the folder of this mapping",
    ),
    "a brace": (
        PLAN.replace("{Text}", "{Text"),
        "plan.yaml:9: rows.commitments.text",
        "'{Text' has a brace that is not closed",
    ),
    "two sources": (
        PLAN.replace("{column: Status,", "{column: Status, range: [a, b],"),
        "plan.yaml:16: rows.updates.status.range",
        "there is column and range",
    ),
    "a form of dates": (
        PLAN.replace('"{Due}"', "{column: Due, formats: [DD/MM]}"),
        "plan.yaml:12: rows.commitments.deadline.formats",
        "'DD/MM' is no form of dates",
    ),
    "a key that is the same for all": (
        PLAN.replace('"plan {No}"', "plan"),
        "plan.yaml:6: rows.key",
        "a key that takes nothing from a row is no key",
    ),
    "vanished without a name for the list": (
        PLAN.replace('key: "plan {No}"', 'vanished: note\n  key: "{No}"'),
        "plan.yaml:6: rows.vanished",
        "what has vanished is known by a key that begins with a text of its own",
    ),
    "a skip that cannot be": (
        PLAN.replace("    when: Status", "    skip: known\n    when: Status"),
        "plan.yaml:14: rows.updates.skip",
        "what has no id is never known",
    ),
    "an encoding": (
        PLAN.replace("mapping: 1", "mapping: 1\nsource: {encoding: utf-9}"),
        "plan.yaml:3: source.encoding",
        "there is no encoding 'utf-9'",
    ),
    "a language": (
        PLAN.replace("mapping: 1", "mapping: 1\nsource: {language: xx}"),
        "plan.yaml:3: source.language",
        "the months of 'xx' are not known",
    ),
    "nothing": ("mapping: 1\nrows: {key: '{a}'}", "plan.yaml:2: rows", "nothing becomes of these rows"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_a_mapping_may_not_say_is_refused_with_its_line(name: str, lists: Lists) -> None:
    text, where, message = BAD[name]
    with pytest.raises(TrackerError) as refused:
        lists.mapping(text)
    assert (refused.value.where, refused.value.message) == (where, message)
    assert refused.value.hint


def test_a_column_that_the_list_lacks_is_named_with_those_it_has(lists: Lists) -> None:
    with pytest.raises(TrackerError) as refused:
        lists.open("No,Texts,Due,Status\n1,a,2025,\n")
    assert (refused.value.where, refused.value.message) == (
        "plan.yaml:9: rows.commitments.text",
        "plan.csv has no column 'Text'",
    )
    assert refused.value.hint == (
        "Did you mean Texts? It has No, Texts, Due, Status."
        " One that was renamed: rename: {its name now: Text}."
    )


def test_a_list_of_one_column_has_another_separator_perhaps(lists: Lists) -> None:
    with pytest.raises(TrackerError) as refused:
        lists.open("No#Text#Due#Status\n1#a#2025#\n")
    assert "'No#Text#Due#Status': is its separator another one?" in refused.value.hint
    lists.mapping(PLAN.replace("mapping: 1", 'mapping: 1\nsource: {delimiter: "#"}'))
    assert lists.imported("No#Text#Due#Status\n1#a#2025#\n", seen="2025").rows == {"new": 1}


def test_a_column_that_was_renamed_is_found_by_both_names(lists: Lists) -> None:
    lists.mapping(PLAN.replace("mapping: 1", "mapping: 1\nrename: {Measure: Text, Deadline: Due}"))
    assert lists.imported("No,Text,Due,Status\n1,a,2025,\n", seen="2025").rows == {"new": 1}
    assert lists.imported("No,Measure,deadline,Status\n1,a,2025,\n", seen="2025").rows == {"unchanged": 1}


def test_columns_that_nobody_uses_are_named(lists: Lists) -> None:
    rows = "No,Text,Due,Status,Desk,Phone\n1,a,2025,,7,8\n"
    assert lists.imported(rows, seen="2025").notes == [
        "columns neither used nor listed under unused: Desk, Phone"
    ]
    lists.mapping(PLAN.replace("  key:", "  unused: [desk, Phone]\n  key:"))
    assert lists.imported(rows, seen="2025").notes == []


def test_keys_that_no_row_has_are_named(lists: Lists) -> None:
    assert lists.imported('[{"No": 1, "Text": "a"}]', "plan.json", seen="2025").notes == [
        "no row has Due, Status"
    ]


# Vocabularies


def test_words_come_from_a_file_beside_the_mapping(lists: Lists) -> None:
    (lists.folder / "words.csv").write_text(
        "value,becomes,count\nFinished,fulfilled,3\nIdle,-,1\nUndecided,,9\n", encoding="utf-8"
    )
    lists.mapping(
        PLAN.replace("status: {Done", "status: {file: words.csv, words: {Done").replace(
            "started}", "started}}"
        )
    )
    done = lists.imported("No,Text,Due,Status\n1,a,2025,finished\n2,b,2025,Done\n", seen="2025")
    assert reasons(done) == []
    assert [fact["status"] for fact in lists.facts("status.updated")] == ["fulfilled", "fulfilled"]
    done = lists.imported("No,Text,Due,Status\n3,c,2025,Undecided\n", seen="2025")
    assert reasons(done) == [(2, "Status", "Undecided", "'Undecided' is not in the vocabulary status")]


@pytest.mark.parametrize(("otherwise", "status"), [("in-progress", "in-progress"), ("keep", "stalled")])
def test_words_that_are_unknown_may_be_kept_or_become_something(
    otherwise: str, status: str, lists: Lists
) -> None:
    words = f"status: {{otherwise: {otherwise}, words: {{Done"
    lists.mapping(PLAN.replace("status: {Done", words).replace("started}", "started}}"))
    assert reasons(lists.imported("No,Text,Due,Status\n1,a,2025,stalled\n", seen="2025")) == []
    assert lists.facts("status.updated")[0]["status"] == status


def test_words_come_from_rows_of_the_list_itself(lists: Lists) -> None:
    lists.mapping(
        PLAN.replace(
            "status: {Done", "themes: {rows: {key: code, value: name, rows: themes}}\n  status: {Done"
        )
        .replace("mapping: 1", "mapping: 1\nsource: {rows: plan}")
        .replace("    deadline:", "    theme: {column: Theme, vocabulary: themes}\n    deadline:")
    )
    content = (
        '{"themes": [{"code": "W", "name": "Water"}],'
        ' "plan": [{"No": 1, "Text": "a", "Due": "", "Status": "", "Theme": "W"}]}'
    )
    assert reasons(lists.imported(content, "plan.json", seen="2025")) == []
    assert lists.facts()[0]["themes"] == ["Water"]


# The schema


def test_the_schema_knows_every_section_and_no_other_key() -> None:
    schema = mapping_schema()
    rule = schema["properties"]["rows"]["anyOf"][0]
    assert set(rule["properties"]) == {"key", "where", "vanished", "unused", *OCCASIONS, *SECTIONS}
    described = rule["properties"]["updates"]["anyOf"][0]["properties"]
    assert {"when", "each", "skip", "status", "by"} <= set(described)
    assert described["status"]["description"]


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_mappings_of_real_lists_can_be_read(path: Path) -> None:
    assert read_mapping(path.read_bytes(), path.name, MAPPINGS).rules
