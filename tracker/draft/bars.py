"""Why a sentence cannot be live, whatever it promises: it is past, quoted, conditional, or hearsay."""

import re

from tracker.draft.promise_words import (
    AT_WHICH,
    BACKGROUND,
    BY_TEXT,
    DATED_PAST,
    DENIED_BEFORE,
    DENIED_BEHIND,
    EVER_SINCE,
    IF,
    IF_MILD,
    MAYBE,
    OPENS,
    OPINION,
    PAST_HEADING,
    RECALLS,
    SAYS,
    SIGNED_THEN,
    SOFT_AFTER,
    STATE,
    THEN,
    THEN_AGREED,
    WHO,
    WOULD,
)
from tracker.draft.sentences import Sentence
from tracker.draft.speakers import Speakers
from tracker.draft.triggers import Trigger


def is_quoted(text: str, place: int) -> bool:
    """Say whether a place of a text is inside of quotation marks."""
    before = text[:place]
    if before.count("“") > before.count("”") or before.count("«") > before.count("»"):
        return True
    return before.count('"') % 2 == 1


def at_meeting(trigger: Trigger, before: str) -> bool:
    """Say whether what was agreed stands behind the meeting at which it was: `una reunión en la que`."""
    return trigger.explicit and not trigger.joint and AT_WHICH.search(before) is not None


class Bars(Speakers):
    """Says what keeps a promise from being live."""

    section = ""
    """The heading above, folded."""
    year = 0
    """That of the meeting, or 0."""

    @staticmethod
    def _is_condition(folded: str) -> bool:
        return IF.search(IF_MILD.sub("", folded)) is not None

    def _barred(self, trigger: Trigger, match: re.Match[str], sentence: Sentence, folded: str) -> str:
        """Say why a sentence cannot be live, whatever it promises."""
        before, behind = folded[: match.start()], folded[match.end() :]
        if sentence.quoted or is_quoted(sentence.text, match.start()):
            return "it is a quotation"
        if self._is_past(trigger, before, match[0], behind, folded):
            return "it is of the past"
        if DENIED_BEFORE.search(before) or DENIED_BEHIND.search(behind):
            return "it is denied, or doubted"
        if PAST_HEADING.match(self.section):
            return "it stands under a heading of what was not agreed here"
        if OPINION.search(before) or MAYBE.match(behind) or MAYBE.search(before[-30:]):
            return "it is only reported"
        if WOULD.search(before) or (
            re.match(r"(?:if|should|unless|si|de|en caso)\b", folded) and IF.match(folded)
        ):
            return "it is conditional"
        if (
            trigger.explicit
            and self._is_condition(behind)
            and not re.search(r"\bthat,? (?:should|if)\b", folded)
        ):
            return "it is conditional"
        if at_meeting(trigger, before):
            return ""
        if WHO.search(OPENS.sub("", before)[-40:]) and not trigger.joint:
            return "it is said in passing"
        if not trigger.firm or SAYS.search(BY_TEXT.sub("", before[:80])):
            return "it is only reported"
        return ""

    def _is_past(self, trigger: Trigger, before: str, verb: str, behind: str, folded: str) -> bool:
        """Say whether a sentence tells of another time than the meeting's."""
        if BACKGROUND.search((before + verb)[-70:]) or BACKGROUND.search(before) or RECALLS.search(before):
            return True
        if re.search(r"\b(?:has|have|ha|han)\s*$", before) and EVER_SINCE.search(behind):
            return True
        then = self._is_dated_before(before, behind[:110]) or THEN.search(folded)
        return trigger.explicit and bool(then or THEN_AGREED.match(behind))

    def _is_dated_before(self, before: str, behind: str) -> bool:
        found = (
            DATED_PAST.search(before[:60])
            or DATED_PAST.search(before[-60:])
            or re.match(
                r"\s*(?:in|en|on|el|last|"
                r"since)\s+(?:\w+\s+)?(?:\d{1,2},?\s+)?(?:de\s+\w+\s+de\s+)?(19\d\d|20\d\d)\b",
                behind,
            )
        )
        found = found or SIGNED_THEN.match(behind)
        return bool(found and self.year and int(found[1]) < self.year)

    def _softened(self, trigger: Trigger, match: re.Match[str], folded: str) -> str:
        """Say why a promise is none after all: a state, an importance, a condition."""
        before, behind = folded[: match.start()], folded[match.end() :]
        if STATE.search(before):
            return "it says how things are, not what was agreed"
        if trigger.explicit and SOFT_AFTER.match(behind):
            return "it was agreed how important it is, not what to do"
        if not trigger.explicit and self._is_condition(folded):
            return "it is conditional"
        return ""
