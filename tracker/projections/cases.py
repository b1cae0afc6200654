"""Loads what a view knows of commitments: the cases the rules are applied to."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from events import references
from tracker.rules.case import Case, Claim, Proof, Revision, Terms, Turn
from tracker.rules.directory import Directory, Institution

EVERYTHING = 2**62
"""A position after every event: the known-at that is open."""

KNOWN = "known_from <= :k AND (known_until IS NULL OR known_until > :k)"
"""Selects the assertions that stand at the position :k."""

LISTS = ("obligors", "themes", "lead", "supporting")


def load_directory(connection: sqlite3.Connection, known_at: int) -> Directory:
    """Load the institutions and topics that stand at a position."""
    at = {"k": known_at}
    return Directory(
        (
            Institution(party, name, parent, bool(independent))
            for party, name, parent, independent in connection.execute(
                f"SELECT party, id, parent, independent FROM institution WHERE {KNOWN} ORDER BY position",
                at,
            )
        ),
        (
            (kind, name, [*json.loads(spellings), *json.loads(names or "{}").values()])
            for kind, name, spellings, names in connection.execute(
                f"SELECT kind, id, spellings, names FROM topic WHERE {KNOWN} ORDER BY position",
                at,
            )
        ),
    )


class Occasions:
    """The meetings and documents that stand at a position, looked up as they are needed.

    A timeline also asks for those that no longer stand, to say when what was retracted with them was.
    """

    def __init__(
        self, connection: sqlite3.Connection, known_at: int, *, even_retracted: bool = False
    ) -> None:
        self._connection = connection
        self._known_at = known_at
        self._which = "known_from <= :k" if even_retracted else KNOWN
        self._found: dict[str, tuple[str, str, str, str, str] | None] = {}

    def get(self, reference: str) -> tuple[str, str, str, str, str] | None:
        """Give kind, id, date, earliest and latest; a bare id is a meeting's, if there is one."""
        if reference not in self._found:
            kind, name = references.split(reference)
            self._found[reference] = self._connection.execute(
                f"SELECT kind, id, date, earliest, latest FROM occasion WHERE id = :id AND {self._which}"
                " AND (:kind IS NULL OR kind = :kind)"
                f" ORDER BY ({KNOWN}) DESC, kind DESC, known_from DESC LIMIT 1",
                {"id": name, "kind": kind, "k": self._known_at},
            ).fetchone()
        return self._found[reference]


class _Columns(NamedTuple):
    """What is read of the tables of a case; without evidence, also nothing that has a table of its own."""

    terms: str
    claim: str
    revision: str
    turn: str
    read_claim: Callable[[list[Any]], Claim]
    claims: str = "claim"
    with_evidence: bool = True


def load_cases(connection: sqlite3.Connection, commitments: Iterable[str], known_at: int) -> list[Case]:
    """Load the cases of some commitments, in the order asked; those not known are left out."""
    return _load(connection, list(commitments), known_at, _WHOLE)


def load_lean_cases(connection: sqlite3.Connection, commitments: Iterable[str], known_at: int) -> list[Case]:
    """Load them without what no filter and no order asks: texts, notes, evidence and who said it."""
    return _load(connection, list(commitments), known_at, _LEAN)


def _load(connection: sqlite3.Connection, names: list[str], known_at: int, columns: _Columns) -> list[Case]:
    asked = {"ids": json.dumps(names), "k": known_at}
    occasions = Occasions(connection, known_at)

    def rows(table: str, selected: str, key: str = "commitment") -> list[tuple[Any, ...]]:
        return connection.execute(
            f"SELECT {key}, {selected} FROM {table}"
            f" WHERE {key} IN (SELECT value FROM json_each(:ids)) AND {KNOWN}",
            asked,
        ).fetchall()

    cases: dict[str, Case] = {}
    nobody = Case("")
    for name, stage, *values in rows("commitment", f"stage, {columns.terms}", "id"):
        if terms := _terms(values, occasions):
            case = cases.setdefault(name, Case(name))
            if stage == "agreed":
                case.agreement = terms
            else:
                case.proposal = terms
    for name, *rest in rows(columns.claims, columns.claim):
        cases.get(name, nobody).claims.append(columns.read_claim(rest))
    for name, *rest in rows("revision", columns.revision):
        cases.get(name, nobody).revisions.append(_revision(rest))
    for name, *rest in rows("turn", columns.turn):
        if turn := _turn(rest, occasions):
            cases.get(name, nobody).turns.append(turn)
    asked["ids"] = json.dumps([f"commitment:{name}" for name in names])
    proofs = rows("evidence", "earliest, position, url, digest", "about") if columns.with_evidence else ()
    for about, *rest in proofs:
        cases.get(references.split(about)[1], nobody).proofs.append(Proof._make(rest))
    for case in cases.values():
        for facts in (case.claims, case.revisions, case.turns):
            facts.sort(key=itemgetter(0, 1))
        case.proofs.sort(key=lambda proof: (proof.earliest or "", proof.position))
    return [cases[name] for name in names if name in cases]


_TERMS = (
    *("position", "earliest", "latest", "occasion", "agreed_on", "proposed_by"),
    *("title", "text", "obligors", "themes", "project", "lead", "supporting", "deadline", "parent"),
    *("priority", "conditional_on", "external", "other"),
)
_OF_TERMS = _TERMS[6:]
"""The columns that are fields of what was agreed."""
_CLAIM = "earliest, position, latest, effective, status, obligor, percent, label, note, claimants, evidence"
_REVISION = "earliest, position, latest, announced, deadline, claimants, reason"
_TURN = "earliest, position, latest, kind, claimants, changes, superseded_by, occasion"


def _claim(values: list[Any]) -> Claim:
    *_, claimants, evidence = values
    values[-2:] = _names(claimants), tuple(json.loads(evidence)) if evidence else ()
    return Claim._make(values)


def _lean_claim(values: list[Any]) -> Claim:
    return Claim._make((*values, None, None, None, (), ()))


_WHOLE = _Columns(", ".join(_TERMS), _CLAIM, _REVISION, _TURN, _claim)


def _without(columns: str, *left_out: str) -> str:
    """Read nothing in place of some columns; a list in them is empty."""
    empty = {"claimants": "'[]'", "proposed_by": "'[]'"}
    return ", ".join(empty.get(each, "NULL") if each in left_out else each for each in columns.split(", "))


_LEAN = _Columns(
    _without(_WHOLE.terms, "title", "text", "other", "proposed_by", "external", "conditional_on"),
    _CLAIM[: _CLAIM.index(", percent")],
    _without(_REVISION, "claimants", "reason"),
    _without(_TURN, "claimants"),
    _lean_claim,
    claims="(SELECT * FROM claim WHERE status NOT NULL)",
    with_evidence=False,
)


def _terms(values: list[Any], occasions: Occasions) -> Terms | None:
    position, earliest, latest, occasion, dated, proposed_by, *values = values
    fields = dict(zip(_OF_TERMS, values, strict=True))
    for each in ("title", "text", "other"):
        fields[each] = json.loads(fields[each]) if fields[each] else None
    for each in LISTS:
        fields[each] = list(_names(fields[each]))
    if occasion:
        found = occasions.get(occasion)
        if found is None:  # not standing at this position: no valid time, so it does not count
            return None
        _, occasion, dated, earliest, latest = found
    return Terms(position, dated, earliest, latest, occasion, _names(proposed_by), fields)


def _revision(values: list[Any]) -> Revision:
    values[-2] = _names(values[-2])
    return Revision._make(values)


def _turn(values: list[Any], occasions: Occasions) -> Turn | None:
    earliest, position, latest, kind, claimants, changes, superseded_by, occasion = values
    if occasion:
        found = occasions.get(occasion)
        if found is None:
            return None
        earliest, latest = found[3:]
    return Turn(earliest, position, latest, kind, _names(claimants), json.loads(changes), superseded_by)


@lru_cache(maxsize=10_000)  # the same few parties, institutions and claimants stand in nearly every fact
def _names(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
