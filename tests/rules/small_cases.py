"""Builds what is known of one commitment, for the rules: each test shows only what matters to it."""

from collections.abc import Iterable
from typing import Any

from events.dates import bounds
from tracker.rules.case import Case, Claim, Proof, Revision, Terms, Turn
from tracker.rules.directory import Directory, Institution
from tracker.rules.standing import Standing, stand

AGREED_ON = "2022-03-14"
NOBODY = Directory((), ())
"""A directory in which no institution and no topic was recorded."""

_FIELDS: dict[str, Any] = {
    "title": None,
    "text": {"en": "A new crossing."},
    "obligors": ["US", "MX"],
    "themes": None,
    "project": None,
    "lead": None,
    "supporting": None,
    "deadline": None,
    "parent": None,
}


def terms(on: str = AGREED_ON, *, position: int = 1, by: tuple[str, ...] = (), **fields: Any) -> Terms:
    """Build what the United States and Mexico agreed, or were asked for, on a day."""
    return Terms(position, on, *bounds(on), None, by, {**_FIELDS, **fields})


def agreed(*facts: Claim | Revision | Turn | Proof, on: str = AGREED_ON, **fields: Any) -> Case:
    """Build the case of something agreed, and what was said and done about it."""
    return _with(Case("crossing", terms(on, **fields)), facts)


def proposed(*facts: Claim | Revision | Turn | Proof, on: str = "2022-03-01", **fields: Any) -> Case:
    """Build the case of something Canada asks for."""
    return _with(Case("crossing", None, terms(on, by=("CA",), **fields)), facts)


def _with(case: Case, facts: Iterable[Claim | Revision | Turn | Proof]) -> Case:
    lists: dict[type, list[Any]] = {
        Claim: case.claims,
        Revision: case.revisions,
        Turn: case.turns,
        Proof: case.proofs,
    }
    for fact in facts:
        lists[type(fact)].append(fact)
    for each in lists.values():
        each.sort(key=lambda fact: (fact.earliest or "", fact.position))
    return case


def claim(
    status: str | None,
    on: str,
    *by: str,
    of: str | None = None,
    position: int = 10,
    percent: float | None = None,
    evidence: tuple[dict[str, Any], ...] = (),
) -> Claim:
    """Build a claim of some claimants, or of the US, about a side or all of them; without status a note."""
    first, last = bounds(on)
    return Claim(first, position, last, on, status, of, percent, None, "a note", by or ("US",), evidence)


def revised(deadline: str, on: str, position: int = 20) -> Revision:
    """Build a deadline announced on a day."""
    first, last = bounds(on)
    return Revision(first, position, last, on, deadline, ("US",), None)


def turned(kind: str, on: str, *by: str, position: int = 30, **changes: Any) -> Turn:
    """Build a reaffirmation, an amendment with what it changes, a supersession or a decline."""
    first, last = bounds(on)
    return Turn(first, position, last, kind, by, changes, "other" if kind == "superseded" else None)


def on(day: str, case: Case, directory: Directory = NOBODY) -> Standing:
    """Work out how a case stands on a day, on which it does."""
    standing = stand(case, day, directory)
    assert standing is not None
    return standing


def institution(name: str, parent: str | None = None, *, independent: bool = False) -> Institution:
    """Build an institution from `PARTY/ID`."""
    party, _, own = name.partition("/")
    return Institution(party, own, parent, independent)


def directory(*institutions: Institution, topics: Iterable[tuple[str, str, list[str]]] = ()) -> Directory:
    """Build a directory."""
    return Directory(institutions, topics)
