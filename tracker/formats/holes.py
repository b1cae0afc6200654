"""The holes of a mapping: what a place in minutes takes from a row (CONTRACT §6).

Every hole names its columns, so that what is refused can be found in the table. A value that is not
there is None, and what it would have filled is left out.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, NamedTuple

from events import texts
from events.sentences import either, sentence
from tracker.formats.date_patterns import ENGLISH, Numbers, Pattern, read_date, read_number
from tracker.formats.table import Row, follow
from tracker.formats.vocabulary import Vocabulary

DIGEST_DIGITS = 12
LONGEST_ID = 80
SEEN = "seen"
ITEM = "item"
"""What stands for the day on which the list was read, and for one text of a list."""
WAY = " / "
"""What a name has that leads into the groups of a row."""


class CellRefusedError(Exception):
    """A cell that cannot be used: its columns, what is in it, and why."""

    def __init__(self, columns: tuple[str, ...], value: str, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.columns = columns
        self.value = value
        self.reason = reason
        self.hint = hint


class Cells(NamedTuple):
    """What a hole can see: the row, inside a list its item first, and the day it was read."""

    row: Row
    outer: Row | None = None
    seen: str | None = None

    def get(self, name: str) -> Any:
        """Give what a name stands for."""
        if name == SEEN and SEEN not in self.row:
            return self.seen
        for row in (self.row, self.outer):
            if row is not None:
                if name in row:
                    return row[name]
                if WAY in name and (found := follow(row, name)) is not None:
                    return found
        return None


def text_of(cell: Any) -> str | None:
    """Give a cell as the text that a person would read in it."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return "; ".join(filter(None, map(text_of, cell)))
    return str(cell)


Raw = Callable[[Cells], "str | list[str] | None"]


@dataclass(frozen=True)
class Hole:
    """One place of minutes that is filled from a row: the raw text, and what is done to it, in this order."""

    columns: tuple[str, ...]
    raw: Raw
    end: Raw | None = None
    """The other end of a range."""
    plain: str | None = None
    split: str | None = None
    vocabulary: Vocabulary | None = None
    number: str | None = None
    numbers: Numbers = ENGLISH
    formats: tuple[Pattern, ...] = ()
    language: str = "en"
    as_id: bool = False
    shorten: int | None = None
    otherwise: Any = None
    is_prose: bool = False
    missing: frozenset[str] = frozenset()

    def of(self, cells: Cells) -> Any:
        """Fill the hole from a row."""
        raw = self.raw(cells)
        if isinstance(raw, list) or self.split is not None:
            found = self._several(raw)
        else:
            found = self._one(raw)
            if self.end is not None:
                found = self._range(found, self.end(cells))
        return self.otherwise if found is None else found

    def _several(self, raw: str | list[str] | None) -> list[str] | None:
        parts = raw if isinstance(raw, list) else (raw or "").split(self.split or "\n")
        found: dict[str, None] = {}
        for part in parts:
            each = self._one(part)
            for one in each if isinstance(each, list) else [each]:
                if one is not None:
                    found[one] = None
        return list(found) or None

    def _range(self, start: Any, end: Any) -> Any:
        other = self._one(end)
        if start is None or other is None or start == other:
            return start if other is None else other
        return f"{start}/{other}"

    def _one(self, raw: Any) -> Any:
        if raw is None:
            return None
        text = _plain(raw, self.plain) if self.plain else raw
        text = texts.lines(_line_ends(text)) if self.is_prose else " ".join(text.split())
        if not text or text in self.missing:
            return None
        if self.vocabulary is not None:
            return self._word(text)
        if self.number is not None:
            text = self._number(text)
        if self.formats:
            text = self._date(text)
        if self.as_id:
            text = self._id(text)
        return shortened(text, self.shorten) if self.shorten else text

    def _word(self, text: str) -> Any:
        vocabulary = self.vocabulary
        found = vocabulary.look_up(text) if vocabulary else None
        if found is None and vocabulary:
            reason = sentence(
                "{text!r} is not in the vocabulary {name}", text=_short(text), name=vocabulary.name
            )
            hint = sentence("Say what it becomes (vocabularies: {name}).", name=vocabulary.name)
            raise CellRefusedError(self.columns, text, reason, hint)
        return found or None

    def _number(self, text: str) -> str:
        found = read_number(text, self.number or "plain", self.numbers)
        if found is None:
            hint = sentence(
                "Numbers of this source have the decimal sign {decimal!r} (source: numbers).",
                decimal=self.numbers.decimal,
            )
            raise CellRefusedError(
                self.columns, text, sentence("{text!r} is not a number", text=_short(text)), hint
            )
        return found

    def _date(self, text: str) -> str:
        found = read_date(text, self.formats, self.language)
        if found is None:
            forms = either([each.written for each in self.formats])
            hint = sentence(
                "Add the form that this one has to formats, or say what is missing (source: missing)."
            )
            raise CellRefusedError(
                self.columns,
                text,
                sentence("{text!r} is not written as {forms}", text=_short(text), forms=forms),
                hint,
            )
        return found

    def _id(self, text: str) -> str:
        found = id_of(text)
        if found is None:
            reason = sentence(
                "{text!r} cannot be made an id: it has letters that are not Latin, or none", text=_short(text)
            )
            raise CellRefusedError(
                self.columns,
                text,
                reason,
                sentence("Use {{digest({column})}} for an id.", column=self.columns[0]),
            )
        if len(found) > LONGEST_ID:
            reason = sentence(
                "{text!r} is too long for an id: {count} characters of {most}",
                text=_short(text),
                count=len(found),
                most=LONGEST_ID,
            )
            raise CellRefusedError(
                self.columns,
                text,
                reason,
                sentence("Use {{digest({column})}} for an id.", column=self.columns[0]),
            )
        return found


_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)
_NO_ID = re.compile(r"[^a-z0-9.]+")


def id_of(text: str) -> str | None:
    """Make an id of a text: lower case, no accents, hyphens; None where letters would be lost."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LATIN)
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    if any(each.isalpha() and not each.isascii() for each in plain):
        return None
    return _NO_ID.sub("-", plain).strip("-.") or None


def digest(values: list[str]) -> str:
    """Give a short id for some texts."""
    return sha256("\x1f".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_DIGITS]


def shortened(text: str, length: int) -> str:
    """Cut a text at a word, and show that it was cut."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;:') or cut}…"


def _short(text: str) -> str:
    return shortened(text, 60)


# Templates


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

    @property
    def is_constant(self) -> bool:
        """Say whether it takes nothing from a row."""
        return not self.columns

    @property
    def beginning(self) -> str:
        """The text before the first hole."""
        return self.pieces[0][0] if self.pieces and not self.pieces[0][1] else ""

    def raw(self, cells: Cells) -> str | list[str] | None:
        """Fill it in: nothing where all its columns are empty; a list where it is one column with a list."""
        if len(self.pieces) == 1 and self.pieces[0][0] == "one":
            value = cells.get(self.pieces[0][1][0])
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


# Plain texts


_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
_UNSAID = frozenset({"script", "style"})


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (of the library)
        if tag in _UNSAID:
            self._unsaid += 1
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSAID:
            self._unsaid = max(self._unsaid - 1, 0)
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.parts.append(data)


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _plain(text: str, kind: str) -> str:
    r"""Take out what is no text: tags, if it is HTML, and characters that are not seen.

    `escapes` are what a program wrote in place of letters, like `\u2019`.
    """
    if kind == "escapes":
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if kind == "html" and ("<" in text or "&" in text):
        text = without_tags(text)
    while not text.isascii() and (unseen := texts.formatting(text)):
        text = text.replace(unseen, "")
    return text


def without_tags(text: str) -> str:
    """Give what a piece of HTML says: tags are stripped, those that break a line break it."""
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(parser.parts)).strip()
