"""One form for a text: the same words, saved on another machine, are the same text.

NFC, no blanks at the ends of a line and one where there are several. Characters that are not seen
(category Cf, and the few others that are drawn as nothing) are no part of a text, but the joiners
inside a word, which Persian and emoji need.
"""

import re
import unicodedata

_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+")
_AT_ENDS = (
    "\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    "\u2800\u3000"
)
"""Blanks, and what else the end of a line may have on other machines."""
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NEVER_SEEN = re.compile(
    "[\u115f\u1160\u2065\u3164\uffa0\ufff0-\ufff8\ufffe\uffff\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Fillers of Hangul, what Unicode keeps free for characters that are not seen, what no XML may hold."""
_JOINERS = frozenset("\u200c\u200d")


def one_line(text: str) -> str:
    """Bring a text of one line to its form."""
    if text.isascii():
        return text if "  " not in text and text == text.strip(" ") else _BLANKS.sub(" ", text).strip(" ")
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def lines(text: str) -> str:
    """Bring a text of any number of lines to its form, without empty lines at its ends."""
    broken = text.split("\n")
    return "\n".join(one_line(line.rstrip(_AT_ENDS)) for line in broken).strip("\n")


def unprintable(text: str) -> str | None:
    """Find the first control character, bidi override or lone surrogate in a text."""
    if text.isprintable():  # quick, and true of nearly every text; it also refuses what we accept
        return None
    for character in text:
        if character in _BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
            return character
    return None


def formatting(text: str) -> str | None:
    """Find the first format character in a text that is no joiner inside a word."""
    if text.isascii():
        return None
    for place, character in enumerate(text):
        if _is_unseen(character) and not (
            character in _JOINERS and _in_a_word(text[place - 1 : place], text[place + 1 : place + 2])
        ):
            return character
    return None


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or bool(_NEVER_SEEN.match(character))


def _in_a_word(before: str, after: str) -> bool:
    return all(each and unicodedata.category(each)[0] in "LMNS" for each in (before, after))


def fold(text: str) -> str:
    """Give what two spellings have in common: no accents, no case, one blank, look-alikes as Latin."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = (each for each in decomposed if unicodedata.category(each) not in {"Mn", "Cf"})
    return " ".join("".join(plain).translate(_LOOK_ALIKES).casefold().split())


_LOOK_ALIKES = str.maketrans(
    # Greek and Cyrillic capitals that are drawn as Latin ones, and the small ones likewise.
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458",
    "ABEZHIKMNOPTYXoSIJABEKMHOPCTYXaeopcyxsij",
)
