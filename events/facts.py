"""The facts a log may hold, each with its stored type (CONTRACT §2); `events.kinds` has a row for each.

A fact is immutable. Its `stamp` says who recorded it, when and in which command; a fact that
has not been recorded yet carries UNSTAMPED. Stored types are stable names, never Python paths.
"""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, ValidationInfo, model_validator

from events.fact import Fact as Fact  # noqa: PLC0414 (whoever needs the facts needs their base)
from events.kinds import KINDS
from events.parts import Evidence, External, Member, OfEvidence, as_member
from events.sentences import sentence
from events.values import (
    STORED,
    Address,
    Capacity,
    Claimants,
    DateText,
    EventId,
    Id,
    InstitutionId,
    Line,
    Lines,
    Obligors,
    Other,
    Parties,
    Party,
    Percent,
    Prose,
    SomeClaimants,
    SomeLines,
    Status,
    Texts,
    Titles,
    ValueRefusedError,
    one_or_many,
)


class MeetingHeld(Fact):
    """Delegations met."""

    TOPIC: ClassVar[str] = "meeting.held"

    id: Id
    held: DateText
    title: Titles | None = None
    place: Line | None = None
    host: Line | None = None
    mode: Line | None = None
    mechanism: Line | None = None
    summary: Prose | None = None
    note: Prose | None = None
    external: External | None = None
    other: Other | None = None


class DocumentPublished(Fact):
    """A document was published; a joint statement is an occasion without a meeting."""

    TOPIC: ClassVar[str] = "document.published"

    id: Id
    published: DateText
    title: Titles | None = None
    kind: Line | None = None
    publisher: Line | None = None
    url: Address | None = None
    note: Prose | None = None
    external: External | None = None
    other: Other | None = None


class DelegationRecorded(Fact):
    """Who a party sent to an occasion; one delegation for an occasion and a party."""

    TOPIC: ClassVar[str] = "delegation.recorded"

    occasion: Line
    party: Party
    capacity: Capacity = "participant"
    head: Line | None = None
    members: Annotated[
        tuple[Annotated[Member, BeforeValidator(as_member, json_schema_input_type=str | Member)], ...],
        BeforeValidator(one_or_many),
    ] = ()

    @model_validator(mode="before")
    @classmethod
    def _head_is_a_member(cls, values: Any) -> Any:
        if not isinstance(values, dict) or not isinstance(values.get("head"), str):
            return values
        members = one_or_many(values.get("members", ()))
        if not isinstance(members, (list, tuple)):
            return values
        names = [
            each.get("name") if isinstance(each, dict) else getattr(each, "name", each) for each in members
        ]
        if values["head"] in names:
            return values
        return {**values, "members": ({"name": values["head"]}, *members)}


class PartyRecorded(Fact):
    """A party's names and other spellings, and whose successor it is."""

    TOPIC: ClassVar[str] = "party.recorded"

    id: Party
    names: Titles | None = None
    spellings: Lines = ()
    kind: Literal["state", "organization"] | None = None
    successor_of: Party | None = None


class InstitutionRecorded(Fact):
    """A party's ministry, agency, state or province, possibly inside another institution."""

    TOPIC: ClassVar[str] = "institution.recorded"

    party: Party
    id: InstitutionId
    names: Titles | None = None
    parent: Line | None = None
    independent: bool = False

    @model_validator(mode="after")
    def _inside_its_party(self) -> Self:
        if self.parent and "/" in self.parent and self.parent.partition("/")[0] != self.party:
            raise ValueRefusedError(
                sentence(
                    "{party}/{id} cannot be inside {parent}, which is another party's",
                    party=self.party,
                    id=self.id,
                    parent=self.parent,
                ),
                "Name a parent of the same party.",
            )
        if self.parent and self.parent.rpartition("/")[2] == self.id:
            raise ValueRefusedError(
                sentence("{party}/{id} cannot be inside itself", party=self.party, id=self.id),
                "Name the institution it belongs to, or no parent.",
            )
        return self


class MechanismRecorded(Fact):
    """A binational institution: an agreement, a dialogue, an organization, a programme."""

    TOPIC: ClassVar[str] = "mechanism.recorded"

    id: Id
    parties: Parties
    kind: Literal["agreement", "dialogue", "organization", "programme"] | None = None
    names: Titles | None = None


class TopicRecorded(Fact):
    """A theme or a project, with the spellings under which it is also written."""

    TOPIC: ClassVar[str] = "topic.recorded"

    kind: Literal["theme", "project"]
    id: Id
    names: Titles | None = None
    spellings: Lines = ()


class NamesReconciled(Fact):
    """Several spellings are one person, shown under one of them."""

    TOPIC: ClassVar[str] = "names.reconciled"

    kind: Literal["person"]
    show: Line
    spellings: SomeLines


class _AtSomeTime(Fact):
    """A fact that holds from its occasion, or else from the day it says."""

    occasion: Line | None = None
    on: DateText | None = None

    @model_validator(mode="after")
    def _has_a_time(self) -> Self:
        if self.occasion is None and self.on is None:
            raise ValueRefusedError(
                "it needs an occasion or a date", "Name the meeting or document (occasion), or the day (on)."
            )
        return self


class _Undertaking(_AtSomeTime):
    """What is agreed, or asked for: who is to do what until when."""

    id: Id
    text: Texts
    obligors: Obligors
    title: Titles | None = None
    themes: Lines = ()
    project: Line | None = None
    lead: Lines = ()
    deadline: DateText | None = None
    parent: Id | None = None
    priority: Line | None = None
    external: External | None = None
    other: Other | None = None

    @model_validator(mode="after")
    def _is_not_its_own_parent(self) -> Self:
        if self.parent == self.id:
            raise ValueRefusedError(
                sentence("{id} cannot be its own parent", id=self.id),
                "Name the commitment it is a part of, or no parent.",
            )
        return self


class CommitmentProposed(_Undertaking):
    """Somebody asked for a commitment that nobody has agreed to yet."""

    TOPIC: ClassVar[str] = "commitment.proposed"

    by: SomeClaimants


class CommitmentAgreed(_Undertaking):
    """Something was promised, by its obligors."""

    TOPIC: ClassVar[str] = "commitment.agreed"

    supporting: Lines = ()
    conditional_on: Prose | None = None


class CommitmentDeclined(_AtSomeTime):
    """Somebody said no to what was proposed."""

    TOPIC: ClassVar[str] = "commitment.declined"

    commitment: Id
    by: SomeClaimants
    reason: Prose | None = None


class CommitmentReaffirmed(_AtSomeTime):
    """The parties said again that it holds."""

    TOPIC: ClassVar[str] = "commitment.reaffirmed"

    commitment: Id
    by: Claimants = ()


class CommitmentAmended(_AtSomeTime):
    """The parties renegotiated it: the fields given here hold from then on."""

    TOPIC: ClassVar[str] = "commitment.amended"

    commitment: Id
    by: Claimants = ()
    text: Texts | None = None
    obligors: Obligors | None = None
    title: Titles | None = None
    themes: Lines | None = None
    project: Line | None = None
    lead: Lines | None = None
    supporting: Lines | None = None
    parent: Id | None = None
    priority: Line | None = None
    conditional_on: Prose | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.changes():
            raise ValueRefusedError(
                "it changes nothing", "Give the fields that changed; a deadline is changed by revise."
            )
        if self.parent == self.commitment:
            raise ValueRefusedError(
                sentence("{commitment} cannot be its own parent", commitment=self.commitment),
                "Name the commitment it is a part of, or no parent.",
            )
        return self

    def changes(self) -> dict[str, Any]:
        """Give the amended fields alone, as plain JSON values."""
        return {name: value for name, value in self.said.items() if name in AMENDABLE}


AMENDABLE = (
    "text",
    "obligors",
    "title",
    "themes",
    "project",
    "lead",
    "supporting",
    "parent",
    "priority",
    "conditional_on",
)
"""What a renegotiation may change: any field of the agreement but its deadline."""


class CommitmentSuperseded(_AtSomeTime):
    """Another commitment took its place."""

    TOPIC: ClassVar[str] = "commitment.superseded"

    commitment: Id
    superseded_by: Id
    by: Claimants = ()

    @model_validator(mode="after")
    def _by_another(self) -> Self:
        if self.superseded_by == self.commitment:
            raise ValueRefusedError(
                sentence("{commitment} cannot supersede itself", commitment=self.commitment),
                "Name the commitment that took its place.",
            )
        return self


class StatusUpdated(Fact):
    """A claim: somebody says how a commitment, or one side of it, stands. Without a status, a note."""

    TOPIC: ClassVar[str] = "status.updated"

    commitment: Id
    by: SomeClaimants
    effective: DateText
    status: Status | None = None
    obligor: Line | None = None
    percent: Percent | None = None
    label: Line | None = None
    evidence: Annotated[tuple[OfEvidence, ...], BeforeValidator(one_or_many)] = ()
    note: Prose | None = None
    occasion: Line | None = None
    external: External | None = None
    other: Other | None = None

    @model_validator(mode="after")
    def _says_something(self, info: ValidationInfo) -> Self:
        if info.context is not STORED and not (self.status or self.note or self.label or self.evidence):
            raise ValueRefusedError(
                "it says nothing: it has neither a status nor a note, a label or evidence",
                "Give the status, or the note.",
            )
        return self


class DeadlineRevised(Fact):
    """A new deadline was announced."""

    TOPIC: ClassVar[str] = "deadline.revised"

    commitment: Id
    deadline: DateText
    announced: DateText
    by: Claimants = ()
    reason: Prose | None = None
    external: External | None = None


class EvidenceAdded(Fact, Evidence):
    """Evidence about anything that has a reference."""

    TOPIC: ClassVar[str] = "evidence.added"

    about: Line


class EventRetracted(Fact):
    """An earlier event is withdrawn; it carries its target's tags, or no decision would see it."""

    TOPIC: ClassVar[str] = "event.retracted"

    event: EventId
    reason: Prose
    tags: tuple[str, ...] = ()


def _classes(base: type[Fact]) -> dict[str, type[Fact]]:
    """Find the class of each stored type: every class of facts says its own."""
    found = {base.TOPIC: base} if "TOPIC" in vars(base) else {}
    for each in base.__subclasses__():
        found |= _classes(each)
    return found


_CLASSES = _classes(Fact)
FACTS: dict[str, type[Fact]] = {kind.type: _CLASSES[kind.type] for kind in KINDS if kind.type in _CLASSES}
"""Stored type → class, in the order of the kinds."""
