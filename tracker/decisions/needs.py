"""What must exist and stand for a fact to be recorded: each need is asked and refused by one object.

`depend` says what to read to know whether a need is met; it is asked again with what was read, until
nothing more is wanted. `require` refuses, in a sentence, what is not met. The same needs tell what
rests on a fact that is to be retracted: whatever needs it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from events import references, tags
from events.countries import CODES
from events.facts import (
    FACTS,
    CommitmentAgreed,
    CommitmentAmended,
    CommitmentProposed,
    Fact,
    InstitutionRecorded,
    PartyRecorded,
)
from events.kinds import HOLDERS, Names
from events.sentences import both, either, joined, sentence
from tracker.decisions.known import Known
from tracker.errors import AmbiguousError, NotFoundError, RefusedError

DEEPEST = 50
"""How many levels of parents or institutions there may be."""


class Reading(Protocol):
    """A decision that is being read for: what it knows so far, and what it depends on."""

    known: Known

    def depend_on(self, tag: str, *kinds: type[Fact]) -> None:
        """Depend on the facts of some types with a tag."""


class Need(Protocol):
    """Something that must be so for a fact to be recorded."""

    def depend(self, on: Reading) -> None:
        """Depend on all that tells whether it is so."""

    def require(self, known: Known) -> None:
        """Refuse what is not so."""


class Stands(NamedTuple):
    """What a fact names must exist and stand: a commitment, an occasion, a parent."""

    written: str
    kinds: tuple[str, ...]
    party: str | None = None

    @property
    def possible(self) -> list[str]:
        """The things it may be, as `kind:id`."""
        if self.party is not None:
            return [f"institution:{references.institution(self.written, self.party)}"]
        return references.possible(self.written, self.kinds)

    def depend(self, on: Reading) -> None:
        """Depend on whoever has one of the ids it may mean."""
        for name in self.possible:
            on.depend_on(name, *holder_types(name.partition(":")[0]))

    def require(self, known: Known) -> None:
        """Refuse what does not stand, and what may be several things."""
        self.definite(known)

    def definite(self, known: Known) -> str:
        """Give what it is, as `kind:id`."""
        standing = [name for name in self.possible if known.standing(name)]
        if not standing:
            kind, name = references.split(self.possible[0] if len(self.possible) == 1 else self.written)
            hint = _HINTS.get(kind or self.kinds[0], sentence("Record it first."))
            raise NotFoundError(
                sentence(
                    "there is no {kind} {name}",
                    kind=either(sentence(each) for each in ([kind] if kind else self.kinds)),
                    name=name,
                ),
                sentence(hint, name=name.rpartition("/")[2], party=self.party),
            )
        if len(standing) > 1:
            what = both(sentence("a {kind}", kind=sentence(name.partition(":")[0])) for name in standing)
            raise AmbiguousError(
                sentence("{written} is {what}", written=self.written, what=what),
                sentence("Write {standing}.", standing=either(standing)),
            )
        return standing[0]


_HINTS = {
    "commitment": sentence("Record it first (tracker agree), or list what there is: tracker status -f ids."),
    "meeting": sentence("Record it first: tracker meeting or tracker document."),
    "document": sentence("Record it first: tracker meeting or tracker document."),
    "institution": sentence("Record it first: tracker institution {name} --party {party}."),
}


def holder_types(kind: str) -> list[type[Fact]]:
    """List the types of fact by which a thing of some kind comes to be."""
    return [FACTS[each] for each in HOLDERS.get(kind, ())]


def references_of(fact: Fact) -> Iterator[Need]:
    """List the needs that the row of a fact's kind names."""
    for names in fact.row.names:
        if names.needed:
            party = getattr(fact, "party", None) if names.within_party else None
            for written in tags.named(names, fact.said):
                yield Stands(written, names.kinds, party)
        elif "institution" in names.kinds and not names.within_party:
            yield from (OwnName(each) for each in _doubtful(names, fact))


def _doubtful(names: Names, fact: Fact) -> Iterable[str]:
    """List the names that some party may have as another spelling, or two parties as an institution's.

    A country's code is nobody else's, and who writes the party too leaves no doubt.
    """
    return (each for each in tags.named(names, fact.said) if each not in CODES and "/" not in each)


class OwnName(NamedTuple):
    """A name must be one: no other spelling of a recorded party, no institution that two parties have."""

    written: str

    def depend(self, on: Reading) -> None:
        """Depend on the party and the institutions that are also written so."""
        on.depend_on(tags.spelling_tag(self.written), PartyRecorded, InstitutionRecorded)

    def require(self, known: Known) -> None:
        """Refuse a party in other letters, unless one has just this id; and what two parties have."""
        if known.standing(f"party:{self.written}"):
            return
        like = known.spelt(tags.spelling_tag(self.written))
        for fact in like:
            if isinstance(fact, PartyRecorded):
                raise RefusedError(
                    sentence("{text!r} is {code} in other letters", text=self.written, code=fact.id),
                    sentence("Write {code}.", code=fact.id),
                )
        found = sorted(
            f"{fact.party}/{fact.id}"
            for fact in like
            if isinstance(fact, InstitutionRecorded) and fact.id == self.written
        )
        if len(found) > 1:
            raise AmbiguousError(
                sentence("{written} may be {found}", written=self.written, found=either(found)),
                "Write its party too.",
            )


class Agreed(NamedTuple):
    """A commitment must have been agreed: nobody can claim, amend or keep what was only asked for."""

    commitment: str

    def depend(self, on: Reading) -> None:
        """Depend on the commitment, and on who its obligors are."""
        on.depend_on(f"commitment:{self.commitment}", CommitmentProposed, CommitmentAgreed, CommitmentAmended)

    def require(self, known: Known) -> None:
        """Refuse a commitment that nobody agreed to."""
        agreement(known, self.commitment)


def agreement(known: Known, commitment: str) -> CommitmentAgreed:
    """Give the standing agreement of a commitment; refuse one that does not stand."""
    found = known.standing(f"commitment:{commitment}")
    if isinstance(found, CommitmentAgreed):
        return found
    if found is not None:
        raise RefusedError(
            sentence("{commitment} is proposed, not agreed", commitment=commitment),
            sentence(
                "Record the agreement first (tracker agree {commitment}), or add a note without a status.",
                commitment=commitment,
            ),
        )
    Stands(commitment, ("commitment",)).require(known)
    raise AssertionError  # it stands, or it was refused


class AnObligor(NamedTuple):
    """The side a claim is about must be, or once have been, an obligor of the commitment."""

    commitment: str
    obligor: str

    def depend(self, on: Reading) -> None:
        """Depend on the agreement and its amendments."""
        Agreed(self.commitment).depend(on)

    def require(self, known: Known) -> None:
        """Refuse a side that never was an obligor."""
        obligors = dict.fromkeys(agreement(known, self.commitment).obligors)
        for amended in known.about(CommitmentAmended, f"commitment:{self.commitment}"):
            obligors.update(dict.fromkeys(amended.obligors or ()))
        if self.obligor not in obligors:
            raise RefusedError(
                sentence(
                    "{obligor} is no obligor of {commitment}",
                    obligor=self.obligor,
                    commitment=self.commitment,
                ),
                sentence("Its obligors are {obligors}.", obligors=", ".join(obligors)),
            )


class NoCircle(NamedTuple):
    """What is above a thing must not be below it, and must not be too far above it.

    `above` gives what a thing, named as `kind:id`, was ever put under by a standing fact. `text` and
    `hint` refuse a circle of `{own}` and `{first}`, whose way up stands for `{path}`.
    """

    own: str
    first: str
    above: Callable[[Known, str], Iterable[str]]
    types: tuple[type[Fact], ...]
    text: str
    hint: str
    named: str = ""
    """How the first is written, where that is not its whole name."""

    def depend(self, on: Reading) -> None:
        """Depend on everything above, as far as it is known."""
        for name in self._steps(on.known):
            on.depend_on(name, *self.types)

    def require(self, known: Known) -> None:
        """Refuse a circle, and more levels than there may be."""
        steps = self._steps(known)
        if self.own in steps:
            path = [name.partition(":")[2] for name in reversed(self._path(steps))]
            inside = joined(sentence(" in "), path)
            raise RefusedError(
                sentence(self.text, own=_bare(self.own), first=self.named or _bare(self.first), path=inside),
                self.hint,
            )
        deepest = max(len(self._path(steps, name)) for name in steps)
        if deepest >= DEEPEST:
            raise RefusedError(
                sentence(
                    "{own} would be {levels} levels deep; there may be {most}",
                    own=_bare(self.own),
                    levels=deepest + 1,
                    most=DEEPEST,
                ),
                "Put it under something higher.",
            )

    def _steps(self, known: Known) -> dict[str, str | None]:
        """Find everything above, each with the step by which it was reached."""
        below: dict[str, str | None] = {self.first: None}
        waiting = [self.first]
        while waiting and len(below) <= DEEPEST * DEEPEST:
            each = waiting.pop()
            for higher in self.above(known, each) if each != self.own else ():
                if higher not in below:
                    below[higher] = each
                    waiting.append(higher)
        return below

    def _path(self, steps: dict[str, str | None], top: str | None = None) -> list[str]:
        path, step = list[str](), top or self.own
        while step is not None:
            path.append(step)
            step = steps[step]  # type: ignore[assignment]
        return path


def _bare(name: str) -> str:
    return name.partition(":")[2]


def parents_of(known: Known, name: str) -> list[str]:
    """List every commitment that a commitment was ever made a part of by a standing fact."""
    kinds: tuple[type[CommitmentProposed | CommitmentAgreed | CommitmentAmended], ...] = (
        CommitmentProposed,
        CommitmentAgreed,
        CommitmentAmended,
    )
    return [f"commitment:{fact.parent}" for kind in kinds for fact in known.about(kind, name) if fact.parent]


def no_circle_of_parents(commitment: str, parent: str | None) -> list[Need]:
    """Need that a commitment is no part of itself."""
    if parent is None:
        return []
    return [
        NoCircle(
            f"commitment:{commitment}",
            f"commitment:{parent}",
            parents_of,
            (CommitmentProposed, CommitmentAgreed, CommitmentAmended),
            sentence("{own} cannot be a part of {first}, since {first} is a part of it: {path}"),
            sentence("Name a parent that is no part of it."),
        )
    ]
