"""Sheets on the command line: exported, changed by an office, imported by the officer."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from command_line import CommandLine

from tracker.cli import sheets


def exported(desk: CommandLine, *options: str, **changed: str | float) -> CommandLine:
    """Export a sheet, and change cells in the row of the customs window."""
    desk.done("export", "status", "-o", "plan.xlsx", *options)
    book = openpyxl.load_workbook(desk.folder / "plan.xlsx")
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    (row,) = [cell.row for cell in sheet["A"] if cell.value == "customs-window"]
    for heading, value in changed.items():
        sheet.cell(row, columns[heading], value)
    book.save(desk.folder / "plan.xlsx")
    return desk


def test_a_sheet_is_exported_by_its_format_or_its_name_and_needs_a_file(desk: CommandLine) -> None:
    assert desk.done("export", "status", "-o", "plan.xlsx").stderr == "Wrote plan.xlsx\n"
    by_name = (desk.folder / "plan.xlsx").read_bytes()
    desk.done("export", "status", "-f", "xlsx", "-o", "plan")
    assert (desk.folder / "plan").read_bytes() == by_name
    for output in ([], ["-o", "-"]):
        said = desk.refused("export", "status", "-f", "xlsx", *output, exit_code=2)
        assert "a workbook needs a file: -o plan.xlsx." in said[0]
    said = desk.refused("export", "-f", "xlsx", "-o", "a.xlsx", exit_code=2)
    assert "history is written as ndjson, not as xlsx." in said[0]


def test_a_sheet_has_what_the_filters_leave(desk: CommandLine) -> None:
    desk.done("export", "status", "--theme", "customs", "-o", "plan.xlsx", "--as-of", "2023-01-01")
    book = openpyxl.load_workbook(desk.folder / "plan.xlsx")
    assert [cell.value for cell in book.worksheets[0]["A"]] == ["Commitment", "customs-window"]
    assert book["Legend"]["A2"].value.startswith("As of 2023-01-01; known at ")


def test_csv_has_the_columns_of_the_sheet_and_json_what_is_in_them(desk: CommandLine) -> None:
    desk.done("export", "status", "-f", "xlsx", "-o", "plan.xlsx")
    rows = list(csv.DictReader(io.StringIO(desk.done("export", "status", "-f", "csv").stdout)))
    sheet = openpyxl.load_workbook(desk.folder / "plan.xlsx").worksheets[0]
    assert len(rows[0]) == sheet.max_column
    assert [row["commitment"] for row in rows] == [cell.value for cell in sheet["A"]][1:]
    (row,) = [row for row in rows if row["commitment"] == "sixaola-bridge"]
    assert row["text_es"] == "Construir un puente de dos carriles sobre el Sixaola."
    (row,) = [
        row
        for row in desk.done("export", "status", "-f", "json").json
        if row["commitment"] == "sixaola-bridge"
    ]
    assert set(row["text"]) == {"en", "es"}
    assert {"percent", "external", "other", "status", "schedule"} <= set(row)


def test_an_officers_changes_are_shown_and_recorded_and_again_are_nothing_new(desk: CommandLine) -> None:
    exported(desk, Status="en-curso", Note="Window closed", Title="Mine")
    ran = desk.done("import", "plan.xlsx", "--by", "PA/ANA", "--on", "2025-06-01")
    title = "Open one customs window for both sides."
    assert [" ".join(line.split()) for line in ran.stdout.splitlines()[2:]] == [
        f"3 customs-window Title {title} Mine may not be changed here, not recorded",
        "3 customs-window Status fulfilled in-progress to be recorded",
        "3 customs-window Note Window closed to be recorded",
    ]
    assert "customs-window: fulfilled → in-progress" in ran.stderr
    before = desk.log()
    again = desk.done("import", "plan.xlsx", "--by", "PA/ANA")
    assert again.sentences[-1] == "Nothing new: nothing is recorded."
    assert desk.done("import", "plan.xlsx", "--by", "PA/ANA", "-f", "json").json == []
    assert desk.log() == before


def test_a_dry_run_shows_and_records_nothing(desk: CommandLine) -> None:
    exported(desk, Status="stalled")
    before = desk.log()
    assert "to be recorded" in desk.done("import", "plan.xlsx", "--by", "PA", "-n").stdout
    (event,) = desk.done("import", "plan.xlsx", "--by", "PA", "-n", "-f", "json").json
    assert event["data"]["status"] == "stalled"
    assert desk.log() == before


def test_what_others_changed_meanwhile_is_told_and_ends_with_1(desk: CommandLine) -> None:
    exported(desk, Status="stalled", Note="ours")
    desk.done("update", "customs-window", "not-fulfilled", "--by", "CR", "--on", "2025-06-20")
    ran = desk("import", "plan.xlsx", "--by", "PA")
    assert ran.exit_code == 1
    assert "not-fulfilled  stalled" in ran.stdout
    assert "changed by others meanwhile, not recorded" in ran.stdout
    assert "Error" not in ran.stderr
    assert desk.done("status", "-f", "json", "--theme", "customs").json[0]["status"] == "not-fulfilled"


def test_who_gives_a_sheet_back_must_be_said(desk: CommandLine) -> None:
    exported(desk, Status="stalled")
    said = desk.refused("import", "plan.xlsx", exit_code=2)
    assert said[0] == "Error: plan.xlsx is a sheet of ours: say who gives it back, like --by MX/SRE."
    said = desk.refused("import", "plan.xlsx", "--by", "PA, CR")
    assert said[0].startswith("Error: --by: ")
    said = desk.refused("import", "plan.xlsx", "--by", "PA", "--on", "soon")
    assert said[0].startswith("Error: --on: ")


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_recorded(desk: CommandLine) -> None:
    exported(desk, Status="done", Percent=0.9, Side="Panama")
    said = desk.refused("import", "plan.xlsx", "--by", "PA")
    assert said[::2] == [
        "Error: plan.xlsx:3: Status (K3): done is not a status.",
        "Error: plan.xlsx:3: Percent (L3): 0.9 may be 0.9 %, or 90 % as spreadsheets keep it.",
        "Error: plan.xlsx:3: Side (M3): Panama is no obligor of this commitment.",
    ]


def test_a_workbook_of_others_needs_a_mapping(desk: CommandLine) -> None:
    openpyxl.Workbook().save(desk.folder / "theirs.xlsx")
    said = desk.refused("import", "theirs.xlsx", "--by", "PA")
    assert said[0] == "Error: theirs.xlsx is no sheet that was exported from here."


def test_a_damaged_workbook_is_a_sentence(desk: CommandLine) -> None:
    exported(desk)
    whole = (desk.folder / "plan.xlsx").read_bytes()
    (desk.folder / "plan.xlsx").write_bytes(whole[: len(whole) // 2])
    said = desk.refused("import", "plan.xlsx", "--by", "PA", exit_code=2)
    assert said[0] == "Error: plan.xlsx is not a whole workbook: its end is missing."


def test_options_of_sheets_are_refused_with_a_history(desk: CommandLine) -> None:
    desk.done("export", "-o", "history.ndjson")
    said = desk.refused("import", "history.ndjson", "--by", "PA", exit_code=2)
    assert "these options are for a sheet of ours" in said[0]


@pytest.mark.parametrize(("answer", "status"), [("y", "stalled"), ("n", "fulfilled")])
def test_a_terminal_is_asked_first(
    answer: str, status: str, desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(desk, Status="stalled")
    monkeypatch.setattr(sheets, "interactive", lambda: True)
    ran = desk.done("import", "plan.xlsx", "--by", "PA", stdin=f"{answer}\n")
    assert "Record it? [y/N]" in ran.stderr
    assert desk.done("show", "customs-window", "-f", "json").json["status"] == status


def test_what_a_sheet_claims_is_undone_by_one_undo(desk: CommandLine) -> None:
    exported(desk, Status="stalled", Deadline="2027").done("import", "plan.xlsx", "--by", "PA")
    desk.done("undo", "--yes")
    row = desk.done("show", "customs-window", "-f", "json").json
    assert (row["status"], row["deadline"]) == ("fulfilled", "2022-12-31")


def test_a_sheet_written_over_a_store_is_refused(desk: CommandLine, tmp_path: Path) -> None:
    assert tmp_path == desk.folder
    desk.refused("export", "status", "-f", "xlsx", "-o", "desk.db", exit_code=2)
