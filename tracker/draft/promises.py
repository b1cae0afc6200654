"""Promises in three grades: live needs a verb of agreement and a party as its subject."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.draft.bars import Bars, at_meeting
from tracker.draft.lexicon import Lexicon
from tracker.draft.list_words import AGREED_HEADING, DOING, HEREBY, TO_DO
from tracker.draft.marks import DITTO
from tracker.draft.people import Person
from tracker.draft.phrases import fold
from tracker.draft.promise_words import (
    ALSO,
    LABEL,
    NO_FUTURE,
    NOT,
    OF_PAPERS,
    OF_PAPERS_BEHIND,
    OWN_FUTURE,
    PAST_HEADING,
    REAFFIRMS,
    SE_BEFORE,
    THEMSELVES,
    WEAK,
)
from tracker.draft.sentences import Sentence
from tracker.draft.speakers import says_agent
from tracker.draft.subjects import Subject
from tracker.draft.tables import cells_of, columns_of_actions
from tracker.draft.triggers import TRIGGERS, Trigger
from tracker.draft.values import CANDIDATE, LIVE


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
    others: int = 0
    """Where in the sentence somebody else promises too; 0 where nobody does."""
    due: str = ""
    """The cell of a table that says until when."""


class Promises(Bars):
    """Reads the promises of a memo, sentence by sentence, in its order."""

    def __init__(
        self, lexicon: Lexicon, parties: list[str], people: list[Person], mechanisms: Iterable[str] = ()
    ) -> None:
        super().__init__(lexicon, parties, people, mechanisms)
        self.leads: dict[int, Promise] = {}
        self.subjects: dict[int, Subject] = {}
        self.section = self.heading = ""
        self.columns: list[str] | None = None
        self.is_letter = False
        self.who: tuple[str, int] | None = None
        """Who does what the rows of a table say, and the row that says so: its cell may go on."""

    def read(self, sentence: Sentence) -> Promise | None:
        """Grade a sentence; None if it promises nothing."""
        self._learn(sentence.text)
        if sentence.kind == "heading" and not sentence.text.endswith(":"):
            self.section, self.heading = fold(sentence.text), sentence.text
            return None
        if sentence.lang not in {"en", "es"}:
            return None
        if sentence.kind == "row":
            return self._of_row(sentence)
        self.columns = None
        found = self._graded(sentence)
        if sentence.text.endswith(":"):
            if len(sentence.text) < LABEL:
                self.section, self.heading = fold(sentence.text), sentence.text
            if found is not None and found.grade == LIVE:
                self.leads[sentence.number] = found
            elif (subject := self._parties_in(sentence.text.rstrip(":"), sentence.lang)) is not None:
                self.subjects[sentence.number] = subject
            elif HEREBY.search(fold(sentence.text)) and self.parties:
                self.subjects[sentence.number] = Subject(self.parties, sentence.text)
            return None
        if found is None and (found := self._to_be_done(sentence)) is not None:
            return found
        if found is None and (label := TO_DO.match(sentence.text)) is not None:
            return self._to_do(sentence, label.end())
        return self._of_list(sentence, found) or found

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
            r"decision|agree|action|commitment|acuerdo|acord|compromiso|resolution|conclusion|next "
            r"step|proximos pasos|action item|pasos",
            self.section,
        ):
            return self._to_do(sentence)
        return None

    def _to_do(self, sentence: Sentence, begin: int = 0) -> Promise | None:
        """Read `SRE to send DHS the list`; without a party before it, it is a candidate."""
        found = re.match(r"(.{2,60}?)(?:\s+(?:to|a|debe|deben|must)|:)\s+[a-zà-ÿ]+", sentence.text[begin:])
        subject = self._parties_in(found[1], sentence.lang) if found is not None else None
        if AGREED_HEADING.match(self.section) and len(self.parties) == 2 and DOING.match(fold(sentence.text)):
            owners = dict.fromkeys(
                each.value for each in self.lexicon.parties_in(self.heading, sentence.lang)
            )
            obligors = [each for each in self.parties if each in owners] or self.parties
            return Promise(sentence, LIVE, obligors, self.heading, computed=True, lead=sentence.lead)
        if found is not None and subject is not None and subject.parties:
            return Promise(
                sentence, LIVE, subject.parties, subject.words, subject.computed, end=begin + len(found[1])
            )
        return Promise(sentence, CANDIDATE, [], "", why=AMONG_DECIDED)

    def _to_be_done(self, sentence: Sentence) -> Promise | None:
        """Read a sentence that is nothing but who is to do what: `SRE to send DHS the list`."""
        found = _INFINITIVE.match(sentence.text)
        if found is None or sentence.quoted or PAST_HEADING.match(self.section):
            return None
        subject = self._parties_in(found[1], sentence.lang)
        if subject is None or not subject.parties or not _is_name_alone(found[1]):
            return None
        return Promise(sentence, LIVE, subject.parties, subject.words, subject.computed, end=found.end(1))

    def parties_of(self, text: str, lang: str) -> list[str]:
        """Give the parties that a text names as those who promise."""
        found = self._parties_in(text, lang)
        return found.parties if found is not None else []

    def _of_row(self, sentence: Sentence) -> Promise | None:
        """Read a row of a table whose header has an action and who does it."""
        cells, columns = cells_of(sentence.text), self.columns
        if (header := columns_of_actions(cells)) is not None or columns is None:
            self.columns = header
            return None
        row = {key: cell for key, cell in zip(columns, cells, strict=False) if key and cell}
        lead = None
        if row.get("who") == DITTO and self.who is not None:
            row["who"], lead = self.who
        elif "who" in row:
            self.who = row["who"], sentence.number
        if not {"action", "who"} <= set(row):
            return None
        subject = self._parties_in(row["who"], sentence.lang)
        due = row.get("due", "")
        if subject is None or not subject.parties:
            return Promise(sentence, CANDIDATE, why="no party is its subject", due=due)
        return Promise(sentence, LIVE, subject.parties, row["who"], computed=True, due=due, lead=lead)

    # Sentences

    def _graded(self, sentence: Sentence) -> Promise | None:
        folded = fold(sentence.text)
        candidate: Promise | None = None
        if folded.rstrip(' "”»').endswith("?"):
            return None
        for trigger in TRIGGERS:
            for match in trigger.pattern.finditer(folded):
                found = self._by(trigger, match, sentence, folded)
                if found is None:
                    continue
                if found.grade == LIVE:
                    found.obligors = self._with_others(found, sentence, folded)
                    self.last = Subject(found.obligors, found.words, found.computed)
                    self._keep_alone(sentence, self.last)
                    return found
                candidate = candidate or found
        weak = WEAK.search(folded) if candidate is None and not _reaffirms(folded) else None
        subject = self._subject(sentence, folded, weak.start()) if weak is not None else None
        if weak is None or subject is None:
            self._remember(sentence, folded)
            return candidate
        self.last = subject
        self._keep_alone(sentence, subject)
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
                if other is None or other.grade != LIVE or found.end > comma:
                    continue
                if not set(other.obligors) <= set(obligors):
                    found.others = comma
                obligors += [each for each in other.obligors if each not in obligors]
        for also in ALSO.finditer(folded, found.end):
            named = self.lexicon.parties_in(sentence.text[also.start(1) : also.end(1)], sentence.lang)
            if len(named) == 1 and len(also[1]) - (named[0].end - named[0].start) < 5:
                if named[0].value not in obligors:
                    found.others = also.start()
                obligors += [each.value for each in named if each.value not in obligors]
        return self._ordered(obligors)

    def _remember(self, sentence: Sentence, folded: str) -> None:
        """Keep who was spoken of last: `they` may mean them."""
        found = re.match(
            r"[^,;]{0,80}?\b(?:\w+(?:ed|aron|ieron|ó)|said|told|spoke|gave|made|took)\b", sentence.text
        )
        subject = self._subject(sentence, folded, found.end()) if found is not None else None
        self._keep_alone(sentence, subject)
        if subject is not None and len(subject.parties) > 1:
            self.last = subject

    def _by(self, trigger: Trigger, match: re.Match[str], sentence: Sentence, folded: str) -> Promise | None:
        before = folded[: match.start()]
        if trigger.pattern is TRIGGERS[-1].pattern and not self._is_future(sentence, match):
            return None
        if _reaffirms(before[-60:]) or (_reaffirms(folded) and not trigger.explicit):
            return None
        if NOT.search(before) or SE_BEFORE.search(before):
            return None
        why = self._barred(trigger, match, sentence, folded)
        subject = self._doer(trigger, match, sentence, folded)
        own = None if trigger.explicit else self._own(sentence, folded, match.start())
        if own is not None:
            subject, why = own, "" if why in _OF_OTHERS else why
        elif not trigger.explicit and not why and self._is_of_others(before, sentence.text):
            return None
        if subject is None or not subject.parties:
            return Promise(sentence, CANDIDATE, [], "", why=why or "no party is its subject", end=match.end())
        why = why or self._softened(trigger, match, folded)
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

    def _doer(
        self, trigger: Trigger, match: re.Match[str], sentence: Sentence, folded: str
    ) -> Subject | None:
        """Give the subject of a trigger, or of the clause behind it that says who is to do what."""
        if trigger.joint:
            return self._joint(sentence, folded, match)
        subject = self._subject(sentence, folded, match.start())
        if subject is None and at_meeting(trigger, folded[: match.start()]) and len(self.parties) == 2:
            subject = Subject(self.parties, " ".join(sentence.text[: match.end()].split()[-4:]))
        if not folded[: match.start()].strip() and sentence.kind == "item":
            subject = self.subjects.get(sentence.lead or 0) or subject
        if trigger.explicit and subject is None:
            subject = self._of_two_offices(sentence.text[: match.start()])
        if trigger.explicit and subject is not None and len(subject.parties) > 1:
            subject = self._of_clause(sentence, folded, match) or subject
        if self.is_letter and not trigger.explicit and _WE.search(folded[: match.end()]):
            return None  # which side its writer is of is not said
        if subject is not None and subject.words == THEMSELVES:
            subject = subject._replace(words=sentence.text[: match.end()].strip(" ,")[-LABEL:])
        return subject

    @staticmethod
    def _is_future(sentence: Sentence, match: re.Match[str]) -> bool:
        written = sentence.text[match.start() : match.end()]
        if written[0].isupper() and match.start():
            return False  # `Durán` is a name
        if sentence.lang != "es" or not re.search(r"(?:rá|rán|remos)$", written.lower()):
            return False
        before = sentence.text[: match.start()].split()
        return (
            match[0] not in NO_FUTURE
            or (match[0] in OWN_FUTURE and 0 < len(before) < 5)
            or says_agent(fold(sentence.text), match.start())
        )

    def _is_of_others(self, before: str, text: str) -> bool:
        """Say whether who does something stands behind `that`, and is no party."""
        behind = re.search(r"\b(?:that|que)\s+((?:(?!\b(?:that|que)\b).)+)$", before)
        return behind is not None and self._parties_in(text[behind.start(1) : behind.end(1)], "es") is None

    # Who promises

    def _joint(self, sentence: Sentence, folded: str, match: re.Match[str]) -> Subject | None:
        """Read `se acordó` and `it was agreed that Mexico will`: of both, unless a party is named."""
        if (named := self._of_clause(sentence, folded, match, opens="(?:that|que)?")) is not None:
            return named
        before = sentence.text[: match.start()]
        if re.search(r"[a-z]\s+(?:that|which|que|como|lo)\s*$", fold(before)):
            return None
        if OF_PAPERS.search(folded[: match.end()]) or OF_PAPERS_BEHIND.match(folded[match.start() :]):
            return None
        words = sentence.text[match.start() : match.end()]
        return Subject(self.parties, words) if len(self.parties) == 2 else None

    def _of_clause(
        self, sentence: Sentence, folded: str, match: re.Match[str], opens: str = "(?:that|que)"
    ) -> Subject | None:
        """Give who does what was agreed by the clause behind the verb: `agreed that Fiji would`."""
        inner = re.match(
            rf"\s*{opens}\s*(.{{3,60}}?)\s+(?:will|shall|would|should|[a-z]+ran?)\b", folded[match.end() :]
        )
        if inner is None:
            return None
        start = match.end() + inner.start(1)
        named = self._parties_in(sentence.text[start : start + len(inner[1])], sentence.lang)
        return named if named is not None and named.parties else None


_WE = re.compile(r"\b(?:we|nosotr[oa]s)\b[^.;]{0,20}$|\b\w+remos$")
_INFINITIVE = re.compile(r"((?:The |La |El )?[A-ZÀ-Þ][^,;:.()]{1,50}?) (?:to|a) (?=[a-z]{3,} )")


def _is_name_alone(words: str) -> bool:
    """Say whether words are a name and nothing else: capitals, and what joins them."""
    return all(
        word[0].isupper() or word in {"and", "y", "of", "de", "the", "la", "for"} for word in words.split()
    )


AMONG_DECIDED = "it stands among what was decided, and no party is its subject"
_OF_OTHERS = frozenset({"it is only reported", "it is said in passing"})
"""What keeps a sentence from being live unless an official says it of their own side."""
_BARRED = frozenset({"it is a quotation", "it is of the past", "it is conditional"})


def _reaffirms(folded: str) -> bool:
    return REAFFIRMS.search(folded) is not None


def reaffirms(sentence: Sentence) -> bool:
    """Say whether a sentence reaffirms what was agreed before."""
    return sentence.kind not in {"heading", "row"} and _reaffirms(fold(sentence.text)) and not sentence.quoted
