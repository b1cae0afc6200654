"""What is read of a workbook, and what is said of one that is not read."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tracker.errors import InputError, TrackerError
from tracker.formats import sheets, workbook_parts
from tracker.formats.sheets import Cell, Sheet, open_workbook, read_sheet, sheets_in

MIDNIGHT = datetime(2024, 6, 1)  # noqa: DTZ001 (a sheet has no zones)
HALF_PAST = MIDNIGHT.replace(hour=12, minute=30)
SHEET = "xl/worksheets/sheet1.xml"
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>'
    '<office:spreadsheet><table:table table:name="Data">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
_ODS_CELL = (
    '<table:table-cell{repeated} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
)


def workbook(path: Path, *rows: list[Any], name: str = "Data") -> Path:
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def with_part(path: Path, part: str, content: bytes) -> Path:
    """Write the workbook anew beside itself, one of its parts replaced."""
    other = path.with_name(f"other-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return other


def open_document(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        packed.writestr("content.xml", _ODS.format(rows=rows))
    return path


def rows(path: Path, sheet: str | None = None) -> list[list[Cell]]:
    return list(read_sheet(path, sheet))


def refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(TrackerError) as refused:
        rows(path, sheet)
    return f"{refused.value.message} | {refused.value.hint}".replace(f"{path.parent}/", "")


def test_cells_are_texts_numbers_days_or_nothing(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["text", 1, 2.5, True, 1e5, 45291],
        [MIDNIGHT, HALF_PAST, None, " kept ", "=1+1".lstrip("="), "1e5"],
    )
    assert rows(path) == [
        ["text", 1, 2.5, True, 100_000, 45291],
        [date(2024, 6, 1), HALF_PAST, None, " kept ", "1+1", "1e5"],
    ]
    assert [type(cell) for cell in rows(path)[0]] == [str, int, float, bool, int, int]
    assert type(rows(path)[1][0]) is date


def test_a_time_of_day_and_a_span_are_texts(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_number(0, 0, 0.5, book.add_format({"num_format": "hh:mm"}))
    sheet.write_number(0, 1, 1.5, book.add_format({"num_format": "[h]:mm"}))
    book.close()
    assert rows(tmp_path / "a.xlsx") == [["12:00:00", "36:00:00"]]


def test_rows_and_columns_keep_their_place_however_late_the_sheet_begins(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write(2, 3, "x")
    book.close()
    assert rows(tmp_path / "a.xlsx") == [[None] * 4, [None] * 4, [None, None, None, "x"]]


def test_rows_of_an_open_document_are_read_as_well(tmp_path: Path) -> None:
    cell = _ODS_CELL.format(repeated=' table:number-columns-repeated="2"', text="x")
    path = open_document(tmp_path / "a.ods", f"<table:table-row>{cell}</table:table-row>")
    assert rows(path) == [["x", "x"]]


def test_the_first_sheet_that_is_seen_is_read_and_any_by_its_name(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("Front").hide()
    book.add_worksheet("Data").write(0, 0, "seen")
    book.get_worksheet_by_name("Data").activate()
    book.get_worksheet_by_name("Front").write(0, 0, "hidden")
    book.close()
    path = tmp_path / "a.xlsx"
    assert rows(path) == [["seen"]]
    assert rows(path, "Front") == [["hidden"]]
    assert rows(path, " front ") == [["hidden"]]
    with open_workbook(path) as opened:
        assert sheets_in(opened) == [Sheet("Front", hidden=True), Sheet("Data", hidden=False)]


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["x"])
    assert refusal(path, "Plan") == "a.xlsx has no sheet Plan | Its sheets: Data."


def test_an_empty_first_sheet_is_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    assert refusal(path) == "a.xlsx: the sheet Data is empty | Its sheets: Data."
    assert rows(path, "Data") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.xlsx is not a workbook"),
        (b"commitment,title\n", "a.xlsx is not a workbook"),
        (b"PK\x03\x04", "a.xlsx is not a whole workbook: its end is missing"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "a.xlsx is not a workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx is protected by a password",
        ),
    ],
)
def test_what_is_no_workbook_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refusal(path).startswith(said)


def test_a_merged_cell_is_in_each_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A2", "Water")
        sheet.write_column("B1", ["one", "two", "three"])
        sheet.merge_range("A4:B5", "Total")
    told = [["Water", "one"], ["Water", "two"], [None, "three"], ["Total", None]]
    assert rows(path) == told


def test_an_open_document_with_a_password_is_one_sentence(tmp_path: Path) -> None:
    path = open_document(tmp_path / "a.ods", "")
    locked = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    assert refusal(with_part(path, "META-INF/manifest.xml", locked.encode())).startswith(
        "other-a.ods is protected by a password"
    )


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.xlsx").startswith("cannot read a.xlsx: No such file")


def test_another_packed_file_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert refusal(tmp_path / "a.xlsx").startswith("a.xlsx is not a workbook")


def test_a_binary_workbook_is_to_be_saved_as_another(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as packed:
        packed.writestr("xl/workbook.bin", "")
    assert (
        refusal(tmp_path / "a.xlsb")
        == "a.xlsb is a binary workbook (.xlsb) | Save it as .xlsx, then name that file."
    )


def test_a_workbook_cut_anywhere_is_one_sentence(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", ["x", 1], ["y", 2]).read_bytes()
    path = tmp_path / "a.xlsx"
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        assert refusal(path).startswith(("a.xlsx is not a workbook", "a.xlsx is not a whole workbook"))


def test_a_workbook_with_any_bit_changed_is_read_or_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", ["x", 1], ["y", 2]).read_bytes()
    path = tmp_path / "a.xlsx"
    for place in range(0, len(whole), 29):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        try:
            rows(path)
        except TrackerError as error:
            assert error.message.startswith(str(path))  # noqa: PT017 (most are refused, some are read)


def test_what_grows_too_much_is_not_unpacked(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "a.xlsx", ["x"]), SHEET, b" " * 30_000_000)
    said = refusal(path)
    assert said.startswith("other-a.xlsx grows from 0.0 MB to 30.0 MB when it is unpacked")


def test_a_directory_that_lies_about_sizes_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_parts, "MOST_UNPACKED", 5_000_000)
    path = with_part(workbook(tmp_path / "a.xlsx", ["x"]), SHEET, b" " * 6_000_000)
    size = (6_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (9).to_bytes(4, "little")))
    assert refusal(path).startswith("other-a.xlsx is larger inside than 5.0 MB")


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>' + f'<row r="1048576">{"<c><v>2</v></c>" * 100}</row>',
        "<x:row xmlns:x='x' r='1048576'><x:c s='1' r='XFD1048576'><x:v>2</x:v></x:c></x:row>",
    ],
)
def test_a_cell_far_out_is_not_made_room_for(tmp_path: Path, cells: str) -> None:
    path = workbook(tmp_path / "a.xlsx", ["x"])
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}'
    far = with_part(path, SHEET, f"{sheet}</sheetData></worksheet>".encode())
    assert refusal(far).startswith("other-a.xlsx has a sheet of 1,048,576 rows and")


def test_cells_repeated_a_billion_times_are_not_made_room_for(tmp_path: Path) -> None:
    cell = _ODS_CELL.format(repeated=' table:number-columns-repeated="16384"', text="x")
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refusal(open_document(tmp_path / "a.ods", row)).startswith("a.ods has a sheet of 1,048,576 rows")


def test_empty_rows_to_the_end_of_an_open_document_are_nothing(tmp_path: Path) -> None:
    empty = (
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    row = f"<table:table-row>{_ODS_CELL.format(repeated='', text='x')}</table:table-row>"
    assert rows(open_document(tmp_path / "a.ods", row + empty)) == [["x"]]


def test_without_the_extra_what_to_install_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", ["x"])
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    assert refusal(path) == f"a.xlsx is a workbook, which the extra [sheets] reads | {sheets.EXTRA}"


def test_what_is_wrong_with_a_file_is_the_exit_code_of_an_unreadable_one(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no")
    with pytest.raises(InputError):
        rows(tmp_path / "a.xlsx")
