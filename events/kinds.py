"""The kinds of facts, a row each: all that must be known of a kind to store, find and date its facts.

Plain data that loads nothing. Whatever differs from kind to kind is derived from these rows: tags,
boundaries, identities, the sections of minutes, what an import may hold, what completion offers.
Beside its row a fact has its class (`events.facts`), a projection clause with its sentence
(`tracker.projections.clauses`), a verb (`tracker.cli.verbs`), and a decision of its own only if it
has a rule of its own. `tests/test_every_fact.py` takes every row the whole way.
"""

from typing import NamedTuple

COMMITMENT = ("commitment",)
OCCASION = ("meeting", "document")
INSTITUTION = ("institution",)
PARTY = ("party", "institution")
"""Whoever may owe or say something."""


class Names(NamedTuple):
    """A field by which a fact names another thing, or several.

    `kinds` is what a name without a kind may mean, the likeliest first. What is `needed` must exist
    and stand; anything else nobody recorded is kept as text, and said. What is not `tagged` cannot
    be found in the log by that name.
    """

    field: str
    kinds: tuple[str, ...]
    needed: bool = False
    tagged: bool = True
    within_party: bool = False
    """Whether a bare institution is one of the fact's own party."""


class Kind(NamedTuple):
    """All that must be known of a kind of fact.

    `about` is what its facts are about, the likeliest first, and `key` the fields that name it,
    joined by a slash. `once` names the fact that only one may stand of: a form over its fields and
    `{subject}`; None where the same thing may happen again. `dated` is the field that says when it
    holds, None where it holds for every day or from its occasion on. A `section` is where it stands
    in minutes; `since` the schema version that brought it.
    """

    type: str
    about: tuple[str, ...]
    key: str
    once: str | None
    dated: str | None
    section: str | None
    names: tuple[Names, ...] = ()
    since: int = 1


def _institutions(*fields: str) -> tuple[Names, ...]:
    return tuple(Names(field, INSTITUTION) for field in fields)


def _parties(*fields: str) -> tuple[Names, ...]:
    return tuple(Names(field, PARTY) for field in fields)


def _topics(*fields: tuple[str, str]) -> tuple[Names, ...]:
    return tuple(Names(field, (kind,), tagged=False) for field, kind in fields)


_OCCASION = Names("occasion", OCCASION, needed=True)
_PARENT = Names("parent", COMMITMENT, needed=True)
_THEMES = _topics(("themes", "theme"), ("project", "project"))

KINDS = (
    Kind("party.recorded", ("party",), "id", "{subject}", None, "parties",
         (Names("successor_of", ("party",), tagged=False),), since=2),
    Kind("institution.recorded", INSTITUTION, "party/id", "{subject}", None, "institutions",
         (Names("parent", INSTITUTION, needed=True, within_party=True),)),
    Kind("mechanism.recorded", ("mechanism",), "id", "{subject}", None, "mechanisms"),
    Kind("topic.recorded", ("topic",), "kind/id", "{subject}", None, "topics"),
    Kind("names.reconciled", ("official",), "show", "{subject}", None, "reconcile"),
    Kind("meeting.held", ("meeting",), "id", "{subject}", "held", "meeting",
         (Names("mechanism", ("mechanism",)), Names("host", INSTITUTION, tagged=False))),
    Kind("document.published", ("document",), "id", "{subject}", "published", "document"),
    Kind("delegation.recorded", OCCASION, "occasion", "delegation:{subject}:{party}", None, "delegations",
         (_OCCASION, Names("members.institution", INSTITUTION, within_party=True))),
    Kind("commitment.proposed", COMMITMENT, "id", "proposal:{id}", "on", "proposals",
         (_OCCASION, _PARENT, *_parties("obligors"), *_institutions("lead"), *_parties("by"), *_THEMES),
         since=2),
    Kind("commitment.agreed", COMMITMENT, "id", "{subject}", "on", "commitments",
         (_OCCASION, _PARENT, *_parties("obligors"), *_institutions("lead", "supporting"), *_THEMES)),
    Kind("commitment.declined", COMMITMENT, "commitment", None, "on", "declined",
         (_OCCASION, *_parties("by")), since=2),
    Kind("commitment.reaffirmed", COMMITMENT, "commitment", None, "on", "reaffirmed",
         (_OCCASION, *_parties("by"))),
    Kind("commitment.amended", COMMITMENT, "commitment", None, "on", "amended",
         (_OCCASION, _PARENT, *_parties("obligors"), *_institutions("lead", "supporting"), *_parties("by"),
          *_THEMES)),
    Kind("commitment.superseded", COMMITMENT, "commitment", None, "on", "superseded",
         (_OCCASION, Names("superseded_by", COMMITMENT, needed=True), *_parties("by"))),
    Kind("status.updated", COMMITMENT, "commitment", None, "effective", "updates",
         (_OCCASION, *_parties("by"))),
    Kind("deadline.revised", COMMITMENT, "commitment", None, "announced", "deadlines",
         _parties("by")),
    Kind("evidence.added", ("commitment", "meeting", "document"), "about", None, "published", "evidence"),
    Kind("event.retracted", ("event",), "event", None, None, None),
)  # fmt: skip
"""In the order in which the facts of one file rest on each other."""

BY_TYPE = {kind.type: kind for kind in KINDS}
HOLDERS: dict[str, tuple[str, ...]] = {
    about: tuple(kind.type for kind in KINDS if kind.once and kind.about == (about,))
    for about in dict.fromkeys(about for kind in KINDS for about in kind.about)
}
"""What a reference names → the types of fact by which such a thing comes to be."""

RETRACTED = "event.retracted"
"""The one kind that acts on other facts."""
