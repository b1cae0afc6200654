"""Whether a sentence says of somebody that they were at the meeting: what governs their name says it."""

import re

from tracker.draft.people_words import SPEAKS

_LEADING_IN = r"(?:(?:the|both|el|la|los|las|su|sus|his|her|its|their|our|nuestr[oa]|ambos|ambas|of|de)\s+)*$"
_GOVERNED = re.compile(
    rf"(?P<word>[^\W\d_][\w-]*)[”\"»]?\s+(?P<by>of|by|from|to|for|about|on|upon|de|del|por|para|a|al|sobre|hacia)"
    rf"\s+{_LEADING_IN}",
    re.IGNORECASE,
)
_OBJECT = re.compile(rf"\b(?P<word>[a-z][\w-]*(?:ed|ing))\s+{_LEADING_IN}")
_TAKES_PART = re.compile(
    r"(?:co-?)?(?:led|head\w*|chair\w*|host\w*|attend\w*|represent\w*|join\w*|accompan\w*|presid\w*|assist\w*|receiv\w*|"
    r"welcom\w*|open\w*|inaugurat\w*|inaugurad\w|abiert\w|clausurad\w|compos\w*|compris\w*|consist\w*|made|up|delegat\w*|presence|participa\w*|company|"
    r"meet\w*|met|talks|side|sides|part|team|inclu\w*|flank\w*|support\w*|consultations?|invitation|session|"
    r"together|led-|mission|interventions?|statements|remarks|presentations?|briefings?|compañ\w*|asist\w*|"
    r"encabez\w*|lider\w*|integr\w*|conform\w*|compuest\w*|firm\w*|sign\w*|suscri\w*|acompañ\w*|recib\w*|dirig\w*|"
    r"direcci[oó]n|direction|jefatura|delegaci[oó]n|comitiva|misi[oó]n|equipo|sección|section|cargo|frente|junto|gracias|conduc\w*|reuni\w*|encuentro|"
    r"copresid\w*|copresidencia|presid\w*|acting|being|having|following|designated|moderad\w*|moderated|lado|miembros?|members?|intervenci[oó]n|palabras|bienvenida|"
    r"invitaci[oó]n|secundad\w*|represented|designad\w*|convocad\w*|convened|facilitated|rubricad\w*|initialled|"
    r"sum\w+|uni\w+|correspond\w+|formad\w+|constituid\w*|constitut\w*|visit\w*|called|calling|paid|respectiv\w+)",
    re.IGNORECASE,
)
"""What governs the name of somebody who takes part: `led by A`, `the presence of B`, `recibió a C`."""
_GROUPS = re.compile(
    r"(?:delegat\w*|meetings?|sessions?|talks|teams?|sides?|missions?|groups?|parts?|dialogues?|consultations?|parties|"
    r"rounds?|commissions?|committees?|plenary|encounter|party|officials|representatives|statement|communiqu[eé]|minutes|"
    r"memorandum|mou|declaration|delegaci[oó]n\w*|reuni\w+|encuentros?|sesi[oó]n|sesiones|comitivas?|misi[oó]n|grupos?|"
    r"equipos?|comisi[oó]n|mesas?|di[aá]logos?|consultas?|rondas?|plenaria|partes?|funcionarios|acta|declaraci[oó]n|"
    r"comunicado|minuta|country|countries|pa[ií]ses|lados?|secci[oó]n|section|was|were|been|is|are|being|be|fue|fueron|"
    r"estuvo|estuvieron|ha|sido|es|son|est[aá]|also|and|y|e|both|jointly|respectively|respectivamente|conjuntamente|"
    r"tambi[eé]n|side|ellos|them|who|quien|quienes|minister|secretary|ministro|ministra|secretario|secretaria|canciller|"
    r"consul\w*|ambassador|embajador|embajadora)",
    re.IGNORECASE,
)
"""What is led, signed or attended by those who are there; a study or a treaty is by anybody."""
_GOES_ON = re.compile(
    r"and|y|e|la|el|that|como|así|well|as|including|incluyendo|also|further|jointly|además|también|asimismo|igualmente",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?P<noun>[^\W\d_][\w-]*)\s+(?:[\w-]+ly\s+)?[\w-]+\s+(?:by|por)\s+" + _LEADING_IN, re.IGNORECASE
)
_MADE = re.compile(
    r"(?:co-?)?(?:led|headed|hosted|signed|opened|inaugurated|convened|presented|visited|supported|facilitated|"
    r"encabezad|liderad|dirigid|firmad|suscrit|inaugurad|abiert|convocad|visitad|presentad|moderad|conducid)[oa]?s?",
    re.IGNORECASE,
)
"""What is done to a work as to a delegation: a study is led too."""
_LONG_AGO = re.compile(
    r"\b(?:last (?:year|month|fall|autumn|spring|summer|winter)|(?:years|months|decades) ago|"
    r"(?:el )?(?:año|mes) pasado|"
    r"hace (?:\w+ ){1,2}(?:años|meses|décadas))\b",
    re.IGNORECASE,
)
_FAR = 200
"""Characters before a name beyond which nothing governs it."""
AWAY = re.compile(
    r"\W*(?:\d+\W+)?(?:ausentes?|ausencias?|absent(?:ees)?|absences?|apolog(?:y|ies)|excus(?:ed|as?|ad[oa]s?)|regrets|"
    r"not present|unable to attend|no (?:asisti|pudieron|pudo|presentes)\w*|inasistencias?)\b",
    re.IGNORECASE,
)
"""How a list or an entry begins that says who was not there."""
_TOOK_PART = re.compile(
    r"\b(?:welcomed|hosted|greeted) (?:the )?(?-i:[A-Z])|"
    r"\b(?:attend(?:ed|ing)|participat(?:ed|ing)|took part|taking part|met|(?:co-?)?(?:chaired|led|"
    r"headed|hosted)|presided|"
    r"received|signed|accompan(?:ied|ying)|joined|represented|present|visited|visit(?:ó|aron)|mantuv\w+|held|includ(?:ed|ing|es)|"
    r"compris(?:ed|ing|es)|consist\w+|composed|made up|"
    r"asisti\w+|particip\w+|reuni(?:ó|eron|dos)|(?:co)?presid\w+|encabez\w+|lider\w+|acompañ\w+|recibi(?:ó|eron)|"
    r"firm(?:ó|aron)|suscribi\w+|estuv\w+|concurri\w+|acudi\w+|intervin\w+|integr\w+|conform\w+|sostuv\w+|viaj\w+)\b",
    re.IGNORECASE,
)


def is_governed_away(before: str) -> bool:
    """Say whether what stands before somebody makes them only named: `a study by`, `nota de`."""
    before = before[-_FAR:]
    governed = _GOVERNED.search(before)
    if governed is not None:
        if _GOES_ON.fullmatch(governed["word"]):
            return False
        if governed["by"].lower() in {"by", "por"} and _TAKES_PART.fullmatch(governed["word"]):
            participle = _PARTICIPLE.search(before)
            made = participle is not None and _MADE.fullmatch(governed["word"])
            return participle is not None and bool(made) and not _GROUPS.fullmatch(participle["noun"])
        return not _TAKES_PART.fullmatch(governed["word"])
    found = _OBJECT.search(before)
    return (
        found is not None and not _TAKES_PART.fullmatch(found["word"]) and SPEAKS.match(found["word"]) is None
    )


def is_long_ago(text: str) -> bool:
    """Say whether a sentence tells of last year or of years ago."""
    return _LONG_AGO.search(text) is not None


def takes_part(clause: str) -> bool:
    """Say whether a clause has a verb of those who are at a meeting: they met, led, attended, signed."""
    return _TOOK_PART.search(clause) is not None


def begins_entry(before: str) -> bool:
    """Say whether somebody stands at the beginning of an entry, not inside of what it tells."""
    return re.search(r"[^\W\d_]{3,}\s+\w+[^:]*$", before) is None


def speaks_there(behind: str, role: str) -> bool:
    """Say whether somebody speaks: not of old, and not one whose words are in every paper."""
    found = SPEAKS.match(behind)
    if found is None or _ELSEWHERE.fullmatch(role):
        return False
    return re.search(r"\b(?:has|have|had|ha|han|hab[ií]an?)\s+(?:\w+\s+)?\S+$", found[0]) is None


def tells_group(behind: str) -> bool:
    """Say whether somebody tells something to those who met: `told the committee that …`."""
    return _TELLS_GROUP.match(behind) is not None


_TELLS_GROUP = re.compile(
    r"(?:,[^,;.]{3,60},)?\s+(?:also |then |later |también |además )?"
    r"(?:(?:told|reminded|assured|warned|informed) (?:the|both) "
    r"(?:group|meeting|committee|delegations?|delegates|commission|session|"
    r"two sides|sides|table|participants|plenary)|"
    r"(?:contó|dijo|explicó|recordó|informó|advirtió|relató) (?:al?|a las?|a los) "
    r"(?:grupo|comité|comisión|delegaci(?:ón|ones)|delegados|mesa|plenaria|plenario|"
    r"asistentes|participantes|presentes))\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:the )?(?:(?:official |press |deputy )?(?:spokes(?:person|man|woman)|portavoz|vocer[oa])\b.*|"
    r"(?:interpreter|int[eé]rprete)\b.*|(?:vice\s?)?president[ea]?s?|prime ministers?|"
    r"primer[oa]?s? ministr[oa]s?|king|"
    r"queen|rey|reina|mandatari[oa]s?|first lady|primera dama)",
    re.IGNORECASE,
)
"""Who is quoted without having been there."""
