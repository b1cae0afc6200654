"""What the tables and pages say themselves, in a language. Data stays as it was recorded."""

from collections.abc import Callable

Say = Callable[..., str]
"""Says a text of ours in a language, filled in."""


def phrase(lang: str, text: str, **values: object) -> str:
    """Give one of our own words or sentences in a language, filled in; its English text is its name.

    What has no translation is said in English: a name, a word of the user's own.
    """
    if lang == "es":
        from tracker.words.spanish import PHRASES  # noqa: PLC0415 (English needs none)

        text = PHRASES.get(text, text)
    return text.format(**values) if values else text


def days(count: int, say: Say) -> str:
    """Say so many days."""
    return say("1 day") if count == 1 else say("{count} days", count=count)
