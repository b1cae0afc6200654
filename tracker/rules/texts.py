"""Which of several texts to show: the one in the language asked for, and a title where none was given."""

from typing import Any

TITLE_LENGTH = 60


def title_of(fields: dict[str, Any], lang: str) -> str:
    """Give the title in a language; without one, the text's first 60 characters at a word, and `…`."""
    if title := in_language(fields.get("title"), lang):
        return title
    return as_title(in_language(fields["text"], lang) or "")


def as_title(text: str) -> str:
    """Give what a text is called in a line: its first 60 characters at a word, and `…`."""
    text = " ".join(text.split())
    if len(text) <= TITLE_LENGTH:
        return text
    return f"{text[: TITLE_LENGTH + 1].rpartition(' ')[0] or text[:TITLE_LENGTH]}…"


def in_language(texts: dict[str, str] | None, lang: str) -> str | None:
    """Give a text in a language, else in English, else in whichever there is."""
    if not texts:
        return None
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()))
