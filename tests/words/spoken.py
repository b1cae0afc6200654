"""Finds every text of ours that a user may be told, for the catalogues: gettext's extraction, by Babel."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, get_args

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

import tracker
from events.facts import FACTS
from events.kinds import BY_TYPE
from events.statuses import NOT_CLAIMABLE, SCHEDULES, STATUSES
from events.values import Capacity
from tracker.pages import site
from tracker.pages.columns import MEETINGS, PEOPLE, STATUS
from tracker.pages.lists import KINDS, list_of
from tracker.views.references import SHOWABLE
from tracker.views.why import _MONTHS as MONTHS
from tracker.words import keys

CAPACITIES = get_args(Capacity)
ROOT = Path(tracker.__file__).parent.parent
TAG = "For translators:"
"""Begins the comment above a text that the catalogues repeat beside it."""

COUNTED = {"say": 0, "_say": 0, "word": 0, "phrase": 1, "sentence": 0, "Sentence": 0}
"""What says a text of ours, or makes a sentence of it, and the place of that text; for many, the next."""
NAMED = {
    **dict.fromkeys(
        ("RefusedError", "NotFoundError", "AmbiguousError", "InputError", "StoreError", "UnreachableError"),
        (0, 1),
    ),
    **dict.fromkeys(("ValueRefusedError", "DateError", "DamagedViewError", "_refusal"), (0, 1)),
    **dict.fromkeys(("UsageError", "_section", "_undertaken", "_turn_said", "progress", "_told"), (0,)),
    **dict.fromkeys(("Column", "_counted", "confirm", "_matching"), (1, 2)),
    **dict.fromkeys(("Table", "_at_most"), (1, 2)),
    "_Kind": (0, 1),
    **dict.fromkeys(("refuse", "_refuse"), (1, 2)),
    "CellRefusedError": (2, 3),
    "Refused": (3, 4),
}
"""What is given texts of ours, each by itself, and in which places."""

ENGLISH = {
    "tracker/log": "damaged logs and servers: SQLite and PostgreSQL speak English too",
    "tracker/projections": "the folders and builds of views: for whoever keeps the machine",
    "tracker/testing.py": "for developers",
    "tracker/decisions/decider.py": "a race that was lost again and again",
    "tracker/formats/compatibility.py": "the verdict on two JSON Schemas",
    "tracker/formats/history.py": "a history that is no history: for whoever wrote the file's program",
    "tracker/formats/import_history.py": "the same",
    "tracker/formats/recordable.py": "the same",
    "tracker/formats/valid_history.py": "the same",
}
"""Rooms whose refusals stay English, and why."""
TRANSLATED = {
    "tracker/log/sqlite/file.py",
    "tracker/log/sqlite/refusals.py",
    "tracker/log/store.py",
    "tracker/projections/clauses.py",
}
"""Files of theirs that are translated all the same: what everybody meets who names a wrong store."""


LABELS = ("what", "says", "type", "recorded at", "recorded by", "batch", "stands", "retracted by", "retracts")
"""What is beside the values of an event that is shown."""


class Formatted(NamedTuple):
    """A text that is filled in before anybody could translate it, and where."""

    text: str
    place: str


def vocabulary() -> set[str]:
    """Give the words of the vocabulary that are told by themselves: statuses, keys and what they mean."""
    meanings = (*keys.MEANINGS.values(), *keys.IN_A_TYPE.values(), *keys.SECTIONS.values())
    fields = {name for fact in FACTS.values() for name in fact.model_fields} - {"stamp", "tags"}
    return {
        *STATUSES,
        *(status.capitalize() for status in STATUSES),
        *SCHEDULES,
        *NOT_CLAIMABLE.values(),
        *CAPACITIES,
        *SHOWABLE,
        *KINDS,
        *MONTHS,
        *(name.replace("_", " ") for name in fields),
        *(
            key.replace("_", " ")
            for table in (STATUS, MEETINGS, PEOPLE, *map(list_of, KINDS))
            for key in table.keys
        ),
        *LABELS,
        *(stored_type.rpartition(".")[2] for stored_type in BY_TYPE),
        *(by.capitalize() for by in ("party", "theme", "institution", "mechanism", "meeting")),
        *(said.replace(keys.IN_FILES, "") for said in meanings),
    }


class _Finder(ast.NodeVisitor):
    """Walks through one source and gathers what is said in it."""

    def __init__(self, source: str) -> None:
        self.found: list[tuple[int, str, Any, list[str]]] = []
        self.formatted: list[tuple[int, str]] = []
        self._lines = source.splitlines()

    def visit_Call(self, call: ast.Call) -> None:
        name = ast.unparse(call.func).rpartition(".")[2]
        if (place := COUNTED.get(name)) is not None:
            self._counted(call.args[place : place + 2])
        for place in NAMED.get(name, ()):
            for text in call.args[place : place + 1]:
                self._named(text)
        self.generic_visit(call)

    def _counted(self, texts: list[ast.expr]) -> None:
        plain = [
            text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)
        ]
        if len(plain) == 2:
            self._keep(texts[0], "ngettext", (plain[0], plain[1]))
        elif texts:
            self._named(texts[0])

    def _named(self, text: ast.expr) -> None:
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
            self._keep(text, "gettext", text.value)
        elif isinstance(text, ast.IfExp):
            self._named(text.body)
            self._named(text.orelse)
        elif isinstance(text, ast.JoinedStr) or (isinstance(text, ast.BinOp) and "f'" in ast.unparse(text)):
            self.formatted.append((text.lineno, ast.unparse(text)))

    def _keep(self, node: ast.expr, function: str, texts: Any) -> None:
        self.found.append((node.lineno, function, texts, self._comment_above(node.lineno)))

    def _comment_above(self, line: int) -> list[str]:
        above = self._lines[line - 2].strip() if line > 1 else ""
        return [above.partition(TAG)[2].strip()] if TAG in above else []


def from_python(
    file: Any,
    _keywords: object,
    _tags: object,
    options: object,  # noqa: ARG001 (Babel names it)
) -> Iterator[Any]:
    """Extract what a source says, as a method of Babel."""
    source = file.read().decode()
    finder = _Finder(source)
    finder.visit(ast.parse(source))
    yield from finder.found


@cache
def sources() -> dict[str, str]:
    """Read the sources, by their paths in the project."""
    found = [path for room in ("tracker", "events") for path in sorted((ROOT / room).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


def _is_english(path: str) -> bool:
    return any(path.startswith(room) for room in ENGLISH) and path not in TRANSLATED


@cache
def spoken() -> Catalog:
    """Gather every text of ours that a user may be told."""
    catalog = Catalog()
    for path, source in sources().items():
        if not _is_english(path):
            found = extract(from_python, BytesIO(source.encode()), {"gettext": None, "ngettext": (1, 2)})
            for _, message, comments, _ in found:
                catalog.add(message, auto_comments=comments)
    for word in vocabulary() | of_sites():
        catalog.add(word)
    return catalog


def of_sites() -> set[str]:
    """Give what the templates of a site say, and the words that its pages are told by name."""
    said = set()
    for template in (ROOT / "tracker" / "pages" / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        said |= {one or other for one, other in re.findall(r"say\((?:\"([^\"]+)\"|'([^']+)')", text)}
    columns = {heading for table in site.COLUMNS.values() for _, heading in table}
    return said | columns | {name for _, name in site.NAVIGATION}


def filled_in_too_early() -> list[Formatted]:
    """List the sentences that are formatted where a text is expected that can be looked up."""
    found = []
    for path, source in sources().items():
        finder = _Finder(source)
        finder.visit(ast.parse(source))
        if not _is_english(path):
            found += [Formatted(text, f"{path}:{line}") for line, text in finder.formatted]
    return found


@cache
def constants() -> set[str]:
    """Gather every text that stands in a source: what is in none of them is said no more."""
    return {
        node.value
        for source in sources().values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
