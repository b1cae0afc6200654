"""What a place in minutes takes from a row: columns, words, dates, numbers, ids, parts of lists."""

import json
from typing import Any

import pytest
from lists import Lists, reasons

from tracker.formats.date_patterns import Numbers, pattern, read_date, read_number
from tracker.formats.holes import id_of
from tracker.formats.plain_text import without_tags

ONE = """
mapping: 1
SOURCE
rows:
  commitments: {id: x, text: a, obligors: MX, on: 2024, KEY: VALUE}
"""


def value(lists: Lists, written: str, cell: Any, key: str = "note", source: str = "source: {}") -> Any:
    """Give what one cell, called A, becomes where it is written so."""
    text = ONE.replace("KEY", "title" if key == "note" else key).replace("VALUE", written)
    lists.mapping(text.replace("SOURCE", source))
    (minutes,) = lists.minutes(json.dumps([{"A": cell, "B": "b", "C": ""}]), "a.json", "2026-06-30")
    return minutes["commitments"][0].get("title" if key == "note" else key)


@pytest.mark.parametrize(
    ("written", "cell", "becomes"),
    [
        ('"{A}"', "  two \n words ", "two words"),
        ('"{A}"', "", None),
        ('"{A} and {B}"', "a", "a and b"),
        ('"{A}{C}"', "", None),
        ('"{{{A}}}"', "a", "{a}"),
        ("{column: A}", "a", "a"),
        ("{columns: [C, A]}", "a", "a"),
        ("{column: C, else: none}", "a", "none"),
        ("{column: A, shorten: 12}", "a river of many words", "a river of…"),
        ("{column: A, as: id}", "Río Bravo / Nº 2", "rio-bravo-no-2"),
        ("{column: A, plain: html}", "<b>a</b> &amp; b<br>c<script>x()</script>", "a & b c"),
        ("{column: A, plain: text}", "a\u200bb", "ab"),
        ("{column: A, plain: escapes}", "the King\\u2019s", "the King\u2019s"),
        ("{column: A, vocabulary: {one: 1, two: '-'}}", "ONE", "1"),
        ("{column: A, vocabulary: {one: 1, two: '-'}}", "two", None),
        ('"{seen}"', "a", "2026-06-30"),
        ("{column: A / b / 0}", {"b": ["c"]}, "c"),
        ('"{A / b}"', {"b": True}, "true"),
    ],
)
def test_a_text_of_one_line(written: str, cell: Any, becomes: Any, lists: Lists) -> None:
    assert value(lists, written, cell) == becomes


def test_what_stands_for_nothing_is_nothing(lists: Lists) -> None:
    assert value(lists, '"{A}"', "n/a", source="source: {missing: [n/a]}") is None


def test_a_list_is_split_each_part_once(lists: Lists) -> None:
    assert value(lists, "{column: A, split: ';'}", "a; b;;a ", "lead") == ["a", "b"]
    words = "{column: A, split: ';', vocabulary: {EU: [BE, FR], b: ''}}"
    assert value(lists, words, "EU; b", "lead") == ["BE", "FR"]
    assert value(lists, '"{A}"', ["a", "b"], "lead") == ["a", "b"]


def test_a_list_may_have_several_separators(lists: Lists) -> None:
    hole = '{column: A, split: [";", " / ", " y "]}'
    assert value(lists, hole, "SRE / SAT;INM y CILA", "lead") == ["SRE", "SAT", "INM", "CILA"]


def test_what_a_vocabulary_keeps_is_read_on_and_what_it_knows_is_not(lists: Lists) -> None:
    source = "vocabularies: {due: {words: {Autumn 2025: 2025-09/2025-11}, otherwise: keep}}"
    hole = "{column: A, vocabulary: due, formats: [\"'Q'Q YYYY\"]}"
    assert value(lists, hole, "Autumn 2025", "deadline", source) == "2025-09/2025-11"
    assert value(lists, hole, "Q3 2024", "deadline", source) == "2024-07/2024-09"


def test_a_percent_that_may_be_a_share_is_refused(lists: Lists) -> None:
    claim = "\n  updates: {commitment: x, by: MX, status: in-progress, effective: 2024, percent: '{A}'}"
    lists.mapping(ONE.replace("SOURCE", "source: {}").replace(", KEY: VALUE", "") + claim)
    done = lists.imported('[{"A": "0.9"}]', "a.json")
    assert reasons(done) == [(1, "A", "0.9", "'0.9' may be a share, or a part of one percent")]
    assert lists.imported('[{"A": "90 %"}]', "a.json").rows == {"new": 1}
    assert lists.facts("status.updated")[0]["percent"] == 90


def test_a_cell_that_is_a_day_fits_any_form(lists: Lists) -> None:
    from datetime import date

    from tracker.formats.row_cells import Cells

    lists.mapping(
        ONE.replace("SOURCE", "").replace("KEY: VALUE", "deadline: {column: A, formats: [DD/MM/YYYY]}")
    )
    assert lists._mapping is not None
    hole = lists._mapping.rules[0].entries[0].fields["deadline"]
    assert hole.of(Cells({"A": date(2025, 6, 30)})) == "2025-06-30"


def test_a_long_text_keeps_its_lines(lists: Lists) -> None:
    assert value(lists, '"{A}"', "one \r\n\r\ntwo", "conditional_on") == "one\n\ntwo"


def test_a_digest_is_short_and_told_by_its_texts(lists: Lists) -> None:
    first = value(lists, '"{digest(A, B)}"', "a")
    assert len(first) == 12
    assert first == value(lists, '"{digest(A, B)}"', " a ")
    assert first != value(lists, '"{digest(A)}"', "a")


def test_two_dates_are_a_range(lists: Lists) -> None:
    written = "{range: [A, B], formats: [D.M.YYYY, b]}".replace(", b]", "]")
    assert value(lists, written.replace("B]", "A]"), "1.2.2024", "deadline") == "2024-02-01"
    lists.mapping(
        ONE.replace("SOURCE", "").replace("KEY: VALUE", "deadline: {range: [A, B], formats: [D.M.YYYY]}")
    )
    rows = [{"A": "1.2.2024", "B": "3.4.2024"}, {"A": "", "B": "3.4.2024"}]
    found = [each["commitments"][0]["deadline"] for each in lists.minutes(json.dumps(rows), "a.json")]
    assert found == ["2024-02-01/2024-04-03", "2024-04-03"]


@pytest.mark.parametrize(
    ("form", "language", "text", "date"),
    [
        ("YYYY-M-D", "en", "2019-7-10", "2019-07-10"),
        ("DD/MM/YYYY", "en", "31/12/2026", "2026-12-31"),
        ("MMMM D, YYYY", "en", "December 16, 2021", "2021-12-16"),
        ("D 'de' MMMM 'de' YYYY", "es", "3 de mayo de 2024", "2024-05-03"),
        ("D MMM YYYY", "fr", "1 févr. 2024", "2024-02-01"),
        ("MMMM YYYY", "en", "May 2024", "2024-05"),
        ("'Q'Q YYYY", "en", "Q3 2026", "2026-07/2026-09"),
        ("YYYY-MM-DD*", "en", "2016-11-15T14:48:00-08:00", "2016-11-15"),
        ("YYYY", "en", "2024", "2024"),
        ("DD-MMM-YY", "en", "31-Dec-25", "2025-12-31"),
        ("'T'Q YYYY", "es", "T3 2025", "2025-07/2025-09"),
        ("H'º semestre' YYYY", "es", "2º semestre 2025", "2025-07/2025-12"),
        ("serial", "en", "45291", "2023-12-31"),
        ("unix", "en", "1709251200", "2024-03-01"),
        ("unix", "en", "1709251200000", "2024-03-01"),
        ("serial", "en", "2024", None),
        ("DD/MM/YYYY", "en", "12-11-2026", None),
        ("MMMM D, YYYY", "en", "Ma 16, 2021", None),
        ("MMMM D, YYYY", "es", "December 16, 2021", None),
    ],
)
def test_a_date_is_read_by_its_form_alone(form: str, language: str, text: str, date: str | None) -> None:
    made = pattern(form)
    assert made is not None
    assert read_date(text, [made], language) == date


@pytest.mark.parametrize("form", ["DD/MM", "YYYY YYYY", ""])
def test_what_is_no_form_of_dates_is_none(form: str) -> None:
    assert pattern(form) is None


@pytest.mark.parametrize(
    ("text", "kind", "decimal", "thousands", "number"),
    [
        ("74,5 %", "percent", ",", "", "74.5"),
        ("74.5%", "percent", ".", "", "74.5"),
        ("0,745", "share", ",", "", "74.5"),
        ("1.234,5", "plain", ",", ".", "1234.5"),
        ("45 %", "share", ".", "", "45"),
        ("74.5", "plain", ",", "", None),
        ("many", "plain", ".", "", None),
    ],
)
def test_a_number_is_read_by_its_signs_alone(
    text: str, kind: str, decimal: str, thousands: str, number: str | None
) -> None:
    assert read_number(text, kind, Numbers(decimal, thousands)) == number


@pytest.mark.parametrize(
    ("text", "name"),
    [("Straße 7", "strasse-7"), ("US0113.2", "us0113.2"), ("ยกเลิก", None), ("条约 1", None), ("—", None)],
)
def test_an_id_is_made_of_latin_letters_or_not_at_all(text: str, name: str | None) -> None:
    assert id_of(text) == name


def test_html_breaks_lines_where_it_did() -> None:
    assert without_tags("<p>a</p><ul><li>b</li><li>c&nbsp;d</li></ul>") == "a\nb\nc\u00a0d"
    assert without_tags("a < b & c") == "a < b & c"


def test_a_nested_list_gives_an_entry_each_and_sees_the_row(lists: Lists) -> None:
    lists.mapping(
        """
mapping: 1
rows:
  - commitments: {id: "{id}", text: "{text}", obligors: MX, on: 2024}
    updates:
      each: reports
      when: {state: done}
      commitment: "{id}"
      by: MX
      status: {column: state, vocabulary: {done: fulfilled}}
      effective: "{day}"
      note: "{text}"
    evidence:
      each: {column: links, split: " "}
      about: "commitment:{id}"
      url: "{item}"
"""
    )
    row = {"id": "x", "text": "a", "links": "https://a.example https://b.example"}
    row |= {"reports": [{"day": "2024-05", "state": "done"}, {"day": "2024-06", "state": "open"}]}  # type: ignore[dict-item]
    done = lists.imported(json.dumps([row]), "a.json")
    assert reasons(done) == []
    assert lists.types() == {"commitment.agreed": 1, "status.updated": 1, "evidence.added": 2}
    assert lists.facts("status.updated")[0]["note"] == "a"


def test_the_other_side_of_a_list_is_chosen_by_one_of_its_values(lists: Lists) -> None:
    text = ONE.replace("SOURCE", "").replace("KEY: VALUE", "when: {A: [x, y]}")
    lists.mapping(text)
    rows = [{"A": ["w", "X"]}, {"A": ["w"]}, {"A": ""}]
    assert len(list(lists.minutes(json.dumps(rows), "a.json"))) == 1


def test_a_list_of_groups_inside_a_group_is_a_list_of_it_and_no_text(lists: Lists) -> None:
    people = [{"name": "Ana Ruiz", "office": {"id": "SRE"}}, {"name": "Luis Paz"}]
    meeting = {"id": "m1", "held": "2025-02-03", "people": people}
    text = """
mapping: 1
rows:
  - meeting: {id: "{id}", held: "{held}"}
    delegations: {party: MX, members: MEMBERS}
"""
    lists.mapping(text.replace("MEMBERS", '{each: people, name: "{name}", institution: "{office / id}"}'))
    assert reasons(lists.imported(json.dumps([meeting]), "a.json")) == []
    (delegation,) = lists.facts("delegation.recorded")
    assert delegation["members"] == [{"name": "Ana Ruiz", "institution": "SRE"}, {"name": "Luis Paz"}]
    lists.mapping(text.replace("MEMBERS", '"{people}"'))
    done = lists.imported(json.dumps([meeting | {"id": "m2"}]), "a.json")
    assert [(each.column, each.reason) for each in done.refused] == [
        ("people", "it has groups of keys, and is no text")
    ]


def test_a_delegation_may_be_in_a_row_of_its_own(lists: Lists) -> None:
    lists.mapping("""
mapping: 1
rows:
  - {where: {kind: m}, meeting: {id: "{id}", held: 2025-02-03}}
  - {where: {kind: d}, delegations: {occasion: "{id}", party: "{who}", members: "{name}"}}
""")
    done = lists.imported("kind,id,who,name\nd,m1,MX,Ana Ruiz\nm,m1,,\nd,m1,US,Joe Doe\n")
    assert (reasons(done), done.rows) == ([], {"new": 3})
    assert [each["occasion"] for each in lists.facts("delegation.recorded")] == ["m1", "m1"]
