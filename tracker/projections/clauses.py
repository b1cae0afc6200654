"""The clauses: for each kind of fact, the rows it asserts and the sentence a timeline says of them.

A column that bears the name of a field is copied; a clause says only the others. A sentence is made
from the row that the clause wrote.
"""

import json
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from events import references
from events.canonical import canonical
from events.statuses import CLAIMABLE
from tracker.words.language import Say
from tracker.words.text import flat

Fields = dict[str, Any]
Row = dict[str, Any]


class Rows(Protocol):
    """Where a clause asserts its rows: they hold when the fact holds, from its event on."""

    def row(self, table: str, values: Fields) -> None:
        """Assert a row; values without a column are left out."""

    def facets(self, commitment: str, fields: Fields) -> None:
        """Note the values a commitment may be selected by."""

    def claimants(self, names: list[str]) -> None:
        """Note who claimed something."""

    def words(self, words: list[str]) -> None:
        """Note the words a commitment may be found by."""


class Reader(NamedTuple):
    """For whom a sentence is: how our words are said, and in which language texts are given."""

    say: Say
    text: Callable[[str | None], str | None]


Projection = Callable[[Rows, Fields], None]
Sentence = Callable[[Row, Reader], str]


class Clause(NamedTuple):
    """What a kind of fact asserts: in which tables, by which function, and how a row is said."""

    tables: tuple[str, ...]
    project: Projection
    sentence: Sentence


CLAUSES: dict[str, Clause] = {}
"""Stored type → its clause."""


def clause(stored_type: str, *tables: str, sentence: Sentence) -> Callable[[Projection], Projection]:
    """Make a function the projection of a kind of fact."""

    def register(project: Projection) -> Projection:
        CLAUSES[stored_type] = Clause(tables, project, sentence)
        return project

    return register


def _said(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


# Who is who


def _named(row: Row, to: Reader) -> str:
    return _said(str(row["id"]), to.text(row.get("names")), row.get("kind"), row.get("parent"))


@clause("party.recorded", "party", sentence=_named)
def _party(to: Rows, fields: Fields) -> None:
    to.row("party", {"spellings": [], **fields})


@clause("institution.recorded", "institution", sentence=_named)
def _institution(to: Rows, fields: Fields) -> None:
    to.row("institution", {"independent": False, **fields})


@clause("mechanism.recorded", "mechanism", sentence=_named)
def _mechanism(to: Rows, fields: Fields) -> None:
    to.row("mechanism", fields)


@clause("topic.recorded", "topic", sentence=_named)
def _topic(to: Rows, fields: Fields) -> None:
    to.row("topic", {"spellings": [], **fields})


def _person_said(row: Row, to: Reader) -> str:
    spellings = ", ".join(json.loads(row["spellings"]))
    return to.say("{name} is also written {spellings}", name=row["shown"], spellings=spellings)


@clause("names.reconciled", "person", sentence=_person_said)
def _person(to: Rows, fields: Fields) -> None:
    to.row("person", {**fields, "shown": fields["show"]})


# Occasions


def _occasion_said(row: Row, to: Reader) -> str:
    return _said(f"{to.say(row['kind'])} {row['id']}", to.text(row["title"]), row["place"])


@clause("meeting.held", "occasion", sentence=_occasion_said)
def _meeting(to: Rows, fields: Fields) -> None:
    to.row("occasion", {**fields, "kind": "meeting", "date": fields["held"]})


@clause("document.published", "occasion", sentence=_occasion_said)
def _document(to: Rows, fields: Fields) -> None:
    values = {"kind": "document", "document_kind": fields.get("kind"), "date": fields["published"]}
    to.row("occasion", {**fields, **values})


def _delegation_said(row: Row, to: Reader) -> str:
    if "head" in row:
        capacity = to.say(row["capacity"])
        sent = to.say("delegation of {party} ({capacity})", party=row["party"], capacity=capacity)
        return _said(sent, row["head"])
    names = {name: row[name] for name in ("name", "occasion", "party")}
    return _said(to.say("{name} at {occasion} for {party}", **names), row["role"], row["institution"])


@clause("delegation.recorded", "delegation", "member", sentence=_delegation_said)
def _delegation(to: Rows, fields: Fields) -> None:
    to.row("delegation", {"capacity": "participant", **fields})
    for place, member in enumerate(fields.get("members", ())):
        to.row("member", {**member, "place": place, "occasion": fields["occasion"], "party": fields["party"]})


# Commitments


MOST_NAMED = 12
"""Of those who undertake something together, so many are named in a sentence; the others are counted."""


def _together(names: list[str], to: Reader) -> str:
    if len(names) <= MOST_NAMED:
        return to.say(" and ").join(names)
    named = ", ".join(names[:MOST_NAMED])
    return to.say("{names} and {count} more", names=named, count=len(names) - MOST_NAMED)


def _undertaken(sentence: str) -> Sentence:
    def said(row: Row, to: Reader) -> str:
        names = {
            "commitment": row["id"],
            "obligors": _together(json.loads(row["obligors"]), to),
            "who": _together(json.loads(row["proposed_by"]), to),
        }
        deadline = to.say("deadline {deadline}", deadline=row["deadline"]) if row["deadline"] else None
        return _said(to.say(sentence, **names), to.text(row["title"]) or to.text(row["text"]), deadline)

    return said


@clause(
    "commitment.proposed",
    "commitment",
    sentence=_undertaken("{who} asked for {commitment} by {obligors}"),
)
def _proposal(to: Rows, fields: Fields) -> None:
    _undertake(to, {**fields, "stage": "proposed", "proposed_by": fields["by"]})


@clause("commitment.agreed", "commitment", sentence=_undertaken("agreed {commitment} by {obligors}"))
def _commitment(to: Rows, fields: Fields) -> None:
    _undertake(to, {**fields, "stage": "agreed"})


def _undertake(to: Rows, fields: Fields) -> None:
    name = fields["id"]
    lists: Fields = {"themes": (), "lead": (), "supporting": (), "proposed_by": ()}
    to.row("commitment", {**lists, **fields, "agreed_on": fields.get("on")})
    to.facets(name, fields)
    to.words(_words(name, fields))


def _words(name: str, fields: Fields) -> list[str]:
    texts = [*(fields.get("title") or {}).values(), *(fields.get("text") or {}).values()]
    plain = [*(fields.get("themes") or ()), fields.get("project"), *(fields.get("lead") or ())]
    own = [name.replace("-", " "), name, fields.get("external")]
    return [word for word in (*own, *texts, *plain) if word]


def _turn_said(sentence: str) -> Sentence:
    def said(row: Row, to: Reader) -> str:
        changes = json.loads(row["changes"])
        return _said(
            to.say(sentence, commitment=row["commitment"], other=row["superseded_by"]),
            row["reason"],
            *(f"{to.say(field)}: {_changed(field, value, to)}" for field, value in changes.items()),
        )

    return said


def _changed(field: str, value: Any, to: Reader) -> str:
    return to.text(canonical(value)) or "" if field in {"title", "text"} else flat(value)


def _turn(to: Rows, fields: Fields, kind: str, changes: Fields | None = None) -> None:
    values = {"kind": kind, "turned_on": fields.get("on"), "claimants": fields.get("by", [])}
    to.row("turn", {**fields, **values, "changes": changes or {}})


@clause("commitment.declined", "turn", sentence=_turn_said("declined {commitment}"))
def _decline(to: Rows, fields: Fields) -> None:
    _turn(to, fields, "declined")


@clause("commitment.reaffirmed", "turn", sentence=_turn_said("reaffirmed {commitment}"))
def _reaffirmation(to: Rows, fields: Fields) -> None:
    _turn(to, fields, "reaffirmed")


@clause("commitment.amended", "turn", sentence=_turn_said("amended {commitment}"))
def _amendment(to: Rows, fields: Fields) -> None:
    own = {"commitment", "occasion", "on", "by"}
    changes = {name: value for name, value in fields.items() if name not in own}
    _turn(to, fields, "amended", changes)
    to.facets(fields["commitment"], changes)
    to.words(_words(fields["commitment"], changes))


@clause("commitment.superseded", "turn", sentence=_turn_said("{commitment} superseded by {other}"))
def _supersession(to: Rows, fields: Fields) -> None:
    _turn(to, fields, "superseded")


_STATUSES = frozenset({*CLAIMABLE, None})


def _claim_said(row: Row, to: Reader) -> str:
    percent = f"{row['percent']:g} %" if row["percent"] is not None else None
    side = to.say("({side} side)", side=row["obligor"]) if row["obligor"] else None
    head = " ".join(part for part in (to.say(row["status"] or "note"), side, percent) if part)
    return _said(head, f"“{row['label']}”" if row["label"] else None, row["note"])


@clause("status.updated", "claim", sentence=_claim_said)
def _claim(to: Rows, fields: Fields) -> None:
    if fields.get("status") not in _STATUSES:
        raise ValueError(fields["status"])  # a log of other hands; the views order by these words
    to.row("claim", {**fields, "claimants": fields["by"]})
    to.claimants(fields["by"])


def _revision_said(row: Row, to: Reader) -> str:
    return _said(to.say("deadline now {deadline}", deadline=row["deadline"]), row["reason"])


@clause("deadline.revised", "revision", sentence=_revision_said)
def _revision(to: Rows, fields: Fields) -> None:
    to.row("revision", {**fields, "claimants": fields.get("by", [])})


def _evidence_said(row: Row, to: Reader) -> str:
    where = to.say("evidence {where}", where=row["url"] or row["file"])
    return _said(where, row["publisher"], to.text(row["title"]))


@clause("evidence.added", "evidence", sentence=_evidence_said)
def _evidence(to: Rows, fields: Fields) -> None:
    kind, name = references.split(fields["about"])
    to.row("evidence", {**fields, "about": f"{kind or 'commitment'}:{name}"})
