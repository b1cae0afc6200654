"""Whose official somebody is by the ministry that issues a memo: `Ministry of Energy | Argentina`."""

import re

from tracker.draft.entries import name_alone
from tracker.draft.lexicon import Lexicon
from tracker.draft.parties import Side
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence

_HOUSE = re.compile(
    r"\b(?:secretar[ií]a|ministerio|subsecretar[ií]a|viceministerio|ministry|department|office|oficina)\s+"
    r"(?:de|del|of|for)\s+(?:(?:the|la|el|los)\s+)?(?P<what>[A-ZÀ-Þ][^|,;:–—()]{3,70})",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:the |el |la )?(?:(?:under|vice|sub|deputy )?-?(?:secretary|secretari[oa]|minister|ministr[oa]))\s+"
    r"(?:de|del|of|for)\s+(?:(?:the|la|el|los)\s+)?(?P<what>.{3,70})",
    re.IGNORECASE,
)
_FIRST = 4
"""Lines of a memo that may be its letterhead."""
_LONGEST = 110


def house_of(sentences: list[Sentence], lexicon: Lexicon, parties: list[str]) -> tuple[str, Side] | None:
    """Give what the ministry that issues a memo is for, and its party; None where no line tells both."""
    for sentence in sentences[:_FIRST]:
        text = sentence.text
        found = _HOUSE.search(text) if len(text) < _LONGEST else None
        named = {each.value for each in lexicon.parties_in(text, sentence.lang)}
        if found is not None and len(named) == 1 and (party := named.pop()) in parties:
            cut = lexicon.parties_in(found["what"], sentence.lang)
            what = found["what"][: cut[0].start] if cut else found["what"]
            what = re.sub(r"\s+(?:de|del|of|for)(?:\s+(?:the|la|el|los))?\s*$", "", what.rstrip())
            return fold(what).strip(), Side(party, text, carried=True)
    return None


def is_of_house(role: str, what: str) -> bool:
    """Say whether a role is the office of a ministry: `secretario de Energía` of that of `Energía`."""
    found = _OFFICE.fullmatch(role)
    return found is not None and bool(what) and fold(found["what"]) == what


_DEAR = re.compile(
    r"(?:dear|my dear|estimad[oa]s?|distinguid[oa]s?|querid[oa]s?|muy (?:señor|señora|estimad)\w*)\s",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\b(?:section|embassy|consulate|ministry|department|government|office of|secci[oó]n|embajada|consulado|"
    r"ministerio|secretar[ií]a|gobierno)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"(?:to|para|a|al|attention|atenci[oó]n)\b[^,]{0,20}:", re.IGNORECASE)
_ABOVE = 14
"""Lines that may stand above the words with which a letter begins."""


def writer_of(sentences: list[Sentence], lexicon: Lexicon, parties: list[str]) -> Side | None:
    """Give the party whose office writes a letter, by the first line above `Dear …` that names one alone."""
    begin = next((place for place, each in enumerate(sentences) if _DEAR.match(each.text)), 0)
    for sentence in sentences[: begin if begin <= _ABOVE else 0]:
        text = sentence.text
        if _TO.match(text) or lexicon.is_title(text.split()[0]) or name_alone(text, lexicon) is not None:
            return None  # from here on it is the reader's address
        named = {each.value for each in lexicon.parties_in(text, sentence.lang)}
        if (
            len(text) < _LONGEST
            and len(named) == 1
            and _WRITES.search(text)
            and (party := named.pop()) in parties
        ):
            return Side(party, text, carried=True)
    return None
