"""What every fact is: what happened, the stamp it was recorded with, and what follows from both."""

from functools import cached_property
from typing import Any, ClassVar, Self

from eventsourcing.dcb.domain import Decision

from events import tags
from events.canonical import stored_form
from events.kinds import BY_TYPE, Kind
from events.parts import UNSTAMPED, Stamp, Value
from events.values import STORED

OF_A_STAMP = ("log_tags", "stored")
"""What is worked out once of a fact under its stamp."""


class Fact(Value, Decision):
    """The base of every fact: what happened, and the stamp it was recorded with."""

    TOPIC: ClassVar[str]

    stamp: Stamp = UNSTAMPED

    def apply(self, obj: Any) -> None:
        """Let a decision fold this fact; the library calls it for every fact read."""
        obj.fold(self)

    @property
    def row(self) -> Kind:
        """The row of this fact's kind."""
        return BY_TYPE[self.TOPIC]

    @cached_property
    def said(self) -> dict[str, Any]:
        """The fact without its stamp as plain JSON values; absent fields are left out.

        Not to be changed: a fact is immutable, so they are worked out once, and a copy of the fact
        under another stamp keeps them.
        """
        return self.model_dump(mode="json", exclude={"stamp"}, exclude_defaults=True)

    @cached_property
    def same(self) -> str | None:
        """The tag of every fact that says just this, where there may be many; None where an id tells."""
        return tags.same_tag(self.TOPIC, self.said) if tags.is_repeatable(self.row) else None

    @cached_property
    def stored(self) -> bytes:
        """The stored form: the fact and its stamp as canonical JSON."""
        return stored_form(self.said, self.stamp.stored)

    @property
    def subject(self) -> str:
        """What the fact is about, as `kind:id`."""
        return self.subjects[0]

    @property
    def subjects(self) -> list[str]:
        """What the fact may be about, the likeliest first: a bare occasion is a meeting or a document."""
        return tags.subjects(self.row, self.said)

    @cached_property
    def identity(self) -> str | None:
        """The name under which only one such fact may stand; None where there may be many."""
        return tags.identity(self.TOPIC, self.said)

    def says_what(self, other: "Fact") -> bool:
        """Say whether another fact says the same, whoever recorded them and when."""
        return type(self) is type(other) and self.said == other.said

    def stamped(self, stamp: Stamp) -> Self:
        """Give the fact under a stamp; what it says stays as it is."""
        fact = self.model_copy(update={"stamp": stamp})
        for known in OF_A_STAMP:
            fact.__dict__.pop(known, None)
        return fact

    def signed(self, stamp: Stamp) -> Self:
        """Give the fact under a stamp that has the digest of it all."""
        log_tags = tags.tags_of(self.TOPIC, self.said, stamp.__dict__, self.same)
        digest = tags.digest_of(self.TOPIC, log_tags, self.said, stamp.stored)
        fact = self.stamped(stamp.model_copy(update={"digest": digest}))
        fact.__dict__["log_tags"] = log_tags
        return fact

    def changed(self, **fields: Any) -> Self:
        """Give the fact with other, valid fields."""
        changed = self.model_copy(update=fields)
        for known in ("said", "same", "identity", *OF_A_STAMP):
            changed.__dict__.pop(known, None)
        return changed

    @cached_property
    def log_tags(self) -> list[str]:
        """The tags of the fact under its stamp; of a fact that was read, those it lies there with."""
        return tags.tags_of(self.TOPIC, self.said, self.stamp.__dict__, self.same)

    @classmethod
    def read(cls, fields: dict[str, Any], stamp: dict[str, Any], log_tags: list[str] | None = None) -> Self:
        """Take in a fact that was recorded before, as it lies there; raise ValidationError if it is none."""
        fact = cls.model_validate({**fields, "stamp": stamp}, context=STORED)
        if log_tags is not None:
            fact.__dict__["log_tags"] = log_tags
        return fact
