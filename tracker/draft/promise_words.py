"""How memos promise, hope, recall and reaffirm, in English and Spanish: patterns of folded texts."""

import re

ADVERBS = (
    r"(?:also|further|furthermore|then|therefore|thus|jointly|mutually|both|all|each|"
    r"additionally|likewise|immediately|formally|today|has|have|hereby|unanimously|finally|"
    r"tambien|igualmente|asimismo|ademas|conjuntamente|mutuamente|han|ha|hoy|a su vez)"
)
NO_FUTURE = frozenset(
    [
        "sera",
        "seran",
        "tendra",
        "tendran",
        "habra",
        "habran",
        "podra",
        "podran",
        "debera",
        "deberan",
        "estara",
        "estaran",
        "permitira",
        "permitiran",
        "beneficiara",
        "beneficiaran",
        "significara",
        "requerira",
        "requeriran",
        "existira",
        "constituira",
        "representara",
        "recibira",
        "recibiran",
        "contribuira",
        "facilitara",
        "ayudara",
        "dependera",
        "correspondera",
        *(
            [
                "esperara",
                "perdera",
                "ganara",
                "crecera",
                "caera",
                "subira",
                "bajara",
                "sufrira",
                "necesitara",
                "celebrara",
                "conmemorara",
                "enfrentara",
                "vera",
                "sabra",
                "querra",
            ]
        ),
    ]
)
OWN_FUTURE = frozenset(
    [
        "permitira",
        "permitiran",
        "facilitara",
        "facilitaran",
        "contribuira",
        "contribuiran",
        "ayudara",
        "ayudaran",
        "recibira",
        "recibiran",
        "tendra",
        "tendran",
    ]
)
"""Of those, what a party may promise nevertheless, where it stands right before: `México permitirá`."""
ALSO = re.compile(
    r"(?:;|(?:,|;)?\s*\b(?:and|y|e|while|mientras(?: que)?|en tanto(?: que)?))\s+((?:(?:the|el|la|los) "
    r")?[\w .]{2,40}?)"
    r"(?:,? (?:por su parte|for its part|in turn|a su vez),?)?\s+(?:(?:has|also|ha|tambien) )?(?:will|shall|"
    r"agreed|pledged|promised|undertook|undertaken|committed|accepted|decided|acordo|acordado|prometio|"
    r"acepto|se (?:comprometio|obligo)|[a-z]{3,}ran?)\b"
)
"""Somebody else who promises in the same sentence."""
ALONE = re.compile(r"\W*(?:he|she|it|el|ella)\W*")
SOFT_AFTER = re.compile(
    r"^(?:ed|s)?\s*,?\s*(?:on|in|upon|sobre|en|that|que|con)?\s*(?:it (?:is|was) (?:important|"
    r"necessary|essential|vital)|(?:the|la|el|su|a|una?|their|its|great|shared|"
    r"common)?\s*(?:\w+ )?"
    r"(?:importance|need|necessity|value|relevance|desirability|urgency|usefulness|"
    r"significance|necesidad|importancia|relevancia|conveniencia|urgencia|pertinencia|interes|"
    r"interest in|opportunity|potential)\b|es (?:importante|necesario|fundamental|"
    r"indispensable))"
    r"|^(?: also)? to (?:call (?:for|on|upon)|condemn|welcome|stress|emphasi[sz]e|underline|"
    r"underscore|recogni[sz]e|express)\b",
)
WEAK = re.compile(
    r"\b(?:emphasi[sz]ed|emphasi[sz]e|stressed|underscored?|underlined?|highlighted|expects?|"
    r"expected to|expressed (?:its|their|his|her|an?|the|strong|"
    r"great)?\s*(?:\w+\s)?(?:intention|willingness|readiness|interest|commitment|desire|hope|"
    r"determination|will)|"
    r"intends?|plans? to|planned to|hopes?|hoped|aims?|seeks?|sought to|offered|proposed|"
    r"propose|confirmed|is committed|are committed|remain committed|remains committed|should|"
    r"look(?:s|ed)? forward|expressed support|called (?:for|on|upon)|urged|encouraged|"
    r"announced|launched|established|agreed|would|supported|instructed|directed|tasked|mandated|requested "
    r"to|asked to|key "
    r"objectives?|objectives include|goal|committed|agreement to|"
    r"enfatiz\w+|subray\w+|destac\w+|resalt\w+|recalc\w+|esper(?:a|an|aba|aban)|prev[eé]n?|se "
    r"prev[eé]|coincidi\w+|coincid\w+|expres(?:o|aron) su (?:\w+ )?(?:intencion|voluntad|"
    r"disposicion|interes|compromiso|deseo)|tiene la intencion|planea\w*|busca\w*|ofreci\w+|"
    r"propus\w+|propon\w+|confirm\w+|deber[aá]n?|podr[aá]n?|exhort\w+|instruy\w+|anunci\w+|"
    r"lanz\w+|estableci\w+|manifest\w+ su (?:\w+ )?(?:intencion|voluntad|disposicion|"
    r"compromiso|interes)|acord\w+|convin\w+|comprom\w+|acuerdos?|pretend\w+|impulsar\w*|"
    r"respald\w+|apoy(?:a|an|o|aron)|plante\w+)\b"
)
STATE = re.compile(r"\b(?:is|are|be|been|being|remains?|stays?|firmly|fully|deeply|strongly)\s*$")
THEMSELVES = "they"
LABEL = 60
"""Characters of a line that says what the list below it is."""
BACKGROUND = re.compile(
    r"\b(?:had|having|habian?|hubieran?)\s+(?:\w+\s+)?(?:agreed|pledged|committed|decided|"
    r"signed|adopted|undertaken|approved|acordado|convenido|decidido|firmado|suscrito|"
    r"aprobado|comprometido)\b"
    r"|\b(?:previously|already|earlier this (?:year|month)|last (?:year|month|week)|formerly|"
    r"anteriormente|previamente|ya|el ano pasado|en su momento)\s+(?:\w+\s+)?$"
)
RECALLS = re.compile(
    r"\b(?:recall(?:ed|s|ing)?|recordo|recordaron|recuerda\w*|as (?:previously )?agreed|"
    r"according to what was agreed|segun lo acordado|conforme a lo acordado|tal como "
    r"acordaron|como se acordo|in line with the|pursuant to|reviewed the (?:progress|"
    r"commitments)|dieron seguimiento)\b"
)
THEN_AGREED = re.compile(
    r",? (?:(?:back )?in the past|(?:\w+ )?(?:years|months) ago|last (?:year|month)|earlier this year|once|"
    r"(?:at|in|during) (?:the|its|their|our|an?) (?:last|previous|prior|earlier|former) (?:\w+ )?(?:meeting|"
    r"session|round|visit|talks|plenary|edition|summit|call|year)|"
    r"(?:el|en el) (?:ano|mes) (?:pasado|anterior)|"
    r"hace (?:\w+ )?(?:anos?|mes(?:es)?)|en (?:el|la|su|una) (?:\w+ )?(?:reunion|sesion|encuentro|visita|"
    r"ronda|plenaria|edicion|cumbre) (?:anterior|pasad[oa]|previ[oa])|en el pasado)\b"
)
"""What follows a verb of agreement that is of another time: `agreed last year to pay`."""
EVER_SINCE = re.compile(r"\b(?:since|desde) (?:\w+ (?:de )?)?(?:19|20)\d\d\b")
"""What has gone on for years is not of this meeting: `has approved four projects since 2023`."""
DENIED_BEFORE = re.compile(
    r"\b(?:(?:den(?:y|ies|ied|ying)|disput(?:es?|ed)|contest(?:s|ed)|alleg(?:es?|ed)|pretend(?:s|ed)?|"
    r"neg(?:o|aron|ando|aba[n]?)|nieg(?:a|an)|desminti\w+|desmient\w+|rumou?rs?|rumor(?:es)?|reports|"
    r"false|untrue|not true|not the case|incorrect|a mistake|fals[oa]|inexact[oa]|"
    r"no es (?:cierto|verdad|correcto)) (?:[\w ]{0,30} )?(?:that|que)\b[^;:]*"
    r"|contrary to (?:the |press )*(?:reports?|rumou?rs?|claims?)\b[^;:]*"
    r"|(?:allegedly|supposedly|reportedly|supuestamente|presuntamente|almost|nearly|all but|casi|por poco)"
    r"(?: \w+){0,2}\s*)$"
)
"""What denies or doubts that somebody agreed, before the verb."""
DENIED_BEHIND = re.compile(
    r"[(\[–—-]\s*(?:(?:since|later|then|was|were|luego|despues|fue|ya) )*(?:rejected|withdrawn|declined|"
    r"refused|denied|deleted|cancell?ed|superseded|dropped|struck|not (?:agreed|accepted|approved)|void|"
    r"rechazad[oa]|retirad[oa]|denegad[oa]|eliminad[oa]|cancelad[oa]|descartad[oa]|anulad[oa]|"
    r"no (?:fue )?(?:acordad|aceptad|aprobad)[oa]|suprimid[oa]|sin efecto)\b[^()\[\]]{0,40}[)\]]?\W*$"
)
"""What stands behind a promise and takes it back: `(rejected)`, `— withdrawn`."""
OPINION = re.compile(
    r"\b(?:we|i) (?:\w+ )?(?:think|believe|doubt|fear|suspect|assess|understand|suppose|gather|reckon|"
    r"expect|feel)\b"
    r"|\bin (?:our|my) (?:view|opinion|judge?ment|reading|assessment)\b"
    r"|\b(?:creemos|pensamos|estimamos|suponemos|tememos|consideramos|a nuestro (?:juicio|entender|"
    r"parecer)|en nuestra opinion)\b"
)
THEN = re.compile(
    r"^\W*(?:under|during|in|on|within|at|as part of) (?:that|those|the same) (?:programme|program|scheme|"
    r"time|year|"
    r"occasion|meeting|period|phase|agreement|session|visit|years|plan|project)\b"
    r"|^\W*(?:at the time|back then|by then|in the past|historically|originally|until then|since then)\b"
    r"|^\W*(?:en|durante|con|bajo|por) (?:aquel(?:la|los|las)?|ese|esa|esos|esas|dich[oa]s?) (?:entonces|"
    r"programa|ano|"
    r"ocasion|reunion|periodo|epoca|momento|fecha|anos|plan|proyecto|visita|sesion|etapa|fase)\b"
    r"|^\W*(?:en su momento|por aquel entonces|antano|originalmente|desde entonces|hasta entonces)\b"
)
NOT = re.compile(
    r"\b(?:nothing|nobody|none|no one|nada|nadie|ningun\w*)\s+(?:\w+\s+){0,2}$|"
    r"\b(?:not|never|no|nunca|failed to|refused to|declined to|unable to|without|sin|nor|ni|"
    r"neither|could not|did not|cannot|rechaz\w+|se nego)\s+(?:\w+\s+){0,2}$"
)
IF = re.compile(
    r"^should \w+ \w+|\b(?:if|unless|provided that|should the|(?<=[,;(] )should \w+ \w+|in the event|"
    r"in case of|were to|si|a menos "
    r"que|siempre que|siempre y cuando|en caso de|de aprobarse|de ser (?:aprobado|"
    r"necesario)|contingent (?:up)?on|conditional (?:up)?on|subject to (?:the )?(?:\w+ )?(?:approval|"
    r"availability|"
    r"funding)|suj?et[oa]s? a (?:la |los )?(?:aprobacion|disponibilidad|fondos)|salvo que|con tal de que|"
    r"condicionad[oa]s? a)\b"
)
IF_MILD = re.compile(
    r"\b(?:if (?:necessary|needed|possible|appropriate|so required|required)|as if|si (?:es "
    r"necesario|fuera necesario|procede)|de ser (?:necesario|posible)|en caso (?:necesario|de "
    r"ser necesario))\b"
    r"|\b(?:protocol|aviso|alert|alarm|plan|procedim|procedure|respuesta|response|notif|warning|rescue|rescat|"
    r"evacua|coordina)\w*(?: [\w-]+){0,5}? (?:en caso de|in (?:the )?(?:event|case) of)\b"
    r"(?! (?:the |la |su )?(?:que|approval|aprobacion|agreement|acuerdo|funding|fondos))"
)
WOULD = re.compile(
    r"\b(?:would|could|might|may|podria\w*|seria\w*|deberia\w*|pudiera\w*|tendria\w*|"
    r"haria\w*)\b\s*(?:\w+\s+)?$"
)
WHO = re.compile(
    r"\b(?:who|which|que|cual|quien|quienes|when|cuando|where|donde|while|as|como|what|lo|"
    r"once|until|hasta que|after|whether|how)\s+(?:\S+\s+){0,3}$"
)
DATED_PAST = re.compile(
    r"\b(?:in|en|of|de|del|on|el)\s+(?:\w+\s+)?(?:\d{1,2}\s+de\s+\w+\s+(?:de|del)\s+)?(19\d\d|20\d\d)\b"
)
SIGNED_THEN = re.compile(
    r"\s*(?:\w+ )?(?:memorandum|memorando|memorandums?|agreement|treaty|convention|acuerdo|convenio|"
    r"tratado|protocol|"
    r"protocolo|arrangement|letter|carta)\b[^,;]{0,60}?\b(?:in|en|on|el) (?:\w+ (?:de )?)?(?:\d{1,2},? "
    r")?((?:19|20)\d\d)\b"
)
"""What was signed in a year that is said."""
SAYS = re.compile(
    r"\b(?:hopes?|hoped|thinks?|thought|believes?|believed|fears?|feared|doubts?|doubted|predicts?|"
    r"predicted|assumes?|"
    r"expects|expected|warned|insists?|argues?|confiden(?:t|ce) that|hope that|trust(?:s|ed)? that|"
    r"confianza en que|confi(?:o|a|an|aron) en "
    r"que|"
    r"esperanza de que|said|told|stated|according to|reported that|dijo|declaro|segun|senalo que|afirmo "
    r"que|critics|analysts)\b"
)
MAYBE = re.compile(
    r"\s*\b(?:probablemente|posiblemente|seguramente|previsiblemente|quizas?|tal vez|acaso|a lo mejor|"
    r"probably|possibly|"
    r"perhaps|maybe|presumably)\b|\s*que\s+[a-z]+[aei]r\b"
)
"""What makes a future a guess, or a need: `tendrá que pagar`."""
AT_WHICH = re.compile(
    r"\b(?:reunion(?:es)?|encuentro|sesion|dialogo|llamada|conversacion|cumbre|visita|plenaria|talks|"
    r"meeting|session|"
    r"call|dialogue|summit)\b[^.;]{0,60}?"
    r"\b(?:en (?:la|el) (?:que|cual)|durante (?:la|el) (?:que|cual)|(?:at|in|during) which "
    r"they)\s*(?:se\s*)?$"
)
"""What says at which meeting they agreed: `sostuvieron una reunión en la que acordaron`."""
BY_TEXT = re.compile(
    r"\b(?:segun|according to|de acuerdo con|conforme al?) (?:el|la|the) (?:\w+ )?(?:document(?:o)?|"
    r"acta|minutes?|minuta|"
    r"acuerdo|agreement|communique|comunicado|declaracion|statement|memorando|memorandum|text|texto)\b"
)
"""What both sides wrote themselves: who goes by it reports no hearsay."""
_PAPERS = r"(?:orden del dia|agenda|temario|actas?|minutas?|informes?|minutes|record|report|agenda)"
OF_PAPERS = re.compile(
    rf"\b{_PAPERS}\b[^,;:]{{0,60}}?\b(?:se aprob|se adopt|(?:was|were) (?:approved|adopted))\w*"
)
OF_PAPERS_BEHIND = re.compile(rf"se (?:aprobo|aprobaron|adopto) (?:el|la|los|las) (?:\w+ )?{_PAPERS}\b")
"""What was approved is only a paper of the meeting itself: `El orden del día se aprobó`."""
SE_BEFORE = re.compile(r"\bse \w+(?:o|ron) [ye] $")
"""What was done without a subject, joined to what follows: `se leyeron y aprobaron`."""
ALL = re.compile(
    r"\b(?:both|all|the two|the three|the four|the five|las dos|los dos|los tres|los cuatro|"
    r"ambos|ambas|each|dos|two|tres|three|four|cuatro)\b[^,;]{0,30}?\b(?:delegat\w+|"
    r"governments?|sides?|sections|secciones|countries|parties|nations|ministers?|secretaries|presidents?|"
    r"leaders?|officials|states|delegaciones|gobiernos|partes|paises|naciones|"
    r"ministros|cancilleres|secretarios|presidentes|mandatarios|funcionarios|lideres|"
    r"principals|heads|teams|equipos|republics|mexico|estados)\b"
    r"|\b(?:the|los|las|sus|their|our)\s+(?:\w+ ){0,2}(?:delegations|delegates|"
    r"representatives|attorneys general|commissioners|directors|ambassadors|mandatarias|"
    r"fiscales|procuradores|secciones|sections|technical teams|equipos tecnicos|counterparts|governments|"
    r"sides|countries|parties|nations|"
    r"ministers|foreign ministers|secretaries|presidents|leaders|officials|participants|heads "
    r"of delegation|heads of state|principals|co-?chairs|chairs|copresidentes|delegaciones|"
    r"gobiernos|partes|paises|naciones|"
    r"ministros|cancilleres|secretarios|secretarias|presidentes|mandatarios|funcionarios|"
    r"lideres|participantes|jefes de delegacion|titulares|autoridades|dignatarios|delegados|"
    r"representantes)\b"
    r"|\b(?:ministers|leaders|officials|participants|both|ambos|ambas)\s*$|^\s*(?:we|nosotros|"
    r"both|ambos|ambas)\b"
)
BOTH = re.compile(r"\b(?:both|ambos|ambas|the two|los dos|las dos)\b")
THEY = re.compile(
    r"(?:^|\b)(?:they|ellos|ellas|these|estos|both)\s*(?:also|both|all|further|jointly|then|"
    r"additionally|likewise|tambien|asimismo)?\s*$"
)
MECHANISM = re.compile(
    r"\b(?:the|el|la|los|este|esta|this)\s+(?:[\w.'’-]+\s+){0,6}?(?:committee|commission|"
    r"working group|group|dialogue|forum|task force|council|subcommittee|subcommission|"
    r"steering|mechanism|bureau|panel|board|task team|junta|panel|directorio|comite mixto|comite|"
    r"comision|grupo de trabajo|grupo|dialogo|foro|consejo|"
    r"subcomision|subcomite|mecanismo|mesa de trabajo|plenaria|plenary|"
    r"meeting)\s*(?:\([^)]*\))?\s*$"
)
ACRONYM = re.compile(r"\(([A-Z][A-Z0-9]{1,8})\)")
NOT_SUBJECT = re.compile(
    r"\b(?:initiative|meeting|plenary|session|project|crossing|agreement|plan|program|"
    r"programme|visit|statement|text|report|funds|measures|iniciativa|reunion|proyecto|cruce|"
    r"acuerdo|programa|visita|texto|informe|medidas|puente|bridge|next \w+|objectives?|border|"
    r"frontera|relationship|relacion|people|citizens|president of the (?:bank|commission))\s*$"
)
PAST_HEADING = re.compile(
    r"(?:\W|\d|[ivx]+\.)*(?:antecedentes|background|history|historia|historical|contexto?|context|"
    r"resena|previous|"
    r"preambul\w+|comments?|comentarios?|assessment|analysis|analisis|our view|valoracion|apreciacion\w*|"
    r"opinion\w*|"
    r"what was not|not agreed|sin acuerdo|no acordado|desacuerdos|disagreements)\b"
)
OPENS = re.compile(
    r"^\W*(?:como (?:resultado|consecuencia|parte|fruto|corolario|colofon)|as (?:a result|a consequence|"
    r"part))\b"
)
"""How a sentence opens that says of what it is the outcome: its `as` and `como` compare nothing."""
IN = re.compile(
    r"\b(?:in|to|with|from|for|en|con|a|para|between|entre|visit(?:ed|ing)?|hacia|contra|"
    r"against|near|across|by|request of|invitation of|invitacion del?|solicitud del?|peticion "
    r"del?)\s+(?:the |el |la |los |las )?(?:government of |gobierno de )?(?:the )?$"
)
VERB = re.compile(r"\b\w+(?:ed|ó|aron|ieron|uso|uvo|ijo|izo|ino)\b")
ASIDE = re.compile(
    r"\s*(?:in|for|as|por|en|con|with|on|after|tras|through|a|de|during|durante|and|y|e|its|"
    r"his|her|su|sus|[a-z]+ing)\b"
)
REAFFIRMS = re.compile(
    r"\b(?:reaffirm(?:ed|s|ing)?|reiterat(?:ed|es|e|ing)|reasserted|renewed (?:their|its|the) "
    r"commitment|recommitted|reafirm\w+|reiter(?:o|aron|an|a)|refrend\w+|ratific(?:o|aron|an|"
    r"a) su|renovaron su compromiso|reconfirm\w+)\b"
)
