"""Lists of people and blocks of signatures: whose people the lines below a heading are."""

import re

from tracker.draft.entries import entry_of, is_office_alone, name_alone
from tracker.draft.leads import Leads
from tracker.draft.lexicon import Lexicon
from tracker.draft.names import Mention
from tracker.draft.parties import Frame, Side
from tracker.draft.phrases import fold
from tracker.draft.presence import AWAY
from tracker.draft.promise_words import PAST_HEADING
from tracker.draft.sentences import Sentence
from tracker.draft.sides import Sighting


class Lists(Leads):
    """Keeps in mind, from sentence to sentence, whose list is read."""

    def __init__(self, lexicon: Lexicon, parties: list[str]) -> None:
        super().__init__(lexicon, parties)
        self.listed: Side | None = None
        self.listing = False
        self.signing: str | None = None
        """Who signs in the lines of a block; empty where their office was read."""
        self.away = False
        """Whether a list is of those who were not there."""
        self.apart = False
        """Whether a heading says that what follows was not at the meeting."""
        self.past = False
        """Whether a heading says that what follows is of before."""

    def _signature(self, sentence: Sentence, named: list[Mention]) -> list[Sighting] | None:
        """Read a line of a block of signatures: a name, or below it an office; None if it is none."""
        if self.listed is None or sentence.kind not in {"heading", "prose"} or sentence.text.endswith(":"):
            self.signing = None
            return None
        if (name := name_alone(sentence.text, self.lexicon)) is not None and not any(
            each.role for each in named
        ):
            self.signing = sentence.text[name.start : name.end]
            return [
                Sighting(sentence, self.signing, there=True, sure=True, side=self.listed, start=name.start)
            ]
        begins = any(each.start == 0 and each.role for each in named)
        if self.signing is None or begins or not is_office_alone(sentence.text, self.lexicon):
            self.signing = None
            return None
        name_above, self.signing = self.signing, ""
        role = sentence.text.strip(" .,;")
        return (
            [Sighting(sentence, name_above, role, there=True, sure=True, side=self.listed)]
            if name_above
            else []
        )

    def _follow_lists(self, sentence: Sentence, named: list[Mention], found: list[Frame]) -> None:
        """Keep in mind whose list follows: `Mexican delegation:`, or a heading that names a party."""
        text = sentence.text
        if sentence.kind == "heading" or (sentence.kind == "item" and _is_title_of_part(text) and not named):
            self.apart = _APART.match(text) is not None
        if sentence.kind == "heading":
            self.past = PAST_HEADING.match(fold(text)) is not None
        if sentence.kind == "heading" or text.endswith(":"):
            self.away = AWAY.match(text) is not None
            if any(each.role for each in named) and not text.endswith(":"):
                return
            self.listed = None
            sides = {each.value for each in self.lexicon.parties_in(text, sentence.lang)}
            self.listing = bool(
                re.search(
                    r"delegati?[co]|participa|tom(?:o|aron) parte|took part|integrant|interv|concurr|"
                    r"assisted|represent|"
                    r"attend|asist|present|signator|firmant|testigo|witness|"
                    r"on the call|who was on|en la llamada|in the room|miembros|members",
                    fold(text),
                )
            )
            signs = _FOR.match(text) is not None
            if len(sides) == 1 and (found or self.listing or signs or len(text.split()) <= 4):
                self.listed = Side(sides.pop(), text)
                self.listing = True
            if self.away:
                self.listed, self.listing = None, False
        elif sentence.kind == "field" and _PRESENT.match(text):
            self.listing = True
        elif _GUESTS.match(text):
            self.listed = None
        elif sentence.kind not in {"item", "field", "row"} and not self._is_long_entry(sentence, named):
            self.listed, self.listing, self.away = None, False, False

    def _is_long_entry(self, sentence: Sentence, named: list[Mention]) -> bool:
        """Say whether a line of a list is prose by its length alone: a name and a role without a dot."""
        whole = sentence.kind == "prose" and sentence.text[-1:] not in {".", ":", "?"}
        first = named[0] if named else None
        return self.listing and whole and first is not None and first.follows and first.first == 0

    def _entry(self, sentence: Sentence, named: list[Mention]) -> Mention | None:
        """Read an entry of a list of people by how it is built, where its words tell no name and role."""
        if not self.listing or sentence.kind not in {"item", "heading", "field"}:
            return None
        entry = entry_of(sentence.text, self.lexicon)
        others = [each for each in named[1:] if each.role or each.honorific]
        if (
            entry is None
            or others
            or (len(named) > 1 and named[0].start != entry.start)
            or (named and named[0].role is not None and named[0].start <= entry.start)
        ):
            return None
        return entry


def _is_title_of_part(text: str) -> bool:
    """Say whether a numbered line is built as a heading: few words, no sign behind them."""
    return len(text.split()) <= _TITLE and text[:1].isupper() and text[-1:].isalnum()


_TITLE = 6
_APART = re.compile(
    r"\W*(?:(?:\d+|[ivx]+|annex|anexo)\W+)*(?:"
    r"other (?:conversations|meetings|contacts|encounters|calls)|"
    r"otr[ao]s (?:conversaciones|reuniones|contactos|encuentros)|"
    r"(?:(?:people|persons|others|those) )?(?:met|seen|interviewed|consulted) "
    r"(?:outside|separately|apart|on the margins)|"
    r"(?:on|in) the (?:margins|sidelines)|(?:conversaciones|contactos|encuentros) al margen|"
    r"(?:personas )?(?:entrevistad|consultad)[oa]s|(?:persons|people) (?:interviewed|consulted)|al margen\b)",
    re.IGNORECASE,
)
"""How a heading begins below which people are named whom the authors met elsewhere."""
_GUESTS = re.compile(
    r"\W*(?:invitad|guest|observ|facilit|moderad|moderator|note.?tak|int[eé]rpret)", re.IGNORECASE
)
"""How an entry begins that is about people of no side: those of a list above it are not theirs."""
_PRESENT = re.compile(
    r"\W*(?:between|and|with|among|(?:also |those )?present|(?:other )?participants?|attendees|entre|y|con|"
    r"in attendance|"
    r"presentes?|asistentes?|(?:otros )?participantes|delegad[oa]s)\s*:",
    re.IGNORECASE,
)
"""How a line begins that names who was there."""
_FOR = re.compile(r"(?:for|por|on behalf of|en nombre de)\s", re.IGNORECASE)
"""How the heading of a signature begins."""
