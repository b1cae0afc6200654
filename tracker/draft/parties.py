"""Which parties a memo is about, and which one an office or an institution speaks for."""

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import Found
from tracker.draft.sentences import Sentence

_BETWEEN = re.compile(
    r"[\s,\-–—/&]*(?:(?:and|y|e|with|con)?\s*(?:the|los|las|el|la)?\s*(?:governments?|"
    r"gobiernos?)?\s*(?:of|de)?\s*(?:the|los|la)?)[\s\-–—]*",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:(?:delegaci[oó]n|comitiva|lado|representaci[oó]n|equipo|parte|secci[oó]n|misi[oó]n|"
    r"contraparte)\s+(?:oficial\s+)?(?:de(?:l)?\s+)"
    r"|(?:por|de)\s+parte\s+de(?:l)?\s+|(?:delegation|side|team|delegates|section|mission)\s+(?:of|from)\s+"
    r"|\b(?:signed|signs|firm[oaó]|firmad[oa]|suscribe)\s+(?:for|por|on behalf of|en nombre de(?:l)?)\s+"
    r"|\b(?:on|from|for)\s+the\s+(?:part|side)\s+of\s+"
    r"|(?:^|[.;:]\s*)(?:for|por|on behalf of|from|de)\s+"
    r"|(?:^|[.;:,]\s*(?:and|y|mientras que|while)?\s*)(?:por|for)\s+"
    r"|\b(?:present|attend\w*|participat\w+|took part|represented|sat|asist\w+|particip\w+|presentes?|"
    r"intervin\w+|"
    r"acudi\w+|concurri\w+|estuv\w+)\s+(?:for|por|from|on behalf of|en representaci[oó]n de(?:l)?)\s+)"
    r"(?:(?:the|los|las|la|el)\s+)?(?:(?:government|gobierno|rep[uú]blica|republic)\s+(?:of|"
    r"de)\s+(?:the|los|la)?\s*)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[’']s)?\s+(?:interagency\s+|high-level\s+|government\s+|official\s+)?(?:delegation|"
    r"side|team|delegates|section|visitors?|guests?|contingent|officials’?(?=,? who))\b"
    r"|\s+(?:was|were|fue|estuvo)\s+(?:also\s+|tambi[eé]n\s+)?(?:represented|representad\w+)\b"
    r"|\s+(?:government|gobierno)\s+(?:was|were|fue|estuvo)\s+(?:also\s+|tambi[eé]n\s+)?represent\w+"
    r"|\s+(?:sent|fielded|dispatched|envi[oó] al?|mand[oó] al?)(?=\s)"
    r"|\s+(?:officials|representatives|participants|attendees)\s+(?:included|were|present|"
    r"attending|in attendance)\b|\s*:|\)(?=\s|:\s)",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    r"(?:delegaci[oó]n|comitiva|lado|parte|representaci[oó]n|equipo|secci[oó]n|misi[oó]n|visitantes?|"
    r"grupo)\s*$",
    re.IGNORECASE,
)
ABROAD = re.compile(
    r"\b(?:ambassador|embajador|embajadora|embassy|embajada|consul|c[oó]nsul|attach[eé]|"
    r"agregad[oa]|consulate|consulado)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:to|in|en|ante|for|para|with|con)\s+(?:the|los|las|la|el)?\s*(?:republic of\s+|"
    r"rep[uú]blica de\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_AFFAIRS = re.compile(r"\s+(?:affairs|desk|program(?:me)?)\b", re.IGNORECASE)
_ASUNTOS = re.compile(r"\b(?:asuntos|escritorio|desk)\s+(?:(?:de|del|for)\s+)?$", re.IGNORECASE)
"""How an office is called by whom it deals with: `Office of Mexican Affairs`, `Mexico desk`."""
_JOINED = re.compile(r",?\s*(?:(?:and|y|e|,)\s+)?(?:the |los |las |el |la )?")
_SEATED = re.compile(
    r"\b(?:board|authority|council|district|hospital|port|autoridad|junta|consejo|distrito|aduana|puerto)\b",
    re.IGNORECASE,
)
"""What is where it is of: a board in a city is that city's."""
_PAIR = re.compile(r"^\s*[-–—/]\s*$")

_MET = re.compile(
    r"\b(?:met|held|co-?chaired|signed|concluded|issued|reunieron|celebraron|presidieron|"
    r"copresidieron|sostuvieron|suscribieron|firmaron)\b",
    re.IGNORECASE,
)


_ELLIPSIS = re.compile(r"(?:^|[,;]|\b(?:y|e|mientras que))\s+(?:la|el|los|las)\s+$", re.IGNORECASE)
_ELLIPSIS_OF = re.compile(
    r"(?:^|[,;]\s*|\b(?:y|e|and|while|mientras que)\s+)(?:la|that)\s+(?:de|of|from)\s+"
    r"(?:(?:los|las|la|el|the)\s+)?$",
    re.IGNORECASE,
)
"""How a delegation is named again: `la de Honduras estuvo a cargo de A`."""
_ELLIPSIS_GOES_ON = re.compile(
    r"\s*(?:,|\(|:|por\b|bajo\b|fue\b|estuvo\b|lo\b|la\b|encabez\w+|integr\w+|compuest\w+)", re.IGNORECASE
)


_GAP = re.compile(
    r"[;,]\s*(?:(?:y|e|and|while|mientras que)\s+)?(?:(?:the|el|la|los|las)\s+)?$", re.IGNORECASE
)
_CODE = re.compile(r"([A-Z]{2})\s*[:–—-]\s")
_ARTICLES = re.compile(r"\s+(?:(?:the|los|las|la|el)\s+)?", re.IGNORECASE)
_FOR = ("Por ", "For ", "De ", "From ")


class Frame(NamedTuple):
    """Where a sentence speaks of the delegation of a party."""

    start: int
    end: int
    party: str


def frames(text: str, lang: str, lexicon: Lexicon, parties: Collection[str] = ()) -> list[Frame]:
    """List the delegations a sentence speaks of; those of a state or a city are of the party that has it."""
    found = [
        Frame(0, body.end + 1, body.value.party)
        for body in (lexicon.institutions.find(text) if text.startswith(_FOR) else [])
        if _BEFORE.search(text[: body.start]) and text[body.end : body.end + 1] == ":"
    ]
    named = lexicon.parties_in(text, lang)
    regions = [
        each
        for each in (lexicon.regions_in(text, parties) if parties else [])
        if not any(other.start < each.end and each.start < other.end for other in named)
    ]
    for each in sorted([*named, *regions]):
        before, after = text[: each.start], text[each.end :]
        if (led := _OF_GROUP.search(before)) and text[each.start].islower():
            found.append(Frame(led.start(), each.end, each.value))
        elif (noun := _AFTER.match(after)) and (
            noun[0].strip() not in {":", ")"}
            or (noun[0] == ")" and before.endswith("("))
            or (noun[0] != ")" and each.start < 30 and not _TO.search(before))
        ):
            found.append(Frame(each.start, each.end + noun.end(), each.value))
        elif (led := _BEFORE.search(before) or _for_side(before, lexicon)) is not None:
            found.append(Frame(led.start(), each.end, each.value))
        elif _ELLIPSIS_OF.search(before) and _ELLIPSIS_GOES_ON.match(after):
            found.append(Frame(each.start, each.end, each.value))
        elif found and _GAP.search(before) and re.match(r",?\s+(?:por|by)\s", after):
            found.append(Frame(each.start, each.end, each.value))  # `Chile was represented by A; Peru, by B`
        elif (
            found
            and text[each.start].islower()
            and _ELLIPSIS.search(before)
            and _ELLIPSIS_GOES_ON.match(after)
        ):
            found.append(
                Frame(each.start, each.end, each.value)
            )  # `la delegación mexicana … y la peruana por …`
    return found


def _for_side(before: str, lexicon: Lexicon) -> re.Match[str] | None:
    """Find the words before a party that say whose people follow: `speaking for the United States`."""
    for each in lexicon.for_side.finditer(before):
        if _ARTICLES.fullmatch(before, each.end()) is not None:
            return each
    return None


def chain(found: list[Found[str]], text: str) -> list[str]:
    """Give the parties that are named in one breath: `the United States, Japan and Mexico`."""
    best: list[str] = []
    current: list[str] = []
    end = 0
    for each in found:
        if current and not _BETWEEN.fullmatch(text[end : each.start]):
            current = []
        if each.value not in current:
            current.append(each.value)
        end = each.end
        if len(current) > len(best):
            best = list(current)
    return best


def parties_of(sentences: list[Sentence], lexicon: Lexicon) -> list[str]:
    """Find the parties of a memo, in the order in which it names them."""
    for sentence in sentences[:12]:
        together = chain(lexicon.parties_in(sentence.text, sentence.lang), sentence.text)
        if len(together) > 1:
            return together
    if codes := _of_those_who_met(sentences, lexicon):
        return codes
    if len(codes := _of_rows(sentences, lexicon)) > 1:
        return codes
    if len(codes := _of_labels(sentences, lexicon)) > 2:
        return codes
    if len(codes := _of_codes(sentences, lexicon)) == 2:
        return codes
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for frame in frames(sentence.text, sentence.lang, lexicon):
            counts[frame.party] += 5
        for each in lexicon.parties_in(sentence.text, sentence.lang):
            counts[each.value] += 1
    if len(counts) < 2:
        counts.update(
            each.value.party
            for sentence in sentences
            for each in lexicon.institutions.find(sentence.text)
            if each.value.id
        )
    return _most_named(counts, sentences, lexicon)


def _of_those_who_met(sentences: list[Sentence], lexicon: Lexicon) -> list[str]:
    """List the parties that one of the first sentences names before it says that they met."""
    for sentence in sentences[:12]:
        met = _MET.search(sentence.text)
        named = lexicon.parties_in(sentence.text[: met.start()], sentence.lang) if met is not None else []
        codes = list(dict.fromkeys(each.value for each in named))
        if len(codes) > 1:
            return codes
    return []


def _most_named(counts: Counter[str], sentences: list[Sentence], lexicon: Lexicon) -> list[str]:
    """List the two parties a text names most, in its order; by their states and cities where it names one."""
    least = max(2, len(sentences) // 25)
    alone = len(counts) == 2 and (max(counts.values()) >= least or _met_in_one(sentences, lexicon))
    if sum(1 for count in counts.values() if count >= least) < 2:
        counts.update(_of_regions(sentences, lexicon))
        counts.update(
            each.value.party for sentence in sentences for each in lexicon.institutions.find(sentence.text)
        )
    likely = [code for code, count in counts.most_common(2) if count >= least or alone]
    return [code for code in dict.fromkeys([*_in_order(sentences, lexicon), *likely]) if code in likely]


def _met_in_one(sentences: list[Sentence], lexicon: Lexicon) -> bool:
    """Say whether a sentence names two parties and says that they met."""
    return any(
        _MET.search(each.text)
        and len({found.value for found in lexicon.parties_in(each.text, each.lang)}) > 1
        for each in sentences
    )


def _of_codes(sentences: list[Sentence], lexicon: Lexicon) -> list[str]:
    """List the parties whose codes are labels of lines, where the text names them too: `GT – A, role`."""
    named = set(_in_order(sentences, lexicon))
    labels = [label[1] for each in sentences if (label := _CODE.match(each.text)) is not None]
    return [code for code in dict.fromkeys(labels) if code in named]


def _of_regions(sentences: list[Sentence], lexicon: Lexicon) -> Counter[str]:
    """Count the states and cities a text names that are in one country alone."""
    return Counter(
        each.value[0]
        for sentence in sentences
        for each in 2 * lexicon.regions.find(sentence.text)  # each is named for itself: one is enough
        if len(each.value) == 1
    )


def _of_labels(sentences: list[Sentence], lexicon: Lexicon) -> list[str]:
    """List the parties that are labels of lines, as the delegations of a list are: `GUATEMALA: A, B`."""
    found: list[str] = []
    for sentence in sentences:
        label = re.match(r"([^:;.]{3,40}):", sentence.text)
        named = lexicon.parties_in(label[1], "es") if label is not None else []
        if label is not None and len(named) == 1 and named[0].end - named[0].start == len(label[1].strip()):
            found.append(named[0].value)
    return list(dict.fromkeys(found))


def _of_rows(sentences: list[Sentence], lexicon: Lexicon) -> list[str]:
    """List the parties that are whole cells of tables, each in more than one row."""
    cells = Counter(
        named[0].value
        for sentence in sentences
        if sentence.kind == "row"
        for cell in sentence.text.split("|")
        if len(named := lexicon.parties_in(cell.strip(), "es")) == 1
        and named[0].end - named[0].start == len(cell.strip())
    )
    return [code for code, count in cells.items() if count > 1]


def _in_order(sentences: list[Sentence], lexicon: Lexicon) -> list[str]:
    return [each.value for sentence in sentences for each in lexicon.parties_in(sentence.text, sentence.lang)]


def side_of_letterhead(sentences: list[Sentence], lexicon: Lexicon, parties: list[str]) -> "Side | None":
    """Give the party whose embassy issues a memo, by one of its first lines: `Embassy of Japan in Kenya`."""
    for sentence in sentences[:6]:
        text = sentence.text
        if len(text) < _LONGEST_LETTERHEAD and (of := _EMBASSY.search(text)) is not None:
            found = lexicon.parties_in(text[of.end() :], sentence.lang)
            before = [each for each in lexicon.parties_in(text[: of.start()]) if each.end >= of.start() - 1]
            party = before[-1].value if before else found[0].value if found else ""
            return Side(party, text) if party in parties else None
    return None


_EMBASSY = re.compile(r"\b(?:embassy|embajada|ambassade|high commission)\b", re.IGNORECASE)
_LONGEST_LETTERHEAD = 90


class Side(NamedTuple):
    """The party somebody is of, and the words that say so."""

    party: str
    words: str
    carried: bool = False
    """Whether somebody beside them says so, not what is said of themselves."""
    weak: bool = False
    """Whether an institution says so, which may be another's of the same name."""


def side_of_role(role: str, lang: str, lexicon: Lexicon, parties: list[str]) -> Side | None:
    """Say whose official a role is, where it says so itself."""
    named = lexicon.parties_in(role, lang)
    abroad = ABROAD.search(role)
    pairs = {each for each in range(len(named)) if _is_of_pair(named, each, role)}
    own = [
        each
        for place, each in enumerate(named)
        if place not in pairs and not (_is_target(named, place, role) and not _is_own(role, each))
    ]
    if own:
        best = own[0] if abroad else own[-1]
        return Side(best.value, role[best.start : best.end])
    targets = {each.value for each in named}
    if (
        abroad
        and targets
        and len(parties) == 2
        and (others := [each for each in parties if each not in targets])
    ):
        return Side(others[0], role) if len(others) == 1 else None
    for each in lexicon.institutions.find(role):
        if each.value.party in parties:
            return Side(each.value.party, role[each.start : each.end], weak=True)
    return _side_of_region(role, lexicon, parties)


def _side_of_region(role: str, lexicon: Lexicon, parties: list[str]) -> Side | None:
    """Say whose official a role is by a state or a city: `governor of Chihuahua`; a consul is the other's."""
    found = lexicon.regions_in(role, parties)
    sides = {each.value for each in found}
    if len(sides) != 1:
        return None
    party, words = found[0].value, role[found[0].start : found[0].end]
    if ABROAD.search(role):
        others = [each for each in parties if each != party]
        return Side(others[0], role, weak=True) if len(others) == 1 else None
    away = _TO.search(role[: found[0].start]) is not None and _SEATED.search(role) is None
    return None if away else Side(party, words, weak=True)


def _is_target(named: list[Found[str]], place: int, role: str) -> bool:
    """Say whether a party is whom an office deals with: `for Mexico and Canada`, `of Mexican Affairs`."""
    before, behind = role[: named[place].start], role[named[place].end :]
    if _TO.search(before) or _AFFAIRS.match(behind) or _ASUNTOS.search(before):
        return True
    joined = place > 0 and _JOINED.fullmatch(role[named[place - 1].end : named[place].start]) is not None
    return joined and _is_target(named, place - 1, role)


def _is_own(role: str, found: Found[str]) -> bool:
    """Say whether a party after `for` or `in` is still the official's own: never so far."""
    return not role or found.start == 0


def _is_of_pair(named: list[Found[str]], place: int, role: str) -> bool:
    """Say whether a party is half of `México-Estados Unidos`, which is nobody's own."""
    each = named[place]
    left = place > 0 and _PAIR.match(role[named[place - 1].end : each.start])
    right = place + 1 < len(named) and _PAIR.match(role[each.end : named[place + 1].start])
    return bool(left or right)
