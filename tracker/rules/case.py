"""What is known of one commitment: plain rows, as the views hold them and the rules judge them.

Days are ISO texts, which sort as days do.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Claim(NamedTuple):
    """A claim or a note, in the order (earliest, position)."""

    earliest: str
    position: int
    latest: str
    effective: str
    status: str | None
    obligor: str | None
    percent: float | None
    label: str | None
    note: str | None
    claimants: tuple[str, ...]
    evidence: tuple[dict[str, Any], ...]


class Revision(NamedTuple):
    """An announced deadline, in the order (earliest, position)."""

    earliest: str
    position: int
    latest: str
    announced: str
    deadline: str
    claimants: tuple[str, ...]
    reason: str | None


class Turn(NamedTuple):
    """A decline, reaffirmation, amendment or supersession, in the order (earliest, position)."""

    earliest: str
    position: int
    latest: str
    kind: str
    claimants: tuple[str, ...]
    changes: dict[str, Any]
    superseded_by: str | None


class Proof(NamedTuple):
    """Evidence about the commitment itself, in the order (earliest, position)."""

    earliest: str | None
    """None: undated evidence counts on every day, and is no activity."""
    position: int
    url: str | None
    digest: str | None


class Terms(NamedTuple):
    """What was agreed or asked for, in its first form, and since when; `dated` is its date as written."""

    position: int
    dated: str
    earliest: str
    latest: str
    occasion: str | None
    proposed_by: tuple[str, ...]
    fields: dict[str, Any]


@dataclass(slots=True)
class Case:
    """Everything known of one commitment, of any valid time, each list in its order."""

    id: str
    agreement: Terms | None = None
    proposal: Terms | None = None
    claims: list[Claim] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
