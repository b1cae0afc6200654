"""Headings that are none: a note of what was agreed whose dot was left out."""

import re
from dataclasses import replace

from tracker.draft.datelines import dateline
from tracker.draft.dates import days_in
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence

_FEWEST = 8
"""Words of a line that says who does what; headings are mostly shorter."""
_DOES = re.compile(
    r"\b(?:agreed|pledged|promised|undertook|committed|decided|resolved|will|shall|acord(?:o|aron)|"
    r"conv(?:ino|inieron)|"
    r"se (?:comprometi|oblig)\w+|decidi(?:o|eron)|promet\w+|[a-z]{3,}ra[n]?)\b (?=[a-z0-9])"
)


def with_unended(sentences: list[Sentence]) -> list[Sentence]:
    """Read a line without a final dot as prose where it says who does what, and is no headline."""
    found: list[Sentence] = []
    begun = False
    for place, each in enumerate(sentences):
        headline = any(dateline(after) for after in sentences[place + 1 : place + 3])
        prose = each.kind == "heading" and begun and not headline and _says_who_does_what(each.text)
        found.append(replace(each, kind="prose") if prose else each)
        begun = begun or each.kind == "prose" or bool(days_in(each.text))
    return found


def _says_who_does_what(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", text)
    small = sum(word[0].islower() for word in words)
    verb = _DOES.search(fold(text))
    long = len(text.split()) >= _FEWEST and small * 2 > len(words)
    return long and text[0].isalpha() and verb is not None and verb.start() > 0
