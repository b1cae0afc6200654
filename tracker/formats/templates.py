"""Texts with columns in braces: what a place of minutes, an id or a key takes from a row."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from events.sentences import sentence
from tracker.formats.row_cells import CellRefusedError, Cells, text_of

DIGEST_DIGITS = 12
Raw = Callable[[Cells], "str | list[str] | None"]


def digest(values: list[str]) -> str:
    """Give a short id for some texts."""
    return sha256("\x1f".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_DIGITS]


_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]")
_DIGEST = re.compile(r"digest\((.*)\)")


class TemplateError(ValueError):
    """A text with braces that is no template."""


@dataclass(frozen=True)
class Template:
    """A text with columns in braces."""

    pieces: tuple[tuple[str, tuple[str, ...]], ...]
    """Each a literal text without columns; `one` or `digest` with them."""
    columns: tuple[str, ...] = field(default=())

    @cached_property
    def only(self) -> str | None:
        """The column that it is, if it is one and nothing else."""
        kind, names = self.pieces[0] if len(self.pieces) == 1 else ("", ())
        return names[0] if kind == "one" else None

    @property
    def is_constant(self) -> bool:
        """Say whether it takes nothing from a row."""
        return not self.columns

    @property
    def beginning(self) -> str:
        """The text before the first hole."""
        return self.pieces[0][0] if self.pieces and not self.pieces[0][1] else ""

    def _groups(self, value: object) -> CellRefusedError:
        """Say that a column has groups of keys, which are no text."""
        (column,) = self.columns
        hint = sentence(
            "Lead into it, {{{column} / key}}; of a list make a group each: {{each: {column}, …}}.",
            column=column,
        )
        return CellRefusedError(
            self.columns, text_of(value) or "", "it has groups of keys, and is no text", hint
        )

    def raw(self, cells: Cells) -> str | list[str] | None:
        """Fill it in: nothing where all its columns are empty; a list where it is one column with a list."""
        if self.only is not None:
            value = cells.get(self.only)
            if value is None or type(value) is str:
                return value
            if isinstance(value, dict) or (
                isinstance(value, list) and any(isinstance(each, dict) for each in value)
            ):
                raise self._groups(value)
            if isinstance(value, list):
                return [each for each in map(text_of, value) if each]
            return text_of(value)
        parts, is_there = [], not self.columns
        for kind, names in self.pieces:
            if not names:
                parts.append(kind)
                continue
            values = [" ".join((text_of(cells.get(name)) or "").split()) for name in names]
            is_there = is_there or any(values)
            parts.append(digest(values) if kind == "digest" else values[0])
        return "".join(parts) if is_there else None


def template(text: str) -> Template:
    """Read a text with `{column}` and `{digest(a, b)}`; `{{` is a brace. TemplateError if it is none."""
    pieces: list[tuple[str, tuple[str, ...]]] = []
    columns: list[str] = []
    for found in _PIECE.finditer(text):
        written, inner = found[0], found[1]
        if inner is None:
            if written in {"{", "}"}:
                raise TemplateError(sentence("{text!r} has a brace that is not closed", text=text))
            literal = written[0] if written in {"{{", "}}"} else written
            if pieces and not pieces[-1][1]:
                pieces[-1] = (pieces[-1][0] + literal, ())
            else:
                pieces.append((literal, ()))
            continue
        several = _DIGEST.fullmatch(inner.strip())
        names = [each.strip() for each in several[1].split(",")] if several else [inner.strip()]
        if not all(names):
            raise TemplateError(sentence("{text!r} has braces without a column", text=text))
        pieces.append(("digest" if several else "one", tuple(names)))
        columns += names
    return Template(tuple(pieces), tuple(dict.fromkeys(columns)))
