"""People in the entries of a list, by how the entry is built: `Name, role`, `Name (role)`, `Name – role`."""

import re

from tracker.draft.lexicon import Lexicon
from tracker.draft.names import Mention
from tracker.draft.phrases import fold
from tracker.draft.tokens import PARTICLE, tokens

_ENTRY = re.compile(
    r"(?P<name>[^,;:()|/\d]{5,60}?)(?:\s*,\s*|\s*\(|\s+[–—-]\s+|\s*:\s*)(?P<role>[^;|]{3,200}?)\)?[.;,]?"
)
_NUMERAL = re.compile(r"I{1,3}|IV|VI{0,3}|IX|X")
"""What no second word of a name is: `Suchiate II` is a place."""
_LONG = 5
"""Letters that are too many for the acronym of a service."""
_NEAR = 4
"""Words within which a line that is an office says so."""
_FEWEST, _MOST = 2, 7
"""Words of a name in an entry."""


def entry_of(text: str, lexicon: Lexicon) -> Mention | None:
    """Read an entry whose first part is built as a name and made of no office; None if it is not."""
    found = _ENTRY.fullmatch(text)
    if found is None or lexicon.parties_in(found["name"]):
        return None
    words = tokens(found["name"], lexicon.titles)
    begin = 0
    while begin < len(words) and _is_before_name([word.text for word in words], begin, lexicon):
        begin += 1
    name = words[begin:]
    if not _FEWEST <= len(name) <= _MOST or not _is_name([(word.text, word.key) for word in name], lexicon):
        return None
    first = tokens(found["role"])
    if not first or not first[0].text[0].isalpha() or _NUMERAL.fullmatch(name[1].text):
        return None
    return Mention(
        name[0].start,
        name[-1].end,
        (found.start("role"), _closed(text, found.start("role"), found.end("role"))),
        honorific=begin > 0,
        follows=True,
        title=words[0].start,
    )


def name_alone(text: str, lexicon: Lexicon) -> Mention | None:
    """Read a line that is a name and nothing else, but titles; None if it is not."""
    words = tokens(text, lexicon.titles)
    begin = 0
    while begin < len(words) and _is_before_name([word.text for word in words], begin, lexicon):
        begin += 1
    name = words[begin:]
    built = _FEWEST <= len(name) <= _MOST and _is_name([(word.text, word.key) for word in name], lexicon)
    if not built or text.isupper() or lexicon.parties_in(text):
        return None
    return Mention(name[0].start, name[-1].end, title=words[0].start)


def is_office_alone(text: str, lexicon: Lexicon) -> bool:
    """Say whether a line is an office: one of its first words says what somebody is."""
    first = tokens(text)[:_NEAR]
    office = any(word.key.split("-")[-1] in lexicon.heads for word in first)
    return office and (first[0].capital or first[0].key in lexicon.heads)


def _is_before_name(words: list[str], place: int, lexicon: Lexicon) -> bool:
    """Say whether a word is a title or of a rank: `Capitán de Navío`, `Cap. FAP`."""
    key = fold(words[place])
    if lexicon.is_title(words[place]) or key in lexicon.ranks:
        return True
    after = fold(words[place + 1]) if place + 1 < len(words) else ""
    service = words[place].isupper() and 1 < len(words[place]) < _LONG and after in lexicon.given
    return place > 0 and ((key == "de" and after in lexicon.ranks) or service)


def _closed(text: str, start: int, end: int) -> int:
    """Give where a role ends that began a bracket: behind it."""
    role = text[start:end]
    return end + 1 if role.count("(") > role.count(")") and text[end : end + 1] == ")" else end


def _is_name(words: list[tuple[str, str]], lexicon: Lexicon) -> bool:
    capitals = [(text, key) for text, key in words if text[0].isupper()]
    offices = [key for _, key in capitals if lexicon.is_office(key) or key in lexicon.never]
    return (
        len(capitals) >= _FEWEST
        and all(text[0].isupper() or key in PARTICLE for text, key in words)
        and all(re.fullmatch(r"[^\W\d_][\w.’'-]*", text) for text, _ in words)
        and capitals[0][1] not in {*lexicon.never, *lexicon.heads, *lexicon.words}
        and not any(key in lexicon.heads for _, key in capitals)
        and len(offices) <= 1
        and fold(words[-1][0]) not in PARTICLE
    )
