"""Which parties a memo is about, and which one an office or an institution speaks for."""

import re
from collections import Counter
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
    r"side|team|delegates|section)\b"
    r"|\s+(?:was|were|fue|estuvo)\s+(?:also\s+|tambi[eé]n\s+)?(?:represented|representad\w+)\b"
    r"|\s+(?:officials|representatives|participants|attendees)\s+(?:included|were|present|"
    r"attending|in attendance)\b|\s*:|\)(?=\s)",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    r"(?:delegaci[oó]n|comitiva|lado|parte|representaci[oó]n|equipo|secci[oó]n|misi[oó]n)\s*$", re.IGNORECASE
)
_ABROAD = re.compile(
    r"\b(?:ambassador|embajador|embajadora|embassy|embajada|consul|c[oó]nsul|attach[eé]|"
    r"agregad[oa]|consulate|consulado)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:to|in|en|ante|for|para|with|con)\s+(?:the|los|las|la|el)?\s*(?:republic of\s+|"
    r"rep[uú]blica de\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r",?\s*(?:(?:and|y|e|,)\s+)?(?:the |los |las |el |la )?")
_PAIR = re.compile(r"^\s*[-–—/]\s*$")

_MET = re.compile(
    r"\b(?:met|held|co-?chaired|signed|concluded|issued|reunieron|celebraron|presidieron|"
    r"copresidieron|sostuvieron|suscribieron|firmaron)\b",
    re.IGNORECASE,
)


_ELLIPSIS = re.compile(r"(?:^|[,;]|\b(?:y|e|mientras que))\s+(?:la|el|los|las)\s+$", re.IGNORECASE)
_ELLIPSIS_GOES_ON = re.compile(
    r"\s*(?:,|\(|:|por\b|bajo\b|fue\b|estuvo\b|lo\b|la\b|encabez\w+|integr\w+|compuest\w+)", re.IGNORECASE
)


_GAP = re.compile(
    r"[;,]\s*(?:(?:y|e|and|while|mientras que)\s+)?(?:(?:the|el|la|los|las)\s+)?$", re.IGNORECASE
)
_FOR = ("Por ", "For ", "De ", "From ")


class Frame(NamedTuple):
    """Where a sentence speaks of the delegation of a party."""

    start: int
    end: int
    party: str


def frames(text: str, lang: str, lexicon: Lexicon) -> list[Frame]:
    """List the delegations a sentence speaks of."""
    found = [
        Frame(0, body.end + 1, body.value.party)
        for body in (lexicon.institutions.find(text) if text.startswith(_FOR) else [])
        if _BEFORE.search(text[: body.start]) and text[body.end : body.end + 1] == ":"
    ]
    for each in lexicon.parties_in(text, lang):
        before, after = text[: each.start], text[each.end :]
        if (led := _OF_GROUP.search(before)) and text[each.start].islower():
            found.append(Frame(led.start(), each.end, each.value))
        elif (noun := _AFTER.match(after)) and (
            noun[0].strip() not in {":", ")"}
            or (noun[0] == ")" and before.endswith("("))
            or (noun[0] != ")" and each.start < 30 and not _TO.search(before))
        ):
            found.append(Frame(each.start, each.end + noun.end(), each.value))
        elif (led := _BEFORE.search(before)) is not None:
            found.append(Frame(led.start(), each.end, each.value))
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
    for sentence in sentences[:12]:
        met = _MET.search(sentence.text)
        named = lexicon.parties_in(sentence.text[: met.start()], sentence.lang) if met is not None else []
        codes = list(dict.fromkeys(each.value for each in named))
        if len(codes) > 1:
            return codes
    if len(codes := _of_rows(sentences, lexicon)) > 1:
        return codes
    if len(codes := _of_labels(sentences, lexicon)) > 2:
        return codes
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for frame in frames(sentence.text, sentence.lang, lexicon):
            counts[frame.party] += 5
        for each in lexicon.parties_in(sentence.text, sentence.lang):
            counts[each.value] += 1
    least = max(2, len(sentences) // 25)
    for phrases in (
        [
            each.value.party
            for line in sentences
            for each in lexicon.institutions.find(line.text)
            if each.value.id
        ],
        [each.value for line in sentences for each in 2 * lexicon.regions.find(line.text)],
    ):
        if len([count for count in counts.values() if count >= least]) < 2:
            counts = Counter({code: 10 * count for code, count in counts.items()})
            counts.update(phrases)
    likely = [code for code, count in counts.most_common(2) if count >= least]
    return [code for code in dict.fromkeys([*_in_order(sentences, lexicon), *likely]) if code in likely]


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
    abroad = _ABROAD.search(role)
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
    return None


def _is_target(named: list[Found[str]], place: int, role: str) -> bool:
    """Say whether a party is whom an office deals with: `for Mexico and Canada`, `to India`."""
    if _TO.search(role[: named[place].start]):
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
