"""Texts from outside, made safe to show; and nested values as one text."""

import re
from typing import Any

_HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters and bidi overrides: shown as escapes, so that no text can pose as another."""


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
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 (a byte)
