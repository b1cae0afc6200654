"""The table of what a sheet that came back says otherwise than what stands."""

from tracker.pages.answer import Table
from tracker.pages.render import Column, Row
from tracker.words.language import Say


def _columns(say: Say) -> list[Column]:
    def value(key: str) -> Column:
        def text(row: Row) -> str:
            return "" if row[key] is None else str(row[key])

        return Column(key, {"now": "Now", "sheet": "In the sheet"}[key], text, 2, 10)

    return [
        Column("row", "Row", lambda row: str(row["row"]), 1),
        Column("commitment", "Commitment", lambda row: str(row["commitment"]), 0, 20),
        Column("column", "Column", lambda row: str(row["column"]), 1, 8),
        value("now"),
        value("sheet"),
        Column("outcome", "What becomes of it", lambda row: say(row["outcome"]), 0, 12, told=True),
    ]


DIFFERENCES = Table("commitment", "Differences", "The sheet says what stands.", _columns)
