"""The parts facts are made of: the stamp, an official, a piece of evidence."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from events.sentences import sentence
from events.upcasting import SCHEMA_VERSION
from events.values import (
    Address,
    DateText,
    Digest,
    EventDigest,
    EventId,
    Line,
    Prose,
    RecordedAt,
    Titles,
    ValueRefusedError,
)


class Value(BaseModel):
    """An immutable group of fields that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Stamp(Value):
    """Who recorded a fact, when, in which command, and with what."""

    id: EventId
    recorded_at: RecordedAt
    recorded_by: Line
    batch: EventId
    tool_version: Line
    schema_version: int = Field(ge=1)
    digest: EventDigest | None = None
    """Of the event with all its tags; facts of schema version 1 have none."""

    @property
    def stored(self) -> dict[str, Any]:
        """The stamp as it is stored: what is absent is left out."""
        fields = dict(self.__dict__)
        if fields["digest"] is None:
            del fields["digest"]
        return fields


_NIL = "00000000-0000-0000-0000-000000000000"


UNSTAMPED = Stamp(
    id=_NIL,
    recorded_at="0001-01-01T00:00:00.000000Z",
    recorded_by="nobody",
    batch=_NIL,
    tool_version="0",
    schema_version=SCHEMA_VERSION,
)


class Member(Value):
    """An official in a delegation."""

    name: Line
    role: Line | None = None
    institution: Line | None = None
    on_behalf_of: Line | None = None
    mode: Line | None = None


def as_member(value: Any) -> Any:
    """Let a name alone stand for a member."""
    return {"name": value} if isinstance(value, str) else value


class Evidence(Value):
    """Where something can be checked: an address, or a file by its name and digest."""

    url: Address | None = None
    file: Line | None = None
    digest: Digest | None = None
    kind: Line | None = None
    publisher: Line | None = None
    published: DateText | None = None
    archived: Address | None = None
    title: Titles | None = None
    quote: Prose | None = None
    page: Line | None = None
    lang: Line | None = None
    external: Annotated[Line, Field(max_length=300)] | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and self.file is None:
            raise ValueRefusedError(
                "evidence needs a url or a file", "Give the address, or the file's name and digest."
            )
        if self.file is not None and self.digest is None:
            raise ValueRefusedError(
                sentence("the file {file!r} has no digest", file=self.file),
                "Give its digest, as sha256: and 64 digits.",
            )
        return self


def _evidence(value: Any) -> Any:
    return {"url": value} if isinstance(value, str) else value


External = Annotated[Line, Field(max_length=300)]


OfEvidence = Annotated[Evidence, BeforeValidator(_evidence, json_schema_input_type=str | Evidence)]
