"""Which institution somebody is of, by their role or by what stands in brackets behind their name."""

import re

from tracker.draft.lexicon import Lexicon
from tracker.draft.people_words import ACRONYM
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence
from tracker.draft.values import Value

INSTITUTIONS = frozenset(
    [
        "ministry",
        "ministerio",
        "department",
        "departamento",
        "secretariat",
        "secretaria",
        "agency",
        "agencia",
        "bureau",
        "office",
        "oficina",
        "institute",
        "instituto",
        "commission",
        "comision",
        "embassy",
        "embajada",
        "consulate",
        "consulado",
        "directorate",
        "direccion",
        "customs",
        "aduanas",
        "police",
        "policia",
        "army",
        "navy",
        "parliament",
        "congreso",
        "senado",
        "bank",
        "banco",
        "authority",
        "autoridad",
        "service",
        "servicio",
    ]
)

_ACRONYM = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ0-9-]{1,9}|[A-ZÀ-Þ][a-zß-ÿ]{0,6}[A-ZÀ-Þ][\w-]{0,9}|[A-ZÀ-Þ]{2,8}-[A-ZÀ-Þ]\w+"
)


def parted(role: str, lexicon: Lexicon, parties: list[str]) -> tuple[str, tuple[str, str] | None]:
    """Part a role from the acronym of an institution behind its last comma: `Country Director, GIZ`."""
    rest, comma, last = role.replace(" — ", " – ").rpartition(" – ")
    if not comma:
        rest, comma, last = role.rpartition(", ")
    if comma and _ACRONYM.fullmatch(last):
        return rest.rstrip(" ,"), (last, last)
    return role, institution_in(role, lexicon, parties)


def of_brackets(text: str, lexicon: Lexicon, parties: list[str]) -> tuple[str, tuple[str, str] | None]:
    """Read brackets behind a name that hold no office by its words: an institution, else a role."""
    if _ACRONYM.fullmatch(text):
        return "", (text, text)
    first = fold(text.split(maxsplit=1)[0])
    if first in INSTITUTIONS or lexicon.institutions.find(text):
        return "", institution_in(text, lexicon, parties) or (text, text)
    return (text, None) if len(text.split()) > 1 else ("", None)


def institution_in(role: str, lexicon: Lexicon, parties: list[str]) -> tuple[str, str] | None:
    """Find the institution a role names: its acronym in brackets, else one that is known; with its words."""
    if (found := ACRONYM.search(role)) is not None:
        return found[1], found[1]
    for each in lexicon.institutions.find(role):
        if each.value.id and each.value.party in parties:
            return each.value.id, role[each.start : each.end]
    found = _WITHIN.search(role) if not role.isupper() else None
    known = found is not None and (
        lexicon.parties_in(found[1]) or found[1] in _NONE or fold(found[1]) in lexicon.heads
    )
    return (found[1], found[1]) if found is not None and not known else None


def is_told(value: Value, party: str, sentences: list[Sentence], lexicon: Lexicon) -> bool:
    """Say whether an institution is to be told: a text has its acronym, or its name is enough of itself.

    A name alone is of many: that `the Department of Transportation` is DOT is nobody's word but ours.
    """
    id_ = value.text
    if fold(id_) == fold(value.words) or (party, id_) in lexicon.by_name:
        return True
    acronym = sum(sign.isupper() for sign in id_) > 1
    word = re.compile(rf"(?<![\w-]){re.escape(id_)}(?![\w-])")
    return acronym and any(word.search(each.text) for each in sentences)


_WITHIN = re.compile(r"(?<!for )(?<!para )\b([A-ZÀ-Þ]{3,9})\b(?!\s+(?:Affairs|Matters|Relations|Issues)\b)")
"""The acronym inside of a role is that of an institution: `director del INPEC`, `CBP Attaché`."""
_NONE = frozenset({"III", "VII", "VIII", "XII", "XIII", "CEO", "COO", "CFO", "CIO", "CTO", "FSN", "LES"})


def named_institution(text: str, lexicon: Lexicon, parties: list[str]) -> tuple[str, str] | None:
    """Give the institution that a text is the name or the acronym of."""
    return institution_in(text, lexicon, parties) or (
        (text.strip(), text.strip()) if re.fullmatch(r"[A-Z][A-Z-]{1,9}", text.strip()) else None
    )
