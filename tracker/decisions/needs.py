"""The rules that several use cases share: what is named must exist and stand, and nothing goes in circles."""

from events import references
from events.facts import (
    CommitmentAgreed,
    CommitmentAmended,
    DocumentPublished,
    Fact,
    InstitutionRecorded,
    MeetingHeld,
)
from tracker.decisions.known import Known, definite_occasion
from tracker.decisions.use_case import UseCase
from tracker.errors import NotFoundError, RefusedError

OCCASION_TYPES: dict[str, type[Fact]] = {"meeting": MeetingHeld, "document": DocumentPublished}


def depend_on_occasion(use_case: UseCase, occasion: str | None) -> None:
    """Depend on the existence of a meeting or document."""
    for name in references.possible(occasion, references.OCCASIONS) if occasion else ():
        use_case.depend_on(name, OCCASION_TYPES[references.split(name)[0] or ""])


def require_occasion(known: Known, occasion: str | None) -> None:
    """Refuse an occasion that does not stand."""
    if occasion is not None:
        definite_occasion(known, occasion)


def depend_on_commitment(use_case: UseCase, commitment: str) -> None:
    """Depend on the existence of a commitment, and on who its obligors are."""
    use_case.depend_on(f"commitment:{commitment}", CommitmentAgreed, CommitmentAmended)


def require_commitment(known: Known, commitment: str) -> CommitmentAgreed:
    """Give the standing agreement of a commitment; refuse one that does not stand."""
    agreed = known.holder(f"commitment:{commitment}")
    if not isinstance(agreed, CommitmentAgreed):
        raise NotFoundError(
            f"there is no commitment {commitment}",
            "Record it first (tracker agree), or list what there is: tracker status -f ids.",
        )
    return agreed


def require_obligor(known: Known, commitment: str, obligor: str | None) -> None:
    """Refuse a claim about a side that never was an obligor of the commitment."""
    if obligor is None:
        return
    agreed = require_commitment(known, commitment)
    obligors = dict.fromkeys(agreed.obligors)
    for amended in known.about(CommitmentAmended, f"commitment:{commitment}"):
        obligors.update(dict.fromkeys(amended.obligors or ()))
    if obligor not in obligors:
        raise RefusedError(
            f"{obligor} is no obligor of {commitment}", f"Its obligors are {', '.join(obligors)}."
        )


def parents_of(known: Known, commitment: str) -> list[str]:
    """List every parent a commitment was ever given by a standing fact."""
    name = f"commitment:{commitment}"
    facts: list[CommitmentAgreed | CommitmentAmended] = [
        *known.about(CommitmentAgreed, name),
        *known.about(CommitmentAmended, name),
    ]
    return [fact.parent for fact in facts if fact.parent]


def depend_on_ancestors(use_case: UseCase, parent: str | None) -> None:
    """Depend on a parent and, as far as they are known, on everything above it."""
    above, seen = [parent] if parent else [], set[str]()
    while above:
        each = above.pop()
        if each not in seen:
            seen.add(each)
            depend_on_commitment(use_case, each)
            above.extend(parents_of(use_case.known, each))


def require_parent(known: Known, commitment: str, parent: str | None) -> None:
    """Refuse a parent that does not stand, or that is somewhere below the commitment."""
    if parent is None:
        return
    require_commitment(known, parent)
    below: dict[str, str | None] = {parent: None}
    above = [parent]
    while above:
        each = above.pop()
        if each == commitment:
            raise RefusedError(
                f"{commitment} cannot be a part of {parent}, since {parent} is a part of it: "
                + _path(each, below),
                "Name a parent that is no part of it.",
            )
        for higher in parents_of(known, each):
            if higher not in below:
                below[higher] = each
                above.append(higher)


def _path(top: str, below: dict[str, str | None]) -> str:
    """Write the way up to a commitment, as `part in whole in larger whole`."""
    names: list[str] = []
    step: str | None = top
    while step is not None:
        names.append(step)
        step = below[step]
    return " in ".join(reversed(names))


def institution_name(party: str, name: str) -> str:
    """Give `institution:PARTY/ID` for an institution of a party, however it is written."""
    return f"institution:{references.institution(name, party)}"


def depend_on_institutions_above(use_case: UseCase, fact: InstitutionRecorded) -> None:
    """Depend on an institution's parent and, as far as they are known, on everything above it."""
    parent, seen = fact.parent, set[str]()
    while parent and (name := institution_name(fact.party, parent)) not in seen:
        seen.add(name)
        use_case.depend_on(name, InstitutionRecorded)
        holder = use_case.known.holder(name)
        parent = holder.parent if isinstance(holder, InstitutionRecorded) else None


def require_institutions_above(known: Known, fact: InstitutionRecorded) -> None:
    """Refuse a parent that is not recorded, or that is somewhere inside this institution."""
    own, parent, seen = institution_name(fact.party, fact.id), fact.parent, set[str]()
    while parent and (name := institution_name(fact.party, parent)) not in seen:
        if name == own:
            raise RefusedError(
                f"{fact.party}/{fact.id} cannot be inside {fact.parent}, which is inside it",
                "Name an institution that is no part of it.",
            )
        seen.add(name)
        holder = known.holder(name)
        if not isinstance(holder, InstitutionRecorded):
            raise NotFoundError(
                f"there is no institution {name.partition(':')[2]}",
                f"Record it first: tracker institution {parent} --party {fact.party}.",
            )
        parent = holder.parent
