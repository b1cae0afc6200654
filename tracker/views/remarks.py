"""Remarks on facts about to be recorded: names nobody recorded, claimants never seen before."""

import sqlite3
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from events.facts import (
    CommitmentAgreed,
    DelegationRecorded,
    Fact,
    InstitutionRecorded,
    MechanismRecorded,
    MeetingHeld,
    StatusUpdated,
)
from tracker.errors import AmbiguousError

SHOWN = 12

_KNOWN = {
    "institution": "SELECT party || '/' || id FROM institution WHERE id = :name AND known_until IS NULL",
    "mechanism": "SELECT id FROM mechanism WHERE id = :name AND known_until IS NULL",
    "party": (
        "SELECT 1 FROM institution WHERE party = :name UNION ALL SELECT 1 FROM delegation WHERE party = :name"
        " UNION ALL SELECT 1 FROM facet WHERE field = 'obligor' AND value = :name LIMIT 1"
    ),
    "claimant": "SELECT 1 FROM claimant WHERE name = :name",
}
_NAMES = (
    "SELECT name FROM claimant UNION SELECT id FROM institution UNION SELECT party FROM delegation"
    " UNION SELECT party FROM institution"
)


class Names:
    """The names known to a view and to the facts themselves."""

    def __init__(self, facts: Iterable[Fact], connection: sqlite3.Connection | None) -> None:
        self._connection = connection
        self._institutions: dict[str, set[str]] = {}
        self._others: set[tuple[str, str]] = set()
        for fact in facts:
            if isinstance(fact, InstitutionRecorded):
                self._institutions.setdefault(fact.id, set()).add(f"{fact.party}/{fact.id}")
                self.add("party", fact.party)
            elif isinstance(fact, MechanismRecorded):
                self.add("mechanism", fact.id)
            elif isinstance(fact, DelegationRecorded):
                self.add("party", fact.party)

    def add(self, kind: str, name: str) -> None:
        """Take a name for known."""
        self._others.add((kind, name))

    def institutions(self, written: str) -> set[str]:
        """Give the recorded institutions that a way of writing may mean, as `PARTY/ID`."""
        party, _, name = written.rpartition("/")
        found = self._institutions.get(name, set()) | {full for (full,) in self._ask("institution", name)}
        return found & {written} if party else found

    def knows(self, kind: str, name: str) -> bool:
        """Say whether a party, claimant or mechanism was ever named."""
        return (kind, name) in self._others or bool(self._ask(kind, name))

    def like(self, name: str) -> str | None:
        """Give the known name closest to one that is not."""
        known = [each for (each,) in self._connection.execute(_NAMES)] if self._connection else []
        folded = {each.casefold(): each for each in known}
        near = get_close_matches(name.casefold(), list(folded), n=1)
        return folded[near[0]] if near else None

    def _ask(self, kind: str, name: str) -> list[tuple[str]]:
        if self._connection is None:
            return []
        return self._connection.execute(_KNOWN[kind], {"name": name}).fetchall()


def remarks(
    facts: list[Fact], connection: sqlite3.Connection | None, places: list[str] | None = None
) -> list[str]:
    """Say what is worth a second look before facts are recorded.

    Raises AmbiguousError for an institution that two parties share and that is written alone.
    """
    names = Names(facts, connection)
    unrecorded: dict[str, None] = {}
    said: list[str] = []
    for number, fact in enumerate(facts):
        try:
            unrecorded.update(dict.fromkeys(_unrecorded(fact, names)))
        except AmbiguousError as error:
            error.where = places[number] if places else ""
            raise
        if isinstance(fact, StatusUpdated):
            said += _first_times(fact, names)
    if unrecorded:
        listed = list(unrecorded)
        more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
        said.insert(0, f"nobody recorded {', '.join(listed[:SHOWN])}{more}: kept as text")
    return said


def _unrecorded(fact: Fact, names: Names) -> Iterator[str]:
    for name in _institutions(fact):
        found = names.institutions(name)
        if len(found) > 1 and not names.knows("party", name):
            raise AmbiguousError(f"{name} may be {' or '.join(sorted(found))}", "Write its party too.")
        if not found and not names.knows("party", name) and not _is_party(name):
            yield name
    if isinstance(fact, MeetingHeld) and fact.mechanism and not names.knows("mechanism", fact.mechanism):
        yield fact.mechanism


def _first_times(fact: StatusUpdated, names: Names) -> Iterator[str]:
    for name in fact.by:
        known = any(names.knows(kind, name) for kind in ("claimant", "party")) or names.institutions(name)
        if not known:
            near = names.like(name)
            yield f"{name} is a claimant seen for the first time" + (
                f"; did you mean {near}?" if near else ""
            )
        names.add("claimant", name)


def _is_party(name: str) -> bool:
    """Say whether a name is written like a country, which nobody needs to record."""
    return len(name) == 2 and name.isalpha() and name.isupper()  # noqa: PLR2004 (ISO 3166 alpha-2)


def _institutions(fact: Fact) -> Iterator[str]:
    if isinstance(fact, MeetingHeld) and fact.host:
        yield fact.host
    elif isinstance(fact, CommitmentAgreed):
        yield from (*fact.obligors, *fact.lead, *fact.supporting)
    elif isinstance(fact, StatusUpdated):
        yield from (name for name in fact.by if "/" in name or names_an_institution(name))
    elif isinstance(fact, DelegationRecorded):
        for member in fact.members:
            if member.institution:
                full = member.institution
                yield full if "/" in full else f"{fact.party}/{full}"


def names_an_institution(name: str) -> bool:
    """Say whether a claimant is written like an acronym rather than like a country or a word."""
    return name.isupper() and not _is_party(name)
