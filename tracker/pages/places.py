"""Where the pages of a site are: file names that every file system takes, and links between them."""

import re
import unicodedata
from hashlib import sha256

from tracker.words.text import escape

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,78}[a-z0-9-])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
"""What is a device to Windows, whatever follows the dot."""
_LONGEST = 60
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def file_name(name: str) -> str:
    """Give a name without its ending for the page of something.

    An id stays as it is. What is a file's name elsewhere (`con`, `..`), or would be the same as another
    where letters are not told apart, becomes plain words and a digest, with a `_` that no id has.
    """
    if _PLAIN.fullmatch(name) and not _RESERVED.fullmatch(name):
        return name
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST]
    return f"{words or 'x'}_{sha256(name.encode(errors='surrogatepass')).hexdigest()[:10]}"


def page_of(kind: str, name: str) -> str:
    """Give the place of the page of something, from the folder of its language on."""
    return f"{kind}/{file_name(name)}.html"


def up(path: str) -> str:
    """Give the way from a page up to the top of its site."""
    return "../" * path.count("/")


def is_web_address(text: object) -> bool:
    """Say whether a text may be a link: http or https, and nothing hidden in it."""
    return isinstance(text, str) and bool(_WEB_ADDRESS.fullmatch(text)) and escape(text) == text
