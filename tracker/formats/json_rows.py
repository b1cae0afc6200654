"""Walks through JSON to its rows and gives them one by one, so that a large file takes little memory."""

import json
from collections.abc import Iterator
from typing import IO, Any

from tracker.errors import InputError

CHUNK = 1 << 18
"""Characters that are read at a time."""
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_BLANKS = " \t\r\n"

Way = tuple[str, ...]
"""The steps to a list: keys of groups, and places in lists."""


class NoRowsError(Exception):
    """The way leads to no list, nor to a group of groups."""


def json_rows(stream: IO[str], way: Way, name: str) -> Iterator[Any]:
    """Give what stands at the end of a way, one by one; a group of groups gives each with its `key`.

    NoRowsError where there is no list of rows; InputError, with the line, where this is not JSON.
    """
    text = _Text(stream)
    try:
        yield from _rows(text, way, is_named=bool(way))
        if text.peek():
            raise text.error("nothing stands after the end")
    except RecursionError as error:
        raise InputError("it is nested too deeply", "", f"{name}:{text.line}") from error
    except ValueError as error:
        if isinstance(error, UnicodeDecodeError):
            raise
        hint = "One object a line is JSON Lines: source: {format: jsonl}."
        line = getattr(error, "lineno", 1) + text.line - 1
        raise InputError("this is not JSON", hint, f"{name}:{line}") from error


def _rows(text: "_Text", way: Way, *, is_named: bool) -> Iterator[Any]:
    if not way:
        yield from _at_the_end(text, is_named=is_named)
        return
    is_found = False
    for key in text.members():
        if key == way[0] and not is_found:
            is_found = True
            yield from _rows(text, way[1:], is_named=True)
        else:
            text.skip()
    if not is_found:
        raise NoRowsError


def _at_the_end(text: "_Text", *, is_named: bool) -> Iterator[Any]:
    is_list = text.peek() == "["
    if not is_list and not (is_named and text.peek() == "{"):
        text.skip()
        raise NoRowsError
    for key in text.members():
        value = text.value()
        if is_list:
            yield value
        elif isinstance(value, dict):
            yield {"key": key, **value}
        else:
            raise NoRowsError


class _Text:
    """JSON that is read piece by piece; the place of the next piece is kept."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._text = ""
        self._at = 0
        self.line = 1
        """The line on which what is kept begins."""

    def error(self, message: str) -> json.JSONDecodeError:
        """Make an error of this place."""
        return json.JSONDecodeError(message, self._text, self._at)

    def peek(self) -> str:
        """Give the next character that is no blank; none at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if not self._more(CHUNK):
                return ""

    def members(self) -> Iterator[str]:
        """Give the keys of a group, or the places in a list; the place is before the value of each."""
        closing = {"{": "}", "[": "]"}.get(self.peek())
        if closing is None:
            self.skip()
            return
        self._at += 1
        place = 0
        while self.peek() != closing:
            if place:
                self._take(",")
            yield self._key() if closing == "}" else str(place)
            place += 1
        self._at += 1

    def value(self) -> Any:
        """Read the next value whole."""
        self.peek()
        wanted = CHUNK
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if not self._more(wanted):
                    raise
            else:
                if end < len(self._text) or not self._more(wanted):  # else a number may go on
                    self._at = end
                    return value
            wanted *= 2

    def skip(self) -> None:
        """Leave the next value out."""
        if self.peek() in {"{", "["}:
            for _ in self.members():
                self.value()
        else:
            self.value()

    def _key(self) -> str:
        if self.peek() != '"':
            raise self.error("a key is missing")
        key: str = self.value()
        self._take(":")
        return key

    def _take(self, sign: str) -> None:
        if self.peek() != sign:
            raise self.error(f"{sign} is missing")
        self._at += 1

    def _more(self, count: int) -> bool:
        """Read on, and let go of what was read; say whether there was anything."""
        read = self._stream.read(count)
        if read:
            self.line += self._text.count("\n", 0, self._at)
            self._text = self._text[self._at :] + read
            self._at = 0
        return bool(read)
