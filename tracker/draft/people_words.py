"""How memos say who was there, who led, and who came with whom, in English and Spanish."""

import re

ABSENT = re.compile(
    r"(?:\b(?:(?:lo |la |los )?(?:dispuest[oa]|ordenad[oa]|instruid[oa]|encomendad[oa]|mandatad[oa]|"
    r"acordad[oa]|"
    r"impulsad[oa]|suscrit[oa]|pactad[oa]|inaugurad[oa]|iniciad[oa]|fundad[oa])s? por|(?:as "
    r")?(?:instructed|directed|"
    r"mandated|initiated|launched|ordered|founded|inaugurated) by)\s+(?:(?:the|el|la|los|las)\s+)?$)|"
    r"(?:\b(?:cuy[oa]s?|whose|under|bajo)\s+$)|(?:\b(?:appreciation|greetings?|regards|gratitude|wishes|thanks|congratulations|"
    r"condolences|saludos?|agradecimientos?|felicitaci(?:ón|ones)|p[eé]same)\s+(?:of|from|to|for|de|del|al?|para)\s+"
    r"(?:(?:the|el|la)\s+)?$)|"
    r"(?:\b(?:former|late|ex|then|entonces|predecessor|successor|exsecretario|exsecretaria|"
    r"expresidente|extinto|fallecido)[\s-]+(?:\w+\s+){0,3}$)"
    r"|(?:\b(?:statements?|speech|letters?|call|conversation|remarks|message|administration|"
    r"appointed|announced|named|support"
    r"|apoyo|cartas?|mensaje|declaraci(?:ón|ones)|gobierno|administraci[oó]n|legado|memory|"
    r"memoria|visits?|trip|viaje|visita"
    r"|llamada|conversaci[oó]n|words|palabras|behalf|nombre|representaci[oó]n|instrucciones|"
    r"instructions|absence|ausencia|nombrado|designado"
    r"|enviad[oa]|invitaci[oó]n girada|discurso|reuni[oó]n previa|encuentro previo|presidency|"
    r"presidencia|request|leadership|liderazgo)\s+"
    r"(?:telef[oó]nica\s+|hecha\s+|made\s+|given\s+)?(?:by|of|from|with|between|to|de|del|por|"
    r"con|entre|al)\s+(?:(?:the|el|la|su|her|his|su|then|entonces)\s+)?$)"
    r"|(?:\b(?:according to|de acuerdo con|segun|según|in the words of|a juicio de)\s+(?:(?:the|el|la)\s+)?$)"
    r"|(?:\b(?:thank(?:ed|s)?|agradeci[oó]|agradecieron|congratulat\w+|felicit\w+|condolences "
    r"to|replac\w+|sucede a|sustituye a|during|durante)\s+(?:(?:the|a|al|el|la)\s+)?$)",
    re.IGNORECASE,
)
OPENED_MEETING = re.compile(
    r"\b(?:sesi[oó]n|reuni[oó]n|encuentro|mesa|acto|jornada|ceremonia|foro|di[aá]logo|ronda|plenaria|meeting|session|talks|event|round|"
    r"ceremony|dialogue|forum|workshop|seminar)\b[^.;]{0,60}\b(?:inaugurad|abiert|iniciad|clausurad|opened|inaugurated|initiated|closed)\w*\s+"
    r"(?:by|por)\s+(?:(?:the|el|la|los|las)\s+)?$",
    re.IGNORECASE,
)
"""Who opens a meeting is there, though who opens a bridge need not be."""
LEAD_ALONE = re.compile(
    r"(?:co-?)?(?:heads|jef[ea]s) (?:of|de) (?:(?:the|la|las) )?delegaci?(?:ons?|ones|ón)|"
    r"(?:co-?)?chairs?|co-?presidentes?",
    re.IGNORECASE,
)
"""What is no office though it stands before names: `Heads of delegation: A and B`."""
LEAD_BEHIND = re.compile(
    r"\s*(?:\((?:the )?(?:co-?)?(?:head|chair|leader|jef[ea]|president[ea]|preside)"
    r"(?: (?:of|de)(?: (?:the|la))? "
    r"(?:delegation|delegaci[oó]n))?\)|,\s*(?:co-?)?(?:chair|head))$",
    re.IGNORECASE,
)
"""What stands behind a role and says who led, not what somebody is: `Director (head)`."""
FROM_AFAR = re.compile(
    r",?\s*(?:(?:had|has|who|which|quien|ha|había)\s+)*(?:sent|wrote|writes|remiti[óo]|envi[óo]|mand[óo]|"
    r"dirigi[óo] una|"
    r"remitid[oa]|(?:hizo|hicieron) llegar|dej[oó]|excus\w+|could not|was unable|no pudo|no asisti[óo])\b",
    re.IGNORECASE,
)
IN_PASSING = re.compile(
    r"\b(?:que|which|whom|donde|cuando|when|where)\s+(?:(?:se|le|les|lo|la|ya|ambos|both)\s+)*\w+(?:ó|aron|ieron|eron|aba|ía|ían|ed)"
    r"\s+(?:(?:the|el|la|los|las|a|al|en\s+\w+)\s+)*$"
    r"|\b(?:recall(?:ed|s|ing)|remember(?:ed|s|ing)|record(?:ó|aron|ando)|evoc(?:ó|aron|ando)|rememor\w+)\b.*$"
    r"|\b(?:permit|decree|order|treaty|agreement|study|plan|letter|book|report|permiso|decreto|tratado|acuerdo|estudio|plan|"
    r"carta|libro|informe|directives?|instructions|directrices)\s+(?:was |were |fue )?(?:signed|issued|"
    r"written|given|prepared|"
    r"firmad[oa]|suscrit[oa]|emitid[oa]|escrit[oa]|dad[oa]s?|elaborad[oa])\s+(?:by|por)\s+(?:(?:the|el|la)\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
BEFORE_THEN = re.compile(r"\W*(?:\w+\s+){0,1}(?:had|hab[ií]an?)\s+\w+", re.IGNORECASE)
NOT_THERE = re.compile(
    r"\b(?:no poder (?:asistir|estar|acudir|participar)|"
    r"(?:was|were|is) (?:absent|excused|unable)|could not attend|did not attend|sent "
    r"(?:his|her|their) regrets|no (?:asisti|pud|estuv)\w+|"
    r"excus[oó]|disculp(?:ó|aron)|present(?:ó|aron) (?:sus )?excusas|ausente|not present|unable to attend)\b",
    re.IGNORECASE,
)
THERE = re.compile(
    r"\b(?:attend(?:ed|ing|ees?|ance)|participat(?:ed|ing)|participants|took part|taking part|met|"
    r"meeting|held|hosted|co-?hosted|convened|visited|led|headed|"
    r"chaired|co-?chaired|presided|accompan(?:ied|ying)|joined|made up of|included?|including|"
    r"compris(?:ed|ing)|consisted|composed|represented|present"
    r"|received|welcomed|signed|gathered|came together|travell?ed|arrived|opened|inaugurated|"
    r"spoke|alongside|discussed|concluded|talks?|"
    r"asisti\w*|asistentes|particip\w+|reuni\w+|sostuv\w+|celebr(?:ó|aron)|visit(?:ó|aron)|"
    r"encabez\w+|presid(?:ió|ieron|id[oa]s?|e|en|ía)|copresid\w+|acompa[nñ]\w+"
    r"|integr(?:ada|ado|aron|an|aba)\w*|conform\w+|recibi(?:ó|eron)|estuv\w+|cont[oó] con|"
    r"firm(?:ó|aron)|suscrib\w+|suscri(?:to|bieron)|llev(?:ó|aron) a cabo"
    r"|viaj(?:ó|aron)|inaugur\w+|dialog\w+|convers(?:ó|aron)|por parte de|delegaci[oó]n|"
    r"copresidenci\w+|paid (?:an?|his|her|their) (?:\w+ ){0,2}visit|(?:realiz|efectu)(?:ó|aron) una visita|"
    r"presidencia conjunta|assisted|flanked|in the chair|intervened|represent(?:ó|aron)|"
    r"liderad[oa]|compuesta|incluy\w+|presentes|(?:estuv|est[aá]|hall|encontr)\w+ presente|acudi\w+|"
    r"junto con|"
    r"intercambi\w+|mantuv\w+|concurri\w+|intervini\w+|suscriben|signed by|firman)\b",
    re.IGNORECASE,
)
WITNESSED = re.compile(
    r"\W*(?:(?:done|signed|firmad[oa])?,?\s*in (?:the )?presence of|en presencia de|witness(?:es|ed by)?\b|"
    r"(?:como )?testigos? de honor\b|testigos?\b|ante la presencia de)",
    re.IGNORECASE,
)
"""How a line begins that says who saw a signing."""
POSSESSIVE = re.compile(r"[’']s?\s+(?!delegation|team|mission|side)")
"""What is somebody's is there, not they themselves: `the Senator's adviser`."""
SPEAKS = re.compile(
    r"[^.;]{0,45}?\b(?:emphasi[sz]ed|agreed|stressed|underscored|underlined|highlighted|noted|"
    r"expressed|said|stated|reiterated|reaffirmed|thanked|pledged"
    r"|committed|recogni[sz]ed|acknowledged|raised|presented|briefed|explained|outlined|accepted|announced|"
    r"destac\w+|expus(?:o|ieron)|propus(?:o|ieron)|subray\w+|agradeci\w+|expres\w+|se[nñ]al\w+|afirm\w+|reiter\w+|acord\w+|"
    r"convin\w+|dijo|explic\w+|inform\w+|reconoci\w+|enfatiz\w+|present[oó]"
    r"|manifest\w+|plante\w+|anunci\w+|coincidi\w+|resalt\w+|acept\w+|se comprometi\w+)\b",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|shall|plans? to|is to|are to|next (?:week|month|year)|(?:viajar|visitar|"
    r"asistir|participar|reunir|encabezar)[áa]n?)\b",
    re.IGNORECASE,
)
PLUPERFECT = re.compile(
    r"\b(?:had|hab[ií]an?)\s+\w+|\b(?:previously|recently|anteriormente|recientemente)\b", re.IGNORECASE
)
LED = re.compile(
    r"\b(?:led|headed|co-?led|chaired|encabez\w+|presidi\w+|lider\w+|dirigi\w+|jefatura|head "
    r"of (?:the )?delegation|jefe de (?:la )?delegaci[oó]n)\b",
    re.IGNORECASE,
)
CHAIRS = re.compile(
    r"[^.;]{0,12}?\b(?:co-?chaired|co-?presided|chaired|copresidieron|presidieron|co-?hosted|co-?led|encabezaron)\b",
    re.IGNORECASE,
)
CHAIRED_BY = re.compile(
    r"\b(?:(?:co-?chair(?:ed|ship)|joint chairmanship|joint leadership|chaired|"
    r"co-?presid\w+|presidid[oa]s?|presidencia conjunta|"
    r"encabezad[oa]s?|led|headed)\s+"
    r"(?:respectiv\w+\s+|jointly\s+|conjuntamente\s+)?(?:by|por|of|de)"
    r"|(?:co)?(?:presidieron|encabezaron)(?:\s+(?:la|el|los|las)\s+(?:(?!\bque\b)[^,;.]){3,60}?)?"
    r"|heads of (?:the |both |their )?delegations?,?(?: namely,?)?"
    r"|jef[ea]s de (?:las? |ambas )?delegaci(?:ón|ones),?(?: a saber,?)?)\s+(?:(?:the|el|la|los|las)\s+)?$",
    re.IGNORECASE,
)
LED_BY = re.compile(
    r"\b(?:bajo|under) (?:la|el|the) (?:(?:direcci[oó]n|jefatura|conducci[oó]n|presidencia|liderazgo|"
    r"chairmanship|"
    r"leadership|direction) (?:de|of)|de) (?:the|el|la)?\s*$|\b(?:led|headed|chaired|encabezad[oa]s?|"
    r"presidid[oa]s?|liderad[oa]s?|"
    r"dirigid[oa]s?)\s+(?:by|por)\s+(?:the|el|la|su)?\s*$",
    re.IGNORECASE,
)
LEADS_BEHIND = re.compile(
    r"\b(?:encabez(?:ó|a)|presid(?:ió|e)|lider(?:ó|a)|dirigi[óo]|copresidi[óo]|condujo)\s+"
    r"(?:(?:la |el |los )?(?:delegaci[oó]n|parte|lado|comitiva|misi[oó]n|sesi[oó]n|reuni[oó]n|trabajos)\s+"
    r"(?:\w+\s+){0,4})?(?:el|la)?\s*$"
    r"|\bal frente de (?:la |su )?(?:delegaci[oó]n|parte|comitiva|misi[oó]n)(?: \w+){0,4} (?:estuvo|vino|"
    r"acudi[oó]|"
    r"viaj[oó]|asisti[oó]|particip[oó])\s+(?:el|la)?\s*$",
    re.IGNORECASE,
)
CHAIR_LABEL = re.compile(
    r"\W*(?:co-?chairs?|chairs?|chaired by|co-?presiden(?:tes?|cia)|presiden(?:tes?|cia)|presidi[oó]|"
    r"heads of "
    r"(?:the )?delegations?|jef[ea]s de (?:las )?delegaci(?:ón|ones)|led by|encabezan?)\s*:",
    re.IGNORECASE,
)
IN_THE_CHAIR = re.compile(
    r"[^;.]{0,80}?\b(?:(?:was|were|sat) in the chair|took the chair|"
    r"chaired (?:the|our|this) (?:meeting|session|call)|"
    r"(?:presidi[oó]|condujo|moder[oó]) (?:la|el) (?:reuni[oó]n|sesi[oó]n|encuentro|mesa))\b",
    re.IGNORECASE,
)
OFFICES_LED = re.compile(
    r"\W*(?:the two|both|los dos|las dos|ambos|ambas)\s+(?P<both>[\w-]+)\s+(?:\w+ly\s+)?(?:co-?)?"
    r"(?:presid|chair|led\b|headed|encabez|conduj)|"
    r"\W*(?:[^,;.]{3,40},\s)?(?:the|los)(?: (?:two|dos))?\s+(?P<heads>presidents|presidentes|mandatarios|"
    r"leaders|gobernantes|"
    r"(?:prime )?ministers)\s(?:[^.;]{0,60}\b(?:and|y)\s+(?:later\s|then\s|luego\s|después\s)?)?"
    r"(?:co-?)?(?:presid(?=ed|ie)|chaired|led\b|headed|encabezaron)|"
    r"\W*(?:the|el|la)\s+(?P<one>[\w-]+)\s+(?:and|y)\s+(?:the|el|la)\s+(?P<other>[\w-]+)\s+(?:\w+ly\s+)?"
    r"(?:co-?)?(?:presid|chair|led\b|headed|encabez|conduj)",
    re.IGNORECASE,
)
"""How a sentence says by their offices who led: `The two Commissioners presided`."""
ONE_LED = re.compile(
    r"\W*(?:she|he|the|el|la)\b[\s\w]{0,40}?\b(?:led|headed|encabez[oó]|lider[oó]|presidi[oó])\s+(?:a|the|his|her|una|la|su)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:delegation|mission|team|delegaci[oó]n|comitiva|misi[oó]n)\b",
    re.IGNORECASE,
)
"""How a sentence says it of whom the one before is about: `The Minister led a delegation`."""
OF_DELEGATION = re.compile(
    r"(?<!\w)(?!jef[ea] de la delegaci[oó]n de la (?:uni[oó]n|ue)\b|head of (?:the )?delegation of the e)"
    r"(?:heads? of (?:the )?(?:\w+ )?delegation|head of mission and delegation|jef[ea] de (?:la "
    r")?delegaci[oó]n|"
    r"\((?:preside|encabeza|jef[ea]|head|chair|leader|leads|presidente|presidenta)\)|"
    r"delegation head|leader of (?:the )?(?:\w+ )?delegation|"
    r"president[ea] de (?:la )?(?:delegaci[oó]n|secci[oó]n)|chair of (?:the )?(?:\w+ )?delegation|"
    r"\((?:encabez[oó]|presidi[oó]|led|headed|leading|heading|encabezando)[^()]{0,40}\)|"
    r"\((?:[^()]{3,60},\s)?(?:co-?)?(?:chair|head|preside|jef[ea])\)|"
    r"(?<=, )(?:co-?chair(?:man|woman|person)?|copresident[ea])(?=[\s;.,]*$)|"
    r"(?<=, )(?:co-?chair|copresident[ea]) (?:of|de) (?:the|la|el) (?:\w+ )?(?:meeting|session|group|"
    r"reuni[oó]n|"
    r"sesi[oó]n|grupo|comit[eé]|committee|commission|comisi[oó]n))(?!\w)",
    re.IGNORECASE,
)
OF_THE_DELEGATION = re.compile(
    r"\b(?:integr|complet|conform|form|acompañ|vinieron en|viajaron en)\w*\s+"
    r"(?:(?:además|también|asimismo|igualmente)\s+)?"
    r"(?:parte de )?(?:a )?(?:la|su|esta|esa|dicha)\s+"
    r"(?:delegaci[oó]n|misi[oó]n|comitiva|representaci[oó]n)\b"
    r"|^\W*(?:la|su) (?:delegaci[oó]n|misi[oó]n|comitiva|representaci[oó]n)\s+(?:(?:la|también|además)\s+)*"
    r"(?:incluy|integr|complet|conform|form)\w+"
    r"|^\W*(?:the|his|her|their|this|that) (?:\w+ )?(?:delegation|team|mission|party) (?:also )?"
    r"(?:includ|compris|consist|was (?:made|completed|rounded))\w*"
    r"|\b(?:rounding out|completing|also in|also on) "
    r"(?:the|his|her|their) (?:delegation|team|mission|party)\b",
    re.IGNORECASE,
)
"""How a sentence goes on about the delegation of the one before, without its party."""
OF_IT = re.compile(
    r"\b(?:members?|part) of (?:it|that delegation|the same delegation|the delegation)\b|\b(?:of|on) "
    r"(?:that|the same) delegation\b"
    r"|\b(?:la integr\w+|integr\w+ (?:dicha|esa|la misma) delegaci[oó]n|formaron parte de (?:ella|la "
    r"misma))\b",
    re.IGNORECASE,
)
THEY_LED = re.compile(
    r"\W*(?:they|both|he|she|ambos|ambas|ellos|ellas)\s+(?:jointly\s+|both\s+)?(?:co-?)?(?:led|headed|encabezaron|presidieron)\b",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"\b(?:complet\w+|rounded out|part of|members? of|joined|"
    r"integr\w+|form(?:ó|aron) parte|as part|accompan\w+)\b",
    re.IGNORECASE,
)
WITH_THEM = re.compile(
    r"\b(?:accompanied by|assisted by|flanked by|supported by|along with|together with|alongside|joined by|"
    r"(?:l[oae]s?) acompa[nñ]\w+|acompa[nñ]ad[oa]s?(?: de| por)|asistid[oa]s? (?:de|por)|secundad[oa]s? "
    r"por|junto con|accompanied|acompa[nñ]aron al?|acompa[nñ][oó] al?)\b",
    re.IGNORECASE,
)
THEY_CAME = re.compile(
    r"\W*(?:(?:she|he|they|both|ella|él|ellos|ellas)\b|"
    r"(?:also )?(?:with|joining|accompanying|flanking|beside|at) "
    r"(?:him|her|them|his|their)\b|"
    r"(?:tambi[eé]n )?(?:l[aoe]s?) (?:acompañ|flanque|respald|escolt|asisti)\w+|a su lado|"
    r"con (?:ella|él|ellos)\b|"
    r"(?:the|los|las) (?:other|remaining|demás|otr[oa]s|restantes) (?:members|integrantes|miembros)\b|"
    r"(?:estuv|est[aá]|vi[na]|vin|acudi|lleg|viaj|asisti)\w*\s)",
    re.IGNORECASE,
)
"""How a sentence begins that is about who the one before is about: `She was flanked by A`."""
BROUGHT = re.compile(
    r"\b(?:with|con|brought|bringing|trajo a|llev[oó] a|alongside|junto (?:con|a))\s+"
    r"(?:her|his|its|their|su|sus)\s+(?!(?:\w+\s+)?"
    r"(?:counterpart|hom[oó]log|colega|colleague|par\b|host|anfitri))",
    re.IGNORECASE,
)
"""With their own people somebody comes: `with her chief hydrologist, A`."""
MIXED = re.compile(
    r"\W*(?:they|both|the (?:two )?\w+s|ambos|ambas|ellos|ellas|l[oa]s (?:dos )?\w+s|"
    r"joining them|also joining|a ellos)\b",
    re.IGNORECASE,
)
"""How a sentence begins that is about people of both sides: who joins them is of either."""
STAYED_AWAY = re.compile(
    r"\W*(?:she|he|they|neither|both|ella|[eé]l|ambos|ellos|ninguno)?\b[^.;,]{0,25}?\b"
    r"(?:(?:did not|didn[’']t|could not) "
    r"(?:attend|take part|join)|(?:was|were) not (?:at|in|present|part)|no (?:asisti|particip|estuv)\w+)\b",
    re.IGNORECASE,
)
"""How a sentence says that who the one before is about was not at the meeting."""
TOURED = re.compile(
    r"\bnos (?:recibi|atendi|acompañ|guió)\w*|\b(?:the group|the party|it|we)\b[^.;,]{0,20}\b(?:was|were)"
    r" (?:received|welcomed|greeted|guided|shown) by|"
    r"\b(?:received|welcomed|greeted|guided) (?:us|the group)\b",
    re.IGNORECASE,
)
"""How a report of a trip tells whom a group came by: hosts of a visit, of no side if none is said."""
ANEW = re.compile(r";\s*(?:he|she|they|[eé]l|ella|ellos)\b", re.IGNORECASE)
BESIDE_NAMED = re.compile(
    r"[’']s (?:team|delegation|party|entourage)\b|"
    r"\b(?:accompanying|accompanied|assisting|assisted|flanking|alongside|joining|junto (?:a|con)|acompañ\w+|"
    r"asistid\w+|con|with|viaj\w+|travell?\w+)\b",
    re.IGNORECASE,
)
OF_EMBASSY = re.compile(
    r"(?:the |el |la )?(?:deputy )?(?:ambassador|embajador[a]?|chargé d[’']affaires|encargad[oa] de negocios|"
    r"deputy head of mission|deputy chief of mission)(?: a\.i\.)?|"
    r".{3,60}\b(?:of|at|de|en) (?:the|this|la|esta|nuestra|our) (?:embassy|embajada)",
    re.IGNORECASE,
)
"""The roles of those who are of the embassy that issues a memo."""
HEAD_OF_STATE = re.compile(
    r"president[ea]?s?|prime ministers?|primer[oa]?s? ministr[oa]s?|king|queen|rey|reina|mandatari[oa]s?|"
    r"chancellor",
    re.IGNORECASE,
)
ACROSS = re.compile(
    r"\b(?:met(?=\s*$)|met(?=\s+(?-i:(?:[A-Z]\w+\s+){1,3}[A-Z]))|met\b[^.;,]{0,80}? with|"
    r"meet(?:ing)? with|hosted|received|welcomed|spoke\b[^.;,]{0,30}? with|held "
    r"(?:talks|a (?:\w+ )?meeting|meetings|(?:a )?\w+ (?:talks|call|session))\b[^.;,]{0,30}? with|"
    r"se reuni(?:ó|eron)\b[^.;,]{0,80}? con|recibi(?:ó|eron)\b[^.;,]{0,60}? al?\b|"
    r"(?:sostuv\w+|mantuv\w+|celebr(?:ó|aron)) (?:\w+ )?(?:un|una) [^.;,]{0,80}? con|"
    r"habl(?:ó|aron)\b[^.;,]{0,30}? "
    r"con|con su hom[oó]log[oa]|with (?:his|her|their) counterparts?|"
    r"convers(?:ó|aron) con|dialog(?:ó|aron) con|,? by invitation of|,? por invitaci[oó]n "
    r"de)\b",
    re.IGNORECASE,
)
COORDINATE = re.compile(
    r"\)?[\s,;]*(?:(?:and|y|e|&|as well as|así como|asi como)\s+)?"
    r"(?:(?:su|his|her|their)\s+(?:\w+\s+)?(?:hom[oó]log[oa]|counterpart)(?:\s+\w+)?,?\s+)?"
    r"(?:(?:also|also by|the|el|la|los|las|by|por|de|del|al?|his|her|its|su)\s+)*"
    r"|,?\s*(?:and|y)\s+(?:with|con)\s+(?:(?:the|el|la)\s+)?"
)
ATTENDED_FOR = re.compile(
    r"\b(?:took part|taking part|attend\w*|participat\w+|particip\w+|present|were|was|joined|sat|asisti\w+|"
    r"estuv\w+|"
    r"intervin\w+|represent\w+)\b[^.;]{0,20}?\b(?:on|for|from|in|by|as part of|por|de|en|del)\s+(?:(?:the|"
    r"la|el)\s+)?$"
    r"|^[\s,]*(?:(?:also|were|was|who|que|también|all|both)\s+)*$",
    re.IGNORECASE,
)
BEHALF = re.compile(
    r"\b(?:on behalf of|en (?:representaci[oó]n|nombre) de(?:l)?)\s+(?:the|la|el)?\s*", re.IGNORECASE
)
ACRONYM = re.compile(r"\(([A-Z][A-Z-]{1,9})\)")
WORDS = re.compile(r"\w+")
PLURAL = re.compile(
    r"(?:foreign |prime )?\b(?:ministers|presidents|secretaries|chancellors|ambassadors|"
    r"governors|ministr[oa]s|presidentes|secretari[oa]s|cancilleres|embajadores|gobernadores|commissioners|"
    r"directors|undersecretaries|comisionad[oa]s|directores|viceministr[oa]s|subsecretari[oa]s|delegad[oa]s|"
    r"advis[eo]rs|asesor[ae]s|senators|senador[ae]s|diputad[oa]s|mayors|alcald(?:es|esas)|expert[oa]?s|officers|oficiales|"
    r"counsell?ors|consejer[oa]s|c[oó]nsules|consuls|coordinators|coordinador[ae]s|envoys|representatives|representantes|"
    r"delegates|legislators|gerentes|managers|aides|t[eé]cnicos|specialists|especialistas|lawmakers|"
    r"fiscales|prosecutors|engineers|ingenier[oa]s|jef[ea]s|attach[eé]s|agregad[oa]s|chiefs|"
    r"attorneys general|mandatarios)\b",
    re.IGNORECASE,
)
SMALL = frozenset(
    ["of", "the", "for", "and", "de", "la", "del", "el", "y", "los", "las", "to", "in", "at", "en", "al"]
)
TWO = re.compile(
    r"\b(?:met|closed|concluded|opened|inaugurated|led|headed|sat down|talked|clausuraron|"
    r"inauguraron|dieron a conocer|co-?chaired|chaired|co-?led|"
    r"co-?hosted|convened|presided|hosted|spoke|agreed|signed|presidieron|copresidi\w+|"
    r"encabezaron|se reunieron|sostuvieron|coincidieron|acordaron|firmaron|suscribieron|"
    r"dialogaron|conversaron)\b",
    re.IGNORECASE,
)
COUNTERPART = re.compile(
    r"(?:\b[A-Z][a-z]+ )?\b(?:counterpart|hom[oó]log[oa]|contraparte|par)\b"
    r"[^,;]{0,25},?\s*(?:\b(?:el|la|the)\s+)?$",
    re.IGNORECASE,
)
BY = re.compile(r",?\s*(?:por|by)\s+(?:(?:the|el|la|los|las)\s+)?", re.IGNORECASE)
OF_INSTITUTION = re.compile(
    r",?\s+(?:de|del|of|from)\s+(?:la |the |el )?[^;,()]{3,90}\s\(([A-Z][A-Z-]{1,9})\)"
)
FOR_OTHERS = re.compile(
    r",?\s+(?:(?:en (?:nombre|representaci[oó]n) de|por)\s+(?:los|las)|"
    r"(?:on behalf of|representing|for)\s+(?:the\s+)?)\s*(?:\w+\s)?"
    r"(?:empleador(?:es|as)|productor(?:es|as)|trabajador(?:es|as)|transportistas|empresari[oa]s|"
    r"agricultor(?:es|as)|pescador(?:es|as)|ganader[oa]s|exportador(?:es|as)|vecin[oa]s|"
    r"employers|growers|workers|farmers|producers|truckers|"
    r"fishermen|ranchers|exporters|carriers|residents|shippers)\b",
    re.IGNORECASE,
)
"""Behind the name of somebody who speaks for people of no government."""
ASKED = re.compile(
    r"\W*(?:who|qui[eé]n(?:es)?|"
    r"(?:which|what|qu[eé]) (?:ministers|officials|ministr[oa]s|funcionari[oa]s|autoridades))\s"
    r"(?:(?P<head>(?:co-?)?(?:chaired|presided|headed|led)|(?:co)?presidi(?:ó|eron)|encabez(?:ó|aron))|"
    r"(?:attended|took part|met|was there|were there|participated|was in the room|were in the room|"
    r"asisti|particip|acudi|estuv|concurri|se reuni|represent)\w*)\b[^.?]{0,60}\?$",
    re.IGNORECASE,
)
"""A question whose answer names who was there."""
