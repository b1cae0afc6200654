"""Sentences that report how something stands, or a deadline: candidates, with what they may be about."""

import re
from typing import NamedTuple

from tracker.draft.dates import days_in
from tracker.draft.known import Known, KnownCommitment
from tracker.draft.phrases import fold
from tracker.draft.sentences import Sentence

_STATES = {
    "fulfilled": (
        r"completed|finished|finali[sz]ed|fulfilled|delivered|inaugurated|was opened|is open|"
        r"entered into (?:force|operation)|concluid[oa]|concluyo|concluyeron|cumplid[oa]|cumplio|"
        r"inaugurad[oa]|inauguro|entregad[oa]|entro en (?:vigor|operacion|funcionamiento)|"
        r"finalizo|terminad[oa]"
    ),
    "in-progress": (
        r"in progress|under ?way|ongoing|under construction|advanced?|is advancing|per ?cent "
        r"complete|% complete|en curso|en proceso|en construccion|avanza\w*|avance|por ciento"
    ),
    "stalled": (
        r"stalled|suspended|on hold|paused|deadlocked|halted|suspendid[oa]|detenid[oa]|"
        r"estancad[oa]|paralizad[oa]"
    ),
    "not-started": (
        r"not (?:yet )?(?:started|begun)|has yet to|pending|pendientes?|no ha (?:iniciado|"
        r"comenzado)|sin iniciar|por iniciar"
    ),
    "withdrawn": r"cancell?ed|withdrawn|abandoned|cancelad[oa]|retirad[oa]",
}
_STATUS = tuple((status, re.compile(rf"\b(?:{pattern})\b")) for status, pattern in _STATES.items())
_LATER = re.compile(
    r"\b(?:delayed|postponed|moved (?:from \w+ )?to|rescheduled|pushed back|extended (?:to|"
    r"until)|new (?:deadline|date)|slipped|aplazad[oa]|aplazo|pospuest[oa]|pospuso|"
    r"reprogramad[oa]|retrasad[oa]|prorrogad[oa]|nuev[oa] (?:plazo|fecha)|sera concluid[oa]|"
    r"se preve|se prev[eé] que|esta previst[oa])\b"
)
_BY = re.compile(
    r"\b(?:reported by|according to|as announced by|announced by|informed by|segun|de acuerdo "
    r"con|reportad[oa] por|anunciad[oa] por|inform(?:o|ado por))\s+(?:the |la |el "
    r")?([A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "will",
        "was",
        "were",
        "has",
        "have",
        "are",
        "from",
        "their",
        "its",
        "into",
        "both",
        "mexico",
        "united",
        "states",
        "los",
        "las",
        "del",
        "con",
        "para",
        "por",
        "que",
        "una",
        "sus",
        "ambos",
        "estados",
        "unidos",
        "agreed",
        "agree",
        "parties",
        "project",
        "opening",
        "crossing",
        "new",
        "joint",
        "cooperation",
        "acuerdo",
        "acordaron",
        "border",
        "frontera",
    ]
)


class Report(NamedTuple):
    """What a sentence may report: a status or a new deadline, of which known commitment, by whom."""

    sentence: int
    section: str
    status: str = ""
    deadline: str = ""
    by: str = ""
    effective: str = ""
    about: KnownCommitment | None = None
    words: str = ""


def report_in(sentence: Sentence, known: Known, *, among_statuses: bool) -> Report | None:
    """Read what a sentence reports; `among_statuses` if it stands under such a heading."""
    if sentence.kind in {"heading", "row"} or sentence.quoted:
        return None
    folded = fold(sentence.text)
    about = about_what(sentence.text, known)
    if (
        not among_statuses
        and about is None
        and not re.search(
            r"\b(?:crossing|bridge|project|programme|program|treaty|agreement|puente|cruce|proyecto|"
            r"programa|tratado|obra|puerto|port|facility)\b",
            folded,
        )
    ):
        return None
    by = _BY.search(sentence.text)
    days = days_in(sentence.text)
    later = _LATER.search(folded)
    if later is not None and (due := [day for day in days if day.start > later.start() and day.text]):
        return Report(
            sentence.number,
            "deadlines",
            deadline=due[-1].text,
            by=by[1] if by else "",
            about=about,
            words=later[0],
        )
    for status, pattern in _STATUS:
        if (found := pattern.search(folded)) is not None:
            effective = next((day.text for day in days if day.is_day and day.text), "")
            return Report(
                sentence.number,
                "updates",
                status=status,
                by=by[1] if by else "",
                effective=effective,
                about=about,
                words=found[0],
            )
    return None


def about_what(text: str, known: Known) -> KnownCommitment | None:
    """Find the known commitment a sentence may be about: one that shares much of its words."""
    words = _words(text)
    best: tuple[float, KnownCommitment] | None = None
    for each in known.commitments:
        share = max(
            _share(words, _words(f"{each.title} {each.project.replace('-', ' ')}"), 2, 0.4),
            _share(_words(each.text), words, 3, 0.5),
        )
        if share and (best is None or share > best[0]):
            best = (share, each)
    return best[1] if best else None


def _share(words: set[str], of: set[str], least: int, part: float) -> float:
    """Give how much of some words is among others; nothing below so many, or less than a part."""
    shared = len(words & of)
    return shared / len(of) if shared >= least and shared >= part * len(of) else 0.0


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if word not in _SMALL}
