"""A sheet is changed by its office, and comes back: what is recorded of it, and what is not."""

import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sheets_at_home import OFFICER, Desk, bridge, column, refusals, write

from events.statuses import NOT_CLAIMABLE
from tracker.errors import InputError, RefusedError
from tracker.formats.own_sheet import read_own_sheet
from tracker.testing import agreed, claimed, proposed, revised

LIBREOFFICE = shutil.which("soffice")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk with a crossing of two sides and a bridge of one."""
    return Desk(tmp_path).given(
        agreed(title="The crossing", deadline="2024-12", themes=["border"], external="SRE-7"), bridge()
    )


def test_an_unchanged_sheet_says_nothing_new(desk: Desk) -> None:
    desk.given(claimed(percent=33.3, by="MX"), revised()).exported().edited()
    assert desk.compared() == ([], [])


def test_what_an_officer_changed_is_recorded_as_their_claim(desk: Desk) -> None:
    desk.exported().edited(
        write("Status", "en-curso"),
        write("Percent", 40),
        write("Note", "Se empezó"),
        write("Deadline", "2025-03"),
    )
    assert desk.said() == [
        "crossing: Status: agreed → in-progress: to be recorded",
        "crossing: Percent: None → 40: to be recorded",
        "crossing: Note: None → Se empezó: to be recorded",
        "crossing: Deadline: 2024-12 → 2025-03: to be recorded",
    ]
    claim, revision = (fact for _, fact in desk.imported(on="2024-05-30").facts)
    assert claim.said == {
        "commitment": "crossing",
        "by": [OFFICER],
        "effective": "2024-05-30",
        "status": "in-progress",
        "percent": 40,
        "note": "Se empezó",
    }
    assert revision.said == {
        "commitment": "crossing",
        "deadline": "2025-03",
        "announced": "2024-05-30",
        "by": [OFFICER],
    }
    assert claim.stamp.batch == revision.stamp.batch


def test_the_same_sheet_again_says_nothing_new_on_any_day(desk: Desk) -> None:
    desk.exported().edited(
        write("Status", "fulfilled"), write("Side", "MX"), write("Note", "done"), write("Deadline", "2025")
    )
    assert len(desk.imported().facts) == 2
    assert desk.compared(on="2024-06-02").lines == []
    assert {line.rpartition(": ")[2] for line in desk.said()} == {"there already"}


def test_an_officer_goes_on_with_a_sheet_that_was_imported(desk: Desk) -> None:
    desk.exported().edited(write("Status", "in-progress"), write("Deadline", "2025"))
    desk.imported()
    desk.edited(write("Status", "stalled"), write("Deadline", "2026"))
    assert desk.said() == [
        "crossing: Status: in-progress → stalled: to be recorded",
        "crossing: Deadline: 2025 → 2026: to be recorded",
    ]


def test_what_an_officer_said_before_the_sheet_was_exported_is_said_anew(desk: Desk) -> None:
    desk.given(claimed(by=OFFICER, on="2023-01-01"), claimed(status="stalled", by="US", on="2023-02-01"))
    desk.exported().edited(write("Status", "in-progress"))
    assert desk.said() == ["crossing: Status: stalled → in-progress: to be recorded"]


def test_a_side_is_claimed_for_alone(desk: Desk) -> None:
    desk.exported().edited(write("Status", "fulfilled"), write("Side", "MX"))
    (line,) = desk.compared().lines
    assert (line.fact.said["obligor"], line.where.rpartition("/")[2]) == (
        "MX",
        "plan.xlsx:3: Commitment (A3)",
    )


def test_what_others_changed_meanwhile_is_told_with_both_values_and_not_overwritten(desk: Desk) -> None:
    desk.exported().edited(
        write("Status", "fulfilled"),
        write("Deadline", "2025"),
        write("Note", "ours"),
        write("Note", "x", "bridge"),
    )
    desk.given(claimed(status="stalled", by="US", on="2024-05-31"), revised(deadline="2026", on="2024-05-31"))
    assert desk.said() == [
        "bridge: Note: None → x: to be recorded",
        "crossing: Status: stalled → fulfilled: changed by others meanwhile, not recorded",
        "crossing: Note: None → ours: to be recorded",
        "crossing: Deadline: 2026 → 2025: changed by others meanwhile, not recorded",
    ]
    assert desk.compared().in_conflict
    assert [fact.said.get("note") for _, fact in desk.imported().facts] == ["x", "ours"]


def test_a_claim_does_not_silence_a_share_that_others_reported_meanwhile(desk: Desk) -> None:
    desk.given(claimed(percent=40, by="US")).exported().edited(write("Status", "stalled"))
    desk.given(claimed(percent=60, by="US", on="2024-05-31"))
    assert desk.said() == [
        "crossing: Status: in-progress → stalled: changed by others meanwhile, not recorded",
        "crossing: Percent: 60 → 40: changed by others meanwhile, not recorded",
    ]


def test_what_others_said_of_the_other_side_meanwhile_is_no_conflict(desk: Desk) -> None:
    desk.exported().edited(write("Status", "fulfilled"), write("Side", "MX"))
    desk.given(claimed(status="stalled", by="US", obligor="US", on="2024-05-31"))
    assert desk.said() == ["crossing: Status: agreed → fulfilled: to be recorded"]


def test_what_others_changed_and_the_officer_did_not_is_left_alone(desk: Desk) -> None:
    desk.exported().given(claimed(status="stalled", by="US"))
    assert desk.said() == []


def test_what_others_recorded_alike_is_there_already(desk: Desk) -> None:
    desk.exported().edited(write("Status", "stalled")).given(claimed(status="stalled", by="US"))
    assert desk.said() == ["crossing: Status: stalled → stalled: there already"]


def test_a_commitment_that_no_longer_stands_is_told(desk: Desk) -> None:
    desk.exported().edited(write("Status", "stalled", "bridge"))
    desk.tracker.retract("#2", "it was none")
    assert desk.said() == ["bridge: Status: None → stalled: no longer stands, not recorded"]


def test_rows_deleted_and_reordered_and_columns_added_and_moved_change_nothing(desk: Desk) -> None:
    def mix(sheet: Any) -> None:
        rows = [list(each) for each in sheet.iter_rows(values_only=True)]
        sheet.delete_rows(1, sheet.max_row)
        sheet.append(["our plan", None])
        sheet.append([])
        for each in (rows[0], rows[2]):
            sheet.append([*each[::-1], "added" if each is rows[0] else "x"])

    desk.exported().edited(mix)
    assert desk.compared() == ([], [])
    desk.edited(lambda sheet: sheet.cell(4, [cell.value for cell in sheet[3]].index("Status") + 1, "stalled"))
    assert desk.said() == ["crossing: Status: agreed → stalled: to be recorded"]


def test_a_sheet_that_was_renamed_is_found(desk: Desk) -> None:
    def rename(sheet: Any) -> None:
        sheet.title = "Plan 2024"

    desk.exported().edited(rename, write("Status", "stalled"))
    assert len(desk.compared().lines) == 1


def test_a_column_that_was_deleted_changes_nothing(desk: Desk) -> None:
    desk.exported().edited(write("Note", "x"), lambda sheet: sheet.delete_cols(column(sheet, "Status")))
    assert desk.said() == ["crossing: Note: None → x: to be recorded"]


def test_without_the_column_of_ids_a_sheet_is_refused(desk: Desk) -> None:
    desk.exported().edited(lambda sheet: sheet.delete_cols(1))
    with pytest.raises(RefusedError, match="has no column Commitment, by which its rows are known"):
        desk.compared()


def test_a_column_that_is_there_twice_is_refused(desk: Desk) -> None:
    desk.exported().edited(lambda sheet: sheet.cell(1, 60, "status"))
    with pytest.raises(RefusedError, match="the column status is there twice"):
        desk.compared()


def test_what_may_not_be_changed_is_told_and_not_recorded(desk: Desk) -> None:
    desk.exported().edited(write("Title", "Mine"), write("Obligors", "US"), write("Theme", None))
    assert desk.said() == [
        "crossing: Title: The crossing → Mine: may not be changed here, not recorded",
        "crossing: Theme: border → : may not be changed here, not recorded",
        "crossing: Obligors: US, MX → US: may not be changed here, not recorded",
    ]
    assert desk.compared().lines == []


def test_a_cell_that_was_emptied_stays_as_it_is(desk: Desk) -> None:
    desk.exported().edited(write("Status", None), write("Deadline", " "))
    assert desk.said() == [
        "crossing: Status: agreed → None: emptied, stays as it is",
        "crossing: Deadline: 2024-12 → None: emptied, stays as it is",
    ]


def test_all_that_is_no_status_no_share_no_day_and_no_side_is_refused_at_once_with_its_place(
    desk: Desk,
) -> None:
    desk.exported().edited(
        write("Status", "finished"),
        write("Percent", 140),
        write("Deadline", "soon"),
        write("Side", "mx"),
        write("Status", "proposed", "bridge"),
    )
    said = refusals(desk)
    assert [each.partition(" | ")[0] for each in said] == [
        "plan.xlsx:2: Status (J2): nobody can claim proposed: " + NOT_CLAIMABLE["proposed"],
        "plan.xlsx:3: Status (J3): finished is not a status",
        "plan.xlsx:3: Percent (K3): 140 is not a percentage",
        "plan.xlsx:3: Side (L3): mx is no obligor of this commitment",
        "plan.xlsx:3: Deadline (M3): 'soon' is not a date",
    ]
    assert said[3].endswith("Did you mean MX?")


def test_a_claim_about_what_is_only_proposed_is_refused_with_its_row(desk: Desk) -> None:
    desk.given(proposed("tunnel")).exported().edited(write("Status", "stalled", "tunnel"))
    with pytest.raises(RefusedError) as refused:
        desk.imported()
    assert refused.value.where.endswith("plan.xlsx:4: Commitment (A4)")


def test_a_sheet_of_a_past_moment_knows_what_was_known_then(desk: Desk) -> None:
    desk.given(claimed(status="stalled", by="US", on="2023-02-01")).exported(as_of="2023-01-15")
    assert desk.said() == []
    desk.edited(write("Status", "fulfilled"))
    assert desk.said() == ["crossing: Status: stalled → fulfilled: changed by others meanwhile, not recorded"]


def test_a_sheet_of_another_store_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other").given(agreed()).exported()
    desk.sheet.write_bytes(other.sheet.read_bytes())
    with pytest.raises(InputError, match="was exported from another store"):
        desk.compared()


def test_somebody_elses_workbook_is_none_of_ours(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert read_own_sheet(tmp_path / "a.xlsx") is None


def test_a_hidden_sheet_that_was_changed_is_told(desk: Desk) -> None:
    desk.exported().edited(lambda sheet: sheet.cell(1, 2, "9"), sheet="tracker")
    with pytest.raises(InputError, match="its hidden sheet tracker cannot be read"):
        desk.compared()


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_sheet_that_libreoffice_saved_says_the_same(desk: Desk, tmp_path: Path, form: str) -> None:
    desk.given(
        claimed(percent=40, by="US"),
        agreed(
            "road", text={"en": "One.\nTwo — «three» _x0041_ 中 😀"}, other={"007": "1e5", "day": "2024-06"}
        ),
    ).exported()
    for changed in (False, True):
        if changed:
            desk.edited(write("Percent", 50), write("Deadline", datetime(2025, 6, 1)))  # noqa: DTZ001
        saved = tmp_path / "saved"
        program = [LIBREOFFICE or "", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
        ran = [*program, "--convert-to", form, "--outdir", str(saved), str(desk.sheet)]
        subprocess.run(ran, check=True, capture_output=True, timeout=120)
        other = Desk.__new__(Desk)
        other.tracker, other.sheet = desk.tracker, saved / f"plan.{form}"
        assert other.said() == (
            [
                "crossing: Percent: 40 → 50: to be recorded",
                "crossing: Deadline: 2024-12 → 2025-06-01: to be recorded",
            ]
            if changed
            else []
        )
