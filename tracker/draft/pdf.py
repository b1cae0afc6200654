"""Reads PDF documents as lines, page by page; what runs through the pages stands once behind the text."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from events.sentences import sentence
from tracker.draft.sentences import Line
from tracker.draft.texts import Text, lines_of
from tracker.errors import InputError

MOST_PAGES = 2000
_BROKEN = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OSError,
    NotImplementedError,
    AssertionError,
    OverflowError,
    EOFError,
)
_EDGE = 4
"""Lines at the top and at the foot of a page that may run through the pages."""
_PLACES = (*range(_EDGE), *range(-_EDGE, 0))
_MANY = 0.4
"""Of the pages, on so many of which something runs through them."""
_FULL = 0.75
"""Of the widest line of a page, from which on its last line was wrapped rather than ended."""
_TELLING = 12
"""Letters that tell that a line with a number is a header: `Minutes of the meeting 2`."""
_PAGE_WORDS = re.compile(r"\b(?:pages?|p[aá]gs?|p[aá]ginas?|pg|p|hojas?|of|de)\b")
_OF_PLACES = re.compile(r"(?i)xref|wrong pointing|^Object \d+ \d+ found|^Multiple definitions|^parsing for")
"""What the library says of a file in which it found what it looked for, in another place."""
_ENDED = re.compile(r"[.!?…:][\"”’»)\]]*$")


def read_pdf(data: bytes, name: str) -> Text:
    """Read the pages of a PDF, then what is printed on each of them; InputError for what has no text."""
    pages, is_damaged = _pages_of(data, name)
    empty = [number for number, text in enumerate(pages, start=1) if not text.strip()]
    notes: list[str] = [
        sentence(
            "page {number} of {name} holds no text: if it is a scan, it needs OCR", number=number, name=name
        )
        for number in empty
    ]
    if is_damaged:
        notes.append(sentence("{name} is damaged: letters and words of its text may be missing", name=name))
    lines = _lines([lines_of(text, number) for number, text in enumerate(pages, start=1)])
    return Text(list(lines), notes)


# What runs through the pages


def _lines(pages: list[list[Line]]) -> Iterator[Line]:
    """Give the lines of pages; a sentence that crosses to the next page is not parted there.

    What runs through the pages stands behind the text, once; but what heads the first page may be its title.
    """
    pages = [page for page in map(_without_margins, pages) if page]
    running = _running(pages)
    behind: dict[str, Line] = {}
    kept: set[str] = set()
    before: list[Line] = []
    for page in pages:
        top, foot = _edges(page, running)
        heads = _heads(page, top, running) if page is pages[0] else []
        text = heads + _without_margins(page[top:foot])
        kept |= {_plain(line.text) for line in heads}
        for line in (*page[:top], *page[foot:]):
            if line.text.strip() and _plain(line.text) not in kept:
                behind.setdefault(min(_keys(line)), line)
        if before and text and not _crosses(before, text[0].text):
            yield Line("", 0, text[0].page)
        yield from text
        before = text or before
    for line in behind.values():
        yield Line("", 0, line.page)
        yield line


def _without_margins(page: list[Line]) -> list[Line]:
    """Give a page without blank lines above and below its text."""
    filled = [place for place, line in enumerate(page) if line.text.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _crosses(page: list[Line], text: str) -> bool:
    """Say whether a page ends within a sentence that goes on with a text on the next."""
    last = page[-1].text.strip()
    wide = max(len(line.text) for line in page) * _FULL
    return _ENDED.search(last) is None and (text.lstrip()[:1].islower() or len(last) >= wide)


def _running(pages: list[list[Line]]) -> set[str]:
    """Give the keys of the lines that stand at one place of many pages."""
    counts = Counter(key for page in pages for place in _PLACES if (each := _at(page, place)) for key in each)
    return {key for key, count in counts.items() if count >= max(2, len(pages) * _MANY)}


def _edges(page: list[Line], running: set[str]) -> tuple[int, int]:
    """Say where on a page the text begins and ends that is no header and no footer."""
    top, foot = 0, len(page)
    while top < min(_EDGE, foot) and _at(page, top) & running:
        top += 1
    while foot > max(top, len(page) - _EDGE) and _at(page, foot - 1 - len(page)) & running:
        foot -= 1
    return top, foot


def _heads(page: list[Line], top: int, running: set[str]) -> list[Line]:
    """Give what stands above the text in the same words on every page."""
    return [page[place] for place in range(top) if f"{place} {_plain(page[place].text)}" in running]


def _at(page: list[Line], place: int) -> set[str]:
    """Give the keys of what stands at a place of a page, counted from its top, or its foot: -1."""
    return {f"{place} {key}" for key in _keys(page[place])} if -len(page) <= place < len(page) else set()


def _keys(line: Line) -> set[str]:
    """Give a line as it is the same on every page: as it is, or with one number that counts the pages.

    A short line of other words is no such line: `Article 2` on page 2 is none.
    """
    plain = _plain(line.text)
    letters = sum(sign.isalpha() for sign in _PAGE_WORDS.sub("", plain))
    numbers = list(re.finditer(r"\d{1,4}", plain))
    if not plain or not numbers or 0 < letters < _TELLING:
        return {plain} - {""}
    return {plain} | {
        f"{plain[: each.start()]}#{int(each[0]) - line.page}{plain[each.end() :]}"
        for each in (numbers[0], numbers[-1])
    }


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# Pages


class _Complaints(logging.Handler):
    """Counts what the library says of a file instead of refusing it; what it found elsewhere is whole."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.all = self.of_text = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.all += 1
        self.of_text += _OF_PLACES.search(record.getMessage()) is None


def _pages_of(data: bytes, name: str) -> tuple[list[str], bool]:
    """Give the texts of the pages, and whether the file is damaged where its text is."""
    said = _Complaints()
    log = logging.getLogger("pypdf")
    log.addHandler(said)
    log.propagate = False
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(name)
        if len(reader.pages) > MOST_PAGES:
            raise InputError(
                sentence("the memo has more than {most_pages} pages", most_pages=MOST_PAGES),
                "Save the pages of one meeting.",
                name,
            )
        pages = list(reader.pages)
        texts = [page.extract_text() for page in pages]
        if not any(text.strip() for text in texts):
            raise _without_text(pages, name, is_broken=said.all > 0 or not pages)
        if _is_garbled("".join(texts)):
            raise _broken(name)
    except LimitReachedError as error:
        if "loop" in str(error):
            raise _broken(name) from error
        raise InputError(
            "the memo unpacks to more than a document would", "Save its text as .txt.", name
        ) from error
    except _BROKEN as error:
        if "encrypt" in str(error).lower() or "cryptography" in str(error).lower():
            raise _encrypted(name) from error
        raise _broken(name) from error
    else:
        return texts, said.of_text > 0
    finally:
        log.removeHandler(said)


def _without_text(pages: list[PageObject], name: str, *, is_broken: bool) -> InputError:
    """Say why no page has text: they are pictures, or what is written on them cannot be read."""
    if any(len(page.images) for page in pages) or not (is_broken or any(map(_is_written_on, pages))):
        return InputError(
            "the memo holds pictures of pages and no text",
            "A scan needs OCR first, for example ocrmypdf.",
            name,
        )
    return _broken(name)


def _is_garbled(text: str) -> bool:
    """Say whether a text is no letters: a font does not say which its signs are."""
    unread = sum(sign == "\ufffd" or not (sign.isprintable() or sign.isspace()) for sign in text)
    return unread * 4 > len(text)


def _is_written_on(page: PageObject) -> bool:
    content = page.get_contents()
    return content is not None and re.search(rb"\bT[jJ]\b", content.get_data()) is not None


def _broken(name: str) -> InputError:
    return InputError(
        "the memo cannot be read as a PDF: it is broken", "Open it and save or print it again as PDF.", name
    )


def _encrypted(name: str) -> InputError:
    return InputError("the memo is encrypted", "Save it without a password.", name)
