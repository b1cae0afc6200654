"""Strategies for wishes, a kind of fact each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from drawn_values import (
    A_YEAR_APART,
    ASKING,
    BEFORE,
    CLAIMANTS,
    CLOCK,
    COMMITMENTS,
    DATES,
    DEADLINES,
    EARLY,
    EVIDENCE,
    INSTITUTIONS,
    NAMES,
    OBLIGOR,
    OBLIGORS,
    OCCASION_REFERENCES,
    OCCASIONS,
    OFTEN,
    OTHERS,
    PIECES,
    STATUSES,
    TEXTS,
    THEMES,
    TITLES,
    TOPICS,
)
from hypothesis import strategies as st
from oracle_world import Fields
from telling import Wish

Kind = tuple[str, Fields]
Kinds = st.SearchStrategy[Kind]


@st.composite
def wishes(draw: st.DrawFn, kinds: Kinds) -> Wish:
    stored_type, fields = draw(kinds)
    return Wish(stored_type, fields, timedelta(days=draw(st.sampled_from(CLOCK))))


@st.composite
def anything(draw: st.DrawFn) -> Kind:
    kind: Kind = draw(draw(st.sampled_from(_KINDS))())
    return kind


@st.composite
def close_call(draw: st.DrawFn) -> Kind:
    """Draw a claim or a revision about one commitment, on few days: a rule's very edge."""
    day = draw(st.sampled_from(("2021-01-01", "2022-01-01", "2022-01-02")))
    fields = {"commitment": COMMITMENTS[0], "by": [draw(st.sampled_from(("MX", "US", "analyst")))]}
    if draw(st.sampled_from((False, False, False, True))):
        deadline = draw(st.sampled_from(A_YEAR_APART))
        return "deadline.revised", fields | {"deadline": deadline, "announced": day}
    status = draw(st.sampled_from(("fulfilled", "in-progress", "in-force")))
    return "status.updated", fields | {"status": status, "effective": day}


@st.composite
def asking(draw: st.DrawFn) -> Kind:
    """Draw what becomes of a proposal: it is declined, agreed, corrected, taken back."""
    kinds = (_declines, _declines, _declines, agreements, agreements, proposals, _claims, _claims)
    name = draw(st.sampled_from((*[COMMITMENTS[0]] * 3, COMMITMENTS[1])))
    others = (_revisions, _evidence, _retractions, _retractions)
    kind: Kind = draw(st.one_of(*(each(name) for each in kinds), *(each() for each in others)))
    return kind


@st.composite
def naming(draw: st.DrawFn) -> Kind:
    """Draw what decides for whom somebody speaks, or what a topic is, in one commitment."""
    kinds = (_institutions, _institutions, _topics, *[_named_claims] * 2, _named_amendments)
    kind: Kind = draw(draw(st.sampled_from(kinds))())
    return kind


@st.composite
def resting(draw: st.DrawFn) -> Kind:
    """Draw what rests on something else, or makes it fall or stand again."""
    kinds = (_evidence, _amendments, _amendments, occasions, _retractions, _retractions)
    kind: Kind = draw(draw(st.sampled_from(kinds))())
    return kind


@st.composite
def _named_claims(draw: st.DrawFn) -> Kind:
    return "status.updated", {
        "commitment": COMMITMENTS[0],
        "by": draw(st.sampled_from((["CBP"], ["US/CBP"], ["US/INM"], ["INM", "US/DHS"]))),
        "effective": draw(st.sampled_from(A_YEAR_APART)),
        "status": draw(st.sampled_from(STATUSES)),
    }


@st.composite
def _named_amendments(draw: st.DrawFn) -> Kind:
    return "commitment.amended", {
        "commitment": COMMITMENTS[0],
        "on": draw(st.sampled_from(A_YEAR_APART)),
        "obligors": draw(st.sampled_from((["US/DHS"], ["DHS"], ["INM", "US/DHS"]))),
        "themes": draw(st.sampled_from(THEMES)),
    }


@st.composite
def background(draw: st.DrawFn) -> Kind:
    kinds = (_institutions, _institutions, _institutions, _topics, _topics, _parties)
    kind: Kind = draw(draw(st.sampled_from(kinds))())
    return kind


@st.composite
def _some(draw: st.DrawFn, optional: Mapping[str, Sequence[Any]], share: int = 3) -> Fields:
    """Draw some of the optional fields, each in one case of `share`."""
    names = [name for name in optional if draw(st.integers(1, share)) == share]
    return {name: draw(st.sampled_from(optional[name])) for name in names}


@st.composite
def _times(draw: st.DrawFn, *often: str) -> Fields:
    """Draw the time of an agreement or a turn: a day, an occasion, or both."""
    on, occasion = {"on": draw(_dates(*often))}, {"occasion": draw(st.sampled_from(OCCASION_REFERENCES))}
    return draw(st.sampled_from((on, on, on, occasion, occasion, on | occasion)))


@st.composite
def _dates(draw: st.DrawFn, *often: str) -> str:
    """Draw a date; three times in four one of those that are wanted often."""
    pool: Sequence[str] = draw(st.sampled_from((often, often, often, DATES))) if often else DATES
    return draw(st.sampled_from(pool))


@st.composite
def occasions(draw: st.DrawFn) -> Kind:
    stored_type, day = draw(st.sampled_from((("meeting.held", "held"), ("document.published", "published"))))
    fields = {"id": draw(st.sampled_from(OCCASIONS)), day: draw(_dates())}
    return stored_type, fields | draw(_some({"other": OTHERS}, 4))


@st.composite
def _parties(draw: st.DrawFn) -> Kind:
    name = draw(st.sampled_from(("MX", "NADB", "CEPAL")))
    optional: dict[str, Sequence[Any]] = {
        "names": ({"en": f"All of {name}", "es": f"Toda {name}"},),
        "spellings": ([f"the {name}"],),
        "kind": ("state", "organization"),
        "successor_of": ("SU",),
    }
    return "party.recorded", {"id": name} | draw(_some(optional, 2))


@st.composite
def _institutions(draw: st.DrawFn) -> Kind:
    place = draw(st.integers(0, len(INSTITUTIONS) - 1))
    party, earlier = draw(st.sampled_from(("US", "US", "MX"))), INSTITUTIONS[:place]
    parents = [*earlier, *(f"{party}/{name}" for name in earlier)]
    fields = {"party": party, "id": INSTITUTIONS[place]} | draw(_some({"independent": [True]}, 4))
    return "institution.recorded", fields | draw(_some({"parent": parents} if parents else {}, 2))


@st.composite
def _topics(draw: st.DrawFn) -> Kind:
    kind = draw(st.sampled_from(("theme", "theme", "theme", "project")))
    names = ({"en": "Border works", "es": "frontera"}, {"es": "Migración"})
    spellings = (["frontera", "migration"], ["frontera", "border"], ["Border works", "water"], None)
    fields = {"kind": kind, "id": draw(st.sampled_from(TOPICS[:3]))} | draw(_some({"names": names}))
    written = draw(st.sampled_from(spellings))
    return "topic.recorded", fields | ({"spellings": written} if written else {})


TERMS: dict[str, Sequence[Any]] = {
    "title": TITLES,
    "themes": THEMES,
    "project": TOPICS,
    "lead": (["SRE"], ["DHS", "MX/INM"]),
    "supporting": (["INM"],),
    "priority": ("strategic",),
    "conditional_on": ("funds",),
}
"""What an agreement may have and a renegotiation may change."""
ASKED = {name: values for name, values in TERMS.items() if name not in {"supporting", "conditional_on"}}
"""What a proposal may have of it."""


@st.composite
def agreements(draw: st.DrawFn, *names: str) -> Kind:
    """Draw an agreement of one of some commitments, or of any."""
    name = draw(st.sampled_from(names or COMMITMENTS))
    return "commitment.agreed", draw(_terms(name)) | draw(_times(*EARLY)) | draw(_some(TERMS))


@st.composite
def proposals(draw: st.DrawFn, *names: str) -> Kind:
    """Draw a proposal of one of some commitments, or of any."""
    name = draw(st.sampled_from(names or COMMITMENTS))
    fields = {"by": draw(st.sampled_from(ASKING))} | draw(_terms(name)) | draw(_times(*BEFORE))
    return "commitment.proposed", fields | draw(_some(ASKED))


@st.composite
def _terms(draw: st.DrawFn, name: str) -> Fields:
    fields = {
        "id": name,
        "text": draw(st.sampled_from(TEXTS)),
        "obligors": draw(st.sampled_from(OBLIGORS)),
    }
    optional = draw(_some({"deadline": DEADLINES} | _parents(name), 2))
    return fields | optional | draw(_some({"other": OTHERS}, 4))


@st.composite
def _declines(draw: st.DrawFn, *names: str) -> Kind:
    fields = {"commitment": draw(st.sampled_from(names or OFTEN)), "by": draw(_claimants())}
    reason = draw(_some({"reason": ("no money",)}))
    return "commitment.declined", fields | draw(_times(*EARLY, *A_YEAR_APART)) | reason


def _parents(name: str) -> dict[str, Sequence[str]]:
    earlier = COMMITMENTS[: COMMITMENTS.index(name)]
    return {"parent": earlier} if earlier else {}


@st.composite
def _amendments(draw: st.DrawFn) -> Kind:
    name = draw(st.sampled_from(OFTEN))
    terms = TERMS | {"text": TEXTS, "lead": ([], ["INM"])}
    changes = draw(_some(terms, 5)) | draw(_some({"obligors": OBLIGORS} | _parents(name), 2))
    changes = changes or {"obligors": ["US", "CA"]}
    return "commitment.amended", draw(_turned(name)) | changes


@st.composite
def _supersedings(draw: st.DrawFn) -> Kind:
    name = draw(st.sampled_from([each for each in OFTEN if each != COMMITMENTS[-1]]))
    other = draw(st.sampled_from(COMMITMENTS[COMMITMENTS.index(name) + 1 :]))
    return "commitment.superseded", draw(_turned(name)) | {"superseded_by": other}


@st.composite
def _reaffirmations(draw: st.DrawFn) -> Kind:
    return "commitment.reaffirmed", draw(_turned(draw(st.sampled_from(OFTEN))))


@st.composite
def _turned(draw: st.DrawFn, name: str) -> Fields:
    return {"commitment": name} | draw(_times()) | draw(_some({"by": CLAIMANTS}, 2))


@st.composite
def _claims(draw: st.DrawFn, *names: str) -> Kind:
    """Draw a claim, or a note; half of those that put something in force are older than most agreements."""
    status = draw(st.sampled_from((*STATUSES, None, None)))
    often = draw(st.sampled_from((BEFORE, A_YEAR_APART))) if status == "in-force" else A_YEAR_APART
    fields = {
        "commitment": draw(st.sampled_from(names or OFTEN)),
        "by": draw(_claimants()),
        "effective": draw(_dates(*often)),
    }
    optional = {"evidence": EVIDENCE, "note": ("as they said",), "occasion": OCCASIONS, "other": OTHERS}
    fields |= draw(_some(optional, 4)) | draw(_some({"obligor": OBLIGOR}))
    if status is None:
        return "status.updated", {"note": "as they said"} | fields
    percent = draw(_some({"percent": (0, 45, 100, 62.5)}, 4))
    return "status.updated", fields | {"status": status} | percent


def _claimants() -> st.SearchStrategy[list[str]]:
    several = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)
    return st.one_of(st.sampled_from(CLAIMANTS), several)


@st.composite
def _revisions(draw: st.DrawFn) -> Kind:
    name = draw(st.sampled_from(OFTEN))
    fields = {
        "commitment": name,
        "deadline": draw(st.sampled_from(DEADLINES)),
        "announced": draw(_dates(*EARLY)),
    }
    return "deadline.revised", fields | draw(_some({"by": CLAIMANTS}))


@st.composite
def _evidence(draw: st.DrawFn) -> Kind:
    kind = draw(st.sampled_from(("", "commitment:", "commitment:", "meeting:")))
    about = {"about": kind + draw(st.sampled_from(OFTEN))}
    fields = about | draw(st.sampled_from(PIECES)) | draw(_some({"published": DATES}, 2))
    return "evidence.added", fields


@st.composite
def _retractions(draw: st.DrawFn) -> Kind:
    return "event.retracted", {
        "of_a_retraction": draw(st.sampled_from((False, False, True))),
        "standing": draw(st.sampled_from((True, True, True, False))),
        "back": draw(st.integers(0, 12)),
    }


_KINDS: tuple[Callable[[], Kinds], ...] = (
    *([_claims] * 15),
    *([_retractions] * 3),
    *([_amendments, _revisions, _revisions] * 2),
    *([agreements, proposals, _declines] * 2),
    *(_supersedings, _reaffirmations, _evidence, occasions, _institutions, _topics, _parties),
)
"""What a history is made of, the frequent kinds several times."""
