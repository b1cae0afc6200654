"""What a spreadsheet makes of cells is understood where it can mean one thing, else refused."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sheets_at_home import Desk, bridge, refusals, write

from tracker.testing import agreed, claimed


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk with a crossing of two sides and a bridge of one."""
    return Desk(tmp_path).given(
        agreed(title="The crossing", deadline="2024-12", themes=["border"], external="SRE-7"), bridge()
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-12", None),
        (" 2024-12 ", None),
        (2025, "2025"),
        (datetime(2025, 6, 1), "2025-06-01"),  # noqa: DTZ001 (a sheet has no zones)
        ("2025-06-01 00:00", "2025-06-01"),
        ("2025-06-01T00:00:00", "2025-06-01"),
        ("2025-06/2025-08?", "2025-06/2025-08?"),
    ],
)
def test_a_day_is_understood_whatever_a_spreadsheet_made_of_it(
    desk: Desk, written: Any, read: str | None
) -> None:
    desk.exported().edited(write("Deadline", written))
    assert [line.fact.said["deadline"] for line in desk.compared().lines] == ([read] if read else [])


@pytest.mark.parametrize(
    ("heading", "written", "told"),
    [
        (
            "Deadline",
            45291,
            "45291 is not a date | If it is a day as spreadsheets count them, write 2023-12-31.",
        ),
        (
            "Deadline",
            1e5,
            "100000 is not a date | If it is a day as spreadsheets count them, write 2173-10-14.",
        ),
        ("Deadline", 1e9, "1000000000 is not a date | Write it like 2026-03-31."),
        ("Deadline", 2024.5, "2024.5 is not a date | "),
        ("Deadline", True, "TRUE is not a date | "),
        ("Deadline", datetime(2025, 6, 1, 9), "2025-06-01 09:00:00 is a time of a day | Write the day alone"),  # noqa: DTZ001
        ("Deadline", date(2024, 12, 1), "2024-12-01 may be 2024-12, of which a spreadsheet made a day | "),
        ("Deadline", "2024-12-01 00:00", "2024-12-01 may be 2024-12, of which a spreadsheet made a day | "),
        ("Deadline", "01/06/2025", "'01/06/2025' is not a date | "),
        ("Percent", 0.9, "0.9 may be 0.9 %, or 90 % as spreadsheets keep it | Write 90, or as a text 0.9 %."),
        ("Percent", 1, "1 may be 1 %, or 100 % as spreadsheets keep it | "),
        ("Percent", "75,5", "75,5 is not a percentage | "),
        ("Percent", True, "TRUE is not a percentage | "),
        ("Percent", date(2024, 1, 5), "2024-01-05 is not a percentage | "),
        ("Status", True, "TRUE is not a status | "),
        ("Status", 1, "1 is not a status | "),
        ("Note", True, "TRUE is no text | "),
        ("Side", 5, "5 is no obligor of this commitment | Its obligors are US, MX."),
    ],
)
def test_what_a_spreadsheet_may_have_made_of_something_else_is_refused(
    desk: Desk, heading: str, written: Any, told: str
) -> None:
    desk.exported().edited(write(heading, written))
    (said,) = refusals(desk)
    assert said.partition("): ")[2].startswith(told)


@pytest.mark.parametrize(
    ("written", "share"), [(90, 90), ("90 %", 90), ("0.9%", 0.9), (75.5, 75.5), ("0", 0)]
)
def test_a_share_is_understood(desk: Desk, written: Any, share: float) -> None:
    desk.exported().edited(write("Status", "stalled"), write("Percent", written))
    assert [line.fact.said["percent"] for line in desk.compared().lines] == [share]


def test_a_share_alone_goes_with_the_status_that_stands(desk: Desk) -> None:
    desk.given(claimed(percent=40, by="US")).exported().edited(write("Percent", 50))
    (line,) = desk.compared().lines
    assert (line.fact.said["status"], line.fact.said["percent"]) == ("in-progress", 50)


def test_a_share_alone_needs_a_status_that_somebody_said_of_all_sides(desk: Desk) -> None:
    desk.exported().edited(write("Percent", 50))
    assert [each.partition("): ")[2] for each in refusals(desk)] == [
        "a percent needs a status, and nobody has said one | Choose a status too."
    ]
    desk.given(claimed(by="US", obligor="US")).exported().edited(write("Percent", 50))
    sides = "US in-progress, MX agreed"
    assert [each.partition("): ")[2] for each in refusals(desk)] == [
        f"the percent is about sides that stand differently | Say whose side it is about ({sides})."
    ]


def test_a_row_is_refused_whose_id_is_there_twice_gone_or_none_of_the_sheet(desk: Desk) -> None:
    desk.given(agreed("road", text="A road.")).exported().edited(
        write("Commitment", "crossing", "bridge"),
        write("Commitment", "railway", "road"),
        lambda sheet: sheet.cell(9, 3, "something new"),
    )
    assert [each.partition(" | ")[0] for each in refusals(desk)] == [
        "plan.xlsx:3: Commitment (A3): crossing is there twice; the first is in row 2",
        "plan.xlsx:4: Commitment (A4): railway is no commitment of this sheet",
        "plan.xlsx:9: Commitment (A9): the row has no id",
    ]


def test_an_id_that_a_spreadsheet_made_a_number_is_known_if_it_can_be_no_other(desk: Desk) -> None:
    desk.given(agreed("2024", text="A year."), agreed("1e5", text="Much.")).exported()
    desk.edited(write("Commitment", 2024, "2024"))
    assert desk.compared() == ([], [])
    desk.edited(write("Commitment", 1e5, "1e5"))
    (said,) = refusals(desk)
    assert (
        said == "plan.xlsx:2: Commitment (A2): 100000 is no commitment of this sheet | Write 1e5 as a text."
    )


def test_an_id_is_refused_that_is_one_of_two_as_a_number(desk: Desk) -> None:
    desk.given(agreed("7", text="A."), agreed("007", text="B.")).exported().edited(
        write("Commitment", 7, "7")
    )
    (said,) = refusals(desk)
    assert said.endswith("7 is no commitment of this sheet | Write 007 or 7 as a text.")
