"""Date lines: the place with which a text begins, beside the day on which it was issued."""

import re
from typing import Any

from tracker.draft.dates import days_in
from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import Found
from tracker.draft.place_names import WORD, is_place
from tracker.draft.sentences import Sentence

_DATELINE = re.compile(
    rf"^((?:{WORD})(?:\s+(?:(?:de|del|la|las|los|el|of|do|da|dos|das|upon|am|le|"
    rf"sur)\s+){{0,2}}(?:{WORD}))*)(?P<rest>(?:,\s*(?:{WORD}|"
    rf"D\.\s?C\.|D\.\s?F\.)(?:\s{WORD})*)*)\s*(?:[,.;(|•·]|$|[–—-])"
)

_WIRED = re.compile(
    r"(?:,\s*[A-Z][\w.]+(?:\s*\([A-Z][\w ./]{1,30}\))?|\s*\([A-Z][\w ./]{1,30}\))\s+(?:-{1,2}|–|—)\s"
)
"""How the date line of a wire report goes on: `BADAJOZ, Spain (Iberia Press) -- `."""
_MARKED = re.compile(r"\s*\([A-ZÀ-Þ][^()]{2,30}\)\.|[^.]{0,60}?(?:\s[–—-]\s|\.-|\.–|--)")


_CAPITALS = re.compile(r"([A-ZÀ-Þ]{4,}(?: [A-ZÀ-Þ]{2,}){0,3})\.(?:\s+[A-ZÀ-Þ]|$)")
"""A capital in capitals before the first sentence: `SANTIAGO. El Presidente …`."""


def dateline(sentence: Sentence, lexicon: Lexicon | None = None) -> str:
    """Give the place with which a date line begins: `Quito, 7 de diciembre de 2005`."""
    text = sentence.text
    if (turned := _turned(sentence)) and lexicon is not None:
        return turned if is_place(turned, lexicon) else ""
    if (alone := _CAPITALS.match(text)) is not None and lexicon is not None and sentence.kind == "prose":
        name = alone[1].title()
        if any(not each.start and each.end == len(name) for each in lexicon.capitals.find(name)):
            return alone[1]
    found = _DATELINE.match(text)
    if found is None:
        return ""
    dated = days_in(text[found.end(1) :][:60])
    short = (sentence.kind == "heading" and len(text) < 40) or (sentence.kind == "prose" and len(text) < 40)
    marked = _MARKED.match(text[found.end(1) :]) is not None
    if not (dated or short or marked):
        return ""
    name = found[1] + (re.match(r",\s*D\.\s?[CF]\.|,\s*DC\b", text[found.end(1) :]) or [""])[0]
    if lexicon is None:
        return name
    state = re.match(r"\s*,\s*[A-ZÀ-Þ]\w+", text[found.end(1) :])
    whole: list[Found[Any]] = [*lexicon.regions.find(titled(name)), *lexicon.short.find(titled(name))]
    known = any(each.start == 0 for each in lexicon.capitals.find(titled(name))) or any(
        each.end - each.start == len(name) for each in whole
    )
    wired = name.isupper() and sentence.kind == "prose" and _WIRED.match(text[found.end(1) :]) is not None
    land = re.match(r"\s*\(([^()]{3,30})\)\.", text[found.end(1) :])
    abroad = land is not None and bool(lexicon.parties_in(land[1]))
    if not (known or dated or abroad or wired or (state and short)):
        return ""
    return name if known or is_place(titled(name), lexicon) else ""


def _turned(sentence: Sentence) -> str:
    """Give the place of a line that begins with the date: `10 April 2024 | Geneva`."""
    days = days_in(sentence.text)
    if sentence.number > 6 or not days or days[0].start > 0 or not days[0].is_day:
        return ""
    name = re.fullmatch(
        rf"\s*[|,;–—-]\s*({WORD}(?:\s{WORD})*)(?:,\s*{WORD}(?:\s{WORD})*)?", sentence.text[days[0].end :]
    )
    return name[1] if name is not None else ""


def titled(name: str) -> str:
    """Give a name in capitals as it is mostly written."""
    return name.title() if name.isupper() else name
