"""Strategies for histories: few ids and close dates, so that everything interacts.

A history is drawn as a list of wishes, which do not know of each other. Telling them one after
the other makes events of them: an id that is taken becomes a correction (the holder is retracted
and the new fact recorded under the same id), and a restoration of a fact whose id has been taken
since is left out, as a real log refuses it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

from hypothesis import strategies as st
from oracle_world import Fields, standing

from events.tags import tags_of
from tracker.log.stored import StoredFact

PARTIES = ("MX", "US", "CA")
INSTITUTIONS = ("DHS", "INM", "CBP")
"""Ids of institutions; one is only ever inside an earlier one, so no institution is inside itself."""
COMMITMENTS = ("alpha", "beta", "gamma", "delta")
"""Ids of commitments; a parent is always an earlier one, so there are no cycles."""
OCCASIONS = ("summit", "visit")
OCCASION_REFERENCES = (*OCCASIONS, *OCCASIONS, "meeting:summit", "document:summit", "document:visit")
NAMES = (
    *("MX", "US", "CA"),
    *("INM", "CBP", "DHS", "US-CA"),
    *("MX/SRE", "MX/INM", "US/INM", "US/CBP", "US/DHS", "MX/DHS", "US/US-CA"),
    *("analyst", "GAO"),
)
OBLIGORS = (
    *(["MX"], ["US"], ["MX", "US"], ["US", "MX"], ["US", "MX", "CA"], ["CA", "MX"]),
    *(["US/DHS"], ["DHS"], ["MX/INM", "DHS"], ["DHS", "MX"], ["US", "CBP"], ["INM", "MX/SRE"]),
)
OBLIGOR = ("MX", "MX", "US", "US", "CA", "INM", "MX/INM", "US/DHS", "DHS", "CBP")
OFTEN = (*["alpha"] * 5, *["beta"] * 3, "gamma", "delta")
CLAIMANTS = (
    *(["MX"], ["US"], ["CA"], ["analyst"], ["GAO"], ["INM"], ["MX/INM"], ["US/CBP"], ["CBP"]),
    *(["MX", "US"], ["US", "MX"], ["analyst", "MX"], ["INM", "MX"], ["US/CBP", "analyst"]),
)
TOPICS = ("border", "migration", "water", "frontera", "frontera", "Border works", "Migración")
STATUSES = (
    *("fulfilled", "fulfilled", "fulfilled", "in-progress", "in-progress", "not-started"),
    *("stalled", "partially-fulfilled", "not-fulfilled", "superseded", "withdrawn"),
)
TITLES = ({"en": "Build a bridge"}, {"es": "Construir un puente"}, {"en": "Bridge", "es": "Puente"})
TEXTS = (
    {"en": "Build a bridge over the river"},
    {"es": "Construir  un puente\n sobre el río"},
    {"en": "A text whose words go on until they pass the sixtieth letter of it", "es": "Largo"},
    {"en": "This one has a word that ends at exactly the sixtieth letter yes and goes on"},
    {"en": "x" * 70},
)
PIECES: tuple[Fields, ...] = (
    {"url": "https://a.example"},
    {"url": "https://b.example", "digest": f"sha256:{'b' * 64}"},
    {"file": "c.pdf", "digest": f"sha256:{'c' * 64}"},
)
EVIDENCE = ([PIECES[0]], [PIECES[1], PIECES[0]], [PIECES[2]])
EPOCH = datetime(2021, 6, 1, 12, tzinfo=UTC)

DAYS = (
    *("2021-01-01", "2021-01-02", "2021-01-31", "2021-02-01", "2021-03-02", "2021-03-03"),
    *("2021-06-30", "2021-07-01", "2021-12-31", "2022-01-01", "2022-01-02", "2022-01-31"),
    *("2022-02-01", "2022-06-30", "2022-07-01", "2022-12-31", "2023-01-01", "2023-01-02"),
)
"""Days whose distances are the ones the rules look at: 1, 30, 31, 365 and 366 among them."""
FUZZY = (
    *("2021", "2022", "2021~", "2022?", "2021-01", "2021-06", "2021-07%", "2022-01", "2022-06~"),
    *("2021-01-01/2021-01-31", "2021-01-02/2022-01-01", "2020/2021", "2021-06/2022-06-30~"),
    *("2021-01-31?", "2022-01-01~", "2021-12/2022-01", "2021-03-02?/2021-03-03%"),
)
DATES = (*DAYS, *DAYS, *FUZZY)
EARLY = ("2021-01-01", "2021-01-01", "2021-01-31", "2021-06-30", "2021", "2021-01~")
"""When most agreements are made, so that there is time for what comes after."""
A_YEAR_APART = ("2021-01-01", "2021-01-02", "2022-01-01", "2022-01-02")
"""When most claims are made: a year apart, to the day or one off."""
CLOCK = (0, 0, 1, 30, 200, -1, -90)
"""By how many days the clock moves between two events."""
DEADLINES = (*DATES, *(A_YEAR_APART * 4))


class Wish(NamedTuple):
    """An event to be told: what it says, and by how far the clock moves before it."""

    type: str
    fields: Fields
    clock: timedelta


@st.composite
def histories(draw: st.DrawFn, focus: str | None = None) -> list[StoredFact]:
    """Draw a history: at first what others rest on, then anything in any order.

    Some, or all with a focus, are about one thing alone: the `days` that are a rule's edges, the
    `names` it looks up, or what is `resting` on what.
    """
    institutions = draw(st.lists(_wishes(_background()), max_size=6))
    occasions = draw(st.lists(_wishes(_occasions()), max_size=2))
    agreements = [draw(_wishes(_agreements(name))) for name in COMMITMENTS[:2]]
    kinds, least, most = draw(st.sampled_from(_FOCUSED[focus] if focus else _UNFOCUSED))
    rest = draw(st.lists(_wishes(kinds()), min_size=least, max_size=most))
    return told([*institutions, *occasions, *agreements, *rest])


def close_calls() -> Iterator[list[StoredFact]]:
    """Give every history of two claims, a year apart to the day or one off, on one commitment."""
    agreed = {"id": "alpha", "text": TEXTS[2], "obligors": ["MX", "US"], "on": "2021-01-01"}
    statuses = ("fulfilled", "in-progress", "withdrawn")
    sides: tuple[Fields, ...] = ({}, {"obligor": "US"})
    for first, second in product(A_YEAR_APART[:2], A_YEAR_APART[2:]):
        for one, other, side in product(statuses, statuses, sides):
            claim = {"commitment": "alpha", "by": ["MX"], "effective": first, "status": one}
            reply = {"commitment": "alpha", "by": ["US"], "effective": second, "status": other}
            yield told(
                (
                    Wish("commitment.agreed", agreed | {"deadline": second}, timedelta()),
                    Wish("status.updated", claim, timedelta()),
                    Wish("status.updated", reply | side, timedelta()),
                )
            )


def told(wishes: Iterable[Wish]) -> list[StoredFact]:
    """Make a history of wishes; no id is ever held by two standing facts."""
    history: list[StoredFact] = []
    now = EPOCH
    for wish in wishes:
        now += wish.clock
        if wish.type == "event.retracted":
            _retract(history, wish.fields, now)
        else:
            _record(history, wish, now)
    return history


def identity(fact: StoredFact) -> str | None:
    """Name the id that a fact holds; None for those that hold none."""
    fields = fact.fields
    match fact.type:
        case "institution.recorded":
            return f"institution {fields['party']}/{fields['id']}"
        case "topic.recorded":
            return f"topic {fields['kind']} {fields['id']}"
        case "meeting.held" | "document.published" | "commitment.agreed":
            return f"{fact.type} {fields['id']}"
        case _:
            return None


def _record(history: list[StoredFact], wish: Wish, now: datetime) -> None:
    fact = _fact(history, wish.type, wish.fields, now)
    for holder in _standing(history):
        if identity(holder) is not None and identity(holder) == identity(fact):
            history.append(_retraction(history, holder, now))
            fact = _fact(history, wish.type, wish.fields, now)
    history.append(fact)


def _retract(history: list[StoredFact], fields: Fields, now: datetime) -> None:
    of = _standing(history) if fields["standing"] else history
    targets = [fact for fact in of if (fact.type == "event.retracted") is fields["of_a_retraction"]]
    if not targets:
        return
    target = targets[-1 - fields["back"] % len(targets)]
    history.append(_retraction(history, target, now))
    held = [identity(fact) for fact in _standing(history) if identity(fact)]
    if len(set(held)) != len(held):
        history.pop()


def _standing(history: list[StoredFact]) -> list[StoredFact]:
    return [StoredFact(*event) for event in standing(history)]


def _retraction(history: list[StoredFact], target: StoredFact, now: datetime) -> StoredFact:
    tags = tags_of(target.type, target.fields, target.stamp)
    fields = {"event": target.stamp["id"], "reason": "it was wrong", "tags": tags}
    return _fact(history, "event.retracted", fields, now)


def _fact(history: Sequence[StoredFact], stored_type: str, fields: Fields, now: datetime) -> StoredFact:
    position = len(history) + 1
    stamp = {
        "id": f"01900000-0000-7000-8000-{position:012}",
        "recorded_at": f"{now:%Y-%m-%dT%H:%M:%S.%f}Z",
        "recorded_by": "ana",
        "batch": f"01900000-0000-7000-9000-{position:012}",
        "tool_version": "1",
        "schema_version": 1,
    }
    return StoredFact(position, stored_type, fields, stamp)


Kind = tuple[str, Fields]
Kinds = st.SearchStrategy[Kind]


@st.composite
def _wishes(draw: st.DrawFn, kinds: Kinds) -> Wish:
    stored_type, fields = draw(kinds)
    return Wish(stored_type, fields, timedelta(days=draw(st.sampled_from(CLOCK))))


@st.composite
def _anything(draw: st.DrawFn) -> Kind:
    kind: Kind = draw(draw(st.sampled_from(_KINDS))())
    return kind


@st.composite
def _close_call(draw: st.DrawFn) -> Kind:
    """Draw a claim or a revision about one commitment, on few days: a rule's very edge."""
    day = draw(st.sampled_from(("2021-01-01", "2022-01-01", "2022-01-02")))
    fields = {"commitment": COMMITMENTS[0], "by": [draw(st.sampled_from(("MX", "US", "analyst")))]}
    if draw(st.sampled_from((False, False, False, True))):
        deadline = draw(st.sampled_from(A_YEAR_APART))
        return "deadline.revised", fields | {"deadline": deadline, "announced": day}
    status = draw(st.sampled_from(("fulfilled", "in-progress")))
    return "status.updated", fields | {"status": status, "effective": day}


@st.composite
def _naming(draw: st.DrawFn) -> Kind:
    """Draw what decides for whom somebody speaks, or what a topic is, in one commitment."""
    kinds = (_institutions, _institutions, _topics, *[_named_claims] * 2, _named_amendments)
    kind: Kind = draw(draw(st.sampled_from(kinds))())
    return kind


@st.composite
def _resting(draw: st.DrawFn) -> Kind:
    """Draw what rests on something else, or makes it fall or stand again."""
    kinds = (_evidence, _amendments, _amendments, _occasions, _retractions, _retractions)
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
        "theme": draw(st.sampled_from(TOPICS)),
    }


@st.composite
def _background(draw: st.DrawFn) -> Kind:
    kind: Kind = draw(draw(st.sampled_from((_institutions, _institutions, _topics)))())
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
def _occasions(draw: st.DrawFn) -> Kind:
    stored_type, day = draw(st.sampled_from((("meeting.held", "held"), ("document.published", "published"))))
    return stored_type, {"id": draw(st.sampled_from(OCCASIONS)), day: draw(_dates())}


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
    "theme": TOPICS,
    "project": TOPICS,
    "lead": (["SRE"], ["DHS", "MX/INM"]),
    "supporting": (["INM"],),
    "priority": ("strategic",),
    "conditional_on": ("funds",),
}
"""What an agreement may have and a renegotiation may change."""


@st.composite
def _agreements(draw: st.DrawFn, *names: str) -> Kind:
    name = draw(st.sampled_from(names or COMMITMENTS))
    fields = {
        "id": name,
        "text": draw(st.sampled_from(TEXTS)),
        "obligors": draw(st.sampled_from(OBLIGORS)),
    }
    optional = draw(_some(TERMS)) | draw(_some({"deadline": DEADLINES} | _parents(name), 2))
    return "commitment.agreed", fields | draw(_times(*EARLY)) | optional


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
    name = draw(st.sampled_from(OFTEN))
    other = draw(st.sampled_from([each for each in COMMITMENTS if each != name]))
    return "commitment.superseded", draw(_turned(name)) | {"superseded_by": other}


@st.composite
def _reaffirmations(draw: st.DrawFn) -> Kind:
    return "commitment.reaffirmed", draw(_turned(draw(st.sampled_from(OFTEN))))


@st.composite
def _turned(draw: st.DrawFn, name: str) -> Fields:
    return {"commitment": name} | draw(_times()) | draw(_some({"by": CLAIMANTS}, 2))


@st.composite
def _claims(draw: st.DrawFn) -> Kind:
    fields = {
        "commitment": draw(st.sampled_from(OFTEN)),
        "by": draw(_claimants()),
        "effective": draw(_dates(*A_YEAR_APART)),
    }
    optional = {"percent": (0, 45, 100, 62.5), "evidence": EVIDENCE, "note": ("as they said",)}
    fields |= draw(_some(optional | {"occasion": OCCASIONS}, 4)) | draw(_some({"obligor": OBLIGOR}))
    status = draw(st.sampled_from((*STATUSES, None, None)))
    return "status.updated", fields | ({"status": status} if status else {})


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
    *(_supersedings, _reaffirmations, _evidence, _agreements, _occasions, _institutions, _topics),
)
"""What a history is made of, the frequent kinds several times."""

_Rest = tuple[Callable[[], Kinds], int, int]
_FOCUSED: dict[str, tuple[_Rest, ...]] = {
    "days": ((_close_call, 2, 3), (_close_call, 2, 8)),
    "names": ((_naming, 6, 18), (_naming, 12, 24)),
    "resting": ((_resting, 6, 18), (_resting, 12, 24)),
}
"""What a history of each focus goes on with: at least and at most how many wishes."""
_UNFOCUSED: tuple[_Rest, ...] = (
    *_FOCUSED["days"],
    *_FOCUSED["names"],
    (_resting, 6, 18),
    (_anything, 1, 12),
    (_anything, 20, 32),
)
