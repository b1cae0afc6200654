"""Ids of what a draft finds: words of the memo that say something, cut where a word ends."""

import re

from tracker.draft.phrases import fold

_LONGEST = 60
"""Characters of an id."""
_DROPPED = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "for",
        "in",
        "on",
        "at",
        "and",
        "or",
        "that",
        "its",
        "their",
        "this",
        "these",
        "they",
        "both",
        "all",
        "by",
        "with",
        "as",
        "be",
        "will",
        "it",
        "is",
        "are",
        "was",
        "were",
        "el",
        "la",
        "los",
        "las",
        "de",
        "del",
        "y",
        "e",
        "en",
        "para",
        "por",
        "con",
        "que",
        "su",
        "sus",
        "un",
        "una",
        "se",
        "al",
        "lo",
    ]
)
_ENDING = re.compile(r"(?:[-_. ](?:en|es|eng|esp|spa))?[.][a-z]+$", re.IGNORECASE)
"""The ending of a file, and the language that stands before it."""


def slug(text: str, most: int) -> str:
    """Give an id of the words of a text that say something, at most so many."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(text)) if word not in _DROPPED]
    return _joined([word for word in words if len(word) > 1 or word.isdigit()][:most])


def occasion_id(name: str, day: str, place: str) -> str:
    """Give an id of a meeting: its day and place, or what its file is called."""
    day = day.split("/", maxsplit=1)[0].strip("?~%")
    words = re.findall(r"[a-z0-9]+", fold(place))[:4]
    file = slug(_ENDING.sub("", name), 4 if day else 6) or "meeting"
    return _joined([day, *(words or [file])]) if day else file


def _joined(words: list[str]) -> str:
    while len(words) > 1 and len("-".join(words)) > _LONGEST:
        words = words[:-1]
    return "-".join(words)[:_LONGEST]
