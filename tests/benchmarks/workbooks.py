"""Times writing and reading a workbook of ours, in turn with the libraries alone; prints ratios.

    python tests/benchmarks/workbooks.py [ROWS] [ROUNDS]

Alone, XlsxWriter writes the same cells of the same sheets, which it is given as texts and numbers, in
the same formats; python-calamine reads the same sheets of the same file.
"""

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from measuring import actions, peak_bytes
from python_calamine import CalamineWorkbook

from events.statuses import CLAIMABLE
from tracker.formats.marker import SHEET, Marker, said_by, written
from tracker.formats.own_sheet import read_own_sheet
from tracker.formats.workbook import Workbook, workbook
from tracker.pages.legend import When, legend, moment_in_words
from tracker.pages.sheet import sheet_columns

SEED = 2022
WORDS = ("bridge", "crossing", "water", "visa", "radio", "customs", "compromiso", "frontera", "año")
Cells = list[list[str | int | float | None]]


def main() -> None:
    """Print each ratio, and the greatest memory."""
    number, rounds = (int(each) for each in [*sys.argv[1:], *("10000", "7")[len(sys.argv) - 1 :]])
    what = _workbook(number)
    sheets = dict(_cells(what))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        path.write_bytes(workbook(what))
        took = actions(
            {
                "writing": lambda: workbook(what),
                "writing alone": lambda: _alone(sheets),
                "reading": lambda: read_own_sheet(path),
                "reading alone": lambda: _read_alone(path, what.title),
            },
            rounds,
        )
        size = path.stat().st_size
    cells = sum(cell is not None for rows in sheets.values() for row in rows for cell in row)
    print(f"{number} rows, {cells} cells, {size / 1e6:.1f} MB, {peak_bytes() / 1e6:.0f} MB of memory in all")
    for name in ("writing", "reading"):
        ours, alone = took[name], took[f"{name} alone"]
        print(f"{name}: {ours:.2f} s, alone {alone:.2f} s: {ours / alone:.2f}")


def _workbook(number: int) -> Workbook:
    dice = Random(SEED)
    rows = [_row(each, dice) for each in range(number)]
    columns, when = sheet_columns(rows, "en"), When("2026-11-25", number, "2026-11-25T12:00:00.000000Z")
    marker = Marker(
        store="0" * 32,
        as_of=when.as_of,
        event=number,
        lang="en",
        sheet="Commitments",
        columns=tuple((column.key, column.heading) for column in columns),
        said={row["commitment"]: said_by(row) for row in rows},
    )
    return Workbook(
        title="Commitments",
        legend_title="Legend",
        columns=columns,
        rows=rows,
        lists={"statuses": CLAIMABLE, "themes": WORDS, "parties": ["MX", "US"]},
        legend=legend(columns, when, "en"),
        marker=marker,
        sentence=moment_in_words(when, "en"),
        known_at=when.known_at,
        percent="From 0 to 100, without a sign.",
    )


def _row(number: int, dice: Random) -> dict[str, Any]:
    def words(count: int) -> str:
        return " ".join(dice.choices(WORDS, k=count))

    claim = {
        "obligor": "MX",
        "assessor": "MX",
        "via": "SRE",
        "status": "in-progress",
        "percent": number % 100,
    }
    return {
        "commitment": f"commitment-{number}",
        "title": words(6),
        "text": {"en": words(40), "es": words(40)},
        "themes": [dice.choice(WORDS)],
        "project": "crossing",
        "parent": None,
        "obligors": ["MX", "US"],
        "proposed_by": [],
        "lead": ["MX/SRE"],
        "occasion": f"{2000 + number % 25}-meeting",
        "agreed": f"{2000 + number % 25}-03-14",
        "reported": [{**claim, "effective": "2024-06-01"}],
        "assessed": None,
        "status": dice.choice(CLAIMABLE),
        "status_by": ["MX"],
        "disagreement": False,
        "children": None,
        "schedule": "on-time",
        "deadline": "2027-03",
        "baseline_deadline": "2026",
        "days_late": 0,
        "last_update": "2024-06-01",
        "evidence": ["https://example.org/a"],
        "stale": False,
        "percent": number % 101,
        "external": f"K-{number}",
        "other": {"budget": str(number), "unit": words(2)},
    }


def _cells(what: Workbook) -> Iterator[tuple[str, Cells]]:
    headings: Cells = [[column.heading for column in what.columns]]
    yield what.title, headings + [[column.cell(row) for column in what.columns] for row in what.rows]
    yield what.legend_title, [list(line) for line in what.legend.lines]
    yield "lists", [list(words) for words in what.lists.values()]
    yield SHEET, [list(line) for line in written(what.marker)]


def _alone(sheets: dict[str, Cells]) -> None:
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"valign": "top", "num_format": "0.##"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(line, place, cell, text)
                elif cell is not None:
                    sheet.write_number(line, place, cell, number)
    book.close()


def _read_alone(path: Path, title: str) -> None:
    with CalamineWorkbook.from_path(path) as book:
        for name in (SHEET, title):
            list(book.get_sheet_by_name(name).iter_rows())


if __name__ == "__main__":
    main()
