"""Terms that stand in a sentence of their own behind a commitment: `Plazo: …`, `Responsible: …`."""

import re

from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence

_LABEL = re.compile(
    r"\W*(?:deadline|due(?: date)?|target date|timeline|time ?frame|by when|to be completed(?: by)?|plazo|"
    r"fecha(?: limite| de "
    r"(?:entrega|cumplimiento|vencimiento))?|vence|vencimiento|responsib(?:le|ility)(?: party)?|"
    r"responsables?|owner|lead|"
    r"action by|a cargo de|encargado|encargada)\s*[:–—-]\s*"
)


def term_of(sentence: Sentence, before: Sentence) -> str | None:
    """Give what a label right behind a commitment says; None where there is none."""
    if sentence.number != before.number + 1 or sentence.paragraph != before.paragraph:
        return None
    label = _LABEL.match(fold(sentence.text))
    return sentence.text[label.end() :].rstrip(" .") if label is not None else None
