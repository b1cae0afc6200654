"""Who promises: the parties that the subject of a sentence means."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.draft.bodies import bodies_in
from tracker.draft.called import called
from tracker.draft.lexicon import Lexicon
from tracker.draft.people import Person
from tracker.draft.phrases import fold
from tracker.draft.promise_words import (
    ACRONYM,
    ADVERBS,
    ALL,
    ALONE,
    ASIDE,
    BOTH,
    IN,
    MECHANISM,
    NOT_SUBJECT,
    THEMSELVES,
    THEY,
    VERB,
)
from tracker.draft.sentences import Sentence
from tracker.draft.sides import Sighting
from tracker.draft.tokens import PARTICLE


class Subject(NamedTuple):
    """Who promises: the parties, the words, and whether they follow from words that name none."""

    parties: list[str]
    words: str
    computed: bool = True


class Subjects:
    """Reads the subjects of a memo in its order: `they` are whoever was spoken of last."""

    def __init__(
        self, lexicon: Lexicon, parties: list[str], people: list[Person], mechanisms: Iterable[str] = ()
    ) -> None:
        self.lexicon = lexicon
        self.parties = parties
        self.people = people
        self.acronyms = {name.upper(): True for name in mechanisms if " " not in name}
        self.sides = [
            (re.compile(rf"\b{re.escape(name)}\b"), party)
            for name, party in _sides_of_institutions(people).items()
        ]
        self.surnames = [
            (_surnames(person.name, lexicon), person.side.party)
            for person in people
            if person.side is not None
        ]
        self.unsided = frozenset[str]().union(
            *(_surnames(each.name, lexicon) for each in people if each.side is None and each.there)
        )
        """The surnames of those who were there for nobody knows whom."""
        self.last: Subject | None = None
        self.alone: tuple[int, int, Subject] | None = None
        """The sentence, the paragraph and the one party that was its subject."""

    def _learn(self, text: str) -> None:
        """Keep which acronyms are those of a committee of both sides, and which of an institution of one."""
        for name, party in bodies_in(text, self.lexicon, self.parties):
            self.sides.append((re.compile(rf"\b{re.escape(name)}\b"), party))
        for each in ACRONYM.finditer(text):
            before = fold(text[: each.start()])
            if re.search(
                r"(?:committee|commission|group|dialogue|forum|council|comite|comision|grupo|dialogo|foro|"
                r"consejo|mechanism|mecanismo)\s*$",
                before[-40:],
            ):
                self.acronyms[each[1]] = not self.lexicon.institutions.find(each[1])

    def _subject(self, sentence: Sentence, folded: str, end: int) -> Subject | None:
        """Find who does what a sentence says up to a place."""
        region = re.sub(rf"(?:\s+{ADVERBS})+\s*$", "", folded[:end].rstrip())
        begin = max(region.rfind(";"), region.rfind(":"), region.rfind("("))
        region = region[begin + 1 :] if begin >= 0 and ")" not in region[begin:] else region
        offset = folded.find(region) if region else 0
        written = sentence.text[offset : offset + len(region)]
        if not region.strip(" ,") or re.fullmatch(
            r"\W*(?:asimismo|ademas|igualmente|finalmente|tambien|por ultimo|adicionalmente|al "
            r"respecto|en este sentido|de igual forma|de igual manera|por otra parte|en ese "
            r"sentido)?\W*",
            region,
        ):
            if sentence.lang != "es":
                return None
            return self._same_alone(sentence) if _is_singular(sentence.text[end:]) else self._they()
        if ALONE.fullmatch(region):
            return self._same_alone(sentence, or_they=False)
        if THEY.search(region[-24:]):
            return self._two() if BOTH.search(folded[:end][-24:]) else self._they()
        if NOT_SUBJECT.search(region) and not MECHANISM.search(region):
            return None
        if re.search(r"\b(?:that|which|who|que|quien|quienes|to)\s*$", region):
            return None
        found = self._of_parts(written, region, sentence.lang)
        of_two = found is None or len(found.parties) == _TWO or not _BOTH_LAST.search(folded[:end])
        return found if of_two else None

    def _of_parts(self, written: str, region: str, lang: str) -> Subject | None:
        """Look for the subject: in the first part where verbs are joined, else in the last but asides."""
        parts = _parts(written)
        joined = re.search(r"\b(?:y|e|and)\s*$", region) is not None
        for part in parts if joined else reversed(parts):
            found = self._parties_in(part, lang)
            if found is not None and found.parties:
                return found
            if not joined and (self._is_other(part) or not self._is_aside(part)):
                return None
        return self._they() if joined and lang == "es" else None

    @staticmethod
    def _is_other(part: str) -> bool:
        """Say whether a part is a subject of its own that is no party."""
        return (
            re.match(
                r"\s*(?:the|this|these|an?(?! su\b)|el|la|los|las|este|esta|estos|estas|dicho|dicha)\s+\w+",
                fold(part),
            )
            is not None
        )

    @staticmethod
    def _is_aside(part: str) -> bool:
        """Say whether a part is a word in between, so that the subject stands before it."""
        return len(part.split()) < 4 or ASIDE.match(fold(part)) is not None

    def _keep_alone(self, sentence: Sentence, subject: Subject | None) -> None:
        """Keep which one party a sentence is about: `he` in the next may mean its official."""
        if subject is not None and len(subject.parties) == 1:
            self.alone = (sentence.number, sentence.paragraph, subject)

    def _same_alone(self, sentence: Sentence, *, or_they: bool = True) -> Subject | None:
        """Give the one party that the sentence before was about; else both, where that may be."""
        if self.alone is not None and self.alone[:2] == (sentence.number - 1, sentence.paragraph):
            return Subject(self.alone[2].parties, self.alone[2].words)
        return self._they() if or_they else None

    def _two(self) -> Subject | None:
        """Give whom `both` means: the two who were spoken of last; of three it is nobody."""
        found = self._they()
        return found if found is not None and len(found.parties) == _TWO else None

    def _they(self) -> Subject | None:
        if self.last is not None and len(self.last.parties) > 1:
            return self.last
        if len(self.parties) == 2:
            return Subject(self.parties, THEMSELVES)
        return Subject(self.parties, THEMSELVES) if self.last is None and self.parties else self.last

    def _parties_in(self, part: str, lang: str) -> Subject | None:
        """Read the parties a subject names: all of them, some, or those of institutions and people."""
        folded = fold(part)
        named = [each for each in self.lexicon.parties_in(part, lang) if not IN.search(folded[: each.start])]
        codes = list(dict.fromkeys(each.value for each in named))
        people = self._of_people(folded)
        own = self._of_institutions(part, folded)
        if not people:
            own = list(dict.fromkeys([*own, *called(part, self.people, self.parties, self.lexicon)]))
        if codes:
            joined = own if re.search(r",|\b(?:and|y|e)\b", folded) else []
            codes = list(dict.fromkeys([*codes, *people, *joined]))
            return Subject(self._ordered(codes), part.strip(" ,"), computed=True)
        if regions := self._regions_in(part):
            return Subject(regions, part.strip(" ,"))
        if _PRIVATE.search(folded):
            return None
        if ALL.search(folded) or self._is_group(folded):
            both = BOTH.search(folded) is not None
            if self.parties and not (both and len(self.parties) != 2):
                return Subject(self.parties, part.strip(" ,"))
            return None
        if own:
            return Subject(self._ordered(own), part.strip(" ,"))
        if people:
            return Subject(self._ordered(people), part.strip(" ,"))
        if self._is_mechanism(part, folded) and len(self.parties) > 1:
            return Subject(self.parties, part.strip(" ,"))
        return None

    def _of_institutions(self, part: str, folded: str) -> list[str]:
        """Give the sides of the institutions a text names."""
        known = [
            each.value.party
            for each in self.lexicon.institutions.find(part)
            if each.value.party in self.parties and each.value.id and not IN.search(folded[: each.start])
        ]
        return list(dict.fromkeys([*known, *(party for name, party in self.sides if name.search(part))]))

    def _regions_in(self, part: str) -> list[str]:
        """Give whose states or capitals a text is nothing but: `the State of Sonora`, `Washington`."""
        whole = part.strip(" ,")
        lists = (self.lexicon.capitals, self.lexicon.short)
        for rest in (whole, _GOVERNMENT_OF.sub("", whole)):
            listed = [each for names in lists for each in names.find(rest)]
            found = sorted([*self.lexicon.regions_in(rest, self.parties), *listed])
            left, end = "", 0
            for each in found:
                left, end = left + rest[end : each.start], each.end
            codes = list(dict.fromkeys(each.value for each in found))
            alone = _JOINS.fullmatch(left + rest[end:]) is not None and _CITY.search(fold(rest)) is None
            if codes and alone and set(codes) <= set(self.parties):
                return self._ordered(codes)
        return []

    def _is_group(self, folded: str) -> bool:
        """Say whether both sides are called by a word for them: `the two navies`, `las cancillerías`."""
        if _EACH.search(folded):
            return True
        counted = _COUNTED.search(folded)
        if counted is not None and self.lexicon.both & set(counted[1].split()):
            return True
        plain = _DEFINITE.fullmatch(folded)
        return plain is not None and plain[1] in self.lexicon.all

    def _of_two_offices(self, part: str) -> Subject | None:
        """Read `the Minister and the Secretary` as both sides, where there are two."""
        found = _TWO_OFFICES.fullmatch(fold(part).strip())
        heads = found is not None and all(self.lexicon.heads & set(each.split()) for each in found.groups())
        return Subject(self.parties, part.strip(" ,")) if heads and len(self.parties) == 2 else None

    def _is_mechanism(self, part: str, folded: str) -> bool:
        if re.search(
            r"\b(?:meetings?|plenary|plenaria|sessions?|reuniones|reunion|sesion|edition|edicion|"
            r"round|ronda|members?|miembros|work|report|progress)\b",
            folded,
        ):
            return False
        if MECHANISM.search(folded):
            return True
        last = re.search(r"([A-Z][A-Z0-9]{1,8})\s*$", part.strip(" ,"))
        return last is not None and self.acronyms.get(last[1], False)

    def _of_people(self, folded: str) -> list[str]:
        """Give the sides of those whose surname a text has."""
        words = {word.removesuffix("'s").removesuffix("’s") for word in _NAME_WORD.findall(folded)}
        return list(dict.fromkeys(party for surnames, party in self.surnames if words & surnames))

    def _ordered(self, codes: list[str]) -> list[str]:
        inside = [code for code in self.parties if code in codes]
        return inside + [code for code in codes if code not in inside]


_TWO = 2
_BOTH_LAST = re.compile(r"\b(?:both|ambos|ambas)\s*$")
_GOVERNMENT_OF = re.compile(
    r"^(?:(?:the|el|la)\s+)?(?:(?:states?|cit(?:y|ies)|county|provinces?|governments?|municipality|"
    r"commonwealth|"
    r"estados?|ciudad(?:es)?|gobiernos?|provincias?|municipios?|ayuntamiento|alcald[ií]a|departamento|"
    r"regi[oó]n)"
    r"\s+(?:of|del?)\s+)*",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:\W|\b(?:and|y|e|the|el|la)\b)*")
_TWO_OFFICES = re.compile(r"(?:the|el|la) ((?:[\w-]+ ){1,3})(?:and|y) (?:the|el|la) ((?:[\w-]+ ?){1,3})")
_CITY = re.compile(r"\b(?:city|ciudad de (?:mexico|guatemala|panama))\b")
"""A capital with these words is a place; without, it may be a government: `Washington will`."""
_EACH = re.compile(
    r"\b(?:each|every|cada) (?:of the (?:two )?)?(?:contracting |participating )?(?:part(?:y|ies)|"
    r"sides?|countr(?:y|ies)|"
    r"governments?|sections?|delegations?|states?|participants?|ministr(?:y|ies)|agenc(?:y|ies)|una de "
    r"las partes|"
    r"uno de los (?:paises|gobiernos)|parte|pais|gobierno|seccion|delegacion|participante|ministerio)\W*$"
)
"""Each of the sides alone: what all of them promise."""
_COUNTED = re.compile(
    r"\b(?:both|(?:the|our|their|these) two|amb[oa]s|(?:l[oa]s|nuestr[oa]s|sus|est[oa]s) "
    r"dos)((?:\s+[\w-]+){1,4})"
)
_PRIVATE = re.compile(
    r"\b(?:both|two|three|amb[oa]s|dos|tres)(?: [\w-]+)? (?:compan|firms?\b|corporations|business|"
    r"universit|colleges|"
    r"banks|associations|chambers|unions|newspapers|experts|analysts|empresas|compa[nñ]ias|"
    r"universidades|bancos|"
    r"asociaciones|camaras|sindicatos|diarios|expertos|analistas|proyectos|projects|bridges|puentes)"
)
"""Who may be two, and are no governments."""
_DEFINITE = re.compile(
    r"\W*(?:the|l[oa]s|our|nuestr[oa]s)\s+(?:[\w-]+\s+)?([\w-]+)(?:\s+(?:de|of)\s+[\w ]+)?\W*"
)
_NAME_WORD = re.compile(r"[\w'’-]+")


def _surnames(name: str, lexicon: Lexicon) -> frozenset[str]:
    """Give the words by which somebody is called: the family name, which may come first."""
    words = [word for word in _NAME_WORD.findall(name) if len(word) > 1 and fold(word) not in PARTICLE]
    if words and words[0].isupper() and not name.isupper():
        return frozenset({fold(words[0])})
    either = len(words) < 2 or (len(words) == 2 and fold(words[0]) not in lexicon.given)
    return frozenset(map(fold, words if either else words[1:]))


def _sides_of_institutions(people: list[Person]) -> dict[str, str]:
    """Say of which side the institutions are whose people were there, by what they are called."""
    found: dict[str, set[str]] = {}
    for person in people:
        if person.side is None:
            continue
        for each in person.sightings:
            for name in _institutions_of(each):
                found.setdefault(name, set()).add(person.side.party)
    return {name: sides.pop() for name, sides in found.items() if len(sides) == 1}


_MINISTRY = re.compile(
    r"\b(?:Ministry|Department|Secretariat|Agency|Office|Directorate|Institute|Service|Commission|"
    r"Authority|Bureau|"
    r"Junta|Board|Ministerio|Secretaría|Departamento|Agencia|Instituto|Dirección|Comisión|Servicio|Autoridad|"
    r"Administración|Administration|Corporación|Corporation|Consejo|Council|Superintendencia)\b"
    r"(?:,? (?:(?:of|for|and|de|del|la|las|los|el|y|the|e) ){0,3}[A-ZÀ-Þ][\w-]+)+"
)


_SHORT = re.compile(
    r"(?:Junta|Comisión|Corporación|Agencia|Autoridad) (?!Nacional|General|Federal)[A-ZÀ-Þ][\w-]+"
)
"""What a body with a long name is called: `la Junta Central`."""
_BODIES = {
    "Director(?:a)?": "Dirección",
    "Director(?:-General)?": "Directorate",
    "Ministr[oa]": "Ministerio",
    "Minister": "Ministry",
    "Secretari[oa]": "Secretaría",
    "Secretary": "Department|Secretariat",
    "Superintendente": "Superintendencia",
    "Intendente": "Intendencia",
    "Comisionad[oa]": "Comisión",
    "Commissioner": "Commission",
    "Fiscal": "Fiscalía",
    "Procurador(?:a)?": "Procuraduría",
    "Contralor(?:a)?": "Contraloría",
    "Alcald(?:e|esa)": "Alcaldía",
}
"""What is led by whom: `Directora Nacional de Hidrografía` leads the `Dirección Nacional de Hidrografía`."""


def _institutions_of(sighting: Sighting) -> Iterator[str]:
    """List what the institutions of a role are called: `GIZ`, `the Ministry of Energy and Petroleum`."""
    yield from re.findall(r"\b[A-Z][A-Z-]{2,9}\b", sighting.role)
    if sighting.institution is not None:
        yield from (name for name in sighting.institution if len(name) > 1)
    for found in _MINISTRY.finditer(sighting.role):
        yield found[0]
        if (short := _SHORT.match(found[0])) is not None:
            yield short[0]
    for head, bodies in _BODIES.items():
        if (led := re.match(rf"{head}\b", sighting.role)) is not None and len(sighting.role.split()) > 2:
            yield from (body + sighting.role[led.end() :].split(",")[0] for body in bodies.split("|"))


def _is_singular(text: str) -> bool:
    """Say whether a Spanish text begins with a verb of one: `se comprometió`, `entregará`."""
    found = re.match(r"\s*(?:se\s+)?(?:ha\b|compromete\b|\w+(?:ó|rá)\b)", text)
    return found is not None


def _parts(written: str) -> list[str]:
    """Part what stands before a verb at its commas; what begins with `and` goes with the part before."""
    parts: list[str] = []
    for part in written.split(","):
        if parts and re.match(r"\s*(?:and|y|e)\b", part) and not VERB.search(parts[-1]):
            parts[-1] += f",{part}"
            if len(parts) > 1 and re.match(r"\s*[A-ZÀ-Þ][\w ]{2,30}$", parts[-2]):
                parts[-2:] = [f"{parts[-2]},{parts[-1]}"]
        else:
            parts.append(part)
    return [part for part in parts if part.strip()] or [written]
