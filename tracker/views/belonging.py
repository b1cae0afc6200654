"""What belongs together on a site: parties and institutions of a commitment, evidence of an occasion."""

from collections.abc import Iterable
from typing import Any, Protocol

from tracker.projections.cases import KNOWN
from tracker.views.status import StatusView

Row = dict[str, Any]


class Owed(Protocol):
    """What is asked here of a standing, or of its face."""

    @property
    def obligors(self) -> list[str]:
        """Who owes."""

    @property
    def institutions(self) -> list[str]:
        """Which institutions are in the lead, or support."""


def counted(words: Iterable[str], order: Iterable[str]) -> list[tuple[str, int]]:
    """Count words, in an order; those that do not occur are left out."""
    counts: dict[str, int] = dict.fromkeys(order, 0)
    for word in words:
        counts[word] += 1
    return [(word, count) for word, count in counts.items() if count]


def parties_of(standing: Owed, view: StatusView) -> list[str]:
    """List the parties that owe a commitment."""
    institutions = view.directory.institutions
    names = (
        institutions[each].party if each in institutions else each.partition("/")[0]
        for each in standing.obligors
    )
    return list(dict.fromkeys(names))


def institutions_of(standing: Owed, view: StatusView) -> list[str]:
    """List the institutions that have a part in a commitment, and what these are inside of."""
    directory = view.directory
    named = set(standing.institutions)
    found: dict[str, None] = {}
    for written in (*sorted(named), *standing.obligors):
        institution = directory.institutions.get(written)
        if institution is not None:
            for each in (institution, *directory.ancestors(institution)):
                found.setdefault(f"{each.party}/{each.id}")
        elif written in named or "/" in written:
            found.setdefault(written)
    return list(found)


def evidence_of_occasions(view: StatusView) -> dict[str, list[Row]]:
    """Give the evidence about meetings and documents, by what it is about."""
    found: dict[str, list[Row]] = {}
    for about, *values in view.connection.execute(
        "SELECT about, url, file, publisher, published, title FROM evidence"
        f" WHERE about NOT LIKE 'commitment:%' AND {KNOWN} ORDER BY position",
        {"k": view.moment.known_at},
    ):
        piece = dict(zip(("url", "file", "publisher", "published", "title"), values, strict=True))
        found.setdefault(about, []).append(piece)
    return found
