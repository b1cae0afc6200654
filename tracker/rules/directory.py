"""Who is who: the institutions and topics known at one moment, however they are written."""

from collections.abc import Container, Iterable, Sequence
from typing import Any, NamedTuple


class Institution(NamedTuple):
    """What is recorded of an institution; `parent` is an id in the same party."""

    party: str
    id: str
    parent: str | None
    independent: bool


class Speaker(NamedTuple):
    """Whose word a claim is: a party or whoever else spoke, and the institution it spoke through.

    `reports` says that the word is an obligor's own.
    """

    name: str
    via: str | None
    reports: bool


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

    def spellings(self, kind: str, written: str) -> set[str]:
        """List every way the topic that is written so is written."""
        topic = self.topic(kind, written)
        recorded = {name for (of, name), to in self.topics.items() if (of, to) == (kind, topic)}
        return {written, topic or written, *recorded}

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

    def of_party(self, party: str) -> set[str]:
        """List a party and every way its institutions are written."""
        return {party} | {name for name, each in self.institutions.items() if each.party == party}

    def within(self, written: str) -> set[str]:
        """List every way an institution, and those inside it, are written."""
        wanted = self.institutions.get(written)
        if wanted is None:
            return {written}
        return {
            name
            for name, each in self.institutions.items()
            if each == wanted or wanted in self.ancestors(each)
        }

    def speaker(self, claimant: str, obligors: Container[str]) -> Speaker:
        """Say for whom a claimant speaks: an institution for its party, unless independent or an obligor.

        It reports if it is an obligor, or a dependent institution anywhere under one.
        """
        literal = claimant in obligors
        institution = self.institutions.get(claimant)
        if institution is None or institution.independent or literal:
            return Speaker(claimant, None, literal)
        return Speaker(institution.party, claimant, self._is_under(institution, obligors))

    def _is_under(self, institution: Institution, obligors: Container[str]) -> bool:
        names = {institution.party}
        for each in (institution, *self.ancestors(institution)):
            names.add(f"{each.party}/{each.id}")
            if self.institutions.get(each.id) is each:
                names.add(each.id)
        return any(name in obligors for name in names)
