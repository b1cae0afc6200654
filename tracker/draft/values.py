"""What a draft is made of: values with where they come from, facts in their three grades."""

from dataclasses import dataclass, field
from typing import Any

SAID, GIVEN, COMPUTED = "said", "given", "computed"
"""A value stands literally in its sentence, was given by who asks, or follows from words that are kept."""
UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Value:
    """A value of a draft; `words` are those it was computed from, or where it was given."""

    text: str
    how: str = SAID
    words: str = ""


@dataclass
class Fact:
    """Something a memo says: its section in minutes, its keys, and the sentences it was taken from.

    `grade` is live or candidate; `why` says in a word what keeps a candidate from being live.
    """

    section: str
    keys: dict[str, Any]
    sentences: list[int]
    grade: str = "live"
    why: str = ""
    notes: list[str] = field(default_factory=list)


LIVE, CANDIDATE = "live", "candidate"
