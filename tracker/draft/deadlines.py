"""Deadlines of promises: as they are said, or computed from the meeting's day, with their words."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from tracker.draft.dates import Day, after, as_date, days_in, plus
from tracker.draft.numbers import IN_WORDS, number_of
from tracker.draft.phrases import fold
from tracker.draft.values import COMPUTED, SAID, Value
from tracker.draft.worded import Deadline, unread, worded

_UNITS = {
    "hour": "hours? horas?",
    "day": "days? dias?",
    "week": "weeks? semanas?",
    "month": "months? mes(?:es)?",
    "year": "years? anos?",
}
_UNIT = "|".join(f"(?P<{unit}>{'|'.join(names.split())})" for unit, names in _UNITS.items())
_COUNT = rf"(?P<count>\d{{1,3}}|an?|{IN_WORDS})(?:\s*\(\d{{1,3}}\))?"
_WITHIN = re.compile(
    r"\b(?:within|in|in no more than|not? (?:later|more) than|at most|within a period of|over|during|"
    r"for|in "
    r"the(?: next)?|en un plazo (?:maximo |no mayor )?(?:de|a)|en (?:un|el) termino (?:maximo )?de|"
    r"(?:en el|dentro del?) plazo (?:maximo )?de|en un plazo que no exceda(?: "
    r"de)?|dentro de|en un periodo de|en|a mas tardar en|en no mas de|durante)\s+"
    r"(?:the |los |las |un |una |about |next |proximos |proximas |siguientes |coming |"
    r"following |maximo de |no mas de |primer[oa]s |first )*"
    rf"{_COUNT}\s+(?:calendar |(?P<work>(?:business|working) )|proximos? )?(?:{_UNIT})"
    rf"(?:\s+(?:(?P<habiles>habiles|laborables)|naturales|calendario))?\b"
)
_LEAD = re.compile(
    r"(?:\b(?:by|before|until|no later than|not later than|prior to|on|in|during|for|at|"
    r"deadline:?|due:?|through|within|scheduled for|"
    r"antes (?:del?|de que (?:termine|concluya|finalice))|a mas tardar(?: en| el| para)?|"
    r"hasta|para|en|el|durante|plazo:?|fecha limite:?|al|de|previsto para|prevista para|"
    r"entre|between [a-z]+ and|entre [a-z]+ y)\s*"
    r"(?:(?:the|el|la|los|las|end-|mid-?|early|late|(?:first|second|third|last) (?:week|half|days) of|"
    r"week of|mes de|month of|ano|year|proximo|next|dia|fall "
    r"of|spring of|summer of|winter of)\s*)*)$"
)
_SEASON = re.compile(
    r"\b(?:spring|summer|autumn|fall|winter|primavera|verano|otono|invierno)(?:\s+(?:of|del?|de este))?\s+$"
)
"""What half of the world calls by a name that is another time in the other."""
_PLAN = re.compile(
    r"^\s*(?:[A-Z][\w]+ )?(?:action|work|plan|budget|agreement|declaration|statement|strategy|"
    r"treaty|law|accord|convention|act\b)",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:by |before |at |antes del? |a |al |para |hacia |until |hasta )?(?:the |el )?(?:end|"
    r"close|(?:que )?(?:final(?:izar|ice|izara)?|fin(?:es)?|termin[oe]|terminar|conclu(?:ir|ya|sion)|"
    r"acab[ae]r?)|cierre"
    r"|year[’']?s end|out) (?:of |del? |el )?(?:(?:the|este|el|this|presente) )?"
    r"(?:(?P<this>year|ano)|(?P<calendar>calendar year|ano calendario))\b(?! \d)(?! (?:de |del )?(?:19|"
    r"20)\d\d)"
)
_YEAR_WORDS = re.compile(
    r"\b(?:(?P<next>next year|el proximo ano|el ano proximo|el ano que viene|el siguiente ano|"
    r"ano entrante)|(?P<this>(?:later |before the end of |within |during )?this year|este "
    r"(?:mismo )?ano|el presente ano|el ano en curso|en el curso del ano)|(?P<nextmonth>next "
    r"month|el proximo mes|el mes (?:proximo|entrante|que viene))|(?P<thismonth>(?:later )?this month|(?:en |"
    r"durante )?este (?:mismo )?mes))\b"
)
_HALF = re.compile(
    r"\b(?:the |el |la )?(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th|primer|"
    r"segundo|tercer|cuarto|ultimo|primera|segunda)\s+(?P<part>half|semester|quarter|semestre|"
    r"trimestre|mitad|cuatrimestre)(?:\s+of|\s+del?(?: ano)?)?\s+(?:(?P<year>(?:19|20)\d\d)|"
    r"(?P<next>next year|proximo ano)|(?P<this>this year|the year|este ano|presente ano|ano|el ano)\b)"
)
_QUARTER = re.compile(r"\bq([1-4])\s+(?:of\s+)?((?:19|20)\d\d)\b")
_EDGES = re.compile(
    r"\b(?P<edge>early|mid|late|principios de|inicios de|mediados de|finales de|comienzos de|"
    r"the beginning of|the middle of)[\s-]+(?:ano )?(?P<year>(?:19|20)\d\d)\b"
)
_ENDING = re.compile(
    r"\bend-$|\b(?:(?:end|close) of|last day of|ultimo dia de|final(?:es)? del?|fin(?:es)? del?|late|"
    r"cierre del?|termino del?|(?:antes de|al|"
    r"que|de)\s+"
    r"(?:finalizar|finalice|terminar|termine|concluir|concluya|acabar|acabe|cerrar))\s+(?:el |the |year |"
    r"ano |mes de |month of )*$"
)
_PLACES = {
    "first": 1,
    "1st": 1,
    "primer": 1,
    "primera": 1,
    "second": 2,
    "2nd": 2,
    "segundo": 2,
    "segunda": 2,
    "third": 3,
    "3rd": 3,
    "tercer": 3,
    "fourth": 4,
    "4th": 4,
    "cuarto": 4,
}
_SPANS = {
    "half": 6,
    "semester": 6,
    "semestre": 6,
    "mitad": 6,
    "quarter": 3,
    "trimestre": 3,
    "cuatrimestre": 4,
}
_EDGE_MONTHS = {
    "early": (1, 3),
    "mid": (5, 8),
    "late": (10, 12),
    "principios de": (1, 3),
    "inicios de": (1, 3),
    "comienzos de": (1, 3),
    "mediados de": (5, 8),
    "finales de": (10, 12),
    "the beginning of": (1, 3),
    "the middle of": (5, 8),
}


def deadline_in(text: str, begin: int, held: date | None, least: int) -> Deadline | None:
    """Find the deadline a promise sets after its verb; `held` is the meeting's day, `least` its year or 0."""
    folded = fold(text)
    for read in (_within, _half, _quarter, _end_of_year, _edge, _date, worded, _year_words, unread):
        found = read(text, folded, begin, held, least)
        if found is not None:
            return found
    return None


def of_several(text: str, begin: int, others: int, held: date | None) -> Deadline | None:
    """Find the deadline of a sentence in which others promise too: that of one is not the other's."""
    least = held.year if held else 0
    own, theirs = (
        deadline_in(text[:others], begin, held, least),
        deadline_in(text[others:], 0, held, least),
    )
    if own is not None and theirs is not None and own.value == theirs.value:
        return own
    if own is None and theirs is None:
        return None
    return Deadline(None, " / ".join(each.words for each in (own, theirs) if each is not None))


def due_in(term: str, held: date | None) -> Deadline | None:
    """Read what stands alone in a cell or behind a label: `15 May`, `30 days`; its words are the term's."""
    for lead in ("by ", "within "):
        found = deadline_in(lead + term, 0, held, held.year if held else 0)
        if found is not None:
            words = found.words.removeprefix(lead)
            value = found.value
            if value is not None and value.words.startswith(lead):
                value = replace(value, words=value.words.removeprefix(lead))
            return Deadline(value, words)
    return None


def _within(text: str, folded: str, begin: int, held: date | None, _: int) -> Deadline | None:
    for found in _WITHIN.finditer(folded, 0):
        if re.match(r"(?:during|durante|for|over)\b", found[0]) or (
            found.start() < begin and begin - found.start() > 90
        ):
            continue
        if re.match(r"in (?:a|an|un|una|one)\b", found[0]) or re.match(
            r"\s*(?:ago|of age|old)\b", folded[found.end() :]
        ):
            continue
        words = text[found.start() : found.end()]
        if held is None or found["work"] or found["habiles"] or _OF_ANOTHER.match(folded, found.end()):
            return Deadline(None, words)  # which days are worked is not said
        if _FOR_EACH.search(f"{folded[: found.start()]} … {folded[found.end() :]}", begin):
            return Deadline(None, words)
        count = found["count"]
        number = 1 if count in {"a", "an"} else number_of(count)
        unit = next(unit for unit in _UNITS if found[unit])
        try:
            due = plus(held, *((number + 23) // 24, "day") if unit == "hour" else (number, unit))
        except (OverflowError, ValueError):
            return Deadline(None, words)
        return Deadline(Value(due.isoformat(), COMPUTED, f"{words}, from {held}"), words)
    return None


_OF_ANOTHER = re.compile(
    r"\s*,? (?:of|after|from|following|siguientes al?|despues del?|contados (?:a partir )?(?:del?|"
    r"desde)|a partir "
    r"del?|del?) (?!(?:(?:the|la|el|los|las|this|that|su|its|esta|este) )?(?:end of |date of |day of |"
    r"fecha de )?(?:the |"
    r"la )?(?:\w+ )?(?:meeting|signature|signing|today|date\b|day\b|visit|talks|dialogue|session|call\b|"
    r"conversation|"
    r"now\b|hoy\b|firma|reunion|fecha|encuentro|dialogo|llamada|suscripcion|minut|acta\b|plenar|forum|foro|"
    r"commission|comision|committee|comite|consultations|consultas|statement|declaracion|agreement|"
    r"acuerdo))[a-z]"
)
"""What a term is counted from that is no meeting: `within 24 hours of laboratory results`."""


_FOR_EACH = re.compile(
    r"\b(?:notif\w+|respond\w*|repl(?:y|ies)|resolver?|answer|contestar|atender|acknowledge|process|tramitar|"
    r"report|avisar|inform|informar|clear|despachar|return|devolver|entregar|hand over)\b[^.;]*?"
    r"\b(?:each|every|any|cada|cualquier|tod[oa] |requests|applications|complaints|queries|alerts|cases|"
    r"incidents|arrests|detentions|(?:detencion|arresto|aseguramiento|retorno) de [a-z]+s|"
    r"(?:arrest|detention|return|arrival) of [a-z ]*s|solicitudes|quejas|casos|alertas|incidentes|denuncias|"
    r"detenciones|peticiones)\b"
)
"""An act that comes again with each of many, and its term with it: `notify the arrest of nationals`."""


def _half(text: str, folded: str, _: int, held: date | None, __: int) -> Deadline | None:
    found = _HALF.search(folded)
    if found is None:
        return None
    words = text[found.start() : found.end()]
    year = int(found["year"] or 0) or (held.year + bool(found["next"]) if held else 0)
    span = _SPANS[found["part"]]
    which = 12 // span if found["which"] in {"last", "ultimo"} else _PLACES[found["which"]]
    if not year or which * span > 12:
        return Deadline(None, words)
    month = which * span
    last = monthrange(year, month)[1]
    return Deadline(Value(f"{year}-{month:02}-{last}", COMPUTED, f"the end of {words}"), words)


def _quarter(text: str, folded: str, _: int, __: date | None, ___: int) -> Deadline | None:
    found = _QUARTER.search(folded)
    if found is None:
        return None
    words, month = text[found.start() : found.end()], int(found[1]) * 3
    last = monthrange(int(found[2]), month)[1]
    return Deadline(Value(f"{found[2]}-{month:02}-{last}", COMPUTED, f"the end of {words}"), words)


def _end_of_year(text: str, folded: str, _: int, held: date | None, __: int) -> Deadline | None:
    found = _END.search(folded)
    if found is None:
        return None
    words = text[found.start() : found.end()]
    return Deadline(Value(f"{held.year}-12-31", COMPUTED, f"{words}, from {held}") if held else None, words)


def _edge(text: str, folded: str, _: int, __: date | None, ___: int) -> Deadline | None:
    found = _EDGES.search(folded)
    if found is None:
        return None
    words = text[found.start() : found.end()]
    if found["edge"] in {"late", "finales de"}:
        return Deadline(Value(f"{found['year']}-12-31", COMPUTED, words), words)
    first, last = _EDGE_MONTHS[found["edge"]]
    return Deadline(Value(f"{found['year']}-{first:02}/{found['year']}-{last:02}", COMPUTED, words), words)


def _date(text: str, folded: str, begin: int, held: date | None, least: int) -> Deadline | None:
    days = days_in(text)
    for place, day in enumerate(days):
        before = folded[: day.start]
        if _MONTHS_OF.search(before) or _is_first_of_two(days[place : place + 2], folded):
            continue
        lead = _LEAD.search(before)
        if (begins := _BEGINS.search(before)) is not None:
            if not day.month or _goes_on(days[place : place + 2], folded):
                continue
            lead = lead or begins
        ends = _ENDING.search(before)
        if (lead is None and ends is None) or (
            day.start < begin and before.rstrip().count(",") == 0 and day.start > 40
        ):
            continue
        if day.start < begin and not re.search(
            r"\b(?:by|before|antes|no later than|a mas tardar|a partir|starting|beginning)\b",
            before[-30:],
        ):
            continue
        if _PLAN.match(text[day.end :]) or re.search(
            r"\b(?:statement|declaration|agreement|acuerdo|declaracion|signed|firmado|suscrito|"
            r"adopted|since|desde|treaty|tratado|plan|agenda|calendari?[oa]?|schedule|cronograma|"
            r"programme?|programa|"
            r"presupuesto|"
            r"(?:campana|temporada|cosecha|zafra|elecciones|season|campaign|harvest|elections?)(?: \w+)?|"
            r"budget|trabajo|actividades|work|edition|edicion|compromisos)\s+(?:of|for|para|de|del|el|on|in|"
            r"en)?\s*(?:el )?$",
            before,
        ):
            continue
        if re.search(r",\s*(?:which|who|que|quien|el cual|la cual)\b[^,]*$", before) and re.match(
            r"[^,]*,", text[day.end :]
        ):
            continue
        if (not day.year and held is None) or _SEASON.search(before):
            return Deadline(None, text[day.start : day.end])
        full = after(day, held) if held is not None else day
        if _is_over(full, held, least):
            continue
        return Deadline(_value(text, day, full, ends=ends is not None, held=held), text[day.start : day.end])
    return None


_BEGINS = re.compile(
    r"\b(?:from|starting|beginning|effective|with effect|as of|as from|a partir|a contar)"
    r"(?: (?:on|in|from|of|del?|el|the))*\s*$"
)
"""What stands before the day from which on something is done: it is due by then."""


def _goes_on(days: list[Day], folded: str) -> bool:
    """Say whether a day is where something begins that ends on a day which is said too."""
    return len(days) > 1 and _UNTIL.fullmatch(folded, days[0].end, days[1].start) is not None


_UNTIL = re.compile(r",?\s*(?:to|until|till|through|and until|al|a|hasta|y hasta)\s+(?:el |the )?")
_MONTHS_OF = re.compile(r"\b(?:the months of|los meses de)\s+(?:[a-z]+(?:,| y| and)\s+)?$")
"""How what lasts some months begins."""


def _is_first_of_two(days: list[Day], folded: str) -> bool:
    """Say whether a day is where a span begins: `between April and May`."""
    if len(days) < 2 or not re.search(r"\b(?:between|entre)\s+(?:el )?$", folded[: days[0].start]):
        return False
    return re.fullmatch(r"\s*(?:and|y)\s*(?:el )?", folded[days[0].end : days[1].start]) is not None


def _is_over(day: Day, held: date | None, least: int) -> bool:
    whole = as_date(day)
    if whole is not None and held is not None:
        return whole <= held
    if held is not None and day.month:
        return (day.year, day.month) < (held.year, held.month)
    return bool(least) and day.year < least


def _value(text: str, said: Day, full: Day, *, ends: bool, held: date | None) -> Value:
    words = text[said.start : said.end]
    if ends and not full.day:
        month = full.month or 12
        return Value(
            f"{full.year:04}-{month:02}-{monthrange(full.year, month)[1]}", COMPUTED, f"the end of {words}"
        )
    computed = full.text not in text
    if not said.year:
        words = f"{words}, the year from {held}"
    return Value(full.text, COMPUTED if computed else SAID, words if computed else "")


def _year_words(text: str, folded: str, begin: int, held: date | None, _: int) -> Deadline | None:
    found = _YEAR_WORDS.search(folded, max(0, begin - 10))
    if found is None:
        return None
    words = text[found.start() : found.end()]
    if held is None:
        return Deadline(None, words)
    if found["nextmonth"] or found["thismonth"]:
        month = plus(held, 1 if found["nextmonth"] else 0, "month").isoformat()[:7]
        return Deadline(Value(month, COMPUTED, f"{words}, from {held}"), words)
    return Deadline(Value(f"{held.year + bool(found['next'])}", COMPUTED, f"{words}, from {held}"), words)
