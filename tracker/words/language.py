"""What the tables, pages and sentences say themselves, in a language. Data stays as it was recorded."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from events.sentences import Sentence

if TYPE_CHECKING:
    from tracker.words.catalogue import Catalogue

Say = Callable[..., str]
"""Says a text of ours in a language, filled in."""


def phrase(lang: str, text: str, many: str = "", /, **values: object) -> str:
    """Give one of our own words or sentences in a language, filled in; its English text is its name.

    With a text for `many`, the value `count` decides between the two. What was made a `Sentence`
    before its reader was known is said with what it was made of. What has no translation is said in
    English: a name, a word of the user's own.
    """
    if isinstance(text, Sentence) and not values:
        many, values, text = text.many, text.values, text.text
    if lang == "en":
        chosen = many if many and values["count"] != 1 else text
        return chosen.format(**values) if values else str(chosen)
    count, catalogue = values.get("count"), _catalogue(lang)
    said = catalogue.ngettext(text, many, int(str(count))) if many else catalogue.gettext(text)
    filled = {
        name: phrase(lang, each) if isinstance(each, Sentence) else each for name, each in values.items()
    }
    return said.format(**filled) if values else said


@cache
def _catalogue(lang: str) -> "Catalogue":
    from tracker.words.catalogue import catalogue  # noqa: PLC0415 (English needs none)

    return catalogue(lang)


def days(count: int, say: Say) -> str:
    """Say so many days."""
    return say("{count} day", "{count} days", count=count)
