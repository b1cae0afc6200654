"""The form of minutes: every section with its keys and what they mean, to be filled in.

All of it is comment, so that a form that nobody filled in records nothing.
"""

from collections.abc import Iterator

from events.sentences import sentence
from tracker.formats.minutes import ALIASES, OCCASIONS, SECTIONS, Section
from tracker.words.keys import SECTIONS as SAID_BY
from tracker.words.keys import meaning
from tracker.words.language import phrase

KEY_WIDTH = 22


def form(lang: str) -> str:
    """Give the form in a language; the keys themselves are what the reader takes."""
    return "\n".join(["# yaml-language-server: $schema=minutes.schema.json", *_lines(lang), ""])


def _lines(lang: str) -> Iterator[str]:
    for said in (
        sentence("Minutes. Take the # away from the lines you fill in, and leave the others out."),
        sentence("★ is required. A text may be {en: …, es: …}; a list [one, another]."),
        sentence("At most one meeting or document a file; dates default to its own."),
    ):
        yield f"# {phrase(lang, said)}"
    for name, section in OCCASIONS.items():
        yield from _section(name, section, "  ", "  ", lang)
    for name, section in SECTIONS.items():
        yield from _section(name, section, "  - ", "    ", lang)


def _section(name: str, section: Section, first: str, then: str, lang: str) -> Iterator[str]:
    yield "#"
    yield f"#{name}:".ljust(KEY_WIDTH + 6) + f"# {phrase(lang, SAID_BY[name])}"
    for place, field in enumerate(section.keys):
        key = next((alias for alias, recorded in ALIASES.items() if recorded == field), field)
        star = "★ " if section.kind.model_fields[field].is_required() and field != section.dated else ""
        said = phrase(lang, meaning(section.kind.TOPIC, field))
        yield f"#{then if place else first}{key}:".ljust(KEY_WIDTH + 6) + f"# {star}{said}"
