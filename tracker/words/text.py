"""Texts from outside, made safe to show; and nested values as one text."""

import re
from typing import Any

UNSEEN = (
    "\x7f-\x9f\u2028\u2029\ud800-\udfff"
    "\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""What nobody sees, or what turns a line around, as the inside of a set of a regular expression.

DEL and C1, line and paragraph separators, lone surrogates, the format characters (category Cf), what
Unicode keeps free for such characters, and what no XML may hold.
"""
_HOSTILE = re.compile(f"[\x00-\x08\x0b-\x1f{UNSEEN}]")
"""Shown as escapes, so that no text can pose as another, or tell a terminal what to do."""
_JOINERS = "\u200c\u200d"


def escape(text: str) -> str:
    r"""Show hostile characters as escapes; a line break stays, and a joiner inside a word.

    >>> escape("\x1b[31mred")
    '\\x1b[31mred'
    """
    return _HOSTILE.sub(_escaped, text)


def one_line(text: str) -> str:
    """Show a text on one line."""
    shown = escape(text)
    return " ".join(shown.split()) if "\n" in shown or "\t" in shown else shown


def flat(value: Any) -> str:
    """Give a nested value as a text: lists with semicolons, groups as `key: value`."""
    if isinstance(value, list):
        return "; ".join(flat(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {flat(each)}" for key, each in value.items() if each is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in _JOINERS and _joins(match.string, match.start()):
        return character
    code = ord(character)
    if code > 0xFFFF:  # noqa: PLR2004 (the first plane)
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 (a byte)


def _joins(text: str, place: int) -> bool:
    """Say whether the character at a place stands inside a word, or an emoji."""
    from unicodedata import category  # noqa: PLC0415 (few texts need it)

    beside = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return all(each and category(each)[0] in "LMNS" for each in beside)
