"""The small faults that can be put into a file, found in its syntax tree and written into its text."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

TURNED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", ">="),
    ast.GtE: (">=", "<"),
    ast.LtE: ("<=", ">"),
    ast.Gt: (">", "<="),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
OFF_BY_ONE: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
}
NOT_RUN = {"TYPE_CHECKING", "__name__"}
"""What a condition names whose body is no part of the program that is tested."""


@dataclass(frozen=True)
class Mutant:
    """One fault: the file by its path in the checkout, where in it, what was changed, the whole new text.

    `marked` is the line without its indentation, and with «» around what was changed.
    """

    path: str
    line: int
    column: int
    change: str
    marked: str
    source: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Where the fault is and what it is, on one line."""
        return f"{self.path}:{self.line}:{self.column}: {self.change}"


def mutants_of(file: Path, checkout: Path, *, off_by_one: bool = False) -> Iterator[Mutant]:
    """List every fault that can be put into a file; each gives the text with that fault."""
    text = _Text(file.read_bytes())
    path = str(file.relative_to(checkout))
    for node in _tested(ast.parse(text.source)):
        for start, end, before, after in _changes(node, text, off_by_one=off_by_one):
            found = text.place_of(before, start, end)
            if found is not None:
                mutated = text.source[: found[0]] + after.encode() + text.source[found[1] :]
                line, column = text.at(found[0])
                change = f"{before} → {after or '(dropped)'}"
                yield Mutant(path, line, column, change, text.marked(*found), mutated)


class _Text:
    """A source, with the byte at which each of its lines starts."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def begin(self, node: ast.expr) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr) -> int:
        return self.starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    def at(self, byte: int) -> tuple[int, int]:
        """Give the line and the column of a byte, both from 1."""
        line = self.source.count(b"\n", 0, byte) + 1
        return line, byte - self.starts[line - 1] + 1

    def marked(self, start: int, end: int) -> str:
        """Give the line of a stretch without its indentation, the stretch in marks."""
        line = self.starts[self.at(start)[0] - 1]
        rest = self.source[end:].partition(b"\n")[0]
        return f"{self.source[line:start].decode()}«{self.source[start:end].decode()}»{rest.decode()}".strip()

    def place_of(self, words: str, start: int, end: int) -> tuple[int, int] | None:
        """Find words or a sign in a stretch; None if a comment stands there, which may have them too."""
        stretch = self.source[start:end]
        pattern = r"\s+".join(re.escape(word) for word in words.split()).encode()
        match = None if b"#" in stretch else re.search(pattern, stretch)
        return (start + match.start(), start + match.end()) if match else None


def _tested(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree without assertions, and without what only type checkers or a main program see."""
    if isinstance(node, ast.Assert):
        return
    if isinstance(node, ast.If) and any(
        isinstance(each, ast.Name) and each.id in NOT_RUN for each in ast.walk(node.test)
    ):
        for other in node.orelse:
            yield from _tested(other)
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _tested(child)


def _changes(node: ast.AST, text: _Text, *, off_by_one: bool) -> Iterator[tuple[int, int, str, str]]:
    """Say what can be changed at a node: from which byte to which, which word or sign, into what."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for place, operator in enumerate(node.ops):
            start, end = text.end(sides[place]), text.begin(sides[place + 1])
            for table in (TURNED, OFF_BY_ONE) if off_by_one else (TURNED,):
                if type(operator) in table:
                    yield start, end, *table[type(operator)]
    elif isinstance(node, ast.BoolOp):
        words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for one, other in zip(node.values, node.values[1:], strict=False):
            yield text.end(one), text.begin(other), *words
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield text.begin(node), text.begin(node.operand), "not", ""
