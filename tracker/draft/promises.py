"""Promises in three grades: live, candidate, not taken (an explicit verb of agreement, a party as subject)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.draft.lexicon import Lexicon
from tracker.draft.people import Person
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence
from tracker.draft.values import CANDIDATE, LIVE


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


_ADVERBS = r"(?:also|further|furthermore|then|therefore|thus|jointly|mutually|both|all|each|additionally|likewise|immediately|formally|today|has|have|hereby|unanimously|finally|tambien|igualmente|asimismo|ademas|conjuntamente|mutuamente|han|ha|hoy|a su vez)"
TRIGGERS = (
    _t(
        r"\b(?:it was|it is|was|were) (?:also |further |jointly |mutually )?(?:agreed|decided|resolved) (?:to|that|upon|on)\b",
        joint=True,
    ),
    _t(
        r"\bse (?:acordo|convino|decidio|resolvio|pacto|aprobo|acordaron|convinieron|aprobaron|acuerda|conviene|determino)\b",
        joint=True,
    ),
    _t(
        r"\bagree(?:d|s)?(?: [a-z]+ly)?,?(?: (?:in principle|today|also|further|jointly))?\b(?! with\b)(?! upon (?:by|in)\b)"
    ),
    _t(r"\b(?:pledge(?:d|s)?|undert(?:ook|ake|akes)|promise(?:d|s)?|vow(?:ed|s)?|resolved|concurred)\b"),
    _t(r"\bcommit(?:s|ted)? (?:itself |themselves |themself |ourselves )?to\b"),
    _t(r"\bcommit(?:s|ted)? (?!to\b)(?:an? |the )?(?:additional |further )?(?:us\$|\$|€|£|[a-z]*\s?\d)"),
    _t(r"\b(?:decided|decide|decides|determined) (?:to|that|on)\b"),
    _t(
        r"\b(?:approved?|adopt(?:ed|s)?|signed|ratified|endorsed|finalized|finalised|concluded) (?!by\b|in \d|until\b|that\b)(?:the|a|an|its|their|new|two|three|\d+|joint|this|[a-z]+)\b"
    ),
    _t(
        r"\baccept(?:ed|s)? (?:the |an |his |her |their |to )?(?:invitation|offer|proposal|request|[a-z]+ invitation|to )\b"
    ),
    _t(
        r"\b(?:reached|came to|made|entered into|arrived at) (?:an? |the |this )?(?:\w+ )?(?:agreement|accord|consensus|understanding|commitment|arrangement) (?:to|on|that|for|under)\b"
    ),
    _t(
        r"\b(?:acordaron|acordo|acuerdan|acuerda|acordamos|convinieron|convino|convienen|conviene|convenimos|pactaron|pacto|concertaron|concordaron|estipularon)\b"
    ),
    _t(
        r"\bse (?:comprometio|comprometieron|comprometen|compromete|obligo|obligaron)\b|\bnos comprometemos\b"
    ),
    _t(
        r"\b(?:asumio|asumieron|adquirieron|adquirio|asumen|contrajeron) (?:el|los|un|el firme) compromisos?\b"
    ),
    _t(
        r"\b(?:decidieron|decidio|deciden|resolvieron|resolvio|determinaron|determino|decide)\b(?! (?:sobre|si)\b)"
    ),
    _t(
        r"\b(?:aprobaron|aprobo|adoptaron|adopto|suscribieron|suscribio|firmaron|firmo|signaron|rubricaron)\b"
    ),
    _t(r"\b(?:acepto|aceptaron)\b"),
    _t(r"\b(?:offer(?:ed|s)? to|ofrecio|ofrecieron) [a-z]{2,}"),
    _t(r"\b(?:llegaron a un|alcanzaron un|lograron un|llego a un|alcanzo un) acuerdo\b"),
    _t(
        rf"\b(?:will|shall)(?: {_ADVERBS})* (?!not\b|be able|be held|take place|be visited|benefit|have been|face|see\b|need\b|enjoy|celebrate|require)[a-z]+\b",
        explicit=False,
    ),
    _t(r"\b[a-z]{3,}(?:ra|ran|remos)\b", explicit=False),
)
_FUTURE_ES = re.compile(r"[a-z]{3,}(?:ra|ran|remos)")
_ACCENTED = re.compile(r"(?:[áé]|ere|are|ire)(?:n|mos)?$|rá$|rán$|remos$")
_NO_FUTURE = frozenset(
    "sera seran tendra tendran habra habran podra podran debera deberan estara estaran permitira permitiran beneficiara beneficiaran significara"
    " requerira requeriran existira constituira representara recibira recibiran contribuira facilitara ayudara dependera correspondera".split()
)

_SOFT_AFTER = re.compile(
    r"^(?:ed|s)?\s*,?\s*(?:on|in|upon|sobre|en|that|que|con)?\s*(?:it (?:is|was) (?:important|necessary|essential|vital)|(?:the|la|el|su|a|una?|their|its|great|shared|common)?\s*(?:\w+ )?"
    r"(?:importance|need|necessity|value|relevance|desirability|urgency|usefulness|significance|necesidad|importancia|relevancia|conveniencia|urgencia|pertinencia|interes|interest in|opportunity|potential)\b|es (?:importante|necesario|fundamental|indispensable))"
    r"|^(?: also)? to (?:call (?:for|on|upon)|condemn|welcome|stress|emphasi[sz]e|underline|underscore|recogni[sz]e|express)\b",
)
_WEAK = re.compile(
    r"\b(?:emphasi[sz]ed|emphasi[sz]e|stressed|underscored?|underlined?|highlighted|expects?|expected to|expressed (?:its|their|his|her|an?|the|strong|great)?\s*(?:\w+\s)?(?:intention|willingness|readiness|interest|commitment|desire|hope|determination|will)|"
    r"intends?|plans? to|planned to|hopes?|hoped|aims?|seeks?|sought to|offered|proposed|propose|confirmed|is committed|are committed|remain committed|remains committed|should|look(?:s|ed)? forward|expressed support|called (?:for|on|upon)|urged|encouraged|"
    r"announced|launched|established|agreed|would|supported|instructed|directed|tasked|key objectives?|objectives include|goal|committed|agreement to|"
    r"enfatiz\w+|subray\w+|destac\w+|resalt\w+|recalc\w+|esper(?:a|an|aba|aban)|prev[eé]n?|se prev[eé]|coincidi\w+|coincid\w+|expres(?:o|aron) su (?:\w+ )?(?:intencion|voluntad|disposicion|interes|compromiso|deseo)|tiene la intencion|planea\w*|busca\w*|ofreci\w+|propus\w+|propon\w+|confirm\w+|deber[aá]n?|podr[aá]n?|exhort\w+|instruy\w+|anunci\w+|lanz\w+|estableci\w+|manifest\w+ su (?:\w+ )?(?:intencion|voluntad|disposicion|compromiso|interes)|acord\w+|convin\w+|comprom\w+|acuerdos?|pretend\w+|impulsar\w*|respald\w+|apoy(?:a|an|o|aron)|plante\w+)\b"
)
_STATE = re.compile(r"\b(?:is|are|be|been|being|remains?|stays?|firmly|fully|deeply|strongly)\s*$")
_THEMSELVES = "they"
_LABEL = 60
"""Characters of a line that says what the list below it is."""
_BACKGROUND = re.compile(
    r"\b(?:had|having|habian?|hubieran?)\s+(?:\w+\s+)?(?:agreed|pledged|committed|decided|signed|adopted|undertaken|approved|acordado|convenido|decidido|firmado|suscrito|aprobado|comprometido)\b"
    r"|\b(?:previously|already|earlier this (?:year|month)|last (?:year|month|week)|formerly|anteriormente|previamente|ya|el ano pasado|en su momento)\s+(?:\w+\s+)?$"
)
_RECALLS = re.compile(
    r"\b(?:recall(?:ed|s|ing)?|recordo|recordaron|recuerda\w*|as (?:previously )?agreed|according to what was agreed|segun lo acordado|conforme a lo acordado|tal como acordaron|como se acordo|in line with the|pursuant to|reviewed the (?:progress|commitments)|dieron seguimiento)\b"
)
_NOT = re.compile(
    r"\b(?:not|never|no|nunca|failed to|refused to|declined to|unable to|without|sin|nor|ni|neither|could not|did not|cannot|rechaz\w+|se nego)\s+(?:\w+\s+){0,2}$"
)
_IF = re.compile(
    r"\b(?:if|unless|provided that|should the|should \w+ \w+|in the event|were to|si|a menos que|siempre que|siempre y cuando|en caso de|de aprobarse|de ser (?:aprobado|necesario))\b"
)
_IF_MILD = re.compile(
    r"\b(?:if (?:necessary|needed|possible|appropriate|so required|required)|as if|si (?:es necesario|fuera necesario|procede)|de ser (?:necesario|posible)|en caso (?:necesario|de ser necesario))\b"
)
_WOULD = re.compile(
    r"\b(?:would|could|might|may|podria\w*|seria\w*|deberia\w*|pudiera\w*|tendria\w*|haria\w*)\s*(?:\w+\s+)?$"
)
_WHO = re.compile(
    r"\b(?:who|which|que|cual|quien|quienes|when|cuando|where|donde|while|as|como|what|lo|once|until|hasta que|after|whether|how)\s+(?:\S+\s+){0,3}$"
)
_DATED_PAST = re.compile(
    r"\b(?:in|en|of|de|del|on|el)\s+(?:\w+\s+)?(?:\d{1,2}\s+de\s+\w+\s+(?:de|del)\s+)?(19\d\d|20\d\d)\b"
)
_SAYS = re.compile(
    r"\b(?:said|told|stated|according to|reported that|dijo|declaro|segun|senalo que|afirmo que|critics|analysts)\b"
)

_ALL = re.compile(
    r"\b(?:both|all|the two|the three|the four|the five|las dos|los dos|los tres|los cuatro|ambos|ambas|each|dos|two|tres|three|four|cuatro)\b[^,;]{0,30}?\b(?:delegat\w+|governments?|sides?|countries|parties|nations|ministers?|secretaries|presidents?|leaders?|officials|states|delegaciones|gobiernos|partes|paises|naciones|"
    r"ministros|cancilleres|secretarios|presidentes|mandatarios|funcionarios|lideres|principals|heads|teams|equipos|republics|mexico|estados)\b"
    r"|\b(?:the|los|las|sus|their|our)\s+(?:\w+ ){0,2}(?:delegations|delegates|representatives|attorneys general|commissioners|directors|ambassadors|mandatarias|fiscales|procuradores|counterparts|governments|sides|countries|parties|nations|ministers|foreign ministers|secretaries|presidents|leaders|officials|participants|heads of delegation|heads of state|principals|co-?chairs|chairs|copresidentes|delegaciones|gobiernos|partes|paises|naciones|"
    r"ministros|cancilleres|secretarios|secretarias|presidentes|mandatarios|funcionarios|lideres|participantes|jefes de delegacion|titulares|autoridades|dignatarios|delegados|representantes)\b"
    r"|\b(?:ministers|leaders|officials|participants|both|ambos|ambas)\s*$|^\s*(?:we|nosotros|both|ambos|ambas)\b"
)
_BOTH = re.compile(r"\b(?:both|ambos|ambas|the two|los dos|las dos)\b")
_THEY = re.compile(
    r"(?:^|\b)(?:they|ellos|ellas|these|estos|both)\s*(?:also|both|all|further|jointly|then|additionally|likewise|tambien|asimismo)?\s*$"
)
_MECHANISM = re.compile(
    r"\b(?:the|el|la|los|este|esta|this)\s+(?:[\w.'’-]+\s+){0,6}?(?:committee|commission|working group|group|dialogue|forum|task force|council|subcommittee|subcommission|steering|mechanism|bureau|comite|comision|grupo de trabajo|grupo|dialogo|foro|consejo|subcomision|subcomite|mecanismo|mesa de trabajo|plenaria|plenary|meeting)\s*(?:\([^)]*\))?\s*$"
)
_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9]{1,8})\)")
_NOT_SUBJECT = re.compile(
    r"\b(?:initiative|meeting|plenary|session|project|crossing|agreement|plan|program|programme|visit|statement|text|report|funds|measures|iniciativa|reunion|proyecto|cruce|acuerdo|programa|visita|texto|informe|medidas|puente|bridge|next \w+|objectives?|border|frontera|relationship|relacion|people|citizens|president of the (?:bank|commission))\s*$"
)


_AGREED_HEADING = re.compile(r"(?:\W|\d)*(?:acuerdos?|agreements?|compromisos?|commitments?|agreed|acordado|what was agreed|lo acordado)\b")
_DOING = re.compile(
    r"(?:to [a-z]+|[a-z]{2,}(?:ar|er|ir)|establish|create|continue|hold|develop|share|exchange|work|strengthen|conduct|organize"
    r"|promote|complete|prepare|meet|expand|increase|launch|convene|finalize|deliver|provide|publish|submit|update)\b"
)


@dataclass
class Promise:
    """A sentence that promises, or may: its grade, whose promise it is, and the words that say so."""

    sentence: Sentence
    grade: str
    obligors: list[str] = field(default_factory=list)
    words: str = ""
    computed: bool = False
    why: str = ""
    lead: int | None = None
    end: int = 0
    """Where in the sentence the promise itself begins: after its verb."""


class Subject(NamedTuple):
    """Who promises: the parties, the words, and whether they follow from words that name none."""

    parties: list[str]
    words: str
    computed: bool = True


class Promises:
    """Reads the promises of a memo, sentence by sentence, in its order."""

    def __init__(
        self, lexicon: Lexicon, parties: list[str], people: list[Person], mechanisms: Iterable[str] = ()
    ) -> None:
        self.lexicon = lexicon
        self.parties = parties
        self.people = people
        self.acronyms = {name.upper(): True for name in mechanisms if " " not in name}
        self.sides = _sides_of_institutions(people)
        self.last: Subject | None = None
        self.leads: dict[int, Promise] = {}
        self.subjects: dict[int, Subject] = {}
        self.section = self.heading = ""

    def read(self, sentence: Sentence) -> Promise | None:
        """Grade a sentence; None if it promises nothing."""
        self._learn(sentence.text)
        if sentence.kind == "heading" and not sentence.text.endswith(":"):
            self.section, self.heading = fold(sentence.text), sentence.text
            return None
        if sentence.kind == "row" or sentence.lang not in {"en", "es"}:
            return None
        found = self._graded(sentence)
        if sentence.text.endswith(":"):
            if len(sentence.text) < _LABEL:
                self.section, self.heading = fold(sentence.text), sentence.text
            if found is not None and found.grade == LIVE:
                self.leads[sentence.number] = found
            elif (subject := self._parties_in(sentence.text.rstrip(":"), sentence.lang)) is not None:
                self.subjects[sentence.number] = subject
            return None
        return self._of_list(sentence, found) or found

    def _learn(self, text: str) -> None:
        """Keep which acronyms are those of a committee, a group or a dialogue of both sides."""
        for each in _ACRONYM.finditer(text):
            before = fold(text[: each.start()])
            if re.search(
                r"(?:committee|commission|group|dialogue|forum|council|comite|comision|grupo|dialogo|foro|consejo|mechanism|mecanismo)\s*$",
                before[-40:],
            ):
                self.acronyms[each[1]] = not self.lexicon.institutions.find(each[1])

    # Lists

    def _of_list(self, sentence: Sentence, found: Promise | None) -> Promise | None:
        """Let an item of a list promise what its lead does, or what stands under `Decisions`."""
        if sentence.kind != "item":
            return None
        lead = self.leads.get(sentence.lead or 0)
        if lead is not None and (found is None or found.grade != LIVE):
            if found is not None and found.why in _BARRED:
                return found
            return Promise(
                sentence, LIVE, lead.obligors, lead.words, computed=True, lead=lead.sentence.number
            )
        if found is None and re.search(
            r"decision|agree|action|commitment|acuerdo|acord|compromiso|resolution|conclusion|next step|proximos pasos|action item|pasos",
            self.section,
        ):
            return self._to_do(sentence)
        return None

    def _to_do(self, sentence: Sentence) -> Promise | None:
        """Read `SRE to send DHS the list`; without a party before it, it is a candidate."""
        found = re.match(r"(.{2,60}?)\s+(?:to|a|debe|deben|must)\s+[a-z]+", sentence.text)
        subject = self._parties_in(found[1], sentence.lang) if found is not None else None
        if _AGREED_HEADING.match(self.section) and len(self.parties) == 2 and _DOING.match(fold(sentence.text)):  # noqa: PLR2004 (two sides)
            return Promise(sentence, LIVE, self.parties, self.heading, computed=True, lead=sentence.lead)
        if found is not None and subject is not None and subject.parties:
            return Promise(
                sentence, LIVE, subject.parties, subject.words, subject.computed, end=len(found[1])
            )
        return Promise(
            sentence, CANDIDATE, [], "", why="it stands among what was decided, and no party is its subject"
        )

    # Sentences

    def _graded(self, sentence: Sentence) -> Promise | None:
        folded = fold(sentence.text)
        candidate: Promise | None = None
        for trigger in TRIGGERS:
            for match in trigger.pattern.finditer(folded):
                found = self._by(trigger, match, sentence, folded)
                if found is None:
                    continue
                if found.grade == LIVE:
                    found.obligors = self._with_others(found, sentence, folded)
                    self.last = Subject(found.obligors, found.words, found.computed)
                    return found
                candidate = candidate or found
        weak = _WEAK.search(folded) if candidate is None and not _reaffirms(folded) else None
        subject = self._subject(sentence, folded, weak.start()) if weak is not None else None
        if weak is None or subject is None:
            self._remember(sentence, folded)
            return candidate
        self.last = subject
        return Promise(
            sentence,
            CANDIDATE,
            subject.parties,
            subject.words,
            why="it speaks of an aim or an expectation, not of an agreement",
            end=weak.end(),
        )

    def _with_others(self, found: Promise, sentence: Sentence, folded: str) -> list[str]:
        """Add whoever promises further on: `México se comprometió a …, y Estados Unidos aceptó …`."""
        obligors = list(found.obligors)
        for trigger in TRIGGERS:
            for match in trigger.pattern.finditer(folded, found.end) if trigger.explicit else ():
                other = self._by(trigger, match, sentence, folded)
                comma = folded.rfind(",", 0, match.start())
                if other is not None and other.grade == LIVE and found.end <= comma:
                    obligors += [each for each in other.obligors if each not in obligors]
        return self._ordered(obligors)

    def _remember(self, sentence: Sentence, folded: str) -> None:
        """Keep who was spoken of last: `they` may mean them."""
        found = re.match(r"[^,;]{0,80}?\b[a-z]+(?:ed|aron|ieron)\b", folded)
        subject = self._subject(sentence, folded, found.end()) if found is not None else None
        if subject is not None and len(subject.parties) > 1:
            self.last = subject

    def _by(self, trigger: Trigger, match: re.Match[str], sentence: Sentence, folded: str) -> Promise | None:
        before, behind = folded[: match.start()], folded[match.end() :]
        if trigger.pattern is TRIGGERS[-1].pattern and not self._is_future(sentence, match):
            return None
        if _reaffirms(before[-60:]) or (_reaffirms(folded) and not trigger.explicit):
            return None
        if _NOT.search(before):
            return None
        why = self._barred(trigger, match, sentence, folded)
        subject = (
            self._joint(trigger, sentence, folded, match)
            if trigger.joint
            else self._subject(sentence, folded, match.start())
        )
        if not before.strip() and not trigger.joint and sentence.kind == "item":
            subject = self.subjects.get(sentence.lead or 0) or subject
        if subject is not None and subject.words == _THEMSELVES:
            subject = subject._replace(words=sentence.text[: match.end()].strip(" ,")[-_LABEL:])
        if subject is None or not subject.parties:
            return Promise(sentence, CANDIDATE, [], "", why=why or "no party is its subject", end=match.end())
        if not why and _STATE.search(before):
            why = "it says how things are, not what was agreed"
        if not why and trigger.explicit and _SOFT_AFTER.match(behind):
            why = "it was agreed how important it is, not what to do"
        if not why and not trigger.explicit and self._is_condition(folded):
            why = "it is conditional"
        grade = CANDIDATE if why else LIVE
        of_lead = subject is self.subjects.get(sentence.lead or 0)
        return Promise(
            sentence,
            grade,
            subject.parties,
            subject.words,
            subject.computed,
            why,
            sentence.lead if of_lead else None,
            match.end(),
        )

    @staticmethod
    def _is_future(sentence: Sentence, match: re.Match[str]) -> bool:
        written = sentence.text[match.start() : match.end()].lower()
        return (
            sentence.lang == "es"
            and bool(re.search(r"(?:rá|rán|remos)$", written))
            and match[0] not in _NO_FUTURE
        )

    @staticmethod
    def _is_condition(folded: str) -> bool:
        return _IF.search(_IF_MILD.sub("", folded)) is not None

    def _barred(self, trigger: Trigger, match: re.Match[str], sentence: Sentence, folded: str) -> str:
        """Say why a sentence cannot be live, whatever it promises."""
        before, behind = folded[: match.start()], folded[match.end() :]
        if sentence.quoted or _is_quoted(sentence.text, match.start()):
            return "it is a quotation"
        if (
            _BACKGROUND.search(folded[: match.end()][-70:])
            or _BACKGROUND.search(before)
            or _RECALLS.search(before)
        ):
            return "it is of the past"
        if self._is_dated_before(before, behind[:60]) and trigger.explicit:
            return "it is of the past"
        if (
            _WOULD.search(before)
            or re.match(r"(?:if|should|unless|si|de|en caso)\b", folded)
            and _IF.match(folded)
        ):
            return "it is conditional"
        if (
            trigger.explicit
            and self._is_condition(behind)
            and not re.search(r"\bthat,? (?:should|if)\b", folded)
        ):
            return "it is conditional"
        if _WHO.search(before[-40:]) and not trigger.joint:
            return "it is said in passing"
        if not trigger.firm or _SAYS.search(before[:80]):
            return "it is only reported"
        return ""

    year: int = 0

    def _is_dated_before(self, before: str, behind: str) -> bool:
        found = _DATED_PAST.search(before[:60]) or re.match(
            r"\s*(?:in|en|on|el|last|since)\s+(?:\w+\s+)?(?:\d{1,2},?\s+)?(?:de\s+\w+\s+de\s+)?(19\d\d|20\d\d)\b",
            behind,
        )
        return bool(found and self.year and int(found[1]) < self.year)

    # Who promises

    def _joint(
        self, trigger: Trigger, sentence: Sentence, folded: str, match: re.Match[str]
    ) -> Subject | None:  # noqa: ARG002 (as the others)
        """Read `se acordó` and `it was agreed that Mexico will`: of both, unless a party is named."""
        inner = re.match(
            r"\s*(?:that|que)?\s*(.{3,60}?)\s+(?:will|shall|would|should|[a-z]+ran?)\b", folded[match.end() :]
        )
        if inner is not None:
            start = match.end() + inner.start(1)
            named = self._parties_in(sentence.text[start : start + len(inner[1])], sentence.lang)
            if named is not None and named.parties:
                return named
        before = sentence.text[: match.start()]
        if re.search(r"[a-z]\s+(?:that|which|que|como|lo)\s*$", fold(before)):
            return None
        words = sentence.text[match.start() : match.end()]
        return Subject(self.parties, words) if len(self.parties) == 2 else None  # noqa: PLR2004 (two sides)

    def _subject(self, sentence: Sentence, folded: str, end: int) -> Subject | None:
        """Find who does what a sentence says up to a place."""
        region = re.sub(rf"(?:\s+{_ADVERBS})+\s*$", "", folded[:end].rstrip())
        begin = max(region.rfind(";"), region.rfind(":"), region.rfind("("))
        region = region[begin + 1 :] if begin >= 0 and ")" not in region[begin:] else region
        offset = len(folded[:end].rstrip()) if False else folded.find(region) if region else 0
        written = sentence.text[offset : offset + len(region)]
        if not region.strip(" ,") or re.fullmatch(
            r"\W*(?:asimismo|ademas|igualmente|finalmente|tambien|por ultimo|adicionalmente|al respecto|en este sentido|de igual forma|de igual manera|por otra parte|en ese sentido)?\W*",
            region,
        ):
            return self._they() if sentence.lang == "es" else None
        if _THEY.search(region[-24:]):
            return self._they()
        if _NOT_SUBJECT.search(region) and not _MECHANISM.search(region):
            return None
        if re.search(r"\b(?:that|which|who|que|quien|quienes|to)\s*$", region):
            return None
        return self._of_parts(written, region, sentence.lang)

    def _of_parts(self, written: str, region: str, lang: str) -> Subject | None:
        """Look for the subject: the first part of a sentence where verbs are joined, else the last but asides."""
        parts = _parts(written)
        joined = re.search(r"\b(?:y|e|and)\s*$", region) is not None
        for part in parts if joined else reversed(parts):
            found = self._parties_in(part, lang)
            if found is not None and found.parties:
                return found
            if not joined and (self._is_other(part) or not self._is_aside(part)):
                return None
        return self._they() if joined and lang == "es" else None

    @staticmethod
    def _is_other(part: str) -> bool:
        """Say whether a part is a subject of its own that is no party."""
        return (
            re.match(
                r"\s*(?:the|this|these|an?|el|la|los|las|este|esta|estos|estas|dicho|dicha)\s+\w+", fold(part)
            )
            is not None
        )

    @staticmethod
    def _is_aside(part: str) -> bool:
        """Say whether a part is a word in between, so that the subject stands before it."""
        return len(part.split()) < 4 or _ASIDE.match(fold(part)) is not None  # noqa: PLR2004 (words)

    def _they(self) -> Subject | None:
        if self.last is not None and len(self.last.parties) > 1:
            return self.last
        if len(self.parties) == 2:  # noqa: PLR2004 (two sides)
            return Subject(self.parties, _THEMSELVES)
        return Subject(self.parties, _THEMSELVES) if self.last is None and self.parties else self.last

    def _parties_in(self, part: str, lang: str) -> Subject | None:
        """Read the parties a subject names: all of them, some, or those of institutions and people."""
        folded = fold(part)
        named = [each for each in self.lexicon.parties_in(part, lang) if not _IN.search(folded[: each.start])]
        codes = list(dict.fromkeys(each.value for each in named))
        people = self._of_people(folded)
        if codes:
            for code in people:
                if code not in codes:
                    codes.append(code)
            return Subject(self._ordered(codes), part.strip(" ,"), computed=True)
        if _ALL.search(folded):
            both = _BOTH.search(folded) is not None
            if self.parties and not (both and len(self.parties) != 2):  # noqa: PLR2004 (`both` of three is nobody)
                return Subject(self.parties, part.strip(" ,"))
            return None
        institutions = [
            each
            for each in self.lexicon.institutions.find(part)
            if each.value.party in self.parties and each.value.id and not _IN.search(folded[: each.start])
        ]
        if institutions:
            codes = list(dict.fromkeys(each.value.party for each in institutions))
            return Subject(self._ordered(codes), part.strip(" ,"))
        own = [party for name, party in self.sides.items() if re.search(rf"\b{re.escape(name)}\b", part)]
        if own:
            return Subject(self._ordered(list(dict.fromkeys(own))), part.strip(" ,"))
        if people:
            return Subject(self._ordered(people), part.strip(" ,"))
        if self._is_mechanism(part, folded) and len(self.parties) > 1:
            return Subject(self.parties, part.strip(" ,"))
        return None

    def _is_mechanism(self, part: str, folded: str) -> bool:
        if re.search(r"\b(?:meetings?|plenary|plenaria|sessions?|reuniones|reunion|sesion|edition|edicion|round|ronda|members?|miembros|work|report|progress)\b", folded):
            return False
        if _MECHANISM.search(folded):
            return True
        last = re.search(r"([A-Z][A-Z0-9]{1,8})\s*$", part.strip(" ,"))
        return last is not None and self.acronyms.get(last[1], False)

    def _of_people(self, folded: str) -> list[str]:
        found = []
        for person in self.people:
            if person.side is None:
                continue
            surname = [word for word in re.findall(r"[\w'’-]+", fold(person.name)) if len(word) > 1]
            if (
                any(re.search(rf"\b{re.escape(word)}\b", folded) for word in surname[1:] or surname)
                and person.side.party not in found
            ):
                found.append(person.side.party)
        return found

    def _ordered(self, codes: list[str]) -> list[str]:
        inside = [code for code in self.parties if code in codes]
        return inside + [code for code in codes if code not in inside]


def _sides_of_institutions(people: list[Person]) -> dict[str, str]:
    """Say of which side the institutions are whose people were there, by their acronyms."""
    found: dict[str, set[str]] = {}
    for person in people:
        for each in person.sightings:
            for name in re.findall(r"\b[A-Z][A-Z-]{2,9}\b", each.role) if person.side is not None else []:
                found.setdefault(name, set()).add(person.side.party if person.side is not None else "")
    return {name: sides.pop() for name, sides in found.items() if len(sides) == 1}


_BARRED = frozenset({"it is a quotation", "it is of the past", "it is conditional"})
_IN = re.compile(
    r"\b(?:in|to|with|from|for|en|con|a|para|between|entre|visit(?:ed|ing)?|hacia|contra|against|near|across|by|request of|invitation of|invitacion del?|solicitud del?|peticion del?)\s+(?:the |el |la |los |las )?(?:government of |gobierno de )?(?:the )?$"
)


_VERB = re.compile(r"\b\w+(?:ed|ó|aron|ieron|uso|uvo|ijo|izo|ino)\b")
_ASIDE = re.compile(
    r"\s*(?:in|for|as|por|en|con|with|on|after|tras|through|a|de|during|durante|and|y|e|its|his|her|su|sus|[a-z]+ing)\b"
)


def _parts(written: str) -> list[str]:
    """Part what stands before a verb at its commas; what begins with `and` goes with the part before."""
    parts: list[str] = []
    for part in written.split(","):
        if parts and re.match(r"\s*(?:and|y|e)\b", part) and not _VERB.search(parts[-1]):
            parts[-1] += f",{part}"
            if len(parts) > 1 and re.match(r"\s*[A-ZÀ-Þ][\w ]{2,30}$", parts[-2]):
                parts[-2:] = [f"{parts[-2]},{parts[-1]}"]
        else:
            parts.append(part)
    return [part for part in parts if part.strip()] or [written]


def _is_quoted(text: str, place: int) -> bool:
    """Say whether a place of a text is inside of quotation marks."""
    before = text[:place]
    if before.count("“") > before.count("”") or before.count("«") > before.count("»"):
        return True
    return before.count('"') % 2 == 1


_REAFFIRMS = re.compile(
    r"\b(?:reaffirm(?:ed|s|ing)?|reiterat(?:ed|es|e|ing)|reasserted|renewed (?:their|its|the) commitment|recommitted|reafirm\w+|reiter(?:o|aron|an|a)|refrend\w+|ratific(?:o|aron|an|a) su|renovaron su compromiso|reconfirm\w+)\b"
)


def _reaffirms(folded: str) -> bool:
    return _REAFFIRMS.search(folded) is not None


def reaffirms(sentence: Sentence) -> bool:
    """Say whether a sentence reaffirms what was agreed before."""
    return sentence.kind not in {"heading", "row"} and _reaffirms(fold(sentence.text)) and not sentence.quoted
