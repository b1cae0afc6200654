"""What is refused in a table: for a reader, for a spreadsheet, and to be corrected and imported."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from events.sentences import sentence
from tracker.formats.mapped import Refused
from tracker.formats.mapping import Mapping
from tracker.formats.row_cells import text_of
from tracker.formats.table import Numbered, Table
from tracker.formats.vocabulary import REFUSE
from tracker.pages.render import to_csv
from tracker.words.language import Say
from tracker.words.text import one_line

KEYS = ("row", "column", "value", "reason", "hint")
MOST_ALIKE = 5
"""Refusals for one reason that are shown."""
MOST_SHOWN = 40
LONGEST_SHOWN = 60
_QUOTED = re.compile(r"'[^']*'|[0-9]+")
_FORMULA = re.compile(r"(?=[=+\-@])")


def as_csv(refused: Iterable[Refused], say: Say) -> str:
    """Give all refusals as CSV, said in a language."""
    rows = [
        {**each._asdict(), "row": each.row or "", "reason": say(each.reason), "hint": say(each.hint)}
        for each in refused
    ]
    return f"{to_csv(rows, KEYS)}\n"


def shown(refused: list[Refused]) -> tuple[list[Refused], int]:
    """Give the refusals that are shown, a few for each reason, and how many there are besides."""
    alike: dict[tuple[str, str], int] = {}
    found: list[Refused] = []
    for each in sorted(refused, key=lambda each: each.row):
        kind = each.column, _QUOTED.sub("", each.reason)
        alike[kind] = alike.get(kind, 0) + 1
        if alike[kind] <= MOST_ALIKE and len(found) < MOST_SHOWN:
            found.append(each)
    return found, len(refused) - len(found)


def lines(refused: list[Refused], say: Say) -> Iterator[str]:
    """Give the table of refusals, and below it what to do, each thing once."""
    chosen, more = shown(refused)
    head = [say("row"), say("column"), say("value"), say("reason")]
    body = [
        [
            str(each.row or ""),
            *(_short(cell) for cell in (each.column, each.value)),
            one_line(say(each.reason)),
        ]
        for each in chosen
    ]
    widths = [max(len(row[place]) for row in (head, *body)) for place in range(3)]
    for row in (head, *body):
        yield "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]))
    if more:
        yield say(sentence("… and {count} more", count=more))
    for hint in dict.fromkeys(each.hint for each in chosen if each.hint):
        yield f"Hint: {say(hint)}"


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def unknown_words(mapping: Mapping) -> Iterator[tuple[str, str]]:
    """Give, for each vocabulary that lacks words, its name and a CSV of them with counts, to be filled in."""
    for vocabulary in mapping.vocabularies.values():
        if vocabulary.unknown and vocabulary.otherwise == REFUSE:
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("value", "becomes", "count"))
            for word, count in sorted(vocabulary.unknown.items(), key=lambda each: (-each[1], each[0])):
                writer.writerow(
                    (_FORMULA.sub("'", word, count=1) if _FORMULA.match(word) else word, "", count)
                )
            yield vocabulary.name, out.getvalue()


def refused_rows(table: Table, numbers: set[int]) -> tuple[str, Iterator[str | bytes]]:
    """Give a file with some rows, to be corrected and imported by the same mapping: its name, its parts."""
    rows = (each for each in table.read() if each.number in numbers)
    if table.headers is None:
        return f"{table.path.stem}.refused{table.path.suffix}", _as_list(table, rows)
    ending = table.path.suffix if table.format == "csv" else ".csv"
    return f"{table.path.stem}.refused{ending}", _as_grid(table, rows)


def _as_grid(table: Table, rows: Iterator[Numbered]) -> Iterator[bytes]:
    encoding = (table.dialect.encoding if table.format == "csv" else None) or "utf-8"
    for cells in (*table.preamble, *(each.row.values() for each in rows)):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=table.dialect.delimiter or ",", lineterminator="\n")
        writer.writerow([text_of(cell) or "" for cell in cells])
        yield out.getvalue().encode(encoding)


def _as_list(table: Table, rows: Iterator[Numbered]) -> Iterator[str]:
    if table.format == "jsonl":
        yield from (f"{json.dumps(each.row, ensure_ascii=False)}\n" for each in rows)
        return
    found: Any = [each.row for each in rows]
    for step in reversed((table.dialect.rows or "").split("/")):
        key = step.strip()
        found = found if not key else [found] if key.isdecimal() else {key: found}
    yield f"{json.dumps(found, ensure_ascii=False, indent=1)}\n"
