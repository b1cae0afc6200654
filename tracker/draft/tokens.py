"""The words and signs of a sentence, and the small words that hold names and roles together."""

import re
from dataclasses import dataclass

from tracker.draft.phrases import fold

TOKEN = re.compile(
    r"[“\"][^\W\d_]{2,15}[”\"]"
    r"|(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra|Srta|Hon|Jr|Gen|Lic|Ing|Mtro|Mtra|Lt|Col|Adm|Amb|Sen|Rep|"
    r"Prof|Gov|Arq|Emb|Cap|Capt)\."
    r"|(?:[^\W\d_]\.)(?:[ ]?[^\W\d_]\.)*(?!\w)"
    r"|[^\W_]+(?:[-'’](?!s\b)[^\W_]+)*"
    r"|\S"
)
HONORIFIC = frozenset(
    [
        "honourable",
        "honorable",
        "excelentisimo",
        "excelentisima",
        "excelencia",
        "excellency",
        "he",
        "dr",
        "dra",
        "mr",
        "mrs",
        "ms",
        "sr",
        "sra",
        "srta",
        "hon",
        "lic",
        "ing",
        "mtro",
        "mtra",
        "prof",
        "arq",
        "emb",
        "don",
        "dona",
        "doctor",
        "doctora",
        "excmo",
        "excma",
        "sir",
        "dame",
    ]
)
PARTICLE = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "y",
        "von",
        "van",
        "der",
        "da",
        "do",
        "dos",
        "di",
        "bin",
        "al",
        "ben",
        "el",
        "e",
        "i",
    ]
)
JOINS = frozenset(
    [
        "of",
        "for",
        "the",
        "to",
        "at",
        "on",
        "in",
        "and",
        "a",
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "para",
        "en",
        "y",
        "e",
        "al",
        "por",
        "ante",
    ]
)
LINKS = frozenset(["of", "for", "to", "at", "de", "del", "al", "para", "en", "in"])
WITHIN = frozenset(["of", "for", "de", "del", "para", "en", "on", "at", "y", "and", "e"])
"""After these an office goes on, or its people's business."""
ARTICLES = frozenset(["the", "el", "la", "los", "las", "el/la", "su", "a", "an"])
Span = tuple[int, int]
Roles = tuple[Span | None, Span | None]
"""The roles before and after a name."""
LONGEST_NAME = 7
LONGEST_ROLE = 32


@dataclass(frozen=True)
class Token:
    """A word or sign of a sentence."""

    text: str
    start: int
    end: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokens(text: str) -> list[Token]:
    """Part a sentence into words and signs."""
    return [
        Token(found[0], found.start(), found.end(), fold(found[0]).strip("."))
        for found in TOKEN.finditer(text)
    ]
