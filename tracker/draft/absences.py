"""How a text says behind a name that somebody was not at the meeting: `A (absent)`, `B, quien se excusó`."""

import re

_ATTEND = r"(?:attend|come|join|participate|take part|be present|be there|make it|travel)"
_NOT = (
    rf"(?:did|could)(?:\s+not|n[’']t)\s+{_ATTEND}|(?:unable|not able) to {_ATTEND}|"
    r"(?:was|were|is|are)(?:\s+not|n[’']t)\s+(?:there|present|in attendance|"
    r"at the (?:meeting|session|table))|"
    r"not (?:present|attending|in attendance)|"
    r"(?:sent|sends|offered|conveyed|tendered)(?:\s+(?:his|her|their))?\s+(?:regrets|apologies|excuses)|"
    r"(?:stayed|remained) away|apologi[sz]ed for (?:his|her|their|not)|"
    r"no (?:asist|acud|concurr|comparec|particip|estuv)\w*|"
    r"no (?:vino|vinieron|pudo (?:asist|acud|estar|ven|viaj|particip)|se present)\w*|"
    r"(?:se )?excus(?:ó|aron)(?: (?:su|de)\b)?|se disculp(?:ó|aron)|"
    r"(?:present|envi|mand|remiti|ofreci)(?:ó|aron|eron)(?: (?:sus?|la))? (?:excusas?|disculpas?)|"
    r"(?:disculp|justific)(?:ó|aron) su (?:ausencia|inasistencia)"
)
_WORD = (
    r"(?:absent|excused|apolog(?:y|ies)|regrets|ausentes?|excusad[oa]s?|disculpad[oa]s?|"
    r"con (?:excusa|permiso|licencia)|inasistentes?|no presentes?)(?!\s+(?:from (?:home|duty)|of\b|for\b))"
)
_JOINS = (
    r"(?:(?:who|quien|quienes|que|also|both|however|regrettably|unfortunately|was|were|is|has|had|"
    r"fue|fueron|está|estaba|estuvo|estuvieron|se|ha|había|lamentablemente|también)\s+)*"
)
_OWN = re.compile(rf"\s*[,(\[–—:-]+\s*{_JOINS}(?:{_NOT}|{_WORD})\b", re.IGNORECASE)
"""Behind a sign it is of nobody else."""
_VERB = re.compile(
    rf"\s*,?\s+(?!(?:who|que|quien)){_JOINS}"
    rf"(?:{_NOT}|(?<=was )(?:absent|excused)|(?<=were )(?:absent|excused)|"
    r"(?<=estuvo )ausente|(?<=estuvieron )ausentes)\b",
    re.IGNORECASE,
)
"""How a sentence goes on about all it began with: `A and B did not attend`."""
_CELL = re.compile(rf"\W*(?:{_WORD}|{_NOT})\W*", re.IGNORECASE)
_TAIL = re.compile(
    rf"\s*[,(\[–—:-]\s*{_JOINS}(?:{_NOT}|{_WORD})[^()]*\)?\]?$|"
    rf"^{_JOINS}(?:{_NOT}|{_WORD}).*$",
    re.IGNORECASE,
)


def is_said_absent(text: str, places: tuple[int, ...]) -> bool:
    """Say whether right behind one of some places of a text it says that somebody was not there."""
    return any(_OWN.match(text, place) or _VERB.match(text, place) for place in places)


def without_absence(role: str) -> str:
    """Give a role without what it says of an absence: `Director (absent)`, `who did not attend`."""
    return _TAIL.sub("", role).strip(" ,")


def says_absence(cell: str) -> bool:
    """Say whether a cell of a table tells that who is in its row was not there."""
    return _CELL.fullmatch(cell) is not None
