"""Takes out of a text what is no text: tags, escapes, characters that are not seen."""

import re
from html.parser import HTMLParser

from events import texts

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"})
_UNSAID = frozenset({"script", "style"})


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (of the library)
        if tag in _UNSAID:
            self._unsaid += 1
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSAID:
            self._unsaid = max(self._unsaid - 1, 0)
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.parts.append(data)


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def line_ends(text: str) -> str:
    """Write every end of a line as one character."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def plain(text: str, kind: str) -> str:
    r"""Take out what is no text: tags, if it is HTML, and characters that are not seen.

    `escapes` are what a program wrote in place of letters, like `\u2019`.
    """
    if kind == "escapes":
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if kind == "html" and ("<" in text or "&" in text):
        text = without_tags(text)
    while not text.isascii() and (unseen := texts.formatting(text)):
        text = text.replace(unseen, "")
    return text


def without_tags(text: str) -> str:
    """Give what a piece of HTML says: tags are stripped, those that break a line break it."""
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(parser.parts)).strip()
