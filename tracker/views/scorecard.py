"""The scorecard: how much is fulfilled, by party, theme, institution, mechanism or meeting."""

from collections.abc import Callable, Iterable
from typing import Any

from events.statuses import FULFILLED, OUT_OF_PLAY, STATUSES, roll_up
from tracker.projections.cases import KNOWN
from tracker.rules.directory import Institution
from tracker.rules.standing import Standing
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView

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
    rows.sort(key=lambda row: (-row["commitments"], row[by] or "~"))
    return rows


def share(count: dict[str, int]) -> float | None:
    """Give fulfilled ÷ (all - superseded - withdrawn) in percent, to one decimal; None for none."""
    counted = sum(number for status, number in count.items() if status not in OUT_OF_PLAY)
    return round(100 * count[FULFILLED] / counted, 1) if counted else None


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
        for side in standing.sides:
            institution = view.directory.institutions.get(side.obligor)
            party = institution.party if institution else side.obligor.partition("/")[0]
            sides.setdefault(party, []).append(side.status)
        return [(party, roll_up(statuses)) for party, statuses in sides.items()]

    return groups


def _by_theme(_: StatusView) -> Callable[[Standing], Groups]:
    return lambda standing: [(standing.theme or "", standing.status)]


def _by_institution(view: StatusView) -> Callable[[Standing], Groups]:
    """Count a commitment for its lead and supporting institutions, and once for each ancestor."""
    directory = view.directory

    def groups(standing: Standing) -> Groups:
        names: dict[str, None] = {}
        for written in (*(standing.fields["lead"] or ()), *(standing.fields["supporting"] or ())):
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
    return lambda standing: [(mechanisms.get(standing.case.occasion or "") or "", standing.status)]


def _by_meeting(_: StatusView) -> Callable[[Standing], Groups]:
    return lambda standing: [(standing.case.occasion or "", standing.status)]


_GROUPINGS: dict[str, Callable[[StatusView], Callable[[Standing], Groups]]] = {
    "party": _by_party,
    "theme": _by_theme,
    "institution": _by_institution,
    "mechanism": _by_mechanism,
    "meeting": _by_meeting,
}
