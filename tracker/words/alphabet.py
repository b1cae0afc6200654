"""The alphabet of the reader: names and words are ordered, and compared, as people read them."""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H",
     "\u0131": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ß": "ss"}
)  # fmt: skip
"""Letters that no accent can be taken from, as those write them who do not have them."""
_N_TILDE = "n\u0303"
_AFTER_N = "n\U0010ffff"
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02b9`\u00b4]")
_FIRST = "\x01"
"""Before whatever a name may hold, so that a name comes before the longer one that begins with it."""


def plain(text: str) -> str:
    """Give a text in plain letters of one case: no accents, and ligatures taken apart."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()


@lru_cache(maxsize=10_000)  # the same few words are compared again and again
def alphabetical(text: str) -> str:
    """Give what a text is ordered by: its letters whatever their case and accents, ñ after n.

    Of texts that differ in case and accents alone, which comes first is always the same.
    """
    if text.isascii():
        return f"{_APOSTROPHES.sub('', text.casefold())}{_FIRST}{text}"
    parts = unicodedata.normalize("NFD", text.casefold()).split(_N_TILDE)
    letters = _AFTER_N.join(plain(part) for part in parts)
    return f"{_APOSTROPHES.sub('', letters)}{_FIRST}{text}"
