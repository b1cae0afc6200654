"""A text as its sentences: lines are joined where they were wrapped, and parted where a sentence ends.

Headings, list items, rows of tables and `Key: value` lines are sentences of their own. Every letter of
the text is in exactly one sentence; only list markers, the rules of tables, blanks and the hyphens of
wrapped words are not.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tracker.draft.marks import BULLET, is_rule
from tracker.draft.phrases import fold


class Line(NamedTuple):
    """A line of a text, with its number and page (0 where there are none)."""

    text: str
    number: int
    page: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence of a memo.

    `kind` is heading, item, row, field or prose; `lead` the number of the sentence that introduces the
    list it is an item of; `quoted` says whether it begins inside of a quotation.
    """

    number: int
    text: str
    line: int
    page: int
    kind: str
    paragraph: int
    lead: int | None = None
    quoted: bool = False
    lang: str = "en"


_MARKER = re.compile(
    r"\s*(?:[-*•·▪◦‣–—]+|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|\(?\d{1,2}[.)º]|\(?[a-z]\)|"
    r"\(?[ivx]{1,4}[.)]|[a-h]\.(?=\s+[A-ZÀ-Þ]))\s+(?=\S)"
)
_FIELD = re.compile(r"[A-ZÀ-Þ][\w ./]{1,30}: \S")
_ENDS = re.compile(r"[.!?…][\"”’»)\]]*$")
_END = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“‘«(¿¡\[]*[^\W_])")
_DOTTED = re.compile(r"(?:[^\W\d_]\.\s?)+$")
_BEFORE_NAMES = (
    r"mr|mrs|ms|dr|dra|sr|sra|srta|sres|hon|gen|lic|ing|mtro|mtra|lt|col|adm|amb|sen|rep|prof|gov|st|arq|"
    r"emb|excmo|excma|d|ss|ma|fco|gpe|wm|mons|cap|capt|brig|maj|ee|e\.g|i\.e|cf|vs|av"
)
_MAY_END = (
    r"no|num|núm|art|vol|p|pp|fig|etc|inc|ltd|corp|co|dept|ud|uds|uu|aprox|jr|jan|feb|mar|apr|jun|jul|aug|"
    r"sept|sep|oct|nov|dec|ene|abr|ago|dic|tel"
)
_ABBREVIATION = re.compile(rf"(?:^|[\s(\"“])(?:{_BEFORE_NAMES}|{_MAY_END})\.$", re.IGNORECASE)
_ENDING = re.compile(rf"[\s(](?:{_MAY_END})\.$", re.IGNORECASE)
"""An abbreviation with which a sentence may end, where the next begins as one does."""
_NUMBERED = re.compile(
    r"(?:annex(?:es)?|anexos?|appendix|apendice|phases?|fases?|stage|etapa|parts?|parte|chapter|capitulo|"
    r"section|seccion|class|clase|category|categoria|schedule|group|grupo|zone|zona|line|linea|lot|lote|"
    r"option|opcion|tramo|block|bloque|gate|route|ruta|terminal|building|edificio|title|titulo|volume|"
    r"tomo|track|tier|level|nivel|package|paquete|form|formulario|list|lista|plan|type|tipo|vitamin[as]?|"
    r"hepatitis|influenza)"
)
"""What is numbered with a capital or a Roman numeral: `Annex A`, `Phase I`."""
_NUMERAL = re.compile(r"[IVX]{1,5}\.")
_ENTRY_ENDS = re.compile(r"(?:,[^,.;]*\b[A-ZÀ-Þ]\w*\)?|:)$")
"""The end of a line that may be an entry of a list: what stands behind its last comma ends with a name."""
_NAMED = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]*\s+)(?:(?:de|del|la|las|los|y|van|von|der|al|el|bin)\s+|[A-ZÀ-Þ][\w.'’-]*\s+){0,4}"
    r"[A-ZÀ-Þ][\w.'’-]*(?:,|\s\(|\s[–—-])\s?\S"
)
"""How a line begins that is an entry without a marker: `Ana Soto, Director`; two of them are no prose."""
_BEFORE_INITIALS = re.compile(
    r"(?:del?|l[ao]s?|el|y|e|a|con|por|para|al|and|of|the|with|by|to|from|for|mr|mrs|ms|don|dona|entre|"
    r"between|"
    r"(?:vice)?minist(?:er|r[oa])|secretar(?:y|i[oa])|ambassador|embajador|embajadora|president[ea]?|"
    r"governor|"
    r"gobernador|gobernadora|general|coronel|colonel|director|directora|senor|senora|doctor|doctora)"
)
"""Words behind which a letter with a dot begins a name."""
_RETIRED = re.compile(r"\((?:Ret|Retd|Rtd|R|SP|Dem)\.\)$", re.IGNORECASE)
_STARTERS = re.compile(
    r"(?:the|this|these|those|in|on|at|it|they|both|he|she|we|a|an|as|for|also|finally|el|la|"
    r"los|las|en|ambos|ambas|se|por"
    r"|al|durante|asimismo|además|however|during|after|additionally)\b",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"(?:The|This|These|Those|It|They|Both|In|On|During|After|However|Finally|El|La|Los|Las|Ambos|Ambas|Se|"
    r"Durante|Asimismo|Además|En)\s"
)
"""How a sentence opens, and no name."""
_DATE_LINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.]+(?: (?:de |del |la |of )*[A-ZÀ-Þ][\w.]+)*,\s+){1,3}"
    r"(?:[A-Z][a-z]+ \d{1,2},|\d{1,2}(?:º|°)?(?: de)? [A-Za-z]+(?: del?)?)\s+\d{4}"
)
"""A line that is a place and a day: `Mexico City, 9 June 2023`."""
WIDEST = 110
"""Characters of a line that was wrapped; longer ones are paragraphs."""
_FULL = 0.75
"""Of the usual width, from which on a line was wrapped rather than ended."""

_LONG = 50_000
"""Characters of joined lines, from which on they are parted where a sentence ends."""
_NEAR = 100
"""Characters before and behind a dot that tell whether it ends a sentence."""


@dataclass
class _Block:
    """Lines that belong together, joined."""

    text: str
    places: list[tuple[int, int, int]]
    """Where in the text a line begins, its number, its page."""
    kind: str
    paragraph: int
    marker: str = ""
    """How an item is marked, with a letter for any letter and a nought for any digit: `0.`, `(a)`."""


def _never(_: str) -> bool:
    return False


def split(
    lines: list[Line], titles: Collection[str] = (), opens: Callable[[str], bool] = _never
) -> list[Sentence]:
    """Part a text into its sentences, numbered from 1; a dot behind one of the titles ends none.

    `opens` says whether a text begins with whom a sentence is about, so that one may end before it.
    """
    found: list[Sentence] = []
    lead: int | None = None
    above = ""
    quoted = False
    paragraph = -1
    for block in _blocks(lines, titles):
        if block.paragraph != paragraph:
            quoted = quoted and block.text.lstrip()[:1] in "“«"
        paragraph = block.paragraph
        for start, end in _spans(block.text, titles, opens):
            text = block.text[start:end]
            line, page = _place(block, start)
            number = len(found) + 1
            if block.kind not in {"item", "row"} or (above and block.marker == above):
                lead, above = None, ""
            kind = block.kind
            if (
                kind == "prose"
                and not re.search(r"[.!?…:;][\"”’»)\]]*$", text)
                and len(block.text) == len(text)
            ):
                kind = "heading" if len(text) <= WIDEST else kind
            if kind == "item" and text.isupper() and len(block.text) == len(text) and "," not in text:
                kind = "heading"
            found.append(Sentence(number, text, line, page, kind, block.paragraph, lead, quoted))
            quoted = _goes_on(text, quoted)
            if text.endswith(":") or kind == "heading":
                lead, above = number, block.marker
    return found


def _goes_on(text: str, quoted: bool) -> bool:  # noqa: FBT001 (a state)
    """Say whether a quotation is open after a text."""
    for sign in text:
        if sign in "“«":
            quoted = True
        elif sign in "”»":
            quoted = False
        elif sign == '"':
            quoted = not quoted
    return quoted


def _place(block: _Block, start: int) -> tuple[int, int]:
    found = bisect_right(block.places, start, key=lambda place: place[0])
    return block.places[max(found - 1, 0)][1:]


def _blocks(lines: list[Line], titles: Collection[str]) -> Iterator[_Block]:
    width = _width(lines)
    known = fold("\n".join(line.text for line in lines))
    block: _Block | None = None
    last = ""
    paragraph = 0
    for line in lines:
        text = " ".join(line.text.split())
        if not text:
            if block is not None:
                yield block
            block, paragraph = None, paragraph + 1
            continue
        if is_rule(text):
            continue
        marker = BULLET.match(text) or _MARKER.match(text)
        kind = (
            "row"
            if text.count("|") >= 1
            else "item"
            if marker
            else "field"
            if _FIELD.match(text)
            else "prose"
        )
        entry = block is not None and (
            (_is_entry(text, titles) and _ENTRY_ENDS.search(block.text) is not None)
            or all(_NAMED.match(each) and ";" not in each for each in (block.text, text))
        )
        if (
            block is not None
            and kind == "prose"
            and block.kind != "row"
            and _goes_with(last, text, width)
            and not _is_long(block.text, last)
            and not entry
        ):
            block.text = _joined(block, text, known)
            block.places.append((len(block.text) - len(text), line.number, line.page))
        else:
            if block is not None:
                yield block
            style = (
                re.sub(r"\d+", "0", re.sub(r"[a-z]+", "a", marker[0].strip()))
                if marker and kind == "item"
                else ""
            )
            text = text[marker.end() :] if marker and kind == "item" else text
            block = _Block(text, [(0, line.number, line.page)], kind, paragraph, style)
        last = text
    if block is not None:
        yield block


def _width(lines: list[Line]) -> int:
    """Give the width at which lines were wrapped; 0 if they are whole paragraphs."""
    lengths = sorted(len(line.text) for line in lines if line.text.strip())
    if not lengths or lengths[-1] > WIDEST:
        return 0
    return lengths[int(len(lengths) * 0.9)]


def _goes_with(last: str, text: str, width: int) -> bool:
    """Say whether a line is the rest of the one before it."""
    if _DATE_LINE.fullmatch(text):
        return False
    if last.isupper() != text.isupper() and not text[0].islower():
        return False
    if _ENDS.search(last) and not _ABBREVIATION.search(last):
        return bool(width) and len(last) >= width * _FULL and not last.isupper()
    if text[0].islower() or last.endswith((",", ";")) or _ABBREVIATION.search(last):
        return True
    if last[-1] == "-" and last[-2:-1].isalpha():
        return True
    return bool(width) and len(last) >= width * _FULL and not last.endswith(":")


def _is_long(text: str, last: str) -> bool:
    """Say whether lines end here lest joining so many takes too long: where a sentence ends, if one does."""
    return len(text) > _LONG and (_ENDS.search(last) is not None or len(text) > _LONG * 10)


def _is_entry(text: str, titles: Collection[str]) -> bool:
    """Say whether a line begins with a title and goes on with commas: `Mr A B, Director, C`."""
    return _last_word(text.split(maxsplit=1)[0]) in titles and "," in text


def _joined(block: _Block, text: str, known: str) -> str:
    before = block.text
    if before[-1] == "-" and before[-2:-1].isalpha() and text[0].isalpha():
        ends = re.search(r"\w+-$", before)
        begins = re.match(r"\w+", text)
        compound = fold(f"{ends[0] if ends else ''}{begins[0] if begins else ''}")
        return (before if text[0].isupper() or compound in known else before[:-1]) + text
    return f"{before} {text}"


def _spans(text: str, titles: Collection[str], opens: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Give from where to where the sentences of a text are."""
    start = 0
    for end in _END.finditer(text):
        before = text[max(start, end.end() - _NEAR) : end.end()]
        gap = text[end.end() : end.end() + _NEAR]
        after = gap.lstrip()
        if (
            end[0] == "."
            and not _ends_after_all(before, after, opens)
            and (
                _ABBREVIATION.search(before)
                or _is_dotted(before, after)
                or _last_word(before) in titles
                or _NUMERAL.fullmatch(before)
            )
        ):
            continue
        if _RETIRED.search(before):
            continue
        if end[0][0] != "." and after[:1].islower():
            continue
        if end[0] == "." and (after[:1].islower() or before.rstrip(".").isdigit()):
            continue
        yield start, end.end()
        start = end.end() + len(gap) - len(after)
    if start < len(text):
        yield start, len(text)


def _last_word(text: str) -> str:
    return fold(re.split(r"[\s(\"“]", text)[-1].rstrip("."))


def _ends_after_all(before: str, after: str, opens: Callable[[str], bool]) -> bool:
    """Say whether the dot of an abbreviation, a capital or a numeral ends a sentence too."""
    words = before.split()
    if len(words) < 2:
        return False
    short = _DOTTED.fullmatch(words[-1]) is not None
    if not short and not _ENDING.search(before):
        return False
    if short and words[-1].count(".") == 1:
        numbered = _NUMBERED.fullmatch(fold(words[-2])) is not None
        return numbered and after[:1].isupper()
    return _OPENERS.match(after) is not None or opens(after)


def _is_dotted(before: str, after: str) -> bool:
    """Say whether a dot ends an initial or an acronym, and no sentence."""
    word = before.rsplit(None, 1)[-1].lstrip('("“')
    if not _DOTTED.fullmatch(word):
        return False
    if word.count(".") == 1:
        return not _is_letter_behind(before)
    return not _STARTERS.match(after)


def _is_letter_behind(before: str) -> bool:
    """Say whether a capital ends what is no name: `rayos X.` is whole, `de J. Pérez` is not."""
    words = before.split()
    return (
        len(words) > 1
        and words[-2].isalpha()
        and words[-2].islower()
        and not _BEFORE_INITIALS.fullmatch(fold(words[-2]))
    )
