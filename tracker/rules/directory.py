"""Who is who: the institutions and topics known at one moment, however they are written."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Institution(NamedTuple):
    """What is recorded of an institution; `parent` is an id in the same party."""

    party: str
    id: str
    parent: str | None
    independent: bool


class Speaker(NamedTuple):
    """Whose word a claim is: a party or whoever else spoke, and the institution it spoke through."""

    name: str
    via: str | None


class Directory:
    """The institutions and topics known at one moment, found by any way of writing them."""

    def __init__(
        self, institutions: Iterable[Institution], topics: Iterable[tuple[str, str, Sequence[str]]]
    ) -> None:
        self.institutions: dict[str, Institution] = {}
        shared: dict[str, list[Institution]] = {}
        for each in institutions:
            self.institutions[f"{each.party}/{each.id}"] = each
            shared.setdefault(each.id, []).append(each)
        for name, those in shared.items():
            if len(those) == 1:
                self.institutions.setdefault(name, those[0])
        self.shared = {name: those for name, those in shared.items() if len(those) > 1}
        self.topics: dict[tuple[str, str], str] = {}
        for kind, topic_id, spellings in topics:
            self.topics[kind, topic_id] = topic_id
            for spelling in spellings:
                self.topics.setdefault((kind, spelling), topic_id)

    def topic(self, kind: str, written: str | None) -> str | None:
        """Give the id of a topic written in any of its spellings; others stay as written."""
        return self.topics.get((kind, written), written) if written else written

    def themes(self, fields: dict[str, Any]) -> list[str]:
        """List the themes of a commitment by their ids, each once."""
        return list(dict.fromkeys(self.topics.get(("theme", each), each) for each in fields["themes"] or ()))

    def ancestors(self, institution: Institution) -> list[Institution]:
        """List what an institution is inside of, the innermost first."""
        above: list[Institution] = []
        while institution.parent:
            parent = institution.parent.rpartition("/")[2]
            higher = self.institutions.get(f"{institution.party}/{parent}")
            if higher is None or higher in above:
                break
            above.append(higher)
            institution = higher
        return above

    def reports_for(self, claimant: str, obligors: Sequence[str]) -> bool:
        """Say whether a claimant is an obligor, or a dependent institution anywhere under one."""
        if claimant in obligors:
            return True
        institution = self.institutions.get(claimant)
        if institution is None or institution.independent:
            return False
        names = {institution.party}
        for each in (institution, *self.ancestors(institution)):
            names |= {f"{each.party}/{each.id}"}
            if self.institutions.get(each.id) is each:
                names.add(each.id)
        return not names.isdisjoint(obligors)

    def speaker(self, claimant: str, obligors: Sequence[str]) -> Speaker:
        """Say for whom a claimant speaks: an institution for its party, unless independent or an obligor."""
        institution = self.institutions.get(claimant)
        if institution is None or institution.independent or claimant in obligors:
            return Speaker(claimant, None)
        return Speaker(institution.party, claimant)
