"""The rows that leave the house: those of the status table, with all that was agreed and came with it."""

from collections.abc import Iterable, Sequence

from tracker.projections.cases import EVERYTHING, KNOWN
from tracker.rules.speakers import tidy
from tracker.rules.standing import Standing
from tracker.views.selection import Selection
from tracker.views.status import Row, StatusView
from tracker.words.alphabet import alphabetical


def exported(view: StatusView, selection: Selection) -> list[Row]:
    """Give the selected rows of the status table with `text` by language, `percent`, `external` and `other`.

    `percent` is that of the claim on which all sides rest, None where they rest on several.
    """
    return [row for row, _ in _rows(view, view.standings(selection))]


def exported_of(view: StatusView, names: Iterable[str]) -> dict[str, Row]:
    """Give the rows of some commitments by their ids; those that do not count at the moment are left out.

    Each has in `sides` how every obligor stands, `(status, percent)`, in `claims` and `revisions` all that
    is known to have been said of it.
    """
    found = _rows(view, list(view.standings_of(names)))
    return {row["commitment"]: row | _said(standing) for row, standing in found}


def head(view: StatusView) -> tuple[int, str | None]:
    """Give the number of the last event that a view knows at its moment, and when that was known."""
    row = view.connection.execute(
        "SELECT position, known_at FROM event WHERE position <= ? ORDER BY position DESC LIMIT 1",
        (min(view.moment.known_at, EVERYTHING),),
    ).fetchone()
    return row or (0, None)


def vocabulary(view: StatusView, rows: Iterable[Row]) -> dict[str, list[str]]:
    """List the `themes` that were recorded or occur in some rows, and the `parties` that owe there."""
    rows = list(rows)
    recorded = view.connection.execute(
        f"SELECT id FROM topic WHERE kind = 'theme' AND {KNOWN}", {"k": view.moment.known_at}
    )
    themes = {name for (name,) in recorded} | {name for row in rows for name in row["themes"]}
    parties = {name for row in rows for name in row["obligors"]}
    return {
        name: sorted(found, key=alphabetical) for name, found in (("themes", themes), ("parties", parties))
    }


def store_of(view: StatusView) -> str | None:
    """Give the id of the store that a view is of; None for a store of version 1, or for none."""
    store: str | None = view.connection.execute("SELECT store FROM meta").fetchone()[0]
    return store


def _rows(view: StatusView, standings: Sequence[Standing]) -> list[tuple[Row, Standing]]:
    rows = view.rows_of(standings)
    return [(row | _agreed(standing), standing) for row, standing in zip(rows, standings, strict=True)]


def _agreed(standing: Standing) -> Row:
    fields = standing.fields
    return {
        "text": fields["text"],
        "percent": _percent(standing),
        "external": fields["external"],
        "other": fields["other"] or {},
    }


def _percent(standing: Standing) -> float | None:
    claims = [side.claim for side in standing.sides]
    rests_on_one = len({claim and claim.position for claim in claims}) == 1
    return tidy(claims[0].percent) if rests_on_one and claims[0] else None


def _said(standing: Standing) -> Row:
    return {
        "sides": {
            side.obligor: (side.status, tidy(side.claim.percent) if side.claim else None)
            for side in standing.sides
        },
        "claims": standing.case.claims,
        "revisions": standing.case.revisions,
    }
