"""What a file is: its encoding, its separator, its headers, its rows; nothing is guessed in silence."""

import datetime as dt
import json
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lists import PLAN, Lists, reasons

from tracker.errors import InputError, TrackerError
from tracker.formats import json_rows
from tracker.formats.open_table import open_table
from tracker.formats.table import Dialect, is_table

FIRST = "No,Text,Due,Status\n1,Señal,2025,Done\n2,Count,2026,\n"


def read(path: Path, content: bytes | str, **dialect: Any) -> list[dict[str, Any]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [row for _, row in open_table(path, Dialect(**dialect)).read()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_mark_tells_the_encoding_else_it_is_utf8(encoding: str, tmp_path: Path) -> None:
    rows = read(tmp_path / "a.csv", FIRST.encode(encoding))
    assert [row["Text"] for row in rows] == ["Señal", "Count"]


def test_what_is_not_utf8_is_refused_with_its_line_to_choose_from(tmp_path: Path) -> None:
    rows = "".join(f"{number},plain,2025,Done\n" for number in range(2000))
    content = ("No,Text,Due,Status\n" + rows).encode() + "9,Señal,2025,Done\n".encode("cp1252")
    with pytest.raises(InputError) as refused:
        read(tmp_path / "a.csv", content)
    assert (refused.value.where, refused.value.message) == ("a.csv:2002", "the file is not UTF-8")
    assert "cp1252: 9,Señal,2025,Done; mac-roman: 9,SeÒal,2025,Done; latin-1: 9,Señal" in refused.value.hint
    assert read(tmp_path / "a.csv", content, encoding="cp1252")[-1]["Text"] == "Señal"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_found_whatever_ends_the_lines(separator: str, end: str, tmp_path: Path) -> None:
    text = FIRST.replace(",", separator).replace("\n", end)
    assert [row["No"] for row in read(tmp_path / "a.csv", text)] == ["1", "2"]


def test_a_separator_inside_texts_is_none(tmp_path: Path) -> None:
    rows = read(tmp_path / "a.csv", "No;Text\n1;a, b, c\n2;d, e\n3;f\n")
    assert rows[0] == {"No": "1", "Text": "a, b, c"}


def test_headers_are_taken_by_their_position(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("No,,Text,Text,\n1,x,one,two,y\n", encoding="utf-8")
    table = open_table(path, Dialect(columns={2: "Office"}))
    assert [row for _, row in table.read()] == [
        {"No": "1", "Office": "x", "Text": "one", "(column 4)": "two", "(column 5)": "y"}
    ]
    assert any("the header of column 5 is empty" in note for note in table.notes)
    assert any("the header 'Text' is there 2 times, in columns 3, 4" in note for note in table.notes)


def test_a_double_header_cannot_be_named_but_by_position(lists: Lists) -> None:
    with pytest.raises(TrackerError, match="has several columns 'Text'"):
        lists.open("No,Text,Text,Due,Status\n1,a,b,2025,Done\n")
    lists.mapping(PLAN.replace("mapping: 1", "mapping: 1\nsource: {columns: {3: Other}}"))
    assert lists.imported("No,Text,Text,Due,Status\n1,a,b,2025,\n", seen="2025").rows == {"new": 1}


def test_headers_may_stand_lower_and_be_missing(tmp_path: Path) -> None:
    rows = read(tmp_path / "a.csv", "The plan\n\nNo,Text\n1,a\n", header=3)
    assert rows == [{"No": "1", "Text": "a"}]
    rows = read(tmp_path / "a.csv", "1,a\n2,b\n", header=0, columns={1: "No", 2: "Text"})
    assert rows == [{"No": "1", "Text": "a"}, {"No": "2", "Text": "b"}]


def test_rows_have_the_numbers_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('No,Text\n1,"two\nlines"\n\n2,b\n', encoding="utf-8")
    assert [number for number, _ in open_table(path, Dialect()).read()] == [2, 4]


BAD = {
    "an empty file": (b"", "the file is empty"),
    "a NUL byte": (b"No,Text\n1,a\0b\n", "there is a NUL byte: this is no text, or damaged"),
    "a quote that is never closed": (
        b'No,Text\n1,"a\n2,b\n3,c\n',
        "a quote is opened in this row and never closed",
    ),
    "a cell that is longer than any": (
        b"No,Text\n1," + b"a" * 1_000_001 + b"\n",
        "a cell has more than 1,000,000 characters",
    ),
    "more cells than headers": (b"No,Text\n1,a,b\n", "the row has 3 cells, the headers are 2"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_one_sentence_with_its_row(name: str, tmp_path: Path) -> None:
    content, message = BAD[name]
    with pytest.raises(TrackerError) as refused:
        read(tmp_path / "a.csv", content)
    assert refused.value.message == message
    assert refused.value.hint
    assert refused.value.where.startswith("a.csv")


def test_a_table_of_headers_alone_is_nothing_new(lists: Lists) -> None:
    done = lists.imported("No,Text,Due,Status\n", seen="2025")
    assert (done.rows, done.events, done.refused) == ({}, 0, [])


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        open_table(tmp_path / "a.csv", Dialect())
    (tmp_path / "a.dat").touch()
    with pytest.raises(InputError, match=r"nothing tells what a\.dat is"):
        open_table(tmp_path / "a.dat", Dialect())


def test_tables_are_known_by_their_names() -> None:
    assert all(map(is_table, ("a.csv", "b.XLSX", "c.ods", "d.tsv")))
    assert not any(map(is_table, ("a.yaml", "b.json", "c.ndjson", "-")))


# Lists of groups


def test_rows_of_json_lie_at_the_end_of_a_way(tmp_path: Path) -> None:
    content = json.dumps({"meta": 1, "data": {"plans": [[{"n": 1.50, "on": True}]]}})
    assert read(tmp_path / "a.json", content, rows="data / plans / 0") == [{"n": "1.5", "on": True}]
    with pytest.raises(InputError) as refused:
        read(tmp_path / "a.json", content)
    assert (refused.value.message, refused.value.hint) == (
        "the file is no list of rows",
        "Say where it is: source: {rows: data / plans / 0}",
    )


DOCUMENTS = {
    "a": [{"n": "1", "t": 'é\u2028 \\ " }'}, {"n": {"m": ["]", "}"]}}, {}],
    "b": {"x": {"k": "v"}, "y": {}},
    "c": "text",
}


@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
@pytest.mark.parametrize("indent", [None, 1])
def test_json_is_read_row_by_row_wherever_its_pieces_end(
    chunk: int, indent: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_rows, "CHUNK", chunk)
    content = json.dumps({"first": [1, 22], **DOCUMENTS}, indent=indent, ensure_ascii=False)
    assert read(tmp_path / "a.json", content, rows="a") == DOCUMENTS["a"]
    assert read(tmp_path / "a.json", content, rows="b") == [{"key": "x", "k": "v"}, {"key": "y"}]
    for broken in (content[:-1], content + "]", content.replace("]", "", 1), content.replace(":", "", 1)):
        with pytest.raises(InputError, match="this is not JSON"):
            read(tmp_path / "a.json", broken, rows="a")
    with pytest.raises(InputError, match="there is no list of rows at c"):
        read(tmp_path / "a.json", content, rows="c")


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it is a folder"):
        open_table(tmp_path, Dialect())


def test_a_group_of_groups_gives_rows_with_their_key(tmp_path: Path) -> None:
    rows = read(tmp_path / "a.json", json.dumps({"plans": {"p1": {"text": "a"}}}), rows="plans")
    assert rows == [{"key": "p1", "text": "a"}]


def test_json_lines_and_yaml_are_lists_too(tmp_path: Path) -> None:
    assert read(tmp_path / "a.jsonl", '{"a": 1}\n\n{"a": 2}\n') == [{"a": "1"}, {"a": "2"}]
    assert read(tmp_path / "a.yaml", "- {a: NO}\n- {a: 2}\n") == [{"a": "NO"}, {"a": "2"}]
    with pytest.raises(InputError) as refused:
        read(tmp_path / "a.jsonl", '{"a": 1}\n{"a":\n')
    assert refused.value.where == "a.jsonl:2"


# Sheets


def test_a_sheet_is_read_by_the_room_of_workbooks(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    day = dt.datetime(2025, 6, 30)  # noqa: DTZ001 (a cell has no zone)
    rows: list[list[Any]] = [["No", "Text", "Due", "Status"], [1.0, "Clean", day, "Done"], [None] * 4]
    asked = []

    def read_sheet(path: Path, sheet: str | None) -> Iterator[list[Any]]:
        asked.append((path.name, sheet))
        return iter(rows)

    room = types.ModuleType("tracker.formats.sheets")
    room.read_sheet = read_sheet  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tracker.formats.sheets", room)
    lists.mapping(PLAN.replace("mapping: 1", "mapping: 1\nsource: {sheet: Plan}"))
    done = lists.imported(b"PK", "plan.xlsx", seen="2026-01-01")
    assert (reasons(done), done.rows) == ([], {"new": 1})
    assert lists.facts("commitment.agreed")[0]["deadline"] == "2025-06-30"
    assert lists.facts("commitment.agreed")[0]["id"] == "plan-1"
    assert set(asked) == {("plan.xlsx", "Plan")}
