"""The words that tell of meetings that were held, of those to come and of those before, and where."""

import re

from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence

MET = re.compile(
    r"\b(?:met|meeting|meetings|held|hosted|co-?hosted|convened|visited|visiting|visit|"
    r"gathered|came together|took place|take place|travell?ed|attended|"
    r"chaired|participated|led|launched|concluded|spoke|call|talks|plenary|session|signed|"
    r"opened|arrived|received|joined|trip|issued|"
    r"se reuni(?:o|eron)|reunion|reunidos|encuentro|se llevo a cabo|se llevaron a cabo|se "
    r"celebro|celebraron|celebro|celebrada|celebrado|visito|visitaron|visita|"
    r"tuvo lugar|sostuv\w+|encabez\w+|(?:co)?presidi\w+|asisti\w+|particip\w+|se realizo|realizaron|"
    r"se desarroll(?:o|aron)|desarrollad[oa]|se efectu(?:o|aron)|sesion(?:o|aron)|"
    r""
    r"^(?:done|given|signed) (?:at|in)|^(?:hecho|dad[oa]|firmad[oa]|suscrit[oa]) en|recibi(?:o|eron)|"
    r"sesion|dialogo|convers\w+|viajo|"
    r"inauguro|"
    r"se (?:reunen?|celebran?|realizan?|instalan?)|sat down|settled|conferred|se dieron cita|se "
    r"entrevist(?:o|aron)|"
    r"welcomed|toured|"
    r"firmaron|suscribieron|concluyo|hablo|hablaron|llamada|realizada|realizado|efectuada|instalo)\b"
)


WILL = re.compile(
    r"\b(?:will|shall|next|would|proxim[oa]s?|previst[oa]|se celebrara|se realizara|tendra "
    r"lugar|se reuniran|(?:se )?(?:llevara|efectuara|desarrollara|realizara|celebrara|verificara)n?|"
    r"tendran lugar|"
    r"tengan? lugar|se (?:celebre|realice|reuna|lleve)n?|espera[n]?|hopes?|confia[n]?|upcoming|scheduled)\b"
)


PLANNED = re.compile(
    r"\b(?:agree[ds]?|decided?|offer(?:ed|s)?|propos(?:ed|es)|invit(?:ed|es)|undertook|committed|"
    r"acordaron|acuerdan|acordo|convin(?:o|ieron)|decidi(?:o|eron)|ofreci(?:o|eron)|propus(?:o|ieron)|"
    r"invito|se comprometi(?:o|eron))\b"
    r"[^.;]{0,60}\b(?:to (?:hold|meet|host|convene|gather|visit)|holding|meeting again|"
    r"celebrar|reunirse|sostener|"
    r"realizar|organizar|ser sede|acoger|visitar)\b"
)
"""Who agrees on a meeting that is to be."""
EARLIER = re.compile(
    r"\b(?:previous|preceding|prior|(?:en )?la (?:anterior|previa)|"
    r"(?:reunion|sesion|ronda|edicion|cumbre|encuentro) (?:anterior|previ[ao]|pasad[ao])|"
    r"(?:(?:ultim|pasad)a|anterior) (?:reunion|sesion|ronda|edicion|cumbre|encuentro)|"
    r"last (?:meeting|session|round|edition|summit|(?:month|year|week|spring|summer|autumn|fall|winter).s))\b"
)
"""Whose place is that of a meeting before."""
MADE = re.compile(
    r"(?<=\s)(?:proposed|adopted|created|announced|established|founded|propuest[oa]s?|firmad[oa]s?|suscrit[oa]s?|"
    r"adoptad[oa]s?|cread[oa]s?|acordad[oa]s?|anunciad[oa]s?)\s*$|"
    r"\b(?:participants|participantes|teams|equipos|staff)\s*$|"
    r"\b(?:ahead of|in advance of|prior to|antes de|previo a|de cara a|rumbo a)\b[^.;,]{3,40}$"
)
"""What else is where a place stands behind it: `the Dialogue first proposed in Santiago`."""


PLACE_FIELD = re.compile(
    r"^(?:\w+ ?/ ?|meeting |event )?(?:(?:date|fecha) (?:and|y) )?(?:place|location|venue|where|"
    r"lugar|sede|city|ciudad|donde)(?: (?:and|y) (?:date|"
    r"fecha))?(?: ?/ ?\w+)?\s*:\s*(.+)$",
    re.IGNORECASE,
)


LOCATED = re.compile(
    r"(?<!de )(?<!of )\b(?:la ciudad de|the city of|(?<=, )(?-i:ciudad de|city of)|in|at|en|to|como sede|"
    r"por sede|visited|visiting|visito|visitaron|a)\s+(?:(?-i:la|esta|this|the|"
    r"downtown)\s+)?(?:(?:las |los |el |the )?(?:instalaciones|oficinas|sede|puerto|offices|premises|"
    r"port|facilities) "
    r"(?:de|del|of) (?:la |el |the )?)?",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\W*(?:(?:q|p|question|pregunta|\d+)[.:)]\s*)?"
    r"\W*(?:when|where|cuando|donde|en que (?:fecha|ciudad|lugar))\b[^?]*\b(?:meet|met|held|"
    r"take place|took place|se reunieron|se reunio|se celebro|fue|tuvo lugar|"
    r"se realizo|se llevo a cabo)\b[^?]*\?"
)
"""How a text of questions and answers asks for the day and the place."""


def is_asked(question: Sentence) -> bool:
    """Say whether a sentence asks when or where a meeting was held."""
    folded = fold(question.text)
    return ASKED.match(folded) is not None and WILL.search(folded) is None
