"""A sheet goes home: what it holds and offers, how it looks, and what never runs in it."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
from sheets_at_home import TODAY, Desk, bridge, column, row

from tracker.errors import InputError, RefusedError
from tracker.formats import workbook as writing
from tracker.formats.sheets import open_workbook, sheets_in
from tracker.testing import agreed, claimed


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk with a crossing of two sides and a bridge of one."""
    return Desk(tmp_path).given(
        agreed(title="The crossing", deadline="2024-12", themes=["border"], external="SRE-7"), bridge()
    )


def test_a_sheet_has_a_row_a_commitment_with_what_belongs_to_it(desk: Desk) -> None:
    desk.given(agreed("road", text={"en": "Road.", "es": "Camino."}, other={"budget": "=1+1"})).exported()
    book = openpyxl.load_workbook(desk.sheet)
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert headings[:18] == (
        *("Commitment", "Title", "Text (en)", "Text (es)", "Theme", "Project", "Part of", "Obligors", "Lead"),
        *("Agreed", "Status", "Percent", "Side", "Deadline", "Note", "External key", "budget", "Proposed by"),
    )
    assert [each[0] for each in rows] == ["bridge", "crossing", "road"]
    assert rows[1][:16] == (
        *("crossing", "The crossing", "A new crossing.", None, "border", None, None, "US, MX", None),
        *("2022-03-14", "agreed", None, None, "2024-12", None, "SRE-7"),
    )
    assert rows[2][2:4] == ("Road.", "Camino.")
    assert rows[2][16] == "=1+1"


def test_nothing_in_a_sheet_runs_and_ids_and_dates_are_texts(desk: Desk) -> None:
    desk.given(agreed("1e5", title="=HYPERLINK(1)", text="http://a.example", deadline="2024-06")).exported()
    sheet = openpyxl.load_workbook(desk.sheet).worksheets[0]
    cells = [cell for cells in sheet.iter_rows() for cell in cells if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.data_type for cell in sheet[row(sheet, "1e5")][:3]] == ["s", "s", "s"]
    assert not any(cell.hyperlink for cell in cells)
    assert sheet.cell(row(sheet, "1e5"), column(sheet, "Deadline")).value == "2024-06"


def test_a_sheet_offers_words_stays_readable_and_explains_itself(desk: Desk) -> None:
    desk.exported()
    book = openpyxl.load_workbook(desk.sheet)
    sheet, legend = book.worksheets[:2]
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["C"].width > 50
    assert sheet["C2"].alignment.wrap_text
    offered = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    letter = openpyxl.utils.get_column_letter(column(sheet, "Status"))
    assert offered[f"{letter}2:{letter}3"] == "lists!$A$1:$A$9"
    assert [cell.value for cell in book["lists"]["A"]][:2] == ["not-started", "in-progress"]
    assert [cell.value for cell in book["lists"]["B"]][:1] == ["border"]
    assert [cell.value for cell in book["lists"]["C"]][:2] == ["MX", "US"]
    told = [tuple(cell for cell in line if cell) for line in legend.iter_rows(values_only=True)]
    assert told[1] == (f"As of {TODAY}; known at 2024-06-01 12:00:00, event #2.",) or told[1][0].endswith(
        "#2."
    )
    assert ("Status", "yes", "How it stands: choose another word.") in told
    assert ("in-force", "vigente", "it is kept, and goes on") in told
    assert book.properties.subject == told[1][0]
    with open_workbook(desk.sheet) as opened:
        assert [each.hidden for each in sheets_in(opened)] == [False, False, True, True]


def test_a_sheet_speaks_the_language_of_its_reader(desk: Desk) -> None:
    desk.given(claimed(status="in-force")).exported("es")
    book = openpyxl.load_workbook(desk.sheet)
    assert book.sheetnames[:2] == ["Compromisos", "Leyenda"]
    sheet = book.worksheets[0]
    assert sheet.cell(3, column(sheet, "Estado")).value == "in-force"
    assert ("Estado", "sí", "Cómo está: elija otra palabra.") in list(book["Leyenda"].values)
    assert desk.said() == []


def test_the_same_content_is_the_same_bytes(desk: Desk) -> None:
    one = hashlib.sha256(desk.exported().sheet.read_bytes()).digest()
    assert hashlib.sha256(desk.exported().sheet.read_bytes()).digest() == one
    assert hashlib.sha256(desk.exported(known_at="#1").sheet.read_bytes()).digest() != one


def test_a_text_longer_than_a_cell_is_cut_with_a_sign_and_is_no_change(desk: Desk) -> None:
    desk.given(agreed("long", text="word " * 15_000)).exported()
    sheet = openpyxl.load_workbook(desk.sheet).worksheets[0]
    text = sheet.cell(row(sheet, "long"), column(sheet, "Text (en)")).value
    assert (len(text) < 32_767, text[-1]) == (True, "…")
    assert desk.said() == []


def test_more_rows_than_a_sheet_holds_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 1)
    with pytest.raises(RefusedError, match=r"2 rows and .* are more than a sheet holds"):
        desk.exported()


def test_without_the_extra_what_to_install_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(InputError) as refused:
        desk.exported()
    assert refused.value.hint == "pip install 'commitments-tracker[sheets]'"
