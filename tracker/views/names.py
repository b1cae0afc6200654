"""A person's name taken apart, so that two ways of writing it can be compared."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from tracker.words.alphabet import plain

_QUALIFIER = re.compile(r"\s*\(([^)]*)\)\s*$")
_MARKS = "'\u2018\u2019\u02bc\u02b9`\u00b4"
_INSIDE = re.compile(rf"(?<=\w)[{_MARKS}](?=\w)")
"""An apostrophe between letters, whichever it is, is part of a word: O'Brien, D'Angelo."""
_QUOTES = f'"\u201c\u201d\u00ab\u00bb{_MARKS}'
_NICKNAME = re.compile(f"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "president presidente presidenta secretary secretario secretaria srio sria sec ambassador embajador"
    " embajadora amb minister ministro ministra min undersecretary subsecretario subsecretaria director"
    " directora gobernador gobernadora gob governor gov senator senador senadora sen diputado diputada dip"
    " representative rep congressman congresswoman commissioner comisionado comisionada consul canciller"
    " general gral gen almirante alm admiral adm coronel col colonel capitan cap captain capt comandante cmdt"
    " teniente tte lieutenant lt major maj mayor sargento sgt"
    " licenciado licenciada lic doctor doctora dr dra ingeniero ingeniera ing arquitecto arquitecta arq"
    " maestro maestra mtro mtra profesor profesora prof contador cp abogado abog"
    " senor senora senorita sr sra srta don dona mr mrs ms miss sir dame lord lady"
    " hon honorable honourable excelencia exc excmo excma"
)
"""What stands before a name and is no part of it, in either language."""
GENERATIONS = {
    **dict.fromkeys(("hijo", "jr", "junior", "filho"), "the younger"),
    **dict.fromkeys(("padre", "sr", "senior", "pai"), "the older"),
    **{number: number for number in ("ii", "iii", "iv")},
}
"""What stands after a name and tells father and son apart."""
ABBREVIATIONS = {
    "ma": "maria", "fco": "francisco", "fca": "francisca", "gpe": "guadalupe", "gmo": "guillermo",
    "fdo": "fernando", "alej": "alejandro", "ant": "antonio", "mnl": "manuel", "jno": "juan",
    "glez": "gonzalez", "gzlez": "gonzalez", "hdez": "hernandez", "hdz": "hernandez", "fdez": "fernandez",
    "rdz": "rodriguez", "rguez": "rodriguez", "mtz": "martinez", "mtnez": "martinez", "lpz": "lopez",
    "sto": "santo", "sta": "santa", "st": "saint",
    "wm": "william", "chas": "charles", "jas": "james", "thos": "thomas", "robt": "robert", "geo": "george",
}  # fmt: skip
"""Names that are written short, in plain letters."""
PARTICLES = _words("de del la las los el y e da do dos das di du des le van von der den ter ten zu zum")
"""What may stand before a surname, apart or as one with it, or be left out: de la Cruz, Delacruz, Cruz."""
PREFIXES = _words("mac mc o san santa santo saint al bin ibn ben")
"""What begins a surname, apart or as one with it, and is no other without it: Mac Donald, O'Brien."""
_MC = re.compile("^mc(?=[a-z]{3})")


class Word(NamedTuple):
    """A word of a name in plain letters: with the particles that were written before it, and without."""

    whole: str
    core: str


@dataclass(frozen=True)
class Name:
    """A name taken apart: its words, nickname, qualifier in parentheses, and which of father and son.

    It is `plain` if it has no title, and its words stand in the order in which they are said.
    """

    written: str
    words: tuple[Word, ...]
    nickname: str | None
    qualifier: str | None
    generation: str | None
    plain: bool

    @classmethod
    def parse(cls, written: str) -> "Name":
        """Take a name apart; titles are left out, and what stands after a comma comes first."""
        rest, qualifier = _INSIDE.sub("", written), None
        if match := _QUALIFIER.search(rest):
            rest, qualifier = rest[: match.start()], match[1]
        nickname = None
        if match := _NICKNAME.search(rest):
            nickname = plain(match[1])
            rest = f"{rest[: match.start()]} {rest[match.end() :]}"
        parts = [_split(part) for part in rest.split(",")]
        as_written = [word for part in parts for word in part if word not in GENERATIONS]
        words, generation = _in_order(parts)
        found = _joined(_unabbreviated(words))
        return cls(written, found, nickname, qualifier, generation, words == as_written)


def _split(text: str) -> list[str]:
    """Give the words in plain letters; an initial keeps its dot, or gets one, to be no particle."""
    words = []
    for written in re.findall(r"[^\s.\u2010-\u2015-]+\.?", text):
        word = plain(written.rstrip(".").strip(_QUOTES))
        is_initial = len(word) == 1 and (written.endswith(".") or (written.isupper() and word != "o"))
        words += [f"{word}."] if is_initial else [word] if word else []
    return words


def _in_order(parts: list[list[str]]) -> tuple[list[str], str | None]:
    """Put the words that commas separate in their order, and take the generation out.

    After a comma stand first names, unless it is only a title or a generation.
    """
    generation = None
    kept: list[list[str]] = []
    for part in parts:
        if part and part[-1] in GENERATIONS and (kept or len(part) > 2):  # noqa: PLR2004 (a name has two)
            generation = GENERATIONS[part.pop()]
        if part and not (kept and set(part) <= TITLES):
            kept.append(part)
    fewest = 1 if len(kept) > 1 else 2
    first, *others = [_untitled(part, fewest) for part in kept] or [[]]
    return [*(word for part in others for word in part), *first], generation


def _untitled(words: list[str], fewest: int) -> list[str]:
    """Leave out the titles that words begin with, but not so that too few are left (Don Johnson)."""
    place = 0
    while len(words) - place > fewest and words[place] in TITLES:
        place += 1
    return words[place:]


def _unabbreviated(words: list[str]) -> list[str]:
    """Write short names out; the last word stays, since it may be somebody's whole surname (Ma)."""
    return [
        ABBREVIATIONS.get(word, word) if place < len(words) - 1 or word != "ma" else word
        for place, word in enumerate(words)
    ]


def _joined(words: list[str]) -> tuple[Word, ...]:
    """Join particles and prefixes to the word after them; the first and the last are words themselves."""
    found: list[Word] = []
    before = kept = ""
    for place, written in enumerate(words):
        word = written.rstrip(".")
        if written in PARTICLES | PREFIXES and 0 < place < len(words) - 1:
            before += word
            kept += word if word in PREFIXES else ""
            continue
        found.append(Word(_MC.sub("mac", before + word), _MC.sub("mac", kept + word)))
        before = kept = ""
    return tuple(found)
