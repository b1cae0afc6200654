"""What officials say their own side will do: `The Minister announced that Peru will send the list`."""

import re

from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence
from tracker.draft.subjects import Subject, Subjects

_SPOKE = re.compile(
    r"\b(?:(?:said|says|stated|(?<!united )states|announced|announces|explained|answered|replied|"
    r"informed|advised|indicated|"
    r"noted|added|reported|confirmed|declared|pointed out|disclosed|revealed|notified|told)"
    r"(?:,? (?:for (?:his|her|its) part|in (?:turn|reply|response)|also|further|then|today)\b,?)?"
    r"(?: (?:to )?(?:the )?(?:\w+ ){0,2}?(?:reporters|journalists|press|meeting|side|delegation|"
    r"counterpart|"
    r"commission|committee|group|participants|us))?(?:,? that\b|(?= ))"
    r"|(?:dijo|informo|anuncio|senalo|indico|explico|adelanto|avanzo|confirmo|anadio|preciso|respondio|"
    r"detallo|"
    r"aclaro|comunico|manifesto|declaro|afirmo|puntualizo|apunto|agrego|sostuvo|expreso|refirio|"
    r"notifico|contesto|"
    r"dio a conocer|hizo saber|informa|anuncia|senala|indica|manifiesta|comunica|precisa)"
    r"(?: (?:a|ante) (?:la|el|los|las|su) (?:\w+ ?){1,3}?)?(?: (?:tambien|asimismo|ademas))?,? que\b)"
)
"""A verb of saying, up to what is said."""
_DOUBTS = re.compile(
    r"\b(?:hope[sd]?|confident|trust(?:s|ed)?|expects?|expected|believe[sd]?|thinks?|thought|predict\w*|"
    r"critics|"
    r"analysts|observers|warned|recalled|esper\w+|confi[oaó]\w*|confianza|segun|advirtio|record[oaó]\w*|"
    r"cree|"
    r"considera|estima|analistas|criticos|no (?:dijo|informo|confirmo)|not (?:say|confirm|said))\b"
)
_OWN = re.compile(
    r"^\W*(?:(?:its|his|her|their|the)|(?:su|la|el)) (?:own |propi[oa] )?(?:country|government|ministry|"
    r"department|"
    r"section|agency|secretariat|institution|authority|service|administration|office|city|state|"
    r"province|commission|"
    r"pais|gobierno|ministerio|secretaria|departamento|seccion|agencia|institucion|dependencia|"
    r"administracion|"
    r"ciudad|estado|provincia|municipio|ayuntamiento|comision|cartera|corporacion|servicio|instituto)\W*$"
)
"""What somebody speaks for, called as theirs."""
_SELF = re.compile(r"^\W*(?:he|she|it)?\W*$")
_BY_AGENT = re.compile(
    r"(?:(?:will|shall) be|sera[n]?|estara[n]? a cargo|correra[n]? a cargo)(?: \w+(?:ly|mente))? "
    r"(?:(?:\w+(?:ed|en|un|uilt|aid|ent|ade|eld)|(?:\w+[ai]d|impres|escrit|abiert|cubiert|hech|puest|"
    r"resuelt)[oa]s?)(?: \w+(?:ly|mente))? (?:by|por(?: parte de)?)|"
    r"de(?=l? )) ?(?P<agent>[^;:.]{3,120})"
)
"""The passive that says who does it: `will be run jointly by the two institutes`."""
_AGENT_ENDS = re.compile(
    r",(?! (?:[A-ZÀ-Þ]|and\b|y\b))|\b(?:by|before|within|from|in|on|at|with|for|under|no later|antes|en|"
    r"con|para|"
    r"desde|durante|a mas|bajo|hasta)\b(?= (?:the|a|an|el|la|los|las|un|una|\d|[A-Za-z]+ \d|end|its|"
    r"their)\b)"
)


def says_agent(folded: str, start: int) -> bool:
    """Say whether a passive that begins at a place says who does it."""
    return _BY_AGENT.match(folded, start) is not None


class Speakers(Subjects):
    """Reads whose promise it is that somebody reports, or that is said in the passive."""

    def _own(self, sentence: Sentence, folded: str, start: int) -> Subject | None:
        """Give who does what a future says: the doers of a passive, or the side whose official says it."""
        return self._agent(sentence, folded, start) or self._reported(sentence, folded, start)

    def _reported(self, sentence: Sentence, folded: str, end: int) -> Subject | None:
        """Give the party whose official says what it will do, up to a verb; None unless both are known."""
        before = folded[:end]
        spoken = next(iter(reversed(list(_SPOKE.finditer(before)))), None)
        if spoken is None or _DOUBTS.search(before):
            return None
        speaker = self._speaker(sentence, folded, spoken.start())
        if speaker is None and self.unsided & set(re.findall(r"[\w'’-]+", folded[: spoken.start()])):
            speaker = Subject(self.parties, sentence.text[: spoken.start()])
        if speaker is None or not speaker.parties:
            return None
        clause = sentence.text[spoken.end() : end]
        if _OWN.match(fold(clause)) or _SELF.match(fold(clause)):
            words = sentence.text[: spoken.end()].strip()
            return speaker._replace(words=words) if len(speaker.parties) == 1 else None
        doer = self._of_parts(clause, fold(clause), sentence.lang)
        if doer is None or not doer.parties:
            return None
        return doer if set(doer.parties) <= set(speaker.parties) or len(speaker.parties) > 1 else None

    def _speaker(self, sentence: Sentence, folded: str, end: int) -> Subject | None:
        region = folded[:end]
        if _SELF.match(region) or re.fullmatch(
            r"\W*(?:\w+,\s*)?(?:he|she|it|el|ella)?\s*(?:also|tambien)?\s*", region
        ):
            return self._same_alone(sentence, or_they=False)
        return self._of_parts(sentence.text[:end], region, sentence.lang)

    def _agent(self, sentence: Sentence, folded: str, start: int) -> Subject | None:
        """Give who do it together in a passive that begins at a place; of one alone it is no agreement."""
        found = _BY_AGENT.match(folded, start)
        if found is None:
            return None
        agent = sentence.text[found.start("agent") : found.end("agent")]
        ends = _AGENT_ENDS.search(agent)
        named = self._parties_in(agent[: ends.start()] if ends is not None else agent, sentence.lang)
        several = named is not None and len(named.parties) > 1 and set(named.parties) <= set(self.parties)
        return named if several else None
