"""The ways to promise, in English and Spanish: patterns of folded texts, and how firm each is."""

import re
from typing import NamedTuple

from tracker.draft.promise_words import ADVERBS


class Trigger(NamedTuple):
    """A way to promise: what it looks like, in a text without case and accents, and how firm it is."""

    pattern: re.Pattern[str]
    firm: bool
    explicit: bool = True
    """Whether it is a verb of agreement; `will` and the future are none."""
    joint: bool = False
    """Whether no subject means both sides: `it was agreed`, `se acordó`."""


def _t(pattern: str, **how: bool) -> Trigger:
    firm = how.pop("firm", True)
    return Trigger(re.compile(pattern), firm, **how)


TRIGGERS = (
    _t(
        r"\bse ha(?:n)? (?:\w+mente )?(?:acordado|convenido|decidido|resuelto|pactado|dispuesto)\b"
        r"|\b(?:an? )?(?:agreement|accord|consensus|understanding) (?:was|has been) (?:also )?reached "
        r"(?:to|on|that)\b"
        r"|^\W*(?:asimismo|tambien|ademas|durante [^,]{3,40}|al (?:final|cierre|termino)[^,]{0,40})?,? "
        r"?se (?:firm|suscrib)"
        r"(?:o|io|aron|ieron) (?:un|una|dos|tres)\b"
        r"|\bwas signed (?:during|at) the (?:meeting|visit|session|close|end|ceremony)\b",
        joint=True,
    ),
    _t(
        r"\b(?:ha|han|hemos) (?:\w+mente )?(?:acordado|convenido|pactado|decidido|resuelto|aceptado|"
        r"prometido)\b"
        r"|\bse (?:ha|han) (?:\w+mente )?(?:comprometido|obligado) a\b|\bnos hemos comprometido a\b"
        r"|\bpromet(?:io|ieron|e|en|emos)\b|\bcomprometi(?:o|eron) (?:hasta )?(?:us\$|\$|€|\d|"
        r"(?:[\w.,]+ ){1,3}mil)"
        r"|\b(?:llegaron al|alcanzaron el|lograron el|llegaron a) acuerdo (?:de|para|en|que)\b"
    ),
    _t(
        r"\b(?:struck|sealed|clinched|reached|made|closed) a deal (?:to|on|for|under)\b|"
        r"\bvolunteer(?:ed|s) to\b"
        r"|\b(?:bound|binds?|obliged|obligates?|obligated) (?:itself|themselves|ourselves) to\b"
        r"|\b(?:is|are) committing (?:an? |the )?(?:additional |further )?(?:us\$|\$|€|£|[a-z]*\s?\d)"
        r"|\baccept(?:ed|s)? (?:[\w’']+ ){1,3}(?:invitation|offer|proposal|request) to\b"
    ),
    _t(
        r"\b(?:it was|it is|was|were) (?:also |further |jointly |mutually )?(?:agreed|decided|"
        r"resolved) (?:to|that|upon|on)\b",
        joint=True,
    ),
    _t(
        r"\b(?:se (?:ha |dej[oa] )|(?:ha )?queda(?:do)? |quedo )(?:acordad|convenid|establecid|"
        r"pactad)[oa]s? "
        r"(?:que|el|la|los|las|en|un|una)\b",
        joint=True,
    ),
    _t(
        r"\bse (?:acordo|convino|decidio|resolvio|pacto|aprobo|acordaron|convinieron|aprobaron|"
        r"acuerda|conviene|determino)\b",
        joint=True,
    ),
    _t(
        r"\bagree(?:d|s)?(?: [a-z]+ly)?,?(?: (?:in principle|today|also|further|jointly))?\b(?! "
        r"(?:with|to disagree)\b)(?! upon (?:by|in)\b)(?!,? (?:and|but)\b|[.;])"
    ),
    _t(
        r"\b(?:(?<!\bthe )(?<!\ba )(?<!\bits )(?<!\btheir )pledge(?:d|s)?|undert(?:ook|ake|akes)|"
        r"(?:has|have) (?:\w+ )?undertaken to|"
        r"(?<!\bthe )(?<!\ba )(?<!\bgreat )(?<!\bof )(?<!\bits )(?<!\btheir )promise(?:d|s)?(?! of\b)|"
        r"vow(?:ed|s)?|resolved (?:to|that|on)|concurred)\b"
    ),
    _t(r"\bcommit(?:s|ted)? (?:itself |themselves |themself |ourselves )?to\b"),
    _t(r"\bcommit(?:s|ted)? (?!to\b)(?:an? |the )?(?:additional |further )?(?:us\$|\$|€|£|[a-z]*\s?\d)"),
    _t(r"\b(?:decided|decide|decides|determined) (?:to|that|on)\b"),
    _t(
        r"\b(?:approved?|adopt(?:ed|s)?|signed|ratified|endorsed|finalized|finalised|concluded) "
        r"(?!by\b|in\b|at\b|on\b|under\b|until\b|that\b|the (?:agenda|record|minutes|report|"
        r"conclusions)\b)(?:the|a|an|its|their|new|two|three|\d+|joint|this|"
        r"[a-z]+)\b"
    ),
    _t(
        r"\baccept(?:ed|s)? (?:the |an |his |her |their |to )?(?:invitation|offer|proposal|"
        r"request|[a-z]+ invitation|to )\b"
    ),
    _t(
        r"\b(?:reached|came to|made|entered into|arrived at) (?:an? |the |this )?(?:\w+ "
        r")?(?:agreement|accord|consensus|understanding|commitment|arrangement) (?:to|on|that|for|"
        r"under)\b"
    ),
    _t(
        r"\b(?:acordaron|acordo|acuerdan|acuerda|acordamos|convinieron|convino|convienen|conviene(?! "
        r"[a-z]+[aei]r\b)|"
        r"convenimos|convinimos|pactamos|pactaron|pacto|concertaron|concordaron|estipularon)\b"
    ),
    _t(
        r"\bse (?:comprometio|comprometieron|comprometen|compromete|obligo|obligaron|obligan?|"
        r"comprometera[n]?)\b|\bnos comprometemos\b|\bnos comprometimos\b"
    ),
    _t(
        r"\b(?:asumio|asumieron|adquirieron|adquirio|asumen|contrajeron) (?:el|los|un|el firme) "
        r"compromisos?\b"
    ),
    _t(
        r"\b(?:decidieron|decidimos|resolvimos|decidio|deciden|resolvieron|resolvio|determinaron|determino|"
        r"decide)\b(?! (?:sobre|si)\b)"
    ),
    _t(
        r"\b(?:aprobaron|aprobamos|suscribimos|firmamos|aprobo|adoptaron|adopto|suscribieron|suscribio|"
        r"firmaron|firmo|signaron|"
        r"rubricaron)\b"
        r"(?! (?:el|la|los|las) (?:actas?|orden del dia|temario|agenda|conclusiones|informes?)\b)"
    ),
    _t(r"\b(?:acepto|aceptaron)\b"),
    _t(r"\b(?:resuelven?|dispon(?:e|en)(?! de\b)|dispusieron|dispuso|encomiendan?|encomendaron|encomendo)\b"),
    _t(
        r"\b(?:tasked|instructed|mandated|charged|directed) (?:their|its|the|senior|"
        r"[a-z]+)(?: [a-z-]+){0,4}? "
        r"(?:to|with)\b"
    ),
    _t(r"\b(?:task|instruct|mandate|direct)s? (?:their|our|its|the)(?: [a-z-]+){1,5}? to\b"),
    _t(r"\b(?:instruyeron|instruyen|instruyo|ordenaron) a (?:sus|los|las|la|el)\b"),
    _t(
        r"\b(?:was|were) (?:jointly |also )?(?:signed|initialled|adopted|approved|exchanged|concluded) by "
        r"(?:both|the (?:two |co-?)?(?:chairs|sides|parties|delegations|ministers|heads|presidents|"
        r"secretaries))\b",
        joint=True,
    ),
    _t(
        r"\bfue(?:ron)? (?:\w+mente )?(?:suscrit|firmad|rubricad|aprobad|adoptad|intercambiad)[oa]s? por "
        r"(?:amb[oa]s|l[oa]s (?:dos |co)?(?:presidentes|partes|delegaciones|ministr[oa]s|cancilleres|"
        r"jefes))\b",
        joint=True,
    ),
    _t(r"\bdebera[n]? [a-z]+r\b(?=.*\b(?:plazo|antes del?|a mas tardar|dentro de)\b)", explicit=False),
    _t(
        r"\b(?:gave|gives?|made|makes?) (?:an?|its|their|his|her) (?:\w+ )?(?:undertaking|assurances?|"
        r"pledge|promise|word) "
        r"(?:to|that)\b|\b(?:took|takes?) (?:it )?upon (?:it|them|him|her)sel(?:f|ves) to\b|"
        r"\bguarantee(?:d|s)? that\b"
        r"|\bconfirm(?:ed|s) that (?:it|they|he|she) (?:would|will)\b|\bconsent(?:ed|s)? to [a-z]"
    ),
    _t(
        r"\b(?:was|were) (?:\w+ly )?(?:tasked|instructed|mandated|charged|directed|entrusted|"
        r"commissioned) (?:to|with)\b",
        joint=True,
    ),
    _t(
        r"\b(?:asked|requested) (?:their|its|the) (?:\w+ ){0,2}(?:experts|officials|teams|ministries|"
        r"ministers|agencies|"
        r"groups?|committees?|commission|secretariats?|staff|negotiators|authorities|delegations) to\b"
    ),
    _t(r"\bse (?:encomendo|encargo|instruyo|dispuso|mandato)\b", joint=True),
    _t(
        r"\b(?:quedo|quedaron|quedamos|queda|quedan) en [a-z]+[aei]r(?:nos|se|les?|l[oa]s?)?\b|"
        r"\b(?:accedio|accedieron) a [a-z]|"
        r"\bse ofreci(?:o|eron) a\b"
        r"|\b(?:dio|dieron) su (?:conformidad|anuencia|visto bueno|consentimiento|palabra) (?:a|para|de)\b"
        r"|\b(?:encarg(?:o|aron)|pidi(?:o|eron)|solicit(?:o|aron)) a (?:sus|los|las) (?:\w+ )?(?:equipos|"
        r"expert[oa]s|"
        r"tecnic[oa]s|ministerios|funcionari[oa]s|grupos?|delegaciones|autoridades|agencias)\b"
    ),
    _t(r"\bassure(?:d|s)? (?:[a-z]+ ){0,4}?that\b(?=.*\b(?:will|would|shall)\b)"),
    _t(
        r"\b(?:asegur(?:o|aron)|garantiz(?:o|aron)|dio garantias de) que\b(?=.*\b\w{3,}(?:ra|ran|ria|"
        r"rian)\b)"
    ),
    _t(r"\bse pus(?:o|ieron) de acuerdo (?:para|en)\b"),
    _t(
        r"\b(?:queda[n]?|quedo|quedaron|esta[n]?) (?:obligad[oa]s? a|encargad[oa]s? de|"
        r"comprometid[oa]s? a|a "
        r"cargo de)\b"
    ),
    _t(
        r"\b(?:asum(?:e|en|io|ieron|ira|iran)|tom(?:a|an|o|aron) a su cargo|se ha(?:ce|cen|ran?) cargo "
        r"del?|"
        r"se hizo cargo "
        r"de|correra[n]? con) (?:el|la|los|las|del?) (?:\w+ )?(?:costos?|costes?|gastos?|"
        r"responsabilidad\w*|obligaci\w+|"
        r"financia\w+|tareas?|pagos?|compras?|transporte|mantenimiento|conservacion|elaboracion|"
        r"redaccion)\b"
    ),
    _t(r"\b(?:takes?|took|assumes?|assumed) (?:on )?(?:the )?(?:responsibility|charge|cost|costs|task)\b"),
    _t(r"\b(?:offer(?:ed|s)? to [a-z]{2,}|ofreci(?:o|eron) (?:que\b|[a-z]+[aei]r(?:l[aeo]s?)?\b))"),
    _t(r"\b(?:llegaron a un|alcanzaron un|lograron un|llego a un|alcanzo un) acuerdo\b"),
    _t(
        rf"\b(?:will|shall)(?! have (?:[a-z]+ed|been|come|gone|had|made|spent|given|taken)\b)"
        rf"(?:, [^,]{{3,60}},)?(?: {ADVERBS})* (?!not\b|be able|be held|take place|be "
        rf"visited|be hosted|visit\b|attend\b|benefit|"
        rf"have been|call on|travel|depart|leave\b|arrive|return (?:to|from|home)\b|pay a|"
        rf"face|see\b|have to\b|to\b|lose\b|win\b|gain|grow\b|fall\b|rise\b|suffer|become|remain|wait\b|"
        rf"expect|want|get\b|"
        rf"hope|know\b|feel\b|miss\b|probably|likely|possibly|perhaps|presumably|eventually|certainly|"
        rf"surely|hopefully|"
        rf"never|soon have|say\b|say\b|speak\b|address\b|need\b|enjoy|celebrate|require)[a-z]+\b",
        explicit=False,
    ),
    _t(rf"\b(?:is|are) (?:{ADVERBS} )*going to (?!be\b|have\b|need\b)[a-z]+\b", explicit=False),
    _t(r"\b(?:habra[n]? de|ha de|han de) [a-z]+r\b", explicit=False),
    _t(r"\b(?:va|van) a (?!ser\b|estar\b|haber\b|tener\b|poder\b)[a-z]+r\b", explicit=False),
    _t(rf"\b(?:is|are) (?:{ADVERBS} )*to (?!be\b|have\b|see\b|blame\b)[a-z]+\b", explicit=False),
    _t(r"\b[a-z]{2,}(?:ra|ran|remos)\b", explicit=False),
)
