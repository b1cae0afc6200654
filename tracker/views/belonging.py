"""What belongs together on a site: parties and institutions of a commitment, evidence of an occasion."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from tracker.pages.places import page_of
from tracker.projections.cases import KNOWN
from tracker.rules.standing import Standing
from tracker.views.meetings import meetings
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


def occasions_held(view: StatusView, agreed: Mapping[str | None, int], *, notes: bool) -> list[Row]:
    """List the meetings and documents with their pages, their evidence, and how much was agreed there."""
    rows = meetings(view.connection, view.moment)
    evidence = evidence_of_occasions(view)
    for row in rows:
        row["href"] = page_of(f"{row['kind']}s", row["meeting"])
        row["name"] = row["title"] or row["meeting"]
        row["agreed"] = agreed.get(row["meeting"], 0)
        row["evidence"] = evidence.get(f"{row['kind']}:{row['meeting']}", [])
        if not notes:
            row["note"] = row["other"] = None
    return rows


def claims_of(standing: Standing, *, notes: bool) -> list[Row]:
    """List what was said of a commitment, the latest first, each with who says so and for whom."""
    return [
        {
            "by": [
                {"name": each.name, "via": each.via, "reports": each.reports}
                for each in map(standing.speakers.of, claim.claimants)
            ],
            "side": claim.obligor,
            "status": claim.status,
            "percent": claim.percent,
            "effective": claim.effective,
            "label": claim.label,
            "note": claim.note if notes else None,
            "evidence": [{key: piece.get(key) for key in _SHOWN_OF_EVIDENCE} for piece in claim.evidence],
            "position": claim.position,
        }
        for claim in reversed(standing.claims)
    ]


_SHOWN_OF_EVIDENCE = ("url", "file", "digest", "publisher", "title")
