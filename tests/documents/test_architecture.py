"""docs/architecture.md is a map of this house: what it names is there, and what is there it names."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from documents import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MAP = PAGE.partition("```text\n")[2].partition("```")[0]
LINES = 160
FLAT = {"application.py", "errors.py", "environment.py", "testing.py"}
PURE = ("events", "tracker/rules", "tracker/decisions")
THE_ONE_THAT_WAITS = "tracker/decisions/decider.py"
"""Carries decisions out, and waits a random while before it tries again."""
OUTSIDE = {
    "os", "io", "sys.stdin", "sys.stdout", "sys.argv", "time", "random", "secrets", "socket", "subprocess",
    "sqlite3", "tempfile", "datetime.now", "date.today", "Path.cwd", "Path.home", "open", "print", "input",
    "uuid.uuid4", "uuid4",
}  # fmt: skip
"""What brings in a clock, chance, surroundings or files, by how it is imported or called."""


def named_paths() -> set[str]:
    found = re.findall(r"`([\w./-]+)`", PAGE)
    return {path for path in found if "/" in path or path.endswith((".py", ".toml"))}


def test_every_path_on_the_page_is_there() -> None:
    for path in named_paths():
        assert (ROOT / path).exists(), f"docs/architecture.md names {path}"


def rooms_on_the_map() -> Iterator[str]:
    house = ""
    for line in MAP.splitlines():
        indent, name = re.match(r"( *)(\S+)", line).groups()  # type: ignore[union-attr]
        house = house if indent else name
        yield house + name if indent else name


def test_every_room_on_the_map_is_there() -> None:
    for room in rooms_on_the_map():
        assert (ROOT / room).exists(), room
        assert (ROOT / room).is_dir() == room.endswith("/"), room


def test_every_room_is_on_the_map_or_mirrors_one_that_is() -> None:
    rooms = set(rooms_on_the_map())
    for house in ("events", "tracker", "tests"):
        for room in sorted((ROOT / house).iterdir()):
            if not room.is_dir() or not any(
                path.suffix in {".py", ".yaml", ".jsonl"} for path in room.iterdir()
            ):
                continue
            mirrored = f"tracker/{room.name}/" if house == "tests" else ""
            known = {f"{house}/{room.name}/", mirrored, f"{room.name}/"}
            known |= {"tracker/log/"} if room.name == "postgres" else set()
            assert not known.isdisjoint(rooms), f"{house}/{room.name} is not on the map"


def test_no_file_lies_flat_but_those_on_the_map() -> None:
    flat = {path.name for path in (ROOT / "tracker").glob("*.py")} - {"__init__.py", "__main__.py"}
    assert flat == FLAT
    assert {f"tracker/{name}" for name in flat} <= set(rooms_on_the_map())


def test_the_direction_of_imports_is_the_one_that_is_enforced() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    drawn = "\n".join(layer.replace("tracker.", "").replace(" | ", " · ") for layer in layers)
    assert f"```text\n{drawn}\n```" in PAGE


def test_the_page_is_a_screen_and_a_half() -> None:
    assert len(PAGE.splitlines()) <= LINES


def brought_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Find what a module brings in from outside, by line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name.partition(".")[0]) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{each.name}") for each in node.names)
            yield node.lineno, str(node.module).partition(".")[0]
        elif isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def test_no_clock_chance_surroundings_or_files_where_things_are_decided() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for room in PURE
        for path in sorted((ROOT / room).rglob("*.py"))
        for line, what in brought_in(ast.parse(path.read_text(encoding="utf-8")))
        if what in OUTSIDE and path != ROOT / THE_ONE_THAT_WAITS
    ]
    assert not found, "\n".join(found)


def test_the_search_finds_what_is_brought_in() -> None:
    for code in (
        "import os",
        "from time import sleep",
        "datetime.now()",
        "open('x')",
        "import random as dice",
    ):
        assert OUTSIDE.intersection(what for _, what in brought_in(ast.parse(code))), code


def test_the_row_of_a_kind_is_told_as_it_is() -> None:
    """The steps of adding a fact name what `tests/test_every_fact.py` asks for."""
    steps = PAGE.partition("## Add a fact")[2].partition("\n## ")[0]
    every_fact = Path(ROOT / "tests" / "test_every_fact.py").read_text(encoding="utf-8")
    for place in re.findall(r'"(?:class|clause|verb) in ([\w/]+\.py)"', every_fact):
        assert place in steps, place
