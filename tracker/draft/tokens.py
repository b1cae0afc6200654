"""The words and signs of a sentence, and the small words that hold names and roles together."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.draft.phrases import fold

TOKEN = re.compile(
    r"[“\"][^\W\d_]{2,15}[”\"]"
    r"|(?:Jr|Lt)\."
    r"|(?:Ma|Fco|Gpe|Wm)\.(?=\s[^\W\d_])"
    r"|(?:Dr|Dipl)\.-\w{2,4}\."
    r"|\d{1,3}\.?[ºª°]"
    r"|(?:[^\W\d_]\.)(?:[ ]?[^\W\d_]\.)*(?!\w)"
    r"|[^\W_]+(?:[-'’](?!s\b)[^\W_]+)*"
    r"|\S"
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
        "den",
        "ter",
        "ten",
        "zu",
        "zur",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "du",
        "des",
        "le",
        "el",
        "al",
        "bin",
        "binti",
        "ibn",
        "ben",
        "bint",
        "abu",
        "ould",
        "arap",
        "af",
        "av",
        "e",
        "i",
        "o",
        "lo",
        "della",
        "dello",
        "degli",
        "dei",
        "delle",
        "viuda",
        "vda",
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
OF_PLACES = frozenset(["U.S.", "D.C.", "D.F.", "U.K.", "U.N."])
"""Letters with dots that are no initials of somebody."""
LONGEST_NAME = 7
LONGEST_ROLE = 32


_CAMEL = re.compile(r"[a-z]{1,3}[A-Z][a-z]{2}|[dl]['’][A-ZÀ-Þ]|(?:a[a-z]|el|ud|ul|ur)-[A-ZÀ-Þ]")
"""A name that begins with a small prefix: `kaMagwaza`, `d'Ormesson`, `el-Fasi`."""


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
        return self.text[0].isupper() or _CAMEL.match(self.text) is not None


def tokens(text: str, titles: Collection[str] = ()) -> list[Token]:
    """Part a sentence into words and signs; the dot of a title is part of it."""
    found: list[Token] = []
    for each in TOKEN.finditer(text):
        last = found[-1] if found else None
        if each[0] == "." and last is not None and last.end == each.start() and _is_title(last.key, titles):
            found[-1] = Token(last.text + ".", last.start, each.end(), last.key)
            continue
        key = fold(each[0]).strip(".").replace(". ", ".")
        found.append(Token(each[0], each.start(), each.end(), key))
    return found


def are_degrees(words: Sequence[Token], place: int, given: Collection[str]) -> bool:
    """Say whether letters before a full name are a degree or a rank: `la Q.F.B. Ana Torres Vega`."""
    if re.fullmatch(r"(?:[^\W\d_]\.){2,4}", words[place].text) is None or place + 3 >= len(words):
        return False
    name = words[place + 1 : place + 4]
    return name[0].key in given and all(word.capital for word in name)


def _is_title(key: str, titles: Collection[str]) -> bool:
    return key in titles or f"{key}." in titles
