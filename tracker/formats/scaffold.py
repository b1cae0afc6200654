"""A first mapping for a table, from its headers and a look at its values; comments say what to decide."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tracker.formats.holes import shortened, text_of
from tracker.formats.table import Dialect, Table, open_table
from tracker.words.text import one_line

LOOKED_AT = 100_000
"""Rows that are looked at."""
FEW = 25
"""Different values of a column that are listed."""
SHORT = 60
LONG = 60
"""Characters of a text, on average, that is likely what was promised."""

_DATE = re.compile(r"(19|20)[0-9]{2}(-[0-9]{2}){0,2}")
_OWN = ("YYYY-MM-DD", "YYYY-MM", "YYYY")
_PERCENT = re.compile(r"[0-9]{1,3}([.,][0-9]+)?\s*%?")
_DATES = (
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"), "YYYY-M-D"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*"), "YYYY-MM-DD*"),
    (re.compile(r"[^\W\d_]+ [0-9]{1,2}, ?[0-9]{4}"), "MMMM D, YYYY"),
    (re.compile(r"[0-9]{1,2} [^\W\d_]+ [0-9]{4}"), "D MMMM YYYY"),
    (re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"), "DD/MM/YYYY"),
    (re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"), "DD.MM.YYYY"),
)
_ADDRESS = re.compile(r"https?://\S+")
_WORDS = {
    "status": ("status", "estado", "state", "situa", "statut"),
    "percent": ("percent", "porcentaje", "progress", "avance", "%", "pct"),
    "deadline": ("deadline", "due", "plazo", "échéance", "target date", "fecha l"),
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
        return self.filled > 0 and self.letters / self.filled > LONG

    @property
    def is_short(self) -> bool:
        """Say whether its values can be listed."""
        return 0 < len(self.values) <= FEW and max(map(len, self.values)) <= SHORT

    @property
    def dates(self) -> list[str] | None:
        """The forms in which its dates are written, none for our own; None if these are no dates."""
        forms: dict[str, None] = {}
        for each in self.values:
            own = _DATE.fullmatch(each)
            found = "" if own else next((name for form, name in _DATES if form.fullmatch(each)), None)
            if found is None:
                return None
            forms[found] = None
        if not forms or forms.keys() == {""}:
            return [] if forms else None
        return [*filter(None, forms), *(_OWN if "" in forms else ())]

    @property
    def is_percent(self) -> bool:
        """Say whether it says how much is done."""
        return self.is_called("percent") and bool(self.values) and all(map(_PERCENT.fullmatch, self.values))

    def is_called(self, what: str) -> bool:
        """Say whether its name is one that such columns have."""
        words = self.name.casefold()
        return any(words == each or (len(each) > 3 and each in words) for each in _WORDS[what])  # noqa: PLR2004


def scaffold(path: Path) -> str:
    """Give a first mapping as text."""
    rows = _where_rows_are(path)
    table = open_table(path, Dialect(rows=rows))
    columns = _look(table)
    return "\n".join((*_head(table, rows, columns), *_rows(columns, path.stem), *_values(columns), ""))


def _where_rows_are(path: Path) -> str | None:
    """Find the longest list of groups in a document."""
    from tracker.formats.table import ENDINGS, _document  # noqa: PLC0415

    form = ENDINGS.get(path.suffix.lower())
    if form not in {"json", "yaml"} or not path.is_file():
        return None
    value = _document(path, form, Dialect())
    if not isinstance(value, dict):
        return None
    lists = [
        (len(each), key)
        for key, each in value.items()
        if isinstance(each, list) and each and isinstance(each[0], dict)
    ]
    return max(lists)[1] if lists else None


def _look(table: Table) -> list[Column]:
    columns: dict[str, Column] = {name: Column(name) for name in table.headers or ()}
    for _, row in islice(table.read(), LOOKED_AT):
        for name, cell in row.items():
            text = " ".join((text_of(cell) or "").split())
            if text:
                columns.setdefault(name, Column(name)).take(text)
    return list(columns.values())


def _head(table: Table, rows: str | None, columns: list[Column]) -> Iterator[str]:
    yield f"# A first mapping for {one_line(table.name)}. Go through it line by line: '?' is yours to say,"
    yield "# the rest is a first guess. docs/tables.md says what can stand here."
    yield f"# Then look: tracker import {one_line(table.name)} --mapping THIS-FILE --dry-run"
    for note in table.notes:
        yield f"# Note: {one_line(note)}"
    yield "mapping: 1"
    source = {"format": table.format}
    if table.format == "csv":
        source["delimiter"] = table.dialect.delimiter or ","
    if rows:
        source["rows"] = rows
    yield "source:"
    for key, value in source.items():
        yield f"  {key}: {_quoted(value)}"
    yield '  # missing: [n/a, "-"]          # what stands for nothing'
    yield "  # language: es                 # of the names of months"
    comma = any("," in value for each in columns if each.is_percent for value in each.values)
    yield f"  {'' if comma else '# '}numbers: {{decimal: ','}}"


def _rows(columns: list[Column], stem: str) -> Iterator[str]:
    chosen = _choice(columns)
    key, text, title = chosen["id"], chosen["text"], chosen["title"]
    used = [each for each in chosen.values() if each]
    yield "rows:"
    if key:
        yield f"  - key: {_quoted(f'{stem} {{{key.name}}}')}    # what tells a row from all others"
    else:
        yield "  - # key: …    # no column tells a row from all others; the ids below are made of the text"
    yield "    commitments:"
    yield f"      id: {_id(key, text or title, stem)}"
    if text or title:
        yield f"      text: {_hole(text or title)}"
    else:
        yield "      text: '?'    # what was promised"
    if title and text:
        yield f"      title: {_hole(title)}"
    yield "      obligors: '?'    # who owes it: a code like MX, an institution like MX/SRE, or a column"
    yield from _date(
        "on", chosen["date"], "      ", "when it was agreed; or occasion: the id of a meeting or document"
    )
    if chosen["theme"]:
        yield f"      theme: {_hole(chosen['theme'])}"
    if chosen["deadline"]:
        yield from _date("deadline", chosen["deadline"], "      ", "")
    if chosen["owner"]:
        owner = _quoted(chosen["owner"].name)
        yield f"      lead: {{column: {owner}}}    # split: ';' if several, a vocabulary if they have ids"
    yield "      other: rest    # keeps the columns that are left over as they are; or list them under unused"
    if chosen["status"]:
        yield "    updates:"
        yield f"      commitment: {_id(key, text or title, stem)}"
        yield f"      status: {{column: {_quoted(chosen['status'].name)}, vocabulary: status}}"
        yield "      by: '?'    # who says so"
        if chosen["percent"]:
            yield f"      percent: {{column: {_quoted(chosen['percent'].name)}, number: percent}}"
        yield '      effective: "{seen}"    # the day on which the list was read, --seen DATE'
    left = [each.name for each in columns if each not in used and not each.name.startswith("(column")]
    yield f"    # unused: [{', '.join(map(_quoted, left))}]"
    if chosen["status"]:
        yield "vocabularies:"
        yield "  # What each word becomes: not-started in-progress stalled partially-fulfilled fulfilled"
        yield "  # in-force not-fulfilled superseded withdrawn; '-' for nothing."
        yield "  status:"
        for word, count in chosen["status"].values.most_common(FEW):
            yield f"    {_quoted(word)}: '?'    # {count}"


def _choice(columns: list[Column]) -> dict[str, Column | None]:
    """Choose the likeliest column for each thing; a person reads the mapping before it is used."""
    chosen: dict[str, Column | None] = {}
    taken: list[Column] = []

    def choose(what: str, fits: "list[Column]") -> None:
        found = next((each for each in fits if each not in taken), None)
        chosen[what] = found
        if found:
            taken.append(found)

    every = max((each.filled for each in columns), default=0)
    keys = [
        each
        for each in columns
        if each.unique and each.filled == every and each.letters / max(each.filled, 1) <= SHORT
    ]
    choose("id", [*(each for each in keys if each.is_called("id")), *keys[:1]])
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
    choose("deadline", [each for each in dated if each.is_called("deadline")])
    choose("date", [*(each for each in dated if each.is_called("date")), *dated])
    choose("percent", [each for each in columns if each.is_percent])
    for what in ("title", "theme", "owner"):
        choose(what, [each for each in columns if each.is_called(what) and not each.is_long])
    return chosen


def _date(key: str, column: Column | None, indent: str, why: str) -> Iterator[str]:
    if column is None:
        yield f"{indent}{key}: '?'    # {why}"
    elif column.dates:
        formats = f"formats: [{', '.join(map(_quoted, column.dates))}]"
        like = f"# like {_short(column.sample)}"
        yield f"{indent}{key}: {{column: {_quoted(column.name)}, {formats}}}    {like}"
    else:
        yield f"{indent}{key}: {_hole(column)}"


def _id(key: Column | None, text: Column | None, stem: str) -> str:
    if key is None:
        return f'"{{digest({text.name})}}"' if text else "'?'"
    bare = key.name if not key.sample[:1].isdigit() else f"{stem} {{{key.name}}}"
    return f"{{column: {_quoted(bare)}, as: id}}    # like {_short(key.sample)}"


def _values(columns: list[Column]) -> Iterator[str]:
    yield "#"
    yield "# What the columns hold:"
    for each in columns:
        yield f"# {one_line(each.name)}: {each.filled} filled, {len(each.values)} different"
        if each.is_short:
            for value, count in each.values.most_common(FEW):
                yield f"#     {count:6}  {one_line(value)}"
        elif each.values:
            yield f"#     like {_short(each.sample)}"


def _short(text: str) -> str:
    return shortened(one_line(text), SHORT)


def _hole(column: Column | None) -> str:
    return _quoted(f"{{{column.name}}}") if column else "'?'"


def _quoted(text: str) -> str:
    return "'" + one_line(text).replace("'", "''") + "'"
