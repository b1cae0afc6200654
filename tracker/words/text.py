"""Texts from outside, made safe to show; and nested values as one text."""

import re
from typing import Any

HOSTILE = (
    "\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""Characters that control or are not seen (category Cf without the joiners), as a class of a pattern.

They are shown as escapes, so that no text can pose as another.
"""
_HOSTILE = re.compile(f"[\x00-\x08\x0b-\x1f{HOSTILE}]")


def escape(text: str) -> str:
    r"""Show hostile characters as escapes; a line break stays.

    >>> escape("\x1b[31mred")
    '\\x1b[31mred'
    """
    return _HOSTILE.sub(lambda match: _escaped(match[0]), text)


def one_line(text: str) -> str:
    """Show a text on one line."""
    return escape(" ".join(text.split()) if "\n" in text or "\t" in text else text)


def flat(value: Any) -> str:
    """Give a nested value as a text: lists with semicolons, groups as `key: value`."""
    if isinstance(value, list):
        return "; ".join(flat(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {flat(each)}" for key, each in value.items() if each is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:  # noqa: PLR2004 (a byte)
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 (four digits)
