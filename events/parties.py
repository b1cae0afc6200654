"""Who may be named as a party, an obligor or a claimant, and what somebody meant who wrote otherwise.

A party is an ISO 3166 alpha-2 code or an acronym in capitals; an obligor is a party or an
institution. Whoever speaks may be anybody, but one at a time, and never a party in other letters:
it would count as somebody else, who agrees or disagrees with the party it is.
"""

import re
from functools import lru_cache

from events.countries import CODES, code_of
from events.sentences import joined, sentence
from events.texts import fold

Refusal = tuple[str, str]
"""What is wrong with a name, and what to write instead."""

_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
_INSTITUTION = re.compile(r"(?:[A-Z][A-Z0-9-]{1,19}/)?[A-Za-z0-9.-]{1,80}")
_ALWAYS_APART = re.compile(r"\s*[;|\n]\s*|\s+/\s+")
_PERHAPS_APART = re.compile(r"\s*[,+&/]\s*|\s+(?:and|y|e|et|und)\s+", re.IGNORECASE)
_ANYBODY = frozenset({"press", "prensa", "analyst", "analista", "media"})
_ALPHA_3 = 3
AS_MANY = 10_000
"""Names of which the answer is remembered: the same few stand in nearly every fact."""
_SHOWN = 3
"""Names that a hint repeats of several in one text."""


def meant(text: str) -> str | None:
    """Give the code of the country a text names in other letters; None for the code itself or anything else.

    Three capitals may be somebody's acronym, like CAN for the Andean Community: only a country's
    common name, like USA, is taken for its code.
    """
    if text in CODES:
        return None
    code = code_of(fold(text))
    if code and len(text) == _ALPHA_3 and text.isascii() and text.isupper() and text not in _NAMES_OF_THREE:
        return None
    return code


_NAMES_OF_THREE = frozenset({"USA", "EUA", "UAE", "EAU", "DRC", "RDC"})


WRITE_AN_OBLIGOR = sentence(
    "Write a party by its code or acronym, like MX or CEPAL, or an institution, like SRE or MX/SRE."
)
WRITE_A_PARTY = sentence(
    "Parties are ISO 3166 codes or acronyms in capitals, like MX, US or CEPAL; a state or province is an"
    " institution of its country, like US-CA."
)
"""What is hinted where a text names no party that everybody knows; a store may know better."""


@lru_cache(AS_MANY)
def party(text: str) -> Refusal | None:
    """Say what is wrong with the name of a party."""
    if text in CODES:
        return None
    if code := meant(text):
        return sentence("{text!r} is not a party", text=text), sentence("Write its code: {code}.", code=code)
    return _several(text, sentence("a party"))


def obligor(text: str) -> Refusal | None:
    """Say what is wrong with an obligor, which is a party or an institution."""
    if refusal := party(text):
        return refusal
    if _ACRONYM.fullmatch(text) or _INSTITUTION.fullmatch(text):
        return None
    return (
        sentence("{text!r} is neither a party nor an institution", text=text),
        WRITE_AN_OBLIGOR,
    )


@lru_cache(AS_MANY)
def claimant(text: str) -> Refusal | None:
    """Say what is wrong with a claimant, who may be anybody, but one, and no party in other letters."""
    if text in CODES:
        return None
    if code := meant(text):
        return (
            sentence("{text!r} is {code} in other letters", text=text, code=code),
            sentence("Write {code}.", code=code),
        )
    return _several(text, sentence("one claimant"))


def _several(text: str, what: str) -> Refusal | None:
    """Refuse several names in one text; `Ministry of Trade and Industry` is one name."""
    parts = [part for part in _ALWAYS_APART.split(text) if part]
    if len(parts) == 1:
        parts = [part for part in _PERHAPS_APART.split(text) if part]
        if not all(_stands_alone(part) for part in parts) or _is_path(text, parts):
            return None
    if len(parts) < 2:  # noqa: PLR2004 (several)
        return None
    first = joined(sentence(" and "), [meant(part) or part for part in parts[:_SHOWN]])
    return (
        sentence("{text!r} is more than {what}", text=text, what=sentence(what)),
        sentence("Name each by itself: {names} …", names=first)
        if len(parts) > _SHOWN
        else sentence("Name each by itself: {names}.", names=first),
    )


def _stands_alone(part: str) -> bool:
    return bool(part in CODES or meant(part) or _ACRONYM.fullmatch(part) or part.casefold() in _ANYBODY)


def _is_path(text: str, parts: list[str]) -> bool:
    """Say whether a text is an institution of a party, like MX/INM; two countries are no path."""
    return bool(_INSTITUTION.fullmatch(text)) and "/" in text and parts[-1] not in CODES
