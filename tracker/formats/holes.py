"""The holes of a mapping: what a place in minutes takes from a row (CONTRACT §6).

Every hole names its columns, so that what is refused can be found in the table. A value that is not
there is None, and what it would have filled is left out.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from events import texts
from events.sentences import either, sentence
from tracker.formats.date_patterns import (
    ENGLISH,
    Numbers,
    Pattern,
    likely_forms,
    may_be_share,
    read_date,
    read_number,
)
from tracker.formats.plain_text import line_ends, plain
from tracker.formats.row_cells import CellRefusedError, Cells, Day
from tracker.formats.templates import Raw
from tracker.formats.vocabulary import Vocabulary

LONGEST_ID = 80


@dataclass(frozen=True)
class Hole:
    """One place of minutes that is filled from a row: the raw text, and what is done to it, in this order."""

    columns: tuple[str, ...]
    raw: Raw
    end: Raw | None = None
    """The other end of a range."""
    plain: str | None = None
    split: re.Pattern[str] | None = None
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
        parts: list[str] = raw if isinstance(raw, list) else []
        if isinstance(raw, str) and self.split is not None:
            parts = self.split.split(raw)
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
        if self.formats and isinstance(raw, Day):
            return raw.day
        text = plain(raw, self.plain) if self.plain else raw
        text = texts.lines(line_ends(text)) if self.is_prose else " ".join(text.split())
        if not text or text in self.missing:
            return None
        if self.vocabulary is not None and (word := self._word(text, self.vocabulary)) != text:
            return word or None
        if self.number is not None:
            text = self._number(text)
        if self.formats:
            text = self._date(text)
        if self.as_id:
            text = self._id(text)
        return shortened(text, self.shorten) if self.shorten else text

    def _word(self, text: str, vocabulary: Vocabulary) -> Any:
        """Give what a word becomes; itself where the vocabulary keeps what it does not know."""
        found = vocabulary.look_up(text)
        if found is None:
            reason = sentence(
                "{text!r} is not in the vocabulary {name}", text=_short(text), name=vocabulary.name
            )
            hint = sentence("Say what it becomes (vocabularies: {name}).", name=vocabulary.name)
            raise CellRefusedError(self.columns, text, reason, hint)
        return found

    def _number(self, text: str) -> str:
        if self.number == "percent" and may_be_share(text, self.numbers):
            hint = sentence(
                "If the column has shares of one, number: share; a part of a percent has its sign: 0.9 %."
            )
            reason = sentence("{text!r} may be a share, or a part of one percent", text=_short(text))
            raise CellRefusedError(self.columns, text, reason, hint)
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
            like = likely_forms(text, self.language)
            hint = (
                sentence("Add the form that this one has to formats: {form}.", form=like[0])
                if like
                else sentence(
                    "Add the form that this one has to formats, or say what is missing (source: missing)."
                )
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


def shortened(text: str, length: int) -> str:
    """Cut a text at a word, and show that it was cut."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return f"{cut.rpartition(' ')[0].rstrip(' ,;:') or cut}…"


def _short(text: str) -> str:
    return shortened(text, 60)
