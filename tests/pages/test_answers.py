"""An answer is the same in every format: its columns are told once, and its keys come of them."""

import subprocess
import sys
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.environment import LANGUAGES
from tracker.pages import columns
from tracker.pages.answer import FORMATS, Table, Thing, left_out, rows_as, sentences, thing_as
from tracker.pages.brief import BRIEF
from tracker.pages.differences import DIFFERENCES
from tracker.pages.lists import KINDS, list_of
from tracker.pages.render import Column, Page, Row
from tracker.pages.thing import ONE
from tracker.words.catalogue import catalogue
from tracker.words.language import Say

TABLES = {
    "status": columns.STATUS,
    "meetings": columns.MEETINGS,
    "timeline": columns.TIMELINE,
    "events": columns.EVENTS,
    "people": columns.PEOPLE,
    "suggestions": columns.SUGGESTIONS,
    "check": columns.CHECK,
    "scorecard": columns.scorecard("theme"),
}


def _things(say: Say) -> list[Column]:
    return [
        Column("note"),
        Column("second", "Title", lambda row: row["second"], place=1),
        Column("first", "Status", lambda row: say(row["first"])),
    ]


def _picture(rows: Any) -> Column:
    return Column("drawn", "", lambda row: "#" * (1 + rows.index(row)))


THINGS = Table("first", "Things", "No things.", _things, _picture)
ROWS: list[Row] = [
    {"note": "n", "first": "stalled", "second": "b"},
    {"note": None, "first": "met", "second": "d"},
]


def test_data_has_every_key_and_a_table_what_can_be_read() -> None:
    assert THINGS.keys == ["note", "second", "first"]
    assert rows_as("csv", THINGS, ROWS).splitlines() == [
        "note,second,first",
        '"n","b","stalled"',
        '"","d","met"',
    ]
    assert rows_as("table", THINGS, ROWS).splitlines() == [
        "Status   Title",
        "-------  -----",
        "stalled  b",
        "met      d",
    ]


def test_a_table_speaks_a_language_and_data_does_not() -> None:
    assert rows_as("table", THINGS, ROWS, "es").splitlines()[0].split() == ["Estado", "Título"]
    assert rows_as("table", THINGS, ROWS, "es").splitlines()[2].split() == ["estancado", "b"]
    assert rows_as("csv", THINGS, ROWS, "es") == rows_as("csv", THINGS, ROWS)
    assert (sentences("markdown", "es"), sentences("json", "es")) == ("es", "en")


def test_a_picture_is_drawn_on_a_terminals_table_alone() -> None:
    page = Page(pictures=True)
    assert rows_as("table", THINGS, ROWS, page=page).splitlines()[3] == "met      ##  d"
    for form in set(FORMATS) - {"table"}:
        assert rows_as(form, THINGS, ROWS, page=page) == rows_as(form, THINGS, ROWS)
    assert "drawn" not in THINGS.keys


def test_what_a_page_has_no_room_for_is_named() -> None:
    assert left_out(THINGS, ROWS, "en", Page(width=8)) == ["Title"]
    assert left_out(THINGS, ROWS, "en", Page()) == []
    assert left_out(THINGS, [], "en", Page(width=1)) == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_are_written_in_every_format(form: str) -> None:
    for table in TABLES.values():
        written = rows_as(form, table, [])
        assert bool(written) == (form in {"json", "csv", "markdown", "html"})


@pytest.mark.parametrize("name", TABLES)
def test_a_table_shows_the_id_of_its_rows_first_or_has_it_as_data(name: str) -> None:
    table = TABLES[name]
    assert table.key in table.keys
    assert len(set(table.keys)) == len(table.keys)
    assert {column.key for column in table.drawn("en")} <= set(table.keys)


NAMES = {"", "#", "Id", "Type", "Subject"}
"""Headings that are the same in both languages, or of a table that has one language."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", [*TABLES.values(), *map(list_of, KINDS)])
def test_every_heading_that_is_shown_names_its_column(table: Table, lang: str) -> None:
    every = table._replace(chosen=tuple(table.keys)).drawn(lang)
    shown = {column.heading: column.key for column in (*every, *table.drawn(lang))}
    for heading, key in shown.items():
        assert {table.called(each) for each in (heading, heading.upper(), heading.lower())} == {key}


@pytest.mark.parametrize("name", [*TABLES])
def test_every_heading_has_a_spanish_text(name: str) -> None:
    headings = {column.heading for column in TABLES[name].drawn("en")}
    translated = {text for text, _ in catalogue("es")._texts}
    assert headings - translated - NAMES == set()


def test_a_scorecard_counts_every_status() -> None:
    from events.statuses import STATUSES

    keys = columns.scorecard("party").keys
    assert keys == ["party", "commitments", *(status.replace("-", "_") for status in STATUSES), "share"]


def test_one_thing_is_written_in_every_format() -> None:
    bridge = {"id": "bridge", "title": "A <bridge>", "place": "Sixaola"}
    written = {form: thing_as(form, ONE, bridge) for form in FORMATS}
    assert written["ids"] == "bridge"
    assert written["csv"] == 'id,title,place\n"bridge","A <bridge>","Sixaola"'
    assert written["table"].splitlines() == ["bridge  A <bridge>", "", "place           Sixaola"]
    assert written["markdown"].splitlines()[0] == r"# bridge A \<bridge\>"
    assert "A &lt;bridge&gt;" in written["html"]


def test_what_came_along_is_shown_under_its_own_keys() -> None:
    bridge = {"id": "bridge", "other": {"Folio": "A-1", "Room": "12"}}
    assert thing_as("table", ONE, bridge).splitlines()[2:] == ["other", "    Folio: A-1", "    Room: 12"]
    assert "<li>Folio: A-1\n" in thing_as("html", ONE, bridge)


def test_what_is_called_by_its_id_is_called_so_once() -> None:
    assert thing_as("table", ONE, {"id": "Ana Paz", "name": "Ana Paz"}).splitlines()[0] == "Ana Paz"


def test_an_event_was_recorded_by_the_calendar_of_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Mexico_City")
    time.tzset()
    page = thing_as("table", ONE, {"id": "e", "recorded_at": "2024-01-01T02:45:44.855760Z"})
    monkeypatch.undo()
    time.tzset()
    assert page.splitlines()[-1].split("  ")[-1].strip() == "2023-12-31 20:45:44"


def test_what_becomes_of_a_cell_is_never_cut() -> None:
    values = {
        "row": 6,
        "commitment": "esc-13-01",
        "column": "Title",
        "now": "Action plans, " * 9,
        "sheet": "zz",
    }
    rows: list[Row] = [values | {"outcome": "may not be changed here, not recorded"}]
    written = rows_as("table", DIFFERENCES, rows, page=Page(width=70))
    assert [word for line in written.splitlines()[2:] for word in line[49:].split()] == [
        "may",
        "not",
        "be",
        "changed",
        "here,",
        "not",
        "recorded",
    ]


def test_the_ids_of_a_brief_are_those_of_what_is_open() -> None:
    assert BRIEF.ids({"open": [{"commitment": "a"}, {"commitment": "b"}]}) == ["a", "b"]
    assert BRIEF.formats[0] == "markdown"
    assert set(BRIEF.formats) == set(FORMATS)


def test_an_id_from_outside_is_harmless_where_it_is_shown() -> None:
    hostile = Thing(ONE.text, lambda _: ["a\x1b[31m"])
    assert thing_as("ids", hostile, {}) == r"a\x1b[31m"


def test_pages_are_written_without_a_command_line() -> None:
    modules = "answer brief columns render thing"
    code = "import sys\n" + "\n".join(f"import tracker.pages.{name}" for name in modules.split())
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    heavy = {"click", "pydantic", "eventsourcing", "tabulate", "sqlite3", "json", "dataclasses"}
    assert heavy.isdisjoint(ran.stdout.split())


LONG = {
    "id": "regional-migration-approach",
    "status": "in-progress",
    "title": "Modernize border infrastructure",
    "parent": "root-causes-cooperation",
    "note": "a note",
}


def _commitments(_: Say) -> list[Column]:
    return [
        Column("id", "Commitment", lambda row: row["id"], 0, 12),
        Column("title", "Title", lambda row: row["title"], 2, 10, told=True),
        Column("status", "Status", lambda row: row["status"], 1, place=1),
        Column("parent", "Part of", lambda row: row["parent"], 3, 10, place=2),
        Column("note", "Note", lambda row: row["note"], 5, place=3),
    ]


NAMED = Table("id", "Commitments", "None.", _commitments)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (78, "regional-migration-approach  Modernize border  in-progress  root-caus…"),
        (60, "regional-migration-approach  Modernize border  in-progress"),
        (52, "regional-migration-approach  Modernize         in-progress"),
        (45, "regional-migration-approach  Modernize border"),
        (39, "regional-migration-approach  Modernize"),
        (38, "regional-mig…                Modernize         in-progress"),
    ],
)
def test_what_names_a_row_is_whole_and_other_columns_go_first(width: int, shown: str) -> None:
    lines = rows_as("table", NAMED, [LONG], page=Page(width)).splitlines()
    assert lines[2].split() == shown.split()
    assert max(map(len, lines)) <= width


@given(st.integers(58, 120))
def test_no_word_is_broken_while_another_column_can_go(width: int) -> None:
    text = rows_as("table", NAMED, [LONG], page=Page(width))
    assert {"infrastructure", LONG["id"]} <= set(text.split())


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_chosen_column_of_ids_is_whole_too(width: int) -> None:
    chosen = NAMED._replace(chosen=("title", "parent", "note", "id"))
    assert LONG["id"] in rows_as("table", chosen, [LONG], page=Page(width)).split()
