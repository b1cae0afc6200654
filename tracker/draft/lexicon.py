"""The words the rules go by: countries, offices, institutions, from files of the package and of a desk."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple

from events.countries import CODES, name_of
from events.sentences import sentence
from tracker.draft.phrases import Found, Phrases, fold
from tracker.errors import InputError

Table = dict[str, Any]
FILES = (
    "countries.toml",
    "regions.toml",
    "offices.toml",
    "institutions.toml",
    "presence.toml",
    "groups.toml",
)
_TABLES = {
    "names",
    "adjectives",
    "capitals",
    "not_parties",
    "regions",
    "presence",
    "offices",
    "institutions",
    "generic",
    "by_name",
    "groups",
    "short",
}

_NEAR = 60
"""Characters within which the name of a party stands that opens a sentence."""
_VERB = (
    r"(?:also |then |tambien |se )*(?:will|shall|has|have|is|are|[a-z]+ed|undertook|took|gave|made|"
    r"[a-z]+(?:o|aron|ieron|ra|ran))\b(?! of\b)"
)
_NEXT_NAME = re.compile(r" ([A-ZÀ-Þ][^\W\d_]+)")
_WORDS_TOO = frozenset({"RE", "JE", "GE", "GU", "PN"})
"""Codes of countries whose names are mostly other things: Reunión, New Jersey, the Georgia of Atlanta."""


class Institution(NamedTuple):
    """An institution or office that is one party's; `id` is empty for an office alone."""

    party: str
    id: str


@dataclass(frozen=True)
class Lexicon:
    """What is looked up while a memo is read."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    words: frozenset[str]
    never: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    abbreviated: frozenset[str]
    peers: frozenset[str]
    ranks: frozenset[str]
    surnames: frozenset[str]
    """Words that are mostly none, and are surnames after `de` or `del`: `del Río`."""
    letters: frozenset[str]
    """What may stand behind a name: `MP`, `KC`, `III`."""
    both: frozenset[str]
    """What two sides are called with a number: `the two navies`."""
    all: frozenset[str]
    """What they are called with an article too: `the ministries`."""
    capitals: Phrases[str]
    short: Phrases[str]
    """Ministries by one word of their names: `Commerce`."""
    institutions: Phrases[Institution]
    generic: Phrases[tuple[tuple[str, str], ...]]
    """What every party's ministry is called: the party and id of each."""
    by_name: frozenset[tuple[str, str]]
    """Institutions, party and id, that their names tell without the acronym: a desk's own, the store's."""
    regions: Phrases[tuple[str, ...]]
    """States, provinces and cities: the parties that have one of the name."""
    took_part: re.Pattern[str]
    company: re.Pattern[str]
    across: re.Pattern[str]
    for_side: re.Pattern[str]
    """Words of presence: who took part, who came with somebody, who met whom, and for whom."""
    _parties: Phrases[tuple[str, bool]]
    _masks: Phrases[str]

    def parties_in(self, text: str, lang: str = "en") -> list[Found[str]]:
        """List where a text names a party, by a name or an adjective."""
        masked = [(each.start, each.end) for each in self._masks.find(text)]
        found = []
        for each in self._parties.find(text):
            code = each.value[0]
            if any(start <= each.start and each.end <= end for start, end in masked):
                continue
            if self._is_given_name(text, each):
                continue
            if lang == "es" and text[each.start : each.end] == "EU":
                code = "US"
            found.append(Found(each.start, each.end, code))
        return found

    def opens_with_party(self, text: str) -> bool:
        """Say whether a text begins with a party as the subject of its verb: `Mexico will …`."""
        article = re.match(r"(?:the|el|la|los|las)\s+", text, re.IGNORECASE)
        begin = article.end() if article is not None else 0
        found = self.parties_in(text[begin : begin + _NEAR])
        if not found or found[0].start:
            return False
        behind = fold(text[begin + found[0].end :])
        return article is not None or re.match(r",? (?:(?:and|y) [\w ]+? )?" + _VERB, behind) is not None

    def regions_in(self, text: str, parties: Collection[str]) -> list[Found[str]]:
        """List where a text names a state, a province or a city of one of some parties, and of one alone."""
        found = []
        for each in self.regions.find(text):
            own = [party for party in each.value if party in parties]
            if len(own) == 1:
                found.append(Found(each.start, each.end, own[0]))
        return found

    def presence_in(self, text: str) -> list[re.Match[str]]:
        """List the phrases of a text that say who was there, beside whom, or across from whom."""
        return [
            found
            for pattern in (self.took_part, self.company, self.across, self.for_side)
            for found in pattern.finditer(text)
        ]

    def part_of_party(self, text: str, parties: Collection[str]) -> str:
        """Give the one of some parties whose region or institution a text names; empty if it is none."""
        bodies = (each.value.party for each in self.institutions.find(text) if each.value.party in parties)
        named = {*bodies, *(each.value for each in self.regions_in(text, parties))}
        return named.pop() if len(named) == 1 else ""

    def _is_given_name(self, text: str, found: Found[tuple[str, bool]]) -> bool:
        """Say whether the name of a country is somebody's: `Israel Hernández`, `Mauricio Paredes`."""
        name = fold(text[found.start : found.end])
        if not found.value[1] or name not in self.given:
            return False
        after = _NEXT_NAME.match(text, found.end)
        return after is not None and not (
            self.is_office(fold(after[1])) or fold(after[1]) in self.never or self._parties.find(after[1])
        )

    def generic_in(self, text: str, party: str) -> tuple[str, str] | None:
        """Give the id of a party's ministry that a text calls by a name others have too, and the name."""
        for each in self.generic.find(text):
            for of, id_ in each.value:
                if of == party:
                    return id_, text[each.start : each.end]
        return None

    def is_title(self, text: str) -> bool:
        """Say whether a word is one with which people are addressed: `Mr`, `Licda.`, `Hon`."""
        key = fold(text).strip(".").replace(". ", ".")
        return key in self.titles or (text.endswith(".") and f"{key}." in self.titles)

    def is_office(self, folded: str) -> bool:
        """Say whether a word is one of offices and institutions, so that it is hardly a name."""
        return folded in self.words or folded in self.heads or folded in self.modifiers


def load(
    own: bytes | None = None, source: str = "", institutions: Iterable[tuple[str, str, str]] = ()
) -> Lexicon:
    """Load the package's words and those of a desk, a TOML file with the same tables; InputError.

    `institutions` are those the store knows: a name or id, its party, its id.
    """
    tables = [_read((files("tracker.draft") / "vocabulary" / name).read_bytes(), name) for name in FILES]
    if own is not None:
        tables.append(_checked(_read(own, source), source))
    institutions = list(institutions)
    by_name = [(party, id_) for id_, party in _split(tables, "by_name")]
    by_name += [(each.party, each.id) for _, each in _institutions(tables[len(FILES) :]) if each.id]
    by_name += [(party, id_) for _, party, id_ in institutions]
    offices = [table.get("offices", {}) for table in tables]
    return Lexicon(
        heads=_words(offices, "heads"),
        modifiers=_words(offices, "modifiers"),
        words=_words(offices, "words"),
        never=_words(offices, "never"),
        given=_words(offices, "given"),
        titles=_words(offices, "titles") | _words(offices, "abbreviated"),
        peers=_words(offices, "peers"),
        abbreviated=frozenset(word.rstrip(".") for word in _words(offices, "abbreviated")),
        ranks=_words(offices, "ranks"),
        surnames=_words(offices, "surnames"),
        letters=_words(offices, "letters"),
        both=_words([table.get("groups", {}) for table in tables], "both"),
        all=_words([table.get("groups", {}) for table in tables], "all"),
        capitals=Phrases(_split(tables, "capitals")),
        regions=Phrases(_shared(_split(tables, "regions"))),
        short=Phrases(_split(tables, "short")),
        took_part=_pattern(tables, "took_part"),
        company=_pattern(tables, "company"),
        across=_pattern(tables, "across"),
        for_side=_pattern(tables, "for_side"),
        institutions=Phrases(
            [*_institutions(tables), *((name, Institution(party, id_)) for name, party, id_ in institutions)]
        ),
        generic=Phrases(_generic(tables)),
        by_name=frozenset(by_name),
        _parties=Phrases(_party_names(tables)),
        _masks=Phrases((phrase, "") for phrase, _ in _split(tables, "not_parties")),
    )


def _read(data: bytes, source: str) -> Table:
    try:
        return tomllib.loads(data.decode())
    except ValueError as error:
        raise InputError(
            sentence("this is not TOML: {error}", error=error),
            'Write tables like [names], lines like US = "U.S."',
            source,
        ) from error


def _checked(table: Table, source: str) -> Table:
    """Refuse tables that are none, and what is no text in them."""
    for name, entries in table.items():
        if name not in _TABLES or not isinstance(entries, dict):
            raise InputError(
                sentence("{name!r} is not a table here", name=name),
                sentence("The tables are {tables}.", tables=", ".join(sorted(_TABLES))),
                source,
            )
        for key, value in entries.items():
            inner = value.values() if isinstance(value, dict) else [value]
            if not all(isinstance(each, str) for each in inner):
                raise InputError(
                    sentence("{name}.{key} is not a text", name=name, key=key),
                    'Write it in quotes: "one | another"',
                    source,
                )
    return table


def _words(offices: Iterable[Table], key: str) -> frozenset[str]:
    found = (table.get(key, "") for table in offices)
    return frozenset(fold(word) for text in found if isinstance(text, str) for word in text.split())


def _split(tables: Iterable[Table], name: str) -> Iterator[tuple[str, str]]:
    """List the phrases of a table with their keys."""
    for table in tables:
        for key, text in table.get(name, {}).items():
            for phrase in text.split("|"):
                if words := " ".join(phrase.split()):
                    yield words, key


def _shared(phrases: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each phrase with all it stands for: `Santa Cruz` is a province of two countries."""
    found: dict[str, list[str]] = {}
    for phrase, code in phrases:
        for form in _inflected(phrase) if phrase[0].islower() else [phrase]:
            found.setdefault(form, []).append(code)
    yield from ((phrase, tuple(codes)) for phrase, codes in found.items())


def _pattern(tables: Iterable[Table], key: str) -> re.Pattern[str]:
    """Give a pattern that finds the phrases of presence of a key, however they are written."""
    presence = [{key: table.get("presence", {}).get(key, "")} for table in tables]
    phrases = [phrase for phrase, _ in _split([{"presence": each} for each in presence], "presence")]
    words = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b" if words else r"(?!)", re.IGNORECASE)


def _party_names(tables: list[Table]) -> Iterator[tuple[str, tuple[str, bool]]]:
    """List every name and adjective of a party; `True` with the names."""
    for code in sorted(CODES - _WORDS_TOO):
        for lang in ("en", "es"):
            if name := name_of(code, lang):
                yield name, (code, True)
    yield "EU", ("EU", True)
    for name, code in _split(tables, "names"):
        phrase, _, other = name.partition("=")
        yield phrase.strip(), (other or code, True)
    for adjective, code in _split(tables, "adjectives"):
        for form in _inflected(adjective):
            yield form, (code, False)


def _inflected(adjective: str) -> Iterator[str]:
    """Give the forms of an adjective; those with a capital are English: `Peruvian`, `Peruvians`."""
    yield adjective
    if adjective[0].isupper():
        if adjective.endswith("an"):
            yield adjective + "s"
        return
    if adjective.endswith("o"):
        yield from (adjective[:-1] + ending for ending in ("a", "os", "as"))
    elif adjective.endswith("és"):
        yield from (adjective[:-2] + ending for ending in ("esa", "eses", "esas"))
    elif adjective.endswith("ol"):
        yield from (adjective + ending for ending in ("a", "es", "as"))
    else:
        yield adjective + ("es" if adjective[-1] in "lí" else "s")


def _institutions(tables: list[Table]) -> Iterator[tuple[str, Institution]]:
    for table in tables:
        for party, entries in table.get("institutions", {}).items():
            for id_, names in entries.items():
                yield id_, Institution(party, id_)
                for name in filter(None, (" ".join(each.split()) for each in names.split("|"))):
                    yield name, Institution(party, id_)
        for party, entries in table.get("offices", {}).items():
            if isinstance(entries, dict):
                for id_, names in entries.items():
                    for name in filter(None, (" ".join(each.split()) for each in names.split("|"))):
                        yield name, Institution(party, "" if id_ == "none" else id_)


def _generic(tables: list[Table]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table in tables:
        for party, entries in table.get("generic", {}).items():
            for id_, names in entries.items():
                for name in names.split("|"):
                    found.setdefault(" ".join(name.split()), []).append((party, id_))
    yield from ((name, tuple(ids)) for name, ids in found.items())
