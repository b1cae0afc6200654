"""A look at a table before it has a mapping: its headers, what its columns hold, where its rows may be."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from tracker.formats.date_patterns import LANGUAGES, likely_forms
from tracker.formats.grid import first_records, is_filled
from tracker.formats.row_cells import leaves, text_of
from tracker.formats.row_lists import document, ways_to_rows
from tracker.formats.table import ENDINGS, Dialect, Table

LOOKED_AT = 100_000
"""Rows that are looked at."""
FEW = 25
"""Different values of a column that are listed."""
SHORT = 60
LONG = 60
"""Characters of a text, on average, that is likely what was promised."""
HEADERS_WITHIN = 30
"""Rows in which the headers are looked for."""
FULL = 0.6
"""Part of the columns that have a header, at the least."""
FEW_CELLS = 3
"""A row with less than this part of the cells of the fullest is a title, a total or a note."""
SEVERAL = 2
MOST_SHEETS = 20
"""Sheets that are looked at."""
MOST_THIN = 8
MOST_VALUES = 300
"""Values of a column that are looked at for dates."""
MOST_WRONG = 0.4
"""Part of the values of a column of dates that are none, at the most."""
NEARLY = 0.9

_DATE = re.compile(r"(19|20)[0-9]{2}(-[0-9]{2}){0,2}")
_OWN = ("YYYY-MM-DD", "YYYY-MM", "YYYY")
_PERCENT = re.compile(r"-?[0-9]{1,3}([.,][0-9]+)?\s*%?")
_SHARE = re.compile(r"0|1|[01][.,][0-9]+")
_SERIAL = re.compile(r"[34][0-9]{4}|5[0-4][0-9]{3}")
"""Days of this century, as spreadsheets count them: 2000 to 2049, or a little more."""
_ADDRESS = re.compile(r"https?://\S+")
_WORDS = {
    "beginning": ("start", "begin", "inicio", "início", "début", "beginn"),
    "status": ("status", "estado", "estatus", "rag", "stage", "situa", "statut"),
    "percent": ("percent", "porcentaje", "progress", "avance", "pct", "complete", "cumplimiento"),
    "deadline": (
        "deadline",
        "due",
        "plazo",
        "échéance",
        "target",
        "completion",
        "fecha l",
        "fecha comp",
        "vence",
        "término",
        "fin",
        "end",
    ),
    "date": ("date", "fecha", "agreed", "signed", "adopted", "on", "día"),
    "owner": (
        "owner",
        "lead",
        "responsible",
        "agency",
        "ministry",
        "department",
        "responsable",
        "dependencia",
        "institu",
    ),
    "theme": ("theme", "topic", "tema", "category", "sector", "eje", "area", "área", "pillar"),
    "title": ("title", "título", "titulo", "name", "nombre", "titre"),
    "id": ("id", "no", "no.", "number", "código", "codigo", "code", "clave", "ref", "reference", "key"),
    "text": (
        "commitment",
        "text",
        "description",
        "compromiso",
        "promise",
        "action",
        "texto",
        "acción",
        "measure",
        "acuerdo",
        "engagement",
        "statement",
        "goal",
        "promesa",
    ),
}


@dataclass
class Column:
    """What a look at a column shows."""

    name: str
    filled: int = 0
    letters: int = 0
    values: Counter[str] = field(default_factory=Counter)
    unique: bool = True
    is_list: bool = False
    """Whether rows have several groups under this name."""
    is_several: bool = False
    """Whether rows have several texts under this name."""

    def take(self, text: str) -> None:
        """Look at a value."""
        self.filled += 1
        self.letters += len(text)
        if len(self.values) <= LOOKED_AT:
            self.values[text] += 1
            self.unique = self.unique and self.values[text] == 1

    @property
    def sample(self) -> str:
        """One value."""
        return next(iter(self.values), "")

    @property
    def is_long(self) -> bool:
        """Say whether its texts are sentences."""
        return self.filled > 0 and self.letters / self.filled > LONG and not self.is_address

    @property
    def is_short(self) -> bool:
        """Say whether its values can be listed."""
        return 0 < len(self.values) <= FEW and max(map(len, self.values)) <= SHORT

    @property
    def is_address(self) -> bool:
        """Say whether it has addresses of pages."""
        return bool(_ADDRESS.match(self.sample))

    @property
    def is_nearly_unique(self) -> bool:
        """Say whether but a few of its values are there twice."""
        return len(self.values) >= NEARLY * self.filled or (self.filled - len(self.values) == 1)

    @cached_property
    def _dates(self) -> tuple[str, list[str] | None]:
        """The language of its months, and the forms in which its dates are written."""
        values = list(islice(self.values, MOST_VALUES))
        found = {each: _forms(values, each, is_dated=self.is_dated) for each in LANGUAGES}
        best = [each for each in LANGUAGES if found[each] is not None]
        best.sort(key=lambda each: sum(not likely_forms(value, each) for value in values))
        return (best[0], found[best[0]]) if best else ("en", None)

    @property
    def dates(self) -> list[str] | None:
        """The forms in which its dates are written, none for our own; None if these are no dates."""
        return self._dates[1]

    @property
    def may_begin_with_the_month(self) -> bool:
        """Say whether days and months may have changed places in all of its dates."""
        both = [each for each in self.values if "DD/MM/YYYY" in likely_forms(each, "en")]
        return bool(both) and all("MM/DD/YYYY" in likely_forms(each, "en") for each in both)

    @property
    def language(self) -> str:
        """The language in which its months are written."""
        return self._dates[0]

    @property
    def is_dated(self) -> bool:
        """Say whether its name is one that dates have."""
        return self.is_called("date") or self.is_called("deadline")

    @property
    def is_percent(self) -> bool:
        """Say whether it says how much is done."""
        named = self.is_called("percent") or "%" in self.name
        return named and bool(self.values) and all(map(_PERCENT.fullmatch, self.values))

    @property
    def is_share(self) -> bool:
        """Say whether it says so as a share of one."""
        bare = [each for each in self.values if "%" not in each]
        return (
            bool(bare)
            and all(map(_SHARE.fullmatch, bare))
            and any("." in each or "," in each for each in bare)
        )

    @property
    def is_beginning(self) -> bool:
        """Say whether its name is one of when something begins."""
        return self.is_called("beginning")

    def is_called(self, what: str) -> bool:
        """Say whether its name is one that such columns have."""
        words = self.name.casefold()
        return any(words == each or (len(each) > 3 and each in words) for each in _WORDS[what])  # noqa: PLR2004


def _forms(values: list[str], language: str, *, is_dated: bool) -> list[str] | None:
    """Give as few forms as the dates of a column are written in, none for our own; None for no dates.

    Some values of a column that is called a date may be none.
    """
    own = [each for each in values if _DATE.fullmatch(each)]
    fits = {each: likely_forms(each, language) for each in values if not _DATE.fullmatch(each)}
    found: dict[str, None] = {}
    wrong = 0
    for each in sorted(fits, key=lambda each: len(fits[each])):
        if is_dated and _SERIAL.fullmatch(each):
            found["serial"] = None
        elif not fits[each]:
            wrong += 1
        elif found.keys().isdisjoint(fits[each]):
            found[fits[each][0]] = None
    if not values or wrong > (MOST_WRONG * len(values) if is_dated else 0):
        return None
    return [*found, *(_OWN if own else ())] if found else []


@dataclass
class Look:
    """What a look at a table shows."""

    columns: list[Column]
    thin: dict[int, set[str]] = field(default_factory=dict)
    """Rows with few cells, perhaps totals and notes → the columns that they have."""
    rows: int = 0

    @property
    def telling(self) -> str | None:
        """A column that all rows have but those with few cells."""
        filled = self.rows - len(self.thin)
        beside = set().union(*self.thin.values())
        return next(
            (each.name for each in self.columns if each.filled == filled and each.name not in beside), None
        )


def look(table: Table) -> Look:
    """Look at the rows of a table."""
    columns: dict[str, Column] = {name: Column(name) for name in table.headers or ()}
    counts: dict[int, set[str]] = {}
    rows = 0
    for number, row in islice(table.read(), LOOKED_AT):
        rows += 1
        there = set[str]()
        for name, cell in leaves(row):
            column = columns.setdefault(name, Column(name))
            if isinstance(cell, list):
                column.is_list |= any(isinstance(each, dict) for each in cell)
                column.is_several |= any(isinstance(each, str) for each in cell)
            text = " ".join((text_of(cell) or "").split())
            if text:
                column.take(text)
                there.add(name)
        if table.headers is not None and len(there) * FEW_CELLS <= len(columns) and len(counts) <= MOST_THIN:
            counts[number] = there
    is_telling = 0 < len(counts) <= MOST_THIN
    return Look(list(columns.values()), counts if is_telling else {}, rows)


def choice(columns: list[Column]) -> dict[str, Column | None]:
    """Choose the likeliest column for each thing; a person reads the mapping before it is used."""
    chosen: dict[str, Column | None] = {}
    taken: list[Column] = []

    def choose(what: str, fits: "list[Column]") -> None:
        found = next((each for each in fits if each not in taken), None)
        chosen[what] = found
        if found:
            taken.append(found)

    columns = [each for each in columns if not each.is_list]
    every = max((each.filled for each in columns), default=0)
    short = [each for each in columns if each.filled and each.letters / each.filled <= SHORT]
    keys = [each for each in short if each.unique and each.filled == every and not each.is_list]
    nearly = [each for each in short if each.is_called("id") and each.is_nearly_unique]
    choose("id", [*(each for each in keys if each.is_called("id")), *nearly, *keys[:1]])
    longest = sorted((each for each in columns if each.is_long), key=lambda each: -each.filled)
    choose(
        "text",
        [
            *(each for each in longest if each.is_called("text")),
            *longest,
            *(each for each in columns if each.is_called("text")),
        ],
    )
    choose("status", [each for each in columns if each.is_called("status") and each.is_short])
    dated = [each for each in columns if each.dates is not None]
    ends = [each for each in dated if not each.is_beginning]
    choose("deadline", [each for each in ends if each.is_called("deadline")])
    starts = sorted((each for each in dated if each.is_dated), key=lambda each: not each.is_beginning)
    choose("date", [*starts, *dated])
    choose("percent", [each for each in columns if each.is_percent])
    if chosen["text"] is None:
        filled = [each for each in columns if each.filled]
        wordy = sorted(filled, key=lambda each: -each.letters / each.filled)
        choose("text", [each for each in wordy if each.dates is None and not each.is_address][:1])
    choose("address", [each for each in columns if each.is_address])
    for what in ("title", "theme", "owner"):
        choose(what, [each for each in columns if each.is_called(what) and not each.is_long])
    return chosen


def where_rows_are(path: Path, dialect: Dialect) -> tuple[Dialect, list[str]]:
    """Find the list of groups in a document, or the sheet and the headers of a table; and what else is there.

    What the dialect says already is taken for true.
    """
    form = dialect.format or ENDINGS.get(path.suffix.lower())
    if not path.is_file():
        return dialect, []
    if form in {"json", "yaml"} and dialect.rows is None:
        ways = ways_to_rows(document(path, form, dialect)) if _is_group(path, form) else []
        return replace(dialect, rows=ways[0] if ways else None), ways[1:]
    if form in {"xlsx", "ods"}:
        return _in_workbook(path, form, dialect)
    if form == "csv":
        return _with_headers(first_records(path, form, dialect, HEADERS_WITHIN), dialect), []
    return dialect, []


def _is_group(path: Path, form: str) -> bool:
    """Say whether a document may be more than a list, which need not be read for that."""
    with path.open("rb") as file:
        return form == "yaml" or not file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def _in_workbook(path: Path, form: str, dialect: Dialect) -> tuple[Dialect, list[str]]:
    """Find the sheet with the widest table; give the others that are not hidden, too."""
    from tracker.formats.sheets import open_workbook, sheets_in  # noqa: PLC0415 (only where there is one)

    with open_workbook(path) as book:
        names = [each.name for each in sheets_in(book) if not each.hidden]
    asked = [dialect.sheet] if dialect.sheet is not None or len(names) < SEVERAL else names[:MOST_SHEETS]
    found = {name: first_records(path, form, replace(dialect, sheet=name), HEADERS_WITHIN) for name in asked}
    sheet = max(asked, key=lambda name: _width(found[name]))
    others = [each for each in names if sheet not in {None, each}]
    return _with_headers(found[sheet], replace(dialect, sheet=sheet)), others


def _width(records: list[list[Any]]) -> int:
    """Give how many cells of the fullest row have something, and how many rows have nearly as many."""
    filled = sorted((sum(map(is_filled, cells)) for cells in records), reverse=True)
    return filled[0] * sum(each * 2 >= filled[0] for each in filled) if filled else 0


def _with_headers(records: list[list[Any]], dialect: Dialect) -> Dialect:
    """Find the row of the headers: the first that is nearly as full as the fullest, and has texts alone."""
    if dialect.header != 1 or dialect.header_rows != 1:
        return dialect
    width = max((sum(map(is_filled, cells)) for cells in records), default=0)
    for number, cells in enumerate(records, 1):
        filled = [cell for cell in cells if is_filled(cell)]
        if len(filled) >= max(FULL * width, 2) and all(isinstance(cell, str) for cell in filled):
            below = records[number] if number < len(records) else []
            if _goes_on(cells, below):
                return replace(dialect, header=number + 1, header_rows=2)
            return replace(dialect, header=number)
    return dialect


def _goes_on(above: list[Any], below: list[Any]) -> bool:
    """Say whether headers go on in the next row: it has all that they lack, and nothing of a row's own."""
    lacking = [place for place, cell in enumerate(above) if not is_filled(cell)]
    if not lacking or len(below) < len(above) or not is_filled(above[0]):
        return False
    is_first_free = not is_filled(below[0]) or below[0] == above[0]
    has_texts = all(isinstance(cell, str) for cell in below if is_filled(cell))
    return is_first_free and has_texts and all(is_filled(below[place]) for place in lacking)
