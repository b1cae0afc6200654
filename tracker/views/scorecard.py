"""The scorecard: how much is fulfilled, by party, theme, institution, mechanism or meeting."""

from collections.abc import Callable, Iterable
from typing import Any

from events.statuses import DONE, NOT_AGREED, OUT_OF_PLAY, STATUSES, roll_up
from tracker.projections.cases import KNOWN
from tracker.rules.directory import Institution
from tracker.rules.standing import Standing
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
from tracker.words.alphabet import alphabetical

BY = ("party", "theme", "institution", "mechanism", "meeting")

Groups = Iterable[tuple[str, str]]
"""The groups a commitment counts in, each with the status it counts as there."""


def scorecard(view: StatusView, by: str, selection: Selection | None = None) -> list[Row]:
    """Count the statuses of each group; one row a group, the largest first."""
    groups_of = _GROUPINGS[by](view)
    counts: dict[str, dict[str, int]] = {}
    for standing in view.standings(selection or Selection()):
        for group, status in groups_of(standing):
            count = counts.setdefault(group, dict.fromkeys(STATUSES, 0))
            count[status] += 1
    rows = [_row(by, group, count) for group, count in counts.items()]
    rows.sort(key=lambda row: (-row["commitments"], not row[by], alphabetical(row[by] or "")))
    return rows


def share(count: dict[str, int]) -> float | None:
    """Give the kept in percent of those that were to be kept, to one decimal; None for none.

    Kept are fulfilled and in force; superseded, withdrawn, proposed and declined count for nothing.
    """
    counted = sum(number for status, number in count.items() if status not in OUT_OF_PLAY | NOT_AGREED)
    return round(100 * sum(count[status] for status in DONE) / counted, 1) if counted else None


def _row(by: str, group: str, count: dict[str, int]) -> Row:
    return {
        by: group or None,
        "commitments": sum(count.values()),
        **{status.replace("-", "_"): number for status, number in count.items()},
        "share": share(count),
    }


def _by_party(view: StatusView) -> Callable[[Standing], Groups]:
    """Count a commitment for each party, as that party's own sides stand."""

    def groups(standing: Standing) -> Groups:
        sides: dict[str, list[str]] = {}
        if not standing.is_agreed:
            parties = (_party(view, obligor) for obligor in standing.obligors)
            return [(party, standing.status) for party in dict.fromkeys(parties)]
        for side in standing.sides:
            sides.setdefault(_party(view, side.obligor), []).append(side.status)
        return [(party, roll_up(statuses)) for party, statuses in sides.items()]

    return groups


def _party(view: StatusView, obligor: str) -> str:
    """Give the party of an obligor, which may be an institution of it."""
    institution = view.directory.institutions.get(obligor)
    return institution.party if institution else obligor.partition("/")[0]


def _by_theme(_: StatusView) -> Callable[[Standing], Groups]:
    return lambda standing: [(theme, standing.status) for theme in standing.themes or [""]]


def _by_institution(view: StatusView) -> Callable[[Standing], Groups]:
    """Count a commitment for its lead and supporting institutions, and once for each ancestor."""
    directory = view.directory

    def groups(standing: Standing) -> Groups:
        names: dict[str, None] = {}
        for written in standing.institutions:
            institution = directory.institutions.get(written)
            if institution is None:
                names.setdefault(written)
                continue
            for each in (institution, *directory.ancestors(institution)):
                names.setdefault(_full(each))
        return [(name, standing.status) for name in names]

    return groups


def _full(institution: Institution) -> str:
    return f"{institution.party}/{institution.id}"


def _by_mechanism(view: StatusView) -> Callable[[Standing], Groups]:
    mechanisms: dict[str, Any] = dict(
        view.connection.execute(
            f"SELECT id, mechanism FROM occasion WHERE {KNOWN}", {"k": view.moment.known_at}
        ).fetchall()
    )
    return lambda standing: [(mechanisms.get(standing.occasion or "") or "", standing.status)]


def _by_meeting(_: StatusView) -> Callable[[Standing], Groups]:
    return lambda standing: [(standing.occasion or "", standing.status)]


_GROUPINGS: dict[str, Callable[[StatusView], Callable[[Standing], Groups]]] = {
    "party": _by_party,
    "theme": _by_theme,
    "institution": _by_institution,
    "mechanism": _by_mechanism,
    "meeting": _by_meeting,
}
