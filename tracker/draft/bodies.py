"""Institutions a memo itself says whose they are: `the Peruvian delegation (PRODUCE, IMARPE)`."""

import re

from tracker.draft.lexicon import Lexicon
from tracker.draft.phrases import fold

_NAMES = re.compile(r"\(((?:[A-ZÀ-Þ][\w&-]{1,24})(?:(?:, | and | y | e |/)(?:[A-ZÀ-Þ][\w&-]{1,24}))*)\)")
_BODY = re.compile(
    r"\b(?:ministry|department|secretariat|agency|authority|service|institute|directorate|bureau|"
    r"administration|"
    r"corporation|delegation|side|team|section|office|council|police|guard|bank|fund|company|regulator|"
    r"ministerio|secretaria|departamento|agencia|autoridad|servicio|instituto|direccion|administracion|"
    r"corporacion|"
    r"delegacion|parte|equipo|seccion|oficina|consejo|policia|guardia|banco|fondo|empresa|"
    r"superintendencia|aduana[s]?)\b"
)
_SHARED = re.compile(
    r"\b(?:commission|committee|group|dialogue|forum|mechanism|agreement|treaty|memorandum|initiative|"
    r"programme?|plan|"
    r"comision|comite|grupo|dialogo|foro|mecanismo|acuerdo|tratado|memorando|iniciativa|programa|"
    r"binational|joint|"
    r"binacional|mixt[oa]|conjunt[oa])\b"
)
_OF = re.compile(r"\s+(?:of|de|del|for|from)\s+(?:the |la |el |los )?(?:\w+ ?){0,3}", re.IGNORECASE)
_REACH = 110
"""Characters before a bracket within which it is said whose the institution is."""


def bodies_in(text: str, lexicon: Lexicon, parties: list[str]) -> list[tuple[str, str]]:
    """List the institutions in brackets behind a body of one party, with the party."""
    found: list[tuple[str, str]] = []
    for names in _NAMES.finditer(text):
        before = re.split(r"[;:.(]\s", text[max(0, names.start() - _REACH) : names.start()])[-1]
        folded = fold(before)
        if not _BODY.search(folded) or _SHARED.search(folded):
            continue
        named = {each.value for each in lexicon.parties_in(before)}
        behind = _OF.match(text, names.end())
        if not named and behind is not None:
            after = [
                each for each in lexicon.parties_in(text[names.end() : behind.end() + 30]) if each.start < 40
            ]
            named = {each.value for each in after[:1]}
        if len(named) == 1 and named <= set(parties):
            party = next(iter(named))
            found += [(name, party) for name in re.split(r", | and | y | e |/", names[1]) if name != party]
    return found
