"""English, Spanish or neither: by the small words of a sentence, else of the text around it."""

import re
from dataclasses import replace

from events.sentences import sentence
from tracker.draft.sentences import Sentence

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "for",
            "on",
            "with",
            "by",
            "was",
            "were",
            "is",
            "are",
            "that",
            "this",
            "their",
            "they",
            "at",
            "from",
            "as",
            "will",
            "be",
            "has",
            "have",
            "its",
            "not",
            "his",
            "her",
            "it",
            "an",
            "or",
            "which",
            "who",
            "also",
            "between",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "los",
            "las",
            "de",
            "del",
            "y",
            "en",
            "para",
            "por",
            "con",
            "que",
            "se",
            "su",
            "sus",
            "una",
            "un",
            "al",
            "fue",
            "es",
            "son",
            "como",
            "entre",
            "lo",
            "no",
            "ha",
            "han",
            "ambas",
            "ambos",
            "este",
            "esta",
            "sobre",
            "desde",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "les",
            "des",
            "du",
            "et",
            "dans",
            "pour",
            "avec",
            "est",
            "une",
            "aux",
            "sur",
            "ont",
            "été",
            "par",
            "qui",
            "ce",
            "cette",
            "au",
            "leur",
            "se",
        ]
    ),
    "pt": frozenset(
        [
            "o",
            "os",
            "as",
            "do",
            "da",
            "dos",
            "das",
            "e",
            "em",
            "para",
            "com",
            "uma",
            "um",
            "ao",
            "foi",
            "são",
            "no",
            "na",
            "nos",
            "nas",
            "pelo",
            "pela",
            "seu",
            "sua",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "den",
            "dem",
            "des",
            "ein",
            "eine",
            "mit",
            "für",
            "auf",
            "ist",
            "im",
            "von",
            "zu",
            "nicht",
            "sich",
            "auch",
            "wurde",
            "bei",
        ]
    ),
    "it": frozenset(
        [
            "il",
            "lo",
            "gli",
            "di",
            "della",
            "delle",
            "dei",
            "e",
            "per",
            "con",
            "che",
            "una",
            "sono",
            "nel",
            "alla",
            "dal",
            "è",
            "ha",
            "hanno",
            "anche",
            "si",
        ]
    ),
}
OTHER = "other"
LONGEST = 10_000
"""Characters of a sentence that anybody wrote to be read; of a longer one nothing is taken."""
_FEW = 6
"""Words below which a sentence is in the language of its text."""


def with_languages(sentences: list[Sentence], lang: str | None) -> tuple[list[Sentence], bool]:
    """Say of each sentence its language, and of the text whether it is in one we read.

    `lang` is what the user says; it holds for every sentence that is not too long to be read.
    """
    whole = lang or _language(" ".join(each.text for each in sentences), "en")
    return [
        replace(each, lang=(lang or _of(each.text, whole)) if is_readable(each) else OTHER)
        for each in sentences
    ], whole != OTHER or not sentences


def why_unread(sentences: list[Sentence], *, readable: bool) -> list[str]:
    """Say of what nothing was taken, and why."""
    notes: list[str] = [
        sentence(
            "[{number}] is longer than {most} characters: nothing was taken from it",
            number=each.number,
            most=f"{LONGEST:,}",
        )
        for each in sentences
        if not is_readable(each)
    ]
    if not readable:
        notes.append(sentence("the text is in neither English nor Spanish, so nothing was taken from it"))
    return notes


def is_readable(one: Sentence) -> bool:
    """Say whether a sentence is short enough to be looked into: each name in it looks through all of it."""
    return len(one.text) <= LONGEST


def _of(text: str, whole: str) -> str:
    words = _WORD.findall(text)
    if len(words) < _FEW:
        small = {lang: sum(word.lower() in _SMALL[lang] for word in words) for lang in ("en", "es")}
        other = "es" if whole == "en" else "en"
        return other if whole in small and small[other] and not small[whole] else whole
    return _language(text, whole)


def _language(text: str, otherwise: str) -> str:
    found = _WORD.findall(text)
    said = [word for word in found if not word.isupper()] or found  # `DAS` is no German
    words = [word.lower() for word in said]
    counts = {lang: sum(word in small for word in words) for lang, small in _SMALL.items()}
    best = max(counts, key=lambda lang: counts[lang])
    if not counts[best]:
        letters = [sign for sign in text if sign.isalpha()]
        foreign = sum(ord(sign) > 0x24F for sign in letters)
        return OTHER if foreign * 2 > len(letters) else otherwise
    if best in {"en", "es"}:
        return best
    ours = max(("en", "es"), key=lambda lang: counts[lang])
    return OTHER if counts[best] > counts[ours] and len(words) >= _FEW * 2 else ours
